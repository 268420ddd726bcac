"""A masked copy holds nothing of what was masked, in any place a PDF file can keep it."""

from __future__ import annotations

import io
import shutil
import subprocess
from math import nan
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageDraw

from caseapp.material import masking
from caseapp.material.errors import MaterialError
from caseapp.material.masking import Box, mask, refuse_leak
from caseapp.material.pdf_pictures import pdf_of_picture
from caseapp.material.pdf_reading import Place, find_text, page_sizes, text_under
from material import pdf_sources as sources
from material.pdf_sources import NAME, SECRET, WORDS

SOURCES = {
    "plain": sources.plain,
    "updated later": sources.updated_later,
    "hidden layer": sources.hidden_layer,
    "attachment": sources.attachment,
    "annotations and fields": sources.annotations_and_fields,
    "thumbnail and metadata": sources.thumbnail_and_metadata,
    "turned": lambda: sources.turned(90),
    "cropped": sources.cropped,
    "cropped and turned": lambda: sources.cropped(270),
}


def tool(tmp_path: Path, pdf: bytes, *command: str) -> str:
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed")
    path = tmp_path / "copy.pdf"
    path.write_bytes(pdf)
    words = [str(path) if word == "FILE" else word for word in command]
    done = subprocess.run(words, capture_output=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout.decode("latin-1")


def everything(pdf: bytes) -> bytes:
    """Return the raw bytes, every stream unpacked, and every string."""
    found = [pdf]
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for one in opened.objects:
            found.append(one.unparse())
            if isinstance(one, pikepdf.Stream):
                found.append(one.read_raw_bytes())
                if one.get("/Filter") != pikepdf.Name.DCTDecode:
                    found.append(one.read_bytes())
    return b"\n".join(found)


def boxes_for(pdf: bytes) -> list[Box]:
    found = [Box(place, "秘密", "统计法第二十八条") for word in (SECRET, NAME, WORDS) for place in find_text(pdf, word)]
    return found or [Box(Place(0, 100, 100, 50, 20), "秘密", "统计法第二十八条")]


def pixels(pdf: bytes, page: int = 0) -> Image.Image:
    document = pypdfium2.PdfDocument(pdf)
    image = document[page].render(scale=200 / 72).to_pil().convert("RGB")
    document.close()
    return image


def share_of_black(pdf: bytes, place: Place) -> float:
    across = 200 / 72
    box = (place.x * across, place.y * across, (place.x + place.width) * across, (place.y + place.height) * across)
    part = pixels(pdf, place.page).convert("L").crop(tuple(round(side) for side in box))
    return sum(part.histogram()[:40]) / (part.width * part.height)


@pytest.mark.parametrize("name", SOURCES)
def test_no_secret_is_left_in_any_part_of_the_file(name: str, tmp_path: Path) -> None:
    source = SOURCES[name]()
    assert any(word.encode(code) in everything(source) for word in (SECRET, NAME, WORDS) for code in CODES)
    made = mask(source, boxes_for(source)).pdf
    whole = everything(made)
    for word in (SECRET, NAME, WORDS):
        assert not any(word.encode(code) in whole for code in CODES)
    assert tool(tmp_path, made, "pdftotext", "FILE", "-").strip("\f\n ") == ""
    assert WORDS not in tool(tmp_path, made, "qpdf", "--qdf", "--object-streams=disable", "FILE", "-")
    listed = tool(tmp_path, made, "pdfimages", "-list", "FILE").splitlines()[2:]
    assert len(listed) == len(page_sizes(source))
    assert WORDS not in tool(tmp_path, made, "pdfinfo", "FILE")


CODES = ("utf-8", "utf-16-be", "gb18030")


@pytest.mark.parametrize("name", SOURCES)
def test_pages_and_sizes_stay(name: str) -> None:
    source = SOURCES[name]()
    made = mask(source, boxes_for(source)).pdf
    for one, other in zip(page_sizes(made), page_sizes(source), strict=True):
        assert one == pytest.approx(other, abs=0.01)


def test_the_copy_has_nothing_but_pages_and_a_neutral_title() -> None:
    made = mask(sources.thumbnail_and_metadata(), boxes_for(sources.plain())).pdf
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert set(pdf.Root.keys()) == {"/Type", "/Pages"}
        assert {key: str(value) for key, value in pdf.docinfo.items()} == {"/Title": "公开件"}
        assert set(pdf.pages[0].obj.keys()) == {"/Type", "/Parent", "/MediaBox", "/Resources", "/Contents"}
        assert pdf.check_pdf_syntax() == []
    assert made.count(b"%%EOF") == 1


@pytest.mark.parametrize(
    "source", [sources.plain(), sources.turned(90), sources.turned(180), sources.turned(270), sources.cropped(90)]
)
def test_a_found_text_is_black_in_the_copy_however_the_page_lies(source: bytes) -> None:
    places = find_text(source, SECRET)
    assert {place.page for place in places} == {0, 1}
    made = mask(source, [Box(place, "身份证号", "个人隐私") for place in places])
    assert all(SECRET in text for text in made.texts)
    # The rest is the label.
    assert all(share_of_black(made.pdf, place) > 0.75 for place in places)
    assert share_of_black(source, places[0]) < 0.5


def test_what_is_not_masked_stays_readable_and_in_colour() -> None:
    source = sources.plain()
    made = mask(source, [Box(find_text(source, SECRET)[0], "身份证号", "个人隐私")]).pdf
    one, other = pixels(source, 1).convert("L"), pixels(made, 1).convert("L")
    assert one.size == other.size
    differing = sum(ImageChops.difference(one, other).histogram()[61:])
    assert differing < 0.002 * one.width * one.height
    red = pixels(made).getpixel((round(100 * 200 / 72), round(58 * 200 / 72)))
    assert red[0] > 150
    assert red[1] < 60


def test_the_same_input_gives_the_same_bytes_and_another_id_than_the_source() -> None:
    source = sources.plain()
    one, other = (mask(source, boxes_for(source)).pdf for _ in range(2))
    assert one == other
    ids = [pikepdf.open(io.BytesIO(pdf)).trailer.ID[0] for pdf in (source, one)]
    assert bytes(ids[0]) != bytes(ids[1])


def test_a_page_of_text_stays_small_and_a_photo_does_too() -> None:
    text = sources.page_pdf(*[(60, 80 + 18 * line, "经审查，该信息属于依法不予公开的情形。" * 2) for line in range(38)])
    grey = mask(text, [Box(Place(0, 60, 70, 100, 20), "x", "y")]).pdf
    assert len(grey) < 500_000
    noise = Image.effect_noise((1200, 1600), 80).convert("RGB")
    photo = io.BytesIO()
    noise.save(photo, "JPEG", quality=90, dpi=(150, 150))
    made = mask(pdf_of_picture(photo.getvalue()), [Box(Place(0, 0, 0, 50, 50), "x", "y")]).pdf
    assert len(made) < 3_000_000
    with pikepdf.open(io.BytesIO(made)) as pdf:
        (picture,) = pdf.pages[0].get_images().values()
        assert (picture.Filter, picture.ColorSpace) == (pikepdf.Name.DCTDecode, pikepdf.Name.DeviceGray)


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (Place(0, 700, 10, 50, 50), "在页面以外"),
        (Place(0, -60, 10, 50, 50), "在页面以外"),
        (Place(0, 10, 900, 50, 50), "在页面以外"),
        (Place(0, 10, 10, 0, 50), "没有面积"),
        (Place(0, 10, 10, 50, -5), "没有面积"),
        (Place(0, nan, 10, 50, 50), "不是数字"),
        (Place(2, 10, 10, 50, 50), "只有 2 页，没有第 3 页"),
        (Place(-1, 10, 10, 50, 50), "没有第 0 页"),
    ],
)
def test_a_box_that_covers_nothing_is_refused(place: Place, words: str) -> None:
    with pytest.raises(MaterialError, match=words):
        mask(sources.plain(), [Box(place, "秘密", "依据")])


