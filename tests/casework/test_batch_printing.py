"""Documents of several cases printed in one go: in the order chosen, one fact a case, what was not taken stays owed."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseapp.casework.casefile import load_case
from caseapp.casework.office import Office, Refused
from caseapp.casework.paper.batch_printing import (
    KINDS,
    MOST,
    batch_jobs,
    batch_lines,
    print_batch,
    record_batch,
    save_batch,
)
from caseapp.casework.paper.printers import PrintOptions
from caseapp.casework.paper.printing import Sent, owed_documents
from casework.offices import D, new_office, register

TODAY = D("2026-11-02")
OPTIONS = PrintOptions("HP_M404", 1, "", False)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    opened = new_office(tmp_path / "office.caseapp")
    yield opened
    opened.close()


@pytest.fixture
def cases(office: Office) -> list[int]:
    return [register(office, applicant=name) for name in ("王喆", "赵慧", "李诚")]


def printed(office: Office, case: int) -> list[list[int]]:
    return [fact.detail["documents"] for fact in load_case(office, case, TODAY).facts if fact.kind == "printed"]


def owed(office: Office, case: int) -> list[int]:
    return [document.id for document in owed_documents(load_case(office, case, TODAY))]


def test_what_is_printed_comes_in_the_order_chosen_and_is_one_fact_a_case(office: Office, cases: list[int]) -> None:
    before = {case: owed(office, case) for case in cases}
    titles: list[str] = []

    def send(_pdf: bytes, title: str, _options: object, _paper: object) -> str:
        titles.append(title)
        return f"job-{len(titles)}"

    sent = print_batch(office, [cases[2], cases[0]], "owed", OPTIONS, TODAY, send)
    assert [title.split()[0] for title in titles] == ["2026-003", "2026-001"]
    assert sent.refusal == ""
    assert [printed(office, case) for case in cases] == [[before[cases[0]]], [], [before[cases[2]]]]
    assert [owed(office, case) for case in cases] == [[], before[cases[1]], []]


def test_what_the_printer_did_not_take_is_not_recorded(office: Office, cases: list[int]) -> None:
    taken: list[str] = []

    def send(_pdf: bytes, title: str, _options: object, _paper: object) -> str:
        if taken:
            raise Refused("打印机“HP_M404”停用了。")
        taken.append(title)
        return "job-1"

    sent = print_batch(office, cases, "all", OPTIONS, TODAY, send)
    assert sent.refusal.startswith("打印机“HP_M404”停用了；已送打印并已登记的有")
    assert [len(printed(office, case)) for case in cases] == [1, 0, 0]


def test_nothing_taken_is_a_refusal_and_nothing_is_recorded(office: Office, cases: list[int]) -> None:
    def send(*_given: object) -> str:
        raise Refused("打印机“HP_M404”停用了。")

    with pytest.raises(Refused, match="停用"):
        print_batch(office, cases, "owed", OPTIONS, TODAY, send)
    assert [printed(office, case) for case in cases] == [[], [], []]
    assert record_batch(office, Sent((), ""), TODAY, OPTIONS).changed == frozenset()


@pytest.mark.parametrize(
    ("count", "kind", "words"),
    [(MOST + 1, "owed", f"一次最多打印 {MOST} 件"), (1, "picture", "可以成批打印的有"), (1, "reply", "没有这样的文书")],
)
def test_a_batch_that_cannot_be_is_refused(office: Office, cases: list[int], count: int, kind: str, words: str) -> None:
    with pytest.raises(Refused, match=words):
        batch_jobs(office, batch_lines(office, [cases[0]] * count, kind, TODAY), TODAY)


def test_pages_are_told_for_each_kind(office: Office, cases: list[int]) -> None:
    def told(kind: str) -> list[tuple[str, int]]:
        return [(line.number, line.pages) for line in batch_lines(office, cases[:2], kind, TODAY)]

    assert {kind: told(kind) for kind in KINDS} == {
        "owed": [("2026-001", 1), ("2026-002", 1)],
        "reply": [("2026-001", 0), ("2026-002", 0)],
        "all": [("2026-001", 1), ("2026-002", 1)],
    }


def test_a_batch_can_be_saved_into_a_folder_and_is_then_still_owed(office, cases, tmp_path) -> None:
    lines = batch_lines(office, cases, "owed", TODAY)
    with pytest.raises(Refused, match="不是文件夹"):
        save_batch(office, lines, tmp_path / "没有")
    (tmp_path / "打印").mkdir()
    assert save_batch(office, lines, tmp_path / "打印") == 3
    names = sorted(path.name for path in (tmp_path / "打印").iterdir())
    assert [name.split()[0] for name in names] == ["2026-001", "2026-002", "2026-003"]
    assert all(owed(office, case) for case in cases)
    with pytest.raises(Refused, match="没有保存"):
        save_batch(office, [], tmp_path / "打印")
