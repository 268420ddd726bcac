"""One request from an empty record to the annual workbook, by typing and clicking only."""

from __future__ import annotations

from datetime import date

import pypdfium2
import pytest
import shiboken6
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit

from caseapp.casework.casefile import load_case
from caseapp.casework.office import Office
from ui.hands import click, find, settle, shows, texts, type_into

REQUEST = "2024年、2025年全市各县（市、区）粮食播种面积和总产量。"
SIGNERS = (("承办人", "张敏"), ("科室负责人", "刘建国"), ("保密审查机构", "孙秀兰"), ("分管领导", "王立新"))
GROUPS = (
    "一、涉密与工作秘密",
    "二、来源与会商",
    "三、国家安全、公共安全、经济安全、社会稳定",
    "四、第三方权益",
    "五、统计调查对象",
    "六、内部事务、过程性信息、执法案卷",
    "七、处理与结论",
)
# Questions whose honest answer is not 否.
ANSWERS = {"K23": "不涉及", "K24": "是"}


class Desk:
    """A person at the window: one day at a time, with eyes on screen, record and PDF."""

    def __init__(self, qtbot, shell, now, path):
        self.qtbot, self.shell, self.now, self.path = qtbot, shell, now, path
        self.case_id = 0

    def at(self, day):
        self.now.day = date.fromisoformat(day)

    @property
    def page(self):
        return self.shell.current()

    def dialog(self):
        self.rest()
        shown = [d for d in self.shell.findChildren(QDialog) if d.isVisible()]
        assert len(shown) == 1, f"{len(shown)} dialogs"
        return shown[0]

    def press(self, name, where=None):
        click(self.qtbot, where or self.page, name)
        self.rest()

    def fill(self, where=None, **values):
        for name, text in values.items():
            type_into(self.qtbot, where or self.page, name, text)

    def do(self, button, **values):
        """Fill the open dialog and press its button; it must close."""
        dialog = self.dialog()
        self.fill(dialog, **values)
        self.press(button, dialog)
        assert not shiboken6.isValid(dialog) or not dialog.isVisible(), texts(dialog)

    def rest(self):
        """Wait for the worker, and for what it brought to stand on the screen."""
        for _ in range(2):
            settle(self.qtbot, self.shell)
            QApplication.processEvents()

    def sees(self, words):
        assert shows(self.page, words), words

    def record(self, work):
        office = Office.open(self.path, now=self.now.moment)
        try:
            return work(office)
        finally:
            office.close()

    def case(self):
        return self.record(lambda office: load_case(office, self.case_id, self.now.day))

    def facts(self):
        return [fact.kind for fact in self.case().facts]

    def document(self, template):
        """Return the newest letter of a template and the words of its PDF."""
        row = next(d for d in reversed(self.case().documents) if d.template == template)
        pdf = self.record(lambda office: office.record.document_pdf(row.id))
        opened = pypdfium2.PdfDocument(pdf)
        words = "".join(page.get_textpage().get_text_range() for page in opened)
        return row, "".join(words.split())


# The completer of the file dialog opens a popup, which the offscreen platform remarks on.
@pytest.mark.qt_log_ignore("This plugin does not support")
def test_one_request_from_the_empty_record_to_the_annual_workbook(qtbot, open_shell, now, tmp_path):
    path = tmp_path / "新的办件记录.caseapp"
    now.day = date(2026, 9, 7)
    desk = Desk(qtbot, open_shell(path, create=True), now, path)
    _first_start(desk)
    _register(desk)
    _clarify(desk)
    _decide(desk)
    _review(desk)
    _write_letter(desk)
    _finalise(desk)
    _serve_and_archive(desk)
    _export_the_year(desk, tmp_path)


