from __future__ import annotations

import random

import pytest
from sqlcipher3 import dbapi2 as driver

from caseapp.store.backup import verify
from caseapp.store.rows import CalendarRow, CaseRow, PersonRow, ReviewRow
from store.store_rows import fact


@pytest.fixture
def full(worked, at):
    """A record with something in every journalled table."""
    with worked.change("设置", "张敏", at) as change:
        change.add_cases((CaseRow(number=f"2020-{n:03}", imported=True), [fact(0, "imported")]) for n in range(4))
        change.put_person(PersonRow(0, "张敏"))
        change.put_calendar(CalendarRow(2021, "国办发明电〔2020〕27号", None, {"2021-01-01": "rest"}))
        change.save_review(ReviewRow(0, 1, "年鉴", {}, {}, "公开", "", "2024", "00"))
    with worked.change("修改登记", "张敏", at) as change:
        change.update_case(worked.case(3))
    worked.close()
    return worked.path


def alter(path, sql, *values):
    connection = driver.connect(str(path), isolation_level=None)
    assert connection.execute(sql, values).rowcount
    connection.close()


def test_a_whole_record_has_nothing_to_find(full):
    assert verify(full) == []


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("UPDATE cases SET applicant = '李程' WHERE id = 1", "申请 1 的内容与日志不符"),
        ("UPDATE cases SET applicant = '某某' WHERE id = 2", "批量导入的申请 2 至 5 的内容与日志不符"),
        ("UPDATE cases SET applicant = '某某' WHERE id = 3", "申请 3 的内容与日志不符"),
        ('UPDATE fact SET "on" = \'2021-02-28\' WHERE id = 1', "经过 1 的内容与日志不符"),
        ("UPDATE fact SET kind = 'received' WHERE id = 5", "批量导入的申请 2 至 5 的内容与日志不符"),
        ("DELETE FROM fact WHERE id = 6", "批量导入的申请 2 至 5 的内容与日志不符"),
        ("DELETE FROM fact WHERE id = 2", "经过 2 已不在记录中，日志里有它"),
        (
            "INSERT INTO fact SELECT 99, case_id, kind, \"on\", label, detail, recorded_at, recorded_by, NULL, '', NULL"
            " FROM fact WHERE id = 1",
            "经过 99 没有日志，来历不明",
        ),
        ("UPDATE document SET number = '济统依〔2021〕9号'", "文书 1 的内容与日志不符"),
        ("UPDATE document_pdf SET pdf = x'00'", "文书 1（政府信息公开申请答复书）的文件内容与校验值不符"),
        ("DELETE FROM document_pdf", "文书 1（政府信息公开申请答复书）的文件内容与校验值不符"),
        ("UPDATE attachment_data SET data = x'00'", "附件 1（答复书.pdf）的文件内容与校验值不符"),
        ("UPDATE attachment SET name = 'b.pdf'", "附件 1 的内容与日志不符"),
        ("UPDATE review SET conclusion = '不予公开'", "保密审查表 1 的内容与日志不符"),
        ("UPDATE person SET name = '王芳'", "人员 1 的内容与日志不符"),
        ("UPDATE calendar SET days = '{}'", "日历 2021 的内容与日志不符"),
        ("UPDATE setting SET value = '\"别的局\"'", "设置 机关名称 的内容与日志不符"),
        ("UPDATE counter SET value = 7", "编号 登记编号/2021 的内容与日志不符"),
        ("UPDATE journal SET who = '王芳' WHERE id = 2", "日志第 2 条与校验值不符"),
        ("UPDATE journal SET after = '{}' WHERE id = 2", "日志第 2 条与校验值不符"),
        ("UPDATE journal SET at = '2022' WHERE id = 12", "日志第 12 条与校验值不符"),
        ("DELETE FROM journal WHERE id = 3", "日志第 3 条缺失"),
        ("DELETE FROM journal WHERE id > 1", "没有日志，来历不明"),
        ("UPDATE fact SET case_id = 77 WHERE id = 1", "所指的内容缺失"),
        ('UPDATE fact SET "on" = \'二月\' WHERE id = 1', "已经损坏"),
    ],
)
def test_clumsy_editing_is_found(full, sql, words):
    alter(full, sql)
    assert any(words in finding for finding in verify(full)), verify(full)


def content(path):
    """Return everything stored, derived lines and drafts apart; None when it cannot be read."""
    connection = driver.connect(str(path), isolation_level=None)
    try:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            name: connection.execute(f'SELECT * FROM "{name}"').fetchall()
            for name in tables
            if name not in ("case_index", "draft", "schema_migration")
        }
    except driver.Error:
        return None
    finally:
        connection.close()


def test_one_altered_byte_is_found_wherever_it_changes_anything(full, tmp_path):
    whole, data = content(full), full.read_bytes()
    copy = tmp_path / "copy.db"
    places = random.Random(20210301).sample([place for place, byte in enumerate(data) if byte], 150)
    found = 0
    for place in places:
        copy.write_bytes(data[:place] + bytes([data[place] ^ 0x15]) + data[place + 1 :])
        if verify(copy):
            found += 1
        else:
            assert content(copy) == whole, f"byte {place} changed the record and was not found"
    assert found > 75


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.999])
def test_a_truncated_copy_is_found(full, tmp_path, part):
    copy = tmp_path / "copy.db"
    data = full.read_bytes()
    copy.write_bytes(data[: int(len(data) * part)])
    assert verify(copy)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda path: None, "找不到"),
        (lambda path: path.write_text("登记编号,申请人\n"), "不是本程序的办件记录"),
        (lambda path: driver.connect(str(path)).execute("CREATE TABLE music (title)"), "不是本程序的办件记录"),
    ],
)
def test_a_foreign_file_is_found(tmp_path, make, words):
    path = tmp_path / "foreign.db"
    make(path)
    assert words in verify(path)[0]
