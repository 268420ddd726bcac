"""The tabs of a case that tell: 申请信息, 办理经过, 保密审查, 复议诉讼."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from caseapp.casework.case_views import CaseView
from caseapp.casework.case_words import review_word
from caseapp.casework.receiving.parties import agent_words, joint_words
from caseapp.law.disputes import DISPUTE_KINDS
from caseapp.ui.letter.public_hints import PublicLine
from caseapp.ui.register.applicant_dialog import open_applicant
from caseapp.ui.widgets import rows
from caseapp.ui.widgets.elided import Elided
from caseapp.ui.widgets.scrolling import ScrollArea
from caseapp.ui.widgets.text_table import Column, Line, TextTable

if TYPE_CHECKING:
    from caseapp.ui.frame.shell import Shell

_INFO = (
    ("申请人", "applicant"),
    ("证件", "identity"),
    ("联系电话", "phone"),
    ("共同申请人", "joint"),
    ("代理人", "agent"),
    ("提供方式", "form_wanted"),
    ("电子邮箱", "email"),
    ("获取方式", "obtain_way"),
    ("通信地址", "address"),
    ("承办", "handling"),
    ("备注", "note"),
)
_NO_DISPUTES = "没有复议和诉讼。收到受理通知、决定或者裁判时在这里登记，结果计入年度表四。"


class InfoTab(QWidget):
    """What was registered, and what it was decided to be.

    Signals:
        wanted: a verb was asked for.
        amending: what was registered is to be changed.
    """

    wanted = Signal(str)
    amending = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell, self._applicant = shell, ""
        self._person = rows.button("全部申请…", link=True)
        rows.name(self._person, "该申请人的全部申请", "该申请人的全部申请、联系方式和本月按件计收")
        self.public = PublicLine(shell)
        self._cells: dict[str, Elided] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        for place, (label, key) in enumerate(_INFO):
            row, column = place // 2, place % 2 * 2
            cell = Elided()
            self._cells[key] = cell
            grid.addWidget(rows.words(label, "secondary"), row, column)
            if key == "applicant":
                both = QHBoxLayout()
                both.addWidget(cell, 1)
                both.addWidget(self._person)
                grid.addLayout(both, row, column + 1)
            else:
                grid.addWidget(cell, row, column + 1)
        self._request = rows.text_box(accessible="申请内容（原文）", height=76)
        self._request.setReadOnly(True)
        self._outcome = rows.words("", wrap=True)
        self._basis = rows.words("", "reason", wrap=True)
        self._change = rows.button("更改办理结果", link=True)
        self._amend = rows.button("更改登记信息…", link=True)

        inside = QWidget()
        inside.setObjectName("plain")
        area = ScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addWidget(self.public)
        layout.addLayout(grid)
        over = QHBoxLayout()
        over.addWidget(rows.words("申请内容（原文）", "secondary"), 1)
        over.addWidget(self._amend)
        layout.addLayout(over)
        layout.addWidget(self._request, 1)
        decided = QHBoxLayout()
        decided.addWidget(rows.words("办理结果", "secondary"))
        decided.addWidget(self._outcome, 1)
        decided.addWidget(self._change)
        layout.addLayout(decided)
        layout.addWidget(self._basis)
        self._request.setMinimumHeight(52)
        self._request.setMaximumHeight(16_777_215)
        self._change.clicked.connect(self._on_change)
        self._amend.clicked.connect(self.amending)
        self.public.deciding.connect(self._on_change)
        self._person.clicked.connect(self._on_person)

    def set_view(self, view: CaseView) -> None:
        """Show what was registered."""
        row, outcome = view.case.row, view.case.outcome
        values = {
            "applicant": row.applicant,
            "identity": " ".join(part for part in (row.id_kind, row.id_number) if part),
            "agent": agent_words(row),
            "joint": joint_words(row.joint),
            "phone": row.phone,
            "form_wanted": row.form_wanted,
            "email": row.email,
            "obtain_way": row.obtain_way,
            "address": " ".join(part for part in (row.whole_address, row.postcode) if part),
            "handling": "　".join(part for part in (view.case.department, row.handler) if part),
            "note": " ".join(row.note.split()),
        }
        for key, cell in self._cells.items():
            cell.setText(values[key] or "—")
        if self._request.toPlainText() != row.request:
            self._request.setPlainText(row.request)
        self._outcome.setText(view.outcome_words or "尚未判断")
        decided = next((f for f in reversed(view.case.state.facts) if f.kind == "outcome_decided"), None)
        basis = str(decided.detail.get("basis", "")) if decided else ""
        self._basis.setText(f"依据：{basis}" if basis else "文书、依据和年度表由办理结果一并确定。")
        state = next(v for v in view.verbs if v.verb == "decide_outcome")
        self._change.setVisible(outcome is not None and state.allowed)
        self._applicant = row.applicant
        self.public.set_view(view)

    def _on_person(self) -> None:
        open_applicant(self._shell, self._applicant)

    def _on_change(self) -> None:
        self.wanted.emit("decide_outcome")


class HistoryTab(QWidget):
    """Every fact ever recorded, with who recorded it; nothing is hidden."""

    def __init__(self) -> None:
        super().__init__()
        columns = (Column("日期", 96), Column("事项", 170), Column("内容"), Column("状态", 190), Column("登记", 170))
        self.table = TextTable("办理经过", columns)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.table)

    def set_view(self, view: CaseView) -> None:
        """Show the facts."""
        self.table.set_lines(
            [
                Line((x.on, x.title, x.text or "—", x.gone or "有效", x.who), x.id, "faint" if x.gone else "")
                for x in view.lines
            ]
        )


class ReviewTab(QWidget):
    """How far the 保密审查 is.

    Signals:
        opened: the review page is wanted.
    """

    opened = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._state = rows.badge("", "neutral")
        self._words = rows.words("", wrap=True)
        self._missing = rows.words("", "secondary", wrap=True)
        self._open = rows.button("打开保密审查")
        self.table = TextTable("审查签字", (Column("签字人", 260), Column("意见"), Column("日期", 120)))

        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(self._state, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self._words, 1)
        head.addWidget(self._open)
        layout.addLayout(head)
        layout.addWidget(self._missing)
        layout.addWidget(self.table, 1)
        self._open.clicked.connect(self.opened)

    def set_view(self, view: CaseView) -> None:
        """Show conclusion, what is missing, and who signed."""
        reviews, state = view.case.reviews, view.case.state.review
        reason = next(v.reason for v in view.verbs if v.verb == "review" and not v.allowed) if self._shut(view) else ""
        if state is None:
            rows.set_badge(self._state, "未开始", "neutral")
            self._words.setText(reason or "先审查、后公开（条例第十七条）。")
            self._missing.setText("")
        else:
            rows.set_badge(self._state, *review_word(state))
            told = [f"{review.material}　结论：{review.conclusion or '尚未作出'}" for review in reviews]
            self._words.setText("；".join(told))
            self._missing.setText("；".join(state.missing) or f"最后签字 {state.last_signed}")
        rows.block(self._open, "" if reviews else reason)
        self._open.setEnabled(not reason or bool(reviews))
        signed = [line for line in view.lines if line.kind == "review_signed" and not line.gone]
        self.table.set_lines([Line((*_signature(line.text), line.on), line.id) for line in signed])

    def _shut(self, view: CaseView) -> bool:
        return any(v.verb == "review" and not v.allowed for v in view.verbs)


class DisputeTab(QWidget):
    """The disputes of the reply.

    Signals:
        wanted: a verb was asked for.
        bundling: the evidence is to be put together.
    """

    wanted = Signal(str)
    bundling = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._record = rows.button("登记复议诉讼…")
        self._evidence = rows.button("证据材料…")
        self._evidence.setToolTip("把申请、文书、审查、送达凭证和期限推算说明编页，合成一个文件")
        self._empty = rows.words("", "secondary")
        self.table = TextTable("复议诉讼", (Column("日期", 110), Column("事项", 220), Column("结果")))

        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(self._empty, 1)
        head.addWidget(self._evidence)
        head.addWidget(self._record)
        layout.addLayout(head)
        layout.addWidget(self.table, 1)
        self._record.clicked.connect(self._on_record)
        self._evidence.clicked.connect(self.bundling)

    def set_view(self, view: CaseView) -> None:
        """Show what was filed and decided."""
        found = [line for line in view.lines if line.kind in DISPUTE_KINDS and not line.gone]
        self._empty.setText("结果计入年度表四。" if found else _NO_DISPUTES)
        self.table.set_lines([Line((line.on, line.title, line.text or "—"), line.id) for line in found])

    def _on_record(self) -> None:
        self.wanted.emit("dispute")


def _signature(text: str) -> tuple[str, str]:
    who, _, opinion = text.rpartition("；")
    return who.replace("；", "　"), opinion
