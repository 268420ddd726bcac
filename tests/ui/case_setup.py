"""Cases at a given place of their way, made with the verbs the window uses."""

from __future__ import annotations

from datetime import date, timedelta

from caseapp.casework.letters import replying
from caseapp.casework.letters.drafting import ReplyDraft
from caseapp.casework.office import Office
from caseapp.casework.receiving import intake
from caseapp.casework.review import reviewing

DAY = date(2026, 11, 2)
WRITTEN = ReplyDraft({"materials": ["2025年粮食产量"], "way": "随本答复书邮寄纸质复印件"})


def registered(path, applicant="王喆", number=1):
    """Return the id of a case received by post on 2026-11-02, registered the day after; due on 2026-11-30."""
    office = Office.open(path, who="张敏")
    try:
        application = intake.Application("post", DAY, applicant, "person", f"第 {number} 件：2025年全市粮食产量。")
        return intake.register(office, application, DAY + timedelta(days=1)).case_id
    finally:
        office.close()


def decided(path, outcome="provided"):
    """Return the id of a registered case with its outcome."""
    case_id = registered(path)
    office = Office.open(path, who="张敏")
    replying.decide_outcome(office, case_id, outcome, date(2026, 11, 3), "可以公开。", date(2026, 11, 3))
    office.close()
    return case_id


def reviewed(path):
    """Return the id of a case whose review is passed and signed on 2026-11-04."""
    case_id, day = decided(path), date(2026, 11, 4)
    office = Office.open(path, who="张敏")
    answers = reviewing.answers_all(office, "否", K23="不涉及", K24="是")
    reviewing.save_review(office, case_id, "粮食产量", {}, answers, "公开", "", day)
    for role, name in (("handler", "张敏"), ("department", "刘建国"), ("reviewer", "孙秀兰"), ("deputy", "王立新")):
        reviewing.sign_review(office, case_id, role, name, "同意", day, day)
    office.close()
    return case_id


def signed(path):
    """Return the id of a case whose reply is signed off on 2026-11-05 and not yet written."""
    case_id, day = reviewed(path), date(2026, 11, 5)
    office = Office.open(path, who="张敏")
    replying.submit(office, case_id, day, "拟予以公开", day, draft=WRITTEN)
    replying.sign_off(office, case_id, day, "王立新", "分管领导", day)
    office.close()
    return case_id
