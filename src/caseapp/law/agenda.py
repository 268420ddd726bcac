"""What a case needs minded on a day beside its due date (今日): derived from state, so a day missed loses nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from caseapp.law.calendar import WorkCalendar
from caseapp.law.casestate import CaseState
from caseapp.law.clock import Clock
from caseapp.law.consulted import objections_untold
from caseapp.law.periods import Periods

NEAR = 3
IDLE = 5
HAND_OVER_TERM = 5
REASONS_TERM = 15
# What shows that the request was understood, so that no 补正 is in question.
_UNDERSTOOD = (
    "clarification_sent",
    "outcome_decided",
    "searched",
    "transferred",
    "third_party_sent",
    "organ_sent",
    "fee_noticed",
    "extended",
    "redo_ordered",
)


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing to mind.

    Attributes:
        code: names the rule.
        text: the headline, a few words; detail: one sentence with the day and the rule.
        tone: danger, warn, hold or neutral.
        urgency: sort key on the scale of Status.urgency, smallest first.
        verb: what settles it, "" for the case's next step.
    """

    code: str
    text: str
    detail: str
    tone: str
    urgency: int
    verb: str = ""


@dataclass(frozen=True, slots=True)
class _Day:
    state: CaseState
    clock: Clock
    calendar: WorkCalendar
    periods: Periods
    today: date

    def left(self, day: date) -> int:
        """Working days from today to a day, negative once it has passed."""
        if day >= self.today:
            return self.calendar.between(self.today, day)
        return -self.calendar.between(day, self.today)


def matters(
    state: CaseState, calendar: WorkCalendar, periods: Periods, today: date, touched: date | None
) -> list[Matter]:
    """Return what a case needs minded today, most urgent first.

    Args:
        state: the case; imported history and cases not confirmed yet have nothing here.
        calendar: the working-day calendar.
        periods: the statutory periods.
        today: the day.
        touched: the day anything was last recorded in the case, None when unknown.
    """
    clock = state.clock
    disputed = list(_dispute(state, calendar, today))
    if clock is None or state.imported or state.has("archived") or state.has("withdrawn"):
        return disputed
    day = _Day(state, clock, calendar, periods, today)
    if state.closed:
        return disputed
    found = [
        *disputed,
        *_clarification_notice(day),
        *_mandate(day),
        *_consultations(day),
        *_extension(day),
        *_third_party(day),
        *_unserved(day),
        *_department(day),
        *_reasons(day),
        *_idle(day, touched),
    ]
    return sorted(found, key=lambda matter: matter.urgency)


def _dispute(state: CaseState, calendar: WorkCalendar, today: date) -> Iterable[Matter]:
    """The organ's own period to answer a 行政复议 or 行政诉讼; without an answer there is deemed to be no evidence."""
    dispute = state.unanswered_dispute
    if dispute is None:
        return
    period = dispute.period(calendar)
    left = calendar.between(today, period.due) if period.due >= today else -calendar.between(period.due, today)
    detail = f"{dispute.label}：{period.words}提交答复、证据和依据，最迟 {period.due:%m-%d}（{period.article}）"
    if period.due < today:
        yield Matter("dispute", "复议诉讼答复已逾期", detail, "danger", min(left, -1) - 100, "answer_dispute")
    elif left == 0:
        yield Matter("dispute", "复议诉讼答复今天截止", detail, "danger", 0, "answer_dispute")
    else:
        tone = "warn" if left <= 5 else "neutral"
        yield Matter("dispute", f"复议诉讼答复余 {left} 个工作日", detail, tone, left, "answer_dispute")


