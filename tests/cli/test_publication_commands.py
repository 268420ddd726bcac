"""``caseapp publications`` and ``caseapp applicant``: the list, what it answers, and one applicant whole."""

from __future__ import annotations

import pytest

from cli.test_commands import REGISTER, Desk, desk  # noqa: F401 - a fixture

ADD = [
    "publications",
    "add",
    "--name=济宁统计年鉴2026",
    "--kind=年鉴",
    "--period=2026",
    "--place=第一篇表1-1",
    "--keywords=统计公报、粮食产量",
]


def test_the_list_is_added_to_edited_exported_and_imported(desk: Desk, tmp_path) -> None:  # noqa: F811
    made = desk(*ADD)
    assert (made["id"], made["period"], made["data_year"]) == (1, "2026", 2025)
    assert made["way"] == "《济宁统计年鉴2026》第一篇表1-1"
    assert desk("publications", "edit", "1", "--place=第二篇")["place"] == "第二篇"
    file = tmp_path / "目录.csv"
    assert desk("publications", "export", str(file))["count"] == 1
    assert desk("publications", "remove", "1") == {"removed": [1]}
    assert desk("publications", "list") == []
    assert "新增 1 条" in desk("publications", "import", str(file))["note"]
    assert [own["place"] for own in desk("publications", "list")] == ["第二篇"]


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (["add", "--name=甲", "--period=2026"], "至少填写一项"),
        (["add", "--name=甲", "--period=2026", "--link=ftp://a.cn"], "“网址”应当以"),
        (["remove", "x"], "不是条目的编号"),
        (["remove", "7"], "没有编号为 7"),
        (["remove"], "请这样写：caseapp publications remove ID"),
        (["find", "2026-999"], "没有登记编号"),
        (["import", "/nowhere.csv"], "找不到文件"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(desk: Desk, argv: list[str], words: str) -> None:  # noqa: F811
    assert words in desk.refused("publications", *argv)


def test_a_case_is_answered_by_what_is_public(desk: Desk) -> None:  # noqa: F811
    desk(*ADD)
    number = desk(*REGISTER)["number"]
    (fit,) = desk("publications", "find", number)
    assert fit["reason"] == "2026年版载 2025 年的数据；关键词：统计公报"
    assert "办理结果不是" in desk.refused("publications", "fill", number, "1")
    desk("fact", number, "outcome_decided:2026-11-02", "--outcome", "already_public", "--reason", "已公开")
    assert desk("publications", "fill", number, "1")["ways"] == ["《济宁统计年鉴2026》第一篇表1-1"]
    assert desk("letter", number)["pages"] >= 1


def test_an_applicant_is_shown_whole(desk: Desk) -> None:  # noqa: F811
    number = desk(*REGISTER)["number"]
    shown = desk("applicant", "王喆")
    assert (shown["total"], shown["this_month"], shown["fee"]["next_yuan"]) == (1, 1, 0)
    assert [case["number"] for case in shown["cases"]] == [number]
    assert "台账中没有申请人“李四”的申请" in desk.refused("applicant", "李四")
