"""由此确定: what an outcome fixes, the day and the reasons of the decision, and the record of the search."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from caseapp.casework.handling.outcome_views import OutcomeChoice
from caseapp.casework.receiving.near import NearRequest
from caseapp.law.publications import Fit
from caseapp.ui.letter.public_hints import PublicChoice
from caseapp.ui.tokens import GAP
from caseapp.ui.widgets import rows
from caseapp.ui.widgets.fields import Field, FieldSet
from caseapp.ui.widgets.scrolling import ScrollArea

_CONSEQUENCES = (
    ("label", "结果"),
    ("basis", "依据"),
    ("letter", "文书"),
    ("annual_row", "年度表三"),
    ("remedy", "救济告知"),
    ("review", "保密审查"),
)
SEARCH = (
    ("who", "检索人", "例如：张敏、综合科刘建国"),
    ("where", "检索范围", "例如：局档案室、办公系统、综合科数据库"),
    ("words", "检索词", "例如：某某镇、人均可支配收入"),
    ("result", "检索结果", "例如：未检索到"),
)
NEEDS_SEARCH, REPEATED = "not_existing", "repeated"
ARTICLE = Field("article", "禁止公开的条文", required=True, placeholder="只写法律、行政法规，例如：《某某法》第十条")
_LOW, _HIGH = 76, 160


class OutcomeSide(ScrollArea):
    """The right side of the dialog.

    Attributes:
        public: publications of the office that probably answer the request.

    Signals:
        changed: something was typed; day_changed: the day of the decision was.
    """

    changed = Signal()
    day_changed = Signal()

    def __init__(self, today: date, repeats: Sequence[NearRequest] = (), public: Sequence[Fit] = ()) -> None:
        super().__init__()
        self.public = PublicChoice(public)
        self._repeats = {str(near.case_id): near for near in repeats}
        before = [
            (key, f"{near.number}　{near.reply_number}（{near.replied or '日期待填'}）")
            for key, near in self._repeats.items()
        ]
        self.earlier = FieldSet(
            (Field("earlier", "重复的是哪一次申请", "choice", options=(*before, ("", "都不是，另行填写"))),)
        )
        self._composed = ""
        self._offered = ""
        self._facts = {key: rows.words("—", "secondary", wrap=True) for key, _ in _CONSEQUENCES}
        hint = "为什么是这个结果；记入案件记录"
        self.fields = FieldSet(
            (
                Field("on", "判断日期", "day", True, value=today),
                Field("reason", "理由", "long", placeholder=hint, height=_HIGH),
            )
        )
        self._replace = rows.button("改用判断过程写成的理由", link=True)
        asked = [Field(key, label, required=True, placeholder=hint) for key, label, hint in SEARCH]
        self.search = FieldSet(asked, columns=2)
        self.article = FieldSet((ARTICLE,))
        self._search_title = rows.words("检索记录（证明已尽合理检索义务）", "sectionTitle")
        self._build()
        self._replace.hide()
        self.article.hide()
        self.earlier.hide()
        self.article.changed.connect(self.changed)
        self._replace.clicked.connect(self._take_offer)
        self.fields.changed.connect(self._on_changed)
        self.search.changed.connect(self.changed)
        self.fields.input("on").dateChanged.connect(self._on_day)  # type: ignore[attr-defined]

    def _build(self) -> None:
        frame, inner = rows.panel("由此确定")
        grid = QGridLayout()
        grid.setVerticalSpacing(4)
        grid.setHorizontalSpacing(12)
        grid.setColumnStretch(1, 1)
        for line, (key, label) in enumerate(_CONSEQUENCES):
            grid.addWidget(rows.words(label, "reason"), line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self._facts[key], line, 1)
        inner.addLayout(grid)
        inner.addWidget(rows.rule())
        inner.addWidget(self.article)
        inner.addWidget(self.earlier)
        inner.addWidget(self.fields)
        inner.addWidget(self._replace, 0, Qt.AlignmentFlag.AlignLeft)
        inner.addWidget(self._search_title)
        inner.addWidget(self.search)
        inner.addStretch(1)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        both = QWidget()
        both.setObjectName("plain")
        column = QVBoxLayout(both)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self.public)
        column.addWidget(frame, 1)
        self.setWidget(both)

    def day(self) -> date:
        """Return the day of the decision."""
        found: date = self.fields.values()["on"]
        return found

    def show_choice(self, choice: OutcomeChoice | None, basis: str) -> None:
        """Show what an outcome fixes, its basis that of the day of the decision; None empties."""
        for key, label in self._facts.items():
            said = basis if key == "basis" and choice else getattr(choice, key) if choice else "—"
            label.setText(str(said))
        wanted = choice is not None and choice.id == NEEDS_SEARCH
        self.search.setVisible(wanted)
        self.article.setVisible(choice is not None and choice.cites)
        self.earlier.setVisible(choice is not None and choice.id == REPEATED and bool(self._repeats))
        self._search_title.setVisible(wanted)
        self.fields.input("reason").setFixedHeight(_LOW if wanted else _HIGH)

    def offer_reason(self, text: str) -> None:
        """Put the composed reasons into 理由, or where a person wrote there, offer to; "" takes composed ones out."""
        self._offered = text
        if self.untouched or (text and self.reason().strip() in ("", text)):
            self._take_offer()
        self._show_offer()

    @property
    def untouched(self) -> bool:
        """Whether 理由 holds what was composed and nothing else."""
        return bool(self._composed) and self.reason() == self._composed

    def reason(self) -> str:
        """Return the 理由 as it stands."""
        return str(self.fields.values()["reason"])

    def values(self, outcome_id: str) -> tuple[date, str, dict[str, Any] | None]:
        """Return day, 理由 and, where the outcome needs it, the record of the search."""
        return self.day(), self.reason(), self.search.values() if outcome_id == NEEDS_SEARCH else None

    def named(self, outcome_id: str) -> str:
        """Return the key of an outcome with the article it rests on, where the handler names that."""
        return f"{outcome_id}:{self.article.values()['article']}" if self.article.isVisibleTo(self) else outcome_id

    def repeated(self) -> NearRequest | None:
        """Return the answered request this one repeats, None where none was chosen."""
        if not self.earlier.isVisibleTo(self):
            return None
        return self._repeats.get(str(self.earlier.values()["earlier"]))

    def begin_reason(self, text: str) -> None:
        """Put words into 理由 while nothing stands there."""
        if not self.reason().strip():
            self.fields.set_values({"reason": text})

    def payload(self) -> dict[str, Any]:
        """Return what a draft keeps."""
        return {
            **self.fields.typed(),
            **self.article.typed(),
            "composed": self._composed,
            "search": self.search.typed(),
        }

    def restore(self, payload: Mapping[str, Any]) -> None:
        """Put a kept draft back."""
        self._composed = str(payload.get("composed", ""))
        self.fields.set_values({"reason": payload.get("reason", "")})
        self.article.set_values({"article": payload.get("article", "")})
        self.search.set_values(payload.get("search", {}))

    def _take_offer(self) -> None:
        self._composed = self._offered
        self.fields.set_values({"reason": self._offered})

    def _show_offer(self) -> None:
        self._replace.setVisible(bool(self._offered) and self.reason() != self._offered)

    def _on_changed(self) -> None:
        self._show_offer()
        self.changed.emit()

    def _on_day(self) -> None:
        self.day_changed.emit()
