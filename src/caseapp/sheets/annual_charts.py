"""The charts of the year: requests by month, by channel and by outcome, on one page of A4 on its side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from caseapp.sheets.cells import BODY, HEAD, LABEL, NOTE, TITLE, print_on_a4
from caseapp.sheets.placing import block, set_heights, set_widths

if TYPE_CHECKING:
    from openpyxl.chart import BarChart
    from openpyxl.chart.axis import _BaseAxis
    from openpyxl.chart.shapes import GraphicalProperties
    from openpyxl.chart.text import RichText
    from openpyxl.chart.title import Title
    from openpyxl.drawing.spreadsheet_drawing import TwoCellAnchor
    from openpyxl.worksheet.worksheet import Worksheet

_DARK, _LIGHT, _GRID = "1F4E79", "9DC3E6", "D9D9D9"
_MONTHS, _CHANNELS, _OUTCOMES = ("A3", "H19"), ("A20", "H36"), ("I3", "P36")
"""Where the charts stand; tied to cells, since no two programs make a column equally wide."""
_FEW = 10
_GAP = 90_000
"""White at the right and below a chart, in 1/360000 cm."""
_NO_ZERO = "0;-0;;@"
_DATA = "R"
"""Column the numbers of the charts begin in, beside what is printed."""
_FONT = "黑体"


@dataclass(frozen=True, slots=True)
class Series:
    """The numbers of one chart.

    Attributes:
        title: of the chart.
        names: of what is counted.
        counts: heading to a number for each name.
        absent: what is said where every number is zero.
        across: bars lie on their side.
    """

    title: str
    names: tuple[str, ...]
    counts: dict[str, tuple[int, ...]]
    absent: str
    across: bool = False

    @property
    def empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not any(any(numbers) for numbers in self.counts.values())


def fill_charts(sheet: Worksheet, year: int, months: Series, channels: Series, outcomes: Series) -> None:
    """Fill the sheet: months above channels at the left, outcomes at the right, the numbers beside the page."""
    block(sheet, "A1:P1", f"{year} 年依申请公开图表", TITLE)
    set_widths(sheet, {chr(ord("A") + n): 8.43 for n in range(16)})
    set_heights(sheet, {1: 30.0} | dict.fromkeys(range(2, 36), 15.0))
    block(sheet, f"{_DATA}1", "图表所用的数字（不打印）", NOTE)
    set_widths(sheet, {_DATA: 34})
    row = 2
    for series, (first, last) in ((months, _MONTHS), (channels, _CHANNELS), (outcomes, _OUTCOMES)):
        if series.empty:
            block(sheet, f"{first}:{last[0]}{first[1:]}", series.absent, NOTE)
            continue
        _numbers(sheet, row, series)
        chart = _chart(sheet, row, series)
        chart.anchor = _between(first, last)
        sheet.add_chart(chart)
        row += len(series.names) + 2
    sheet.print_area = "A1:P36"
    print_on_a4(sheet, landscape=True, one_page=True)


def _numbers(sheet: Worksheet, row: int, series: Series) -> None:
    for n, head in enumerate((series.title, *series.counts)):
        block(sheet, f"{chr(ord(_DATA) + n)}{row}", head, HEAD)
    for at, line in enumerate(zip(series.names, *series.counts.values(), strict=True), start=row + 1):
        for n, value in enumerate(line):
            place = f"{chr(ord(_DATA) + n)}{at}"
            block(sheet, place, value, BODY if n else LABEL)
            if n:
                sheet[place].number_format = _NO_ZERO  # the label of a bar takes it over


def _between(first: str, last: str) -> TwoCellAnchor:
    """Return the place from the upper left corner of one cell into another."""
    from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
    from openpyxl.utils.cell import coordinate_to_tuple

    (top, left), (bottom, right) = coordinate_to_tuple(first), coordinate_to_tuple(last)
    corner = AnchorMarker(col=right, row=bottom, colOff=-_GAP, rowOff=-_GAP)
    return TwoCellAnchor("twoCell", AnchorMarker(col=left - 1, row=top - 1), corner)


def _chart(sheet: Worksheet, row: int, series: Series) -> BarChart:
    from openpyxl.chart import BarChart, Reference

    chart = BarChart()
    chart.type = "bar" if series.across else "col"
    first, last = ord(_DATA) - 64, row + len(series.names)
    for n in range(len(series.counts)):
        numbers = Reference(sheet, min_col=first + 1 + n, min_row=row, max_row=last)
        chart.add_data(numbers, titles_from_data=True)
    chart.set_categories(Reference(sheet, min_col=first, min_row=row + 1, max_row=last))
    chart.title, chart.gapWidth = _title(series.title), 60
    most = max(max(numbers) for numbers in series.counts.values())
    for made, colour in zip(chart.series, (_DARK, _LIGHT), strict=False):
        made.graphicalProperties = _fill(colour)
        made.invertIfNegative = False
    if len(series.counts) == 1:
        chart.legend = None
    else:
        assert chart.legend is not None
        chart.legend.position, chart.legend.txPr = "b", _words(9)
    if len(series.counts) == 1 or most < 100:
        chart.dataLabels = _labels()
    _axes(chart, most, single=len(series.counts) == 1)
    if series.across:
        chart.x_axis.scaling.orientation = "maxMin"
    return chart


def _axes(chart: BarChart, most: int, *, single: bool) -> None:
    from openpyxl.chart.axis import ChartLines

    names, values = chart.x_axis, chart.y_axis
    names.delete, values.delete = False, single
    names.majorTickMark = values.majorTickMark = "none"
    values.scaling.min = 0
    values.number_format = "0"
    if most < _FEW:
        values.majorUnit = 1
        values.scaling.max = most + 1
    values.majorGridlines = None if single else ChartLines(spPr=_line(_GRID))
    _set_text(names, 9)
    _set_text(values, 9)


def _set_text(axis: _BaseAxis, size: int) -> None:
    axis.txPr = _words(size)
    axis.graphicalProperties = _line("808080")


def _labels() -> object:
    from openpyxl.chart.label import DataLabelList

    # a zero has no label
    labels = DataLabelList(numFmt=_NO_ZERO, showVal=True)
    labels.showSerName = labels.showCatName = labels.showLegendKey = labels.showPercent = False
    labels.txPr = _words(9)
    return labels


def _fill(colour: str) -> GraphicalProperties:
    from openpyxl.chart.shapes import GraphicalProperties

    return GraphicalProperties(solidFill=colour)


def _line(colour: str) -> GraphicalProperties:
    from openpyxl.chart.shapes import GraphicalProperties
    from openpyxl.drawing.line import LineProperties

    return GraphicalProperties(ln=LineProperties(solidFill=colour, w=6350))


def _words(size: int) -> RichText:
    from openpyxl.chart.text import RichText
    from openpyxl.drawing.text import Paragraph, ParagraphProperties

    return RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=_type(size)), endParaRPr=_type(size))])


def _title(text: str) -> Title:
    from openpyxl.chart.text import RichText, Text
    from openpyxl.chart.title import Title
    from openpyxl.drawing.text import Paragraph, ParagraphProperties, RegularTextRun

    run = RegularTextRun(rPr=_type(12), t=text)
    rich = RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=_type(12)), r=[run])])
    return Title(tx=Text(rich=rich), overlay=False)


def _type(size: int) -> object:
    from openpyxl.drawing.text import CharacterProperties, Font

    font = Font(typeface=_FONT)
    return CharacterProperties(sz=size * 100, b=False, latin=font, ea=font, solidFill="000000", lang="zh-CN")


def months_of(received: Sequence[int], closed: Sequence[int]) -> Series:
    """Return the chart of requests received and closed in each month."""
    names = tuple(f"{n} 月" for n in range(1, 13))
    return Series(
        "各月收到和办结件数",
        names,
        {"收到": tuple(received), "办结": tuple(closed)},
        "本年没有收到或者办结的申请，不画各月件数图。",
    )


def channels_of(counts: Sequence[tuple[str, int]]) -> Series:
    """Return the chart of requests by channel."""
    return Series(
        "各渠道收到件数",
        tuple(name for name, _ in counts),
        {"件数": tuple(count for _, count in counts)},
        "本年没有收到申请，不画渠道图。",
    )


def outcomes_of(counts: Iterator[tuple[str, int]]) -> Series:
    """Return the chart of requests by outcome; outcomes nobody got are left out."""
    found = [(name, count) for name, count in counts if count]
    return Series(
        "各办理结果件数（没有的结果不列）",
        tuple(name for name, _ in found),
        {"件数": tuple(count for _, count in found)},
        "本年没有办结的申请，不画办理结果图。",
        across=True,
    )
