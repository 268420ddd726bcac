"""Views of the ledger the office keeps under a name: conditions, sort and columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from caseapp.casework.ledger.ledger_fields import known
from caseapp.casework.ledger.ledger_views import Wanted
from caseapp.casework.office import Done, Office, Refused
from caseapp.casework.texts import clean

SETTING = "ledger_views"
MOST = 30
_DONE = Done(0, frozenset({"settings"}))


@dataclass(frozen=True, slots=True)
class SavedView:
    """One view.

    Attributes:
        sort: SQL column; columns: keys of those shown in their order, () for what fits.
        widths: of the columns whose width was changed, in pixels.
    """

    name: str
    wanted: Wanted
    sort: str
    descending: bool
    columns: tuple[str, ...]
    widths: Mapping[str, int] = field(default_factory=dict)


def saved_views(office: Office) -> list[SavedView]:
    """Return the views kept, in the order they were saved."""
    return [_read(entry) for entry in office.record.setting(SETTING, [])]


def view_named(office: Office, name: str) -> SavedView:
    """Return the view kept under a name.

    Raises:
        Refused: there is none.
    """
    views = saved_views(office)
    found = next((view for view in views if view.name == name.strip()), None)
    if found is None:
        there = f"保存的视图有：{'、'.join(view.name for view in views)}。" if views else "还没有保存过视图。"
        raise Refused(f"没有名为“{name}”的视图，{there}")
    return found


def save_view(office: Office, view: SavedView) -> Done:
    """Keep a view; one of the same name gives way.

    Raises:
        Refused: no name, or too many views.
    """
    name = clean(view.name, "视图名称", 30, required=True)
    entry = {**asdict(view), "name": name, "columns": list(view.columns), "widths": dict(view.widths)}
    kept = [old for old in office.record.setting(SETTING, []) if old["name"] != name]
    if len(kept) >= MOST:
        raise Refused(f"最多保存 {MOST} 个视图，请先删除不用的。")
    _store(office, [*kept, entry], f"保存视图“{name}”")
    return _DONE


def drop_view(office: Office, name: str) -> Done:
    """Forget a view."""
    kept = [old for old in office.record.setting(SETTING, []) if old["name"] != name]
    _store(office, kept, f"删除视图“{name}”")
    return _DONE


def _store(office: Office, entries: list[dict[str, Any]], title: str) -> None:
    with office.record.change(title, office.who, office.now()) as change:
        change.set_setting(SETTING, entries)


def _read(entry: dict[str, Any]) -> SavedView:
    conditions = {field.name for field in fields(Wanted)}
    wanted = Wanted(**{key: str(value) for key, value in entry["wanted"].items() if key in conditions})
    widths = {str(key): int(width) for key, width in entry.get("widths", {}).items()}
    columns = known([str(key) for key in entry["columns"]])
    return SavedView(entry["name"], wanted, entry["sort"], bool(entry["descending"]), columns, widths)
