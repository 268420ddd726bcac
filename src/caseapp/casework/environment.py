"""Trouble with the disk or the system, as one Chinese sentence; window and command line say the same."""

from __future__ import annotations

import errno

from caseapp.store.errors import DiskTrouble, RecordGone, RecordReplaced

_SENTENCES = {
    errno.ENOSPC: "磁盘空间不足，没有保存。请清理磁盘后重试。",
    errno.EDQUOT: "磁盘配额已用完，没有保存。请清理文件或者联系管理员。",
    errno.EACCES: "没有写入权限，没有保存。请换一个文件夹，或联系管理员。",
    errno.EPERM: "没有写入权限，没有保存。请换一个文件夹，或联系管理员。",
    errno.EROFS: "磁盘是只读的，没有保存。请换一个文件夹。",
    errno.ENOENT: "找不到文件或者文件夹，没有保存。请检查位置后重试。",
}
_LOST = (DiskTrouble, RecordGone, RecordReplaced)
_OTHERWISE = "文件读写出错，没有保存。请检查磁盘后重试。"


def environment_sentence(error: OSError) -> str:
    """Return what to tell the person at the desk about an error of the operating system."""
    return _SENTENCES.get(error.errno or 0, _OTHERWISE)


def is_lost(error: Exception) -> bool:
    """Tell whether the disk under the open record failed, so that the record has to be opened anew."""
    return isinstance(error, _LOST)


def is_replaced(error: Exception) -> bool:
    """Tell whether the record turned out to be another one than what the screens show."""
    return isinstance(error, RecordReplaced)
