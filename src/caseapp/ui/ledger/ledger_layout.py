"""Which columns the ledger shows, in which order and how wide: kept for the user, and with each view."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QSettings

from caseapp.casework.ledger.ledger_fields import FIELDS, PLACE, known

_ORDER, _WIDTHS, _OLD = "ledger/order", "ledger/widths", "ledger/columns"
NARROWEST, WIDEST = 48, 1200
"""Widths a column can have, in pixels."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of the table.

    Attributes:
        columns: those shown in their order, () for what there is room for.
        widths: of the columns whose width was changed, in pixels.
    """

    columns: tuple[str, ...] = ()
    widths: Mapping[str, int] = field(default_factory=dict)


def read_layout(settings: QSettings) -> Layout:
    """Return the layout kept; columns there are none of any more are left out."""
    kept = [key for key in str(settings.value(_ORDER, "") or "").split(",") if key]
    if not kept:
        # Up to 0.5 the columns shown were kept without an order.
        old = set(str(settings.value(_OLD, "") or "").split(","))
        kept = [field.key for field in FIELDS if field.key in old]
    widths = {}
    for part in str(settings.value(_WIDTHS, "") or "").split(","):
        key, _, text = part.partition(":")
        if key in PLACE and text.isdecimal():
            widths[key] = int(text)
    return Layout(known(kept), bounded(widths))


def keep_layout(settings: QSettings, layout: Layout) -> None:
    """Keep a layout for the next time."""
    settings.remove(_OLD)
    settings.setValue(_ORDER, ",".join(layout.columns))
    settings.setValue(_WIDTHS, ",".join(f"{key}:{width}" for key, width in layout.widths.items()))


def bounded(widths: Mapping[str, int]) -> dict[str, int]:
    """Return the widths of known columns within bounds."""
    return {key: min(max(width, NARROWEST), WIDEST) for key, width in widths.items() if key in PLACE}
