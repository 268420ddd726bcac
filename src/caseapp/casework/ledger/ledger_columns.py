"""Which column of an old ledger is which (列的对应): guessed from its heading, chosen once, then remembered."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from caseapp import resources
from caseapp.casework.ledger.ledger_fields import FIELDS
from caseapp.casework.office import Office, Refused
from caseapp.law.ledger_words import COLUMNS, NOTE, OPEN, REQUIRED, SKIP, plain
from caseapp.law.parties import APPLICANT_CLASSES, CHANNELS
from caseapp.store.change import Change

NEEDED: tuple[str, ...] = (*REQUIRED, "申请人类别", "申请渠道")
"""What every case must have: a column of the file, or one value for all of it."""
SKIP_WORDS, NOTE_WORDS = "不导入", "并入备注"
_VALUES = "ledger_values"


@dataclass(frozen=True, slots=True)
class Matching:
    """How a file is read.

    Attributes:
        columns: heading -> column of ``COLUMNS``; SKIP is not imported, 备注 keeps heading and content in the note.
        fills: column the file does not have -> id every case gets.
        values: column -> value as ``plain`` returns it -> id, for values not known by themselves.
        own: the file is an export of this program: what it derives is left out, not put into 备注.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    fills: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    own: bool = False

    def missing(self) -> list[str]:
        """Return the needed columns neither the file nor a fill gives."""
        given = {*self.columns.values(), *self.fills}
        return [column for column in NEEDED if column not in given]


class ColumnsMissing(Refused):
    """No heading of the file is known for a column every case needs."""

    def __init__(self, missing: Sequence[str]) -> None:
        super().__init__(f"没有认出{'、'.join(f'“{column}”' for column in missing)}，请指明文件里哪一列是，没有导入。")
        self.missing = tuple(missing)


def fixed_values(column: str) -> dict[str, str]:
    """Return id -> words of a column that takes fixed values, {} for a column that does not."""
    if column == "申请人类别":
        return dict(APPLICANT_CLASSES)
    if column == "申请渠道":
        return {key: channel.label for key, channel in CHANNELS.items()}
    if column == "办理结果":
        rows = {str(row.number): row.full_label for row in resources.load_annual_rows() if 3 <= row.number <= 23}
        return rows | {OPEN: "未办结"}
    return {}


def matching_for(office: Office, names: Sequence[str]) -> Matching:
    """Return how a file with these headings is read: as last time, else as guessed."""
    kept: dict[str, Any] = office.record.setting(_key(names), {}) or {}
    own = own_columns(names)
    columns = (own or resources.load_ledger_words().guess(names)) | dict(kept.get("columns", {}))
    return Matching(columns, dict(kept.get("fills", {})), office.record.setting(_VALUES, {}) or {}, bool(own))


def own_columns(names: Sequence[str]) -> dict[str, str]:
    """Return how an export of this program is read back, {} for a file that has headings the program never writes."""
    known = {field.heading: field.column or SKIP for field in FIELDS}
    given = [name for name in names if name]
    whole = set(given) <= set(known) and any(known[name] == SKIP for name in given)
    return {name: known[name] for name in given} if whole else {}


def chosen(
    office: Office,
    names: Sequence[str],
    columns: Mapping[str, str],
    fills: Mapping[str, str],
    values: Mapping[str, Mapping[str, str]],
) -> Matching:
    """Return the matching of a file with some choices laid over it.

    Args:
        office: the open record.
        names: the headings of the file.
        columns: heading -> column, SKIP or 备注.
        fills: column -> id for every case.
        values: column -> words of the file -> id.

    Raises:
        Refused: a heading the file does not have, an unknown column or value, or two headings for one column.
    """
    base = matching_for(office, names)
    for name, column in columns.items():
        if name not in names:
            raise Refused(f"文件里没有“{name}”这一列。")
        if column not in (*COLUMNS, SKIP):
            raise Refused(f"“{column}”不是可以对应的列，可用的有：{'、'.join(COLUMNS)}，以及{SKIP_WORDS}。")
    merged = dict(base.columns)
    for name, column in columns.items():
        if column not in (SKIP, NOTE):
            # A column chosen by hand takes the place of one merely guessed.
            merged |= {other: NOTE for other, held in merged.items() if held == column and other not in columns}
        merged[name] = column
    _require_one_each(merged)
    for column, value in fills.items():
        _require_value(column, value)
    kept = {column: dict(known) for column, known in base.values.items()}
    for column, known in values.items():
        for words, value in known.items():
            _require_value(column, value)
            kept.setdefault(column, {})[plain(words)] = value
    return Matching(merged, {**base.fills, **fills}, kept, base.own)


def remember(office: Office, change: Change, names: Sequence[str], matching: Matching) -> None:
    """Keep a matching for the next file with the same headings, where it is not kept already."""
    kept = {"columns": dict(matching.columns), "fills": dict(matching.fills)}
    guessed = {"columns": own_columns(names) or resources.load_ledger_words().guess(names), "fills": {}}
    if kept != (office.record.setting(_key(names)) or guessed):
        change.set_setting(_key(names), kept)
    values = {column: dict(known) for column, known in matching.values.items() if known}
    if values != (office.record.setting(_VALUES) or {}):
        change.set_setting(_VALUES, values)


def value_id(column: str, words: str) -> str:
    """Return the id of a fixed value by its own words.

    Raises:
        Refused: the column takes no fixed values, or none with these words.
    """
    options = fixed_values(column)
    bare = plain(words)
    found = next((key for key, label in options.items() if bare == plain(label)), None)
    found = found or resources.load_ledger_words().value(column, words)
    if found is None:
        said = f"应当是{'、'.join(options.values())}之一" if options else "不是有固定取值的列"
        raise Refused(f"“{column}”的取值“{words}”不认识，{said}。")
    return found


def _require_value(column: str, value: str) -> None:
    if value not in fixed_values(column):
        raise Refused(f"“{column}”没有取值“{value}”。")


def _require_one_each(columns: Mapping[str, str]) -> None:
    seen: dict[str, str] = {}
    for name, column in columns.items():
        if column in (SKIP, NOTE):
            continue
        if column in seen:
            raise Refused(f"“{seen[column]}”和“{name}”都对应“{column}”，请只留一列，另一列并入备注或者不导入。")
        seen[column] = name


def _key(names: Iterable[str]) -> str:
    text = json.dumps([name for name in names if name], ensure_ascii=False)
    return f"ledger_columns:{hashlib.sha256(text.encode()).hexdigest()[:16]}"
