"""The forms of letters to others than the applicant, and of the fee: 征求意见, 告知第三方, 保密审查送审, 收费通知."""

from __future__ import annotations

from datetime import date

from caseapp.casework.case_views import CaseView, open_consultations
from caseapp.casework.handling import procedure
from caseapp.casework.handling.consulting import GROUNDS
from caseapp.casework.office import Done, Office
from caseapp.casework.review.referring import refer_review
from caseapp.law.consulted import objections_untold
from caseapp.law.facts import Fact
from caseapp.ui.widgets.fact_dialog import Form, Values
from caseapp.ui.widgets.fields import Field, whole_number

PARTIES = (("third_party", "第三方（条例第三十二条）"), ("organ", "共同制作的机关（条例第三十四条）"))
CONSULTATION_STEPS = (("received", "对方收到征求意见书"), ("replied", "收到对方意见"), ("withdrawn", "撤回征求意见"))


def consult_form(view: CaseView, today: date) -> Form:
    """Return the form that asks a third party or a co-author organ."""

    def act(office: Office, case_id: int, v: Values, day: date) -> Done:
        if v["party"] == "organ":
            return procedure.consult_organ(
                office,
                case_id,
                v["on"],
                v["organ"],
                v["number"],
                day,
                summary=v["made"],
                address=v["organ_address"],
            )
        return procedure.consult_third_party(
            office, case_id, v["on"], v["name"], v["summary"], v["interests"], day, address=v["address"]
        )

    third, organ = ("party", frozenset({"third_party"})), ("party", frozenset({"organ"}))
    fields = (
        Field("party", "征求谁的意见", "choice", options=PARTIES),
        Field("name", "第三方名称", required=True, when=third),
        Field("summary", "涉及的信息", "long", True, "只写与第三方有关的部分，不写申请人", when=third, height=52),
        Field("interests", "可能影响的权益", "long", placeholder="例如：商业秘密、个人隐私", when=third, height=52),
        Field("address", "第三方地址", when=third),
        Field("organ", "机关名称", required=True, when=organ),
        Field("made", "共同制作的信息", "long", placeholder="名称、文号和日期，不写申请人", when=organ, height=52),
        Field("organ_address", "机关地址", when=organ),
        Field("number", "文号", hint="空着由程序取号；OA 已经发出的照填", when=organ),
        Field("on", "发出日期", "day", True, value=today),
    )
    return Form(
        "consult",
        "征求意见",
        "征求意见所需时间不计入答复期限（条例第三十三条第三款）；"
        "第三方逾期不答的由本机关决定，不是视为同意。保存后生成征求意见书和给申请人的告知书。",
        fields,
        "登记发出",
        act,
        lambda v: Fact(f"{v['party']}_sent", v["on"], _next_label(view, v["party"])),
    )


def _next_label(view: CaseView, party: str) -> str:
    count = sum(1 for fact in view.case.facts if fact.kind == f"{party}_sent")
    return str(count + 1) if count else ""


def opinion_form(view: CaseView, today: date) -> Form:
    """Return the form that records what became of a consultation."""
    running = tuple(
        (f"{party}|{label}", f"{dict(PARTIES)[party][:3]}：{words}")
        for party, label, words in open_consultations(view.case)
    )

    def act(office: Office, case_id: int, v: Values, day: date) -> Done:
        party, _, label = (v["which"] or "|").partition("|")
        agrees = {"yes": True, "no": False}.get(v.get("agrees", ""))
        return procedure.record_consultation(
            office, case_id, party, v["what"], v["on"], day, label=label, agrees=agrees, note=v.get("note", "")
        )

    def fact(v: Values) -> Fact | None:
        party, _, label = (v["which"] or "|").partition("|")
        return Fact(f"{party}_{v['what']}", v["on"], label) if party else None

    replied = ("what", frozenset({"replied"}))
    fields = (
        Field("which", "征求意见", "choice", options=running),
        Field("what", "登记什么", "choice", options=CONSULTATION_STEPS),
        Field("on", "日期", "day", True, value=today),
        Field("agrees", "是否同意公开", "choice", options=(("no", "不同意公开"), ("yes", "同意公开")), when=replied),
        Field("note", "意见内容", "long", placeholder="理由要点；回函请存入附件", when=replied, height=80),
    )
    return Form(
        "record_opinion",
        "登记意见",
        "收到意见或者 15 个工作日届满的次日起，答复期限继续计算。",
        fields,
        "登记意见",
        act,
        fact,
    )


