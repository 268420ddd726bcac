"""文书: the reply while it is written, with what stands against it."""
