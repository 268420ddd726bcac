"""Every kind of file is looked through to its hidden corners, and each hit says where it stands."""

from __future__ import annotations

import pytest

from caseapp.material import looking
from material import made_files
from material.made_files import IDS, MOBILE


def looked(name: str, data: bytes) -> tuple[dict[str, set[str]], list[str], list[looking.Hit]]:
    """Return text -> places, the notes, and the hits."""
    hits, notes = [], []
    for step in looking.look(name, data):
        assert 0 <= step.done <= step.total
        hits += step.hits
        notes += [note.text for note in step.notes]
    places: dict[str, set[str]] = {}
    for hit in hits:
        places.setdefault(hit.text, set()).add(hit.place)
    return places, notes, hits


PAGES = (
    ["姓名：张明", f"身份证号{IDS[0]}，手机{MOBILE}"],
    ["身份证号3708021990", "01010018完", f"再写一次{IDS[2]}和{IDS[2]}"],
    [],
)


def test_pdf_hits_have_their_page_and_lie_where_the_text_is_drawn():
    places, notes, hits = looked("a.pdf", made_files.pdf(*PAGES, picture_on=3))
    assert places == {
        "张明": {"第1页"},
        IDS[0]: {"第1页"},
        MOBILE: {"第1页"},
        "3708021990\r\n01010018": {"第2页"},
        IDS[2]: {"第2页"},
    }
    assert notes == ["第3页是图片，程序看不到文字，请人工查看。"]
    by_text = {hit.text: hit for hit in hits}
    # 16 point type: 身份证号 is four characters wide, and the second line stands at 720.
    left, bottom, right, top = by_text[IDS[0]].rects[0]
    assert left == pytest.approx(72 + 4 * 16, abs=2)
    assert right - left == pytest.approx(18 * 8, abs=4)
    assert 715 < bottom < 722 < top < 736
    first, second = by_text["3708021990\r\n01010018"].rects
    assert first[1] > 735 > second[3]
    assert len(by_text[IDS[2]].rects) == 2
    assert {hit.page for hit in hits} == {1, 2}


def test_a_page_without_text_is_said_even_when_it_is_blank():
    assert looked("a.pdf", made_files.pdf([], ["x"]))[1] == ["第1页没有程序读得出的文字，请人工查看。"]


def test_what_stands_on_no_page_of_a_pdf_is_looked_at_or_said():
    places, notes, _ = looked("a.pdf", made_files.pdf_with_more(made_files.pdf(["第一页"], title="王喆")))
    assert places == {IDS[0]: {"第1页的批注"}, IDS[1]: {"表单域“申请人.号码”"}}
    assert notes == [
        "文件里夹带了“名单.xlsx”，程序没有打开，请人工查看。",
        "有隐藏的图层：底稿，里面的内容已经一并查看，公开前请删去。",
        "文件属性里有作者“王喆”，公开前请清除。",
    ]


def test_a_pdf_saved_over_keeps_what_it_was_and_that_is_said():
    data = made_files.pdf(["x"])
    assert looked("a.pdf", data + b"\n" + data[data.rindex(b"startxref") :])[1] == [
        "文件里留着修改以前的内容，请重新打印成 PDF 后再公开。"
    ]


REVISED = (
    f'<w:p><w:del w:id="1"><w:r><w:delText>{IDS[1]}</w:delText></w:r></w:del>'
    f"<w:r><w:rPr><w:vanish/></w:rPr><w:t>{MOBILE}</w:t></w:r><w:r><w:t>{IDS[2]}</w:t></w:r></w:p>"
)


def test_a_word_file_is_looked_through_with_its_tables_headers_deletions_and_hidden_text():
    rows = (("姓名", "证件"), ("张明", IDS[0]))
    data = made_files.word("第一段", f"电话{MOBILE}", rows=rows, header="秘密★10年", body=REVISED)
    places, notes, _ = looked("a.docx", data)
    assert places == {
        MOBILE: {"第2段", "第3段（隐藏文字）"},
        "张明": {"第1个表格第2行"},
        IDS[0]: {"第1个表格第2行"},
        IDS[1]: {"第3段（修订中已删除，文件里还在）"},
        IDS[2]: {"第3段"},
        "秘密★10年": {"页眉第1段"},
    }
    assert notes == [
        "文件里留着修订，已删除的文字还在里面，请接受全部修订后再公开。",
        "文件里有隐藏的文字，请删去后再公开。",
    ]


