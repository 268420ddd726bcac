"""The fields of 机关信息, each with a line saying where it is printed."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from caseapp.casework.office import PROFILE_LABELS, REQUIRED_PROFILE
from caseapp.ui.widgets import rows

_MISSING = "没有填写，文书上要印这一项"
_HINTS = {
    "name": "印在发文机关标志和落款；写全称",
    "code_reply": "答复书文号的开头，例如 济统依复〔2026〕3号",
    "code_notice": "补正、延期、征求意见等告知书文号的开头",
    "foi_unit": "印在机关名称之后，作收件单位，例如 办公室",
    "address": "印在补正告知书，申请人照此邮寄材料",
    "postcode": "与地址一同印出",
    "phone": "印在每份文书的附注",
    "contact": "印在每份文书的附注",
    "reconsideration_organ": "印在答复书的救济告知；一般是本级人民政府",
    "superior": "2023 年以前的答复书上，申请人可以选它复议",
    "court": "印在答复书的救济告知；照当地集中管辖的规定填写，程序不猜",
    "online_channel": "通过互联网送达时必须告知（行政复议法第二十二条）；没有可以空着",
    "platform_name": "年度报告按这个名称统计网上渠道",
    "fee_payment": "印在收费通知书；收款户名、账号或者缴款办法，照财政部门的规定填写",
}
OFFICE_FIELDS = ("name", "foi_unit", "code_reply", "code_notice", "address", "postcode", "phone", "contact")
FEE_FIELDS = ("fee_payment",)
REMEDY_FIELDS = ("reconsideration_organ", "court", "superior", "online_channel", "platform_name")


class ProfileForm(QWidget):
    """Some or all fields of the profile, in two columns.

    Signals:
        changed: something was typed.
    """

    changed = Signal()

    def __init__(self, keys: Iterable[str]) -> None:
        super().__init__()
        self._rows: dict[str, rows.Row] = {}
        self._fields: dict[str, QLineEdit] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(10)
        for position, key in enumerate(keys):
            field = rows.line()
            row = rows.Row(PROFILE_LABELS[key], field, required=key in REQUIRED_PROFILE, hint=_HINTS[key])
            field.setMaxLength(100)
            field.textEdited.connect(self._on_edited)
            self._fields[key] = field
            self._rows[key] = row
            grid.addWidget(row, position // 2, position % 2)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        grid.setRowStretch(grid.rowCount(), 1)

    def values(self) -> dict[str, str]:
        """Return the fields by key."""
        return {key: field.text() for key, field in self._fields.items()}

    def set_values(self, given: dict[str, str]) -> None:
        """Fill the fields."""
        for key, field in self._fields.items():
            field.setText(given.get(key, ""))
            self._rows[key].set_problem("")

    def complain(self) -> bool:
        """Mark the empty fields letters need, put the cursor into the first, and tell whether there was one."""
        missing = [key for key in self._fields if key in REQUIRED_PROFILE and not self._fields[key].text().strip()]
        for key, row in self._rows.items():
            row.set_problem(_MISSING if key in missing else "")
        if missing:
            self._fields[missing[0]].setFocus()
        return bool(missing)

    def first(self) -> QLineEdit:
        """Return the first field."""
        return next(iter(self._fields.values()))

    def _on_edited(self) -> None:
        edited = self.sender()
        for key, field in self._fields.items():
            if field is edited and field.text().strip():
                self._rows[key].set_problem("")
        self.changed.emit()
