"""帮助: a short manual, one topic a page, and the table of keys."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QListWidget

from caseapp import resources
from caseapp.ui import rows
from caseapp.ui.actions import TABLE
from caseapp.ui.page import Page
from caseapp.ui.reading import ReadingPane
from caseapp.ui.shell import Shell

_LIST_WIDTH = 180
_MORE_KEYS = (
    ("在列表中选择", "↑ ↓"),
    ("打开所选的申请", "Enter"),
    ("保密审查：是、否、不涉及", "1 2 3"),
    ("按问题判断：选回答、下一个问题", "1 至 9、Enter"),
    ("下一个控件、上一个控件", "Tab、Shift+Tab"),
)


class HelpPage(Page):
    """Topics at the left, text at the right."""

    kinds = frozenset()

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "帮助")
        self._topics = _topics()
        self._list = QListWidget()
        self._pane = ReadingPane("说明")
        rows.name(self._list, "主题")
        self._list.setFixedWidth(_LIST_WIDTH)
        for _, title, _ in self._topics:
            self._list.addItem(title)
        frame, inner = rows.panel()
        inner.setContentsMargins(0, 4, 0, 0)
        line = QHBoxLayout()
        line.addWidget(self._list)
        line.addWidget(self._pane, 1)
        inner.addLayout(line)
        self.body.addWidget(frame, 1)
        self._list.currentRowChanged.connect(self._on_row)
        self._list.setCurrentRow(0)

    def show_topic(self, key: str) -> None:
        """Show what the manual says of a page; of an unknown one, the first topic."""
        keys = [topic for topic, _, _ in self._topics]
        self._list.setCurrentRow(keys.index(key) if key in keys else 0)

    def refresh(self) -> None:
        """Put the cursor into the list of topics."""
        self._list.setFocus()

    def _on_row(self, row: int) -> None:
        if 0 <= row < len(self._topics):
            _, title, paragraphs = self._topics[row]
            self._pane.show_text(title, paragraphs)


def _topics() -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Return page key, title and paragraphs of every topic, in the order of the files."""
    found = []
    for path in sorted((resources.root() / "help").glob("*.txt")):
        title, _, text = path.read_text(encoding="utf-8").partition("\n")
        paragraphs = [("", line) for line in text.splitlines() if line.strip()]
        found.append((path.stem.partition("-")[2], title.strip(), paragraphs))
    keys = [("", f"{shortcut}　　{words}") for _, words, shortcut in TABLE]
    keys += [("", f"{shortcut}　　{words}") for words, shortcut in _MORE_KEYS]
    return [*found, ("keys", "快捷键", keys)]
