"""The form of a reply: the template's blanks, the planned way of service and the 成文日期."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from caseapp.casework.letters.drafting import ReplyDraft
from caseapp.casework.letters.letter_views import LetterView
from caseapp.law.parties import SERVICE_WAYS
from caseapp.ui.widgets import rows
from caseapp.ui.widgets.fields import Field, FieldSet
from caseapp.ui.widgets.scrolling import ScrollArea

if TYPE_CHECKING:
    from caseapp.casework.letters.letter_views import Slot

_KINDS = {"text": "text", "long": "long", "list": "lines", "int": "int", "choice": "choice", "date": "text"}
WAY, DECIDED = "送达方式", "成文日期"


class SlotForm(QWidget):
    """What the handler fills in.

    Signals:
        changed: something was typed.
        entered: name of the slot the cursor came into, or that was changed.
    """

    changed = Signal()
    entered = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._shape: tuple[Any, ...] = ()
        self._known: Mapping[str, Any] = {}
        self._slots: FieldSet | None = None
        self._fixed: FieldSet | None = None
        self._guide = rows.words("", "reason", wrap=True)
        self._guide.setVisible(False)
        self._toggle = rows.button("使用指南", link=True)
        self._number = rows.line(accessible="发文字号")
        self._number.setReadOnly(True)
        self._contact = rows.line(accessible="联系人电话")
        self._contact.setReadOnly(True)
        self._inside = QWidget()
        self._inside.setObjectName("plain")
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, 8, 0)
        self._column.setSpacing(10)
        self._column.addWidget(self._guide)
        self._column.addWidget(rows.Row("发文字号", self._number, hint="定稿时自动取号，也可以填 OA 的文号"))
        self._column.addWidget(rows.Row("联系人、电话", self._contact))
        self._column.addStretch(1)
        self._area = ScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidget(self._inside)

        frame, inner = rows.panel("填写", self._toggle)
        inner.setContentsMargins(12, 10, 4, 8)
        inner.addWidget(self._area, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame)
        self._toggle.clicked.connect(self._on_toggle)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_focus)

    def set_view(self, view: LetterView) -> None:
        """Show the form of a letter with what is typed; the fields are built anew only for another letter."""
        self._number.setText(view.number)
        self._contact.setText(view.contact or "机关信息中没有填写")
        self._guide.setText(view.guide)
        self._toggle.setVisible(bool(view.guide))
        shape = (view.case.id, view.title, tuple(slot.name for slot in view.slots))
        if shape != self._shape:
            self._shape = shape
            self._build(view)
        frozen = view.reply is not None
        for part in (self._slots, self._fixed):
            if part is not None:
                part.setEnabled(not frozen)
        self._fill(view.draft)

    def draft(self) -> ReplyDraft:
        """Return what is typed; an unreadable 成文日期 counts as none and is marked."""
        slots = self._slots.values() if self._slots is not None else {}
        fixed = self._fixed.values() if self._fixed is not None else {"way": "post", "decided": ""}
        return ReplyDraft(slots, str(fixed["way"]), self._decided(str(fixed["decided"]).strip()))

    def go_to(self, label: str) -> None:
        """Go to the field a finding names, or to the 成文日期."""
        for part in (self._slots, self._fixed):
            if part is None:
                continue
            for field in part.fields:
                if field.label == label or f"“{field.label}”" in label:
                    target = part.input(field.key)
                    self._area.ensureWidgetVisible(target)
                    target.setFocus()
                    return

    def show_problem(self, sentence: str) -> None:
        """Mark the field a refusal names."""
        if self._slots is None:
            return
        for field in self._slots.fields:
            self._slots.mark(field.key, sentence if f"“{field.label}”" in sentence else "")

    def _decided(self, text: str) -> date | None:
        assert self._fixed is not None
        try:
            found = date.fromisoformat(text) if text else None
        except ValueError:
            self._fixed.mark("decided", "请写成 2026-09-04 这样的日期")
            return None
        self._fixed.mark("decided", "")
        return found

    def _build(self, view: LetterView) -> None:
        for part in (self._slots, self._fixed):
            if part is not None:
                self._column.removeWidget(part)
                part.hide()
                part.deleteLater()
        self._slots = FieldSet([_field(slot) for slot in view.slots])
        ways = tuple((key, label) for key, (label, _) in SERVICE_WAYS.items())
        self._fixed = FieldSet(
            (
                Field("way", WAY, "choice", options=ways),
                Field("decided", DECIDED, placeholder="空着即签发之日"),
            ),
            columns=2,
        )
        self._column.insertWidget(2, self._slots)
        self._column.insertWidget(3, self._fixed)
        self._known = self._slots.values()
        self._slots.changed.connect(self._on_slots)
        self._fixed.changed.connect(self.changed)

    def _fill(self, draft: ReplyDraft) -> None:
        if self._slots is None or self._fixed is None:
            return
        for part in (self._slots, self._fixed):
            part.blockSignals(True)
        if self._slots.values() != {**self._slots.values(), **draft.slots}:
            self._slots.set_values(draft.slots)
        decided = draft.decided.isoformat() if draft.decided else ""
        fixed = {"way": draft.serve_way, "decided": decided}
        if self._fixed.values() != fixed:
            self._fixed.set_values(fixed)
        for part in (self._slots, self._fixed):
            part.blockSignals(False)
        self._known = self._slots.values()

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is None or self._slots is None or not self._slots.isAncestorOf(new):
            return
        for field in self._slots.fields:
            target = self._slots.input(field.key)
            if target is new or target.isAncestorOf(new):
                self.entered.emit(field.key)

    def _on_slots(self) -> None:
        assert self._slots is not None
        values = self._slots.values()
        for key, value in values.items():
            if value != self._known.get(key):
                self.entered.emit(key)
        self._known = values
        self.changed.emit()

    def _on_toggle(self) -> None:
        self._guide.setVisible(not self._guide.isVisible())


def _field(slot: Slot) -> Field:
    options: tuple[tuple[str, str], ...] = ()
    if slot.type == "choice":
        options = (("", "请选择"), *((choice, choice) for choice in slot.choices))
    example = f"例如：{slot.example}" if slot.example else "2026-09-04" if slot.type == "date" else ""
    return Field(
        slot.name,
        slot.label,
        _KINDS[slot.type],
        slot.required,
        slot.help,
        example,
        options,
        height=84 if slot.type == "long" else 64,
    )
