"""What becomes paper or a file to hand on: printing, envelopes, the bound file and the evidence."""
