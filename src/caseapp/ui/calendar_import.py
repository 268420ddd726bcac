"""导入放假安排: what the notice says and which open cases it moves, before anything is stored."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout

from caseapp.casework.calendars import Moved, import_calendar
from caseapp.casework.office import Done
from caseapp.casework.settings_views import NoticePlan, plan_notice
from caseapp.law.calendar import REST
from caseapp.ui import rows
from caseapp.ui.shell import Shell
from caseapp.ui.text_table import Column, Line, TextTable
from caseapp.ui.words import sentence_of

_COLUMNS = (Column("登记编号", 100), Column("申请人", 180), Column("原来的期限", 140), Column("导入后的期限"))


class CalendarDialog(QDialog):
    """From file to calendar."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._shell = shell
        self._plan: NoticePlan | None = None
        self._title = rows.words("正在试读", "panelTitle")
        self._text = rows.words("", "secondary", wrap=True)
        self._moved = TextTable("期限有变的申请", _COLUMNS)

        self._import = rows.button("导入", primary=True)
        self._close = rows.button("关闭")

        self.setWindowTitle("导入放假安排")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(620, 360)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._close)
        buttons.addWidget(self._import)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 12)
        layout.setSpacing(10)
        layout.addWidget(self._title)
        layout.addWidget(self._text)
        layout.addWidget(self._moved, 1)
        layout.addStretch(0)
        layout.addLayout(buttons)

        self._moved.hide()
        self._import.setEnabled(False)
        self._import.clicked.connect(self._do_import)
        self._close.clicked.connect(self.close)

    def read(self, path: Path) -> None:
        """Read the file on trial; nothing is stored."""
        today = self._shell.desk.today()
        self._shell.desk.ask(
            lambda office: plan_notice(office, path, today), self._show, owner=self, failed=self._failed
        )

    def _show(self, plan: NoticePlan) -> None:
        self._plan = plan
        said = []
        for notice in plan.notices:
            rest = sum(1 for day in notice.days if day.kind == REST)
            said.append(f"{notice.year} 年放假 {rest} 天、上班日 {len(notice.days) - rest} 天")
        self._title.setText("；".join(said))
        moved = f"{len(plan.moved)} 件在办申请的期限有变，列在下面。" if plan.moved else "没有在办申请的期限因此变动。"
        self._text.setText(f"{moved}还没有写入，请与国务院办公厅通知核对后导入。")
        self._moved.set_lines([Line((m.number, m.applicant, _before(m), _after(m))) for m in plan.moved])
        self._moved.setVisible(bool(plan.moved))
        self._import.setEnabled(True)
        self._import.setFocus()

    def _do_import(self) -> None:
        plan, today = self._plan, self._shell.desk.today()
        if plan is None:
            return
        self._import.setEnabled(False)
        self._shell.desk.do(
            lambda office: import_calendar(office, plan.notices, today),
            self._imported,
            owner=self,
            failed=self._failed,
        )

    def _imported(self, _done: Done) -> None:
        self._title.setText("导入完成")
        self._text.setText("在办申请的期限已按新的工作日历推算。")
        self._moved.hide()
        self._close.setText("完成")
        rows.name(self._close, "完成")
        self._close.setFocus()

    def _failed(self, error: Exception) -> None:
        sentence = sentence_of(error)
        if sentence is None:
            self.close()
            self._shell.show_trouble(error)
            return
        self._title.setText("没有导入")
        self._text.setText(sentence)


def _before(moved: Moved) -> str:
    return _words(moved.before, provisional=moved.before_provisional)


def _after(moved: Moved) -> str:
    return _words(moved.after, provisional=moved.after_provisional)


def _words(day: date | None, *, provisional: bool) -> str:
    return f"{day}{' 暂定' if provisional else ''}" if day else "—"
