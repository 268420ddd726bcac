"""The typesetters compared in ``letters.py``, one module each.

Every module has ``NAME``, ``PDFA`` (the standard asked for), ``BATCH`` (how many letters its batch has) and
``start()``, which loads fonts and returns a function from a ``Letter`` to the bytes of its PDF. ImportError says that
the peer is not installed.
"""

PEERS = ("ours", "typst_peer", "qt_peer", "libreoffice_peer", "weasyprint_peer", "fpdf2_peer")
