"""The organ's own periods in 复议 and 诉讼, by the law of the day the copy came."""

from __future__ import annotations

import pytest

from caseapp.law.disputes import NoSimplified, answer_period, disputes_of
from caseapp.law.facts import Fact
from law.lawbook import CALENDAR, D


@pytest.mark.parametrize(
    ("what", "received", "procedure", "due", "article"),
    [
        # 行政复议法 2023: 10 working days, 5 in the simplified procedure
        ("reconsideration", "2026-11-02", "ordinary", "2026-11-16", "行政复议法第四十八条"),
        ("reconsideration", "2026-11-02", "simplified", "2026-11-09", "行政复议法第五十四条"),
        # over the National Day holiday and its make-up days
        ("reconsideration", "2026-09-25", "ordinary", "2026-10-15", "行政复议法第四十八条"),
        ("reconsideration", "2024-01-02", "ordinary", "2024-01-16", "行政复议法第四十八条"),
        # the 2017 text: 10 calendar days, rolling to a working day
        ("reconsideration", "2023-12-29", "ordinary", "2024-01-08", "行政复议法（2017 年修正）第二十三条"),
        ("reconsideration", "2023-11-08", "ordinary", "2023-11-20", "行政复议法（2017 年修正）第二十三条"),
        # 行政诉讼法: 15 days, rolling
        ("suit", "2026-11-02", "ordinary", "2026-11-17", "行政诉讼法第六十七条"),
        ("suit", "2026-09-18", "ordinary", "2026-10-08", "行政诉讼法第六十七条"),
    ],
)
def test_the_answer_is_due_by_the_law_of_the_day(what, received, procedure, due, article):
    period = answer_period(what, D(received), procedure, CALENDAR)
    assert (period.due, period.article) == (D(due), article)


def test_before_2024_there_was_no_simplified_procedure():
    with pytest.raises(NoSimplified, match="没有简易程序"):
        answer_period("reconsideration", D("2023-12-29"), "simplified", CALENDAR)


def facts(*told):
    return [Fact(kind, D(day), "", detail, n) for n, (kind, day, detail) in enumerate(told, start=1)]


def test_only_what_was_filed_with_a_procedure_awaits_an_answer():
    filed = {"dispute": "1-1", "procedure": "ordinary"}
    waiting = facts(("reconsideration_filed", "2026-11-02", filed))
    (dispute,) = disputes_of(waiting)
    assert dispute.awaits_answer
    answered = [*waiting, *facts(("reconsideration_answered", "2026-11-10", {"dispute": "1-1"}))]
    assert not disputes_of(answered)[0].awaits_answer
    decided = [*waiting, *facts(("reconsideration_decided", "2026-11-10", {"dispute": "1-1", "result": "维持"}))]
    assert (disputes_of(decided)[0].awaits_answer, disputes_of(decided)[0].result) == (False, "维持")
    assert not disputes_of(facts(("reconsideration_filed", "2026-11-02", {"result": "未审结"})))[0].awaits_answer


def test_two_disputes_of_one_case_are_told_apart():
    found = disputes_of(
        facts(
            ("reconsideration_filed", "2026-06-01", {"dispute": "1-1", "number": "复1号"}),
            ("reconsideration_decided", "2026-07-01", {"dispute": "1-1", "result": "维持"}),
            ("suit_filed", "2026-07-20", {"dispute": "1-2", "kind": "after", "number": "行初2号"}),
        )
    )
    assert [(d.what, d.number, d.result) for d in found] == [
        ("reconsideration", "复1号", "维持"),
        ("suit", "行初2号", "未审结"),
    ]
