"""Verbs are tested by what they leave in the record; only tests/store waits for the disk as an office's record does."""

from __future__ import annotations

import pytest

from caseapp.store.engine import RecordDatabase

_connect = RecordDatabase._connect


def _quick(database):
    connection = _connect(database)
    connection.execute("PRAGMA synchronous = OFF")
    return connection


@pytest.fixture(autouse=True)
def no_waiting_for_the_disk(monkeypatch):
    monkeypatch.setattr(RecordDatabase, "_connect", _quick)
