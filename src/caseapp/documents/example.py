"""A made-up case to try templates with: a new wording is seen, and tested, before a real letter carries it."""

from __future__ import annotations

from datetime import date
from typing import Any

from caseapp.documents.templates import Slot, Template

_DAY = date(2026, 11, 24)
_OFFICE = {
    "name": "某某市统计局", "code": "某统依复", "address": "某某市某某路1号", "postcode": "272000",
    "phone": "0537-0000000", "contact": "张某", "foi_unit": "办公室",
}
_CASE = {
    "number": "2026-019", "applicant": "王某", "applicant_class": "自然人", "is_person": True, "channel": "网络平台",
    "arrived": date(2026, 10, 8), "received": date(2026, 10, 8), "due": date(2026, 11, 25),
    "request": "2025年全市规模以上工业企业单位数", "form_wanted": "电子文档", "obtain_way": "电子邮件",
    "phone": "0537-0000001", "email": "wang@example.cn", "address": "某某市某某街2号", "postcode": "272000",
    "id_kind": "居民身份证", "id_number": "370800199001010000", "agent": "", "department": "工业统计科",
    "handler": "张某", "note": "", "outcome": "予以公开", "reasoned": "补不补：都没有，继续办理。",
}
_ITEMS = 2
_LETTER: dict[str, Any] = {
    "number": "某统依复〔2026〕118号", "date": _DAY, "basis": "《中华人民共和国政府信息公开条例》第三十六条第（二）项",
    "remedy": ["如对本答复书不服，可以自收到本答复书之日起六十日内依法申请行政复议，"
               "也可以自收到本答复书之日起六个月内依法提起行政诉讼。"],
    "history": ["因申请公开的信息涉及第三方，本机关于2026年10月21日书面征求其意见，2026年11月11日收到意见。"],
    "items": [{"asked": "2025年统计公报", "outcome": "provided", "conclusion": "该项信息予以公开。"},
              {"asked": "企业名录", "outcome": "forbidden_by_law", "conclusion": "该项信息不予公开。"}],
}
_REVIEW = {
    "title": "2025年工业汇总表", "department": "工业统计科", "formed": "2026-02-03", "carrier": "数据表", "pages": "5",
    "audience": "申请人", "publicity": "依申请公开", "conclusion": "同意公开", "reason": "没有不予公开的内容",
    "groups": [{"name": "一、涉密与工作秘密", "items": [
        {"id": "K1", "question": "标有密级？", "answer": "否", "basis": "保密法", "note": ""}]}],
    "signers": [{"role": "承办人", "name": "李某", "opinion": "同意", "date": "2026-11-20"}],
    "file": "汇总表（遮盖版）.pdf", "mark": "0" * 16, "sheet": [1, 1],
    "masks": [{"where": "第 1 页", "what": "身份证号", "why": "个人信息"}],
    "kept": [{"what": "固定电话 1 处", "why": "本机关办公电话"}],
}
_FILE = {
    "number": "XXGK-2026-019", "years": 10, "from": "2026-10-08", "until": "2026-12-10", "count": 1, "pages": 2,
    "uncounted": 0, "entries": [{"place": 1, "number": "", "by": "王某", "title": "申请表", "date": "2026-10-08",
                                 "pages": 2, "leaf": "", "note": ""}],
}
_BUNDLE = {
    "entries": [{"place": 1, "title": "申请表", "number": "", "date": "2026-10-08", "leaf": "1-2",
                 "source": "申请人提交", "proves": "申请人提出申请的时间、方式和内容"}],
    "beside": [{"place": 2, "title": "汇总表.xlsx", "date": "2026-11-20", "note": "不是可以排成页的文件"}],
    "grounds": [{"name": "条例第三十一条", "gist": "收到申请之日按提交方式确定"}], "handler": "张某",
}
_MOVES = {
    "notices": [{"year": 2027, "source": "放假安排通知", "rest": 26, "work": 6}],
    "cases": [{"number": "2026-031", "applicant": "王某", "before": "2027-01-04", "after": "2027-01-05"}],
}
_STATEMENT = {
    "status": "余 2 个工作日", "arrived": "2026-10-08", "received": "2026-10-08", "receipt_rule": "条例第三十一条",
    "base": "2026-10-08", "due": "2026-11-25", "served": "尚未送达", "excluded": 6, "shared": 0, "handler": "张某",
    "conclusion": "最迟于2026-11-25答复。", "article": "条例第三十三条第二款", "notes": ["没有其他情况。"],
    "events": [{"day": "2026-10-08", "text": "收到申请", "article": "条例第三十一条"}],
    "intervals": [{"first": "2026-10-22", "last": "2026-11-11", "days": 15, "text": "征求第三方意见",
                   "end": "收到意见", "article": "条例第三十三条第三款"}],
    "days": [{"dates": "2026-10-09", "weekday": "周五", "mark": "计入", "count": 1, "reason": "工作日"}],
    "grounds": [{"name": "自次日起算", "gist": "期间开始之日不计算在内"}],
    "notices": [{"name": "2026 年放假安排", "addresses": "www.gov.cn"}],
}


def example_context(template: Template) -> dict[str, Any]:
    """Return everything a template may print, for a made-up case, each blank filled with its example."""
    slots = {slot.name: _answer(slot) for slot in template.slots}
    slots |= {f"item_{n}": "已经办理" for n in range(1, _ITEMS + 1)}
    return {
        "office": dict(_OFFICE), "case": dict(_CASE), "letter": dict(_LETTER), "slots": slots, "review": _REVIEW,
        "facts": [{"date": date(2026, 10, 8), "text": "收到申请"}, {"date": _DAY, "text": "定稿"}],
        "moves": _MOVES, "file": _FILE, "bundle": _BUNDLE,
        "statement": _STATEMENT,
    }


def _answer(slot: Slot) -> Any:  # noqa: ANN401 -- the slot's type decides
    if slot.type == "date":
        return _DAY
    if slot.type == "int":
        return 15
    if slot.type == "choice":
        return slot.choices[0]
    words = slot.example or slot.label
    return [words, "第二项"] if slot.type == "list" else words
