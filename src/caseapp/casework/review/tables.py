"""Disclosure control of a data table: read it, check it, write the copy that may be given out (统计法第二十八条)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path

from caseapp.casework.office import Refused
from caseapp.casework.review.table_roles import guess_roles, head_rows, roles_of, title_of
from caseapp.casework.review.table_views import GIVEN_BACK, CellView, Difference, SheetTable, TableView
from caseapp.material.control_grid import (
    DECIMALS,
    Known,
    Placed,
    Roles,
    column_name,
    label_of,
    number_in,
    place_of,
    table_of,
)
from caseapp.material.control_model import Settings
from caseapp.material.control_suppress import Suppression, suppress
from caseapp.sheets.raw import Raw

__all__ = [
    "Roles",
    "Settings",
    "check_table",
    "column_name",
    "column_of",
    "guess_roles",
    "head_rows",
    "kinds_of",
    "place_of",
    "read_table",
    "with_kinds",
    "write_released",
]

HIDDEN_MARK = "*"
NOTE = "注：“*”为依法不予公开的数据（统计法第二十八条）。"
DEFAULTS = Settings()


def read_table(path: Path, sheet: int = 1, data: bytes | None = None) -> SheetTable:
    """Read one sheet of a workbook or a CSV file; sheets count from 1.

    Args:
        path: of the file.
        sheet: which sheet.
        data: the bytes of a file in the record, ``path`` then only names it.

    Raises:
        SheetError: the file cannot be read. Refused: it has no such sheet, or the sheet is empty.
    """
    from caseapp.sheets.raw import read_grid

    grids = list(read_grid(path, data))
    if not 1 <= sheet <= len(grids):
        raise Refused(f"“{path.name}”有 {len(grids)} 张工作表，没有第 {sheet} 张。")
    rows: list[tuple[Raw, ...]] = []
    for number, cells in grids[sheet - 1]:
        rows += [()] * (number - 1 - len(rows))
        filled = next((place for place in range(len(cells), 0, -1) if cells[place - 1] not in (None, "")), 0)
        rows.append(tuple(cells[:filled]))
    if not rows:
        raise Refused(f"“{path.name}”的第 {sheet} 张工作表是空的。")
    return SheetTable(path.name, sheet, len(grids), tuple(rows))


def kinds_of(roles: Roles) -> dict[int, str]:
    """Return the kind of each column that has one: value, count, largest, second or share."""
    now = {**dict.fromkeys(roles.values, "value"), **dict.fromkeys(roles.counts, "count")}
    now |= dict.fromkeys(roles.largest.values(), "largest") | dict.fromkeys(roles.second.values(), "second")
    return now | dict.fromkeys(roles.share.values(), "share")


def with_kinds(table: SheetTable, roles: Roles, kinds: dict[int, str]) -> Roles:
    """Return the roles with some columns made another kind: value, count, largest, second, share or other."""
    now = kinds_of(roles) | kinds
    kept = {column: kind for column, kind in sorted(now.items()) if kind != "other"}
    return roles_of(table.grid, roles.rows, roles.labels, kept, roles.names)


def column_of(roles: Roles, words: str) -> int:
    """Return the column meant by a letter (B) or by its name.

    Raises:
        Refused: there is no such column.
    """
    for column, name in enumerate(roles.names):
        if words.strip() and words.strip().upper() in (name.upper(), place_of(0, column)[:-1]):
            return column
    raise Refused(f"没有“{words}”这一列，可用的有：{'、'.join(name for name in roles.names if name)}。")


def check_table(
    sheet: SheetTable,
    roles: Roles,
    settings: Settings = DEFAULTS,
    released: SheetTable | None = None,
    going: Callable[[], bool] = lambda: True,
    hidden: AbstractSet[tuple[int, int]] | None = None,
) -> TableView:
    """Check a table and propose what to hide (统计法第二十八条、统计法实施条例第二十九条).

    Args:
        sheet: as read.
        roles: of its rows and columns, the guess or what the handler made of it.
        settings: thresholds.
        released: a table that is public already and could be subtracted from this one.
        going: asked again and again; the check stops when it says no.
        hidden: (row, column) of the cells the handler wants to hide; checked instead of a choice being proposed.

    Raises:
        MaterialError: stopped, a cell is no number, a total does not add up, nothing tells about units, or it is
            too large.
    """
    known = _known(sheet, roles, released) if released else []
    placed = table_of(sheet.grid, roles, known)
    own = None if hidden is None else {placed.places[place] for place in hidden if place in placed.places}
    found = suppress(placed.table, settings, going, own)
    cells = _views(sheet, roles, placed, found)
    differences = tuple(
        Difference(cell.name, cell.value, finding.words)
        for finding in found.findings
        if (cell := placed.table.cells[finding.cell]).standing == "unshown"
    )
    states = Counter(cell.state for line in cells for cell in line)
    gone = states["primary"] + states["complementary"]
    numbers = len(placed.places)
    releasable = found.proved and gone < numbers
    remarks = _remarks(sheet, roles, found, len(known) if released else None)
    return TableView(
        title_of(sheet.grid, roles),
        sheet,
        roles,
        settings,
        cells,
        differences,
        len(found.findings),
        numbers,
        found.optimal,
        releasable,
        _sentence(found, states, numbers, len(differences), own is not None),
        remarks,
    )


def write_released(view: TableView, path: Path) -> Path:
    """Write the copy that may be given out: a fresh workbook with the labels, the safe numbers and the note.

    Raises:
        Refused: the table cannot be protected. SheetError: the file cannot be written.
    """
    from caseapp.sheets.table_out import write_table

    if not view.releasable:
        raise Refused(view.sentence, "统计法第二十八条")
    if path.suffix.lower() != ".xlsx":
        raise Refused("公开版应当存成 .xlsx 文件。")
    shown = sorted({*view.roles.labels, *view.roles.values, *view.roles.counts})
    hidden = {(c.row, c.column) for state in ("primary", "complementary") for c in view.in_state(state)}
    grid = view.sheet.grid

    def line(row: int) -> list[Raw]:
        cells = [grid[row][column] if column < len(grid[row]) else None for column in shown]
        # Digits beyond those that were checked are not given out either.
        cells = [round(value, DECIMALS) if isinstance(value, float) else value for value in cells]
        return [HIDDEN_MARK if (row, c) in hidden else value for c, value in zip(shown, cells, strict=True)]

    head = [line(row) for row in head_rows(grid, view.roles)]
    write_table(path, view.title, head, [line(row) for row in _body(grid, view.roles)], [NOTE] if hidden else [])
    return path


def _body(grid: Sequence[Sequence[Raw]], roles: Roles) -> list[int]:
    """Return the rows of data, and before and between them those that hold labels alone."""
    first = max(head_rows(grid, roles), default=roles.rows[0] - 1) + 1
    data, labels = set(roles.rows), set(roles.labels)
    filled = {row: {c for c, cell in enumerate(grid[row]) if cell not in (None, "")} for row in range(len(grid))}
    return [
        row
        for row in range(first, roles.rows[-1] + 1)
        if row in data or (filled[row] and filled[row] <= labels)
    ]


def _known(sheet: SheetTable, roles: Roles, released: SheetTable) -> list[Known]:
    """Return the numbers of the other table that have a row and a column of the same name here, named once in it."""
    theirs = guess_roles(released.grid)
    rows = _once((label_of(released.grid, theirs, row), row) for row in theirs.rows)
    columns = _once((column_name(theirs, column), column) for column in (*theirs.values, *theirs.counts))

    def number(row: int, column: int | None) -> float | None:
        line = released.grid[row]
        cell = line[column] if column is not None and column < len(line) else None
        if cell is None or (isinstance(cell, str) and cell.strip() in (HIDDEN_MARK, "…", "……", "×", "")):
            return None
        return number_in(cell, f"已公开的表 {place_of(row, column or 0)}")

    found = []
    for row in roles.rows:
        for column in (*roles.values, *roles.counts):
            there, across = rows.get(label_of(sheet.grid, roles, row)), columns.get(column_name(roles, column))
            value = number(there, across) if there is not None and across is not None else None
            if there is None or across is None or value is None:
                continue
            count = value if across in theirs.counts else number(there, theirs.count_of.get(across))
            found.append(Known(row, column, value, None if count is None else int(count)))
    return found


def _once(named: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Return what each name stands for, without the names that stand for several."""
    pairs = list(named)
    often = Counter(name for name, _ in pairs)
    return {name: place for name, place in pairs if often[name] == 1}


