"""Works the installed window from outside its process where something is wrong, or a file is opened by double click.

Run by check_window.sh after drive_window.py. Pulling a stick needs root: a file asks check_window.sh for it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from pathlib import Path

from drive_window import DAY, told
from window_hands import Window

HOME = Path(os.environ["HOME"])
STICK = Path("/stick")
ASKED = "2024年、2025年全市粮食播种面积和总产量。"


def main() -> None:
    """Starts that must end in one sentence, files that are opened, and a stick that is pulled out."""
    starts_that_fail()
    files_opened()
    stick_pulled()
    portable()


def starts_that_fail() -> None:
    """A full disk, a read-only folder, another user's record, and a clock of 1970."""
    for record, words in (
        ("/full/a/办件记录.caseapp", "磁盘空间不足"),
        ("/usr/share/a.caseapp", "只读"),
        ("/check/other.caseapp", "另一个用户"),
    ):
        window = Window("caseapp", "--record", record)
        told(window.sees(words))
        window.close()
    sample = HOME / "clock.caseapp"
    shutil.copy(HOME / "sample/sample-2021.caseapp", sample)
    window = Window("faketime", "1970-01-02 08:00:00", "caseapp", "--record", str(sample))
    told(window.sees("1970"))
    window.kill()
    subprocess.run(["caseapp", "verify", str(sample)], check=True)


def files_opened() -> None:
    """A record shows itself; an update file goes to the window that is open, and is taken in there."""
    window = Window("caseapp", str(HOME / "改了名.caseapp"))
    told(window.sees("改了名.caseapp"))
    window.close()
    window = Window("caseapp", "--today", DAY)
    window.sees("登记新申请")
    subprocess.run(["caseapp", str(HOME / "altered.caseupdate")], check=True)
    told(window.sees("没有导入"))
    window.dismiss_alert()
    subprocess.run(["caseapp", str(HOME / "新文书.caseupdate")], check=True)
    told(window.sees("协助函改一句"))
    window.press("导入")
    time.sleep(1)
    window.close()
    said = subprocess.run(["caseapp", "template", "list"], check=True, capture_output=True, text=True).stdout
    (line,) = [line for line in said.splitlines() if line.startswith("assist_letter　")]
    if "本机关第" not in line:
        raise SystemExit(line)
    told(line)


def stick_pulled() -> None:
    """What is typed stays, and is registered when the stick is back."""
    record = STICK / "办件记录.caseapp"
    shutil.copy(HOME / ".local/share/caseapp/办件记录.caseapp", record)
    window = Window("caseapp", str(record), "--today", DAY)
    window.press("登记新申请")
    window.press("渠道 邮寄（签收）")
    window.fill(申请人="李一", 申请内容=ASKED, 通信地址="济宁市任城区某某街3号")
    as_root("out")
    window.press("登记")
    told(window.sees("断开了"))
    window.dismiss_alert()
    as_root("in")
    window.press("登记")
    told(window.sees("最迟 2026-10-10"))
    window.close()
    subprocess.run(["caseapp", "verify", str(record)], check=True)
    window = Window("caseapp", "--record", str(record), "--today", DAY)
    window.sees("登记新申请")
    window.close()
    as_root("out")
    window = Window("caseapp", "--record", str(record), "--today", DAY)
    told(window.sees("现在找不到"))
    window.close()


def portable() -> None:
    """Record, settings and trace of crashes lie beside the program."""
    beside = Path("/portable/办件数据")
    at_home = sorted((HOME / ".config/caseapp").glob("*"))
    window = Window("/portable/caseapp/caseapp", "--today", DAY)
    told(window.sees("政府信息公开工作机构"))
    window.close()
    names = sorted(str(path.relative_to(beside)) for path in beside.rglob("*"))
    told(f"beside the program: {names}")
    if at_home != sorted((HOME / ".config/caseapp").glob("*")):
        raise SystemExit("便携方式在主目录里留下了设置")


def as_root(wanted: str) -> None:
    """Have the stick pulled out or put in."""
    asked = HOME / "stick"
    asked.write_text(wanted, encoding="ascii")
    while asked.exists():
        time.sleep(0.1)


if __name__ == "__main__":
    main()
