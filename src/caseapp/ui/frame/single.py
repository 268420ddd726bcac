"""One window per user and record: a second start brings the first to the front."""

from __future__ import annotations

import getpass
import hashlib

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_WAIT_MS = 500


class Doorkeeper(QObject):
    """Listens under a name made of user and record.

    Signals:
        knocked: another start asked for this window, with the file it was to open, "" for none.
    """

    knocked = Signal(str)

    def __init__(self, record: str) -> None:
        super().__init__()
        digest = hashlib.sha256(f"{_user()}|{record}".encode()).hexdigest()[:24]
        self._name = f"caseapp-{digest}"
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._hear)

    def is_taken(self, opened: str = "") -> bool:
        """Knock at a running window, hand it a file, and tell whether there is one; when not, listen in its place."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if socket.waitForConnected(_WAIT_MS):
            socket.write(opened.encode())
            socket.waitForBytesWritten(_WAIT_MS)
            socket.disconnectFromServer()
            return True
        QLocalServer.removeServer(self._name)
        self._server.listen(self._name)
        return False

    def close(self) -> None:
        """Stop listening."""
        self._server.close()

    @Slot()
    def _hear(self) -> None:
        while socket := self._server.nextPendingConnection():
            if socket.state() == QLocalSocket.LocalSocketState.ConnectedState:
                socket.waitForDisconnected(_WAIT_MS)
            opened = bytes(socket.readAll().data()).decode(errors="replace")
            socket.deleteLater()
            self.knocked.emit(opened)


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""
