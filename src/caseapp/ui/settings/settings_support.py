"""支持: the self-test, the same lines as ``caseapp doctor --self-test``, to be copied for the maintainers."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from caseapp import __version__
from caseapp.casework.upkeep.selftest import report, self_test, summary
from caseapp.casework.upkeep.trials import Trial
from caseapp.ui.frame.shell import Shell
from caseapp.ui.widgets import rows
from caseapp.ui.widgets.text_table import Column, Line, TextTable

_COLUMNS = (Column("结果", 80), Column("试用的部分", 140), Column("说明"))
_WHAT = (
    "程序有不正常时先在这里自检：在临时文件夹里排一份答复书、建一个记录、写一个工作簿，再各读回来核对。"
    "自检不动办件记录，不联网。结果可以复制给维护人员，其中没有申请人信息。"
)


class SupportTab(QWidget):
    """Runs the self-test and shows what came of each part."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._report = ""
        self._said = rows.words("还没有自检。", wrap=True)
        self._table = TextTable("自检结果", _COLUMNS, wrap=2)
        self._start = rows.button("开始自检", primary=True)
        self._copy = rows.button("复制")
        buttons = QHBoxLayout()
        buttons.addWidget(self._start)
        buttons.addWidget(self._copy)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(10)
        layout.addWidget(rows.words(f"依申请公开办件台 {__version__}"))
        layout.addWidget(rows.words(_WHAT, "reason", wrap=True))
        layout.addWidget(self._said)
        layout.addWidget(self._table, 1)
        layout.addLayout(buttons)
        rows.block(self._copy, "还没有自检，没有可以复制的结果。")
        self._start.clicked.connect(self._do_test)
        self._copy.clicked.connect(self._do_copy)

    def primary(self) -> QPushButton:
        """Return 开始自检."""
        return self._start

    def _do_test(self) -> None:
        today = self._shell.desk.today()
        self._start.setEnabled(False)
        self._said.setText("正在自检，大约几秒…")
        self._shell.desk.ask(lambda _office: self_test(today), self._show, owner=self, failed=self._failed)

    def _show(self, trials: list[Trial]) -> None:
        self._start.setEnabled(True)
        self._report = report(trials)
        self._said.setText(summary(trials))
        self._table.set_lines([_line(number, trial) for number, trial in enumerate(trials, start=1)])
        rows.block(self._copy, "")

    def _do_copy(self) -> None:
        if self._report:
            QGuiApplication.clipboard().setText(self._report)
            self._said.setText("已复制，可以粘贴到邮件或者文档里交给维护人员。")

    def _failed(self, error: Exception) -> None:
        self._start.setEnabled(True)
        self._said.setText("没有自检。")
        self._shell.show_refusal(error, "没有自检")


def _line(number: int, trial: Trial) -> Line:
    result = "正常" if trial.ok else "不通过"
    return Line((result, trial.name, trial.detail), id=number, tone="" if trial.ok else "danger")
