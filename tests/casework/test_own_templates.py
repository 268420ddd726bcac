"""The office's own wording: kept in versions, carried by letters, never overwritten by an update, given up at will."""

from __future__ import annotations

import json
from types import MappingProxyType

import pytest

from caseapp.casework.casefile import load_case
from caseapp.casework.letters.drafting import reply_draft
from caseapp.casework.letters.own_templates import (
    SETTING,
    office_template,
    return_to_shipped,
    save_template,
    shipped_text,
    use_version,
)
from caseapp.casework.letters.replying import PreflightFailed, preview
from caseapp.casework.letters.template_views import difference, import_template, own_text, template_state
from caseapp.casework.office import Office, Refused
from caseapp.cli.main import main
from caseapp.documents import templates
from caseapp.documents.templates import TemplateError
from casework.offices import D, finalise, new_office, register, to_sign_off

DAY = D("2026-11-03")
THEIRS = "需要补正或者延长答复期限的，将另行告知"
OURS = "如果需要补正或者延长期限，我们会及时联系"
UPDATED = "确需补正或者延长答复期限的，将另行告知"


@pytest.fixture
def office(tmp_path):
    made = new_office(tmp_path / "office.caseapp")
    yield made
    made.close()


@pytest.fixture
def update(monkeypatch):
    """Return a function that stands for an update of the program with other words in a template."""

    def change(template_id, old, new):
        texts = {**templates.shipped_sources()}
        assert old in texts[template_id]
        texts[template_id] = texts[template_id].replace(old, new).replace('version = "1"', 'version = "2"')
        monkeypatch.setattr(templates, "shipped_sources", lambda: MappingProxyType(texts))
        templates.load_templates.cache_clear()

    yield change
    monkeypatch.undo()
    templates.load_templates.cache_clear()


def ours(template_id="receipt"):
    return shipped_text(template_id).replace(THEIRS, OURS)


def receipt(office):
    return load_case(office, register(office), DAY).documents[-1]


def text(office, document):
    import io

    import pypdfium2

    with pypdfium2.PdfDocument(io.BytesIO(office.record.document_pdf(document.id))) as pdf:
        return "".join(page.get_textpage().get_text_range() for page in pdf).replace("\r\n", "")


def test_a_letter_carries_the_wording_of_the_office_and_keeps_its_version(office):
    before = receipt(office)
    assert save_template(office, "receipt", ours(), "口语一些").changed == {"settings"}
    after = receipt(office)
    assert (before.template_version, after.template_version) == ("1", "1+本机关1")
    assert THEIRS in text(office, before)
    assert OURS in text(office, after)
    return_to_shipped(office, "receipt")
    assert receipt(office).template_version == "1"
    assert (after.template_version, OURS in text(office, after)) == ("1+本机关1", True)


def test_an_office_edit_survives_an_update_with_both_shown(office, update, capsys):
    save_template(office, "receipt", ours(), "口语一些")
    update("receipt", THEIRS, UPDATED)
    state = template_state(office, "receipt")
    assert (state.shipped_version, state.own.number, state.changed) == ("2", 1, True)
    assert state.notice == "随程序更新的原文已有变化，请比较后决定。"
    assert OURS in office_template(office, "receipt").text
    assert OURS in own_text(office, "receipt")
    assert UPDATED in shipped_text("receipt")
    lines = difference(office, "receipt")
    assert any(line.startswith("-") and UPDATED in line for line in lines)
    assert any(line.startswith("+") and OURS in line for line in lines)
    record = ["--record", str(office.record.path)]
    assert main(["template", "diff", "receipt", *record]) == 0
    said = capsys.readouterr().out
    assert "请比较后决定" in said
    assert UPDATED in said
    assert OURS in said
    save_template(office, "receipt", ours(), "比较过，仍用本机关的措辞")
    assert not template_state(office, "receipt").changed


def test_versions_are_kept_and_can_be_used_again(office):
    save_template(office, "receipt", ours(), "甲")
    save_template(office, "receipt", ours().replace(OURS, "另行联系"), "乙")
    assert [(v.number, v.note, v.by) for v in template_state(office, "receipt").versions] == [
        (2, "乙", "张敏"), (1, "甲", "张敏")]
    use_version(office, "receipt", 1)
    assert office_template(office, "receipt").version == "1+本机关1"
    save_template(office, "receipt", ours().replace(OURS, "丙"), "丙")
    assert template_state(office, "receipt").own.number == 3
    with pytest.raises(Refused, match="没有本机关第 9 版"):
        use_version(office, "receipt", 9)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('kind = "notice"', 'kind = "form"', "kind 应当与原文一致"),
        ("in_force_from = 2019-05-15\n", "", "in_force_from 应当与原文一致"),
        ('name = "materials"', 'name = "papers"', "papers|materials"),
        ('max_length = 120', "max_length = 5", "max_length 不能缩短"),
        ('type = "list"', 'type = "date"', "第 .* 行：填写时出错"),
        ("[[slot]]", '[[slot]]\nname = "more"\nlabel = "新"\nrequired = true\n[[slot]]', "不能必填"),
        (THEIRS, "{{ slots.unknown }}", "没有名为“unknown”的填写项"),
        (THEIRS, "{{ ''.__class__ }}", "__class__"),
        (THEIRS, "\U0010ff00", "字"),
        (THEIRS, THEIRS, "完全相同"),
    ],
)
def test_what_the_program_relies_on_stays(office, old, new, words):
    head = office.record.journal_head()
    with pytest.raises((Refused, ValueError), match=words):
        save_template(office, "receipt", shipped_text("receipt").replace(old, new), "改动")
    assert office.record.journal_head() == head


