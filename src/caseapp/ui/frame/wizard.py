"""The first start: who the office is, where it can be reached and reviewed, and who sits at the desk."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from caseapp.casework.office import Done, Office, Profile
from caseapp.casework.office_views import Draft, set_up_office
from caseapp.ui.frame.shell import Shell
from caseapp.ui.page import Page
from caseapp.ui.settings.profile_form import OFFICE_FIELDS, REMEDY_FIELDS, ProfileForm
from caseapp.ui.tokens import FORM_WIDTH, GAP
from caseapp.ui.widgets import rows
from caseapp.ui.widgets.drafting import DraftKeeper
from caseapp.ui.widgets.scrolling import ScrollArea

_STEPS = (
    ("一、机关信息", "这些内容会印在答复书、告知书和回执上，以后可以在“设置”中修改。"),
    ("二、救济途径和网上渠道", "答复书末尾要告知申请人向谁复议、向哪里起诉。起诉法院各地规定不同，请照实填写。"),
    ("三、经办人", "操作日志记下每一步是谁办的。其他人员可以以后在“设置”中添加。"),
)
_PROMISES = (
    ("不联网", "程序不连接网络，内容不离开这台计算机。"),
    ("一个文件", "登记、文书、附件、日历都在一个记录文件里，复制它就是备份。"),
    ("自动保存", "填到一半可以关闭，下次打开接着填。"),
    ("国家秘密不得录入", "附件存入前会再问一次（保密法第三十一条）。"),
)
DRAFT_KEY = "wizard"


class WizardPage(Page):
    """Three steps in the window; nothing is locked meanwhile."""

    kinds = frozenset()

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "开始使用")
        self._office = ProfileForm(OFFICE_FIELDS)
        self._remedy = ProfileForm(REMEDY_FIELDS)
        self._name = rows.line("印在登记表、审批单上的姓名")
        self._department = rows.line("例如 办公室")
        self._post = rows.line()
        self._name_row = rows.Row("姓名", self._name, required=True, hint="操作日志和表单上的经办人")
        self._later = rows.button("以后再填", link=True)
        self._back = rows.button("上一步")
        self._next = rows.button("下一步", primary=True)
        self._marks: list[QLabel] = []
        self._heading = rows.words("", "pageTitle")
        self._why = rows.words("", "secondary", wrap=True)
        self._stack = QStackedWidget()
        self._draft = DraftKeeper(self.desk, DRAFT_KEY, self._collect, self)
        self._loaded = False

        self._assemble()
        self._show_step(0)

        self._next.clicked.connect(self._forward)
        self._back.clicked.connect(self._backward)
        self._later.clicked.connect(self.go_back)
        for form in (self._office, self._remedy):
            form.changed.connect(self._draft.touch)
        for field in (self._name, self._department, self._post):
            field.textEdited.connect(self._draft.touch)

    def _assemble(self) -> None:
        frame, inner = rows.panel()
        frame.setMaximumWidth(FORM_WIDTH)
        inner.setContentsMargins(32, 20, 32, 16)
        inner.setSpacing(8)
        inner.addLayout(self._build_marks())
        inner.addWidget(rows.rule())
        inner.addSpacing(6)
        inner.addWidget(self._heading)
        inner.addWidget(self._why)
        inner.addSpacing(6)
        for page in (self._office, self._remedy, self._build_person()):
            self._stack.addWidget(_scrolled(page))
        inner.addWidget(self._stack, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self._later)
        buttons.addStretch(1)
        buttons.addWidget(self._back)
        buttons.addWidget(self._next)
        inner.addLayout(buttons)
        line = QHBoxLayout()
        line.setSpacing(GAP)
        line.addWidget(frame, 100)
        line.addWidget(_promises(), 1, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(line, 1)

    def _build_marks(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        for number, (title, _) in enumerate(_STEPS, start=1):
            mark = QLabel(str(number))
            mark.setObjectName("stepMark")
            mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
            mark.setFixedSize(26, 26)
            self._marks.append(mark)
            line.addWidget(mark)
            line.addWidget(rows.words(title.partition("、")[2]))
            line.addSpacing(20)
        line.addStretch(1)
        return line

    def _build_person(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self._name_row)
        layout.addWidget(rows.Row("科室", self._department))
        layout.addWidget(rows.Row("职务", self._post))
        layout.addStretch(1)
        page.setMaximumWidth(420)
        return page

    def refresh(self) -> None:
        """Show what was typed before, or what the record knows."""
        if not self._loaded:
            self._loaded = True
            self.desk.ask(_known, self._show_known, owner=self)
            self._draft.load(self._show_draft)
        self._office.first().setFocus()

    def primary(self) -> QPushButton:
        """Return 下一步 or 完成."""
        return self._next

    def leave(self) -> None:
        """Keep what is typed."""
        self._draft.flush()

    def _collect(self) -> dict[str, Any]:
        person = {"name": self._name.text(), "department": self._department.text(), "post": self._post.text()}
        return {"profile": self._office.values() | self._remedy.values(), "person": person}

    def _show_known(self, found: dict[str, str]) -> None:
        self._office.set_values(found)
        self._remedy.set_values(found)

    def _show_draft(self, draft: Draft | None) -> None:
        if draft is None:
            return
        profile, person = draft.payload.get("profile", {}), draft.payload.get("person", {})
        self._office.set_values(profile)
        self._remedy.set_values(profile)
        self._name.setText(person.get("name", ""))
        self._department.setText(person.get("department", ""))
        self._post.setText(person.get("post", ""))

    def _show_step(self, step: int) -> None:
        self._stack.setCurrentIndex(step)
        heading, why = _STEPS[step]
        self._heading.setText(heading)
        self._why.setText(why)
        for index, mark in enumerate(self._marks):
            mark.setText("✓" if index < step else str(index + 1))
            rows.set_flag(mark, "done", index < step)
            rows.set_flag(mark, "here", index == step)
        self._back.setVisible(step > 0)
        words = "完成" if step == len(_STEPS) - 1 else "下一步"
        self._next.setText(words)
        rows.name(self._next, words)
        first = (self._office.first(), self._remedy.first(), self._name)[step]
        first.setFocus()

    def _forward(self) -> None:
        step = self._stack.currentIndex()
        form = (self._office, self._remedy, None)[step]
        if form is not None:
            if not form.complain():
                self._show_step(step + 1)
            return
        if not self._name.text().strip():
            self._name_row.set_problem("请填写姓名")
            self._name.setFocus()
            return
        self._finish()

    def _backward(self) -> None:
        self._show_step(self._stack.currentIndex() - 1)

    def _finish(self) -> None:
        given = self._collect()
        profile, person = Profile(**given["profile"]), given["person"]
        self._next.setEnabled(False)

        def work(office: Office) -> Done:
            return set_up_office(office, profile, person["name"], person["department"], person["post"])

        self.desk.do(work, self._finished, owner=self, failed=self._failed)

    def _finished(self, _done: Done) -> None:
        self._next.setEnabled(True)
        self._draft.forget()
        self.shell.open_page("today")

    def _failed(self, error: Exception) -> None:
        self._next.setEnabled(True)
        self.shell.show_refusal(error, "没有保存")


def _known(office: Office) -> dict[str, str]:
    return asdict(office.profile)


def _scrolled(page: QWidget) -> ScrollArea:
    area = ScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    page.setObjectName("plain")
    area.setWidget(page)
    return area


def _promises() -> QWidget:
    frame, inner = rows.panel("先说明四点")
    frame.setMinimumWidth(240)
    for title, reason in _PROMISES:
        inner.addWidget(rows.words(title))
        inner.addWidget(rows.words(reason, "reason", wrap=True))
    return frame
