"""表格披露检查: what in a table tells on a single unit, what is hidden for it, and the copy that may be given out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from caseapp.casework.office import Done, Office
from caseapp.casework.review.controlling import TableOpened, open_table
from caseapp.casework.review.materials import NOTHING_TO_HIDE, give_table
from caseapp.casework.review.table_views import COLUMN_LABELS, TableView
from caseapp.casework.review.tables import Roles, check_table, column_name, kinds_of, place_of, with_kinds
from caseapp.ui.review.control_bar import ControlBar
from caseapp.ui.review.control_list import ControlList
from caseapp.ui.review.control_setup import ControlSetup
from caseapp.ui.review.control_table import ControlTable
from caseapp.ui.widgets import rows
from caseapp.ui.widgets.progress_line import ProgressLine
from caseapp.ui.words import sentence_of

if TYPE_CHECKING:
    from caseapp.ui.frame.shell import Shell

_READING = "正在读取表格。"
_CHECKING = "正在检查，请稍候，或者先取消。"
_FIRST = "请先核对每一列的内容（单位数、数据、最大单位等）和合计，再按“检查”。"
_UNCHECKED = "还没有检查，请先按“检查”。"
_TOUCHED = "隐去的数有改动，请先按“检查我的选择”。"
_NOT_TOUCHED = "没有改动。在表中按空格键，或者在“隐去”方式下单击，可以改变隐去的数。"
_STOPPED = "已取消检查，没有改动任何内容。"
_CHANGED = "检查时标准或者另一张表有改动，请重新检查。"
_UNREAD = "表格没有读出来。"
_FROM_COPY = "显示的是原件；再次生成的公开版代替原有的公开版。"
_ONE_SHEET = "公开版只含这一张工作表。"
_SIZE = (1340, 684)
_Checked: TypeAlias = "tuple[int, TableView | None, frozenset[tuple[int, int]] | None]"
"""What it was asked with, the result, None when stopped, and the handler's own choice that was checked."""


