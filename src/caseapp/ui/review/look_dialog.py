"""查看内容: what was found in a 公开件, each place masked or left with a reason; the program decides nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QSplitter, QVBoxLayout

from caseapp.casework.office import Done, Office
from caseapp.casework.review.material_pages import PAGED
from caseapp.casework.review.materials import answer_hits, look_again
from caseapp.casework.review.review_views import MaterialLine, review_view
from caseapp.law.material_looks import ALL_OF, SeenHit
from caseapp.ui.review.hit_page import HitPage
from caseapp.ui.widgets import rows
from caseapp.ui.widgets.progress_line import ProgressLine
from caseapp.ui.widgets.text_table import Column, Line, TextTable
from caseapp.ui.words import sentence_of

if TYPE_CHECKING:
    from caseapp.casework.review.review_views import ReviewView
    from caseapp.ui.frame.shell import Shell

_INTRO = "程序只帮助找，不作判断：没有找到不等于没有。每一处或者遮盖，或者写明保留的理由，处理完才能定稿。"
_NARROW, _WIDE, _HIGH = 1120, 1352, 684
_VIEW = 500
_NONE = "请先在表中选择一行。"


class LookDialog(QDialog):
    """The places found in one 公开件, the one chosen framed on its page where the file has pages.

    Signals:
        masking: what is not dealt with is to be masked; carries the id of the 公开件 and the hits.
    """

    masking = Signal(int, object)

    def __init__(self, shell: Shell, case_id: int, line: MaterialLine) -> None:
        super().__init__(shell)
        self._shell, self._desk = shell, shell.desk
        self._case_id, self._line = case_id, line
        self._busy = False
        title = f"查看内容：{line.name}"
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setObjectName("form")
        self._paged = line.media_type in PAGED
        self.resize(min(_WIDE if self._paged else _NARROW, shell.width() - 14), min(_HIGH, shell.height() - 14))
        columns = (
            Column("类别", 100),
            Column("内容", 164),
            Column("位置", 92 if self._paged else 170),
            Column("前后文字"),
            Column("处理", 130 if self._paged else 220),
        )
        self.table = TextTable("查到的内容", columns)
        self.view = HitPage(self._desk, shell.show_trouble)
        self._state = rows.words("", "secondary")
        self.reason = rows.line("保留的理由，例如：本机关对外办公电话", accessible="保留的理由")
        self._keep = rows.button("保留这一处", primary=True)
        self._keep_all = rows.button("保留同类")
        self._open_again = rows.button("改为未处理", link=True)
        self._mask = rows.button("遮盖…")
        self._again = rows.button("重新查看")
        self._close = rows.button("关闭")
        self._problem = rows.words("", "problem", wrap=True)
        self.progress = ProgressLine("正在查看")
        self._build(title)
        self._problem.hide()
        self._keep.clicked.connect(self._on_keep)
        self._keep_all.clicked.connect(self._on_keep_all)
        self._open_again.clicked.connect(self._on_open_again)
        self._mask.clicked.connect(self._on_mask)
        self._again.clicked.connect(self.look_again)
        self._close.clicked.connect(self.accept)
        self.reason.returnPressed.connect(self._on_keep)
        self.table.selectionModel().selectionChanged.connect(self._on_chosen)
        self.finished.connect(self._leave)
        self._show()
        if not line.looked.at:
            self.look_again()
        if self._paged:
            self.view.open_file(case_id, line.id)

    def _build(self, title: str) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 14, 20, 14)
        layout.setSpacing(10)
        head = QHBoxLayout()
        head.addWidget(rows.words(title, "panelTitle"))
        head.addStretch(1)
        head.addWidget(self._state)
        layout.addLayout(head)
        layout.addWidget(rows.words(_INTRO, "reason", wrap=True))
        layout.addWidget(self._panes(), 1)
        layout.addWidget(self.progress)
        answer = QHBoxLayout()
        answer.setSpacing(8)
        answer.addWidget(self.reason, 1)
        for button in (self._keep, self._keep_all, self._open_again):
            answer.addWidget(button)
        layout.addLayout(answer)
        layout.addWidget(self._problem)
        foot = QHBoxLayout()
        foot.addWidget(self._mask)
        foot.addWidget(self._again)
        foot.addStretch(1)
        foot.addWidget(self._close)
        layout.addLayout(foot)

    def _panes(self) -> QSplitter:
        """Return the table, and beside it the page, which a file without pages has not."""
        frame = QFrame()
        frame.setObjectName("panel")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.view)
        made = QSplitter(Qt.Orientation.Horizontal)
        made.setChildrenCollapsible(False)
        made.setHandleWidth(12)
        made.addWidget(self.table)
        made.addWidget(frame)
        made.setStretchFactor(0, 1)
        made.setSizes([self.width() - _VIEW, _VIEW])
        frame.setVisible(self._paged)
        return made

    def _on_chosen(self) -> None:
        self._block()
        self.view.show_hit(self._hit())

    def look_again(self) -> None:
        """Look through the file anew, with progress."""
        if self._busy:
            return
        self._busy = True
        self._say("")
        self.progress.begin()
        case_id, attachment_id, today, bar = self._case_id, self._line.id, self._desk.today(), self.progress

        def work(office: Office) -> Done:
            return look_again(
                office, case_id, attachment_id, today, progress=bar.told.emit, cancelled=bar.cancelled
            )

        self._desk.do(work, self._done, owner=self, failed=self._refuse)

    def _show(self) -> None:
        looked = self._line.looked
        lines = [
            Line((hit.kind, hit.text, hit.place, hit.context, looked.answer_to(hit) or "未处理"), number)
            for number, hit in enumerate(looked.hits)
        ]
        base = len(lines)
        lines += [
            Line(("须人工查看", "—", "—", text, looked.answers.get(key) or "未处理"), base + number)
            for number, (key, text) in enumerate(looked.notes.items())
        ]
        chosen = self.table.chosen()
        self.table.set_lines(lines)
        if lines:
            self.table.selectRow(min(chosen.id if chosen else 0, len(lines) - 1))
        words = looked.open_words
        said = f"未处理：{words}" if words else "都已处理" if lines else "没有查到须处理的内容"
        self._state.setText(said if looked.at else "还没有查看")
        self._block()

    def _block(self) -> None:
        reason = "" if self.table.chosen() else _NONE
        hit = self._hit()
        for button in (self._keep, self._open_again):
            rows.block(button, reason)
        rows.block(self._keep_all, reason or ("" if hit else "这一行只能单独处理。"))
        rows.block(self._mask, "" if self._paged else "只能遮盖 PDF 和图片；表格请用“表格披露检查”，其他请另存为 PDF。")

    def _hit(self) -> SeenHit | None:
        line, hits = self.table.chosen(), self._line.looked.hits
        return hits[line.id] if line is not None and line.id < len(hits) else None

    def _key(self) -> str:
        line = self.table.chosen()
        if line is None:
            return ""
        keys = [*(hit.id for hit in self._line.looked.hits), *self._line.looked.notes]
        return keys[line.id]

    def _on_keep(self) -> None:
        self._answer(self._key(), self.reason.text())

    def _on_keep_all(self) -> None:
        hit = self._hit()
        self._answer(ALL_OF + hit.kind if hit else "", self.reason.text())

    def _on_open_again(self) -> None:
        hit, key = self._hit(), self._key()
        if key:
            keys = [key, ALL_OF + hit.kind] if hit and self._line.looked.answers.get(ALL_OF + hit.kind) else [key]
            self._send(dict.fromkeys(keys, ""))

    def _on_mask(self) -> None:
        if self._mask.property("blocked"):
            self._say(self._mask.toolTip())
            return
        self.accept()
        self.masking.emit(self._line.id, self._line.looked.open_hits)

    def _answer(self, key: str, reason: str) -> None:
        if not key:
            self._say(_NONE)
        elif not reason.strip():
            self._say("请写明保留的理由。")
            self.reason.setFocus()
        else:
            self._send({key: reason})

    def _send(self, reasons: dict[str, str]) -> None:
        if self._busy:
            return
        self._busy = True
        case_id, attachment_id, today = self._case_id, self._line.id, self._desk.today()
        self._desk.do(
            lambda office: answer_hits(office, case_id, attachment_id, reasons, today),
            self._done,
            owner=self,
            failed=self._refuse,
        )

    def _done(self, _done: Done) -> None:
        self._say("")
        case_id, attachment_id, today = self._case_id, self._line.id, self._desk.today()
        self._desk.ask(
            lambda office: review_view(office, case_id, today, attachment_id), self._read, owner=self
        )

    def _read(self, view: ReviewView) -> None:
        self._busy = False
        self.progress.end()
        self._line = next((line for line in view.materials if line.id == self._line.id), self._line)
        self._show()

    def _refuse(self, error: Exception) -> None:
        self._busy = False
        self.progress.end()
        sentence = sentence_of(error)
        if sentence is None:
            self._shell.show_trouble(error)
        else:
            self._say(sentence)

    def _say(self, sentence: str) -> None:
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))

    def _leave(self, _result: Any) -> None:  # noqa: ANN401 - Qt's result code
        self.progress.stop()
        self.deleteLater()
