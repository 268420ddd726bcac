"""The notice beside the clock of the desktop at start (任务栏提醒): optional, off until chosen, one a start."""

from __future__ import annotations

from PySide6.QtCore import QSettings
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QStyle, QSystemTrayIcon, QWidget

KEY = "notice_at_start"
_SHOWN_MS = 10_000


def wanted(settings: QSettings) -> bool:
    """Tell whether this user wants the notice."""
    return str(settings.value(KEY, "false")).lower() == "true"


def choose(settings: QSettings, yes: bool) -> None:
    """Keep the choice for this user of this computer."""
    settings.setValue(KEY, "true" if yes else "false")


def words_of(urgent: int, soon: int) -> str:
    """Return what the notice says, "" when nothing presses."""
    parts = [f"已超期或者今天到期 {urgent} 件"] if urgent else []
    parts += [f"5 个工作日内到期 {soon} 件"] if soon else []
    return "，".join(parts)


class TrayNotice:
    """Shows the notice once."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._icon: QSystemTrayIcon | None = None

    def show_once(self, urgent: int, soon: int) -> str:
        """Show the notice where the desktop has a tray, and return what it says."""
        words = words_of(urgent, soon)
        if self._icon is not None or not words or not QSystemTrayIcon.isSystemTrayAvailable():
            return ""
        icon = self._window.windowIcon()
        if icon.isNull():
            icon = QIcon(self._window.style().standardIcon(QStyle.StandardPixmap.SP_FileDialogInfoView))
        self._icon = QSystemTrayIcon(icon, self._window)
        self._icon.setToolTip("依申请公开办件台")
        self._icon.activated.connect(self._come)
        self._icon.messageClicked.connect(self._come)
        self._icon.show()
        self._icon.showMessage("依申请公开办件台", words, icon, _SHOWN_MS)
        return words

    def _come(self) -> None:
        self._window.raise_()
        self._window.activateWindow()
