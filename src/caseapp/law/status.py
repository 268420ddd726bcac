"""The words and tones a case is shown with: badge, headline and reason, the same in every list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from caseapp.law.calendar import WorkCalendar
from caseapp.law.casestate import CaseState

SOON = 5


@dataclass(frozen=True, slots=True)
class Status:
    """How a case stands on a day.

    Attributes:
        text: the badge, for example 余 2 个工作日.
        tone: danger, warn, hold, ok or neutral; colour never speaks alone.
        reason: one line saying what the date rests on.
        urgency: sort key, smallest first.
        remaining: working days left, negative when overdue, None where none run.
    """

    text: str
    tone: str
    reason: str
    urgency: int
    remaining: int | None


def status_of(state: CaseState, calendar: WorkCalendar, today: date) -> Status:
    """Return the status of a case on ``today``; overdue is always judged against today, never stored."""
    if state.correction and not state.has("withdrawn"):
        decided = state.correction.on
        return Status("须登记责令答复", "danger", f"{decided} 的决定纠正了答复，登记决定的期限后重新答复", 0, None)
    if (dispute := state.unanswered_dispute) and (state.closed or state.imported):
        period = dispute.period(calendar)
        left = calendar.between(today, period.due) if today <= period.due else -calendar.between(period.due, today)
        reason = f"{dispute.label}的答复、证据和依据最迟 {period.due} 提交"
        return Status("应诉答复中", "danger" if left <= 0 else "warn", reason, left, left)
    if state.imported:
        return Status("历史", "neutral", "由旧台账导入", 9_000, None)
    clock = state.clock
    if clock is None and state.has("withdrawn"):
        filed = state.has("archived")
        return Status("已归档" if filed else "已撤回", "neutral", "确认收到日之前撤回", 9_500 if filed else 800, None)
    if clock is None:
        arrived = state.on("arrived")
        text = "今天须确认" if arrived is None or arrived >= today else "须确认收到日"
        return Status(text, "danger", f"{arrived} 到件，与申请人确认之日才是收到申请之日", -1, None)
    if state.closed:
        if state.has("archived"):
            return Status("已归档", "neutral", f"{state.on('archived')} 归档", 9_500, None)
        if state.has("withdrawn"):
            return Status("已撤回", "neutral", f"{state.on('withdrawn')} 申请人撤回", 800, None)
        if state.returned:
            reason = f"{state.returned.on} 邮件退回，须再次送达；是否按期仍以首次交邮之日为准"
            return Status("退回待送达", "warn", reason, 3, None)
        late = clock.on_time is False
        text = "超期办结" if late else "按期办结"
        return Status(text, "danger" if late else "ok", f"{clock.closed} 送达，待归档", 800, None)
    if clock.state == "waiting_clarification":
        return Status("等待补正", "hold", f"补正期限至 {clock.waiting_until}；收到补正后重新起算", 500, None)
    if clock.state == "waiting_fee":
        return Status("等待缴费", "hold", f"缴费期限至 {clock.waiting_until}；缴费后重新起算", 510, None)
    if clock.state == "abandoned":
        fee = clock.history.fee_noticed is not None and clock.history.fee_paid is None
        words = "逾期未缴费" if fee else "逾期未补正"
        return Status(words, "warn", f"申请人的期限 {clock.waiting_until} 已过，可判断为逾期不再处理", 5, None)
    assert clock.due is not None
    if today > clock.due:
        left = -calendar.between(clock.due, today)
    else:
        left = calendar.between(today, clock.due)
    if clock.state == "consulting" and left >= 0:
        used = calendar.between(clock.base, today) - clock.excluded_working_days
        reason = f"征求意见中，期限暂停；已用 {max(0, used)}，余 {left} 个工作日"
        return Status("计时暂停", "hold", reason, 400 + max(left, 0), left)
    reason = f"最迟 {clock.due}"
    if left < 0:
        return Status(f"超期 {-left} 个工作日", "danger", f"应于 {clock.due} 前答复", left - 100, left)
    if clock.due < today:
        return Status("超期", "danger", f"应于 {clock.due} 前答复", -100, 0)
    if clock.due == today:
        return Status("今天到期", "danger", f"应于 {clock.due} 答复", 0, 0)
    tone = "warn" if left <= SOON else "neutral"
    return Status(f"余 {left} 个工作日", tone, reason, left, left)
