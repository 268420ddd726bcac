"""The window: navigation, the stack of pages, the status line, the one alert panel."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSettings, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent, QWindow
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QMainWindow,
    QPushButton,
    QStackedWidget,
    QStatusBar,
    QVBoxLayout,
    QWidget,
)

from caseapp.casework.office_views import StatusLine, missing_profile, status_line
from caseapp.casework.upkeep.clockguard import set_back
from caseapp.casework.upkeep.disks import ON_SHARE
from caseapp.ui.desk import Desk
from caseapp.ui.frame import actions, tray
from caseapp.ui.frame.alerts import Alert, AlertPanel
from caseapp.ui.frame.clock_dialog import ClockDialog
from caseapp.ui.frame.nav_button import NavButton
from caseapp.ui.page import Page
from caseapp.ui.pool import Pool
from caseapp.ui.tokens import NAV_WIDTH
from caseapp.ui.widgets import rows
from caseapp.ui.words import sentence_of

log = logging.getLogger(__name__)
NAV: tuple[tuple[str, str], ...] = (
    ("today", "今日"),
    ("ledger", "台账"),
    ("year", "年度"),
    ("templates", "模板与检查单"),
)
LETTER_STEPS = frozenset({"submit", "sign_off", "finalise", "attach_sealed"})
NAV_LOW: tuple[tuple[str, str], ...] = (("settings", "设置"), ("help", "帮助"))


class Shell(QMainWindow):
    """The main window.

    Attributes:
        desk: the worker that owns the record.
        pool: the workers for what needs no record: printers and page pictures of a print.
        pages: key to page; made when first shown.
        before: key of the page that was in front before the one that is.
        alerts: the one alert panel.

    Signals:
        begun: the record is open.
    """

    begun = Signal()

    def __init__(self, desk: Desk, makers: dict[str, Callable[[Shell], Page]]) -> None:
        super().__init__()
        self.desk = desk
        self.pool = Pool(self)
        self.settings = QSettings()
        self._makers = makers
        self.pages: dict[str, Page] = {}
        self.before = "today"
        self._stale: set[str] = set()
        self._update = ""
        self._told_share = False
        self.stack = QStackedWidget()
        self.alerts = AlertPanel(self)
        self.tray = tray.TrayNotice(self)
        self.status_left = rows.words("", "faint")
        self.status_right = rows.words("", "faint")

        self.setWindowTitle("依申请公开办件台")
        self.setMinimumSize(1024, 640)
        self.resize(1366, 698)
        central = QWidget()
        layout = QHBoxLayout(central)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._build_nav())
        layout.addWidget(self.stack, 1)
        self.setCentralWidget(central)
        bar = QStatusBar()
        bar.setSizeGripEnabled(False)
        self.status_left.setContentsMargins(10, 0, 0, 0)
        self.status_right.setContentsMargins(0, 0, 10, 0)
        bar.addWidget(self.status_left)
        bar.addPermanentWidget(self.status_right)
        self.setStatusBar(bar)
        actions.install(self)

        desk.changed.connect(self._on_changed)
        desk.noted.connect(self._say_note)
        desk.troubled.connect(self.show_trouble)
        desk.replaced.connect(lambda sentence: self.start_anew("办件记录换过了", sentence))
        self.pool.troubled.connect(self.show_trouble)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusWindowChanged.connect(self._give_help)

    def _build_nav(self) -> QWidget:
        nav = QWidget()
        nav.setObjectName("nav")
        nav.setFixedWidth(NAV_WIDTH)
        layout = QVBoxLayout(nav)
        layout.setContentsMargins(0, 12, 0, 12)
        layout.setSpacing(0)
        self.register_button = QPushButton("登记新申请")
        self.register_button.setAccessibleName("登记新申请")
        self.register_button.setToolTip("Ctrl+N")
        self.register_button.clicked.connect(self.open_register)
        holder = QHBoxLayout()
        holder.setContentsMargins(10, 0, 10, 12)
        holder.addWidget(self.register_button)
        layout.addLayout(holder)
        self._group = QButtonGroup(self)
        self._nav: dict[str, NavButton] = {}
        for key, words in NAV:
            layout.addWidget(self._nav_button(key, words))
        layout.addStretch(1)
        for key, words in NAV_LOW:
            layout.addWidget(self._nav_button(key, words))
        self._group.buttonClicked.connect(self._on_nav)
        return nav

    def _nav_button(self, key: str, words: str) -> NavButton:
        made = NavButton(key, words)
        self._group.addButton(made)
        self._nav[key] = made
        return made

    def start(self) -> None:
        """Open the record and show the first page: 今日, the first-start pages, or why the record does not open."""
        today = self.desk.today()
        self.desk.ask(
            lambda office: (missing_profile(office.profile), set_back(office, today)),
            self._begin,
            owner=self,
            failed=self._stuck,
        )

    def restored(self, aside: Path | None) -> None:
        """Begin again on a record put back from a copy."""
        kept = f"原来的记录改名为“{aside.name}”，保留在原处。" if aside else ""
        self.start_anew("已用备份恢复", f"{kept}请核对备份以后登记的内容，缺的重新登记。")

    def start_anew(self, title: str, words: str) -> None:
        """Begin again on another record; nothing shown before is kept, and the user is told why."""
        self.desk.begin_anew()
        for dialog in self.findChildren(QDialog):
            dialog.reject()
        for page in list(self.pages.values()):
            self.stack.removeWidget(page)
            page.deleteLater()
        self.pages.clear()
        self.start()
        self.notice(title, words)

    def _begin(self, found: tuple[list[str], str]) -> None:
        missing, doubt = found
        self.begun.emit()
        self.open_page("wizard" if missing else "today")
        self.refresh_status()
        if doubt:
            asked = ClockDialog(self, doubt)
            asked.rejected.connect(self.close)
            asked.open()
        elif self._update:
            self.open_update(self._update)

    def _stuck(self, error: Exception) -> None:
        sentence = sentence_of(error)
        if sentence is None:
            self.show_trouble(error)
            return
        self.page("trouble").set_sentence(sentence)  # type: ignore[attr-defined]
        self.open_page("trouble")

    def come_forward(self, update: str = "") -> None:
        """Bring the window to the front: the program was started a second time, perhaps with an update file."""
        if self.isMinimized():
            self.showNormal()
        self.raise_()
        self.activateWindow()
        if update and QApplication.activeModalWidget() is None:
            self.open_update(update)

    def begin_with(self, update: str) -> None:
        """Take an update file once the record is open."""
        self._update = update

    def open_update(self, update: str) -> None:
        """Show what an update file would change; nothing is taken in before it is confirmed."""
        self._update = ""
        self.open_page("settings").take_update(update)  # type: ignore[attr-defined]

    def page(self, key: str) -> Page:
        """Return a page, made the first time it is asked for."""
        if key not in self.pages:
            made = self._makers[key](self)
            self.pages[key] = made
            self.stack.addWidget(made)
        return self.pages[key]

    def current(self) -> Page | None:
        """Return the page in front."""
        shown = self.stack.currentWidget()
        return shown if isinstance(shown, Page) else None

    def open_page(self, key: str) -> Page:
        """Bring a page to the front, read anew."""
        before = self.current()
        page = self.page(key)
        if before is not None and before is not page:
            self.before = self._key_of(before)
            before.leave()
        self.stack.setCurrentWidget(page)
        self._check_nav(key)
        self._stale.discard(key)
        page.refresh()
        return page

    def open_register(self) -> None:
        """Open the registration form with its kept draft."""
        self.open_page("register")

    def open_help(self) -> None:
        """Open the manual at what it says of the page in front."""
        self.page("help").show_topic(self._key_of(self.current()))  # type: ignore[attr-defined]
        self.open_page("help")

    def open_help_here(self) -> None:
        """Open the manual over the dialog in front, at what it says of the page the dialog belongs to."""
        from caseapp.ui.help.help_dialog import HelpDialog

        dialog = QApplication.activeModalWidget()
        if dialog is not None:
            HelpDialog(dialog, self._key_of(self.current())).open()

    def _give_help(self, _window: QWindow | None) -> None:
        if QApplication.activeModalWidget() is not None:
            from caseapp.ui.help.help_dialog import give_help

            give_help(self)

    def _key_of(self, page: Page | None) -> str:
        return next((key for key, made in self.pages.items() if made is page), "today")

    def open_case(self, case_id: int, tab: str = "") -> None:
        """Open one case."""
        page = self.page("case")
        page.set_case(case_id, tab)  # type: ignore[attr-defined]
        self.open_page("case")

    def open_review(self, case_id: int) -> None:
        """Open the 保密审查 of a case."""
        self.page("review").set_case(case_id)  # type: ignore[attr-defined]
        self.open_page("review")

    def open_letter(self, case_id: int) -> None:
        """Open the reply of a case."""
        self.page("letter").set_case(case_id)  # type: ignore[attr-defined]
        self.open_page("letter")

    def do_step(self, case_id: int, verb: str) -> None:
        """Open the place where a step of a case is done."""
        if verb == "review":
            self.open_review(case_id)
        elif verb in LETTER_STEPS:
            self.open_letter(case_id)
        else:
            self.open_case(case_id)
            self.page("case").start_verb(verb)  # type: ignore[attr-defined]

    def say_pressing(self, urgent: int, soon: int) -> None:
        """Show the notice at start, where the user wants it."""
        if tray.wanted(self.settings):
            self.tray.show_once(urgent, soon)

    def set_today_count(self, count: int) -> None:
        """Show how many cases are overdue or due today beside 今日."""
        self._nav["today"].set_count(count, f"{count} 件须今天办" if count else "")

    def refresh_status(self) -> None:
        """Fill the status line: who, which record, the last copy, the calendar's last published year."""
        self.desk.ask(status_line, self._show_status, owner=self)

    def _show_status(self, line: StatusLine) -> None:
        copied = f"上次备份 {line.last_copy:%m-%d %H:%M}" if line.last_copy else "尚未备份：退出时自动备份"
        share = "（在网络盘上）" if line.on_share else ""
        self.status_left.setText(f"{line.who}　　记录：{Path(line.record).name}{share}　　{copied}")
        if line.on_share and not self._told_share:
            self._told_share = True
            self.notice("请把办件记录移到本机硬盘", ON_SHARE)
        self.status_left.setToolTip(line.record)
        self.status_right.setText(f"工作日历：{line.published} 年已导入 · {line.published + 1} 年未公布")
        self.setWindowTitle(f"依申请公开办件台 — {line.organ}" if line.organ else "依申请公开办件台")

    def show_refusal(self, error: Exception, title: str = "没有办理") -> None:
        """Say a refusal, or treat the error as trouble."""
        sentence = sentence_of(error)
        if sentence is None:
            self.show_trouble(error)
            return
        head, mark, rest = sentence.partition("：")
        if mark and len(head) <= 16:
            self.alerts.show_alert(Alert("refusal", head, f"{rest}没有改动任何内容。"))
        else:
            self.alerts.show_alert(Alert("refusal", title, f"{sentence}没有改动任何内容。"))

    def show_trouble(self, error: Exception) -> None:
        """Say an error no page took: trouble with the environment in one sentence, a bug with its details."""
        sentence = sentence_of(error)
        if sentence is not None:
            self.show_refusal(error)
            return
        log.error("a bug", exc_info=error)
        details = "".join(traceback.format_exception(error))
        self.alerts.show_alert(
            Alert("error", "程序出错", "这一步没有完成，已保存的内容不受影响。请复制详情交给维护人员。", details)
        )

    def _say_note(self, note: str) -> None:
        self.notice("已办理，请注意", note)

    def notice(self, title: str, text: str) -> None:
        """Say that something was done."""
        self.alerts.show_alert(Alert("notice", title, text))

    def _on_nav(self, pressed: NavButton) -> None:
        self.open_page(str(pressed.property("page")))

    def _check_nav(self, key: str) -> None:
        chosen = self._nav.get(key)
        if chosen is None:
            self._group.setExclusive(False)
            for other in self._nav.values():
                other.setChecked(False)
            self._group.setExclusive(True)
        else:
            chosen.setChecked(True)

    def _on_changed(self, kinds: frozenset[str], _case_id: int) -> None:
        shown = self.current()
        for page in self.pages.values():
            if page is shown and page.kinds & kinds:
                page.refresh()
        if kinds & {"settings", "calendar"}:
            self.refresh_status()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the alert in the middle."""
        super().resizeEvent(event)
        self.alerts.place()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what is typed before the window goes."""
        page = self.current()
        if page is not None:
            page.leave()
        super().closeEvent(event)
