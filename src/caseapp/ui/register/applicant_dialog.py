"""申请人: every request of one applicant, how it is reached, its other names, and the fee by item; over any page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from caseapp.casework.receiving.applicants import RULE, SHOWN, ApplicantView, OtherName, applicant_view
from caseapp.ui.widgets import rows
from caseapp.ui.widgets.elided import Elided
from caseapp.ui.widgets.text_table import Column, Line, TextTable

if TYPE_CHECKING:
    from caseapp.ui.frame.shell import Shell

_COLUMNS = (
    Column("登记编号", 100),
    Column("收到日期", 96),
    Column("申请内容"),
    Column("状态", 130),
    Column("办理结果", 190),
    Column("答复文号", 160),
)
_LABELS = ("联系电话", "证件", "通信地址", "电子邮箱", "代理人")
_OTHERS = 4
_SIZE = (1100, 640)


def open_applicant(shell: Shell, name: str) -> None:
    """Open the page of an applicant over the one in front; without a name nothing happens."""
    if name.strip():
        ApplicantDialog(shell, name.strip()).open()


class ApplicantDialog(QDialog):
    """The page of one applicant; Enter opens the request chosen.

    Attributes:
        table: the requests, the newest first.
    """

    def __init__(self, shell: Shell, name: str) -> None:
        super().__init__(shell)
        self._shell, self._desk = shell, shell.desk
        self.setWindowTitle("申请人")
        self.setAccessibleName("申请人")
        self.setObjectName("form")
        self.resize(min(_SIZE[0], shell.width() - 40), min(_SIZE[1], shell.height() - 40))
        self._name = Elided(style="panelTitle")
        self._class = rows.badge("", "neutral")
        self._counts = rows.words("", "secondary")
        self._contacts = {label: Elided() for label in _LABELS}
        self._others = QHBoxLayout()
        self._others_row = QWidget()
        self._fee = rows.words("", wrap=True)
        self._rule = rows.words(RULE, "reason", wrap=True)
        self._more = rows.words("", "reason")
        self.table = TextTable("该申请人的申请", _COLUMNS)
        self._close = rows.button("返回")
        self._open = rows.button("打开案件", primary=True)
        self._build()
        self.table.doubleClicked.connect(self._on_double)
        self._open.clicked.connect(self._open_chosen)
        self._close.clicked.connect(self.reject)
        self.finished.connect(self.deleteLater)
        self.show_applicant(name)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._name, 1)
        head.addWidget(self._class)
        head.addWidget(self._counts)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        for place, label in enumerate(_LABELS):
            rows.name(self._contacts[label], label)
            grid.addWidget(rows.words(label, "secondary"), place // 2, place % 2 * 2)
            grid.addWidget(self._contacts[label], place // 2, place % 2 * 2 + 1)
        self._others.setContentsMargins(0, 0, 0, 0)
        self._others.setSpacing(10)
        self._others_row.setLayout(self._others)
        fee, inside = rows.panel("本月按件计收")
        inside.setSpacing(4)
        inside.addWidget(self._fee)
        inside.addWidget(self._rule)
        buttons = QHBoxLayout()
        buttons.addWidget(self._more)
        buttons.addStretch(1)
        buttons.addWidget(self._close)
        buttons.addWidget(self._open)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addLayout(grid)
        layout.addWidget(self._others_row)
        layout.addWidget(fee)
        layout.addWidget(self.table, 1)
        layout.addLayout(buttons)
        self._others_row.hide()

    def show_applicant(self, name: str) -> None:
        """Read and show an applicant."""
        today = self._desk.today()
        self._desk.ask(lambda office: applicant_view(office, name, today), self._show, owner=self, failed=self._failed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the request chosen, or presses the button it stands on."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not isinstance(self.focusWidget(), QPushButton):
            self._open_chosen()
            return
        super().keyPressEvent(event)

    def _show(self, view: ApplicantView) -> None:
        self._name.setText(view.name)
        rows.set_badge(self._class, "、".join(view.classes), "neutral")
        self._counts.setText(f"共 {view.total:,} 件　本年 {view.this_year:,} 件　本月 {view.this_month:,} 件")
        for label, cell in self._contacts.items():
            cell.setText("；".join(value for key, value in view.contacts if key == label) or "—")
        self._show_others(view.others)
        self._fee.setText(view.fee.words)
        self._more.setText(f"只列最近 {SHOWN} 件，其余在台账中查找。" if view.total > SHOWN else "")
        self.table.set_lines(
            [
                Line(
                    (x.number, str(x.day or "—"), x.request, x.status, x.outcome or "—", x.reply_number or "—"),
                    x.case_id,
                )
                for x in view.cases
            ]
        )
        self.table.selectRow(0)
        self.table.setFocus()

    def _show_others(self, others: tuple[OtherName, ...]) -> None:
        rows.clear(self._others)
        self._others_row.setVisible(bool(others))
        if not others:
            return
        self._others.addWidget(rows.words("可能是同一申请人", "secondary"))
        for other in others[:_OTHERS]:
            link = rows.button(_short(other.name), link=True)
            link.setToolTip(other.name)
            rows.name(link, f"查看 {other.name}", "、".join(other.shared))
            link.setProperty("applicant", other.name)
            link.clicked.connect(self._on_other)
            self._others.addWidget(link)
            self._others.addWidget(rows.words(f"{'、'.join(other.shared)}，{other.count} 件", "reason"))
        if len(others) > _OTHERS:
            self._others.addWidget(rows.words(f"等 {len(others)} 个名称", "reason"))
        self._others.addStretch(1)

    def _on_other(self) -> None:
        pressed = self.sender()
        assert isinstance(pressed, QPushButton)
        self.show_applicant(str(pressed.property("applicant")))

    def _on_double(self, _index: QModelIndex) -> None:
        self._open_chosen()

    def _open_chosen(self) -> None:
        line = self.table.chosen()
        if line is not None:
            self.accept()
            self._shell.open_case(line.id)

    def _failed(self, error: Exception) -> None:
        self.reject()
        self._shell.show_refusal(error, "没有这个申请人")


def _short(name: str) -> str:
    return name if len(name) <= 14 else name[:13] + "…"
