"""今日 without an open case: what will appear here, and the one thing to do."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from caseapp.casework.today_views import TodayView
from caseapp.ui.frame.sample_start import SampleStart
from caseapp.ui.frame.shell import Shell
from caseapp.ui.tokens import GAP
from caseapp.ui.widgets import rows

_PERIODS = (
    ("补正告知　7 个工作日", "自收到申请之日起，一次性告知（第三十条）"),
    ("答复　20 个工作日", "自收到申请之日起（第三十三条）；收到补正、缴费后重新起算"),
    ("延期　最多再加 20 个工作日", "工作机构负责人同意，并告知申请人"),
    ("征求意见　期间不计入", "第三方 15 个工作日不回复，由本机关决定，不等于同意"),
)


class EmptyToday(QWidget):
    """Two faces: a record without any case, and one whose cases are all closed and filed."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._sample = SampleStart(shell)
        self._office = rows.words("", "reason")
        self._calendar = rows.words("", "reason")
        self._register = rows.button("登记新申请", primary=True)
        self._new = rows.button("登记新申请", primary=True)
        self._ledger = rows.button("打开台账")
        self._faces = QStackedWidget()

        self._faces.addWidget(self._build_first())
        self._faces.addWidget(self._build_done())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addWidget(self._faces, 1)
        layout.addWidget(_periods(), 0, Qt.AlignmentFlag.AlignTop)

        self._register.clicked.connect(shell.open_register)
        self._new.clicked.connect(shell.open_register)
        self._ledger.clicked.connect(self._open_ledger)

    def primary(self) -> QPushButton:
        """Return 登记新申请."""
        return self._register if self._faces.currentIndex() == 0 else self._new

    def set_view(self, view: TodayView) -> None:
        """Say what is filled in already."""
        court = "起诉法院已填" if view.court_known else "起诉法院未填"
        organ, code = view.organ or "未填写", view.code_reply or "未填"
        self._office.setText(f"{organ}；代字 {code}；{court}。这些内容会印在答复书上")
        self._calendar.setText(
            f"{view.first_calendar_year}—{view.published} 年已导入。{view.published + 1} 年放假安排公布后再导入，"
            f"之前落在 {view.published + 1} 年的期限标为“暂定”"
        )
        self._faces.setCurrentIndex(1 if view.has_cases else 0)

    def _build_first(self) -> QWidget:
        frame, inner = rows.panel()
        inner.setContentsMargins(44, 32, 44, 24)
        inner.setSpacing(0)
        inner.addWidget(rows.words("还没有登记申请", "pageTitle"))
        inner.addSpacing(8)
        promise = "收到第一件后，这里按期限从急到缓排列在办申请，每件写明最迟日期、原因和下一步。"
        inner.addWidget(rows.words(promise, "secondary"))
        inner.addSpacing(18)
        check, look = rows.button("核对", small=True), rows.button("查看", small=True)
        rows.name(check, "核对机关信息")
        rows.name(look, "查看工作日历")
        bring, show = rows.button("导入台账", small=True), rows.button("打开示例", small=True)
        first = rows.words("信封、邮件或网上打印件放在手边；先选渠道，程序据此确定法定收到日", "reason")
        old = rows.words("先试读，列出有问题的行；全部无误才导入，不改原文件", "reason")
        example = rows.words("2021 年度 8 件申请，从登记到年度表；单独打开，不写入本机记录", "reason")
        for number, title, below, button in (
            ("✓", "机关信息", self._office, check),
            ("✓", "工作日历", self._calendar, look),
            ("3", "登记第一件申请", first, self._register),
            ("4", "已有 Excel 台账", old, bring),
            ("5", "先看一个完整的例子", example, show),
        ):
            inner.addWidget(rows.rule())
            inner.addWidget(_step(number, title, below, button))
        inner.addWidget(rows.rule())
        inner.addSpacing(16)
        order = "按 F1 打开当前页的说明。操作顺序：接收、登记、办理、审查、答复、送达、归档。"
        inner.addWidget(rows.words(order, "reason"))
        inner.addStretch(1)
        check.clicked.connect(self._check_office)
        look.clicked.connect(self._look_at_calendar)
        bring.clicked.connect(self._bring_ledger)
        show.clicked.connect(self._sample.start)
        return frame

    def _build_done(self) -> QWidget:
        frame, inner = rows.panel()
        inner.setContentsMargins(44, 32, 44, 24)
        inner.setSpacing(8)
        inner.addWidget(rows.words("现在没有要办的申请", "pageTitle"))
        inner.addWidget(rows.words("登记过的申请都已办结归档，可以在台账中查阅。", "secondary"))
        buttons = QHBoxLayout()
        buttons.addWidget(self._new)
        buttons.addWidget(self._ledger)
        buttons.addStretch(1)
        inner.addSpacing(8)
        inner.addLayout(buttons)
        inner.addStretch(1)
        return frame

    def _check_office(self) -> None:
        self._shell.page("settings").show_tab("profile")  # type: ignore[attr-defined]
        self._shell.open_page("settings")

    def _look_at_calendar(self) -> None:
        self._shell.page("settings").show_tab("calendar")  # type: ignore[attr-defined]
        self._shell.open_page("settings")

    def _bring_ledger(self) -> None:
        self._shell.open_page("ledger").choose_import()  # type: ignore[attr-defined]

    def _open_ledger(self) -> None:
        self._shell.open_page("ledger")


def _step(number: str, title: str, below: QLabel, button: QPushButton) -> QWidget:
    holder = QWidget()
    holder.setFixedHeight(76)
    mark = QLabel(number)
    mark.setObjectName("stepMark")
    mark.setProperty("done", number == "✓")
    mark.setProperty("here", number == "3")
    mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
    mark.setFixedSize(26, 26)
    heading = rows.words(title)
    words = QVBoxLayout()
    words.setSpacing(2)
    words.addStretch(1)
    words.addWidget(heading)
    words.addWidget(below)
    words.addStretch(1)
    layout = QHBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(16)
    layout.addWidget(mark)
    layout.addLayout(words, 1)
    layout.addWidget(button)
    return holder


def _periods() -> QWidget:
    frame, inner = rows.panel("记住四个期限")
    frame.setFixedWidth(340)
    for title, reason in _PERIODS:
        inner.addWidget(rows.words(title))
        inner.addWidget(rows.words(reason, "reason", wrap=True))
        inner.addWidget(rows.rule())
    inner.addWidget(rows.words("期限由程序推算，每一天计入或不计入都有依据，可以复制。", "reason", wrap=True))
    return frame
