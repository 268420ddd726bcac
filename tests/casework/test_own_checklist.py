"""The checklist of the office: kept in versions, refused when broken, and every sheet judged by its own version."""

from __future__ import annotations

import json
from datetime import date

import pytest

from caseapp import resources
from caseapp.casework.casefile import load_case
from caseapp.casework.letters.letter_context import review_context
from caseapp.casework.letters.replying import decide_outcome
from caseapp.casework.office import Office, Refused
from caseapp.casework.review import own_checklist, reviewing
from caseapp.casework.review.own_checklist import (
    checklist_state,
    difference,
    import_checklist,
    return_to_shipped_checklist,
)
from caseapp.casework.review.review_views import review_view
from caseapp.cli.main import main
from caseapp.law.review import ReviewIncomplete
from casework.offices import D, new_office, register

DAY = D("2026-11-03")
SHIPPED = own_checklist.shipped_text()
NEW = """
[[item]]
id = "K25"
group = "七、处理与结论"
question = "已经与专业科室核对口径？"
polarity = "no"
basis = "本机关规定"

[[signer]]
role = "handler\""""
ADDED = SHIPPED.replace('\n[[signer]]\nrole = "handler"', NEW, 1)
REWORDED = SHIPPED.replace("标有密级？", "标有密级或者曾经标有密级？")
SIGNERS = (("handler", "张敏"), ("department", "刘建国"), ("reviewer", "孙秀兰"), ("deputy", "王立新"))


@pytest.fixture
def office(tmp_path):
    made = new_office(tmp_path / "office.caseapp")
    yield made
    made.close()


def take(office, text=ADDED, note="加一项", today=DAY):
    data = text if isinstance(text, bytes) else text.encode()
    return import_checklist(office, "检查单.toml", data, today, note)


def case(office):
    case_id = register(office)
    decide_outcome(office, case_id, "provided", DAY, "可以公开。", DAY)
    return case_id


def answer(office, case_id, conclusion="公开", **given):
    answers = reviewing.answers_all(office, "否", K23="不涉及", K24="是") | {
        key: reviewing.answer_of(value) for key, value in given.items()
    }
    return reviewing.save_review(office, case_id, "粮食产量", {}, answers, conclusion, "", DAY)


def sign(office, case_id):
    for role, name in SIGNERS:
        reviewing.sign_review(office, case_id, role, name, "同意", DAY, DAY)


def without(text, item_id):
    """Return the text without one item."""
    start = text.index(f'[[item]]\nid = "{item_id}"')
    end = min(at for at in (text.find("\n[[item]]", start), text.find("\n[[signer]]", start)) if at > 0)
    return text[:start] + text[end + 1 :]


def signers(roles):
    """Return the shipped list with other places to sign."""
    told = "".join(f'[[signer]]\nrole = "{role}"\nlabel = "{role}"\nrequired = true\n' for role in roles.split())
    return SHIPPED[: SHIPPED.index("[[signer]]")] + told


def test_the_office_adds_an_item_and_returns_to_the_shipped_list(office):
    assert office.checklist.version == "2026-2"
    assert office.checklist.in_force_from == date(2019, 5, 15)
    assert take(office).changed == {"settings"}
    assert office.checklist.version == "2026-2+本机关1"
    assert [item.id for item in office.checklist.items][-1] == "K25"
    state = checklist_state(office)
    assert (state.words, state.notice, state.own.note, state.own.by) == ("本机关第 1 版", "", "加一项", office.who)
    assert '+id = "K25"' in difference(office)
    return_to_shipped_checklist(office)
    assert office.checklist is resources.load_checklist()
    assert len(checklist_state(office).versions) == 1
    with pytest.raises(Refused, match="现在用的就是随程序提供的检查单"):
        return_to_shipped_checklist(office)


def test_every_item_but_those_relied_on_may_go(office):
    take(office, without(without(SHIPPED, "K5"), "K22"))
    assert not {"K5", "K22"} & {item.id for item in office.checklist.items}
    case_id = case(office)
    answer(office, case_id)
    sign(office, case_id)
    assert load_case(office, case_id, DAY).state.review.passed


