"""Contexts to fill templates with: everything given, and nothing given."""

from __future__ import annotations

from datetime import date
from typing import Any

from caseapp.documents.templates import Slot, Template

OFFICE = {
    "name": "济宁市统计局", "code": "济统依复", "address": "济宁市任城区红星中路19号", "postcode": "272000",
    "phone": "0537-2200000", "contact": "张敏", "foi_unit": "办公室",
}
CASE = {
    "number": "2026-019", "applicant": "王喆𬱟䶮", "applicant_class": "自然人", "is_person": True,
    "channel": "网络平台", "arrived": date(2026, 10, 8), "received": date(2026, 10, 8),
    "request": "2025年任城区规模以上工业企业单位数、分行业工业总产值汇总表", "form_wanted": "电子文档",
    "obtain_way": "电子邮件", "phone": "13900000000", "email": "wang@example.cn", "address": "济宁市任城区某某路1号",
    "postcode": "272000", "id_kind": "居民身份证", "id_number": "370811199001010000",
    "agent": "赵某　13900000002　已提交授权委托书", "joint": "李某 13900000001",
    "department": "工业统计科", "handler": "张敏", "note": "", "outcome": "部分公开",
    "reasoned": "补不补：都没有，继续办理，看得出，能据此查找；是不是：提供一份已经形成的信息；给不给：不涉及；"
    "怎么给：能，去掉之后仍有可以提供的内容。依据：《中华人民共和国政府信息公开条例》第三十七条。",
    "due": date(2026, 11, 25),
}
LETTER = {
    "number": "济统依复〔2026〕118号", "date": date(2026, 11, 24),
    "basis": "《中华人民共和国政府信息公开条例》第三十六条第（二）项",
    "remedy": [
        "如对本答复书不服，可以自收到本答复书之日起六十日内依法向济宁市人民政府申请行政复议，"
        "也可以自收到本答复书之日起六个月内依法向济宁市任城区人民法院提起行政诉讼。"
    ],
    "history": ["因申请公开的信息涉及第三方，我局于2026年10月21日书面征求其意见，2026年11月11日收到意见。"],
    "served_online": False,
}
REVIEW = {
    "title": "2025年分行业工业总产值汇总表", "department": "工业统计科", "formed": "2026-02-03", "carrier": "数据表",
    "pages": "5", "audience": "申请人，邮寄", "publicity": "依申请公开",
    "groups": [
        {"name": "一、涉密与工作秘密", "items": [
            {"id": "K1", "question": "标有密级？", "answer": "否", "basis": "保密法第三十五条", "note": ""}]},
        {"name": "五、统计调查对象", "items": [
            {"id": "K13", "question": "汇总单元的调查对象数少于阈值？", "answer": "是", "basis": "统计法第二十八条",
             "note": "附表中有3个行业各只有1家企业"}]},
    ],
    "conclusion": "部分公开", "reason": "遮盖3个行业的总产值后公开",
    "signers": [{"role": "承办人", "name": "李明", "opinion": "建议部分公开", "date": "2026-11-20"},
                {"role": "分管领导", "name": "", "opinion": "", "date": ""}],
    "file": "分行业工业总产值汇总表（遮盖版）.pdf", "mark": "3f5a" * 4, "sheet": [7, 2],
    "masks": [{"where": "第 1 页距左 40 毫米、距上 102 毫米处", "what": "总产值",
               "why": "能识别单个统计调查对象（统计法第二十八条）"},
              {"where": "第 2 页距左 40 毫米、距上 60 毫米处", "what": "身份证号", "why": "个人信息"}],
    "kept": [{"what": "固定电话 2 处", "why": "本机关对外办公电话"}],
}
FACTS = [{"date": date(2026, 10, 8), "text": "收到申请"}, {"date": date(2026, 11, 24), "text": "定稿"}]

