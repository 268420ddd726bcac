"""What leaves the office of a year: workbook, draft of the report and PDF say the same numbers as the year."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook

from caseapp import resources
from caseapp.casework.office import Profile, Refused, save_profile
from caseapp.casework.year import year_report
from caseapp.casework.year.year_closing import amend_year, close_year, save_carried, save_table2, save_text
from caseapp.casework.year.year_out import tables_pdf, write_annual, write_report, write_tables
from caseapp.casework.year.yearbook import count_year
from caseapp.sheets.errors import SheetError
from casework.offices import D, new_office, register
from casework.suqian import ledger_rows, write_ledger

PARTS = [
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
]
SECTIONS = ["（一）主动公开", "（二）依申请公开", "（三）政府信息管理", "（四）政府信息公开平台建设", "（五）监督保障"]
JANUARY = D("2027-01-18")


@pytest.fixture
def office(tmp_path):
    office = new_office(tmp_path / "office.caseapp")
    register(office)
    register(office, applicant="某公司", applicant_class="enterprise")
    yield office
    office.close()


def filled(office, year):
    form = resources.load_table2(year)
    save_table2(office, year, {key: "0" for key, *_ in form.cells()})


def report(office, year=2026, today=JANUARY, path=None):
    path = path or Path(office.record.path).parent / "report.docx"
    write_report(office, year, path, today)
    return Document(io.BytesIO(path.read_bytes()))


def numbers(table):
    """Return the numbers of a table of the report, each cell once."""
    seen, found = set(), []
    for row in table.rows:
        for cell in row.cells:
            if cell._tc not in seen:
                seen.add(cell._tc)
                if re.fullmatch(r"-?[\d.]+", cell.text):
                    found.append(cell.text)
    return found


def test_the_report_has_its_six_parts_in_order(office):
    document = report(office)
    assert [p.text for p in document.paragraphs if p.style.name == "一级标题"] == PARTS
    assert [p.text for p in document.paragraphs if p.style.name == "二级标题"] == SECTIONS
    assert document.paragraphs[0].text == "济宁市统计局\n2026年政府信息公开工作年度报告"
    assert document.paragraphs[0].style.name == "公文标题"
    section = document.sections[0]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(side.mm) for side in margins] == [37, 35, 28, 26]
    assert " PAGE " in section.footer._element.xml
    assert not section.different_first_page_header_footer


def test_the_tables_of_the_report_hold_the_numbers_of_the_year(office):
    filled(office, 2026)
    year, document = count_year(office, 2026), report(office)
    two, three, four = document.tables
    assert numbers(two) == ["0"] * 10
    assert numbers(three) == [str(n) for row in range(1, 26) for n in year.tables.table3[row]]
    assert numbers(four) == [str(n) for cells in year.tables.table4.values() for n in cells]
    for table in document.tables:
        widths = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid]
        assert sum(widths) == pytest.approx(156 * 56.69, rel=0.01)  # twips of the text width


def test_what_the_office_must_write_is_marked_and_nothing_else(office):
    document = report(office)
    marked = [run.text for p in document.paragraphs for run in p.runs if run.font.highlight_color is not None]
    assert all(text.startswith("（请填写") and text.endswith("）") for text in marked)
    assert len(marked) == 10
    plain = "".join(run.text for p in document.paragraphs for run in p.runs if run.font.highlight_color is None)
    assert "请填写" not in plain
    blanks = [cell.text for row in document.tables[0].rows for cell in row.cells if "请填写" in cell.text]
    assert set(blanks) == {"（请填写）"}
    assert [p.text for p in document.paragraphs][-2:] == ["济宁市统计局", "（请填写：报告日期）"]


def test_the_words_on_requests_are_those_of_the_year_or_of_the_office(office):
    assert count_year(office, 2026).paragraph in [p.text for p in report(office).paragraphs]
    save_text(office, 2026, "本局收到政府信息公开申请 2 件。\n第二段。")
    texts = [p.text for p in report(office).paragraphs]
    at = texts.index("（二）依申请公开")
    assert texts[at + 1 : at + 3] == ["本局收到政府信息公开申请 2 件。", "第二段。"]


def test_fees_are_told_even_when_there_are_none(office):
    words = "\n".join(p.text for p in report(office).paragraphs)
    assert "（一）收取信息处理费情况。2026年，济宁市统计局没有收取信息处理费。" in words


def test_an_office_without_a_name_is_asked_for_it(office):
    save_profile(office, Profile(), complete=False)
    document = report(office)
    assert document.paragraphs[0].text.startswith("（请填写：机关名称）")
    assert document.paragraphs[-2].text == "（请填写：机关名称）"


def test_the_same_year_and_day_give_the_same_report(office, tmp_path):
    for name in ("a.docx", "b.docx"):
        write_report(office, 2026, tmp_path / name, JANUARY)
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()


def test_the_pdf_says_draft_until_the_year_is_closed_and_then_when(office):
    first = _text(tables_pdf(office, 2026, JANUARY).pdf)
    assert "制表日期：2027年1月18日草表" in first
    filled(office, 2026)
    filled(office, 2025)
    close_year(office, 2026, JANUARY)
    assert "已封存（2027-01-18）" in _text(tables_pdf(office, 2026, JANUARY).pdf)
    register(office, arrived=D("2026-11-02"))
    amend_year(office, 2026, "补录一件", D("2027-02-01"))
    assert "已封存（2027-01-18，2027-02-01更正）" in _text(tables_pdf(office, 2026, JANUARY).pdf)


def test_the_pdf_of_a_day_nobody_names_has_that_of_the_office(office):
    assert "制表日期：2026年11月2日" in _text(tables_pdf(office, 2026).pdf)


def _text(pdf):
    document = pypdfium2.PdfDocument(pdf)
    return "".join("".join(page.get_textpage().get_text_range().split()) for page in document)


def test_the_workbook_of_a_closed_year_tells_its_amendments(office, tmp_path):
    filled(office, 2026)
    close_year(office, 2026, JANUARY)
    register(office, arrived=D("2026-11-02"))
    amend_year(office, 2026, "补录一件", D("2027-02-01"))
    write_annual(office, 2026, tmp_path / "a.xlsx", D("2027-02-01"))
    book = load_workbook(tmp_path / "a.xlsx")
    lines = [[cell.value for cell in row] for row in book["封存与更正"].iter_rows()]
    assert ["封存日期", "2027-01-18", "封存人", "张敏"] in lines
    assert [1, "表三第 1 行自然人", 1, 2] in lines
    assert "按台账现在的内容列" in book["逐行申请"]["A1"].value


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    """A city's year: 3,607 cases, the year before among them."""
    from caseapp.casework.ledger.ledgerfiles import import_ledger

    folder = tmp_path_factory.mktemp("city")
    office = new_office(folder / "office.caseapp", "2024-01-10")
    write_ledger(folder / "suqian.xlsx", ledger_rows())
    import_ledger(office, folder / "suqian.xlsx", date(2024, 1, 10))
    save_carried(office, 2022, ["91", "3", "0", "0", "2", "0"])
    told = []
    write_annual(office, 2023, folder / "a.xlsx", date(2024, 1, 10), lambda done, total: told.append((done, total)))
    yield office, load_workbook(folder / "a.xlsx"), told
    office.close()


