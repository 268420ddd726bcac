"""逐项判断: a request that asks for several things, an outcome for each, and what they come to together."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from caseapp.casework.case_views import CaseView
from caseapp.casework.handling.choosing import Choosing
from caseapp.casework.handling.outcome_views import Together, together
from caseapp.casework.letters.replying import decide_outcome
from caseapp.casework.office import Done, Office
from caseapp.casework.office_views import Draft, forget_draft, keep_draft, kept_draft
from caseapp.law.request_parts import numbered_parts
from caseapp.ui.cases.item_chooser import ItemChooser
from caseapp.ui.cases.item_rows import MOST, ItemRows
from caseapp.ui.cases.outcome_side import NEEDS_SEARCH, SEARCH
from caseapp.ui.widgets import rows
from caseapp.ui.widgets.debounce import debounced
from caseapp.ui.widgets.fields import Field, FieldSet
from caseapp.ui.widgets.scrolling import ScrollArea
from caseapp.ui.words import sentence_of

if TYPE_CHECKING:
    from caseapp.ui.frame.shell import Shell

_FACTS = (("letter", "文书"), ("annual_row", "年度表三"), ("remedy", "救济告知"), ("review", "保密审查"))
_INTRO = "一件申请有几项内容的，逐项判断、一份答复书逐项答复；年度表三只计一行。各项的答复内容在答复书页面填写。"
_USUAL = "按规则"


class ItemsDialog(QDialog):
    """Decides several items of one case.

    Attributes:
        items: what was asked and how each item ends.

    Signals:
        saved: the outcome was decided; carries what changed.
        whole: the request is to be decided as one after all.
    """

    saved = Signal(object)
    whole = Signal()

    def __init__(self, shell: Shell, view: CaseView, base: Choosing) -> None:
        super().__init__(shell)
        choices = base.choices
        self._base, self._asked = base, 0
        self._shell, self._desk = shell, shell.desk
        self._case_id = view.case.id
        self._draft_key = f"form:decide_items:{self._case_id}"
        self._busy = False
        self._draft = debounced(self, 400, self._keep_draft)
        self._soon = debounced(self, 120, self._foresee)
        self.setWindowTitle("逐项判断办理结果")
        self.setAccessibleName("逐项判断办理结果")
        self.setObjectName("form")
        self.resize(1040, 620)
        self.items = ItemRows([choice for choice in choices if choice.item])
        self._facts = {key: rows.words("—", "secondary", wrap=True) for key, _ in _FACTS}
        rows_of = [choice for choice in choices if choice.item and ":" not in choice.id]
        counts = (("", _USUAL), *((choice.id, choice.label) for choice in rows_of))
        self.fields = FieldSet(
            (
                Field("counts_as", "年度表三计入", "choice", options=counts),
                Field("on", "判断日期", "day", True, value=self._desk.today()),
                Field("reason", "理由", "long", placeholder="为什么这样判断；改变计入的行时必须写", height=64),
            )
        )
        self.search = FieldSet([Field(key, label, required=True, placeholder=hint) for key, label, hint in SEARCH])
        self._search_title = rows.words("检索记录（证明已尽合理检索义务）", "sectionTitle")
        self._problem = rows.words("", "problem", wrap=True)
        self._whole = rows.button("整件只有一个结果…", link=True)
        self._cancel = rows.button("返回")
        self._save = rows.button("确定办理结果", primary=True)

        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(rows.words("逐项判断办理结果", "panelTitle"))
        head = QHBoxLayout()
        head.addWidget(rows.words(_INTRO, "reason", wrap=True), 1)
        head.addWidget(self._whole)
        layout.addLayout(head)
        request = rows.words(f"申请内容：{view.case.row.request}", "secondary", wrap=True)
        request.setMaximumHeight(60)
        request.setToolTip(view.case.row.request)
        layout.addWidget(request)
        columns = QHBoxLayout()
        columns.setSpacing(16)
        columns.addWidget(self.items, 5)
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
        self._whole.clicked.connect(self._on_whole)
        self.items.changed.connect(self._on_changed)
        self.items.asking.connect(self._ask)
        self.fields.changed.connect(self._on_changed)
        self.search.changed.connect(self._draft.start)
        QShortcut(QKeySequence("Ctrl+Return"), self, self._do)
        self.finished.connect(self.deleteLater)
        decided = view.case.outcome.items if view.case.outcome else ()
        numbered = [(part, "") for part in numbered_parts(view.case.row.request)[:MOST]]
        self.items.set_items([(item.asked, item.outcome.named) for item in decided] or numbered)
        self._desk.ask(lambda office: kept_draft(office, self._draft_key), self._restore, owner=self)
        self._foresee()
        self.items.focus_first()

    def _side(self) -> QWidget:
        frame, inner = rows.panel("由此确定")
        grid = QGridLayout()
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for line, (key, label) in enumerate(_FACTS):
            grid.addWidget(rows.words(label, "reason"), line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self._facts[key], line, 1)
        inner.addLayout(grid)
        inner.addWidget(rows.rule())
        inner.addWidget(self.fields)
        inner.addWidget(self._search_title)
        inner.addWidget(self.search)
        inner.addStretch(1)
        area = ScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(frame)
        return area

    def done(self, result: int) -> None:
        """Keep what is typed when left by Esc."""
        if self._draft.isActive():
            self._draft.stop()
            self._keep_draft()
        super().done(result)

    def _on_changed(self) -> None:
        self._problem.hide()
        self._draft.start()
        self._soon.start()

    def _foresee(self) -> None:
        items, counts_as = self.items.items(), str(self.fields.values()["counts_as"])
        self._desk.ask(lambda office: together(office, items, counts_as), self._show_together, owner=self)

    def _show_together(self, found: Together) -> None:
        for key, label in self._facts.items():
            label.setText(str(getattr(found, key)) or "—")
        if found.problem:
            self._facts["letter"].setText(found.problem)
        wanted = any(outcome == NEEDS_SEARCH for _, outcome in self.items.items())
        self.search.setVisible(wanted)
        self._search_title.setVisible(wanted)

    def _payload(self) -> dict[str, Any]:
        return {"items": [list(item) for item in self.items.items()], "fields": self.fields.typed(),
                "search": self.search.typed()}

    def _keep_draft(self) -> None:
        payload, key = self._payload(), self._draft_key
        self._desk.ask(lambda office: keep_draft(office, key, payload), _ignore, owner=self)

    def _restore(self, draft: Draft | None) -> None:
        if draft is not None:
            kept: Mapping[str, Any] = draft.payload
            items = [(str(asked), str(outcome)) for asked, outcome in kept.get("items", ())]
            if any(asked or outcome for asked, outcome in items):
                self.items.set_items(items)
            self.fields.set_values({"reason": kept.get("fields", {}).get("reason", "")})
            self.search.set_values(kept.get("search", {}))
        self._draft.stop()

    def _ask(self, index: int) -> None:
        self._asked = index
        dialog = ItemChooser(self._shell, f"判断第 {index + 1} 项的办理结果", self._base, self._day)
        dialog.concluded.connect(self._on_concluded)
        dialog.open()

    def _on_concluded(self, outcome: str) -> None:
        self.items.set_outcome(self._asked, outcome)

    def _day(self) -> date:
        on = self.fields.values()["on"]
        return on if isinstance(on, date) else self._desk.today()

    def _on_whole(self) -> None:
        self.reject()
        self.whole.emit()

    def _do(self) -> None:
        if self._busy:
            return
        if lacking := self.items.lacking():
            self._say(lacking)
            return
        self._busy = True
        self._draft.stop()
        values, items = self.fields.values(), self.items.items()
        search = self.search.values() if self.search.isVisible() else None
        case_id, key, today = self._case_id, self._draft_key, self._desk.today()

        def work(office: Office) -> Done:
            counts_as = values["counts_as"] or together(office, items, "").counts_as
            done = decide_outcome(
                office, case_id, counts_as, values["on"], values["reason"], today, search=search, items=items
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
