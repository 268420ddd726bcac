"""帮助: the manual with pictures of the screens, searched as it is typed, the table of keys, and what it is made of."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout

from caseapp import resources
from caseapp.casework.about import made_of, program_words
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
    ("撤销一件申请的上一步", "Ctrl+Z"),
    ("下一个控件、上一个控件", "Tab、Shift+Tab"),
)


@dataclass(frozen=True, slots=True)
class Topic:
    """One page of the manual.

    Attributes:
        key: of the page of the window it is about.
        parts: headings ("" for none) and paragraphs.
        picture: of that page, None where there is none.
    """

    key: str
    title: str
    parts: tuple[tuple[str, str], ...]
    picture: Path | None = None

    def hits(self, words: list[str]) -> int:
        """Return how many paragraphs hold every word, the title among them."""
        return sum(all(word in text.lower() for word in words) for text in (self.title, *(t for _, t in self.parts)))


class HelpPage(Page):
    """Topics at the left, text at the right."""

    kinds = frozenset()

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "帮助")
        self._topics = _topics()
        self._sought = rows.line("在全部帮助中查找", accessible="查找帮助")
        self._found = rows.words("", "reason")
        self._list = QListWidget()
        self._pane = ReadingPane("说明")
        rows.name(self._list, "主题")
        self._list.setFixedWidth(_LIST_WIDTH)
        self._sought.setMaximumWidth(260)
        self.header.addWidget(self._found)
        self.header.addWidget(self._sought)
        frame, inner = rows.panel()
        inner.setContentsMargins(0, 4, 0, 0)
        line = QHBoxLayout()
        left = QVBoxLayout()
        left.addWidget(self._list)
        line.addLayout(left)
        line.addWidget(self._pane, 1)
        inner.addLayout(line)
        self.body.addWidget(frame, 1)
        self._sought.textChanged.connect(self._search)
        self._sought.returnPressed.connect(self._list.setFocus)
        self._list.currentItemChanged.connect(self._on_item)
        self._search()

    def show_topic(self, key: str) -> None:
        """Show what the manual says of a page; of an unknown one, the first topic."""
        self._sought.clear()
        keys = [topic.key for topic in self._topics]
        self._list.setCurrentRow(keys.index(key) if key in keys else 0)

    def focus_search(self) -> None:
        """Put the cursor into the search line."""
        self._sought.setFocus()

    def refresh(self) -> None:
        """Put the cursor into the list of topics."""
        self._list.setFocus()

    def _search(self) -> None:
        words = self._sought.text().lower().split()
        hits = [(topic.hits(words), place) for place, topic in enumerate(self._topics)]
        self._list.clear()
        for count, place in hits:
            if count or not words:
                title = self._topics[place].title
                item = QListWidgetItem(f"{title}　{count} 处" if words else title)
                item.setData(Qt.ItemDataRole.UserRole, place)
                self._list.addItem(item)
        total = sum(count for count, _ in hits)
        self._found.setText("" if not words else f"找到 {total} 处" if total else "没有找到，换一个说法试试")
        self._list.setCurrentRow(0)

    def _on_item(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            topic = self._topics[int(item.data(Qt.ItemDataRole.UserRole))]
            words = self._sought.text().lower().split()
            self._pane.show_text(topic.title, topic.parts, picture=topic.picture, sought=words)


def _topics() -> list[Topic]:
    """Return every topic, in the order of the files."""
    found = []
    folder = resources.root() / "help"
    for path in sorted(folder.glob("[0-9]*.txt")):
        title, _, text = path.read_text(encoding="utf-8").partition("\n")
        key = path.stem.partition("-")[2]
        picture = folder / "pictures" / f"{key}.png"
        parts = tuple(("", line) for line in text.splitlines() if line.strip())
        found.append(Topic(key, title.strip(), parts, picture if picture.exists() else None))
    keys = [("", f"{shortcut}　　{words}") for _, words, shortcut in TABLE]
    keys += [("", f"{shortcut}　　{words}") for words, shortcut in _MORE_KEYS]
    made = [("", program_words())]
    made += [
        ("", f"{part.name} {part.version}".rstrip() + f"　　{part.purpose}　　{part.licence}") for part in made_of()
    ]
    return [*found, Topic("keys", "快捷键", tuple(keys)), Topic("about", "关于", tuple(made))]
