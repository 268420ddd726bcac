from __future__ import annotations

import pytest
from playhouse.migrations import Runner
from playhouse.schema_diff import diff_models

from caseapp.store import migrating
from caseapp.store.backup import restore, verify
from caseapp.store.engine import RecordDatabase, create_file
from caseapp.store.models import TABLES
from caseapp.store.record import Record

LATER = """
from peewee import TextField

def up(migrator, db):
    migrator.migrate(migrator.add_column("cases", "keywords", TextField(default="")))
"""


@pytest.fixture
def bare(tmp_path):
    path = tmp_path / "bare.db"
    create_file(path)
    database = RecordDatabase(path)
    database.connect()
    yield database
    database.close()


def schema(database):
    sql = (
        "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE '%schema_migration%' "
        "AND name NOT LIKE 'case_words%' ORDER BY 1, 2"
    )
    return database.lines(sql)


def check_0001_first_record(database):
    assert {name for kind, name, _ in schema(database) if kind == "table"} == {
        "attachment",
        "attachment_data",
        "calendar",
        "case_index",
        "cases",
        "counter",
        "document",
        "document_pdf",
        "draft",
        "fact",
        "journal",
        "person",
        "review",
        "setting",
    }


def check_0002_facts_of_later_versions(database):
    check_0001_first_record(database)
    assert migrating.version_of(migrating.applied(database)) == 2


def check_0003_facts_with_letters(database):
    check_0001_first_record(database)
    assert migrating.version_of(migrating.applied(database)) == 3


def check_0004_material_reviewed_one_by_one(database):
    check_0001_first_record(database)
    assert migrating.version_of(migrating.applied(database)) == 4
    assert {"masked_from", "masks", "looked"} <= {column.name for column in database.get_columns("attachment")}
    assert "attachment_id" in {column.name for column in database.get_columns("review")}


def check_0005_words_of_cases(database):
    check_0001_first_record(database)
    assert migrating.version_of(migrating.applied(database)) == 5
    assert database.execute_sql("SELECT COUNT(*) FROM case_words").fetchone() == (0,)


def check_0006_parties_of_a_request(database):
    check_0001_first_record(database)
    assert migrating.version_of(migrating.applied(database)) == 6
    columns = {column.name for column in database.get_columns("cases")}
    assert {"region", "agent_id", "agent_phone", "mandate", "joint"} <= columns


def check_0007_answers_in_disputes(database):
    check_0001_first_record(database)
    assert migrating.version_of(migrating.applied(database)) == 7


@pytest.mark.parametrize("name", migrating.known())
def test_every_migration_has_a_check_and_passes_it(bare, name):
    check = globals().get(f"check_{name}")
    assert check, f"write check_{name} in this file"
    Runner(bare, str(migrating.FOLDER)).up(name)
    check(bare)


def tables_of(database):
    """Columns by table as SQLite knows them: name -> type, not null, default, key; and the foreign keys."""
    names = [name for kind, name, _ in schema(database) if kind == "table"]
    described = {}
    for name in names:
        columns = {row[1]: row[2:6] for row in database.execute_sql(f'PRAGMA table_info("{name}")')}
        foreign = sorted(row[2:5] for row in database.execute_sql(f'PRAGMA foreign_key_list("{name}")'))
        described[name] = (columns, foreign)
    return described


def test_models_and_migrations_agree(bare, tmp_path):
    assert migrating.migrate(bare) == 7
    assert not diff_models(bare, list(TABLES))
    create_file(tmp_path / "models.db")
    by_models = RecordDatabase(tmp_path / "models.db")
    by_models.connect()
    with by_models.bind_ctx(TABLES):
        by_models.create_tables(TABLES)
    assert tables_of(bare) == tables_of(by_models)
    indexes = {name for kind, name, _ in schema(bare) if kind == "index"}
    assert indexes == {name for kind, name, _ in schema(by_models) if kind == "index"}
    by_models.close()


def test_an_older_record_is_brought_up_to_date(worked, tmp_path, monkeypatch):
    worked.close()
    before = worked.path.read_bytes()
    folder = tmp_path / "migrations"
    folder.mkdir()
    for path in migrating.FOLDER.glob("[0-9]*.py"):
        (folder / path.name).write_text(path.read_text())
    (folder / "0009_keywords.py").write_text(LATER)
    monkeypatch.setattr(migrating, "FOLDER", folder)
    assert verify(worked.path) == []
    assert worked.path.read_bytes() == before
    restore(worked.path, tmp_path / "restored.db")
    with Record.open(worked.path) as record:
        assert record.schema_version == 9
        assert record.case(1).applicant == "李诚"
    monkeypatch.undo()
    assert "请安装新版程序" in verify(worked.path)[0]
