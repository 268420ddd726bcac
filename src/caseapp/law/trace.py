"""The reasons of a due date (推算依据): every day counted or left out, every event, with its provision."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from caseapp.law.calendar import ORDINARY, REST, WORK, WorkCalendar
from caseapp.law.clock import Clock
from caseapp.law.counting import Span
from caseapp.law.periods import Periods

EVENT, COUNTED, SKIPPED, EXCLUDED = "event", "counted", "skipped", "excluded"
NEXT_DAY = "次日起算（参照行诉解释第四十八条）"
ROLL = "参照行诉解释第四十八条"
SERVICE = "国办公开办函〔2016〕235号"


@dataclass(frozen=True, slots=True)
class TraceStep:
    """One line of the reckoning.

    Attributes:
        kind: event, counted, skipped (no working day) or excluded (a working day left out by law).
        count: working days counted up to and including this line.
        article: the provision or notice it rests on.
    """

    day: date
    kind: str
    text: str
    article: str
    count: int


@dataclass(frozen=True, slots=True)
class TraceRow:
    """Several days of the trace said in one row, as the case page and the letters show it."""

    first: date
    last: date
    kind: str
    text: str
    article: str
    count: int


def trace(clock: Clock, calendar: WorkCalendar, periods: Periods) -> list[TraceStep]:
    """Return the reckoning of a clock day by day, from receipt to the due date or to what is awaited."""
    events = _events(clock, calendar, periods)
    if clock.due is None:
        return [TraceStep(day, EVENT, text, article, 0) for day, text, article in events]
    steps: list[TraceStep] = []
    count = 0
    pending = list(events)

    def flush(until: date) -> None:
        while pending and pending[0][0] <= until:
            day, text, article = pending.pop(0)
            steps.append(TraceStep(day, EVENT, text, article, count))

    flush(clock.base)
    day = clock.base
    while day < clock.due:
        day += timedelta(days=1)
        verdict = calendar.verdict(day)
        if not clock.counts_working_days:
            step = _calendar_day(clock, calendar, day)
            count = step.count
            steps.append(step)
            flush(day)
            continue
        span = _covering(clock.spans, day) if verdict.works and count < clock.target else None
        if not verdict.works:
            steps.append(TraceStep(day, SKIPPED, verdict.reason, _source(calendar, day), count))
        elif span is not None:
            made_up = f"（{verdict.reason}）" if verdict.kind == WORK else ""
            steps.append(TraceStep(day, EXCLUDED, f"{span.text}，不计入{made_up}", span.article, count))
        else:
            count += 1
            words = f"计入，第 {count} 个工作日" + (f"；{verdict.reason}" if verdict.kind == WORK else "")
            steps.append(TraceStep(day, COUNTED, words, _source(calendar, day), count))
        flush(day)
    delayed = any(until == clock.due for _, until in clock.history.delays)
    article = "" if clock.history.order else "条例第三十五条" if delayed else "条例第三十三条第二款"
    steps.append(TraceStep(clock.due, EVENT, _conclusion(clock, calendar), article, count))
    for event_day, text, article in pending:
        steps.append(TraceStep(event_day, EVENT, text, article, count))
    return steps


def _calendar_day(clock: Clock, calendar: WorkCalendar, day: date) -> TraceStep:
    """Return the line of a day of a period a decision set in calendar days, or up to a day it names."""
    order = clock.history.order
    assert order is not None
    passed = (day - order.on).days
    if order.until is not None:
        return TraceStep(day, COUNTED, "至决定写明的日期", "", passed)
    if passed <= order.days:
        return TraceStep(day, COUNTED, f"计入，第 {passed} 日", "", passed)
    verdict = calendar.verdict(day)
    if not verdict.works:
        return TraceStep(day, SKIPPED, f"{verdict.reason}，期限顺延", _source(calendar, day), order.days)
    return TraceStep(day, COUNTED, f"节假日后的第一个工作日，{verdict.reason}", ROLL, order.days)


def grouped(steps: Iterable[TraceStep], calendar: WorkCalendar) -> list[TraceRow]:
    """Return the trace in rows: runs of counted days with the special days named, runs left out, events."""
    rows: list[TraceRow] = []
    run: list[TraceStep] = []

    def close() -> None:
        if not run:
            return
        counted = [s for s in run if s.kind == COUNTED]
        excluded = [s for s in run if s.kind == EXCLUDED]
        if excluded:
            words = excluded[0].text.partition("（")[0]
            text, article, kind = f"{words}（{len(excluded)} 个工作日）", excluded[0].article, EXCLUDED
        else:
            parts = ["计入" if counted else "休息日", *_specials(run, calendar)]
            if any(not calendar.is_working(s.day) for s in counted):
                rolled = any(s.kind == SKIPPED for s in run)
                parts = [f"按日计入 {counted[-1].count} 日" + ("，届满日遇休息日顺延" if rolled else "")]
            text, article = "；".join(parts), ""
            kind = COUNTED if counted else SKIPPED
        rows.append(TraceRow(run[0].day, run[-1].day, kind, text, article, run[-1].count))
        run.clear()

    for step in steps:
        if step.kind == EVENT:
            close()
            rows.append(TraceRow(step.day, step.day, EVENT, step.text, step.article, step.count))
            continue
        changes = {s.kind for s in run} | {step.kind}
        if {COUNTED, EXCLUDED} <= changes:
            close()
        run.append(step)
    close()
    return rows


def _specials(run: list[TraceStep], calendar: WorkCalendar) -> list[str]:
    """Name the days a notice made special: make-up working days and holidays on weekdays or weekends."""
    named: dict[tuple[str, str], list[date]] = {}
    plain_weekend = False
    for step in run:
        verdict = calendar.verdict(step.day)
        item = calendar.days.get(step.day)
        if item is not None:
            named.setdefault((item.kind, item.name), []).append(step.day)
        elif step.day in calendar.fixed and verdict.kind == REST and not verdict.published:
            named.setdefault((REST, calendar.fixed[step.day]), []).append(step.day)
        elif verdict.kind == REST:
            plain_weekend = True
    words = []
    for (kind, name), days in named.items():
        if kind == WORK:
            words.append(f"{'、'.join(_short(d) for d in days)} 为上班日")
        else:
            span = _short(days[0]) if len(days) == 1 else f"{_short(days[0])} 至 {_short(days[-1])}"
            words.append(f"{span} {name}放假")
    if plain_weekend:
        words.append("其余周末为休息日" if words else "周末为休息日")
    return words


def _events(clock: Clock, calendar: WorkCalendar, periods: Periods) -> list[tuple[date, str, str]]:
    h = clock.history
    events: list[tuple[date, str, str]] = []
    if h.arrived and h.arrived != h.received:
        events.append((h.arrived, "到件，尚未确认", "条例第三十一条"))
    events.append((h.received, f"收到申请，{NEXT_DAY}", "条例第三十一条"))
    if h.clarification_sent:
        until = calendar.add(h.clarification_sent, h.clarification_term)
        text = f"告知补正，补正期限 {h.clarification_term} 个工作日，至 {until}；收到补正后重新起算"
        events.append((h.clarification_sent, text, "条例第三十条"))
    if h.clarification_received:
        events.append((h.clarification_received, f"收到补正，{periods.days('reply')} 个工作日重新起算", "条例第三十条"))
    if h.fee_noticed:
        until = calendar.add(h.fee_noticed, periods.days("fee"))
        events.append((h.fee_noticed, f"发出收费通知，缴费期限至 {until}；缴费后重新起算", "国办函〔2020〕109号"))
    if h.fee_paid:
        events.append(
            (h.fee_paid, f"缴费，次日起 {periods.days('reply')} 个工作日重新起算", "国办函〔2020〕109号")
        )
    for item in h.consultations:
        article = periods[f"{item.party}_opinion"].article
        ordered = h.order is not None and item.sent >= h.order.on
        effect = "期限由决定确定，不扣除" if ordered else "次日起不计入答复期限"
        sent_article = article if ordered else "条例第三十三条第三款"
        events.append((item.sent, f"向{item.name}发出征求意见书，{effect}", sent_article))
        if item.received:
            lapse = item.lapse(calendar, periods)
            events.append((item.received, f"{item.name}收到征求意见书，15 个工作日至 {lapse}", article))
        if item.answered:
            words = "撤回征求意见" if item.withdrawn else "收到意见"
            then = "" if ordered else "，次日起继续计入"
            events.append((item.answered, f"{item.name}：{words}{then}", sent_article))
    for extension in h.extensions:
        words = f"延期答复 {extension.days} 个工作日（以一次为限是通行做法）"
        events.append((extension.on, words, "条例第三十三条第二款"))
        if extension.told:
            events.append((extension.told, "告知申请人延期", "条例第三十三条第二款"))
    for on, until in h.delays:
        events.append((on, f"确定延迟至 {until} 答复", "条例第三十五条"))
    if h.withdrawn:
        events.append((h.withdrawn, "申请人撤回申请，终结办理", ""))
    if h.earlier_service:
        events.append((h.earlier_service, "送达原答复", SERVICE))
    if h.order:
        events.append((h.order.on, f"收到{h.order.decision}，责令答复，{NEXT_DAY}", ""))
    if h.served:
        events.append((h.served, "送达答复", SERVICE))
    events += [(day, "再次送达答复", SERVICE) for day in h.served_again]
    events += [(day, "邮件退回，须再次送达；是否按期仍以首次交邮之日为准", SERVICE) for day in h.returned]
    return sorted(events, key=lambda event: event[0])


def _conclusion(clock: Clock, calendar: WorkCalendar) -> str:
    assert clock.due is not None
    delayed = [until for _, until in clock.history.delays if until == clock.due]
    order = clock.history.order
    if order is not None and not clock.counts_working_days:
        words = "决定写明的日期" if order.until else f"第 {order.days} 日届满，最后一日"
    else:
        words = "延迟答复确定的日期" if delayed else f"第 {clock.target} 个工作日"
    tail = ""
    if clock.provisional:
        unsettled = calendar.touches_unsettled(clock.base, clock.due)
        tail = "（暂定：放假安排尚未公布）" if unsettled else "（暂定：征求意见尚未结束）"
    return f"{words}为 {clock.due}，最迟于当日答复{tail}"


def _covering(spans: Iterable[Span], day: date) -> Span | None:
    return next((span for span in spans if span.after < day <= span.until), None)


def _source(calendar: WorkCalendar, day: date) -> str:
    named = calendar.days.get(day)
    if named is None or calendar.verdict(day).kind == ORDINARY:
        return ""
    return f"国务院办公厅 {named.notice_year} 年节假日安排通知"


def _short(day: date) -> str:
    return f"{day:%m-%d}"
