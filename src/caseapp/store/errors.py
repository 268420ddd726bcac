"""What the record refuses: one class per refusal, its message one Chinese sentence for the user."""

# ruff: noqa: N818 - each name is the refusal itself

from __future__ import annotations

from pathlib import Path


class StoreError(Exception):
    """The record could not do what was asked; str() is the sentence for the user."""


class RecordMissing(StoreError):
    """The record file is not where it was said to be."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"找不到办件记录“{path}”，请检查路径，或者新建一个记录。")


class RecordGone(StoreError):
    """The record was open, and its disk is no longer there: a stick pulled out, a share that lost its network."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"办件记录“{path}”所在的磁盘断开了（U 盘被拔出，或者网络不通），没有保存，请接好后再试。")


class RecordReplaced(StoreError):
    """Another file stands at the place of the record that is open: it was restored, or moved and put back."""

    def __init__(self, path: object) -> None:
        super().__init__(f"办件记录“{path}”已经换成另一个文件（例如用备份恢复过），刚才的操作没有保存，请重新办理。")


class RecordForbidden(StoreError):
    """The file may not be read by this user."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"没有权限读取“{path}”，它可能属于这台计算机的另一个用户，请联系管理员，或者打开自己的办件记录。"
        )


class NotARecord(StoreError):
    """The file is no record of this program."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"“{path}”不是本程序的办件记录，请另选文件。")


class RecordTooNew(StoreError):
    """The record was written by a newer program than this one."""

    def __init__(self, path: Path, found: int, known: int) -> None:
        self.found, self.known = found, known
        super().__init__(
            f"办件记录“{path}”的格式版本是 {found}，本程序只支持到 {known}，请安装新版程序后再打开。"
        )


class RecordDamaged(StoreError):
    """The file is a record, but its content cannot be read whole."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"办件记录“{path}”已经损坏，请用备份恢复。")


class RecordReadOnly(StoreError):
    """The file or its folder cannot be written."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"“{path}”所在的文件夹或者文件是只读的，请换一个可以写入的位置。")


class RecordBusy(StoreError):
    """Another program holds the record."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"办件记录“{path}”正被其他程序占用，请稍后再试。")


class DiskFull(StoreError):
    """The disk has no room left."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"磁盘空间不足，“{path}”没有写入，请清理磁盘后再试。")


class DiskTrouble(StoreError):
    """The disk or the network share failed in the middle of reading or writing."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"读写“{path}”时磁盘出错，没有保存，请检查磁盘或者网络盘的连接。")


class StaleRecord(StoreError):
    """Somebody else changed the same thing after it was read."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what}已经被别人修改，没有保存，请刷新后重新填写。")


class DuplicateNumber(StoreError):
    """A 登记编号 or 文号 is already taken."""

    def __init__(self, kind: str, number: str) -> None:
        self.number = number
        super().__init__(f"{kind}“{number}”已经使用过，请换一个编号。")


class UnknownRow(StoreError):
    """Nothing is stored under the given id."""

    def __init__(self, kind: str, key: int | str) -> None:
        super().__init__(f"记录中没有这条{kind}（{key}），请刷新后再试。")


class BadText(StoreError):
    """A text holds characters that no database keeps: NUL or half of a surrogate pair."""

    def __init__(self, field: str) -> None:
        super().__init__(f"“{field}”中含有无法保存的控制字符，请删除后重新填写。")


class UpgradeFailed(StoreError):
    """A record of an earlier version could not be brought to this one."""

    def __init__(self, path: Path, version: int) -> None:
        super().__init__(
            f"办件记录“{path}”（格式版本 {version}）没有能升级，原来的内容没有改动，请用原来的程序打开。"
        )


class BackupFailed(StoreError):
    """A copy was made but did not pass its check, or could not be put in place."""
