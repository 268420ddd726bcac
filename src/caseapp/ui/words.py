"""Turns an exception into the one sentence a person reads; bugs are told apart from refusals."""

from __future__ import annotations

import errno

from caseapp.law.errors import LawRefusal

_ENVIRONMENT = {
    errno.ENOSPC: "磁盘空间不足，没有保存。请清理磁盘后重试。",
    errno.EACCES: "没有写入权限，没有保存。请换一个文件夹，或联系管理员。",
    errno.EROFS: "磁盘是只读的，没有保存。请换一个文件夹。",
}


def sentence_of(error: Exception) -> str | None:
    """Return the Chinese sentence of a refusal or of trouble with the environment; None for a bug."""
    if isinstance(error, LawRefusal):
        return f"{error.sentence}（{error.article}）" if error.article else error.sentence
    if isinstance(error, OSError):
        return _ENVIRONMENT.get(error.errno or 0, "文件读写出错，没有保存。请检查磁盘后重试。")
    if type(error).__module__.startswith("caseapp."):
        return str(error)
    return None
