"""The words of a fact: what the timeline and the history of a case say under its title."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from caseapp import resources
from caseapp.casework.casefile import CaseFile, channel_label
from caseapp.casework.handling.correcting import FIXED
from caseapp.casework.office import Office
from caseapp.casework.review.own_checklist import signer_label
from caseapp.law.chooser import path_words
from caseapp.law.disputes import PROCEDURES, SUIT_KINDS
from caseapp.law.facts import FACT_KINDS
from caseapp.law.outcomes import Outcome
from caseapp.law.parties import SERVICE_WAYS
from caseapp.law.review import ReviewState
from caseapp.law.rounds import UNITS, WORKING
from caseapp.store.rows import FactRow

_WAITING = frozenset(
    {
        "clarification_sent",
        "fee_noticed",
        "reasons_asked",
        *(f"{party}_{what}" for party in ("third_party", "organ") for what in ("sent", "received", "replied")),
    }
)
_MILESTONES = frozenset(
    {"received", "clarification_received", "outcome_decided", "finalised", "served", "archived", "redo_ordered"}
)


@dataclass(frozen=True, slots=True)
class FactLine:
    """One fact as the screen tells it.

    Attributes:
        text: details in words, "" when there are none.
        who: who recorded it, and when (ISO minutes).
        gone: why it no longer stands, "" while it does.
        tone: accent for a milestone, hold for waiting on others, neutral else.
        fixed: it can be neither corrected nor voided.
    """

    id: int
    on: str
    kind: str
    title: str
    text: str
    who: str
    gone: str
    tone: str
    fixed: bool


def fact_lines(office: Office, case: CaseFile) -> list[FactLine]:
    """Return all facts by day, the superseded and void ones with the reason they fell."""
    reasons = _reasons(case)
    lines = [
        _line(office, case, row, reasons.get(row.id, "")) for row in case.all_facts if row.kind != "void"
    ]
    order = {kind: position for position, kind in enumerate(FACT_KINDS)}
    return sorted(lines, key=lambda line: (line.on, order[line.kind], line.id))


def _reasons(case: CaseFile) -> dict[int, str]:
    found = {}
    for row in case.all_facts:
        if row.supersedes is not None:
            verb = "作废" if row.kind == "void" else "更正"
            found[row.supersedes] = f"已{verb}：{row.reason}" if row.reason else f"已{verb}"
    return found


def _line(office: Office, case: CaseFile, row: FactRow, gone: str) -> FactLine:
    title = FACT_KINDS[row.kind] + (f"（第 {row.label} 次）" if row.label else "")
    if row.kind.endswith("_replied") and "agrees" in row.detail:
        title = title.removeprefix("收到") + ("：同意公开" if row.detail["agrees"] else "：不同意公开")
    tone = "hold" if row.kind in _WAITING else "accent" if row.kind in _MILESTONES else "neutral"
    return FactLine(
        id=row.id,
        on=row.on.isoformat(),
        kind=row.kind,
        title=title,
        text=fact_text(office, case, row),
        who=f"{row.recorded_by}　{row.recorded_at:%Y-%m-%d %H:%M}",
        gone=gone,
        tone=tone,
        fixed=row.kind in FIXED or bool(gone),
    )


def fact_text(office: Office, case: CaseFile, row: FactRow) -> str:
    """Return the details of a fact in words."""
    if row.kind.endswith("_received") and row.kind.startswith(("third_party", "organ")):
        return _lapse(office, case, row)
    if row.kind == "outcome_decided":
        reasoned = path_words(resources.load_chooser(), row.detail.get("path"))
        count = len(row.detail.get("items", ()))
        told = outcome_text(office.outcomes.kept(row.detail))
        told = f"分 {count} 项答复；{told}" if count else told
        return f"{told}。判断过程：{reasoned}" if reasoned else told
    if row.kind == "review_signed":
        return _signed(office, row.detail)
    say = _TEXTS.get(row.kind)
    return say(row.detail) if say else _joined(row.detail.get("note"))


def outcome_text(outcome: Outcome) -> str:
    """Return the label of an outcome with the row of annual table 三 it counts in."""
    return f"{outcome.ground_label}；年度表三：{row_label(outcome.row)}"


def review_word(state: ReviewState) -> tuple[str, str]:
    """Return the word and tone a review is shown with; one concluded against disclosure is finished, too."""
    if state.passed:
        return "已通过", "ok"
    return ("已审查", "neutral") if state.complete else ("未审完", "warn")


def row_label(number: int) -> str:
    """Return the label of a row of annual table 三, its group before it (国办公开办函〔2021〕30号)."""
    row = next(row for row in resources.load_annual_rows() if row.number == number)
    return f"{row.group}：{row.label}" if row.group else row.label


def _lapse(office: Office, case: CaseFile, row: FactRow) -> str:
    if case.clock is None:
        return ""
    party = row.kind.removesuffix("_received")
    for item in case.clock.history.consultations:
        if (item.party, item.label) == (party, row.label):
            lapse = item.lapse(office.calendar, office.periods)
            return f"15 个工作日，至 {lapse:%m-%d}" if lapse else ""
    return ""


def _signed(office: Office, detail: dict[str, Any]) -> str:
    role = signer_label(office, str(detail.get("role", "")))
    return _joined(role, detail.get("name"), detail.get("opinion"))


def _joined(*parts: object) -> str:
    return "；".join(" ".join(str(part).split()) for part in parts if part)


def _served(detail: dict[str, Any]) -> str:
    way = SERVICE_WAYS.get(str(detail.get("way", "")), ("", ""))[0]
    number = f"邮件号 {detail['tracking']}" if detail.get("tracking") else ""
    return _joined(way, number, f"签收人 {detail['receiver']}" if detail.get("receiver") else "")


def _printed(detail: dict[str, Any]) -> str:
    titles = [str(title) for title in detail.get("titles", ())]
    what = "、".join(titles[:2]) + (f"等 {len(titles)} 份文书" if len(titles) > 2 else "")
    if size := detail.get("envelope"):
        what = "邮寄面单" if size == "A4" else f"{size} 信封"
        what += f"（{detail['receiver']}）" if detail.get("receiver") else ""
    pages = f"第 {detail['pages']} 页" if detail.get("pages") else ""
    copies = f"每份打印 {detail['copies']} 份" if int(detail.get("copies", 1)) > 1 else ""
    return _joined(what, pages, copies, detail.get("printer"))


def _fee(detail: dict[str, Any]) -> str:
    unit = "件" if detail.get("basis") == "items" else "页"
    sum_words = f"按{'件' if unit == '件' else '量'}计收：{detail.get('quantity')} {unit}，{detail.get('yuan')} 元"
    return _joined(sum_words, detail.get("number"))


def _dispute(detail: dict[str, Any]) -> str:
    return _joined(
        SUIT_KINDS.get(str(detail.get("kind", "")), ""),
        detail.get("result"),
        detail.get("organ"),
        detail.get("number"),
        PROCEDURES.get(str(detail.get("procedure", "")), ""),
        f"与 {'、'.join(detail['with'])} 同一件" if detail.get("with") else "",
        detail.get("note"),
    )


def _amended(detail: dict[str, Any]) -> str:
    changes = detail.get("changes", {})
    return "；".join(f"{label}：{_short(old) or '空'} → {_short(new) or '空'}" for label, (old, new) in changes.items())


def _short(text: str) -> str:
    words = " ".join(str(text).split())
    return words if len(words) <= 60 else words[:59] + "…"


_TEXTS: dict[str, Callable[[dict[str, Any]], str]] = {
    "arrived": lambda d: _joined(
        channel_label(str(d.get("channel", ""))),
        f"{d['written_by']}代填" if d.get("written_by") else "",
        d.get("difficulty"),
    ),
    "split_off": lambda d: f"拆出 {'、'.join(d.get('into', ()))}",
    "split_from": lambda d: f"由 {d.get('number', '')} 拆出",
    "amended": _amended,
    "received": lambda d: _joined(
        channel_label(str(d.get("channel", ""))),
        f"{d['confirmed_by']}确认" if d.get("confirmed_by") else "",
        d.get("confirmed_how"),
    ),
    "registered": lambda d: f"编号 {d.get('number', '')}",
    "late_entry": lambda d: _joined(d.get("reason")),
    "transferred": lambda d: _joined(
        d.get("department"), d.get("person"), f"{d['term']} 个工作日内反馈" if d.get("term") else "", d.get("number")
    ),
    "reasons_asked": lambda d: _joined(f"{d.get('term')} 个工作日内说明", d.get("note"), d.get("number")),
    "reasons_given": lambda d: _joined("理由合理" if d.get("acceptable") else "理由不合理", d.get("note")),
    "extension_told": lambda d: SERVICE_WAYS.get(str(d.get("way", "")), ("", ""))[0],
    "redo_ordered": lambda d: _joined(
        f"{d.get('decision', '')} {d.get('number', '')}",
        f"至 {d['until']}" if d.get("until") else f"{d.get('days')} {UNITS[str(d.get('unit', WORKING))]}内答复",
    ),
    "clarification_sent": lambda d: _joined(f"补正期限 {d.get('term')} 个工作日", d.get("number")),
    "third_party_sent": lambda d: _joined(d.get("party"), d.get("number")),
    "organ_sent": lambda d: _joined(d.get("party"), d.get("number")),
    "third_party_told": lambda d: _joined(d.get("party"), d.get("ground"), d.get("number")),
    "review_referred": lambda d: _joined(d.get("organ"), d.get("number")),
    "review_answered": lambda d: _joined(d.get("organ"), d.get("conclusion"), d.get("number"), d.get("note")),
    "secret_held": lambda d: _joined(d.get("title"), d.get("level"), d.get("term"), d.get("organ"), d.get("place")),
    "fee_noticed": _fee,
    "fee_paid": lambda d: f"{d.get('yuan')} 元",
    "extended": lambda d: _joined(
        f"延长 {d.get('days')} 个工作日", d.get("reason"), f"批准人 {d['approver']}" if d.get("approver") else ""
    ),
    "excess_delay": lambda d: _joined(f"延迟至 {d.get('until')}", d.get("reason"), d.get("number")),
    "withdrawn": lambda d: _joined(d.get("note"), d.get("number")),
    "searched": lambda d: _joined(d.get("who"), d.get("where"), d.get("words"), d.get("result")),
    "correction_answered": lambda d: _joined(d.get("result"), d.get("content"), d.get("number")),
    "submitted": lambda d: _joined(d.get("opinion")),
    "signed_off": lambda d: _joined(d.get("name"), d.get("post")),
    "finalised": lambda d: _joined(d.get("number"), d.get("reason")),
    "printed": _printed,
    "sealed": lambda d: "盖章的答复书扫描件已存入附件",
    "served": _served,
    "archived": lambda d: _joined(
        f"归档号 {d.get('number', '')}", f"保管 {d['retention_years']} 年" if d.get("retention_years") else ""
    ),
    "imported": lambda d: _joined(d.get("reply_number"), d.get("note")),
    "reconsideration_filed": _dispute,
    "reconsideration_answered": _dispute,
    "reconsideration_decided": _dispute,
    "suit_filed": _dispute,
    "suit_answered": _dispute,
    "suit_decided": _dispute,
}
