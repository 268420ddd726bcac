"""The registration form itself: how it came, who asks, what is asked for; it hands out plain values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from caseapp.casework.receiving.intake import Application
from caseapp.law.parties import CHANNELS
from caseapp.ui.register.party_fields import PartyFields
from caseapp.ui.widgets import rows
from caseapp.ui.widgets.choices import CheckRow, RadioRow
from caseapp.ui.widgets.form_grid import choose, label, pair, section

_CHANNEL_WORDS = {key: channel.label for key, channel in CHANNELS.items()} | {
    "post": "邮寄（签收）",
    "ordinary_mail": "平常信函",
}
_ARRIVAL_WORDS = {"in_person": "提交日期", "post": "签收日期", "email": "邮件到达", "platform": "平台到达"}
_HOW = ("电话", "电子邮件回复", "平台回复", "短信", "当面")
_OBTAIN = ("邮寄", "自行领取", "电子邮件", "网络平台", "传真", "当面查阅、抄录")
_FORMS = ("纸质", "电子邮件", "光盘")


class RegisterForm(QWidget):
    """The left of the page.

    Signals:
        changed: something was typed or chosen.
        dates_changed: channel, arrival or confirmation changed.
        applicant_changed: the applicant's name is complete.
    """

    changed = Signal()
    dates_changed = Signal()
    applicant_changed = Signal()

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today
        self.setObjectName("plain")
        self.channel = RadioRow("渠道", _CHANNEL_WORDS, "in_person")
        self.arrived = rows.day_field(today, accessible="到件日期")
        self._arrived_label = label("提交日期", self.arrived)
        self.is_confirmed = QCheckBox("已确认")
        self.confirmed = rows.day_field(today, accessible="双方确认日期")
        self.how = _editable(_HOW, "确认方式")
        self.confirmed_by = rows.line(accessible="确认人")
        self.rule = rows.words("", "reason", wrap=True)
        self.difficulty = rows.line("书面提出有什么困难", accessible="口头提出的原因")
        self.written_by = rows.line("本人", accessible="代填人")
        self.parties = PartyFields()
        self.request = rows.text_box("照申请表原文填写", height=64, accessible="申请内容")
        self.form_wanted = CheckRow("提供方式", _FORMS)
        self.obtain_way = rows.choice([(way, way) for way in ("", *_OBTAIN)], accessible="获取方式")
        self.department = rows.line("可以登记后再转", accessible="承办科室")
        self.number = rows.line("自动取号", accessible="登记编号")
        self.handler = rows.line("本人", accessible="经办人")
        self.late_reason = rows.line("平时不填；补登以前收到的申请时写明原因", accessible="补录原因")
        self.note = rows.line(accessible="备注")

        self._confirmation: list[QWidget] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 8)
        layout.setSpacing(8)
        self._build_receiving(layout)
        grid = section(layout, "二、申请人")
        grid.addWidget(self.parties, 0, 0, 1, 4)
        self._build_request(layout)
        self._build_other(layout)
        layout.addStretch(1)
        self._listen()
        self._show_channel()

    def values(self) -> dict[str, Any]:
        """Return everything typed, as plain values a draft keeps."""
        texts = {key: field.text() for key, field in self._lines().items()}
        return self.parties.values() | texts | {
            "channel": self.channel.value(),
            "arrived": rows.day_of(self.arrived).isoformat(),
            "is_confirmed": self.is_confirmed.isChecked(),
            "confirmed": rows.day_of(self.confirmed).isoformat(),
            "confirmed_how": self.how.currentText(),
            "request": self.request.toPlainText(),
            "form_wanted": self.form_wanted.value(),
            "obtain_way": self.obtain_way.currentData(),
        }

    def set_values(self, given: dict[str, Any]) -> None:
        """Show values as ``values`` returned them; what is missing is emptied."""
        for key, field in self._lines().items():
            field.setText(str(given.get(key, "")))
        self.channel.set_value(str(given.get("channel") or "in_person"))
        rows.set_day(self.arrived, _day(given.get("arrived"), self._today))
        rows.set_day(self.confirmed, _day(given.get("confirmed"), self._today))
        self.is_confirmed.setChecked(bool(given.get("is_confirmed", True)))
        self.how.setCurrentText(str(given.get("confirmed_how") or _HOW[0]))
        self.parties.set_values(given)
        self.request.setPlainText(str(given.get("request", "")))
        self.form_wanted.set_value(str(given.get("form_wanted", "")))
        choose(self.obtain_way, str(given.get("obtain_way", "")))
        self._show_channel()

    def fill(self, given: Mapping[str, str]) -> list[str]:
        """Fill in channel, day of arrival and empty texts; return the names of fields that hold something else."""
        self.channel.set_value(given["channel"])
        rows.set_day(self.arrived, _day(given["arrived"], self._today))
        self.is_confirmed.setChecked(False)
        held = []
        parties = self.parties
        for key, field in (("applicant", parties.applicant), ("email", parties.email), ("note", self.note)):
            if field.text().strip() and field.text() != given[key]:
                held.append(field.accessibleName())
            else:
                field.setText(given[key])
        if self.request.toPlainText().strip() and self.request.toPlainText() != given["request"]:
            held.append(self.request.accessibleName())
        else:
            self.request.setPlainText(given["request"])
        self._show_channel()
        return held

    def application(self) -> Application:
        """Return the form as the verb takes it."""
        given = self.values()
        oral = ("written_by", "difficulty")
        texts = {key: given[key] for key in self._lines() if key not in ("confirmed_by", *oral)}
        texts |= {key: given[key] if self.is_oral() else "" for key in oral}
        needs = self.needs_confirmation()
        return Application(
            channel=given["channel"],
            arrived=rows.day_of(self.arrived),
            confirmed=self.confirmed_day(),
            confirmed_by=given["confirmed_by"] if needs else "",
            confirmed_how=given["confirmed_how"] if needs else "",
            request=given["request"],
            form_wanted=given["form_wanted"],
            obtain_way=given["obtain_way"],
            **self.parties.given(),
            **texts,
        )

    def is_oral(self) -> bool:
        """Tell whether the request was made by word of mouth and is written down here."""
        return self.channel.value() == "oral"

    def needs_confirmation(self) -> bool:
        """Tell whether the channel counts from the day of confirmation."""
        return CHANNELS[self.channel.value()].confirmed

    def confirmed_day(self) -> date | None:
        """Return the day of confirmation, None where there is none yet or none is needed."""
        return rows.day_of(self.confirmed) if self.needs_confirmation() and self.is_confirmed.isChecked() else None

    def field_named(self, sentence: str) -> QWidget | None:
        """Return the field a refusal speaks of, None when it names none."""
        fields: list[QWidget] = [*self._lines().values(), *self.parties.lines().values(), self.request]
        return next((f for f in fields if f"“{f.accessibleName()}”" in sentence), None)

    def _lines(self) -> dict[str, QLineEdit]:
        return {
            "confirmed_by": self.confirmed_by,
            "written_by": self.written_by,
            "difficulty": self.difficulty,
            "department": self.department,
            "number": self.number,
            "handler": self.handler,
            "late_reason": self.late_reason,
            "note": self.note,
        }

    def _build_receiving(self, layout: QVBoxLayout) -> None:
        rows.name(self.is_confirmed, "已与申请人确认")
        self.is_confirmed.setChecked(True)
        when = QHBoxLayout()
        when.setContentsMargins(0, 0, 0, 0)
        when.setSpacing(10)
        when.addWidget(self.is_confirmed)
        when.addWidget(self.confirmed, 1)
        both = QWidget()
        both.setLayout(when)
        labels = [label("双方确认", self.confirmed), label("确认方式", self.how), label("确认人", self.confirmed_by)]
        grid = section(layout, "一、怎样收到", first=True)
        grid.addWidget(label("渠道", self.channel.first()), 0, 0)
        grid.addWidget(self.channel, 0, 1, 1, 3)
        grid.addWidget(self._arrived_label, 1, 0)
        grid.addWidget(self.arrived, 1, 1)
        self._confirmation = [both, self.how, self.confirmed_by, *labels]
        for widget, (row, column) in zip(
            self._confirmation, ((1, 3), (2, 1), (2, 3), (1, 2), (2, 0), (2, 2)), strict=True
        ):
            grid.addWidget(widget, row, column)
            policy = widget.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            widget.setSizePolicy(policy)
        self._oral = [
            label("口头原因", self.difficulty),
            self.difficulty,
            label("代填人", self.written_by),
            self.written_by,
        ]
        for column, widget in enumerate(self._oral):
            grid.addWidget(widget, 2, column)
        grid.addWidget(self.rule, 3, 1, 1, 3)

    def _build_request(self, layout: QVBoxLayout) -> None:
        grid = section(layout, "三、要什么信息")
        name = label("申请内容", self.request)
        name.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        grid.addWidget(name, 0, 0)
        grid.addWidget(self.request, 0, 1, 1, 3)
        pair(grid, 1, ("提供方式", self.form_wanted), ("获取方式", self.obtain_way))

    def _build_other(self, layout: QVBoxLayout) -> None:
        grid = section(layout, "四、其他（可以不填）")
        pair(grid, 0, ("承办科室", self.department), ("经办人", self.handler))
        pair(grid, 1, ("登记编号", self.number), ("备注", self.note))
        grid.addWidget(label("补录原因", self.late_reason), 2, 0)
        grid.addWidget(self.late_reason, 2, 1, 1, 3)

    def _listen(self) -> None:
        for field in self._lines().values():
            field.textEdited.connect(self.changed)
        self.request.textChanged.connect(self.changed)
        self.obtain_way.currentIndexChanged.connect(self.changed)
        self.how.currentTextChanged.connect(self.changed)
        self.form_wanted.changed.connect(self.changed)
        self.parties.changed.connect(self.changed)
        self.parties.applicant.editingFinished.connect(self.applicant_changed)
        self.channel.changed.connect(self._show_channel)
        for day in (self.arrived, self.confirmed):
            day.dateChanged.connect(self._on_dates)
        self.is_confirmed.toggled.connect(self._on_dates)

    def _on_dates(self) -> None:
        self.confirmed.setEnabled(self.is_confirmed.isChecked())
        self.changed.emit()
        self.dates_changed.emit()

    def _show_channel(self) -> None:
        needed = self.needs_confirmation()
        self._arrived_label.setText(_ARRIVAL_WORDS.get(self.channel.value(), "到件日期"))
        for widget in self._confirmation:
            widget.setVisible(needed)
        for widget in self._oral:
            widget.setVisible(self.is_oral())
        self._on_dates()


def _editable(options: tuple[str, ...], accessible: str) -> QComboBox:
    made = rows.choice([(text, text) for text in options], accessible=accessible)
    made.setEditable(True)
    return made


def _day(text: object, default: date) -> date:
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return default
