"""判断办理结果 by its questions: a newcomer clicks to the right letter, goes back, leaves and comes back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QListWidget

from caseapp.casework.casefile import load_case
from caseapp.casework.handling import procedure
from caseapp.casework.letters import replying
from caseapp.casework.letters.drafting import reply_draft
from caseapp.casework.office import Office
from caseapp.casework.receiving import intake
from ui.case_setup import DAY, WRITTEN, registered, signed
from ui.hands import click, find, settle, shows, type_into
from ui.test_theme import CONTROLS, _part_of_another_control

TO_KIND = ("都没有，继续办理", "看得出，能据此查找", "清楚，或者缺少的不影响办理和送达")
TO_HOLDER = (*TO_KIND, "提供一份已经形成的信息", "没有答复过，或者内容不同", "没有明显超过", "不是，要的是数据或者文件")
TO_EXISTS = (*TO_HOLDER, "本机关从企业、个人等处取得并保存的", "没有公开，或者只公开了一部分")
FORBIDDEN = (
    *TO_EXISTS,
    "有现成的",
    "法律、行政法规禁止公开（例如统计调查对象的资料、未公布的数据）",
    "单个企业、个人的资料，或者由地址、编码能认出是谁",
    "不能，去掉之后没有可以提供的内容",
)


class Hands:
    """A newcomer before the dialog."""

    def __init__(self, qtbot, shell, path, case_id, now):
        self.qtbot, self.shell, self.path, self.case_id, self.now = qtbot, shell, path, case_id, now

    def rest(self):
        for _ in range(2):
            settle(self.qtbot, self.shell)
            QApplication.processEvents()

    @property
    def dialog(self):
        self.rest()
        (shown,) = [d for d in self.shell.findChildren(QDialog) if d.isVisible()]
        return shown

    def open(self):
        self.shell.open_case(self.case_id)
        self.rest()
        click(self.qtbot, self.shell.current(), "判断办理结果")
        return self.dialog

    def press(self, name):
        click(self.qtbot, self.dialog, name)
        self.rest()

    def answer(self, *labels):
        for label in labels:
            self.press(label)
            self.press("下一个问题")

    def key(self, key, where=None):
        self.qtbot.keyClick(where or self.dialog.focusWidget(), key)
        self.rest()

    def sees(self, words):
        assert shows(self.dialog, words), words

    def case(self):
        office = Office.open(self.path)
        try:
            return load_case(office, self.case_id, self.now.day)
        finally:
            office.close()

    def decided(self):
        facts = [f for f in self.case().state.facts if f.kind == "outcome_decided"]
        return facts[-1].detail if facts else None

    def primary(self):
        (filled,) = [b for b in self.dialog.findChildren(QAbstractButton) if b.isVisible() and b.property("primary")]
        return filled.text()


@pytest.fixture
def case_id(office_path):
    return registered(office_path)


@pytest.fixture
def hands(qtbot, case_id, shell, office_path, now):
    made = Hands(qtbot, shell, office_path, case_id, now)
    made.open()
    return made


def test_a_newcomer_reaches_a_refusal_by_the_statistics_law(hands):
    hands.sees("第 1 步　补不补")
    hands.answer(*FORBIDDEN)
    hands.sees("不予公开（能够识别或者推断单个统计调查对象的资料）")
    hands.sees("《中华人民共和国统计法》第二十八条和《中华人民共和国政府信息公开条例》第十四条、第三十六条第（三）项")
    hands.sees("（三）不予公开：2.其他法律行政法规禁止公开")
    hands.sees("先申请行政复议，对复议决定不服再起诉")
    assert "能够识别单个统计调查对象身份" in find(hands.dialog, "理由").toPlainText()
    hands.press("确定办理结果")
    detail = hands.decided()
    assert detail["outcome"] == "forbidden_by_law"
    assert detail["path"][-3:] == [["must_not", 3], ["law_kind", 1], ["split", 2]]
    assert "第二十八条" in detail["reason"]
    line = next(x for x in hands.shell.current()._view.lines if x.kind == "outcome_decided")
    assert "判断过程：补不补：" in line.text


def test_data_not_yet_published_rest_on_their_own_article(hands):
    hands.answer(*FORBIDDEN[:-2], "还没有公布的统计数据", FORBIDDEN[-1])
    hands.sees("《中华人民共和国统计法实施条例》第二十八条和")
    hands.press("确定办理结果")
    assert hands.case().outcome.key == "forbidden_by_law:unpublished"
    assert hands.decided()["basis"].startswith("《中华人民共和国统计法实施条例》第二十八条")
    hands.open()
    hands.sees("《中华人民共和国统计法实施条例》第二十八条和")


def test_another_statute_is_named_before_it_is_decided(hands):
    hands.answer(*FORBIDDEN[:-2], "其他法律、行政法规明文禁止的", FORBIDDEN[-1])
    hands.press("确定办理结果")
    hands.sees("请写明禁止公开的是哪部法律、行政法规的哪一条")
    type_into(hands.qtbot, hands.dialog, "禁止公开的条文", "《中华人民共和国密码法》第三十一条")
    hands.press("确定办理结果")
    assert hands.case().outcome.cited == "《中华人民共和国密码法》第三十一条"
    hands.open()
    assert find(hands.dialog, "禁止公开的条文").text() == "《中华人民共和国密码法》第三十一条"


def test_information_that_does_not_exist_asks_for_its_search(hands):
    hands.answer(*TO_EXISTS)
    hands.press("查过了，没有制作也没有保存")
    hands.sees("检索人、检索范围、检索词和结果")
    hands.press("下一个问题")
    hands.sees("检索记录（证明已尽合理检索义务）")
    fields = {"检索人": "张敏", "检索范围": "档案室、综合科数据库", "检索词": "产值", "检索结果": "未检索到"}
    for name, text in fields.items():
        type_into(hands.qtbot, hands.dialog, name, text)
    hands.press("确定办理结果")
    assert hands.case().outcome.id == "not_existing"
    assert hands.case().state.has("searched")


def test_going_back_changes_the_conclusion(hands):
    hands.answer(*TO_KIND, "处理信访、投诉、举报（借申请的形式提出）")
    hands.sees("不予处理（信访举报投诉类申请）")
    hands.press("上一步")
    hands.sees("申请人要本机关做什么？")
    hands.answer("对申请人已经取得的信息加以确认，或者重新出具")
    hands.sees("不予处理（要求确认或重新出具已获取信息）")
    assert "确认或者重新出具" in find(hands.dialog, "理由").toPlainText()
    path = find(hands.dialog, "判断过程", QListWidget)
    line = next(path.item(n) for n in range(path.count()) if "看得出" in path.item(n).text())
    hands.qtbot.mouseClick(path.viewport(), Qt.MouseButton.LeftButton, pos=path.visualItemRect(line).center())
    hands.sees("看得出申请人要的是哪些信息吗？")
    hands.answer("看得出，能据此查找")
    # What was answered further on is still there.
    hands.sees("申请人的身份、联系方式和代理手续清楚吗？")
    hands.press("下一个问题")
    hands.press("下一个问题")
    hands.sees("不予处理（要求确认或重新出具已获取信息）")


def test_what_was_typed_is_not_overwritten_unasked(hands):
    hands.answer(*TO_KIND, "处理信访、投诉、举报（借申请的形式提出）")
    type_into(hands.qtbot, hands.dialog, "理由", "领导已批示")
    hands.press("上一步")
    hands.answer("对申请人已经取得的信息加以确认，或者重新出具")
    assert find(hands.dialog, "理由").toPlainText() == "领导已批示"
    hands.press("改用判断过程写成的理由")
    assert "确认或者重新出具" in find(hands.dialog, "理由").toPlainText()


def test_composed_reasons_go_when_another_outcome_is_chosen_from_the_list(hands):
    hands.answer(*TO_KIND, "处理信访、投诉、举报（借申请的形式提出）")
    hands.press("直接选择结果")
    assert find(hands.dialog, "不予处理（信访举报投诉类申请）").isChecked()
    assert "信访" in find(hands.dialog, "理由").toPlainText()
    hands.press("予以公开（提供）")
    assert find(hands.dialog, "理由").toPlainText() == ""


def test_a_request_that_is_not_clear_leads_to_the_form_of_the_notice(hands):
    hands.answer("都没有，继续办理", "看不出，要请申请人补正")
    hands.sees("先办：发补正告知书")
    assert hands.primary() == "发补正告知书"
    hands.press("发补正告知书")
    assert hands.dialog.windowTitle() == "发补正告知书"
    assert find(hands.dialog, "需要补正的事项").isVisible()
    assert hands.decided() is None


def test_a_withdrawal_shows_its_row_and_leads_to_its_form(hands):
    hands.answer("申请人已经撤回申请")
    hands.sees("（六）其他处理：3.其他")
    hands.sees("不告知救济途径")
    hands.press("登记撤回")
    assert hands.dialog.windowTitle() == "登记撤回"


def test_what_is_no_request_is_handled_outside_the_case(hands):
    hands.answer(*TO_KIND, "解答问题、说明原因（咨询）")
    hands.sees("按咨询另行登记")
    hands.press("返回案件，另行办理")
    assert not [d for d in hands.shell.findChildren(QDialog) if d.isVisible()]
    assert hands.decided() is None


def test_a_blocked_answer_stays_in_sight_and_says_why(hands):
    hands.answer("都没有，继续办理")
    hands.sees("没有登记收到补正（条例第三十条）。")
    hands.press("看得出，能据此查找")
    hands.press("收到补正了，内容仍然不明确")
    hands.sees("不能选“收到补正了，内容仍然不明确”：没有登记收到补正")
    assert find(hands.dialog, "看得出，能据此查找").isChecked()
    hands.press("下一个问题")
    hands.sees("第 1 步　补不补")
    hands.sees("申请人的身份、联系方式和代理手续清楚吗？")


def test_nothing_marked_nothing_gone_on(hands):
    hands.press("下一个问题")
    hands.sees("请先选一个回答。")
    hands.sees("申请人有没有撤回")


def test_digits_answer_enter_goes_on_and_a_digit_typed_in_a_field_stays_there(hands):
    hands.key(Qt.Key.Key_1)
    hands.key(Qt.Key.Key_Return)
    hands.sees("看得出申请人要的是哪些信息吗？")
    field = find(hands.dialog, "理由")
    field.setFocus()
    hands.key(Qt.Key.Key_2, field)
    assert field.toPlainText() == "2"
    hands.sees("看得出申请人要的是哪些信息吗？")
    assert not find(hands.dialog, "看不出，要请申请人补正").isChecked()
    find(hands.dialog, "判断过程").setFocus()
    hands.key(Qt.Key.Key_2)
    assert find(hands.dialog, "看不出，要请申请人补正").isChecked()
    hands.qtbot.keyClick(hands.dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    hands.sees("先办：发补正告知书")


def test_what_was_answered_is_there_again_after_esc(hands):
    hands.answer(*TO_KIND)
    type_into(hands.qtbot, hands.dialog, "理由", "与科室商量过")
    hands.key(Qt.Key.Key_Escape, hands.dialog)
    hands.open()
    hands.sees("接着上次")
    hands.sees("申请人要本机关做什么？")
    assert find(hands.dialog, "理由").toPlainText() == "与科室商量过"
    hands.answer("处理信访、投诉、举报（借申请的形式提出）")
    hands.press("确定办理结果")
    assert hands.decided()["path"] == [["alive", 1], ["clear", 1], ["identity", 1], ["kind", 2]]
    assert hands.decided()["reason"] == "与科室商量过"


def test_the_way_chosen_last_is_the_way_opened_next(hands):
    hands.press("直接选择结果")
    assert hands.primary() == "确定办理结果"
    hands.press("予以公开（提供）")
    hands.sees("《中华人民共和国政府信息公开条例》第三十六条第（二）项")
    hands.press("确定办理结果")
    assert "path" not in hands.decided()
    hands.open()
    assert find(hands.dialog, "予以公开（提供）").isChecked()


def test_an_outcome_reasoned_before_opens_with_its_answers(hands):
    hands.answer(*TO_KIND, "处理信访、投诉、举报（借申请的形式提出）")
    hands.press("确定办理结果")
    hands.open()
    hands.sees("不予处理（信访举报投诉类申请）")
    hands.press("上一步")
    assert find(hands.dialog, "处理信访、投诉、举报（借申请的形式提出）").isChecked()


def test_another_day_of_decision_cites_the_law_of_that_day(hands):
    hands.answer(*FORBIDDEN)
    type_into(hands.qtbot, hands.dialog, "判断日期", "2024-09-12")
    hands.rest()
    hands.sees("《中华人民共和国统计法》第二十五条")
    assert "第二十五条" in find(hands.dialog, "理由").toPlainText()


def test_the_record_answers_about_the_third_party(qtbot, case_id, shell, office_path, now):
    office = Office.open(office_path, who="张敏")
    procedure.consult_third_party(office, case_id, DAY, "某某公司", "产值", "商业秘密", now.day)
    for what, agrees in (("received", None), ("replied", True)):
        procedure.record_consultation(office, case_id, "third_party", what, now.day, now.day, agrees=agrees)
    office.close()
    hands = Hands(qtbot, shell, office_path, case_id, now)
    hands.open()
    hands.answer(*TO_EXISTS, "有现成的", "都不是", "涉及")
    hands.sees("全部或者部分内容属于下面哪一种？")
    path = find(hands.dialog, "判断过程", QListWidget)
    line = next(path.item(n) for n in range(path.count()) if "同意公开" in path.item(n).text())
    assert "案件记录：2026-11-23 收到第三方意见：同意公开" in line.toolTip()


@pytest.mark.parametrize("answers", [(), TO_EXISTS, FORBIDDEN])
def test_the_dialog_fits_and_every_control_has_a_chinese_name(hands, answers):
    hands.answer(*answers)
    dialog = hands.dialog
    nameless = [
        (type(widget).__name__, widget.objectName())
        for kind in CONTROLS
        for widget in dialog.findChildren(kind)
        if not _part_of_another_control(widget)
        and not any("一" <= char <= "鿿" for char in widget.accessibleName() or getattr(widget, "text", str)())
    ]
    assert nameless == []
    assert dialog.width() <= 1366
    assert dialog.height() <= 698
    assert hands.primary()


def test_a_repeated_request_takes_number_and_date_of_the_earlier_reply(qtbot, shell, office_path, now):
    first = signed(office_path)
    office = Office.open(office_path, who="张敏")
    replying.finalise(office, first, now.day, draft=WRITTEN)
    again = intake.Application("post", DAY, "王喆", "person", "第 1 件：2025年全市粮食产量。")
    second = intake.register(office, again, now.day).case_id
    office.close()
    hands = Hands(qtbot, shell, office_path, second, now)
    hands.open()
    hands.press("直接选择结果")
    hands.press("不予处理（重复申请）")
    assert find(hands.dialog, "重复的是哪一次申请").currentText().startswith("2026-001　济统依复〔2026〕1号")
    hands.press("确定办理结果")
    office = Office.open(office_path)
    draft = reply_draft(office, load_case(office, second, now.day))
    office.close()
    assert draft.slots["earlier_number"] == "济统依复〔2026〕1号"
