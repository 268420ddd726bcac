"""Ours: ``documents.press.typeset`` with a template made for the benchmark, parsed once."""

from __future__ import annotations

from collections.abc import Callable

from caseapp.documents.press import typeset
from caseapp.documents.templates import parse
from letter_peers.text import ORGAN, Letter

NAME = "caseapp"
PDFA = "PDF/A-2b"
BATCH = 1000
SOURCE = """+++
id = "letter"
version = "1"
title = "政府信息部分公开答复书"
kind = "reply"
guide = "用于测速。"
slot = [
  {name = "title", label = "标题"}, {name = "addressee", label = "主送"}, {name = "day", label = "成文日期"},
  {name = "body", label = "正文", type = "list"},
  {name = "table", label = "附表", type = "list"}, {name = "closing", label = "结尾", type = "list"},
]
+++
#标题 {{ slots.title }}
#主送 {{ slots.addressee }}
{% for kind, text in slots.body %}
{% if kind == "heading" %}#一级 {% endif %}{{ text }}
{% endfor %}
{% for a, b, c, d, e, f in slots.table %}
{% if loop.first %}#表 1 2 4 2.6 2 2
#表头 {{ a }} | {{ b }} | {{ c }} | {{ d }} | {{ e }} | {{ f }}
{% else %}
#行 {{ a }} | {{ b }} | {{ c }} | {{ d }} | {{ e }} | {{ f }}
{% endif %}
{% endfor %}
{% for kind, text in slots.closing %}
{% if kind == "heading" %}#一级 {% endif %}{{ text }}
{% endfor %}
#署名 {{ office.name }} | {{ slots.day }}
"""


def start() -> Callable[[Letter], bytes]:
    """Return what typesets one letter."""
    template = parse("letter.txt", SOURCE, trusted=True)

    def one(letter: Letter) -> bytes:
        slots = {"title": letter.title, "addressee": letter.addressee, "day": letter.day, "body": letter.body,
                 "table": letter.table, "closing": letter.closing}
        context = {"office": {"name": ORGAN}, "letter": {"number": letter.number}, "slots": slots}
        return typeset(template, context).pdf

    return one