def test_a_box_over_the_edge_is_cut_and_a_whole_page_may_be_black() -> None:
    made = mask(sources.plain(), [Box(Place(0, -10, -10, 2000, 2000), "整页", "依据")])
    assert made.boxes[0].place == Place(0, 0, 0, *page_sizes(sources.plain())[0])
    assert share_of_black(made.pdf, made.boxes[0].place) > 0.99


def test_two_hundred_boxes_keep_their_order_and_words() -> None:
    boxes = [Box(Place(n % 2, 10 + 25 * (n % 20), 70 + 30 * (n // 20), 16, 12), f"第{n}处", "依据") for n in range(200)]
    made = mask(sources.plain(), boxes)
    assert [box.what for box in made.boxes] == [box.what for box in boxes]
    assert all(share_of_black(made.pdf, box.place) > 0.9 for box in boxes[::37])


def test_white_boxes_have_a_black_line() -> None:
    place = Place(0, 70, 100, 300, 40)
    made = mask(sources.plain(), [Box(place, "身份证号", "依据")], fill="white").pdf
    assert 0.005 < share_of_black(made, place) < 0.2


@pytest.mark.parametrize(
    ("pdf", "words"),
    [
        (b"", "打不开"),
        (b"%PDF-1.7\nnothing", "打不开"),
        (sources.plain()[:400], "打不开"),
        (b"PK\x03\x04", "打不开"),
    ],
)
def test_a_broken_file_is_refused_in_one_sentence(pdf: bytes, words: str) -> None:
    with pytest.raises(MaterialError, match=words) as refused:
        mask(pdf, [Box(Place(0, 1, 1, 5, 5), "x", "y")])
    assert "\n" not in str(refused.value)


def test_an_encrypted_file_is_refused() -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(sources.plain())) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(MaterialError, match="加了密码"):
        find_text(out.getvalue(), SECRET)


def test_progress_is_told_page_by_page_and_can_stop() -> None:
    told: list[tuple[int, int]] = []
    mask(sources.plain(), boxes_for(sources.plain()), progress=lambda *done: told.append(done) or True)
    assert told == [(1, 2), (2, 2)]
    with pytest.raises(MaterialError, match="停止"):
        mask(sources.plain(), boxes_for(sources.plain()), progress=lambda done, pages: False)


def test_text_is_found_across_lines_and_in_either_width() -> None:
    pdf = sources.page_pdf((80, 120, "联系人电话１３９００００"), (80, 140, "1234，其余见附件 370811 19900101 0017"))
    phone = find_text(pdf, "13900001234")
    assert len(phone) == 2
    assert phone[0].y < phone[1].y
    assert phone[1].x < 81
    assert len(find_text(pdf, "３７０８１１１９９００１０１００１７")) == 1
    assert find_text(pdf, "没有这个词") == ()
    with pytest.raises(MaterialError):
        find_text(pdf, " 　")


def test_form_fields_are_searched_as_they_are_seen() -> None:
    (place,) = find_text(sources.annotations_and_fields(), WORDS)
    assert 80 <= place.x <= 90
    assert 842 - 624 <= place.y + place.height / 2 <= 842 - 600


def test_a_masked_text_that_stands_elsewhere_too_is_told() -> None:
    source = sources.plain()
    first, second = find_text(source, NAME)
    made = mask(source, [Box(first, "企业名称", "统计法第二十八条")])
    assert [(text, place.page) for text, place in made.elsewhere] == [(NAME, 1)]
    assert mask(source, [Box(first, "企业名称", "依据"), Box(second, "企业名称", "依据")]).elsewhere == ()


def test_the_self_check_refuses_a_copy_with_text_or_metadata_or_other_pages() -> None:
    source = sources.plain()
    made = mask(source, boxes_for(source)).pdf
    sizes = page_sizes(source)
    refuse_leak(made, sizes, [SECRET])
    titled = sources.changed(lambda pdf: pdf.docinfo.__setitem__("/Author", "x"), made)
    layered = sources.changed(lambda pdf: pdf.pages[0].contents_add(f"% {SECRET}\n".encode()), made)
    for wrong, of in ((source, sizes), (titled, sizes), (layered, sizes), (made + SECRET.encode(), sizes)):
        with pytest.raises(MaterialError, match="自查没有通过"):
            refuse_leak(wrong, of, [SECRET])
    with pytest.raises(MaterialError, match="自查没有通过"):
        refuse_leak(made, sizes[:1], [SECRET])


def test_a_copy_that_fails_the_check_is_not_handed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(masking, "written", lambda pictures: sources.plain())
    with pytest.raises(MaterialError, match="自查没有通过"):
        mask(sources.plain(), boxes_for(sources.plain()))


@pytest.mark.parametrize(
    ("kind", "mode"), [("PNG", "RGB"), ("PNG", "RGBA"), ("PNG", "1"), ("PNG", "I;16"), ("JPEG", "L"), ("JPEG", "CMYK"),
                       ("TIFF", "1"), ("TIFF", "L")]
)
def test_scans_become_pages_of_their_size(kind: str, mode: str) -> None:
    image = Image.new("L", (620, 877), 255)
    ImageDraw.Draw(image).rectangle((100, 100, 300, 140), fill=0)
    image = image.convert("I").point(lambda level: level * 257) if mode == "I;16" else image
    image = image.convert(mode)
    out = io.BytesIO()
    image.save(out, kind, dpi=(75, 75))
    pdf = pdf_of_picture(out.getvalue())
    assert page_sizes(pdf)[0] == pytest.approx((595.2, 841.9), abs=0.5)
    place = Place(0, 300, 400, 200, 60)
    made = mask(pdf, [Box(place, "印章", "依据")])
    assert share_of_black(made.pdf, place) > 0.9
    assert share_of_black(made.pdf, Place(0, 110, 105, 150, 20)) > 0.9
    assert share_of_black(made.pdf, Place(0, 110, 500, 100, 100)) < 0.01
    assert made.texts == ("",)


def test_a_tiff_of_several_pages_and_a_turned_photo() -> None:
    out = io.BytesIO()
    first = Image.new("L", (200, 300), 255)
    first.save(out, "TIFF", save_all=True, append_images=[Image.new("L", (300, 200), 0)], dpi=(200, 200))
    assert [tuple(map(round, size)) for size in page_sizes(pdf_of_picture(out.getvalue()))] == [(72, 108), (108, 72)]
    photo = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    first.save(photo, "JPEG", exif=exif, dpi=(200, 200))
    assert [tuple(map(round, size)) for size in page_sizes(pdf_of_picture(photo.getvalue()))] == [(108, 72)]


@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n\x1a\nxxxx", b"GIF89a", sources.plain()])
def test_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(MaterialError, match="打不开"):
        pdf_of_picture(data)


def test_text_under_a_box_is_told() -> None:
    pdf = sources.page_pdf((80, 120, "甲乙丙丁"))
    assert text_under(pdf, [Place(0, 75, 105, 30, 25), Place(0, 300, 300, 20, 20)]) == ("甲乙", "")
