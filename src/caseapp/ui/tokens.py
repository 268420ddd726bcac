"""Design tokens: the one table of colours, sizes and spaces; no hex stands anywhere else."""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one theme, as ``#RRGGBB``."""

    window: str
    surface: str
    surface_alt: str
    header: str
    line: str
    line_strong: str
    text: str
    text2: str
    text3: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_weak: str
    accent_text: str
    danger: str
    danger_bg: str
    warn: str
    warn_bg: str
    hold: str
    hold_bg: str
    ok: str
    ok_bg: str
    rest: str


LIGHT = Tokens(
    window="#F2F4F7",
    surface="#FFFFFF",
    surface_alt="#F7F8FA",
    header="#EDF0F4",
    line="#D6DBE2",
    line_strong="#828C9B",
    text="#1A1F27",
    text2="#4A5462",
    text3="#5A6472",
    accent="#1D5B9F",
    accent_hover="#174A83",
    on_accent="#FFFFFF",
    accent_weak="#E4EEF9",
    accent_text="#17508F",
    danger="#AE2419",
    danger_bg="#FBE9E7",
    warn="#805000",
    warn_bg="#FFF2D9",
    hold="#54459A",
    hold_bg="#EEEBF8",
    ok="#1C6639",
    ok_bg="#E5F3EA",
    rest="#E6E9EE",
)

DARK = Tokens(
    window="#16191E",
    surface="#1E2228",
    surface_alt="#232830",
    header="#2A3039",
    line="#3A424D",
    line_strong="#7D8796",
    text="#E9ECF1",
    text2="#B6BEC9",
    text3="#97A1AF",
    accent="#7DB3EE",
    accent_hover="#9AC6F5",
    on_accent="#0C1A2A",
    accent_weak="#213750",
    accent_text="#A3CBF7",
    danger="#FF9C90",
    danger_bg="#45221F",
    warn="#F1C06A",
    warn_bg="#3D3018",
    hold="#C0B4F5",
    hold_bg="#302A4B",
    ok="#86D3A0",
    ok_bg="#1D3827",
    rest="#2C323B",
)

# Text and the ground it stands on: each pair has a contrast of at least 4.5 : 1.
TEXT_PAIRS: tuple[tuple[str, str], ...] = (
    *((text, ground) for text in ("text", "text2") for ground in ("window", "surface", "surface_alt", "header")),
    ("text3", "surface"),
    ("on_accent", "accent"),
    ("accent_text", "surface"),
    ("accent_text", "accent_weak"),
    ("danger", "danger_bg"),
    ("danger", "surface"),
    ("warn", "warn_bg"),
    ("warn", "surface"),
    ("hold", "hold_bg"),
    ("hold", "surface"),
    ("ok", "ok_bg"),
    ("ok", "surface"),
)

TONES = ("danger", "warn", "hold", "ok", "neutral")

NAV_WIDTH = 128
HEADER_HEIGHT = 54
STAGE_HEIGHT = 38
PANEL_TITLE_HEIGHT = 36
CONTROL_HEIGHT = 32
CONTROL_HEIGHT_IN_ROW = 28
TODAY_ROW_HEIGHT = 52
LEDGER_ROW_HEIGHT = 31
REVIEW_ROW_HEIGHT = 28
YEAR_ROW_HEIGHT = 22
STATUS_HEIGHT = 26
PAGE_MARGIN = 16
GAP = 12
FORM_WIDTH = 900


def tone_colours(tokens: Tokens, tone: str) -> tuple[str, str]:
    """Return foreground and background of a tone (danger, warn, hold, ok, neutral)."""
    if tone == "neutral":
        return tokens.text2, tokens.header
    return getattr(tokens, tone), getattr(tokens, f"{tone}_bg")


def as_mapping(tokens: Tokens) -> dict[str, str]:
    """Return the colours by name."""
    return {field.name: getattr(tokens, field.name) for field in fields(Tokens)}
