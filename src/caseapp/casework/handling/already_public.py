"""What of the office's publications answers a case, and the reply that tells where (条例第三十六条第（一）项)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from caseapp.casework.casefile import CaseFile, load_case
from caseapp.casework.handling.publications import publications
from caseapp.casework.letters.drafting import ReplyDraft, reply_draft, save_reply_draft
from caseapp.casework.office import Office, Refused
from caseapp.law.facts import first
from caseapp.law.publications import Fit, Publication, likely

OUTCOME = "already_public"
SHOWN = 5


def public_fits(office: Office, request: str, on: date) -> tuple[Fit, ...]:
    """Return the publications that probably answer a request received on a day, the likeliest first, a few at most."""
    if len(request.strip()) < 2:
        return ()
    return tuple(likely(request, publications(office), on)[:SHOWN])


def fits_of(office: Office, case: CaseFile) -> tuple[Fit, ...]:
    """Return the publications that probably answer a case; none once its reply is finalised."""
    if case.state.on("finalised"):
        return ()
    come = first(case.facts, "received") or first(case.facts, "arrived")
    return public_fits(office, case.row.request, come.on) if come else ()


def way_of(publication: Publication, *, dated: bool = False) -> str:
    """Return how a publication is found, in the words of the reply; ``dated`` adds the day of publication."""
    name = publication.name
    if publication.kind != "other" and "《" not in name:
        name = f"《{name}》"
    joint = "" if name.endswith("》") and publication.kind != "other" else "，"
    text = f"{name}{joint}{publication.place}" if publication.place else name
    if publication.link:
        text += f"，网址：{publication.link}"
    if dated and publication.published:
        day = publication.published
        text += f"（{day.year}年{day.month}月{day.day}日公布）"
    return text


def reason_of(chosen: Sequence[Publication]) -> str:
    """Return the 理由 of the outcome in a sentence."""
    return f"申请公开的信息已经主动公开，载于{'；'.join(way_of(own) for own in chosen)}。"


def begin_public(office: Office, case_id: int, chosen: Sequence[Publication], today: date) -> None:
    """Begin the reply that tells where to find what is already public; ways written before stay, new ones are added.

    Raises:
        Refused: the outcome is another one, or the reply is finalised.
    """
    case = load_case(office, case_id, today)
    if case.outcome is None or case.outcome.id != OUTCOME:
        raise Refused("本件的办理结果不是“予以公开（已主动公开）”，请先判断办理结果。", "条例第三十六条第（一）项")
    if case.state.on("finalised"):
        raise Refused("答复书已经定稿，不能再填入。")
    draft = reply_draft(office, case)
    kept = draft.slots.get("ways") or ()
    written = kept.splitlines() if isinstance(kept, str) else [str(way) for way in kept]
    alone = len(chosen) == 1 and not written
    new = [own for own in chosen if not any(way_of(own) in way for way in written)]
    slots = dict(draft.slots) | {"ways": [*written, *(way_of(own, dated=not alone) for own in new)]}
    if alone and chosen[0].published and not draft.slots.get("published"):
        slots["published"] = chosen[0].published.isoformat()
    save_reply_draft(office, case_id, case.outcome, ReplyDraft(slots, draft.serve_way, draft.decided))
