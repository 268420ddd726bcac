"""A set of form fields from a plain description: typed in, read back as plain values, problems shown in place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from caseapp.ui.widgets import rows

_WIDE = frozenset({"long", "lines", "file", "check"})
TYPED = frozenset({"text", "long", "lines", "int", "person", "file"})


def whole_number(text: object) -> int:
    """Return a typed whole number; 0 for anything else, which every verb refuses."""
    typed = str(text).strip()
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= 6 else 0


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form.

    Attributes:
        kind: day, text, long (several lines), lines (one entry a line), int, choice, person, file or check.
        options: (key, words) of a choice, or the names a person field offers.
        value: what it begins with.
        when: key of a choice field and the answers under which this field is shown.
        height: of a several-line field, pixels.
    """

    key: str
    label: str
    kind: str = "text"
    required: bool = False
    hint: str = ""
    placeholder: str = ""
    options: tuple[tuple[str, str], ...] = ()
    value: Any = None
    when: tuple[str, frozenset[str]] | None = None
    height: int = 64


class FileField(QWidget):
    """A file's place, typed, chosen or dropped."""

    def __init__(self, label: str) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self.line = rows.line("可以把文件拖到这里", accessible=label)
        self._choose = rows.button("选择文件…")
        rows.name(self._choose, f"选择文件：{label}")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.line, 1)
        layout.addWidget(self._choose)
        rows.name(self, f"{label}（文件）")
        self.setFocusProxy(self.line)
        self._choose.clicked.connect(self._ask)

    def _ask(self) -> None:
        dialog = QFileDialog(self, "选择文件")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.line.setText)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one file."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Show where the dropped file is."""
        urls = event.mimeData().urls()
        if urls and urls[0].isLocalFile():
            self.line.setText(urls[0].toLocalFile())
            event.acceptProposedAction()


