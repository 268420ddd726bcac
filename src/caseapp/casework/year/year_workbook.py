"""Gathers what the annual workbook says: tables, figures beside the year before, cases behind every row, ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from itertools import chain

from caseapp import resources
from caseapp.casework.ledger.ledger_pages import PAGE
from caseapp.casework.ledger.lists import LedgerLine, ledger_page
from caseapp.casework.office import Office
from caseapp.casework.year.yearbook import TABLE2, Closing, Year, count_year
from caseapp.law.annual import TOTAL
from caseapp.law.errors import LawRefusal
from caseapp.law.report_form import FIRST_NEW_FORM, Line, lines_of_form
from caseapp.sheets.annual_figures import FigureBlock, FigureLine, Share
from caseapp.sheets.annual_out import AnnualData, SheetLines
from caseapp.sheets.annual_words import AmendmentLines, ClosingLines
from caseapp.sheets.cells import Value

Progress = Callable[[int, int], None]

_ROW_COLUMNS = ("行号", "办理情况", "登记编号", "申请人", "申请人类别", "收到日期", "办结日期", "办理结果")
_LEDGER_COLUMNS = (
    "登记编号", "申请人", "申请人类别", "申请渠道", "收到日期", "申请内容", "状态", "办理结果", "答复文号", "办结日期",
    "用时工作日", "承办科室", "经办人",
)  # fmt: skip
_SUM_WORDS = "总计一行是各办理结果之和，不重复列"


def annual_data(office: Office, counted: Year, today: date, progress: Progress | None = None) -> AnnualData:
    """Return everything the workbook of a year says.

    Args:
        office: the open record.
        counted: the year.
        today: the day the status of its cases is judged by.
        progress: told after each some hundred cases how many are read, and of how many.
    """
    year, before = counted.year, year_before(office, counted.year)
    lines = lines_of_form(year, resources.load_annual_rows())
    ids = {line: _line_ids(office, year, line) for line in lines}
    known = _ledger_lines(office, dict.fromkeys(chain.from_iterable(ids.values())), today, progress)
    last2 = office.record.setting(TABLE2.format(year - 1), {}) if year > FIRST_NEW_FORM else {}
    return AnnualData(
        organ=counted.organ,
        tables=counted.tables,
        rows=resources.load_annual_rows(),
        form2=counted.form2,
        table2=counted.table2,
        last_table2=last2 or {},
        last_carried=counted.carried_before,
        checks=counted.checks,
        figures=figure_blocks(counted, before),
        notes=() if before else (f"记录中没有 {year - 1} 年的申请，上年数不列。",),
        channels=counted.channels,
        months=(counted.figures.received_by_month, counted.figures.closed_by_month),
        by_row=_by_row(counted, ids, known),
        ledger=_ledger(counted, ids, known),
        text=counted.text,
        closing=_closing(counted.closed),
    )


def year_before(office: Office, year: int) -> Year | None:
    """Return the year before as the record has it, None where it has none."""
    try:
        return count_year(office, year - 1)
    except LawRefusal:
        return None


def _line_ids(office: Office, year: int, line: Line) -> list[int]:
    if line.rows == (TOTAL,):
        return []
    return [case for row in line.rows for case in office.record.case_ids_for_cell(year, row)]


def _ledger_lines(
    office: Office, ids: Iterable[int], today: date, progress: Progress | None
) -> dict[int, LedgerLine]:
    wanted = list(ids)
    found: dict[int, LedgerLine] = {}
    for start in range(0, len(wanted), PAGE):
        for line in ledger_page(office, wanted[start : start + PAGE], today):
            found[line.case_id] = line
        if progress is not None:
            progress(min(start + PAGE, len(wanted)), len(wanted))
    return found


def _by_row(counted: Year, ids: Mapping[Line, list[int]], known: Mapping[int, LedgerLine]) -> SheetLines:
    lines: list[tuple[Value, ...]] = []
    for line, cases in ids.items():
        for case in (known[i] for i in cases if i in known):
            lines.append(
                (
                    line.number, line.short_label,
                    case.number, case.applicant, case.applicant_class, case.received, case.closed_on, case.outcome,
                )
            )  # fmt: skip
    now = "按台账现在的内容列，" if counted.closed else ""
    return SheetLines(f"{counted.year} 年表三逐行申请（{now}{_SUM_WORDS}）", _ROW_COLUMNS, lines)


def _ledger(counted: Year, ids: Mapping[Line, list[int]], known: Mapping[int, LedgerLine]) -> SheetLines:
    cases = sorted(known.values(), key=lambda line: (line.received or date.max, line.number))
    title = f"{counted.organ}{counted.year} 年政府信息公开申请台账"
    return SheetLines(title, _LEDGER_COLUMNS, [_ledger_line(case) for case in cases])


def _ledger_line(case: LedgerLine) -> tuple[Value, ...]:
    return (
        case.number, case.applicant, case.applicant_class, case.channel, case.received, case.request, case.status,
        case.outcome, case.reply_number, case.closed_on, case.used_days, case.department, case.handler,
    )  # fmt: skip


def _closing(closed: Closing | None) -> ClosingLines | None:
    if closed is None:
        return None
    amendments = tuple(AmendmentLines(a.on, a.by, a.reason, a.changes) for a in closed.amendments)
    return ClosingLines(closed.on, closed.by, amendments)


def figure_blocks(counted: Year, before: Year | None) -> tuple[FigureBlock, ...]:
    """Return the figures beside the tables, each with the number of the year before where there is one."""
    now, last = counted.figures, before.figures if before else None

    def line(name: str, unit: str, of: Callable[[Year], Value]) -> FigureLine:
        value = of(counted)
        return FigureLine(name, "—" if value is None else value, unit, of(before) if before else None)

    def steps(*names: tuple[str, str]) -> tuple[FigureLine, ...]:
        return tuple(line(name, "件", _getter(key)) for key, name in names)

    rate = FigureLine("按期答复率", _rate(counted), "—", _rate(before) if before else None)
    fee = "元" if now.fees_yuan else "没有收取"
    return (
        FigureBlock("申请渠道", "占比", _shares(now.channels, last.channels if last else None)),
        FigureBlock(
            "办理时限",
            "单位",
            (
                *steps(("judged", "已办结且期限可核定的申请"), ("on_time", "其中按期答复")),
                rate,
                line("办结用时中位数", "工作日", lambda y: y.figures.days_median),
                line("办结用时最长", "工作日", lambda y: y.figures.days_longest),
            ),
        ),
        FigureBlock(
            "办理环节",
            "单位",
            steps(
                ("clarified", "告知补正的申请"),
                ("consulted", "征求第三方或者其他机关意见的申请"),
                ("extended", "延长答复期限的申请"),
                ("redone", "依复议决定或者判决重新答复的申请"),
                ("corrected", "行政复议、行政诉讼结果纠正"),
            ),
        ),
        FigureBlock("信息处理费", "单位", (line("本年收取", fee, lambda y: y.fees_yuan),)),
        FigureBlock("申请内容主题", "占比", _shares(now.topics, last.topics if last else None)),
    )


def _getter(key: str) -> Callable[[Year], Value]:
    def get(counted: Year) -> Value:
        value: int = getattr(counted.figures, key)
        return value

    return get


def _rate(counted: Year) -> Value:
    return "—" if counted.on_time_rate is None else Share(counted.on_time_rate)


def _shares(now: Mapping[str, int], last: Mapping[str, int] | None) -> tuple[FigureLine, ...]:
    """Return the parts of a whole and their sum; a heading of the year before alone stands with 0."""
    whole = sum(now.values())
    before = dict(last) if last is not None else None
    names = list(dict.fromkeys([*now, *(name for name, count in (before or {}).items() if count)]))

    def share(count: int) -> Value:
        return Share(count / whole) if whole else "—"

    lines = [
        FigureLine(name, now.get(name, 0), share(now.get(name, 0)), None if before is None else before.get(name, 0))
        for name in names
    ]
    total = None if before is None else sum(before.values())
    return (*lines, FigureLine("合计", whole, share(whole), total))
