"""修改措辞: the text of a template on the left, the page it makes for a made-up case on the right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QSplitter, QVBoxLayout, QWidget

from caseapp.casework.letters.own_templates import save_template
from caseapp.casework.letters.reckoning import sheet_page
from caseapp.casework.letters.template_views import TemplateState, example_sheet
from caseapp.casework.office import Done, Office
from caseapp.ui.widgets import rows
from caseapp.ui.widgets.debounce import debounced
from caseapp.ui.widgets.drafting import DraftKeeper
from caseapp.ui.widgets.page_view import PageView
from caseapp.ui.words import sentence_of

if TYPE_CHECKING:
    from caseapp.casework.letters.reckoning import Picture, Sheet
    from caseapp.casework.office_views import Draft
    from caseapp.ui.frame.shell import Shell

_NOW = "正在编辑"
_SHOWN = 40  # characters of a fault that fit beside the page; the tooltip has the rest
_INTRO = (
    "“+++”之间是说明和填写项，下面是正文；{{ }} 中的内容由办件台填写。右边用一件虚构的申请试排。"
    "存为新版本后，新生成的文书用新的措辞，已经定稿的不变。"
)


class TemplateDialog(QDialog):
    """Edits the wording of one template; what is typed is kept as a draft until it is saved.

    Attributes:
        text: the file's text.
        pages: the page it makes.
    """

    def __init__(self, shell: Shell, state: TemplateState, text: str, shipped: str) -> None:
        super().__init__(shell)
        self._shell = shell
        self._id = state.card.id
        self._began = text
        self._texts = {"": text, "shipped": shipped} | {str(v.number): v.text for v in state.versions}
        self._sheet: Sheet | None = None
        self._asked = 0
        self._line = 0
        title = f"修改措辞：{state.card.title}"
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setObjectName("form")
        self.resize(1240, 660)
        self.text = QPlainTextEdit(text)
        rows.name(self.text, "模板文字")
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self.pages = PageView("试排")
        versions = [(str(v.number), f"本机关第 {v.number} 版　{v.at[:10]}　{v.by}：{v.note}") for v in state.versions]
        self._versions = rows.choice(
            [("", _NOW), ("shipped", f"随程序提供的原文（第 {state.shipped_version} 版）"), *versions],
            accessible="以哪一版为底",
        )
        self.note = rows.line("为什么改，例如：按市局意见改写", accessible="修改说明")
        self._notice = rows.words(state.notice, "problem", wrap=True)
        self._problem = rows.button("", link=True)
        self._said = rows.words("", "problem", wrap=True)
        self._kept = rows.words("", "faint")
        self._cancel = rows.button("返回")
        self._save = rows.button("存为新版本", primary=True)
        self._soon = debounced(self, 250, self._make)
        self._keeper = DraftKeeper(shell.desk, f"form:template:{self._id}", self._draft, self)

        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self._build_left(title))
        split.addWidget(self.pages)
        split.setSizes([620, 620])
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(split)

        self._notice.setVisible(bool(state.notice))
        self._problem.hide()
        self._said.hide()
        self.text.textChanged.connect(self._on_typed)
        self.note.textChanged.connect(self._on_note)
        self._versions.activated.connect(self._on_version)
        self._problem.clicked.connect(self._go_to_line)
        self.pages.asked.connect(self._picture)
        self._keeper.saved.connect(self._on_kept)
        self._cancel.clicked.connect(self.reject)
        self._save.clicked.connect(self._do)
        self.finished.connect(self._leave)
        self._keeper.load(self._take_up)
        self._make()
        self.text.setFocus()

    def _build_left(self, title: str) -> QWidget:
        holder = QWidget()
        left = QVBoxLayout(holder)
        left.setContentsMargins(20, 16, 12, 16)
        left.setSpacing(8)
        left.addWidget(rows.words(title, "panelTitle"))
        left.addWidget(rows.words(_INTRO, "reason", wrap=True))
        left.addWidget(self._notice)
        left.addWidget(self._versions)
        left.addWidget(self.text, 1)
        left.addWidget(self._problem, 0, Qt.AlignmentFlag.AlignLeft)
        left.addWidget(self._said)
        left.addWidget(rows.Row("修改说明", self.note, required=True))
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._kept, 1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._save)
        left.addLayout(buttons)
        return holder

    def _draft(self) -> dict[str, Any]:
        return {"text": self.text.toPlainText(), "note": self.note.text()}

    def _take_up(self, draft: Draft | None) -> None:
        if draft is not None and self.text.toPlainText() == self._began:
            self.note.setText(str(draft.payload.get("note", "")))
            self.text.setPlainText(str(draft.payload.get("text", self._began)))

    def _on_kept(self, at: Any) -> None:  # noqa: ANN401 -- a moment, through an untyped signal
        self._kept.setText(f"已自动保存 {at:%H:%M}")

    def _on_note(self) -> None:
        self._said.hide()
        self._keeper.touch()

    def _on_typed(self) -> None:
        self._said.hide()
        self._keeper.touch()
        self._soon.start()

    def _on_version(self) -> None:
        """Lay another version into the editor; undo brings back what was typed."""
        cursor = self.text.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(self._texts[str(self._versions.currentData())])

    def _make(self) -> None:
        """Make the page anew; the newest wins."""
        self._asked += 1
        asked, template_id, text = self._asked, self._id, self.text.toPlainText()

        def work(office: Office) -> tuple[int, Sheet | None, Exception | None]:
            try:
                return asked, example_sheet(office, template_id, text), None
            except Exception as error:  # a fault in the text is what the page tells
                if sentence_of(error) is None:
                    raise
                return asked, None, error

        self._shell.desk.ask(work, self._made, owner=self)

    def _made(self, found: tuple[int, Sheet | None, Exception | None]) -> None:
        asked, sheet, error = found
        if asked != self._asked:
            return
        self._sheet = sheet
        self._line = int(getattr(error, "line", 0) or 0)
        said = (sentence_of(error) or "") if error else ""
        self._problem.setText(said if len(said) <= _SHOWN else f"{said[:_SHOWN]}…")
        self._problem.setAccessibleName(said)
        self._problem.setToolTip(said + ("按下选中这一行。" if self._line else ""))
        self._problem.setVisible(bool(said))
        rows.block(self._save, said)
        if sheet is not None:
            self._picture(min(self.pages.page, sheet.pages - 1), self.pages.page_width)

    def _picture(self, page: int, width: int) -> None:
        sheet, asked = self._sheet, self._asked
        if sheet is not None:
            self._shell.desk.ask(
                lambda _office: (asked, page, sheet_page(sheet, page, width)), self._show, owner=self
            )

    def _show(self, found: tuple[int, int, Picture]) -> None:
        asked, page, picture = found
        if asked == self._asked and self._sheet is not None:
            self.pages.show_page(picture, self._sheet.pages, page)

    def _go_to_line(self) -> None:
        block = self.text.document().findBlockByNumber(self._line - 1)
        if self._line and block.isValid():
            cursor = QTextCursor(block)
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            self.text.setTextCursor(cursor)
            self.text.setFocus()

    def _do(self) -> None:
        template_id, text, note = self._id, self.text.toPlainText(), self.note.text()
        self._shell.desk.do(
            lambda office: save_template(office, template_id, text, note), self._saved, owner=self, failed=self._refuse
        )

    def _saved(self, _done: Done) -> None:
        self._keeper.forget()
        self.accept()

    def _refuse(self, error: Exception) -> None:
        sentence = sentence_of(error)
        if sentence is None:
            self._shell.show_trouble(error)
            return
        self._said.setText(sentence)
        self._said.setAccessibleName(sentence)
        self._said.show()

    def _leave(self, _result: int) -> None:
        self._keeper.flush()
        self.deleteLater()
