"""主动公开目录: what the office publishes, shown beside requests it probably answers; edited, imported, exported."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from caseapp.casework.handling.publication_files import export_publications, import_publications
from caseapp.casework.handling.publications import (
    LABELS,
    MOST,
    Entry,
    as_entry,
    drop_publications,
    publications,
    save_publication,
)
from caseapp.casework.office import Done, Office
from caseapp.law.publications import KINDS, YEARBOOK, Publication
from caseapp.ui.frame.alerts import Alert
from caseapp.ui.frame.shell import Shell
from caseapp.ui.widgets import rows
from caseapp.ui.widgets.fact_dialog import FactDialog, Form, Values
from caseapp.ui.widgets.fields import Field
from caseapp.ui.widgets.save_file import ask_place
from caseapp.ui.widgets.text_table import Column, Line, TextTable

_COLUMNS = (
    Column("名称", 240),
    Column("种类", 52),
    Column("年份", 74),
    Column("公布日期", 92),
    Column("位置", 210),
    Column("网址", 150),
    Column("关键词"),
)
_EXPLAIN = (
    "登记和判断办理结果时，申请的内容像是目录中已经载有的，提示“可能已主动公开”，可以把名称、位置、网址填入答复书。"
    "年鉴按书名上的年份填，程序按载有上一年的数据来找。"
)
_INTRO = (
    "年鉴的年份填书名上的年份，公报、月报填数据所属的年份、月份。位置、网址写到申请人能直接找到，至少填一项。"
    "关键词写主要指标，例如：粮食总产量、常住人口。"
)
_HINTS = {
    "name": "例如：《济宁统计年鉴2025》",
    "period": "2025；月报 2025-03；栏目可以不填",
    "published": "2025-10-15；不清楚的不填",
    "place": "例如：第十篇表10-3（第256页）；“数据发布—统计公报”栏目",
    "link": "https://",
    "keywords": "用顿号隔开",
}
_FILES = "目录文件 (*.csv *.xlsx)"


class PublicationsTab(QWidget):
    """The list with its buttons."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._kept: dict[int, Publication] = {}
        self.table = TextTable("主动公开目录", _COLUMNS)
        self._count = rows.words("", "secondary")
        self._add = rows.button("添加…", primary=True)
        self._edit = rows.button("修改…")
        self._remove = rows.button("移除…")
        self._import = rows.button("导入…")
        self._export = rows.button("导出…")
        buttons = QHBoxLayout()
        for button in (self._add, self._edit, self._remove):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self._count)
        buttons.addWidget(self._import)
        buttons.addWidget(self._export)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(10)
        layout.addWidget(rows.words(_EXPLAIN, "reason", wrap=True))
        layout.addWidget(self.table, 1)
        layout.addLayout(buttons)
        self._import.setToolTip(f"第一行是表头：{'，'.join(LABELS.values())}；已有的条目被替换，一行有错就都不导入")
        self._add.clicked.connect(self._do_add)
        self._edit.clicked.connect(self._do_edit)
        self._remove.clicked.connect(self._ask_remove)
        self._import.clicked.connect(self._ask_import)
        self._export.clicked.connect(self._ask_export)
        self.table.activated.connect(self._do_edit)

    def primary(self) -> QPushButton:
        """Return 添加."""
        return self._add

    def refresh(self) -> None:
        """Read the list anew."""
        self._shell.desk.ask(publications, self._show, owner=self)

    def import_from(self, name: str) -> None:
        """Take in a file."""
        today, path = self._shell.desk.today(), Path(name)
        self._shell.desk.do(
            lambda office: import_publications(office, path, today), owner=self, failed=self._not_imported
        )

    def export_to(self, name: str) -> None:
        """Write the list to a file; without an ending it is a .csv."""
        path = Path(name) if Path(name).suffix else Path(f"{name}.csv")
        self._shell.desk.ask(
            lambda office: (path, export_publications(office, path)),
            self._exported,
            owner=self,
            failed=self._shell.show_refusal,
        )

    def _show(self, kept: list[Publication]) -> None:
        self._kept = {own.id: own for own in kept}
        self.table.set_lines([_line(own) for own in kept])
        self._count.setText(f"{len(kept)} 条，最多 {MOST} 条" if kept else "目录还是空的，先添加本机关的统计年鉴、公报")
        blocked = "" if kept else "目录还是空的。"
        for button in (self._edit, self._remove, self._export):
            rows.block(button, blocked)

    def _chosen(self) -> Publication | None:
        line = self.table.chosen()
        if line is None:
            self._shell.notice("请先选择一条", "在列表中选中一条，再按按钮。")
            return None
        return self._kept[line.id]

    def _do_add(self) -> None:
        self._open(Entry(), 0, "添加出版物或者栏目", "添加")

    def _do_edit(self) -> None:
        if own := self._chosen():
            self._open(as_entry(own), own.id, "修改出版物或者栏目", "保存")

    def _open(self, entry: Entry, publication_id: int, title: str, button: str) -> None:
        def act(office: Office, _case_id: int, values: Values, day: date) -> Done:
            typed = Entry(**{key: str(values[key]) for key in LABELS})
            return save_publication(office, typed, day, publication_id=publication_id)

        key = f"publication_{publication_id}"
        FactDialog(self._shell, Form(key, title, _INTRO, _fields(entry), button, act), 0).open()

    def _ask_remove(self) -> None:
        if own := self._chosen():
            text = f"将从目录中移除“{own.name}”，以后不再提示；已经发出的答复书不受影响。"
            self._shell.alerts.show_alert(Alert("notice", "移除这一条？", text, action="移除", act=self._do_remove))

    def _do_remove(self) -> None:
        if own := self._chosen():
            wanted = [own.id]
            self._shell.desk.do(
                lambda office: drop_publications(office, wanted), owner=self, failed=self._shell.show_refusal
            )

    def _ask_import(self) -> None:
        dialog = QFileDialog(self, "导入主动公开目录")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([_FILES, "所有文件 (*)"])
        dialog.fileSelected.connect(self.import_from)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _ask_export(self) -> None:
        if self._kept:
            ask_place(self, "导出主动公开目录", "主动公开目录.csv", self.export_to)

    def _exported(self, found: tuple[Path, int]) -> None:
        path, count = found
        self._shell.notice("已导出", f"{count} 条写入“{path}”。")

    def _not_imported(self, error: Exception) -> None:
        self._shell.show_refusal(error, "没有导入")


def _fields(entry: Entry) -> tuple[Field, ...]:
    kinds = tuple(KINDS.items())
    return tuple(
        Field(
            key,
            label,
            "choice" if key == "kind" else "long" if key == "keywords" else "text",
            key in ("name", "kind"),
            placeholder=_HINTS.get(key, ""),
            options=kinds if key == "kind" else (),
            value=getattr(entry, key) or (YEARBOOK if key == "kind" else None),
            height=64,
        )
        for key, label in LABELS.items()
    )


def _line(own: Publication) -> Line:
    day = own.published.isoformat() if own.published else "—"
    cells = (own.name, KINDS[own.kind], own.period or "—", day, own.place or "—", own.link or "—")
    return Line((*cells, "、".join(own.keywords) or "—"), own.id)