class ControlDialog(QDialog):
    """The check of one 公开件.

    Signals:
        saved: the copy was made; carries what changed.
    """

    saved = Signal(object)

    def __init__(self, shell: Shell, case_id: int, attachment_id: int) -> None:
        super().__init__(shell)
        self._shell, self._desk = shell, shell.desk
        self._case_id, self._attachment_id = case_id, attachment_id
        self._opened: TableOpened | None = None
        self._roles: Roles | None = None
        self._view: TableView | None = None
        self._busy = _READING
        self._round = 0
        self.setWindowTitle("表格披露检查")
        self.setAccessibleName("表格披露检查")
        self.setObjectName("form")
        self.resize(min(_SIZE[0], shell.width() - 14), min(_SIZE[1], shell.height() - 14))
        self._name = rows.words("", "secondary")
        self._badge = rows.badge("", "neutral")
        self.setup = ControlSetup(shell)
        self.bar = ControlBar()
        self.table = ControlTable()
        self.list = ControlList()
        self._sentence = rows.words("", "sectionTitle", wrap=True)
        self._remarks = rows.words("", "reason", wrap=True)
        self._problem = rows.words("", "problem", wrap=True)
        self.progress = ProgressLine("正在检查")
        self._check = rows.button("检查", primary=True)
        self._give = rows.button("生成公开版", primary=True)
        self._close = rows.button("关闭")
        self._build()
        self._connect()
        self._read(1)

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 14, 20, 14)
        layout.setSpacing(8)
        title = rows.words("表格披露检查", "panelTitle")
        layout.addLayout(_line(title, self._name, None, self._badge))
        layout.addLayout(_line(self.setup, None, self._check))
        layout.addWidget(rows.rule())
        for widget in (self._sentence, self._remarks, self.progress, self._problem, self.bar):
            layout.addWidget(widget)
        parts = QSplitter(Qt.Orientation.Horizontal)
        parts.setChildrenCollapsible(False)
        parts.addWidget(self.table)
        parts.addWidget(self.list)
        parts.setStretchFactor(0, 5)
        parts.setStretchFactor(1, 3)
        parts.setHandleWidth(12)
        parts.setSizes([740, 548])
        layout.addWidget(parts, 1)
        layout.addLayout(_line(None, self._close, self._give))

    def _connect(self) -> None:
        self.bar.sheet_wanted.connect(self._read)
        self.bar.kind_wanted.connect(self._on_kind)
        self.bar.hiding.connect(self._on_hiding)
        self.setup.changed.connect(self._forget)
        self.setup.refused.connect(self._say)
        self.table.column_chosen.connect(self._on_column)
        self.table.kind_wanted.connect(self._make)
        self.table.toggled.connect(self._on_toggled)
        self.table.refused.connect(self._say)
        self.list.cell_chosen.connect(self.table.go_to)
        self._check.clicked.connect(self._on_check)
        self.bar.own.clicked.connect(self._on_own)
        self._give.clicked.connect(self._on_give)
        self._close.clicked.connect(self.reject)
        self.finished.connect(self._leave)

    def _read(self, sheet: int) -> None:
        """Read a sheet of the file."""
        self._work(_READING)
        case_id, attachment_id = self._case_id, self._attachment_id
        self._desk.ask(
            lambda office: open_table(office, case_id, attachment_id, sheet), self._show, owner=self,
            failed=self._unread,
        )

    def _show(self, opened: TableOpened) -> None:
        if self._opened is None:
            self.setup.limits.show_settings(opened.settings)
        self._opened, self._roles, self._view = opened, opened.roles, None
        self._name.setText(opened.table.name)
        self.bar.show_sheets(opened.table.sheets, opened.table.sheet)
        self.table.show_table(opened.table, opened.roles)
        self._work("")
        self._forget()
        self._say(opened.problem)
        self._on_column(max(0, self.table.currentIndex().column()))
        self.table.setFocus()

    def _unread(self, error: Exception) -> None:
        """Stay with the sheet shown, if there is one."""
        if self._opened is not None:
            self.bar.show_sheets(self._opened.table.sheets, self._opened.table.sheet)
        self._refuse(error)

    def _forget(self) -> None:
        """Drop the result: what it was found with has changed."""
        self._view = None
        self._round += 1
        self.table.grid.set_view(None)
        self.list.show_view(None)
        self._sentence.setText("")
        self._say("")
        self._block()

    def _on_column(self, column: int) -> None:
        if self._roles is None:
            return
        letter, name = place_of(0, column)[:-1], column_name(self._roles, column)
        words = f"{letter} 列“{name}”是" if not name.endswith(" 列") else f"{name}是"
        self.bar.show_column(words, self.table.grid.kind(column))

    def _on_kind(self, kind: str) -> None:
        self._make(self.table.currentIndex().column(), kind)

    def _make(self, column: int, kind: str) -> None:
        """Make a column something else."""
        if self._opened is None or self._roles is None or self._busy or column < 0:
            return
        self._roles = roles = with_kinds(self._opened.table, self._roles, {column: kind})
        self.table.grid.set_roles(roles)
        self._forget()
        self._on_column(self.table.currentIndex().column())
        if kinds_of(roles).get(column, "other") != kind:
            self._say(f"{place_of(0, column)[:-1]} 列左边没有数据列，不能作“{COLUMN_LABELS[kind]}”。")

    def _on_hiding(self, on: bool) -> None:
        self.table.hiding = on

    def _on_toggled(self) -> None:
        self._say("")
        self._block()

    def _on_check(self) -> None:
        if not self._refused(self._check):
            self._run(None)

    def _on_own(self) -> None:
        if not self._refused(self.bar.own):
            self._run(frozenset(self.table.grid.chosen))

    def _run(self, hidden: frozenset[tuple[int, int]] | None) -> None:
        """Check the table; ``hidden`` is the handler's own choice of cells, None has one proposed."""
        if self._opened is None or self._roles is None or self._busy:
            return
        table, roles, released = self._opened.table, self._roles, self.setup.released
        number = self._round
        settings, bar = self.setup.limits.settings(self._opened.settings), self.progress
        self._work(_CHECKING)
        bar.begin()

        def work(_office: Office) -> _Checked:
            try:
                view = check_table(table, roles, settings, released, lambda: not bar.cancelled(), hidden)
            except Exception:
                if bar.cancelled():
                    return number, None, None
                raise
            return number, view, hidden

        self._desk.ask(work, self._checked, owner=self, failed=self._refuse)

    def _checked(self, found: _Checked) -> None:
        number, view, own = found
        self._work("")
        if view is None or number != self._round:
            self._say(_CHANGED if view else _STOPPED)
            return
        self._view = view
        gone = {(cell.row, cell.column) for cell in view.hidden} if own is None else set(own)
        self.table.grid.set_view(view, gone)
        self.list.show_view(view)
        self._sentence.setText(view.sentence)
        self._block()

    def _on_give(self) -> None:
        if self._refused(self._give) or self._view is None:
            return
        view, today = self._view, self._desk.today()
        case_id, attachment_id = self._case_id, self._attachment_id
        self._work("正在生成公开版。")
        self._desk.do(
            lambda office: give_table(office, case_id, attachment_id, view, today), self._given, owner=self,
            failed=self._refuse,
        )

    def _given(self, done: Done) -> None:
        hidden = len(self._view.hidden) if self._view else 0
        self.saved.emit(done)
        self.accept()
        text = f"公开版隐去了 {hidden} 个数，已代替原件作为公开件；原件留在记录中，不对外提供。请为公开版填写审查表。"
        self._shell.notice("已生成公开版", text)

    def _why_not(self) -> str:
        """Return why the copy cannot be made now, "" when it can."""
        if self._busy or self._opened is None:
            return self._busy or _UNREAD
        if self._opened.problem:
            return self._opened.problem
        if self._view is None:
            return _UNCHECKED
        if self.table.grid.touched:
            return _TOUCHED
        if not self._view.releasable:
            return self._view.sentence
        return "" if self._view.leaves_out else NOTHING_TO_HIDE

    def _block(self) -> None:
        """Say of each button whether it may be pressed, and in the head how things stand."""
        reason, view = self._why_not(), self._view
        touched = self.table.grid.touched
        rows.block(self._give, reason)
        rows.block(self._check, self._busy or (self._opened.problem if self._opened else _UNREAD))
        rows.block(self.bar.own, self._busy or ("" if touched else _NOT_TOUCHED))
        rows.set_flag(self._check, "primary", view is None and not touched)
        rows.set_badge(self._badge, *_told(view, touched))
        remarks = list(view.remarks) if view else []
        if self._opened is not None:
            remarks += [_FIRST] if view is None and self._roles else []
            remarks += [_FROM_COPY] if self._opened.from_copy else []
            remarks += [_ONE_SHEET] if self._opened.table.sheets > 1 else []
        if view is not None and view.findings:
            remarks.append(f"依据：{view.article}。")
        self._remarks.setText("".join(remarks))
        self._remarks.setVisible(bool(remarks))
        self._sentence.setVisible(bool(self._sentence.text()))

    def _refused(self, button: QPushButton) -> bool:
        """Say why a blocked button does nothing."""
        if button.property("blocked"):
            self._say(button.toolTip())
            return True
        return False

    def _work(self, busy: str) -> None:
        """Begin or end something that must not be disturbed."""
        self._busy = busy
        for widget in (self.setup, self.bar, self.table):
            widget.setEnabled(not busy)
        if busy:
            self._say("")
        else:
            self.progress.end()
        self._block()

    def _refuse(self, error: Exception) -> None:
        self._work("")
        sentence = sentence_of(error)
        if sentence is None:
            self._shell.show_trouble(error)
        else:
            self._say(sentence)

    def _say(self, sentence: str) -> None:
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))

    def _leave(self, _result: Any) -> None:  # noqa: ANN401 - Qt's result code
        self.progress.stop()
        self.deleteLater()


def _told(view: TableView | None, touched: bool) -> tuple[str, str]:
    """Return word and tone of how things stand."""
    if view is None:
        return "还没有检查", "neutral"
    if touched:
        return "有改动，须再检查", "warn"
    if not view.releasable:
        return "不能公开", "danger"
    return (f"隐去 {len(view.hidden)} 个数后可以公开", "ok") if view.hidden else ("可以公开", "ok")


def _line(*widgets: QWidget | None) -> QHBoxLayout:
    """Return widgets in a line; None is where the room goes."""
    made = QHBoxLayout()
    made.setSpacing(8)
    for widget in widgets:
        if widget is None:
            made.addStretch(1)
        else:
            made.addWidget(widget)
    return made
