"""The 公开件 of a review: which one is shown, what was found in it, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from caseapp.casework.review.material_pages import PAGED
from caseapp.casework.review.review_views import MaterialLine, ReviewView
from caseapp.ui.widgets import rows

_NONE = "没有存入公开件：审查表针对整件答复。"
_TABLES = (".xlsx", ".csv")
_NOT_MASKABLE = "只能遮盖 PDF 和图片，请另存为 PDF 后作为公开件存入。"


class MaterialBar(QWidget):
    """One line above the checklist.

    Signals:
        chosen: another 公开件 is wanted; carries its id.
        looking, masking, controlling, withdrawing: what is wanted of the 公开件 shown.
        adding: a file is to be stored as 公开件; noting: a classified paper is to be noted.
    """

    chosen = Signal(int)
    looking = Signal()
    masking = Signal()
    controlling = Signal()
    withdrawing = Signal()
    adding = Signal()
    noting = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[MaterialLine, ...] = ()
        self._filling = False
        self.choice = rows.choice([("", "")], accessible="公开件")
        self._none = rows.words(_NONE, "reason")
        self._badge = rows.badge("", "neutral")
        self.look = rows.button("查看内容…", small=True)
        self.mask_button = rows.button("遮盖…", small=True)
        self.control = rows.button("表格披露检查…", small=True)
        self.withdraw = rows.button("撤下…", small=True)
        self.add = rows.button("添加公开件…", small=True)
        self.note = rows.button("涉密的只登记…", link=True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(rows.field_label("公开件", self.choice))
        layout.addWidget(self.choice)
        layout.addWidget(self._none)
        layout.addWidget(self._badge)
        for button in (self.look, self.mask_button, self.control, self.withdraw):
            layout.addWidget(button)
        layout.addStretch(1)
        layout.addWidget(self.note)
        layout.addWidget(self.add)
        self.choice.setMinimumWidth(220)
        self.choice.currentIndexChanged.connect(self._on_chosen)
        for button, signal in (
            (self.look, self.looking),
            (self.mask_button, self.masking),
            (self.control, self.controlling),
            (self.withdraw, self.withdrawing),
            (self.add, self.adding),
            (self.note, self.noting),
        ):
            button.clicked.connect(signal)

    def set_view(self, view: ReviewView) -> None:
        """Show the 公开件 of a review."""
        self._lines = view.materials
        shown = next((line for line in view.materials if line.id == view.chosen), None)
        self._filling = True
        self.choice.clear()
        for line in view.materials:
            self.choice.addItem(f"{line.name}（{line.state}）", line.id)
        self.choice.setCurrentIndex(max(0, self.choice.findData(view.chosen)))
        self._filling = False
        for widget in (self.choice, self._badge, self.look, self.mask_button, self.control, self.withdraw):
            widget.setVisible(bool(view.materials))
        self._none.setVisible(not view.materials)
        rows.block(self.add, view.shut)
        rows.block(self.note, view.shut)
        if shown is None:
            for button in (self.look, self.mask_button, self.control, self.withdraw):
                rows.block(button, "审查表针对整件答复；请先重新保存审查表，再逐件处理。")
            rows.set_badge(self._badge, "整件审查", "neutral")
            return
        rows.set_badge(self._badge, *_told(shown))
        self._badge.setToolTip(shown.looked.open_words)
        rows.block(self.look, "")
        table = shown.name.lower().endswith(_TABLES)
        scanned = shown.media_type in PAGED
        rows.block(self.mask_button, view.shut or ("" if scanned else _NOT_MASKABLE))
        rows.block(self.control, view.shut or ("" if table else "只检查 .xlsx、.csv 的数据表。"))
        rows.block(self.withdraw, view.shut)
        rows.set_flag(self.look, "primary", bool(shown.looked.open_words or not shown.looked.at) and not view.shut)

    def _on_chosen(self, index: int) -> None:
        if not self._filling and index >= 0:
            self.chosen.emit(int(self.choice.itemData(index)))


def _told(line: MaterialLine) -> tuple[str, str]:
    """Return the word and tone of a 公开件."""
    if not line.looked.at:
        return "还没有查看", "warn"
    if line.looked.open_words:  # what of, 定稿条件 says
        count = sum(line.looked.open_counts.values()) + len(line.looked.open_notes)
        return f"{count} 处未处理", "danger"
    masked = f"已遮盖 {line.masks} 处" if line.masks else "没有查到须处理的内容"
    return masked if not line.looked.hits else f"{masked}，其余已说明", "ok"
