"""The three thresholds of a 表格披露检查: how few units, how large a share, how wide an interval."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QWidget

from caseapp.casework.review.controlling import LIMITS
from caseapp.casework.review.tables import Settings
from caseapp.ui.widgets import rows

_TIPS = {
    "min_units": "少于几个单位的数不公开，默认 3 个",
    "dominance": "最大的一个单位超过百分之几的数不公开，默认 75%",
    "protection": "隐去的数被推算时，误差至少要有百分之几，默认 15%",
}
_WIDTH = 84


class ControlLimits(QWidget):
    """Three numbers in a line.

    Signals:
        changed: one was changed by hand.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._fields: dict[str, QSpinBox] = {}
        self._filling = False
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for key, (words, least, most) in LIMITS.items():
            field = QSpinBox()
            field.setRange(least, most)
            field.setSuffix(" 个" if key == "min_units" else " %")
            field.setFixedWidth(_WIDTH)
            field.setToolTip(_TIPS[key])
            rows.name(field, words, _TIPS[key])
            rows.still(field)
            field.valueChanged.connect(self._on_changed)
            self._fields[key] = field
            layout.addWidget(rows.field_label(words, field))
            layout.addWidget(field)
            layout.addSpacing(8)

    def show_settings(self, settings: Settings) -> None:
        """Show these thresholds."""
        self._filling = True
        for key, field in self._fields.items():
            field.setValue(int(getattr(settings, key)))
        self._filling = False

    def values(self) -> tuple[int, int, int]:
        """Return 最少单位数, 占比上限 and 保护宽度."""
        few, share, width = (self._fields[key].value() for key in LIMITS)
        return few, share, width

    def settings(self, base: Settings) -> Settings:
        """Return the settings of a check with these thresholds."""
        few, share, width = self.values()
        return replace(base, min_units=few, dominance=float(share), protection=float(width))

    def _on_changed(self) -> None:
        if not self._filling:
            self.changed.emit()