def _views(sheet: SheetTable, roles: Roles, placed: Placed, found: Suppression) -> tuple[tuple[CellView, ...], ...]:
    reasons: dict[int, list[tuple[str, str]]] = {}
    for finding in found.findings:
        reasons.setdefault(finding.cell, []).append((finding.kind, finding.words))
    intervals = {one.cell: one for one in found.intervals}
    for index in found.given_back:
        reasons[index].append(("", GIVEN_BACK))
    inner = {*roles.largest.values(), *roles.second.values(), *roles.share.values()}
    heads = set(head_rows(sheet.grid, roles))
    width = max(len(line) for line in sheet.grid)

    def one(row: int, column: int) -> CellView:
        raw = sheet.grid[row][column] if column < len(sheet.grid[row]) else None
        text, place = "" if raw is None else str(raw), place_of(row, column)
        index = placed.places.get((row, column))
        if index is None:
            role = "head" if row in heads else "other"
            if row in roles.rows:
                role = "label" if column in roles.labels else "inner" if column in inner else "other"
            return CellView(row, column, place, text, role)
        cell, why, left = placed.table.cells[index], reasons.get(index, []), intervals.get(index)
        state = "released" if cell.standing == "released" else "safe"
        state = "primary" if index in found.primary else "complementary" if index in found.complementary else state
        state = "exposed" if index in found.exposed else state
        return CellView(
            row,
            column,
            place,
            text,
            "count" if cell.is_count else "value",
            state,
            tuple(kind for kind, _ in why if kind),
            tuple(words for _, words in why),
            left.low if left else None,
            left.high if left else None,
            left.needed_low if left else None,
            left.needed_high if left else None,
        )

    return tuple(tuple(one(row, column) for column in range(width)) for row in range(len(sheet.grid)))


