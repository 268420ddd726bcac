"""Trouble with disk or system on the command line is one Chinese sentence, without a word of English."""

from __future__ import annotations

import errno
import re

import pytest

from caseapp.cli.main import guarded


@pytest.mark.parametrize(
    ("code", "says"),
    [
        (errno.ENOSPC, "磁盘空间不足"),
        (errno.EDQUOT, "磁盘配额已用完"),
        (errno.EACCES, "没有写入权限"),
        (errno.EPERM, "没有写入权限"),
        (errno.EROFS, "磁盘是只读的"),
        (errno.ENOENT, "找不到文件或者文件夹"),
        (errno.EIO, "文件读写出错"),
    ],
)
def test_an_error_of_the_system_is_one_sentence(code, says, capsys):
    def work() -> int:
        raise OSError(code, "as the system says it", "/some/place")

    assert guarded(work) == 1
    said = capsys.readouterr().err
    assert said.startswith(says)
    assert said.count("\n") == 1
    assert not re.search("[A-Za-z]", said)
