"""Drafts: unfinished input, kept at once and outside the journal."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from caseapp.store.engine import RecordDatabase
from caseapp.store.mapping import fetch, select, stored
from caseapp.store.models import Draft
from caseapp.store.rows import DraftRow


class Drafts:
    """The part of the record that keeps what was typed and not yet finished."""

    _database: RecordDatabase

    def save_draft(self, key: str, payload: dict[str, Any], at: datetime) -> None:
        """Keep what was typed under a key, in place of what was kept there before."""
        row = DraftRow(key=key, payload=payload, saved_at=at)
        values = stored(row)
        update = {field: value for field, value in values.items() if field is not Draft.key}
        query = Draft.insert(values).on_conflict(conflict_target=[Draft.key], update=update)
        with self._database.translated():
            query.execute(self._database)

    def draft(self, key: str) -> DraftRow | None:
        """Return a draft, None when there is none."""
        found = fetch(self._database, DraftRow, select(DraftRow).where(Draft.key == key))
        return found[0] if found else None

    def drop_draft(self, key: str) -> None:
        """Forget a draft, finished or given up."""
        with self._database.translated():
            Draft.delete().where(Draft.key == key).execute(self._database)

    def drafts(self) -> list[DraftRow]:
        """Return all drafts, the one saved last first."""
        return fetch(self._database, DraftRow, select(DraftRow).order_by(Draft.saved_at.desc(), Draft.key))
