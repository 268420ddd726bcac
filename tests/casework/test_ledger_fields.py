"""The columns of the ledger: what each tells, out to files and back in again."""

from __future__ import annotations

import csv
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from caseapp.casework.files import attach
from caseapp.casework.handling import procedure, service
from caseapp.casework.handling.disputes import record_dispute
from caseapp.casework.ledger.ledger_fields import FIELDS, KEY, PLACE, fields_of, known, named, shown_words, usual
from caseapp.casework.ledger.ledger_out import EXPORT_KEYS, export_cases, export_ledger, list_sheet
from caseapp.casework.ledger.ledger_pages import ledger_rows
from caseapp.casework.ledger.ledgerfiles import ImportRefused, import_ledger, try_ledger
from caseapp.casework.letters import replying
from caseapp.casework.office import Office, Refused
from caseapp.law.parties import CHANNELS
from caseapp.sheets.errors import SheetError
from caseapp.store.ledger import SORTABLE
from caseapp.store.rows import IndexFilter
from casework.offices import PDF, D, finalise, new_office, pass_review, register, send

TODAY = D("2026-12-20")
PERSONAL = {"id_kind", "id_number", "phone", "email", "address", "postcode", "joint"}
NASTY = {
    "applicant": "=cmd|' /C calc'!A0",
    "request": "+1\n-1\n@x 后面",
    "id_kind": "居民身份证",
    "id_number": "370802199001011234",
    "phone": "053729650001234",
    "postcode": "072000",
    "email": "@x.example",
    "address": "-1 号楼",
    "agent": "'引号开头",
    "note": "＝1+1",
    "department": "+科室",
    "number": "2026-007",
}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    opened = new_office(tmp_path / "office.caseapp")
    yield opened
    opened.close()


def lived(office: Office) -> int:
    """Return a case that went through everything a ledger has a column for."""
    who = {"id_kind": "居民身份证", "id_number": "370802199001011234", "email": "w@x.example", "postcode": "272000"}
    case = register(office, agent="李诚", form_wanted="纸质", obtain_way="邮寄", department="综合科", **who)
    day = D("2026-11-03")
    procedure.ask_clarification(office, case, day, "年份不明", ["所需年份"], 10, "", day)
    procedure.receive_clarification(office, case, D("2026-11-04"), "2025年", D("2026-11-04"))
    day = D("2026-11-05")
    for name in ("甲公司", "乙公司"):
        procedure.consult_third_party(office, case, day, name, "产值", "商业秘密", day)
    for label, agrees, on in (("", True, "2026-11-09"), ("2", False, "2026-11-10")):
        procedure.record_consultation(office, case, "third_party", "received", D("2026-11-06"), D(on), label=label)
        procedure.record_consultation(
            office, case, "third_party", "replied", D(on), D(on), label=label, agrees=agrees
        )
    day = D("2026-11-11")
    procedure.extend(office, case, day, 15, "数据需核对", "王立新", day)
    procedure.notice_fee(office, case, D("2026-11-12"), "pages", 40, D("2026-11-12"))
    procedure.record_payment(office, case, D("2026-11-13"), D("2026-11-13"))
    attach(office, case, "material", "统计公报.csv", "县区,产量\n甲,1\n".encode(), D("2026-11-13"), not_secret=True)
    replying.decide_outcome(office, case, "already_public", D("2026-11-16"), "已公布", D("2026-11-16"))
    pass_review(office, case, "2026-11-17")
    return case


def told(office: Office, case: int, *keys: str, today: date = TODAY) -> dict[str, object]:
    (line,) = ledger_rows(office, [case], keys, today)
    return line.cells


def test_each_column_tells_what_was_recorded(office: Office) -> None:
    case = lived(office)
    expected = {
        "number": "2026-001",
        "applicant_class": "自然人",
        "id_number": "370802199001011234",
        "agent": "李诚",
        "channel": "当面",
        "arrived": D("2026-11-02"),
        "received": D("2026-11-02"),
        "form_wanted": "纸质",
        "obtain_way": "邮寄",
        "clarification_sent": D("2026-11-03"),
        "clarification_term": 10,
        "clarification_received": D("2026-11-04"),
        "consulted": "甲公司；乙公司",
        "consult_sent": "2026-11-05；2026-11-05",
        "consult_answered": "2026-11-09；2026-11-10",
        "consult_result": "同意公开；不同意公开",
        "extended_on": D("2026-11-11"),
        "extended_days": 15,
        "extension_approver": "王立新",
        "fee_way": "按量计收",
        "fee_yuan": 100,
        "fee_paid": D("2026-11-13"),
        "reviewed_on": D("2026-11-17"),
        "review_conclusion": "公开",
        "outcome": "予以公开（已主动公开）",
        "materials": "统计公报.csv",
        "basis": office.outcomes["already_public"].basis_on(D("2026-11-16")),
        "on_time": None,
        "served_on": None,
        "file_number": None,
    }
    cells = told(office, case)
    assert {key: cells[key] for key in expected} == expected
    assert list(cells) == [field.key for field in FIELDS]


