"""``caseapp print``, ``envelope`` and ``blank``: documents to a printer; envelopes and the blank form to a file."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

from caseapp.casework.casefile import CaseFile, find_case, load_case
from caseapp.casework.letters.blanks import application_sheet
from caseapp.casework.letters.reckoning import save_sheet
from caseapp.casework.office import Office, Refused
from caseapp.casework.paper.batch_printing import print_batch
from caseapp.casework.paper.mailing import SIZES, envelope_sheet, mailing_view
from caseapp.casework.paper.printers import NONE_FOUND, PrintOptions, has_lp, printers
from caseapp.casework.paper.printing import owed_documents, print_documents
from caseapp.cli.common import say

Options = argparse.Namespace


def blank(office: Office, options: Options, today: date) -> int:
    """Write the blank 申请表 to a file."""
    sheet = application_sheet(office, today)
    place = save_sheet(sheet, Path(options.file))
    return say(options, f"已写出空白申请表：{place}（{sheet.pages} 页）", {"file": str(place), "pages": sheet.pages})


def add_print(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``caseapp print``."""
    parser.add_argument("number", nargs="*", help="登记编号；几件一起打印时配合 --owed 或者 --reply")
    parser.add_argument("--printers", action="store_true", help="列出打印机")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--document", action="append", type=int, default=[], metavar="ID", help="文书的编号，可多次")
    which.add_argument("--owed", action="store_true", help="打印所有还没有打印过的文书")
    which.add_argument("--reply", action="store_true", help="打印答复书")
    parser.add_argument("--printer", default="", metavar="P", help="打印机，默认用系统的默认打印机")
    parser.add_argument("--copies", type=int, default=1, metavar="N", help="份数，1 至 99")
    parser.add_argument("--pages", default="", metavar="R", help="页码范围，例如 1-2,4；只用于一份文书")
    parser.add_argument("--duplex", action="store_true", help="双面打印")


def add_envelope(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``caseapp envelope``."""
    parser.add_argument("number", help="登记编号")
    parser.add_argument("--size", required=True, choices=tuple(SIZES), help="DL、C5 信封，或者 A4 邮寄面单")
    parser.add_argument("--document", type=int, default=0, metavar="ID", help="所寄文书的编号")
    parser.add_argument("--name", help="收件人，默认取自登记或者文书")
    parser.add_argument("--address", help="收件地址")
    parser.add_argument("--postcode", help="邮政编码")
    parser.add_argument("--phone", help="收件人电话")
    parser.add_argument("--boxes", action="store_true", help="白信封：同时印邮政编码框")
    parser.add_argument("--out", required=True, metavar="FILE.pdf")


def print_(office: Office, options: Options, today: date) -> int:
    """Print documents of a case and record it."""
    if not options.number:
        raise Refused("请写明登记编号，或者用 --printers 列出打印机。")
    if len(options.number) > 1:
        return _print_several(office, options, today)
    case = find_case(office, options.number[0], today)
    wanted = _wanted(case, options)
    given = PrintOptions(options.printer or _usual_printer(), options.copies, options.pages, options.duplex)
    printed = print_documents(office, case.id, wanted, given, today)
    titles = "、".join(job.words for job, _ in printed.sent.jobs)
    left = len(owed_documents(load_case(office, case.id, today)))
    data = {
        "number": case.row.number,
        "printer": given.printer,
        "documents": list(printed.sent.document_ids),
        "jobs": list(printed.sent.queue_ids),
        "owed": left,
    }
    status = say(options, f"已送打印机“{given.printer}”：{titles}", data)
    if printed.sent.refusal:
        print(printed.sent.refusal, file=sys.stderr)
        return 1
    return status


def _print_several(office: Office, options: Options, today: date) -> int:
    """Print the documents of several cases, one fact for each."""
    if not (options.owed or options.reply):
        raise Refused("几件一起打印时，请用 --owed 打印还没有打印过的文书，或者用 --reply 打印答复书。")
    given = PrintOptions(options.printer or _usual_printer(), options.copies, options.pages, options.duplex)
    ids = list(dict.fromkeys(find_case(office, number, today).id for number in options.number))
    sent = print_batch(office, ids, "owed" if options.owed else "reply", given, today)
    cases = len({job.case_id for job, _ in sent.jobs})
    data = {
        "printer": given.printer,
        "cases": cases,
        "documents": list(sent.document_ids),
        "jobs": list(sent.queue_ids),
    }
    status = say(options, f"已送打印机“{given.printer}”：{cases} 件申请的 {len(sent.jobs)} 份文书", data)
    if sent.refusal:
        print(sent.refusal, file=sys.stderr)
        return 1
    return status


def envelope(office: Office, options: Options, today: date) -> int:
    """Write an envelope or an address sheet as PDF."""
    case = find_case(office, options.number, today)
    found = mailing_view(office, case.id, options.document, today).mailing
    given = {
        "receiver": options.name,
        "address": options.address,
        "postcode": options.postcode,
        "phone": options.phone,
    }
    mailing = replace(found, **{key: value for key, value in given.items() if value is not None})
    sheet = envelope_sheet(
        office, case.id, options.size, mailing, today, document_id=options.document, boxes=options.boxes
    )
    place = save_sheet(sheet, Path(options.out))
    return say(options, f"已另存为 {place}", {"file": str(place), "size": options.size, "sha256": sheet.sha256})


def list_printers(options: Options, _today: date) -> int:
    """List the printers of this machine; needs no record."""
    found = printers()
    lines = [printer.name + ("（默认）" if printer.default else "") for printer in found]
    data = [{"name": printer.name, "default": printer.default} for printer in found]
    return say(options, "\n".join(lines) or NONE_FOUND, data)


def _wanted(case: CaseFile, options: Options) -> list[int]:
    if options.owed:
        owed = [document.id for document in owed_documents(case)]
        if not owed:
            raise Refused(f"{case.row.number} 没有待打印的文书。")
        return owed
    if options.reply:
        if case.reply is None:
            raise Refused(f"{case.row.number} 还没有定稿的答复书。")
        return [case.reply.id]
    if not options.document:
        raise Refused("请用 --document 写明要打印的文书，或者用 --owed 打印全部待打印的文书。")
    return list(options.document)


def _usual_printer() -> str:
    if not has_lp():
        raise Refused("本机没有 lp 命令，命令行不能打印；请打开窗口打印，或者另存为 PDF。")
    found = printers()
    if not found:
        raise Refused(NONE_FOUND)
    usual = next((printer.name for printer in found if printer.default), "")
    if not usual:
        raise Refused(f"系统没有设默认打印机，请用 --printer 选一台：{'、'.join(p.name for p in found)}。")
    return usual
