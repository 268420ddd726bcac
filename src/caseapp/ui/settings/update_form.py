"""The form that takes in an update file, saying part by part what it changes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from caseapp.casework.office import Done, Office
from caseapp.casework.upkeep.updates import Effect, Update, import_update
from caseapp.ui.widgets.fact_dialog import Form, Values


def update_form(found: Update, effects: Sequence[Effect]) -> Form:
    """Return the form of one update file."""

    def act(office: Office, _case: int, _v: Values, day: date) -> Done:
        return import_update(office, found, day)

    told = "\n".join(f"{effect.title}：{effect.words}" for effect in effects)
    intro = f"{found.made_on} 的更新：{found.note}\n{told}"
    return Form(f"update:{found.made_on}", "导入更新文件", intro, (), "导入", act)
