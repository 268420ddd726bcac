"""帮助: the manual, read, searched, kept as PDF."""
