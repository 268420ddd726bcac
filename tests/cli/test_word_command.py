"""caseapp letter NUMBER --docx: the draft before 定稿, a refusal where there is nothing."""

from __future__ import annotations

import json

import pytest
from docx import Document

from caseapp.cli.main import main


@pytest.fixture
def run(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("CASEAPP_USER", "张敏")
    monkeypatch.setenv("CASEAPP_RECORD", str(tmp_path / "office.caseapp"))

    def run(*argv):
        status = main([*argv, "--today", "2026-11-03"])
        said = capsys.readouterr()
        return status, said.out + said.err

    status, said = run("office", "--set=name=济宁市统计局", "--set=code_reply=济统依复", "--person", "张敏")
    assert status == 0, said
    return run


@pytest.fixture
def number(run):
    status, said = run(
        "register", "--channel", "post", "--arrived", "2026-11-02", "--class", "person", "--applicant", "王喆",
        "--request", "2025年全市粮食产量。", "--json",
    )
    assert status == 0, said
    return json.loads(said)["number"]


def test_the_draft_is_written_as_word(run, number, tmp_path):
    assert run("fact", number, "outcome_decided:2026-11-03:provided", "--reason", "可以公开。")[0] == 0
    place = tmp_path / "草稿.docx"
    status, said = run("letter", number, "--slot", "materials=2025年粮食产量", "--docx", str(place))
    assert (status, said) == (0, f"已另存为 {place}\n")
    assert "2025年粮食产量" in "".join(p.text for p in Document(str(place)).paragraphs)


def test_a_case_without_an_outcome_is_refused_in_one_sentence_and_nothing_is_written(run, number, tmp_path):
    status, said = run("letter", number, "--docx", str(tmp_path / "草稿.docx"))
    assert (status, said.count("\n")) == (1, 1)
    assert "还没有判断办理结果" in said
    assert not (tmp_path / "草稿.docx").exists()
