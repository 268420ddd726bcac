"""Looks a template over and fills it once with nothing and once with an example, before any letter carries it."""

from __future__ import annotations

from collections.abc import Mapping

from jinja2 import TemplateSyntaxError, nodes

from caseapp.documents import markup, vetting
from caseapp.documents.bounds import TRIAL_CHARACTERS, TRIAL_TURNS, Work
from caseapp.documents.example import example_context
from caseapp.documents.templates import Template, TemplateError
from caseapp.documents.wording import DEFAULTS, complete, environment, fill, rendered_text, unlit

_LINE = "\ufdd2"  # stands before the number of a line while a fault is looked for


def check_syntax(template: Template) -> None:
    """Refuse a template whose Jinja2 syntax or markup words are faulty.

    Raises:
        TemplateError: with the line of the fault.
    """
    _tree(template)
    for number, line in enumerate(template.text.split("\n")):
        fault = markup.fault(line.strip())
        if fault:
            raise TemplateError(template.file, template.text_line + number, fault)


def vet(template: Template) -> None:
    """Refuse a template that is not harmless, or cannot be filled with nothing and with an example.

    Raises:
        TemplateError: with the line of the first fault.
    """
    tree = _tree(template)
    fault = vetting.too_large(tree)
    if fault is None:
        names = frozenset(slot.name for slot in template.slots)
        fault = min(vetting.faults(tree, names, DEFAULTS), key=lambda found: found[0], default=None)
    if fault:
        raise TemplateError(template.file, template.text_line + fault[0] - 1, fault[1])
    for context in ({}, example_context(template)):
        try:
            fill(template, context, work=Work(TRIAL_TURNS, TRIAL_CHARACTERS))
        except TemplateError as error:
            if isinstance(error.__cause__, markup.MarkupError):
                line = _markup_line(template, context, str(error.__cause__))
                raise TemplateError(template.file, line, str(error.__cause__)) from error
            raise


def _markup_line(template: Template, context: Mapping[str, object], fault: str) -> int:
    """Return the file line whose markup breaks once the template is filled, 0 when it is not found."""
    marked = [f"{_LINE}{number}\n{line}" if line.lstrip().startswith("#") else line
              for number, line in enumerate(template.text.split("\n"))]
    text = rendered_text("\n".join(marked), complete(template, context), Work(TRIAL_TURNS, TRIAL_CHARACTERS))
    number, lines = 0, []
    for line in text.split("\n")[:2000]:
        if line.startswith(_LINE):
            number = int(line[1:])
            continue
        lines.append(line)
        try:
            markup.parse("\n".join(lines), unlit)
        except markup.MarkupError as error:
            if str(error) == fault:
                return template.text_line + number
    return 0


def _tree(template: Template) -> nodes.Template:
    try:
        return environment().parse(template.text)
    except TemplateSyntaxError as error:
        raise TemplateError(template.file, template.text_line + error.lineno - 1,
                            f"写法有误（{error.message}）。") from error
    except (RecursionError, ValueError, MemoryError) as error:
        raise TemplateError(template.file, template.text_line, "写法有误（嵌套过深，或者数字过大）。") from error
