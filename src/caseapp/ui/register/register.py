"""登记: one screen from envelope to number; what it would mean for the dates stands beside it."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton, QVBoxLayout, QWidget

from caseapp.casework.letters.blanks import FILE_NAME, application_sheet
from caseapp.casework.office import Done, Office
from caseapp.casework.office_views import Draft
from caseapp.casework.receiving.mail_intake import MailDraft, mail_draft
from caseapp.casework.receiving.near import Near, near_requests
from caseapp.casework.receiving.register_views import (
    Outlook,
    expected_number,
    outlook,
    register_with_files,
)
from caseapp.law.errors import LawRefusal
from caseapp.ui.frame.alerts import Alert
from caseapp.ui.frame.shell import Shell
from caseapp.ui.page import Page
from caseapp.ui.register.applicant_dialog import open_applicant
from caseapp.ui.register.register_form import RegisterForm
from caseapp.ui.register.register_side import DatesPanel, NearPanel
from caseapp.ui.tokens import FORM_WIDTH, GAP
from caseapp.ui.widgets import rows
from caseapp.ui.widgets.debounce import debounced
from caseapp.ui.widgets.drafting import DraftKeeper
from caseapp.ui.widgets.file_list import FileList
from caseapp.ui.widgets.scrolling import ScrollArea
from caseapp.ui.widgets.sheet_dialog import SheetDialog
from caseapp.ui.widgets.two_panes import TwoPanes

DRAFT_KEY = "register"
_SIDE_WIDTH = 316


class RegisterPage(Page):
    """The registration form with its draft."""

    kinds = frozenset({"settings", "calendar"})

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "登记")
        self.form = RegisterForm(self.desk.today())
        self.files = FileList(shell)
        self.dates = DatesPanel()
        self.near = NearPanel()
        self._soon = debounced(self, 300, self._ask_near)
        self._draft = DraftKeeper(self.desk, DRAFT_KEY, self._collect, self)
        self._saved = rows.badge("", "neutral")
        self._mail = rows.button("从邮件填入…")
        self._blank = rows.button("打印空白申请表…")
        self._give_up = rows.button("放弃草稿")
        self._register = rows.button("登记", primary=True)
        self._loaded = False
        self._busy = False

        self._saved.hide()
        self.header.insertWidget(2, self._saved, 0, Qt.AlignmentFlag.AlignVCenter)
        self.header.addWidget(self._mail)
        self.header.addWidget(self._blank)
        self.header.addWidget(self._give_up)
        self.header.addWidget(self._register)
        self._assemble()

        self.form.changed.connect(self._touch)
        self.form.dates_changed.connect(self._ask_dates)
        self.form.applicant_changed.connect(self._soon.start)
        self.form.request.textChanged.connect(self._soon.start)
        self.form.parties.phone.editingFinished.connect(self._soon.start)
        self.form.parties.address.editingFinished.connect(self._soon.start)
        self.files.changed.connect(self._touch)
        self.files.mail_given.connect(self.fill_from_mail)
        self._mail.clicked.connect(self.choose_mail)
        self.near.opened.connect(shell.open_case)
        self.near.person_wanted.connect(partial(open_applicant, shell))
        self._draft.saved.connect(self._show_saved)
        self._blank.clicked.connect(self.print_blank)
        self._give_up.clicked.connect(self._ask_give_up)
        self._register.clicked.connect(self._do_register)

    def _assemble(self) -> None:
        frame, inner = rows.panel()
        inner.setContentsMargins(0, 0, 0, 0)
        area = ScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self.form)
        inner.addWidget(area)
        frame.setMaximumWidth(FORM_WIDTH)
        attachments, attachments_in = rows.panel("附件", rows.words("存入记录文件", "reason"))
        attachments_in.addWidget(self.files)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self.dates)
        column.addWidget(self.near)
        column.addWidget(attachments, 1)
        self.body.addWidget(TwoPanes(frame, side, _SIDE_WIDTH, ("登记", "期限和附件")), 1)

    def refresh(self) -> None:
        """Show the kept draft the first time, and the number the case will most likely draw."""
        if not self._loaded:
            self._loaded = True
            self._draft.load(self._show_draft)
        year = self.desk.today().year
        self.desk.ask(lambda office: (expected_number(office, year), office.who), self._show_number, owner=self)
        self._ask_dates()
        self.form.channel.first().setFocus()

    def primary(self) -> QPushButton:
        """Return 登记."""
        return self._register

    def print_blank(self) -> None:
        """Show the blank form for applicants, to print or save."""
        today = self.desk.today()
        SheetDialog(
            self.shell, "政府信息公开申请表（空白）", FILE_NAME, lambda office: application_sheet(office, today)
        ).open()

    def choose_mail(self) -> None:
        """Ask for an e-mail file; it will be attached, so the question about secrets comes first."""
        if not self.files.ask_first():
            return
        dialog = QFileDialog(self, "选择邮件")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(["邮件 (*.eml)", "所有文件 (*)"])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._on_mail)
        dialog.open()

    def fill_from_mail(self, path: Path) -> None:
        """Fill what is still empty from a mail, and take in the mail and its attachments."""
        today = self.desk.today()
        self.desk.ask(lambda _office: mail_draft(path, today), self._show_mail, owner=self, failed=self._mail_failed)

    def leave(self) -> None:
        """Keep the draft at once."""
        self._draft.flush()

    def _collect(self) -> dict[str, Any]:
        return self.form.values() | self.files.values()

    def _touch(self) -> None:
        if self._loaded and not self._busy:
            self._draft.touch()

    def _show_draft(self, draft: Draft | None) -> None:
        if draft is None:
            return
        self._busy = True
        self.form.set_values(draft.payload)
        self.files.set_values(draft.payload)
        self._busy = False
        self._show_saved(draft.saved_at)
        self._ask_near()
        self.form.parties.show_id_hint()

    def _on_mail(self, name: str) -> None:
        self.fill_from_mail(Path(name))

    def _show_mail(self, draft: MailDraft) -> None:
        held = self.form.fill(draft.fields)
        self.files.add_sources(draft.files)
        self._touch()
        self._ask_dates()
        self._ask_near()
        kept = [f"“{'”“'.join(held)}”已经填写，没有改动"] if held else []
        said = ["请与邮件核对，并与申请人确认收到", *kept, *draft.remarks]
        self.shell.notice("已从邮件填入", "。".join(said) + "。")

    def _mail_failed(self, error: Exception) -> None:
        self.shell.show_refusal(error, "没有从邮件填入")

    def _show_number(self, found: tuple[str, str]) -> None:
        number, who = found
        self.subtitle.setText(f"预计取号 {number}")
        self.form.handler.setPlaceholderText(who)
        if not self.form.confirmed_by.text():
            self.form.confirmed_by.setText(who)

    def _show_saved(self, at: datetime) -> None:
        rows.set_badge(self._saved, f"草稿，已自动保存 {at:%H:%M}", "neutral")

    def _ask_dates(self) -> None:
        channel, arrived = self.form.channel.value(), rows.day_of(self.form.arrived)
        confirmed, today = self.form.confirmed_day(), self.desk.today()
        self.desk.ask(
            lambda office: outlook(office, channel, arrived, confirmed, today), self._show_dates, owner=self
        )

    def _show_dates(self, found: Outlook) -> None:
        self.dates.set_outlook(found)
        self.form.rule.setObjectName("problem" if found.problem else "reason")
        self.form.rule.style().polish(self.form.rule)
        parts = [found.problem] if found.problem else [found.forecast.rule if found.forecast else "", found.day_words]
        if found.forecast:
            day = found.forecast.received
            parts.append(f"法定收到日：{day}" if day else "尚未确认，期限从确认之日的次日起算")
        self.form.rule.setText("。".join(part for part in parts if part))

    def _ask_near(self) -> None:
        parties, request = self.form.parties, self.form.request.toPlainText()[:2000]
        asked = (parties.applicant.text(), parties.phone.text(), request)
        today, address = self.desk.today(), parties.whole_address()
        self.desk.ask(
            lambda office: (asked, near_requests(office, *asked, today, address=address)), self._show_near, owner=self
        )

    def _show_near(self, found: tuple[tuple[str, str, str], Near]) -> None:
        asked, near = found
        if asked[0] == self.form.parties.applicant.text():
            self.near.set_found(near)

    def _ask_give_up(self) -> None:
        text = "将清空这一页填写的内容，草稿不再保留。"
        self.shell.alerts.show_alert(Alert("notice", "放弃草稿？", text, action="放弃草稿", act=self._clear))

    def _clear(self) -> None:
        self._busy = True
        self.form.set_values({"arrived": self.desk.today().isoformat(), "confirmed": self.desk.today().isoformat()})
        self.files.set_values({})
        self._busy = False
        self._draft.forget()
        self._saved.hide()
        self.near.set_found(None)
        self.form.parties.show_id_hint()
        self.refresh()

    def _do_register(self) -> None:
        self._draft.flush()
        application, files, today = self.form.application(), self.files.files(), self.desk.today()
        self._register.setEnabled(False)

        def work(office: Office) -> Done:
            return register_with_files(office, application, files, today)

        self.desk.do(work, self._registered, owner=self, failed=self._failed)

    def _registered(self, done: Done) -> None:
        self._register.setEnabled(True)
        self._clear()
        self.shell.open_case(done.case_id)

    def _failed(self, error: Exception) -> None:
        self._register.setEnabled(True)
        self.shell.show_refusal(error, "没有登记")
        if isinstance(error, LawRefusal) and (field := self.form.field_named(error.sentence)):
            self.shell.alerts.return_to(field)
