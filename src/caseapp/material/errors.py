"""What this room refuses."""

from __future__ import annotations


class MaterialError(Exception):
    """A file the program cannot look into; str() is the one sentence for the user."""
