"""The manual to read: chapters and sections at the left, the text at the right, searched as it is typed."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt, QTimer, QUrl
from PySide6.QtGui import QImage, QKeySequence, QPixmap, QResizeEvent, QShortcut, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QTextBrowser, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from caseapp.ui.help.manual import chapters, pictures
from caseapp.ui.help.manual_html import FIRST_HIT, Look, anchor_of, chapter_html
from caseapp.ui.help.manual_text import Chapter, target_of
from caseapp.ui.theme import current_tokens
from caseapp.ui.widgets import rows

_TREE_WIDTH = 236
_TEXT_WIDTH, _MARGIN = 860, 24
_PLACE = Qt.ItemDataRole.UserRole
_SHEET = """
p {{ margin-top: 6px; margin-bottom: 6px; line-height: 150%; }}
p.title {{ font-size: 20px; font-weight: 600; margin-top: 0px; margin-bottom: 10px; line-height: 100%; }}
p.section {{ font-size: 17px; font-weight: 600; margin-top: 24px; margin-bottom: 6px; line-height: 100%; }}
p.below {{ font-weight: 600; margin-top: 16px; margin-bottom: 4px; }}
p.picture {{ color: {faint}; font-size: 12px; margin-top: 12px; margin-bottom: 14px; line-height: 100%; }}
li {{ margin-top: 3px; margin-bottom: 3px; line-height: 150%; }}
table.grid, table.note {{ margin-top: 8px; margin-bottom: 10px; }}
th {{ font-weight: 600; }}
code {{ font-family: monospace; background-color: {code}; }}
a {{ color: {link}; }}
"""


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the manual: chapter, section ("" for its beginning), and how far it was scrolled (pixels)."""

    key: str
    section: str = ""
    scrolled: int = 0


class ManualText(QTextBrowser):
    """One chapter; its pictures are as wide as they were taken, or as the text."""

    def __init__(self) -> None:
        super().__init__()
        self.setOpenLinks(False)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.setObjectName("manual")
        self.document().setDocumentMargin(_MARGIN)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setLineWrapMode(QTextBrowser.LineWrapMode.FixedPixelWidth)
        self.setLineWrapColumnOrWidth(_TEXT_WIDTH)
        self._shown: tuple[Chapter, list[str]] | None = None
        rows.name(self, "说明")

    def show_chapter(self, chapter: Chapter, sought: list[str]) -> None:
        """Show a chapter from its beginning, the words sought marked."""
        self._shown = (chapter, sought)
        tokens = current_tokens()
        look = Look(
            sheet=_SHEET.format(faint=tokens.text3, code=tokens.header, link=tokens.accent_text),
            line=tokens.line,
            head=tokens.header,
            note=tokens.accent_weak,
            mark=f"background-color: {tokens.warn_bg}; color: {tokens.warn};",
            width_of=self._width_of,
        )
        self.document().setDefaultStyleSheet(look.sheet)
        self.setHtml(chapter_html(chapter, look, sought))

    def loadResource(self, kind: int, name: QUrl | str) -> QPixmap:
        """Return a picture, made smaller smoothly where the text is narrower."""
        file = name if isinstance(name, str) else name.toString()
        drawn = QImage(str(pictures() / file))
        wide = round(self._width_of(file) * self.devicePixelRatioF())
        if drawn.width() > wide > 0:
            drawn = drawn.scaledToWidth(wide, Qt.TransformationMode.SmoothTransformation)
        return QPixmap.fromImage(drawn)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep a readable width, and never more than there is; pictures are drawn anew for another width."""
        before, width = self.lineWrapColumnOrWidth(), min(_TEXT_WIDTH, self.viewport().width())
        top = self.cursorForPosition(QPoint(_MARGIN, 0)).position()
        self.setLineWrapColumnOrWidth(width)
        super().resizeEvent(event)
        if width != before and self._shown is not None:
            self.show_chapter(*self._shown)
            self._bring_to_top(top)

    def _bring_to_top(self, position: int) -> None:
        """Scroll to where a place in the text stands now."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(position)
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.cursorRect(cursor).top() if position else 0)

    def _width_of(self, name: str) -> int:
        room = max(self.lineWrapColumnOrWidth(), 320) - 2 * _MARGIN
        return min(QImage(str(pictures() / name)).width(), room)