FILE = {
    "number": "XXGK-2026-019", "years": 10, "from": "2026-10-08", "until": "2026-12-10", "count": 4, "pages": 9,
    "uncounted": 1,
    "entries": [
        {"place": 1, "number": "", "by": "王喆𬱟䶮", "title": "申请表：申请表扫描件.pdf",
         "date": "2026-10-08", "pages": 2, "leaf": "", "note": ""},
        {"place": 2, "number": "济统依告〔2026〕37号", "by": "济宁市统计局", "title": "政府信息公开第三方征求意见书",
         "date": "2026-10-21", "pages": 2, "leaf": "", "note": ""},
        {"place": 3, "number": "济统依复〔2026〕118号", "by": "济宁市统计局", "title": "政府信息公开部分公开答复书",
         "date": "2026-11-24", "pages": 5, "leaf": "", "note": ""},
        {"place": 4, "number": "", "by": "", "title": "送达凭证：交邮回执.docx", "date": "2026-11-24", "pages": 0,
         "leaf": "", "note": "原件附后"},
    ],
}
BUNDLE = {
    "entries": [
        {"place": 1, "title": "申请表：申请表扫描件.pdf", "number": "", "date": "2026-10-08", "leaf": "1-2",
         "source": "申请人提交", "proves": "申请人提出申请的时间、方式和内容"},
        {"place": 2, "title": "政府信息公开第三方征求意见书", "number": "济统依告〔2026〕37号", "date": "2026-10-21",
         "leaf": "3-4", "source": "本机关制作", "proves": "书面征求第三方意见的时间和内容"},
        {"place": 3, "title": "盖章件：政府信息公开申请答复书（部分公开）", "number": "济统依复〔2026〕12号",
         "date": "2026-11-24", "leaf": "5-9", "source": "本机关制作", "proves": "答复的内容、依据、救济告知和作出日期"},
        {"place": 4, "title": "送达凭证：交邮回执.jpg", "number": "", "date": "2026-11-24", "leaf": "10",
         "source": "送达中取得", "proves": "文书送达的方式和时间"},
    ],
    "beside": [{"place": 5, "title": "公开件：工业总产值汇总表.xlsx", "date": "2026-11-20", "note": "电子文件，另附"}],
    "grounds": [
        {"name": "《中华人民共和国政府信息公开条例》第三十七条", "gist": "办理结果：部分公开"},
        {"name": "条例第三十三条第三款", "gist": "征求第三方和其他机关意见所需时间不计算在答复期限内"},
    ],
    "handler": "张敏",
}
MOVES = {
    "notices": [{"year": 2027, "source": "https://www.gov.cn/notice_2027.htm", "rest": 26, "work": 6}],
    "cases": [
        {"number": "2026-031", "applicant": "王喆", "before": "2027-01-04（暂定）", "after": "2027-01-05"},
        {"number": "2026-032", "applicant": "某某律师事务所", "before": "2027-01-11（暂定）", "after": "2027-01-12"},
    ],
}
STATEMENT = {
    "status": "余 2 个工作日", "arrived": "2026-09-30（周三）", "received": "2026-09-30（周三）",
    "receipt_rule": "当面提交的，以提交之日为收到申请之日（条例第三十一条第（一）项）",
    "base": "2026-09-30（收到申请之日）的次日", "due": "2026-11-05（周四）", "served": "尚未送达",
    "events": [{"day": "2026-09-30（周三）", "text": "收到申请", "article": "条例第三十一条"}],
    "intervals": [{"first": "2026-10-10", "last": "2026-10-16", "days": 6, "text": "征求第三方意见", "end": "收到意见",
                   "article": "条例第三十三条第三款"}],
    "excluded": 6, "shared": 0,
    "days": [
        {"dates": "2026-10-01 至 10-07", "weekday": "周四至三", "mark": "不计", "count": 0, "reason": "国庆节放假"},
        {"dates": "2026-10-08", "weekday": "周四", "mark": "计入", "count": 1, "reason": "工作日"},
    ],
    "conclusion": "第 20 个工作日为 2026-11-05，最迟于当日答复。", "article": "条例第三十三条第二款",
    "notes": ["征求意见书发出后未登记收到的日期。"],
    "grounds": [{"name": "参照行诉解释第四十八条", "gist": "自次日起算"}],
    "notices": [{"name": "2026 年节假日安排通知", "addresses": "https://www.gov.cn/notice_2026.htm"}],
    "handler": "张敏",
}
DAYS = {
    "published": date(2026, 3, 20), "last_day": date(2026, 12, 8), "old_due": date(2026, 11, 5),
    "new_due": date(2026, 11, 26), "earlier_date": date(2026, 5, 12), "given_on": date(2026, 5, 14),
    "notice_date": date(2026, 10, 14), "served": date(2026, 10, 16), "period_from": date(2026, 1, 4),
    "period_until": date(2026, 10, 8), "asked_on": date(2026, 10, 12), "term_end": date(2026, 11, 13),
    "reasons_on": date(2026, 10, 20), "until": date(2026, 12, 31), "searched_on": date(2026, 11, 12),
    "withdrawn_on": date(2026, 11, 23), "received_on": date(2026, 11, 9),
}
ARTICLE = "《中华人民共和国政府信息公开条例》"
BASIS = {
    "reply_already_public": f"{ARTICLE}第三十六条第（一）项",
    "reply_partial": f"{ARTICLE}第三十七条",
    "reply_forbidden_by_law": f"《中华人民共和国统计法》第二十八条和{ARTICLE}第十四条、第三十六条第（三）项",
    "reply_third_party": f"{ARTICLE}第十五条、第三十二条、第三十六条第（三）项",
    "reply_not_existing": f"{ARTICLE}第三十六条第（四）项",
    "reply_not_responsible": f"{ARTICLE}第十条、第三十六条第（五）项",
    "reply_state_secret": f"{ARTICLE}第十四条、第三十六条第（三）项",
    "reply_three_safeties": f"{ARTICLE}第十四条、第三十六条第（三）项",
    "reply_internal_affairs": f"{ARTICLE}第十六条第一款、第三十六条第（三）项",
    "reply_process_information": f"{ARTICLE}第十六条第二款、第三十六条第（三）项",
    "reply_enforcement_file": f"{ARTICLE}第十六条第二款、第三十六条第（三）项",
    "reply_special_query": f"{ARTICLE}第三十六条第（七）项",
    "reply_needs_making": f"{ARTICLE}第三十八条",
    "reply_unclear": f"{ARTICLE}第二十九条、第三十条",
    "reply_petition": f"{ARTICLE}第三十九条第一款",
    "reply_repeated": f"{ARTICLE}第三十六条第（六）项",
    "reply_publication": f"{ARTICLE}第三十九条第二款",
    "reply_excessive": f"{ARTICLE}第三十五条",
    "reply_reconfirmation": "",
    "reply_clarification_lapsed": f"{ARTICLE}第三十条",
    "reply_fee_lapsed": f"{ARTICLE}第四十二条和《政府信息公开信息处理费管理办法》",
}
HISTORY = {
    "reply_unclear": [
        "因申请内容不明确，我局于2026年10月14日告知补正，2026年10月27日收到补正材料，答复期限自收到补正之日起重新计算。"
    ],
}


