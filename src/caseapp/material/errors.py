"""What this room refuses."""

from __future__ import annotations


class MaterialError(Exception):
    """A file or table cannot be looked into; str() is the one sentence for the user."""
