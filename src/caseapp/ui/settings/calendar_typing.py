"""录入放假安排: a notice typed or pasted in its own words, read back at once to be held against the paper."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from caseapp.casework.office_views import Draft
from caseapp.casework.upkeep.calendar_views import TypedReading, plan_typed, read_typed
from caseapp.law.notices import FIRST_YEAR, LAST_YEAR
from caseapp.ui.frame.shell import Shell
from caseapp.ui.settings.calendar_import import CalendarDialog
from caseapp.ui.widgets import rows
from caseapp.ui.widgets.debounce import debounced
from caseapp.ui.widgets.drafting import DraftKeeper
from caseapp.ui.widgets.text_table import Column, Line, TextTable
from caseapp.ui.words import sentence_of

DRAFT_KEY = "calendar:typed"
READ_MS = 150
_SHOWN_PROBLEMS = 4
_NO_LIMIT = 16_777_215
_COLUMNS = (Column("节日", 120), Column("放假"), Column("上班日", 170))
_HINT = (
    "照通知原文录入或者粘贴，每个节日一行，例如　元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。"
)
_NOTHING = "上面逐个节日列出读到的日期，请与通知核对。"


class TypingDialog(QDialog):
    """From the words of a notice to the list of what it moves."""

    def __init__(self, shell: Shell, year: int) -> None:
        super().__init__(shell)
        self._shell = shell
        self._reading: TypedReading | None = None
        self._year = rows.choice([(str(y), f"{y} 年") for y in range(FIRST_YEAR, LAST_YEAR + 1)])
        self._source = rows.line("国办发明电〔2026〕7号，或者通知的网址")
        self._text = rows.text_box("一、元旦：…… 放假，共 3 天。")
        self._festivals = TextTable("读到的放假安排", _COLUMNS)
        self._problem = rows.words(_NOTHING, "reason", wrap=True)
        self._saved = rows.words("", "faint")

        self._back = rows.button("返回")
        self._plan = rows.button("查看影响…", primary=True)

        self.setWindowTitle("录入放假安排")
        self.setAccessibleName("录入放假安排")
        self.resize(1080, 600)
        head = QHBoxLayout()
        head.addWidget(rows.words("录入放假安排", "panelTitle"))
        head.addStretch(1)
        head.addWidget(self._saved)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._back)
        buttons.addWidget(self._plan)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 14)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(rows.rule())
        layout.addWidget(self._body(), 1)
        layout.addLayout(buttons)

        self._draft = DraftKeeper(shell.desk, DRAFT_KEY, self._typed, self)
        self._read_timer = debounced(self, READ_MS, self._read)
        self._year.setCurrentIndex(self._year.findData(str(year)))
        self._year.currentIndexChanged.connect(self._on_typed)
        self._source.textChanged.connect(self._on_typed)
        self._text.textChanged.connect(self._on_typed)
        self._back.clicked.connect(self.reject)
        self._plan.clicked.connect(self._go_on)
        QShortcut(QKeySequence("Ctrl+Return"), self, self._go_on)
        self._draft.saved.connect(self._on_saved)
        self.finished.connect(self._draft.flush)
        self.finished.connect(self.deleteLater)
        self._judge()
        self._draft.load(self._restore)
        self._source.setFocus()

    def _body(self) -> QWidget:
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(10)
        self._year.setFixedWidth(120)
        for box in (self._text, self._festivals):
            box.setMinimumHeight(180)
            box.setMaximumHeight(_NO_LIMIT)
            box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(rows.Row("年份", self._year, required=True))
        top.addWidget(rows.Row("依据", self._source, required=True), 1)
        said = QVBoxLayout()
        said.setSpacing(4)
        said.addWidget(rows.field_label("读到的放假安排", self._festivals))
        said.addWidget(self._festivals, 1)
        said.addWidget(self._problem)
        grid.addLayout(top, 0, 0, 1, 2)
        grid.addWidget(rows.Row("通知原文", self._text, required=True, hint=_HINT), 1, 0)
        grid.addLayout(said, 1, 1)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        grid.setRowStretch(1, 1)
        return made

    def _typed(self) -> dict[str, Any]:
        return {"year": self._year.currentData(), "source": self._source.text(), "text": self._text.toPlainText()}

    def _restore(self, draft: Draft | None) -> None:
        if draft is None or self._text.toPlainText() or self._source.text():
            return
        self._year.setCurrentIndex(max(0, self._year.findData(str(draft.payload.get("year", "")))))
        self._source.setText(str(draft.payload.get("source", "")))
        self._text.setPlainText(str(draft.payload.get("text", "")))
        self._saved.setText(f"已恢复 {draft.saved_at:%m-%d %H:%M} 没有录完的内容")

    def _on_typed(self) -> None:
        self._reading = None
        self._judge()
        self._draft.touch()
        self._read_timer.start()

    def _on_saved(self, at: Any) -> None:  # noqa: ANN401 - a moment through a signal
        self._saved.setText(f"已自动保存 {at:%H:%M}")

    def _read(self) -> None:
        year, text = int(self._year.currentData()), self._text.toPlainText()
        self._shell.desk.ask(
            lambda office: (text, year, read_typed(office, year, text)), self._show, owner=self, failed=self._failed
        )

    def _show(self, found: tuple[str, int, TypedReading]) -> None:
        text, year, reading = found
        if text != self._text.toPlainText() or str(year) != self._year.currentData():
            return
        self._reading = reading
        self._festivals.set_lines(
            [Line((f.name, f.rest, f.work or "—"), index) for index, f in enumerate(reading.festivals, start=1)]
        )
        self._judge()

    def _judge(self) -> None:
        """Say what is wrong, or what comes next, and let the button follow."""
        reading = self._reading
        problems = list(reading.problems) if reading else []
        if reading and not problems and reading.lack:
            problems = [reading.lack.rstrip("，") + "。"]
        reason = problems[0] if problems else ""
        if not self._text.toPlainText().strip():
            problems, reason = [], "先录入通知原文。"
        elif reading is None:
            reason = "正在读，请稍候。"
        elif not reason and not self._source.text().strip():
            reason = "先写明依据：通知的文号或者网址。"
        rows.block(self._plan, reason)
        shown = problems[:_SHOWN_PROBLEMS]
        if len(problems) > _SHOWN_PROBLEMS:
            shown.append(f"另有 {len(problems) - _SHOWN_PROBLEMS} 处，改好以上各处后再看。")
        self._say("\n".join(shown) or _NOTHING, wrong=bool(shown))

    def _say(self, words: str, *, wrong: bool) -> None:
        self._problem.setObjectName("problem" if wrong else "reason")
        self._problem.setText(words)
        self._problem.style().polish(self._problem)

    def _go_on(self) -> None:
        if self._plan.toolTip():
            self._say(self._plan.toolTip(), wrong=True)
            empty = self._text if not self._text.toPlainText().strip() else self._source
            if not self._reading or not self._reading.problems:
                empty.setFocus()
            return
        typed = self._typed()
        year, source, text = int(typed["year"]), str(typed["source"]), str(typed["text"])
        dialog = CalendarDialog(
            self._shell, self._shell, lambda office, today: plan_typed(office, year, source, text, today)
        )
        dialog.imported.connect(self._imported)
        dialog.open()

    def _imported(self) -> None:
        self._draft.forget()
        self.accept()

    def _failed(self, error: Exception) -> None:
        sentence = sentence_of(error)
        if sentence is None:
            self._shell.show_trouble(error)
        else:
            self._say(sentence, wrong=True)
