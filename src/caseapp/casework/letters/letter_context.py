"""Everything a template may print about a case, gathered as JSON values that are frozen beside the PDF."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from caseapp import resources
from caseapp.casework.casefile import CaseFile, channel_label, class_label, signatures_of
from caseapp.casework.office import Office
from caseapp.casework.receiving.parties import agent_words, joint_words
from caseapp.law.chooser import path_words
from caseapp.law.facts import FACT_KINDS, last
from caseapp.law.history import History
from caseapp.law.material_looks import looked_of
from caseapp.law.review import HANDLED
from caseapp.law.rounds import Order
from caseapp.store.rows import AttachmentRow, ReviewRow


def context_of(
    office: Office,
    case: CaseFile,
    slots: Mapping[str, Any],
    *,
    number: str = "",
    made_on: date | None = None,
    basis: str = "",
    remedy: Sequence[str] = (),
    served_online: bool = False,
) -> dict[str, Any]:
    """Return everything a template may print, as JSON values (days as ISO text): frozen beside the PDF."""
    profile, row = office.profile, case.row
    received = next((f.on for f in case.facts if f.kind == "received"), None)
    arrived = next((f.on for f in case.facts if f.kind == "arrived"), received)
    return {
        "office": {
            "name": profile.name,
            "code": profile.code_reply,
            "address": profile.address,
            "postcode": profile.postcode,
            "phone": profile.phone,
            "contact": profile.contact,
            "foi_unit": profile.foi_unit or "办公室",
        },
        "case": {
            "number": row.number,
            "applicant": row.applicants,
            "applicant_class": class_label(row.applicant_class),
            "is_person": row.applicant_class == "person",
            "several": bool(row.joint),
            "channel": channel_label(row.channel),
            "arrived": arrived.isoformat() if arrived else None,
            "received": received.isoformat() if received else None,
            "request": row.request,
            "form_wanted": row.form_wanted,
            "obtain_way": row.obtain_way,
            "phone": row.phone,
            "email": row.email,
            "address": row.whole_address,
            "postcode": row.postcode,
            "id_kind": row.id_kind,
            "id_number": row.id_number,
            "agent": agent_words(row),
            "joint": joint_words(row.joint),
            "department": case.department,
            "handler": row.handler,
            "note": row.note,
            "outcome": outcome_words(case),
            "reasoned": reasoned_words(case),
            "due": case.clock.due.isoformat() if case.clock and case.clock.due else None,
        },
        "letter": {
            "number": number,
            "date": made_on.isoformat() if made_on else None,
            "basis": basis,
            "remedy": list(remedy),
            "history": history_sentences(case, profile.name),
            "items": item_sentences(case, profile.name, made_on),
            "served_online": served_online,
            "tentative": tentative_days(office, case, slots, made_on),
        },
        "slots": dict(slots),
        "review": review_context(office, case, made_on),
        "facts": [{"date": f.on.isoformat(), "text": FACT_KINDS[f.kind]} for f in case.facts if f.kind != "printed"],
    }


def outcome_words(case: CaseFile) -> str:
    """Return the outcome in words, of a reply to several items each of them."""
    if case.outcome is None:
        return ""
    parts = [f"（{number}）{item.outcome.label}" for number, item in enumerate(case.outcome.items, start=1)]
    return case.outcome.label + (f"，分项答复：{'；'.join(parts)}" if parts else "")


def reasoned_words(case: CaseFile) -> str:
    """Return the answers the outcome was reasoned by, in words, and the basis; "" where it was chosen outright."""
    decided = last(case.state.facts, "outcome_decided")
    if decided is None or not (path := path_words(resources.load_chooser(), decided.detail.get("path"))):
        return ""
    basis = decided.detail.get("basis")
    return f"{path}。" + (f"依据：{basis}。" if basis else "")


def item_sentences(case: CaseFile, organ: str, made_on: date | None) -> list[dict[str, str]]:
    """Return of each item of the reply what was asked and how it is concluded, by the law of the letter's day."""
    from caseapp.documents.wording import addressed, ourselves

    if case.outcome is None or made_on is None:
        return []
    you = addressed(is_person=case.row.applicant_class == "person", several=bool(case.row.joint))
    words = {"we": ourselves(organ), "you": you}
    return [
        {
            "asked": item.asked,
            "conclusion": item.outcome.item.format(basis=item.outcome.basis_on(made_on), **words),
            "outcome": item.outcome.id,
        }
        for item in case.outcome.items
    ]


def tentative_days(office: Office, case: CaseFile, slots: Mapping[str, Any], made_on: date | None) -> dict[str, str]:
    """Return the days of a letter that may still move (暂定, ISO text), and why: ``calendar`` or ``consultation``."""
    clock = case.clock
    start = clock.history.received if clock else made_on
    if start is None:
        return {}
    days = [day for day in (_iso_day(value) for value in slots.values()) if day]
    found: dict[str, str] = {}
    if clock and clock.due and clock.closed is None and clock.provisional:
        days.append(clock.due)
        if clock.state == "consulting":
            planned = [clock.due, *(_iso_day(slots.get(name)) for name in ("old_due", "new_due"))]
            found = {day.isoformat(): "consultation" for day in planned if day}
    moving = (day for day in days if office.calendar.touches_unsettled(start, day))
    return found | {day.isoformat(): "calendar" for day in moving}