def test_a_change_without_a_reason_and_an_unknown_template_are_refused(office):
    with pytest.raises(Refused, match="修改说明"):
        save_template(office, "receipt", ours(), " ")
    with pytest.raises(Refused, match="没有编号为“nothing”的模板"):
        import_template(office, "nothing.txt", b"+++\n")
    with pytest.raises(Refused, match="就是随程序提供的原文"):
        return_to_shipped(office, "receipt")


@pytest.mark.parametrize(
    ("kept", "problem"),
    [
        ("{{ ''.__class__ }}", "__class__"), (7, None), ("{% for a in range(10**9) %}{% endfor %}", "算术"),
    ],
)
def test_a_copy_broken_in_the_record_gives_way_to_the_shipped_text_and_says_so(office, kept, problem):
    save_template(office, "receipt", ours(), "甲")
    held = office.record.setting(SETTING)
    held["receipt"]["versions"][0]["text"] = ours().replace(OURS, kept) if isinstance(kept, str) else kept
    with office.record.change("手工改动", "某人", office.now()) as change:
        change.set_setting(SETTING, held)
    assert receipt(office).template_version == "1"
    state = template_state(office, "receipt")
    if problem:
        assert state.words == "本机关第 1 版不能使用，暂用原文"
        assert "模板 receipt.txt 第 " in state.notice
        assert problem in state.notice
        with pytest.raises(Refused, match="不能使用"):
            use_version(office, "receipt", 1)
    for value in ([], "甲", {"receipt": 5}, {"receipt": {"versions": [{}], "active": 1}}):
        with office.record.change("手工改动", "某人", office.now()) as change:
            change.set_setting(SETTING, value)
        assert office_template(office, "receipt").version == "1"


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("receipt.txt", "甲".encode("gbk"), "第 1 行：不是 UTF-8"),
        ("receipt.txt", b"+++\n\x00", "第 2 行：有不是文字的内容"),
        ("receipt.txt", b"a" * 10_000_000, "256 KB"),
        ("receipt.docx", b"PK", "receipt.txt"),
        ("receipt.txt", b"", "第 1 行"),
    ],
)
def test_a_file_that_is_no_template_is_refused_by_name_and_line(office, name, data, words):
    with pytest.raises((Refused, TemplateError), match=words) as caught:
        import_template(office, name, data)
    assert name in str(caught.value)
    assert template_state(office, "receipt").words == "原文"


def test_the_command_line_does_it_all(tmp_path, office, capsys):
    record = ["--record", str(office.record.path)]
    file = tmp_path / "receipt.txt"

    def run(*words, status=0):
        assert main(["template", *words, *record]) == status
        found = capsys.readouterr()
        return found.out if status == 0 else found.err

    run("export", "receipt", str(tmp_path))
    file.write_text(file.read_text(encoding="utf-8").replace(THEIRS, OURS), encoding="utf-8")
    assert "可以使用" in run("check", str(file))
    assert "本机关第 1 版" in run("save", "receipt", str(file), "--note", "口语一些")
    assert OURS in run("show", "receipt")
    assert THEIRS in run("show", "receipt", "--shipped")
    found = json.loads(run("list", "--json"))
    assert [t["own_version"] for t in found if t["id"] == "receipt"] == [1]
    assert "原文" in run("return", "receipt")
    assert "第 1 版" in run("use", "receipt", "--number", "1")
    assert "完全相同" in run("import", str(file), status=1)
    file.write_text(ours() + "{{ slots.b }}\n", encoding="utf-8")
    said = run("check", str(file), status=1)
    assert said.startswith("模板 receipt.txt 第 ")
    assert "填写项" in said
    assert "请这样写" in run("show", status=1)


def test_another_program_opens_the_same_wording(office, tmp_path):
    save_template(office, "receipt", ours(), "甲")
    again = Office.open(office.record.path, now=office.now)
    assert OURS in office_template(again, "receipt").text
    again.close()


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("{% for paragraph in letter.remedy %}\n{{ paragraph }}\n{% endfor %}\n", "", "remedy_missing"),
        ("{{ paragraph }}", "{{ paragraph|replace('六十日', '三十日') }}", "remedy_missing"),
        ("#署名", "本应当在15个工作日内答复。\n#署名", "old_term"),
    ],
    ids=["no remedy", "another period", "the old term"],
)
def test_a_wording_of_the_office_that_spoils_the_letter_is_stopped_at_the_letter(office, old, new, code):
    text = shipped_text("reply_not_responsible")
    assert old in text
    save_template(office, "reply_not_responsible", text.replace(old, new), "改写")
    case_id = register(office)
    to_sign_off(office, case_id, "not_responsible", "2026-11-10")
    day = D("2026-11-10")
    found = preview(office, load_case(office, case_id, day), reply_draft(office, load_case(office, case_id, day)), day)
    assert [(f.code, f.level) for f in found.findings] == [(code, "阻断")]
    with pytest.raises(PreflightFailed):
        finalise(office, case_id, "not_responsible", "2026-11-10")
