"""typst: one ``Compiler`` and its fonts kept, no tags, the letter inside the source: quicker than ``sys_inputs``."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict

import typst

from letter_peers.text import FONTS, ORGAN, Letter

SOURCE = """
#let red = rgb("#d90000")
#let fang = ("Caseapp Fang", "Caseapp", "Caseapp Full")  // typst takes "Light" off a family
#set document(title: d.title, date: datetime(year: 2026, month: 11, day: 24))
#set page(paper: "a4", margin: (top: 37mm, left: 28mm, right: 26mm, bottom: 35mm), footer-descent: 7mm,
  footer: context {
    let n = counter(page).get().first()
    if n > 1 {
      set align(if calc.odd(n) { right } else { left })
      text(font: "Caseapp Number", size: 14pt, [#h(14pt)— #n —#h(14pt)])
    }
  },
  background: context if counter(page).get().first() == 1 {
    place(top + center, dy: 30mm, text(font: "Caseapp Title", size: 34pt, fill: red, tracking: 10pt,
      top-edge: "bounds", d.organ))
    for (y, h) in ((46.4mm, 1.6pt), (47.4mm, 0.7pt), (275.7mm, 0.7pt), (276.4mm, 1.6pt)) {
      place(top + center, dy: y, rect(width: 170mm, height: h, fill: red))
    }
  })
#set text(font: fang, size: 16pt, lang: "zh", region: "cn", cjk-latin-spacing: none,
  top-edge: 22.49pt, bottom-edge: -6.5pt)
#set par(justify: true, leading: 0pt, spacing: 0pt)
#v(12mm)
#align(right, d.number)
#v(57.98pt)
#align(center, text(font: ("Caseapp Title", "Caseapp Fang"), size: 22pt, d.title))
#v(28.99pt)
#d.addressee
#set par(first-line-indent: (amount: 2em, all: true))
#let parts(list) = for (kind, words) in list {
  if kind == "heading" {
    block(sticky: true, par(text(font: ("Caseapp Hei", "Caseapp Fang"), words)))
  } else { par(words) }
}
#parts(d.body)
#if d.table.len() > 0 {
  set text(size: 12pt, top-edge: 0.88em, bottom-edge: -0.12em)
  set par(first-line-indent: 0pt, leading: 6pt, justify: false)
  table(columns: (1fr, 2fr, 4fr, 2.6fr, 2fr, 2fr), inset: (x: 4pt, y: 6pt), stroke: 0.7pt,
    table.header(..d.table.first().map(c => align(center, text(font: "Caseapp Hei", c)))),
    ..d.table.slice(1).flatten())
  v(9pt)
}
#parts(d.closing)
#block(breakable: false, {
  v(57.98pt)
  h(1fr); box(width: 120pt, align(center, par(first-line-indent: 0pt, [#d.organ\\ #d.day]))); h(58pt)
})
"""

NAME = "typst"
PDFA = "PDF/A-2b"
BATCH = 1000


def start() -> Callable[[Letter], bytes]:
    """Return what typesets one letter."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
    compiler = typst.Compiler(font_paths=fonts)

    def one(letter: Letter) -> bytes:
        given = json.dumps(json.dumps({**asdict(letter), "organ": ORGAN}, ensure_ascii=False), ensure_ascii=False)
        source = f"#let d = json(bytes({given})){SOURCE}"
        made = compiler.compile(source.encode(), format="pdf", pdf_standards="a-2b", pdf_tags=False)
        assert isinstance(made, bytes)
        return made

    return one
