"""A letter as flat ODT, LibreOffice's own format in one XML file."""

from __future__ import annotations

from html import escape

from letter_peers.text import ORGAN, Letter

SPACES = ("office", "style", "text", "table")
FONTS = {"fang": "Caseapp Fang;Caseapp Light;Caseapp Full", "title": "Caseapp Title;Caseapp Fang",
         "hei": "Caseapp Hei;Caseapp Fang", "number": "Caseapp Number"}
SHARES = (1, 2, 4, 2.6, 2, 2)
RULES = ((46.4, 1.6), (47.4, 0.7), (275.7, 0.7), (276.4, 1.6))


def _style(name: str, role: str, size: int, pitch: float, paragraph: str, text: str = "") -> str:
    family = FONTS[role]
    return (f'<style:style style:name="{name}" style:family="paragraph"><style:paragraph-properties '
            f'fo:line-height="{pitch}pt" style:text-autospace="none" fo:orphans="0" fo:widows="0" {paragraph}/>'
            f'<style:text-properties fo:font-family="{family}" style:font-family-asian="{family}" '
            f'fo:font-size="{size}pt" style:font-size-asian="{size}pt" fo:language="zh" fo:country="CN" '
            f'style:language-asian="zh" style:country-asian="CN" {text}/></style:style>')


def _page(name: str, layout: str, number: str, following: str = "") -> str:
    style = "odd" if number == "right" else "even"
    foot = f'<text:p text:style-name="{style}">— <text:page-number text:select-page="current"/> —</text:p>'
    footer = f"<style:footer>{foot}</style:footer>" if number else ""
    return (f'<style:master-page style:name="{name}" style:page-layout-name="{layout}" '
            f'{following}>{footer}</style:master-page>')


_LAYOUT = ('<style:page-layout style:name="{name}"><style:page-layout-properties fo:page-width="210mm" '
           'fo:page-height="297mm" fo:margin-top="{top}mm" fo:margin-left="28mm" fo:margin-right="26mm" '
           'fo:margin-bottom="{bottom}mm"/>{footer}</style:page-layout>')
_FOOTER = ('<style:footer-style><style:header-footer-properties svg:height="12mm" fo:min-height="12mm" '
           'fo:margin-top="7mm"/></style:footer-style>')
_COLUMNS = "".join(
    f'<style:style style:name="col{n}" style:family="table-column"><style:table-column-properties '
    f'style:column-width="{156 * share / 13.6:.2f}mm"/></style:style>' for n, share in enumerate(SHARES))
_URI = "urn:oasis:names:tc:opendocument:xmlns:"
HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document '
    + " ".join(f'xmlns:{name}="{_URI}{name}:1.0"' for name in SPACES)
    + f' xmlns:draw="{_URI}drawing:1.0" xmlns:fo="{_URI}xsl-fo-compatible:1.0" xmlns:svg="{_URI}svg-compatible:1.0"'
    ' office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text"><office:styles>'
    + _style("body", "fang", 16, 28.99, 'fo:text-align="justify" fo:text-indent="32pt"')
    + _style("heading", "hei", 16, 28.99, 'fo:text-indent="32pt" fo:keep-with-next="always"')
    + _style("left", "fang", 16, 28.99, "") + _style("title", "title", 22, 34, 'fo:text-align="center" '
                                                     'fo:margin-top="58pt" fo:margin-bottom="28.99pt"')
    + _style("number", "fang", 16, 28.99, 'fo:text-align="end" fo:margin-top="5mm"')
    + _style("cell", "fang", 12, 18, "") + _style("headcell", "hei", 12, 18, 'fo:text-align="center"')
    + _style("odd", "number", 14, 16, 'fo:text-align="end" fo:margin-right="14pt"')
    + _style("even", "number", 14, 16, 'fo:margin-left="14pt"')
    + _style("sign", "fang", 16, 28.99, 'fo:text-align="center" fo:margin-left="264pt" fo:margin-right="58pt" '
             'fo:margin-top="58pt" fo:keep-with-next="always"')
    + _style("day", "fang", 16, 28.99, 'fo:text-align="center" fo:margin-left="264pt" fo:margin-right="58pt"')
    + "</office:styles><office:automatic-styles>"
    + _style("organ", "title", 34, 40, 'fo:text-align="center"', 'fo:color="#d90000" fo:letter-spacing="10pt"').replace(
        "<style:style ", '<style:style style:master-page-name="First" ', 1)
    + '<style:style style:name="red" style:family="graphic"><style:graphic-properties draw:stroke="none" '
    'draw:fill="solid" draw:fill-color="#d90000" style:wrap="run-through" style:vertical-pos="from-top" '
    'style:vertical-rel="page" style:horizontal-pos="from-left" style:horizontal-rel="page"/></style:style>'
    '<style:style style:name="table" style:family="table"><style:table-properties style:width="156mm" '
    'table:align="left" fo:margin-bottom="9pt"/></style:style>'
    '<style:style style:name="row" style:family="table-row"><style:table-row-properties fo:keep-together="always"/>'
    '</style:style><style:style style:name="box" style:family="table-cell"><style:table-cell-properties '
    'fo:border="0.7pt solid #000000" fo:padding="3pt"/></style:style>'
    + _COLUMNS + _LAYOUT.format(name="first", top=28, bottom=35, footer="")
    + _LAYOUT.format(name="next", top=37, bottom=16, footer=_FOOTER)
    + "</office:automatic-styles><office:master-styles>"
    + _page("First", "first", "", 'style:next-style-name="Even"')
    + _page("Even", "next", "left", 'style:next-style-name="Odd"')
    + _page("Odd", "next", "right", 'style:next-style-name="Even"')
    + "</office:master-styles><office:body><office:text>"
    + "".join(f'<draw:rect draw:style-name="red" text:anchor-type="page" text:anchor-page-number="1" svg:x="20mm" '
              f'svg:y="{top}mm" svg:width="170mm" svg:height="{height}pt"/>' for top, height in RULES)
)


def flat_odt(letter: Letter) -> str:
    """Return the letter as one XML file."""
    return (f'{HEAD}{_p("organ", ORGAN)}{_p("number", letter.number)}{_p("title", letter.title)}'
            f'{_p("left", letter.addressee)}{_parts(letter.body)}{_table(letter)}{_parts(letter.closing)}'
            f'{_p("sign", ORGAN)}{_p("day", letter.day)}'
            "</office:text></office:body></office:document>")


def _p(style: str, text: str) -> str:
    return f'<text:p text:style-name="{style}">{escape(text)}</text:p>'


def _parts(parts: tuple[tuple[str, str], ...]) -> str:
    return "".join(_p("heading" if kind == "heading" else "body", text) for kind, text in parts)


def _table(letter: Letter) -> str:
    if not letter.table:
        return ""
    columns = "".join(f'<table:table-column table:style-name="col{n}"/>' for n in range(len(SHARES)))
    head, *rows = ('<table:table-row table:style-name="row">' + "".join(
        f'<table:table-cell table:style-name="box">{_p("cell" if n else "headcell", cell)}</table:table-cell>'
        for cell in row) + "</table:table-row>" for n, row in enumerate(letter.table))
    return (f'<table:table table:name="data" table:style-name="table">{columns}<table:table-header-rows>{head}'
            f'</table:table-header-rows>{"".join(rows)}</table:table>')
