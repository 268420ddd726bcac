"""空白申请表: the form handed out to applicants, made when asked and not kept (条例第二十九条)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from caseapp.casework.letters.slots import template_of
from caseapp.casework.letters.typefaces import office_fonts
from caseapp.casework.office import Office

if TYPE_CHECKING:
    from caseapp.documents.press import Sheet

FILE_NAME = "政府信息公开申请表（空白）.pdf"


def application_sheet(office: Office, today: date) -> Sheet:
    """Return the blank form: page 1 for 公民, page 2 for 法人或者其他组织.

    Raises:
        MissingGlyph: a character no font has.
    """
    from caseapp.documents.press import typeset

    profile = office.profile
    told = {key: getattr(profile, key) for key in ("name", "address", "postcode", "phone", "foi_unit")}
    context = {"office": told, "letter": {"date": today}}
    return typeset(template_of(office, "application_form"), context, office_fonts(office))
