"""模板与检查单: what each letter is for and what it needs; the questions of the confidentiality review."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTabWidget, QVBoxLayout, QWidget

from caseapp.casework.letters.template_views import TemplateState, template_states
from caseapp.ui.frame.reading import ReadingPane
from caseapp.ui.frame.shell import Shell
from caseapp.ui.page import Page
from caseapp.ui.templates.checklist_tab import ChecklistTab
from caseapp.ui.templates.template_bar import TemplateBar
from caseapp.ui.widgets import rows
from caseapp.ui.widgets.text_table import Column, Line, TextTable

_LIST_WIDTH = 560
_COLUMNS = (Column("类别", 70), Column("模板"), Column("状态", 190))


class TemplatesPage(Page):
    """The templates with whose wording is used, and the questions of the review."""

    kinds = frozenset({"settings"})

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "模板与检查单")
        self._states: list[TemplateState] = []
        self._list = TextTable("模板", _COLUMNS)
        self._bar = TemplateBar(shell)
        self._pane = ReadingPane("模板说明")
        self.checklist = ChecklistTab(shell)
        self._tabs = QTabWidget()

        rows.name(self._tabs, "模板与检查单")
        self._list.setFixedWidth(_LIST_WIDTH)
        letters = QWidget()
        column = QVBoxLayout(letters)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self._list)
        line.addWidget(self._pane, 1)
        column.addLayout(line, 1)
        column.addWidget(rows.rule())
        column.addWidget(self._bar)
        self._tabs.addTab(letters, "文书模板")
        self._tabs.addTab(self.checklist, "保密审查检查单")
        frame, inner = rows.panel()
        inner.setContentsMargins(0, 4, 0, 0)
        inner.addWidget(self._tabs)
        self.body.addWidget(frame, 1)

        self._list.selectionModel().selectionChanged.connect(self._on_row)

    def primary(self) -> QPushButton:
        """Return 修改措辞, or 导出 of the checklist."""
        return self._bar.primary() if self._tabs.currentIndex() == 0 else self.checklist.bar.primary()

    def refresh(self) -> None:
        """Read whose wording is used."""
        self.desk.ask(template_states, self._show, owner=self)
        self.checklist.refresh()
        if self._tabs.currentIndex() == 0:
            self._list.setFocus()

    def _show(self, states: list[TemplateState]) -> None:
        self._states = states
        own = sum(state.own is not None for state in states)
        self.subtitle.setText(f"{len(states)} 个文书模板，{own} 个用本机关的措辞")
        self._list.set_lines([
            Line((state.card.kind, state.card.title, state.words), number,
                 tone="warn" if state.notice else "", tip=state.notice or state.card.title)
            for number, state in enumerate(states, start=1)
        ])
        if self._list.chosen() is None:
            self._list.selectRow(0)
        self._on_row()

    def _on_row(self) -> None:
        line = self._list.chosen()
        state = self._states[line.id - 1] if line else None
        self._bar.set_state(state)
        if state is None:
            return
        card = state.card
        remedy = "写明救济途径，措辞按成文日期当时的法律" if card.remedy else ""
        versions = "\n".join(f"第 {v.number} 版　{v.at[:10]}　{v.by}：{v.note}" for v in state.versions)
        parts = [
            ("注意", state.notice),
            ("用于", "、".join(card.outcomes)),
            ("依据", "、".join(card.basis)),
            ("使用指南", card.guide),
            ("救济告知", remedy),
            ("填写项", "\n".join(f"{label}：{hint}" if hint else label for label, hint in card.slots)),
            ("定稿前应当有", "\n".join(card.evidence)),
            ("本机关的版本", versions),
        ]
        title = f"{card.title}（第 {card.version} 版）"
        self._pane.show_text(title, [(head, text) for head, text in parts if text])