def _clarification_notice(day: _Day) -> Iterable[Matter]:
    """The seven working days for the 补正 notice run out (条例第三十条)."""
    limit = day.clock.clarification_due
    left = day.left(limit)
    if limit < day.today or left > NEAR or any(day.state.has(kind) for kind in _UNDERSTOOD):
        return
    detail = f"申请内容不明确的，须在 {limit:%m-%d} 前一次性告知补正（条例第三十条）"
    if limit == day.today:
        yield Matter("clarification_notice", "补正告知今天截止", detail, "danger", 0)
    else:
        yield Matter("clarification_notice", f"补正告知余 {left} 个工作日", detail, "warn", left)


def _mandate(day: _Day) -> Iterable[Matter]:
    """An agent asks without a 授权委托书 (domain: a reason to ask for 补正)."""
    if not day.state.no_mandate or any(day.state.has(kind) for kind in ("clarification_sent", "outcome_decided")):
        return
    limit = day.clock.clarification_due
    if day.today > limit:
        detail = f"代理人没有提交授权委托书，7 个工作日告知期已于 {limit:%m-%d} 届满，请尽快与申请人联系"
        yield Matter("mandate", "代理人没有委托书", detail, "warn", 3)
        return
    detail = f"代理人没有提交授权委托书，须在 {limit:%m-%d} 前一次性告知补正（条例第三十条）；已补交的请更改登记信息"
    yield Matter("mandate", "代理人没有委托书", detail, "warn", min(3, day.left(limit)), "ask_clarification")


def _consultations(day: _Day) -> Iterable[Matter]:
    """A consultation lapses, has lapsed, or its letter is not known to have come (条例第三十二、三十四条)."""
    if day.state.has("outcome_decided"):
        return
    h = day.clock.history
    anew = h.restarts() or h.order
    for item in h.consultations:
        if item.answered is not None or (anew and item.sent < day.clock.base):
            continue
        lapse = item.lapse(day.calendar, day.periods)
        article = day.periods[f"{item.party}_opinion"].article
        if lapse is None:
            due = day.calendar.add(item.sent, day.periods.days(f"{item.party}_opinion"))
            if day.today > due:
                detail = f"征求{item.name}意见书 {item.sent:%m-%d} 发出，未登记对方收到，期限一直暂停，请核实送达"
                yield Matter("consultation_unreceived", "征求意见未登记收到", detail, "warn", 4, "record_opinion")
        elif day.today > lapse:
            silent = "由本机关决定是否公开，不视为同意" if item.party == "third_party" else "视为同意公开"
            detail = f"{item.name} {lapse:%m-%d} 期满未提出意见，{silent}（{article}）；期限已继续计算"
            yield Matter("consultation_lapsed", f"{item.name}逾期未答", detail, "warn", 6)
        elif day.left(lapse) <= IDLE:
            detail = f"{item.name}的意见期 {lapse:%m-%d} 届满，次日起期限继续计算（{article}）"
            yield Matter("consultation_lapses", f"意见期余 {day.left(lapse)} 个工作日", detail, "hold", 300)


def _extension(day: _Day) -> Iterable[Matter]:
    """An extension the applicant was not told of (条例第三十三条第二款)."""
    if given := day.state.untold_extension:
        detail = f"{given.on:%m-%d} 延期，尚未登记告知申请人；应在原期限届满前告知（条例第三十三条第二款）"
        yield Matter("extension_untold", "延期未告知申请人", detail, "warn", 1, "tell_extension")


def _third_party(day: _Day) -> Iterable[Matter]:
    """A third party objected to what is disclosed, and was not told content and reasons (条例第三十二条)."""
    if day.state.outcome is not None and day.state.outcome.discloses and objections_untold(day.state.facts):
        detail = "第三方不同意公开而决定公开的，应当书面告知决定公开的内容和理由（条例第三十二条）"
        yield Matter("third_party_untold", "尚未告知第三方", detail, "warn", 4, "notify_third_party")


