"""Ledgers out: the cases of a filter, or those chosen, with the columns asked for, as workbook, CSV or printed list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from caseapp.casework.ledger.ledger_fields import TEXT, WIDE, fields_of, shown_words, usual
from caseapp.casework.ledger.ledger_pages import every_row
from caseapp.casework.letters.typefaces import office_fonts
from caseapp.casework.office import Office, Refused
from caseapp.store.rows import IndexFilter

if TYPE_CHECKING:
    from caseapp.documents.press import Sheet

EXPORT_KEYS = usual(WIDE)
"""The columns of an export that names none: those of a wide window."""
PRINT_MOST = 2000
"""Cases of one printed list."""
_BOOK_MOST = 1_048_000


def export_ledger(
    office: Office,
    path: Path,
    wanted: IndexFilter,
    today: date,
    keys: Sequence[str] = EXPORT_KEYS,
    sort: str = "number",
    *,
    descending: bool = False,
) -> int:
    """Write the ledger a filter holds to .xlsx, .csv or .pdf and return how many cases it has.

    Raises:
        SheetError: the file cannot be written; an older one stays as it was. Refused: too much for the file.
    """
    return export_cases(office, path, office.record.index_ids(wanted, sort, descending), keys, today)


def export_cases(office: Office, path: Path, ids: Sequence[int], keys: Sequence[str], today: date) -> int:
    """Write some cases in the order given, with the columns in theirs; no keys mean every column.

    Raises:
        SheetError: the file cannot be written; an older one stays as it was. Refused: too much for the file.
    """
    from caseapp.sheets.files import replacing

    if path.suffix.lower() == ".pdf":
        pdf = list_sheet(office, ids, keys, today).pdf
        with replacing(path) as part:
            part.write_bytes(pdf)
        return len(ids)
    from caseapp.sheets.ledger_out import write_ledger

    if path.suffix.lower() != ".csv" and len(ids) > _BOOK_MOST:
        raise Refused(f"有 {len(ids):,} 件，一个工作表写不下，请缩小范围，或者改存 CSV。")
    wanted = fields_of(keys)
    lines = ([row.cells[field.key] for field in wanted] for row in every_row(office, ids, keys, today))
    write_ledger(path, [field.heading for field in wanted], lines, title=ledger_title(office))
    return len(ids)


def list_sheet(office: Office, ids: Sequence[int], keys: Sequence[str], today: date) -> Sheet:
    """Return some cases as a list on A4 across (横向), with the columns asked for.

    Raises:
        Refused: no case, more than PRINT_MOST, or more columns than a page is wide. MissingGlyph: a character no font
            has.
    """
    from caseapp.documents.listing import Listed, TooWide, listing

    if not ids:
        raise Refused("没有可以打印的申请。")
    if len(ids) > PRINT_MOST:
        raise Refused(f"一次最多打印 {PRINT_MOST:,} 件的清单，现在是 {len(ids):,} 件，请缩小范围或者导出 Excel。")
    wanted = fields_of(keys)
    columns = [Listed(field.heading, centred=field.kind != TEXT) for field in wanted]
    lines = [
        [shown_words(field, row.cells[field.key]) for field in wanted] for row in every_row(office, ids, keys, today)
    ]
    under = f"制表日期：{today}　　共 {len(ids):,} 件"
    try:
        return listing(ledger_title(office), under, columns, lines, day=today, fonts=office_fonts(office))
    except TooWide as wide:
        raise Refused(str(wide)) from None


def ledger_title(office: Office) -> str:
    """Return the title of a ledger that leaves the record."""
    return f"{office.profile.name}政府信息公开申请台账"
