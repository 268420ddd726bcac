"""Looks a template's text over before it is ever filled: only harmless ways of writing, only names that exist."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from jinja2 import nodes

MAX_DEPTH = 60
MAX_NODES = 20_000
MAX_LOOPS = 4  # loops inside loops
_GIVEN_NAMES = frozenset({"you", "we", "loop", "range"})
_FILTERS = frozenset({"cn_date", "cn_number", "ticks", "one_line", "sentence", "quoted", "via", "tentative", "length",
                      "replace", "trim"})
_TESTS = frozenset({"none", "odd", "even"})
_OF_DICT = frozenset(name for name in dir(dict) if not name.startswith("_"))
_ALLOWED: tuple[type[nodes.Node], ...] = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.Getattr, nodes.Getitem, nodes.If,
    nodes.For, nodes.Assign, nodes.Filter, nodes.Test, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not,
    nodes.CondExpr, nodes.Concat, nodes.Call, nodes.List, nodes.Tuple, nodes.Keyword,
)
_WORDS: tuple[tuple[tuple[type[nodes.Node], ...], str], ...] = (
    ((nodes.Macro, nodes.AssignBlock, nodes.CallBlock, nodes.FilterBlock), "宏和成块赋值"),
    ((nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends, nodes.Block), "其他文件的内容"),
    ((nodes.BinExpr, nodes.UnaryExpr), "算术"),
)


def faults(tree: nodes.Template, slots: frozenset[str], known: Mapping[str, Any]) -> Iterator[tuple[int, str]]:
    """Yield line of the text and fault for everything a template must not do.

    Nothing is run: what could reach past the facts, loop for ever or swell is no allowed way of writing.

    Args:
        tree: the parsed text.
        slots: names of the blanks.
        known: the facts a template may ask for, by name.
    """
    own = {node.name for node, _loops in _walk(tree) if isinstance(node, nodes.Name) and node.ctx == "store"}
    if "slots" in own:
        yield 1, "不能另设名为 slots 的变量。"
    indexes = {id(node.arg) for node, _loops in _walk(tree) if isinstance(node, nodes.Getitem)}
    names = own | set(known) | _GIVEN_NAMES
    for node, loops in _walk(tree):
        line = node.lineno or 1
        if not isinstance(node, _ALLOWED) or (isinstance(node, nodes.Concat) and id(node) not in indexes):
            word = next((said for kinds, said in _WORDS if isinstance(node, kinds)), "这种写法")
            yield line, f"模板中不能使用{word}（{type(node).__name__}）。"
        elif isinstance(node, nodes.Name):
            if node.name not in names:
                yield line, f"没有名为“{node.name}”的内容，可用的有：{'、'.join(known)}。"
        elif isinstance(node, (nodes.Getattr, nodes.Getitem)):
            fault = _reach(node, slots, known, own)
            if fault:
                yield line, fault
        elif isinstance(node, nodes.Filter):
            if node.name not in _FILTERS:
                yield line, f"不能使用名为“{node.name}”的过滤器，可用的有：{'、'.join(sorted(_FILTERS))}。"
        elif isinstance(node, nodes.Test):
            if node.name not in _TESTS:
                yield line, f"不能使用名为“{node.name}”的判断，可用的有：{'、'.join(sorted(_TESTS))}。"
        elif isinstance(node, nodes.Call):
            if not (isinstance(node.node, nodes.Name) and node.node.name == "range"):
                yield line, "模板中不能调用函数，只可以用 range。"
        elif isinstance(node, nodes.For):
            if node.recursive:
                yield line, "循环不能写成 recursive。"
            if loops > MAX_LOOPS:
                yield line, f"循环套循环最多 {MAX_LOOPS} 层。"
        elif isinstance(node, (nodes.List, nodes.Tuple)) and not _plain(node):
            yield line, "列表中只能写固定的文字和数字。"


def _plain(node: nodes.List | nodes.Tuple) -> bool:
    """Tell whether a list holds fixed values alone, or takes apart what a loop goes over."""
    taken = isinstance(node, nodes.Tuple) and node.ctx == "store"
    return taken or all(isinstance(item, nodes.Const) for item in node.items)


def too_large(tree: nodes.Template) -> tuple[int, str] | None:
    """Return line and fault of a text that is too deep or too long to look over, or None."""
    waiting: list[tuple[nodes.Node, int]] = [(tree, 0)]
    seen = 0
    while waiting:
        node, depth = waiting.pop()
        seen += 1
        if depth > MAX_DEPTH:
            return node.lineno or 1, f"嵌套过深，最多 {MAX_DEPTH} 层。"
        if seen > MAX_NODES:
            return node.lineno or 1, f"写法过于繁复，最多 {MAX_NODES} 项。"
        waiting.extend((child, depth + 1) for child in node.iter_child_nodes())
    return None


def _walk(tree: nodes.Node) -> Iterator[tuple[nodes.Node, int]]:
    """Yield every node in the order written, with how many loops stand around it, itself counted."""
    waiting = [(tree, 0)]
    while waiting:
        node, loops = waiting.pop()
        inside = loops + isinstance(node, nodes.For)
        yield node, inside
        waiting.extend((child, inside) for child in reversed(list(node.iter_child_nodes())))


def _reach(
    node: nodes.Getattr | nodes.Getitem, slots: frozenset[str], known: Mapping[str, Any], own: set[str]
) -> str:
    """Return what is wrong with asking a value for a part of it, "" when nothing is."""
    if isinstance(node, nodes.Getattr):
        part: object = node.attr
    else:
        part = node.arg.value if isinstance(node.arg, nodes.Const) else None
    if not isinstance(part, str):
        return ""
    if part.startswith("_"):
        return f"不能使用以下划线开头的名称“{part}”。"
    owner = node.node.name if isinstance(node.node, nodes.Name) else ""
    if owner == "slots" and part not in slots:
        return f"没有名为“{part}”的填写项，请先在说明部分列出。"
    if isinstance(node, nodes.Getattr) and part in _OF_DICT:
        return f"“.{part}”应当写成“['{part}']”。"
    parts = known.get(owner)
    if owner not in own and owner != "slots" and isinstance(parts, dict) and part not in parts:
        return f"“{owner}”没有名为“{part}”的内容，可用的有：{'、'.join(parts)}。"
    return ""
