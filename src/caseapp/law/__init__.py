"""The statutory rules as pure functions and frozen dataclasses: standard library only."""
