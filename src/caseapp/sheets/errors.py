"""What this room refuses."""

from __future__ import annotations


class SheetError(Exception):
    """A workbook or table file could not be read or written; str() is the one sentence for the user."""