def _iso_day(value: object) -> date | None:
    if not isinstance(value, str):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def history_sentences(case: CaseFile, organ: str) -> list[str]:
    """Return what happened before the reply, in the sentences a reply tells it in (补正、征求意见、延期)."""
    from caseapp.documents.wording import ourselves

    if case.clock is None:
        return []
    we = ourselves(organ)
    h = case.clock.history
    if h.order:
        return _ordered_history(h, h.order, we)
    told: list[tuple[date, str]] = []
    if h.clarification_sent:
        text = f"因申请内容不明确，{we}于{cn_day(h.clarification_sent)}告知补正"
        if h.clarification_received:
            text += f"，{cn_day(h.clarification_received)}收到补正材料，答复期限自收到补正之日起重新计算"
        told.append((h.clarification_sent, text + "。"))
    for item in h.consultations:
        whom = "第三方" if item.party == "third_party" else "有关行政机关"
        text = f"因申请公开的信息涉及{whom}，{we}于{cn_day(item.sent)}书面征求其意见"
        if item.answered and not item.withdrawn:
            text += f"，{cn_day(item.answered)}收到意见"
        told.append((item.sent, text + "，征求意见所需时间不计入答复期限。"))
    for extended in h.extensions:
        text = f"经政府信息公开工作机构负责人同意，{we}于{cn_day(extended.on)}决定延期{extended.days}个工作日答复"
        on, told_on = extended.on, extended.told
        told.append((on, text + ("。" if extended.awaits_notice and told_on is None else "并已告知。")))
    return [text for _, text in sorted(told, key=lambda item: item[0])]


def _ordered_history(h: History, order: Order, we: str) -> list[str]:
    """Return what happened before a reply a decision ordered: the decision, and whom this reply was asked about."""
    told = [f"{we}于{cn_day(order.on)}收到{order.decision}，现按照要求重新作出答复。"]
    for item in h.consultations:
        if item.sent >= order.on:
            whom = "第三方" if item.party == "third_party" else "有关行政机关"
            text = f"因申请公开的信息涉及{whom}，{we}于{cn_day(item.sent)}书面征求其意见"
            answered = f"，{cn_day(item.answered)}收到意见" if item.answered and not item.withdrawn else ""
            told.append(f"{text}{answered}。")
    return told


def review_context(
    office: Office, case: CaseFile, day: date | None = None, sheet: ReviewRow | None = None
) -> dict[str, Any]:
    """Return a 审查表 of the case as values, by the law of a day; an empty sheet when no review was begun.

    Args:
        office: the open record.
        case: the case.
        day: the provisions printed are those of this day.
        sheet: the sheet; None takes the first that counts.
    """
    review = sheet or next(iter(case.reviews), None)
    reviewed = next((a for a in case.attachments if review and a.id == review.attachment_id), None)
    answers = review.answers if review else {}
    head = review.head if review else {}
    checklist = office.checklist_of(review.checklist_version) if review else office.checklist
    groups: dict[str, list[dict[str, str]]] = {}
    for item in checklist.items:
        given = answers.get(item.id, {})
        groups.setdefault(item.group, []).append(
            {
                "id": item.id,
                "question": item.question,
                "answer": str(given.get("answer", "")),
                "basis": item.basis_on(day) if day else item.basis,
                "note": _noted(given),
            }
        )
    signed = {s.role: s for s in signatures_of(review, case.state.facts)} if review else {}
    signers = []
    for signer in checklist.signers:
        given_by = signed.get(signer.role)
        signers.append(
            {
                "role": signer.label,
                "name": given_by.name if given_by else "",
                "opinion": given_by.opinion if given_by else "",
                "date": given_by.on.isoformat() if given_by else "",
            }
        )
    keys = ("department", "formed", "carrier", "pages", "audience", "publicity")
    return {
        "title": review.material if review else "",
        **{key: str(head.get(key, "")) for key in keys},
        "groups": [{"name": name, "items": items} for name, items in groups.items()],
        "conclusion": review.conclusion if review else "",
        "reason": review.reason if review else "",
        "signers": signers,
        "sheet": [review.id, review.version] if review else [],
        "file": reviewed.name if reviewed else "",
        "mark": reviewed.sha256[:16] if reviewed else "",
        "masks": list(reviewed.masks) if reviewed else [],
        "kept": _left_as_they_are(reviewed) if reviewed else [],
    }


def _noted(given: Mapping[str, Any]) -> str:
    """Return the explanation of an answer with how it was dealt with."""
    handled = HANDLED.get(str(given.get("handled", "")), "")
    return "；".join(part for part in (handled, str(given.get("note", ""))) if part)


def _left_as_they_are(reviewed: AttachmentRow) -> list[dict[str, str]]:
    """Return what was found in a 公开件 and left, class by class with the reasons; numbers and names stay unprinted."""
    looked = looked_of(reviewed.looked)
    found: dict[tuple[str, str], int] = {}
    for hit in looked.hits:
        if reason := looked.answer_to(hit):
            found[hit.kind, reason] = found.get((hit.kind, reason), 0) + 1
    lines = [{"what": f"{kind} {count} 处", "why": reason} for (kind, reason), count in found.items()]
    return lines + [
        {"what": text, "why": looked.answers[key]} for key, text in looked.notes.items() if looked.answers.get(key)
    ]


def cn_day(day: date) -> str:
    """Return 2026年11月5日."""
    return f"{day.year}年{day.month}月{day.day}日"
