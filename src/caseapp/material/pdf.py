"""Reads the text of PDF files page by page, and what else goes out with the file.

PDFium works in one thread only: look through a file in the worker that also draws the pages.
"""

from __future__ import annotations

import ctypes
import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from caseapp.material.errors import MaterialError
from caseapp.material.pieces import Note, Part, Piece, Rect, whole

if TYPE_CHECKING:
    import pikepdf
    import pypdfium2

_UNREADABLE = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08\x0b\x0c\x0e-\x1f]")
_LARGE = 0.3
"""A picture over this share of a page may be a scan."""
_ABOUT = {"/Title": "标题", "/Author": "作者", "/Subject": "主题", "/Keywords": "关键词", "/Company": "单位"}
_MOST_FIELDS, _LONGEST_LABEL = 10_000, 100


def read_pdf(name: str, data: bytes) -> Iterator[Part]:
    """Yield a PDF page by page, then what stands on no page; done and total count pages.

    Raises:
        MaterialError: encrypted, broken off, or not to be read.
    """
    import pypdfium2

    if b"%%EOF" not in data[-2048:]:
        raise _damaged(name)
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise MaterialError(f"“{name}”加了密码，程序打不开，请取消密码后再查看。") from None
        raise _damaged(name) from None
    try:
        pages = len(document)
        if not pages:
            raise _damaged(name)
        others = _beside_pages(name, data)
        yield Part(0, pages)
        for number in range(1, pages + 1):
            try:
                page = document[number - 1]
            except pypdfium2.PdfiumError:
                raise _damaged(name) from None
            try:
                yield Part(number, pages, *_page(page, number))
            finally:
                page.close()
        yield Part(pages, pages, *others)
    finally:
        document.close()


def _damaged(name: str) -> MaterialError:
    return MaterialError(f"“{name}”已经损坏或者不完整，程序打不开，请重新导出后再查看。")


def _page(page: pypdfium2.PdfPage, number: int) -> tuple[list[Piece], list[Note]]:
    place = f"第{number}页"
    reader = page.get_textpage()
    text = reader.get_text_range()

    def rects(start: int, end: int) -> tuple[Rect, ...]:
        return _rects(reader, text, start, end)

    pieces = [Piece(text, lambda _: place, number, rects)]
    pieces += [whole(words, f"{place}的批注", number) for words in _annotations(page)]
    return pieces, _page_notes(page, text, number)


def _page_notes(page: pypdfium2.PdfPage, text: str, number: int) -> list[Note]:
    import pypdfium2.raw as raw

    objects = raw.FPDFPage_CountObjects(page)
    kinds = {raw.FPDFPageObj_GetType(raw.FPDFPage_GetObject(page, index)) for index in range(objects)}
    pictures = _pictures(page) if kinds & {raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM} else 0.0
    letters = text.strip()
    if not letters:
        if pictures:
            return [Note(f"第{number}页是图片，程序看不到文字，请人工查看。", number)]
        return [Note(f"第{number}页没有程序读得出的文字，请人工查看。", number)]
    if pictures > _LARGE * page.get_width() * page.get_height():
        return [Note(f"第{number}页有大幅图片，程序看不到图片里的文字，请人工查看。", number)]
    if len(_UNREADABLE.findall(letters)) * 5 > len(letters):
        return [Note(f"第{number}页的文字有许多读不出来，请人工查看。", number)]
    return []


def _pictures(page: pypdfium2.PdfPage) -> float:
    """Return the area of the pictures on a page, in square points."""
    import pypdfium2.raw as raw

    area = 0.0
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]):
        left, bottom, right, top = item.get_bounds()
        area += max(0.0, right - left) * max(0.0, top - bottom)
    return area


