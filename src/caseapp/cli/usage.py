"""The grammar of the commands, in Chinese: argparse itself speaks English."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable
from typing import Any, NoReturn

_SAID = (
    (r"the following arguments are required: (.+)", r"缺少 \1"),
    (r"unrecognized arguments: (.+)", r"不认识 \1"),
    (r"argument (.+?): invalid choice: (.+?) \(choose from (.+)\)", r"\1 没有 \2，可以是 \3"),
    (r"argument (.+?): invalid .+? value: (.+)", r"\1 的内容 \2 不对"),
    (r"argument (.+?): expected at least one argument", r"\1 后面缺少内容"),
    (r"argument (.+?): expected .*argument.*", r"\1 后面缺少内容"),
    (r"argument (.+?): not allowed with argument (.+)", r"\1 不能与 \2 同时使用"),
    (r"argument (.+?): ignored explicit argument (.+)", r"\1 后面不带内容，多出 \2"),
    (r"one of the arguments (.+) is required", r"要有其中一项：\1"),
)
"""What argparse says of wrong usage, and the same in Chinese."""


class _Formatter(argparse.HelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """Says usage, help and wrong usage in Chinese."""

    def __init__(self, *, add_help: bool = True, **named: Any) -> None:  # noqa: ANN401 - what argparse takes
        super().__init__(add_help=False, **named)
        self._positionals.title, self._optionals.title = "参数", "选项"
        if add_help:
            self.add_argument("-h", "--help", action="help", help="显示用法后退出")

    def _get_formatter(self) -> argparse.HelpFormatter:
        """Return the formatter with its width: left to find it, it loads the packers of ``shutil`` for each option."""
        return _Formatter(self.prog, width=_columns() - 2)

    def error(self, message: str) -> NoReturn:
        """Print the usage and stop with status 2."""
        self.print_usage()
        self.exit(2, f"命令用法不对，请用“{self.prog} --help”查看。（{_chinese(message)}）\n")


def _chinese(message: str) -> str:
    import re

    for said, chinese in _SAID:
        if found := re.fullmatch(said, message, re.DOTALL):
            return found.expand(chinese)
    return message


def _columns() -> int:
    named = os.environ.get("COLUMNS", "")
    if named.isdecimal() and int(named):
        return int(named)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or 80
    except (AttributeError, ValueError, OSError):  # no terminal
        return 80
