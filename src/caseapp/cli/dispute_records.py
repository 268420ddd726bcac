"""The facts of 行政复议 and 行政诉讼 as ``caseapp fact`` records them."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date

from caseapp.casework.casefile import CaseFile
from caseapp.casework.handling.disputes import answer_dispute, record_dispute
from caseapp.casework.office import Done, Office
from caseapp.law.disputes import DISPUTE_KINDS, ORDINARY, PROCEDURES

Options = argparse.Namespace
Recorder = Callable[[Office, CaseFile, date, str, str, Options, date], Done]


def add_dispute(parser: argparse.ArgumentParser) -> None:
    """Give ``fact`` what a dispute needs."""
    parser.add_argument("--result", default="", help="复议、诉讼、更正申请的结果")
    parser.add_argument("--no-order", action="store_true", help="结果为纠正，但没有责令重新答复")
    parser.add_argument("--suit-kind", default="", choices=("", "direct", "after"))
    parser.add_argument("--procedure", default="", choices=("", *PROCEDURES), help="复议程序，默认普通程序")
    parser.add_argument("--dispute-number", default="", help="复议、诉讼的案号")
    parser.add_argument("--also", action="append", default=[], metavar="NUMBER", help="同一件还涉及的申请，可多次")
    parser.add_argument("--dispute", default="", metavar="KEY", help="有几件没有结果时，指明是哪一件")


def _recorder(kind: str) -> Recorder:
    def record(office: Office, case: CaseFile, on: date, _l: str, _d: str, o: Options, today: date) -> Done:
        return record_dispute(
            office,
            case.id,
            kind,
            on,
            today,
            result=o.result,
            suit_kind=o.suit_kind,
            orders_reply=not o.no_order,
            procedure=(o.procedure or ORDINARY) if kind.endswith("_filed") else "",
            number=o.dispute_number,
            organ=o.organ,
            also=o.also,
            dispute=o.dispute,
        )

    return record


def _answered(office: Office, case: CaseFile, on: date, _l: str, _d: str, o: Options, today: date) -> Done:
    return answer_dispute(office, case.id, on, o.note, today)


DISPUTES: dict[str, Recorder] = {
    kind: _answered if kind.endswith("_answered") else _recorder(kind) for kind in DISPUTE_KINDS
}
