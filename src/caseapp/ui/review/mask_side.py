"""The right side of 遮盖: a text looked for, the list of boxes, their reasons, and a box by its measures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil, floor
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from caseapp.casework.review.masking import Box, Place
from caseapp.ui.widgets import rows
from caseapp.ui.widgets.box_table import LONGEST, WHAT, WHY, BoxModel, BoxTable
from caseapp.ui.widgets.marked_sheet import MILLIMETRE

REASONS = (
    "能识别单个统计调查对象（统计法第二十八条）",
    "个人信息（个人信息保护法）",
    "商业秘密（条例第十五条）",
    "内部管理信息",
)
WHATS = ("身份证号", "手机号", "地址", "个人姓名", "单位名称", "单个调查对象的数据")
UNNAMED = "指定位置"
_NONE_CHOSEN = "请先在清单里或者页面上选择方框。"
_SIDES = (("x", "左", "距左边"), ("y", "上", "距上边"), ("width", "宽", "宽"), ("height", "高", "高"))


class MaskSide(QWidget):
    """What is beside the page.

    Attributes:
        boxes: the model of the list; table: the list.

    Signals:
        finding: a text is to be looked for.
        changed: a box or a word changed.
        chosen: other boxes are chosen.
        told: why a button did nothing, "" when all is well.
    """

    finding = Signal(str)
    changed = Signal()
    chosen = Signal()
    told = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.page = 0
        self.boxes = BoxModel()
        self.table = BoxTable(self.boxes)
        self.text = rows.line("例如身份证号、单位名称", accessible="要查找的文字")
        self._find = rows.button("查找并遮盖")
        self.found = rows.words("所有页上的每一处都加上方框；图片里的文字查不到。", "reason", wrap=True)
        self._count = rows.words("", "sectionTitle")
        self._all = rows.button("全选", link=True)
        self._remove = rows.button("删除所选", link=True)
        self.what = _typed(WHATS, "遮盖什么", "例如身份证号")
        self.why = _typed(REASONS, "理由", "选择或者输入，每一处都要有")
        self._use = rows.button("用于所选", small=True)
        self._use_rest = rows.button("用于全部没有理由的", small=True)
        self._measures = {key: _millimetres(name) for key, _, name in _SIDES}
        self._add = rows.button("添加方框", small=True)
        self._move = rows.button("改为这个位置", small=True)
        self._build()
        self._find.clicked.connect(self._on_find)
        self.text.returnPressed.connect(self._on_find)
        self.text.textChanged.connect(self._clear)
        self._all.clicked.connect(self.table.selectAll)
        self._remove.clicked.connect(self.remove_chosen)
        self.table.removing.connect(self.remove_chosen)
        self._use.clicked.connect(self._on_use)
        self._use_rest.clicked.connect(self._on_use_rest)
        self._add.clicked.connect(self._on_add)
        self._move.clicked.connect(self._on_move)
        self.boxes.changed.connect(self._on_changed)
        self.table.chosen.connect(self._on_chosen)
        for field in (self.what, self.why):
            field.editTextChanged.connect(self.changed)
        self._tell()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(_line(self.text, self._find, stretch=self.text))
        column.addWidget(self.found)
        column.addWidget(rows.rule())
        head = _line(self._count)
        head.addStretch(1)
        head.addWidget(self._all)
        head.addWidget(self._remove)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        for name, field in (("遮盖什么", self.what), ("理由", self.why)):
            label = rows.field_label(name, field)
            label.setFixedWidth(64)
            column.addLayout(_line(label, field, stretch=field))
        uses = QHBoxLayout()
        uses.setSpacing(8)
        uses.addStretch(1)
        uses.addWidget(self._use)
        uses.addWidget(self._use_rest)
        column.addLayout(uses)
        column.addWidget(rows.rule())
        measures = QHBoxLayout()
        measures.setSpacing(4)
        for key, side, _ in _SIDES:
            measures.addWidget(rows.field_label(side, self._measures[key]))
            measures.addWidget(self._measures[key], 1)
        measures.addWidget(rows.words("毫米", "reason"))
        column.addLayout(measures)
        last = QHBoxLayout()
        last.setSpacing(8)
        last.addWidget(rows.words("不用鼠标时，按毫米在当前页添加", "reason"))
        last.addStretch(1)
        last.addWidget(self._move)
        last.addWidget(self._add)
        column.addLayout(last)

    def typed(self) -> dict[str, str]:
        """Return what is typed beside the list, for the draft."""
        return {"what": self.what.currentText(), "why": self.why.currentText()}

    def restore(self, boxes: Sequence[Box], typed: Mapping[str, Any]) -> None:
        """Show the boxes masking begins with, and what was typed."""
        self.boxes.set_boxes(boxes)
        self.what.setEditText(str(typed.get("what", "")))
        self.why.setEditText(str(typed.get("why", "")))
        self._tell()

    def draw(self, place: Place) -> None:
        """Add a box drawn on the page; it takes the words that are typed."""
        what, why = self._words()
        self.boxes.add([Box(place, what or UNNAMED, why)])
        self.table.choose([self.boxes.rowCount() - 1])

    def press(self, row: int, *, keep: bool) -> None:
        """Choose the box pressed on the page, -1 for none; with ``keep`` it joins or leaves those chosen."""
        chosen = self.table.rows()
        rest = [one for one in chosen if one != row]
        if keep and row >= 0:
            self.table.choose(rest if row in chosen else [row, *rest])
        elif chosen != [row]:
            self.table.choose([row] if row >= 0 else [])

    def move_to(self, row: int, place: Place) -> None:
        """Put a box elsewhere."""
        box = self.boxes.boxes()[row]
        self.boxes.put(row, Box(place, box.what, box.why))

    def add_found(self, boxes: Sequence[Box], reason: str) -> None:
        """Add boxes of a text looked for, and choose them."""
        before = self.boxes.rowCount()
        self.boxes.add([Box(box.place, box.what, reason) for box in boxes])
        if boxes:
            self.table.choose(range(before, before + len(boxes)))

    def remove_chosen(self) -> None:
        """Take out the boxes chosen."""
        taken = self.table.rows()
        if not taken:
            self.told.emit(_NONE_CHOSEN)
            return
        self.boxes.remove(taken)
        self.table.choose([min(taken[0], self.boxes.rowCount() - 1)] if self.boxes.rowCount() else [])

    def _words(self) -> tuple[str, str]:
        return self.what.currentText().strip()[: LONGEST[WHAT]], self.why.currentText().strip()[: LONGEST[WHY]]

    def reason(self) -> str:
        """Return the reason typed."""
        return self._words()[1]

    def _on_find(self) -> None:
        if self.text.text().strip():
            self.finding.emit(self.text.text())
        else:
            self.told.emit("请写明要查找的文字。")
            self.text.setFocus()

    def _clear(self) -> None:
        self.told.emit("")

    def _on_use(self) -> None:
        what, why = self._words()
        if not self.table.rows():
            self.told.emit(_NONE_CHOSEN)
        elif not what and not why:
            self.told.emit("请先写明遮盖什么或者理由。")
            self.why.setFocus()
        else:
            self.told.emit("")
            self.boxes.describe(self.table.rows(), what, why)

    def _on_use_rest(self) -> None:
        why, lacking = self.reason(), self.boxes.lacking()
        if not lacking:
            self.told.emit("每一处都已有理由。")
        elif not why:
            self.told.emit("请先选择或者输入理由。")
            self.why.setFocus()
        else:
            self.told.emit("")
            self.boxes.describe(lacking, "", why)

    def _on_add(self) -> None:
        place = self._place(self.page)
        if place is None:
            self.told.emit("请先写明方框的宽和高。")
            self._measures["width"].setFocus()
        else:
            self.told.emit("")
            self.draw(place)

    def _on_move(self) -> None:
        chosen = self.table.rows()
        if len(chosen) != 1:
            self.told.emit("请先选择一个方框。")
            return
        box = self.boxes.boxes()[chosen[0]]
        place = self._place(box.place.page)
        if place is None:
            self.told.emit("请先写明方框的宽和高。")
        else:
            self.told.emit("")
            self.move_to(chosen[0], place)

    def _place(self, page: int) -> Place | None:
        x, y, width, height = (self._measures[key].value() * MILLIMETRE for key, _, _ in _SIDES)
        return Place(page, x, y, width, height) if width and height else None

    def _on_changed(self) -> None:
        self._tell()
        self._show_measures()
        self.changed.emit()

    def _on_chosen(self) -> None:
        self._tell()
        self._show_measures()
        self.chosen.emit()

    def _show_measures(self) -> None:
        chosen = self.table.rows()
        if len(chosen) == 1:
            place = self.boxes.boxes()[chosen[0]].place
            left, top = floor(place.x / MILLIMETRE), floor(place.y / MILLIMETRE)
            # Rounded outwards: taken back as they stand, they cover no less.
            right, bottom = ceil((place.x + place.width) / MILLIMETRE), ceil((place.y + place.height) / MILLIMETRE)
            for field, value in zip(self._measures.values(), (left, top, right - left, bottom - top), strict=True):
                field.setValue(value)

    def _tell(self) -> None:
        count, lacking, chosen = self.boxes.rowCount(), len(self.boxes.lacking()), len(self.table.rows())
        said = f"遮盖清单　{count} 处" if count else "遮盖清单　还没有方框"
        self._count.setText(said + (f"，{lacking} 处没有理由" if lacking else ""))
        none = "" if chosen else _NONE_CHOSEN
        for button in (self._remove, self._use):
            rows.block(button, none)
        rows.block(self._all, "" if count else "还没有方框。")
        rows.block(self._use_rest, "" if lacking else "每一处都已有理由。" if count else "还没有方框。")
        rows.block(self._move, "" if chosen == 1 else "请先选择一个方框。")


def _typed(options: Sequence[str], name: str, placeholder: str) -> QComboBox:
    """Return a drop-down one may also type in."""
    made = rows.choice([(words, words) for words in options])
    made.setEditable(True)
    made.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    made.setCompleter(None)  # type: ignore[arg-type]  # Qt takes no completer; the stub does not
    made.setCurrentIndex(-1)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(4)
    edit = made.lineEdit()
    assert edit is not None
    edit.setPlaceholderText(placeholder)
    rows.name(edit, name)
    rows.name(made, f"{name}（常用）")
    return made


def _millimetres(name: str) -> QSpinBox:
    made = QSpinBox()
    made.setRange(0, 3000)
    made.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
    rows.name(made, f"{name}（毫米）")
    return made


def _line(*widgets: QWidget, stretch: QWidget | None = None) -> QHBoxLayout:
    made = QHBoxLayout()
    made.setSpacing(8)
    for widget in widgets:
        made.addWidget(widget, 1 if widget is stretch else 0)
    return made
