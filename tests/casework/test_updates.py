"""An update carried on a stick: whole or refused, tried before it is stored, the office's own wording kept."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from caseapp import resources
from caseapp.casework.letters.own_templates import office_template, save_template, shipped_text
from caseapp.casework.office import Office, Refused
from caseapp.casework.upkeep.updates import (
    CALENDAR,
    CHECKLIST,
    LARGEST,
    TEMPLATE,
    Part,
    foresee_update,
    import_update,
    make_update,
    read_update,
)
from caseapp.cli.main import main
from caseapp.law.errors import LawRefusal
from casework.notices_2027 import CSV as LINES
from casework.offices import D, new_office, register

TODAY = D("2026-12-10")
CSV = "\n".join(LINES) + "\n"
THEIRS, OURS = "将依照条例规定的期限办理", "将按照条例规定的期限办理"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    opened = new_office(tmp_path / "office.caseapp", "2026-12-10")
    yield opened
    opened.close()


def receipt() -> str:
    text = shipped_text("receipt")
    assert THEIRS in text
    return text.replace(THEIRS, OURS)


PARTS = (Part(CALENDAR, "holidays_2027.csv", CSV), Part(TEMPLATE, "receipt", receipt()))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return make_update(tmp_path / "更新📦.caseupdate", PARTS, "2027 年放假安排", TODAY)


def test_an_update_is_tried_and_taken_in(office: Office, file: Path) -> None:
    register(office, "2026-12-10", arrived=TODAY)
    found = read_update(file)
    effects = foresee_update(office, found, TODAY)
    assert [(e.title, e.words, e.applies) for e in effects] == [
        ("放假安排", "导入 2027 年，1 件在办申请的期限改变", True),
        ("文书模板“政府信息公开申请接收回执”", "改用更新后的措辞", True),
    ]
    assert 2027 not in office.calendar.sources
    assert import_update(office, found, TODAY).changed >= {"settings"}
    office.reload_calendar()
    assert 2027 in office.calendar.sources
    assert OURS in office_template(office, "receipt").text
    with pytest.raises(Refused, match="都已经在用"):
        import_update(office, found, TODAY)


def test_the_offices_own_wording_is_not_replaced(office: Office, file: Path) -> None:
    own = shipped_text("receipt").replace(THEIRS, "将在法定期限内办理")
    save_template(office, "receipt", own, "本机关的写法")
    effects = foresee_update(office, read_update(file), TODAY)
    assert (effects[1].words, effects[1].applies) == ("本机关有自己的措辞（第 1 版），不替换", False)
    import_update(office, read_update(file), TODAY)
    assert "将在法定期限内办理" in office_template(office, "receipt").text


def test_a_byte_altered_anywhere_is_found(office: Office, file: Path) -> None:
    data = file.read_bytes()
    for place in range(30, len(data), max(1, len(data) // 60)):
        altered = bytearray(data)
        altered[place] ^= 0x01
        if json.loads(data) == _read(bytes(altered)):
            continue
        file.write_bytes(bytes(altered))
        with pytest.raises(Refused, match="没有导入"):
            read_update(file)


def _read(data: bytes) -> object:
    try:
        return json.loads(data)
    except ValueError:
        return None


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "不是更新文件，或者已经损坏"),
        (b"PK\x03\x04", "不是更新文件，或者已经损坏"),
        (b"[]", "不是更新文件"),
        (b'{"kind": "other"}', "不是更新文件"),
        (b'{"kind": "caseapp-update"}', "校验值不符"),
        (b"[" * 100_000, "不是更新文件，或者已经损坏"),
        (b" " * (LARGEST + 1), "太大"),
    ],
)
def test_what_is_no_update_gets_one_sentence(tmp_path: Path, data: bytes, said: str) -> None:
    path = tmp_path / "a.caseupdate"
    path.write_bytes(data)
    with pytest.raises(Refused, match=said):
        read_update(path)


def test_a_stick_pulled_out_gets_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="请检查路径和 U 盘"):
        read_update(tmp_path / "没有.caseupdate")


@pytest.mark.parametrize(
    "part",
    [
        Part(CALENDAR, "a.csv", "date,kind\n2027-13-01,rest\n"),
        Part(TEMPLATE, "receipt", "+++\n"),
        Part(CHECKLIST, "a.toml", "version = 1"),
        Part("program", "a.py", "print(1)"),
    ],
)
def test_one_bad_part_keeps_every_other_out(office: Office, tmp_path: Path, part: Part) -> None:
    path = make_update(tmp_path / "a.caseupdate", (*PARTS, part), "坏的", TODAY)
    head = office.record.journal_head()
    with pytest.raises((LawRefusal, ValueError)):
        import_update(office, read_update(path), TODAY)
    assert office.record.journal_head() == head


def test_it_is_made_and_taken_in_on_the_command_line(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "2027.csv").write_text(CSV, encoding="gb18030")
    where = ["--record", str(office.record.path), "--today", "2026-12-10"]
    office.close()
    argv = ["update", "make", str(tmp_path / "u.caseupdate"), "--calendar", str(tmp_path / "2027.csv")]
    assert main([*argv, "--note", "2027", *where]) == 0
    assert main(["update", "import", str(tmp_path / "u.caseupdate"), "--dry-run", *where]) == 0
    assert "已导入" not in capsys.readouterr().out
    assert main(["update", "import", str(tmp_path / "u.caseupdate"), *where]) == 0
    assert "已导入。" in capsys.readouterr().out
    assert resources.load_calendar().last_published == 2026
