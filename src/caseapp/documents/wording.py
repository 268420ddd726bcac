"""Fills a template with the facts of a case; what people typed stays text and can never become markup."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache, lru_cache
from pickle import dumps, loads
from typing import Any

from jinja2 import StrictUndefined, UndefinedError, nodes, pass_context
from jinja2 import Template as CompiledTemplate
from jinja2.exceptions import SecurityError, TemplateRuntimeError
from jinja2.runtime import Context
from jinja2.sandbox import SandboxedEnvironment

from caseapp.documents import bounds, markup
from caseapp.documents.blocks import Block
from caseapp.documents.bounds import Work
from caseapp.documents.breaking import LIT_OFF, LIT_ON
from caseapp.documents.templates import Slot, Template, TemplateError

BLANK = "＿＿＿＿"
# Why a printed date may still move -> the words behind it (design: a 暂定 date says so everywhere).
TENTATIVE = {
    "calendar": "该日期按已公布的放假安排推算，国务院办公厅公布新的放假安排后以重新推算的为准",
    "consultation": "征求意见尚未结束，该日期以征求意见结束后重新推算的为准",
}
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"  # noncharacters: no text contains them once it is cleaned
_PROTECTED = re.compile(f"{_OPEN}([0-9a-f]*){_CLOSE}")
_LIGHT = re.compile(f"([{LIT_ON}{LIT_OFF}])")
_LINE_FEEDS = re.compile("\r\n?|[\u2028\u2029\u000b\u000c\u0085]")
# Controls, invisible marks, bidi overrides, variation selectors, surrogates and noncharacters change or hide
# what is printed; none of them is a character of the text.
_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f"
    "\ufeff\ufff9-\ufffb\ufdd0-\ufdef\ud800-\udfff\U000e0000-\U000e0fff]"
    "|[" + "".join(chr(plane + low) for plane in range(0, 0x110000, 0x10000) for low in (0xFFFE, 0xFFFF)) + "]"
)
_SPACES = re.compile("[\t\u00a0\u2000-\u200a\u202f\u205f]")

DEFAULTS: dict[str, Any] = {
    "office": dict.fromkeys(("name", "code", "address", "postcode", "phone", "contact", "foi_unit"), ""),
    "case": dict.fromkeys(
        ("number", "applicant", "applicant_class", "channel", "request", "form_wanted", "obtain_way", "phone",
         "email", "address", "postcode", "id_kind",
         "id_number", "agent", "joint", "department", "handler", "note", "outcome", "reasoned"), "")
    | {"is_person": True, "several": False, "arrived": None, "received": None, "due": None},
    "letter": {"number": "", "date": None, "basis": "", "remedy": [], "history": [], "items": [],
               "served_online": False, "tentative": {}},
    "slots": {},
    "review": {"title": "", "department": "", "formed": "", "carrier": "", "pages": "", "audience": "",
               "publicity": "", "groups": [], "conclusion": "", "reason": "", "signers": [], "file": "", "mark": "",
               "sheet": [], "masks": [], "kept": []},
    "facts": [],
    "moves": {"notices": [], "cases": []},
    "file": {"number": "", "years": "", "from": "", "until": "", "entries": [], "count": 0, "pages": 0, "uncounted": 0},
    "bundle": {"entries": [], "beside": [], "grounds": [], "handler": ""},
    "statement": dict.fromkeys(("status", "arrived", "received", "receipt_rule", "base", "due", "served",
                                "conclusion", "article", "handler"), "")
    | {"events": [], "intervals": [], "excluded": 0, "shared": 0, "days": [], "notes": [], "grounds": [],
       "notices": []},
}
_KEPT_DEFAULTS = dumps(DEFAULTS)  # copied whole for every document, several times sooner than by deepcopy


def clean(text: str) -> str:
    """Return a text without control, invisible and direction-changing characters; line feeds stay."""
    return _INVISIBLE.sub("", _SPACES.sub(" ", _LINE_FEEDS.sub("\n", text)))


def _protect(value: object) -> object:
    if value is None:
        return ""
    text = str(value)  # an undefined name raises here
    return _OPEN + _kept_light(text).encode().hex() + _CLOSE


def _kept_light(text: str) -> str:
    """Return a text cleaned, the marks around lit words kept."""
    return "".join(part if part in (LIT_ON, LIT_OFF) else clean(part) for part in _LIGHT.split(text))


def unprotect(text: str) -> str:
    """Return the text with every protected value as its own characters again."""
    return _PROTECTED.sub(lambda match: bytes.fromhex(match[1]).decode(), text)


def unlit(text: str) -> str:
    """Return the text with protected values as they are, without the marks around lit words."""
    return _LIGHT.sub("", unprotect(text))


class _LitDate(date):
    """A date in the light."""


class _LitInt(int):
    """A number in the light."""

    def __str__(self) -> str:
        return _lit(int(self))


def _lit(text: object) -> str:
    return "\n".join(f"{LIT_ON}{line.strip()}{LIT_OFF}" for line in str(text).split("\n") if line.strip())


def _in_light(slot: Slot, value: object) -> object:
    """Return the value of a slot with marks around its words; a choice, which templates compare, stays as it is."""
    if isinstance(value, list):
        return [_lit(entry) for entry in value]
    if isinstance(value, date):
        return _LitDate(value.year, value.month, value.day)
    if isinstance(value, int):
        return _LitInt(value)
    return _lit(value) if isinstance(value, str) and slot.type != "choice" else value


def cn_date(value: date | str | None) -> str:
    """Return a date as printed in a letter, without leading zeros; None leaves the blanks to fill in by hand.

    Source: GB/T 9704-2012, 7.3.5.4.
    """
    if value is None or value == "":
        return "　　年　　月　　日"
    try:
        day = value if isinstance(value, date) else date.fromisoformat(value)
    except ValueError:
        return str(value)
    words = f"{day.year}年{day.month}月{day.day}日"
    return _lit(words) if isinstance(value, _LitDate) else words


def cn_number(value: int | str) -> str:
    """Return an integer from 0 to 9999 in Chinese numerals, for example 23 as 二十三."""
    number = int(value)
    if not 0 <= number <= 9999:
        return str(number)
    digits, units = "零一二三四五六七八九", ("千", "百", "十", "")
    text = "".join(
        digits[int(d)] + (unit if d != "0" else "") for d, unit in zip(f"{number:04d}", units, strict=True)
    )
    text = re.sub("零+", "零", text).strip("零") or "零"
    text = text[1:] if text.startswith("一十") else text
    return _lit(text) if isinstance(value, _LitInt) else text


def ticks(choices: list[str] | tuple[str, ...], chosen: object) -> str:
    """Return the choices with a ticked box before each chosen one."""
    picked = chosen if isinstance(chosen, (list, tuple)) else [chosen]
    return "　".join(("☑" if choice in picked else "□") + choice for choice in choices)


def one_line(value: object) -> str:
    """Return a text with its line feeds turned into spaces, for places that hold one line."""
    return " ".join(clean(str(value)).split())


def _one_line(value: object) -> str:
    return " ".join(_kept_light(str(value)).split())


def sentence(value: object) -> str:
    """Return a text without its closing full stop, so that the template can set its own."""
    text = str(value).strip()
    light = LIT_OFF if text.endswith(LIT_OFF) else ""
    return text.removesuffix(light).rstrip("。；;.") + light


def quoted(value: object) -> str:
    """Return a text in quotation marks, word for word, and the full stop of the sentence it ends."""
    text = str(value).strip()
    return f"“{text}”" + ("" if text.removesuffix(LIT_OFF).endswith(("。", "！", "？")) else "。")


def via(channel: str) -> str:
    """Return how a request came in, as it is said in a sentence."""
    if channel == "口头代填":
        return "口头提出的"
    if channel in ("当面", "口头"):
        return f"{channel}提交的"
    return f"以{channel}方式提交的" if channel in ("邮寄", "平信", "信函") else f"通过{channel}提交的"


@pass_context
def tentative(context: Context, value: date | str | None, words: str = "") -> str:
    """Return what is printed behind a date that may still move, "" behind a settled one.

    Args:
        context: holds ``letter.tentative``, the days that may move (ISO) and why.
        value: the date.
        words: shorter words for a cell of a form.
    """
    day = value.isoformat() if isinstance(value, date) else str(value or "")
    reason = context["letter"]["tentative"].get(day, "")
    return f"（{words or TENTATIVE[reason]}）" if reason else ""


@cache
def environment() -> SandboxedEnvironment:
    """Return what templates are read with: our filters, `range`, and nothing else."""
    environment = SandboxedEnvironment(
        undefined=StrictUndefined, finalize=_protect, trim_blocks=True, lstrip_blocks=True, autoescape=False)
    environment.filters.update(
        cn_date=cn_date, cn_number=cn_number, ticks=ticks, one_line=_one_line, sentence=sentence, quoted=quoted,
        via=via, tentative=tentative, replace=bounds.replace, _turns=bounds.turns)
    environment.globals.clear()
    environment.globals["range"] = bounds.range_
    return environment


@lru_cache(maxsize=64)
def _compiled(text: str) -> CompiledTemplate:
    tree = environment().parse(text)
    for loop in list(tree.find_all(nodes.For)):
        loop.iter = nodes.Filter(loop.iter, "_turns", [], [], None, None, lineno=loop.lineno)
    return environment().from_string(tree)


def fill(
    template: Template, context: Mapping[str, object], lit: str = "", *, work: Work | None = None
) -> tuple[list[Block], dict[str, Any]]:
    """Return the blocks of the filled template and the completed context.

    Facts the caller leaves out count as empty; a required slot left empty prints a blank to write on. The words of the
    slot called ``lit`` stand between marks, which the line-breaker takes out again. ``work`` bounds what it may take.

    Raises:
        TemplateError: the text uses a name that does not exist, or its markup is faulty.
    """
    data = complete(template, context)
    for slot in template.slots:
        if slot.name == lit:
            data["slots"][lit] = _in_light(slot, data["slots"][lit])
    try:
        rendered = rendered_text(template.text, data, work or Work())
    except (UndefinedError, SecurityError, TemplateRuntimeError, TypeError, ValueError, AttributeError, LookupError,
            ArithmeticError, RecursionError, SyntaxError) as error:
        raise TemplateError(template.file, _line_of(error, template), f"填写时出错（{error}）。") from error
    try:
        return markup.parse(rendered, unprotect if lit else unlit), data
    except markup.MarkupError as error:
        raise TemplateError(template.file, 0, str(error)) from error


def rendered_text(text: str, data: Mapping[str, object], work: Work) -> str:
    """Return the filled text; it is counted as it grows.

    Raises:
        ValueError: more turns or characters than the work may take.
    """
    pieces = []
    for piece in _compiled(text).generate({**data, "_work": work}):
        work.characters -= len(piece)
        if work.characters < 0:
            raise ValueError("印出的文字太长")
        pieces.append(piece)
    return "".join(pieces)


def complete(template: Template, context: Mapping[str, object]) -> dict[str, Any]:
    """Return the context with every known name present, and the words for addressing and for ourselves."""
    data: dict[str, Any] = loads(_KEPT_DEFAULTS)
    for key, value in context.items():
        if isinstance(value, Mapping) and isinstance(data.get(key), dict):
            data[key] = {**data[key], **value}
        else:
            data[key] = value
    given = data["slots"]
    data["slots"] = {slot.name: _slot_value(slot, given.get(slot.name)) for slot in template.slots}
    for number in range(1, len(data["letter"]["items"]) + 1):  # the answer to each item of a reply to several
        data["slots"].setdefault(f"item_{number}", given.get(f"item_{number}") or BLANK)
    data["you"] = addressed(is_person=bool(data["case"]["is_person"]), several=bool(data["case"]["several"]))
    data["we"] = ourselves(str(data["office"]["name"]))
    return data


def _slot_value(slot: Slot, value: object) -> object:
    if value is not None and value != "" and value != []:
        return value
    if slot.type == "list":
        return [BLANK] if slot.required else []
    if slot.type == "date":
        return None
    return BLANK if slot.required else ""


def addressed(*, is_person: bool, several: bool) -> str:
    """Return how a letter speaks to the applicant, or to several who asked in one form."""
    if several:
        return "你们"
    return "您" if is_person else "你单位"


def ourselves(name: str) -> str:
    """Return how an organ speaks of itself: 我局 for 济宁市统计局; 本机关 where the name does not tell."""
    return f"我{name[-1]}" if name and name[-1] in "局委办厅处站" else "本机关"


def _line_of(error: BaseException, template: Template) -> int:
    """Return the file line an error of the running template belongs to, 0 when it is not known."""
    line = 0
    traceback = error.__traceback__
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename == "<template>":
            line = traceback.tb_lineno
        traceback = traceback.tb_next
    return template.text_line + line - 1 if line else 0
