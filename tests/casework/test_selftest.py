"""自检: every part is tried, a part that fails is named in plain words, and nothing is left behind."""

from __future__ import annotations

import errno
import tempfile
from datetime import date
from pathlib import Path

import pytest

from caseapp.casework.office import Refused
from caseapp.casework.upkeep.selftest import CHECKS, report, self_test, summary
from caseapp.casework.upkeep.trials import Unfit

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def trials():
    return {trial.name: trial for trial in self_test(TODAY)}


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("临时文件夹", "可以写入"),
        ("文书字体", "7 个字体文件"),
        ("文书模板", "52 个模板"),
        ("文书排版", "2 页并读回，3 个字体都已嵌入"),
        ("文书合并", "合成 4 页"),
        ("页面预览", "400×"),
        ("Word 副本", "写出并读回"),
        ("办件记录", "重新打开、备份、校验都正常"),
        ("工作簿", "写出并读回"),
        ("工作日历", "期限推算正确"),
        ("姓名首字母", "按首字母查找"),
        ("证件号码核对", "可以核对"),
        ("数据表检查", "可以求解"),
        ("打印", "打印"),
    ],
)
def test_each_part_works_here(trials, name, says):
    assert trials[name].ok, trials[name].detail
    assert says in trials[name].detail


def test_every_trial_is_in_the_table_above(trials):
    assert set(trials) == {"临时文件夹", *(name for name, _ in CHECKS)}


def raising(error):
    def check(_scratch: Path, _today: date) -> str:
        raise error

    return check


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (Unfit("排了 2 页，读回 1 页"), "排了 2 页，读回 1 页"),
        (OSError(errno.ENOSPC, "No space left on device"), "磁盘空间不足，没有保存。请清理磁盘后重试"),
        (OSError(errno.EROFS, "Read-only file system"), "磁盘是只读的，没有保存。请换一个文件夹"),
        (ModuleNotFoundError("No module named 'pypinyin'", name="pypinyin"), "缺少 pypinyin，请重新安装程序"),
        (ImportError("cannot open\nshared object"), "有部件不能装入（cannot open shared object），请重新安装程序"),
        (Refused("没有这种渠道。"), "没有这种渠道"),
        (ValueError("bad\nvalue"), "ValueError：bad value"),
    ],
)
def test_a_part_that_fails_is_one_line_and_the_others_are_tried_all_the_same(error, says):
    found = self_test(TODAY, [("甲", raising(error)), ("乙", lambda _scratch, _today: "可以")])
    assert [(trial.name, trial.ok, trial.detail) for trial in found[1:]] == [("甲", False, says), ("乙", True, "可以")]
    assert summary(found).startswith("自检没有通过：甲。")
    assert f"\n不通过　甲　{says}\n正常　乙　可以\n" in report(found)


def test_without_a_scratch_folder_that_is_the_only_finding(monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    (only,) = self_test(TODAY)
    assert (only.name, only.ok) == ("临时文件夹", False)
    assert "没有可以写入的临时文件夹" in only.detail


def test_nothing_is_left_behind(monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert all(trial.ok for trial in self_test(TODAY))
    assert list(tmp_path.iterdir()) == []


def test_a_machine_without_cups_passes(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    found = {trial.name: trial for trial in self_test(TODAY, [check for check in CHECKS if check[0] == "打印"])}
    assert found["打印"].ok
    assert found["打印"].detail == "没有找到打印机，可以另存 PDF 后打印"
