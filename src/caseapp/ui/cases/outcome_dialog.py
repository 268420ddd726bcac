"""判断办理结果: by the questions of the seven steps, or straight from the list; both fix letter, basis and row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QButtonGroup,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
)

from caseapp import resources
from caseapp.casework.handling.already_public import OUTCOME, begin_public, reason_of
from caseapp.casework.handling.choosing import Choosing, answers_of
from caseapp.casework.letters.replying import decide_outcome
from caseapp.casework.office import Done, Office
from caseapp.casework.office_views import Draft, forget_draft, keep_draft, kept_draft
from caseapp.casework.receiving.near import begin_repeated
from caseapp.ui.cases.chooser_panel import ChooserPanel
from caseapp.ui.cases.outcome_list import OutcomeList
from caseapp.ui.cases.outcome_side import OutcomeSide
from caseapp.ui.widgets import rows
from caseapp.ui.widgets.debounce import debounced
from caseapp.ui.words import sentence_of

if TYPE_CHECKING:
    from caseapp.ui.frame.shell import Shell

ASKED, LISTED = "asked", "listed"
_WAYS = ((ASKED, "按问题判断"), (LISTED, "直接选择结果"))
_INTRO = {
    ASKED: "依次回答七步的问题，答复文书、法律依据、救济告知和年度表的行由回答一并确定。",
    LISTED: "选定一种，答复文书、法律依据和年度表的行同时确定。区分处理的选“部分公开”。",
}
_SETTING = "outcome/way"
_TYPED = (QLineEdit, QPlainTextEdit, QAbstractSpinBox, QComboBox)
_SIZE = (1240, 684)


class OutcomeDialog(QDialog):
    """Chooses the 办理结果 of one case.

    Signals:
        saved: the outcome was decided; carries what changed.
        wanted: the verb of the office that comes before an outcome.
        several: the request asks for several things, to be decided one by one.
    """

    saved = Signal(object)
    wanted = Signal(str)
    several = Signal()

    def __init__(self, shell: Shell, case_id: int, base: Choosing) -> None:
        super().__init__(shell)
        self._shell, self._desk = shell, shell.desk
        self._case_id, self._base = case_id, base
        self._draft_key = f"form:decide_outcome:{case_id}"
        self._busy = False
        self._draft = debounced(self, 400, self._keep_draft)
        self.setWindowTitle("判断办理结果")
        self.setAccessibleName("判断办理结果")
        self.setObjectName("form")
        self.resize(min(_SIZE[0], shell.width() - 14), min(_SIZE[1], shell.height() - 14))
        self._chooser = resources.load_chooser()
        self._ways = QButtonGroup(self)
        self._intro = rows.words("", "reason")
        self._saved_words = rows.words("", "faint")
        self.side = OutcomeSide(self._desk.today(), base.repeats, base.public)
        self.questions = ChooserPanel(self._chooser, base.known, self.side.day)
        self.list = OutcomeList(base.choices)
        self._pages = QStackedWidget()
        self._problem = rows.words("", "problem", wrap=True)
        self._cancel = rows.button("返回")
        self._several = rows.button("申请有几项内容，逐项判断…", link=True)
        self._do = rows.button("", primary=True)
        self._build()
        self._connect()

        self._problem.hide()
        self.side.restore({"reason": base.reason, "article": base.article})
        self.list.choose(base.decided)
        self.questions.set_answers(base.answers)
        unasked = bool(base.decided) and not base.answers
        self._go(LISTED if unasked else str(shell.settings.value(_SETTING, ASKED)))
        self._desk.ask(lambda office: kept_draft(office, self._draft_key), self._restore, owner=self)

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 14, 20, 14)
        layout.setSpacing(10)
        head = QHBoxLayout()
        head.setSpacing(0)
        head.addWidget(rows.words("判断办理结果", "panelTitle"))
        head.addSpacing(20)
        for place, (key, words) in enumerate(_WAYS):
            made = QToolButton()
            made.setObjectName("chip")
            made.setText(words)
            made.setCheckable(True)
            made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            made.setProperty("way", key)
            rows.name(made, words, _INTRO[key])
            self._ways.addButton(made, place)
            head.addWidget(made)
            head.addSpacing(8)
        head.addSpacing(8)
        head.addWidget(self._intro)
        head.addStretch(1)
        head.addWidget(self._saved_words)
        layout.addLayout(head)
        self._pages.addWidget(self.questions)
        self._pages.addWidget(self.list)
        columns = QHBoxLayout()
        columns.setSpacing(16)
        columns.addWidget(self._pages, 5)
        columns.addWidget(self.side, 3)
        layout.addLayout(columns, 1)
        layout.addWidget(self._problem)
        buttons = QHBoxLayout()
        buttons.addWidget(self._several)
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._do)
        layout.addLayout(buttons)

    def _connect(self) -> None:
        self._cancel.clicked.connect(self.reject)
        self._do.clicked.connect(self._press)
        self._several.clicked.connect(self._on_several)
        self._ways.buttonClicked.connect(self._on_way)
        self.list.chosen.connect(self._on_changed)
        self.questions.moved.connect(self._on_changed)
        self.questions.chosen.connect(self._problem.hide)
        self.side.changed.connect(self._draft.start)
        self.side.public.wanted.connect(self._on_public)
        self.side.day_changed.connect(self.questions.read_again)
        QShortcut(QKeySequence("Ctrl+Return"), self, self._press)
        self.finished.connect(self.deleteLater)

    def _on_several(self) -> None:
        self.reject()
        self.several.emit()

    @property
    def way(self) -> str:
        """How the outcome is being judged: ``asked`` or ``listed``."""
        pressed = self._ways.checkedButton()
        return str(pressed.property("way")) if pressed else ASKED

    def outcome(self) -> str:
        """Return the id of the outcome that stands, "" while there is none."""
        return self.questions.walk.outcome if self.way == ASKED else self.list.outcome()

    def _go(self, way: str) -> None:
        """Show one of the two ways, and remember it."""
        way = way if way in _INTRO else ASKED
        for made in self._ways.buttons():
            made.setChecked(made.property("way") == way)
        self._pages.setCurrentIndex(0 if way == ASKED else 1)
        self._intro.setText(_INTRO[way])
        self._show()
        (self.questions if way == ASKED else self.list).take_focus()

    def _on_way(self, pressed: QAbstractButton) -> None:
        way = str(pressed.property("way"))
        self._shell.settings.setValue(_SETTING, way)
        if way == LISTED and self.questions.walk.outcome and not self.list.outcome():
            self.list.choose(self.questions.walk.outcome)
        self._go(way)
        self._draft.start()

    def _on_public(self) -> None:
        self._problem.hide()
        self.list.choose(OUTCOME)
        self._go(LISTED)
        self.side.begin_reason(reason_of(self.side.public.chosen()))
        self._do.setFocus()
        self._draft.start()

    def _on_changed(self) -> None:
        self._problem.hide()
        self._show()
        self._draft.start()

    def _show(self) -> None:
        """Show what stands, and the one filled button that goes on."""
        outcome = self.outcome()
        basis = self._chooser.outcomes[outcome].basis_on(self.side.day()) if outcome else ""
        self.side.show_choice(self._base.choice(outcome), basis or "条文没有直接规定")
        walk, act = self.questions.walk, self.questions.walk.act
        asked = self.way == ASKED
        self.side.offer_reason(walk.draft if act is None and walk.outcome == outcome else "")
        if asked and not self.questions.at_conclusion:
            words = "下一个问题"
        elif asked and act is not None:
            words = act.label if act.verb else "返回案件，另行办理"
        else:
            words = "确定办理结果"
        self._do.setText(words)
        rows.name(self._do, words)

    def _press(self) -> None:
        """Do what the filled button says."""
        act = self.questions.walk.act
        if self.way == ASKED and not self.questions.at_conclusion:
            self.questions.go_on()
        elif self.way == ASKED and act is not None:
            self._draft.start()
            self.accept()
            if act.verb:
                self.wanted.emit(act.verb)
        else:
            self._decide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1-9 mark an answer and Enter goes on, unless something is being typed."""
        focus, key = self.focusWidget(), event.key()
        if isinstance(focus, _TYPED) or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif self.way == ASKED and Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            self.questions.choose(key - int(Qt.Key.Key_0))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if isinstance(focus, QPushButton):
                focus.click()
            elif self.way == ASKED and not self.questions.at_conclusion:
                self.questions.go_on()
        else:
            super().keyPressEvent(event)

    def _payload(self) -> dict[str, Any]:
        return {
            "way": self.way,
            "answers": self.questions.answers,
            "outcome": self.list.outcome(),
            **self.side.payload(),
        }

    def _keep_draft(self) -> None:
        payload, key = self._payload(), self._draft_key
        self._desk.ask(lambda office: keep_draft(office, key, payload), self._kept, owner=self)

    def _kept(self, at: Any) -> None:  # noqa: ANN401 - a moment
        self._saved_words.setText(f"已自动保存 {at:%H:%M}")

    def _restore(self, draft: Draft | None) -> None:
        if draft is not None:
            kept = draft.payload
            self.side.restore(kept)
            self.list.choose(str(kept.get("outcome", "")))
            self.questions.set_answers(answers_of(list(dict(kept.get("answers", {})).items())))
            self._go(str(kept.get("way", LISTED)))
            self._saved_words.setText(f"接着上次 {draft.saved_at:%m-%d %H:%M} 的内容")
        self._draft.stop()

    def done(self, result: int) -> None:
        """Keep what is typed when left by Esc."""
        if self._draft.isActive():
            self._draft.stop()
            self._keep_draft()
        super().done(result)

    def _decide(self) -> None:
        chosen = self.outcome()
        if not chosen:
            self._say("请先选定一种办理结果。")
            return
        if self._busy:
            return
        self._busy = True
        self._draft.stop()
        path = self.questions.walk.answers if self.way == ASKED else ()
        on, reason, search = self.side.values(chosen)
        named, repeated = self.side.named(chosen), self.side.repeated()
        public = self.side.public.chosen() if chosen == OUTCOME else []
        case_id, key, today = self._case_id, self._draft_key, self._desk.today()

        def work(office: Office) -> Done:
            done = decide_outcome(office, case_id, named, on, reason, today, search=search, path=path)
            if repeated is not None:
                begin_repeated(office, case_id, repeated)
            if public:
                begin_public(office, case_id, public, today)
            forget_draft(office, key)
            return done

        self._desk.do(work, self._finish, owner=self, failed=self._refuse)

    def _finish(self, done: Done) -> None:
        self._busy = False
        self.saved.emit(done)
        self.accept()

    def _refuse(self, error: Exception) -> None:
        self._busy = False
        sentence = sentence_of(error)
        if sentence is None:
            self._shell.show_trouble(error)
            return
        self._say(f"{sentence}没有改动任何内容。")

    def _say(self, sentence: str) -> None:
        self._problem.setText(sentence)
        self._problem.show()
