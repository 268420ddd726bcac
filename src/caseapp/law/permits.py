"""Which verbs of the office the facts of a case allow now, each refusal with its reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from caseapp.law.casestate import CaseState
from caseapp.law.errors import LawRefusal


class NotAllowed(LawRefusal):
    """A verb the facts of the case do not allow now."""


@dataclass(frozen=True, slots=True)
class VerbState:
    """One verb of the office: whether it is allowed now, and if not, why.

    Attributes:
        reason: a Chinese sentence; for an allowed verb what to mind, or "".
    """

    verb: str
    label: str
    allowed: bool
    reason: str


# verb -> the words on its button
VERBS: dict[str, str] = {
    "confirm_receipt": "登记确认",
    "ask_clarification": "发补正告知书",
    "receive_clarification": "登记补正材料",
    "transfer": "转承办科室",
    "consult": "征求意见",
    "record_opinion": "登记意见",
    "notice_fee": "发收费通知",
    "record_payment": "登记缴费",
    "extend": "延期答复",
    "delay": "确定延迟期限",
    "withdraw": "登记撤回",
    "decide_outcome": "判断办理结果",
    "review": "保密审查",
    "submit": "送签答复书",
    "sign_off": "登记签发",
    "finalise": "定稿答复书",
    "attach_sealed": "存入盖章件",
    "serve": "登记送达",
    "archive": "归档",
    "dispute": "登记复议诉讼",
}


def verb_states(state: CaseState) -> list[VerbState]:
    """Return every verb of the office with its permission and reason."""
    found = []
    for verb, label in VERBS.items():
        reason = _RULES[verb](state)
        found.append(VerbState(verb, label, not reason, reason))
    return found


def require(state: CaseState, verb: str) -> None:
    """Refuse a verb the facts do not allow.

    Raises:
        NotAllowed: with the reason the button shows.
    """
    reason = _RULES[verb](state)
    if reason:
        raise NotAllowed(f"不能{VERBS[verb]}：{reason}")


def _closed_reason(state: CaseState) -> str:
    if state.imported:
        return "本件由旧台账导入，只作历史查阅。"
    if state.has("withdrawn"):
        return f"申请人已于 {state.on('withdrawn')} 撤回申请。"
    if state.has("served"):
        return f"答复已于 {state.on('served')} 送达，本件已办结。"
    return ""


def _handling(state: CaseState) -> str:
    """Refuse procedure once closed, before confirmation, or once the reply is final."""
    if reason := _closed_reason(state):
        return reason
    if state.clock is None:
        return "法定收到日尚未确认，请先登记确认。"
    if state.has("finalised"):
        return f"答复书已于 {state.on('finalised')} 定稿。"
    return ""


def _confirm_receipt(state: CaseState) -> str:
    if reason := _closed_reason(state):
        return reason
    if state.has("received"):
        return f"已确认收到日为 {state.on('received')}；有误请更正原来的记录。"
    return ""


def _ask_clarification(state: CaseState) -> str:
    if reason := _handling(state):
        return reason
    if state.has("clarification_sent"):
        return f"{state.on('clarification_sent')} 已一次性告知补正，不能再次要求（条例第三十条）。"
    return ""


def _receive_clarification(state: CaseState) -> str:
    if reason := _handling(state):
        return reason
    if not state.has("clarification_sent"):
        return "还没有告知补正。"
    if state.has("clarification_received"):
        return f"{state.on('clarification_received')} 已登记收到补正。"
    return ""


def _transfer(state: CaseState) -> str:
    return _closed_reason(state)


def _record_opinion(state: CaseState) -> str:
    if reason := _handling(state):
        return reason
    return "" if state.unanswered_consultations else "没有待登记意见的征求意见。"


def _notice_fee(state: CaseState) -> str:
    if reason := _handling(state):
        return reason
    if state.has("fee_noticed"):
        return f"{state.on('fee_noticed')} 已发出收费通知。"
    return ""


def _record_payment(state: CaseState) -> str:
    if reason := _handling(state):
        return reason
    if not state.has("fee_noticed"):
        return "还没有发出收费通知。"
    return f"{state.on('fee_paid')} 已登记缴费。" if state.has("fee_paid") else ""


def _extend(state: CaseState) -> str:
    if reason := _handling(state):
        return reason
    clock = state.clock
    assert clock is not None
    if clock.due is None:
        return "正在等待申请人，答复期限没有在计算。"
    if clock.extended_working_days:
        return "答复期限只能延长一次（条例第三十三条）。"
    return ""


def _delay(state: CaseState) -> str:
    if reason := _handling(state):
        return reason
    return "延迟期限已经确定。" if state.has("excess_delay") else ""


def _withdraw(state: CaseState) -> str:
    return _closed_reason(state)


def _decide_outcome(state: CaseState) -> str:
    return _handling(state)


def _review(state: CaseState) -> str:
    if reason := _handling(state):
        return reason
    if state.outcome is None:
        return "还没有判断办理结果。"
    if state.outcome.review == "none":
        return "这种办理结果不对外提供信息，不需要保密审查。"
    return ""


def _gate(state: CaseState) -> str:
    """先审查、后公开 (条例第十七条)."""
    if state.outcome is None:
        return "还没有判断办理结果。"
    if not state.outcome.letter:
        return "这种办理结果没有答复书。"
    if state.outcome.review == "required":
        if state.review is None:
            return "还没有保密审查。先审查、后公开（条例第十七条）。"
        if not state.review.passed:
            lacks = "；".join(state.review.missing) or "审查结论不是公开或部分公开"
            return f"保密审查未通过：{lacks}（条例第十七条）。"
        if not state.review.opens(state.outcome.id):
            return f"审查结论是“部分公开”，办理结果却是“{state.outcome.label}”；请改定办理结果，或者重新审查。"
    return ""


def _submit(state: CaseState) -> str:
    if reason := _handling(state) or _gate(state):
        return reason
    if state.has("submitted"):
        return f"已于 {state.on('submitted')} 送签。"
    return ""


def _sign_off(state: CaseState) -> str:
    if reason := _handling(state) or _gate(state):
        return reason
    if not state.has("submitted"):
        return "还没有送签。"
    return f"已于 {state.on('signed_off')} 签发。" if state.has("signed_off") else ""


def _finalise(state: CaseState) -> str:
    if reason := _handling(state) or _gate(state):
        return reason
    return "" if state.has("signed_off") else "还没有签发。先打印审批单送签，签发后登记。"


def _attach_sealed(state: CaseState) -> str:
    if reason := _closed_reason(state):
        return reason
    if not state.has("finalised"):
        return "答复书还没有定稿。"
    return f"已于 {state.on('sealed')} 存入盖章件。" if state.has("sealed") else ""


def _serve(state: CaseState) -> str:
    if state.imported or state.has("withdrawn"):
        return _closed_reason(state)
    if not state.has("finalised"):
        return "答复书还没有定稿，不能登记送达。"
    if not state.has("sealed"):
        return "还没有存入盖章的答复书扫描件，送达的应当是盖章件。"
    return ""


def _archive(state: CaseState) -> str:
    if state.imported:
        return _closed_reason(state)
    if not state.closed:
        return "答复还没有送达，本件没有办结。"
    return f"已于 {state.on('archived')} 归档。" if state.has("archived") else ""


def _dispute(state: CaseState) -> str:
    return ""


_RULES: Mapping[str, Callable[[CaseState], str]] = {
    "confirm_receipt": _confirm_receipt,
    "ask_clarification": _ask_clarification,
    "receive_clarification": _receive_clarification,
    "transfer": _transfer,
    "consult": _handling,
    "record_opinion": _record_opinion,
    "notice_fee": _notice_fee,
    "record_payment": _record_payment,
    "extend": _extend,
    "delay": _delay,
    "withdraw": _withdraw,
    "decide_outcome": _decide_outcome,
    "review": _review,
    "submit": _submit,
    "sign_off": _sign_off,
    "finalise": _finalise,
    "attach_sealed": _attach_sealed,
    "serve": _serve,
    "archive": _archive,
    "dispute": _dispute,
}
