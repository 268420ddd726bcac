"""One case's life on the command line, and the commands of the whole record."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from caseapp.cli.main import main

PROFILE = {
    "name": "济宁市统计局",
    "code_reply": "济统依复",
    "code_notice": "济统依告",
    "address": "某某路1号",
    "phone": "0537-0000000",
    "contact": "张敏",
    "reconsideration_organ": "济宁市人民政府",
    "court": "某某人民法院",
}


class Desk:
    """Runs commands against one record and hands back their JSON."""

    def __init__(self, record: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.record, self._capsys = record, capsys

    def __call__(self, *argv: str, today: str = "2026-11-02") -> dict:
        status = main([*argv, "--record", str(self.record), "--today", today, "--json"])
        said = self._capsys.readouterr()
        assert status == 0, said.err
        return json.loads(said.out)

    def refused(self, *argv: str, today: str = "2026-11-02") -> str:
        status = main([*argv, "--record", str(self.record), "--today", today])
        said = self._capsys.readouterr()
        assert status == 1
        assert said.err.count("\n") == 1
        return said.err


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv("CASEAPP_USER", "张敏")
    desk = Desk(tmp_path / "office.caseapp", capsys)
    desk("office", *(f"--set={key}={value}" for key, value in PROFILE.items()), "--person", "张敏")
    return desk


REGISTER = [
    "register",
    "--channel",
    "post",
    "--arrived",
    "2026-11-02",
    "--class",
    "person",
    "--applicant",
    "王喆",
    "--request",
    "2025年统计公报",
    "--address",
    "x",
]


def test_a_case_from_registration_to_archive(desk: Desk, tmp_path: Path) -> None:
    number = desk(*REGISTER)["number"]
    assert number == "2026-001"
    asked = desk(
        "fact",
        number,
        "clarification_sent:2026-11-04:10",
        "--unclear",
        "年份不明",
        "--item",
        "年份",
        today="2026-11-04",
    )
    assert asked["clock"]["state"] == "waiting_clarification"
    desk("fact", number, "clarification_received:2026-11-06", "--note", "2025年", today="2026-11-06")
    desk(
        "fact",
        number,
        "outcome_decided:2026-11-09",
        "--outcome",
        "provided",
        "--reason",
        "可以公开",
        today="2026-11-09",
    )
    material = tmp_path / "公报.txt"
    material.write_text("公报", encoding="utf-8")
    desk("attach", number, str(material), "--role", "material", "--not-secret", today="2026-11-09")
    desk(
        "review",
        number,
        "--material",
        "统计公报",
        "--default",
        "否",
        "--set",
        "K23=不涉及",
        "--set",
        "K24=是",
        "--conclusion",
        "公开",
        today="2026-11-09",
    )
    for role, name in (("handler", "张敏"), ("department", "刘"), ("reviewer", "孙"), ("deputy", "王")):
        desk("review", number, "--sign", role, "--name", name, "--on", "2026-11-09", today="2026-11-09")
    shown = desk(
        "letter",
        number,
        "--slot",
        "materials=统计公报",
        "--slot",
        "way=随本答复书邮寄纸质复印件",
        "--slot",
        "pages=3",
        "--preview",
        str(tmp_path / "draft.pdf"),
        today="2026-11-10",
    )
    assert shown["findings"] == []
    assert (tmp_path / "draft.pdf").read_bytes().startswith(b"%PDF")
    desk("letter", number, "--submit", today="2026-11-10")
    desk("letter", number, "--sign-off", "王立新", today="2026-11-10")
    assert desk("letter", number, "--finalise", today="2026-11-10")["reply_number"] == "济统依复〔2026〕1号"
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(b"%PDF-1.4 scan")
    desk("letter", number, "--sealed", str(scan), today="2026-11-10")
    served = desk("serve", number, "--way", "post", "--tracking", "XA1", today="2026-11-11")
    assert served["clock"]["on_time"] is True
    assert desk("archive", number, "--file-number", "G-1", today="2026-11-12")["next_step"] is None
    shown = desk("show", number)
    assert [d["title"] for d in shown["documents"] if d["number"]] == [
        "政府信息公开申请补正告知书",
        shown["documents"][3]["title"],
    ]
    assert desk("list", "--year", "2026")["total"] == 1
    assert desk("annual", "2026")["table3"]["3"][0] == 1
    assert len(desk("letter", number, "--out", str(tmp_path / "out"))["files"]) == 8
    assert desk("verify")["findings"] == []


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (["show", "2026-999"], "没有登记编号为“2026-999”的申请"),
        (["fact", "2026-001", "nonsense:2026-11-02"], "不认识的事实类型"),
        (["fact", "2026-001", "withdrawn:2026-11-03"], "将来的日期"),
        (["fact", "2026-001"], "请写明要登记的事实"),
        (["serve", "2026-001", "--way", "post", "--tracking", "1"], "没有定稿"),
        (["letter", "2026-001", "--submit"], "还没有判断办理结果"),
        (["attach", "2026-001", "/nonexistent/file.pdf", "--not-secret"], "读不到文件"),
        (["import", "/nonexistent/ledger.xlsx"], "ledger.xlsx"),
        (["annual", "1999"], "1999"),
        (["calendar", "import"], "请写明要导入"),
        (["office", "--set", "nothing=1"], "没有名为“nothing”的机关信息"),
        (["office", "--set", "nothing"], "名称=内容"),
    ],
)
def test_refusals_are_one_sentence_and_change_nothing(desk: Desk, argv: list[str], words: str) -> None:
    desk(*REGISTER)
    before = desk.record.read_bytes()
    assert words in desk.refused(*argv)
    assert desk.record.read_bytes() == before


def test_a_record_that_is_none_or_missing_is_refused(desk: Desk, tmp_path: Path) -> None:
    desk.record = tmp_path / "none.caseapp"
    assert "找不到办件记录" in desk.refused("list")
    desk.record.write_text("这不是数据库，只是一段文字。" * 100, encoding="utf-8")
    assert "不是本程序的办件记录" in desk.refused("list")


def test_backup_restore_and_verify(desk: Desk, tmp_path: Path) -> None:
    desk(*REGISTER)
    copy = tmp_path / "copy.caseapp"
    desk("backup", "--to", str(copy))
    desk(*REGISTER)
    assert desk("list")["total"] == 2
    desk("restore", str(copy))
    assert desk("list")["total"] == 1
    data = bytearray(copy.read_bytes())
    copy.write_bytes(data[: len(data) // 2])
    assert main(["verify", str(copy), "--json"]) == 1


def test_a_ledger_is_imported_dry_first(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "旧台账.csv"
    path.write_text(
        "登记编号,申请人,申请人类别,申请渠道,收到日期\nA-1,甲,自然人,当面,2026-10-08\n", encoding="utf-8-sig"
    )
    assert desk("import", str(path), "--dry-run")["count"] == 1
    assert desk("list")["total"] == 0
    assert desk("import", str(path))["count"] == 1
    assert desk("list")["total"] == 1


def test_the_annual_workbook_and_the_ledger_are_written(desk: Desk, tmp_path: Path) -> None:
    desk(*REGISTER)
    places = {option: str(tmp_path / f"annual.{option}") for option in ("out", "docx", "pdf")}
    told = desk("annual", "2026", *(word for option, place in places.items() for word in (f"--{option}", place)))
    assert told == desk("annual", "2026")
    Path(places["out"]).rename(tmp_path / "annual.xlsx")
    assert Path(places["docx"]).read_bytes()[:2] == b"PK"
    assert Path(places["pdf"]).read_bytes()[:4] == b"%PDF"
    desk("export", str(tmp_path / "ledger.xlsx"))
    assert (tmp_path / "annual.xlsx").stat().st_size > 5000
    assert (tmp_path / "ledger.xlsx").stat().st_size > 4000


def test_the_words_of_the_year_are_told_alone(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk(*REGISTER)
    assert main(["annual", "2026", "--paragraph", "--record", str(desk.record), "--today", "2026-11-02"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("2026 年济宁市统计局收到政府信息公开申请")
    assert "通过" not in said


def test_a_report_that_cannot_be_written_is_one_sentence(desk: Desk, tmp_path: Path) -> None:
    desk(*REGISTER)
    for option in ("--out", "--docx", "--pdf"):
        assert "不存在，请另选位置。" in desk.refused("annual", "2026", option, str(tmp_path / "nowhere" / "a"))


def test_calendar_list_and_check(desk: Desk) -> None:
    states = desk("calendar", "list")
    assert [s["state"] for s in states][-2:] == ["随程序提供", "未公布"]
    assert desk("calendar", "check", today="2026-11-23")["needs"]


def test_doctor_names_every_part(desk: Desk) -> None:
    parts = {part["name"]: part["ok"] for part in desk("doctor")}
    assert parts["文书字体"]
    assert parts["办件记录"]


def test_the_self_test_says_each_part_and_its_status(tmp_path: Path, capsys, monkeypatch) -> None:
    record = tmp_path / "none.caseapp"
    assert main(["doctor", "--self-test", "--record", str(record)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("依申请公开办件台 ")
    assert all(line.startswith("正常　") for line in lines[1:-1])
    assert lines[-1] == f"自检通过，共 {len(lines) - 2} 项。"
    assert not record.exists()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    assert main(["doctor", "--self-test", "--json"]) == 1
    (only,) = json.loads(capsys.readouterr().out)
    assert (only["name"], only["ok"]) == ("临时文件夹", False)


def test_no_command_loads_the_window(tmp_path: Path) -> None:
    code = (
        "import sys; from caseapp.cli.main import main; main(['sample', '--out', sys.argv[1]]);"
        "main(['annual', '2021', '--record', sys.argv[1] + '/sample-2021.caseapp']); main(['doctor', '--self-test']);"
        "sys.exit(any(name.startswith('PySide6') for name in sys.modules))"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "out")],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root writes everywhere")
def test_a_read_only_folder_is_one_sentence(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "locked"
    folder.mkdir()
    folder.chmod(0o500)
    desk.record = folder / "office.caseapp"
    assert "只读" in desk.refused("office", "--person", "张敏")


def test_a_case_tells_its_reckoning_and_writes_it_as_a_page(desk: Desk, tmp_path: Path, capsys) -> None:
    number = desk(*REGISTER)["number"]
    shown = desk("show", number, "--trace", "--statement", str(tmp_path / "说明.pdf"))
    assert [(s["date"], s["kind"], s["count"]) for s in shown["trace"][:2]] == [
        ("2026-11-02", "event", 0),
        ("2026-11-03", "counted", 1),
    ]
    assert (tmp_path / "说明.pdf").read_bytes().startswith(b"%PDF")
    assert shown["statement"]["pages"] == 2
    assert main(["show", number, "--trace", "--record", str(desk.record), "--today", "2026-11-02"]) == 0
    assert "2026-11-03 至 2026-11-30     20  计入；周末为休息日" in capsys.readouterr().out


def test_a_provisional_date_is_marked_in_words_too(desk: Desk, capsys) -> None:
    words = [part.replace("2026-11-02", "2026-12-07") for part in REGISTER]
    number = desk(*words, today="2026-12-07")["number"]
    for command in (["show", number], ["list"]):
        assert main([*command, "--record", str(desk.record), "--today", "2026-12-08"]) == 0
        assert "（暂定）" in capsys.readouterr().out
