"""期限推算说明 as data: events, intervals taken out, every day with its reason, the conclusion and what it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from caseapp.law.calendar import WORK, WorkCalendar
from caseapp.law.clock import Clock
from caseapp.law.counting import Span
from caseapp.law.doubts import Note
from caseapp.law.periods import Periods
from caseapp.law.trace import EVENT, EXCLUDED, SKIPPED, TraceStep, trace

NEXT_DAY_RULE = "参照行诉解释第四十八条"
_ORDINARY = "工作日"
_GISTS = {
    "条例第三十条": "申请内容不明确的，自收到申请之日起 7 个工作日内一次性告知补正；答复期限自收到补正之日起计算",
    "条例第三十一条": "收到申请之日按提交方式确定：提交、签收或者双方确认之日",
    "条例第三十二条": "第三方自收到征求意见书之日起 15 个工作日内提出意见，逾期未提出的由行政机关决定是否公开",
    "条例第三十三条第二款": "自收到申请之日起 20 个工作日内答复；经政府信息公开工作机构负责人同意并告知申请人，"
    "可以延长，最长不超过 20 个工作日",
    "条例第三十三条第三款": "征求第三方和其他机关意见所需时间不计算在答复期限内",
    "条例第三十四条": "被征求意见的机关自收到征求意见书之日起 15 个工作日内提出意见，逾期未提出的视为同意公开",
    "条例第三十五条": "申请公开的数量、频次明显超过合理范围但理由合理的，可以确定延迟答复的合理期限并告知申请人",
    "国办函〔2020〕109号": "信息处理费的通知、缴纳期限和缴费后答复期限的重新计算",
    "国办公开办函〔2016〕235号": "送达之日：直接送达、委托送达为签收之日，邮寄送达为交邮之日",
}


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to the period, with its provision."""

    day: date
    text: str
    article: str


@dataclass(frozen=True, slots=True)
class Interval:
    """Days taken out of the count (条例第三十三条第三款).

    Attributes:
        first, last: the first and last day not counted.
        days: working days of the interval that fell out of the count.
        end: what ended it, in words.
    """

    first: date
    last: date
    days: int
    text: str
    end: str
    article: str


@dataclass(frozen=True, slots=True)
class DayRow:
    """One day of the count, or a run of days left out for one reason.

    Attributes:
        counted: True for a day that counts.
        count: days counted up to and including this row.
    """

    first: date
    last: date
    counted: bool
    count: int
    reason: str


@dataclass(frozen=True, slots=True)
class Ground:
    """A provision the reckoning rests on, and what it says in our words ("" where the name says it)."""

    name: str
    gist: str


@dataclass(frozen=True, slots=True)
class YearNotice:
    """The notice of a year the reckoning looked at; no address where the year is 未公布."""

    year: int
    addresses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """All a 期限推算说明 says.

    Attributes:
        base_words: what the base is, for example 收到补正之日.
        excluded: working days taken out, overlapping ones once; shared: those that lay in several intervals.
        days: empty while no period runs.
    """

    base: date
    base_words: str
    events: tuple[Event, ...]
    intervals: tuple[Interval, ...]
    excluded: int
    shared: int
    days: tuple[DayRow, ...]
    conclusion: str
    article: str
    notes: tuple[Note, ...]
    grounds: tuple[Ground, ...]
    notices: tuple[YearNotice, ...]


def statement(clock: Clock, calendar: WorkCalendar, periods: Periods) -> Statement:
    """Return the 期限推算说明 of a clock: its trace set out so that every day can be checked (条例第三十至三十五条)."""
    steps = trace(clock, calendar, periods)
    day_steps = [step for step in steps if step.kind != EVENT]
    happened = [step for step in steps if step.kind == EVENT]
    last_step: TraceStep | None = None
    if clock.due is not None:
        # Events after the due date follow the conclusion, so it is the last event dated that day.
        last_step = [step for step in happened if step.day == clock.due][-1]
        happened = [step for step in happened if step is not last_step]
    events = tuple(Event(s.day, s.text, s.article) for s in sorted(happened, key=lambda s: s.day))
    out = [step.day for step in day_steps if step.kind == EXCLUDED]
    intervals = tuple(_interval(clock, span, out) for span in clock.spans) if last_step else ()
    return Statement(
        base=clock.base,
        base_words=_base_words(clock),
        events=events,
        intervals=intervals,
        excluded=len(out),
        shared=sum(1 for day in out if len(_covering(clock.spans, day)) > 1),
        days=_day_rows(clock, calendar, day_steps),
        conclusion=_conclusion(clock, calendar, last_step, len(out)),
        article=last_step.article if last_step else "条例第三十条" if clock.state == "waiting_clarification" else "",
        notes=clock.notes,
        grounds=_grounds(steps, intervals, clock.notes),
        notices=_notices(calendar, [step.day for step in steps]),
    )


def _base_words(clock: Clock) -> str:
    history = clock.history
    if history.order is not None:
        return f"收到{history.order.decision}之日"
    if clock.base == history.fee_paid:
        return "缴费之日"
    return "收到补正之日" if clock.base == history.clarification_received else "收到申请之日"


def _covering(spans: Iterable[Span], day: date) -> list[Span]:
    return [span for span in spans if span.after < day <= span.until]


