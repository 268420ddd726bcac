"""文书: the reply being written, its page as it will be printed, and what the checks say."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QPushButton, QSplitter, QVBoxLayout

from caseapp.casework.case_views import page_picture
from caseapp.casework.letters.drafting import save_reply_draft
from caseapp.casework.letters.letter_views import LetterPicture, LetterView, letter_picture, letter_view
from caseapp.casework.office import Done, Office
from caseapp.law.letter_facts import BLOCK, Finding
from caseapp.law.parties import SERVICE_WAYS
from caseapp.ui.frame.alerts import Alert
from caseapp.ui.letter.findings import Findings
from caseapp.ui.letter.letter_forms import finalise_form, sealed_form, sign_off_form, submit_form
from caseapp.ui.letter.letter_out import WaysOut
from caseapp.ui.letter.slot_form import DECIDED, SlotForm
from caseapp.ui.page import Page
from caseapp.ui.tokens import GAP
from caseapp.ui.widgets import rows
from caseapp.ui.widgets.debounce import debounced
from caseapp.ui.widgets.elided import Elided
from caseapp.ui.widgets.fact_dialog import FactDialog, Form
from caseapp.ui.widgets.page_view import PageView
from caseapp.ui.widgets.two_panes import TwoPanes

if TYPE_CHECKING:
    from caseapp.ui.frame.shell import Shell

_FINDINGS = 286
_HERE = frozenset({"submit", "sign_off", "finalise", "attach_sealed"})
_SETTLE_MS = 15  # keys pressed together are one change; the page follows within a sixth of a second
_STRIP = (("outcome", "办理结果"), ("basis", "依据"), ("annual_row", "年度表三"), ("remedy", "救济告知"))


class LetterPage(Page):
    """The reply of one case."""

    kinds = frozenset({"case", "facts", "documents", "review", "settings"})

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "答复书")
        self._case_id = 0
        self._view: LetterView | None = None
        self._findings: tuple[Finding, ...] = ()
        self._asking, self._again = False, False
        self._typed = 0
        self._unkept = False
        self._back = rows.button("‹ 案件", link=True)
        self._saved_words = rows.words("", "faint")
        self._reason = Elided("", "problem")
        self._step = rows.button("", primary=True)
        self._strip = {key: Elided("") for key, _ in _STRIP}
        self._decide = rows.button("重新判断", link=True)
        self.form = SlotForm()
        self._ways_out = WaysOut(shell, self.form)
        self.preview = PageView("答复书预览")
        self.findings = Findings()
        self._draft = debounced(self, 400, self._keep_draft)
        self._soon = debounced(self, _SETTLE_MS, self._ask_picture)
        self._slot, self._follow = "", False
        self.seal = QCheckBox("印章位置")
        rows.name(self.seal, "在预览中标出印章位置", "虚线圆只用来核对落款位置，不会印在定稿的答复书上。")
        self.preview.add_option(self.seal)

        self.header.insertWidget(0, self._back)
        self.header.insertWidget(3, self._saved_words)
        self.header.addWidget(self._reason, 1)
        self.header.addWidget(self._ways_out)
        self.header.addWidget(self._step)
        middle = QFrame()
        middle.setObjectName("panel")
        inside = QVBoxLayout(middle)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.preview)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setHandleWidth(GAP)
        self._splitter.setChildrenCollapsible(False)
        for part in (self.form, middle):
            self._splitter.addWidget(part)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setSizes([334, 562])
        kept = self.shell.settings.value("letter/splitter")
        if kept is not None:
            self._splitter.restoreState(kept)
        self.body.addWidget(self._build_strip())
        self.body.addWidget(TwoPanes(self._splitter, self.findings, _FINDINGS, ("答复书", "定稿前自查")), 1)
        self._connect()

    def _build_strip(self) -> QFrame:
        made = QFrame()
        made.setObjectName("panel")
        made.setFixedHeight(46)
        line = QHBoxLayout(made)
        line.setContentsMargins(14, 4, 14, 4)
        line.setSpacing(16)
        for (key, label), share in zip(_STRIP, (3, 6, 4, 4), strict=True):
            cell = QVBoxLayout()
            cell.setSpacing(0)
            cell.addWidget(rows.words(label, "reason"))
            cell.addWidget(self._strip[key])
            line.addLayout(cell, share)
        line.addWidget(self._decide)
        return made

    def _connect(self) -> None:
        self._back.clicked.connect(self.go_back)
        self._step.clicked.connect(self._do_step)
        self._decide.clicked.connect(self._redecide)
        self.form.changed.connect(self._on_typed)
        self.form.entered.connect(self._on_entered)
        self.seal.toggled.connect(self._ask_picture)
        self.preview.asked.connect(self._ask_picture)
        self.preview.turned.connect(self._on_turned)
        self.findings.cure.connect(self._cure)
        QShortcut(QKeySequence("F8"), self, self._next_finding)

    def set_case(self, case_id: int) -> None:
        """Choose the case whose reply is shown."""
        if case_id != self._case_id:
            self.leave()
            self._view = None
            self._slot, self._follow = "", False
            self.preview.start()
        self._case_id = case_id

    def refresh(self) -> None:
        """Read the reply anew."""
        if self._case_id:
            self._flush()
            case_id, today, typed = self._case_id, self.desk.today(), self._typed
            self.desk.ask(lambda office: (letter_view(office, case_id, today), typed), self._show, owner=self)

    def primary(self) -> QPushButton | None:
        """Return the next step, or the cure of what blocks it."""
        return self.findings.first_cure if self._blocked() and self.findings.first_cure else self._step

    def go_back(self) -> None:
        """Return to the case; the draft is kept."""
        self.shell.open_case(self._case_id, "documents")

    def leave(self) -> None:
        """Keep what is typed, and the widths."""
        self._flush()
        self.shell.settings.setValue("letter/splitter", self._splitter.saveState())

    def export(self) -> None:
        """Save the frozen reply as PDF."""
        self._ways_out.save_pdf()

    def print_page(self) -> None:
        """Ask how to print the frozen reply."""
        self._ways_out.ask_printer()

    def _flush(self) -> None:
        if self._draft.isActive() or self._unkept:
            self._draft.stop()
            self._keep_draft()

    def _show(self, found: tuple[LetterView, int]) -> None:
        """Show what was read; what was typed since it was asked for stays."""
        view, typed = found
        if view.case.id != self._case_id:
            return
        fill = self._view is None or typed == self._typed or view.reply is not None
        self._view = view
        row = view.case.row
        self.title.setText(view.title)
        self._back.setText(f"‹ {row.number} {row.applicant[:12]}")
        rows.name(self._back, "返回案件")
        for key, label in self._strip.items():
            label.setText(str(getattr(view, key)))
        self._saved_words.setText(
            "" if view.reply or not view.draft_at else f"草稿，已自动保存 {view.draft_at:%H:%M}"
        )
        self._ways_out.set_view(view)
        self.seal.setVisible(view.reply is None)
        self._decide.setVisible(view.reply is None)
        if fill:
            self.form.set_view(view)
        if view.reply is not None:
            self._show_frozen(view)
        self._show_step()
        self._ask_picture()

    def _show_frozen(self, view: LetterView) -> None:
        reply = view.reply
        assert reply is not None
        self._findings = ()
        final = next(f for f in reversed(view.case.state.facts) if f.kind == "finalised")
        way = SERVICE_WAYS.get(str(final.detail.get("serve_way")), ("", ""))[0]
        self.findings.set_frozen(
            (
                ("文号", reply.number),
                ("成文日期", reply.made_on.isoformat()),
                ("版次", f"第 {reply.version} 版"),
                ("计划送达方式", way),
                ("SHA-256", f"{reply.sha256[:32]} {reply.sha256[32:]}"),
                ("模板版本", f"{reply.template} {reply.template_version}"),
            )
        )

    def _show_step(self) -> None:
        view = self._view
        if view is None:
            return
        self._step.setVisible(bool(view.step))
        self._step.setText(view.step_label)
        blocked = self._blocked()
        rows.name(self._step, view.step_label, blocked)
        rows.block(self._step, blocked)
        rows.set_flag(self._step, "primary", not (blocked and self.findings.first_cure))
        self._reason.setText(blocked)

    def _blocked(self) -> str:
        view = self._view
        if view is None:
            return ""
        if view.step_reason:
            return view.step_reason
        blocking = [finding for finding in self._findings if finding.level == BLOCK]
        if view.step == "finalise" and blocking:
            return f"还有 {len(blocking)} 项阻断，不能定稿"
        blank = [finding for finding in blocking if finding.code == "blank_slot"]
        if view.step == "submit" and blank:
            return f"还有 {len(blank)} 项内容没有填写，不能送签"
        return ""

    def _on_typed(self) -> None:
        if self._view is None or self._view.reply is not None:
            return
        self._typed += 1
        self._follow = True
        self._draft.start()
        self._soon.start()

    def _keep_draft(self) -> None:
        if self._view is None or self._view.reply is not None or self._view.problem:
            return
        case_id, outcome, draft = self._case_id, self._view.case.outcome, self.form.draft()

        def work(office: Office) -> datetime:
            save_reply_draft(office, case_id, outcome, draft)
            return office.now()

        self.desk.ask(work, self._kept, owner=self, failed=self._not_kept)

    def _not_kept(self, error: Exception) -> None:
        self._unkept = True
        self.desk.troubled.emit(error)

    def _kept(self, at: datetime) -> None:
        self._unkept = False
        self._saved_words.setText(f"草稿，已自动保存 {at:%H:%M}")

    def _on_entered(self, slot: str) -> None:
        if slot != self._slot:
            self._slot, self._follow = slot, True
            self._soon.start()

    def _on_turned(self) -> None:
        self._follow = False

    def _ask_picture(self) -> None:
        """Ask for the page in front; one picture at a time, the newest wins."""
        view = self._view
        if view is None:
            return
        if self._asking:
            self._again = True
            return
        self._asking, self._again = True, False
        page, width = self.preview.page, self.preview.page_width
        if view.reply is not None:
            document = view.reply
            self.desk.ask(
                lambda office: LetterPicture(
                    page_picture(office, document.id, page, width), document.pages, page, (), (), ""
                ),
                self._show_picture,
                owner=self,
                failed=self._picture_failed,
            )
            return
        case_id, draft, today = self._case_id, self.form.draft(), self.desk.today()
        lit, follow, seal = self._slot, self._follow, self.seal.isChecked()
        self.desk.ask(
            lambda office: letter_picture(
                office, case_id, draft, today, page, width, lit=lit, follow=follow, seal=seal
            ),
            self._show_picture,
            owner=self,
            failed=self._picture_failed,
        )

    def _show_picture(self, found: LetterPicture) -> None:
        self._asking = False
        view = self._view
        if view is None:
            return
        if found.picture is not None:
            follow = self._follow and view.reply is None
            self.preview.show_page(found.picture, found.pages, found.page if follow else None)
            if follow and found.height >= 0:
                self.preview.scroll_to(found.height)
        else:
            self.preview.show_message(found.problem or view.problem)
        if view.reply is None:
            self._findings = found.findings
            self.form.show_problem(found.problem)
            self.findings.set_findings(found.findings, found.passed, lead=view.step in ("submit", "finalise"))
            self._show_step()
        if self._again:
            self._ask_picture()

    def _picture_failed(self, error: Exception) -> None:
        self._asking = False
        self.shell.show_trouble(error)

    def _do_step(self) -> None:
        view = self._view
        if view is None:
            return
        if blocked := self._blocked():
            self._say(f"现在不能{view.step_label}", f"{blocked}。没有改动任何内容。".replace("。。", "。"))
            return
        self.leave()
        if view.step in _HERE:
            self._open(self._form_of(view, self.desk.today()))
        else:
            self.shell.do_step(self._case_id, view.step)

    def _form_of(self, view: LetterView, today: date) -> Form:
        if view.step == "submit":
            return submit_form(today)
        if view.step == "sign_off":
            return sign_off_form(view, today)
        if view.step == "finalise":
            return finalise_form(view, self.form.draft(), self._findings)
        return sealed_form(today)

    def _open(self, form: Form) -> None:
        dialog = FactDialog(self.shell, form, self._case_id)
        dialog.saved.connect(self._saved)
        dialog.open()

    def _saved(self, _done: Done) -> None:
        self.refresh()

    def _redecide(self) -> None:
        self.leave()
        self.shell.do_step(self._case_id, "decide_outcome")

    def _cure(self, place: str, words: str) -> None:
        if place == "review":
            self.leave()
            self.shell.open_review(self._case_id)
        elif place == "settings":
            self.leave()
            self.shell.open_page("settings")
        elif place == "outcome":
            self._redecide()
        elif place in ("consult", "request"):
            self.leave()
            self.shell.open_case(self._case_id)
        else:
            self.form.go_to(DECIDED if place == "dates" else words)

    def _next_finding(self) -> None:
        if self.findings.first_cure is not None:
            self.findings.first_cure.setFocus()

    def _say(self, title: str, text: str) -> None:
        self.shell.alerts.show_alert(Alert("refusal", title, text))
