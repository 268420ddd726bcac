"""Opens the record and runs the command asked for."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from caseapp import resources
from caseapp.casework.ledger.reindex import keep_index_current
from caseapp.casework.office import Office, RecordTrouble
from caseapp.casework.places import make_folder, record_path
from caseapp.casework.upkeep import backups
from caseapp.casework.upkeep.clockguard import refuse_set_back, set_back
from caseapp.cli import (
    annual_commands,
    bundle_commands,
    calendar_commands,
    case_commands,
    checklist_commands,
    choose_commands,
    export_commands,
    fact_commands,
    import_commands,
    look_commands,
    material_commands,
    print_commands,
    publication_commands,
    record_commands,
    registration_commands,
    review_commands,
    template_commands,
    update_commands,
    year_commands,
)
from caseapp.cli.common import now
from caseapp.cli.parser import build_parser
from caseapp.law.facts import parse_day

_WITHOUT_RECORD: dict[str, Callable[[argparse.Namespace, date], int]] = {
    "sample": record_commands.sample,
    "doctor": record_commands.doctor,
    "look": look_commands.look,
    "restore": record_commands.restore,
    "verify": record_commands.verify,
    "disclosure": material_commands.disclosure,
    "mask": material_commands.mask,
}
_ON_RECORD: dict[str, Callable[[Office, argparse.Namespace, date], int]] = {
    "office": record_commands.office_profile,
    "register": case_commands.register,
    "amend": registration_commands.amend,
    "split": registration_commands.split,
    "undo": registration_commands.undo,
    "show": case_commands.show,
    "list": case_commands.list_cases,
    "applicant": publication_commands.applicant,
    "publications": publication_commands.publications_command,
    "fact": fact_commands.fact,
    "choose": choose_commands.choose,
    "attach": case_commands.attach_file,
    "review": review_commands.review,
    "letter": case_commands.letter,
    "blank": print_commands.blank,
    "print": print_commands.print_,
    "envelope": print_commands.envelope,
    "bundle": bundle_commands.bundle,
    "serve": case_commands.serve,
    "archive": case_commands.archive,
    "import": import_commands.import_file,
    "export": export_commands.export_file,
    "ics": record_commands.export_ics,
    "annual": annual_commands.annual,
    "year": year_commands.year,
    "update": update_commands.update,
    "calendar": calendar_commands.calendar,
    "template": template_commands.template,
    "checklist": checklist_commands.checklist,
    "backup": record_commands.backup,
}
# With these the day is written down; the others only read, or write no day.
_DATED = frozenset(
    {"register", "fact", "choose", "attach", "review", "letter", "print", "serve", "archive", "import", "calendar"}
    | {"amend", "split", "undo", "year", "update"}
)
_MAY_CREATE = frozenset({"office", "register", "import"})


def run(argv: Sequence[str]) -> int:
    """Parse and run one command."""
    options = build_parser(resources.load_outcomes()).parse_args(argv)
    today = parse_day(options.today) if options.today else date.today()
    if options.command in _WITHOUT_RECORD:
        return _WITHOUT_RECORD[options.command](options, today)
    if options.command == "print" and options.printers:
        return print_commands.list_printers(options, today)
    path = record_path(options.record)
    if _writes(options) or options.command in _MAY_CREATE:
        backups.refuse_kept_copy(path)
    create = options.command in _MAY_CREATE and not Office.is_there(path)
    if create:
        make_folder(path.parent)
    office = Office.open(path, who=os.environ.get("CASEAPP_USER", ""), now=now, create=create)
    try:
        if not options.today:
            if _writes(options):
                refuse_set_back(office, today)
            elif doubt := set_back(office, today):
                print(f"注意：{doubt}", file=sys.stderr)
        keep_index_current(office, today)
        head = office.record.journal_head()
        status = _ON_RECORD[options.command](office, options, today)
        if office.record.journal_head() != head:
            _keep_copy(office)
        return status
    finally:
        office.close()


def _writes(options: argparse.Namespace) -> bool:
    """Tell whether a command may write with today's date."""
    trial = getattr(options, "dry_run", False) or not getattr(options, "decide", True)
    return options.command in _DATED and not trial and getattr(options, "action", "import") == "import"


def _keep_copy(office: Office) -> None:
    """Keep a copy of what changed; failing to is said, but what the command did stands."""
    try:
        backups.keep_copy(office, apart=timedelta(hours=1))
    except RecordTrouble as error:
        print(f"已办理，但没有留下备份：{error}", file=sys.stderr)