class FieldSet(QWidget):
    """Fields one below another, or two side by side with the long ones across.

    Signals:
        changed: something was typed or chosen.
    """

    changed = Signal()

    def __init__(self, fields: Sequence[Field], *, columns: int = 1) -> None:
        super().__init__()
        self.fields = tuple(fields)
        self._inputs: dict[str, QWidget] = {}
        self._rows: dict[str, QWidget] = {}
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        for column in range(columns):
            layout.setColumnStretch(column, 1)
        place = 0
        for field in fields:
            made = _input(field)
            self._inputs[field.key] = made
            row: QWidget = made
            if not isinstance(made, QCheckBox):
                row = rows.Row(field.label, made, required=field.required, hint=field.hint)
            self._rows[field.key] = row
            if columns > 1 and field.kind in _WIDE:
                place += place % columns
                layout.addWidget(row, place // columns, 0, 1, columns)
                place += columns
            else:
                layout.addWidget(row, place // columns, place % columns, Qt.AlignmentFlag.AlignTop)
                place += 1
            _signal_of(made).connect(self._hear)
        self._show_wanted()

    def input(self, key: str) -> QWidget:
        """Return the input of a field."""
        return self._inputs[key]

    def values(self) -> dict[str, Any]:
        """Return what the shown fields hold: date, str, list of str, bool, or the key of a choice."""
        return {field.key: self._value(field) for field in self.fields if self._wanted(field)}

    def typed(self) -> dict[str, Any]:
        """Return what was typed, days and files' answers aside: what a draft keeps."""
        return {f.key: self._value(f) for f in self.fields if f.kind in TYPED or f.kind == "choice"}

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Put kept values back; a value that no longer fits is left out."""
        for field in self.fields:
            if field.key in values:
                _set(self._inputs[field.key], values[field.key])
        self._show_wanted()

    def show_problem(self, sentence: str) -> bool:
        """Show a refusal at the field it names and go there; tell whether there is such a field."""
        self.clear_problems()
        for field in self.fields:
            if f"“{field.label}”" in sentence and self._wanted(field):
                self.mark(field.key, sentence)
                self._inputs[field.key].setFocus()
                return True
        return False

    def mark(self, key: str, sentence: str) -> None:
        """Show what is wrong with one field."""
        row = self._rows[key]
        if isinstance(row, rows.Row):
            row.set_problem(sentence)

    def clear_problems(self) -> None:
        """Take all problems away."""
        for row in self._rows.values():
            if isinstance(row, rows.Row):
                row.set_problem("")

    def focus_first(self) -> None:
        """Go to the first field still empty, else to the first."""
        for field in self.fields:
            if self._wanted(field) and field.kind in TYPED and not self._value(field):
                self._inputs[field.key].setFocus()
                return
        if self.fields:
            self._inputs[self.fields[0].key].setFocus()

    def _value(self, field: Field) -> Any:  # noqa: ANN401 - the kind decides
        return _value(self._inputs[field.key], field.kind)

    def _wanted(self, field: Field) -> bool:
        if field.when is None:
            return True
        key, answers = field.when
        asked = next(f for f in self.fields if f.key == key)
        return self._wanted(asked) and self._value(asked) in answers

    def _hear(self) -> None:
        self._show_wanted()
        self.changed.emit()

    def _show_wanted(self) -> None:
        for field in self.fields:
            if field.when is not None:
                self._rows[field.key].setVisible(self._wanted(field))


def _input(field: Field) -> QWidget:
    made: QWidget
    if field.kind == "day":
        made = rows.day_field(field.value)
    elif field.kind in ("long", "lines"):
        made = rows.text_box(field.placeholder, height=field.height)
    elif field.kind == "choice":
        made = _narrow(rows.choice(list(field.options)))
    elif field.kind == "person":
        made = _person(field)
    elif field.kind == "file":
        return FileField(field.label)
    elif field.kind == "check":
        made = QCheckBox(field.label)
        rows.name(made, field.label)
    else:
        made = rows.line(field.placeholder)
    if field.kind != "day" and field.value is not None:
        _set(made, field.value)
    return made


def _person(field: Field) -> QComboBox:
    made = _narrow(rows.choice(list(field.options)))
    made.setEditable(True)
    made.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    made.setCompleter(None)  # type: ignore[arg-type]  # Qt takes no completer; the stub does not
    made.setCurrentIndex(-1)
    edit = made.lineEdit()
    assert edit is not None
    edit.setPlaceholderText(field.placeholder)
    rows.name(edit, field.label)
    rows.name(made, f"{field.label}（人员名单）")
    return made


def _narrow(made: QComboBox) -> QComboBox:
    """Let a long option not widen the form."""
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(4)
    return made


def _signal_of(made: QWidget) -> Any:  # noqa: ANN401 - a bound signal
    if isinstance(made, FileField):
        return made.line.textChanged
    if isinstance(made, QDateEdit):
        return made.dateChanged
    if isinstance(made, QComboBox):
        return made.editTextChanged if made.isEditable() else made.currentIndexChanged
    if isinstance(made, QCheckBox):
        return made.toggled
    assert isinstance(made, QLineEdit | QPlainTextEdit)
    return made.textChanged


def _value(made: QWidget, kind: str) -> Any:  # noqa: ANN401 - the kind decides
    if isinstance(made, FileField):
        return made.line.text().strip()
    if isinstance(made, QDateEdit):
        return rows.day_of(made)
    if isinstance(made, QComboBox):
        return made.currentText() if made.isEditable() else made.currentData()
    if isinstance(made, QCheckBox):
        return made.isChecked()
    if isinstance(made, QPlainTextEdit):
        text = made.toPlainText()
        return [line for line in text.split("\n") if line.strip()] if kind == "lines" else text
    assert isinstance(made, QLineEdit)
    return made.text()


def _set(made: QWidget, value: object) -> None:
    if isinstance(made, FileField):
        made.line.setText(str(value))
    elif isinstance(made, QDateEdit):
        day = value if isinstance(value, date) else date.fromisoformat(str(value))
        made.setDate(QDate(day.year, day.month, day.day))
    elif isinstance(made, QComboBox) and made.isEditable():
        made.setEditText(str(value))
    elif isinstance(made, QComboBox):
        made.setCurrentIndex(max(0, made.findData(value)))
    elif isinstance(made, QCheckBox):
        made.setChecked(bool(value))
    elif isinstance(made, QPlainTextEdit):
        made.setPlainText("\n".join(map(str, value)) if isinstance(value, list | tuple) else str(value or ""))
    elif isinstance(made, QLineEdit):
        made.setText("" if value is None else str(value))