def test_every_number_of_table_three_is_the_count_of_its_list(city):
    office, book, _ = city
    table3 = count_year(office, 2023).tables.table3
    listed = dict.fromkeys(range(1, 26), 0)
    for number, name in book["逐行申请"].iter_rows(min_row=3, max_col=2, values_only=True):
        listed[number] += 1
        assert name
    assert {row: count for row, count in listed.items() if row != 24} == {
        row: cells[-1] for row, cells in table3.items() if row != 24
    }
    assert listed[24] == 0


def test_the_ledger_of_the_year_has_every_case_once(city):
    _, book, _ = city
    numbers = [number for (number,) in book["年度台账"].iter_rows(min_row=3, max_col=1, values_only=True)]
    assert len(numbers) == len(set(numbers)) == 3607


def test_progress_is_told_and_ends_with_everything(city):
    _, _, told = city
    assert told[0] == (500, 3607)
    assert told[-1] == (3607, 3607)


def test_the_year_before_stands_beside_where_the_record_has_it(city, office, tmp_path):
    _, book, _ = city
    lines = [[cell.value for cell in row] for row in book["渠道与时限"].iter_rows(max_col=5)]
    assert ["信函", 3511, 1, 96, 3415] in lines
    write_annual(office, 2026, tmp_path / "a.xlsx", JANUARY)
    lines = [[cell.value for cell in row] for row in load_workbook(tmp_path / "a.xlsx")["渠道与时限"].iter_rows()]
    assert ["当面", 2, 1, "—", "—"] in lines
    assert lines[-1][0] == "记录中没有 2025 年的申请，上年数不列。"


def test_channels_of_a_closed_year_keep_their_order(office, tmp_path):
    before = list(count_year(office, 2026).channels)
    filled(office, 2026)
    close_year(office, 2026, JANUARY)
    assert list(count_year(office, 2026).channels) == before == ["当面", "信函", "互动交流平台", "电子邮件", "传真"]


def test_a_year_the_record_does_not_have_writes_nothing(office, tmp_path):
    for write in (write_annual, write_report, write_tables):
        with pytest.raises(Refused, match="没有 2025 年的申请"):
            write(office, 2025, tmp_path / "none", JANUARY)
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("write", [write_report, write_tables])
@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(28, "No space left on device"), "磁盘空间不足"),
        (PermissionError(13, "in use"), "文件正在别的程序中打开，或者文件夹是只读的"),
    ],
)
def test_a_file_that_cannot_be_written_leaves_the_old_one(office, tmp_path, monkeypatch, write, error, said):
    folder = tmp_path / "out"
    folder.mkdir()
    path = folder / "old.file"
    path.write_bytes(b"old")
    name = "write_bytes" if error.errno == 28 else "replace"

    def refuse(_self, _what):
        raise error

    monkeypatch.setattr(type(path), name, refuse)
    with pytest.raises(SheetError, match=said):
        write(office, 2026, path, JANUARY)
    monkeypatch.undo()
    assert path.read_bytes() == b"old"
    assert [p.name for p in folder.iterdir()] == ["old.file"]


def test_a_folder_that_is_not_there_is_named(office, tmp_path):
    with pytest.raises(SheetError, match="不存在，请另选位置"):
        write_report(office, 2026, tmp_path / "nowhere" / "a.docx", JANUARY)


def test_the_older_years_name_the_older_form(tmp_path):
    office = new_office(tmp_path / "old.caseapp", "2020-11-02")
    register(office, "2020-11-02", arrived=D("2020-11-02"))
    document = report(office, 2020, D("2021-01-18"), tmp_path / "old.docx")
    office.close()
    assert "国办公开办函〔2019〕60号" in document.paragraphs[1].text
    assert len(numbers(document.tables[1])) == 23 * 7


def test_the_draft_is_marked_in_its_properties(office):
    assert report(office).core_properties.comments == year_report.DRAFT_NOTE
