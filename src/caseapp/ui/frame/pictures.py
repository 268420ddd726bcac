"""Pictures of the main screens, taken offscreen: for the manual, and to see that every screen can be drawn."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import QEventLoop, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from caseapp.casework.ledger.lists import today_rows
from caseapp.casework.office import Office, save_person, save_profile
from caseapp.casework.upkeep.opening import Opening
from caseapp.ui.desk import Desk
from caseapp.ui.frame.pages import MAKERS
from caseapp.ui.frame.shell import Shell

_SIZE = (1366, 698)
_POLL_MS, _QUIET_POLLS = 20, 5


def take_pictures(app: QApplication, folder: Path, record: str | None, today: date | None) -> int:
    """Save one PNG of every main screen and return the exit status.

    Args:
        app: the application, dressed.
        folder: where the pictures go; made when it is not there.
        record: a record to show; None shows the demonstration desk.
        today: the day taken as today; None takes the demonstration's own day, or the last day of work in ``record``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        QSettings.setDefaultFormat(QSettings.Format.IniFormat)
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, scratch)
        shown, day = _record_to_show(Path(scratch), record, today)
        session(app, shown, day, lambda shell: _main_screens(shell, folder))
        first = Path(scratch) / "办件记录.caseapp"
        session(app, first, day, lambda shell: _save(shell, folder / "first_start.png"))
        _copy_profile(shown, first)
        session(app, first, day, lambda shell: _save(shell, folder / "empty_start.png"))
    return 0


def _record_to_show(scratch: Path, record: str | None, today: date | None) -> tuple[Path, date]:
    """Return a copy to look at, so that nothing is changed, and the day to look at it."""
    copy = scratch / "示例.caseapp"
    if record is None:
        from caseapp.casework.upkeep.showcase import make_showcase

        day = make_showcase(copy)
        return copy, today or day
    copy.write_bytes(Path(record).read_bytes())
    return copy, today or datetime.now().astimezone().date()


def _copy_profile(source: Path, target: Path) -> None:
    office = Office.open(source)
    profile, who = office.profile, office.who
    office.close()
    office = Office.open(target)
    try:
        save_profile(office, profile, complete=False)
        save_person(office, who)
    finally:
        office.close()


def session(
    app: QApplication, record: Path, today: date, look: Callable[[Shell], None], *, known: bool = False
) -> None:
    """Open a window on a record, let ``look`` work it, and close it again.

    Where there is none, one is made; a ``known`` one is missed.
    """
    desk = Desk(Opening(record, lambda: today, lambda: datetime.now().astimezone(), known=known), lambda: today)
    shell = Shell(desk, MAKERS)
    shell.resize(*_SIZE)
    shell.show()
    shell.start()
    settle(app, desk)
    try:
        look(shell)
    finally:
        shell.close()
        desk.close()
        shell.deleteLater()
        app.processEvents()


def _main_screens(shell: Shell, folder: Path) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    for key in ("today", "ledger", "year", "register", "templates", "settings", "help"):
        shell.open_page(key)
        settle(app, shell.desk)
        _save(shell, folder / f"{key}.png")
    found: list[int] = []
    today = shell.desk.today()
    shell.desk.ask(lambda office: _case_with_review(office, today), found.append, owner=shell)
    settle(app, shell.desk)
    if not found or not found[0]:
        return
    for key, show in (("case", shell.open_case), ("review", shell.open_review), ("letter", shell.open_letter)):
        show(found[0])
        settle(app, shell.desk)
        _save(shell, folder / f"{key}.png")


def _case_with_review(office: Office, today: date) -> int:
    """Return the most urgent case under review, else the most urgent, else the last one; 0 when there is none."""
    rows = today_rows(office, today)
    ids = [row.case_id for row in rows] or office.record.case_ids()[-1:]
    reviewed = [case_id for case_id in ids if office.record.reviews(case_id)]
    return next(iter(reviewed or ids), 0)


def settle(app: QApplication, desk: Desk) -> None:
    """Let the window work until nothing has been under way for a little while."""
    loop = QEventLoop()
    quiet = 0

    def look() -> None:
        nonlocal quiet
        quiet = 0 if desk.busy else quiet + 1
        if quiet >= _QUIET_POLLS:
            loop.quit()

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(_POLL_MS)
    loop.exec()
    timer.stop()
    app.processEvents()


def _save(shell: Shell, path: Path) -> None:
    if not shell.grab().save(str(path)):
        raise OSError(f"不能写入图片“{path}”。")
