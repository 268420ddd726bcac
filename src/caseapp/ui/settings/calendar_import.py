"""导入放假安排: what the notice says and which cases it touches, shown before anything is stored."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from caseapp.casework.letters.reckoning import moves_sheet
from caseapp.casework.office import Done, Office
from caseapp.casework.upkeep.calendar_views import NoticePlan
from caseapp.casework.upkeep.calendars import Judged, Moved, import_calendar
from caseapp.law.calendar import REST
from caseapp.ui.frame.shell import Shell
from caseapp.ui.widgets import rows
from caseapp.ui.widgets.sheet_dialog import SheetDialog
from caseapp.ui.widgets.text_table import Column, Line, TextTable
from caseapp.ui.words import sentence_of

_MOVED = (
    Column("登记编号", 100),
    Column("申请人"),
    Column("原来的期限", 150),
    Column("导入后的期限", 150),
    Column("变动", 130),
)
_JUDGED = (
    Column("登记编号", 100),
    Column("申请人"),
    Column("办结日期", 150),
    Column("原来", 150),
    Column("导入后", 130),
)
_ON_TIME = {True: "按期", False: "逾期"}
_JUDGED_HEIGHT = 116


class CalendarDialog(QDialog):
    """From a notice to the calendar.

    Signals:
        imported: the notice is in the record.
    """

    imported = Signal()

    def __init__(self, shell: Shell, parent: QWidget, make: Callable[[Office, date], NoticePlan]) -> None:
        super().__init__(parent)
        self._shell = shell
        self._plan: NoticePlan | None = None
        self._title = rows.words("正在试读", "panelTitle")
        self._source = rows.words("", "reason", wrap=True)
        self._text = rows.words("", wrap=True)
        self._moved = TextTable("期限有变的申请", _MOVED)
        self._judged_words = rows.words("", "caution", wrap=True)
        self._judged = TextTable("是否按期有变的申请", _JUDGED)

        self._print = rows.button("打印清单…")
        self._close = rows.button("不导入")
        self._import = rows.button("确认导入", primary=True)

        self.setWindowTitle("导入放假安排")
        self.setAccessibleName("导入放假安排")
        self.resize(840, 560)
        buttons = QHBoxLayout()
        buttons.addWidget(self._print)
        buttons.addStretch(1)
        buttons.addWidget(self._close)
        buttons.addWidget(self._import)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 12)
        layout.setSpacing(10)
        layout.addWidget(self._title)
        layout.addWidget(self._source)
        layout.addWidget(self._text)
        layout.addWidget(self._moved, 1)
        layout.addWidget(self._judged_words)
        layout.addWidget(self._judged)
        layout.addStretch(0)
        layout.addLayout(buttons)

        self._judged.setFixedHeight(_JUDGED_HEIGHT)
        self._hide_result()
        self._source.hide()
        rows.block(self._import, "正在试读，请稍候。")
        self._import.clicked.connect(self._do_import)
        self._print.clicked.connect(self._show_sheet)
        self._close.clicked.connect(self.close)
        self.finished.connect(self.deleteLater)
        today = shell.desk.today()
        shell.desk.ask(lambda office: make(office, today), self._show, owner=self, failed=self._failed)

    def _show(self, plan: NoticePlan) -> None:
        self._plan = plan
        said = []
        for notice in plan.notices:
            rest = sum(1 for day in notice.days if day.kind == REST)
            said.append(f"{notice.year} 年放假 {rest} 天、上班日 {len(notice.days) - rest} 天")
        self._title.setText("；".join(said))
        self._source.setText("依据：" + "；".join(dict.fromkeys(notice.source for notice in plan.notices)))
        self._source.show()
        self._text.setText(f"{_counted(plan.moved)}还没有写入，请与国务院办公厅通知核对后确认。")
        self._moved.set_lines([_moved_line(index, moved) for index, moved in enumerate(plan.moved, start=1)])
        self._moved.setVisible(bool(plan.moved))
        self._judged_words.setText(
            f"另有 {len(plan.judged)} 件已办结申请，是否按期的判断会变；事实和文书不变，年度统计按新的判断。"
        )
        self._judged.set_lines([_judged_line(index, judged) for index, judged in enumerate(plan.judged, start=1)])
        self._judged_words.setVisible(bool(plan.judged))
        self._judged.setVisible(bool(plan.judged))
        self._print.show()
        rows.block(self._import, "")
        self._import.setFocus()

    def _show_sheet(self) -> None:
        plan, today = self._plan, self._shell.desk.today()
        if plan is not None:
            years = "、".join(str(notice.year) for notice in plan.notices)
            SheetDialog(
                self._shell,
                "期限变动清单",
                f"期限变动清单（{years}年放假安排）",
                lambda office: moves_sheet(office, plan.notices, plan.moved, today),
            ).open()

    def _do_import(self) -> None:
        plan, today = self._plan, self._shell.desk.today()
        if plan is None:
            self._text.setText(self._import.toolTip())
            return
        self._import.setEnabled(False)
        self._shell.desk.do(
            lambda office: import_calendar(office, plan.notices, today),
            self._stored,
            owner=self,
            failed=self._failed,
        )

    def _stored(self, _done: Done) -> None:
        moved = len(self._plan.moved) if self._plan else 0
        self._title.setText("已经导入")
        self._text.setText(
            f"{moved} 件在办申请的期限已按新的工作日历变动。" if moved else "没有在办申请的期限因此变动。"
        )
        self._judged_words.hide()
        self._judged.hide()
        self._import.hide()
        self._close.setText("完成")
        rows.name(self._close, "完成")
        self._close.setFocus()
        self.imported.emit()

    def _failed(self, error: Exception) -> None:
        sentence = sentence_of(error)
        if sentence is None:
            self.close()
            self._shell.show_trouble(error)
            return
        self._title.setText("没有导入")
        self._text.setText(sentence)
        self._hide_result()
        self._import.hide()
        self._close.setText("关闭")
        rows.name(self._close, "关闭")
        self._close.setFocus()

    def _hide_result(self) -> None:
        self._moved.hide()
        self._judged_words.hide()
        self._judged.hide()
        self._print.hide()


def _counted(moved: list[Moved]) -> str:
    """Say how many open cases move, and how."""
    if not moved:
        return "没有在办申请的期限因此变动。"
    days = sum(1 for m in moved if m.before != m.after)
    settled = sum(1 for m in moved if m.before_provisional and not m.after_provisional)
    parts = [f"日期变动 {days} 件"] if days else []
    parts += [f"不再暂定 {settled} 件"] if settled else []
    return f"{len(moved)} 件在办申请的期限有变" + (f"（{'，'.join(parts)}）" if parts else "") + "，列在下面。"


def _moved_line(index: int, moved: Moved) -> Line:
    before = _words(moved.before, provisional=moved.before_provisional)
    after = _words(moved.after, provisional=moved.after_provisional)
    return Line((moved.number, moved.applicant, before, after, _how(moved)), index)


def _how(moved: Moved) -> str:
    how = ""
    if moved.before and moved.after and moved.before != moved.after:
        how = "推后" if moved.after > moved.before else "提前"
    if moved.before_provisional != moved.after_provisional:
        settled = "转为暂定" if moved.after_provisional else "不再暂定"
        how = f"{how}，{settled}" if how else settled
    return how or "—"


def _judged_line(index: int, judged: Judged) -> Line:
    cells = (judged.number, judged.applicant, f"{judged.closed_on}", _ON_TIME[judged.before], _ON_TIME[judged.after])
    return Line(cells, index)


def _words(day: date | None, *, provisional: bool) -> str:
    return f"{day}{' 暂定' if provisional else ''}" if day else "—"
