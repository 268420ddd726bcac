from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

from caseapp.store.record import Record
from store.store_rows import NINE, fill


@pytest.fixture
def at():
    return NINE


_FRESH: list[bytes] = []
"""An empty record, made once in a run and copied after that."""


def fresh_record(path: Path) -> Record:
    """Open an empty record of its own."""
    if not _FRESH:
        Record.open(path, create=True).close()
        _FRESH.append(path.read_bytes())
    path.write_bytes(_FRESH[0])
    return Record.open(path)


@pytest.fixture
def new_record():
    return fresh_record


@pytest.fixture
def record(tmp_path):
    opened = fresh_record(tmp_path / "record.db")
    yield opened
    opened.close()


@pytest.fixture
def worked(record):
    """A record with one case, two facts, a letter, an attachment, a setting, a person and a counter."""
    fill(record)
    return record


@pytest.fixture
def ordinary_user_folder():
    """A folder of somebody whom file permissions bind, also when the tests run as root."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if os.geteuid() == 0:
            os.chown(folder, 65534, 65534)
        yield folder
        os.seteuid(os.getuid())
        folder.chmod(0o700)
