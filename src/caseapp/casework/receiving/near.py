"""Earlier requests near the one being registered: of the same applicant, alike in words, from one phone or address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from caseapp.casework.casefile import CaseFile
from caseapp.casework.handling.already_public import public_fits
from caseapp.casework.ledger.lists import cases_of
from caseapp.casework.letters.drafting import ReplyDraft, save_reply_draft
from caseapp.casework.office import Office
from caseapp.casework.receiving.same_person import alike_cases, one_each
from caseapp.law.publications import Fit
from caseapp.law.similar import alike, differing
from caseapp.store.rows import IndexFilter, IndexRow

SAME, WORDS = "同一申请人", "内容相近"
_EACH = 3
_LOOKED_AT = 400
_LEAST = 0.4
"""Below this share of common words two requests have nothing to do with each other."""


@dataclass(frozen=True, slots=True)
class NearRequest:
    """One earlier request.

    Attributes:
        why: SAME or WORDS, and what of the applicant it shares under another name (同一电话, 同一地址).
        pieces: its words, each with whether the new request lacks them; unmarked where the two have little in common.
        likely: it seems to ask for the same; difference: which years or places differ, "" where none is known.
        reply_number: 文号 of its reply, "" before; replied: its 成文日期, None before.
    """

    case_id: int
    number: str
    applicant: str
    status: str
    tone: str
    why: str
    pieces: tuple[tuple[str, bool], ...]
    likely: bool
    difference: str
    reply_number: str
    replied: date | None


@dataclass(frozen=True, slots=True)
class Near:
    """What stands beside a registration: how many requests the applicant made this year and month, and the nearest.

    Attributes:
        public: publications of the office that probably answer it.
    """

    this_year: int
    this_month: int
    requests: tuple[NearRequest, ...]
    public: tuple[Fit, ...] = ()


def near_requests(
    office: Office,
    applicant: str,
    phone: str,
    request: str,
    today: date,
    *,
    address: str = "",
    except_case: int = 0,
) -> Near:
    """Return what is near a request; a hint for 重复申请, judged when the case is handled (条例第三十六条第（六）项).

    Args:
        office: the open record.
        applicant: its name.
        phone: its phone.
        request: the words of the request.
        today: the day; the counts are of its year and month.
        address: its whole posting address.
        except_case: a case already registered, which is not near itself.
    """
    name = applicant.strip()
    own = [line for line in lines_of(office, name) if line.case_id != except_case]
    days = [day for line in own if (day := line.received or line.arrived)]
    found = {line.case_id: (line, SAME) for line in own[:_EACH]}
    scored = sorted(
        ((alike(request, line.request), line) for line in _alike_lines(office, request, except_case)),
        key=lambda pair: (not pair[0].same, -pair[0].score),
    )
    for score, line in [pair for pair in scored if pair[0].score >= _LEAST][:_EACH]:
        if line.case_id not in found or score.same:
            found[line.case_id] = (line, SAME if line.applicant == name else WORDS)
    shared = alike_cases(office, phone=phone, address=address, but=name)
    for line, alike_in in one_each([pair for pair in shared if pair[0].case_id != except_case])[:_EACH]:
        _, why = found.get(line.case_id, (line, ""))
        found[line.case_id] = (line, "、".join(filter(None, (why, *alike_in))))
    requests = [_near(office, line, why, request, today) for line, why in found.values()]
    return Near(
        sum(day.year == today.year for day in days),
        sum((day.year, day.month) == (today.year, today.month) for day in days),
        tuple(sorted(requests, key=lambda near: (not near.likely, near.why != SAME, not near.why.startswith(WORDS)))),
        public_fits(office, request, today),
    )


def lines_of(office: Office, applicant: str) -> list[IndexRow]:
    """Return the ledger lines of one applicant, the newest number first."""
    if not applicant:
        return []
    ids = office.record.index_ids(IndexFilter(applicant=applicant), "number", descending=True)
    return office.record.index_page(ids)


def _alike_lines(office: Office, request: str, except_case: int) -> list[IndexRow]:
    if len(request.strip()) < 4:
        return []
    ids = office.record.ids_sharing(request, _LOOKED_AT)
    return [line for line in office.record.index_page(ids) if line.case_id != except_case]


def _near(office: Office, line: IndexRow, why: str, request: str, today: date) -> NearRequest:
    score = alike(request, line.request)
    (case,) = cases_of(office, [line.case_id], today)
    words = " ".join(line.request.split())[:300]
    compared = score.score >= _LEAST
    pieces = differing(" ".join(request.split())[:300], words) if compared else [(words, False)]
    return NearRequest(
        case_id=line.case_id,
        number=line.number,
        applicant=line.applicant,
        status=case.status.text,
        tone=case.status.tone,
        why=why,
        pieces=tuple(pieces),
        likely=score.same,
        difference=score.difference if compared else "",
        reply_number=line.reply_number,
        replied=case.state.on("finalised") or line.closed_on,
    )


def answered_before(office: Office, case: CaseFile, today: date) -> tuple[NearRequest, ...]:
    """Return the answered requests of the same applicant a case may repeat (条例第三十六条第（六）项)."""
    row = case.row
    found = near_requests(office, row.applicant, "", row.request, today, except_case=case.id)
    return tuple(near for near in found.requests if near.likely and near.why == SAME and near.reply_number)


def begin_repeated(office: Office, case_id: int, near: NearRequest) -> None:
    """Begin the reply to a repeated request with the 文号 and date of the earlier one and the comparison."""
    words = "".join(text for text, _ in near.pieces)
    slots = {
        "earlier_number": near.reply_number,
        "earlier_date": near.replied.isoformat() if near.replied else "",
        "same": f"前次申请（{near.number}）为“{words[:120]}”，与本次申请要求公开的是相同的政府信息",
    }
    save_reply_draft(office, case_id, office.outcomes["repeated"], ReplyDraft(slots))