def test_reply_service_dispute_and_file_are_told(office: Office) -> None:
    case = register(office)
    day = D("2026-11-10")
    replying.decide_outcome(office, case, "provided", day, "可以公开", day)
    pass_review(office, case, "2026-11-11")
    send(office, case, "provided", "2026-11-12")
    replying.sign_off(office, case, D("2026-11-12"), "王立新", "分管领导", D("2026-11-12"))
    finalise(office, case, "provided", "2026-11-12")
    replying.attach_sealed(office, case, "盖章.pdf", PDF, D("2026-11-12"), D("2026-11-12"))
    service.serve(office, case, "post", D("2026-11-13"), D("2026-11-13"), tracking="XA1")
    service.archive(office, case, "XXGK-1", D("2026-11-20"), D("2026-11-20"))
    record_dispute(office, case, "reconsideration_filed", D("2026-12-01"), D("2026-12-01"))
    cells = told(office, case)
    assert {key: cells[key] for key in ("reply_number", "made_on", "serve_way", "served_on", "tracking")} == {
        "reply_number": "济统依复〔2026〕1号",
        "made_on": D("2026-11-12"),
        "serve_way": "邮寄（邮政企业）",
        "served_on": D("2026-11-13"),
        "tracking": "XA1",
    }
    assert [cells[key] for key in ("closed_on", "used_days", "on_time", "file_number", "reconsideration")] == [
        D("2026-11-13"), 9, "按期", "XXGK-1", "未审结",
    ]


@pytest.mark.parametrize(
    ("received", "today", "result"),
    [
        (None, "2026-12-20", "待答复"),
        ("2026-11-04", "2026-11-25", "待答复"),
        ("2026-11-04", "2026-11-26", "逾期未提出意见"),
    ],
)
def test_silence_is_told_as_silence_only_after_fifteen_working_days(office, received, today, result) -> None:
    case = register(office)
    day = D("2026-11-03")
    procedure.consult_third_party(office, case, day, "甲公司", "产值", "商业秘密", day)
    if received:
        procedure.record_consultation(office, case, "third_party", "received", D(received), D(received))
    cells = told(office, case, "consult_sent", "consult_result", today=D(today))
    assert cells == {"consult_sent": day, "consult_result": result}


def test_a_provisional_date_says_so_and_a_firm_one_is_a_date(office: Office) -> None:
    firm, soft = register(office), register(office, "2026-12-10", arrived=D("2026-12-10"))
    assert told(office, firm, "due") == {"due": D("2026-11-30")}
    assert str(told(office, soft, "due")["due"]).endswith("（暂定）")


def test_the_declaration_is_whole() -> None:
    for names in ([f.key for f in FIELDS], [f.heading for f in FIELDS], [f.title for f in FIELDS]):
        assert len(set(names)) == len(names)
    assert {field.sort for field in FIELDS} <= {"", *SORTABLE}
    assert {field.key for field in FIELDS if field.personal} == PERSONAL
    assert not PERSONAL & set(usual(10_000))
    assert usual(1200) == (
        "number", "applicant", "applicant_class", "received", "request", "status", "due", "outcome", "reply_number",
        "used_days",
    )  # fmt: skip
    assert all(len(field.heading) <= 12 for field in FIELDS)


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        (["登记编号", "due"], ("number", "due")),
        (["用时", "用时（工作日）", " note "], ("used_days", "note")),
        (["颜色"], "台账没有“颜色”这一列"),
        (["", " "], "没有指明任何一列"),
    ],
)
def test_columns_are_named_by_key_or_heading(words, keys) -> None:
    if isinstance(keys, str):
        with pytest.raises(Refused, match=keys):
            named(words)
    else:
        assert named(words) == keys


def test_a_kept_choice_survives_columns_that_are_gone() -> None:
    assert known(["due", "gone", "due"]) == (KEY, "due")
    assert known([]) == known(["gone"]) == ()