def _first_start(desk):
    assert desk.page is desk.shell.page("wizard")
    desk.fill(
        机关名称="济宁市统计局",
        政府信息公开工作机构="济宁市统计局办公室",
        答复书代字="济统依复",
        告知书代字="济统依告",
        办公地址="济宁市任城区某某路1号",
        邮政编码="272000",
        联系电话="0537-0000000",
        联系人="张敏",
    )
    desk.press("下一步")
    desk.fill(行政复议机关="济宁市人民政府", 起诉法院="济宁市任城区人民法院", 网络平台名称="互动交流平台")
    desk.press("下一步")
    desk.fill(姓名="张敏", 科室="办公室")
    desk.press("完成")
    assert desk.page is desk.shell.page("today")
    assert desk.record(lambda office: (office.profile.name, office.people()[0].name)) == ("济宁市统计局", "张敏")


def _register(desk):
    desk.press("登记新申请")
    desk.press("渠道 邮寄（签收）")
    desk.fill(到件日期="2026-09-07", 申请人="王喆", 申请内容=REQUEST, 联系电话="0537-0000001")
    desk.fill(通信地址="济宁市任城区某某街2号")
    desk.press("登记")
    assert desk.page is desk.shell.page("case")
    desk.case_id = desk.record(lambda office: office.record.case_by_number("2026-001").id)
    assert desk.case().row.request == REQUEST
    assert desk.facts() == ["arrived", "received", "registered"]
    desk.sees("2026-001　王喆")
    # 20 working days from 2026-09-08, around 中秋节 and 国庆节, 09-20 and 10-10 worked.
    desk.sees("最迟 2026-10-10（周六）交邮")
    receipt, words = desk.document("receipt")
    assert "2026年9月7日" in words
    assert "王喆" in words
    assert receipt.number == ""


def _clarify(desk):
    desk.at("2026-09-09")
    desk.press("发补正告知书")
    dialog = desk.dialog()
    desk.fill(dialog, 不明确之处="申请书未写明粮食的品种范围", 需要补正的事项="所需数据的粮食品种")
    desk.fill(dialog, 告知日期="2026-09-09")
    desk.qtbot.waitUntil(lambda: shows(dialog, "等待申请人补正至"))
    desk.do("生成补正告知书")
    desk.sees("等待补正")
    notice, words = desk.document("clarification_notice")
    assert notice.number == "济统依告〔2026〕1号"
    assert "所需数据的粮食品种" in words

    desk.at("2026-09-16")
    desk.press("登记补正材料")
    desk.do("登记收到补正", 收到补正日期="2026-09-16", 补正内容="品种为小麦、玉米")
    assert desk.facts()[-2:] == ["clarification_sent", "clarification_received"]
    desk.sees("最迟 2026-10-20（周二）交邮")


def _decide(desk):
    desk.at("2026-09-21")
    desk.press("判断办理结果")
    dialog = desk.dialog()
    desk.press("直接选择结果", dialog)
    desk.press("予以公开（提供）", dialog)
    assert shows(dialog, "《中华人民共和国政府信息公开条例》第三十六条第（二）项")
    assert shows(dialog, "（一）予以公开")
    desk.fill(dialog, 理由="数据由本机关制作，可以公开。")
    desk.press("确定办理结果", dialog)
    assert desk.case().outcome.id == "provided"
    desk.sees("先审查、后公开（条例第十七条）")


def _review(desk):
    desk.at("2026-09-22")
    desk.press("保密审查")
    assert desk.page is desk.shell.page("review")
    desk.fill(信息名称="2024、2025年粮食产量分县数据", 产生科室="农村统计科")
    for group in GROUPS:
        desk.press(f"{group}：均为否")
    for item, answer in ANSWERS.items():
        desk.press(f"{item} {answer}")
    desk.sees("24 项已答完，1 项为是")
    desk.fill(审查结论="公开")
    desk.press("保存审查表")
    (saved,) = desk.case().reviews
    assert (saved.conclusion, saved.answers["K1"]["answer"], saved.answers["K24"]["answer"]) == ("公开", "否", "是")
    for label, name in SIGNERS:
        assert find(desk.page, "签字栏").currentText() == label
        desk.fill(签字人=name, 签字日期="2026-09-22")
        desk.press("登记签字")
    assert desk.facts().count("review_signed") == 4
    assert desk.case().state.review.passed
    desk.press("打印审查表")
    desk.press("关闭", desk.dialog())
    _, words = desk.document("review_form")
    assert all(name in words for _, name in SIGNERS)


