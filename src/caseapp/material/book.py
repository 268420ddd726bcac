"""Reads the cells of .xlsx files as they stand, and what else goes out with the workbook."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from caseapp.material.package import Package, local
from caseapp.material.pieces import Note, Part, Piece, table, whole

_OTHER = re.compile(r"(?:xl/(?:charts|diagrams|pivotCache|drawings)/|customXml/|docProps/)[^_]*\.xml")
_BOOK = "xl/workbook.xml"
_MARGINS = frozenset({"oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"})
_MARGIN_CODES = re.compile('&(?:[LCRPNDTFAGUEBISXY]|"[^"]*"|[0-9]{1,2} )')
_REFERENCE = re.compile("([A-Z]{1,3})([0-9]{1,7})")


@dataclass(frozen=True, slots=True)
class _Tab:
    """A sheet: its name, whether it is shown, and its part."""

    name: str
    hidden: bool
    part: str


def read_book(package: Package) -> Iterator[Part]:
    """Yield the rows of all sheets, shown or not, comments, names and what else holds text; done and total count bytes.

    Raises:
        MaterialError: damaged, or more than it pretends to be.
    """
    links = package.related(_BOOK)
    inside = package.elements(_BOOK, "sheet", "definedName")
    tabs = [
        _Tab(a.get("name", ""), a.get("state", "visible") != "visible", links.get(_link(a), ("", ""))[1])
        for tag, a, _ in inside
        if tag == "sheet"
    ]
    if not tabs or not {tab.part for tab in tabs}.issubset(package.names):
        raise package.damaged()
    names = [whole(text, f"名称“{a.get('name', '')}”") for tag, a, text in inside if tag == "definedName"]
    hidden = "、".join(tab.name for tab in tabs if tab.hidden)
    notes = [Note(f"有隐藏的工作表：{hidden}，公开前请删去或者取消隐藏。")] if hidden else []
    shared: list[str] = []
    strings = next((part for kind, part in links.values() if kind == "sharedStrings"), "")
    others = [part for part in package.names if _OTHER.fullmatch(part)]
    package.expect([strings, *(tab.part for tab in tabs), *others])
    yield Part(0, package.total)
    if strings in package.names:
        reader = _Strings(shared)
        for done in package.feed(strings, reader.start, reader.end, reader.data):
            yield Part(done, package.total)
    yield Part(package.done, package.total, names, notes)
    for tab in tabs:
        yield from _sheet(package, tab, shared)
    for part in others:
        text = package.words(part, attribute="v")
        yield Part(package.done, package.total, [whole(text, f"图表、图形或者附带的内容（{part}）")])
    yield Part(package.total, package.total, (), package.notes())


def _link(attributes: dict[str, str]) -> str:
    """Return the relation an element names, whatever prefix the file gives to relations."""
    return next((value for key, value in attributes.items() if ":" in key and local(key) == "id"), "")


def _sheet(package: Package, tab: _Tab, shared: list[str]) -> Iterator[Part]:
    where = f"工作表“{tab.name}”" + ("（隐藏）" if tab.hidden else "")
    sheet = _Sheet(where, shared)
    for done in package.feed(tab.part, sheet.start, sheet.end, sheet.data):
        yield Part(done, package.total, sheet.taken())
    pieces = [whole("\n".join(sheet.margins), f"{where}的页眉页脚")]
    comments = 0
    for kind, part in package.related(tab.part).values():
        if kind in ("comments", "threadedComment"):
            for _, attributes, text in package.elements(part, "comment", "threadedComment"):
                comments += 1
                pieces.append(whole(text, f"{where}{attributes.get('ref', '')}的批注"))
    notes = []
    if comments:
        notes.append(Note(f"工作表“{tab.name}”有{comments}条批注，请删去后再公开。"))
    if sheet.hidden_seen:
        notes.append(Note(f"工作表“{tab.name}”有隐藏的行或者列，公开前请删去或者取消隐藏。"))
    yield Part(package.done, package.total, [*sheet.taken(), *pieces], notes)


class _Strings:
    """Collects the shared strings of a workbook; readings printed above characters are left out."""

    def __init__(self, shared: list[str]) -> None:
        self._shared, self._texts = shared, list[str]()
        self._in_text = self._in_reading = False

    def start(self, tag: str, _: dict[str, str]) -> None:
        """Enter an element."""
        name = local(tag)
        if name == "rPh":
            self._in_reading = True
        elif name == "t":
            self._in_text = not self._in_reading

    def data(self, text: str) -> None:
        """Take text."""
        if self._in_text:
            self._texts.append(text)

    def end(self, tag: str) -> None:
        """Leave an element."""
        name = local(tag)
        if name == "si":
            self._shared.append("".join(self._texts))
            self._texts.clear()
        elif name == "t":
            self._in_text = False
        elif name == "rPh":
            self._in_reading = False


class _Sheet:
    """Follows the rows of a sheet.

    Attributes:
        margins: texts of headers and footers. hidden_seen: whether a row or column with content is not shown.
    """

    def __init__(self, where: str, shared: list[str]) -> None:
        self._where, self._shared = where, shared
        self._rows: list[list[str]] = []
        self._cells: list[list[str]] = []
        self._heads: list[tuple[int, bool]] = []
        self._texts: list[str] = []
        self._references: list[str] = []
        self._data: list[str] = []
        self._number = 0
        self._row_hidden = self._open = False
        self._kind = ""
        self._columns: list[tuple[int, int]] = []
        self.margins: list[str] = []
        self.hidden_seen = False

    def taken(self) -> list[Piece]:
        """Return the rows read since the last time as one piece."""
        rows, cells, heads = self._rows, self._cells, self._heads
        self._rows, self._cells, self._heads = [], [], []
        return [table(rows, lambda row, cell: self._place(heads[row], cells[row], cell))] if rows else []

    def _place(self, head: tuple[int, bool], references: list[str], cell: int) -> str:
        number, row_hidden = head
        # A cell may go without its reference; then it follows the one before.
        column = 0
        for reference in references[: cell + 1]:
            found = _REFERENCE.fullmatch(reference)
            column = _column(found[1]) if found else column + 1
        hidden = [words for words, is_so in (("隐藏行", row_hidden), ("隐藏列", self._is_hidden(column))) if is_so]
        return f"{self._where}{_letters(column)}{number}" + (f"（{'、'.join(hidden)}）" if hidden else "")

    def _is_hidden(self, column: int) -> bool:
        return any(first <= column <= last for first, last in self._columns)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Enter an element."""
        if tag == "c" or (name := local(tag)) == "c":
            self._kind = attributes.get("t", "")
            self._references.append(attributes.get("r", ""))
            self._texts.append("")
        elif name in ("v", "t") or name in _MARGINS:
            self._open = True
        elif name == "row":
            number = attributes.get("r", "")
            self._number = int(number) if number.isdecimal() else self._number + 1
            self._row_hidden = attributes.get("hidden", "0") in ("1", "true")
        elif name == "col" and attributes.get("hidden", "0") in ("1", "true"):
            first, last = attributes.get("min", ""), attributes.get("max", "")
            if first.isdecimal() and last.isdecimal():
                self._columns.append((int(first), int(last)))
                self.hidden_seen = True

    def data(self, text: str) -> None:
        """Take text."""
        if self._open:
            self._data.append(text)

    def end(self, tag: str) -> None:
        """Leave an element."""
        if tag == "c":
            return
        name = local(tag)
        if name in ("v", "t"):
            text = "".join(self._data)
            self._close()
            if name == "v" and self._kind == "s":
                text = self._shared[int(text)]
            if self._texts:
                self._texts[-1] += text
        elif name == "row":
            if any(self._texts):
                self._rows.append(self._texts)
                self._cells.append(self._references)
                self._heads.append((self._number, self._row_hidden))
                self.hidden_seen = self.hidden_seen or self._row_hidden
            self._texts, self._references = [], []
        elif self._open and name in _MARGINS:
            self.margins.append(_MARGIN_CODES.sub(" ", "".join(self._data)))
            self._close()

    def _close(self) -> None:
        self._data.clear()
        self._open = False


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