def _unserved(day: _Day) -> Iterable[Matter]:
    """A letter finalised but not served: on time is judged by 送达, never by 成文日期."""
    final = day.state.on("finalised")
    if final is not None and (gone := day.calendar.between(final, day.today)) >= 1:
        detail = f"答复书 {final:%m-%d} 定稿，已过 {gone} 个工作日未送达；是否按期以送达日为准"
        yield Matter("unserved", "定稿未送达", detail, "warn", 4)


def _department(day: _Day) -> Iterable[Matter]:
    """The inner term of a 承办科室 ran out; it never stops the clock."""
    given = day.state.handed_over
    waiting = day.clock.state in ("waiting_clarification", "waiting_fee", "abandoned")
    if given is None or waiting or day.state.has("outcome_decided"):
        return
    term = day.calendar.add(given.on, int(given.detail.get("term", HAND_OVER_TERM)))
    if day.today <= term:
        return
    chased = day.state.on("chased")
    if chased is not None and chased > term and day.calendar.between(chased, day.today) < NEAR:
        return
    name = given.detail.get("department", "承办科室")
    detail = f"{name}应于 {term:%m-%d} 前反馈" + (f"，{chased:%m-%d} 已催办" if chased else "") + "；内部流转不停止计时"
    yield Matter("department_late", "科室逾期未反馈", detail, "warn", 5, "chase")


def _reasons(day: _Day) -> Iterable[Matter]:
    """The applicant gave no reasons for excessive requests in the term set (条例第三十五条)."""
    if not day.state.has("reasons_asked") or day.state.has("reasons_given") or day.state.has("outcome_decided"):
        return
    asked = next(f for f in reversed(day.state.facts) if f.kind == "reasons_asked")
    term = day.calendar.add(asked.on, int(asked.detail.get("term", REASONS_TERM)))
    if day.today > term:
        detail = f"申请人应于 {term:%m-%d} 前说明理由，没有收到（条例第三十五条）；期限照常计算"
        yield Matter("reasons_late", "未说明理由", detail, "warn", 5)


def _idle(day: _Day, touched: date | None) -> Iterable[Matter]:
    """Nothing was recorded for five working days while the clock runs."""
    if touched is None or day.clock.state != "running":
        return
    quiet = day.calendar.between(touched, day.today)
    if quiet >= IDLE:
        detail = f"{touched:%m-%d} 以来没有新的登记"
        yield Matter("idle", f"{quiet} 个工作日没有登记", detail, "neutral", 9)


@dataclass(frozen=True, slots=True)
class DatedMatter:
    """A day to come: ``key`` names what ends, the same from day to day."""

    key: str
    day: date
    text: str


def dated_matters(state: CaseState, calendar: WorkCalendar, periods: Periods, today: date) -> list[DatedMatter]:
    """Return the days a calendar of the office should hold: those to come, and a due date that has passed."""
    clock = state.clock
    if clock is None or state.closed or state.imported:
        return []
    found: list[DatedMatter] = []
    if clock.due is not None:
        found.append(DatedMatter("due", clock.due, "答复期限" + ("（暂定）" if clock.provisional else "")))
    if clock.strict_due is not None:
        found.append(DatedMatter("strict", clock.strict_due, "严格推算的答复期限"))
    if clock.waiting_until is not None and clock.state in ("waiting_clarification", "waiting_fee"):
        awaited = "补正" if clock.state == "waiting_clarification" else "缴费"
        found.append(DatedMatter(clock.state, clock.waiting_until, f"申请人{awaited}期限"))
    if not any(state.has(kind) for kind in _UNDERSTOOD):
        found.append(DatedMatter("clarification", clock.clarification_due, "补正告知期限"))
    for item in clock.history.consultations:
        lapse = item.lapse(calendar, periods)
        if (item.party, item.label) in clock.asking and lapse is not None:
            key = f"{item.party}{item.label}"
            found.append(DatedMatter(key, lapse, f"征求{item.name}意见期满"))
    return sorted((m for m in found if m.day >= today or m.key == "due"), key=lambda m: (m.day, m.key))
