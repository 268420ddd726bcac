"""Which procedural verbs (办理) the facts of a case allow now."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from caseapp.law.casestate import CaseState

# What the statutory steps say once a decision set the period (重新答复).
_ORDERED = "本件按决定重新答复，期限由决定确定。"


def closed_reason(state: CaseState) -> str:
    """Return why nothing can be done to a closed case, "" while it is open."""
    if state.imported:
        return "本件由旧台账导入，只作历史查阅。"
    if state.has("withdrawn"):
        return f"申请人已于 {state.on('withdrawn')} 撤回申请。"
    if state.has("served"):
        return f"答复已于 {state.on('served')} 送达，本件已办结。"
    return ""


def handling(state: CaseState) -> str:
    """Return why there is no procedure: closed, not confirmed, or the reply final; "" when there is."""
    if reason := closed_reason(state):
        return reason
    if state.clock is None:
        return "法定收到日尚未确认，请先登记确认。"
    if state.has("finalised"):
        return f"答复书已于 {state.on('finalised')} 定稿。"
    return ""


def _own_period(state: CaseState) -> str:
    """Refuse what moves the statutory period where a decision set one."""
    return handling(state) or (_ORDERED if state.has("redo_ordered") else "")


def _confirm_receipt(state: CaseState) -> str:
    if reason := closed_reason(state):
        return reason
    if state.has("received"):
        return f"已确认收到日为 {state.on('received')}；有误请更正原来的记录。"
    return ""


def _ask_clarification(state: CaseState) -> str:
    if reason := _own_period(state):
        return reason
    if state.has("clarification_sent"):
        return f"{state.on('clarification_sent')} 已一次性告知补正，不能再次要求（条例第三十条）。"
    return ""


def _receive_clarification(state: CaseState) -> str:
    if reason := _own_period(state):
        return reason
    if not state.has("clarification_sent"):
        return "还没有告知补正。"
    if state.has("clarification_received"):
        return f"{state.on('clarification_received')} 已登记收到补正。"
    return ""


def _transfer(state: CaseState) -> str:
    return closed_reason(state)


def _chase(state: CaseState) -> str:
    if reason := closed_reason(state):
        return reason
    if not state.has("transferred"):
        return "还没有转承办科室。"
    return "" if state.handed_over else f"科室已于 {state.on('department_replied')} 反馈。"


def _tell_extension(state: CaseState) -> str:
    if reason := closed_reason(state):
        return reason
    if not state.has("extended"):
        return "还没有办理延期。"
    told = state.on("extension_told") or state.on("extended")
    return "" if state.untold_extension else f"已于 {told} 告知申请人延期。"


def _ask_reasons(state: CaseState) -> str:
    if reason := handling(state):
        return reason
    return f"{state.on('reasons_asked')} 已要求说明理由。" if state.has("reasons_asked") else ""


def _receive_reasons(state: CaseState) -> str:
    if reason := handling(state):
        return reason
    if not state.has("reasons_asked"):
        return "还没有要求申请人说明理由。"
    return f"{state.on('reasons_given')} 已登记说明的理由。" if state.has("reasons_given") else ""


def _record_opinion(state: CaseState) -> str:
    if reason := handling(state):
        return reason
    return "" if state.unanswered_consultations else "没有待登记意见的征求意见。"


def _notice_fee(state: CaseState) -> str:
    if reason := _own_period(state):
        return reason
    if state.has("fee_noticed"):
        return f"{state.on('fee_noticed')} 已发出收费通知。"
    return ""


def _record_payment(state: CaseState) -> str:
    if reason := _own_period(state):
        return reason
    if not state.has("fee_noticed"):
        return "还没有发出收费通知。"
    return f"{state.on('fee_paid')} 已登记缴费。" if state.has("fee_paid") else ""


def _extend(state: CaseState) -> str:
    if reason := _own_period(state):
        return reason
    clock = state.clock
    assert clock is not None
    if clock.due is None:
        return "正在等待申请人，答复期限没有在计算。"
    if state.has("excess_delay"):
        return f"{state.on('excess_delay')} 已确定延迟答复的期限（条例第三十五条），不再延期。"
    if clock.extended_working_days:
        return "答复期限只能延长一次（条例第三十三条）。"
    return ""


def _delay(state: CaseState) -> str:
    if reason := _own_period(state):
        return reason
    reasons = [f for f in state.facts if f.kind == "reasons_given"]
    if reasons and not reasons[-1].detail.get("acceptable"):
        return "申请人说明的理由不合理，应当告知不予处理，不是延迟答复（条例第三十五条）。"
    return "延迟期限已经确定。" if state.has("excess_delay") else ""


def _withdraw(state: CaseState) -> str:
    return closed_reason(state)


# verb -> the reason against it, "" when it is allowed
PROCEDURE: Mapping[str, Callable[[CaseState], str]] = {
    "confirm_receipt": _confirm_receipt,
    "ask_clarification": _ask_clarification,
    "receive_clarification": _receive_clarification,
    "transfer": _transfer,
    "chase": _chase,
    "record_feedback": _chase,
    "consult": handling,
    "record_opinion": _record_opinion,
    "notice_fee": _notice_fee,
    "record_payment": _record_payment,
    "extend": _extend,
    "tell_extension": _tell_extension,
    "ask_reasons": _ask_reasons,
    "receive_reasons": _receive_reasons,
    "delay": _delay,
    "withdraw": _withdraw,
}
