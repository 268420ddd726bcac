"""案卷材料: which pieces of a case go into one file, to bind or to hand in; looked at, saved or printed from there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout

from caseapp.casework.office import Office
from caseapp.casework.paper.bundling import (
    PURPOSES,
    Bundle,
    bundle_file_name,
    left_out_words,
    make_bundle,
    offered,
    save_bundle,
)
from caseapp.casework.paper.evidence import Offered
from caseapp.ui.widgets import rows
from caseapp.ui.widgets.save_file import ask_place
from caseapp.ui.widgets.sheet_dialog import SheetDialog
from caseapp.ui.widgets.text_table import Column, Line, TextTable
from caseapp.ui.words import sentence_of

if TYPE_CHECKING:
    from caseapp.ui.frame.shell import Shell

_INTRO = "所选材料按装订顺序连续编页，前面加目录，每份有书签。压缩包里另有每份材料、不能排成页的文件和校验值。"
_COLUMNS = (
    Column("材料"),
    Column("文号", 170),
    Column("日期", 96),
    Column("页数", 52, number=True),
    Column("说明", 250),
)
_NOTHING = "没有选择材料，请至少勾选一份。"
_READING = "正在查找材料，请稍候。"
_MAKING = "正在编页，请稍候。"


class BundleDialog(QDialog):
    """Puts the pieces of a case together.

    Attributes:
        purpose: what it is for.
        table: the pieces in binding order, those that go in ticked.
    """

    def __init__(self, shell: Shell, case_id: int, number: str, purpose: str) -> None:
        super().__init__(shell)
        self._shell, self._case_id, self._number = shell, case_id, number
        self._offered: list[Offered] = []
        self._lacking = _READING
        title = f"案卷材料　{number}"
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setObjectName("form")
        self.resize(960, 600)
        self.purpose = rows.choice(list(PURPOSES.items()), accessible="用途")
        self.purpose.setCurrentIndex(self.purpose.findData(purpose))
        self.table = TextTable("案卷中的材料", _COLUMNS, ticks=True)
        self._sum = rows.words("", "secondary")
        self._problem = rows.words("", "problem", wrap=True)
        self._pack = rows.button("存为压缩包…")
        self._cancel = rows.button("返回")
        self._make = rows.button("编页并查看", primary=True)

        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(rows.words(title, "panelTitle"))
        layout.addWidget(rows.words(_INTRO, "reason", wrap=True))
        layout.addWidget(rows.Row("用途", self.purpose))
        layout.addWidget(self.table, 1)
        layout.addWidget(self._sum)
        layout.addWidget(self._problem)
        buttons = QHBoxLayout()
        buttons.addWidget(self._pack)
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._make)
        layout.addLayout(buttons)

        self._problem.hide()
        self.purpose.currentIndexChanged.connect(self._ask)
        self.table.ticked.connect(self._count)
        self._pack.clicked.connect(self._ask_place)
        self._cancel.clicked.connect(self.reject)
        self._make.clicked.connect(self._look)
        QShortcut(QKeySequence("Ctrl+Return"), self, self._look)
        self.finished.connect(self.deleteLater)
        self._ask()
        self.table.setFocus()

    def _ask(self, _place: int = 0) -> None:
        case_id, purpose, today = self._case_id, self._purpose(), self._shell.desk.today()
        self._block(_READING)
        self._shell.desk.ask(
            lambda office: (purpose, offered(office, case_id, purpose, today)),
            self._show,
            owner=self,
            failed=self._refuse,
        )

    def _purpose(self) -> str:
        return str(self.purpose.currentData())

    def _show(self, found: tuple[str, list[Offered]]) -> None:
        purpose, self._offered = found
        if purpose != self._purpose():
            return
        self.table.set_lines([_line(place, each) for place, each in enumerate(self._offered)])
        self.table.set_ticks(place for place, each in enumerate(self._offered) if each.chosen)
        self._count()

    def _count(self) -> None:
        chosen = self.table.ticks()
        pages = sum(self._offered[line.id].piece.pages for line in chosen)
        self._sum.setText(f"已选 {len(chosen)} 份，共 {len(self._offered)} 份；已知 {pages} 页。")
        self._problem.hide()
        self._block("" if chosen else _NOTHING)

    def _block(self, reason: str) -> None:
        self._lacking = reason
        rows.block(self._make, reason)
        rows.block(self._pack, reason)

    def _look(self) -> None:
        if self._lacking:
            self._say(self._lacking)
        else:
            name, make = bundle_file_name(self._number, self._purpose()), self._work()
            self._begin()
            self._shell.desk.ask(
                make, lambda bundle: self._made(name, bundle), owner=self, failed=self._refuse
            )

    def _work(self) -> Callable[[Office], Bundle]:
        case_id, purpose, today = self._case_id, self._purpose(), self._shell.desk.today()
        keys = [self._offered[line.id].key for line in self.table.ticks()]
        return lambda office: make_bundle(office, case_id, purpose, keys, today)

    def _begin(self) -> None:
        """Let nothing be changed while pages are made of what is ticked."""
        self._block(_MAKING)
        self.purpose.setEnabled(False)
        self.table.setEnabled(False)

    def _end(self) -> None:
        self.purpose.setEnabled(True)
        self.table.setEnabled(True)
        self._count()

    def _made(self, name: str, bundle: Bundle) -> None:
        self._end()
        SheetDialog(self._shell, name, f"{name}.pdf", lambda _office: bundle.sheet, note=left_out_words(bundle)).open()

    def _ask_place(self) -> None:
        if self._lacking:
            self._say(self._lacking)
        else:
            ask_place(self, "存为压缩包", f"{bundle_file_name(self._number, self._purpose())}.zip", self._write)

    def _write(self, place: str) -> None:
        path, make = Path(place), self._work()
        path = path if path.suffix.lower() == ".zip" else path.with_name(f"{path.name}.zip")
        self._begin()
        self._shell.desk.ask(
            lambda office: save_bundle(make(office), path), self._written, owner=self, failed=self._refuse
        )

    def _written(self, path: Path) -> None:
        self.accept()
        self._shell.notice("已保存", f"文件在 {path}")

    def _refuse(self, error: Exception) -> None:
        sentence = sentence_of(error)
        if sentence is None:
            self.reject()
            self._shell.show_trouble(error)
        else:
            self._end()
            self._say(sentence)

    def _say(self, sentence: str) -> None:
        self._problem.setText(sentence)
        self._problem.setAccessibleName(sentence)
        self._problem.show()


def _line(place: int, each: Offered) -> Line:
    piece = each.piece
    cells = (piece.title, piece.number or "—", piece.day or "—", str(piece.pages or "—"), each.note or "—")
    return Line(cells, place, "" if each.chosen else "faint", each.note)
