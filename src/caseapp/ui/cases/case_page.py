"""案件: one case whole, with its stages, due date, next step, timeline and tabs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSplitter, QTabWidget, QVBoxLayout, QWidget

from caseapp.casework.case_views import CaseView, case_view
from caseapp.casework.case_words import FactLine, review_word
from caseapp.casework.handling.choosing import Choosing, choosing
from caseapp.casework.handling.undoing import LastChange, last_change
from caseapp.casework.letters.reckoning import reckoning_file_name, reckoning_sheet
from caseapp.casework.office import Done
from caseapp.casework.paper.bundling import EVIDENCE, FILE
from caseapp.casework.receiving.parties import applicant_words
from caseapp.ui.cases.case_files import AttachmentsTab, DocumentsTab
from caseapp.ui.cases.case_info import DisputeTab, HistoryTab, InfoTab, ReviewTab
from caseapp.ui.cases.correct_forms import attachment_form, correction_form, voiding_form
from caseapp.ui.cases.due_panel import DuePanel
from caseapp.ui.cases.items_dialog import ItemsDialog
from caseapp.ui.cases.next_panel import NextPanel
from caseapp.ui.cases.outcome_dialog import OutcomeDialog
from caseapp.ui.cases.stage_bar import StageBar
from caseapp.ui.cases.timeline import Timeline
from caseapp.ui.cases.verb_forms import form_for
from caseapp.ui.frame.alerts import Alert
from caseapp.ui.page import Page
from caseapp.ui.paper.bundle_dialog import BundleDialog
from caseapp.ui.register.registration_forms import amend_registration_form, undo_form
from caseapp.ui.tokens import GAP
from caseapp.ui.widgets import rows
from caseapp.ui.widgets.fact_dialog import FactDialog, Form
from caseapp.ui.widgets.sheet_dialog import SheetDialog
from caseapp.ui.widgets.two_panes import NARROW

if TYPE_CHECKING:
    from caseapp.ui.frame.shell import Shell

TABS = ("info", "history", "review", "documents", "attachments", "disputes")
_ELSEWHERE = frozenset({"review", "submit", "sign_off", "finalise", "attach_sealed"})


class CasePage(Page):
    """The page of one case."""

    kinds = frozenset({"case", "facts", "documents", "attachments", "review", "settings", "calendar"})

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "")
        self._case_id = 0
        self._choosing: Choosing | None = None
        self._view: CaseView | None = None
        self._verb = ""
        self._document = 0
        self._back = rows.button("‹ 今日", link=True)
        self._class = rows.badge("", "neutral")
        self._channel = rows.badge("", "neutral")
        self._previous = rows.button("上一件")
        self._next = rows.button("下一件")
        self.stages = StageBar()
        self.timeline = Timeline()
        self.due = DuePanel()
        self.next = NextPanel()
        self.info = InfoTab(shell)
        self.history = HistoryTab()
        self.review = ReviewTab()
        self.documents = DocumentsTab(shell)
        self.attachments = AttachmentsTab(shell)
        self.disputes = DisputeTab()
        self.tabs = QTabWidget()
        self._build_header()
        self._build_body()
        self._connect()

    def _build_header(self) -> None:
        rows.name(self._back, "返回今日")
        self._previous.setToolTip("Alt+←")
        self._next.setToolTip("Alt+→")
        self.header.insertWidget(0, self._back)
        self.header.insertWidget(2, self._class, 0, Qt.AlignmentFlag.AlignVCenter)
        self.header.insertWidget(3, self._channel, 0, Qt.AlignmentFlag.AlignVCenter)
        self.header.addWidget(self._previous)
        self.header.addWidget(self._next)

    def _build_body(self) -> None:
        for tab, words in (
            (self.info, "申请信息"),
            (self.history, "办理经过"),
            (self.review, "保密审查"),
            (self.documents, "文书"),
            (self.attachments, "附件"),
            (self.disputes, "复议诉讼"),
        ):
            self.tabs.addTab(tab, words)
        rows.name(self.tabs.tabBar(), "案件内容")
        frame = QFrame()
        frame.setObjectName("panel")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.tabs)
        top = QWidget()
        upper = QHBoxLayout(top)
        upper.setContentsMargins(0, 0, 0, 0)
        upper.setSpacing(GAP)
        upper.addWidget(self.due, 3)
        upper.addWidget(self.next, 2)
        top.setMinimumHeight(206)
        right = QSplitter(Qt.Orientation.Vertical)
        right.setHandleWidth(GAP)
        right.setChildrenCollapsible(False)
        right.addWidget(top)
        right.addWidget(frame)
        right.setStretchFactor(0, 2)
        right.setStretchFactor(1, 3)
        right.setSizes([236, 308])
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setHandleWidth(GAP)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self.timeline)
        self._splitter.addWidget(right)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setSizes([284, 912])
        kept = self.shell.settings.value("case/splitter")
        if kept is not None:
            self._splitter.restoreState(kept)
        self._narrow = False
        self.body.addWidget(self.stages)
        self.body.addWidget(self._splitter, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a narrow window the timeline becomes a tab."""
        super().resizeEvent(event)
        narrow = self.width() < NARROW
        if narrow == self._narrow:
            return
        self._narrow = narrow
        if narrow:
            self.tabs.addTab(self.timeline, "时间线")
        else:
            self._splitter.insertWidget(0, self.timeline)
            self.timeline.show()

    def _connect(self) -> None:
        self._back.clicked.connect(self.go_back)
        self._previous.clicked.connect(self._go_previous)
        self._next.clicked.connect(self._go_next)
        self.next.wanted.connect(self.start_verb)
        self.next.refused.connect(self._refused)
        self.info.wanted.connect(self.start_verb)
        self.disputes.wanted.connect(self.start_verb)
        self.review.opened.connect(self._open_review)
        self.attachments.adding.connect(self._add_file)
        self.timeline.correct.connect(self._correct)
        self.timeline.void.connect(self._void)
        self.timeline.refused.connect(self._say)
        self.timeline.undo.clicked.connect(self.ask_undo)
        self.documents.bundling.connect(self._bundle_file)
        self.disputes.bundling.connect(self._bundle_evidence)
        self.info.amending.connect(self._amend_registration)
        self.due.said.connect(self._copied)
        self.due.printing.connect(self._print_reckoning)
        for keys, act in (
            ("Alt+Left", self._go_previous),
            ("Alt+Right", self._go_next),
            ("Ctrl+Tab", self._next_tab),
            ("Ctrl+Z", self.ask_undo),
        ):
            QShortcut(QKeySequence(keys), self, act)

    def set_case(self, case_id: int, tab: str = "") -> None:
        """Choose the case to show, and the tab in front."""
        self._view = None
        self._case_id = case_id
        self._verb, self._document = "", 0
        if tab in TABS:
            self.tabs.setCurrentIndex(TABS.index(tab))

    def start_verb(self, verb: str) -> None:
        """Open the form of a verb, as soon as the case is read."""
        if self._view is None:
            self._verb = verb
            return
        state = next((v for v in self._view.verbs if v.verb == verb), None)
        if state is None:
            return
        if not state.allowed:
            self._refused(state.label, state.reason)
        elif verb in _ELSEWHERE:
            self.shell.do_step(self._case_id, verb)
        elif verb == "decide_outcome":
            case_id, today = self._case_id, self.desk.today()
            self.desk.ask(lambda office: choosing(office, case_id, today), self._choose_outcome, owner=self)
        else:
            self._open_form(form_for(verb, self._view, self.desk.today()))

    def refresh(self) -> None:
        """Read the case anew."""
        if self._case_id:
            case_id, today = self._case_id, self.desk.today()
            self.desk.ask(lambda office: case_view(office, case_id, today), self._show, owner=self)

    def primary(self) -> QPushButton:
        """Return the next step's button."""
        return self.next.primary

    def print_page(self) -> None:
        """Print the document chosen on the tab 文书, else everything the case still owes."""
        if self.tabs.currentWidget() is self.documents and self.documents.table.chosen():
            self.documents.print_chosen()
        else:
            self.documents.print_owed()

    def leave(self) -> None:
        """Keep the widths."""
        self.shell.settings.setValue("case/splitter", self._splitter.saveState())

    def _show(self, view: CaseView) -> None:
        if view.case.id != self._case_id:
            return
        if view.case.voided:
            self.go_back()
            return
        self._view = view
        row = view.case.row
        self.title.setText(f"{row.number}　{_short(applicant_words(row))}")
        self.title.setToolTip(row.applicants)
        rows.set_badge(self._class, view.applicant_class, "neutral")
        rows.set_badge(self._channel, view.channel, "neutral")
        self.subtitle.setText(f"法定收到日 {view.received}" if view.received else "法定收到日尚未确认")
        self.subtitle.setToolTip(view.receipt_rule)
        rows.block(self._previous, "" if view.before else "前面没有同年的申请了。")
        rows.block(self._next, "" if view.after else "后面没有同年的申请了。")
        self.stages.set_stages(view.stages)
        self.timeline.set_lines(view.lines)
        self.due.set_view(view)
        self.next.set_view(view)
        for tab in (self.info, self.history, self.review, self.documents, self.attachments, self.disputes):
            tab.set_view(view)
        self._count_tabs(view)
        if self._document:
            self.documents.table.choose(self._document)
            self._document = 0
        if self._verb:
            verb, self._verb = self._verb, ""
            self.start_verb(verb)

    def _count_tabs(self, view: CaseView) -> None:
        documents, files = len(view.case.documents), len(view.case.attachments)
        state = view.case.state.review
        disputes = sum(1 for line in view.lines if "复议" in line.title or "诉讼" in line.title)
        self.tabs.setTabText(2, f"保密审查　{review_word(state)[0]}" if state else "保密审查")
        self.tabs.setTabText(3, f"文书　{documents}" if documents else "文书")
        self.tabs.setTabText(4, f"附件　{files}" if files else "附件")
        self.tabs.setTabText(5, f"复议诉讼　{disputes}" if disputes else "复议诉讼")

    def _open_form(self, form: Form) -> None:
        dialog = FactDialog(self.shell, form, self._case_id)
        dialog.saved.connect(self._saved)
        dialog.open()

    def _choose_outcome(self, base: Choosing) -> None:
        self._choosing = base
        if self._view is not None and self._view.case.outcome and self._view.case.outcome.items:
            self._decide_items()
        else:
            self._decide_whole()

    def _decide_whole(self) -> None:
        if self._choosing is not None:
            dialog = OutcomeDialog(self.shell, self._case_id, self._choosing)
            dialog.saved.connect(self._saved)
            dialog.wanted.connect(self.start_verb)
            dialog.several.connect(self._decide_items)
            dialog.open()

    def _decide_items(self) -> None:
        if self._view is not None and self._choosing is not None:
            dialog = ItemsDialog(self.shell, self._view, self._choosing)
            dialog.saved.connect(self._saved)
            dialog.whole.connect(self._decide_whole)
            dialog.open()

    def _saved(self, done: Done) -> None:
        if done.document_ids:
            self._document = done.document_ids[-1]
            self.tabs.setCurrentIndex(TABS.index("documents"))
            self.refresh()

    def _correct(self, line: FactLine) -> None:
        if self._view is not None:
            self._open_form(correction_form(self._view, line))

    def _void(self, line: FactLine) -> None:
        self._open_form(voiding_form(line))

    def ask_undo(self) -> None:
        """Say what the last change was and what taking it back does, and ask."""
        case_id = self._case_id
        self.desk.ask(lambda office: last_change(office, case_id), self._show_undo, owner=self)

    def _show_undo(self, change: LastChange) -> None:
        if change.problem:
            self._say(change.problem)
        else:
            self._open_form(undo_form(change))

    def _amend_registration(self) -> None:
        if self._view is not None:
            self._open_form(amend_registration_form(self._view))

    def _add_file(self) -> None:
        self._open_form(attachment_form())

    def _open_review(self) -> None:
        self.shell.open_review(self._case_id)

    def _refused(self, label: str, reason: str) -> None:
        self.shell.alerts.show_alert(Alert("refusal", f"现在不能{label}", f"{reason}没有改动任何内容。"))

    def _say(self, reason: str) -> None:
        self.shell.alerts.show_alert(Alert("refusal", "没有改动", reason))

    def _bundle_file(self) -> None:
        self._bundle(FILE)

    def _bundle_evidence(self) -> None:
        self._bundle(EVIDENCE)

    def _bundle(self, purpose: str) -> None:
        if self._view is not None:
            row = self._view.case.row
            BundleDialog(self.shell, row.id, row.number, purpose).open()

    def _print_reckoning(self) -> None:
        if self._view is None:
            return
        row, today = self._view.case.row, self.desk.today()
        name = reckoning_file_name(row.number)
        SheetDialog(
            self.shell, f"{row.number} 答复期限推算说明", name, lambda office: reckoning_sheet(office, row.id, today)
        ).open()

    def _copied(self, words: str) -> None:
        self.shell.notice("已复制", words)

    def _go_previous(self) -> None:
        self._go(self._view.before if self._view else 0, "前面没有同年的申请了。")

    def _go_next(self) -> None:
        self._go(self._view.after if self._view else 0, "后面没有同年的申请了。")

    def _go(self, case_id: int, reason: str) -> None:
        if case_id:
            self.shell.open_case(case_id)
        else:
            self._say(reason)

    def _next_tab(self) -> None:
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + 1) % self.tabs.count())


def _short(text: str) -> str:
    return text if len(text) <= 22 else text[:21] + "…"
