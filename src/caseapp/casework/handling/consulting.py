"""Consultations (征求意见) of third parties and co-author organs: letters out, opinions in, what is told after."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from caseapp.casework.letters.letters import draw_number, freeze
from caseapp.casework.letters.notices import MORE_DOCUMENTS, send
from caseapp.casework.office import Done, Office, Refused
from caseapp.casework.texts import clean
from caseapp.casework.working import Working, working
from caseapp.law.consulted import objections_untold
from caseapp.law.facts import FACT_KINDS
from caseapp.law.remedies import remedy_paragraphs

GROUNDS = ("不公开可能对公共利益造成重大影响", "第三方不同意公开的理由不合理")


def consult_third_party(
    office: Office,
    case_id: int,
    sent: date,
    third_party: str,
    summary: str,
    interests: str,
    today: date,
    address: str = "",
) -> Done:
    """Ask a third party in writing; its 15 working days run from receipt, silence leaves the decision to the organ.

    条例第三十二条、第三十三条第三款. The letter names the information, not the applicant; the applicant is told, in a
    letter of its own that does not name the third party, that its time is not counted.
    """
    name = clean(third_party, "第三方名称", 100, required=True)
    with working(office, case_id, "consult", "征求第三方意见", today) as work:
        work.check_day("third_party_sent", sent)
        label = _next_label(work.case.facts, "third_party_sent")
        slots = {"third_party": name, "summary": summary, "interests": interests, "third_party_address": address}
        number = draw_number(work, office.profile.code_notice, sent.year)
        document = freeze(work, "third_party_notice", slots, made_on=sent, number=number)
        told = _tell_applicant(work, sent, "第三方")
        detail = {"party": name, "number": number, MORE_DOCUMENTS: told}
        work.add_fact("third_party_sent", sent, detail, label=label, document_id=document)
    return work.done()


def consult_organ(
    office: Office,
    case_id: int,
    sent: date,
    organ: str,
    number: str,
    today: date,
    *,
    summary: str = "",
    address: str = "",
) -> Done:
    """Ask a co-author organ; its silence counts as consent (条例第三十四条). The applicant is told as well.

    Args:
        office: the open record.
        case_id: the case.
        sent: day of the letter, its 成文日期.
        organ: the organ asked.
        number: the 文号 of a letter already sent from the OA, "" draws one.
        today: the day it is recorded.
        summary: what the two organs made together.
        address: where the letter goes.

    Raises:
        Refused: nobody named, or the 文号 is taken.
    """
    name = clean(organ, "机关名称", 100, required=True)
    with working(office, case_id, "consult", "征求机关意见", today) as work:
        work.check_day("organ_sent", sent)
        label = _next_label(work.case.facts, "organ_sent")
        slots = {"organ": name, "summary": summary, "organ_address": address}
        letter = send(work, "organ_notice", slots, on=sent, number=number)
        told = _tell_applicant(work, sent, "共同制作该信息的行政机关")
        detail = {"party": name, "number": letter.number, MORE_DOCUMENTS: told}
        work.add_fact("organ_sent", sent, detail, label=label, document_id=letter.document_id)
    return work.done()


def _tell_applicant(work: Working, sent: date, category: str) -> list[int]:
    """Freeze the 征求意见告知书 to the applicant (条例第三十三条第三款); it names the category of the party only."""
    clock = work.case.clock
    ordered = clock is not None and clock.history.order is not None
    slots = {
        "category": category,
        "asked_on": sent,
        "counting": "答复期限由决定确定，照常计算" if ordered else "征求意见所需时间不计入答复期限",
    }
    made = send(work, "consultation_told", slots, on=sent).document_id
    return [made] if made is not None else []


def record_consultation(
    office: Office,
    case_id: int,
    party: str,
    what: str,
    on: date,
    today: date,
    *,
    label: str = "",
    agrees: bool | None = None,
    note: str = "",
) -> Done:
    """Record what became of a consultation: ``received``, ``replied`` or ``withdrawn``.

    Args:
        office: the open record.
        case_id: the case.
        party: ``third_party`` or ``organ``.
        what: received (they got the letter), replied (opinion in hand) or withdrawn.
        on: the day.
        today: the day it is recorded.
        label: which consultation of that kind.
        agrees: the opinion, for ``replied``.
        note: its reasons.

    Raises:
        Refused: unknown party or step. AnswerWithoutQuestion, AskedTwice: the facts cannot be.
    """
    kind = f"{party}_{what}"
    if kind not in FACT_KINDS or what not in ("received", "replied", "withdrawn"):
        raise Refused("征求意见的登记项应当是收到征求意见书、收到意见或撤回之一。")
    detail: dict[str, object] = {"note": clean(note, "意见内容", 2000, lines=True)}
    if what == "replied":
        if agrees is None:
            raise Refused("请选择对方是否同意公开。")
        detail["agrees"] = agrees
    with working(office, case_id, "record_opinion", FACT_KINDS[kind], today) as work:
        work.add_fact(kind, on, detail, label=label)
    return work.done()


def notify_third_party(
    office: Office,
    case_id: int,
    on: date,
    ground: str,
    items: Sequence[str],
    reason: str,
    today: date,
    *,
    label: str = "",
    served_online: bool = False,
) -> Done:
    """Tell a third party what is disclosed against its objection and why, with its remedies (条例第三十二条).

    Args:
        office: the open record.
        case_id: the case.
        on: day of the letter, its 成文日期.
        ground: one of GROUNDS.
        items: what is disclosed, one entry each.
        reason: the reasons in facts.
        today: the day it is recorded.
        label: which consultation.
        served_online: whether it goes over the internet, so that it names the internet channel for 复议.

    Raises:
        NotAllowed: nothing is disclosed, or no objection stands that was not answered.
        RemedyIncomplete: the profile lacks what the remedy clause names.
    """
    with working(office, case_id, "notify_third_party", "告知第三方公开决定", today) as work:
        open_ones = {fact.label: fact for fact in objections_untold(work.case.state.facts)}
        if label not in open_ones:
            raise Refused("请选择不同意公开、还没有告知的第三方。", "条例第三十二条")
        if on < open_ones[label].on:
            raise Refused(f"告知日期 {on} 早于收到第三方意见的 {open_ones[label].on}，请核对。")
        decided = work.case.state.on("outcome_decided")
        if decided and on < decided:
            raise Refused(f"告知日期 {on} 早于判断办理结果的 {decided}，请核对。")
        work.check_day("third_party_told", on)
        asked = next(f for f in work.case.facts if f.kind == "third_party_sent" and f.label == label)
        before = next((d for d in work.case.documents if d.number and d.number == asked.detail.get("number")), None)
        remedy = remedy_paragraphs(
            office.remedies, "B", on, office.profile.remedy_offices(), served_online=served_online, letter="告知书"
        )
        slots = {
            "third_party": asked.detail.get("party", ""),
            "addressing": before.data["slots"].get("addressing", "") if before else "",
            "asked_on": asked.on,
            "asked_number": asked.detail.get("number", ""),
            "ground": ground,
            "items": list(items),
            "reason": reason,
            "third_party_address": before.data["slots"].get("third_party_address", "") if before else "",
        }
        sent = send(work, "disclosure_notice", slots, on=on, remedy=remedy, served_online=served_online)
        detail = {"party": slots["third_party"], "ground": ground, "number": sent.number}
        work.add_fact("third_party_told", on, detail, label=label, document_id=sent.document_id)
    return work.done()


def _next_label(facts: Sequence[object], kind: str) -> str:
    count = sum(1 for fact in facts if getattr(fact, "kind", "") == kind)
    return str(count + 1) if count else ""
