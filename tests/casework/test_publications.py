"""The list of publications is kept or refused in one sentence, and begins the reply of 条例第三十六条第（一）项."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from caseapp.casework.handling import publications as lists
from caseapp.casework.handling.already_public import begin_public, fits_of, reason_of, way_of
from caseapp.casework.handling.publication_files import export_publications, import_publications
from caseapp.casework.handling.publications import Entry, drop_publications, publications, save_publication
from caseapp.casework.letters import replying
from caseapp.casework.letters.drafting import ReplyDraft, reply_draft, save_reply_draft
from caseapp.casework.office import Office, Refused
from caseapp.casework.receiving.near import near_requests
from casework.offices import D, at, new_office, register

DAY = D("2026-11-02")
BOOK = Entry(
    "《济宁统计年鉴2021》",
    "yearbook",
    "2021",
    "2021-10-30",
    "第十篇表10-3（第256页）",
    "https://tjj.example.gov.cn/tjnj/2021.html",
    "粮食总产量、常住人口",
)
BULLETIN = Entry("2025年统计公报", "公报", "2025", "", "“数据发布—统计公报”栏目", "", "粮食总产量")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    opened = new_office(tmp_path / "office.caseapp")
    yield opened
    opened.close()


def test_a_publication_is_kept_as_typed_and_journalled(office: Office) -> None:
    head = office.record.journal_head()
    save_publication(office, BOOK, DAY)
    (own,) = publications(office)
    assert (own.id, own.name, own.kind) == (1, BOOK.name, "yearbook")
    assert (own.period, own.published) == ("2021", D("2021-10-30"))
    assert own.keywords == ("粮食总产量", "常住人口")
    assert office.record.journal_head() != head
    assert lists.as_entry(own) == BOOK


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": ""}, "“名称”没有填写"),
        ({"name": "年" * 10_000}, "“名称”有 10000 字"),
        ({"name": "年鉴\x1b[0m"}, "看不见的控制字符"),
        ({"name": "年鉴\u202e"}, "看不见的控制字符"),
        ({"name": "年鉴😀"}, "“名称”中的“😀”在答复书上印不出来"),
        ({"kind": "杂志"}, "“种类”应当是年鉴、公报、月报、其他之一"),
        ({"period": ""}, "“年份”没有填写：年鉴填书名上的年份"),
        ({"period": "二〇二一"}, "“年份”应当写成 2025 或者 2025-03"),
        ({"period": "2031"}, "“年份”应当写成"),
        ({"period": "2021-03"}, "“年份”在年鉴中是书名上的年份"),
        ({"kind": "monthly", "period": "2021"}, "“年份”在月报中要写到月份"),
        ({"kind": "monthly", "period": "2021-13"}, "“年份”应当写成"),
        ({"published": "去年"}, "“公布日期”应当写成 2025-10-15"),
        ({"published": "2021-02-30"}, "“公布日期”应当写成"),
        ({"published": "2026-11-03"}, "还没有到，公布以后再列入目录"),
        ({"place": "", "link": ""}, "“位置”和网址至少填写一项"),
        ({"place": "表" * 81}, "“位置”有 81 字"),
        ({"link": "ftp://tjj.example.gov.cn/"}, "“网址”应当以 http:// 或者 https:// 开头"),
        ({"link": "javascript:alert(1)"}, "“网址”应当以"),
        ({"link": "tjj.example.gov.cn"}, "“网址”应当以"),
        ({"link": "https://"}, "“网址”应当以"),
        ({"link": "https://a.cn@b.cn/"}, "“网址”应当以"),
        ({"link": "https://a.cn:x/"}, "“网址”应当以"),
        ({"link": "https://[a.cn/"}, "“网址”应当以"),
        ({"link": "https://a.cn/<b>"}, "“网址”应当以"),
        ({"link": "https://a.cn/a b"}, "“网址”应当以"),
        ({"link": "https://a.cn/" + "x" * 200}, "“网址”有 213 字"),
        ({"keywords": "粮"}, "“关键词”每个 2 至 20 字"),
        ({"keywords": "粮" * 21}, "“关键词”每个 2 至 20 字"),
        ({"keywords": " ".join(f"词{n:02}" for n in range(41))}, "“关键词”有 41 个，最多 40 个"),
    ],
)
def test_what_cannot_be_taken_is_refused_in_one_sentence_and_changes_nothing(office, changes, words) -> None:
    head = office.record.journal_head()
    with pytest.raises(Refused) as refused:
        save_publication(office, replace(BOOK, **changes), DAY)
    assert words in refused.value.sentence
    assert refused.value.sentence.count("。") == 1
    assert (office.record.journal_head(), publications(office)) == (head, [])


@pytest.mark.parametrize(
    ("period", "kind", "kept"),
    [
        ("２０２１", "yearbook", "2021"),
        ("2021年版", "yearbook", "2021"),
        ("2025年", "bulletin", "2025"),
        ("2025年3月", "monthly", "2025-03"),
        ("2025/03", "monthly", "2025-03"),
        ("", "other", ""),
    ],
)
def test_a_period_is_read_as_people_write_it(office: Office, period: str, kind: str, kept: str) -> None:
    save_publication(office, replace(BOOK, period=period, kind=kind, published="２０２１年１０月３０日"), DAY)
    (own,) = publications(office)
    assert (own.period, own.published) == (kept, D("2021-10-30"))


def test_markup_in_a_name_stays_text(office: Office) -> None:
    save_publication(office, replace(BOOK, name="<b>{{7*7}}</b>"), DAY)
    assert publications(office)[0].name == "<b>{{7*7}}</b>"


@pytest.mark.parametrize("name", ["《济宁统计年鉴2021》", "济宁统计年鉴2021", "济宁 统计年鉴２０２１"])
def test_the_same_publication_is_kept_once(office: Office, name: str) -> None:
    save_publication(office, BOOK, DAY)
    with pytest.raises(Refused, match="已经在目录里了"):
        save_publication(office, replace(BOOK, name=name), DAY)
    save_publication(office, replace(BOOK, place="第一篇"), DAY, publication_id=1)
    assert [own.place for own in publications(office)] == ["第一篇"]


def test_the_list_ends_at_its_limit(office: Office, monkeypatch) -> None:
    monkeypatch.setattr(lists, "MOST", 1)
    save_publication(office, BOOK, DAY)
    with pytest.raises(Refused, match="目录最多 1 条"):
        save_publication(office, BULLETIN, DAY)


def test_removing_takes_what_is_there_and_refuses_what_is_not(office: Office) -> None:
    save_publication(office, BOOK, DAY)
    with pytest.raises(Refused, match="编号为 9"):
        drop_publications(office, [1, 9])
    with pytest.raises(Refused, match="编号为 9"):
        save_publication(office, BULLETIN, DAY, publication_id=9)
    drop_publications(office, [1])
    assert publications(office) == []


@pytest.mark.parametrize("name", ["目录.csv", "目录.xlsx"])
def test_what_is_exported_can_be_imported_again(office: Office, tmp_path: Path, name: str) -> None:
    for entry in (BOOK, BULLETIN, Entry("=公示", "其他", "", "", "+栏目", "", "执法检查")):
        save_publication(office, entry, DAY)
    before = publications(office)
    assert export_publications(office, tmp_path / name) == 3
    assert import_publications(office, tmp_path / name, DAY).note == "已导入：新增 0 条，替换 3 条。"
    assert publications(office) == before
    drop_publications(office, [own.id for own in before])
    import_publications(office, tmp_path / name, DAY)
    assert [lists.as_entry(own) for own in publications(office)] == [lists.as_entry(own) for own in before]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("书名,种类\n年鉴,年鉴\n", "没有表头，第一行应当是：名称，种类，年份"),
        ("", "没有表头"),
        ("名称,种类,年份,位置\n", "只有表头"),
        ("名称,种类,年份,位置\n甲,年鉴,2021,表1\n甲,年鉴,２０２１,表2\n", "第 3 行：“甲”在文件里重复了。"),
        ("名称,种类,年份,位置\n甲,年鉴,2021,表1\n乙,年鉴,x,表2\n,年鉴,2021,表\n", "第 3 行：“年份”应当写成"),
        ("名称,种类,年份,网址\n甲,年鉴,2021,file:///etc/passwd\n", "第 2 行：“网址”应当以"),
    ],
)
def test_a_file_is_taken_in_whole_or_not_at_all(office: Office, tmp_path: Path, text: str, words: str) -> None:
    save_publication(office, BULLETIN, DAY)
    head, path = office.record.journal_head(), tmp_path / "目录.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Refused) as refused:
        import_publications(office, path, DAY)
    assert words in refused.value.sentence
    assert office.record.journal_head() == head


@pytest.mark.parametrize(
    ("changes", "way"),
    [
        ({}, "《济宁统计年鉴2021》第十篇表10-3（第256页），网址：https://tjj.example.gov.cn/tjnj/2021.html"),
        ({"name": "济宁统计年鉴2021", "link": ""}, "《济宁统计年鉴2021》第十篇表10-3（第256页）"),
        ({"kind": "other", "name": "执法公示", "place": "“政务公开”栏目", "link": ""}, "执法公示，“政务公开”栏目"),
    ],
)
def test_a_publication_is_told_with_name_place_and_link(office: Office, changes: dict, way: str) -> None:
    assert way_of(lists.checked(replace(BOOK, **changes), DAY)) == way


def test_the_longest_entry_fits_a_line_of_the_reply() -> None:
    longest = replace(BOOK, name="名" * 60, place="位" * 80, link="https://a.cn/" + "x" * 117)
    assert len(way_of(lists.checked(longest, DAY), dated=True)) <= 300


@pytest.fixture
def asked(office: Office) -> int:
    save_publication(office, BOOK, DAY)
    save_publication(office, BULLETIN, DAY)
    return register(office, request="申请公开2020年、2025年全市粮食产量")


def test_a_case_and_a_registration_find_what_is_public(office: Office, asked: int) -> None:
    found = [fit.publication.name for fit in fits_of(office, at(office, asked, "2026-11-02"))]
    assert found == ["2025年统计公报", "《济宁统计年鉴2021》"]
    near = near_requests(office, "赵六", "", "2020年全市粮食产量", DAY)
    assert [fit.publication.name for fit in near.public] == ["《济宁统计年鉴2021》"]


def test_the_reply_begins_with_where_it_is_published(office: Office, asked: int) -> None:
    own = next(p for p in publications(office) if p.kind == "yearbook")
    with pytest.raises(Refused, match="办理结果不是“予以公开（已主动公开）”"):
        begin_public(office, asked, [own], DAY)
    replying.decide_outcome(office, asked, "already_public", DAY, reason_of([own]), DAY)
    begin_public(office, asked, [own], DAY)
    case = at(office, asked, "2026-11-02")
    draft = reply_draft(office, case)
    assert draft.slots == {"ways": [way_of(own)], "published": "2021-10-30"}
    shown = replying.preview(office, case, draft, DAY)
    assert shown.problem == ""


def test_what_was_written_before_stays_and_what_is_there_is_not_told_twice(office: Office, asked: int) -> None:
    replying.decide_outcome(office, asked, "already_public", DAY, "已公开", DAY)
    case = at(office, asked, "2026-11-02")
    save_reply_draft(office, asked, case.outcome, ReplyDraft({"ways": ["局网站首页"], "help": "致电"}, "email"))
    both = publications(office)
    begin_public(office, asked, both, DAY)
    begin_public(office, asked, both, DAY)
    draft = reply_draft(office, at(office, asked, "2026-11-02"))
    assert draft.slots["ways"] == ["局网站首页", *(way_of(own, dated=True) for own in both)]
    assert draft.slots["ways"][1].endswith("（2021年10月30日公布）")
    assert (draft.slots["help"], draft.serve_way) == ("致电", "email")
    assert "published" not in draft.slots