STORIES = [("comments", "批注"), ("footnotes", "脚注"), ("endnotes", "尾注"), ("footer9", "页脚")]


@pytest.mark.parametrize(("part", "place"), STORIES)
def test_the_other_stories_of_a_word_file_are_looked_through(part, place):
    words = f'<w:x xmlns:w="w"><w:p><w:r><w:t>{IDS[0][:9]}</w:t></w:r><w:r><w:t>{IDS[0][9:]}</w:t></w:r></w:p></w:x>'
    data = made_files.with_parts(made_files.word("x"), {f"word/{part}.xml": words.encode()})
    assert looked("a.docx", data)[0] == {IDS[0]: {f"{place}第1段"}}


def test_a_text_box_written_twice_is_found_once_and_a_tab_breaks_no_number():
    box = f"<w:txbxContent><w:p><w:r><w:t>{IDS[0]}</w:t></w:r></w:p></w:txbxContent>"
    body = f'<w:p><mc:Choice xmlns:mc="m">{box}</mc:Choice><mc:Fallback xmlns:mc="m">{box}</mc:Fallback></w:p>'
    assert [hit.text for hit in looked("a.docx", made_files.word(body=body))[2]] == [IDS[0]]


def test_a_workbook_is_looked_through_with_everything_hidden_in_it():
    def prepare(workbook):
        made_files.comment(workbook, "A1", f"问{MOBILE}")
        made_files.defined_name(workbook, "常量", IDS[3])
        workbook.worksheets[0].row_dimensions[2].hidden = True
        workbook.worksheets[0].column_dimensions["C"].hidden = True
        workbook.worksheets[0].oddHeader.center.text = "内部资料"
        workbook.worksheets[1].sheet_state = "veryHidden"

    sheets = {"企业名单": [["名称", "甲"], ["乙", None, IDS[0]], ["张明", 13800000002]], "底": [[None, None, IDS[1]]]}
    places, notes, _ = looked("a.xlsx", made_files.book(sheets, prepare))
    assert places == {
        IDS[3]: {"名称“常量”"},
        IDS[0]: {"工作表“企业名单”C2（隐藏行、隐藏列）"},
        "张明": {"工作表“企业名单”A3"},
        "13800000002": {"工作表“企业名单”B3"},
        "内部资料": {"工作表“企业名单”的页眉页脚"},
        MOBILE: {"工作表“企业名单”A1的批注"},
        IDS[1]: {"工作表“底”（隐藏）C1"},
    }
    assert notes == [
        "有隐藏的工作表：底，公开前请删去或者取消隐藏。",
        "工作表“企业名单”有1条批注，请删去后再公开。",
        "工作表“企业名单”有隐藏的行或者列，公开前请删去或者取消隐藏。",
    ]


PARTS = [
    ("xl/externalLinks/externalLink1.xml", "文件链接到别的工作簿，可能带着那里的数据，请断开链接后再公开。"),
    (
        "xl/pivotCache/pivotCacheRecords1.xml",
        "文件带着数据透视表的缓存，没有显示的原始数据也在里面，请只保留数值后再公开。",
    ),
    ("xl/media/image1.png", "文件里有1张图片，程序看不到图片里的文字，请人工查看。"),
    ("xl/embeddings/a.bin", "文件里夹带了1个别的文件，程序没有打开，请人工查看。"),
]


@pytest.mark.parametrize(("part", "note"), PARTS)
def test_what_a_workbook_carries_besides_cells_is_said(part, note):
    data = made_files.with_parts(made_files.book({"表": [[1]]}), {part: b"<x/>"})
    assert looked("a.xlsx", data)[1] == [note]


