"""The printers of this machine through CUPS: which there are, handing a PDF over, and what became of it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from threading import Event

from caseapp.casework.office import Refused

TIMEOUT = 10.0  # seconds one call may take: a printer on a dead network must not hold anybody up
COPIES_MOST = 99
_RANGES = re.compile(r"\d{1,4}(-\d{1,4})?(,\d{1,4}(-\d{1,4})?)*")
_REQUEST = re.compile(r"request id is (\S+-\d+)")
NONE_FOUND = "没有找到打印机，请先在系统设置中添加；也可以另存为 PDF，到有打印机的电脑打印。"
_NO_SERVICE = "系统的打印服务没有运行，没有打印；请联系管理员启动打印服务，或者另存为 PDF 到别的电脑打印。"


@dataclass(frozen=True, slots=True)
class PrinterInfo:
    """One printer; ``default`` marks the one the system would choose."""

    name: str
    default: bool = False


@dataclass(frozen=True, slots=True)
class PrintOptions:
    """How to print.

    Attributes:
        copies: 1 to 99.
        pages: for example 1-2,4; "" = all.
        duplex: on both sides, turned along the long edge.
    """

    printer: str
    copies: int = 1
    pages: str = ""
    duplex: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper to print on, in millimetres as the page lies; ``media`` is its name for CUPS (PWG 5101.1)."""

    media: str
    width: float
    height: float


A4 = Paper("A4", 210, 297)


def has_lp() -> bool:
    """Tell whether this machine prints through ``lp``."""
    return shutil.which("lp") is not None


def printers() -> tuple[PrinterInfo, ...]:
    """Return the printers CUPS knows, the system's own choice first.

    Raises:
        Refused: CUPS does not answer.
    """
    if shutil.which("lpstat") is None:
        return ()
    names = [name for name in _run(["lpstat", "-e"]).stdout.splitlines() if name.strip()]
    chosen = _run(["lpstat", "-d"]).stdout.strip().rpartition(":")[2].strip() if names else ""
    default = chosen if chosen in names else ""
    return tuple(PrinterInfo(name, name == default) for name in sorted(names, key=lambda n: (n != default, n)))


def checked(options: PrintOptions, pages: int | None = None) -> PrintOptions:
    """Return the options with the page range as CUPS reads it.

    Args:
        options: as typed.
        pages: number of pages there are; None where several documents are printed and a range makes no sense.

    Raises:
        Refused: no printer, a number of copies or a page range that cannot be.
    """
    if not options.printer.strip():
        raise Refused("还没有选择打印机，请先选一台。")
    if not 1 <= options.copies <= COPIES_MOST:
        raise Refused(f"“份数”应当是 1 至 {COPIES_MOST}。")
    typed = "".join(options.pages.split()).replace("，", ",").replace("、", ",")
    typed = re.sub("[－–—至~]", "-", typed)
    if typed and pages is None:
        raise Refused("“页码范围”只能用于一份文书；选了几份的，请清空页码范围或者逐份打印。")
    wanted = list(page_numbers(typed)) if typed else []
    if wanted and pages is not None and max(wanted) > pages:
        raise Refused(f"“页码范围”超出了文书，这份文书共 {pages} 页。")
    return PrintOptions(options.printer.strip(), options.copies, typed, options.duplex)


def page_numbers(pages: str) -> Iterator[int]:
    """Return the pages of a range in the order printed, counted from 1.

    Raises:
        Refused: the text is no page range.
    """
    if not _RANGES.fullmatch(pages):
        raise Refused("“页码范围”应当写成 1-2,4 这样的形式，全部打印的留空。")
    last = 0
    for part in pages.split(","):
        begin, _, end = part.partition("-")
        if not last < int(begin) <= int(end or begin):
            raise Refused("“页码范围”应当从第 1 页起、由小到大，例如 1-2,4。")
        last = int(end or begin)
        yield from range(int(begin), last + 1)


def send_to_lp(pdf: bytes, title: str, options: PrintOptions, paper: Paper = A4) -> str:
    """Hand a PDF to the queue at its true size and return the id of the job.

    Raises:
        Refused: CUPS did not take it; nothing is printed.
    """
    sides = "two-sided-long-edge" if options.duplex else "one-sided"
    command = ["lp", "-d", options.printer, "-n", str(options.copies)]
    if options.pages:
        command += ["-P", options.pages]
    command += ["-o", f"sides={sides}", "-o", f"media={paper.media}", "-o", "print-scaling=none", "-t", title, "-"]
    done = _run(command, pdf)
    found = _REQUEST.search(done.stdout)
    if done.returncode or found is None:
        raise Refused(_why_not(options.printer, done.stderr))
    return found[1]


