"""Printing, envelopes, and the pieces of a case as one file."""
