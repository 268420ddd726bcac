"""The forms of a 行政复议 or 行政诉讼: its copy received, the organ's answer handed in, its result."""

from __future__ import annotations

from datetime import date

from caseapp.casework.case_views import CaseView
from caseapp.casework.handling.disputes import answer_dispute, open_disputes, record_dispute
from caseapp.casework.office import Done, Office
from caseapp.law.disputes import PROCEDURES, RECONSIDERATION, RESULTS, SUIT, SUIT_KINDS
from caseapp.ui.widgets.fact_dialog import Form, Values
from caseapp.ui.widgets.fields import Field

_KINDS = (
    ("reconsideration_filed", "收到行政复议申请书副本"),
    ("reconsideration_decided", "收到行政复议决定"),
    ("suit_filed", "收到行政起诉状副本"),
    ("suit_decided", "收到行政诉讼裁判"),
)
_SUITS = frozenset({"suit_filed", "suit_decided"})
_FILED = frozenset({"reconsideration_filed", "suit_filed"})
_DECIDED = frozenset({"reconsideration_decided", "suit_decided"})
_ORDERS = (("yes", "责令重新答复或者限期答复"), ("no", "没有责令答复"))


def dispute_form(view: CaseView, today: date) -> Form:
    """Return the form of a dispute filed or decided."""

    def act(office: Office, case_id: int, v: Values, day: date) -> Done:
        kind = v["kind"]
        suit = v.get("suit", "") if kind.startswith(SUIT) else ""
        procedure = v.get("procedure", "") if kind == "reconsideration_filed" else ""
        return record_dispute(
            office,
            case_id,
            kind,
            v["on"],
            day,
            result=v.get("result", ""),
            suit_kind=suit,
            orders_reply=v.get("orders", "yes") == "yes",
            procedure=procedure or ("ordinary" if kind == "suit_filed" else ""),
            number=v["number"],
            organ=v.get("organ", "") if kind in _FILED else "",
            also=v.get("also", ()) if kind in _FILED else (),
            dispute=v.get("which", "") if kind in _DECIDED else "",
        )

    waiting = [*open_disputes(view.case, RECONSIDERATION), *open_disputes(view.case, SUIT)]
    which = tuple((d.key, f"{d.label} {d.number or ''}，{d.received} 收到副本") for d in waiting)
    suits, reviewed = ("kind", _SUITS), ("kind", frozenset({"reconsideration_filed"}))
    several = (Field("which", "哪一件", "choice", options=which, when=("kind", _DECIDED)),)
    shared = "同一件复议、诉讼涉及几件申请的，每行一个登记编号，只计一件"
    fields = (
        Field("kind", "登记什么", "choice", options=_KINDS, value="reconsideration_decided" if waiting else None),
        Field("suit", "诉讼类型", "choice", options=tuple(SUIT_KINDS.items()), when=suits),
        Field("procedure", "复议程序", "choice", options=tuple(PROCEDURES.items()), when=reviewed),
        *(several if len(waiting) > 1 else ()),
        Field("result", "结果", "choice", options=tuple((r, r) for r in RESULTS[:3]), when=("kind", _DECIDED)),
        Field("orders", "是否责令答复", "choice", options=_ORDERS, when=("result", frozenset({"纠正"}))),
        Field("on", "收到日期", "day", True, "答复、答辩的期限从收到副本之日起算", value=today),
        Field("number", "案号"),
        Field("organ", "复议机关、法院", when=("kind", _FILED)),
        Field("also", "还涉及哪些申请", "lines", False, shared, when=("kind", _FILED), height=52),
    )
    intro = "结果计入年度表四，没有结果的计“尚未审结”。收到副本后，提交答复、证据和依据的期限列入“今日”。"
    return Form("dispute", "登记复议诉讼", intro, fields, "登记", act)


def answer_dispute_form(view: CaseView, today: date) -> Form:
    """Return the form that records what the organ handed in."""
    dispute = view.case.state.unanswered_dispute

    def act(office: Office, case_id: int, v: Values, day: date) -> Done:
        return answer_dispute(office, case_id, v["on"], v["note"], day)

    label = f"{dispute.label}，{dispute.received} 收到副本。" if dispute else ""
    example = "例如：行政复议答复书、答复书及送达凭证、检索记录、保密审查表"
    fields = (
        Field("on", "提交日期", "day", True, value=today),
        Field("note", "提交的材料", "long", placeholder=example, height=64),
    )
    intro = f"{label}书面答复、作出答复的证据和依据应当在期限内提交，逾期视为没有证据、依据。"
    return Form("answer_dispute", "登记提交答复", intro, fields, "登记", act)