def imported_and_nasty(office: Office) -> None:
    register(office, **NASTY)
    register(office, number="2026-008", applicant="王喆")
    day = D("2026-11-10")
    case = register(office, number="2026-009", applicant="赵慧")
    replying.decide_outcome(office, case, "partial", day, "区分", day)


@pytest.mark.parametrize("name", ["全部.xlsx", "全部.csv"])
def test_what_is_exported_is_read_back_as_it_was(office: Office, tmp_path: Path, name: str) -> None:
    imported_and_nasty(office)
    path = tmp_path / name
    assert export_ledger(office, path, IndexFilter(), TODAY, ()) == 3
    other = new_office(tmp_path / "another.caseapp", "2026-12-20")
    trial = try_ledger(other, path, TODAY)
    assert trial.problems == ()
    assert trial.unknown == ()
    assert any("这些列由程序另行推算" in remark for remark in trial.remarks)
    import_ledger(other, path, TODAY)
    columns = [field.key for field in FIELDS if field.column and field.key != "outcome"]
    before = ledger_rows(office, office.record.index_ids(), columns, TODAY)
    after = ledger_rows(other, other.record.index_ids(), columns, TODAY)
    assert [line.cells for line in after] == [line.cells for line in before]
    other.close()


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_every_outcome_of_a_closed_case_comes_back_as_itself(office: Office, tmp_path: Path, suffix: str) -> None:
    old = tmp_path / "旧.csv"
    labels = {item.id: item.label for item in office.outcomes.items.values()}
    channels = [channel.label for channel in CHANNELS.values()]
    rest = "维持,直接起诉,其他,说明\n"
    lines = [
        f"2025-{n:03d},甲,自然人,{channels[n % 6]},2025-03-03,x,{label},2025-03-10,济〔2025〕{n}号,{rest}"
        for n, label in enumerate(labels.values(), start=1)
    ]
    head = "登记编号,申请人,申请人类别,申请渠道,收到日期,申请内容,办理结果,办结日期,答复文号,"
    old.write_text(head + "复议结果,诉讼类型,诉讼结果,备注\n" + "".join(lines), encoding="utf-8")
    import_ledger(office, old, TODAY)
    assert [office.record.index_row(n).outcome for n in office.record.index_ids()] == list(labels)
    export_ledger(office, tmp_path / f"a{suffix}", IndexFilter(), TODAY, (*EXPORT_KEYS, "note", "reconsideration"))
    other = new_office(tmp_path / "another.caseapp", "2026-12-20")
    import_ledger(other, tmp_path / f"a{suffix}", TODAY)
    assert [other.record.index_row(n).outcome for n in other.record.index_ids()] == list(labels)
    assert {row.note for row in other.record.cases(other.record.case_ids()).values()} == {"说明"}
    other.close()


def test_a_case_not_confirmed_is_named_when_its_export_is_read_back(office: Office, tmp_path: Path) -> None:
    register(office, channel="ordinary_mail")
    export_ledger(office, tmp_path / "a.xlsx", IndexFilter(), TODAY)
    other = new_office(tmp_path / "another.caseapp", "2026-12-20")
    with pytest.raises(ImportRefused, match="第 3 行：“收到日期”没有填写"):
        import_ledger(other, tmp_path / "a.xlsx", TODAY)
    other.close()


def test_the_workbook_keeps_texts_numbers_and_dates_apart(office: Office, tmp_path: Path) -> None:
    register(office, **NASTY)
    procedure.ask_clarification(office, 1, D("2026-11-03"), "年份", ["年份"], 10, "", D("2026-11-03"))
    export_ledger(office, tmp_path / "a.xlsx", IndexFilter(), D("2026-11-10"), ())
    sheet = load_workbook(tmp_path / "a.xlsx").active
    cells = {head.value: cell for head, cell in zip(sheet[2], sheet[3], strict=True)}
    for key, value in NASTY.items():
        cell = cells[FIELDS[PLACE[key]].heading]
        assert (cell.value, cell.data_type, cell.number_format) == (value, "s", "@"), key
    assert (cells["法定收到日"].value.date(), cells["法定收到日"].number_format) == (D("2026-11-02"), "yyyy-mm-dd")
    assert (cells["补正期限（工作日）"].value, cells["补正期限（工作日）"].data_type) == (10, "n")
    assert cells["最迟答复日"].value == "补正后重计"
    assert [sheet.freeze_panes, sheet.print_title_rows, sheet.print_title_cols] == ["B3", "$1:$2", "$A:$A"]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)


