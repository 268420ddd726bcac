"""保密审查 (先审查、后公开): the sheet, its conclusion and the chain of signatures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from caseapp.casework.casefile import CaseFile, signatures_of
from caseapp.casework.files import material_hash
from caseapp.casework.letters import freeze
from caseapp.casework.office import Done, Office, Refused
from caseapp.casework.texts import clean
from caseapp.casework.working import Working, working
from caseapp.law.review import ANSWERS, Signature, check_conclusion, check_signature
from caseapp.store.rows import ReviewRow

HEAD_LABELS: dict[str, str] = {
    "department": "产生科室",
    "formed": "形成日期",
    "carrier": "载体",
    "pages": "页数",
    "audience": "拟公开对象与方式",
    "publicity": "公开属性",
}


def save_review(
    office: Office,
    case_id: int,
    material: str,
    head: Mapping[str, str],
    answers: Mapping[str, Mapping[str, str]],
    conclusion: str,
    reason: str,
    today: date,
) -> Done:
    """Save the 审查表 of the material; the first save begins the review (条例第十七条；保密法实施条例第四十二条).

    A sheet somebody has signed is not changed underneath them: a change voids the signatures, and 送签 and 签发 with
    them, with the reason kept.

    Args:
        office: the open record.
        case_id: the case.
        material: name of the material under review (信息名称).
        head: the head data, keys of HEAD_LABELS.
        answers: item id to ``{"answer": 是|否|不涉及|"", "note": …}``.
        conclusion: one of CONCLUSIONS, or "" while undecided.
        reason: the reason of the conclusion.
        today: the day.

    Raises:
        NotAllowed: no outcome yet, or it needs no review. ReviewIncomplete: the conclusion does not fit the answers.
    """
    with working(office, case_id, "review", "填写保密审查表", today) as work:
        put_review(work, material, head, answers, conclusion, reason)
    return work.done()


def put_review(
    work: Working,
    material: str,
    head: Mapping[str, str],
    answers: Mapping[str, Mapping[str, str]],
    conclusion: str,
    reason: str,
) -> None:
    """Write the sheet inside the verb at work."""
    office, case = work.office, work.case
    cleaned = _clean_answers(office, answers)
    if conclusion:
        check_conclusion(office.checklist, {k: v["answer"] for k, v in cleaned.items()}, conclusion)
    row = ReviewRow(
        id=case.review.id if case.review else 0,
        case_id=case.id,
        material=clean(material, "信息名称", 200, required=True),
        head={key: clean(str(head.get(key, "")), label, 100) for key, label in HEAD_LABELS.items()},
        answers=cleaned,
        conclusion=conclusion,
        reason=clean(reason, "审查结论说明", 1000, lines=True),
        checklist_version=office.checklist.version,
        content_sha256=material_hash(office, case.id),
        version=case.review.version if case.review else 1,
    )
    if case.review and _same(case.review, row):
        return
    work.change.save_review(row)
    for fact in case.state.facts:
        if fact.kind in ("review_signed", "submitted", "signed_off"):
            work.add_fact("void", work.today, supersedes=fact.id, reason="审查表有修改，此前的签字、送签、签发作废")
    work.changed.add("review")


def sign_review(office: Office, case_id: int, role: str, name: str, opinion: str, on: date, today: date) -> Done:
    """Record one signature of the paper sheet, in the order of the chain.

    Raises:
        SignatureOutOfOrder, ReviewIncomplete: the chain refuses. Refused: nobody named, or a future day.
    """
    with working(office, case_id, "review", "登记审查签字", today) as work:
        review = work.case.review
        if review is None:
            raise Refused("还没有填写保密审查表，不能登记签字。")
        signature = Signature(
            role, clean(name, "签字人", 30, required=True), clean(opinion or "同意", "审查意见", 200), on
        )
        answers = {key: str(item.get("answer", "")) for key, item in review.answers.items()}
        concluded = bool(review.conclusion) and not office.checklist.unanswered(answers)
        check_signature(
            office.checklist,
            signatures_of(review, work.case.state.facts),
            signature,
            handler=work.case.row.handler,
            concluded=concluded,
        )
        if review.content_sha256 != material_hash(office, case_id):
            raise Refused("公开件在审查之后有变动，请先重新核对并保存审查表。", "条例第十七条")
        detail = {"role": role, "name": signature.name, "opinion": signature.opinion, "review_id": review.id}
        work.add_fact("review_signed", on, detail)
        work.changed.add("review")
    return work.done()


def print_review(office: Office, case_id: int, today: date) -> Done:
    """Freeze the 审查表 as it stands, to be signed on paper or filed."""
    with working(office, case_id, "", "打印保密审查表", today) as work:
        if work.case.review is None:
            raise Refused("还没有填写保密审查表。")
        freeze(work, "review_form", {}, made_on=today)
        work.changed = {"documents"}
    return work.done()


def empty_answers(office: Office) -> dict[str, dict[str, str]]:
    """Return an unanswered sheet."""
    return {item.id: {"answer": "", "note": ""} for item in office.checklist.items}


def review_stale(office: Office, case: CaseFile) -> bool:
    """Tell whether the 公开件 changed after the sheet was saved."""
    return case.review is not None and case.review.content_sha256 != material_hash(office, case.id)


def _clean_answers(office: Office, answers: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    cleaned = {}
    for item in office.checklist.items:
        given = answers.get(item.id, {})
        answer = str(given.get("answer", ""))
        if answer and answer not in ANSWERS:
            raise Refused(f"{item.id} 的回答应当是{'、'.join(ANSWERS)}之一。")
        cleaned[item.id] = {"answer": answer, "note": clean(str(given.get("note", "")), f"{item.id} 说明", 500)}
    unknown = set(answers) - set(cleaned)
    if unknown:
        raise Refused(f"审查表没有“{'、'.join(sorted(unknown))}”这样的检查项。")
    return cleaned


def _same(old: ReviewRow, new: ReviewRow) -> bool:
    def key(row: ReviewRow) -> ReviewRow:
        return replace(row, version=0)

    return key(old) == key(new)


def answers_all(office: Office, default: str, **given: Any) -> dict[str, dict[str, str]]:  # noqa: ANN401
    """Return a sheet answered ``default`` throughout but for the given items (answer, or answer and note)."""
    sheet = {item.id: {"answer": default, "note": ""} for item in office.checklist.items}
    for key, value in given.items():
        answer, _, note = str(value).partition("：")
        sheet[key] = {"answer": answer, "note": note}
    return sheet
