"""文书字体: which font files letters are set in."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from caseapp.casework.letters.typefaces import FontChoice, choose_font
from caseapp.casework.upkeep.settings_views import SettingsView
from caseapp.ui.frame.shell import Shell
from caseapp.ui.widgets import rows
from caseapp.ui.widgets.text_table import Column, Line, TextTable

_COLUMNS = (Column("用处", 190), Column("使用的字体"), Column("状态", 300))
_WORDS = (
    "自带的字体可以自由使用，字形与方正小标宋、仿宋_GB2312 接近但不相同。本机装有公文专用字体的，可以在这里选用它的"
    "字体文件（.ttf、.ttc，TrueType 轮廓）；文件里没有的字仍由自带字体补上。办件记录只记下文件的位置，不复制字体；"
    "换电脑后请重新选择。已经定稿的文书不受影响。"
)
_NONE_CHOSEN = "请先在表中选择一行。"


class FontsTab(QWidget):
    """One line for each font of a letter."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._fonts: list[FontChoice] = []
        self.table = TextTable("文书字体", _COLUMNS)
        self._choose = rows.button("选择字体文件…", primary=True)
        self._bundled = rows.button("恢复自带字体")
        buttons = QHBoxLayout()
        buttons.addWidget(self._choose)
        buttons.addWidget(self._bundled)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(10)
        layout.addWidget(rows.words(_WORDS, "reason", wrap=True))
        layout.addWidget(self.table, 1)
        layout.addLayout(buttons)
        self._choose.clicked.connect(self._ask)
        self._bundled.clicked.connect(self._return)
        self.table.selectionModel().selectionChanged.connect(self._block)

    def primary(self) -> QPushButton:
        """Return 选择字体文件."""
        return self._choose

    def set_view(self, view: SettingsView) -> None:
        """Show what each role is set in; the chosen line stays chosen."""
        self._fonts = view.fonts
        lines = [
            Line((font.label, font.words, font.problem or "可用"), index + 1, tip=font.words)
            for index, font in enumerate(view.fonts)
        ]
        self.table.set_lines(lines)
        if self.table.chosen() is None:
            self.table.selectRow(0)
        self._block()

    def use(self, place: str) -> None:
        """Set the chosen role in a font file."""
        self._set(Path(place))

    def _font(self) -> FontChoice | None:
        line = self.table.chosen()
        return self._fonts[line.id - 1] if line else None

    def _block(self) -> None:
        font = self._font()
        rows.block(self._choose, "" if font else _NONE_CHOSEN)
        rows.block(self._bundled, _NONE_CHOSEN if font is None else "" if font.path else "现在用的就是自带字体。")

    def _ask(self) -> None:
        font = self._font()
        if font is None:
            self._shell.notice("没有选择", _NONE_CHOSEN)
            return
        dialog = QFileDialog(self, f"选择字体文件：{font.label}", "", "字体文件 (*.ttf *.ttc *.otf);;所有文件 (*)")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.use)
        dialog.open()

    def _return(self) -> None:
        font = self._font()
        if font is None or font.path is None:
            self._shell.notice("没有改动", self._bundled.toolTip())
            return
        self._set(None)

    def _set(self, path: Path | None) -> None:
        font = self._font()
        if font is not None:
            role = font.role
            self._shell.desk.do(
                lambda office: choose_font(office, role, path), owner=self, failed=self._shell.show_refusal
            )
