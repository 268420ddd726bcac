"""The structure of a PDF file: reportlab numbers the objects and writes the tables, what is in them is ours."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import md5
from typing import TYPE_CHECKING

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFDocument, PDFObject, format

from caseapp.documents.pdfa import srgb_profile, xmp_packet

if TYPE_CHECKING:
    from caseapp.documents.embedding import Subset

CREATOR = "依申请公开办件台"


@dataclass(frozen=True, slots=True)
class Info:
    """Document information: title, 文号, author (the organ) and the day the document is dated, as (y, m, d)."""

    title: str
    author: str
    day: tuple[int, int, int]
    number: str = ""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the outline: its words, the page (from 0) and the height it leads to, in points from the bottom."""

    text: str
    page: int
    y: float


class Raw(PDFObject):  # type: ignore[misc]
    """An object written out by ourselves."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    def format(self, _document: PDFDocument) -> bytes:
        """Return it as it stands in the file."""
        return self.data


class File:
    """A PDF/A-2b file being written."""

    def __init__(self) -> None:
        self._document = PDFDocument(invariant=1, lang="zh-CN", pdfVersion=(1, 7))
        self._document.Catalog.Outlines = None
        self._pages: list[Raw] = []
        self._digest = md5(usedforsecurity=False)

    def refer(self, data: str) -> str:
        """Add an object and return the reference to it."""
        return self._named(Raw(data.encode("ascii")))

    def stream(self, data: bytes, entries: str = "", *, packed: bool = False) -> str:
        """Add a stream and return the reference to it.

        Args:
            data: its bytes.
            entries: what its dictionary says besides.
            packed: whether the bytes are a zlib stream already.
        """
        self._digest.update(data)
        body = data if packed else zlib.compress(data)
        head = f"<<{entries}/Filter/FlateDecode/Length {len(body)}>>\nstream\n".encode("ascii")
        return self._named(Raw(head + body + b"\nendstream\n"))

    def _named(self, made: PDFObject) -> str:
        return str(format(self._document.Reference(made), self._document), "ascii")

    def font(self, subset: Subset, number: int) -> str:
        """Add an embedded font of two-byte codes and return the reference to it (ISO 32000-1, 9.7)."""
        name = f"/{subset.tag(number)}+F{number}"
        data, length = subset.file()
        file = self.stream(data, f"/Length1 {length}", packed=True)
        descriptor = self.refer(f"<<{subset.descriptor(name)}/FontFile2 {file}>>")
        glyphs = self.refer(
            f"<</Type/Font/Subtype/CIDFontType2/BaseFont{name}/CIDToGIDMap/Identity/DW 1000/W {subset.widths()}"
            f"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor {descriptor}>>"
        )
        return self.refer(
            f"<</Type/Font/Subtype/Type0/BaseFont{name}/Encoding/Identity-H/DescendantFonts[{glyphs}]"
            f"/ToUnicode {self.stream(subset.to_unicode())}>>"
        )

    def pages(self, contents: Iterable[tuple[bytes, float, float]], fonts: Sequence[str]) -> None:
        """Add pages: their operators, width and height in points; fonts are called F0, F1 … in their order."""
        named = "".join(f"/F{number} {reference}" for number, reference in enumerate(fonts))
        resources = self.refer(f"<</Font<<{named}>>>>")
        parent = str(format(self._document.Reference(self._document.Pages), self._document), "ascii")
        for operators, width, height in contents:
            page = Raw(
                f"<</Type/Page/Parent {parent}/MediaBox[0 0 {width:.3f} {height:.3f}]/Resources {resources}"
                f"/Contents {self.stream(operators)}>>".encode("ascii")
            )
            self._document.Pages.addPage(page)
            self._pages.append(page)

    def outline(self, bookmarks: Sequence[Bookmark]) -> None:
        """Add the outline, one flat list."""
        entries = [Raw(b"") for _ in bookmarks]
        references = [self._named(entry) for entry in entries]
        top = Raw(f"<</Type/Outlines/First {references[0]}/Last {references[-1]}/Count {len(entries)}>>".encode())
        parent = self._named(top)
        for index, (entry, bookmark) in enumerate(zip(entries, bookmarks, strict=True)):
            before = f"/Prev {references[index - 1]}" if index else ""
            after = f"/Next {references[index + 1]}" if index + 1 < len(entries) else ""
            title = "feff" + bookmark.text.encode("utf-16-be").hex()
            page = self._named(self._pages[bookmark.page])
            entry.data = (
                f"<</Title<{title}>/Parent {parent}{before}{after}/Dest[{page}/XYZ null {bookmark.y:.3f} null]>>"
            ).encode("ascii")
        self._document.Catalog.Outlines = top

    def finish(self, info: Info) -> bytes:
        """Return the file with its information, metadata and colour profile."""
        document, catalog = self._document, self._document.Catalog
        year, month, day = info.day
        said = document.info
        said.invariant = 1
        said._dateFormatter = lambda *_: f"D:{year:04d}{month:02d}{day:02d}000000+08'00'"
        said.title, said.author, said.subject, said.keywords = info.title, info.author, info.number, ""
        said.creator = said.producer = CREATOR
        catalog.ViewerPreferences = PDFDictionary({"DisplayDocTitle": "true"})
        packet = xmp_packet(info.title, info.author, info.number, CREATOR, info.day)
        catalog.Metadata = Raw(
            f"<</Type/Metadata/Subtype/XML/Length {len(packet)}>>\nstream\n".encode("ascii") + packet + b"\nendstream\n"
        )
        profile = self.stream(_profile(), "/N 3", packed=True)
        intents = (
            "[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB IEC61966-2.1)"
            f"/Info(sRGB IEC61966-2.1)/DestOutputProfile {profile}>>]"
        )
        catalog.OutputIntents = Raw(intents.encode("ascii"))
        catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents"]
        self._digest.update(packet)
        document.signature = self._digest
        written: bytes = document.format()
        return written


@cache
def _profile() -> bytes:
    return zlib.compress(srgb_profile())


