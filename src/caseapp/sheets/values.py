"""From a raw cell to the text or the date the office meant."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta

from caseapp.sheets.cells import FORMULA_STARTS, clean
from caseapp.sheets.raw import Raw

_DAY = re.compile(
    r"(\d{4})(?:-(\d{1,2})-(\d{1,2})|/(\d{1,2})/(\d{1,2})|\.(\d{1,2})\.(\d{1,2})|年(\d{1,2})月(\d{1,2})[日号]"
    r"|(\d{2})(\d{2}))(?:[ T]\d{1,2}(?::\d{2}){1,2}(?:\.\d{1,6})?)?"
)
_EPOCH = date(1899, 12, 30)
_FIRST_SERIAL, _LAST_SERIAL = 36526, 73050
"""Day numbers of 2000-01-01 and 2099-12-31 in a spreadsheet's calendar."""
_FIRST_PACKED, _LAST_PACKED = 20000101, 20991231
_EXACT = 10**15
_ROUNDED = re.compile(r"\d(?:\.\d+)?[Ee]\+\d{1,3}")
_LOST = "是被电子表格舍入过的长数字，请把这一列设为文本后重新填写。"
_QUOTED = tuple(f"'{start}" for start in (*FORMULA_STARTS, *"0123456789'"))
"""An apostrophe before these marks a text cell; before anything else it belongs to the text."""


class CellError(ValueError):
    """The cell cannot be taken as it is; str() goes on after the column's name."""


def as_day(cell: Raw) -> date:
    """Return the date a cell means: a date cell, its bare day number, or a date as offices write it.

    2021-03-01, 2021/3/1, 2021.3.1, 2021年3月1日 and 20210301 are dates, with or without a time of day.

    Raises:
        CellError: anything else.
    """
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, (int, float)):
        if cell == int(cell) and _FIRST_SERIAL <= cell <= _LAST_SERIAL:
            return _EPOCH + timedelta(days=int(cell))
        if cell == int(cell) and _FIRST_PACKED <= cell <= _LAST_PACKED:
            return as_day(str(int(cell)))
        raise CellError(f"“{cell:g}”不是日期，请写成 2021-03-01 的样子。")
    text = _half_width(str(cell)).strip().lstrip("'")
    text = re.sub(r"\s*([年月./-])\s*|\s+(?=[日号])", r"\1", text)
    if re.fullmatch(r"\d{5}", text):
        return as_day(int(text))
    found = _DAY.fullmatch(text)
    if found is None:
        raise CellError(f"“{_short(text)}”不是日期，请写成 2021-03-01 的样子。")
    year, month, day = (int(part) for part in found.groups() if part is not None)
    try:
        return date(year, month, day)
    except ValueError:
        raise CellError(f"“{_short(text)}”这一天不存在，请改正日期。") from None


def as_text(cell: Raw) -> str:
    """Return the text of a cell, a whole number without its point, blanks around it dropped.

    Raises:
        CellError: an error value, a number too long to have kept its digits, or characters that cannot be kept.
    """
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, (int, float)):
        if abs(cell) >= _EXACT:
            raise CellError(_LOST)
        return f"{cell:.15g}"
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == datetime.min.time() else cell.isoformat(" ")
    if isinstance(cell, date):
        return cell.isoformat()
    text = str(cell).strip()
    if re.fullmatch(r"#(REF!|N/A|VALUE!|NAME\?|DIV/0!|NULL!|NUM!)", text):
        raise CellError(f"是公式错误 {text}，请改成文字。")
    if _ROUNDED.fullmatch(text):
        raise CellError(_LOST)
    if clean(text) != text:
        raise CellError("含有无法保存的控制字符，请删除后再导入。")
    return text[1:] if text.startswith(_QUOTED) else text


def as_number_text(cell: Raw) -> str:
    """Return the text of a cell that holds a number by which something is called: 2021001.0 is 2021001.

    Raises:
        CellError: as ``as_text``.
    """
    return re.sub(r"^(\d+)\.0+$", r"\1", as_text(cell))


def _half_width(text: str) -> str:
    return unicodedata.normalize("NFKC", text).replace("。", ".").replace("–", "-").replace("—", "-")


def _short(text: str) -> str:
    return text if len(text) <= 20 else f"{text[:20]}…"
