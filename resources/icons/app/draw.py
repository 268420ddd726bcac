"""Draws the icon in the sizes desktops ask for, caseapp.svg -> SIZE.png; run again after a change of the drawing."""

from __future__ import annotations

import os
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

SIZES = (16, 24, 32, 48, 64, 128, 256)


def main() -> None:
    """Write one picture for each size."""
    _app = QGuiApplication([])
    here = Path(__file__).parent
    drawing = QSvgRenderer(str(here / "caseapp.svg"))
    for size in SIZES:
        picture = QImage(size, size, QImage.Format.Format_ARGB32)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        drawing.render(painter)
        painter.end()
        picture.save(str(here / f"{size}.png"))


if __name__ == "__main__":
    main()