def fee_form(_view: CaseView, today: date) -> Form:
    """Return the form of the fee notice."""

    def act(office: Office, case_id: int, v: Values, day: date) -> Done:
        quantity = whole_number(v["quantity"])
        return procedure.notice_fee(office, case_id, v["on"], v["basis"], quantity, day, payment=v["payment"])

    bases = (("items", "按件（当月申请件数，10 件以内免费）"), ("pages", "按量（提供的页数，30 页以内免费）"))
    fields = (
        Field("basis", "收费方式", "choice", hint="按件、按量不能并用", options=bases),
        Field("quantity", "数量", "int", True, placeholder="件数或者页数"),
        Field("payment", "缴费方式", hint="空着用“设置—机关信息”中的缴费方式"),
        Field("on", "通知日期", "day", True, value=today),
    )
    return Form(
        "notice_fee",
        "发收费通知",
        "缴费期限 20 个工作日；缴费次日起答复期限重新计算（国办函〔2020〕109号）。保存后生成收费通知书。",
        fields,
        "登记收费通知",
        act,
        lambda v: Fact("fee_noticed", v["on"]),
    )


def notify_form(view: CaseView, today: date) -> Form:
    """Return the form that tells a third party of a disclosure against its objection."""
    facts = view.case.state.facts
    asked = {f.label: str(f.detail.get("party", "")) for f in facts if f.kind == "third_party_sent"}
    whom = tuple(
        (f"|{f.label}", f"{asked.get(f.label, '')}（{f.on} 表示不同意公开）") for f in objections_untold(facts)
    )

    def act(office: Office, case_id: int, v: Values, day: date) -> Done:
        return procedure.notify_third_party(
            office,
            case_id,
            v["on"],
            v["ground"],
            v["items"],
            v["reason"],
            day,
            label=(v["which"] or "|").removeprefix("|"),
            served_online=v["online"],
        )

    fields = (
        Field("which", "第三方", "choice", options=whom),
        Field("ground", "仍然公开的根据", "choice", options=tuple((ground, ground) for ground in GROUNDS)),
        Field("items", "决定公开的信息", "lines", True, "每行一项，写名称和范围", height=52),
        Field("reason", "理由", "long", True, "写事实，不写申请人", height=80),
        Field("on", "告知日期", "day", True, value=today),
        Field("online", "通过互联网送达，写明网上申请行政复议的渠道", "check"),
    )
    return Form(
        "notify_third_party",
        "告知第三方公开决定",
        "第三方不同意公开而决定公开的，书面告知决定公开的内容和理由（条例第三十二条）。保存后生成告知书，写明救济途径。",
        fields,
        "生成告知书",
        act,
    )


def refer_form(view: CaseView, today: date) -> Form:
    """Return the form that puts information to the organ that can determine it."""

    def act(office: Office, case_id: int, v: Values, day: date) -> Done:
        return refer_review(
            office,
            case_id,
            v["on"],
            v["organ"],
            v["content"],
            v["doubt"],
            day,
            opinion=v["opinion"],
            term=whole_number(v["term"]),
            enclosed=v["enclosed"],
            number=v["number"],
        )

    fields = (
        Field("organ", "送审机关", required=True, placeholder="有关主管部门或者保密行政管理部门"),
        Field(
            "content",
            "送审的信息",
            "long",
            True,
            "只写名称和形成日期；名称本身可能涉密的，不用本程序起草",
            value="、".join(sheet.material for sheet in view.case.reviews)[:300],
            height=52,
        ),
        Field("doubt", "不能确定的问题", "long", True, "不写信息的内容", height=64),
        Field("opinion", "本机关的初步意见", "long", height=52),
        Field("enclosed", "送审材料", "lines", hint="每行一件，注明纸质件的份数", height=52),
        Field("term", "请求答复的期限（工作日）", "int", hint="不写期限的空着"),
        Field("number", "文号", hint="空着由程序取号；OA 已经发出的照填"),
        Field("on", "送审日期", "day", True, value=today),
    )
    return Form(
        "refer_review",
        "保密审查送审",
        "不能确定能否公开的，报有关主管部门或者保密行政管理部门确定（条例第十七条）；审查不停止计时。国家秘密不得录入。",
        fields,
        "生成送审函",
        act,
        lambda v: Fact("review_referred", v["on"]),
    )