def _rects(reader: pypdfium2.PdfTextPage, text: str, start: int, end: int) -> tuple[Rect, ...]:
    """Return the rectangles of some characters.

    PDFium counts in UTF-16, and characters that have no code are not in its text.
    """
    import pypdfium2.raw as raw

    first, last = (
        raw.FPDFText_GetCharIndexFromTextIndex(reader, len(text[:place].encode("utf-16-le")) // 2)
        for place in (start, end - 1)
    )
    if first < 0 or last < first:
        return ()
    found = []
    left, top, right, bottom = (ctypes.c_double() for _ in range(4))
    for index in range(raw.FPDFText_CountRects(reader, first, last - first + 1)):
        if raw.FPDFText_GetRect(reader, index, left, top, right, bottom):
            found.append((left.value, bottom.value, right.value, top.value))
    return tuple(found)


def _annotations(page: pypdfium2.PdfPage) -> Iterator[str]:
    import pypdfium2.raw as raw

    for index in range(raw.FPDFPage_GetAnnotCount(page)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        length = raw.FPDFAnnot_GetStringValue(annotation, b"Contents", None, 0)
        buffer = ctypes.create_string_buffer(length)
        wide = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
        raw.FPDFAnnot_GetStringValue(annotation, b"Contents", wide, length)
        raw.FPDFPage_CloseAnnot(annotation)
        if words := buffer.raw[: max(0, length - 2)].decode("utf-16-le", "replace").strip():
            yield words


def _beside_pages(name: str, data: bytes) -> tuple[list[Piece], list[Note]]:
    """Return the form fields and document information as pieces, and what a person must look at."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
            pieces = [whole(value, f"表单域“{label}”") for label, value in _fields(pdf)]
            about = {words: _words(pdf.trailer, "/Info", key) for key, words in _ABOUT.items()}
            pieces.append(whole("\n".join(about.values()), "文件属性"))
            notes = _file_notes(pdf, data)
            known = [f"{words}“{about[words]}”" for words in ("作者", "单位") if about[words]]
            if known:
                notes.append(Note(f"文件属性里有{'、'.join(known)}，公开前请清除。"))
            return pieces, notes
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError):
        raise _damaged(name) from None


def _file_notes(pdf: pikepdf.Pdf, data: bytes) -> list[Note]:
    notes = [Note(f"文件里夹带了“{attached}”，程序没有打开，请人工查看。") for attached in pdf.attachments]
    names = [_words(layer, "/Name") for layer in _all(pdf.Root, "/OCProperties", "/D", "/OFF")]
    if names:
        notes.append(Note(f"有隐藏的图层：{'、'.join(names)}，里面的内容已经一并查看，公开前请删去。"))
    if data.count(b"%%EOF") > (2 if b"/Linearized" in data[:1024] else 1):
        notes.append(Note("文件里留着修改以前的内容，请重新打印成 PDF 后再公开。"))
    return notes


def _fields(pdf: pikepdf.Pdf) -> list[tuple[str, str]]:
    """Return the names and values of the form fields."""
    waiting = [(field, "") for field in _all(pdf.Root, "/AcroForm", "/Fields")]
    found: list[tuple[str, str]] = []
    seen = 0
    while waiting:
        seen += 1
        if seen > _MOST_FIELDS:
            raise ValueError("fields that lead back to themselves")
        field, above = waiting.pop()
        label = ".".join(filter(None, (above, _words(field, "/T"))))[:_LONGEST_LABEL]
        if value := _words(field, "/V"):
            found.append((label, value))
        waiting += [(kid, label) for kid in _all(field, "/Kids")]
    return found


def _under(thing: Any, *keys: str) -> Any:  # noqa: ANN401 - what a PDF holds may be of any type, or the wrong one
    """Return what stands under some keys, one below the other; None where the way breaks off."""
    import pikepdf

    for key in keys:
        if not isinstance(thing, pikepdf.Dictionary):
            return None
        thing = thing.get(key)
    return thing


def _words(thing: Any, *keys: str) -> str:  # noqa: ANN401 - the same
    found = _under(thing, *keys)
    return "" if found is None else str(found).strip()


def _all(thing: Any, *keys: str) -> list[Any]:  # noqa: ANN401 - the same
    import pikepdf

    found = _under(thing, *keys)
    return list(found) if isinstance(found, pikepdf.Array) else []
