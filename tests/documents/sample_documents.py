"""Three documents that stand for the others: a letter of one page, one of three with table and annex, a form."""

from __future__ import annotations

from typing import Any

from caseapp.documents.templates import Template, load_templates, parse
from documents.letter_samples import full_context

LONG = """+++
id = "long"
version = "1"
title = "政府信息公开申请答复书"
kind = "reply"
guide = "三页的试样：正文、附件说明、署名、另起页的附件和跨页的表。"
+++
#标题 {{ office.name }}
#标题 关于王喆䶮申请公开规模以上工业统计资料的答复
#主送 王喆䶮：
{{ we }}于2026年10月8日收到您提交的政府信息公开申请，申请公开“{{ case.request }}”。经审查，现答复如下：
#一级 一、予以公开的内容
根据《中华人民共和国政府信息公开条例》第三十六条第（二）项，提供分县（市、区）汇总表，共5个年度、98.6%的指标。
#二级 （二）口径说明
1. 规模以上工业是指年主营业务收入2,000万元及以上的工业法人单位。
2. V3.6.2版目录自2024年起使用。
#一级 二、不予公开的内容
附件1中单元格少于3家企业的，依照《中华人民共和国统计法》第二十八条的规定不予公开。
{% for sentence in letter.remedy %}
{{ sentence }}
{% endfor %}
#附件 2021年至2025年分县（市、区）规模以上工业主要指标汇总表
#附件 口径说明
#署名 {{ office.name }} | 2026年11月24日
#附注 联系人：张敏，联系电话：0537-2200000
#分页
#附件页 附件1
#标题 分县（市、区）规模以上工业主要指标
#表 2 1 2 2 | 12
#表头 县（市、区） | 年度 | 单位数（个） | 总产值（亿元）
{% for area in ("任城区", "兖州区", "曲阜市") %}
{% for year in range(2021, 2026) %}
#行 {{ area }} | ={{ year }} | ={{ year * 7 % 613 }} | ={{ "1,286.%s" | format(year % 10) }}
{% endfor %}
{% endfor %}
#抄送 济宁市人民政府办公室。
"""


def documents() -> dict[str, tuple[Template, dict[str, Any]]]:
    """Return template and context by name."""
    templates = load_templates()
    one = templates["receipt"]
    form = templates["review_form"]
    return {
        "one": (one, full_context(one)),
        "three": (parse("long.txt", LONG, trusted=True), full_context(templates["reply_provided"])),
        "form": (form, full_context(form)),
    }
