"""视图: the conditions, sort and columns of the ledger kept under a name, and taken up again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton

from caseapp.casework.ledger.saved_views import SavedView, drop_view, save_view, saved_views
from caseapp.ui.widgets import rows
from caseapp.ui.widgets.fact_dialog import FactDialog, Form
from caseapp.ui.widgets.fields import Field

if TYPE_CHECKING:
    from datetime import date

    from caseapp.casework.office import Done, Office
    from caseapp.ui.frame.shell import Shell
    from caseapp.ui.widgets.fact_dialog import Values


class ViewMenu(QToolButton):
    """A chip with the saved views.

    Signals:
        wanted: a view was chosen.
    """

    wanted = Signal(object)

    def __init__(self, shell: Shell, now: Callable[[], SavedView]) -> None:
        super().__init__()
        self._shell, self._now = shell, now
        self._views: dict[str, SavedView] = {}
        self.setObjectName("chip")
        self.setText("视图 ▾")
        rows.name(self, "视图", "保存和使用筛选、排序、列的组合")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMenu(QMenu(self))
        self.menu().triggered.connect(self._on_chosen)
        self._fill([])

    def read(self) -> None:
        """Read the views anew."""
        self._shell.desk.ask(saved_views, self._fill, owner=self)

    def _fill(self, views: list[SavedView]) -> None:
        self._views = {view.name: view for view in views}
        menu = self.menu()
        menu.clear()
        for view in views:
            menu.addAction(view.name).setData(("use", view.name))
        if views:
            menu.addSeparator()
        menu.addAction("保存当前视图…").setData(("save", ""))
        for view in views:
            menu.addAction(f"删除“{view.name}”").setData(("drop", view.name))

    def _on_chosen(self, action: QAction) -> None:
        what, name = action.data()
        if what == "use":
            self.wanted.emit(self._views[name])
        elif what == "drop":
            self._shell.desk.do(lambda office: drop_view(office, name), self._changed, owner=self)
        else:
            self._ask_name()

    def _ask_name(self) -> None:
        view = self._now()

        def act(office: Office, _case_id: int, values: Values, _day: date) -> Done:
            return save_view(office, replace(view, name=values["name"]))

        fields = (Field("name", "视图名称", required=True, placeholder="例如：今年在办"),)
        intro = "记下现在的筛选条件、排序，以及显示的列、顺序和宽度；同名的视图被替换。"
        dialog = FactDialog(self._shell, Form("ledger_view", "保存视图", intro, fields, "保存视图", act), 0)
        dialog.saved.connect(self._changed)
        dialog.open()

    def _changed(self, _done: object) -> None:
        self.read()
