"""Table 二 of the annual report (主动公开政府信息情况): typed by the office, checked here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from caseapp.law.annual_checks import Check
from caseapp.law.errors import LawRefusal

MOST = 99_999_999
_WHOLE = re.compile(r"[0-9]{1,8}")
_SIGNED = re.compile(r"[+-]?[0-9]{1,8}")
_MONEY = re.compile(r"[0-9]{1,8}(?:\.[0-9]{1,6})?")
MADE, ABOLISHED, STANDING = 0, 1, 2
"""Columns of a section with stock: 本年制发, 本年废止, 现行有效."""


class NotANumber(LawRefusal):
    """A cell of table 二 that is no number."""


@dataclass(frozen=True, slots=True)
class Section:
    """One block of table 二.

    Attributes:
        stock: 现行有效 is last year's with what was made and without what was abolished.
        money: the last column is an amount (万元), which may have decimals.
        signed: columns that may be less than nothing.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[str, ...]
    stock: bool = False
    money: bool = False
    signed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Form2:
    """Table 二 as the form of a year has it."""

    id: str
    sections: tuple[Section, ...]

    def cells(self) -> Iterator[tuple[str, Section, str, int]]:
        """Yield key, section, row name and column of every cell, in order."""
        for number, section in enumerate(self.sections, start=1):
            for place, row in enumerate(section.rows, start=1):
                for column in range(len(section.columns)):
                    yield f"{number}.{place}.{column + 1}", section, row, column

    def key(self, section: Section, row: str, column: int) -> str:
        """Return the key of a cell."""
        return f"{self.sections.index(section) + 1}.{section.rows.index(row) + 1}.{column + 1}"


def read_cell(section: Section, column: int, text: str) -> str:
    """Return a typed number as it is kept, "" for a cell left blank.

    Raises:
        NotANumber: anything else.
    """
    plain = text.strip().translate(_HALF_WIDTH).replace(",", "")
    if not plain:
        return ""
    name = section.columns[column]
    money = section.money and column == len(section.columns) - 1
    pattern = _MONEY if money else _SIGNED if name in section.signed else _WHOLE
    if not pattern.fullmatch(plain):
        wanted = "金额（万元，可以有小数）" if money else "整数"
        raise NotANumber(f"“{name}”应当填{wanted}，没有的填 0，现在是“{text.strip()[:20]}”。")
    return plain.lstrip("+") if money else str(int(plain))


_HALF_WIDTH = str.maketrans("０１２３４５６７８９．－＋，", "0123456789.-+,")


def check_table2(form: Form2, values: Mapping[str, str], last: Mapping[str, str]) -> list[Check]:
    """Return the checks of table 二: every cell filled, and 现行有效 = 上年 + 制发 - 废止.

    Args:
        form: of the year.
        values: key -> number typed, "" or missing where nothing is.
        last: the same of the year before, {} where it is not known.
    """
    blank = [
        f"{section.title}“{row}”的{section.columns[column]}"
        for key, section, row, column in form.cells()
        if not values.get(key)
    ]
    shown = "、".join(blank[:3]) + (f"等 {len(blank)} 格" if len(blank) > 3 else "")
    detail = f"没有填：{shown}" if blank else "已填齐"
    found = [Check("table2", "表二各格都已填写，零写 0", not blank, detail, pending=bool(blank))]
    if any(section.stock for section in form.sections):
        found.append(_stock(form, values, last))
    return found


def _stock(form: Form2, values: Mapping[str, str], last: Mapping[str, str]) -> Check:
    label = "现行有效＝上年＋本年制发－本年废止"
    wrong, unknown, told = [], [], []
    for section in (section for section in form.sections if section.stock):
        for row in section.rows:
            keys = [form.key(section, row, column) for column in range(3)]
            before = last.get(keys[STANDING], "")
            made, gone, standing = (values.get(key, "") for key in keys)
            if not (before and made and gone and standing):
                unknown.append(row)
                continue
            due = int(before) + int(made) - int(gone)
            told.append(f"{row} {before}+{made}-{gone}={due}")
            if due != int(standing):
                wrong.append(f"{row}：{before}+{made}-{gone}={due} ≠ {standing}")
    if wrong:
        return Check("table2_stock", label, False, "；".join(wrong))
    if unknown:
        return Check("table2_stock", label, True, f"没有上年数，未核对：{'、'.join(unknown)}")
    return Check("table2_stock", label, True, "；".join(told))
