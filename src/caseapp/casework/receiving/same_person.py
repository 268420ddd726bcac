"""Finds the cases of one phone, identity number or address by marks kept in the case index, whoever asked.

A mark is eight characters of the private area of Unicode made from a digest, beside the words the search box looks
through: nobody can type one, so a search for a district does not bring everybody who lives there.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

from caseapp.casework.office import Office
from caseapp.law.addresses import place_of, same_place
from caseapp.store.rows import CaseRow, IndexFilter, IndexRow

PHONE, IDENTITY, ADDRESS = "同一电话", "同一证件", "同一地址"
_PRIVATE = 0xE000
_PHONE = re.compile(r"\+?\d[\d\-() ]{5,}\d")
_LEAST_ID = 6
_LOOKED_AT = 400


def marks_of(row: CaseRow) -> str:
    """Return the marks of a case, for `search` of its index line."""
    found = [*_phones(row.phone), *_phones(row.agent_phone), _identity(row.id_number), _address(row.whole_address)]
    return " ".join(dict.fromkeys(mark for mark in found if mark))


def alike_cases(
    office: Office, *, phone: str = "", id_number: str = "", address: str = "", but: str = ""
) -> list[tuple[IndexRow, tuple[str, ...]]]:
    """Return the cases that share a phone, an identity number or an address, newest first, each with what it shares.

    Args:
        office: the open record.
        phone: one or several numbers as typed.
        id_number: as typed.
        address: the whole posting address.
        but: an applicant whose cases are left out.
    """
    shared: dict[int, list[str]] = {}
    for what, marks in ((PHONE, _phones(phone)), (IDENTITY, [_identity(id_number)]), (ADDRESS, [_address(address)])):
        for mark in filter(None, marks):
            for key in office.record.index_ids(IndexFilter(text=mark), "number", descending=True, limit=_LOOKED_AT):
                shared.setdefault(key, []).append(what)
    own, rows = place_of(address), office.record.cases(shared)
    found = []
    for line in sorted(office.record.index_page(list(shared)), key=lambda line: line.case_id, reverse=True):
        same = dict.fromkeys(shared[line.case_id])
        if ADDRESS in same and not same_place(own, place_of(rows[line.case_id].whole_address)):
            del same[ADDRESS]
        if same and line.applicant != but:
            found.append((line, tuple(same)))
    return found


def one_each(found: list[tuple[IndexRow, tuple[str, ...]]]) -> list[tuple[IndexRow, tuple[str, ...]]]:
    """Return the newest case of each applicant."""
    newest: dict[str, tuple[IndexRow, tuple[str, ...]]] = {}
    for line, shared in found:
        newest.setdefault(line.applicant, (line, shared))
    return list(newest.values())


def _phones(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", text).replace("—", "-")
    numbers = [re.sub(r"\D", "", number) for number in _PHONE.findall(plain)]
    return [_mark("phone", re.sub(r"^86(?=1\d{10}$)", "", number)) for number in numbers if len(number) >= 7]


def _identity(text: str) -> str:
    plain = re.sub(r"[\s\-]", "", unicodedata.normalize("NFKC", text)).upper()
    return _mark("id", plain) if len(plain) >= _LEAST_ID else ""


def _address(text: str) -> str:
    rest = place_of(text).rest
    return _mark("address", rest) if rest else ""


def _mark(kind: str, value: str) -> str:
    digest = hashlib.blake2b(f"{kind}:{value}".encode("utf-8", "replace"), digest_size=8).digest()
    return "".join(chr(_PRIVATE + byte) for byte in digest)
