"""Printing the documents of a case: what it still owes, one job a document, and the fact that it was done."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from caseapp.casework.case_views import document_row, save_document
from caseapp.casework.casefile import CaseFile, load_case
from caseapp.casework.office import Done, Office, Refused
from caseapp.casework.paper.pdfium import PDFIUM
from caseapp.casework.paper.printers import A4, Paper, PrintOptions, checked, send_to_lp
from caseapp.casework.texts import clean
from caseapp.casework.working import working

if TYPE_CHECKING:
    from caseapp.documents.pictures import Strip as Strip
    from caseapp.store.rows import DocumentRow


@dataclass(frozen=True, slots=True)
class PrintJob:
    """One file to print.

    Attributes:
        document_id: the frozen document, 0 for a page not kept in the record.
        title: as the queue and the printer's panel show it: no name of an applicant.
        words: the document's title, as told to the handler.
        case_id: the case it is of, 0 for a page not kept in the record.
    """

    document_id: int
    title: str
    words: str
    pdf: bytes
    pages: int
    paper: Paper = A4
    case_id: int = 0


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of some jobs.

    Attributes:
        jobs: those the queue took, with the id it gave each.
        refusal: why the rest was not taken, "" when all were.
    """

    jobs: tuple[tuple[PrintJob, str], ...]
    refusal: str

    @property
    def document_ids(self) -> tuple[int, ...]:
        """The documents handed over."""
        return tuple(job.document_id for job, _ in self.jobs if job.document_id)

    @property
    def queue_ids(self) -> tuple[str, ...]:
        """The ids the queue gave."""
        return tuple(queue_id for _, queue_id in self.jobs if queue_id)


@dataclass(frozen=True, slots=True)
class Printed:
    """A verb of printing done: the fact recorded (None when nothing was sent) and what was sent."""

    done: Done | None
    sent: Sent


def owed_documents(case: CaseFile) -> tuple[DocumentRow, ...]:
    """Return the frozen documents that stand and were never printed whole."""
    printed = {
        int(document)
        for fact in case.facts
        if fact.kind == "printed" and not fact.detail.get("envelope") and not fact.detail.get("pages")
        for document in fact.detail.get("documents", ())
    }
    return tuple(d for d in case.documents if not d.voided and d.id not in printed)


def print_jobs(office: Office, case_id: int, document_ids: Sequence[int], today: date) -> tuple[PrintJob, ...]:
    """Return documents of a case as jobs, in the order asked for.

    Raises:
        Refused: none was chosen, or one is not of this case.
    """
    case = load_case(office, case_id, today)
    known = {document.id: document for document in case.documents}
    if not document_ids:
        raise Refused("还没有选择要打印的文书，请至少选一份。")
    found = []
    for document_id in dict.fromkeys(document_ids):
        document = known.get(document_id)
        if document is None:
            raise Refused(f"本件没有编号为 {document_id} 的文书，请核对。")
        pdf = office.record.document_pdf(document_id)
        title = f"{case.row.number} {document.title}"
        found.append(PrintJob(document_id, title, document.title, pdf, document.pages, case_id=case_id))
    return tuple(found)


def check_options(jobs: Sequence[PrintJob], options: PrintOptions) -> PrintOptions:
    """Return the options checked against the jobs.

    Raises:
        Refused: in one sentence.
    """
    return checked(options, jobs[0].pages if len(jobs) == 1 else None)


def send_all(
    jobs: Sequence[PrintJob],
    options: PrintOptions,
    send: Callable[[bytes, str, PrintOptions, Paper], str] = send_to_lp,
) -> Sent:
    """Hand over one job after another, stopping at the first the printer does not take.

    Args:
        jobs: what to print.
        options: checked ones.
        send: hands over one file and returns the queue's id of it, "" where there is none.
    """
    sent: list[tuple[PrintJob, str]] = []
    for at, job in enumerate(jobs):
        try:
            sent.append((job, send(job.pdf, job.title, options, job.paper)))
        except Refused as refusal:
            return Sent(tuple(sent), _partly(jobs, at, refusal.sentence))
    return Sent(tuple(sent), "")


