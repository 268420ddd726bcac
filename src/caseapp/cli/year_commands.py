"""``caseapp year``: what is typed of a year, the cases behind a number, a text checked, closing and amending."""

from __future__ import annotations

import argparse
from datetime import date

from caseapp import resources
from caseapp.casework.ledger.lists import LedgerLine
from caseapp.casework.office import Office, Refused
from caseapp.casework.year import year_closing
from caseapp.casework.year.year_disputes import dispute_cases
from caseapp.casework.year.year_figures import figure_cases
from caseapp.casework.year.yearbook import Year, cell_cases, count_year
from caseapp.cli.common import file_bytes, pairs, say
from caseapp.law.annual import COLUMNS
from caseapp.law.disputes import DISPUTE_GROUPS

Options = argparse.Namespace
_WHOLE = len(COLUMNS) - 1


def add_year(parser: argparse.ArgumentParser) -> None:
    """Give ``year`` its arguments."""
    parser.add_argument("year", type=int)
    parser.add_argument("--table2", action="append", default=[], metavar="KEY=N", help="填写表二的一格，可多次")
    parser.add_argument("--carried", metavar="N,N,N,N,N,N", help="上年报告第 25 行的六个数（上年报告不是本程序做的）")
    parser.add_argument("--text", metavar="FILE.txt", help="用文件里的文字作报告文字，空文件恢复程序写的")
    parser.add_argument("--check-text", metavar="FILE.txt", help="只核对文件里的数字与表格是否一致")
    parser.add_argument(
        "--cases",
        metavar="ROW[:COLUMN]",
        help="列出一个数字对应的申请：表三的行和列（默认总计）、表四 reconsideration:1 等、late、extended 等",
    )
    closing = parser.add_mutually_exclusive_group()
    closing.add_argument("--close", action="store_true", help="封存：检查全部通过后固定为报出的样子")
    closing.add_argument("--amend", metavar="REASON", help="更正已封存的年度，写明原因")


def year(office: Office, options: Options, today: date) -> int:
    """Do what was asked of a year, and say how its checks stand."""
    wanted, said = options.year, []
    if options.cases:
        return _cases(office, wanted, options.cases, options, today)
    if options.check_text:
        return _checked(count_year(office, wanted), _text_of(options.check_text), options)
    if options.table2:
        kept = dict(count_year(office, wanted).table2)
        year_closing.save_table2(office, wanted, kept | pairs(options.table2))
        said.append("已保存表二。")
    if options.carried is not None:
        year_closing.save_carried(office, wanted - 1, options.carried.split(","))
        said.append(f"已保存 {wanted - 1} 年报告第 25 行。")
    if options.text:
        year_closing.save_text(office, wanted, _text_of(options.text))
        said.append("已保存报告文字。")
    if options.close:
        year_closing.close_year(office, wanted, today)
        said.append(f"已封存 {wanted} 年度。")
    if options.amend is not None:
        year_closing.amend_year(office, wanted, options.amend, today)
        said.append(f"已更正 {wanted} 年度表。")
    counted = count_year(office, wanted)
    state = f"{counted.closed.on} 封存，更正 {len(counted.closed.amendments)} 次" if counted.closed else "未封存"
    told = [f"{wanted} 年度，{state}。", *_table2(counted)]
    told += [f"{'通过' if c.ok else '待定' if c.pending else '不符'}　{c.label}　{c.detail}" for c in counted.checks]
    return say(options, "\n".join([*said, *told]), counted.as_json())


def _text_of(path: str) -> str:
    name, data = file_bytes(path)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(f"“{name}”不是 UTF-8 编码的文字文件。") from None


def _table2(counted: Year) -> list[str]:
    return [
        f"  表二 {key}　{section.title} {row} {section.columns[column]}：{counted.table2.get(key) or '没有填'}"
        for key, section, row, column in resources.load_table2(counted.year).cells()
    ]


def _checked(counted: Year, text: str, options: Options) -> int:
    claims = counted.claims(text)
    lines = [
        f"{'一致' if c.ok else '不符'}　{c.what}　文字 {c.said:g}　表格 {c.counted:g}　“{c.words}”" for c in claims
    ]
    data = {"claims": [{"what": c.what, "said": c.said, "counted": c.counted, "ok": c.ok} for c in claims]}
    say(options, "\n".join(lines) or "文字里没有读到表格中的数字。", data)
    return 0 if claims and all(claim.ok for claim in claims) else 1


def _cases(office: Office, wanted: int, place: str, options: Options, today: date) -> int:
    lines = _behind(office, wanted, place, today)
    words = [f"{x.number}　{x.applicant}　{x.received or ''}　{x.closed_on or ''}　{x.outcome}" for x in lines]
    data = {"cases": [x.number for x in lines]}
    return say(options, "\n".join([*words, f"共 {len(lines)} 件"]), data)


def _behind(office: Office, wanted: int, place: str, today: date) -> list[LedgerLine]:
    row, _, column = place.partition(":")
    number = int(column) if column.isdecimal() else 0
    if row.isdecimal():
        if not 1 <= int(row) <= 25 or not 0 <= number <= len(COLUMNS):
            raise Refused("表三是第 1 至 25 行、第 1 至 7 列。")
        return cell_cases(office, wanted, int(row), number - 1 if column else _WHOLE, today)
    if row in DISPUTE_GROUPS:
        if not 1 <= number <= 5:
            raise Refused("表四每组是第 1 至 5 格：维持、纠正、其他、尚未审结、总计。")
        return dispute_cases(office, wanted, row, number - 1, today)
    return figure_cases(office, wanted, place, today)
