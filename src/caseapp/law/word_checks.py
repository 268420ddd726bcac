"""The checks of 定稿前自查 that read the words of the reply (domain: typical faults in courts and 复议)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from caseapp.law import letter_words
from caseapp.law.letter_facts import BLOCK, WARN, Finding, LetterFacts


def notice_words(words: letter_words.Words, made_on: date) -> Iterable[Finding]:
    """What the words of a letter other than a reply may not say either; all of it blocks.

    Args:
        words: of the letter.
        made_on: its 成文日期.
    """
    yield from _old_law(words, made_on)
    yield from _remedy_words(words, "告知书")
    yield from _impossible(words)
    yield from _open(words)


def old_law(letter: LetterFacts) -> Iterable[Finding]:
    """Superseded law: old articles, fifteen working days, 三需要, the choice of two organs."""
    return _old_law(letter.words, letter.decided)


def _old_law(words: letter_words.Words, decided: date) -> Iterable[Finding]:
    for rule in letter_words.superseded(words, decided):
        yield Finding(rule.code, BLOCK, rule.text, rule.article, "slots")


def remedy_words(letter: LetterFacts) -> Iterable[Finding]:
    """The remedy clause printed whole, and no other organ or court named in typed words."""
    yield from _remedy_words(letter.words, "答复书")
    if letter.words.remedy and letter.decided >= date(2024, 1, 1) and not letter.words.organ.endswith("人民政府"):
        text = f"行政复议机关“{letter.words.organ}”不是人民政府，请核对机关信息"
        yield Finding("organ_no_government", WARN, text, "行政复议法第二十四条", "settings")


def _remedy_words(words: letter_words.Words, letter: str) -> Iterable[Finding]:
    if letter_words.lacking_remedy(words):
        text = f"{letter}里没有完整的救济途径告知，请恢复模板中的救济途径段落"
        yield Finding("remedy_missing", BLOCK, text, "行政复议法第二十三条、行政诉讼法第四十六条", "slots")
    if name := letter_words.other_organ(words):
        text = f"写到的行政复议机关“{name}”不是机关信息中的“{words.organ}”"
        yield Finding("wrong_organ", BLOCK, text, "行政复议法第二十四条", "slots")
    if name := letter_words.other_court(words):
        text = f"写到的法院“{name}”不是机关信息中的“{words.court}”"
        yield Finding("wrong_court", BLOCK, text, "行政诉讼法第十八条", "slots")


def signed_by(letter: LetterFacts) -> Iterable[Finding]:
    """An inner unit that signs instead of the organ."""
    name = letter.organ.strip()
    inner = name.endswith(("科", "股", "处室")) or ("局" in name and name.endswith(("办公室", "处")))
    if name and (inner or name == letter.unit.strip()):
        yield Finding("inner_unit", BLOCK, f"署名“{name}”是内设机构，答复应当以本机关名义作出", "", "settings")


def typed_dates(letter: LetterFacts) -> Iterable[Finding]:
    """Dates no calendar has, and dates after the letter."""
    yield from _impossible(letter.words)
    for label, day in letter_words.later_dates(letter.words, letter.decided):
        text = f"“{label}”中的 {day} 晚于成文日期 {letter.decided}，请核对"
        yield Finding("date_after_letter", WARN, text, "", "slots")


def _impossible(words: letter_words.Words) -> Iterable[Finding]:
    for shown in letter_words.impossible_dates(words):
        yield Finding("date_impossible", BLOCK, f"“{shown}”不是日历上有的日期", "", "slots")


def left_open(letter: LetterFacts) -> Iterable[Finding]:
    """Places left to be filled in."""
    return _open(letter.words)


def _open(words: letter_words.Words) -> Iterable[Finding]:
    for label, text in letter_words.placeholders(words):
        yield Finding("placeholder", BLOCK, f"“{label}”里还有没填的“{text}”", "", "slots")


def private(letter: LetterFacts) -> Iterable[Finding]:
    """Identity-card and mobile numbers, names of other applicants."""
    for label, kind in letter_words.private_numbers(letter.words):
        text = f"“{label}”里有{kind}，确有必要写明的写理由"
        yield Finding("private_number", WARN, text, "个人信息保护法第三十四条", "slots")
    for name in letter.words.strangers:
        yield Finding("other_applicant", WARN, f"写到了另一件申请的申请人“{name}”，请核对", "条例第十五条", "slots")


def reasons_given(letter: LetterFacts) -> Iterable[Finding]:
    """Reasons that only cite, and one answer for several items."""
    given = [(label, text.strip()) for label, text in letter.words.typed if _REASON in label and _THEIRS not in label]
    for label, text in given:
        if text and len(_bare(text)) < _SHORTEST_REASON:
            said = f"“{label}”没有说明理由，不能只写条款"
            yield Finding("no_reason", BLOCK, said, "条例第三十六条第（三）项", "slots")
    answers = [text.strip() for label, text in letter.words.typed if "项答复内容" in label and text.strip()]
    if len(answers) > 1 and len(set(answers)) == 1:
        text = "各项答复内容完全相同，请针对每一项写明理由"
        yield Finding("blanket_reply", WARN, text, "", "slots")


def divided(letter: LetterFacts) -> Iterable[Finding]:
    """A refusal though the review says that a part could be given (条例第三十七条)."""
    if letter.divisible and letter.outcome.remedy == "A":
        text = "保密审查认为可以遮盖后部分公开，答复却是不予公开；能够作区分处理的应当区分处理"
        yield Finding("not_divided", WARN, text, "条例第三十七条", "outcome")


def numbered(letter: LetterFacts) -> Iterable[Finding]:
    """A gap in the 文号, and an earlier 文号 nobody knows."""
    if letter.number_year and letter.number_year != letter.decided.year:
        text = f"文号的年份 {letter.number_year} 与成文日期 {letter.decided} 不一致"
        yield Finding("number_year", BLOCK, text, "GB/T 9704—2012", "dates")
    if letter.number_gap:
        yield Finding("number_gap", WARN, letter.number_gap, "", "slots")
    if letter.earlier_unknown:
        text = "此前答复的文号不在办件记录中，请核对文号和日期"
        yield Finding("earlier_unknown", WARN, text, "条例第三十六条第（六）项", "slots")


_REASON, _THEIRS = "理由", "申请人"  # the reasons of the applicant are not ours
_SHORTEST_REASON = 6  # characters beside the articles cited
_NUMERAL = "[一二三四五六七八九十百零]+"
_CITED = re.compile(
    rf"(根据|依据|依照|按照)?《[^》]*》(第{_NUMERAL}条)?(第?（{_NUMERAL}）项|第{_NUMERAL}[款项])*(和|、|的?规定)*"
)


def _bare(text: str) -> str:
    """Return a reason without the articles it cites and without marks."""
    return re.sub(r"[，。；、：\s不予公开]", "", _CITED.sub("", text))
