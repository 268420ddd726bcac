"""判断办理结果: the outcomes in the order of annual table 三, each with the letter, article and row it fixes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from caseapp.casework.case_views import CaseView
from caseapp.casework.office import Done, Office
from caseapp.casework.office_views import Draft, forget_draft, keep_draft, kept_draft
from caseapp.casework.outcome_views import OutcomeChoice
from caseapp.casework.replying import decide_outcome
from caseapp.ui import rows
from caseapp.ui.debounce import debounced
from caseapp.ui.fields import Field, FieldSet
from caseapp.ui.words import sentence_of

if TYPE_CHECKING:
    from caseapp.ui.shell import Shell

_CONSEQUENCES = (
    ("basis", "依据"),
    ("letter", "文书"),
    ("annual_row", "年度表三"),
    ("remedy", "救济告知"),
    ("review", "保密审查"),
)
_SEARCH = (
    ("who", "检索人", "例如：张敏、综合科刘建国"),
    ("where", "检索范围", "例如：局档案室、办公系统、综合科数据库"),
    ("words", "检索词", "例如：某某镇、人均可支配收入"),
    ("result", "检索结果", "例如：未检索到"),
)
_NEEDS_SEARCH = "not_existing"


class OutcomeDialog(QDialog):
    """Chooses the 办理结果 of one case.

    Signals:
        saved: the outcome was decided; carries what changed.
        several: the request asks for several things, to be decided one by one.
    """

    saved = Signal(object)
    several = Signal()

    def __init__(self, shell: Shell, view: CaseView, choices: Sequence[OutcomeChoice]) -> None:
        super().__init__(shell)
        self._shell, self._desk = shell, shell.desk
        self._case_id = view.case.id
        self._choices = {choice.id: choice for choice in choices}
        self._draft_key = f"form:decide_outcome:{self._case_id}"
        self._busy = False
        self._draft = debounced(self, 400, self._keep_draft)
        self.setWindowTitle("判断办理结果")
        self.setAccessibleName("判断办理结果")
        self.setObjectName("form")
        self.resize(960, 600)
        self._group = QButtonGroup(self)
        self._area = QScrollArea()
        self._facts = {key: rows.words("—", "secondary", wrap=True) for key, _ in _CONSEQUENCES}
        self.fields = FieldSet(
            (
                Field("on", "判断日期", "day", True, value=self._desk.today()),
                Field("reason", "理由", "long", placeholder="为什么是这个结果；记入案件记录", height=72),
            )
        )
        self.search = FieldSet([Field(key, label, required=True, placeholder=hint) for key, label, hint in _SEARCH])
        self._problem = rows.words("", "problem", wrap=True)
        self._cancel = rows.button("返回")
        self._save = rows.button("确定办理结果", primary=True)
        self._several = rows.button("申请有几项内容，逐项判断…", link=True)

        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(rows.words("判断办理结果", "panelTitle"))
        intro = "选定一种，答复文书、法律依据和年度表的行同时确定。区分处理的选“部分公开”。"
        head = QHBoxLayout()
        head.addWidget(rows.words(intro, "reason"), 1)
        head.addWidget(self._several)
        layout.addLayout(head)
        columns = QHBoxLayout()
        columns.setSpacing(16)
        columns.addWidget(self._list(choices), 5)
        columns.addWidget(self._side(), 4)
        layout.addLayout(columns, 1)
        layout.addWidget(self._problem)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._save)
        layout.addLayout(buttons)

        self._problem.hide()
        self._cancel.clicked.connect(self.reject)
        self._save.clicked.connect(self._do)
        self._several.clicked.connect(self._on_several)
        self._group.buttonClicked.connect(self._on_chosen)
        self.fields.changed.connect(self._draft.start)
        self.search.changed.connect(self._draft.start)
        QShortcut(QKeySequence("Ctrl+Return"), self, self._do)
        self.finished.connect(self.deleteLater)
        self._choose(view.case.outcome.id if view.case.outcome else "")
        self._desk.ask(lambda office: kept_draft(office, self._draft_key), self._restore, owner=self)

    def _list(self, choices: Sequence[OutcomeChoice]) -> QScrollArea:
        inside = QWidget()
        inside.setObjectName("plain")
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(4)
        for group, members in groupby(choices, key=lambda choice: choice.group):
            title = rows.words(group, "sectionTitle")
            title.setContentsMargins(0, 6, 0, 0)
            layout.addWidget(title)
            for choice in members:
                layout.addWidget(self._radio(choice))
        layout.addStretch(1)
        self._area.setObjectName("framed")
        self._area.setWidgetResizable(True)
        self._area.setWidget(inside)
        return self._area

    def showEvent(self, event: QShowEvent) -> None:
        """Bring the chosen outcome into sight."""
        super().showEvent(event)
        if chosen := self._group.checkedButton():
            self._area.ensureWidgetVisible(chosen)

    def _radio(self, choice: OutcomeChoice) -> QRadioButton:
        inner = choice.label.partition("（")[2].removesuffix("）") or choice.label
        made = QRadioButton(inner)
        rows.name(made, choice.label, choice.basis)
        made.setProperty("outcome", choice.id)
        made.setMinimumHeight(26)
        self._group.addButton(made)
        return made

    def _side(self) -> QWidget:
        frame, inner = rows.panel("由此确定")
        grid = QGridLayout()
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for line, (key, label) in enumerate(_CONSEQUENCES):
            grid.addWidget(rows.words(label, "reason"), line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self._facts[key], line, 1)
        inner.addLayout(grid)
        inner.addWidget(rows.rule())
        inner.addWidget(self.fields)
        self._search_title = rows.words("检索记录（证明已尽合理检索义务）", "sectionTitle")
        inner.addWidget(self._search_title)
        inner.addWidget(self.search)
        inner.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(frame)
        return area

    def _chosen(self) -> str:
        pressed = self._group.checkedButton()
        return str(pressed.property("outcome")) if pressed else ""

    def _choose(self, outcome_id: str) -> None:
        for made in self._group.buttons():
            if made.property("outcome") == outcome_id:
                made.setChecked(True)
        self._show_consequences()
        first = self._group.checkedButton() or self._group.buttons()[0]
        first.setFocus()

    def _on_chosen(self, _pressed: QAbstractButton) -> None:
        self._show_consequences()
        self._draft.start()

    def _show_consequences(self) -> None:
        chosen = self._choices.get(self._chosen())
        for key, label in self._facts.items():
            label.setText(str(getattr(chosen, key)) if chosen else "—")
        wanted = chosen is not None and chosen.id == _NEEDS_SEARCH
        self.search.setVisible(wanted)
        self._search_title.setVisible(wanted)
        self._problem.hide()

    def _payload(self) -> dict[str, Any]:
        return {"outcome": self._chosen(), **self.fields.typed(), "search": self.search.typed()}

    def _keep_draft(self) -> None:
        payload, key = self._payload(), self._draft_key
        self._desk.ask(lambda office: keep_draft(office, key, payload), _ignore, owner=self)

    def _restore(self, draft: Draft | None) -> None:
        if draft is not None:
            self.fields.set_values({"reason": draft.payload.get("reason", "")})
            self.search.set_values(draft.payload.get("search", {}))
            if draft.payload.get("outcome"):
                self._choose(draft.payload["outcome"])
        self._draft.stop()

    def done(self, result: int) -> None:
        """Keep what is typed when left by Esc."""
        if self._draft.isActive():
            self._draft.stop()
            self._keep_draft()
        super().done(result)

    def _on_several(self) -> None:
        self.reject()
        self.several.emit()

    def _do(self) -> None:
        chosen = self._chosen()
        if not chosen:
            self._say("请先选定一种办理结果。")
            return
        if self._busy:
            return
        self._busy = True
        self._draft.stop()
        values, search = self.fields.values(), self.search.values() if chosen == _NEEDS_SEARCH else None
        case_id, key, today = self._case_id, self._draft_key, self._desk.today()

        def work(office: Office) -> Done:
            done = decide_outcome(
                office, case_id, chosen, values["on"], values["reason"], today, search=search
            )
            forget_draft(office, key)
            return done

        self._desk.do(work, self._finish, owner=self, failed=self._refuse)

    def _finish(self, done: Done) -> None:
        self._busy = False
        self.saved.emit(done)
        self.accept()

    def _refuse(self, error: Exception) -> None:
        self._busy = False
        sentence = sentence_of(error)
        if sentence is None:
            self._shell.show_trouble(error)
            return
        self._say(f"{sentence}没有改动任何内容。")

    def _say(self, sentence: str) -> None:
        self._problem.setText(sentence)
        self._problem.show()


def _ignore(_at: object) -> None:
    return None
