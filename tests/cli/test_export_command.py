"""caseapp export: columns, a saved view, some cases, each kind of file; and the documents of several cases printed."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from caseapp.casework.ledger.ledger_fields import FIELDS
from caseapp.casework.ledger.ledger_views import Wanted
from caseapp.casework.ledger.saved_views import SavedView, save_view
from caseapp.casework.office import Office
from caseapp.cli.main import main
from fake_cups import install


@pytest.fixture
def cups(tmp_path, monkeypatch):
    return install(tmp_path, monkeypatch)


@pytest.fixture
def run(tmp_path, capsys, monkeypatch, cups):
    record = tmp_path / "office.caseapp"
    monkeypatch.setenv("CASEAPP_USER", "张敏")
    monkeypatch.setenv("CASEAPP_RECORD", str(record))

    def run(*argv, status=0):
        done = main([*argv, "--today", "2026-11-10"])
        said = capsys.readouterr()
        assert done == status, said.err
        return said.err if status else said.out

    codes = ("code_reply=济统依复", "code_notice=济统依告")
    profile = ("name=济宁市统计局", "address=济宁市任城区某某路1号")
    run("office", *(f"--set={item}" for item in (*codes, *profile)), "--person", "张敏")
    for name, channel in (("王喆", "in_person"), ("赵慧", "post"), ("李诚", "post")):
        run(
            "register", "--channel", channel, "--arrived", "2026-11-02", "--class", "person", "--applicant", name,
            "--request", "2025年全市粮食产量。", "--id-number", "370802199001011234",
        )  # fmt: skip
    office = Office.open(record, who="张敏")
    view = SavedView("邮寄的", Wanted(channel="post"), "applicant", True, ("number", "applicant", "due"))
    save_view(office, view)
    office.close()
    return run


def rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (
            ["--columns", "申请人,number"],
            [["申请人", "登记编号"], ["王喆", "2026-001"], ["赵慧", "2026-002"], ["李诚", "2026-003"]],
        ),
        (
            ["--view", "邮寄的"],
            [
                ["登记编号", "申请人", "最迟答复日"],
                ["2026-002", "赵慧", "2026-11-30"],
                ["2026-003", "李诚", "2026-11-30"],
            ],
        ),
        (["--view", "邮寄的", "--columns", "number"], [["登记编号"], ["2026-002"], ["2026-003"]]),
        (["--numbers", "2026-003，2026-001", "--columns", "number"], [["登记编号"], ["2026-003"], ["2026-001"]]),
        (["--year", "2025", "--columns", "number"], [["登记编号"]]),
    ],
)
def test_the_file_has_what_was_asked_for(run, tmp_path, options, expected):
    said = json.loads(run("export", str(tmp_path / "a.csv"), *options, "--json"))
    assert rows(tmp_path / "a.csv") == expected
    assert said["count"] == len(expected) - 1


def test_all_columns_and_the_usual_ones(run, tmp_path):
    run("export", str(tmp_path / "all.xlsx"), "--columns", "all")
    run("export", str(tmp_path / "usual.xlsx"))
    whole, usual = (load_workbook(tmp_path / f"{name}.xlsx").active for name in ("all", "usual"))
    assert [cell.value for cell in whole[2]] == [field.heading for field in FIELDS]
    assert "370802199001011234" in [cell.value for cell in whole[3]]
    assert "370802199001011234" not in [cell.value for row in usual.iter_rows() for cell in row]


def test_a_list_is_a_page_across(run, tmp_path):
    import pypdfium2

    run("export", str(tmp_path / "a.pdf"), "--view", "邮寄的")
    document = pypdfium2.PdfDocument(tmp_path / "a.pdf")
    width, height = document[0].get_size()
    text = document[0].get_textpage().get_text_range()
    document.close()
    assert width > height
    assert "济宁市统计局政府信息公开申请台账" in text
    assert text.index("赵慧") < text.index("李诚")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["a.csv", "--columns", "颜色"], "台账没有“颜色”这一列"),
        (["a.csv", "--columns", ""], "没有指明任何一列"),
        (["a.csv", "--view", "没有"], "没有名为“没有”的视图，保存的视图有：邮寄的。"),
        (["a.csv", "--numbers", "2026-009"], "没有登记编号为“2026-009”的申请"),
        (["a.csv", "--numbers", "，"], "没有指明任何一个登记编号"),
        (["a.csv", "--numbers", "2026-001", "--year", "2026"], "不能再和 --view、--year 一起用"),
        (["a.xlsx", "--public", "--columns", "number"], "公开目录的列和范围是固定的"),
        (["a.pdf", "--columns", "all"], "A4 横向一页排不下"),
        (["nowhere/a.pdf"], "不存在，请另选位置"),
    ],
)
def test_what_cannot_be_exported_is_refused_and_nothing_is_written(run, tmp_path, options, words):
    file, *rest = options
    assert words in run("export", str(tmp_path / file), *rest, status=1)
    assert not (tmp_path / file).exists()


def test_documents_of_several_cases_are_printed_in_one_go(run, cups):
    said = json.loads(run("print", "2026-002", "2026-001", "--owed", "--json"))
    assert (said["cases"], len(said["documents"]), said["printer"]) == (2, 2, "HP_M404")
    assert len(cups.jobs()) == 2
    for number in ("2026-001", "2026-002"):
        facts = json.loads(run("show", number, "--json"))["facts"]
        assert [fact["kind"] for fact in facts].count("printed") == 1
    assert "没有这样的文书" in run("print", "2026-001", "2026-002", "--owed", status=1)
    assert "请用 --owed" in run("print", "2026-001", "2026-002", status=1)
    assert "还没有定稿的答复书" in run("print", "2026-001", "--reply", status=1)
