"""caseapp print and caseapp envelope: sent, recorded, refused in one sentence; envelopes to a file."""

from __future__ import annotations

import json

import pypdfium2
import pytest

from caseapp.cli.main import main
from documents.pdf_reading import MM, rules, text_of
from fake_cups import install


@pytest.fixture
def cups(tmp_path, monkeypatch):
    return install(tmp_path, monkeypatch)


@pytest.fixture
def run(tmp_path, capsys, monkeypatch, cups):
    monkeypatch.setenv("CASEAPP_USER", "张敏")
    monkeypatch.setenv("CASEAPP_RECORD", str(tmp_path / "office.caseapp"))

    def run(*argv):
        status = main([*argv, "--today", "2026-11-03"])
        said = capsys.readouterr()
        return status, said.out, said.err

    codes = ("code_reply=济统依复", "code_notice=济统依告")
    profile = ("name=济宁市统计局", "address=济宁市任城区某某路1号", "postcode=272100")
    status, _, wrong = run("office", *(f"--set={item}" for item in (*codes, *profile)), "--person", "张敏")
    assert status == 0, wrong
    return run


def registered(run, *more):
    status, out, wrong = run(
        "register", "--channel", "in_person", "--arrived", "2026-11-02", "--class", "person", "--applicant", "王喆",
        "--request", "2025年全市粮食产量。", "--json", *more,
    )
    assert status == 0, wrong
    return json.loads(out)["number"]


@pytest.fixture
def number(run):
    return registered(run, "--address", "济宁市某某街2号", "--postcode", "272000")


def documents(run, number):
    return [d["id"] for d in json.loads(run("show", number, "--json")[1])["documents"]]


def printed(run, number):
    return [f for f in json.loads(run("show", number, "--json")[1])["facts"] if f["kind"] == "printed"]


def test_the_printers_are_listed_without_a_record(run, cups):
    assert run("print", "--printers") == (0, "HP_M404（默认）\n办公室彩印\n", "")
    found = [{"name": "HP_M404", "default": True}, {"name": "办公室彩印", "default": False}]
    assert json.loads(run("print", "--printers", "--json")[1]) == found
    cups.set("printers", "")
    assert run("print", "--printers")[1].startswith("没有找到打印机")


def test_everything_owed_goes_to_the_usual_printer_and_then_nothing_is_owed(run, number, cups):
    ids = documents(run, number)
    status, out, _ = run("print", number, "--owed", "--duplex", "--json")
    assert (status, json.loads(out)["documents"], json.loads(out)["owed"]) == (0, ids, 0)
    assert len(cups.jobs()) == len(ids)
    assert "sides=two-sided-long-edge" in cups.jobs()[0]
    assert [f["detail"]["documents"] for f in printed(run, number)] == [ids]
    assert run("print", number, "--owed") == (1, "", f"{number} 没有待打印的文书。\n")


def test_one_document_with_its_options(run, number, cups):
    document = documents(run, number)[0]
    argv = ("--document", str(document), "--printer", "办公室彩印", "--copies", "2", "--pages", "1")
    status, out, _ = run("print", number, *argv)
    assert (status, out[:16]) == (0, "已送打印机“办公室彩印”：政府信")
    assert cups.jobs()[0][:6] == ["-d", "办公室彩印", "-n", "2", "-P", "1"]


@pytest.mark.parametrize(
    ("argv", "sentence"),
    [
        ((), "请用 --document 写明要打印的文书，或者用 --owed 打印全部待打印的文书。"),
        (("--owed", "--copies", "0"), "“份数”应当是 1 至 99。"),
        (("--document", "999"), "本件没有编号为 999 的文书，请核对。"),
        (("--owed", "--pages", "x"), "“页码范围”应当写成 1-2,4 这样的形式，全部打印的留空。"),
    ],
)
def test_a_refusal_is_one_sentence_and_nothing_is_printed(run, number, cups, argv, sentence):
    assert run("print", number, *argv) == (1, "", sentence + "\n")
    assert cups.jobs() == []
    assert printed(run, number) == []


def test_without_a_printer_or_a_usual_one_the_sentence_says_what_to_do(run, number, cups):
    cups.set("default", "no system default destination\n")
    assert run("print", number, "--owed")[2] == "系统没有设默认打印机，请用 --printer 选一台：HP_M404、办公室彩印。\n"
    cups.set("printers", "")
    assert run("print", number, "--owed")[2].startswith("没有找到打印机，请先在系统设置中添加")


def test_a_printer_gone_half_way_leaves_what_was_sent_recorded(run, number, cups):
    sent = run("fact", number, "clarification_sent:2026-11-03:15", "--unclear", "不明", "--item", "年份")
    assert sent[0] == 0, sent
    ids = documents(run, number)
    assert len(ids) == 2
    cups.refuse("lp: The printer or class does not exist.", after=1)
    status, out, wrong = run("print", number, "--owed")
    assert (status, wrong.count("\n")) == (1, 1)
    assert "已送打印机“HP_M404”" in out
    assert "没有打印的有“政府信息公开申请补正告知书”。" in wrong
    assert [f["detail"]["documents"] for f in printed(run, number)] == [ids[:1]]


@pytest.mark.parametrize(("size", "sides"), [("DL", (220, 110)), ("C5", (229, 162)), ("A4", (210, 297))])
def test_an_envelope_is_written_in_its_size(run, number, tmp_path, size, sides):
    place = tmp_path / "信封.pdf"
    assert run("envelope", number, "--size", size, "--out", str(place)) == (0, f"已另存为 {place}\n", "")
    page = pypdfium2.PdfDocument(str(place))[0]
    assert [side / MM for side in page.get_size()] == pytest.approx(sides, abs=0.1)
    text = text_of(place.read_bytes())
    assert "王喆" in text
    assert "济宁市某某街2号" in text
    assert "济宁市任城区某某路1号" in text


def test_what_is_given_stands_in_for_what_was_registered(run, number, tmp_path):
    place = tmp_path / "信封.pdf"
    argv = ("--name", "李四", "--address", "某市某路9号", "--postcode", "100000", "--boxes", "--out", str(place))
    assert run("envelope", number, "--size", "DL", *argv)[0] == 0
    assert "某市某路9号李四收" in text_of(place.read_bytes())
    assert len(rules(place.read_bytes())) == 24


@pytest.mark.parametrize(
    ("argv", "sentence"),
    [
        ((), "“收件地址”没有填写，登记时没有留下地址的请在这里补填，或者改用其他方式送达。"),
        (("--address", "某路1号", "--name", ""), "“收件人”没有填写。"),
        (("--address", "某路1号", "--postcode", "12345"), "“邮政编码”应当是 6 位数字，不清楚的可以留空手写。"),
        (("--address", "某路1号", "--document", "99"), "本件没有编号为 99 的文书，请核对。"),
    ],
)
def test_an_envelope_that_lacks_something_is_refused_and_not_written(run, tmp_path, argv, sentence):
    place = tmp_path / "信封.pdf"
    found = run("envelope", registered(run), "--size", "DL", "--out", str(place), *argv)
    assert found == (1, "", sentence + "\n")
    assert not place.exists()
