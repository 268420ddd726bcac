"""The grid the registration form is laid out in: two columns of named fields, in titled sections."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from caseapp.ui.widgets import rows

_LABEL_WIDTH = 82


def grid_of_pairs() -> QGridLayout:
    """Return an empty grid of two columns of fields, each after its name."""
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(10)
    grid.setVerticalSpacing(7)
    for column in (0, 2):
        grid.setColumnMinimumWidth(column, _LABEL_WIDTH)
    for column in (1, 3):
        grid.setColumnStretch(column, 1)
    return grid


def section(layout: QVBoxLayout, title: str, *, first: bool = False) -> QGridLayout:
    """Begin a titled section and return its grid."""
    if not first:
        layout.addWidget(rows.rule())
    layout.addWidget(rows.words(title, "sectionTitle"))
    grid = grid_of_pairs()
    layout.addLayout(grid)
    return grid


def label(text: str, buddy: QWidget) -> QLabel:
    """Return the name of a field, at its right edge."""
    made = rows.field_label(text, buddy)
    made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return made


def pair(grid: QGridLayout, row: int, left: tuple[str, QWidget], right: tuple[str, QWidget]) -> None:
    """Put two named fields on one line."""
    for column, (text, field) in ((0, left), (2, right)):
        grid.addWidget(label(text, field), row, column)
        grid.addWidget(field, row, column + 1)


def choose(field: QComboBox, key: str) -> None:
    """Choose an option by its key, the first one where the key is unknown."""
    field.setCurrentIndex(max(0, field.findData(key)))
