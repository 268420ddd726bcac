"""Beside the checklist: 定稿条件, 结论, and the chain of signatures with the form of the next one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from caseapp import resources
from caseapp.casework.review.review_views import ReviewView
from caseapp.law.review import CONCLUSIONS, CheckItem, ReviewState, Signature
from caseapp.ui.widgets import rows
from caseapp.ui.widgets.elided import Elided
from caseapp.ui.widgets.fields import Field, FieldSet

_TOLD = 4
"""Answers against disclosure whose advice is written out."""


class Conditions(QWidget):
    """What still lacks before the reply may be finalised."""

    def __init__(self) -> None:
        super().__init__()
        self._count = rows.words("", "caution")
        frame, self._inner = rows.panel("定稿条件", self._count)
        self._inner.setSpacing(6)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)

    def set_state(self, missing: Sequence[str], present: Sequence[str]) -> None:
        """Show what lacks before what is there."""
        rows.clear(self._inner)
        for mark, tone, texts in (("缺", "danger", missing), ("有", "ok", present)):
            for text in texts:
                line = QHBoxLayout()
                line.setSpacing(8)
                line.addWidget(rows.badge(mark, tone), 0, Qt.AlignmentFlag.AlignTop)
                line.addWidget(rows.words(text, "secondary", wrap=True), 1)
                self._inner.addLayout(line)
        self._count.setText(f"还缺 {len(missing)} 项" if missing else "")


class Conclusion(QWidget):
    """The conclusion and its reason.

    Signals:
        changed: typed or chosen.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        options = [("", "请选择审查结论"), *((c, c) for c in CONCLUSIONS)]
        self.choice = rows.choice(options, accessible="审查结论")
        self.reason = rows.text_box("结论说明：遮盖、不予公开的内容和理由", height=56, accessible="结论说明")
        self._against = rows.words("", "reason", wrap=True)
        self._warning = rows.words("", "caution", wrap=True)
        self.judge = rows.button("改定办理结果…", link=True)
        frame, inner = rows.panel("结论", self.judge)
        inner.setSpacing(6)
        for part in (self._against, self.choice, self.reason, self._warning):
            inner.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)
        self.choice.currentIndexChanged.connect(self._on_changed)
        self.reason.textChanged.connect(self.changed)

    def value(self) -> tuple[str, str]:
        """Return conclusion and reason."""
        return str(self.choice.currentData() or ""), self.reason.toPlainText()

    def set_value(self, conclusion: str, reason: str) -> None:
        """Show conclusion and reason."""
        self.choice.setCurrentIndex(max(0, self.choice.findData(conclusion)))
        if self.reason.toPlainText() != reason:
            self.reason.setPlainText(reason)

    def set_answers(self, against: Sequence[CheckItem], warning: str) -> None:
        """Say which answers bear on the conclusion, and what saving will undo."""
        told = [f"{item.id}：{item.advice}{_points_to(item)}" for item in against[:_TOLD]]
        if more := "、".join(item.id for item in against[_TOLD:]):
            told.append(f"{more} 也不利于公开")
        self._against.setText("\n".join(told) or "没有不利于公开的回答。")
        self._warning.setText(warning)
        self._warning.setVisible(bool(warning))
        self.judge.setVisible(bool(against))

    def _on_changed(self, _index: int) -> None:
        self.changed.emit()


def _points_to(item: CheckItem) -> str:
    """Name the outcome an answer against disclosure points to."""
    return f"（办理结果：{resources.load_outcomes()[item.outcome].ground_label}）" if item.outcome else ""


