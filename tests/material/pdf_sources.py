"""PDF files with a secret in every place a PDF file can hide one."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from caseapp import resources

SECRET = "370811199001010017"
NAME = "某某精密机械有限公司"
WORDS = "TOP-SECRET-OUTPUT-8642"
A4 = (595.0, 842.0)


def page_pdf(*lines: tuple[float, float, str], pages: int = 1, size: tuple[float, float] = A4) -> bytes:
    """Return pages with lines of text at (x, y from the top) and a red bar."""
    if "hei" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("hei", str(resources.root() / "fonts" / "hei.ttf")))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size)
    for _ in range(pages):
        canvas.setFillColorRGB(0.8, 0, 0)
        canvas.rect(60, size[1] - 60, 400, 4, stroke=0, fill=1)
        canvas.setFillColorRGB(0, 0, 0)
        canvas.setFont("hei", 12)
        for x, y, text in lines:
            canvas.drawString(x, size[1] - y, text)
        canvas.showPage()
    canvas.setTitle(WORDS)
    canvas.setAuthor(NAME)
    canvas.save()
    return out.getvalue()


def plain() -> bytes:
    return page_pdf((80, 120, f"身份证号：{SECRET}"), (80, 160, f"企业：{NAME}"), (80, 200, WORDS), pages=2)


def changed(change: Callable[[pikepdf.Pdf], None], source: bytes | None = None) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(source or plain())) as pdf:
        change(pdf)
        pdf.save(out, static_id=True)
    return out.getvalue()


def updated_later() -> bytes:
    """Return a file whose first revision shows the secret and whose second, appended, does not."""
    first = changed(lambda pdf: None, page_pdf((80, 120, WORDS)))
    with pikepdf.open(io.BytesIO(first)) as pdf:
        number = pdf.pages[0].obj.Contents.objgen[0]
        size, root = int(pdf.trailer.Size), pdf.Root.objgen[0]
    start = int(first.rsplit(b"startxref", 1)[1].split()[0])
    body = b"0 0 m 10 10 l S"
    at = len(first)
    new = b"%d 0 obj\n<</Length %d>>\nstream\n%s\nendstream\nendobj\n" % (number, len(body), body)
    table = b"xref\n%d 1\n%010d 00000 n \ntrailer\n<</Size %d/Root %d 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (
        number, at, size, root, start, at + len(new)
    )
    return first + new + table


def hidden_layer() -> bytes:
    def add(pdf: pikepdf.Pdf) -> None:
        layer = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name=WORDS))
        pdf.Root.OCProperties = pikepdf.Dictionary(OCGs=[layer], D=pikepdf.Dictionary(OFF=[layer], Order=[layer]))
        page = pdf.pages[0]
        page.obj.Resources.Properties = pikepdf.Dictionary(MC0=layer)
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        page.obj.Resources.Font[pikepdf.Name.Helv] = pdf.make_indirect(font)
        page.contents_add(f"/OC /MC0 BDC BT /Helv 12 Tf 80 500 Td ({WORDS}) Tj ET EMC".encode())

    return changed(add)


def attachment() -> bytes:
    def add(pdf: pikepdf.Pdf) -> None:
        pdf.attachments["名单.txt"] = pikepdf.AttachedFileSpec(pdf, f"{WORDS} {NAME}".encode(), filename="名单.txt")

    return changed(add)


def annotations_and_fields() -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.acroForm.textfield(name="field", value=WORDS, x=80, y=600, width=300, height=24)
    canvas.showPage()
    canvas.save()

    def add(pdf: pikepdf.Pdf) -> None:
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[400, 700, 420, 720], Contents=NAME, T=WORDS
        )
        pdf.pages[0].obj.Annots.append(pdf.make_indirect(note))

    return changed(add, out.getvalue())


def thumbnail_and_metadata() -> bytes:
    def add(pdf: pikepdf.Pdf) -> None:
        thumb = pikepdf.Stream(pdf, (WORDS * 3).encode()[:48])
        thumb.Width, thumb.Height, thumb.ColorSpace, thumb.BitsPerComponent = 4, 4, pikepdf.Name.DeviceRGB, 8
        pdf.pages[0].obj.Thumb = pdf.make_indirect(thumb)
        with pdf.open_metadata(set_pikepdf_as_editor=False) as xmp:
            xmp["dc:description"] = f"{WORDS} {NAME}"
        pdf.Root.PieceInfo = pikepdf.Dictionary(Secret=pikepdf.Dictionary(Private=WORDS))

    return changed(add)


def turned(angle: int) -> bytes:
    return changed(lambda pdf: [page.rotate(angle, relative=False) for page in pdf.pages])


def cropped(angle: int = 0) -> bytes:
    def crop(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            page.obj.CropBox = [50, 500, 450, 800]
            page.rotate(angle, relative=False)

    return changed(crop)
