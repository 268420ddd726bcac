"""今日: what is due, what to do next, one list, worst first."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from caseapp.casework.today_views import Group, TodayView, today_view
from caseapp.ui.frame.shell import Shell
from caseapp.ui.page import Page
from caseapp.ui.today.calendar_strip import CalendarStrip
from caseapp.ui.today.today_empty import EmptyToday
from caseapp.ui.today.today_list import TodayList
from caseapp.ui.tokens import GAP
from caseapp.ui.widgets import rows
from caseapp.ui.widgets.two_panes import TwoPanes

_SIDE_WIDTH = 264


class TodayPage(Page):
    """The first page."""

    kinds = frozenset({"case", "facts", "review", "documents", "calendar", "settings"})

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "今日")
        self.list = TodayList()
        self._search = rows.line("查编号、姓名、申请内容　Ctrl+F", accessible="查找申请")
        self._search.setFixedWidth(240)
        self._counts_title = rows.words("", "panelTitle")
        self._counts = QGridLayout()
        self._strip = CalendarStrip()
        self.empty = EmptyToday(shell)
        self._stack = QStackedWidget()
        self._asked = QFrame()
        self._asked_words = rows.words("", "caution", wrap=True)
        self._import = rows.button("导入放假安排", small=True)

        self.header.addWidget(self._search)
        self._stack.addWidget(QWidget())
        self._stack.addWidget(self._build_lists())
        self._stack.addWidget(self.empty)
        self._asked.setObjectName("panel")
        asked = QHBoxLayout(self._asked)
        asked.setContentsMargins(12, 6, 8, 6)
        asked.addWidget(self._asked_words, 1)
        asked.addWidget(self._import)
        self._asked.hide()
        self.body.addWidget(self._asked)
        self.body.addWidget(self._stack, 1)

        self._search.returnPressed.connect(self._find)
        self._import.clicked.connect(self._open_calendar)
        self.list.opened.connect(shell.open_case)
        self.list.step_wanted.connect(shell.do_step)

    def _build_lists(self) -> QWidget:
        frame, inner = rows.panel()
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.list)
        counts, counts_in = rows.panel()
        counts_in.addWidget(self._counts_title)
        counts_in.addWidget(rows.rule())
        self._counts.setColumnStretch(1, 1)
        self._counts.setHorizontalSpacing(8)
        self._counts.setVerticalSpacing(5)
        counts_in.addLayout(self._counts)
        calendar, calendar_in = rows.panel("工作日历")
        calendar_in.addWidget(self._strip)
        side = QVBoxLayout()
        side.setSpacing(GAP)
        side.addWidget(counts)
        side.addWidget(calendar, 1)
        holder = QWidget()
        side.setContentsMargins(0, 0, 0, 0)
        holder.setLayout(side)
        return TwoPanes(frame, holder, _SIDE_WIDTH, ("要办的申请", "件数和日历"))

    def refresh(self) -> None:
        """Read the list again."""
        today = self.desk.today()
        self.desk.ask(lambda office: today_view(office, today), self._show, owner=self)

    def primary(self) -> QPushButton | None:
        """Return the selected line's step, or what the empty page wants done."""
        return self.list.step_button() if self._stack.currentIndex() == 1 else self.empty.primary()

    def focus_search(self) -> None:
        """Put the cursor into the search field."""
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def go_back(self) -> None:
        """Leave the search field; there is no page behind this one."""
        self.list.setFocus()

    def _show(self, view: TodayView) -> None:
        self.subtitle.setText(view.day_words)
        self._asked_words.setText(view.notice_wanted)
        self._asked.setVisible(bool(view.notice_wanted))
        self.shell.set_today_count(view.urgent)
        self.shell.say_pressing(view.urgent, view.soon)
        if not view.rows:
            self.empty.set_view(view)
            if self._stack.currentIndex() != 2:
                self._stack.setCurrentIndex(2)
                self.empty.primary().setFocus()
            return
        fresh = self._stack.currentIndex() != 1
        self._stack.setCurrentIndex(1)
        self.list.set_lines(view.rows)
        self._show_counts(view)
        today = self.desk.today()
        self._strip.set_days(view.days, next(i for i, d in enumerate(view.days) if d.day == today))
        if fresh:
            self.list.setFocus()

    def _show_counts(self, view: TodayView) -> None:
        self._counts_title.setText(f"在办 {view.open_count} 件")
        while item := self._counts.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        for line, group in enumerate(view.groups):
            self._add_count(line, group)

    def _add_count(self, line: int, group: Group) -> None:
        tone = group.tone if group.count else "neutral"
        bar = QWidget()
        bar.setFixedSize(4, 14)
        bar.setProperty("toneBar", group.tone)
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        number = rows.words(str(group.count), "count")
        number.setProperty("tone", tone)
        self._counts.addWidget(bar, line, 0)
        self._counts.addWidget(rows.words(group.label), line, 1)
        self._counts.addWidget(number, line, 2, Qt.AlignmentFlag.AlignRight)

    def _open_calendar(self) -> None:
        self.shell.open_page("settings").show_tab("calendar")  # type: ignore[attr-defined]

    def _find(self) -> None:
        text = self._search.text().strip()
        self._search.clear()
        ledger = self.shell.page("ledger")
        ledger.search_for(text)  # type: ignore[attr-defined]
        self.shell.open_page("ledger")
