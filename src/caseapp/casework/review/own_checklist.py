"""The 保密审查检查单 of the office: its own file in versions beside the shipped one, which stays as it came.

A sheet keeps the version it was answered by: it is shown, judged and printed by that one whatever is used since.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from caseapp import resources
from caseapp.casework.letters.own_versions import OWN_MARK, Kept, OwnState, OwnVersion, entry_of, kept_in, sha_of
from caseapp.casework.office import Done, Office, Refused
from caseapp.casework.outfiles import write_whole
from caseapp.casework.review.checklist_file import decode, parse
from caseapp.casework.texts import clean
from caseapp.law.review import Checklist

SETTING = "own_checklist"
FILE_NAME = "保密审查检查单.toml"
_DONE = Done(0, frozenset({"settings"}))


@dataclass(frozen=True, slots=True)
class ChecklistState(OwnState):
    """Which checklist new sheets are answered by.

    Attributes:
        checklist: the one in use.
        shipped_version: version that came with the program.
    """

    checklist: Checklist
    shipped_version: str


def checklist_in_use(office: Office) -> Checklist:
    """Return the checklist of new sheets: the office's own where it has one that can be used, else the shipped one."""
    active = _kept(office).active
    own = _read(active.text, active.name)[0] if active else None
    return own or resources.load_checklist()


def own_in_use(office: Office) -> OwnVersion | None:
    """Return the office's own version in use, None where it is the shipped one."""
    return _kept(office).active


def checklist_of(office: Office, version: str) -> Checklist:
    """Return the checklist a sheet was answered by; the shipped one for a version that is not kept.

    What the program asks of a list today is not asked of one that sheets were answered by before.
    """
    _, mark, number = version.partition(OWN_MARK)
    own = next((v for v in _kept(office).versions if str(v.number) == number), None) if mark else None
    return _answered(own.text, own.name) if own else resources.load_checklist()


def signer_label(office: Office, role: str) -> str:
    """Return what a signer is called, now or in the shipped checklist; "" when nowhere."""
    named = (*checklist_in_use(office).signers, *resources.load_checklist().signers)
    return next((signer.label for signer in named if signer.role == role), "")


def checklist_state(office: Office) -> ChecklistState:
    """Return whose checklist is used."""
    held = _kept(office)
    own = held.active
    return ChecklistState(
        own=own,
        changed=own is not None and own.base_sha != sha_of(shipped_text()),
        problem=_read(own.text, own.name)[1] if own else "",
        versions=held.versions[::-1],
        checklist=checklist_in_use(office),
        shipped_version=resources.load_checklist().version,
    )


def shipped_text() -> str:
    """Return the file that came with the program."""
    return resources.read_text(resources.CHECKLIST)


def used_text(office: Office) -> str:
    """Return the file in use."""
    state = checklist_state(office)
    return state.own.text if state.own and not state.problem else shipped_text()


def difference(office: Office) -> list[str]:
    """Return how the office's file differs from the shipped one, as lines of a unified comparison."""
    own = _kept(office).active
    lines = (own.text if own else shipped_text()).splitlines()
    return list(difflib.unified_diff(shipped_text().splitlines(), lines, "原文", "本机关的检查单", lineterm=""))


def export_checklist(office: Office, path: Path, *, shipped: bool = False) -> Path:
    """Write the file in use, or the shipped one; a folder gets it inside.

    Raises:
        Refused: the place is no file. OSError: the file cannot be written.
    """
    text = shipped_text() if shipped else used_text(office)
    return write_whole(text.encode(), path / FILE_NAME if path.is_dir() else path)


def import_checklist(office: Office, name: str, data: bytes, today: date, note: str = "") -> Done:
    """Keep a file as the office's newest version, used for every sheet saved from now on.

    Raises:
        Refused: the file is broken in any way, not in force yet, or says nothing new; nothing is changed.
    """
    name = Path(name).name
    note = clean(note, "修改说明", 200) or f"导入 {name[:100]}"
    text = decode(name, data)
    made = parse(text)
    if made.in_force_from > today:
        raise Refused(f"检查单从 {made.in_force_from} 起使用（in_force_from），请到那一天再导入。")
    with office.record.change("修改保密审查检查单", office.who, office.now()) as change:
        before, shipped = _kept(office), shipped_text()
        if before.active is None and text == shipped:
            raise Refused("与随程序提供的原文完全相同，没有可保存的改动。")
        if before.active and text == before.active.text and before.active.base_sha == sha_of(shipped):
            raise Refused("与正在使用的一版完全相同，没有可保存的改动。")
        base = resources.load_checklist().version
        added = before.added(office.now(), office.who, note, text, base, shipped)
        change.set_setting(SETTING, entry_of((*before.versions, added), added.number))
    return _DONE


def return_to_shipped_checklist(office: Office) -> Done:
    """Use the shipped checklist again; the office's versions are kept, for the sheets answered by them.

    Raises:
        Refused: the shipped one is what is used.
    """
    held = _kept(office)
    if held.active is None:
        raise Refused("现在用的就是随程序提供的检查单。")
    with office.record.change("恢复检查单原文", office.who, office.now()) as change:
        change.set_setting(SETTING, entry_of(held.versions, None))
    return _DONE


def new_items(old: Checklist, new: Checklist) -> Sequence[str]:
    """Return the ids a newer checklist asks besides."""
    known = {item.id for item in old.items}
    return [item.id for item in new.items if item.id not in known]


def _kept(office: Office) -> Kept:
    return kept_in(office.record.setting(SETTING, {}))


@lru_cache(maxsize=32)
def _read(text: str, version: str) -> tuple[Checklist | None, str]:
    """Return the checklist of a kept text, or None and why it cannot be used with this version of the program."""
    try:
        parse(text)
    except Refused as error:
        return None, error.sentence
    return _answered(text, version), ""


@lru_cache(maxsize=32)
def _answered(text: str, version: str) -> Checklist:
    try:
        return resources.checklist_of(tomllib.loads(text), version)
    except (KeyError, TypeError, ValueError, RecursionError):
        return resources.load_checklist()
