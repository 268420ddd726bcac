"""以前的导入: what was brought in, and taking the last one back; asked twice."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.casework.ledger.past_imports import PastImport, past_imports, undo_import, undone_words
from caseapp.casework.office import Done
from caseapp.ui.frame.shell import Shell
from caseapp.ui.widgets import rows
from caseapp.ui.widgets.text_table import Column, Line, TextTable
from caseapp.ui.words import sentence_of

_COLUMNS = (
    Column("导入时间", 140),
    Column("文件"),
    Column("件数", 70, number=True),
    Column("经办人", 90),
    Column("现在", 120),
)


class PastImports(QWidget):
    """The list with its button.

    Attributes:
        wanted: whether it is shown once there is something to show.

    Signals:
        undone: sentence on the import that was taken back.
    """

    undone = Signal(str)

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.wanted = True
        self._shell = shell
        self._found: list[PastImport] = []
        self._table = TextTable("以前的导入", _COLUMNS)
        self._undo = rows.button("撤销导入…")
        self._question = rows.words("", "caution", wrap=True)
        self._reason = rows.line("撤销的原因，记入日志", accessible="撤销原因")
        self._confirm = rows.button("确认撤销")
        self._keep = rows.button("不撤销")
        self._asking = QWidget()

        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._reason, 1)
        line.addWidget(self._confirm)
        line.addWidget(self._keep)
        asking = QVBoxLayout(self._asking)
        asking.setContentsMargins(0, 0, 0, 0)
        asking.addWidget(self._question)
        asking.addLayout(line)
        head = QHBoxLayout()
        head.addWidget(rows.words("以前的导入", "sectionTitle"))
        head.addStretch(1)
        head.addWidget(self._undo)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(head)
        layout.addWidget(self._asking)
        layout.addWidget(self._table, 1)

        self._asking.hide()
        self.hide()
        self._undo.clicked.connect(self.ask_undo)
        self._confirm.clicked.connect(self._do_undo)
        self._keep.clicked.connect(self._asking.hide)

    def load(self, *, ask: bool = False) -> None:
        """Read the list; with ``ask``, go on to the question."""
        then = self._show_and_ask if ask else self._show
        self._shell.desk.ask(past_imports, then, owner=self)

    def ask_undo(self) -> None:
        """Say what undoing the last import means, and ask for the reason."""
        last = self._last()
        if last is None:
            return
        if last.problem:
            self._question.setText(last.problem)
        else:
            gone = "台账和年度统计不再包含它们，登记编号可以重新使用，日志中保留"
            self._question.setText(f"将撤销“{last.file}”导入的 {last.count} 件：{gone}。")
        for widget in (self._reason, self._confirm):
            widget.setVisible(not last.problem)
        self._asking.show()
        self._reason.setFocus()

    def _last(self) -> PastImport | None:
        return next((past for past in self._found if not past.undone), None)

    def _show_and_ask(self, found: list[PastImport]) -> None:
        self._show(found)
        self.ask_undo()

    def _show(self, found: list[PastImport]) -> None:
        self._found = found
        self._table.set_lines([_line(past) for past in found])
        last = self._last()
        rows.block(self._undo, "" if last and not last.problem else last.problem if last else "没有可以撤销的导入。")
        self._asking.hide()
        self.setVisible(bool(found) and self.wanted)

    def _do_undo(self) -> None:
        last, reason, today = self._last(), self._reason.text(), self._shell.desk.today()
        if last is None:
            return
        import_id = last.id
        self._confirm.setEnabled(False)
        self._shell.desk.do(
            lambda office: undo_import(office, today, reason=reason, import_id=import_id),
            self._undone,
            owner=self,
            failed=self._failed,
        )

    def _undone(self, _done: Done) -> None:
        last = self._last()
        self._confirm.setEnabled(True)
        self._reason.clear()
        self.load()
        if last is not None:
            self.undone.emit(undone_words(last))

    def _failed(self, error: Exception) -> None:
        self._confirm.setEnabled(True)
        sentence = sentence_of(error)
        if sentence is None:
            self._shell.show_trouble(error)
            return
        self._question.setText(sentence)


def _line(past: PastImport) -> Line:
    now = "已撤销" if past.undone else "不能撤销" if past.problem else "可以撤销"
    cells = (f"{past.at:%Y-%m-%d %H:%M}", past.file, str(past.count), past.who, now)
    return Line(cells, past.id, "faint" if past.undone else "", past.problem)
