"""The words of the annual report on 依申请公开: written from the tables, and any text checked against them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from caseapp.law.annual import CARRIED_IN, CARRIED_OUT, NEW, TOTAL, AnnualTables
from caseapp.law.annual_checks import Check
from caseapp.law.disputes import DISPUTE_GROUPS


def report_paragraph(
    organ: str,
    tables: AnnualTables,
    channels: Mapping[str, int],
    on_time_rate: float | None,
    fees_yuan: int,
    closed_late: int,
    judged: int,
) -> str:
    """Return the paragraph on 依申请公开 for the annual report, every number from the tables.

    Args:
        organ: name of the office.
        tables: the tables of the year.
        channels: reported heading to requests received.
        on_time_rate: share closed in time of those that can be judged, None when none can.
        fees_yuan: information fees of the year (yuan).
        closed_late: closed late, of those judged.
        judged: closed with a known deadline; imported ones are not.
    """
    new, carried, total, out = (tables.table3[r][-1] for r in (NEW, CARRIED_IN, TOTAL, CARRIED_OUT))
    by_channel = "，".join(f"{name} {count} 件" for name, count in channels.items() if count)
    parts = [f"{tables.year} 年{organ}收到政府信息公开申请 {new} 件"]
    if by_channel:
        parts.append(f"其中{by_channel}")
    parts.append(f"{tables.year - 1} 年结转申请 {carried} 件")
    sentences = ["，".join(parts) + "。"]
    if total and on_time_rate is not None:
        rate = f"{on_time_rate * 100:.1f}".rstrip("0").rstrip(".")
        manner = (
            "均在法定期限内答复" if closed_late == 0 else f"其中 {closed_late} 件超过法定期限"
        )
        if judged < total:
            late = "均按期答复" if closed_late == 0 else f"有 {closed_late} 件超期"
            manner = f"其中可核定期限的 {judged} 件{late}"
        sentences.append(f"全年办结 {total} 件，{manner}，按期答复率 {rate}%；结转下年度继续办理 {out} 件。")
    else:
        sentences.append(f"全年办结 {total} 件，结转下年度继续办理 {out} 件。")
    disputes = [tables.table4[group][-1] for group in DISPUTE_GROUPS]
    if any(disputes):
        sentences.append(
            f"因政府信息公开申请发生行政复议 {disputes[0]} 件，行政诉讼 {disputes[1] + disputes[2]} 件"
            f"（未经复议直接起诉 {disputes[1]} 件，复议后起诉 {disputes[2]} 件）。"
        )
    else:
        sentences.append("全年未发生因政府信息公开申请引起的行政复议、行政诉讼事项。")
    sentences.append(f"全年收取信息处理费 {fees_yuan} 元。" if fees_yuan else "全年没有收取信息处理费。")
    return "".join(sentences)


@dataclass(frozen=True, slots=True)
class Claim:
    """A number a text gives.

    Attributes:
        what: what it counts, in words.
        said: the number of the text; counted: the one of the tables.
        words: the words of the text around it.
    """

    what: str
    said: float
    counted: float
    words: str

    @property
    def ok(self) -> bool:
        """Whether both agree."""
        return abs(self.said - self.counted) < 0.05


def text_claims(
    text: str, tables: AnnualTables, channels: Mapping[str, int], on_time_rate: float | None, fees_yuan: int
) -> list[Claim]:
    """Return the numbers a text gives of what the tables count, in the order of the text.

    Only numbers in Arabic figures beside the usual words are read; a number of another year is not
    (domain: a published report said 134 复议 where its table had 170).

    Args:
        text: of the report, all of it or a part.
        tables: of the year.
        channels: reported heading to requests received.
        on_time_rate: share closed in time, None when none can be judged.
        fees_yuan: information fees of the year (yuan).
    """
    plain = re.sub(r"[ \u3000\t\r\n]+", "", text)
    counted = _counted(tables, channels, on_time_rate, fees_yuan)
    found: dict[int, Claim] = {}
    for what, pattern, value in counted:
        for match in pattern.finditer(plain):
            year = match.groupdict().get("year")
            if year and int(year) not in (tables.year, tables.year - 1 if what == "上年结转" else tables.year):
                continue
            at = match.start("n")
            words = plain[max(0, match.start() - 4) : match.end() + 2]
            said = float(match["n"].replace(",", "").replace("，", ""))
            found.setdefault(at, Claim(what, said, value, words))
    for what, pattern, value in _denied(tables, fees_yuan):
        for match in pattern.finditer(plain):
            found.setdefault(match.start(), Claim(what, 0.0, value, match[0][-30:]))
    return [found[at] for at in sorted(found)]


def check_text(claims: Iterable[Claim]) -> Check:
    """Return the check of a text against the tables."""
    claims = list(claims)
    label = "报告文字与表格一致"
    if not claims:
        return Check("text", label, False, "文字里没有读到表格中的数字，请核对", pending=True)
    wrong = [f"{c.what}：文字 {c.said:g} ≠ 表格 {c.counted:g}（“{c.words}”）" for c in claims if not c.ok]
    return Check("text", label, not wrong, "；".join(wrong) or f"{len(claims)} 处一致")


_N = r"(?P<n>\d[\d,]*(?:\.\d+)?)"
_GAP = r"[^，。；、：\d]{0,24}?"
_YEAR = r"(?:(?P<year>20\d\d)年)?"


def _denied(tables: AnnualTables, fees_yuan: int) -> list[tuple[str, re.Pattern[str], float]]:
    """Return the sentences that say there was none of something."""
    none = "(?:未|没有|无需?|不)(?:发生|收取|收到|产生)?"
    disputes = sum(tables.table4[group][-1] for group in DISPUTE_GROUPS)
    return [
        ("行政复议、行政诉讼", re.compile(rf"{none}[^，。；\d]{{0,24}}(?:行政复议|行政诉讼)"), float(disputes)),
        ("信息处理费", re.compile(rf"{none}[^，。；\d]{{0,8}}信息处理费"), float(fees_yuan)),
    ]


def _counted(
    tables: AnnualTables, channels: Mapping[str, int], on_time_rate: float | None, fees_yuan: int
) -> list[tuple[str, re.Pattern[str], float]]:
    rows = {row: cells[-1] for row, cells in tables.table3.items()}
    suits = {group: tables.table4[group][-1] for group in DISPUTE_GROUPS}
    groups = (
        ("部分公开", (4,)),
        ("不予公开", range(5, 13)),
        ("无法提供", range(13, 16)),
        ("不予处理", range(16, 21)),
        ("其他处理", range(21, 24)),
    )
    found: list[tuple[str, str, float]] = [
        ("结转下年", rf"结转(?:至)?(?:下年度?|次年|{tables.year + 1}年){_GAP}{_N}件", rows[CARRIED_OUT]),
        ("上年结转", rf"(?:上年度?|{_YEAR}){_GAP}结转(?!下|次|至){_GAP}{_N}件", rows[CARRIED_IN]),
        ("收办总数", rf"(?:收办|共办理|共处理){_GAP}{_N}件", rows[NEW] + rows[CARRIED_IN]),
        ("新收", rf"{_YEAR}[^，。；：]{{0,20}}(?:收到|新收|受理|接收){_GAP}(?:申请|公开){_GAP}{_N}件", rows[NEW]),
        ("办结", rf"(?:办结|答复|办理完毕)(?:申请)?{_GAP}{_N}件", rows[TOTAL]),
        ("予以公开", rf"(?<!不)予以公开{_GAP}{_N}件", rows[3]),
        *((name, rf"{name}{_GAP}{_N}件", sum(rows[row] for row in span)) for name, span in groups),
        ("未经复议直接起诉", rf"未经复议直接起诉{_GAP}{_N}件", suits["direct_suit"]),
        ("复议后起诉", rf"复议后起诉{_GAP}{_N}件", suits["suit_after_reconsideration"]),
        ("行政复议", rf"行政复议{_GAP}{_N}件", suits["reconsideration"]),
        ("行政诉讼", rf"行政诉讼{_GAP}{_N}件", suits["direct_suit"] + suits["suit_after_reconsideration"]),
        ("信息处理费", rf"信息处理费{_GAP}{_N}元", fees_yuan),
        *((name, rf"{re.escape(name)}{_GAP}{_N}件", count) for name, count in channels.items()),
    ]
    if on_time_rate is not None:
        found.append(("按期答复率", rf"按期答复率{_GAP}{_N}%", round(on_time_rate * 100, 1)))
    return [(what, re.compile(pattern), float(value)) for what, pattern, value in found]
