"""Which verbs of the office the facts of a case allow now, each refusal with its reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from caseapp.law.casestate import CaseState
from caseapp.law.consulted import objections, objections_untold
from caseapp.law.errors import LawRefusal
from caseapp.law.facts import FACT_KINDS, last
from caseapp.law.procedure_rules import PROCEDURE, closed_reason, handling


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
    "split": "拆分登记",
    "transfer": "转承办科室",
    "chase": "催办",
    "record_feedback": "登记科室反馈",
    "consult": "征求意见",
    "record_opinion": "登记意见",
    "notice_fee": "发收费通知",
    "record_payment": "登记缴费",
    "extend": "延期答复",
    "tell_extension": "登记延期告知",
    "ask_reasons": "要求说明理由",
    "receive_reasons": "登记说明的理由",
    "delay": "确定延迟期限",
    "withdraw": "登记撤回",
    "decide_outcome": "判断办理结果",
    "review": "保密审查",
    "refer_review": "保密审查送审",
    "record_referral": "登记送审答复",
    "hold_secret": "登记涉密材料",
    "submit": "送签答复书",
    "sign_off": "登记签发",
    "finalise": "定稿答复书",
    "notify_third_party": "告知第三方公开",
    "attach_sealed": "存入盖章件",
    "serve": "登记送达",
    "record_return": "登记邮件退回",
    "archive": "归档",
    "dispute": "登记复议诉讼",
    "answer_dispute": "登记提交答复",
    "answer_correction": "办理更正申请",
    "order_reply": "登记责令答复",
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


def _decide_outcome(state: CaseState) -> str:
    return handling(state)


# What a request is not split after: it went out with the whole request, or counts days of it.
_WHOLE = (
    "reasons_asked",
    "clarification_sent",
    "third_party_sent",
    "organ_sent",
    "fee_noticed",
    "extended",
    "excess_delay",
    "outcome_decided",
    "redo_ordered",
)


def _split(state: CaseState) -> str:
    """Several matters in one request may be handled one by one (国办函〔2020〕109号), before a letter went out."""
    if reason := closed_reason(state):
        return reason
    done = next((kind for kind in _WHOLE if state.has(kind)), "")
    if done:
        return f"已于 {state.on(done)} {FACT_KINDS[done]}，不能再拆分；可以在一份答复里逐项答复。"
    return ""


def _review(state: CaseState) -> str:
    if reason := handling(state):
        return reason
    if state.outcome is None:
        return "还没有判断办理结果。"
    if state.outcome.review == "none":
        return "这种办理结果不对外提供信息，不需要保密审查。"
    return ""


def _refer_review(state: CaseState) -> str:
    """What cannot be determined is put to the 主管部门 or 保密行政管理部门 (条例第十七条)."""
    if reason := _review(state):
        return reason
    if state.referral_waiting:
        return f"已送{state.referral_waiting}，等待答复。"
    return "保密审查已经通过，不需要送审。" if state.review and state.review.passed else ""


def _record_referral(state: CaseState) -> str:
    if reason := handling(state):
        return reason
    return "" if state.referral_waiting else "没有等待答复的送审。"


def _notify_third_party(state: CaseState) -> str:
    """A third party that objected is told in writing of what is disclosed all the same (条例第三十二条)."""
    if state.imported or state.has("withdrawn"):
        return closed_reason(state)
    if state.has("archived"):
        return f"本件已于 {state.on('archived')} 归档。"
    if state.outcome is None:
        return "还没有判断办理结果。"
    if not state.outcome.discloses:
        return "办理结果不公开信息，不需要告知第三方。"
    if not objections(state.facts):
        return "没有第三方不同意公开的意见。"
    return "" if objections_untold(state.facts) else f"已于 {state.on('third_party_told')} 告知第三方。"


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
    if reason := handling(state) or _gate(state):
        return reason
    if state.has("submitted"):
        return f"已于 {state.on('submitted')} 送签。"
    return ""


def _sign_off(state: CaseState) -> str:
    if reason := handling(state) or _gate(state):
        return reason
    if not state.has("submitted"):
        return "还没有送签。"
    return f"已于 {state.on('signed_off')} 签发。" if state.has("signed_off") else ""


def _finalise(state: CaseState) -> str:
    if reason := handling(state) or _gate(state):
        return reason
    return "" if state.has("signed_off") else "还没有签发。先打印审批单送签，签发后登记。"


def _attach_sealed(state: CaseState) -> str:
    if reason := closed_reason(state):
        return reason
    if not state.has("finalised"):
        return "答复书还没有定稿。"
    return f"已于 {state.on('sealed')} 存入盖章件。" if state.has("sealed") else ""


def _serve(state: CaseState) -> str:
    if state.imported or state.has("withdrawn"):
        return closed_reason(state)
    if not state.has("finalised"):
        return "答复书还没有定稿，不能登记送达。"
    if not state.has("sealed"):
        return "还没有存入盖章的答复书扫描件，送达的应当是盖章件。"
    if state.has("archived"):
        return f"本件已于 {state.on('archived')} 归档；确需再次送达的，请先作废归档。"
    return ""


def _record_return(state: CaseState) -> str:
    if state.imported or state.has("withdrawn"):
        return closed_reason(state)
    if not state.has("served"):
        return "答复还没有送达。"
    if state.returned:
        return f"已于 {state.returned.on} 登记退回，请再次送达。"
    if state.has("archived"):
        return f"已于 {state.on('archived')} 归档；确有退回的，请先作废归档。"
    sent = last(state.facts, "served")
    return "" if sent and sent.detail.get("way") == "post" else "不是邮寄送达，没有邮件退回。"


def _archive(state: CaseState) -> str:
    if state.imported:
        return closed_reason(state)
    if not state.closed:
        return "答复还没有送达，本件没有办结。"
    if state.returned:
        return f"邮件 {state.returned.on} 退回，请先再次送达。"
    if state.correction:
        return "复议决定、裁判纠正了答复，请先登记责令答复；没有责令答复的，请更正“是否责令答复”。"
    return f"已于 {state.on('archived')} 归档。" if state.has("archived") else ""


def _dispute(state: CaseState) -> str:
    return ""


def _answer_dispute(state: CaseState) -> str:
    return "" if state.unanswered_dispute else "没有等待本机关答复的复议、诉讼。"


def _at_any_time(state: CaseState) -> str:
    """A request to correct a record (条例第四十一条) or a classified paper (保密法第三十一条) may come at any time."""
    return closed_reason(state) if state.imported else ""


def _order_reply(state: CaseState) -> str:
    if state.has("withdrawn"):
        return closed_reason(state)
    if state.clock is None and not state.imported:
        return "法定收到日尚未确认，请先登记确认。"
    if state.correction is not None:
        return ""
    if ordered := state.on("redo_ordered"):
        return f"已于 {ordered} 登记责令答复。"
    return "还没有登记结果为“纠正”并责令答复的行政复议决定或者裁判，请先“登记复议诉讼”。"


_RULES: Mapping[str, Callable[[CaseState], str]] = {
    **PROCEDURE,
    "split": _split,
    "decide_outcome": _decide_outcome,
    "review": _review,
    "refer_review": _refer_review,
    "record_referral": _record_referral,
    "hold_secret": _at_any_time,
    "notify_third_party": _notify_third_party,
    "submit": _submit,
    "sign_off": _sign_off,
    "finalise": _finalise,
    "attach_sealed": _attach_sealed,
    "serve": _serve,
    "record_return": _record_return,
    "archive": _archive,
    "dispute": _dispute,
    "answer_dispute": _answer_dispute,
    "answer_correction": _at_any_time,
    "order_reply": _order_reply,
}
