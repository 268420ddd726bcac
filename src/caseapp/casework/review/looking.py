"""Looking into material before it is disclosed: what is found is shown to the reviewer, who decides (条例第十七条)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from caseapp.casework.office import Refused
from caseapp.material import looking
from caseapp.material.errors import MaterialError
from caseapp.material.finders import KINDS
from caseapp.material.pieces import Note

Hit: TypeAlias = looking.Hit
LookNote: TypeAlias = Note


@dataclass(frozen=True, slots=True)
class Look:
    """What was found in a file.

    Attributes:
        summary: class and number of its hits, in the order of ``finders.KINDS``, only those with any.
        notes: what a person must look at because the program cannot.
        complete: whether the file was looked through to its end; False after a cancelled look.
    """

    name: str
    hits: tuple[Hit, ...]
    notes: tuple[LookNote, ...]
    summary: tuple[tuple[str, int], ...]
    complete: bool


def look_into(
    name: str,
    data: bytes,
    *,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Look:
    """Look through the bytes of a file; nothing of it is kept.

    Args:
        name: of the file; its ending is compared with what the bytes say.
        data: the file.
        progress: told after each page or some hundred rows how much is done, and of how much.
        cancelled: asked at the same moments; the look ends there when it says yes.

    Raises:
        Refused: the program cannot look into the file, in a sentence that says why and what to do.
    """
    hits: list[Hit] = []
    notes: list[LookNote] = []
    complete = True
    steps = looking.look(name, data)
    try:
        for step in steps:
            hits += step.hits
            notes += step.notes
            if progress is not None:
                progress(step.done, step.total)
            if cancelled is not None and cancelled():
                complete = False
                break
    except MaterialError as error:
        raise Refused(str(error)) from error
    finally:
        steps.close()
    counts = [(kind, sum(hit.kind == kind for hit in hits)) for kind in KINDS]
    return Look(name, tuple(hits), tuple(notes), tuple(count for count in counts if count[1]), complete)
