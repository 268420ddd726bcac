"""The forms whose verb sends a letter: typed and clicked, the letter stands in 文书; the blank form to hand out."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QDialog

from caseapp.casework.casefile import load_case
from caseapp.casework.handling import procedure
from caseapp.casework.letters import replying
from caseapp.casework.office import Office
from ui.case_setup import registered
from ui.hands import click, find, settle, shows, type_into

DAY = date(2026, 11, 5)


@pytest.fixture
def case_id(office_path):
    return registered(office_path)


def dialog_of(qtbot, shell):
    settle(qtbot, shell)
    (shown,) = [d for d in shell.findChildren(QDialog) if d.isVisible()]
    return shown


def documents_of(path, case_id, now):
    office = Office.open(path)
    try:
        return load_case(office, case_id, now.day).documents
    finally:
        office.close()


def nothing(office, case_id):
    return


def objecting(office, case_id):
    procedure.consult_third_party(office, case_id, DAY, "某某公司", "你单位产值", "商业秘密", DAY)
    procedure.record_consultation(office, case_id, "third_party", "replied", DAY, DAY, agrees=False)
    replying.decide_outcome(office, case_id, "provided", DAY, "", DAY)


def decided(office, case_id):
    replying.decide_outcome(office, case_id, "provided", DAY, "", DAY)


# the button, what comes before, what is typed, the button that saves, what letter it makes and some of its slots
FORMS = [
    (
        "转承办科室",
        nothing,
        {"承办科室": "综合科", "请办理的事项": "请查找"},
        "登记转办",
        ("transfer_slip", {"department": "综合科", "content": "请查找", "term": 5}),
    ),
    (
        "转承办科室",
        nothing,
        {"转给谁": "其他机关协助（协办函）", "协办机关": "市财政局", "文号": "济统函〔2026〕7号"},
        "登记转办",
        ("assist_letter", {"organ": "市财政局"}),
    ),
    (
        "要求说明理由",
        nothing,
        {"申请件数": "86", "需要说明的事项": "相近内容的理由", "统计期间的起日": "2026-06-01"},
        "登记告知",
        ("reasons_notice", {"requests": 86, "period_from": "2026-06-01", "period_until": "2026-11-23"}),
    ),
    (
        "征求意见",
        nothing,
        {"征求谁的意见": "共同制作的机关（条例第三十四条）", "机关名称": "市财政局", "共同制作的信息": "联合通知"},
        "登记发出",
        ("organ_notice", {"organ": "市财政局", "summary": "联合通知"}),
    ),
    (
        "发收费通知",
        nothing,
        {"收费方式": "按量（提供的页数，30 页以内免费）", "数量": "52", "缴费方式": "到窗口缴纳"},
        "登记收费通知",
        ("fee_notice", {"amount": 220, "payment": "到窗口缴纳"}),
    ),
    (
        "确定延迟期限",
        nothing,
        {"延迟至": "2026-12-31", "延迟理由": "件数多"},
        "确定延迟期限",
        ("delay_notice", {"until": "2026-12-31", "reason": "件数多"}),
    ),
    ("登记撤回", nothing, {}, "登记撤回", ("reply_withdrawn", {"withdrawn_on": "2026-11-23"})),
    (
        "告知第三方公开",
        objecting,
        {"决定公开的信息": "咨询合同", "理由": "使用财政资金"},
        "生成告知书",
        ("disclosure_notice", {"third_party": "某某公司", "items": ["咨询合同"], "reason": "使用财政资金"}),
    ),
    (
        "保密审查送审",
        decided,
        {"送审机关": "某某保密局", "送审的信息": "某某方案", "不能确定的问题": "是否涉密"},
        "生成送审函",
        ("secrecy_referral", {"organ": "某某保密局", "content": "某某方案"}),
    ),
    (
        "办理更正申请",
        nothing,
        {
            "要求更正的记录": "成立日期",
            "处理结果": "转送有权更正的机关",
            "有权更正的机关": "某某局",
            "核实的情况": "不归本局",
        },
        "生成告知书",
        ("correction_forward", {"organ": "某某局", "content": "成立日期"}),
    ),
]


@pytest.mark.parametrize(("verb", "before", "typed", "button", "letter"), FORMS, ids=[f[4][0] for f in FORMS])
def test_a_form_makes_its_letter(qtbot, shell, office_path, case_id, now, verb, before, typed, button, letter):
    office = Office.open(office_path, who="张敏")
    before(office, case_id)
    office.close()
    shell.open_case(case_id)
    settle(qtbot, shell)
    page = shell.current()
    click(qtbot, page, verb)
    dialog = dialog_of(qtbot, shell)
    for label, text in typed.items():
        type_into(qtbot, dialog, label, text)
    click(qtbot, dialog, button)
    settle(qtbot, shell)
    template, slots = letter
    (made,) = [d for d in documents_of(office_path, case_id, now) if d.template == template]
    assert {key: made.data["slots"][key] for key in slots} == slots
    assert made.made_on == now.day
    assert page.tabs.currentWidget() is page.documents


def test_what_is_typed_is_kept_where_a_blank_of_the_letter_is_missing(qtbot, shell, office_path, case_id, now):
    office = Office.open(office_path, who="张敏")
    objecting(office, case_id)
    office.close()
    shell.open_case(case_id)
    settle(qtbot, shell)
    click(qtbot, shell.current(), "告知第三方公开")
    dialog = dialog_of(qtbot, shell)
    assert shows(dialog, "书面告知决定公开的内容和理由")
    type_into(qtbot, dialog, "理由", "使用财政资金")
    click(qtbot, dialog, "生成告知书")
    settle(qtbot, shell)
    assert shows(dialog, "“决定公开的信息”没有填写")
    assert find(dialog, "理由").toPlainText() == "使用财政资金"
    assert not [d for d in documents_of(office_path, case_id, now) if d.template == "disclosure_notice"]
    dialog.reject()


def test_the_blank_form_is_shown_to_be_printed_or_saved(qtbot, shell):
    shell.open_page("register")
    settle(qtbot, shell)
    click(qtbot, shell.current(), "打印空白申请表…")
    dialog = dialog_of(qtbot, shell)
    settle(qtbot, shell)
    assert dialog.windowTitle() == "政府信息公开申请表（空白）"
    assert find(dialog, "打印…").isEnabled()
    assert dialog._sheet.pages == 2
    dialog.accept()