def _partly(jobs: Sequence[PrintJob], at: int, sentence: str) -> str:
    """Return a refusal with what was sent before it and what was not."""
    if at == 0:
        return sentence
    gone, left = ("、".join(f"“{job.words}”" for job in part) for part in (jobs[:at], jobs[at:]))
    return f"{sentence.rstrip('。')}；已送打印并已登记的有{gone}，没有打印的有{left}。"


def record_printed(
    office: Office,
    case_id: int,
    document_ids: Sequence[int],
    today: date,
    options: PrintOptions,
    *,
    envelope: str = "",
    receiver: str = "",
) -> Done:
    """Record that documents, or the envelope of one, went to a printer; allowed at any time, moves no clock or stage.

    Args:
        office: the open record.
        case_id: the case.
        document_ids: the documents printed; for an envelope the letter it carries, if any.
        today: the day.
        options: how they were printed.
        envelope: DL, C5 or A4 for an envelope or address sheet, "" for documents.
        receiver: whom the envelope is addressed to.

    Raises:
        Refused: a document is not of this case, or nothing was printed.
    """
    with working(office, case_id, "", "登记打印信封" if envelope else "登记打印", today) as work:
        known = {document.id: document for document in work.case.documents}
        if any(document_id not in known for document_id in document_ids):
            raise Refused("打印的文书不在本件中，没有登记打印。")
        if not document_ids and not envelope:
            raise Refused("没有打印任何文书，没有登记打印。")
        detail = {
            "documents": list(document_ids),
            "titles": [known[document_id].title for document_id in document_ids],
            "printer": clean(options.printer, "打印机", 200),
            "copies": options.copies,
            "pages": options.pages,
        }
        if envelope:
            detail |= {"envelope": envelope, "receiver": clean(receiver, "收件人", 100)}
        only = document_ids[0] if len(document_ids) == 1 else None
        work.add_fact("printed", today, detail, document_id=only)
    return work.done()


def print_sheet_job(pdf: bytes, pages: int, title: str) -> PrintJob:
    """Return a page that is not kept in the record as a job; its printing is no fact."""
    return PrintJob(0, title, title, pdf, pages)


def page_total(pdf: bytes) -> int:
    """Return the number of pages of a PDF."""
    from caseapp.documents.pictures import page_count

    with PDFIUM:
        return page_count(pdf)


def picture_strips(pdf: bytes, page: int, dpi: int) -> Iterator[Strip]:
    """Return a page as pictures, strip by strip, for a printer that takes no PDF; pages count from 0."""
    from caseapp.documents.pictures import page_strips

    strips = page_strips(pdf, page, dpi)
    try:
        while True:
            with PDFIUM:
                strip = next(strips, None)
            if strip is None:
                return
            yield strip
    finally:
        with PDFIUM:
            strips.close()


def print_documents(
    office: Office, case_id: int, document_ids: Sequence[int], options: PrintOptions, today: date
) -> Printed:
    """Print documents of a case through ``lp`` and record one fact for all the queue took.

    Raises:
        Refused: nothing was printed. What was sent before a later refusal is recorded; ``sent.refusal`` tells the rest.
    """
    jobs = print_jobs(office, case_id, document_ids, today)
    options = check_options(jobs, options)
    sent = send_all(jobs, options)
    if not sent.jobs:
        raise Refused(sent.refusal)
    return Printed(record_printed(office, case_id, sent.document_ids, today, options), sent)


def save_documents(office: Office, document_ids: Sequence[int], place: Path, number: str) -> tuple[Path, ...]:
    """Write the frozen PDFs of documents, to print them elsewhere: one to the file named, several into a folder.

    Raises:
        Refused: the place is no file, or no folder. OSError: a file cannot be written.
    """
    if len(document_ids) == 1:
        return (save_document(office, document_ids[0], place),)
    if not place.is_dir():
        raise Refused(f"“{place}”不是文件夹，没有保存，请另选一个。")
    rows = [document_row(office, document_id) for document_id in document_ids]
    return tuple(save_document(office, row.id, place / f"{number} {row.id} {row.title}.pdf") for row in rows)
