"""模板与检查单: what each letter is for and what it needs; the questions of the confidentiality review."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QTabWidget, QWidget

from caseapp import resources
from caseapp.casework.template_views import TemplateCard, template_cards
from caseapp.ui import rows
from caseapp.ui.page import Page
from caseapp.ui.reading import ReadingPane
from caseapp.ui.shell import Shell
from caseapp.ui.text_table import Column, Line, TextTable

_LIST_WIDTH = 320
_POLARITY = {"yes": "答“是”不利于公开", "no": "答“否”不利于公开", "none": "只供参考"}
_CHECK_COLUMNS = (Column("编号", 60), Column("检查项"), Column("依据", 200), Column("怎样判断", 150))


class TemplatesPage(Page):
    """Read only."""

    kinds = frozenset({"settings"})

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "模板与检查单")
        self._cards: list[TemplateCard] = []
        self._list = QListWidget()
        self._pane = ReadingPane("模板说明")
        self._checklist = TextTable("保密审查检查单", _CHECK_COLUMNS)
        self._tabs = QTabWidget()

        rows.name(self._list, "模板")
        rows.name(self._tabs, "模板与检查单")
        self._list.setFixedWidth(_LIST_WIDTH)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        letters = QWidget()
        line = QHBoxLayout(letters)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self._list)
        line.addWidget(self._pane, 1)
        self._tabs.addTab(letters, "文书模板")
        self._tabs.addTab(self._checklist, "保密审查检查单")
        frame, inner = rows.panel()
        inner.setContentsMargins(0, 4, 0, 0)
        inner.addWidget(self._tabs)
        self.body.addWidget(frame, 1)

        self._list.currentRowChanged.connect(self._on_row)
        self._fill_checklist()

    def refresh(self) -> None:
        """Read the templates the first time."""
        if not self._cards:
            self.desk.ask(template_cards, self._show, owner=self)
        self._list.setFocus()

    def _show(self, cards: list[TemplateCard]) -> None:
        self._cards = cards
        self.subtitle.setText(f"{len(cards)} 个文书模板")
        for card in cards:
            item = QListWidgetItem(f"{card.kind}　{card.title}")
            item.setToolTip(card.title)
            self._list.addItem(item)
        self._list.setCurrentRow(0)

    def _on_row(self, row: int) -> None:
        if not 0 <= row < len(self._cards):
            return
        card = self._cards[row]
        remedy = "写明救济途径，措辞按成文日期当时的法律" if card.remedy else ""
        parts = [
            ("用于", "、".join(card.outcomes)),
            ("依据", "、".join(card.basis)),
            ("使用指南", card.guide),
            ("救济告知", remedy),
            ("填写项", "\n".join(f"{label}：{hint}" if hint else label for label, hint in card.slots)),
            ("定稿前应当有", "\n".join(card.evidence)),
        ]
        title = f"{card.title}（第 {card.version} 版）"
        self._pane.show_text(title, [(head, text) for head, text in parts if text])

    def _fill_checklist(self) -> None:
        checklist = resources.load_checklist()
        lines, group = [], ""
        for number, item in enumerate(checklist.items, start=1):
            if item.group != group:
                group = item.group
                lines.append(Line(("", group, "", ""), -number, tone="neutral"))
            lines.append(Line((item.id, item.question, item.basis, _POLARITY[item.polarity]), number))
        self._checklist.set_lines(lines)
        self._checklist.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
