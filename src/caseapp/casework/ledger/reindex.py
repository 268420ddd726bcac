"""Rebuilds the derived index whole when program or rules are not those it was made with."""

from __future__ import annotations

import hashlib
from datetime import date

from caseapp import __version__, resources
from caseapp.casework.ledger.caseindex import index_of
from caseapp.casework.ledger.lists import cases_of
from caseapp.casework.office import Office

_KEY = "index_made_with"
_BATCH = 500
_WORDS = b"words of cases, pairs, first letters, joint applicants and marks of phone, identity and address"


def made_with() -> str:
    """Return what an index made now depends on besides the facts: the program's version and its rule files."""
    digest = hashlib.sha256(_WORDS)
    for path in sorted((resources.root() / "rules").iterdir()):
        digest.update(path.read_bytes())
    return f"{__version__} {digest.hexdigest()[:16]}"


def keep_index_current(office: Office, today: date) -> int:
    """Rebuild the index when it was made with other rules, and return how many cases were derived anew.

    Raises:
        StoreError: the record cannot be written; the old index stays.
    """
    wanted = made_with()
    if office.record.setting(_KEY) == wanted:
        return 0
    ids = office.record.case_ids()
    with office.record.change("重建索引", office.who, office.now()) as change:
        for start in range(0, len(ids), _BATCH):
            batch = ids[start : start + _BATCH]
            change.put_index_many(index_of(office, c) for c in cases_of(office, batch, today) if not c.voided)
        change.set_setting(_KEY, wanted)
    return len(ids)
