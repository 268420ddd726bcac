"""What the manual shows: the screens and dialogs, on the demonstration desk, each reached as a person reaches it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

from manual_hands import Hands
from PySide6.QtCore import QSettings
from PySide6.QtGui import QPdfWriter, QTextDocument
from PySide6.QtWidgets import QApplication

from caseapp.casework.files import attach
from caseapp.casework.office import Office
from caseapp.casework.places import RECORD_NAME
from caseapp.casework.upkeep.showcase import make_showcase
from caseapp.ui.frame.pictures import session
from caseapp.ui.frame.shell import Shell
from caseapp.ui.ledger.ledger_import import ImportDialog

_MATERIAL = """<body style="font-size: 17pt"><p align="center">关于报送2025年大蒜生产情况的函</p><p>局农业科：</p>
<p>某某镇2025年大蒜播种面积1.2万亩，总产量2.6万吨。</p>
<p>填表人：李某某，手机13800138000，身份证号11010519491231002X。</p><p>办公电话：0537-0000000。</p></body>"""
_STICK = Path("E:\\办件数据\\办件记录.caseapp")
_PLACE = "C:\\Users\\zhangmin\\AppData\\Local\\caseapp\\办件记录.caseapp"
_NOTICE = """一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（周日）至23日（周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。"""
_LEDGER = """登记编号,申请人,申请人类别,申请渠道,收到日期,申请内容,办理结果,办结日期,归档盒号
2025-001,李诚,自然人,当面,2025-03-03,2024年全市粮食产量,（一）予以公开,2025-03-10,A-7
2025-002,某某农业有限公司,商业企业,邮寄,2025-06-09,2024年蔬菜播种面积,（一）予以公开,2025-06-20,A-8
2025-003,赵慧,自然人,电子邮件,2025-11-20,2024年居民收入,,,
"""


def take(app: QApplication, folder: Path) -> None:
    """Save every picture of the manual into a folder."""
    with tempfile.TemporaryDirectory() as scratch:
        QSettings.setDefaultFormat(QSettings.Format.IniFormat)
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, scratch)
        record = Path(scratch) / RECORD_NAME
        today = make_showcase(record)
        _add_material(record, today)
        for look in (_screens, _register, _steps, _reply, _ledger, _year, _settings):
            session(app, record, today, _with(look, folder))
        session(app, Path(scratch) / "新" / RECORD_NAME, today, _with(_first_start, folder))
        session(app, _STICK, today, _with(_missing, folder), known=True)


def _with(look: Callable[[Hands], None], folder: Path) -> Callable[[Shell], None]:
    return lambda shell: look(Hands(shell, folder))


def _add_material(record: Path, today: date) -> None:
    """Give case 2026-008 a 公开件 with personal data in it."""
    path = record.with_name("大蒜生产情况.pdf")
    page = QTextDocument()
    page.setHtml(_MATERIAL)
    writer = QPdfWriter(str(path))
    writer.setResolution(96)
    page.print_(writer)
    office = Office.open(record, who="张敏")
    try:
        case = office.record.case_by_number("2026-008")
        attach(office, case.id, "material", path.name, path.read_bytes(), today, not_secret=True)
    finally:
        office.close()


def _first_start(hands: Hands) -> None:
    hands.snap("wizard")


def _missing(hands: Hands) -> None:
    hands.snap("trouble", cut=(140, 0, 1040, 240))


def _screens(hands: Hands) -> None:
    for key in ("today", "ledger", "templates"):
        hands.shell.open_page(key)
        hands.snap(key)
    hands.shell.open_page("today")
    hands.snap("today_side", cut=(1082, 52, 0, -32))
    hands.case("2026-004")
    hands.snap("case")
    page = hands.shell.page("case")
    hands.snap("case_stages", page.stages)  # type: ignore[attr-defined]
    hands.snap("case_due", page.due, page.next)  # type: ignore[attr-defined]
    hands.snap("case_timeline", page.timeline)  # type: ignore[attr-defined]
    page.tabs.setCurrentIndex(3)  # type: ignore[attr-defined]
    hands.snap("case_documents", page.tabs)  # type: ignore[attr-defined]
    page.tabs.setCurrentIndex(0)  # type: ignore[attr-defined]
    page.ask_undo()  # type: ignore[attr-defined]
    hands.snap("undo", of=hands.dialog)
    hands.close_dialog()
    hands.case("2026-003")
    page.tabs.setCurrentIndex(5)  # type: ignore[attr-defined]
    hands.press("证据材料…")
    hands.snap("bundle", of=hands.dialog)
    hands.close_dialog()
    hands.verb("2026-005", "serve")
    hands.snap("refused", of=hands.shell.alerts)
    hands.shell.alerts.dismiss()


def _register(hands: Hands) -> None:
    hands.shell.open_register()
    hands.rest()
    page = hands.shell.page("register")
    hands.press("渠道 邮寄（签收）")
    hands.fill(
        page,
        申请人="孙桂兰",
        联系电话="0537-0000120",
        通信地址="济宁市任城区某某街6号",
        申请内容="任城区2025年居民人均可支配收入抽样调查户数。",
    )
    hands.snap("register")
    hands.snap("register_side", page.dates, page.near)  # type: ignore[attr-defined]
    hands.press("渠道 平常信函")
    hands.snap("register_channel", cut=(140, 52, 1040, 260))


def _steps(hands: Hands) -> None:
    for name, number, verb in (
        ("transfer", "2026-013", "transfer"),
        ("dispute", "2026-003", "dispute"),
        ("archive", "2026-003", "archive"),
    ):
        hands.verb(number, verb)
        hands.snap(name, of=hands.dialog)
        hands.close_dialog()
    hands.verb("2026-014", "confirm_receipt")
    hands.fill(hands.dialog, 确认人="张敏", 确认方式="电话告知")
    hands.snap("confirm", of=hands.dialog)
    hands.close_dialog()
    hands.verb("2026-013", "consult")
    hands.fill(
        hands.dialog,
        第三方名称="某某热电有限公司",
        涉及的信息="该公司2025年能源消费报表的填报情况",
        可能影响的权益="商业秘密",
    )
    hands.snap("consult", of=hands.dialog)
    hands.close_dialog()
    hands.verb("2026-006", "record_opinion")
    hands.fill(
        hands.dialog,
        登记什么="收到对方意见",
        是否同意公开="不同意公开",
        意见内容="报表含本公司能源成本，属于商业秘密",
    )
    hands.snap("opinion", of=hands.dialog)
    hands.close_dialog()
    hands.verb("2026-012", "ask_clarification")
    hands.fill(
        hands.dialog,
        不明确之处="“近几年全市统计数据”没有写明年份和指标",
        需要补正的事项="所需数据的起止年份\n所需指标的名称",
        指导和释明="常用指标可以先查《济宁统计年鉴》目录",
    )
    hands.snap("clarify", of=hands.dialog)
    hands.close_dialog()
    hands.verb("2026-013", "extend")
    hands.fill(hands.dialog, 延期理由="2008年至2015年的资料只有纸质档案，查找需要时间", 批准人="王立新")
    hands.snap("extend", of=hands.dialog)
    hands.close_dialog()
    hands.verb("2026-013", "decide_outcome")
    hands.snap("chooser", of=hands.dialog)
    hands.press("直接选择结果", hands.dialog)
    hands.press("部分公开", hands.dialog)
    hands.snap("outcome", of=hands.dialog)
    hands.close_dialog()


def _reply(hands: Hands) -> None:
    case = hands.case("2026-008")
    hands.shell.open_review(case)
    hands.rest()
    page = hands.shell.page("review")
    hands.press("查看内容…")
    hands.snap("look", of=hands.dialog)
    hands.close_dialog()
    hands.press("遮盖…")
    hands.fill(hands.dialog, 要查找的文字="13800138000")
    hands.press("查找并遮盖", hands.dialog)
    hands.snap("mask", of=hands.dialog)
    hands.close_dialog()
    half = hands.case("2026-007")
    hands.shell.open_review(half)
    hands.snap("review")
    hands.snap("review_side", page.conditions, page.conclusion)  # type: ignore[attr-defined]
    hands.shell.open_letter(half)
    hands.snap("letter")
    letter = hands.shell.page("letter")
    hands.snap("findings", letter.findings)  # type: ignore[attr-defined]
    signed = hands.case("2026-005")
    hands.shell.open_letter(signed)
    hands.rest()
    hands.press("定稿答复书")
    hands.snap("finalise", of=hands.dialog)
    hands.close_dialog()
    hands.verb("2026-004", "serve")
    hands.snap("serve", of=hands.dialog)
    hands.close_dialog()


def _ledger(hands: Hands) -> None:
    hands.shell.open_page("ledger")
    hands.rest()
    hands.press("选择列")
    hands.snap("columns", of=hands.dialog)
    hands.close_dialog()
    dialog = ImportDialog(hands.shell)
    dialog.open()
    path = Path(QSettings().fileName()).with_name("2025年台账.csv")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_LEDGER, encoding="utf-8")
    dialog.read(str(path))
    dialog.resize(900, 360)
    hands.snap("ledger_import", of=dialog)
    dialog.close()
    hands.press("导出台账…")
    hands.snap("ledger_export", of=hands.dialog)
    hands.close_dialog()


def _year(hands: Hands) -> None:
    page = hands.shell.open_page("year")
    hands.snap("year")
    hands.snap("year_checks", page.side)  # type: ignore[attr-defined]
    hands.press("表二")
    hands.snap("year_table2", cut=(140, 0, 0, 400))
    hands.press("报告文字")
    hands.snap("year_text", cut=(140, 0, 0, 330))


def _settings(hands: Hands) -> None:
    page = hands.shell.open_page("settings")
    hands.rest()
    hands.snap("settings")
    page.show_tab("copies")  # type: ignore[attr-defined]
    hands.rest()
    hands.press("立即备份")
    hands.shell.alerts.dismiss()
    real = str(hands.shell.desk.opening.record)  # type: ignore[union-attr]
    hands.reword(page, real, _PLACE)
    usual = hands.shell.size()
    hands.shell.resize(usual.width(), 400)
    hands.snap("settings_copies", cut=(140, 0, 0, -32))
    hands.shell.resize(usual)
    hands.press("用备份恢复…")
    hands.dialog.resize(900, 330)
    hands.reword(hands.dialog, real, _PLACE)
    hands.snap("restore", of=hands.dialog)
    hands.close_dialog()
    page.show_tab("calendar")  # type: ignore[attr-defined]
    hands.snap("settings_calendar", cut=(140, 52, 0, -32))
    hands.press("录入放假安排…")
    hands.fill(hands.dialog, 年份="2026 年", 依据="国务院办公厅关于2026年部分节假日安排的通知", 通知原文=_NOTICE)
    hands.snap("calendar_typing", of=hands.dialog)
    hands.close_dialog()