def _write_letter(desk):
    desk.at("2026-09-23")
    desk.press("返回案件")
    desk.press("送签答复书")
    assert desk.page is desk.shell.page("letter")
    desk.rest()
    desk.sees("“提供的材料”没有填写")
    desk.fill(提供的材料="2024年、2025年分县粮食播种面积和总产量", 提供页数="3", 提供方式="随本答复书邮寄纸质复印件")
    desk.qtbot.waitUntil(lambda: shows(desk.page, "通过") and not shows(desk.page, "没有填写"))
    desk.qtbot.waitUntil(lambda: shows(desk.page, "草稿，已自动保存"))
    assert not find(desk.page, "答复书预览").pixmap().isNull()
    desk.press("送签答复书")
    desk.do("送签", 拟办意见="拟予以公开，提供材料3页，邮寄送达")
    _, words = desk.document("approval_form")
    assert "拟予以公开，提供材料3页，邮寄送达" in words

    desk.at("2026-09-24")
    desk.press("登记签发")
    desk.do("登记签发", 签发人="王立新", 职务="分管领导", 签发日期="2026-09-24")
    assert desk.facts()[-2:] == ["submitted", "signed_off"]


def _finalise(desk):
    desk.press("定稿答复书")
    desk.do("定稿")
    reply, words = desk.document("reply_provided")
    assert (reply.number, reply.made_on) == ("济统依复〔2026〕1号", date(2026, 9, 24))
    assert "2024年、2025年分县粮食播种面积和总产量" in words
    assert "王喆" in words
    assert "2026年9月24日" in words
    assert "济宁市人民政府" in words
    desk.sees("济统依复〔2026〕1号")

    scan = desk.path.parent / "盖章件.pdf"
    scan.write_bytes(desk.record(lambda office: office.record.document_pdf(reply.id)))
    desk.press("存入盖章件")
    desk.do("存入盖章件", 盖章件文件=str(scan), 用印日期="2026-09-24")
    sealed = [a for a in desk.case().attachments if a.role == "sealed"]
    assert [(a.name, a.document_id) for a in sealed] == [("盖章件.pdf", reply.id)]


def _serve_and_archive(desk):
    desk.press("登记送达")
    dialog = desk.dialog()
    assert find(dialog, "送达方式").currentText() == "邮寄（邮政企业），以交邮之日为准"
    desk.do("登记送达", 送达日期="2026-09-24", 邮件号="XA00000000137")
    assert desk.page is desk.shell.page("case")
    assert desk.case().clock.on_time is True
    desk.sees("按期办结")
    _, words = desk.document("service_receipt")
    assert "济统依复〔2026〕1号" in words

    desk.at("2026-09-30")
    desk.press("归档")
    desk.do("归档", 归档号="XXGK-2026-001", 归档日期="2026-09-30")
    desk.sees("已归档")
    assert desk.facts()[-2:] == ["served", "archived"]
    _, words = desk.document("registration_form")
    assert "王喆" in words


def _export_the_year(desk, folder):
    desk.press("年度", desk.shell)
    desk.press("导出年度工作簿")
    dialog = desk.shell.findChild(QFileDialog)
    place = dialog.findChild(QLineEdit)
    place.selectAll()
    desk.qtbot.keyClicks(place, str(folder / "2026.xlsx"))
    desk.qtbot.keyClick(place, Qt.Key.Key_Return)
    target = folder / "2026.xlsx"
    desk.qtbot.waitUntil(lambda: desk.shell.alerts.shown is not None)
    assert "2026 年度工作簿写入" in desk.shell.alerts.shown.text
    cells = [[cell.value for cell in row] for sheet in load_workbook(target) for row in sheet.iter_rows()]
    new = next(row for row in cells if "一、本年新收政府信息公开申请数量" in row)
    assert [value for value in new if isinstance(value, int)][-7:] == [1, 0, 0, 0, 0, 0, 1]
    public = next(row for row in cells if "（一）予以公开" in row)
    assert [value for value in public if isinstance(value, int)][-7:] == [1, 0, 0, 0, 0, 0, 1]
