"""Files bound into one: numbers at the corner that is shown, bookmarks, pictures as pages, what cannot be bound."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from caseapp.documents.binding import Part, bind, leaves
from caseapp.documents.fonts import bundled
from documents.pdf_reading import MM, text_of


def pdf_of(*words, size=(595.0, 842.0), turned=0):
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size)
    for word in words:
        canvas.drawString(60, 60, word)
        canvas.showPage()
    canvas.save()
    if not turned:
        return out.getvalue()
    again = io.BytesIO()
    with pikepdf.open(io.BytesIO(out.getvalue())) as pdf:
        for page in pdf.pages:
            page.rotate(turned, relative=False)
        pdf.save(again)
    return again.getvalue()


def picture(form, size=(600, 400), mode="RGB", **more):
    out = io.BytesIO()
    Image.new(mode, size, 128).save(out, form, **more)
    return out.getvalue()


def ink_of_corner(pdf, page):
    """Tell whether there is ink within 30 mm of the right edge and 12 mm of the top, as the page is shown."""
    shown = pypdfium2.PdfDocument(pdf)[page].render(scale=2).to_pil().convert("L")
    mm = 2 * MM
    corner = shown.crop((shown.width - round(30 * mm), 0, shown.width, round(12 * mm)))
    return corner.getextrema()[0] < 128


def test_pages_are_numbered_from_the_first_after_the_list_and_parts_have_bookmarks():
    whole = bind(pdf_of("list"), [Part("申请表", pdf_of("a", "b")), Part("答复书", pdf_of("c"))], bundled())
    assert text_of(whole) == "lista1b2c3"
    with pikepdf.open(io.BytesIO(whole)) as pdf, pdf.open_outline() as outline:
        assert [item.title for item in outline.root] == ["目录", "申请表", "答复书"]
        assert pikepdf.Pdf.check_pdf_syntax(pdf) == []
        places = [pdf.pages.index(item.destination[0]) for item in outline.root]
    assert places == [0, 1, 3]


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_the_number_stands_at_the_top_right_of_a_turned_page(turned):
    whole = bind(pdf_of("list"), [Part("扫描件", pdf_of("word", turned=turned))], bundled())
    assert not ink_of_corner(whole, 0)
    assert ink_of_corner(whole, 1)


def test_the_same_files_give_the_same_bytes():
    parts = [Part("照片", leaves(picture("JPEG"), "image/jpeg"))]
    assert bind(pdf_of("list"), parts, bundled()) != b""
    front = pdf_of("list")
    assert bind(front, parts, bundled()) == bind(front, parts, bundled())


@pytest.mark.parametrize(
    ("data", "media_type", "sizes"),
    [
        (picture("JPEG"), "image/jpeg", [(297, 210)]),
        (picture("PNG", (400, 600), "RGBA"), "image/png", [(210, 297)]),
        (picture("PNG", (6000, 8000), "L"), "image/png", [(210, 297)]),
        (picture("TIFF", (400, 600), "1", save_all=True, append_images=[Image.new("1", (600, 400))]), "image/tiff",
         [(210, 297), (297, 210)]),
    ],
    ids=["lying", "transparent", "large", "two pages"],
)
def test_a_picture_becomes_a_page_of_a4_lying_where_it_is_wider(data, media_type, sizes):
    made = pypdfium2.PdfDocument(leaves(data, media_type))
    assert [tuple(round(length / MM) for length in made[n].get_size()) for n in range(len(made))] == sizes


def test_a_photograph_turned_by_its_camera_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    made = pypdfium2.PdfDocument(leaves(picture("JPEG", (600, 400), exif=exif), "image/jpeg"))
    assert made[0].get_width() < made[0].get_height()


def locked():
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf_of("secret"))) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (locked(), "application/pdf"),
        (b"%PDF-1.4\n% a scan\n", "application/pdf"),
        (b"", "application/pdf"),
        (b"\xff\xd8\xff\xe0 cut", "image/jpeg"),
        (picture("PNG")[:60], "image/png"),
        (b"a,b\n", "text/csv"),
    ],
    ids=["locked", "no pages", "empty", "cut jpeg", "cut png", "table"],
)
def test_what_has_no_pages_to_show_is_left_to_go_beside(data, media_type):
    assert leaves(data, media_type) == b""


def test_a_form_is_bound_as_it_prints():
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.drawString(60, 700, "name")
    canvas.acroForm.textfield(name="who", x=100, y=690, width=200, height=20, value="Zhang")
    canvas.save()
    whole = bind(pdf_of("list"), [Part("申请表", leaves(out.getvalue(), "application/pdf"))], bundled())
    assert "Zhang" in text_of(whole)
    with pikepdf.open(io.BytesIO(whole)) as pdf:
        assert all("/Annots" not in page.obj for page in pdf.pages)
