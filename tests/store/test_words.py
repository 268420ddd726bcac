"""Any part of what a case is searched by is found, and nothing else; the first page without the rest."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caseapp.store import ledger, words
from caseapp.store.bulk import put_index
from caseapp.store.record import Record
from caseapp.store.rows import IndexFilter
from store.store_rows import line

ALPHABET = "粮食总产量统计局王喆𬱟䶮aB1-〔〕 %_"
DAY = date(2026, 11, 10)
TEXTS = st.lists(st.text(ALPHABET, max_size=12), min_size=1, max_size=8)


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    opened = Record.open(tmp_path_factory.mktemp("words") / "record.db", create=True)
    yield opened
    opened.close()


def fill(record, texts):
    database = record._database
    database.raw().execute("PRAGMA foreign_keys = OFF")  # index lines without their cases
    for table in ("case_index", "case_words"):
        database.raw().execute(f'DELETE FROM "{table}"')
    put_index(database, [line(n, search=text) for n, text in enumerate(texts, start=1)])


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXTS, st.text(ALPHABET, min_size=1, max_size=4))
def test_what_is_found_is_what_holds_the_words(record, texts, sought):
    fill(record, texts)
    terms = sought.split()
    wanted = [n for n, text in enumerate(texts, start=1) if all(term.lower() in text.lower() for term in terms)]
    assert sorted(record.index_ids(IndexFilter(text=sought))) == wanted
    assert record.index_counts(IndexFilter(text=sought), DAY, DAY).total == len(wanted)


def test_a_line_written_anew_is_found_by_its_new_words_alone(record):
    fill(record, ["粮食产量"])
    put_index(record._database, [line(1, search="棉花面积")])
    assert record.index_ids(IndexFilter(text="粮食")) == []
    assert record.index_ids(IndexFilter(text="棉花")) == [1]


def test_common_words_are_looked_for_line_by_line_until_a_page_is_full(record, monkeypatch):
    monkeypatch.setattr(ledger, "RARE", 3)
    monkeypatch.setattr(ledger, "FRONT", 4)
    fill(record, ["统计"] * 5 + ["别的"] * 4)
    for limit, descending, found in ((2, False, [1, 2]), (3, True, [5, 4, 3]), (9, False, [1, 2, 3, 4, 5])):
        assert record.index_ids(IndexFilter(text="统计"), "year", descending, limit) == found
    assert sorted(record.index_ids(IndexFilter(text="统计"))) == [1, 2, 3, 4, 5]
    assert words.hits(record._database, "统", 3) == 3
