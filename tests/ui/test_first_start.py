"""A first start that cannot keep its record: the window stands and says why in one sentence."""

from __future__ import annotations

import errno

import pytest

from caseapp.casework.office import Office
from ui.hands import find, settle, shows


@pytest.mark.parametrize(
    ("code", "says"),
    [
        (errno.ENOSPC, "磁盘空间不足，没有保存。请清理磁盘后重试。"),
        (errno.EROFS, "磁盘是只读的，没有保存。请换一个文件夹。"),
        (errno.EACCES, "没有写入权限，没有保存。请换一个文件夹，或联系管理员。"),
    ],
)
def test_why_there_is_no_record(qtbot, open_shell, tmp_path, monkeypatch, code, says):
    def refuse(*_given, **_more):
        raise OSError(code, "as the system says it")

    with monkeypatch.context() as patched:
        patched.setattr(Office, "open", refuse)
        shell = open_shell(tmp_path / "新记录.caseapp", create=True)
        assert shell.current() is shell.pages["trouble"]
        assert shows(shell, says)
        assert shows(shell, "没有改动任何文件")
    find(shell, "重试").click()
    settle(qtbot, shell)
    assert shell.current() is shell.pages["wizard"]
