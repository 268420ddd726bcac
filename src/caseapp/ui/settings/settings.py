"""设置: 机关信息, people, calendar, copies of the record."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QTabWidget, QWidget

from caseapp.casework.upkeep.settings_views import SettingsView, settings_view
from caseapp.ui.frame.shell import Shell
from caseapp.ui.page import Page
from caseapp.ui.settings.settings_calendar import CalendarTab
from caseapp.ui.settings.settings_copies import CopiesTab
from caseapp.ui.settings.settings_fonts import FontsTab
from caseapp.ui.settings.settings_people import PeopleTab
from caseapp.ui.settings.settings_profile import ProfileTab
from caseapp.ui.settings.settings_publications import PublicationsTab
from caseapp.ui.settings.settings_reminders import RemindersTab
from caseapp.ui.settings.settings_support import SupportTab
from caseapp.ui.widgets import rows

TABS: tuple[tuple[str, str], ...] = (
    ("profile", "机关信息"),
    ("people", "人员"),
    ("calendar", "工作日历"),
    ("publications", "主动公开目录"),
    ("fonts", "文书字体"),
    ("reminders", "提醒"),
    ("copies", "备份与记录"),
    ("support", "支持"),
)


class SettingsPage(Page):
    """One tab for each kind of setting."""

    kinds = frozenset({"settings", "calendar"})

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "设置")
        self.profile = ProfileTab(shell)
        self.people = PeopleTab(shell)
        self.calendar = CalendarTab(shell)
        self.publications = PublicationsTab(shell)
        self.fonts = FontsTab(shell)
        self.reminders = RemindersTab(shell)
        self.copies = CopiesTab(shell)
        self.support = SupportTab(shell)
        self.tabs = QTabWidget()
        rows.name(self.tabs, "设置分类")
        for key, words in TABS:
            tab: QWidget = getattr(self, key)
            self.tabs.addTab(tab, words)
        frame, inner = rows.panel()
        inner.setContentsMargins(0, 4, 0, 0)
        inner.addWidget(self.tabs)
        self.body.addWidget(frame, 1)
        self.copies.changed.connect(self.refresh)

    def show_tab(self, key: str) -> None:
        """Bring a tab to the front."""
        self.tabs.setCurrentIndex([name for name, _ in TABS].index(key))

    def take_update(self, place: str) -> None:
        """Check an update file that was opened, and show what it would change."""
        self.show_tab("calendar")
        self.calendar.read_update(place)

    def refresh(self) -> None:
        """Read everything again."""
        today = self.desk.today()
        self.desk.ask(lambda office: settings_view(office, today), self._show, owner=self)
        self.publications.refresh()

    def primary(self) -> QPushButton:
        """Return the filled button of the tab in front."""
        tab = getattr(self, TABS[self.tabs.currentIndex()][0])
        pressed: QPushButton = tab.primary()
        return pressed

    def leave(self) -> None:
        """Keep what is typed into the profile."""
        self.profile.leave()

    def _show(self, view: SettingsView) -> None:
        self.profile.set_view(view)
        self.people.set_view(view)
        self.calendar.set_view(view)
        self.fonts.set_view(view)
        self.copies.set_view(view)
