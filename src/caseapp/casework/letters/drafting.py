"""The draft of a reply: what is typed, kept as typed, and the mark by which a signed text is known again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from caseapp.casework.casefile import CaseFile
from caseapp.casework.office import Office
from caseapp.law.outcomes import Outcome
from caseapp.law.parties import SERVICE_WAYS


@dataclass(frozen=True, slots=True)
class ReplyDraft:
    """The reply being written.

    Attributes:
        serve_way: how it is to be served (key of SERVICE_WAYS); online service needs the online remedy channel.
        slots: the template's blanks.
        decided: the 成文日期 planned, None = the day of 签发.
    """

    slots: Mapping[str, Any]
    serve_way: str = "post"
    decided: date | None = None


def draft_key(case_id: int, outcome: Outcome | None) -> str:
    """Return the key the autosaved reply draft is kept under; another outcome has a draft of its own."""
    return f"reply:{case_id}:{outcome.id if outcome else ''}"


def save_reply_draft(office: Office, case_id: int, outcome: Outcome | None, draft: ReplyDraft) -> None:
    """Keep what is typed, as typed; a draft is never refused and never journalled."""
    payload = {
        "slots": {key: value.isoformat() if isinstance(value, date) else value for key, value in draft.slots.items()},
        "serve_way": draft.serve_way,
        "decided": draft.decided.isoformat() if draft.decided else None,
    }
    office.record.save_draft(draft_key(case_id, outcome), payload, office.now())


def draft_mark(draft: ReplyDraft) -> str:
    """Return a digest of what a signer reads of a draft, without the 成文日期, which follows the signature."""
    slots = {key: said for key, value in sorted(draft.slots.items()) if (said := _said(value))}
    text = json.dumps([slots, draft.serve_way], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _said(value: object) -> str | list[str]:
    """Return a value as it is read, whether it was typed in the window or given on the command line."""
    if isinstance(value, (list, tuple)):
        return [text for text in (str(entry).strip() for entry in value) if text]
    return "" if value is None else str(value).strip()


def reply_draft(office: Office, case: CaseFile) -> ReplyDraft:
    """Return the draft kept for a case, or one begun from what is known."""
    kept = office.record.draft(draft_key(case.id, case.outcome))
    if kept is None:
        online = case.row.obtain_way in ("网络", "网络平台") and "platform"
        return ReplyDraft({}, online or ("email" if case.row.obtain_way == "电子邮件" else "post"))
    decided = kept.payload.get("decided")
    way = kept.payload.get("serve_way", "post")
    return ReplyDraft(
        kept.payload.get("slots", {}),
        way if way in SERVICE_WAYS else "post",
        date.fromisoformat(decided) if decided else None,
    )


def decided_day(case: CaseFile, draft: ReplyDraft, today: date) -> date:
    """Return the 成文日期: as chosen, else the day of 签发 (GB/T 9704—2012), else today."""
    return draft.decided or case.state.on("signed_off") or today