class Signatures(QWidget):
    """Who signed, and the form of the next signature.

    Signals:
        sign: 登记签字 was pressed; carries role, name, opinion and day.
        changed: something was typed.
    """

    sign = Signal(object)
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.sign_button = rows.button("登记签字")
        self._problem = rows.words("", "problem", wrap=True)
        self._hint = rows.words("", "reason", wrap=True)
        self.fields: FieldSet | None = None
        self._shape: tuple[object, ...] = ()
        frame, inner = rows.panel("签字", rows.words("日期依次不早于前一人", "reason"))
        inner.setContentsMargins(0, 4, 0, 10)
        self._signed = QGridLayout()
        self._signed.setContentsMargins(12, 0, 12, 0)
        self._signed.setColumnStretch(0, 1)
        self._signed.setVerticalSpacing(2)
        inner.addLayout(self._signed)
        self._form = QWidget()
        self._form.setObjectName("signing")
        self._form.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._column = QVBoxLayout(self._form)
        self._column.setContentsMargins(12, 8, 12, 10)
        self._column.setSpacing(6)
        foot = QHBoxLayout()
        foot.addWidget(self._hint, 1)
        foot.addWidget(self.sign_button)
        self._column.addLayout(foot)
        self._column.addWidget(self._problem)
        inner.addWidget(self._form)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)
        self._problem.hide()
        self.sign_button.clicked.connect(self._on_sign)

    def set_view(self, view: ReviewView, state: ReviewState, today: date) -> None:
        """Show the signatures; the form is made anew only for another signer, so that typed text stays."""
        given = {s.role: s for s in view.signatures}
        self._show_signed(view, given)
        waiting = [s for s in view.checklist.signers if s.role not in given]
        self._form.setVisible(bool(waiting) and not view.shut)
        if not waiting:
            return
        shape = (view.case.id, view.chosen, today, tuple(given), view.people)
        if shape == self._shape:
            return
        same, self._shape = self._shape[:3] == shape[:3], shape
        following = state.next_signer.role if state.next_signer else waiting[0].role
        options = tuple((s.role, s.label + ("" if s.required else "（可不签）")) for s in waiting)
        kept = self.fields.values() if self.fields and same else {}  # another sheet or day begins with today
        if self.fields is not None:
            self._column.removeWidget(self.fields)
            self.fields.hide()
            self.fields.deleteLater()
        name = view.case.row.handler if following == "handler" else ""
        self.fields = FieldSet(
            (
                Field("role", "签字栏", "choice", options=options, value=following),
                Field("name", "签字人", "person", True, options=tuple((p, p) for p in view.people), value=name),
                Field("opinion", "审查意见", value="同意"),
                Field("on", "签字日期", "day", True, value=kept.get("on", today)),
            ),
            columns=2,
        )
        self.fields.changed.connect(self.changed)
        self._column.insertWidget(0, self.fields)
        before = max((s.on for s in view.signatures), default=None)
        since = f"不早于 {before:%m-%d}；" if before else ""
        self._hint.setText(f"{since}不晚于答复书成文日期" + (f"，最迟 {view.latest:%m-%d}" if view.latest else ""))
        QWidget.setTabOrder(self.fields.input("on"), self.sign_button)

    def show_problem(self, sentence: str) -> None:
        """Show a refusal at its field, or below the form."""
        shown = self.fields is not None and self.fields.show_problem(sentence)
        self._problem.setText("" if shown else sentence)
        self._problem.setVisible(not shown and bool(sentence))

    def clear_problem(self) -> None:
        """Take the refusal away."""
        self.show_problem("")

    def _show_signed(self, view: ReviewView, given: dict[str, Signature]) -> None:
        while self._signed.count():
            item = self._signed.takeAt(0)
            if item is not None and (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        signed = [s for s in view.checklist.signers if s.role in given]
        for line, signer in enumerate(signed):
            signature = given[signer.role]
            told = Elided(f"{signer.label}　{signature.name}　{signature.opinion}", "secondary")
            self._signed.addWidget(told, line, 0)
            self._signed.addWidget(rows.words(signature.on.isoformat(), "secondary"), line, 1)
        if not signed:
            self._signed.addWidget(rows.words("还没有签字。审查表打印后逐人签字，签后在这里登记。", "reason"), 0, 0)

    def _on_sign(self) -> None:
        if self.fields is not None:
            values: dict[str, Any] = self.fields.values()
            self.sign.emit(values)
