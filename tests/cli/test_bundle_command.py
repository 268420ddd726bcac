"""caseapp bundle: what it would hold, written as .pdf and .zip, refused in one sentence."""

from __future__ import annotations

import json
import zipfile

import pytest

from caseapp.cli.main import main


@pytest.fixture
def run(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("CASEAPP_USER", "张敏")
    monkeypatch.setenv("CASEAPP_RECORD", str(tmp_path / "office.caseapp"))

    def run(*argv):
        status = main([*argv, "--today", "2026-11-03"])
        said = capsys.readouterr()
        return status, said.out, said.err

    status, _, wrong = run("office", "--set=name=济宁市统计局", "--person", "张敏")
    assert status == 0, wrong
    what = ("--applicant", "王喆", "--request", "2025年全市粮食产量。")
    status, _, wrong = run("register", "--channel", "in_person", "--arrived", "2026-11-02", "--class", "person", *what)
    assert status == 0, wrong
    return run


def test_without_a_file_it_lists_what_it_would_hold(run):
    status, out, _ = run("bundle", "2026-001")
    assert status == 0
    assert out.splitlines() == [
        "［√］document:1　政府信息公开申请接收回执　2026-11-03",
        "［√］reckoning　答复期限推算说明　2026-11-03",
    ]


def test_it_is_written_as_pdf_and_as_zip(run, tmp_path):
    status, out, _ = run("bundle", "2026-001", "--out", str(tmp_path / "证据.pdf"), "--json")
    assert status == 0
    assert json.loads(out) == {"file": str(tmp_path / "证据.pdf"), "pages": 4, "pieces": 2, "beside": []}
    status, out, _ = run("bundle", "2026-001", "--pieces", "document:1", "--out", str(tmp_path / "证据.zip"))
    assert (status, out) == (0, f"已写出 {tmp_path / '证据.zip'}：1 份材料，2 页（含目录）。\n")
    with zipfile.ZipFile(tmp_path / "证据.zip") as packed:
        assert packed.namelist() == ["全部材料（编页）.pdf", "01 政府信息公开申请接收回执.pdf", "校验值 SHA-256.txt"]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (("--out", "a.docx"), "案卷材料只能存成 .pdf 或者 .zip，请改文件名。"),
        (("--pieces", "document:9", "--out", "a.pdf"), "案卷中没有这样的材料：document:9，请刷新后重新选择。"),
    ],
    ids=["ending", "unknown piece"],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(run, tmp_path, monkeypatch, more, words):
    monkeypatch.chdir(tmp_path)
    status, _, wrong = run("bundle", "2026-001", *more)
    assert (status, wrong) == (1, words + "\n")
    assert not list(tmp_path.glob("a.*"))
