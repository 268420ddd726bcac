"""自检: what the program does every day, done once in a scratch folder; nothing of the office is touched or sent.

``caseapp doctor`` looks whether the parts are there; this tries whether they work on this machine.
"""

from __future__ import annotations

import platform
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from caseapp import __version__, resources
from caseapp.casework.environment import environment_sentence
from caseapp.casework.upkeep import selftest_files, selftest_record
from caseapp.casework.upkeep.trials import Check, Trial, Unfit
from caseapp.law.errors import LawRefusal


def self_test(today: date, checks: Sequence[tuple[str, Check]] | None = None) -> list[Trial]:
    """Try every part once and return what came of each; without a scratch folder that is the only finding.

    Args:
        today: the day the trial case is registered on.
        checks: name and work of each trial, None for all there are.
    """
    try:
        with tempfile.TemporaryDirectory(prefix="caseapp-", ignore_cleanup_errors=True) as folder:
            scratch = Path(folder)
            found = [Trial("临时文件夹", True, f"“{scratch.parent}”可以写入")]
            return found + [_try(name, check, scratch, today) for name, check in (checks or CHECKS)]
    except OSError:
        return [Trial("临时文件夹", False, "没有可以写入的临时文件夹，请检查磁盘空间和 /tmp 的权限")]


def summary(trials: Sequence[Trial]) -> str:
    """Return the sentence that closes the list."""
    failed = [trial.name for trial in trials if not trial.ok]
    if failed:
        return f"自检没有通过：{'、'.join(failed)}。请复制以上各行交给维护人员。"
    return f"自检通过，共 {len(trials)} 项。"


def report(trials: Sequence[Trial]) -> str:
    """Return all lines under the version of program and system, to be handed to whoever maintains it."""
    head = f"依申请公开办件台 {__version__}，Python {platform.python_version()}，{platform.platform()}"
    return "\n".join([head, *(trial.words for trial in trials), summary(trials)])


def _try(name: str, check: Check, scratch: Path, today: date) -> Trial:
    try:
        return Trial(name, True, check(scratch, today))
    except OSError as error:
        return Trial(name, False, environment_sentence(error).rstrip("。"))
    except LawRefusal as refusal:
        return Trial(name, False, refusal.sentence.rstrip("。"))
    except ImportError as error:
        lacking = f"缺少 {error.name}" if error.name else f"有部件不能装入（{_line(error)}）"
        return Trial(name, False, f"{lacking}，请重新安装程序")
    except Exception as error:
        own = isinstance(error, Unfit | AssertionError) or type(error).__module__.startswith("caseapp.")
        said = _line(error) if own else f"{type(error).__name__}：{_line(error)}"
        return Trial(name, False, said.rstrip("。") or "没有得到应有的结果")


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]


def _fonts(_scratch: Path, _today: date) -> str:
    """Every bundled face opens and draws a character of its own."""
    from caseapp.documents.fonts import ROLES, bundled, face

    names = sorted({name for faces in ROLES.values() for name in faces})
    faces = [face(name) for name in names]
    for role in ROLES:
        bundled().glyphs(role, "123" if role == "number" else "政府信息公开申请答复书")
    return f"{len(faces)} 个字体文件可以使用"


def _templates(_scratch: Path, _today: date) -> str:
    """Every shipped template is read and can be filled."""
    from caseapp.documents.example import example_context
    from caseapp.documents.templates import load_templates
    from caseapp.documents.wording import fill

    templates = load_templates()
    for template in templates.values():
        fill(template, example_context(template))
    return f"{len(templates)} 个模板可以填写"


def _calendar(_scratch: Path, _today: date) -> str:
    """A due date over the National Day of 2026 comes out as the notice of the State Council has it."""
    from caseapp.law.clock import run_clock

    calendar = resources.load_calendar()
    due = run_clock(date(2026, 9, 4), [], calendar, resources.load_periods(), date(2026, 9, 4)).due
    if due != date(2026, 10, 9):
        raise Unfit(f"2026 年 9 月 4 日收到的申请，期限算成了 {due}，应当是 2026 年 10 月 9 日")
    resources.load_outcomes()
    resources.load_checklist()
    resources.load_chooser()
    return f"公布至 {calendar.last_published} 年，期限推算正确"


def _initials(_scratch: Path, _today: date) -> str:
    from caseapp.casework.ledger.initials import initials

    found = initials("张敏")
    if found != "zm":
        raise Unfit(f"“张敏”的首字母成了“{found}”")
    return "可以按首字母查找"


def _numbers(_scratch: Path, _today: date) -> str:
    """A number whose check digit is right is found, one whose digit is wrong is not."""
    from caseapp.material.numbers import find_numbers

    right = [number.kind for number in find_numbers("身份证号：11010519491231002X")]
    wrong = [number.kind for number in find_numbers("身份证号：110105194912310021")]
    if "身份证号" not in right or "身份证号" in wrong:
        raise Unfit("身份证号码的校验位没有核对出来")
    return "身份证号码可以核对"


def _printing(_scratch: Path, _today: date) -> str:
    """A machine without printers is no fault: the letter is saved as a PDF."""
    from caseapp.casework.paper.printers import printers

    try:
        found = printers()
    except LawRefusal as refusal:
        return refusal.sentence.rstrip("。")
    if not found:
        return "没有找到打印机，可以另存 PDF 后打印"
    return f"{len(found)} 台打印机：{'、'.join(printer.name for printer in found[:5])}"


CHECKS: tuple[tuple[str, Check], ...] = (
    ("文书字体", _fonts),
    ("文书模板", _templates),
    ("文书排版", selftest_files.letter),
    ("文书合并", selftest_files.merging),
    ("页面预览", selftest_files.preview),
    ("Word 副本", selftest_files.word),
    ("办件记录", selftest_record.record),
    ("工作簿", selftest_record.workbook),
    ("工作日历", _calendar),
    ("姓名首字母", _initials),
    ("证件号码核对", _numbers),
    ("数据表检查", selftest_files.solver),
    ("打印", _printing),
)
