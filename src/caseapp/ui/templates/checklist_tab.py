"""保密审查检查单: the questions new sheets are answered by, whose they are, and the thresholds of 表格披露检查."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from caseapp.casework.office import Done, Office
from caseapp.casework.review.controlling import limits, save_limits
from caseapp.casework.review.own_checklist import (
    FILE_NAME,
    ChecklistState,
    checklist_state,
    difference,
    export_checklist,
    import_checklist,
    return_to_shipped_checklist,
)
from caseapp.casework.review.tables import Settings
from caseapp.ui.review.control_limits import ControlLimits
from caseapp.ui.templates.own_bar import Compared, OwnBar
from caseapp.ui.widgets import rows
from caseapp.ui.widgets.text_table import Column, Line, TextTable

if TYPE_CHECKING:
    from caseapp.ui.frame.shell import Shell

_POLARITY = {"yes": "答“是”不利于公开", "no": "答“否”不利于公开", "none": "只供参考"}
_COLUMNS = (Column("编号", 60), Column("检查项"), Column("依据", 200), Column("怎样判断", 150))
_INTRO = "要改用本机关的检查单：导出后用记事本修改，再导入。此前的审查表仍按当时的检查单。"
_UNCHANGED = "没有改动。"
_LIMITS = "表格披露检查的标准（法律没有规定数值，按统计工作惯例，由本机关确定）"


class ChecklistBar(OwnBar):
    """The buttons below the questions."""

    what = "检查单"
    pattern = "检查单文件 (*.toml)"
    signs = (
        "以“-”开头的是随程序提供的原文，以“+”开头的是本机关的检查单。要采用新的原文，请恢复原文；"
        "继续用本机关的检查单，请导出修改后再导入。"
    )
    shipped = "现在用的就是随程序提供的检查单。"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._state: ChecklistState | None = None
        self.set_state(None)

    def primary(self) -> QPushButton:
        """Return 导出."""
        return self._export

    def set_state(self, state: ChecklistState | None) -> None:
        """Work on this checklist."""
        self._state = state
        self.block("" if state else "正在读取检查单。", own=state is not None and state.own is not None)

    def comparison(self) -> Callable[[Office], Compared]:
        """Compare the checklist of the office."""
        notice = self._state.notice if self._state else ""
        return lambda office: ("保密审查检查单", notice, difference(office))

    def give_up(self) -> Callable[[Office], Done]:
        """Use the shipped checklist."""
        return return_to_shipped_checklist

    def file_name(self) -> str:
        """Return the name of the file."""
        return FILE_NAME

    def writing(self, path: Path) -> Callable[[Office], Path]:
        """Write the checklist in use."""
        return lambda office: export_checklist(office, path)

    def take(self, office: Office, name: str, data: bytes) -> Done:
        """Keep a file as the newest version."""
        return import_checklist(office, name, data, self._shell.desk.today())


class ChecklistTab(QWidget):
    """The questions, the state they are in, and what can be done with them."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._saved: Settings | None = None
        self.table = TextTable("保密审查检查单", _COLUMNS)
        self.table.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._state = rows.words("", "secondary")
        self._notice = rows.words("", "caution", wrap=True)
        self.bar = ChecklistBar(shell)
        self.limits = ControlLimits()
        self._save = rows.button("保存标准", small=True)

        head = QHBoxLayout()
        head.setContentsMargins(12, 8, 12, 6)
        head.addWidget(self._state)
        head.addStretch(1)
        head.addWidget(rows.words(_INTRO, "reason"))
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 0, 12, 8)
        foot.setSpacing(8)
        foot.addWidget(rows.words(_LIMITS, "reason"))
        foot.addStretch(1)
        foot.addWidget(self.limits)
        foot.addWidget(self._save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self._notice)
        layout.addWidget(self.table, 1)
        layout.addWidget(rows.rule())
        layout.addWidget(self.bar)
        layout.addWidget(rows.rule())
        layout.addSpacing(8)
        layout.addLayout(foot)
        self._notice.setContentsMargins(12, 0, 12, 6)
        self._notice.hide()
        self.limits.changed.connect(self._tell)
        self._save.clicked.connect(self._on_save)

    def refresh(self) -> None:
        """Read the checklist and the thresholds anew."""
        self._shell.desk.ask(lambda office: (checklist_state(office), limits(office)), self._show, owner=self)

    def _show(self, found: tuple[ChecklistState, Settings]) -> None:
        state, settings = found
        checklist = state.checklist
        asked = f"共 {len(checklist.items)} 项，{checklist.in_force_from} 起使用"
        self._state.setText(f"{state.words}（{checklist.version}），{asked}")
        newest = state.versions[0] if state.versions else None
        self._state.setToolTip("\n".join(f"第 {v.number} 版　{v.at[:10]}　{v.by}：{v.note}" for v in state.versions))
        rows.name(self._state, "检查单的版本", self._state.toolTip() if newest else "")
        self._notice.setText(state.notice)
        self._notice.setVisible(bool(state.notice))
        self.bar.set_state(state)
        lines, group = [], ""
        for number, item in enumerate(checklist.items, start=1):
            if item.group != group:
                group = item.group
                lines.append(Line(("", group, "", ""), -number, tone="neutral"))
            lines.append(Line((item.id, item.question, item.basis, _POLARITY[item.polarity]), number, tip=item.advice))
        self.table.set_lines(lines)
        self._saved = settings
        self.limits.show_settings(settings)
        self._tell()

    def _tell(self) -> None:
        same = self._saved is not None and self.limits.settings(self._saved) == self._saved
        rows.block(self._save, _UNCHANGED if same else "")

    def _on_save(self) -> None:
        if self.bar.blocked(self._save):
            return
        values = self.limits.values()
        self._shell.desk.do(
            lambda office: save_limits(office, *values), owner=self, failed=self._shell.show_refusal
        )
