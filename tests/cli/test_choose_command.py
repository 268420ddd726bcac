"""``caseapp choose``: the next question, the conclusion, and its record."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from caseapp.cli.main import main

REGISTER = ["register", "--channel", "in_person", "--arrived", "2026-11-02", "--class", "person", "--applicant", "王喆"]
TO_HELD = ["alive=1", "clear=1", "identity=1", "kind=1", "repeat=1", "frequency=1", "book=1", "holder=2", "published=1"]
TO_FORBIDDEN = [*TO_HELD, "exists=1", "must_not=3", "law_kind=1", "split=2"]


class Desk:
    """Runs commands against one record."""

    def __init__(self, record: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.record, self._capsys = record, capsys

    def run(self, *argv: str, today: str = "2026-11-09") -> tuple[int, str, str]:
        status = main([*argv, "--record", str(self.record), "--today", today])
        said = self._capsys.readouterr()
        return status, said.out, said.err

    def choose(self, *answers: str, more: tuple[str, ...] = (), today: str = "2026-11-09") -> dict:
        given = [f"--answer={answer}" for answer in answers]
        status, out, err = self.run("choose", "2026-001", *given, *more, "--json", today=today)
        assert status == 0, err
        return json.loads(out)

    def refused(self, *answers: str, more: tuple[str, ...] = ()) -> str:
        status, _, err = self.run("choose", "2026-001", *(f"--answer={a}" for a in answers), *more)
        assert status == 1
        assert err.count("\n") == 1
        return err


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv("CASEAPP_USER", "张敏")
    desk = Desk(tmp_path / "office.caseapp", capsys)
    assert desk.run("office", "--set=name=济宁市统计局", "--set=code_notice=济统依告", "--person", "张敏")[0] == 0
    assert desk.run(*REGISTER, "--request", "各企业产值", today="2026-11-02")[0] == 0
    return desk


def test_without_answers_the_first_question_is_asked_with_what_is_blocked(desk: Desk) -> None:
    asked = desk.choose()
    assert (asked["step"], asked["question"]["id"], asked["outcome"]) == ("补不补", "alive", None)
    assert [bool(a["blocked"]) for a in asked["question"]["answers"]] == [False, False, True, True]
    _, out, _ = desk.run("choose", "2026-001", "--answer=alive=1")
    assert "补不补　clear：看得出申请人要的是哪些信息吗？" in out
    assert "5. 收到补正了，内容仍然不明确　不能选：没有登记收到补正" in out


def test_the_conclusion_brings_outcome_letter_basis_row_and_remedy_and_is_recorded(desk: Desk) -> None:
    found = desk.choose(*TO_FORBIDDEN)
    assert (found["outcome"], found["letter"], found["annual_row"], found["remedy"]) == (
        "forbidden_by_law",
        "reply_forbidden_by_law",
        6,
        "A",
    )
    assert "统计法》第二十八条" in found["basis"]
    assert "统计法》第二十八条" in found["reason"]
    decided = desk.choose(*TO_FORBIDDEN, more=("--decide", "--on", "2026-11-06"))
    assert decided["outcome"] == "forbidden_by_law"
    _, out, _ = desk.run("show", "2026-001", "--json")
    (fact,) = [f for f in json.loads(out)["facts"] if f["kind"] == "outcome_decided"]
    assert fact["on"] == "2026-11-06"
    assert fact["detail"]["path"][:2] == [["alive", 1], ["clear", 1]]
    assert fact["detail"]["path"][-1] == ["split", 2]
    assert fact["detail"]["reason"] == found["reason"]


def test_nothing_is_recorded_before_there_is_an_outcome(desk: Desk) -> None:
    assert "请回答“clear”" in desk.refused("alive=1", more=("--decide",))
    assert "应当先发补正告知书" in desk.refused("alive=1", "clear=2", more=("--decide",))
    assert "应当先登记撤回" in desk.refused("alive=2", more=("--decide",))
    found = desk.choose("alive=2")
    assert (found["act"]["verb"], found["outcome"], found["annual_row"], found["remedy"]) == (
        "withdraw",
        "withdrawn",
        23,
        "none",
    )


def test_a_search_goes_with_a_decision_that_nothing_exists(desk: Desk) -> None:
    search = ("--search=who=张敏", "--search=where=档案室", "--search=words=产值", "--search=result=未检索到")
    decided = desk.choose(*TO_HELD, "exists=3", more=("--decide", *search))
    assert decided["outcome"] == "not_existing"
    _, out, _ = desk.run("show", "2026-001")
    assert "检索" in out


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        (["nothing=1"], "没有“nothing”这个问题"),
        (["alive=9"], "没有 9"),
        (["alive=x"], "应当写成“问题=序号”"),
        (["alive"], "应当写成“名称=内容”"),
        (["alive=1", "clear=5"], "没有登记收到补正"),
        (["fee=1"], "走不到问题“fee”"),
    ],
)
def test_a_wrong_answer_is_refused_in_one_sentence(desk: Desk, answers: list[str], words: str) -> None:
    assert words in desk.refused(*answers)


def test_what_the_record_says_is_taken_from_it(desk: Desk) -> None:
    sent = ["fact", "2026-001", "clarification_sent:2026-11-04:5", "--unclear", "年份", "--item", "年份"]
    status, _, err = desk.run(*sent, today="2026-11-04")
    assert status == 0, err
    waiting = desk.choose("alive=1", today="2026-11-06")["question"]["answers"]
    assert "已告知补正，期限至 2026-11-11" in waiting[0]["blocked"]
    assert "已一次性告知补正" in waiting[1]["blocked"]
    assert waiting[2]["blocked"] == ""
    assert desk.choose("alive=1", "clear=4", today="2026-11-12")["outcome"] == "clarification_lapsed"


def test_a_closed_case_is_not_asked_about(desk: Desk) -> None:
    assert desk.run("fact", "2026-001", "withdrawn:2026-11-05")[0] == 0
    assert "不能判断办理结果" in desk.refused()
