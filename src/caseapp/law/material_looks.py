"""What was found in a 公开件 and what a person answered: what still stands in the way of giving it out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

ALL_OF = "kind:"
"""Begins the key of an answer to every hit of a class."""
MOST_KEPT = 2000
"""Hits kept one by one; of a longer list the rest is only counted, and answered by class."""


@dataclass(frozen=True, slots=True)
class SeenHit:
    """One place found: class, text, place and words around it; page from 1, 0 where the file has no pages."""

    id: str
    kind: str
    text: str
    place: str
    page: int = 0
    context: str = ""


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found in a file.

    Attributes:
        at: when, as ISO text; "" while nobody has looked.
        hits: what was found, at most MOST_KEPT.
        counts: class -> how many there are in all.
        notes: id -> what a person must look at because the program cannot.
        answers: id of a hit or note, or ``kind:`` and a class -> the reason to leave it as it is.
    """

    at: str = ""
    hits: tuple[SeenHit, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)

    def answer_to(self, hit: SeenHit) -> str:
        """Return the reason a hit is left as it is, "" while it is not answered."""
        return self.answers.get(hit.id) or self.answers.get(ALL_OF + hit.kind) or ""

    @property
    def open_hits(self) -> tuple[SeenHit, ...]:
        """Hits kept one by one that nobody answered."""
        return tuple(hit for hit in self.hits if not self.answer_to(hit))

    @property
    def open_notes(self) -> dict[str, str]:
        """Notes nobody answered."""
        return {key: text for key, text in self.notes.items() if not self.answers.get(key)}

    @property
    def open_counts(self) -> dict[str, int]:
        """Class -> hits not answered, those beyond the ones kept included."""
        found = Counter(hit.kind for hit in self.open_hits)
        listed = Counter(hit.kind for hit in self.hits)
        for kind, count in self.counts.items():
            if count > listed[kind] and not self.answers.get(ALL_OF + kind):
                found[kind] += count - listed[kind]
        return dict(found)

    @property
    def open_words(self) -> str:
        """What is not dealt with, in a few words; "" when all is."""
        found = [f"{kind} {count} 处" for kind, count in self.open_counts.items()]
        if notes := len(self.open_notes):
            found.append(f"须人工查看 {notes} 处")
        return "、".join(found)

    def kept(self) -> dict[str, Any]:
        """Return it as the record keeps it."""
        return {
            "at": self.at,
            "hits": [[hit.id, hit.kind, hit.text, hit.place, hit.page, hit.context] for hit in self.hits],
            "counts": dict(self.counts),
            "notes": dict(self.notes),
            "answers": dict(self.answers),
        }


def looked_of(kept: Mapping[str, Any]) -> Looked:
    """Return what the record keeps of a look; {} is none."""
    return Looked(
        at=str(kept.get("at", "")),
        hits=tuple(SeenHit(*hit) for hit in kept.get("hits", ())),
        counts=kept.get("counts", {}),
        notes=kept.get("notes", {}),
        answers=kept.get("answers", {}),
    )
