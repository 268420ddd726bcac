"""The pages of the window by key; each module is imported when its page is first shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from caseapp.ui.frame.shell import Shell
    from caseapp.ui.page import Page


def _today(shell: Shell) -> Page:
    from caseapp.ui.today.today import TodayPage

    return TodayPage(shell)


def _ledger(shell: Shell) -> Page:
    from caseapp.ui.ledger.ledger import LedgerPage

    return LedgerPage(shell)


def _register(shell: Shell) -> Page:
    from caseapp.ui.register.register import RegisterPage

    return RegisterPage(shell)


def _case(shell: Shell) -> Page:
    from caseapp.ui.cases.case_page import CasePage

    return CasePage(shell)


def _review(shell: Shell) -> Page:
    from caseapp.ui.review.review_page import ReviewPage

    return ReviewPage(shell)


def _letter(shell: Shell) -> Page:
    from caseapp.ui.letter.letter_page import LetterPage

    return LetterPage(shell)


def _year(shell: Shell) -> Page:
    from caseapp.ui.year.year import YearPage

    return YearPage(shell)


def _templates(shell: Shell) -> Page:
    from caseapp.ui.templates.templates_page import TemplatesPage

    return TemplatesPage(shell)


def _settings(shell: Shell) -> Page:
    from caseapp.ui.settings.settings import SettingsPage

    return SettingsPage(shell)


def _help(shell: Shell) -> Page:
    from caseapp.ui.help.help_page import HelpPage

    return HelpPage(shell)


def _wizard(shell: Shell) -> Page:
    from caseapp.ui.frame.wizard import WizardPage

    return WizardPage(shell)


def _trouble(shell: Shell) -> Page:
    from caseapp.ui.frame.trouble_page import TroublePage

    return TroublePage(shell)


MAKERS: dict[str, Callable[[Shell], Page]] = {
    "today": _today,
    "ledger": _ledger,
    "register": _register,
    "case": _case,
    "review": _review,
    "letter": _letter,
    "year": _year,
    "templates": _templates,
    "settings": _settings,
    "help": _help,
    "wizard": _wizard,
    "trouble": _trouble,
}
