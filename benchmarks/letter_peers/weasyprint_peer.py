"""WeasyPrint: one ``FontConfiguration`` and one parsed style sheet kept for all letters."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from letter_peers.text import FONTS, ORGAN, Letter

FACES = "".join(f"@font-face {{ font-family: case-{name}; src: url({(FONTS / name).as_uri()}.ttf) }}"
                for name in ("fang", "light", "full", "title", "hei", "number"))
STYLE = FACES + """
@page { size: A4; margin: 37mm 26mm 35mm 28mm }
@page :left { @bottom-left { content: "— " counter(page) " —"; font: 14pt case-number } }
@page :right { @bottom-right { content: "— " counter(page) " —"; font: 14pt case-number } }
@page :first { @bottom-right { content: none } }
html { font: 16pt/28.99pt case-fang, case-light, case-full }
body, p { margin: 0 }
p { text-align: justify; text-indent: 2em }
.organ { position: absolute; top: -9mm; left: -7mm; width: 170mm; text-align: center; line-height: 1;
  font: 34pt case-title; letter-spacing: 10pt; color: #d90000 }
.rule { position: absolute; left: -7mm; width: 170mm; background: #d90000 }
.number { margin-top: 11mm; text-align: right; text-indent: 0 }
h1 { font: 22pt/34pt case-title, case-fang; text-align: center; margin: 57.98pt 0 28.99pt }
h2 { font: 16pt/28.99pt case-hei, case-fang; margin: 0; text-indent: 2em; break-after: avoid }
.left { text-indent: 0 }
table { width: 100%; border-collapse: collapse; table-layout: fixed; font-size: 12pt; line-height: 18pt;
  margin-bottom: 9pt }
td, th { border: 0.7pt solid; padding: 3pt 4pt; font-weight: normal }
th { font-family: case-hei }
tr { break-inside: avoid }
.signature { margin: 57.98pt 58pt 0 auto; width: 120pt; text-align: center; break-inside: avoid; text-indent: 0 }
"""
RULES = "".join(f'<div class="rule" style="top:{top}mm;height:{height}pt"></div>'
                for top, height in ((9.4, 1.6), (10.4, 0.7), (238.7, 0.7), (239.4, 1.6)))
COLUMNS = "".join(f'<col style="width:{share / 13.6:.2%}">' for share in (1, 2, 4, 2.6, 2, 2))

NAME = "weasyprint"
PDFA = "PDF/A-2b"
BATCH = 200


def start() -> Callable[[Letter], bytes]:
    """Return what typesets one letter."""
    fonts = FontConfiguration()
    style = CSS(string=STYLE, font_config=fonts)

    def one(letter: Letter) -> bytes:
        page = HTML(string=_html(letter))
        made = page.write_pdf(stylesheets=[style], font_config=fonts, pdf_variant="pdf/a-2b")
        assert isinstance(made, bytes)
        return made

    return one


def _html(letter: Letter) -> str:
    return (f'<html lang="zh-CN"><title>{letter.title}</title><body><div class="organ">{ORGAN}</div>{RULES}'
            f'<p class="number">{letter.number}<h1>{letter.title}</h1><p class="left">{letter.addressee}</p>'
            f'{_parts(letter.body)}{_table(letter)}{_parts(letter.closing)}'
            f'<p class="signature">{ORGAN}<br>{letter.day}</p></body></html>')


def _parts(parts: tuple[tuple[str, str], ...]) -> str:
    tags = {"heading": "h2", "text": "p"}
    return "".join(f"<{tags[kind]}>{escape(text)}</{tags[kind]}>" for kind, text in parts)


def _table(letter: Letter) -> str:
    if not letter.table:
        return ""
    head = "".join(f"<th>{cell}</th>" for cell in letter.table[0])
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in letter.table[1:])
    return f"<table><colgroup>{COLUMNS}</colgroup><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
