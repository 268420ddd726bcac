"""How soon the page of a reply follows a key, end to end in the real window, and for how long the window was blocked.

Run: ``QT_QPA_PLATFORM=offscreen python benchmarks/preview.py [keys]``. The plain thing is a key in a line that has no
page behind it; the budget is a sixth of a second. Nothing here is a test.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
from datetime import date
from pathlib import Path
from time import perf_counter

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QSettings, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from caseapp.casework.letters import replying
from caseapp.casework.office import Office, Profile, save_person, save_profile
from caseapp.casework.receiving import intake
from caseapp.casework.review import reviewing
from caseapp.ui.desk import Desk
from caseapp.ui.frame.pages import MAKERS
from caseapp.ui.frame.shell import Shell
from caseapp.ui.letter.letter_page import LetterPage
from caseapp.ui.theme import dress

DAY = date(2026, 11, 5)
BUDGET = 1 / 6
WORDS = "附表中三个行业各只有一家企业，公开后能够推断单个统计调查对象的资料，依照统计法的规定不得对外提供。"


def made_record(path: Path) -> int:
    """Return the id of a case whose two-page reply is being written."""
    office = Office.open(path, who="张敏", create=True)
    save_profile(office, Profile(
        name="济宁市统计局", code_reply="济统依复", code_notice="济统依告", foi_unit="办公室",
        address="济宁市任城区某路1号", postcode="272000", phone="0537-0000000", contact="张敏",
        reconsideration_organ="济宁市人民政府",
        superior="山东省统计局", court="济宁市任城区人民法院"))
    save_person(office, "张敏", "办公室", "科员")
    request = "2021年至2025年全市分县（市、区）规模以上工业企业单位数、工业总产值和从业人员平均人数" * 3
    application = intake.Application("post", date(2026, 11, 2), "王喆", "person", request)
    case_id = intake.register(office, application, DAY).case_id
    replying.decide_outcome(office, case_id, "partial", DAY, "区分处理。", DAY)
    answers = reviewing.answers_all(office, "否", K23="不涉及", K24="是")
    reviewing.save_review(office, case_id, "汇总表", {}, answers, "部分公开", "遮盖三个行业", DAY)
    office.close()
    return case_id


def main() -> None:
    """Type into the reply and print what was measured."""
    keys = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    app = QApplication([])
    dress(app, dark=False)
    with tempfile.TemporaryDirectory() as scratch:
        QSettings.setDefaultFormat(QSettings.Format.IniFormat)
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, scratch)
        record = Path(scratch) / "办件记录.caseapp"
        case_id = made_record(record)
        desk = Desk(lambda: Office.open(record), lambda: DAY)
        shell = Shell(desk, MAKERS)
        shell.resize(1366, 698)
        shell.show()
        shell.start()
        settle(app, desk)
        shell.open_letter(case_id)
        settle(app, desk)
        try:
            measure(app, shell, keys)
        finally:
            shell.close()
            desk.close()


def measure(app: QApplication, shell: Shell, keys: int) -> None:
    """Type, wait for the page, and say how long it took."""
    page = shell.current()
    assert isinstance(page, LetterPage)
    field = next(w for w in page.findChildren(QPlainTextEdit) if w.accessibleName().startswith("不予公开的内容"))
    field.setFocus()
    field.setPlainText("\n".join([WORDS] * 3))
    settle(app, shell.desk)
    plain_field = QLineEdit()
    plain_field.show()
    plain = [pressed(app, lambda: QTest.keyClick(plain_field, Qt.Key.Key_A)) for _ in range(keys)]
    plain_field.close()
    gaps: list[float] = []
    beat = QTimer()
    beat.setInterval(5)
    last = [perf_counter()]

    def tick() -> None:
        now = perf_counter()
        gaps.append(now - last[0])
        last[0] = now

    beat.timeout.connect(tick)
    beat.start()
    taken = []
    for n in range(keys):
        before = page.preview.sheet.pixmap().cacheKey()
        start = perf_counter()
        event = QInputMethodEvent()
        event.setCommitString(WORDS[n % len(WORDS)])
        QApplication.sendEvent(field, event)
        while page.preview.sheet.pixmap().cacheKey() == before:
            # a busy wait would take the worker's turn
            app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        taken.append(perf_counter() - start)
        settle(app, shell.desk)
    beat.stop()
    print(f"page of {page.preview._pages}, {page.preview.page_width} pixels wide, {keys} keys")
    for name, values in (("plain key", plain), ("key to page", taken), ("window blocked", sorted(gaps)[-keys:])):
        print(f"{name:>15}: median {statistics.median(values) * 1000:6.1f} ms, worst {max(values) * 1000:6.1f} ms, "
              f"worst / budget {max(values) / BUDGET:5.2f}")


def pressed(app: QApplication, press: object) -> float:
    """Return how long one key takes where nothing follows it."""
    start = perf_counter()
    press()  # type: ignore[operator]
    app.processEvents()
    return perf_counter() - start


def settle(app: QApplication, desk: Desk) -> None:
    """Let the window work until it rests."""
    quiet = perf_counter()
    while perf_counter() - quiet < 0.06:
        app.processEvents()
        if desk.busy:
            quiet = perf_counter()


if __name__ == "__main__":
    main()
