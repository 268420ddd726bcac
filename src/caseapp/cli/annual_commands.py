"""The command of the year: its tables and checks, the workbook, the draft of the report, the tables as PDF."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from caseapp.casework.office import Office
from caseapp.casework.year.year_out import write_annual, write_report, write_tables
from caseapp.casework.year.yearbook import Year, count_year
from caseapp.cli.common import say

Options = argparse.Namespace


def add_annual(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``caseapp annual``."""
    parser.add_argument("year", type=int)
    parser.add_argument("--out", metavar="FILE.xlsx", help="写出工作簿：表二至表四、检查、图表、逐行申请、台账和文字")
    parser.add_argument("--docx", metavar="FILE.docx", help="写出年度报告初稿，标黄处由本机关填写")
    parser.add_argument("--pdf", metavar="FILE.pdf", help="写出表二至表四，A4 版面")
    parser.add_argument("--paragraph", action="store_true", help="只列出依申请公开情况的文字")


def annual(office: Office, options: Options, today: date) -> int:
    """Count a year, and write what is asked for."""
    year = count_year(office, options.year)
    written = _write(office, options, today)
    if options.paragraph:
        lines = [year.text]
    else:
        lines = [year.paragraph, *_check_lines(year)]
    return say(options, "\n".join([*lines, *(f"已写出 {name}。" for name in written)]), year.as_json())


def _check_lines(year: Year) -> list[str]:
    said = {True: "通过", False: "不符"}
    return [f"{'待核对' if c.pending else said[c.ok]}　{c.label}　{c.detail}" for c in year.checks]


def _write(office: Office, options: Options, today: date) -> list[str]:
    """Write the files asked for and return their names."""
    if options.out:
        write_annual(office, options.year, Path(options.out), today)
    if options.docx:
        write_report(office, options.year, Path(options.docx), today)
    if options.pdf:
        write_tables(office, options.year, Path(options.pdf), today)
    return [name for name in (options.out, options.docx, options.pdf) if name]
