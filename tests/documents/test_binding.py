"""Files bound into one: numbers at the corner that is shown, bookmarks, pictures as pages, what cannot be bound."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageStat
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


def shown(pdf, page=0):
    return pypdfium2.PdfDocument(pdf)[page].render(scale=2).to_pil().convert("L")


def assert_numbered_as_it_was(data):
    """The page looks as before but for its corner, where the number stands."""
    whole = bind(pdf_of("list"), [Part("扫描件", leaves(data, "application/pdf"))], bundled())
    assert not ink_of_corner(whole, 0)
    assert ink_of_corner(whole, 1)
    before, after = shown(data), shown(whole, 1)
    assert abs(before.width - after.width) <= 1
    assert abs(before.height - after.height) <= 1
    left = (0, round(40 * MM), min(before.width, after.width), min(before.height, after.height))
    difference = ImageChops.difference(before.crop(left), after.crop(left))
    assert ImageStat.Stat(difference).mean[0] < 0.2


def altered(change, data=None):
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data or pdf_of("word"))) as pdf:
        change(pdf, pdf.pages[0])
        pdf.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    "change",
    [
        lambda pdf, page: page.contents_add(b"q 0.1 0 0 0.1 400 300 cm q"),
        lambda pdf, page: page.contents_add(b"Q Q 3 0 0 3 900 900 cm"),
        lambda pdf, page: page.obj.__setattr__("CropBox", pikepdf.Array([-300, -300, 900, 1200])),
        lambda pdf, page: page.obj.__setattr__("CropBox", pikepdf.Array([100, 20, 500, 800])),
        lambda pdf, page: page.obj.__setattr__("TrimBox", pikepdf.Array([200, 200, 300, 300])),
        lambda pdf, page: page.obj.__setattr__("MediaBox", pikepdf.Array([595, 842, 0, 0])),
        lambda pdf, page: pdf.Root.Pages.__setattr__("Rotate", 90),
    ],
    ids=["one q too many", "one Q too many", "large crop", "small crop", "trim", "corners swapped", "inherited turn"],
)
def test_a_page_looks_as_before_whatever_it_is_made_of(change):
    assert_numbered_as_it_was(altered(change))


@pytest.mark.parametrize(
    "change",
    [
        lambda pdf, page: page.obj.__setattr__("Rotate", 45),
        lambda pdf, page: page.obj.Resources.__setattr__("XObject", pikepdf.Array()),
        lambda pdf, page: page.obj.__setattr__("CropBox", pikepdf.Array([2000, 2000, 2100, 2100])),
    ],
    ids=["turned by 45", "objects that are a list", "crop off the page"],
)
def test_an_odd_page_is_bound_or_goes_beside_and_stops_nothing(change):
    data = leaves(altered(change), "application/pdf")
    whole = bind(pdf_of("list"), [Part("扫描件", data)] if data else [], bundled())
    assert text_of(whole) == ("listword1" if data else "list")


@pytest.mark.parametrize("kept", [0.3, 0.6, 0.97])
def test_a_file_that_was_cut_off_is_not_bound_as_a_whole_one(kept):
    data = pdf_of(*"abcdefgh")
    assert leaves(data, "application/pdf") != b""
    assert leaves(data[: round(len(data) * kept)], "application/pdf") == b""


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_the_number_stands_at_the_top_right_of_a_turned_page(turned):
    assert_numbered_as_it_was(pdf_of("word", turned=turned))


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


def a_form(value, *, drawn, redraw):
    """A form whose field was drawn by who filled it in, or not; it may ask every reader to draw it anew."""
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.drawString(60, 700, "form")
    canvas.acroForm.textfield(name="who", x=100, y=690, width=200, height=20, value="drawn" if drawn else "")
    canvas.save()

    def change(pdf, page):
        pdf.Root.AcroForm.NeedAppearances = redraw
        page.obj.Annots[0].V = pikepdf.String(value)
        if not drawn:
            del page.obj.Annots[0].AP

    return altered(change, out.getvalue())


def test_a_filled_field_stays_as_it_was_drawn():
    form = leaves(a_form("请公开年鉴", drawn=True, redraw=False), "application/pdf")
    assert text_of(bind(pdf_of("list"), [Part("申请表", form)], bundled())) == "listformdrawn1"


def test_a_form_nobody_filled_in_is_bound_even_where_readers_draw_it_anew():
    assert leaves(a_form("", drawn=True, redraw=True), "application/pdf") != b""


@pytest.mark.parametrize(("drawn", "redraw"), [(False, False), (True, True)], ids=["never drawn", "drawn by readers"])
def test_words_a_reader_draws_itself_go_beside(drawn, redraw):
    assert leaves(a_form("请公开年鉴", drawn=drawn, redraw=redraw), "application/pdf") == b""


def with_note(pdf, page):
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FreeText, F=4, Contents="批注")
    note.Rect = pikepdf.Array([100, 100, 300, 140])
    page.obj.Annots = pikepdf.Array([pdf.make_indirect(note)])


def with_layer(state):
    def change(pdf, page):
        layer = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name="底稿"))
        settings = pikepdf.Dictionary(OFF=pikepdf.Array([layer] if state == "off" else []))
        pdf.Root.OCProperties = pikepdf.Dictionary(OCGs=pikepdf.Array([layer]), D=settings)
        page.obj.Resources.Properties = pikepdf.Dictionary(MC0=layer)
        page.contents_add(b"/OC /MC0 BDC 0 0 300 300 re f EMC")

    return change


def with_file(pdf, page):
    pdf.attachments["数据.csv"] = b"a,b"


@pytest.mark.parametrize(
    ("change", "bound"),
    [(with_note, False), (with_layer("off"), False), (with_layer("on"), True), (with_file, False)],
    ids=["a note a reader draws", "a layer that is off", "a layer that is on", "a file within"],
)
def test_a_file_that_shows_more_or_less_than_its_pages_goes_beside(change, bound):
    assert (leaves(altered(change), "application/pdf") != b"") is bound


def test_a_scan_of_sixteen_bits_keeps_its_greys():
    points = b"".join(value.to_bytes(2, "little") * 400 * 300 for value in (60000, 2000))
    grey = Image.frombytes("I;16", (400, 600), points)
    out = io.BytesIO()
    grey.save(out, "PNG")
    page = shown(leaves(out.getvalue(), "image/png"))
    middle = page.width // 2
    above, below = (page.getpixel((middle, round(page.height * at))) for at in (0.4, 0.6))
    assert above > 220
    assert below < 20


def test_a_long_screenshot_is_read_over_several_pages():
    made = pypdfium2.PdfDocument(leaves(picture("PNG", (1080, 20000)), "image/png"))
    assert len(made) == 14
    image = next(iter(made[0].get_objects()))
    assert image.get_px_size()[0] == 1080


@pytest.mark.parametrize("form", ["GIF", "MPO"])
def test_only_the_first_of_several_states_is_a_page(form):
    more = [Image.new("RGB", (600, 400), shade) for shade in ("red", "blue")]
    data = picture(form, save_all=True, append_images=more)
    media_type = {"GIF": "image/gif", "MPO": "image/jpeg"}[form]
    assert len(pypdfium2.PdfDocument(leaves(data, media_type))) == 1
