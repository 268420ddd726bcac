"""A desk in the middle of a working day (演示): fictional open cases, for pictures and for trying the screens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from caseapp import resources
from caseapp.casework.casefile import load_case
from caseapp.casework.handling import procedure, service
from caseapp.casework.letters import drafting, replying
from caseapp.casework.office import Office, Profile, save_person, save_profile
from caseapp.casework.receiving import intake
from caseapp.casework.review import reviewing
from caseapp.law.review import NO

_SIGNERS = (("handler", "张敏"), ("department", "刘建国"), ("reviewer", "孙秀兰"), ("deputy", "王立新"))


@dataclass(slots=True)
class _Moment:
    """The journal's clock while the cases are played."""

    day: date

    def now(self) -> datetime:
        """Return the moment of the demonstration."""
        return datetime.combine(self.day, time(9, 12)).astimezone()


def make_showcase(path: Path) -> date:
    """Build the demonstration record at ``path`` and return the day it is meant to be looked at."""
    data = resources.read_toml("sample/open.toml")
    moment = _Moment(data["today"])
    office = Office.open(path, who="张敏", now=moment.now, create=True)
    try:
        save_profile(office, Profile(**data["office"]))
        for person in data["person"]:
            save_person(office, person["name"], person["department"], person["post"])
        for item in data["case"]:
            _play(office, moment, item)
    finally:
        office.close()
    today: date = data["today"]
    return today


def _play(office: Office, moment: _Moment, item: dict[str, Any]) -> None:
    registered = item.get("confirmed", item["arrived"])
    moment.day = registered
    confirmation = {"confirmed_by": "张敏", "confirmed_how": "电话"} if "confirmed" in item else {}
    application = intake.Application(
        channel=item["channel"],
        arrived=item["arrived"],
        applicant=item["applicant"],
        applicant_class=item["applicant_class"],
        request=item["request"],
        confirmed=item.get("confirmed"),
        phone="0537-0000009",
        address="济宁市某某街6号",
        form_wanted="纸质",
        obtain_way="邮寄",
        **confirmation,
    )
    case_id = intake.register(office, application, registered).case_id
    if item["department"]:
        procedure.transfer(office, case_id, registered, item["department"], "刘建国", registered)
    for name, text, *given in item["steps"]:
        moment.day = date.fromisoformat(text)
        _STEPS[name](office, case_id, moment.day, *given)


def _outcome(office: Office, case_id: int, on: date, outcome: str) -> None:
    replying.decide_outcome(office, case_id, outcome, on, "经核对，可以提供。", on)


def _sheet(office: Office, case_id: int, on: date) -> None:
    case = load_case(office, case_id, on)
    partial = case.outcome is not None and case.outcome.id == "partial"
    given = {"K21": "不涉及", "K22": "否", "K23": "不涉及", "K24": "是"}
    if partial:
        given |= {"K9": "是：含单个企业的产值", "K21": "是：遮盖清单见附件"}
    answers = reviewing.answers_all(office, NO, **given)
    conclusion = "部分公开" if partial else "公开"
    material = case.row.request.rstrip("。")
    reviewing.save_review(office, case_id, material, {"department": "综合科"}, answers, conclusion, "经逐项核对", on)


def _half_review(office: Office, case_id: int, on: date) -> None:
    _sheet(office, case_id, on)
    for role, name in _SIGNERS[:2]:
        reviewing.sign_review(office, case_id, role, name, "同意", on, on)


def _review(office: Office, case_id: int, on: date) -> None:
    _sheet(office, case_id, on)
    for role, name in _SIGNERS:
        reviewing.sign_review(office, case_id, role, name, "同意", on, on)


def _sign(office: Office, case_id: int, on: date) -> None:
    replying.submit(office, case_id, on, "拟同意提供。", on, draft=_draft(office, case_id, on))
    replying.sign_off(office, case_id, on, "王立新", "副局长", on)


def _reply(office: Office, case_id: int, on: date) -> None:
    _sign(office, case_id, on)
    replying.finalise(office, case_id, on)


def _draft(office: Office, case_id: int, on: date) -> drafting.ReplyDraft:
    material = load_case(office, case_id, on).row.request.rstrip("。")
    return drafting.ReplyDraft({"materials": [material], "pages": 3, "way": "随本答复书邮寄纸质复印件"}, "post")


def _seal(office: Office, case_id: int, on: date) -> None:
    from caseapp.documents.pictures import page_png

    reply = load_case(office, case_id, on).reply
    assert reply is not None
    scan = page_png(office.record.document_pdf(reply.id), 0, 1240)
    replying.attach_sealed(office, case_id, "扫描件（未盖章）.png", scan, on, on)


def _serve(office: Office, case_id: int, on: date) -> None:
    service.serve(office, case_id, "post", on, on, tracking="XA00000000137")


def _archive(office: Office, case_id: int, on: date) -> None:
    service.archive(office, case_id, f"XXGK-{load_case(office, case_id, on).row.number}", on, on)


def _consult(office: Office, case_id: int, on: date) -> None:
    summary = "该公司2025年能源消费报表的填报情况"
    procedure.consult_third_party(office, case_id, on, "某某热电有限公司", summary, "涉及商业秘密", on)
    procedure.record_consultation(office, case_id, "third_party", "received", on, on)


def _clarify(office: Office, case_id: int, on: date) -> None:
    unclear, items = "没有写明年份和指标", ["所需指标的名称", "起止年份"]
    procedure.ask_clarification(office, case_id, on, unclear, items, 15, "可以电话咨询本机关。", on)


def _fee(office: Office, case_id: int, on: date, pages: int) -> None:
    procedure.notice_fee(office, case_id, on, "pages", pages, on)


def _extend(office: Office, case_id: int, on: date, days: int) -> None:
    procedure.extend(office, case_id, on, days, "年代久远，需要查找纸质档案", "王立新", on)


_STEPS: dict[str, Callable[..., None]] = {
    "outcome": _outcome,
    "half_review": _half_review,
    "review": _review,
    "sign": _sign,
    "reply": _reply,
    "seal": _seal,
    "serve": _serve,
    "archive": _archive,
    "consult": _consult,
    "clarify": _clarify,
    "fee": _fee,
    "extend": _extend,
}
