"""What every page of the window shares: header line, refreshing by kind of change, and the way to other pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.ui.tokens import GAP, HEADER_HEIGHT, PAGE_MARGIN
from caseapp.ui.widgets import rows

if TYPE_CHECKING:
    from caseapp.ui.desk import Desk
    from caseapp.ui.frame.shell import Shell


class Page(QWidget):
    """One page in the window's stack.

    Attributes:
        kinds: the kinds of change that make it read again (see casework Done.changed).
        header: the line with title and the page's own buttons.
        body: where the page puts its panels.
    """

    kinds: frozenset[str] = frozenset({"case", "facts"})

    def __init__(self, shell: Shell, title: str) -> None:
        super().__init__()
        self.setObjectName("page")
        self.shell = shell
        self.title = rows.words(title, "pageTitle")
        self.subtitle = rows.words("", "secondary")
        self.header = QHBoxLayout()
        self.header.setContentsMargins(PAGE_MARGIN + 4, 0, PAGE_MARGIN + 4, 0)
        self.header.setSpacing(GAP)
        self.header.addWidget(self.title)
        self.header.addWidget(self.subtitle)
        self.header.addStretch(1)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(PAGE_MARGIN, 0, PAGE_MARGIN, GAP)
        self.body.setSpacing(GAP)
        head = QWidget()
        head.setFixedHeight(HEADER_HEIGHT)
        head.setLayout(self.header)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addLayout(self.body, 1)

    @property
    def desk(self) -> Desk:
        """The worker that owns the record."""
        return self.shell.desk

    def refresh(self) -> None:
        """Read again what the page shows."""

    def primary(self) -> QObject | None:
        """Return the one filled button, pressed by Ctrl+Enter."""
        return None

    def go_back(self) -> None:
        """Leave by Esc; the draft is kept."""
        self.shell.open_page("today")

    def leave(self) -> None:
        """Keep what is typed before another page is shown."""
