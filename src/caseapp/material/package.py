"""Opens .docx and .xlsx packages and reads their XML as a stream, guarded against what only pretends to be one."""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from xml.parsers import expat

from caseapp.material.errors import MaterialError
from caseapp.material.pieces import Note

MAX_UNPACKED = 400 * 1024 * 1024
MAX_RATIO = 300
"""A real document unpacks to some ten times its size, an empty sheet with formats to a hundred times."""
MAX_PARTS = 20_000
_CHUNK = 256 * 1024
# What zipfile, zlib and expat raise over spoilt bytes; expat a LookupError over an encoding nobody knows.
_DAMAGE = (
    *(expat.ExpatError, zipfile.BadZipFile, zlib.error, struct.error, EOFError),
    *(LookupError, ValueError, RuntimeError, OSError),
)

Start = Callable[[str, "dict[str, str]"], None]
End = Callable[[str], None]
Text = Callable[[str], None]


class Package:
    """The parts of a package.

    Attributes:
        names: of the parts. total: bytes there are to read, as far as known. done: bytes read of them.

    Raises:
        MaterialError: no package, damaged, encrypted, with macros, or unpacking to more than the limits.
    """

    def __init__(self, name: str, data: bytes) -> None:
        self._name, self._size = name, len(data)
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            infos = self._archive.infolist()
        except _DAMAGE:
            raise self.damaged() from None
        if any(info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for info in infos):
            raise self.damaged()
        self.names = [info.filename for info in infos]
        self._sizes = {info.filename: info.file_size for info in infos}
        self.total, self._unpacked = 0, 0
        if len(infos) > MAX_PARTS or sum(self._sizes.values()) > MAX_UNPACKED:
            raise self._bomb()
        if any(part.lower().endswith("vbaproject.bin") for part in self.names):
            raise MaterialError(f"“{name}”带有宏，不能作为公开件，请另存为不带宏的 .xlsx 或者 .docx 再查看。")

    @property
    def done(self) -> int:
        """Return the bytes read, never more than the total."""
        return min(self._unpacked, self.total)

    def expect(self, parts: Iterable[str]) -> None:
        """Take the sizes of the parts still to be read as what there is to do."""
        self.total = self._unpacked + sum(self._sizes.get(part, 0) for part in parts)

    def close(self) -> None:
        """Give the archive up."""
        self._archive.close()

    def damaged(self) -> MaterialError:
        """Return the refusal of a file that cannot be read through."""
        return MaterialError(f"“{self._name}”已经损坏，或者不是 Word、Excel 文件，请重新导出后再查看。")

    def _bomb(self) -> MaterialError:
        return MaterialError(f"“{self._name}”展开后大得不正常，不像是真正的文件，没有查看，请核对来源。")

    def feed(self, part: str, start: Start, end: End, text: Text) -> Iterator[int]:
        """Stream a part through three handlers, yielding the bytes read of all parts after each chunk.

        A document type declaration, which no package may have, is refused: entities that swell are declared there.
        """
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = start
        parser.EndElementHandler = end
        parser.CharacterDataHandler = text
        parser.StartDoctypeDeclHandler = self._refuse_doctype
        try:
            with self._archive.open(part) as stream:
                while chunk := stream.read(_CHUNK):
                    self._unpacked += len(chunk)
                    if self._unpacked > MAX_UNPACKED or self._unpacked > max(MAX_RATIO * self._size, 8 * _CHUNK):
                        raise self._bomb()
                    parser.Parse(chunk, False)
                    yield self.done
                parser.Parse(b"", True)
        except _DAMAGE:
            raise self.damaged() from None

    def _refuse_doctype(self, *_: object) -> None:
        raise MaterialError(f"“{self._name}”里有不该有的实体定义，可能是恶意文件，没有查看，请核对来源。")

    def words(self, part: str, *, attribute: str = "") -> str:
        """Return the text of a part, each element's on a line, and the values of one attribute wherever it stands."""
        found: list[str] = []

        def start(_: str, attributes: dict[str, str]) -> None:
            if attribute in attributes:
                found.append(attributes[attribute])

        for _ in self.feed(part, start, lambda _: None, found.append):
            pass
        return "\n".join(word for word in found if word.strip())

    def elements(self, part: str, *wanted: str) -> list[tuple[str, dict[str, str], str]]:
        """Return the elements of some names, their attributes and text, as they end; [] for a missing part."""
        if part not in self.names:
            return []
        found: list[tuple[str, dict[str, str], str]] = []
        open_: list[tuple[str, dict[str, str], list[str]]] = []

        def start(tag: str, attributes: dict[str, str]) -> None:
            if local(tag) in wanted:
                open_.append((local(tag), attributes, []))

        def end(tag: str) -> None:
            if local(tag) in wanted:
                name, attributes, texts = open_.pop()
                found.append((name, attributes, "".join(texts)))

        for _ in self.feed(part, start, end, lambda text: open_[-1][2].append(text) if open_ else None):
            pass
        return found

    def related(self, part: str) -> dict[str, tuple[str, str]]:
        """Return the relations of a part: id to the last word of their type, and the part they lead to."""
        folder, file = posixpath.split(part)
        relations = self.elements(f"{folder}/_rels/{file}.rels", "Relationship")
        return {
            a.get("Id", ""): (
                a.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/" + folder, a.get("Target", ""))).lstrip("/"),
            )
            for _, a, _ in relations
            if a.get("TargetMode") != "External"
        }

    def notes(self) -> list[Note]:
        """Return what a person has to look at: pictures, embedded files, links, and who made the file."""
        pictures = sum("/media/" in part for part in self.names)
        embedded = sum("/embeddings/" in part for part in self.names)
        notes = []
        if pictures:
            notes.append(Note(f"文件里有{pictures}张图片，程序看不到图片里的文字，请人工查看。"))
        if embedded:
            notes.append(Note(f"文件里夹带了{embedded}个别的文件，程序没有打开，请人工查看。"))
        if any("/externalLinks/" in part for part in self.names):
            notes.append(Note("文件链接到别的工作簿，可能带着那里的数据，请断开链接后再公开。"))
        if any("/pivotCache/" in part for part in self.names):
            notes.append(Note("文件带着数据透视表的缓存，没有显示的原始数据也在里面，请只保留数值后再公开。"))
        labels = {"creator": "作者", "lastModifiedBy": "最后修改人", "Company": "单位", "Manager": "主管"}
        known = [
            f"{labels[tag]}“{text.strip()}”"
            for part in ("docProps/core.xml", "docProps/app.xml")
            for tag, _, text in self.elements(part, *labels)
            if text.strip()
        ]
        if known:
            notes.append(Note(f"文件属性里有{'、'.join(known)}，公开前请清除。"))
        return notes


def local(tag: str) -> str:
    """Return a name without its namespace prefix."""
    return tag[tag.find(":") + 1 :]
