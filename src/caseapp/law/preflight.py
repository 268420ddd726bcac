"""定稿前自查: what must be right before a reply is frozen; facts in, findings out."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from caseapp.law import word_checks
from caseapp.law.letter_facts import BLOCK, WARN, Finding, LetterFacts


def preflight(letter: LetterFacts) -> list[Finding]:
    """Return all findings, blocking ones first."""
    found = [finding for check in _CHECKS for finding in check(letter)]
    return sorted(found, key=lambda finding: finding.level != BLOCK)


def passed_checks(letter: LetterFacts) -> list[str]:
    """Return the Chinese names of the checks that found nothing."""
    names = [name for check, name in _CHECKS.items() if not list(check(letter))]
    if letter.review is None:
        names = [name for name in names if not name.startswith(("保密审查", "审查的"))]
    return names


def _review_passed(letter: LetterFacts) -> Iterable[Finding]:
    if letter.outcome.review == "required":
        if letter.review is None:
            yield Finding("review_missing", BLOCK, "还没有保密审查；先审查、后公开", "条例第十七条", "review")
        elif not letter.review.passed:
            lacks = "；".join(letter.review.missing) or "审查结论不是公开或部分公开"
            yield Finding("review_missing", BLOCK, f"保密审查未通过：{lacks}", "条例第十七条", "review")
        elif not letter.review.opens(letter.outcome.id):
            text = "审查结论是“部分公开”，答复却不是部分公开"
            yield Finding("review_disagrees", BLOCK, text, "条例第十七条、第三十七条", "review")
    elif letter.outcome.review == "asked" and letter.review is None:
        yield Finding("review_not_asked", WARN, "没有保密审查记录，请确认是否需要", "条例第十七条", "review")


def _review_covers(letter: LetterFacts) -> Iterable[Finding]:
    if letter.review_stale:
        text = "公开件在审查之后有变动，请重新核对并保存审查表、重新签字"
        yield Finding("review_stale", BLOCK, text, "条例第十七条", "review")


def _material_looked_into(letter: LetterFacts) -> Iterable[Finding]:
    for name in letter.unlooked:
        text = f"公开件“{name}”还没有查看有没有不应当公开的内容"
        yield Finding("material_unlooked", BLOCK, text, "条例第十七条", "review")
    for name, words in letter.open_hits:
        text = f"公开件“{name}”里查到的内容还没有处理（{words}），请遮盖，或者写明保留的理由"
        yield Finding("material_hits", BLOCK, text, "条例第十七条、第三十七条", "review")


def _referral_answered(letter: LetterFacts) -> Iterable[Finding]:
    if letter.referral_waiting:
        text = f"送审后{letter.referral_waiting}还没有答复，请收到答复后登记"
        yield Finding("referral_waiting", BLOCK, text, "条例第十七条", "review")


def _review_dated(letter: LetterFacts) -> Iterable[Finding]:
    signed = letter.review.last_signed if letter.review else None
    if signed is not None and signed > letter.decided:
        text = f"保密审查最后签字 {signed} 晚于成文日期 {letter.decided}"
        yield Finding("review_late", BLOCK, text, "条例第十七条", "dates")


def _dates(letter: LetterFacts) -> Iterable[Finding]:
    if letter.decided > letter.today:
        yield Finding("dated_ahead", BLOCK, f"成文日期 {letter.decided} 是将来的日期", "", "dates")
    if letter.signed_off and letter.decided < letter.signed_off:
        text = f"成文日期 {letter.decided} 早于签发日期 {letter.signed_off}"
        yield Finding("dated_before_sign_off", BLOCK, text, "GB/T 9704—2012", "dates")


def _on_time(letter: LetterFacts) -> Iterable[Finding]:
    if letter.due is None:
        return
    if letter.today > letter.due:
        text = f"答复期限 {letter.due} 已过，仍须尽快答复"
        yield Finding("overdue", WARN, text, "条例第三十三条第二款", "dates")
    elif letter.today == letter.due:
        text = f"今天（{letter.due}）到期，须当日交邮、签收或发出"
        yield Finding("due_today", WARN, text, "条例第三十三条第二款", "dates")


def _slots(letter: LetterFacts) -> Iterable[Finding]:
    for label in letter.blank_slots:
        yield Finding("blank_slot", BLOCK, f"“{label}”没有填写", "", "slots")


def _remedy(letter: LetterFacts) -> Iterable[Finding]:
    if letter.remedy_problem:
        yield Finding("remedy_incomplete", BLOCK, letter.remedy_problem, "行政复议法、行政诉讼法", "settings")


def _glyphs(letter: LetterFacts) -> Iterable[Finding]:
    if letter.missing_glyphs:
        yield Finding("missing_glyph", BLOCK, letter.missing_glyphs, "", "slots")


def _signed_text(letter: LetterFacts) -> Iterable[Finding]:
    if letter.changed_since_submitted:
        text = "内容在送签之后有改动；请改回送签的内容，或者作废签发、送签后重新送签"
        yield Finding("changed_since_submitted", BLOCK, text, "", "slots")


def _evidence(letter: LetterFacts) -> Iterable[Finding]:
    if "not_existing" in letter.outcome.kinds and not letter.searched:
        text = "没有检索记录；信息不存在须证明已尽合理检索义务"
        yield Finding("no_search", BLOCK, text, "条例第三十六条第（四）项", "outcome")
    if "third_party_rights" in letter.outcome.kinds and not letter.consulted:
        text = "没有书面征求第三方意见"
        yield Finding("no_consultation", BLOCK, text, "条例第三十二条", "consult")
    if "third_party_rights" in letter.outcome.kinds and letter.third_party_agreed:
        text = "登记的第三方意见是同意公开，不能以保护第三方权益为由不予公开"
        yield Finding("third_party_agreed", BLOCK, text, "条例第十五条、第三十二条", "outcome")
    if letter.outcome.id == "unclear_after_clarification" and not letter.clarified:
        yield Finding("no_clarification", BLOCK, "没有告知补正并收到补正", "条例第三十条", "outcome")
    if "excessive" in letter.outcome.kinds and letter.reasons_acceptable:
        text = "登记的审查意见是申请人理由合理；理由合理的应当答复或者确定延迟期限，不能不予处理"
        yield Finding("reasons_acceptable", BLOCK, text, "条例第三十五条", "outcome")
    elif "excessive" in letter.outcome.kinds and letter.reasons_acceptable is None:
        text = "申请人还没有说明理由" if letter.reasons_asked else "没有要求申请人说明理由的记录"
        yield Finding("reasons_missing", WARN, f"{text}，请核实", "条例第三十五条", "outcome")
    if letter.extension_untold:
        text = "延期没有登记告知申请人；没有告知的延期不算"
        yield Finding("extension_untold", WARN, text, "条例第三十三条第二款", "dates")
    if letter.consulting:
        yield Finding("consulting", WARN, "征求意见尚未结束", "条例第三十二条、第三十四条", "consult")


def _clock(letter: LetterFacts) -> Iterable[Finding]:
    awaited = {"waiting_clarification": "补正", "waiting_fee": "缴费"}.get(letter.clock_state)
    if awaited:
        yield Finding("waiting", WARN, f"申请人的{awaited}期限还没有届满", "条例第三十条", "outcome")
    lapsed = {"clarification_lapsed", "fee_lapsed"}
    if letter.outcome.id in lapsed and letter.clock_state != "abandoned":
        yield Finding("not_lapsed", BLOCK, "申请人的期限没有届满，不能作逾期处理", "条例第三十条", "outcome")


def _quoted(letter: LetterFacts) -> Iterable[Finding]:
    if letter.request_blank:
        yield Finding("request_blank", BLOCK, "登记中没有申请内容", "条例第二十九条", "request")


def _contact(letter: LetterFacts) -> Iterable[Finding]:
    if not letter.organ.strip():
        yield Finding("no_organ", BLOCK, "机关信息中没有填写机关名称", "", "settings")
    if not letter.phone.strip() or not letter.address.strip():
        yield Finding("no_contact", BLOCK, "机关信息中没有填写联系电话或地址", "", "settings")


_CHECKS: dict[Callable[[LetterFacts], Iterable[Finding]], str] = {
    _review_passed: "保密审查已通过",
    _review_covers: "审查的就是所附的公开件",
    _material_looked_into: "公开件已查看，查到的内容已处理",
    _referral_answered: "没有等待答复的送审",
    _review_dated: "保密审查签字不晚于成文日期",
    _dates: "成文日期与签发日期相符",
    _on_time: "在答复期限之内",
    _slots: "必填内容已填齐",
    _remedy: "救济途径与日期、结果相符",
    _signed_text: "内容就是送签的内容",
    _glyphs: "姓名、地名无缺字",
    _evidence: "办理结果所需的依据齐全",
    _clock: "没有等待中的事项",
    _quoted: "申请内容已引用",
    _contact: "机关名称、电话、地址齐全",
    word_checks.old_law: "没有引用失效的规定",
    word_checks.remedy_words: "救济途径写全，机关和法院无误",
    word_checks.signed_by: "以本机关名义署名",
    word_checks.typed_dates: "写到的日期与成文日期相合",
    word_checks.left_open: "没有留空的占位",
    word_checks.private: "没有别人的个人信息",
    word_checks.reasons_given: "每项都说明了理由",
    word_checks.divided: "能区分处理的已经区分",
    word_checks.numbered: "文号连续，引用的文号可查",
}