class ManualView(QWidget):
    """Tree and text, with the places one has been at.

    Attributes:
        sought: the search line.
        found: says how much was found.
        text: the chapter.
    """

    def __init__(self) -> None:
        super().__init__()
        self.sought = rows.line("在全部帮助中查找", accessible="查找帮助")
        self.found = rows.words("", "reason")
        self.tree = QTreeWidget()
        self.text = ManualText()
        self._by_key = {chapter.key: chapter for chapter in chapters()}
        self._at = Place(chapters()[0].key)
        self._been: list[Place] = []
        self._shown: tuple[str, list[str]] = ("", [])
        self._filling = False

        rows.name(self.tree, "主题", "上下键选择，左右键收起、展开各节")
        self.tree.setHeaderHidden(True)
        self.tree.setFixedWidth(_TREE_WIDTH)
        self.tree.setIndentation(14)
        self.tree.setObjectName("contents")
        self.sought.setFixedWidth(240)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        left = QVBoxLayout()
        left.addWidget(self.tree)
        line.addLayout(left)
        line.addWidget(self.text, 1)

        self.sought.textChanged.connect(self._search)
        self.sought.returnPressed.connect(self.tree.setFocus)
        self.tree.currentItemChanged.connect(self._on_item)
        self.text.anchorClicked.connect(self._on_link)
        QShortcut(QKeySequence("F3"), self, self.next_hit)
        self._search()

    @property
    def words(self) -> list[str]:
        """The words sought, in lower case."""
        return self.sought.text().lower().split()

    def show_place(self, key: str, section: str = "") -> None:
        """Show a chapter, or one section of it; what was sought is forgotten."""
        self.sought.clear()
        self._go(Place(key, section))

    def back(self) -> bool:
        """Return to where one was before; False where that was not in the manual."""
        if not self._been:
            return False
        place = self._been.pop()
        if self._item(place) is None:
            self.sought.clear()
        self._show(place)
        return True

    def forget_places(self) -> None:
        """Begin anew: the manual is opened from a page of the window."""
        self._been.clear()

    def next_hit(self) -> None:
        """Bring the next word sought into view, going on in this chapter from the last one."""
        words = self.words
        if words and not self.text.find(words[0]):
            self.text.moveCursor(self.text.textCursor().MoveOperation.Start)
            self.text.find(words[0])

    def _search(self) -> None:
        words = self.words
        hits = {chapter.key: chapter.hits(words) for chapter in chapters()}
        self._filling = True
        self.tree.clear()
        for chapter in chapters():
            if hits[chapter.key] or not words:
                self._add(chapter, hits[chapter.key] if words else 0)
        self._filling = False
        total = sum(hits.values())
        self.found.setText("" if not words else f"找到 {total} 处" if total else "没有找到，换一个说法试试")
        here = self._at.key if hits[self._at.key] or not words else ""
        first = self._item(Place(here)) or self.tree.topLevelItem(0)
        if first is not None:
            self._show(Place(str(first.data(0, _PLACE).key)))

    def _add(self, chapter: Chapter, count: int) -> None:
        words = self.words
        top = QTreeWidgetItem([f"{chapter.title}　{count} 处" if count else chapter.title])
        top.setData(0, _PLACE, Place(chapter.key))
        self.tree.addTopLevelItem(top)
        by_section = chapter.hits_by_section(words)
        for section in chapter.sections:
            if words and not by_section[section]:
                continue
            child = QTreeWidgetItem([f"{section}　{by_section[section]} 处" if words else section])
            child.setData(0, _PLACE, Place(chapter.key, section))
            child.setToolTip(0, section)
            top.addChild(child)
        top.setExpanded(bool(words))

    def _on_item(self, item: QTreeWidgetItem | None) -> None:
        if item is not None and not self._filling:
            self._go(item.data(0, _PLACE))

    def _on_link(self, url: QUrl) -> None:
        section = f"#{url.fragment()}" if url.hasFragment() else ""
        self._go(Place(*target_of(url.path() + section, self._at.key)))

    def _go(self, place: Place) -> None:
        if (place.key, place.section) != (self._at.key, self._at.section):
            here = Place(self._at.key, self._at.section, self.text.verticalScrollBar().value())
            self._been.append(here)
        self._show(place)

    def _show(self, place: Place) -> None:
        """Show a place and choose its line of the tree."""
        self._at = place
        if self._shown != (place.key, self.words):
            self._shown = (place.key, self.words)
            self.text.show_chapter(self._by_key[place.key], self.words)
        item = self._item(place)
        if item is not None and item is not self.tree.currentItem():
            self._filling = True
            self._fold(item)
            self.tree.setCurrentItem(item)
            self._filling = False
        QTimer.singleShot(0, self, self._scroll)

    def _fold(self, item: QTreeWidgetItem) -> None:
        """Leave only the chapter that is read unfolded, unless something is sought."""
        top = item.parent() or item
        for row in range(self.tree.topLevelItemCount()):
            other = self.tree.topLevelItem(row)
            if other is not None and not self.words:
                other.setExpanded(other is top)

    def _scroll(self) -> None:
        bar = self.text.verticalScrollBar()
        if self._at.scrolled:
            bar.setValue(self._at.scrolled)
        elif self._at.section:
            self.text.scrollToAnchor(anchor_of(self._at.section))
        else:
            bar.setValue(0)
            if self.words:
                self.text.scrollToAnchor(FIRST_HIT)

    def _item(self, place: Place) -> QTreeWidgetItem | None:
        """Return the line of a place, or of its chapter where the section is not listed."""
        for row in range(self.tree.topLevelItemCount()):
            top = self.tree.topLevelItem(row)
            if top is None or top.data(0, _PLACE).key != place.key:
                continue
            for child in (top.child(index) for index in range(top.childCount())):
                if place.section and child.data(0, _PLACE).section == place.section:
                    return child
            return top
        return None
