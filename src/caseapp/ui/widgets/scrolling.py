"""The scroll area of the screens: one that a screen reader may read while the page changes.

Qt's own accessible view of a QScrollArea counts its scroll bars only while they are shown, and hands out its children
without looking whether there are still so many: asked for the second child after the page was left, it reads past the
end and the program is gone. Qt chooses that view by the name of the class, the nearest one it knows. Under the name
QWidget it takes the view of a plain widget, whose children stay the same and are counted before one is handed out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QScrollArea  # noqa: TID251 - the one place

if TYPE_CHECKING:
    ScrollArea = QScrollArea
else:
    ScrollArea = type("QWidget", (QScrollArea,), {"__module__": __name__, "__doc__": "A QScrollArea, see above."})