def _interval(clock: Clock, span: Span, out: Sequence[date]) -> Interval:
    days = sum(1 for day in out if span.after < day <= span.until)
    return Interval(span.after + timedelta(days=1), span.until, days, span.text, _ending(clock, span), span.article)


def _ending(clock: Clock, span: Span) -> str:
    """Return what ended a consultation: opinion, withdrawal or lapse of the 15 working days."""
    if span.running:
        return "办结时尚未结束" if clock.closed else "尚未结束"
    asked = (c for c in clock.history.consultations if c.sent == span.after and c.party == span.party)
    for item in asked:
        if item.answered == span.until:
            return "撤回征求意见" if item.withdrawn else "收到意见"
    return "15 个工作日届满"


def _day_rows(clock: Clock, calendar: WorkCalendar, steps: Iterable[TraceStep]) -> tuple[DayRow, ...]:
    """Return a row a day; neighbouring days left out for one reason share a row."""
    rows: list[DayRow] = []
    for step in steps:
        reason = _reason(clock, calendar, step)
        before = rows[-1] if rows else None
        if before and step.kind == SKIPPED and not before.counted and before.reason == reason:
            rows[-1] = DayRow(before.first, step.day, False, step.count, reason)
        else:
            rows.append(DayRow(step.day, step.day, step.kind not in (SKIPPED, EXCLUDED), step.count, reason))
    return tuple(rows)


def _reason(clock: Clock, calendar: WorkCalendar, step: TraceStep) -> str:
    if step.kind == EXCLUDED:
        names = "、".join(span.text for span in _covering(clock.spans, step.day))
        verdict = calendar.verdict(step.day)
        made_up = f"；{verdict.reason.partition('，')[2]}" if verdict.kind == WORK else ""
        return f"{names or step.text}（{step.article}）{made_up}"
    if step.kind != SKIPPED and not clock.counts_working_days:
        return step.text
    # The weekday stands in a column of its own.
    words = calendar.verdict(step.day).reason.partition("，")[2] or _ORDINARY
    return f"{words}（暂定）" if calendar.is_unsettled(step.day) else words


def _conclusion(clock: Clock, calendar: WorkCalendar, last_step: TraceStep | None, excluded: int) -> str:
    if last_step is None:
        return _unreckoned(clock)
    told = [f"自 {clock.base}（{_base_words(clock)}）的次日起推算，{last_step.text}"]
    if clock.extended_working_days:
        told.append(f"其中延期 {clock.extended_working_days} 个工作日")
    if excluded:
        told.append(f"其间扣除征求意见 {excluded} 个工作日")
    return "；".join(told) + "。" + _closing(clock, calendar)


def _closing(clock: Clock, calendar: WorkCalendar) -> str:
    closed, due = clock.closed, clock.due
    if closed is None or due is None:
        return ""
    if clock.history.served is None:
        return f"申请人于 {closed} 撤回申请，办理终结。"
    if closed <= due:
        return f"答复于 {closed} 送达，在期限之内。"
    return f"答复于 {closed} 送达，超过期限 {max(1, calendar.between(due, closed))} 个工作日。"


def _unreckoned(clock: Clock) -> str:
    """Return why there is no due date: something is, or was, awaited from the applicant."""
    if clock.closed is not None:
        how = "答复送达" if clock.history.served == clock.closed else "申请人撤回申请"
        return f"{clock.closed} {how}，办理终结；其时正在等待申请人补正或者缴费，答复期限没有在计算。"
    awaited = "缴费" if clock.history.fee_noticed and not clock.history.fee_paid else "补正"
    if clock.state == "abandoned":
        return f"申请人的{awaited}期限至 {clock.waiting_until} 已经届满，答复期限没有在计算。"
    return f"正在等待申请人{awaited}，期限至 {clock.waiting_until}；收到后重新起算，目前没有答复期限届满之日。"


def _grounds(steps: Iterable[TraceStep], intervals: Iterable[Interval], notes: Iterable[Note]) -> tuple[Ground, ...]:
    names = [step.article for step in steps if step.kind in (EVENT, EXCLUDED)]
    names += [interval.article for interval in intervals] + [note.article for note in notes]
    named = dict.fromkeys(name for name in names if name and not name.startswith("参照"))
    found = sorted((Ground(name, _GISTS.get(name, "")) for name in named), key=_rank)
    gist = "期间开始之日不计算在期间内，自次日起算（通行做法，条例没有写明）"
    return (*found, Ground(NEXT_DAY_RULE, gist))


def _rank(ground: Ground) -> int:
    order = list(_GISTS)
    return order.index(ground.name) if ground.name in order else len(order)


def _notices(calendar: WorkCalendar, days: Sequence[date]) -> tuple[YearNotice, ...]:
    """Return the notices the days from first to last lie under, a neighbour's named days included."""
    first, last = min(days), max(days)
    years = set(range(first.year, last.year + 1))
    years |= {named.notice_year for on, named in calendar.days.items() if first <= on <= last}
    if any(calendar.is_unsettled(day) for day in days):
        # The last days of December may stand in the next year's notice.
        years.add(calendar.last_published + 1)
    return tuple(YearNotice(year, tuple(calendar.sources.get(year, ()))) for year in sorted(years))
