"""The forms of the procedural verbs: which fields each asks for, and the verb it calls."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from caseapp.casework.case_views import CaseView
from caseapp.casework.handling import procedure
from caseapp.casework.office import Done, Office
from caseapp.casework.receiving import intake
from caseapp.law.facts import Fact
from caseapp.law.parties import SERVICE_WAYS
from caseapp.ui.cases.closing_forms import amend_form, archive_form, serve_form, withdraw_form
from caseapp.ui.cases.consult_forms import consult_form, fee_form, notify_form, opinion_form, refer_form
from caseapp.ui.cases.dispute_forms import answer_dispute_form, dispute_form
from caseapp.ui.cases.material_forms import referral_form, secret_form
from caseapp.ui.cases.office_forms import (
    WAYS,
    ask_reasons_form,
    chase_form,
    feedback_form,
    order_form,
    receive_reasons_form,
    return_form,
    tell_extension_form,
    transfer_form,
)
from caseapp.ui.register.registration_forms import split_form
from caseapp.ui.widgets.fact_dialog import Form, Values
from caseapp.ui.widgets.fields import Field, whole_number


def form_for(verb: str, view: CaseView, today: date) -> Form:
    """Return the form of a verb for a case."""
    return _FORMS[verb](view, today)


def names(view: CaseView) -> tuple[tuple[str, str], ...]:
    """Return the people of the office as options."""
    return tuple((name, name) for name in view.people)


def _confirm_receipt(view: CaseView, today: date) -> Form:
    def act(office: Office, case_id: int, v: Values, day: date) -> Done:
        return intake.confirm_receipt(office, case_id, v["on"], v["by"], v["how"], day)

    fields = (
        Field("on", "确认日期", "day", True, "与申请人确认之日，即法定收到日，次日起算", value=today),
        Field("by", "确认人", "person", True, options=names(view)),
        Field("how", "确认方式", required=True, placeholder="例如：电话告知、平台回复"),
    )
    return Form(
        "confirm_receipt",
        "登记确认",
        view.receipt_rule,
        fields,
        "登记确认",
        act,
        lambda v: Fact("received", v["on"]),
    )


def _ask_clarification(view: CaseView, today: date) -> Form:
    def act(office: Office, case_id: int, v: Values, day: date) -> Done:
        term = whole_number(v["term"])
        return procedure.ask_clarification(
            office, case_id, v["on"], v["unclear"], v["items"], term, v["guidance"], day
        )

    due = view.case.clock.clarification_due if view.case.clock else None
    no_mandate = view.case.state.no_mandate
    lacking = ["申请人签名的授权委托书", "代理人的身份证明"] if no_mandate else []
    unclear = "由代理人提出申请，没有提交授权委托书" if no_mandate else None
    example, item = "例如：申请书未写明所需数据的年份和地区范围", "例如：所需数据的起止年份"
    fields = (
        Field("unclear", "不明确之处", "long", True, placeholder=example, value=unclear),
        Field("items", "需要补正的事项", "lines", True, "每行一项，一次写全", item, value=lacking or None),
        Field("guidance", "指导和释明", "long", placeholder="告诉申请人怎样写才明确，例如可查的目录", height=52),
        Field("term", "补正期限（工作日）", "int", True, "由机关合理确定，条例没有规定天数", value="15"),
        Field("on", "告知日期", "day", True, f"7 个工作日告知期至 {due}" if due else "", value=today),
    )
    return Form(
        "ask_clarification",
        "发补正告知书",
        "申请内容不明确的，应当自收到申请之日起 7 个工作日内一次性告知补正（条例第三十条）。保存后生成补正告知书。",
        fields,
        "生成补正告知书",
        act,
        lambda v: Fact("clarification_sent", v["on"], detail={"term": whole_number(v["term"]) or 15}),
    )


def _receive_clarification(view: CaseView, today: date) -> Form:
    def act(office: Office, case_id: int, v: Values, day: date) -> Done:
        return procedure.receive_clarification(office, case_id, v["on"], v["note"], day)

    fields = (
        Field("on", "收到补正日期", "day", True, value=today),
        Field("note", "补正内容", "long", placeholder="申请人怎样补正的；材料请存入附件", height=96),
    )
    return Form(
        "receive_clarification",
        "登记补正材料",
        "答复期限自收到补正之日起重新计算（条例第三十条）。",
        fields,
        "登记收到补正",
        act,
        lambda v: Fact("clarification_received", v["on"]),
    )


def _record_payment(view: CaseView, today: date) -> Form:
    def act(office: Office, case_id: int, v: Values, day: date) -> Done:
        return procedure.record_payment(office, case_id, v["on"], day)

    fields = (Field("on", "缴费日期", "day", True, value=today),)
    intro = "缴费次日起答复期限重新计算（国办函〔2020〕109号）。"
    return Form(
        "record_payment", "登记缴费", intro, fields, "登记缴费", act, lambda v: Fact("fee_paid", v["on"])
    )


def _extend(view: CaseView, today: date) -> Form:
    def act(office: Office, case_id: int, v: Values, day: date) -> Done:
        days, late = whole_number(v["days"]), v["late_reason"]
        told = v.get("told") if v["told_way"] else None
        return procedure.extend(
            office,
            case_id,
            v["on"],
            days,
            v["reason"],
            v["approver"],
            day,
            late_reason=late,
            told=told,
            told_way=v["told_way"],
        )

    fields = (
        Field("days", "延长的工作日数", "int", True, "1 至 20 个工作日，只能延长一次", value="20"),
        Field("reason", "延期理由", "long", True, "写具体事实，不写“因工作需要”", height=52),
        Field("approver", "批准人", "person", True, "政府信息公开工作机构负责人", options=names(view)),
        Field("on", "延期日期", "day", True, "须在期限届满前作出并告知申请人", value=today),
        Field("told_way", "告知申请人", "choice", options=(("", "尚未告知，发出后再登记"), *WAYS)),
        Field("told", "告知日期", "day", True, value=today, when=("told_way", frozenset(SERVICE_WAYS))),
        Field("late_reason", "补录原因", "text", False, "期限届满后补记的才填写"),
    )
    return Form(
        "extend",
        "延期答复",
        "经政府信息公开工作机构负责人同意并告知申请人，可以延长（条例第三十三条第二款）。保存后生成延期告知书。",
        fields,
        "生成延期告知书",
        act,
        lambda v: Fact("extended", v["on"], detail={"days": whole_number(v["days"])}),
    )


def _delay(view: CaseView, today: date) -> Form:
    def act(office: Office, case_id: int, v: Values, day: date) -> Done:
        return procedure.delay(office, case_id, v["on"], v["until"], v["reason"], day)

    def fact(v: Values) -> Fact:
        return Fact("excess_delay", v["on"], detail={"until": v["until"].isoformat()})

    fields = (
        Field("until", "延迟至", "day", True, "确定的答复日期，应当是上班日", value=today),
        Field("reason", "延迟理由", "long", True, "说明数量、频次怎样明显超过合理范围", height=80),
        Field("on", "确定日期", "day", True, value=today),
    )
    return Form(
        "delay",
        "确定延迟答复期限",
        "申请公开的数量、频次明显超过合理范围，理由合理但不能按期答复的，可以确定延迟答复的合理期限并告知（条例第三十五条）。"
        "保存后生成告知书。",
        fields,
        "确定延迟期限",
        act,
        fact,
    )


_FORMS: dict[str, Callable[[CaseView, date], Form]] = {
    "confirm_receipt": _confirm_receipt,
    "ask_clarification": _ask_clarification,
    "receive_clarification": _receive_clarification,
    "split": split_form,
    "transfer": transfer_form,
    "chase": chase_form,
    "record_feedback": feedback_form,
    "consult": consult_form,
    "record_opinion": opinion_form,
    "notify_third_party": notify_form,
    "refer_review": refer_form,
    "record_referral": referral_form,
    "hold_secret": secret_form,
    "notice_fee": fee_form,
    "record_payment": _record_payment,
    "extend": _extend,
    "tell_extension": tell_extension_form,
    "ask_reasons": ask_reasons_form,
    "receive_reasons": receive_reasons_form,
    "delay": _delay,
    "withdraw": withdraw_form,
    "serve": serve_form,
    "record_return": return_form,
    "archive": archive_form,
    "dispute": dispute_form,
    "answer_dispute": answer_dispute_form,
    "answer_correction": amend_form,
    "order_reply": order_form,
}
