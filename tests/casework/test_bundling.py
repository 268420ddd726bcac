"""案卷材料: what goes in by itself, order and numbers, what goes beside, what a .zip holds (复议法48、54)."""

from __future__ import annotations

import io
import zipfile
from hashlib import sha256

import pikepdf
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from caseapp.casework import files
from caseapp.casework.casefile import load_case
from caseapp.casework.handling import consulting, correcting, procedure, service
from caseapp.casework.letters import replying
from caseapp.casework.office import Refused
from caseapp.casework.paper import bundling
from caseapp.casework.paper.bundling import EVIDENCE, FILE, left_out_words, make_bundle, offered, save_bundle
from caseapp.casework.receiving import intake
from casework.offices import D, finalise, new_office, register, to_sign_off
from documents.pdf_reading import text_of

DAY = D("2026-11-20")


def a_pdf(words="scan"):
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.drawString(80, 700, words)
    canvas.save()
    return out.getvalue()


def a_png():
    out = io.BytesIO()
    Image.new("RGB", (400, 600), "white").save(out, "PNG")
    return out.getvalue()


def attach(office, case_id, role, name, data):
    files.attach(office, case_id, role, name, data, DAY, not_secret=True)


@pytest.fixture
def office(tmp_path):
    office = new_office(tmp_path / "r.caseapp", "2026-11-20")
    yield office
    office.close()


@pytest.fixture
def answered(office):
    """A case with a letter on the way, a sealed reply served by post, and files of every kind."""
    case_id = register(office)
    attach(office, case_id, "application", "申请表.pdf", a_pdf())
    procedure.ask_clarification(office, case_id, D("2026-11-03"), "指标不明", ["所需指标"], 5, "", D("2026-11-03"))
    procedure.receive_clarification(office, case_id, D("2026-11-05"), "产值", D("2026-11-05"))
    attach(office, case_id, "material", "汇总表.csv", "指标,值\n".encode())
    to_sign_off(office, case_id, "already_public", "2026-11-10")
    finalise(office, case_id, "already_public", "2026-11-10")
    replying.attach_sealed(office, case_id, "盖章答复书.pdf", a_pdf("sealed"), D("2026-11-10"), D("2026-11-10"))
    service.serve(office, case_id, "post", D("2026-11-11"), D("2026-11-11"), tracking="XA00000000137")
    attach(office, case_id, "opinion", "意见.png", a_png())
    return case_id


def titles(found, *, chosen=True):
    return [each.piece.title for each in found if each.chosen is chosen]


def test_evidence_holds_the_sealed_letter_and_leaves_inner_forms_out(office, answered):
    found = offered(office, answered, EVIDENCE, DAY)
    assert titles(found) == [
        "政府信息公开申请接收回执",
        "申请表：申请表.pdf",
        "政府信息公开申请补正告知书",
        "意见回函：意见.png",
        "盖章件：政府信息公开申请答复书（已主动公开）",
        "公开件：汇总表.csv",
        "政府信息公开文书送达回证",
        "答复期限推算说明",
    ]
    left = {each.piece.title: each.note for each in found if not each.chosen}
    assert left == {
        "政府信息公开答复审批单": "内部流转用，一般不作为证据提交",
        "政府信息公开申请答复书（已主动公开）": "已有盖章、签字的扫描件",
    }
    (opinion,) = [each for each in found if each.piece.title.startswith("意见")]
    assert opinion.note == "申请人可以查阅证据，先核对能否给申请人看"


def test_each_piece_has_the_day_it_came_in_its_number_and_its_source(office, answered):
    letter = next(each.piece for each in offered(office, answered, EVIDENCE, DAY) if "盖章件" in each.piece.title)
    assert (letter.day, letter.number) == ("2026-11-10", "济统依复〔2026〕1号")
    words = make_bundle(office, answered, EVIDENCE, None, DAY).sheet.text
    assert "申请表：申请表.pdf\t\t2026-11-02\t申请人提交\t" in words
    assert "盖章件：政府信息公开申请答复书（已主动公开）\t济统依复〔2026〕1号\t2026-11-10\t本机关制作\t" in words
    assert "提交日期" in words


