"""Read models of the pages of one case: the case whole, what a planned fact would do, outcomes, pictures, files out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from caseapp.casework.case_words import FactLine, fact_lines, outcome_text
from caseapp.casework.casefile import CaseFile, channel_label, class_label, load_case
from caseapp.casework.letters.drafting import reply_draft
from caseapp.casework.office import Office
from caseapp.casework.outfiles import write_whole
from caseapp.law.calendar import weekday_name
from caseapp.law.clock import Clock, run_clock
from caseapp.law.errors import LawRefusal
from caseapp.law.facts import FACT_KINDS, Fact, first
from caseapp.law.parties import CHANNELS, SERVICE_WAYS
from caseapp.law.permits import VerbState, verb_states
from caseapp.law.stages import StageState, next_step, stage_bar
from caseapp.law.trace import TraceRow, grouped, trace
from caseapp.store.rows import DocumentRow, IndexFilter

if TYPE_CHECKING:
    from caseapp.documents.pictures import Picture as Picture

Document: TypeAlias = DocumentRow
"""A frozen letter or form, for screens that show one."""

REMEDY_WORDS = {
    "A": "先申请行政复议，对复议决定不服再起诉",
    "B": "可以申请行政复议，也可以直接起诉",
    "mixed": "不予公开的部分先复议，其余部分复议或者起诉",
    "none": "不告知救济途径",
}
REVIEW_WORDS = {
    "required": "定稿前必须通过保密审查",
    "asked": "建议先作保密审查",
    "none": "不需要保密审查",
}


@dataclass(frozen=True, slots=True)
class CaseView:
    """One case as its page shows it on a day.

    Attributes:
        case: the case with all that is derived.
        stages: the seven stages.
        verbs: every verb, allowed or with its reason; an allowed one may carry a hint.
        step: the next step, "" when there is none; step_hint: what it takes.
        headline: the due date as said, for example 最迟 2026-11-25（周三）交邮.
        trace: the reckoning in rows; trace_text: the same day by day, for copying.
        lines: all facts in words.
        outcome_words: outcome and annual row, "" before.
        before, after: ids of the neighbours by 登记编号 in the same year, 0 at the ends.
        people: names on the list of the office.
    """

    case: CaseFile
    stages: tuple[StageState, ...]
    verbs: tuple[VerbState, ...]
    step: str
    step_hint: str
    headline: str
    trace: tuple[TraceRow, ...]
    trace_text: str
    lines: tuple[FactLine, ...]
    outcome_words: str
    applicant_class: str
    channel: str
    received: date | None
    receipt_rule: str
    before: int
    after: int
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Foresight:
    """What a planned fact would do to the due date; ``refusal`` says why it cannot be."""

    text: str
    refusal: str = ""


def case_view(office: Office, case_id: int, today: date) -> CaseView:
    """Return a case with all its page shows.

    Raises:
        UnknownRow: no such case.
    """
    case = load_case(office, case_id, today)
    steps = trace(case.clock, office.calendar, office.periods) if case.clock else []
    before, after = _neighbours(office, case)
    received = first(case.facts, "received")
    step = next_step(case.state) or ""
    verbs = tuple(_with_hint(office, case, verb, today) for verb in verb_states(case.state))
    channel = CHANNELS.get(case.row.channel)
    return CaseView(
        case=case,
        stages=tuple(stage_bar(case.state)),
        verbs=verbs,
        step=step,
        step_hint=_step_hint(case, step) or next((v.reason for v in verbs if v.verb == step), ""),
        headline=_headline(office, case),
        trace=tuple(grouped(steps, office.calendar)),
        trace_text="\n".join(f"{s.day}　{s.count}　{s.text}　{s.article}".rstrip("　") for s in steps),
        lines=tuple(fact_lines(office, case)),
        outcome_words=outcome_text(case.outcome) if case.outcome else "",
        applicant_class=class_label(case.row.applicant_class),
        channel=channel_label(case.row.channel),
        received=received.on if received else None,
        receipt_rule=f"{channel.rule}（{channel.article}）" if channel else "",
        before=before,
        after=after,
        people=tuple(p.name for p in office.people()),
    )


def foresee(office: Office, case_id: int, planned: Fact, today: date, *, replaces: int = 0) -> Foresight:
    """Return what a fact would do to the due date before it is saved; nothing is stored.

    Args:
        office: the open record.
        case_id: the case.
        planned: the fact as it would be recorded.
        today: the day.
        replaces: id of the fact it corrects, 0 for a new one.
    """
    case = load_case(office, case_id, today)
    if planned.on > today:
        return Foresight("", f"“{FACT_KINDS[planned.kind]}”的日期 {planned.on} 是将来的日期，只能登记已经发生的事。")
    newest = max((f.id for f in case.facts), default=0)
    planned = Fact(planned.kind, planned.on, planned.label, planned.detail, replaces or newest + 1)
    facts = [f for f in case.facts if f.id != replaces] + [planned]
    received = first(facts, "received")
    if received is None:
        return Foresight("法定收到日尚未确认，期限还没有开始计算。")
    try:
        clock = run_clock(received.on, facts, office.calendar, office.periods, today)
    except LawRefusal as refusal:
        article = f"（{refusal.article}）" if refusal.article else ""
        return Foresight("", f"{refusal.sentence}{article}")
    if planned.kind == "returned":
        return Foresight(f"保存后须再次送达；是否按期仍以首次送达的 {clock.closed} 为准。")
    return Foresight(_consequence(case.clock, clock))


def document_row(office: Office, document_id: int) -> Document:
    """Return a frozen letter or form without its pages.

    Raises:
        UnknownRow: there is none with this id.
    """
    return office.record.document(document_id)


def page_picture(office: Office, document_id: int, page: int, width: int) -> Picture:
    """Return the picture of a page of a frozen letter or form for the screen; pages count from 0, width in pixels."""
    from caseapp.documents import pictures

    return pictures.page_picture(office.record.document_pdf(document_id), page, width)


def save_document(office: Office, document_id: int, path: Path) -> Path:
    """Write the frozen PDF of a letter or form to a file, whole or not at all.

    Raises:
        Refused: the place is no file. OSError: the file cannot be written.
    """
    return write_whole(office.record.document_pdf(document_id), path)


def save_attachment(office: Office, attachment_id: int, path: Path) -> Path:
    """Write an attachment to a file.

    Raises:
        OSError: the file cannot be written.
    """
    path.write_bytes(office.record.attachment_data(attachment_id))
    return path


def service_word(office: Office, case: CaseFile) -> str:
    """Return the verb of the day that counts for the planned way of service: 交邮, 签收 or 发出."""
    served = next((f for f in case.state.facts if f.kind == "served"), None)
    final = next((f for f in reversed(case.state.facts) if f.kind == "finalised"), None)
    fixed = (served.detail.get("way") if served else None) or (final.detail.get("serve_way") if final else None)
    way = str(fixed or reply_draft(office, case).serve_way)
    return SERVICE_WAYS.get(way, SERVICE_WAYS["post"])[1]


def _headline(office: Office, case: CaseFile) -> str:
    clock = case.clock
    if clock is None:
        return "历史件，不推算期限" if case.state.imported else "法定收到日尚未确认"
    if case.state.returned:
        return f"{case.state.returned.on} 邮件退回，须再次送达"
    if clock.closed:
        return f"{clock.closed} 办结"
    if clock.due is None:
        return case.status.reason.partition("；")[0]
    return f"最迟 {clock.due}（{weekday_name(clock.due)}）{service_word(office, case)}"


def _neighbours(office: Office, case: CaseFile) -> tuple[int, int]:
    row = office.record.index_row(case.id)
    if row is None:
        return 0, 0
    ids = office.record.index_ids(IndexFilter(year=row.year), "number")
    at = ids.index(case.id)
    return ids[at - 1] if at else 0, ids[at + 1] if at + 1 < len(ids) else 0


def _with_hint(office: Office, case: CaseFile, verb: VerbState, today: date) -> VerbState:
    if not verb.allowed:
        return verb
    return VerbState(verb.verb, verb.label, True, _hint(office, case, verb.verb, today))


def _hint(office: Office, case: CaseFile, verb: str, today: date) -> str:
    clock = case.clock
    if verb == "ask_clarification" and clock:
        limit = clock.clarification_due
        if today > limit:
            return f"7 个工作日告知期已于 {limit:%m-%d} 届满，迟发的重新起算可能不被认可"
        return f"7 个工作日告知期至 {limit:%m-%d}，须一次性告知"
    if verb == "consult" and clock and clock.history.order:
        return "按决定的期限答复，征求意见不停止计时"
    if verb == "extend" and clock and clock.due:
        return f"{clock.due:%m-%d} 前可用，须政府信息公开工作机构负责人同意"
    return _HINTS.get(verb, "")


_HINTS: dict[str, str] = {
    "confirm_receipt": "与申请人确认之日为收到申请之日",
    "receive_clarification": "收到补正之日起，答复期限重新计算",
    "split": "一份申请里有几件互不相干的事的，可以拆开办理",
    "transfer": "内部流转不停止计时",
    "chase": "催办不停止计时，记入办理经过",
    "record_feedback": "收到科室材料或者意见时登记",
    "tell_extension": "延期告知书交邮、签收或者发出之日",
    "ask_reasons": "数量、频次明显超过合理范围的，可以要求说明理由",
    "receive_reasons": "期限照常计算（条例第三十五条）",
    "record_return": "再次送达；是否按期仍以首次交邮之日为准",
    "order_reply": "复议决定、判决责令重新答复或者限期答复的",
    "consult": "次日起不计入答复期限，至收到意见或 15 个工作日届满",
    "record_opinion": "登记收到征求意见书、收到意见或者撤回",
    "notice_fee": "达到收费标准的才发；缴费后重新起算",
    "record_payment": "缴费次日起答复期限重新计算",
    "delay": "数量、频次明显超过合理范围的（条例第三十五条）",
    "withdraw": "申请人主动撤回的，终结办理",
    "decide_outcome": "文书、依据和年度表由办理结果一并确定",
    "review": "先审查、后公开（条例第十七条）",
    "refer_review": "不能确定能否公开的，报有关主管部门或者保密行政管理部门确定（条例第十七条）",
    "record_referral": "登记有关部门的答复，再按答复下审查结论",
    "hold_secret": "标有密级的只记密级、期限、定密机关和存放处，文件不存入（保密法第三十一条）",
    "notify_third_party": "书面告知决定公开的内容和理由（条例第三十二条）",
    "answer_correction": "申请人要求更正与其自身相关的信息时，生成告知书（条例第四十一条）",
    "submit": "打印审批单，连同草稿送签",
    "sign_off": "登记签发人和日期",
    "finalise": "自查通过后取号、冻结",
    "attach_sealed": "存入盖章答复书的扫描件，送达的是这一份",
    "serve": "是否按期以送达日为准，成文日期不算",
    "archive": "填归档号，打印登记表、卷内目录、备考表入卷",
    "dispute": "收到复议、诉讼通知或者结果时登记",
    "answer_dispute": "提交答复、证据和依据后登记；逾期视为没有证据、依据",
}


def _step_hint(case: CaseFile, step: str) -> str:
    if step == "review" and case.state.review is not None:
        return "；".join(case.state.review.missing) or "审查结论不是公开或部分公开"
    return ""


def _consequence(before: Clock | None, after: Clock) -> str:
    if after.closed:
        judged = {True: "，在期限之内", False: "，已经超期", None: ""}[after.on_time]
        return f"保存后办结于 {after.closed}{judged}。"
    awaited = {"waiting_clarification": "补正", "waiting_fee": "缴费"}.get(after.state)
    if awaited:
        return f"保存后答复期限停止计算，等待申请人{awaited}至 {after.waiting_until}，收到后重新起算。"
    if after.state == "abandoned":
        return f"申请人的期限 {after.waiting_until} 已过。"
    assert after.due is not None
    paused = "；征求意见期间暂停计算" if after.state == "consulting" else ""
    provisional = "（暂定）" if after.provisional else ""
    said = f"最迟 {after.due}（{weekday_name(after.due)}）{provisional}{paused}"
    if before is not None and before.due == after.due and before.state == after.state:
        return f"答复期限不变：{said}。"
    strict = f"严格推算为 {after.strict_due}。" if after.strict_due else ""
    return f"保存后{said}。{strict}"


def open_consultations(case: CaseFile) -> Iterable[tuple[str, str, str]]:
    """Return party, label and words of the consultations still running."""
    for party, label in case.state.open_consultations:
        sent = next(f for f in case.facts if f.kind == f"{party}_sent" and f.label == label)
        number = f"（第 {label} 次）" if label else ""
        yield party, label, f"{sent.detail.get('party', '')}{number}，{sent.on} 发出"
