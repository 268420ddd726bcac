"""Makes the files the tests look through: every number in them is invented."""

from __future__ import annotations

import io
import zipfile

import pikepdf
from docx import Document
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from caseapp import resources

IDS = ("370811199001010014", "370802199001010018", "370811196202060014", "370829196903110022")
MOBILE = "13800000001"


def pdf(*pages: list[str], password: str = "", picture_on: int = 0, title: str = "") -> bytes:
    """Return a PDF with one line of text below the other; ``picture_on`` puts a picture on that page instead."""
    pdfmetrics.registerFont(TTFont("fang", str(resources.root() / "fonts" / "fang.ttf")))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), encrypt=StandardEncryption(password) if password else None)
    canvas.setAuthor(title)
    for number, lines in enumerate(pages, start=1):
        canvas.setFont("fang", 16)
        if number == picture_on:
            canvas.drawImage(_picture(), 50, 50, 500, 700)
        for index, line in enumerate(lines):
            canvas.drawString(72, 750 - 30 * index, line)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _picture() -> object:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    return ImageReader(Image.new("RGB", (40, 40), "grey"))


def pdf_with_more(data: bytes) -> bytes:
    """Return a PDF with an annotation, a form field, an attachment and a hidden layer added."""
    with pikepdf.open(io.BytesIO(data)) as opened:
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[10, 10, 30, 30], Contents=f"身份证号{IDS[0]}"
        )
        opened.pages[0].obj.Annots = opened.make_indirect(pikepdf.Array([note]))
        kid = pikepdf.Dictionary(T="号码", V=IDS[1])
        field = pikepdf.Dictionary(T="申请人", Kids=pikepdf.Array([opened.make_indirect(kid)]))
        opened.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([opened.make_indirect(field)]))
        opened.attachments["名单.xlsx"] = b"PK"
        layer = opened.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name="底稿"))
        opened.Root.OCProperties = pikepdf.Dictionary(
            OCGs=pikepdf.Array([layer]), D=pikepdf.Dictionary(OFF=pikepdf.Array([layer]))
        )
        out = io.BytesIO()
        opened.save(out)
        return out.getvalue()


def looping_pdf() -> bytes:
    """Return a PDF with a form field that is its own kid."""
    with pikepdf.open(io.BytesIO(pdf(["x"]))) as opened:
        field = opened.make_indirect(pikepdf.Dictionary(T="a"))
        field.Kids = pikepdf.Array([field])
        opened.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([field]))
        out = io.BytesIO()
        opened.save(out)
        return out.getvalue()


def deep_pdf(levels: int) -> bytes:
    """Return a PDF whose only page hangs under so many levels of the page tree."""
    made = pikepdf.new()
    made.add_blank_page()
    node = made.pages[0].obj
    for _ in range(levels):
        node = made.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Pages, Kids=pikepdf.Array([node]), Count=1))
    made.Root.Pages = node
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def word(*paragraphs: str, rows: tuple[tuple[str, ...], ...] = (), body: str = "", header: str = "") -> bytes:
    """Return a .docx; ``body`` is XML put before its end."""
    document = Document()
    for words in paragraphs:
        document.add_paragraph(words)
    if rows:
        table = document.add_table(len(rows), len(rows[0]))
        for row, cells in zip(table.rows, rows, strict=True):
            for cell, words in zip(row.cells, cells, strict=True):
                cell.text = words
    if header:
        document.sections[0].header.paragraphs[0].text = header
    document.core_properties.author = ""
    out = io.BytesIO()
    document.save(out)
    return with_parts(out.getvalue(), {}, ("word/document.xml", "<w:sectPr", body + "<w:sectPr") if body else None)


def book(sheets: dict[str, list[list[object]]], prepare: object = None) -> bytes:
    """Return an .xlsx; ``prepare`` is called with the workbook before it is saved."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    if prepare:
        prepare(workbook)
    workbook.properties.creator = ""
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def comment(workbook: Workbook, cell: str, words: str) -> None:
    """Put a comment on a cell of the first sheet."""
    workbook.worksheets[0][cell].comment = Comment(words, "甲")


def defined_name(workbook: Workbook, name: str, words: str) -> None:
    """Define a name that holds text."""
    workbook.defined_names[name] = DefinedName(name, attr_text=f'"{words}"')


def with_parts(data: bytes, parts: dict[str, bytes], change: tuple[str, str, str] | None = None) -> bytes:
    """Return a package with parts added or replaced, and one part changed once."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if change and name == change[0]:
                content = content.decode().replace(change[1], change[2], 1).encode()
            if name not in parts:
                new.writestr(name, content)
        for name, content in parts.items():
            new.writestr(name, content)
    return out.getvalue()
