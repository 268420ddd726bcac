"""Thirty seeded tables; what is unsafe in them is told from the units they are made of."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

N, K, P = 3, 75.0, 15.0


@dataclass
class Made:
    """A generated grid with what its maker knows of it.

    ``units`` names the units behind each number; ``unsafe`` are the numbers that must not be given out.
    """

    name: str
    grid: list[list]
    rows: tuple[int, ...]
    values: tuple[int, ...]
    counts: tuple[int, ...]
    count_of: dict[int, int]
    largest: dict[int, int] = field(default_factory=dict)
    row_totals: list[tuple[int, tuple[int, ...]]] = field(default_factory=list)
    column_totals: list[tuple[int, tuple[int, ...]]] = field(default_factory=list)
    known: list[tuple[int, int, float, int]] = field(default_factory=list)
    units: dict[tuple[int, int], frozenset] = field(default_factory=dict)
    unsafe: set[tuple[int, int]] = field(default_factory=set)
    unsafe_differences: set[tuple[int, int]] = field(default_factory=set)


def _units(dice: random.Random, few: float) -> list[int]:
    count = dice.choice((1, 2)) if dice.random() < few else dice.randint(4, 12)
    if dice.random() < 0.07:
        return []
    units = [dice.randint(20, 400) for _ in range(count)]
    if count >= 4 and dice.random() < 0.12:
        units[0] = sum(units[1:]) * 4
    return units


def _tell(made: Made, row: int, column: int, units: list[int]) -> None:
    """Note an unsafe value and its unsafe number of units, from the units themselves."""
    if 0 < len(units) < N:
        made.unsafe |= {(row, column), (row, made.count_of[column])}
    elif units and made.largest and 100 * max(units) > K * sum(units):
        made.unsafe.add((row, column))


def plain(seed: int, rows: int, columns: int, few: float, *, largest: bool, nested: bool = False) -> Made:
    """Return rows by (count, value) pairs with a total column and total row, or two groups of rows with subtotals."""
    dice = random.Random(seed)
    width = 3 if largest else 2
    inner = [[_units(dice, few) for _ in range(columns)] for _ in range(rows)]
    groups = [list(range(rows))] if not nested else [list(range(rows // 2)), list(range(rows // 2, rows))]
    lines: list[tuple[str, list[int]]] = []
    for number, group in enumerate(groups):
        lines += [(f"区{r}", [r]) for r in group]
        if nested:
            lines.append((f"小计{number}", group))
    lines.append(("合计", list(range(rows))))
    blocks = [[c] for c in range(columns)] + ([list(range(columns))] if columns > 1 else [])
    made = Made(
        f"{'nested' if nested else 'plain'}-{seed}",
        [],
        tuple(range(len(lines))),
        tuple(2 + width * b for b in range(len(blocks))),
        tuple(1 + width * b for b in range(len(blocks))),
        {2 + width * b: 1 + width * b for b in range(len(blocks))},
        {2 + width * b: 3 + width * b for b in range(len(blocks))} if largest else {},
    )
    for place, (label, members) in enumerate(lines):
        line: list = [label]
        for number, block in enumerate(blocks):
            units = [u for r in members for c in block for u in inner[r][c]]
            line += [len(units), sum(units), *([max(units, default=0)] if largest else [])]
            names = frozenset((r, c, k) for r in members for c in block for k in range(len(inner[r][c])))
            made.units[place, 1 + width * number] = made.units[place, 2 + width * number] = names
            _tell(made, place, 2 + width * number, units)
        made.grid.append(line)
    if columns > 1:
        last = len(blocks) - 1
        for start in (1, 2):
            made.column_totals.append(
                (start + width * last, tuple(start + width * b for b in range(last)))
            )
    names = [label for label, _ in lines]
    if nested:
        subs = [i for i, name in enumerate(names) if name.startswith("小计")]
        first = 0
        for sub in subs:
            made.row_totals.append((sub, tuple(range(first, sub))))
            first = sub + 1
        made.row_totals.append((len(lines) - 1, tuple(subs)))
    else:
        made.row_totals.append((len(lines) - 1, tuple(range(rows))))
    _tell_full(made)
    return made


def _tell_full(made: Made) -> None:
    for total, parts in made.column_totals:
        if total in made.counts and len(parts) > 1:
            for row in made.rows:
                whole = made.grid[row][total]
                made.unsafe |= {(row, c) for c in parts if whole and made.grid[row][c] == whole}


def with_released(seed: int, rows: int, columns: int) -> Made:
    """Return a table beside an older one that lacks one unit in one cell: the difference is that unit."""
    made = plain(seed, rows, columns, 0.0, largest=False)
    dice = random.Random(seed + 1)
    row = dice.randrange(rows)
    column = made.values[0]
    value, count = made.grid[row][column], made.grid[row][made.count_of[column]]
    lost = max(1, value // max(count, 1) // 2) if count else 0
    if count > 1:
        made.known = [(row, column, value - lost, count - 1), (row, made.count_of[column], count - 1, count - 1)]
        made.unsafe_differences = {(row, column), (row, made.count_of[column])}
    made.name = f"released-{seed}"
    return made


def all_thirty() -> list[Made]:
    """Return the tables."""
    found = [plain(seed, 3, 2, 0.25, largest=False) for seed in range(8)]
    found += [plain(seed, 3, 3, 0.15, largest=True) for seed in range(20, 26)]
    found += [plain(seed, 4, 1, 0.3, largest=True) for seed in range(40, 44)]
    found += [plain(seed, 4, 2, 0.2, largest=False, nested=True) for seed in range(60, 65)]
    found += [plain(80, 2, 2, 1.0, largest=False), plain(81, 3, 2, 1.0, largest=False)]
    found += [with_released(seed, 3, 2) for seed in range(100, 105)]
    return found


