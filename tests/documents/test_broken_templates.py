"""Template files broken in every way: refused by name, line and fault, quickly, and nothing in them is run."""

from __future__ import annotations

import time

import pytest

from caseapp.documents.templates import MAX_BYTES, TemplateError, load_templates, parse, shipped_sources

TOP = '+++\nid = "t"\nversion = "1"\ntitle = "甲"\nkind = "form"\nguide = "乙"\n'
BLANK = '[[slot]]\nname = "a"\nlabel = "甲"\n'
HEADER = f"{TOP}{BLANK}+++\n"  # the text begins on line 11
LOOP = "{% for a in range(999) %}{% for b in range(999) %}甲{% endfor %}{% endfor %}\n"

BROKEN = {
    "empty": ("", 1, "+++"),
    "no header": ("甲\n", 1, "+++"),
    "header never closed": (TOP, 1, "+++"),
    "TOML": (TOP + "x = = 1\n+++\n", 7, "TOML"),
    "TOML without end": (TOP + 'x = """\n+++\n', 7, "TOML"),
    "TOML nested a thousand times": (TOP + "x = " + "[" * 5000 + "\n+++\n", 1, "嵌套过深"),
    "no title": (TOP.replace('title = "甲"\n', "") + "+++\n", 1, "title"),
    "title empty": (TOP.replace('"甲"', '" "') + "+++\n", 4, "title"),
    "kind": (TOP.replace('"form"', '"poem"') + "+++\n", 5, "kind"),
    "id of another": (TOP.replace('"t"', '"u"') + "+++\n", 2, "文件名"),
    "unknown key": (TOP + 'colour = "red"\n+++\n', 7, "colour"),
    "list of numbers": (TOP + "basis = [1, 2]\n+++\n", 7, "basis"),
    "date in words": (TOP + 'in_force_from = "今天"\n+++\n', 7, "应为日期"),
    "moment for a date": (TOP + "in_force_from = 2019-05-15T00:00:00\n+++\n", 7, "应为日期"),
    "impossible date": (TOP + "in_force_from = 2019-02-30\n+++\n", 7, "TOML"),
    "from after until": (TOP + "in_force_from = 2024-01-01\nin_force_until = 2019-01-01\n+++\n", 8, "早于"),
    "slot of another type": (TOP + "slot = [1]\n+++\n", 7, "[[slot]]"),
    "slot without label": (TOP + '[[slot]]\nname = "a"\n+++\n', 7, "缺少"),
    "slot length in words": (TOP + BLANK + 'max_length = "长"\n+++\n', 7, "max_length"),
    "slot type": (TOP + BLANK + 'type = "poem"\n+++\n', 7, "type"),
    "choice without choices": (TOP + BLANK + 'type = "choice"\n+++\n', 7, "choices"),
    "second slot of the name": (TOP + BLANK + BLANK + "+++\n", 10, "同名"),
    "slot with a hidden name": (TOP + BLANK.replace('"a"', '"__class__"') + "+++\n", 7, "名称"),
    "unknown slot": (HEADER + "甲\n{{ slots.b }}\n", 12, "没有名为“b”的填写项"),
    "unknown slot, never reached": (HEADER + "{% if case.note %}\n\n{{ slots.b }}{% endif %}\n", 13, "“b”"),
    "unknown slot by index": (HEADER + "{{ slots['b'] }}\n", 11, "“b”"),
    "unknown name": (HEADER + "甲\n\n{{ nonsense }}\n", 13, "没有名为“nonsense”"),
    "unknown fact": (HEADER + "{{ case.nonsense }}\n", 11, "“nonsense”"),
    "unknown filter": (HEADER + "{{ slots.a|shout }}\n", 11, "shout"),
    "syntax": (HEADER + "甲\n{% if slots.a %}\n", 12, "写法有误"),
    "unclosed": (HEADER + "甲\n{{ slots.a \n", 12, "写法有误"),
    "unknown tag": (HEADER + "{% debug %}\n", 11, "写法有误"),
    "macro": (HEADER + "{% macro a() %}{% endmacro %}\n", 11, "宏"),
    "include": (HEADER + "{% include '/etc/passwd' %}\n", 11, "其他文件"),
    "import": (HEADER + "{% import 'os' as os %}\n", 11, "其他文件"),
    "class": (HEADER + "{{ ''.__class__ }}\n", 11, "__class__"),
    "class by index": (HEADER + "甲\n{{ ''['__class__'] }}\n", 12, "__class__"),
    "class by filter": (HEADER + "{{ ''|attr('__class__') }}\n", 11, "attr"),
    "class in pieces": (HEADER + "{{ ''['__cla' ~ 'ss__'] }}\n", 11, ""),
    "call": (HEADER + "{{ slots.a.upper() }}\n", 11, "不能调用函数"),
    "format": (HEADER + "{{ '{0.__class__}'.format(case) }}\n", 11, "不能调用函数"),
    "dict method": (HEADER + "{{ case.pop }}\n", 11, "['pop']"),
    "globals": (HEADER + "{{ cycler.__init__.__globals__ }}\n", 11, "__"),
    "power": (HEADER + "{{ 9 ** 9 ** 9 ** 9 }}\n", 11, "算术"),
    "long text by product": (HEADER + "甲\n{{ '甲' * 1000000000 }}\n", 12, "算术"),
    "long text by doubling": (HEADER + "{% set x = 'a' ~ 'a' %}" + "{% set x = x ~ x %}" * 60, 11, "Concat"),
    "list in list": (HEADER + "{% set x = ['a'] %}{% set x = [x, x] %}", 11, "固定"),
    "swelling": (HEADER + "{% set x = 'a'|replace('a', '" + "a" * 900 + "')|replace('a', '" + "a" * 900
                 + "') %}{{ x }}", 11, "太长"),
    "endless": (HEADER + "甲\n{% for a in range(10 ) recursive %}{{ loop(range(10)) }}{% endfor %}\n", 12, "recursive"),
    "range": (HEADER + "甲\n{% for a in range(999999999) %}甲{% endfor %}\n", 12, "range 最多 1000"),
    "loops in loops": (HEADER + LOOP, 11, "循环的次数太多"),
    "loops too deep": (HEADER + "{% for a in range(2) %}" * 30 + "{% endfor %}" * 30, 11, "循环套循环"),
    "long print": (HEADER + "{% for a in range(900) %}" + "甲" * 300 + "{% endfor %}\n", 0, "太长"),
    "brackets": (HEADER + "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}\n", 11, "嵌套过深"),
    "chain": (HEADER + "{{ case" + ".a" * 5000 + " }}\n", 11, "嵌套过深"),
    "number of a million digits": (HEADER + "{{ " + "9" * 200_000 + " }}\n", 11, "数字过大"),
    "slots set anew": (HEADER + "{% set slots = case %}{{ slots.b }}\n", 11, "slots"),
    "markup": (HEADER + "甲\n#署明 甲 | 乙\n", 12, "#署明"),
    "table row": (HEADER + "甲\n#表 1 1\n#行 甲\n", 13, "格"),
    "row without table": (HEADER + "甲\n#行 甲\n", 12, "表"),
    "loop over a number": (HEADER + "甲\n{% for a in 5 %}{% endfor %}\n", 12, "填写时出错"),
    "number in words": (HEADER + "甲\n{{ slots.a|cn_number }}\n", 12, "填写时出错"),
    "over 256 KB": (HEADER + "甲" * (MAX_BYTES // 3 + 1), 0, "256 KB"),
    "10 MB": (HEADER + "{{ slots.a }}\n" * 800_000, 0, "256 KB"),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_file_is_refused_by_name_line_and_fault(kind):
    source, line, words = BROKEN[kind]
    started = time.monotonic()
    with pytest.raises(TemplateError) as caught:
        parse("t.txt", source)
    said = str(caught.value)
    assert caught.value.line == line, said
    assert said.startswith(f"模板 t.txt 第 {line} 行：" if line else "模板 t.txt：")
    assert words in said
    assert time.monotonic() - started < 5


def test_nothing_is_executed(tmp_path, monkeypatch):
    done = []
    monkeypatch.setattr("os.system", done.append)
    for words in (
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ cycler.__init__.__globals__.os.system('true') }}",
        "{{ self._TemplateReference__context }}",
        "{{ range.__class__ }}",
        "{{ slots.a|map('system') }}",
    ):
        with pytest.raises(TemplateError):
            parse("t.txt", HEADER + words)
    assert done == []


@pytest.mark.parametrize("template_id", sorted(shipped_sources()))
def test_every_shipped_template_passes_what_an_own_one_must(template_id):
    assert parse(f"{template_id}.txt", shipped_sources()[template_id]) == load_templates()[template_id]


def test_a_file_of_an_editor_with_a_mark_and_other_line_ends_is_read():
    assert parse("t.txt", "\ufeff" + HEADER.replace("\n", "\r\n") + "甲{{ slots.a }}\r\n").text == "甲{{ slots.a }}\n"
