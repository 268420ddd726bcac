"""Each procedure's form says what it does to the due date before it is saved, and the record holds what was typed."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QDialog

from caseapp.casework.casefile import load_case
from caseapp.casework.handling import disputes
from caseapp.casework.office import Office
from ui.case_setup import registered
from ui.hands import click, settle, shows, type_into


@pytest.fixture
def case_id(office_path):
    return registered(office_path)


@pytest.fixture
def page(qtbot, case_id, shell):
    shell.open_case(case_id)
    settle(qtbot, shell)
    return shell.current()


def dialog_of(qtbot, shell):
    settle(qtbot, shell)
    (shown,) = [d for d in shell.findChildren(QDialog) if d.isVisible()]
    return shown


def facts_of(path, case_id, now):
    office = Office.open(path)
    try:
        return load_case(office, case_id, now.day).facts
    finally:
        office.close()


# the button, what is typed, what the form says of the due date, the button that saves, the fact and part of its detail
FORMS = [
    (
        "转承办科室",
        {"承办科室": "综合科", "几个工作日内反馈": "3"},
        "答复期限不变：最迟 2026-11-30",
        "登记转办",
        ("transferred", {"department": "综合科", "term": 3}),
    ),
    (
        "要求说明理由",
        {"申请的数量、频次": "本月已收到同一申请人 86 件", "说明理由的期限（工作日）": "5"},
        "答复期限不变：最迟 2026-11-30",
        "登记告知",
        ("reasons_asked", {"term": 5}),
    ),
    (
        "征求意见",
        {"第三方名称": "某某公司", "涉及的信息": "你单位产值"},
        "最迟 2026-11-30（周一）（暂定）；征求意见期间暂停计算",
        "登记发出",
        ("third_party_sent", {"party": "某某公司"}),
    ),
    (
        "发收费通知",
        {"收费方式": "按量（提供的页数，30 页以内免费）", "数量": "52"},
        "保存后答复期限停止计算，等待申请人缴费至 2026-12-21",
        "登记收费通知",
        ("fee_noticed", {"yuan": 220}),
    ),
    (
        "确定延迟期限",
        {"延迟至": "2026-12-31", "延迟理由": "同一申请人本月申请 86 件"},
        "保存后最迟 2026-12-31（周四）",
        "确定延迟期限",
        ("excess_delay", {"until": "2026-12-31"}),
    ),
    (
        "登记撤回",
        {"撤回说明": "电话撤回"},
        "保存后办结于 2026-11-23",
        "登记撤回",
        ("withdrawn", {}),
    ),
]


@pytest.mark.parametrize(("verb", "typed", "foreseen", "button", "fact"), FORMS, ids=[f[0] for f in FORMS])
def test_a_form_says_the_consequence_and_records_the_fact(
    qtbot, shell, page, office_path, case_id, now, verb, typed, foreseen, button, fact
):
    click(qtbot, page, verb)
    dialog = dialog_of(qtbot, shell)
    for label, text in typed.items():
        type_into(qtbot, dialog, label, text)
    qtbot.waitUntil(lambda: shows(dialog, foreseen))
    click(qtbot, dialog, button)
    settle(qtbot, shell)
    kind, detail = fact
    (found,) = [f for f in facts_of(office_path, case_id, now) if f.kind == kind]
    assert str(found.on) == "2026-11-23"
    assert {key: found.detail[key] for key in detail} == detail


def test_an_extension_is_told_at_once_or_afterwards(qtbot, shell, page, office_path, case_id, now):
    click(qtbot, page, "延期答复")
    dialog = dialog_of(qtbot, shell)
    type_into(qtbot, dialog, "延长的工作日数", "10")
    type_into(qtbot, dialog, "延期理由", "须调取三个年度的历史资料")
    type_into(qtbot, dialog, "批准人", "王立新")
    click(qtbot, dialog, "生成延期告知书")
    settle(qtbot, shell)
    assert shows(page, "2026-11-23 的延期还没有登记告知申请人")
    click(qtbot, page, "登记延期告知")
    dialog = dialog_of(qtbot, shell)
    assert shows(dialog, "2026-11-23 决定延期 10 个工作日")
    click(qtbot, dialog, "登记告知")
    settle(qtbot, shell)
    assert not shows(page, "还没有登记告知申请人")
    assert [f.kind for f in facts_of(office_path, case_id, now)][-2:] == ["extended", "extension_told"]


def test_a_chase_up_and_the_report_of_a_department(qtbot, shell, page, office_path, case_id, now):
    click(qtbot, page, "催办")
    settle(qtbot, shell)
    assert shows(shell, "还没有转承办科室")
    shell.alerts.hide()
    for verb, typed, button in (
        ("转承办科室", {"承办科室": "综合科"}, "登记转办"),
        ("催办", {"催办说明": "电话催办，答应明日反馈"}, "登记催办"),
        ("登记科室反馈", {"反馈内容": "可以公开"}, "登记反馈"),
    ):
        click(qtbot, page, verb)
        dialog = dialog_of(qtbot, shell)
        for label, text in typed.items():
            type_into(qtbot, dialog, label, text)
        click(qtbot, dialog, button)
        settle(qtbot, shell)
    kinds = [f.kind for f in facts_of(office_path, case_id, now)]
    assert kinds[-3:] == ["transferred", "chased", "department_replied"]


def test_a_reply_ordered_by_a_decision_is_registered_with_its_own_period(
    qtbot, shell, office_path, case_id, now
):
    office = Office.open(office_path, who="张敏")
    disputes.record_dispute(office, case_id, "reconsideration_filed", now.day, now.day)
    disputes.record_dispute(office, case_id, "reconsideration_decided", now.day, now.day, result="纠正")
    office.close()
    shell.open_case(case_id)
    settle(qtbot, shell)
    page = shell.current()
    click(qtbot, page, "登记责令答复")
    dialog = dialog_of(qtbot, shell)
    type_into(qtbot, dialog, "文号", "济政复决字〔2026〕9号")
    qtbot.waitUntil(lambda: shows(dialog, "保存后最迟 2026-12-21（周一）"))
    type_into(qtbot, dialog, "决定的期限", "若干日内（自然日）")
    type_into(qtbot, dialog, "天数", "10")
    qtbot.waitUntil(lambda: shows(dialog, "保存后最迟 2026-12-03（周四）"))
    click(qtbot, dialog, "登记责令答复")
    settle(qtbot, shell)
    assert shows(page, "最迟 2026-12-03（周四）")
    assert shows(page, "期限由决定确定")
