"""列的对应: each column of a file beside what it will be, with its first contents; values without meaning below."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QVBoxLayout, QWidget

from caseapp.casework.ledger.ledger_columns import NEEDED, NOTE_WORDS, SKIP_WORDS, fixed_values
from caseapp.casework.ledger.ledgerfiles import Choices, Trial
from caseapp.law.ledger_words import COLUMNS, NOTE, SKIP
from caseapp.ui.widgets import rows
from caseapp.ui.widgets.elided import Elided
from caseapp.ui.widgets.scrolling import ScrollArea

_FILLED = ("申请人类别", "申请渠道")
_SHOWN = 3
_COMBO_WIDTH = 210
_NAME_WIDTH = 240


class MatchPage(ScrollArea):
    """The choices for one file.

    Signals:
        changed: a choice was made.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._names: tuple[str, ...] = ()
        self._columns: dict[str, QComboBox] = {}
        self._fills: dict[str, QComboBox] = {}
        self._fill_rows: dict[str, list[QWidget]] = {}
        self._values: dict[tuple[str, str], QComboBox] = {}
        self._kept: dict[str, dict[str, str]] = {}
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rows.name(self, "列的对应")

    def set_trial(self, trial: Trial) -> None:
        """Show the columns and values of a file as they are read now."""
        self._names = trial.names
        self._columns, self._fills, self._fill_rows, self._values = {}, {}, {}, {}
        content = QWidget()
        content.setObjectName("plain")
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 8, 0)
        layout.setSpacing(10)
        if trial.unknown:
            self._add_values(layout, trial)
        self._add_columns(layout, trial)
        self._add_fills(layout, trial.matching.fills)
        layout.addStretch(1)
        self.setWidget(content)
        self._on_column()

    def choices(self) -> Choices:
        """Return everything chosen, what was chosen for earlier values of the same file too."""
        mapped = {name: str(box.currentData()) for name, box in self._columns.items()}
        given = set(mapped.values())
        fills = {
            column: str(box.currentData())
            for column, box in self._fills.items()
            if column not in given and box.currentData()
        }
        values = {column: dict(known) for column, known in self._kept.items()}
        for (column, words), box in self._values.items():
            if box.currentData():
                values.setdefault(column, {})[words] = str(box.currentData())
        self._kept = values
        return Choices(mapped, fills, values)

    def forget(self) -> None:
        """Begin anew, for another file."""
        self._kept = {}

    def first(self) -> QWidget:
        """Return the choice to be made first: a value without meaning, else a column not found, else the first one."""
        for box in (*self._values.values(), *self._fills.values()):
            if not box.currentData() and not box.isHidden():
                return box
        return next(iter(self._columns.values()), self)

    def missing(self) -> list[str]:
        """Return the needed columns neither chosen nor filled."""
        choices = self.choices()
        given = {*choices.columns.values(), *choices.fills}
        return [column for column in NEEDED if column not in given]

    def _add_values(self, layout: QVBoxLayout, trial: Trial) -> None:
        layout.addWidget(rows.words("这些取值不认识，各是什么？选定后记住，以后不再问", "sectionTitle"))
        grid = _grid(layout)
        for place, value in enumerate(trial.unknown):
            box = _box([("", "请选择"), *fixed_values(value.column).items()], f"取值 {value.words}")
            box.currentIndexChanged.connect(self.changed)
            self._values[value.column, value.words] = box
            grid.addWidget(Elided(f"“{value.words}”"), place, 0)
            grid.addWidget(box, place, 1)
            grid.addWidget(rows.words(f"{value.column}，{value.count} 行", "faint"), place, 2)

    def _add_columns(self, layout: QVBoxLayout, trial: Trial) -> None:
        layout.addWidget(rows.words("文件的每一列对应什么？", "sectionTitle"))
        grid = _grid(layout)
        for column, words in enumerate(("文件的列", "对应", "前几行的内容")):
            grid.addWidget(rows.words(words, "faint"), 0, column)
        options = [(c, f"{c}（必需）" if c in NEEDED else c) for c in COLUMNS if c != NOTE]
        options = [*options, (NOTE, NOTE_WORDS), (SKIP, SKIP_WORDS)]
        for place, name in enumerate(trial.names):
            if not name:
                continue
            box = _box(options, f"{name} 对应")
            box.setCurrentIndex(max(0, box.findData(trial.matching.columns.get(name, NOTE))))
            box.currentIndexChanged.connect(self._on_column)
            self._columns[name] = box
            row = grid.rowCount()
            grid.addWidget(Elided(name), row, 0)
            grid.addWidget(box, row, 1)
            grid.addWidget(Elided(_contents(trial, place)), row, 2)

    def _add_fills(self, layout: QVBoxLayout, fills: Mapping[str, str]) -> None:
        grid = _grid(layout)
        for place, column in enumerate(_FILLED):
            box = _box([("", "请选择"), *fixed_values(column).items()], f"每件的{column}")
            box.setCurrentIndex(max(0, box.findData(fills.get(column, ""))))
            box.currentIndexChanged.connect(self.changed)
            said = [rows.words(f"文件里没有“{column}”，每件都是"), box]
            grid.addWidget(said[0], place, 0)
            grid.addWidget(box, place, 1)
            self._fills[column] = box
            self._fill_rows[column] = said

    def _on_column(self) -> None:
        given = {str(box.currentData()) for box in self._columns.values()}
        for column, widgets in self._fill_rows.items():
            for widget in widgets:
                widget.setVisible(column not in given)
        self.changed.emit()


def _contents(trial: Trial, place: int) -> str:
    shown = [" ".join(row[place].split()) for row in trial.sample if row[place]]
    return "　｜　".join(shown[:_SHOWN]) or "（前几行是空的）"


def _box(options: list[tuple[str, str]], accessible: str) -> QComboBox:
    box = rows.choice(options, accessible=accessible)
    box.setFixedWidth(_COMBO_WIDTH)
    box.setMaxVisibleItems(14)
    return box


def _grid(layout: QVBoxLayout) -> QGridLayout:
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(6)
    grid.setColumnMinimumWidth(0, _NAME_WIDTH)
    grid.setColumnStretch(2, 1)
    layout.addLayout(grid)
    return grid
