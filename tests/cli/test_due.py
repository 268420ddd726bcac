"""``caseapp due`` and ``caseapp fee`` as processes: right dates, one sentence for bad input, nothing heavy loaded."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

from caseapp.cli.main import main

VECTORS = Path(__file__).parents[1] / "data" / "deadline_vectors.csv"


def run(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str, str]:
    status = main(list(argv))
    said = capsys.readouterr()
    return status, said.out, said.err


@pytest.fixture(autouse=True)
def no_record(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CASEAPP_RECORD", str(tmp_path / "office.caseapp"))


def test_every_vector_with_20_and_with_20_plus_20_days(capsys: pytest.CaptureFixture[str]) -> None:
    with VECTORS.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            status, out, err = run(capsys, "due", "--received", row["received"], "--json")
            if row["received"] < "2019-05-15":
                assert status == 1
                assert out == ""
                assert "修订前的条例" in err
                continue
            data = json.loads(out)
            assert data["due"] == row["20wd"]
            assert data["provisional"] is False
            fact = f"extended:{row['7wd']}:20"
            assert (
                json.loads(run(capsys, "due", "--received", row["received"], "--fact", fact, "--json")[1])["due"]
                == (row["20wd+20wd"])
            )


@pytest.mark.parametrize("received", ["2026-12-03", "2026-12-04"])
def test_a_date_resting_on_an_unpublished_calendar_is_provisional(
    capsys: pytest.CaptureFixture[str], received: str
) -> None:
    assert json.loads(run(capsys, "due", "--received", received, "--json")[1])["provisional"] is True
    assert "（暂定）" in run(capsys, "due", "--received", received)[1]


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (["--received", "2026-13-01"], "无法识别"),
        (["--received", "2026-11-02", "--fact", "nonsense:2026-11-03"], "不认识的事实类型“nonsense”"),
        (["--received", "2026-11-02", "--fact", "served:2026-11-01"], "早于收到申请之日"),
        (["--received", "2026-11-02", "--fact", "extended:2026-11-03:21"], "1 至 20"),
        (
            ["--received", "2026-11-02", "--fact", "extended:2026-11-03:2", "--fact", "extended:2026-11-04:2"],
            "只能延长一次",
        ),
        (["--received", "2040-01-01"], "工作日历只覆盖"),
    ],
)
def test_bad_input_is_one_sentence_on_stderr_and_status_1(
    capsys: pytest.CaptureFixture[str], argv: list[str], words: str
) -> None:
    status, out, err = run(capsys, "due", *argv)
    assert status == 1
    assert out == ""
    assert words in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (["due"], "缺少 --received"),
        (["due", "--received"], "--received 后面缺少内容"),
        (["due", "--received", "2026-09-04", "--foo"], "不认识 --foo"),
        (["fee"], "要有其中一项：--items --pages"),
        (["fee", "--items", "1", "--pages", "2"], "--pages 不能与 --items 同时使用"),
        (["fee", "--items", "十"], "--items 的内容 '十' 不对"),
        (["nonsense"], "COMMAND 没有 'nonsense'，可以是 'due', "),
        (["list", "--json=3"], "--json 后面不带内容，多出 '3'"),
    ],
)
def test_wrong_usage_is_status_2_and_said_in_chinese(
    argv: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(argv)
    assert stopped.value.code == 2
    said = capsys.readouterr()
    assert said.out.startswith("用法：caseapp ")
    assert words in said.err


@pytest.mark.parametrize("argv", [["--help"], ["due", "--help"], ["register", "--help"]])
def test_help_speaks_chinese(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(argv)
    said = capsys.readouterr().out
    assert "用法：" in said
    assert said.count("选项:\n") == 1
    assert not [word for word in ("usage", "options", "arguments", "show this") if word in said]


def test_days_left_beside_the_record_are_read_and_named(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    days = {"2027-01-01": "休息日 元旦", "2027-01-04": "休息日 元旦"}
    plain = {"years": [{"year": 2027, "source": "x", "days": days}]}
    (tmp_path / "calendar.json").write_text(json.dumps(plain), encoding="utf-8")
    data = json.loads(run(capsys, "due", "--received", "2026-12-04", "--json")[1])
    assert data["due"] == "2027-01-05"
    assert data["provisional"] is False
    assert "calendar.json" in data["calendar"]


def test_a_broken_calendar_file_is_refused(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "calendar.json").write_text('{"years": [', encoding="utf-8")
    status, _, err = run(capsys, "due", "--received", "2026-12-04")
    assert status == 1
    assert "重新导入日历" in err


@pytest.mark.parametrize(
    ("argv", "yuan"), [(["--items", "41"], 4300), (["--pages", "109"], 880), (["--pages", "30"], 0)]
)
def test_fee(capsys: pytest.CaptureFixture[str], argv: list[str], yuan: int) -> None:
    assert json.loads(run(capsys, "fee", *argv, "--json")[1])["yuan"] == yuan


def test_the_calculator_loads_no_window_database_or_typesetter() -> None:
    command = [sys.executable, "-X", "importtime", "-m", "caseapp", "due", "--received", "2026-11-02"]
    loaded = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    names = {line.rpartition("|")[2].strip().split(".")[0] for line in loaded.splitlines()}
    assert "caseapp" in names
    assert not names & {"PySide6", "peewee", "reportlab", "openpyxl", "sqlcipher3", "pikepdf", "jinja2", "psycopg"}
