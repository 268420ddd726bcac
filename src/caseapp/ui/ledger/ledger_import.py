"""导入台账: read on trial, columns and values settled, every bad row named, then all or nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QProgressBar, QVBoxLayout

from caseapp.casework.ledger.ledger_views import bring_ledger
from caseapp.casework.ledger.ledgerfiles import (
    PREVIEW_COLUMNS,
    Choices,
    ImportRefused,
    RowProblem,
    Trial,
    preview,
    try_ledger,
)
from caseapp.casework.office import Done, Office
from caseapp.ui.frame.shell import Shell
from caseapp.ui.ledger.ledger_match import MatchPage
from caseapp.ui.ledger.past_imports import PastImports
from caseapp.ui.widgets import rows
from caseapp.ui.widgets.text_table import Column, Line, TextTable
from caseapp.ui.words import sentence_of

_COLUMNS_HINT = (
    "第一行写列名：登记编号、申请人、申请人类别、申请渠道、收到日期、申请内容、办理结果、办结日期、答复文号、送达方式、"
    "联系电话、复议结果、诉讼类型、诉讼结果、备注。列的先后不限；别的叫法多数认得，不认识的列可以逐列指明。"
)
_PREVIEW = tuple(Column(c, w) for c, w in zip(PREVIEW_COLUMNS, (110, 0, 100, 90, 100, 190, 100), strict=True))
_PROBLEMS = (Column("行", 70, number=True), Column("问题"))


class ImportDialog(QDialog):
    """From file to imported history."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._shell = shell
        self._path: Path | None = None
        self._trial: Trial | None = None
        self._choices = Choices()
        self._problems: tuple[RowProblem, ...] = ()
        self._title = rows.words("选择要导入的台账", "panelTitle")
        self._text = rows.words(_COLUMNS_HINT, "secondary", wrap=True)
        self._bar = QProgressBar()
        self._match = MatchPage()
        self._table = TextTable("有问题的行", _PROBLEMS, wrap=1)
        self._preview = TextTable("将导入的前几件", _PREVIEW)
        self._past = PastImports(shell)

        self._copy = rows.button("复制清单")
        self._adjust = rows.button("调整各列…")
        self._close = rows.button("关闭")
        self._choose = rows.button("选择文件…")
        self._again = rows.button("试读", primary=True)
        self._import = rows.button("导入", primary=True)

        self.setWindowTitle("导入台账")
        self.setAccessibleName("导入台账")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(900, 560)
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        rows.name(self._bar, "正在读取")
        buttons = QHBoxLayout()
        buttons.addWidget(self._adjust)
        buttons.addWidget(self._copy)
        buttons.addStretch(1)
        for button in (self._close, self._choose, self._again, self._import):
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 12)
        layout.setSpacing(10)
        layout.addWidget(self._title)
        layout.addWidget(self._text)
        layout.addWidget(self._bar)
        for part in (self._match, self._table, self._preview, self._past):
            layout.addWidget(part, 1)
        layout.addStretch(0)
        layout.addLayout(buttons)

        self._bar.hide()
        self._show_part(self._past)
        self._adjust.hide()
        self._import.setEnabled(False)
        self._copy.clicked.connect(self._do_copy)
        self._adjust.clicked.connect(self._show_match)
        self._choose.clicked.connect(self.choose)
        self._again.clicked.connect(self._read_again)
        self._import.clicked.connect(self._do_import)
        self._close.clicked.connect(self.close)
        self._match.changed.connect(self._on_choice)
        self._past.undone.connect(self._show_undone)
        self._past.load()

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
        self._path, self._choices, self._trial = Path(name), Choices(), None
        self._match.forget()
        self._read()

    def ask_undo(self) -> None:
        """Go straight to the question whether the last import is taken back."""
        self._past.load(ask=True)

    def _read_again(self) -> None:
        self._choices = self._match.choices()
        self._read()

    def _read(self) -> None:
        path, today, choices = self._path, self._shell.desk.today(), self._choices
        if path is None:
            return
        self._wait("正在试读", f"“{path.name}”。读完再决定，目前没有写入。")
        self._shell.desk.ask(
            lambda office: _read_on_trial(office, path, today, choices),
            self._show_trial,
            owner=self,
            failed=self._show_failure,
        )

    def _do_import(self) -> None:
        path, today, choices = self._path, self._shell.desk.today(), self._choices
        if path is None:
            return
        self._wait("正在导入", f"“{path.name}”。全部写入或者一件都不写入。")
        self._shell.desk.do(
            lambda office: bring_ledger(office, path, today, choices),
            self._imported,
            owner=self,
            failed=self._show_failure,
        )

    def _wait(self, title: str, text: str) -> None:
        self._title.setText(title)
        self._text.setText(text)
        self._bar.show()
        self._show_part(None)
        for button in (self._choose, self._import, self._adjust):
            button.setEnabled(False)

    def _ready(self) -> None:
        self._bar.hide()
        for button in (self._choose, self._adjust):
            button.setEnabled(True)
        self._adjust.setVisible(self._trial is not None)

    def _show_part(self, part: object) -> None:
        """Show the columns, the bad rows or the past imports; one at a time."""
        self._match.setVisible(part is self._match)
        self._table.setVisible(part is self._table)
        self._preview.setVisible(part is self._preview)
        self._past.wanted = part is self._past
        if part is not self._past:
            self._past.hide()
        self._again.setVisible(part is self._match)
        self._import.setVisible(part is not self._match)
        self._copy.setVisible(part is self._table)

    def _show_trial(self, found: tuple[Trial, list[tuple[str, ...]]]) -> None:
        trial, lines = found
        self._trial = trial
        self._preview.set_lines([Line(cells, number) for number, cells in enumerate(lines, start=1)])
        self._ready()
        if trial.missing or trial.unknown:
            self._show_match()
        elif trial.problems:
            self._show_problems(trial.problems)
        else:
            self._show_good(trial)

    def _show_good(self, trial: Trial) -> None:
        count = len(trial.cases)
        self._title.setText(f"可以导入 {count} 件，其中在办 {trial.open_count} 件")
        years = "，".join(f"{year} 年收到 {number} 件" for year, number in trial.years.items())
        tail = f"说明：{'；'.join(trial.remarks)}。" if trial.remarks else ""
        self._text.setText(
            f"所有行都没有问题，还没有写入。{years}。{tail}导入的历史申请不经过各项审查，会标明“由旧台账导入”。"
        )
        self._show_part(self._preview)
        self._import.setText(f"导入 {count} 件")
        self._import.setEnabled(True)
        self._import.setFocus()

    def _show_match(self) -> None:
        trial = self._trial
        if trial is None:
            return
        self._match.set_trial(trial)
        self._adjust.hide()
        self._show_part(self._match)
        self._title.setText("指明各列是什么")
        self._on_choice()
        self._match.first().setFocus()

    def _on_choice(self) -> None:
        if self._trial is None or self._match.isHidden():
            return
        missing = self._match.missing()
        still = f"还没有指明：{'、'.join(missing)}。" if missing else "必需的列都有了。"
        other = len(self._trial.problems) - sum(value.count for value in self._trial.unknown)
        rest = f"另有 {other} 处问题，指明以后列出。" if other > 0 else ""
        self._text.setText(f"{still}{rest}导入后记住，下次同样的表头不再问；目前没有写入。")

    def _show_problems(self, problems: tuple[RowProblem, ...]) -> None:
        self._problems = problems
        self._title.setText("没有导入，一件都没有写入")
        self._text.setText(f"有 {len(problems)} 处问题，请在原文件中改正后再选一次。")
        self._table.set_lines([Line((str(p.row), p.reason), i) for i, p in enumerate(problems, start=1)])
        self._show_part(self._table)
        self._table.setFocus()

    def _do_copy(self) -> None:
        QGuiApplication.clipboard().setText("\n".join(f"第 {p.row} 行\t{p.reason}" for p in self._problems))

    def _show_failure(self, error: Exception) -> None:
        self._ready()
        if isinstance(error, ImportRefused):
            self._show_problems(tuple(error.problems))
            return
        sentence = sentence_of(error)
        if sentence is None:
            self.close()
            self._shell.show_trouble(error)
            return
        if self._trial is not None and self._choices.columns:
            self._show_part(self._match)
        self._title.setText("没有导入，一件都没有写入")
        self._text.setText(sentence)

    def _imported(self, _done: Done) -> None:
        self._trial = None
        self._ready()
        self._title.setText("导入完成")
        self._text.setText("台账和年度统计已经包含这些申请。发现导错了，没有办理过之前可以整批撤销。")
        self._import.setEnabled(False)
        self._choose.setEnabled(False)
        self._close.setText("完成")
        rows.name(self._close, "完成")
        self._close.setFocus()
        self._show_part(self._past)
        self._past.load()

    def _show_undone(self, words: str) -> None:
        self._title.setText("导入已撤销")
        self._text.setText(words)
        self._choose.setEnabled(True)


def _read_on_trial(
    office: Office, path: Path, today: date, choices: Choices
) -> tuple[Trial, list[tuple[str, ...]]]:
    trial = try_ledger(office, path, today, choices)
    return trial, preview(office, trial)
