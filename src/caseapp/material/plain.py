"""Reads .txt and .csv files in the encodings offices use."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from caseapp.material.errors import MaterialError
from caseapp.material.pieces import Part, Piece, table

_AT_ONCE = 500
_BOMS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def read_text(name: str, data: bytes) -> Iterator[Part]:
    """Yield a text file line by line, some hundred at a time; done and total count lines.

    Raises:
        MaterialError: a zero byte, or no known encoding.
    """
    lines = decoded(name, data).splitlines(keepends=True)
    yield Part(0, len(lines))
    for first in range(0, len(lines), _AT_ONCE):
        some = lines[first : first + _AT_ONCE]
        # A number may be broken over the end of the last line: the next one is looked at twice.
        shown = "".join(lines[first : first + _AT_ONCE + 1])
        yield Part(first + len(some), len(lines), [_lines(shown, first + 1)])


def _lines(text: str, first: int) -> Piece:
    return Piece(text, lambda start: f"第{first + text.count(chr(10), 0, start)}行")


def read_csv(name: str, data: bytes) -> Iterator[Part]:
    """Yield the rows of a CSV file, some hundred at a time; done and total count characters.

    Raises:
        MaterialError: a zero byte, no known encoding, or a quotation mark without its other one.
    """
    text = decoded(name, data)
    source = io.StringIO(text, newline="")
    head = text[:4096].partition("\n")[0]
    reader = csv.reader(source, delimiter="\t" if "\t" in head and "," not in head else ",")
    yield Part(0, len(text))
    rows: list[list[str]] = []
    number = 0
    try:
        for row in reader:
            rows.append(row)
            if len(rows) == _AT_ONCE:
                yield Part(source.tell(), len(text), [_rows(rows, number)])
                number += len(rows)
                rows = []
    except csv.Error:
        raise MaterialError(f"“{name}”第{number + len(rows) + 1}行的引号不成对，请改正后再查看。") from None
    yield Part(len(text), len(text), [_rows(rows, number)])


def _rows(rows: list[list[str]], before: int) -> Piece:
    return table(rows, lambda row, cell: f"第{before + row + 1}行第{cell + 1}列")


def decoded(name: str, data: bytes) -> str:
    """Return the text of a file in UTF-8, UTF-16 with its mark, or GB18030.

    Raises:
        MaterialError: a zero byte, or none of these.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _decode(name, data, (encoding,))
    if b"\x00" in data:
        raise MaterialError(f"“{name}”里有空字符，不是文字文件，请核对是不是选错了文件。")
    return _decode(name, data, ("utf-8-sig", "gb18030"))


def _decode(name: str, data: bytes, encodings: tuple[str, ...]) -> str:
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise MaterialError(f"“{name}”不是 UTF-8 或者 GB18030 编码的文字，请另存为 UTF-8 再查看。")
