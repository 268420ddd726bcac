"""Printing the documents of several cases in one go: which ones, one job a document, one fact a case."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from caseapp.casework.case_views import document_row, save_document
from caseapp.casework.casefile import CaseFile, load_case
from caseapp.casework.office import Done, Office, Refused
from caseapp.casework.paper.printers import Paper, PrintOptions, send_to_lp
from caseapp.casework.paper.printing import (
    PrintJob,
    Sent,
    check_options,
    owed_documents,
    print_jobs,
    record_printed,
    send_all,
)
from caseapp.store.rows import DocumentRow

MOST = 200
"""Cases of one batch: their documents are held in memory, and a printer is watched over."""
KINDS: Mapping[str, str] = {"owed": "还没有打印过的文书", "reply": "答复书", "all": "全部文书（已作废的除外）"}


@dataclass(frozen=True, slots=True)
class BatchLine:
    """The documents of one case that would be printed, none in a case that has none of the kind."""

    case_id: int
    number: str
    applicant: str
    document_ids: tuple[int, ...]
    titles: tuple[str, ...]
    pages: int


def batch_lines(office: Office, case_ids: Sequence[int], kind: str, today: date) -> list[BatchLine]:
    """Return what would be printed of some cases, in their order.

    Args:
        office: the open record.
        case_ids: the cases.
        kind: key of KINDS.
        today: the day.

    Raises:
        Refused: more than MOST cases, or no such kind.
    """
    if len(case_ids) > MOST:
        raise Refused(f"一次最多打印 {MOST} 件申请的文书，现在选了 {len(case_ids):,} 件，请分几次打印。")
    if kind not in KINDS:
        raise Refused(f"可以成批打印的有：{'、'.join(KINDS.values())}。")
    lines = []
    for case_id in case_ids:
        case = load_case(office, case_id, today)
        found = _documents(case, kind)
        titles = tuple(document.title for document in found)
        ids, pages = tuple(document.id for document in found), sum(document.pages for document in found)
        lines.append(BatchLine(case_id, case.row.number, case.row.applicant, ids, titles, pages))
    return lines


def _documents(case: CaseFile, kind: str) -> Sequence[DocumentRow]:
    if kind == "owed":
        return owed_documents(case)
    if kind == "reply":
        return [case.reply] if case.reply else []
    return [document for document in case.documents if not document.voided]


def batch_jobs(office: Office, lines: Sequence[BatchLine], today: date) -> tuple[PrintJob, ...]:
    """Return the documents of a batch as jobs, case by case.

    Raises:
        Refused: none of the cases has a document of the kind.
    """
    jobs = [
        job for line in lines if line.document_ids for job in print_jobs(office, line.case_id, line.document_ids, today)
    ]
    if not jobs:
        raise Refused("所选的申请没有这样的文书，没有打印。")
    return tuple(jobs)


def save_batch(office: Office, lines: Sequence[BatchLine], folder: Path) -> int:
    """Write the documents of a batch into a folder, to print them elsewhere, and return how many there are.

    Raises:
        Refused: the place is no folder, or there is nothing to write. OSError: a file cannot be written.
    """
    if not folder.is_dir():
        raise Refused(f"“{folder}”不是文件夹，没有保存，请另选一个。")
    rows = [(line.number, document_row(office, key)) for line in lines for key in line.document_ids]
    if not rows:
        raise Refused("所选的申请没有这样的文书，没有保存。")
    for number, row in rows:
        save_document(office, row.id, folder / f"{number} {row.id} {row.title}.pdf")
    return len(rows)


def record_batch(office: Office, sent: Sent, today: date, options: PrintOptions) -> Done:
    """Record what the queue took: one fact for each case; what was not taken is not recorded."""
    by_case: dict[int, list[int]] = {}
    for job, _ in sent.jobs:
        by_case.setdefault(job.case_id, []).append(job.document_id)
    changed: frozenset[str] = frozenset()
    for case_id, document_ids in by_case.items():
        changed |= record_printed(office, case_id, document_ids, today, options).changed
    return Done(0, changed)


def print_batch(
    office: Office,
    case_ids: Sequence[int],
    kind: str,
    options: PrintOptions,
    today: date,
    send: Callable[[bytes, str, PrintOptions, Paper], str] = send_to_lp,
) -> Sent:
    """Print the documents of some cases through ``lp`` and record them.

    Raises:
        Refused: nothing was printed. What was sent before a later refusal is recorded; ``refusal`` tells the rest.
    """
    jobs = batch_jobs(office, batch_lines(office, case_ids, kind, today), today)
    options = check_options(jobs, options)
    sent = send_all(jobs, options, send)
    if not sent.jobs:
        raise Refused(sent.refusal)
    record_batch(office, sent, today, options)
    return sent
