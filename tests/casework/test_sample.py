"""The sample year 2021: what the seed report says of it must come out."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from caseapp.casework.casefile import load_case
from caseapp.casework.ledger.caseindex import index_of
from caseapp.casework.office import Office, Refused
from caseapp.casework.upkeep.backups import verify
from caseapp.casework.upkeep.sample import SampleOutput, make_sample
from caseapp.casework.year.yearbook import count_year
from casework.offices import D
from casework.test_life import text_of


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> SampleOutput:
    return make_sample(tmp_path_factory.mktemp("sample") / "out")


@pytest.fixture
def office(sample: SampleOutput) -> Office:
    opened = Office.open(sample.record)
    yield opened
    opened.close()


def test_the_year_counts_as_the_seed_reports_it(office: Office) -> None:
    data = count_year(office, 2021).as_json()
    assert data["table3"]["1"][6] == 8
    assert data["table3"]["2"][6] == 0
    assert data["table3"]["25"][6] == 0
    assert {k: v for k, v in data["channels"].items() if v} == {"信函": 2, "互动交流平台": 6}
    assert data["on_time_rate"] == 1.0
    assert data["fees_yuan"] == 0
    assert all(sum(cells) == 0 for cells in data["table4"].values())
    assert [c["id"] for c in data["checks"] if not c["ok"]] == ["table2"]
    assert data["format"] == "2021-30"


def test_the_paragraph_says_what_the_seed_says(sample: SampleOutput) -> None:
    book = load_workbook(sample.annual)
    text = "".join(str(c.value) for row in book["年报文字"].iter_rows() for c in row if c.value)
    for words in (
        "收到政府信息公开申请 8 件，其中信函 2 件，互动交流平台 6 件，2020 年结转申请 0 件",
        "均在法定期限内答复",
        "按期答复率 100%",
        "未发生因政府信息公开申请引起的行政复议、行政诉讼事项",
        "没有收取信息处理费",
    ):
        assert words in text


def test_every_reply_of_2021_prints_the_law_of_2021(office: Office) -> None:
    for case_id in office.record.case_ids():
        case = load_case(office, case_id, D("2021-12-31"))
        text = text_of(office, case.reply.id)
        assert case.row.applicant in text
        assert "济宁市人民政府或者山东省统计局申请行政复议" in text
        assert "应当先" not in text
        assert "统计法》第二十八条" not in text


def test_it_leaves_eight_replies_forms_and_a_sound_record(sample: SampleOutput) -> None:
    assert len(sample.letters) == 8
    assert len(sample.forms) > 24
    assert sample.ledger.exists()
    assert verify(sample.record) == []


def test_the_index_equals_a_fresh_derivation(office: Office) -> None:
    for case_id in office.record.case_ids():
        case = load_case(office, case_id, D("2026-11-23"))
        assert office.record.index_row(case_id) == index_of(office, case)


def test_it_never_overwrites_a_record(sample: SampleOutput) -> None:
    with pytest.raises(Refused, match="已经存在"):
        make_sample(sample.record.parent)


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(Refused, match="换一个可以写入的位置"):
        make_sample(tmp_path / "file" / "out")
