"""A real record, a real window, offscreen; both gone again at the end of each test."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from datetime import date, datetime

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from caseapp.casework.office import Office, Profile, save_person, save_profile
from caseapp.casework.upkeep.opening import Opening
from caseapp.ui.desk import Desk
from caseapp.ui.frame.pages import MAKERS
from caseapp.ui.frame.shell import Shell
from caseapp.ui.theme import dress
from quick_disk import no_waiting_for_the_disk  # noqa: F401 - used by every test
from ui.hands import settle

MOMENT = datetime(2026, 11, 23, 9, 12).astimezone()
PROFILE = Profile(
    name="济宁市统计局",
    code_reply="济统依复",
    code_notice="济统依告",
    foi_unit="济宁市统计局办公室",
    address="济宁市任城区某某路1号",
    postcode="272000",
    phone="0537-0000000",
    contact="张敏",
    reconsideration_organ="济宁市人民政府",
    superior="山东省统计局",
    court="济宁市任城区人民法院",
    platform_name="互动交流平台",
)


_SHEET: list[str] = []
_MADE: list[bytes] = []
"""The fresh record, made once in a run and copied after that."""


def pytest_collection_modifyitems(items):
    """The offscreen platform says this of every dialog; it is no fault of the program."""
    for item in items:
        if "/tests/ui/" in str(item.path):
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints"))


class Now:
    """The day and the moment of a test; both are moved by hand."""

    def __init__(self, day: date) -> None:
        self.day = day

    def today(self) -> date:
        return self.day

    def moment(self) -> datetime:
        return MOMENT.replace(year=self.day.year, month=self.day.month, day=self.day.day)


@pytest.fixture
def now():
    return Now(date(2026, 11, 23))


@pytest.fixture(autouse=True)
def _own_settings(tmp_path):
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "settings"))


@pytest.fixture
def office_path(tmp_path, now):
    """A fresh record with a filled profile and one person."""
    path = tmp_path / "办件记录.caseapp"
    if not _MADE:
        office = Office.open(path, who="张敏", now=now.moment, create=True)
        save_profile(office, PROFILE)
        save_person(office, "张敏", "办公室", "科员")
        office.close()
        _MADE.append(path.read_bytes())
    path.write_bytes(_MADE[0])
    return path


@pytest.fixture
def open_shell(qtbot, now):
    """Return a function that opens a window on a record; every window is closed at the end."""
    app = QApplication.instance()
    if not _SHEET or app.styleSheet() != _SHEET[0]:  # a sheet set anew polishes every widget there is
        dress(app, dark=False)
        _SHEET[:] = [app.styleSheet()]
    opened: list[Shell] = []

    def start(path, *, create: bool = False, known: bool = False) -> Shell:
        desk = Desk(Opening(path, now.today, now.moment, create=create, known=known), now.today)
        shell = Shell(desk, MAKERS)
        opened.append(shell)
        shell.show()
        shell.start()
        settle(qtbot, shell)
        return shell

    yield start
    for shell in opened:
        shell.close()
        shell.pool.close()
        shell.desk.close()
        shell.deleteLater()
    app.processEvents()


@pytest.fixture
def shell(open_shell, office_path):
    """The window on the record of ``office_path``."""
    return open_shell(office_path)
