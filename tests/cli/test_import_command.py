"""caseapp import: columns and values named once on the command line, remembered; the last import undone."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from caseapp.cli.main import main

HEAD = ["BH", "SQSJ", "申请人姓名", "申请人类型", "所需信息", "处理状态", "XH"]
ROW = ["WS001", "2025-03-01 10:00:00", "李诚", "个体户", "粮食产量", "已转办", "1"]
MAP = ["--map", "BH=登记编号", "--map", "SQSJ=收到日期", "--map", "XH=不导入", "--map", "处理状态=并入备注"]
CHOICES = [*MAP, "--fill", "申请渠道=网络平台", "--value", "申请人类别:个体户=商业企业"]


@pytest.fixture
def run(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("CASEAPP_USER", "张敏")

    def run(*argv, status=0):
        record = ["--record", str(tmp_path / "office.caseapp"), "--today", "2026-11-02"]
        assert main([*argv, *record, *(["--json"] if not status else [])]) == status
        said = capsys.readouterr()
        return said.err if status else json.loads(said.out)

    run("office", "--person", "张敏")
    return run


@pytest.fixture
def export(tmp_path: Path) -> str:
    return written(tmp_path / "导出.csv", ROW)


def written(path, *rows):
    with path.open("w", encoding="gb18030", newline="") as stream:
        csv.writer(stream).writerows([HEAD, *rows])
    return str(path)


def test_a_file_of_unknown_columns_says_which_are_missing(run, export):
    said = run("import", export, status=1)
    assert said == "没有认出“登记编号”、“收到日期”、“申请渠道”，请指明文件里哪一列是，没有导入。\n"


def test_columns_are_named_once_and_remembered(run, export, tmp_path):
    read = run("import", export, *CHOICES, "--dry-run")
    assert (read["count"], read["dry_run"]) == (1, True)
    assert "“个体户”按“商业企业”导入" in read["remarks"]
    assert "没有认出" in run("import", export, status=1)  # a trial keeps nothing
    assert run("import", export, *CHOICES)["count"] == 1
    shown = run("show", "WS001")
    assert (shown["applicant"], shown["applicant_class"], shown["channel"]) == ("李诚", "enterprise", "platform")
    again = written(tmp_path / "二月.csv", ["WS002", *ROW[1:]], ["WS003", *ROW[1:]])
    assert run("import", again)["count"] == 2


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--map", "没有=登记编号"], "文件里没有“没有”这一列。"),
        (["--map", "BH=编码"], "“编码”不是可以对应的列"),
        (["--map", "BH"], "“BH”应当写成“名称=内容”。"),
        (["--map", "BH=登记编号", "--map", "XH=登记编号"], "“BH”和“XH”都对应“登记编号”"),
        (["--fill", "申请渠道=飞鸽"], "“申请渠道”的取值“飞鸽”不认识，应当是当面、"),
        (["--fill", "申请人=李诚"], "“申请人”的取值“李诚”不认识，不是有固定取值的列。"),
        (["--value", "个体户=商业企业"], "“个体户”应当写成“列:原文=取值”。"),
        ([*MAP, "--fill", "申请渠道=网络平台"], "第 2 行：申请人类别“个体户”不认识"),
        (["--undo"], "撤销导入时不写文件名"),
    ],
)
def test_a_choice_that_cannot_be_is_one_sentence(run, export, options, words):
    said = run("import", export, *options, status=1)
    assert words in said
    assert said.count("\n") == 1


def test_the_last_import_is_undone(run, export):
    assert run("import", "--undo", status=1) == "没有可以撤销的导入。\n"
    run("import", export, *CHOICES)
    said = run("import", "--undo", "--reason", "选错了文件")
    assert said["note"] == "已撤销“导出.csv”的导入，共 1 件。"
    assert "没有登记编号为“WS001”的申请" in run("show", "WS001", status=1)
    voided = run("show", "WS001〔已撤销1〕")
    assert all(fact["superseded"] or fact["kind"] == "void" for fact in voided["facts"])


def test_a_file_must_be_named(run):
    assert run("import", status=1) == "请写明要导入的台账文件。\n"
