"""Beside the table of a 表格披露检查: which numbers are unsafe or hidden, why, and what can still be inferred."""

from __future__ import annotations

from PySide6.QtCore import Signal

from caseapp.casework.review.table_views import CellView, TableView
from caseapp.ui.widgets.text_table import Column, Line, TextTable

_COLUMNS = (Column("单元格", 60), Column("数", 80, number=True), Column("读者能推断的范围", 144), Column("原因"))
_TONES = {"exposed": "danger", "primary": "danger", "complementary": "warn"}
_HEADS = {"exposed": "能推算出来", "primary": "不安全", "complementary": "为保护其他数"}
_COVER = "隐去它，其他隐去的数才推算不出来"
_IDLE = "隐去了也能算出来，起不到保护作用"


class ControlList(TextTable):
    """The unsafe cells first, then those hidden besides, then differences from the table already public.

    Signals:
        cell_chosen: the line of a cell was chosen; carries its row and column in the table.
    """

    cell_chosen = Signal(int, int)

    def __init__(self) -> None:
        super().__init__("不安全的数", _COLUMNS, wrap=3)
        self._places: list[tuple[int, int] | None] = []
        self.selectionModel().selectionChanged.connect(self._on_line)

    def show_view(self, view: TableView | None) -> None:
        """List the cells of a result; None empties the list."""
        self._places = []
        lines: list[Line] = []
        for state, tone in _TONES.items():
            for cell in view.in_state(state) if view else ():
                words = f"{_HEADS[state]}：{'；'.join(cell.reasons) or (_IDLE if _known(cell) else _COVER)}"
                place = (cell.row, cell.column)
                lines.append(self._line(len(lines) + 1, (cell.place, cell.text, _reach(cell), words), tone, place))
        for gap in view.differences if view else ():
            cells = ("—", f"{gap.value:.10g}", "", f"与已公开的表相减：{gap.name}，{gap.reason}")
            lines.append(self._line(len(lines) + 1, cells, "danger", None))
        self.set_lines(lines)

    def _line(self, number: int, cells: tuple[str, ...], tone: str, place: tuple[int, int] | None) -> Line:
        self._places.append(place)
        return Line(cells, number, tone, cells[3])

    def _on_line(self) -> None:
        line = self.chosen()
        place = self._places[line.id - 1] if line and line.id <= len(self._places) else None
        if place is not None:
            self.cell_chosen.emit(*place)


def _known(cell: CellView) -> bool:
    return cell.low is not None and cell.low == cell.high


def _reach(cell: CellView) -> str:
    if cell.interval:
        return f"能算出就是 {cell.text}" if _known(cell) else cell.interval
    return "没有隐去，读者可见" if cell.state == "exposed" else "—"