def _sentence(found: Suppression, states: Counter[str], numbers: int, differences: int, own: bool) -> str:
    unsafe = states["primary"] + states["exposed"]
    if not found.findings:
        return f"共 {numbers} 个数，没有发现能推断单个单位的数，可以公开。"
    apart = f"，另有 {differences} 个数可以与已公开的表相减得出" if differences else ""
    head = f"共 {numbers} 个数，其中 {unsafe} 个不安全{apart}"
    if not found.proved and own:
        return f"{head}；按现在的选择，有 {len(found.exposed)} 个能被推算出来，请再多隐去一些。"
    if not found.proved:
        return f"{head}；无论再隐去哪些数，仍有能被推算出来的，这张表不宜公开，请合并类别后再检查。"
    if states["primary"] + states["complementary"] >= numbers:
        return f"{head}；要保护它们，全部数据都得隐去，这张表不宜公开，请合并类别后再检查。"
    more = f"另隐去 {states['complementary']} 个以防推算；" if states["complementary"] else "不必另外隐去；"
    return f"{head}；隐去它们，{more}已逐个验证，隐去后推算不出来。"


def _remarks(sheet: SheetTable, roles: Roles, found: Suppression, known: int | None) -> tuple[str, ...]:
    remarks = []
    if found.primary and found.proved and not found.optimal:
        remarks.append("在限定的时间内没有证明另隐去的数已经最少，可以直接采用，也可以放宽时间再算。")
    if known is not None:
        remarks.append(f"已公开的表中有 {known} 个数与本表的行、列同名，已一并考虑。")
    if not roles.row_totals and not roles.column_totals:
        remarks.append("没有找到合计行、合计列；如果有，请指明，否则检查不出由合计倒推的情况。")
    blind = [column_name(roles, c) for c in roles.values if c not in roles.count_of]
    if blind:
        remarks.append(f"下列各列没有单位数，只检查了占比：{'、'.join(blind)}。")
    dropped = {*roles.largest.values(), *roles.second.values(), *roles.share.values()}
    if dropped:
        remarks.append("最大单位的数只用于检查，不写入公开版。")
    last = roles.rows[-1]
    if any(cell not in (None, "") for line in sheet.grid[last + 1 :] for cell in line):
        remarks.append("表下面的文字没有写入公开版，需要的请审查后自行补上。")
    return tuple(remarks)
