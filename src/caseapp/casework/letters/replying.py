"""The reply (答复): outcome, draft, 送签, 签发, 定稿 and the sealed scan, in the order of a real office."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from caseapp.casework.casefile import CaseFile, load_case
from caseapp.casework.files import put_attachment
from caseapp.casework.handling.searching import record_search
from caseapp.casework.letters.checking import letter_facts, reasons_acceptable
from caseapp.casework.letters.drafting import (
    ReplyDraft,
    decided_day,
    draft_key,
    draft_mark,
    reply_draft,
    save_reply_draft,
)
from caseapp.casework.letters.letter_context import context_of
from caseapp.casework.letters.letters import (
    draft_number,
    draw_number,
    freeze,
    number_taken,
    remedy_for,
    typeset_context,
)
from caseapp.casework.letters.slots import blank_slots, clean_slots, reply_template, require_in_force
from caseapp.casework.office import Done, Office, Refused
from caseapp.casework.review.reviewing import papers_of
from caseapp.casework.texts import clean
from caseapp.casework.working import working
from caseapp.law.letter_facts import BLOCK, Finding
from caseapp.law.outcomes import Item, Outcome
from caseapp.law.parties import ONLINE_SERVICE
from caseapp.law.permits import NotAllowed, require
from caseapp.law.preflight import passed_checks, preflight
from caseapp.law.several import counted, several

if TYPE_CHECKING:
    from caseapp.documents.press import Sheet
    from caseapp.documents.templates import Template

REMEDY_CLASSES = ("A", "B", "mixed", "none")


class PreflightFailed(NotAllowed):
    """定稿前自查 found what stops the reply; ``findings`` hold them all."""

    def __init__(self, sentence: str, findings: list[Finding]) -> None:
        super().__init__(sentence)
        self.findings = findings


@dataclass(frozen=True, slots=True)
class Preview:
    """A draft as it would be printed, with what the checks say."""

    sheet: Sheet | None
    findings: tuple[Finding, ...]
    passed: tuple[str, ...]
    problem: str = ""


def decide_outcome(
    office: Office,
    case_id: int,
    outcome_id: str,
    on: date,
    reason: str,
    today: date,
    *,
    search: Mapping[str, str] | None = None,
    remedy: str = "",
    items: Sequence[tuple[str, str]] = (),
    path: Sequence[tuple[str, int]] = (),
) -> Done:
    """Decide the 办理结果: letter, legal basis and annual row follow from it.

    Args:
        office: the open record.
        case_id: the case.
        outcome_id: key of the taxonomy, with ground and article where it has several grounds.
        on: the day it was decided.
        reason: the handler's reasons, kept in the record.
        today: the day it is recorded.
        search: the 检索记录 (who, where, words, result) for 信息不存在.
        remedy: another remedy class than the outcome's own, only with a reason.
        items: where several things were asked: each in words with its own outcome; ``outcome_id`` is then the row
            counted, another than ``law.several.counted`` says only with a reason.
        path: the answers given to the questions of the chooser, as (question, number of the answer).

    Raises:
        NotAllowed: closed, unconfirmed or final already. UnknownOutcome: not in the taxonomy.
        ArticleMissing: a ground whose article is not named.
        Refused: a lapse that has not happened, or a remedy changed without a reason.
    """
    outcome = office.outcomes[outcome_id]
    outcome_id = outcome.id
    if not outcome.letter or outcome_id == "withdrawn":
        raise Refused("申请人撤回请用“登记撤回”；“其他”只用于导入的旧件。")
    reason = clean(reason, "理由", 2000, lines=True)
    if items:
        outcome = _of_items(office, items, outcome, reason)
    else:
        outcome.require_article()
    if remedy and (remedy not in REMEDY_CLASSES or not reason):
        raise Refused("改变救济途径须选定一种并写明理由。")
    if remedy == "none" and outcome.remedy != "none":
        raise Refused("这种答复应当告知救济途径，不能不写。", "行政复议法、行政诉讼法")
    with working(office, case_id, "decide_outcome", "确定办理结果", today) as work:
        clock = work.case.clock
        assert clock is not None
        awaiting_fee = clock.history.fee_noticed is not None and clock.history.fee_paid is None
        lapsed = "fee_lapsed" if awaiting_fee else "clarification_lapsed"
        if outcome_id in ("clarification_lapsed", "fee_lapsed") and (
            clock.state != "abandoned" or outcome_id != lapsed
        ):
            raise Refused("申请人的期限没有届满，不能按逾期处理。", "条例第三十条")
        if outcome_id == "unclear_after_clarification" and not clock.history.clarification_received:
            raise Refused("没有收到补正，不能选“补正后申请内容仍不明确”。", "条例第三十条")
        if "excessive" in outcome.kinds and reasons_acceptable(work.case):
            raise Refused("申请人说明的理由合理，不能不予处理；不能按期答复的请确定延迟期限。", "条例第三十五条")
        if search:
            record_search(work, on, search)
        for fact in work.case.state.facts:
            if fact.kind in ("outcome_decided", "submitted", "signed_off"):
                work.add_fact("void", today, supersedes=fact.id, reason=f"改定办理结果为“{outcome.label}”")
        detail: dict[str, Any] = {"outcome": outcome_id, "reason": reason, "basis": outcome.basis_on(on)}
        if not items:
            detail |= outcome.kept
        if remedy:
            detail["remedy"] = remedy
        if items:
            detail["items"] = [{"asked": item.asked, **item.outcome.kept} for item in outcome.items]
        if path:
            detail["path"] = [[question, number] for question, number in path]
        work.add_fact("outcome_decided", on, detail)
    return work.done()


def counted_outcome(office: Office, items: Sequence[tuple[str, str]]) -> str:
    """Return the outcome several items are counted by, as ``law.several.counted`` says.

    Raises:
        UnknownOutcome: not in the taxonomy.
    """
    return counted([Item(asked, office.outcomes[key]) for asked, key in items], office.outcomes).id


def _of_items(office: Office, items: Sequence[tuple[str, str]], counts_as: Outcome, reason: str) -> Outcome:
    """Return what several items come to, each in words with its outcome.

    Raises:
        ItemsRefused: items that make no reply together. Refused: counted otherwise than the rule without a reason.
    """
    given = [Item(clean(asked, "申请内容", 500, lines=True), office.outcomes[key]) for asked, key in items]
    for item in given:
        item.outcome.require_article()
    together = several(given, counts_as)
    usual = counted(given, office.outcomes)
    if counts_as.row != usual.row and not reason:
        sentence = f"按规则这件申请计入“{usual.label}”，改计“{counts_as.label}”请写明理由。"
        raise Refused(sentence, "国办公开办函〔2021〕30号")
    return together


def preview(
    office: Office,
    case: CaseFile,
    draft: ReplyDraft,
    today: date,
    *,
    lit: str = "",
    seal: bool = False,
    number: str = "",
) -> Preview:
    """Return the reply as it would be printed now, with findings; nothing is stored.

    Args:
        office: the open record.
        case: the case.
        draft: what is typed.
        today: the day.
        lit: name of the slot that is put light behind.
        seal: whether the place of the seal is outlined.
        number: a 文号 typed from the OA, "" when one is drawn.
    """
    from caseapp.documents.fonts import MissingGlyph
    from caseapp.documents.templates import TemplateError

    if case.outcome is None or not case.outcome.letter:
        return Preview(None, (), (), "还没有判断办理结果。")
    glyphs, problem, sheet, template = "", "", None, None
    try:
        template = draft_template(office, case, draft, today)
        sheet = typeset_context(office, template, draft_context(office, case, draft, today), lit=lit, seal=seal)
    except MissingGlyph as missing:
        glyphs = str(missing)
    except (Refused, TemplateError) as refusal:
        problem = str(refusal)
    if template is None:
        return Preview(None, (), (), problem)
    letter = letter_facts(office, case, draft, today, glyphs, sheet.text if sheet else "", number)
    return Preview(sheet, tuple(preflight(letter)), tuple(passed_checks(letter)), problem)


def draft_template(office: Office, case: CaseFile, draft: ReplyDraft, today: date) -> Template:
    """Return the template of the reply being written.

    Raises:
        Refused: no outcome yet, no letter for it, or a template out of force on the 成文日期.
    """
    if case.outcome is None:
        raise Refused("还没有判断办理结果，先判断结果再写答复书。")
    if not case.outcome.letter:
        raise Refused("这种办理结果没有答复书。")
    template = reply_template(office, case.outcome)
    require_in_force(template, decided_day(case, draft, today))
    return template


def draft_context(office: Office, case: CaseFile, draft: ReplyDraft, today: date) -> dict[str, Any]:
    """Return everything the reply being written may print, the place of its 文号 left open.

    Raises:
        Refused: as ``draft_template``, or a value that does not fit its blank.
    """
    assert case.outcome is not None
    decided = decided_day(case, draft, today)
    return context_of(
        office,
        case,
        clean_slots(reply_template(office, case.outcome), draft.slots, complete=False),
        number=draft_number(office.profile.code_reply, decided.year),
        made_on=decided,
        basis=case.outcome.basis_on(decided),
        remedy=remedy_for(office, case, decided, draft.serve_way).paragraphs,
        served_online=draft.serve_way in ONLINE_SERVICE,
    )


def submit(
    office: Office, case_id: int, on: date, opinion: str, today: date, *, draft: ReplyDraft | None = None
) -> Done:
    """Send the written reply for signature with the printed 审批单 (送签); what is signed is what is finalised.

    Args:
        office: the open record.
        case_id: the case.
        on: the day it is sent.
        opinion: 拟办意见.
        today: the day it is recorded.
        draft: the reply, kept as its draft from then on; None takes the one kept.

    Raises:
        NotAllowed: no outcome, or a disclosing reply without its passed review (条例第十七条).
        Refused: this version has no template for such a reply, or a required blank is empty.
    """
    case = load_case(office, case_id, today)
    require(case.state, "submit")
    assert case.outcome is not None
    written = draft or reply_draft(office, case)
    if lacking := blank_slots(reply_template(office, case.outcome), written.slots):
        raise Refused(f"答复书还没有写好，{'、'.join(f'“{label}”' for label in lacking)}没有填写；请写好后再送签。")
    if draft is not None:
        save_reply_draft(office, case_id, case.outcome, draft)
    with working(office, case_id, "submit", "送签", today) as work:
        detail = {"opinion": clean(opinion, "拟办意见", 500, lines=True), "draft": draft_mark(written)}
        work.add_fact("submitted", on, detail)
        work.refresh()
        freeze(work, "approval_form", {"opinion": opinion}, made_on=on)
    return work.done()


def sign_off(office: Office, case_id: int, on: date, name: str, post: str, today: date) -> Done:
    """Record the 签发: who signed the 审批单, and when; no earlier than 送签.

    Raises:
        NotAllowed: not submitted. Refused: nobody named, or dated before 送签.
    """
    with working(office, case_id, "sign_off", "登记签发", today) as work:
        submitted = work.case.state.on("submitted")
        if submitted and on < submitted:
            raise Refused(f"签发日期 {on} 早于送签日期 {submitted}，请核对。")
        name = clean(name, "签发人", 30, required=True)
        work.add_fact("signed_off", on, {"name": name, "post": clean(post, "职务", 30)})
    return work.done()


def finalise(
    office: Office, case_id: int, today: date, *, number: str = "", reason: str = "", draft: ReplyDraft | None = None
) -> Done:
    """Freeze the reply (定稿): 自查, 文号 drawn or taken from the OA, PDF, hash, template version, law date, data.

    Args:
        office: the open record.
        case_id: the case.
        today: the day.
        number: a 文号 given by the OA; "" draws the next one, or keeps that of the version taken back.
        reason: typed reason for going on in spite of warnings (提醒), or for finalising anew.
        draft: the reply; None takes the autosaved one.

    Raises:
        NotAllowed: no 签发, or the gate of 保密审查. PreflightFailed: blocking findings, or warnings without a reason.
        DuplicateNumber: the 文号 is taken.
    """
    case = load_case(office, case_id, today)
    require(case.state, "finalise")
    draft = draft or reply_draft(office, case)
    number = clean(number, "文号", 60)
    findings = preview(office, case, draft, today, number=number)
    if findings.problem:
        raise Refused(findings.problem)
    _stop_on(list(findings.findings), reason)
    decided = decided_day(case, draft, today)
    with working(office, case_id, "finalise", "定稿", today) as work:
        assert work.case.outcome is not None
        outcome = work.case.outcome
        remedy = remedy_for(office, work.case, decided, draft.serve_way)
        earlier = next((d for d in reversed(work.case.reply_versions) if d.template == outcome.letter), None)
        if earlier is not None:
            reason = clean(reason, "重新定稿的原因", 500, required=True)
        if number and number_taken(work, number):
            raise Refused(f"文号“{number}”已经用在别的申请上，请核对。")
        drawn = number or (
            earlier.number if earlier else draw_number(work, office.profile.code_reply, decided.year)
        )
        document = freeze(
            work,
            outcome.letter,
            draft.slots,
            made_on=decided,
            number=drawn,
            basis=outcome.basis_on(decided),
            remedy=remedy.paragraphs,
            served_online=draft.serve_way in ONLINE_SERVICE,
            version=earlier.version + 1 if earlier else 1,
            reason=reason,
            template=reply_template(office, outcome),
        )
        detail: dict[str, Any] = {"number": drawn, "serve_way": draft.serve_way, "reviews": _reviewed_by(work.case)}
        if reason:
            detail["reason"] = clean(reason, "理由", 500)
            work.change.note("定稿提醒", {"findings": [f.text for f in findings.findings], "reason": reason})
        work.add_fact("finalised", decided, detail, document_id=document, reason=reason)
    office.record.drop_draft(draft_key(case_id, case.outcome))
    return work.done()


def _reviewed_by(case: CaseFile) -> list[dict[str, int | None]]:
    """Return the sheets a reply rests on, each with the printed 审查表 and the scan of the signed one."""
    found = []
    for sheet in case.reviews:
        papers = papers_of(case, sheet)
        form, scan = papers.form, papers.scan
        found.append(
            {
                "review": sheet.id,
                "version": sheet.version,
                "form": form.id if form else None,
                "scan": scan.id if scan else None,
            }
        )
    return found


def attach_sealed(office: Office, case_id: int, name: str, data: bytes, on: date, today: date) -> Done:
    """Keep the scan of the sealed letter beside the frozen one; this is what is served (用印).

    Raises:
        NotAllowed: not final. Refused: not a PDF or picture, or dated before the letter.
    """
    with working(office, case_id, "attach_sealed", "存入盖章件", today) as work:
        reply = work.case.reply
        assert reply is not None
        if on < reply.made_on:
            raise Refused(f"用印日期 {on} 早于成文日期 {reply.made_on}，请核对。")
        if not name.lower().endswith((".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff")):
            raise Refused("盖章答复书的扫描件应当是 PDF 或图片。")
        attachment = put_attachment(work, "sealed", name, data, not_secret=True, document_id=reply.id)
        work.add_fact("sealed", on, {"attachment": attachment}, document_id=reply.id)
        work.changed.add("attachments")
    return work.done()


def _stop_on(findings: list[Finding], reason: str) -> None:
    blocking = [f for f in findings if f.level == BLOCK]
    if blocking:
        sentences = "；".join(f.text for f in blocking)
        raise PreflightFailed(f"不能定稿：{sentences}。", findings)
    if findings and not reason.strip():
        sentences = "；".join(f.text for f in findings)
        raise PreflightFailed(f"有提醒须写明理由后才能定稿：{sentences}。", findings)
