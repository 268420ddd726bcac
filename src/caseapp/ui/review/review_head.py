"""Above the checklist: the head data of a 审查表; and in words what a review lacks and has."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from caseapp.casework.review.review_views import ReviewView
from caseapp.casework.review.reviewing import HEAD_LABELS
from caseapp.law.review import ReviewState
from caseapp.ui.widgets import rows

# The head data in two lines: which line, and its share of the width.
_PLACES = (
    (0, "department", 1),
    (1, "formed", 3),
    (1, "carrier", 3),
    (1, "pages", 2),
    (1, "audience", 4),
    (1, "publicity", 4),
)
_HINTS = {"formed": "2026-03", "carrier": "数据表"}


class ReviewHead(QWidget):
    """The name of the material and the head data.

    Signals:
        changed: something was typed.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.material = rows.line("被审查信息的名称", accessible="信息名称")
        self._fields = {key: rows.line(_HINTS.get(key, ""), accessible=label) for key, label in HEAD_LABELS.items()}
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 14, 10)
        column.setSpacing(6)
        first, second = QHBoxLayout(), QHBoxLayout()
        first.addWidget(rows.field_label("信息名称", self.material, required=True))
        first.addWidget(self.material, 3)
        for line, key, stretch in _PLACES:
            target = (first, second)[line]
            target.addWidget(rows.field_label(HEAD_LABELS[key], self._fields[key]))
            target.addWidget(self._fields[key], stretch)
        for part in (first, second):
            part.setSpacing(8)
            column.addLayout(part)
        for field in (self.material, *self._fields.values()):
            field.textChanged.connect(self.changed)

    def values(self) -> dict[str, str]:
        """Return the head data."""
        return {key: field.text() for key, field in self._fields.items()}

    def set_values(self, material: str, head: Mapping[str, str]) -> None:
        """Show a name and head data."""
        _set_text(self.material, material)
        for key, field in self._fields.items():
            _set_text(field, head.get(key, ""))


def lacking(view: ReviewView, state: ReviewState, dirty: bool) -> list[str]:
    """Say what lacks, all signatures in one line; of other 公开件 that their sheets are not done."""
    unsigned = [text.removeprefix("缺").removesuffix("签字") for text in state.missing if text.endswith("签字")]
    found = [text for text in state.missing if not text.endswith("签字")]
    if unsigned:
        found.append(f"{'、'.join(unsigned)}签字")
    for line in view.materials:
        if line.looked.open_words or not line.looked.at:
            what = f"还有没处理的：{line.looked.open_words}" if line.looked.at else "还没有查看"
            found.append(f"“{line.name}”{what}")
    if waiting := view.case.state.referral_waiting:
        found.append(f"送审后{waiting}还没有答复")
    others = [line.name for line in view.materials if line.id != view.chosen and "没有" in line.state]
    found += [f"公开件“{name}”没有审完" for name in others]
    if dirty:
        found.append("审查表有未保存的内容")
    return found


def in_order(view: ReviewView, state: ReviewState, answered: bool) -> list[str]:
    """Say what is there already, in one line."""
    found = []
    if answered:
        found.append(f"{len(view.checklist.items)} 项已答")
    if not any("结论" in text for text in state.missing):
        found.append("有审查结论")
    if view.signatures:
        found.append(f"{len(view.signatures)} 人已签字")
    if view.papers.scan:
        found.append("有签字的扫描件")
    return ["、".join(found)] if found else []


def _set_text(field: QLineEdit, text: str) -> None:
    if field.text() != text:
        field.setText(text)
