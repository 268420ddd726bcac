"""All actions and their shortcuts in one place; the manual is made from the same table."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QPushButton

if TYPE_CHECKING:
    from caseapp.ui.frame.shell import Shell

# key, words, shortcut
TABLE: tuple[tuple[str, str, str], ...] = (
    ("today", "今日", "Alt+1"),
    ("ledger", "台账", "Alt+2"),
    ("year", "年度", "Alt+3"),
    ("templates", "模板与检查单", "Alt+4"),
    ("register", "登记新申请", "Ctrl+N"),
    ("search", "查找", "Ctrl+F"),
    ("next_step", "做下一步", "Ctrl+Return"),
    ("back", "返回", "Esc"),
    ("export", "导出", "Ctrl+E"),
    ("print", "打印", "Ctrl+P"),
    ("help", "本页帮助", "F1"),
)


def install(shell: Shell) -> None:
    """Give the window its actions."""
    doers: dict[str, Callable[[], object]] = {
        **{key: _opener(shell, key) for key in ("today", "ledger", "year", "templates")},
        "help": shell.open_help,
        "register": shell.open_register,
        "search": lambda: _call(shell, "focus_search"),
        "next_step": lambda: _press_primary(shell),
        "back": lambda: _back(shell),
        "export": lambda: _call(shell, "export"),
        "print": lambda: _call(shell, "print_page"),
    }
    for key, words, shortcut in TABLE:
        action = QAction(words, shell)
        action.setObjectName(f"action_{key}")
        action.setShortcut(QKeySequence(shortcut))
        action.setStatusTip(words)
        action.triggered.connect(_plain(doers[key]))
        shell.addAction(action)


def _plain(act: Callable[[], object]) -> Callable[[], None]:
    def run() -> None:
        act()

    return run


def _opener(shell: Shell, key: str) -> Callable[[], object]:
    return lambda: shell.open_page(key)


def _call(shell: Shell, method: str) -> None:
    """Call a method the page in front may have."""
    found = getattr(shell.current(), method, None)
    if found is not None:
        found()


def _back(shell: Shell) -> None:
    if shell.alerts.shown is not None:
        shell.alerts.dismiss()
        return
    page = shell.current()
    if page is not None:
        page.go_back()


def _press_primary(shell: Shell) -> None:
    page = shell.current()
    target = page.primary() if page is not None else None
    if isinstance(target, QPushButton) and target.isEnabled():
        target.click()
