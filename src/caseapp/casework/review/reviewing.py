"""保密审查 (先审查、后公开): the sheet of each 公开件, its conclusion and the chain of signatures."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from caseapp.casework.casefile import CaseFile, signatures_of
from caseapp.casework.files import put_attachment
from caseapp.casework.letters.letter_context import review_context
from caseapp.casework.letters.letters import freeze
from caseapp.casework.office import Done, Office, Refused
from caseapp.casework.review.disclosed import digest_of, disclosed
from caseapp.casework.texts import clean
from caseapp.casework.working import Working, working
from caseapp.law.review import ANSWERS, HANDLED, Checklist, Signature, check_conclusion, check_signature
from caseapp.store.rows import AttachmentRow, DocumentRow, ReviewRow

HEAD_LABELS: dict[str, str] = {
    "department": "产生科室",
    "formed": "形成日期",
    "carrier": "载体",
    "pages": "页数",
    "audience": "拟公开对象与方式",
    "publicity": "公开属性",
}


@dataclass(frozen=True, slots=True)
class Papers:
    """The paper of one sheet: the 审查表 printed as it stands, and the scan of the signed one; None where not there."""

    form: DocumentRow | None
    scan: AttachmentRow | None


def save_review(
    office: Office,
    case_id: int,
    material: str,
    head: Mapping[str, str],
    answers: Mapping[str, Mapping[str, str]],
    conclusion: str,
    reason: str,
    today: date,
    *,
    attachment_id: int | None = None,
    answered_by: str = "",
) -> Done:
    """Save the 审查表 of a 公开件; the first save begins the review (条例第十七条；保密法实施条例第四十二条).

    A sheet is answered by the checklist in use: one answered by an earlier version keeps it until it is changed, and
    then its new items must be answered too; saved unchanged, it stays as it is.

    A sheet somebody has signed is not changed underneath them: a change voids the signatures, and 送签 and 签发 with
    them, with the reason kept.

    Args:
        office: the open record.
        case_id: the case.
        material: name of the material under review (信息名称).
        head: the head data, keys of HEAD_LABELS.
        answers: item id to ``{"answer": 是|否|不涉及|"", "note": …, "handled": …}``.
        conclusion: one of CONCLUSIONS, or "" while undecided.
        reason: the reason of the conclusion.
        today: the day.
        attachment_id: the 公开件 it is the sheet of; None means the only one, or the reply as a whole where there is
            none.
        answered_by: version of the checklist the answers were given by, "" where it is not said; the version in use
            moves a sheet to it though no answer changed.

    Raises:
        NotAllowed: no outcome yet, or it needs no review. ReviewIncomplete: the conclusion does not fit the answers.
        Refused: several 公开件 and none named.
    """
    with working(office, case_id, "review", "填写保密审查表", today) as work:
        put_review(work, material, head, answers, conclusion, reason, attachment_id, answered_by)
    return work.done()


def put_review(
    work: Working,
    material: str,
    head: Mapping[str, str],
    answers: Mapping[str, Mapping[str, str]],
    conclusion: str,
    reason: str,
    attachment_id: int | None = None,
    answered_by: str = "",
) -> None:
    """Write the sheet inside the verb at work."""
    office, case = work.office, work.case
    reviewed = reviewed_file(case, attachment_id)
    before = next((r for r in case.reviews if r.attachment_id == (reviewed.id if reviewed else None)), None)
    checklist, known = office.checklist, frozenset[str]()
    row = ReviewRow(
        id=before.id if before else 0,
        case_id=case.id,
        material=clean(material, "信息名称", 200, required=True),
        head={key: clean(str(head.get(key, "")), label, 100) for key, label in HEAD_LABELS.items()},
        answers={},
        conclusion=conclusion,
        reason=clean(reason, "审查结论说明", 1000, lines=True),
        checklist_version=checklist.version,
        content_sha256=reviewed.sha256 if reviewed else digest_of(disclosed(case.attachments)),
        version=before.version if before else 1,
        attachment_id=reviewed.id if reviewed else None,
    )
    if before:
        earlier = office.checklist_of(before.checklist_version)
        known = frozenset(item.id for item in earlier.items)
        moved = answered_by == checklist.version != earlier.version
        if not moved and set(answers) <= known:
            kept = replace(row, answers=_clean_answers(earlier, answers), checklist_version=before.checklist_version)
            if kept == before:
                return
    row = replace(row, answers=_clean_answers(checklist, answers, known))
    if conclusion:
        check_conclusion(checklist, {k: v["answer"] for k, v in row.answers.items()}, conclusion)
    work.change.save_review(row)
    for fact in case.state.facts:
        signed = fact.kind == "review_signed" and before is not None and fact.detail.get("review_id") == before.id
        if signed or fact.kind in ("submitted", "signed_off"):
            work.add_fact("void", work.today, supersedes=fact.id, reason="审查表有修改，此前的签字、送签、签发作废")
    work.changed.add("review")


def reviewed_file(case: CaseFile, attachment_id: int | None) -> AttachmentRow | None:
    """Return the 公开件 a sheet is of; None for the reply as a whole.

    Raises:
        Refused: several 公开件 and none named, or the one named is none.
    """
    given = disclosed(case.attachments)
    if attachment_id is not None:
        named = next((row for row in given if row.id == attachment_id), None)
        if named is None:
            raise Refused("这个文件不是要公开的公开件，或者已经撤下、已有遮盖稿。")
        return named
    whole = any(r.attachment_id is None for r in case.reviews)
    if not given or (whole and not case.sheets.stale):
        return None
    if len(given) > 1:
        names = "、".join(f"“{row.name}”" for row in given)
        raise Refused(f"本件有 {len(given)} 个公开件（{names}），请逐件审查。", "保密法实施条例第四十二条")
    return given[0]


def sheet_of(case: CaseFile, attachment_id: int | None) -> ReviewRow:
    """Return the sheet of a 公开件; None means the only one.

    Raises:
        Refused: no sheet yet, or several and no 公开件 named.
    """
    found = [r for r in case.reviews if attachment_id is None or r.attachment_id == attachment_id]
    if not found:
        raise Refused("还没有填写保密审查表。")
    if len(found) > 1:
        raise Refused(f"本件有 {len(found)} 张审查表，请指明是哪个公开件的。")
    return found[0]


def sign_review(
    office: Office,
    case_id: int,
    role: str,
    name: str,
    opinion: str,
    on: date,
    today: date,
    *,
    attachment_id: int | None = None,
) -> Done:
    """Record one signature of the paper sheet, in the order of the chain.

    Raises:
        SignatureOutOfOrder, ReviewIncomplete: the chain refuses. Refused: nobody named, or a future day.
    """
    with working(office, case_id, "review", "登记审查签字", today) as work:
        review = sheet_of(work.case, attachment_id)
        signature = Signature(
            role, clean(name, "签字人", 30, required=True), clean(opinion or "同意", "审查意见", 200), on
        )
        answers = {key: str(item.get("answer", "")) for key, item in review.answers.items()}
        checklist = office.checklist_of(review.checklist_version)
        concluded = bool(review.conclusion) and not checklist.unanswered(answers)
        check_signature(
            checklist,
            signatures_of(review, work.case.state.facts),
            signature,
            handler=work.case.row.handler,
            concluded=concluded,
        )
        if work.case.sheets.stale:
            raise Refused("公开件在审查之后有变动，请先重新核对并保存审查表。", "条例第十七条")
        detail = {"role": role, "name": signature.name, "opinion": signature.opinion, "review_id": review.id}
        work.add_fact("review_signed", on, detail)
        work.changed.add("review")
    return work.done()


def print_review(office: Office, case_id: int, today: date, *, attachment_id: int | None = None) -> Done:
    """Freeze the 审查表 as it stands, to be signed on paper or filed.

    Raises:
        Refused: no sheet yet, or several and no 公开件 named.
    """
    with working(office, case_id, "", "打印保密审查表", today) as work:
        sheet = sheet_of(work.case, attachment_id)
        extra = {"review": review_context(office, work.case, today, sheet)}
        freeze(work, "review_form", {}, made_on=today, extra=extra)
        work.changed = {"documents"}
    return work.done()


def attach_signed(
    office: Office, case_id: int, name: str, data: bytes, today: date, *, attachment_id: int | None = None
) -> Done:
    """Keep the scan of the signed 审查表 beside the printed one it is of.

    Raises:
        Refused: the sheet was not printed as it stands, or the file is no PDF or picture.
    """
    with working(office, case_id, "", "存入签字的审查表", today) as work:
        sheet = sheet_of(work.case, attachment_id)
        form = papers_of(work.case, sheet).form
        if form is None:
            raise Refused("审查表还没有打印，或者打印之后有修改；请先打印，签字后再存入扫描件。")
        if not name.lower().endswith((".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff")):
            raise Refused("签字的审查表应当是 PDF 或者图片。")
        put_attachment(work, "signed_review", name, data, not_secret=True, document_id=form.id)
        work.changed = {"attachments", "review"}
    return work.done()


def papers_of(case: CaseFile, sheet: ReviewRow) -> Papers:
    """Return the paper of a sheet as it stands; a form printed before a change is not it."""
    forms = [
        document
        for document in case.documents
        if document.template == "review_form"
        and not document.voided
        and document.data["review"].get("sheet") == [sheet.id, sheet.version]
    ]
    ids = {form.id for form in forms}
    scans = [a for a in case.attachments if a.role == "signed_review" and not a.voided and a.document_id in ids]
    return Papers(forms[-1] if forms else None, scans[-1] if scans else None)


def empty_answers(office: Office) -> dict[str, dict[str, str]]:
    """Return an unanswered sheet of the checklist in use."""
    return {item.id: {"answer": "", "note": ""} for item in office.checklist.items}


def _clean_answers(
    checklist: Checklist, answers: Mapping[str, Mapping[str, str]], known: AbstractSet[str] = frozenset()
) -> dict[str, dict[str, str]]:
    """Return the answers a checklist asks for; those to ``known`` items it no longer has are dropped."""
    cleaned = {}
    for item in checklist.items:
        given = answers.get(item.id, {})
        answer = str(given.get("answer", ""))
        if answer and answer not in ANSWERS:
            raise Refused(f"{item.id} 的回答应当是{'、'.join(ANSWERS)}之一。")
        handled = str(given.get("handled", ""))
        if handled and handled not in HANDLED:
            raise Refused(f"{item.id} 的处理应当是{'、'.join(HANDLED.values())}之一。")
        handled = handled if item.speaks_against(answer) else ""
        note = clean(str(given.get("note", "")), f"{item.id} 说明", 500)
        cleaned[item.id] = {"answer": answer, "handled": handled, "note": note}
    unknown = set(answers) - set(cleaned) - known
    if unknown:
        raise Refused(f"审查表没有“{'、'.join(sorted(unknown))}”这样的检查项。")
    return cleaned


def answers_all(office: Office, default: str, **given: Any) -> dict[str, dict[str, str]]:  # noqa: ANN401
    """Return a sheet answered ``default`` throughout but for the given items, each as ``answer_of`` reads it."""
    sheet = {item.id: {"answer": default, "note": "", "handled": ""} for item in office.checklist.items}
    return sheet | {key: answer_of(str(value)) for key, value in given.items()}


def answer_of(text: str) -> dict[str, str]:
    """Return an answer written 是, 是：说明, or 是：已遮盖，说明 with one of HANDLED before the explanation."""
    answer, _, note = text.partition("：")
    for key, words in HANDLED.items():
        if note == words or note.startswith(f"{words}，"):
            return {"answer": answer, "note": note.removeprefix(words).removeprefix("，") or words, "handled": key}
    return {"answer": answer, "note": note, "handled": ""}
