"""公开件: the files a reply gives out, each with its own 审查表; a masked copy stands for its original."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from caseapp.law.facts import Fact
from caseapp.store.rows import AttachmentRow, ReviewRow

MATERIAL = "material"
Material: TypeAlias = AttachmentRow


@dataclass(frozen=True, slots=True)
class Sheets:
    """The review sheets that count for the reply under way.

    Attributes:
        standing: one for each 公开件 that has one, or the one that covers the reply as a whole.
        uncovered: 公开件 without a sheet.
        stale: a sheet covers the reply as a whole, and the 公开件 changed since it was saved.
    """

    standing: tuple[ReviewRow, ...]
    uncovered: tuple[AttachmentRow, ...]
    stale: bool


def disclosed(attachments: Iterable[AttachmentRow]) -> list[AttachmentRow]:
    """Return the 公开件 as they go out: voided ones and originals of masked copies left out."""
    standing = [row for row in attachments if row.role == MATERIAL and not row.voided]
    originals = {row.masked_from for row in standing}
    return [row for row in standing if row.id not in originals]


def digest_of(given: Iterable[AttachmentRow]) -> str:
    """Return one digest over files, "" for none."""
    digests = sorted(row.sha256 for row in given)
    return hashlib.sha256("".join(digests).encode()).hexdigest() if digests else ""


def sheets_of(
    reviews: Iterable[ReviewRow],
    attachments: Sequence[AttachmentRow],
    facts: Iterable[Fact],
    now: Iterable[Fact],
) -> Sheets:
    """Return the sheets that count.

    Args:
        reviews: every sheet of the case.
        attachments: of the case.
        facts: the effective facts.
        now: those of the reply under way; a sheet signed for an earlier reply does not count.
    """
    kept = {fact.id for fact in now}
    earlier = {f.detail.get("review_id") for f in facts if f.kind == "review_signed" and f.id not in kept}
    latest = {r.attachment_id: r for r in sorted(reviews, key=lambda r: r.id) if r.id not in earlier}
    given = disclosed(attachments)
    own = tuple(latest[row.id] for row in given if row.id in latest)
    whole = latest.get(None)
    if whole is not None and not own:
        return Sheets((whole,), (), whole.content_sha256 != digest_of(given))
    uncovered = tuple(row for row in given if row.id not in latest) if own else ()
    return Sheets(own, uncovered, False)
