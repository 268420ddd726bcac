"""The office's own font files for letters: chosen, looked at, and laid over the bundled ones."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from caseapp.casework.office import Done, Office, Refused

if TYPE_CHECKING:
    from caseapp.documents.fonts import Fonts

SETTING = "letter_fonts"
BUNDLED = {"body": "Fandol 仿宋", "title": "Noto Serif SC 特粗", "hei": "Noto Sans SC 中黑", "kai": "霞鹜文楷"}
_SAMPLE = "政府信息公开统计局，。〔2026〕"  # a font that lacks these is none for Chinese letters


class FontUnusable(Refused):
    """A font file the office chose cannot be used on this computer; what is not typeset goes on."""


@dataclass(frozen=True, slots=True)
class FontChoice:
    """The font of one role.

    Attributes:
        role: key of the role. label: the role in words.
        path: the office's own file, None for the bundled font.
        problem: why the file cannot be used now, "" when it can.
    """

    role: str
    label: str
    path: Path | None
    problem: str

    @property
    def words(self) -> str:
        """What is used: the bundled font by name, or the file."""
        return str(self.path) if self.path else f"自带：{BUNDLED[self.role]}"


def office_fonts(office: Office) -> Fonts:
    """Return the fonts letters are set in.

    Raises:
        FontUnusable: a file of the office is not there, or no longer a TrueType font.
    """
    from caseapp.documents.fonts import own_fonts
    from caseapp.documents.truetype import FontFileError

    try:
        return own_fonts(_chosen(office))
    except FontFileError as error:
        raise FontUnusable(str(error)) from error


def font_choices(office: Office) -> list[FontChoice]:
    """Return what each role is set in."""
    from caseapp.documents.fonts import OWN_ROLES

    chosen = _chosen(office)
    return [
        FontChoice(role, label, chosen.get(role), _problem(role, chosen[role]) if role in chosen else "")
        for role, label in OWN_ROLES.items()
    ]


def choose_font(office: Office, role: str, path: Path | None) -> Done:
    """Set letters in a font file of the office; None returns to the bundled font.

    The file stays where it is: the record names it, since fonts are licensed to a computer.

    Raises:
        Refused: an unknown role, or a file that cannot serve; nothing is changed.
    """
    from caseapp.documents.fonts import OWN_ROLES

    if role not in OWN_ROLES:
        raise Refused(f"没有名为“{role}”的字体，可用的有：{'、'.join(OWN_ROLES)}。")
    if path is not None and (problem := _problem(role, path)):
        raise Refused(problem)
    kept = {key: str(value) for key, value in _chosen(office).items() if key != role}
    if path is not None:
        kept[role] = str(path.resolve())
    with office.record.change("设置文书字体", office.who, office.now()) as change:
        change.set_setting(SETTING, kept)
    return Done(0, frozenset({"settings"}))


def _chosen(office: Office) -> dict[str, Path]:
    kept = office.record.setting(SETTING, {}) or {}
    return {str(role): Path(str(path)) for role, path in kept.items()}


def _problem(role: str, path: Path) -> str:
    from caseapp.documents.fonts import own_fonts
    from caseapp.documents.truetype import FontFileError

    try:
        face = own_fonts({role: path}).own(role)
        lacking = [c for c in _SAMPLE if face is not None and face.character(c) is None]
    except FontFileError as error:
        return str(error)
    return f"字体“{path.name}”没有“{lacking[0]}”等常用字，不能用来排公文。" if lacking else ""