BROKEN = {
    "no toml": (SHIPPED + "\nversion = \n", f"第 {SHIPPED.count(chr(10)) + 2} 行不是正确的 TOML"),
    "twice in one table": (SHIPPED.replace('id = "K1"', 'id = "K1"\nid = "K1"'), "行不是正确的 TOML"),
    "deep": ("a = " + "[" * 5000, "检查单"),
    "large number": ("version = " + "9" * 5000, "检查单"),
    "empty": ("", "检查单缺少 version"),
    "no version": (SHIPPED.replace('version = "2026-2"\n', ""), "检查单缺少 version"),
    "no day": (SHIPPED.replace("in_force_from = 2019-05-15\n", ""), "缺少 in_force_from，应当写成日期"),
    "a time": (SHIPPED.replace("from = 2019-05-15", "from = 2019-05-15T08:00:00"), "缺少 in_force_from，应当写成日期"),
    "a later day": (SHIPPED.replace("from = 2019-05-15", "from = 2027-01-01"), "从 2027-01-01 起使用"),
    "no question": (SHIPPED.replace('question = "标有密级？"\n', ""), "K1 缺少 question"),
    "blank question": (SHIPPED.replace('question = "标有密级？"', 'question = " "'), "K1 的 question 是空的"),
    "long question": (SHIPPED.replace("标有密级？", "密" * 81), "K1 的 question 有 81 字，超过了 80 字"),
    "lines": (SHIPPED.replace('"标有密级？"', '"标有\\n密级？"'), "K1 的 question 有看不见的控制字符（换行）"),
    "a number for words": (SHIPPED.replace('question = "标有密级？"', "question = 1"), "K1 的 question 应当是文字"),
    "polarity": (SHIPPED.replace('polarity = "yes"', 'polarity = "maybe"', 1), "K1 的 polarity 应当是 yes、no、none"),
    "unknown key": (SHIPPED.replace("\ncloses = true", "\nclose = true", 1), "K1 有不认识的 close"),
    "no flag": (SHIPPED.replace("\ncloses = true", '\ncloses = "yes"', 1), "K1 的 closes 应当是 true 或者 false"),
    "twice": (SHIPPED.replace('id = "K6"', 'id = "K5"'), "检查项 K5 重复了"),
    "strange id": (ADDED.replace('"K25"', '"X25"'), "检查项编号“X25”应当是 K 加数字"),
    "no id": (ADDED.replace('id = "K25"\n', ""), "第 25 项缺少 id"),
    "unknown outcome": (SHIPPED.replace('"state_secret"', '"secret"', 1), "K1 的 outcome 没有“secret”这种办理结果"),
    "unknown ground": (SHIPPED.replace("law:unpublished", "law:other"), "K15 的 outcome 没有“forbidden_by_law:other”"),
    "earlier": (SHIPPED.replace("until = 2024-04-30", 'until = "2024"', 1), "K1 的 earlier 缺少 until"),
    "earlier flat": (ADDED.replace('basis = "本机关规定"', 'basis = "本机关规定"\nearlier = 1'), "K25 缺少 earlier"),
    "only informs": (SHIPPED.replace('polarity = "none"', 'polarity = "none"\ncloses = true', 1), "K21 只供参考"),
    "group apart": (ADDED.replace('K25"\ngroup = "七、处理与结论"', 'K25"\ngroup = "二、来源与会商"'), "K25 与同组"),
    "long id": (ADDED.replace('"K25"', f'"{"长" * 90}"'), "第 25 项的 id 有 90 字"),
    "K21 gone": (without(SHIPPED, "K21"), "检查单缺少 K21“可遮盖后部分公开？”，程序要用这一项"),
    "K3 gone": (without(SHIPPED, "K3"), "检查单缺少 K3"),
    "K1 opened": (SHIPPED.replace("closes = true\n", "", 1), "K1 的 polarity、closes、refers 应当与原文一致"),
    "K24 settled": (SHIPPED.replace("refers = true\n", ""), "K24 的 polarity、closes、refers 应当与原文一致"),
    "no items": ('version = "1"\nin_force_from = 2020-01-01\n', "检查单缺少 item，应当写成 [[item]]"),
    "items no tables": ('version = "1"\nin_force_from = 2020-01-01\nitem = [1]\n', "检查单缺少 item"),
    "no signers": (SHIPPED[: SHIPPED.index("[[signer]]")], "检查单缺少 signer"),
    "unknown signer": (SHIPPED.replace('role = "legal"', 'role = "mayor"'), "没有“mayor”这种签字栏"),
    "signer twice": (SHIPPED.replace('role = "legal"', 'role = "deputy"'), "签字栏 deputy 重复了"),
    "signer gone": (signers("handler department deputy"), "签字栏“保密审查机构”（reviewer）是必须签字的"),
    "signer freed": (SHIPPED.replace("required = true", "required = false", 1), "“承办人”（handler）是必须签字的"),
    "order": (signers("department handler reviewer deputy"), "签字栏的先后应当与原文一致"),
    "no required": (SHIPPED.replace("required = false\n", "", 1), "第 4 个签字栏缺少 required"),
    "large": (SHIPPED + "#" * 1024 * 1024, "超过 1 MB"),
    "no UTF-8": (SHIPPED.encode() + b"\n# \xff\xfe", f"第 {SHIPPED.count(chr(10)) + 2} 行不是 UTF-8 文本"),
    "gb18030": (SHIPPED.encode("gb18030"), "第 1 行不是 UTF-8 文本"),
    "control": (SHIPPED.replace("标有密级？", "标有\x07密级？"), "行有看不见的控制字符（U+0007）"),
    "escaped": (SHIPPED.replace("标有密级？", "标有\\u0007密级？"), "K1 的 question 有看不见的控制字符（U+0007）"),
    "direction": (SHIPPED.replace("标有密级？", "标有\u202e密级？"), "行有看不见的控制字符（U+202E）"),
    "many": (SHIPPED + "".join(f'\n[[item]]\nid = "K{n}"' for n in range(30, 70)), "检查单有 64 项，超过了 60 项"),
    "the same": (SHIPPED, "与随程序提供的原文完全相同"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_refused_in_a_sentence_and_changes_nothing(office, name):
    text, words = BROKEN[name]
    before = office.record.setting(own_checklist.SETTING, None)
    with pytest.raises(Refused) as refused:
        take(office, text)
    assert words in refused.value.sentence
    assert refused.value.sentence.endswith("。")
    assert "\n" not in refused.value.sentence
    assert office.record.setting(own_checklist.SETTING, None) == before
    assert office.checklist.version == "2026-2"


def test_a_sheet_keeps_the_version_it_was_answered_by(office):
    case_id = case(office)
    answer(office, case_id)
    sign(office, case_id)
    assert load_case(office, case_id, DAY).state.review.passed
    take(office, ADDED.replace("标有密级？", "标有密级或者曾经标有密级？"))
    kept = load_case(office, case_id, DAY)
    assert kept.state.review.passed
    assert kept.reviews[0].checklist_version == "2026-2"
    printed = review_context(office, kept, DAY, kept.reviews[0])
    assert printed["groups"][0]["items"][0]["question"] == "标有密级？"
    assert [item["id"] for item in printed["groups"][-1]["items"]][-1] == "K24"
    view = review_view(office, case_id, DAY)
    assert (view.checklist.version, view.newer.version) == ("2026-2", "2026-2+本机关1")
    assert "K25" not in view.typed.answers
    blank = review_context(office, load_case(office, register(office), DAY), DAY)
    assert blank["groups"][-1]["items"][-1]["id"] == "K25"


def test_saving_anew_moves_the_sheet_and_asks_the_new_items(office):
    case_id = case(office)
    answer(office, case_id)
    sign(office, case_id)
    take(office)
    old = {item.id: reviewing.answer_of("否") for item in resources.load_checklist().items}
    old |= {"K23": reviewing.answer_of("不涉及"), "K24": reviewing.answer_of("是")}
    assert "review" not in reviewing.save_review(office, case_id, "粮食产量", {}, old, "公开", "", DAY).changed
    assert load_case(office, case_id, DAY).reviews[0].checklist_version == "2026-2"
    with pytest.raises(ReviewIncomplete, match="还有 1 项没有回答"):
        reviewing.save_review(office, case_id, "粮食总产量", {}, old, "公开", "", DAY)
    with pytest.raises(ReviewIncomplete, match="还有 1 项没有回答"):
        reviewing.save_review(
            office, case_id, "粮食产量", {}, old, "公开", "", DAY, answered_by=office.checklist.version
        )
    answer(office, case_id, K25="是")
    moved = load_case(office, case_id, DAY)
    assert moved.reviews[0].checklist_version == "2026-2+本机关1"
    assert moved.reviews[0].answers["K25"]["answer"] == "是"
    assert "缺承办人签字" in moved.state.review.missing
    return_to_shipped_checklist(office)
    assert office.checklist_of(moved.reviews[0].checklist_version).items[-1].id == "K25"
    answer(office, case_id)
    back = load_case(office, case_id, DAY).reviews[0]
    assert (back.checklist_version, "K25" in back.answers) == ("2026-2", False)


def test_a_reworded_list_moves_a_sheet_only_when_it_is_said(office):
    case_id = case(office)
    answer(office, case_id)
    take(office, REWORDED)
    assert "review" not in answer(office, case_id).changed
    answers = reviewing.answers_all(office, "否", K23="不涉及", K24="是")
    reviewing.save_review(
        office, case_id, "粮食产量", {}, answers, "公开", "", DAY, answered_by=office.checklist.version
    )
    assert load_case(office, case_id, DAY).reviews[0].checklist_version == "2026-2+本机关1"


@pytest.mark.parametrize("version", ["2026-1", "2026-2", "", "2026-2+本机关9", "2026-2+本机关x"])
def test_a_version_that_is_not_kept_is_read_by_the_shipped_list(office, version):
    assert office.checklist_of(version) is resources.load_checklist()


@pytest.mark.parametrize("value", ["", 7, [], {"versions": 1}, {"versions": [{"number": 1}], "active": 1}])
def test_a_setting_broken_by_hand_leaves_the_shipped_list(office, value):
    with office.record.change("手工改动", "张敏", office.now()) as change:
        change.set_setting(own_checklist.SETTING, value)
    assert office.checklist is resources.load_checklist()
    take(office)
    assert office.checklist.version == "2026-2+本机关1"


def test_an_update_never_overwrites_the_list_of_the_office(office, monkeypatch):
    take(office)
    updated = SHIPPED.replace("标有密级？", "标有密级标志？")
    read = resources.read_text
    monkeypatch.setattr(resources, "read_text", lambda path: updated if path == resources.CHECKLIST else read(path))
    resources.load_checklist.cache_clear()
    try:
        state = checklist_state(office)
        assert (state.words, state.changed) == ("本机关第 1 版，原文已更新", True)
        assert "请比较后决定" in state.notice
        assert office.checklist.items[0].question == "标有密级？"
        lines = difference(office)
        assert '-question = "标有密级标志？"' in lines
        assert '+question = "标有密级？"' in lines
    finally:
        monkeypatch.undo()
        resources.load_checklist.cache_clear()


def test_the_command_shows_exports_imports_and_resets(tmp_path, capsys):
    record = tmp_path / "r.caseapp"
    new_office(record).close()

    def run(*words):
        code = main(["checklist", *words, "--record", str(record), "--today", "2026-11-03"])
        return code, capsys.readouterr()

    own = tmp_path / "own.toml"
    assert run("export", str(own))[0] == 0
    assert own.read_text(encoding="utf-8") == SHIPPED
    own.write_text(ADDED, encoding="utf-8")
    code, said = run("import", str(own), "--note", "加一项")
    assert (code, said.out.strip()) == (0, "已导入：本机关第 1 版（2026-2+本机关1），共 25 项")
    shown = run("show")[1].out
    assert "K25　已经与专业科室核对口径？　本机关规定" in shown
    assert "加一项" in shown
    told = json.loads(run("show", "--json")[1].out)
    assert (told["own_version"], told["shipped_version"], told["in_force_from"]) == (1, "2026-2", "2019-05-15")
    assert '+id = "K25"' in run("diff")[1].out
    own.write_text(ADDED.replace('"K25"', '"K24"'), encoding="utf-8")
    code, said = run("import", str(own))
    assert code == 1
    assert said.err.strip() == "检查项 K24 重复了。"
    code, said = run("import")
    assert code == 1
    assert "caseapp checklist import FILE" in said.err
    assert run("reset")[1].out.strip() == "已恢复：原文（2026-2），共 24 项"
    office = Office.open(record)
    assert office.checklist.version == "2026-2"
    office.close()
