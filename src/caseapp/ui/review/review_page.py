"""保密审查: the checklist, the conclusion, the signatures; what is typed is kept as it is typed."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from caseapp.casework.case_views import Document, document_row
from caseapp.casework.office import Done, Office
from caseapp.casework.office_views import forget_draft, keep_draft
from caseapp.casework.review.review_views import ReviewView, Sheet, moved_to, review_key, review_view
from caseapp.casework.review.reviewing import print_review, save_review, sign_review
from caseapp.law.review import Checklist, ReviewState, review_state
from caseapp.ui.cases.document_dialog import DocumentDialog
from caseapp.ui.frame.alerts import Alert
from caseapp.ui.page import Page
from caseapp.ui.review.material_bar import MaterialBar
from caseapp.ui.review.material_steps import MaterialSteps
from caseapp.ui.review.review_head import ReviewHead, in_order, lacking
from caseapp.ui.review.review_list import ReviewList
from caseapp.ui.review.review_side import Conclusion, Conditions, Signatures
from caseapp.ui.widgets import rows
from caseapp.ui.widgets.debounce import debounced
from caseapp.ui.widgets.scrolling import ScrollArea
from caseapp.ui.widgets.two_panes import TwoPanes
from caseapp.ui.words import sentence_of

if TYPE_CHECKING:
    from caseapp.ui.frame.shell import Shell

_SIDE = 336
_NEWER = "这张审查表按检查单“{}”填写，现行检查单是“{}”；再保存时改用现行检查单，新增的项须补答。"
_MOVED = "检查单已有新版，现已改用，没有保存。请核对各项，补答新增的项，再保存。"


class ReviewPage(Page):
    """The review of one case."""

    kinds = frozenset({"case", "facts", "review", "attachments", "settings"})

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "保密审查")
        self._case_id = 0
        self._wanted: int | None = None
        self._view: ReviewView | None = None
        self._list: ReviewList | None = None
        self._filling = False
        self._typed = 0
        self._busy = False
        self._saved_words = rows.words("", "faint")
        self._back = rows.button("‹ 案件", link=True)
        self._print = rows.button("打印审查表")
        self._signed = rows.button("存入签字扫描件…")
        self._save_button = rows.button("保存审查表")
        self._onward = rows.button("写答复书", primary=True)
        self._notice = rows.words("", "caution", wrap=True)
        self._move = rows.button("改用现行检查单", small=True)
        self._shown = ""
        self.head = ReviewHead()
        self.bar = MaterialBar()
        self.conditions = Conditions()
        self.conclusion = Conclusion()
        self.signatures = Signatures()
        self._draft = debounced(self, 400, self._keep_draft)

        self.header.insertWidget(0, self._back)
        self.header.insertWidget(3, self._saved_words)
        self.header.addWidget(self._print)
        self.header.addWidget(self._signed)
        self.header.addWidget(self._save_button)
        self.header.addWidget(self._onward)
        self._frame = QFrame()
        self._frame.setObjectName("panel")
        self._inside = QVBoxLayout(self._frame)
        self._inside.setContentsMargins(1, 1, 1, 1)
        self._inside.setSpacing(0)
        self.body.addWidget(self.bar)
        told = QHBoxLayout()
        told.addWidget(self._notice, 1)
        told.addWidget(self._move)
        self.body.addLayout(told)
        self.body.addWidget(TwoPanes(self._frame, self._side(), _SIDE, ("检查单", "结论和签字")), 1)
        self._notice.hide()
        self._move.hide()
        self._onward.hide()

        self._back.clicked.connect(self.go_back)
        self._print.clicked.connect(self.print_page)
        self._signed.clicked.connect(self._ask_signed)
        self.conclusion.judge.clicked.connect(self._judge_anew)
        self._save_button.clicked.connect(self._save)
        self._onward.clicked.connect(self._write_letter)
        self._move.clicked.connect(self._move_on)
        self.steps = MaterialSteps(self, self.bar)
        self.bar.chosen.connect(self._choose)
        self.conclusion.changed.connect(self._on_typed)
        self.signatures.sign.connect(self._sign)
        self.signatures.changed.connect(self.signatures.clear_problem)
        self.head.changed.connect(self._on_typed)

    def _side(self) -> ScrollArea:
        inside = QWidget()
        inside.setObjectName("plain")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self.conditions, self.conclusion, self.signatures):
            column.addWidget(part)
        column.addStretch(1)
        area = ScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        return area

    def set_case(self, case_id: int) -> None:
        """Choose the case whose review is shown."""
        if case_id != self._case_id:
            self.leave()
            self._view = None
            self._wanted = None
        self._case_id = case_id

    def refresh(self) -> None:
        """Read the review anew."""
        if self._case_id:
            self._flush()
            case_id, today, typed, wanted = self._case_id, self.desk.today(), self._typed, self._wanted
            self.desk.ask(
                lambda office: (review_view(office, case_id, today, wanted), typed), self._show, owner=self
            )

    def _choose(self, attachment_id: int) -> None:
        """Show the sheet of another 公开件; what is typed is kept."""
        self._flush()
        self._view, self._wanted = None, attachment_id
        self.refresh()

    @property
    def view(self) -> ReviewView | None:
        """What is shown, None before it is read."""
        return self._view

    def primary(self) -> QPushButton:
        """Return 保存审查表 while something is unsaved, 登记签字 until all have signed, then 写答复书."""
        if self._dirty():
            return self._save_button
        return self.signatures.sign_button if self._onward.isHidden() else self._onward

    def go_back(self) -> None:
        """Return to the case; the draft is kept."""
        self.shell.open_case(self._case_id, "review")

    def leave(self) -> None:
        """Keep what is typed."""
        self._flush()

    def print_page(self) -> None:
        """Freeze the sheet as saved and show it."""
        if self._view is None:
            return
        if self._view.saved is None or self._dirty():
            self._refuse_words("还有没有保存的内容，请先保存审查表再打印。")
            return
        case_id, today, chosen = self._case_id, self.desk.today(), self._view.chosen
        self.desk.do(
            lambda office: print_review(office, case_id, today, attachment_id=chosen),
            self._printed,
            owner=self,
            failed=self._failed,
        )

    def _printed(self, done: Done) -> None:
        document_id = done.document_ids[-1]
        self.desk.ask(lambda office: document_row(office, document_id), self._open_document, owner=self)

    def _open_document(self, document: Document) -> None:
        if self._view is not None:
            DocumentDialog(self.shell, document, self._view.case.row.number).open()

    def _ask_signed(self) -> None:
        if self._signed.property("blocked"):
            self._refuse_words(self._signed.toolTip())
        else:
            self.steps.ask_signed()

    def _judge_anew(self) -> None:
        """Go to 判断办理结果; what is typed is kept."""
        self._flush()
        self.shell.do_step(self._case_id, "decide_outcome")

    def _write_letter(self) -> None:
        self.shell.open_letter(self._case_id)

    def _flush(self) -> None:
        if self._draft.isActive():
            self._draft.stop()
            self._keep_draft()

    def _show(self, found: tuple[ReviewView, int]) -> None:
        """Show what was read; what was typed since it was asked for stays."""
        view, typed = found
        if view.case.id != self._case_id:
            return
        before, self._view = self._view, view
        self._wanted = view.chosen
        if before is not None and before.chosen != view.chosen:
            before = None
        self.bar.set_view(view)
        built = self._ask_by(view.checklist)
        if built or before is None or typed == self._typed:
            self._fill(view.typed)
        if (built or before is None) and self._list is not None:
            self._list.fold_quiet()
        row = view.case.row
        self._back.setText(f"‹ {row.number} {row.applicant[:16]}")
        rows.name(self._back, "返回案件")
        stale = "公开件在保存审查表之后有变动，请重新核对并保存。" if view.stale else ""
        newer = _NEWER.format(view.checklist.version, view.newer.version) if view.newer else ""
        self._notice.setText(view.shut or stale + newer)
        self._notice.setVisible(bool(self._notice.text()))
        self._move.setVisible(view.newer is not None)
        self._saved_words.setText(f"草稿，已自动保存 {view.draft_at:%H:%M}" if view.draft_at else "")
        self._frame.setEnabled(not view.shut)
        self.conclusion.setEnabled(not view.shut)
        self.signatures.set_view(view, self._state(), self.desk.today())
        self._tell()

    def _ask_by(self, checklist: Checklist) -> bool:
        """Build the list of questions anew where another checklist is asked by, and tell whether it was."""
        if self._list is not None and self._shown == checklist.version:
            return False
        before, self._shown = self._list, checklist.version
        self._list = ReviewList(checklist, self.head)
        self._list.changed.connect(self._on_typed)
        self._inside.addWidget(self._list)
        if before is not None:
            self._inside.removeWidget(before)
            before.hide()
            before.deleteLater()
        return True

    def _move_on(self) -> None:
        """Show the sheet by the checklist in use, its new items unanswered; nothing is saved yet."""
        if self._view is None or self._view.newer is None:
            return
        self._draft.stop()
        payload = moved_to(self._view.newer, self._sheet()).payload()
        key = review_key(self._case_id, self._view.chosen)
        self.desk.ask(lambda office: keep_draft(office, key, payload), self._moved, owner=self)

    def _moved(self, _at: datetime) -> None:
        self.refresh()

    def _fill(self, sheet: Sheet) -> None:
        assert self._list is not None
        self._filling = True
        self.head.set_values(sheet.material, sheet.head)
        self._list.set_sheet(sheet.answers, sheet.notes, sheet.handled)
        self.conclusion.set_value(sheet.conclusion, sheet.reason)
        self._filling = False

    def _sheet(self) -> Sheet:
        assert self._list is not None
        conclusion, reason = self.conclusion.value()
        return Sheet(
            material=self.head.material.text(),
            head=self.head.values(),
            answers=self._list.answers(),
            notes=self._list.notes(),
            handled=self._list.handled(),
            conclusion=conclusion,
            reason=reason,
            checklist=self._shown,
        )

    def _state(self) -> ReviewState:
        assert self._view is not None
        view = self._view
        return review_state(
            view.checklist,
            self._sheet().as_answered(),
            view.signatures,
            masked=view.masked,
            referral=view.referral,
        )

    def _dirty(self) -> bool:
        return self._view is not None and self._list is not None and self._sheet() != self._view.saved

    def _on_typed(self) -> None:
        if self._filling or self._view is None:
            return
        self._typed += 1
        self._draft.start()
        self._tell()

    def _tell(self) -> None:
        """Say how far the review is, and fill the one button that goes on."""
        if self._view is None or self._list is None:
            return
        total, answered, yes = self._list.counts()
        done = answered == total
        self.subtitle.setText(f"{total} 项已答完，{yes} 项为是" if done else f"{total} 项，已答 {answered} 项")
        dirty, state = self._dirty(), self._state()
        self.conditions.set_state(lacking(self._view, state, dirty), in_order(self._view, state, done))
        signed = bool(self._view.signatures)
        warning = "保存后，已有的签字作废，须重新签字。" if dirty and signed else ""
        self.conclusion.set_answers(self._view.checklist.against(self._list.answers()), warning)
        rows.set_flag(self._save_button, "primary", dirty and not self._view.shut)
        whole = self._view.case.state.review
        passed = state.passed and not dirty and not self._view.shut and whole is not None and whole.passed
        self._onward.setVisible(passed)
        rows.set_flag(self.signatures.sign_button, "primary", not dirty and not passed and not self._view.shut)
        rows.block(self._signed, "" if self._view.papers.form else "请先打印审查表，逐人签字后再扫描存入。")
        rows.block(self._save_button, self._view.shut or ("" if dirty else "没有未保存的改动。"))
        rows.block(self.signatures.sign_button, self._view.shut or ("请先保存审查表，再登记签字。" if dirty else ""))

    def _keep_draft(self) -> None:
        if self._view is None or not self._dirty():
            return
        payload, key = self._sheet().payload(), review_key(self._case_id, self._view.chosen)
        self.desk.ask(lambda office: keep_draft(office, key, payload), self._kept, owner=self)

    def _kept(self, at: datetime) -> None:
        self._saved_words.setText(f"草稿，已自动保存 {at:%H:%M}")

    def _save(self) -> None:
        reason = str(self._save_button.toolTip())
        if reason or self._view is None or self._busy:
            self._refuse_words(reason)
            return
        if self._view.newer is not None:
            self._move_on()
            self._refuse_words(_MOVED)
            return
        self._busy = True
        self._draft.stop()
        sheet, case_id, today, chosen = self._sheet(), self._case_id, self.desk.today(), self._view.chosen

        def work(office: Office) -> Done:
            done = save_review(
                office,
                case_id,
                sheet.material,
                sheet.head,
                sheet.sheet_answers(),
                sheet.conclusion,
                sheet.reason,
                today,
                attachment_id=chosen,
                answered_by=sheet.checklist,
            )
            forget_draft(office, review_key(case_id, chosen))
            return done

        self.desk.do(work, self._done, owner=self, failed=self._failed)

    def _sign(self, values: dict[str, Any]) -> None:
        reason = str(self.signatures.sign_button.toolTip())
        if reason or self._busy or self._view is None:
            self._refuse_words(reason)
            return
        self._busy = True
        self.signatures.clear_problem()
        case_id, today, chosen = self._case_id, self.desk.today(), self._view.chosen
        role, name, opinion, on = values["role"], values["name"], values["opinion"], values["on"]
        self.desk.do(
            lambda office: sign_review(office, case_id, role, name, opinion, on, today, attachment_id=chosen),
            self._done,
            owner=self,
            failed=self._sign_failed,
        )

    def _done(self, _done: Done) -> None:
        self._busy = False
        self.refresh()

    def _sign_failed(self, error: Exception) -> None:
        self._busy = False
        sentence = sentence_of(error)
        if sentence is None:
            self.shell.show_trouble(error)
        else:
            self.signatures.show_problem(f"{sentence}没有登记。")

    def _failed(self, error: Exception) -> None:
        self._busy = False
        self._keep_draft()
        self.shell.show_refusal(error, "没有保存")

    def _refuse_words(self, reason: str) -> None:
        if reason:
            self.shell.alerts.show_alert(Alert("refusal", "没有办理", reason))
