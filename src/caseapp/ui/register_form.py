"""The registration form itself: how it came, who asks, what is asked for; it hands out plain values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from caseapp.casework.intake import Application
from caseapp.casework.register_views import CREDIT_CODE, ID_CARD, OTHER_ID
from caseapp.law.parties import APPLICANT_CLASSES, CHANNELS
from caseapp.ui import rows
from caseapp.ui.choices import CheckRow, RadioRow

_CHANNEL_WORDS = {key: channel.label for key, channel in CHANNELS.items()} | {
    "post": "邮寄（签收）",
    "ordinary_mail": "平常信函",
}
_ARRIVAL_WORDS = {"in_person": "提交日期", "post": "签收日期", "email": "邮件到达", "platform": "平台到达"}
_HOW = ("电话", "电子邮件回复", "平台回复", "短信", "当面")
_OBTAIN = ("邮寄", "自行领取", "电子邮件", "网络平台", "传真", "当面查阅、抄录")
_FORMS = ("纸质", "电子邮件", "光盘")
_LABEL_WIDTH = 82


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
        self._arrived_label = _label("提交日期", self.arrived)
        self.is_confirmed = QCheckBox("已确认")
        self.confirmed = rows.day_field(today, accessible="双方确认日期")
        self.how = _editable(_HOW, "确认方式")
        self.confirmed_by = rows.line(accessible="确认人")
        self.rule = rows.words("", "reason", wrap=True)
        self.applicant_class = RadioRow("类别", APPLICANT_CLASSES, "person")
        self.applicant = rows.line("姓名或者名称", accessible="申请人")
        self.phone = rows.line(accessible="联系电话")
        self.id_kind = rows.choice([(kind, kind) for kind in (ID_CARD, CREDIT_CODE, OTHER_ID)], accessible="证件类型")
        self.id_number = rows.line(accessible="证件号码")
        self.id_hint = rows.words("", "caution")
        self.email = rows.line(accessible="电子邮箱")
        self.address = rows.line(accessible="通信地址")
        self.postcode = rows.line(accessible="邮政编码")
        self.request = rows.text_box("照申请表原文填写", height=64, accessible="申请内容")
        self.form_wanted = CheckRow("提供方式", _FORMS)
        self.obtain_way = rows.choice([(way, way) for way in ("", *_OBTAIN)], accessible="获取方式")
        self.department = rows.line("可以登记后再转", accessible="承办科室")
        self.agent = rows.line("无；有则须附委托书", accessible="代理人")
        self.number = rows.line("自动取号", accessible="登记编号")
        self.handler = rows.line("本人", accessible="经办人")
        self.late_reason = rows.line("平时不填；补登以前收到的申请时写明原因", accessible="补录原因")
        self.note = rows.line(accessible="备注")

        self._confirmation: list[QWidget] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 8)
        layout.setSpacing(8)
        self._build_receiving(layout)
        self._build_applicant(layout)
        self._build_request(layout)
        self._build_other(layout)
        layout.addStretch(1)
        self._listen()
        self._show_channel()

    def values(self) -> dict[str, Any]:
        """Return everything typed, as plain values a draft keeps."""
        texts = {key: field.text() for key, field in self._lines().items()}
        return texts | {
            "channel": self.channel.value(),
            "arrived": rows.day_of(self.arrived).isoformat(),
            "is_confirmed": self.is_confirmed.isChecked(),
            "confirmed": rows.day_of(self.confirmed).isoformat(),
            "confirmed_how": self.how.currentText(),
            "applicant_class": self.applicant_class.value(),
            "id_kind": self.id_kind.currentData(),
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
        self.applicant_class.set_value(str(given.get("applicant_class") or "person"))
        _choose(self.id_kind, str(given.get("id_kind") or ID_CARD))
        self.request.setPlainText(str(given.get("request", "")))
        self.form_wanted.set_value(str(given.get("form_wanted", "")))
        _choose(self.obtain_way, str(given.get("obtain_way", "")))
        self._show_channel()

    def fill(self, given: Mapping[str, str]) -> list[str]:
        """Fill in channel, day of arrival and empty texts; return the names of fields that hold something else."""
        self.channel.set_value(given["channel"])
        rows.set_day(self.arrived, _day(given["arrived"], self._today))
        self.is_confirmed.setChecked(False)
        held = []
        for key, field in (("applicant", self.applicant), ("email", self.email), ("note", self.note)):
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
        texts = {key: given[key] for key in self._lines() if key != "confirmed_by"}
        needs = self.needs_confirmation()
        return Application(
            channel=given["channel"],
            arrived=rows.day_of(self.arrived),
            confirmed=self.confirmed_day(),
            confirmed_by=given["confirmed_by"] if needs else "",
            confirmed_how=given["confirmed_how"] if needs else "",
            applicant_class=given["applicant_class"],
            request=given["request"],
            id_kind=given["id_kind"] if given["id_number"].strip() else "",
            form_wanted=given["form_wanted"],
            obtain_way=given["obtain_way"],
            **texts,
        )

    def needs_confirmation(self) -> bool:
        """Tell whether the channel counts from the day of confirmation."""
        return CHANNELS[self.channel.value()].confirmed

    def confirmed_day(self) -> date | None:
        """Return the day of confirmation, None where there is none yet or none is needed."""
        return rows.day_of(self.confirmed) if self.needs_confirmation() and self.is_confirmed.isChecked() else None

    def field_named(self, sentence: str) -> QWidget | None:
        """Return the field a refusal speaks of, None when it names none."""
        fields: list[QWidget] = [*self._lines().values(), self.request]
        return next((f for f in fields if f"“{f.accessibleName()}”" in sentence), None)

    def _lines(self) -> dict[str, QLineEdit]:
        return {
            "confirmed_by": self.confirmed_by,
            "applicant": self.applicant,
            "phone": self.phone,
            "id_number": self.id_number,
            "email": self.email,
            "address": self.address,
            "postcode": self.postcode,
            "department": self.department,
            "agent": self.agent,
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
        labels = [_label("双方确认", self.confirmed), _label("确认方式", self.how), _label("确认人", self.confirmed_by)]
        grid = _section(layout, "一、怎样收到", first=True)
        grid.addWidget(_label("渠道", self.channel.first()), 0, 0)
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
        grid.addWidget(self.rule, 3, 1, 1, 3)

    def _build_applicant(self, layout: QVBoxLayout) -> None:
        grid = _section(layout, "二、申请人")
        grid.addWidget(_label("类别", self.applicant_class.first()), 0, 0)
        grid.addWidget(self.applicant_class, 0, 1, 1, 3)
        _pair(grid, 1, ("姓名或名称", self.applicant), ("联系电话", self.phone))
        _pair(grid, 2, ("证件类型", self.id_kind), ("证件号码", self.id_number))
        self.id_hint.hide()
        grid.addWidget(self.id_hint, 3, 3)
        _pair(grid, 4, ("通信地址", self.address), ("邮政编码", self.postcode))
        _pair(grid, 5, ("电子邮箱", self.email), ("代理人", self.agent))

    def _build_request(self, layout: QVBoxLayout) -> None:
        grid = _section(layout, "三、要什么信息")
        label = _label("申请内容", self.request)
        label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label, 0, 0)
        grid.addWidget(self.request, 0, 1, 1, 3)
        _pair(grid, 1, ("提供方式", self.form_wanted), ("获取方式", self.obtain_way))

    def _build_other(self, layout: QVBoxLayout) -> None:
        grid = _section(layout, "四、其他（可以不填）")
        _pair(grid, 0, ("承办科室", self.department), ("经办人", self.handler))
        _pair(grid, 1, ("登记编号", self.number), ("备注", self.note))
        grid.addWidget(_label("补录原因", self.late_reason), 2, 0)
        grid.addWidget(self.late_reason, 2, 1, 1, 3)

    def _listen(self) -> None:
        for field in self._lines().values():
            field.textEdited.connect(self.changed)
        self.request.textChanged.connect(self.changed)
        self.id_kind.currentIndexChanged.connect(self.changed)
        self.obtain_way.currentIndexChanged.connect(self.changed)
        self.how.currentTextChanged.connect(self.changed)
        self.form_wanted.changed.connect(self.changed)
        self.applicant_class.changed.connect(self._on_class)
        self.applicant.editingFinished.connect(self.applicant_changed)
        self.channel.changed.connect(self._show_channel)
        for day in (self.arrived, self.confirmed):
            day.dateChanged.connect(self._on_dates)
        self.is_confirmed.toggled.connect(self._on_dates)

    def _on_class(self) -> None:
        if not self.id_number.text().strip():
            _choose(self.id_kind, ID_CARD if self.applicant_class.value() == "person" else CREDIT_CODE)
        self.changed.emit()

    def _on_dates(self) -> None:
        self.confirmed.setEnabled(self.is_confirmed.isChecked())
        self.changed.emit()
        self.dates_changed.emit()

    def _show_channel(self) -> None:
        needed = self.needs_confirmation()
        self._arrived_label.setText(_ARRIVAL_WORDS.get(self.channel.value(), "到件日期"))
        for widget in self._confirmation:
            widget.setVisible(needed)
        self._on_dates()


def _grid() -> QGridLayout:
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(10)
    grid.setVerticalSpacing(7)
    for column in (0, 2):
        grid.setColumnMinimumWidth(column, _LABEL_WIDTH)
    for column in (1, 3):
        grid.setColumnStretch(column, 1)
    return grid


def _section(layout: QVBoxLayout, title: str, *, first: bool = False) -> QGridLayout:
    if not first:
        layout.addWidget(rows.rule())
    layout.addWidget(rows.words(title, "sectionTitle"))
    grid = _grid()
    layout.addLayout(grid)
    return grid


def _label(text: str, buddy: QWidget) -> QLabel:
    made = rows.field_label(text, buddy)
    made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return made


def _pair(grid: QGridLayout, row: int, left: tuple[str, QWidget], right: tuple[str, QWidget]) -> None:
    for column, (text, field) in ((0, left), (2, right)):
        grid.addWidget(_label(text, field), row, column)
        grid.addWidget(field, row, column + 1)


def _editable(options: tuple[str, ...], accessible: str) -> QComboBox:
    made = rows.choice([(text, text) for text in options], accessible=accessible)
    made.setEditable(True)
    return made


def _choose(field: QComboBox, key: str) -> None:
    field.setCurrentIndex(max(0, field.findData(key)))


def _day(text: object, default: date) -> date:
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return default
