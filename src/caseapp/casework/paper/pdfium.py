"""PDFium may be called by one thread at a time; the worker of the record and the pool of the printers both do."""

from __future__ import annotations

from threading import RLock

PDFIUM = RLock()
"""Held by the worker for a whole job, by the pool for one strip of a page."""
