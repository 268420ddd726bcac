"""What may be held against a due date: late notices, needless consultations, untold extensions, and the strict date."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from caseapp.law.counting import Counting
from caseapp.law.errors import LawRefusal
from caseapp.law.history import Consultation, Extension

FORBIDDEN = "forbidden_by_law"


@dataclass(frozen=True, slots=True)
class Note:
    """Something the handler must know about the date; ``code`` names the rule."""

    code: str
    text: str
    article: str = ""


def doubtful_extension(counting: Counting, strict: bool) -> tuple[Note, ...]:
    """Refuse an extension the law does not allow, or return the refusal as a note where it stands in the record.

    Raises:
        SecondExtension, ExtensionOutOfRange, ExtensionTooLate, SetDateWrong: with ``strict``.
    """
    try:
        counting.check_extensions()
    except LawRefusal as refusal:
        if strict:
            raise
        return (Note("doubtful_extension", refusal.sentence.rstrip("。"), refusal.article),)
    return ()


def strict_due(counting: Counting, base: date, due: date) -> date | None:
    """Return the date that holds if what is doubtful is not accepted, None when that is no earlier than ``due``."""
    h = counting.history
    late_notice, late_confirmation = _late_clarification(counting), _late_confirmation(counting)
    needless, untold = _needless_consultation(counting), untold_at_end(counting)
    if expired := _after_expiry(counting):
        return expired
    if not (late_notice or late_confirmation or needless or untold):
        return None
    start = base
    if late_notice and not h.fee_paid:
        start = h.received
    if late_confirmation and h.arrived and start == h.received:
        start = h.arrived
    restarted = start not in (h.received, h.arrived)
    spans = counting.spans(start, restarted, counting.as_of)
    if needless:
        spans = tuple(span for span in spans if span.party != "third_party")
    extended = 0 if untold else counting.extension_after(start if restarted else None)
    strict, _ = counting.reach(start, counting.periods.days("reply") + extended, spans)
    return strict if strict < due else None


def notes_of(counting: Counting, base: date, strict: date | None) -> Iterable[Note]:
    """Yield what the handler must know about the date, each with its provision."""
    h = counting.history
    restarted = bool(h.restarts())
    if _late_clarification(counting):
        yield Note(
            "late_clarification",
            "补正告知晚于收到申请后第 7 个工作日，重新起算可能不被认可"
            + (f"；从原收到之日推算应于 {strict} 前答复" if strict else ""),
            "条例第三十条",
        )
    if _late_confirmation(counting) and h.arrived:
        yield Note(
            "late_confirmation",
            f"{h.arrived} 到件，确认晚于到件之日" + (f"；从到件之日推算应于 {strict} 前答复" if strict else ""),
            "条例第三十一条",
        )
    if expired := _after_expiry(counting):
        yield Note(
            "after_expiry",
            f"收费通知或延迟期限作出时答复期限 {expired} 已过，之后的重新起算或延迟可能不被认可",
            "条例第三十三条第二款",
        )
    if _needless_consultation(counting):
        yield Note(
            "needless_consultation",
            "统计法禁止公开的，第三方的意见不改变结果，扣除征求意见时间可能不被认可"
            + (f"；不扣除则应于 {strict} 前答复" if strict else ""),
            "条例第三十三条第三款",
        )
    yield from _extension_notes(counting, base, restarted, strict)
    for item in h.consultations:
        yield from _consultation_notes(counting, item, base, restarted)


def _extension_notes(counting: Counting, base: date, restarted: bool, strict: date | None) -> Iterable[Note]:
    h = counting.history
    for item in h.extensions:
        if restarted and item.on <= base:
            yield Note(
                "extension_lapsed",
                f"{item.on} 的延期 {item.days} 个工作日在重新起算后不再计入（条文未写明，按通行做法）",
            )
    if untold := _untold(counting):
        if not untold_at_end(counting):
            text = f"{untold.on} 的延期还没有登记告知申请人，应当在原期限届满前告知"
        elif untold.told:
            text = f"延期于 {untold.told} 才告知申请人，晚于原期限"
        else:
            text = f"原期限已过，{untold.on} 的延期还没有登记告知申请人"
        tail = f"，可能不被认可；不延期则应于 {strict} 前答复" if strict else ""
        yield Note("extension_untold", text + tail, "条例第三十三条第二款")


def _consultation_notes(counting: Counting, item: Consultation, base: date, restarted: bool) -> Iterable[Note]:
    if restarted and item.sent < base:
        yield Note(
            "consultation_before_restart",
            f"征求{item.name}意见始于重新起算之前，之后不再扣除；若认为仍可扣除，期限会更晚",
            "条例第三十三条第三款",
        )
        return
    if counting.history.closed or item.answered or item.received:
        return
    period = counting.periods[f"{item.party}_opinion"]
    if counting.as_of > counting.calendar.add(item.sent, period.days):
        yield Note(
            "consultation_unreceived",
            f"征求意见书 {item.sent} 发出后未登记{item.name}收到的日期，已超过 15 个工作日，请核实送达",
            period.article,
        )


def _late_clarification(counting: Counting) -> bool:
    h = counting.history
    limit = counting.calendar.add(h.received, counting.periods.days("clarification_notice"))
    return h.clarification_sent is not None and h.clarification_sent > limit


def _late_confirmation(counting: Counting) -> bool:
    h = counting.history
    return h.arrived is not None and h.confirm_at_once and counting.calendar.between(h.arrived, h.received) > 0


def _needless_consultation(counting: Counting) -> bool:
    """Tell whether a third party was asked though 统计法 forbids disclosure whatever it answers."""
    asked = any(item.party == "third_party" for item in counting.history.consultations)
    return asked and counting.history.outcome == FORBIDDEN


def _untold(counting: Counting) -> Extension | None:
    """Return the extension in force whose notice is not known to have reached the applicant in time."""
    restart = counting.restart_before(counting.as_of)
    for item in counting.history.extensions:
        in_force = item.awaits_notice and (restart is None or item.on >= restart)
        if in_force and (item.told is None or item.told > counting.due_on(item.told, extended=False)):
            return item
    return None


def untold_at_end(counting: Counting) -> bool:
    """Tell whether an extension was never told, or told after the period had run out (条例第三十三条第二款)."""
    item = _untold(counting)
    if item is None:
        return False
    day = item.told or counting.as_of
    return day > counting.due_on(day, extended=False)


def _after_expiry(counting: Counting) -> date | None:
    """Return the due date that had run out when a fee was noticed or an art 35 delay was set, None in order."""
    h = counting.history
    starts = [fee for fee in (h.fee_noticed,) if fee] + [on for on, _ in h.delays]
    for on in sorted(starts):
        due = counting.due_on(on)
        if on > due:
            return due
    return None