GIVEN = {
    "reasons_notice": {"requests": 86},
    "fee_notice": {
        "way": "按量计收", "quantity": 52, "amount": 220, "term": 20, "last_day": date(2026, 12, 22),
        "tiers": ["第1页至第30页，不收费", "第31页至第52页，每页10元，计220元"],
    },
    "transfer_slip": {"term": 5, "last_day": date(2026, 12, 1)},
    "assist_letter": {"term": 5, "last_day": date(2026, 12, 1)},
    "secrecy_referral": {"term": 5, "last_day": date(2026, 12, 1)},
}
ITEMS = [
    {"asked": "2025年统计公报", "outcome": "provided",
     "conclusion": f"根据{ARTICLE}第三十六条第（二）项的规定，该项信息予以公开。"},
    {"asked": "规模以上工业企业名录。", "outcome": "forbidden_by_law",
     "conclusion": "根据《中华人民共和国统计法》第二十八条和"
                   f"{ARTICLE}第十四条、第三十六条第（三）项的规定，该项信息不予公开。"},
    {"asked": "1985年乡镇统计年报", "outcome": "not_existing",
     "conclusion": f"根据{ARTICLE}第三十六条第（四）项的规定，告知您该项政府信息不存在。"},
]
ITEM_ANSWERS = [
    "提供《2025年统计公报》", "名录能够识别单个统计调查对象。", "检索了局档案室1985年的全部年报，没有检索到",
]


def slot_value(slot: Slot) -> Any:
    if slot.type == "list":
        return [slot.example or slot.label, "第二项"]
    if slot.type == "date":
        return DAYS[slot.name]
    if slot.type == "int":
        return 15
    if slot.type == "choice":
        return slot.choices[0]
    return slot.example or slot.label


def full_context(template: Template, **case: Any) -> dict[str, Any]:
    """Everything a template may ask for; keyword arguments replace facts of the case."""
    letter = {**LETTER, "basis": BASIS.get(template.id, LETTER["basis"]),
              "history": HISTORY.get(template.id, LETTER["history"])}
    if template.id in ("disclosure_notice", "correction_notice"):
        letter["remedy"] = [text.replace("答复书", "告知书") for text in letter["remedy"]]
    if template.id == "receipt":
        letter["number"] = ""
    slots = {slot.name: slot_value(slot) for slot in template.slots}
    if template.id == "reply_several":
        letter["items"] = ITEMS
        slots |= {f"item_{n}": text for n, text in enumerate(ITEM_ANSWERS, start=1)}
    return {
        "letter": letter, "office": OFFICE, "case": {**CASE, **case}, "review": REVIEW, "facts": FACTS,
        "moves": MOVES, "statement": STATEMENT, "file": FILE, "bundle": BUNDLE,
        "slots": slots | GIVEN.get(template.id, {}),
    }
