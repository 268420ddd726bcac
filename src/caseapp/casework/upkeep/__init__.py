"""The record and the program: opened, copied, restored, updated, tried, shown."""