def test_the_cache_of_a_pivot_table_is_looked_through():
    cache = {"xl/pivotCache/pivotCacheRecords1.xml": f'<r><s v="{IDS[0]}"/></r>'.encode()}
    places = looked("a.xlsx", made_files.with_parts(made_files.book({"表": [[1]]}), cache))[0]
    assert places == {IDS[0]: {"图表、图形或者附带的内容（xl/pivotCache/pivotCacheRecords1.xml）"}}


def test_the_strings_excel_keeps_apart_are_read_whole_and_without_their_readings():
    number = f"<r><t>{IDS[0][:7]}</t></r><rPh><t>9</t></rPh><r><t>{IDS[0][7:]}</t></r>"
    strings = f'<sst xmlns="m"><si><t>姓名</t></si><si>{number}</si><si><t>张明</t></si></sst>'
    cells = '<c r="A1" t="s"><v>0</v></c></row><row r="4"><c r="B4" t="s"><v>2</v></c><c r="D4" t="s"><v>1</v></c>'
    sheet = f'<worksheet xmlns="m"><sheetData><row r="1">{cells}</row></sheetData></worksheet>'
    link = '<Relationship Type="x/sharedStrings" Target="sharedStrings.xml" Id="strings"/></Relationships>'
    parts = {"xl/sharedStrings.xml": strings.encode(), "xl/worksheets/sheet1.xml": sheet.encode()}
    linked = ("xl/_rels/workbook.xml.rels", "</Relationships>", link)
    places = looked("a.xlsx", made_files.with_parts(made_files.book({"表": [[1]]}), parts, linked))[0]
    assert places == {"张明": {"工作表“表”B4"}, IDS[0]: {"工作表“表”D4"}}


def test_cells_without_references_are_counted_and_prefixes_do_not_matter():
    sheet = (
        '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData><x:row>'
        f'<x:c><x:v>1</x:v></x:c><x:c t="inlineStr"><x:is><x:r><x:t>{IDS[0][:5]}</x:t></x:r>'
        f"<x:r><x:t>{IDS[0][5:]}</x:t></x:r></x:is></x:c>"
        "</x:row></x:sheetData></x:worksheet>"
    )
    data = made_files.with_parts(made_files.book({"表": [[1]]}), {"xl/worksheets/sheet1.xml": sheet.encode()})
    assert looked("a.xlsx", data)[0] == {IDS[0]: {"工作表“表”B1"}}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_and_csv_are_read_in_every_encoding_offices_use(encoding):
    places = looked("a.txt", f"说明\n\n证号{IDS[0][:10]}\n{IDS[0][10:]}".encode(encoding))[0]
    assert places == {f"{IDS[0][:10]}\n{IDS[0][10:]}": {"第3行"}}
    places = looked("a.csv", f'姓名,"备\n注",号\n张明,"x,y",{IDS[0]}\n'.encode(encoding))[0]
    assert places == {"张明": {"第2行第1列"}, IDS[0]: {"第2行第3列"}}


def test_a_number_broken_where_two_stretches_of_lines_meet_is_found_once():
    lines = ["x"] * 499 + [f"号{IDS[0][:10]}", IDS[0][10:], *["x"] * 600, MOBILE]
    places, _, hits = looked("a.txt", "\n".join(lines).encode())
    assert places == {f"{IDS[0][:10]}\n{IDS[0][10:]}": {"第500行"}, MOBILE: {"第1102行"}}
    assert len(hits) == 2


def test_a_hit_keeps_its_id_when_the_file_is_looked_through_again_and_no_two_share_one():
    data = made_files.pdf(*PAGES)
    first, again = (looked("a.pdf", data)[2] for _ in range(2))
    assert [hit.id for hit in first] == [hit.id for hit in again]
    assert len({hit.id for hit in first}) == len(first)


def test_the_text_around_a_hit_is_one_line_of_its_own_row():
    _, _, hits = looked("a.csv", f"前一行,甲\n单位,{IDS[0]},乙\n后一行,丙\n".encode())
    assert [hit.context for hit in hits] == [f"单位 {IDS[0]} 乙"]


def test_nothing_of_a_file_can_steer_a_terminal():
    data = made_files.pdf(["x"], title="王\x1b[2J喆")
    assert looked("a.pdf", data)[1] == ["文件属性里有作者“王 [2J喆”，公开前请清除。"]
