"""Composition: opens the record, builds the window, and keeps a copy of the record when the window is gone."""

from __future__ import annotations

import faulthandler
import logging
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, TextIO

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QSettings, QSize
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox

from caseapp import resources
from caseapp.casework.office import Office, RecordTrouble
from caseapp.casework.places import data_folder, is_update, make_folder, portable_folder, record_path, usual_places
from caseapp.casework.upkeep.opening import Opening
from caseapp.ui.desk import Desk
from caseapp.ui.frame.alerts import Alert
from caseapp.ui.frame.known_records import KnownRecords
from caseapp.ui.frame.pages import MAKERS
from caseapp.ui.frame.shell import Shell
from caseapp.ui.frame.single import Doorkeeper
from caseapp.ui.theme import dress

if TYPE_CHECKING:
    import argparse

log = logging.getLogger(__name__)
CRASH_FILE = "崩溃记录.txt"
CRASH_KEPT = "上次崩溃记录.txt"
LOG_FILE = "运行日志.txt"


def main(argv: Sequence[str]) -> int:
    """Open the window and return its exit status."""
    options = _options(argv)
    if options.pictures is not None:
        from caseapp.ui.frame.pictures import take_pictures

        return take_pictures(_application(), options.pictures, options.record, options.today)
    update = options.file if options.file and is_update(Path(options.file)) else ""
    chosen = options.record if update else options.file or options.record
    today, app, record = options.today, _application(), record_path(chosen)
    if not (chosen or os.environ.get("CASEAPP_RECORD")):
        known = KnownRecords(QSettings())
        record = known.usual(record)
        if not update and known.is_first_start(record):
            _offer_found(record)
    create = not options.file
    return run(app, record, (lambda: today) if today else _system_today, update, create=create)


def _offer_found(record: Path) -> None:
    """On the first start, offer to go on with a record an earlier installation left."""
    from caseapp.casework.upkeep.finding import find_records, take_over
    from caseapp.ui.frame.found_dialog import FoundDialog

    if not (found := find_records(usual_places())):
        return
    asked = FoundDialog(found, record)
    while asked.exec() == QDialog.DialogCode.Accepted:
        try:
            take_over(asked.chosen().path, record)
        except RecordTrouble as error:
            QMessageBox.warning(asked, "没有接着用", str(error))
            continue
        return


def run(
    app: QApplication, record: Path, today: Callable[[], date], update: str = "", *, create: bool = True
) -> int:
    """Show the window on a record until it is closed; a second start on the same record only brings it to the front.

    Args:
        app: the application, dressed.
        record: where it stands.
        today: asked for the day.
        update: an 更新文件 to show, "" for none.
        create: whether a record is made where there is none.
    """
    door = Doorkeeper(str(record.absolute()))
    if door.is_taken(str(Path(update).absolute()) if update else ""):
        return 0
    crash = _watch_crashes()
    records = KnownRecords(QSettings())
    opening = Opening(record, today, _now, create=create, known=record in records)
    desk = Desk(opening, today)
    shell = Shell(desk, MAKERS)
    door.knocked.connect(shell.come_forward)
    _catch_bugs(shell)
    shell.begin_with(update)
    shell.show()
    shell.begun.connect(lambda: records.remember(opening.record))
    shell.start()
    if crash:
        shell.alerts.show_alert(_crash_alert(crash))
    status = app.exec()
    shell.pool.close()
    app.processEvents()  # a print that has just ended is recorded before the record is closed
    desk.ask(_keep_copy, _ignore)
    desk.close()
    door.close()
    return status


def _options(argv: Sequence[str]) -> argparse.Namespace:
    from caseapp.cli.usage import Parser

    parser = Parser(prog="caseapp", description="依申请公开办件台：不带命令时打开窗口。")
    parser.add_argument("file", nargs="?", metavar="文件", help="要打开的办件记录或者更新文件")
    parser.add_argument("--record", metavar="位置", help="办件记录的位置")
    parser.add_argument("--today", metavar="日期", type=date.fromisoformat, help="把这一天当作今天（演示、检查用）")
    parser.add_argument("--pictures", metavar="文件夹", type=Path, help="把主要画面存成图片后退出")
    return parser.parse_args(argv)


def _application() -> QApplication:
    _choose_input_method()
    QCoreApplication.setOrganizationName("caseapp")
    QCoreApplication.setApplicationName("caseapp")
    if (portable := portable_folder()) is not None:
        QSettings.setDefaultFormat(QSettings.Format.IniFormat)
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(portable))
    app = QApplication(sys.argv[:1])
    app.setApplicationDisplayName("")
    app.setDesktopFileName("caseapp")
    app.setWindowIcon(_icon())
    dress(app)
    return app


def _icon() -> QIcon:
    icon = QIcon()
    for size in (16, 32, 64):
        icon.addFile(str(resources.root() / f"icons/app/{size}.png"), QSize(size, size))
    return icon


def _choose_input_method() -> None:
    """Let Chinese be typed under fcitx: it also speaks ibus, for which the wheel carries a plugin."""
    if os.environ.get("QT_IM_MODULE", "").startswith("fcitx"):
        plugins = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath), "platforminputcontexts")
        if not any("fcitx" in path.name for path in plugins.glob("*")):
            os.environ["QT_IM_MODULE"] = "ibus"


def _system_today() -> date:
    return date.today()


def _now() -> datetime:
    return datetime.now().astimezone()


def _ignore(_result: object) -> None:
    return None


def _keep_copy(office: Office) -> None:
    """Keep a copy; the record is safe without it, so a failure is only logged."""
    from caseapp.casework.upkeep.backups import keep_copy

    try:
        keep_copy(office)
    except Exception:
        log.exception("the copy on exit failed")


_crash_stream: TextIO | None = None


def _watch_crashes() -> str:
    """Let hard crashes leave a trace in the data folder; return the trace the last run left, "" when it ended well."""
    global _crash_stream
    folder = data_folder()
    try:
        make_folder(folder)
        path = folder / CRASH_FILE
        found = path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""
        if found:
            path.replace(folder / CRASH_KEPT)
        _crash_stream = path.open("w", encoding="utf-8")
        faulthandler.enable(_crash_stream)
        logging.basicConfig(filename=folder / LOG_FILE, encoding="utf-8", level=logging.WARNING)
    except OSError:
        return ""
    return found


def _crash_alert(trace: str) -> Alert:
    where = data_folder() / CRASH_KEPT
    return Alert(
        "error",
        "上次没有正常退出",
        f"已保存的内容和草稿不受影响。崩溃时的记录存在“{where}”，可以复制详情交给维护人员。",
        trace,
    )


def _catch_bugs(shell: Shell) -> None:
    def hook(_kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, Exception):
            shell.show_trouble(error.with_traceback(trace))

    sys.excepthook = hook
