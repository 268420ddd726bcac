"""Who asks: the applicant, others who ask with it, and the agent, in the order of a paper form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from caseapp.casework.receiving.parties import address_hint, address_parts
from caseapp.casework.receiving.register_views import CREDIT_CODE, ID_CARD, OTHER_ID, id_hint
from caseapp.law.parties import APPLICANT_CLASSES
from caseapp.ui.widgets import rows
from caseapp.ui.widgets.choices import RadioRow
from caseapp.ui.widgets.form_grid import choose, grid_of_pairs, label, pair

_JOINT_HINT = "一表多人时填：姓名 证件号码 电话；姓名 …"


class PartyFields(QWidget):
    """The fields of section two.

    Signals:
        changed: something was typed or chosen.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("plain")
        self.applicant_class = RadioRow("类别", APPLICANT_CLASSES, "person")
        self.applicant = rows.line("姓名或者名称", accessible="申请人")
        self.phone = rows.line(accessible="联系电话")
        self.id_kind = rows.choice([(kind, kind) for kind in (ID_CARD, CREDIT_CODE, OTHER_ID)], accessible="证件类型")
        self.id_number = rows.line(accessible="证件号码")
        self.id_hint = rows.words("", "caution")
        self.region = rows.line("山东省济宁市任城区", accessible="省市县")
        self.address = rows.line("路、号、室；整个地址可以一起粘贴", accessible="通信地址")
        self.address_hint = rows.words("", "caution")
        self.postcode = rows.line(accessible="邮政编码")
        self.email = rows.line(accessible="电子邮箱")
        self.joint = rows.line(_JOINT_HINT, accessible="共同申请人")
        self.agent = rows.line("没有代理人的不填", accessible="代理人")
        self.agent_phone = rows.line(accessible="代理人电话")
        self.agent_id = rows.line(accessible="代理人证件号码")
        self.mandate = QCheckBox("已提交授权委托书")
        rows.name(self.mandate, "已提交授权委托书", "没有的，登记后提醒告知补正")
        self._of_agent: list[QWidget] = []
        self._build()
        self._listen()
        self._show_agent()

    def lines(self) -> dict[str, QLineEdit]:
        """Return the fields that hold one line of text."""
        return {
            "applicant": self.applicant,
            "phone": self.phone,
            "id_number": self.id_number,
            "region": self.region,
            "address": self.address,
            "postcode": self.postcode,
            "email": self.email,
            "joint": self.joint,
            "agent": self.agent,
            "agent_phone": self.agent_phone,
            "agent_id": self.agent_id,
        }

    def values(self) -> dict[str, Any]:
        """Return everything typed, as plain values a draft keeps."""
        return {key: field.text() for key, field in self.lines().items()} | {
            "applicant_class": self.applicant_class.value(),
            "id_kind": self.id_kind.currentData(),
            "mandate": self.mandate.isChecked(),
        }

    def set_values(self, given: Mapping[str, Any]) -> None:
        """Show values as ``values`` returned them; what is missing is emptied."""
        for key, field in self.lines().items():
            field.setText(str(given.get(key, "")))
        self.applicant_class.set_value(str(given.get("applicant_class") or "person"))
        choose(self.id_kind, str(given.get("id_kind") or ID_CARD))
        self.mandate.setChecked(bool(given.get("mandate")))
        self._show_agent()
        self._hint_address()

    def given(self) -> dict[str, str]:
        """Return the fields as the registration takes them."""
        values = self.values()
        return {key: values[key] for key in (*self.lines(), "applicant_class")} | {
            "id_kind": values["id_kind"] if self.id_number.text().strip() else "",
            "mandate": ("yes" if values["mandate"] else "no") if self.agent.text().strip() else "",
        }

    def whole_address(self) -> str:
        """Return region and address together."""
        return self.region.text().strip() + self.address.text().strip()

    def show_id_hint(self) -> None:
        """Say what looks wrong with the identity number; a wrong one never stops registering."""
        hint = id_hint(str(self.id_kind.currentData()), self.id_number.text())
        self.id_hint.setText(hint)
        self.id_hint.setVisible(bool(hint))

    def _build(self) -> None:
        grid = grid_of_pairs()
        grid.addWidget(label("类别", self.applicant_class.first()), 0, 0)
        grid.addWidget(self.applicant_class, 0, 1, 1, 3)
        pair(grid, 1, ("姓名或名称", self.applicant), ("联系电话", self.phone))
        pair(grid, 2, ("证件类型", self.id_kind), ("证件号码", self.id_number))
        grid.addWidget(self.id_hint, 3, 3)
        pair(grid, 4, ("省市县", self.region), ("通信地址", self.address))
        grid.addWidget(self.address_hint, 5, 3)
        pair(grid, 6, ("邮政编码", self.postcode), ("电子邮箱", self.email))
        pair(grid, 7, ("共同申请人", self.joint), ("代理人", self.agent))
        names = (label("代理人电话", self.agent_phone), label("代理人证件", self.agent_id))
        for column, widget in enumerate((names[0], self.agent_phone, names[1], self.agent_id)):
            grid.addWidget(widget, 8, column)
            self._of_agent.append(widget)
        grid.addWidget(self.mandate, 9, 3)
        self._of_agent.append(self.mandate)
        self.id_hint.hide()
        self.address_hint.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(grid)

    def _listen(self) -> None:
        for field in self.lines().values():
            field.textEdited.connect(self.changed)
        self.id_kind.currentIndexChanged.connect(self.changed)
        self.mandate.toggled.connect(self.changed)
        self.applicant_class.changed.connect(self._on_class)
        self.agent.textChanged.connect(self._show_agent)
        self.address.editingFinished.connect(self._take_region)
        self.region.editingFinished.connect(self._hint_address)
        self.id_number.editingFinished.connect(self.show_id_hint)
        self.id_kind.currentIndexChanged.connect(self.show_id_hint)

    def _show_agent(self) -> None:
        shown = bool(self.agent.text().strip())
        for widget in self._of_agent:
            widget.setVisible(shown)

    def _take_region(self) -> None:
        """Move province, city and county of a pasted address to their own field."""
        parts = address_parts(self.address.text())
        if parts.region and self.region.text().strip() in ("", parts.region):
            self.region.setText(parts.region)
            self.address.setText(parts.rest)
            self.changed.emit()
        self._hint_address()

    def _hint_address(self) -> None:
        hint = address_hint(self.region.text(), self.address.text())
        self.address_hint.setText(hint)
        self.address_hint.setVisible(bool(hint))

    def _on_class(self) -> None:
        if not self.id_number.text().strip():
            choose(self.id_kind, ID_CARD if self.applicant_class.value() == "person" else CREDIT_CODE)
        self.changed.emit()
