"""An office to test with: a fresh record, a filled profile, a clock that stands where it is put."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from caseapp.casework.casefile import CaseFile, load_case
from caseapp.casework.handling import procedure
from caseapp.casework.letters import drafting, replying
from caseapp.casework.office import Office, Profile, save_person, save_profile
from caseapp.casework.receiving import intake
from caseapp.casework.review import reviewing

D = date.fromisoformat
PROFILE = Profile(
    name="济宁市统计局",
    code_reply="济统依复",
    code_notice="济统依告",
    foi_unit="济宁市统计局办公室",
    address="济宁市任城区某某路1号",
    postcode="272000",
    phone="0537-0000000",
    contact="张敏",
    reconsideration_organ="济宁市人民政府",
    superior="山东省统计局",
    court="某某人民法院",
    online_channel="某某网上复议平台",
    platform_name="互动交流平台",
)


@dataclass
class Clock:
    day: date

    def now(self) -> datetime:
        return datetime.combine(self.day, time(9, 30)).astimezone()


_MADE: dict[str, bytes] = {}
"""A fresh record by its day: made once in a run, copied after that, which is twenty times as fast."""


def new_office(path: Path, day: str = "2026-11-02") -> Office:
    clock = Clock(D(day))
    if day not in _MADE:
        office = Office.open(path, who="张敏", now=clock.now, create=True)
        save_profile(office, PROFILE)
        for name in ("刘建国", "孙秀兰", "王立新", "张敏"):
            save_person(office, name)
        office.close()
        _MADE[day] = path.read_bytes()
    path.write_bytes(_MADE[day])
    return open_office(path, clock.day)


def open_office(path: Path, day: date) -> Office:
    return Office.open(path, who="张敏", now=Clock(day).now)


def application(**changes: Any) -> intake.Application:
    values: dict[str, Any] = {
        "channel": "in_person",
        "arrived": D("2026-11-02"),
        "applicant": "王喆",
        "applicant_class": "person",
        "request": "2025年全市地区生产总值。",
        "phone": "0537-0000001",
        "address": "济宁市任城区某某街2号",
    }
    return intake.Application(**(values | changes))


def register(office: Office, today: str = "2026-11-02", **changes: Any) -> int:
    return intake.register(office, application(**changes), D(today)).case_id


def at(office: Office, case_id: int, today: str) -> CaseFile:
    return load_case(office, case_id, D(today))


SLOTS: dict[str, dict[str, Any]] = {
    "provided": {"materials": ["2025年统计公报"], "pages": 3, "way": "随本答复书邮寄纸质复印件"},
    "already_public": {"ways": ["济宁市统计局网站“统计公报”栏目"]},
    "partial": {
        "materials": ["汇总表（遮盖稿）"],
        "withheld": ["3个单元格：可推断单个统计调查对象"],
        "withheld_basis": "《中华人民共和国统计法》第二十八条",
        "pages": 2,
        "way": "随本答复书邮寄纸质复印件",
    },
    "forbidden_by_law": {"content": "企业名录", "reason": "能够识别单个统计调查对象"},
    "third_party_rights": {
        "content": "某企业产值",
        "interest": "商业秘密",
        "opinion": "第三方不同意公开，所提理由合理",
        "reason": "公开会损害竞争利益",
        "weighing": "不公开不会对公共利益造成重大影响",
    },
    "not_existing": {"scope": "档案室、办公系统", "process": "以关键词检索，未发现"},
    "not_responsible": {"reason": "由调查队负责", "organ": "国家统计局济宁调查队"},
    "state_secret": {"level": "秘密", "term": "10年，自2022年6月1日起算", "organ": "某某机关"},
    "three_safeties": {"content": "某某设施明细", "harm": "公共安全", "reason": "公开后安全防护难以保障"},
    "internal_affairs": {"content": "内部轮岗安排", "kind": "人事管理信息", "reason": "只涉及内部管理"},
    "process_information": {"content": "论证会记录", "kind": "讨论记录", "reason": "记载参会人员的个人意见"},
    "enforcement_file": {"content": "询问笔录", "reason": "已归入统计执法检查案卷"},
    "special_query": {
        "kind": "不动产登记资料",
        "rule": "行政法规关于查询登记资料的规定",
        "place": "某某市不动产登记中心",
        "how": "持有效身份证明到查询窗口办理",
    },
    "needs_making": {"existing": "现有的是全市数据", "making": "须逐户重新分类并计算"},
    "unclear_after_clarification": {"unclear": "仍未写明指标"},
    "petition": {"kind": "举报", "reason": "要求调查处理某某单位", "ways": ["执法监督科，电话0537-0000002"]},
    "repeated": {"earlier_number": "济统依复〔2026〕3号", "earlier_date": "2026-03-05", "same": "两次指向同一份表"},
    "publication": {"titles": ["《济宁统计年鉴2025》"], "ways": ["市图书馆可以借阅"]},
    "excessive": {
        "period_from": "2026-01-04",
        "period_until": "2026-11-02",
        "requests": 86,
        "asked_on": "2026-11-03",
        "stated": "个人研究",
        "why_not": "多次申请相近的内容",
    },
    "reconfirmation": {
        "wanted": "重新出具已经获取的信息",
        "given_on": "2026-03-06",
        "given_how": "以济统依复〔2026〕3号答复书提供复印件",
    },
    "clarification_lapsed": {
        "notice_number": "济统依告〔2026〕1号",
        "notice_date": "2026-11-03",
        "served": "2026-11-03",
        "term_end": "2026-11-06",
    },
    "fee_lapsed": {"notice_date": "2026-11-02", "amount": 220, "served": "2026-11-02", "term_end": "2026-11-30"},
}


def lead_up(office: Office, case_id: int, outcome: str) -> tuple[str, dict[str, Any]]:
    """Do what must come before an outcome; return the day to decide it and what the decision itself needs."""
    sent = D("2026-11-03")
    if outcome == "repeated":
        earlier = register(office, applicant="王喆")
        to_sign_off(office, earlier, "provided", "2026-11-03")
        draft = drafting.ReplyDraft(SLOTS["provided"])
        replying.finalise(office, earlier, sent, number="济统依复〔2026〕3号", draft=draft)
    if outcome == "not_existing":
        return "2026-11-10", {"search": {"who": "张敏", "where": "档案室", "words": "产值", "result": "无"}}
    if outcome == "third_party_rights":
        procedure.consult_third_party(office, case_id, sent, "某某公司", "你单位产值", "商业秘密", sent)
        for what, day, agrees in (("received", "2026-11-04", None), ("replied", "2026-11-05", False)):
            procedure.record_consultation(office, case_id, "third_party", what, D(day), D(day), agrees=agrees)
    if outcome in ("unclear_after_clarification", "clarification_lapsed"):
        procedure.ask_clarification(office, case_id, sent, "指标不明", ["所需指标"], 3, "", sent)
    if outcome == "unclear_after_clarification":
        procedure.receive_clarification(office, case_id, D("2026-11-05"), "产值等", D("2026-11-05"))
    if outcome == "excessive":
        procedure.ask_reasons(office, case_id, sent, 3, "多次申请相近的内容", sent)
        procedure.receive_reasons(office, case_id, D("2026-11-05"), "个人研究", D("2026-11-05"), acceptable=False)
    if outcome == "fee_lapsed":
        procedure.notice_fee(office, case_id, D("2026-11-02"), "pages", 52, D("2026-11-02"))
        return "2026-12-01", {}
    return "2026-11-10", {}


def pass_review(office: Office, case_id: int, day: str, *, conclusion: str = "公开", **answers: str) -> None:
    sheet = reviewing.answers_all(office, "否", **({"K23": "不涉及", "K24": "是"} | answers))
    today = D(day)
    reviewing.save_review(office, case_id, "公开件", {}, sheet, conclusion, "经逐项审查", today)
    for role, name in (("handler", "张敏"), ("department", "刘建国"), ("reviewer", "孙秀兰"), ("deputy", "王立新")):
        reviewing.sign_review(office, case_id, role, name, "同意", today, today)


def send(office: Office, case_id: int, outcome: str, day: str, way: str = "post") -> None:
    """Send a written reply for signature."""
    draft = drafting.ReplyDraft(SLOTS[outcome], way)
    replying.submit(office, case_id, D(day), "拟同意", D(day), draft=draft)


def to_sign_off(office: Office, case_id: int, outcome: str, day: str, way: str = "post", **more: Any) -> None:
    today = D(day)
    replying.decide_outcome(office, case_id, outcome, today, "理由", today, **more)
    if office.outcomes[outcome].review == "required":
        conclusion = "部分公开" if outcome == "partial" else "公开"
        pass_review(office, case_id, day, conclusion=conclusion)
    send(office, case_id, outcome, day, way)
    replying.sign_off(office, case_id, today, "王立新", "分管领导", today)


def finalise(office: Office, case_id: int, outcome: str, day: str, *, way: str = "post", reason: str = "") -> None:
    draft = drafting.ReplyDraft(SLOTS[outcome], way)
    replying.finalise(office, case_id, D(day), draft=draft, reason=reason)


PDF = b"%PDF-1.4\n% a scan\n"