def test_the_text_file_has_nothing_a_spreadsheet_would_compute_or_round(office: Office, tmp_path: Path) -> None:
    register(office, **NASTY)
    export_ledger(office, tmp_path / "a.csv", IndexFilter(), TODAY, ())
    data = (tmp_path / "a.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as stream:
        head, line = csv.reader(stream)
    cells = dict(zip(head, line, strict=True))
    assert not [text for text in line if text.startswith(("=", "+", "-", "@", "＝", "\t", "\r"))]
    assert (cells["证件号码"], cells["联系电话"]) == ("370802199001011234\t", "053729650001234\t")
    assert (cells["邮政编码"], cells["代理人"]) == ("072000\t", "''引号开头")
    assert cells["法定收到日"] == "2026-11-02"


def calc(tmp_path: Path) -> list[str]:
    """Return how LibreOffice Calc is called, or skip with the reason."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    call = [program, f"-env:UserInstallation=file://{tmp_path}/lo", "--headless", "--convert-to"]
    (tmp_path / "probe.csv").write_text("a\n1\n", encoding="utf-8")
    subprocess.run([*call, "xlsx", "--outdir", tmp_path / "probe", tmp_path / "probe.csv"], check=False, timeout=120)
    if not (tmp_path / "probe" / "probe.xlsx").exists():
        pytest.skip("LibreOffice is installed without Calc")
    return call


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_libreoffice_shows_what_was_written(office: Office, tmp_path: Path, suffix: str) -> None:
    call = calc(tmp_path)
    register(office, **NASTY)
    export_ledger(office, tmp_path / f"a{suffix}", IndexFilter(), TODAY, ())
    subprocess.run(
        [*call, 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true', "--outdir", tmp_path / "out",
         tmp_path / f"a{suffix}"], check=True, timeout=120,
    )  # fmt: skip
    text = (tmp_path / "out" / "a.csv").read_text(encoding="utf-8")
    for value in ("370802199001011234", "053729650001234", "072000", "=cmd|' /C calc'!A0", "2026-11-02"):
        assert value in text, value


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv", "a.pdf"])
def test_an_older_file_stays_whole_when_the_new_one_cannot_be_put_there(office, tmp_path, monkeypatch, name) -> None:
    register(office)
    path = tmp_path / name
    path.write_text("last year's")

    def refuse(part: Path, to: Path) -> None:
        raise PermissionError(13, "open elsewhere")

    monkeypatch.setattr(type(path), "replace", refuse)
    with pytest.raises(SheetError, match="正在别的程序中打开"):
        export_ledger(office, path, IndexFilter(), TODAY)
    monkeypatch.undo()
    assert path.read_text() == "last year's"
    assert [p.name for p in tmp_path.iterdir() if p.suffix == ".part"] == []


def test_the_printed_list_has_the_columns_asked_for_in_their_order(office: Office) -> None:
    ids = [register(office, applicant=name) for name in ("王喆", "赵慧")]
    sheet = list_sheet(office, [ids[1], ids[0]], ("request", "number", "applicant"), TODAY)
    assert sheet.text.splitlines() == [
        "济宁市统计局政府信息公开申请台账",
        "制表日期：2026-12-20　　共 2 件",
        "申请内容\t登记编号\t申请人",
        "2025年全市地区生产总值。\t2026-002\t赵慧",
        "2025年全市地区生产总值。\t2026-001\t王喆",
    ]


@pytest.mark.parametrize(
    ("count", "keys", "words"),
    [
        (0, ("number",), "没有可以打印的申请"),
        (1, (), "53 列，A4 横向一页排不下"),
        (2001, ("number",), "一次最多打印 2,000 件"),
    ],
)
def test_a_list_that_cannot_be_printed_is_refused(office: Office, count, keys, words) -> None:
    case = register(office)
    with pytest.raises(Refused, match=words):
        list_sheet(office, [case] * count, keys, TODAY)


def test_chosen_cases_are_exported_in_the_order_chosen(office: Office, tmp_path: Path) -> None:
    ids = [register(office) for _ in range(3)]
    export_cases(office, tmp_path / "a.csv", [ids[2], ids[0]], ("number",), TODAY)
    assert (tmp_path / "a.csv").read_text(encoding="utf-8-sig").split() == ["登记编号", "2026-003", "2026-001"]
    assert shown_words(fields_of(("received",))[0], None) == "未确认"