def test_a_request_by_ordinary_mail_is_dated_by_its_arrival(office):
    case_id = register(office, channel="ordinary_mail")
    intake.confirm_receipt(office, case_id, D("2026-11-06"), "张敏", "电话", D("2026-11-06"))
    attach(office, case_id, "application", "申请表.pdf", a_pdf())
    days = {each.piece.title: each.piece.day for each in offered(office, case_id, EVIDENCE, DAY)}
    assert days["申请表：申请表.pdf"] == "2026-11-02"


def test_an_opinion_has_a_day_only_where_it_can_be_but_one(office):
    case_id = register(office)
    for label, party, replied in (("", "甲公司", "2026-11-09"), ("2", "乙公司", "2026-11-12")):
        procedure.consult_third_party(office, case_id, D("2026-11-03"), party, "产值", "商业秘密", D("2026-11-03"))
        for what in ("received", "replied"):
            day = D("2026-11-05" if what == "received" else replied)
            consulting.record_consultation(office, case_id, "third_party", what, day, day, label=label, agrees=True)
        attach(office, case_id, "opinion", f"{party}.pdf", a_pdf())
        days = {each.piece.title: each.piece.day for each in offered(office, case_id, EVIDENCE, DAY)}
        assert days[f"意见回函：{party}.pdf"] == ("" if label else "2026-11-09")


def test_a_notice_that_ends_a_case_is_not_said_to_tell_of_remedies(office):
    case_id = register(office)
    procedure.withdraw(office, case_id, D("2026-11-05"), "", D("2026-11-05"))
    words = make_bundle(office, case_id, EVIDENCE, None, DAY).sheet.text
    assert "终结办理的原因和日期" in words
    assert "救济告知" not in words


def test_what_was_refused_is_not_handed_in_nor_called_given_out(office):
    case_id = register(office)
    attach(office, case_id, "material", "某企业产值.csv", "企业,产值\n".encode())
    attach(office, case_id, "other", "审批单（领导签字扫描）.pdf", a_pdf())
    to_sign_off(office, case_id, "third_party_rights", "2026-11-10")
    notes = {each.piece.title: (each.chosen, each.note) for each in offered(office, case_id, EVIDENCE, DAY)}
    assert notes["公开件：某企业产值.csv"] == (False, "没有提供给申请人，可能含不公开的内容")
    assert notes["其他：审批单（领导签字扫描）.pdf"] == (False, "先核对内容，可以给申请人看的再勾选")
    (material,) = [each for each in offered(office, case_id, EVIDENCE, DAY) if "产值" in each.piece.title]
    words = make_bundle(office, case_id, EVIDENCE, [material.key], DAY).sheet.text
    assert "提供给申请人的信息" not in words


@pytest.mark.parametrize(
    ("voided", "words"), [(("sealed", "finalised"), "对应的文书已经作废"), (("sealed",), "用印登记已经作废")]
)
def test_the_scan_of_a_letter_taken_back_is_no_evidence_of_the_new_one(office, answered, voided, words):
    facts = {fact.kind: fact.id for fact in load_case(office, answered, DAY).all_facts}
    for kind in ("served", *voided):
        correcting.void_fact(office, answered, facts[kind], "用错印章", DAY)
    found = {each.piece.title: each for each in offered(office, answered, EVIDENCE, DAY)}
    scan = found["盖章件：政府信息公开申请答复书（已主动公开）"]
    assert (scan.chosen, scan.note) == (False, words)
    if voided == ("sealed",):
        assert found["政府信息公开申请答复书（已主动公开）"].chosen


def test_the_file_holds_everything_but_the_reckoning(office, answered):
    found = offered(office, answered, FILE, DAY)
    assert titles(found, chosen=False) == ["答复期限推算说明"]


def test_the_list_names_the_pages_what_they_prove_and_the_provisions(office, answered):
    made = make_bundle(office, answered, EVIDENCE, None, DAY)
    words = made.sheet.text
    assert "登记编号：2026-001　提交机关：济宁市统计局" in words
    assert "1\t政府信息公开申请接收回执\t" in words
    assert "\t收到申请的时间\t1\n" in words
    assert "\t告知补正的内容、期限和时间\t3-4\n" in words
    assert "公开件：汇总表.csv\t\t电子文件，另附" in words
    assert "《中华人民共和国政府信息公开条例》第三十六条第（一）项\t办理结果：予以公开（已主动公开）" in words
    assert "条例第三十三条第二款\t" in words
    assert left_out_words(made) == "有 1 个文件不能排成页，只在压缩包里：公开件：汇总表.csv。"


