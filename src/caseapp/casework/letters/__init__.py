"""Letters and forms (文书): their blanks, the reply from draft to seal, the office's own wording."""
