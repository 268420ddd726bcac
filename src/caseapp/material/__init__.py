"""Looking into files: what they are, what a table gives away, and copies with parts masked."""