def job_trouble(
    printer: str, jobs: Sequence[str], *, seconds: float = 6.0, pause: float = 1.0, stop: Event | None = None
) -> str:
    """Watch jobs for a few seconds; return what went wrong with them in a sentence, "" when nothing did.

    A job still under way at the end is no trouble, unless its printer has stopped.

    Args:
        printer: whose queue they are in.
        jobs: the queue's ids of them.
        seconds: how long to watch.
        pause: between two looks, in seconds.
        stop: ends the watch early, without a finding.
    """
    ended = stop or Event()
    until = time.monotonic() + seconds
    waiting = list(jobs)
    try:
        while waiting:
            waiting = _still(printer, waiting)
            if not waiting or time.monotonic() >= until:
                break
            if ended.wait(pause):
                return ""
        told = _ended_words(printer, [job for job in jobs if job not in waiting])
        return told or (_stopped_words(printer) if waiting else "")
    except Refused:
        return f"打印机“{printer}”没有了回应，打印可能没有完成；请查看打印机，没有印出的重新打印。"


def _still(printer: str, jobs: Sequence[str]) -> list[str]:
    done = _run(["lpstat", "-W", "not-completed", "-o", printer])
    if done.returncode:
        raise Refused(done.stderr)
    queued = {line.split()[0] for line in done.stdout.splitlines() if line.strip()}
    return [job for job in jobs if job in queued]


def _ended_words(printer: str, jobs: Sequence[str]) -> str:
    """Return a sentence when one of the jobs that left the queue was not printed to its end.

    CUPS 2.4.2 forgets the reason a second after the job has ended, so that a cancelled one may pass for printed.
    """
    if not jobs:
        return ""
    current = ""
    for line in _run(["lpstat", "-l", "-W", "completed", "-o", printer]).stdout.splitlines():
        if line[:1].strip():
            current = line.split()[0]
        elif current in jobs and "Alerts:" in line and ("aborted" in line or "canceled" in line):
            how = "被取消" if "canceled" in line else "中途失败"
            return f"打印机“{printer}”上的打印任务{how}，没有印完；请查看打印机后重新打印，并作废时间线中的打印记录。"
    return ""


def _stopped_words(printer: str) -> str:
    if "disabled" in _run(["lpstat", "-p", printer]).stdout.partition("\n")[0]:
        return f"打印机“{printer}”已暂停，文书在队列中等候；请查看打印机，恢复后会接着打印。"
    return ""


def _why_not(printer: str, said: str) -> str:
    """Turn what ``lp`` said into one sentence that tells what to do."""
    if "does not exist" in said:
        if "not running" in _run(["lpstat", "-r"]).stdout:
            return _NO_SERVICE
        return f"打印机“{printer}”不存在或者已被移除，没有打印；请另选一台打印机。"
    if "not accepting" in said:
        return f"打印机“{printer}”现在不接收任务，没有打印；请查看打印机，或者另选一台。"
    if any(word in said for word in ("Forbidden", "Unauthorized", "Not authorized", "not authorized")):
        return f"没有使用打印机“{printer}”的权限，没有打印；请联系管理员，或者另选一台。"
    if any(word in said for word in ("not responding", "connect", "not running", "Bad file descriptor")):
        return _NO_SERVICE
    reason = " ".join(said.replace("lp:", "").split())[:120]
    return f"打印机“{printer}”没有接收任务，没有打印；请查看打印机或者另选一台（系统的说明：{reason or '无'}）。"


def _run(command: Sequence[str], data: bytes = b"") -> subprocess.CompletedProcess[str]:
    """Run a command of CUPS in English, so that its words can be told apart."""
    surroundings = os.environ | {"LC_ALL": "C.UTF-8", "LANG": "C.UTF-8", "LANGUAGE": "en"}
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=TIMEOUT, env=surroundings, check=False)
    except subprocess.TimeoutExpired:
        seconds = f"{TIMEOUT:g}"
        raise Refused(f"系统的打印服务 {seconds} 秒没有回应，没有打印；请查看打印机和网络后重试。") from None
    except OSError:
        raise Refused(NONE_FOUND) from None
    return subprocess.CompletedProcess(
        done.args, done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace")
    )
