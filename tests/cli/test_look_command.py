"""caseapp look FILE: what is found in a file before it is disclosed; no record is opened or made."""

from __future__ import annotations

import json

import pytest

from caseapp.cli.main import main
from material.made_files import IDS, MOBILE, pdf


@pytest.fixture
def run(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("CASEAPP_RECORD", str(tmp_path / "office.caseapp"))

    def run(name, data, *more):
        (tmp_path / name).write_bytes(data)
        status = main(["look", str(tmp_path / name), *more])
        said = capsys.readouterr()
        assert [path.name for path in tmp_path.iterdir()] == [name]
        return status, said.out, said.err

    return run


def test_hits_notes_and_the_sum_are_said(run):
    status, out, err = run("a.pdf", pdf([f"身份证号{IDS[0]}"], [], picture_on=2))
    assert (status, err) == (0, "")
    assert out.splitlines() == [
        f"第1页　身份证号　{IDS[0]}　身份证号{IDS[0]}",
        "注意：第2页是图片，程序看不到文字，请人工查看。",
        "共找到：身份证号1处。",
        "程序只查找，是否公开、是否遮盖由审查人员决定。",
    ]


def test_a_file_with_nothing_in_it_is_said_to_have_nothing(run):
    assert run("a.csv", "指标,数值\n单位数,2138\n".encode())[1].splitlines()[0] == "没有找到需要留意的内容。"


def test_json_gives_every_hit_with_its_id_and_place(run):
    out = run("a.csv", f"姓名,电话\n张明,{MOBILE}\n".encode(), "--json")[1]
    found = json.loads(out)
    assert found["summary"] == {"手机号": 1, "个人姓名": 1}
    assert [(hit["kind"], hit["text"], hit["place"], hit["page"]) for hit in found["hits"]] == [
        ("个人姓名", "张明", "第2行第1列", 0),
        ("手机号", MOBILE, "第2行第2列", 0),
    ]
    assert len({hit["id"] for hit in found["hits"]}) == 2


@pytest.mark.parametrize(
    ("name", "data", "words"), [("a.pdf", b"%PDF-1.7", "不完整"), ("a.xls", b"\xd0\xcf\x11\xe0", "旧版 Office")]
)
def test_a_file_it_cannot_look_into_is_refused_in_one_sentence(run, name, data, words):
    status, out, err = run(name, data)
    assert (status, out, err.count("\n")) == (1, "", 1)
    assert words in err
