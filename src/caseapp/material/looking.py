"""Looks through a file for what may have to be masked before it is disclosed; it finds and shows, and never decides."""

from __future__ import annotations

import hashlib
from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace

from caseapp.material.errors import MaterialError
from caseapp.material.finders import Found, find
from caseapp.material.marks import SIZE_LIMIT, kind_of
from caseapp.material.pieces import ROW, Note, Part, Piece, Rect

_AROUND = 20
"""So many characters each side of a hit are shown with it."""


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found.

    Attributes:
        id: the same whenever class, text and place are, so that an answer can be kept with it.
        kind: its class, one of ``finders.KINDS``. text: as it stands in the file.
        place: in words, for example 第3页 or 工作表“企业名单”B12. page: counted from 1, 0 where the file has no pages.
        context: the text around it on one line, at most 20 characters each side.
        rects: where it stands on the page, each time it does, in points (``pieces.Rect``).
    """

    id: str
    kind: str
    text: str
    place: str
    context: str
    page: int = 0
    rects: tuple[Rect, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """How far the look is, and what the last stretch held; a hit that stands again in the same place comes once."""

    done: int
    total: int
    hits: tuple[Hit, ...]
    notes: tuple[Note, ...]


def look(name: str, data: bytes) -> Generator[Step]:
    """Yield what is found in a file, stretch by stretch (a page, some hundred rows); stop asking to cancel.

    Raises:
        MaterialError: empty, too large, not what its ending says, of a kind the program cannot look into, encrypted,
            damaged or hostile; raised when the bad stretch is reached, so what came before must not be kept.
    """
    seen: set[str] = set()
    for part in _read(name, data):
        hits: dict[str, Hit] = {}
        for piece in part.pieces:
            for found in find(piece.text):
                hit = _hit(piece, found)
                before = hits.get(hit.id)
                hits[hit.id] = replace(before, rects=before.rects + hit.rects) if before else hit
        fresh = tuple(hit for hit in hits.values() if hit.id not in seen)
        seen.update(hits)
        notes = tuple(replace(note, text=_on_a_line(note.text)) for note in part.notes)
        yield Step(part.done, part.total, fresh, notes)


def _hit(piece: Piece, found: Found) -> Hit:
    place = _on_a_line(piece.place(found.start))
    mark = hashlib.sha256("\0".join((found.kind, found.text, place)).encode()).hexdigest()[:16]
    rects = piece.rects(found.start, found.end)
    return Hit(mark, found.kind, found.text, place, _context(piece.text, found), piece.page, rects)


def _context(text: str, found: Found) -> str:
    before = text[max(0, found.start - _AROUND) : found.start].rpartition(ROW)[2]
    after = text[found.end : found.end + _AROUND].partition(ROW)[0]
    return _on_a_line(before + found.text + after)


def _on_a_line(text: str) -> str:
    """Return text from a file as it may be shown: single blanks, no characters that steer a terminal."""
    line = " ".join(text.split())
    return line if line.isprintable() else "".join(char if char.isprintable() else " " for char in line)


def _read(name: str, data: bytes) -> Iterator[Part]:
    if not data:
        raise MaterialError(f"“{name}”是空文件，没有可看的内容。")
    if len(data) > SIZE_LIMIT:
        raise MaterialError(f"“{name}”有 {len(data) // 1024 // 1024} MB，超过 50 MB 的文件程序不查看，请分开后再查看。")
    kind = kind_of(name, data)
    ending = name.rpartition(".")[2].lower()
    if kind.media_type == "application/x-ole-storage":
        raise MaterialError(f"“{name}”是旧版 Office 文件或者加了密码，程序看不到里面，请另存为 .docx、.xlsx 再查看。")
    if kind.media_type == "application/zip" and ending in ("docm", "xlsm", "xltm", "dotm"):
        raise MaterialError(f"“{name}”是带宏的文件，不能作为公开件，请另存为不带宏的 .xlsx 或者 .docx 再查看。")
    if kind.media_type == "text/plain" and ending in ("txt", "csv", "md"):
        return _read_plain(name, ending, data)
    if not kind.agrees:
        raise MaterialError(f"“{name}”的内容与扩展名不符，没有查看，请核对是不是选错了文件。")
    if kind.media_type.startswith("image/"):
        raise MaterialError(f"“{name}”是图片，程序看不到里面的文字，请人工查看。")
    if kind.media_type == "application/pdf":
        from caseapp.material.pdf import read_pdf

        return read_pdf(name, data)
    if kind.media_type == "application/zip" and ending in ("docx", "xlsx"):
        return _read_package(name, ending, data)
    raise MaterialError(f"程序看不到“{name}”这种文件里面的内容，请人工查看，或者另存为 PDF、.docx、.xlsx 再查看。")


def _read_plain(name: str, ending: str, data: bytes) -> Iterator[Part]:
    from caseapp.material.plain import read_csv, read_text

    return read_csv(name, data) if ending == "csv" else read_text(name, data)


def _read_package(name: str, ending: str, data: bytes) -> Iterator[Part]:
    from caseapp.material.book import read_book
    from caseapp.material.package import Package
    from caseapp.material.word import read_word

    package = Package(name, data)
    try:
        body, read = ("word/document.xml", read_word) if ending == "docx" else ("xl/workbook.xml", read_book)
        if body not in package.names:
            raise MaterialError(f"“{name}”的内容与扩展名不符，没有查看，请核对是不是选错了文件。")
        yield from read(package)
    finally:
        package.close()
