"""导入台账: read on trial, every bad row named, then all or nothing."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QProgressBar,
    QVBoxLayout,
)

from caseapp.casework.ledger_views import bring_ledger
from caseapp.casework.ledgerfiles import ImportRefused, ImportReport, import_ledger
from caseapp.casework.office import Done
from caseapp.ui import rows
from caseapp.ui.shell import Shell
from caseapp.ui.words import sentence_of

_COLUMNS_HINT = (
    "第一行写列名：登记编号、申请人、申请人类别、申请渠道、收到日期、申请内容、办理结果、办结日期、答复文号、送达方式、"
    "联系电话、复议结果、诉讼类型、诉讼结果、备注。列的先后不限，不认识的列并入备注。"
)


class ImportDialog(QDialog):
    """From file to imported history."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._shell = shell
        self._path: Path | None = None
        self._title = rows.words("选择要导入的台账", "panelTitle")
        self._text = rows.words(_COLUMNS_HINT, "secondary", wrap=True)
        self._bar = QProgressBar()
        self._problems = QListWidget()

        self._choose = rows.button("选择文件…")
        self._import = rows.button("导入", primary=True)
        self._close = rows.button("关闭")

        self.setWindowTitle("导入台账")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(620, 380)
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        rows.name(self._bar, "正在读取")
        rows.name(self._problems, "有问题的行")
        self._problems.setWordWrap(True)
        self._problems.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for button in (self._close, self._choose, self._import):
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 12)
        layout.setSpacing(10)
        layout.addWidget(self._title)
        layout.addWidget(self._text)
        layout.addWidget(self._bar)
        layout.addWidget(self._problems, 1)
        layout.addStretch(0)
        layout.addLayout(buttons)

        self._bar.hide()
        self._problems.hide()
        self._import.setEnabled(False)
        self._choose.clicked.connect(self.choose)
        self._import.clicked.connect(self._do_import)
        self._close.clicked.connect(self.close)

    def choose(self) -> None:
        """Ask for the file."""
        dialog = QFileDialog(self, "选择台账")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(["台账 (*.xlsx *.csv)", "所有文件 (*)"])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.read)
        dialog.open()

    def read(self, name: str) -> None:
        """Read the file on trial; nothing is written."""
        path, today = Path(name), self._shell.desk.today()
        self._path = path
        self._wait("正在试读", f"“{path.name}”。读完再决定，目前没有写入。")
        self._shell.desk.ask(
            lambda office: import_ledger(office, path, today, dry_run=True),
            self._show_report,
            owner=self,
            failed=self._show_failure,
        )

    def _do_import(self) -> None:
        path, today = self._path, self._shell.desk.today()
        if path is None:
            return
        self._wait("正在导入", f"“{path.name}”。全部写入或者一件都不写入。")
        self._shell.desk.do(
            lambda office: bring_ledger(office, path, today),
            self._imported,
            owner=self,
            failed=self._show_failure,
        )

    def _wait(self, title: str, text: str) -> None:
        self._title.setText(title)
        self._text.setText(text)
        self._bar.show()
        self._problems.hide()
        self._choose.setEnabled(False)
        self._import.setEnabled(False)

    def _ready(self) -> None:
        self._bar.hide()
        self._choose.setEnabled(True)

    def _show_report(self, report: ImportReport) -> None:
        self._ready()
        self._title.setText(f"可以导入 {report.count} 件，其中在办 {report.open_count} 件")
        remarks = "；".join(report.remarks)
        tail = f"说明：{remarks}。" if remarks else ""
        self._text.setText(f"所有行都没有问题，还没有写入。{tail}导入的历史申请不经过各项审查，会标明“由旧台账导入”。")
        self._import.setText(f"导入 {report.count} 件")
        self._import.setEnabled(True)
        self._import.setFocus()

    def _show_failure(self, error: Exception) -> None:
        self._ready()
        self._title.setText("没有导入，一件都没有写入")
        if isinstance(error, ImportRefused):
            self._text.setText(f"有 {len(error.problems)} 处问题，请在原文件中改正后再选一次。")
            self._problems.clear()
            for problem in error.problems:
                self._problems.addItem(f"第 {problem.row} 行　{problem.reason}")
            self._problems.show()
            return
        sentence = sentence_of(error)
        if sentence is None:
            self.close()
            self._shell.show_trouble(error)
            return
        self._text.setText(sentence)

    def _imported(self, _done: Done) -> None:
        self._ready()
        self._title.setText("导入完成")
        self._text.setText("台账和年度统计已经包含这些申请。")
        self._import.setEnabled(False)
        self._choose.setEnabled(False)
        self._close.setText("完成")
        rows.name(self._close, "完成")
        self._close.setFocus()
