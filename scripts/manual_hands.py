"""Hands for the pictures of the manual: a window worked by accessible names, as a person would, and looked at."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PIL import Image, ImageDraw
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDateEdit,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from caseapp.ui.frame.pictures import settle
from caseapp.ui.frame.shell import Shell
from caseapp.ui.tokens import LIGHT, TONES

WIDEST, COLOURS, MARGIN = 1000, 56, 6


class Hands:
    """A person at the window with a camera.

    Attributes:
        shell: the window.
        folder: where pictures go.
    """

    def __init__(self, shell: Shell, folder: Path) -> None:
        self.shell = shell
        self.folder = folder

    @property
    def page(self) -> QWidget:
        """The page in front."""
        page = self.shell.current()
        assert page is not None
        return page

    @property
    def dialog(self) -> QDialog:
        """The dialog in front."""
        self.rest()
        shown = [dialog for dialog in self.shell.findChildren(QDialog) if dialog.isVisible()]
        if not shown:
            raise LookupError(f"no dialog; {self.shell.alerts.shown}")
        return shown[-1]

    def rest(self) -> None:
        """Wait until nothing is under way."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        for _ in range(2):
            settle(app, self.shell.desk)
            while self.shell.pool.busy:
                app.processEvents()

    def find(self, where: QWidget, name: str) -> QWidget:
        """Return the one visible control of a name."""
        found = [w for w in where.findChildren(QWidget) if w.accessibleName() == name and w.isVisible()]
        if len(found) != 1:
            raise LookupError(f"{len(found)} controls named {name}")
        return found[0]

    def press(self, name: str, where: QWidget | None = None) -> None:
        """Press a button."""
        target = self.find(where or self.page, name)
        assert isinstance(target, QAbstractButton)
        QTest.mouseClick(target, Qt.MouseButton.LeftButton)
        self.rest()

    def fill(self, where: QWidget, **values: str) -> None:
        """Fill fields by their names."""
        for name, text in values.items():
            field = self.find(where, name)
            if isinstance(field, QComboBox):
                field.setCurrentIndex(max(field.findText(text), 0))
            elif isinstance(field, QDateEdit):
                field.setDate(date.fromisoformat(text))  # type: ignore[arg-type]
            elif isinstance(field, QLineEdit):
                field.setText(text)
            elif isinstance(field, QPlainTextEdit):
                field.setPlainText(text)
        QTest.qWait(700)  # what is typed is foreseen and looked up after a pause
        self.rest()

    def case(self, number: str) -> int:
        """Open a case by its number and return its id."""
        found: list[int] = []
        self.shell.desk.ask(
            lambda office: office.record.case_by_number(number).id,
            found.append,
            owner=self.shell,
        )
        self.rest()
        self.shell.open_case(found[0])
        self.rest()
        return found[0]

    def verb(self, number: str, verb: str) -> None:
        """Begin a step of a case."""
        self.case(number)
        self.shell.page("case").start_verb(verb)  # type: ignore[attr-defined]
        self.rest()

    def reword(self, where: QWidget, real: str, shown: str) -> None:
        """Write a name an office has in the place of one of this computer."""
        for label in where.findChildren(QLabel):
            label.setText(label.text().replace(real, shown))

    def close_dialog(self) -> None:
        """Leave the dialog in front."""
        self.dialog.reject()
        self.rest()

    def snap(self, name: str, *parts: QWidget, of: QWidget | None = None, cut: Sequence[int] = ()) -> None:
        """Keep a picture: of a widget, or of the smallest rectangle of it that holds some of its parts.

        Args:
            name: of the file, without its end.
            parts: what must be on it.
            of: the widget; the window where none is given.
            cut: left, top, right, bottom within the widget, in place of parts (pixels; right and bottom from its end
                where negative or 0).
        """
        self.rest()
        whole = of or self.shell
        picture = whole.grab()
        area = QRect()
        for part in parts:
            area = area.united(QRect(part.mapTo(whole, QPoint(0, 0)), part.size()))
        if parts:
            picture = picture.copy(area.adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN).intersected(whole.rect()))
        elif cut:
            left, top, right, bottom = cut
            right += 0 if right > 0 else whole.width()
            bottom += 0 if bottom > 0 else whole.height()
            picture = picture.copy(QRect(left, top, right - left, bottom - top))
        path = self.folder / f"{name}.png"
        if not picture.save(str(path)):
            raise OSError(path)
        small(path)


def small(path: Path) -> None:
    """Make a picture no wider than the manual needs, of few colours, the tones of the program among them."""
    picture = Image.open(path).convert("RGB")
    if picture.width > WIDEST:
        size = (WIDEST, picture.height * WIDEST // picture.width)
        picture = picture.resize(size, Image.Resampling.LANCZOS)
    ImageDraw.Draw(picture).rectangle((0, 0, picture.width - 1, picture.height - 1), outline=LIGHT.line_strong)
    found = picture.quantize(COLOURS, dither=Image.Dither.NONE).getpalette() or []
    palette = Image.new("P", (1, 1))
    palette.putpalette([*found[: COLOURS * 3], *_tones()])
    picture.quantize(palette=palette, dither=Image.Dither.NONE).save(path, optimize=True)


def _tones() -> list[int]:
    """Return the tones and, for the edges of letters, each half way to white."""
    shown = [QColor(getattr(LIGHT, name)) for name in (*TONES[:-1], "accent", "window")]
    grounds = [QColor(getattr(LIGHT, f"{name}_bg")) for name in TONES[:-1]]
    pale = [QColor((c.red() + 255) // 2, (c.green() + 255) // 2, (c.blue() + 255) // 2) for c in shown]
    return [part for colour in (*shown, *grounds, *pale) for part in (colour.red(), colour.green(), colour.blue())]
