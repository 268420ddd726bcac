"""What is done with the 公开件 shown on the 保密审查 page: each step opens its dialog, the page reads anew after it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPushButton

from caseapp.casework.case_views import case_view
from caseapp.casework.review.review_views import MaterialLine
from caseapp.law.material_looks import SeenHit
from caseapp.ui.cases.material_forms import material_form, secret_form, signed_form, withdraw_form
from caseapp.ui.frame.alerts import Alert
from caseapp.ui.review.control_dialog import ControlDialog
from caseapp.ui.review.look_dialog import LookDialog
from caseapp.ui.review.mask_dialog import MaskDialog
from caseapp.ui.review.material_bar import MaterialBar
from caseapp.ui.widgets.fact_dialog import FactDialog, Form

if TYPE_CHECKING:
    from caseapp.casework.case_views import CaseView
    from caseapp.ui.review.review_page import ReviewPage


class MaterialSteps(QObject):
    """Wires the buttons of the bar."""

    def __init__(self, page: ReviewPage, bar: MaterialBar) -> None:
        super().__init__(page)
        self._page, self._bar = page, bar
        bar.looking.connect(self._look)
        bar.masking.connect(self._mask)
        bar.controlling.connect(self._control)
        bar.withdrawing.connect(self._withdraw)
        bar.adding.connect(self._add)
        bar.noting.connect(self._note)

    def ask_signed(self) -> None:
        """Ask for the scan of the signed 审查表."""
        if self._page.view is not None:
            self._open(signed_form(self._page.view.chosen))

    def _shown(self, button: QPushButton) -> MaterialLine | None:
        """Return the 公开件 shown, None (and say why) where the step is blocked."""
        view = self._page.view
        if view is None:
            return None
        if reason := button.toolTip() if button.property("blocked") else "":
            self._page.shell.alerts.show_alert(Alert("refusal", "没有办理", reason))
            return None
        return next((line for line in view.materials if line.id == view.chosen), None)

    def _look(self) -> None:
        if line := self._shown(self._bar.look):
            dialog = LookDialog(self._page.shell, self._case_id(), line)
            dialog.masking.connect(self._mask_hits)
            dialog.open()

    def _mask(self) -> None:
        if line := self._shown(self._bar.mask_button):
            self._open_mask(line.id, ())

    def _mask_hits(self, attachment_id: int, hits: Sequence[SeenHit]) -> None:
        view = self._page.view
        if view is not None and view.shut:
            self._page.shell.alerts.show_alert(Alert("refusal", "没有办理", view.shut))
        else:
            self._open_mask(attachment_id, hits)

    def _open_mask(self, attachment_id: int, hits: Sequence[SeenHit]) -> None:
        dialog = MaskDialog(self._page.shell, self._case_id(), attachment_id, hits)
        dialog.saved.connect(self._page.refresh)
        dialog.open()

    def _control(self) -> None:
        if line := self._shown(self._bar.control):
            dialog = ControlDialog(self._page.shell, self._case_id(), line.id)
            dialog.saved.connect(self._page.refresh)
            dialog.open()

    def _withdraw(self) -> None:
        if line := self._shown(self._bar.withdraw):
            self._open(withdraw_form(line.id, line.name))

    def _add(self) -> None:
        self._unless_shut(material_form())

    def _note(self) -> None:
        view = self._page.view
        if view is not None and not view.shut:
            case_id, today = view.case.id, self._page.desk.today()
            self._page.desk.ask(lambda office: case_view(office, case_id, today), self._open_note, owner=self)
        elif view is not None:
            self._page.shell.alerts.show_alert(Alert("refusal", "没有办理", view.shut))

    def _open_note(self, view: CaseView) -> None:
        self._open(secret_form(view, self._page.desk.today()))

    def _unless_shut(self, form: Form) -> None:
        view = self._page.view
        if view is not None and view.shut:
            self._page.shell.alerts.show_alert(Alert("refusal", "没有办理", view.shut))
        elif view is not None:
            self._open(form)

    def _open(self, form: Form) -> None:
        dialog = FactDialog(self._page.shell, form, self._case_id())
        dialog.saved.connect(self._page.refresh)
        dialog.open()

    def _case_id(self) -> int:
        view = self._page.view
        assert view is not None
        return view.case.id
