"""What holds for every history: compared with a second clock counted on the fingers, and with itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from caseapp.law.calendar import REST, NoticeDay, WorkCalendar
from caseapp.law.clock import Clock, run_clock
from law.lawbook import CALENDAR, PERIODS
from law.naive_clock import Asked, Story, naive_due, works

DAYS = st.integers(min_value=0, max_value=1800).map(lambda n: date(2020, 1, 1) + timedelta(days=n))


@st.composite
def consultations(draw: st.DrawFn, after: date) -> Asked:
    sent = after + timedelta(days=draw(st.integers(0, 28)))
    had = sent + timedelta(days=draw(st.integers(0, 12))) if draw(st.booleans()) else None
    answered = sent + timedelta(days=draw(st.integers(0, 45))) if draw(st.booleans()) else None
    if had is not None and answered is not None:
        answered = max(had, answered)
    return Asked(draw(st.sampled_from(["third_party", "organ"])), sent, had, answered)


@st.composite
def stories(draw: st.DrawFn, *, restarts: bool = True) -> Story:
    received = draw(DAYS)
    story = Story(received)
    if restarts and draw(st.booleans()):
        sent = received + timedelta(days=draw(st.integers(0, 14)))
        story.corrected = (sent, sent + timedelta(days=draw(st.integers(0, 20))))
    if restarts and draw(st.integers(0, 3)) == 0:
        sent = received + timedelta(days=draw(st.integers(0, 30)))
        story.paid = (sent, sent + timedelta(days=draw(st.integers(0, 25))))
    story.asked = [draw(consultations(received)) for _ in range(draw(st.integers(0, 4)))]
    if draw(st.booleans()):
        story.extended = (received + timedelta(days=draw(st.integers(0, 25))), draw(st.integers(1, 20)))
    return story


def read(story: Story, today: date, calendar: WorkCalendar = CALENDAR) -> Clock:
    return run_clock(story.received, story.facts(), calendar, PERIODS, today, strict=False)


@settings(max_examples=1500, deadline=None)
@given(stories(), st.integers(0, 60))
def test_due_equals_a_naive_count_day_by_day_and_is_a_working_day(story: Story, later: int) -> None:
    today = story.received + timedelta(days=later)
    found = read(story, today)
    assert found.due == naive_due(story, today, CALENDAR.days)
    assert works(found.due, CALENDAR.days)


@settings(max_examples=500, deadline=None)
@given(stories(), st.randoms(use_true_random=False))
def test_the_order_facts_were_recorded_in_is_irrelevant(story: Story, random: object) -> None:
    facts = story.facts()
    random.shuffle(facts)  # type: ignore[attr-defined]
    today = date(2025, 12, 1)
    found = run_clock(story.received, facts, CALENDAR, PERIODS, today, strict=False)
    assert found == read(story, today)


@settings(max_examples=500, deadline=None)
@given(stories(restarts=False), st.integers(1, 40))
def test_an_earlier_receipt_is_never_due_later(story: Story, earlier: int) -> None:
    today = date(2025, 12, 1)
    before = replace(story, received=story.received - timedelta(days=earlier))
    if before.received < date(2019, 5, 15):
        return
    first, second = read(before, today), read(story, today)
    assert first.due is not None
    assert second.due is not None
    assert first.due <= second.due


@settings(max_examples=500, deadline=None)
@given(stories(), st.lists(st.integers(1, 120), min_size=1, max_size=12))
def test_more_rest_days_never_make_a_reply_due_earlier(story: Story, offsets: list[int]) -> None:
    added = {
        day: NoticeDay(day, REST, "新增", day.year)
        for day in (story.received + timedelta(days=n) for n in offsets)
    }
    more = WorkCalendar({**CALENDAR.days, **added}, CALENDAR.sources, CALENDAR.fixed)
    today = date(2025, 12, 1)
    before, after = read(story, today).due, read(story, today, more).due
    assert before is not None
    assert after is not None
    assert after >= before


@settings(max_examples=500, deadline=None)
@given(stories(restarts=False))
def test_overlapping_consultations_are_taken_out_once(story: Story) -> None:
    found = read(story, date(2025, 12, 1))
    assert found.due is not None
    out = set()
    for span in found.spans:
        day = span.after + timedelta(days=1)
        while day <= min(span.until, found.due):
            if works(day, CALENDAR.days) and day > story.received:
                out.add(day)
            day += timedelta(days=1)
    assert found.excluded_working_days == len(out)


@settings(max_examples=500, deadline=None)
@given(stories())
def test_a_restart_forgets_what_was_excluded_and_extended_before_it(story: Story) -> None:
    if story.corrected is None and story.paid is None:
        return
    today = date(2025, 12, 1)
    again = max(pair[1] for pair in (story.corrected, story.paid) if pair)
    fresh = Story(
        again,
        [item for item in story.asked if item.sent >= again],
        extended=story.extended if story.extended and story.extended[0] >= again else None,
    )
    assert read(story, today).due == read(fresh, today).due