def test_the_pages_follow_the_list_in_order_and_are_numbered(office, answered):
    made = make_bundle(office, answered, EVIDENCE, None, DAY)
    with pikepdf.open(io.BytesIO(made.sheet.pdf)) as pdf, pdf.open_outline() as outline:
        assert [item.title for item in outline.root] == ["目录", *(read.piece.title for read in made.bound)]
        assert len(pdf.pages) == made.sheet.pages
    assert "scan2" in text_of(made.sheet.pdf)
    assert "sealed" in text_of(made.sheet.pdf)
    assert make_bundle(office, answered, EVIDENCE, None, DAY).sheet.sha256 == made.sheet.sha256


def test_only_the_pieces_asked_for_go_in(office, answered):
    keys = [each.key for each in offered(office, answered, FILE, DAY) if each.piece.title.startswith("申请表")]
    made = make_bundle(office, answered, FILE, keys, DAY)
    assert [read.piece.title for read in made.bound] == ["申请表：申请表.pdf"]
    assert made.sheet.text.startswith("卷内目录\n")
    assert "\t1\t1\t" in made.sheet.text  # pages and page number


def test_a_zip_holds_every_file_as_it_is_kept_with_its_digest(office, answered, tmp_path):
    made = make_bundle(office, answered, EVIDENCE, None, DAY)
    place = save_bundle(made, tmp_path / "证据.zip")
    with zipfile.ZipFile(place) as packed:
        assert packed.testzip() is None
        names = packed.namelist()
        assert names[0] == "全部材料（编页）.pdf"
        assert "02 申请表：申请表.pdf" in names
        assert packed.read("08 公开件：汇总表.csv").decode() == "指标,值\n"
        listed = packed.read("校验值 SHA-256.txt").decode("utf-8-sig").splitlines()
        assert listed == [f"{sha256(packed.read(name)).hexdigest()}  {name}" for name in names[:-1]]
    assert save_bundle(made, tmp_path / "证据.pdf").read_bytes() == made.sheet.pdf


@pytest.mark.parametrize(
    ("keys", "words"),
    [((), "没有选择材料，没有生成。"), (("attachment:999",), "案卷中没有这样的材料：attachment:999")],
    ids=["nothing", "unknown"],
)
def test_nothing_or_something_unknown_is_refused(office, answered, keys, words):
    with pytest.raises(Refused, match=words):
        make_bundle(office, answered, EVIDENCE, keys, DAY)


def test_too_many_megabytes_are_refused_before_anything_is_read(office, answered, monkeypatch):
    monkeypatch.setattr(bundling, "MOST_BYTES", 10)
    with pytest.raises(Refused, match="所选附件共 0 MB，一次最多 0 MB，请分几次导出。"):
        make_bundle(office, answered, EVIDENCE, None, DAY)


def test_an_older_file_stays_when_the_disk_refuses(office, answered, tmp_path):
    made = make_bundle(office, answered, EVIDENCE, None, DAY)
    place = tmp_path / "证据.pdf"
    place.write_bytes(b"older")
    (tmp_path / "证据.pdf.part").mkdir()
    with pytest.raises(OSError, match="证据"):
        save_bundle(made, place)
    assert place.read_bytes() == b"older"


def test_a_request_not_yet_confirmed_has_nothing_to_reckon(office):
    case_id = register(office, channel="platform", confirmed=None)
    assert "答复期限推算说明" not in titles(offered(office, case_id, EVIDENCE, DAY))


@pytest.mark.parametrize("name", ["a/b\\c:d.pdf", "\x01.pdf", "x" * 300 + ".pdf", "合同 .pdf"])
def test_names_in_the_zip_suit_every_system(name):
    plain = bundling._plain(name)
    assert not set(plain) & set('\\/:*?"<>|\x01')
    assert plain.endswith(".pdf")
    assert len(plain) < 100
