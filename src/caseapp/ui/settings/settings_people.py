"""人员: who registers, reviews and signs, and who is at the desk now."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from caseapp.casework.office import Done, save_person
from caseapp.casework.office_views import retire_person
from caseapp.casework.upkeep.settings_views import SettingsView, sit_down
from caseapp.ui.frame.shell import Shell
from caseapp.ui.widgets import rows
from caseapp.ui.widgets.text_table import Column, Line, TextTable

_COLUMNS = (Column("姓名", 160), Column("科室", 200), Column("职务", 160), Column("现在经办"))


class PeopleTab(QWidget):
    """The list and a line to add to it."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._here = 0
        self._table = TextTable("人员", _COLUMNS)
        self._switch = rows.button("换成所选人员经办", primary=True)
        self._retire = rows.button("停用")
        self._name = rows.line("姓名", accessible="新人员姓名")
        self._department = rows.line("科室", accessible="新人员科室")
        self._post = rows.line("职务", accessible="新人员职务")
        self._add = rows.button("添加并由此人经办")

        buttons = QHBoxLayout()
        buttons.addWidget(self._switch)
        buttons.addWidget(self._retire)
        buttons.addStretch(1)
        adding = QHBoxLayout()
        for field in (self._name, self._department, self._post):
            field.setFixedWidth(180)
            adding.addWidget(field)
        adding.addWidget(self._add)
        adding.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(10)
        explain = "操作日志按“现在经办”的人员记名；停用的人员不再出现在选择里，以前的记录不变。"
        layout.addWidget(rows.words(explain, "reason"))
        layout.addWidget(self._table, 1)
        layout.addLayout(buttons)
        layout.addWidget(rows.rule())
        layout.addLayout(adding)

        self._switch.clicked.connect(self._do_switch)
        self._table.activated.connect(self._do_switch)
        self._retire.clicked.connect(self._do_retire)
        self._add.clicked.connect(self._do_add)
        for field in (self._name, self._department, self._post):
            field.returnPressed.connect(self._do_add)

    def primary(self) -> QPushButton:
        """Return 换成所选人员经办."""
        return self._switch

    def set_view(self, view: SettingsView) -> None:
        """Show the people."""
        self._table.set_lines(
            [Line((p.name, p.department, p.post, "现在经办" if p.here else ""), p.id) for p in view.people]
        )

    def _chosen(self) -> int | None:
        line = self._table.chosen()
        if line is None:
            self._shell.notice("请先选择人员", "在列表中选中一个人员，再按按钮。")
            return None
        return line.id

    def _do_switch(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self._shell.desk.do(lambda office: sit_down(office, chosen), owner=self, failed=self._failed)

    def _do_retire(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self._shell.desk.do(lambda office: retire_person(office, chosen), owner=self, failed=self._failed)

    def _do_add(self) -> None:
        name, department, post = self._name.text(), self._department.text(), self._post.text()
        self._shell.desk.do(
            lambda office: save_person(office, name, department, post), self._added, owner=self, failed=self._failed
        )

    def _added(self, _done: Done) -> None:
        for field in (self._name, self._department, self._post):
            field.clear()

    def _failed(self, error: Exception) -> None:
        self._shell.show_refusal(error, "没有保存")
