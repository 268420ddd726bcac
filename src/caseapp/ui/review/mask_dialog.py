"""遮盖: boxes drawn on the pages of a 公开件, each with its reason; what comes of it is a copy, the original stays."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QDialog, QFrame, QHBoxLayout, QToolButton, QVBoxLayout

from caseapp.casework.office import Done
from caseapp.casework.review.masking import Box, Place
from caseapp.casework.review.material_pages import add_missing
from caseapp.law.material_looks import SeenHit
from caseapp.ui.review.mask_side import MaskSide
from caseapp.ui.review.mask_view import MaterialView
from caseapp.ui.review.mask_work import MaskWork, found_words, unplaced_words
from caseapp.ui.widgets import rows
from caseapp.ui.widgets.debounce import debounced
from caseapp.ui.widgets.marked_sheet import Mark
from caseapp.ui.words import sentence_of

if TYPE_CHECKING:
    from caseapp.ui.frame.shell import Shell

_INTRO = (
    "在页面上按住鼠标画框；点一下选中，拖动或者按方向键移动，拖四角改大小，按 Delete 删除。"
    "生成的遮盖稿只有页面的图片，原件只留在记录里。"
)
_SIZE = (1352, 740)
_SIDE = 424
_DRAFT_MS = 400


class MaskDialog(QDialog):
    """Masks one 公开件.

    Signals:
        saved: the masked copy was made; carries what changed.
    """

    saved = Signal(object)

    def __init__(self, shell: Shell, case_id: int, attachment_id: int, hits: Sequence[SeenHit] = ()) -> None:
        super().__init__(shell)
        self._shell, self._desk = shell, shell.desk
        self._hits = tuple(hits)
        self._busy, self._pointing = False, False
        self._draft = debounced(self, _DRAFT_MS, self._keep_draft)
        self.setWindowTitle("遮盖")
        self.setAccessibleName("遮盖")
        self.setObjectName("form")
        self.resize(min(_SIZE[0], shell.width() - 14), min(_SIZE[1], shell.height() - 14))
        self._title = rows.words("遮盖", "panelTitle")
        self._draft_words = rows.words("", "faint")
        self._anew = rows.button("不用草稿，重新开始", link=True)
        self.view = MaterialView(self._desk, self._refuse, "公开件页面", drawable=True)
        self.side = MaskSide()
        self.work = MaskWork(self, self._desk, case_id, attachment_id)
        self._problem = rows.words("", "problem", wrap=True)
        self.white = QCheckBox("白底方框")
        rows.name(self.white, "白底方框", "方框是白底黑边，不是黑块，打印时省墨。")
        self.preview = QToolButton()
        self.preview.setObjectName("chip")
        self.preview.setText("预览遮盖稿")
        self.preview.setCheckable(True)
        self.preview.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        rows.name(self.preview, "预览遮盖稿", "方框显示为生成后的样子。")
        self._back = rows.button("返回")
        self._make = rows.button("生成遮盖稿", primary=True)
        self._build()
        self._connect()
        self._problem.hide()
        self._anew.hide()
        self._load()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 12, 20, 12)
        layout.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._draft_words)
        head.addWidget(self._anew)
        layout.addLayout(head)
        layout.addWidget(rows.words(_INTRO, "reason", wrap=True))
        frame = QFrame()
        frame.setObjectName("panel")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.view)
        self.side.setFixedWidth(_SIDE)
        columns = QHBoxLayout()
        columns.setSpacing(16)
        columns.addWidget(frame, 1)
        columns.addWidget(self.side)
        layout.addLayout(columns, 1)
        layout.addWidget(self.work.reading)
        layout.addWidget(self.work.making)
        layout.addWidget(self._problem)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.white)
        foot.addWidget(self.preview)
        foot.addStretch(1)
        foot.addWidget(self._back)
        foot.addWidget(self._make)
        layout.addLayout(foot)

    def _connect(self) -> None:
        sheet, side = self.view.marked, self.side
        work = self.work
        work.begun.connect(self._show)
        work.found.connect(self._found)
        work.made.connect(self._made)
        work.kept.connect(self._kept)
        work.failed.connect(self._failed)
        sheet.drawn.connect(self._on_drawn)
        sheet.pressed.connect(self._on_pressed)
        sheet.moved.connect(side.move_to)
        sheet.removing.connect(side.remove_chosen)
        side.finding.connect(self._find)
        side.changed.connect(self._on_changed)
        side.chosen.connect(self._on_chosen)
        side.told.connect(self._say)
        self.view.turned.connect(self._on_turned)
        self.white.toggled.connect(self._on_look)
        self.white.toggled.connect(self._draft.start)
        self.preview.toggled.connect(self._on_look)
        self._anew.clicked.connect(self._begin_anew)
        self._back.clicked.connect(self.reject)
        self._make.clicked.connect(self._on_make)
        QShortcut(QKeySequence("Ctrl+Return"), self, self._on_make)
        self.finished.connect(self.deleteLater)

    def _load(self) -> None:
        """Read the file, the boxes there are, and where the hits stand."""
        self._set_busy(True)
        self.view.show_message("正在读取……")
        self.work.begin(self._hits)

    def _show(self) -> None:
        start = self.work.start
        assert start is not None
        self._set_busy(False)
        stopped = bool(self._hits) and self.work.reading.cancelled()
        self._title.setText(f"遮盖：{start.pages.name}")
        self.setWindowTitle(self._title.text())
        self.side.restore(start.boxes, start.typed)
        self.white.setChecked(bool(start.typed.get("white")))
        self._draft.stop()
        self._draft_words.setText(f"接着上次 {start.kept_at:%m-%d %H:%M} 的内容" if start.kept_at else "")
        self._anew.setVisible(start.kept_at is not None)
        first = start.boxes[0].place if start.boxes else None
        self.view.set_material(start.pages, first.page if first else 0)
        if first:
            self.view.go_to(first)
        self._on_turned()
        self._mark()
        (self.side.why if self.side.boxes.lacking() else self.side.text).setFocus()
        if stopped:
            self._say("已取消查找，查到的内容没有加上方框；请看着页面画框，或者重新打开。")
        elif start.unplaced:
            self._say(unplaced_words(start.unplaced))

    def _begin_anew(self) -> None:
        if self.work.start is not None and not self._busy:
            self._draft.stop()
            self._set_busy(True)
            self.work.begin_anew(self._hits)

    def _find(self, text: str) -> None:
        """Look for a text on all pages and box every place of it."""
        if self.work.start is not None and not self._busy:
            self._set_busy(True)
            self._say("")
            self.work.find(text)

    def _found(self, found: tuple[Box, ...] | None) -> None:
        self._set_busy(False)
        if found is None:
            self._say("已取消查找，没有添加方框。")
            return
        there = self.side.boxes.boxes()
        new = add_missing(there, found)[len(there) :]
        self.side.add_found(new, self.side.reason())
        self.side.found.setText(found_words(self.side.text.text().strip(), len(found), len(new)))
        self.side.text.setFocus()

    def _on_drawn(self, place: Place) -> None:
        self._pointing = True
        self.side.draw(place)
        self._pointing = False

    def _on_pressed(self, row: int, keep: bool) -> None:
        self._pointing = True
        self.side.press(row, keep=keep)
        self._pointing = False

    def _on_turned(self) -> None:
        self.side.page = self.view.page

    def _on_chosen(self) -> None:
        self._mark()
        chosen = self.side.table.rows()
        if len(chosen) == 1 and not self._pointing:  # the page does not run away from the mouse
            self.view.go_to(self.side.boxes.boxes()[chosen[0]].place)

    def _on_changed(self) -> None:
        self._say("")
        self._mark()
        self._draft.start()

    def _on_look(self) -> None:
        self.view.marked.set_look(opaque=self.preview.isChecked(), white=self.white.isChecked())

    def _mark(self) -> None:
        boxes, chosen = self.side.boxes.boxes(), set(self.side.table.rows())
        self.view.marked.set_marks(
            [Mark(row, box.place, row in chosen, not box.why.strip()) for row, box in enumerate(boxes)]
        )
        self._block()

    def _block(self) -> None:
        if self.work.start is None:
            reason = "正在读取公开件，请稍候。"
        elif self._busy:
            reason = "上一步还没有完成，请稍候。"
        else:
            reason = "" if self.side.boxes.rowCount() else "还没有方框，请先画框或者查找文字。"
        rows.block(self._make, reason)

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.side.setEnabled(not busy)
        self.view.marked.set_locked(busy)
        if not busy:
            self.work.reading.end()
            self.work.making.end()
        self._block()

    def _on_make(self) -> None:
        self._make.setFocus()  # what is being typed in a cell counts
        lacking = self.side.boxes.lacking()
        if reason := str(self._make.toolTip()):
            self._say(reason)
        elif lacking:
            numbers = "、".join(str(row + 1) for row in lacking[:8]) + ("等" if len(lacking) > 8 else "")
            self.side.table.choose(lacking)
            self.side.why.setFocus()
            self._say(f"每一处遮盖都应当写明理由（条例第三十七条）：第 {numbers} 处还没有理由。")
        else:
            self._flush()
            self._set_busy(True)
            self._say("")
            self.work.make(self.side.boxes.boxes(), white=self.white.isChecked())

    def _made(self, done: Done) -> None:
        self._set_busy(False)
        self._draft.stop()
        self.saved.emit(done)
        self.accept()

    def _failed(self, error: Exception) -> None:
        self._set_busy(False)
        self.view.show_message("")
        self._refuse(error)

    def _refuse(self, error: Exception) -> None:
        sentence = sentence_of(error)
        if sentence is None:
            self._shell.show_trouble(error)
        else:
            self._say(sentence)

    def _say(self, sentence: str) -> None:
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))

    def _flush(self) -> None:
        if self._draft.isActive():
            self._draft.stop()
            self._keep_draft()

    def _keep_draft(self) -> None:
        self.work.keep(self.side.boxes.boxes(), {**self.side.typed(), "white": self.white.isChecked()})

    def _kept(self, at: datetime) -> None:
        self._draft_words.setText(f"已自动保存 {at:%H:%M}")

    def reject(self) -> None:
        """Esc stops what is under way; when nothing is, leaves, the boxes kept as a draft."""
        if self._busy and not self.work.making.isHidden():
            self.work.making.stop()
            return
        super().reject()

    def done(self, result: int) -> None:
        """Keep what is not made yet."""
        self.work.reading.stop()
        self._flush()
        super().done(result)
