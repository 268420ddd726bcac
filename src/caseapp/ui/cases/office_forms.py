"""The forms of hand-overs, chase-ups, told extensions, asked reasons, returned mail and ordered replies."""

from __future__ import annotations

from datetime import date

from caseapp.casework.case_views import CaseView
from caseapp.casework.handling import procedure, service
from caseapp.casework.office import Done, Office
from caseapp.law.agenda import HAND_OVER_TERM, REASONS_TERM
from caseapp.law.facts import Fact
from caseapp.law.parties import SERVICE_WAYS
from caseapp.law.rounds import CALENDAR, WORKING
from caseapp.ui.widgets.fact_dialog import Form, Values
from caseapp.ui.widgets.fields import Field, whole_number

WAYS = tuple((key, f"{label}，以{word}之日为准") for key, (label, word) in SERVICE_WAYS.items())
_DECISIONS = (("行政复议决定书", "行政复议决定书"), ("行政判决书", "行政判决书"))
_RECEIVERS = (("department", "本机关科室（转办单）"), ("organ", "其他机关协助（协办函）"))
_PERIODS = ((WORKING, "若干工作日内"), (CALENDAR, "若干日内（自然日）"), ("until", "写明了日期"))


def transfer_form(view: CaseView, today: date) -> Form:
    """Return the form that hands a case to a 承办科室."""

    def act(office: Office, case_id: int, v: Values, day: date) -> Done:
        organ = v["whom"] == "organ"
        return procedure.transfer(
            office,
            case_id,
            v["on"],
            v["organ"] if organ else v["department"],
            v.get("person", ""),
            day,
            term=whole_number(v["term"]),
            organ=organ,
            content=v["content"],
            number=v.get("number", ""),
        )

    inside, outside = ("whom", frozenset({"department"})), ("whom", frozenset({"organ"}))
    fields = (
        Field("whom", "转给谁", "choice", options=_RECEIVERS),
        Field("department", "承办科室", required=True, when=inside),
        Field(
            "person", "承办人", "person", options=tuple((name, name) for name in view.people), when=inside
        ),
        Field("organ", "协办机关", required=True, when=outside),
        Field("number", "文号", hint="空着由程序取号；OA 已经发出的照填", when=outside),
        Field("content", "请办理的事项", "long", placeholder="空着的，请其查找并提出能否公开的意见", height=52),
        Field("on", "转办日期", "day", True, value=today),
        Field("term", "几个工作日内反馈", "int", True, "内部的期限，到期未反馈会提醒催办", value=str(HAND_OVER_TERM)),
    )
    intro = "转办、协办都不停止计时。保存后生成转办单或者协办函。"
    return Form("transfer", "转承办科室", intro, fields, "登记转办", act, lambda v: Fact("transferred", v["on"]))


def chase_form(view: CaseView, today: date) -> Form:
    """Return the form of a chase-up."""

    def act(office: Office, case_id: int, v: Values, day: date) -> Done:
        return procedure.chase(office, case_id, v["on"], v["note"], day)

    fields = (
        Field("on", "催办日期", "day", True, value=today),
        Field("note", "催办说明", "long", placeholder="向谁催办、怎样催办、答应何时反馈", height=64),
    )
    handed = view.case.state.handed_over
    intro = f"{handed.on} 已转{handed.detail.get('department', '')}。内部流转不停止计时。" if handed else ""
    return Form("chase", "催办", intro, fields, "登记催办", act, lambda v: Fact("chased", v["on"]))


def feedback_form(_view: CaseView, today: date) -> Form:
    """Return the form that records what a 承办科室 reported."""

    def act(office: Office, case_id: int, v: Values, day: date) -> Done:
        return procedure.record_feedback(office, case_id, v["on"], v["note"], day)

    fields = (
        Field("on", "反馈日期", "day", True, value=today),
        Field("note", "反馈内容", "long", placeholder="有没有、能不能公开、理由；材料请存入附件", height=80),
    )
    return Form(
        "record_feedback",
        "登记科室反馈",
        "科室意见供判断办理结果用，答复仍以本机关名义作出。",
        fields,
        "登记反馈",
        act,
        lambda v: Fact("department_replied", v["on"]),
    )


def tell_extension_form(view: CaseView, today: date) -> Form:
    """Return the form that records when the applicant was told of an extension."""

    def act(office: Office, case_id: int, v: Values, day: date) -> Done:
        return procedure.tell_extension(office, case_id, v["on"], v["way"], day)

    fields = (
        Field("way", "告知方式", "choice", options=WAYS),
        Field("on", "告知日期", "day", True, "交邮、签收或者发出之日", value=today),
    )
    given = view.case.state.untold_extension
    days = f"{given.on} 决定延期 {given.detail.get('days')} 个工作日。" if given else ""
    intro = f"{days}延期应当在原期限届满前告知申请人（条例第三十三条第二款）。"
    return Form(
        "tell_extension",
        "登记延期告知",
        intro,
        fields,
        "登记告知",
        act,
        lambda v: Fact("extension_told", v["on"]),
    )


def ask_reasons_form(_view: CaseView, today: date) -> Form:
    """Return the form that asks an applicant of excessive requests for reasons."""

    def act(office: Office, case_id: int, v: Values, day: date) -> Done:
        return procedure.ask_reasons(
            office,
            case_id,
            v["on"],
            whole_number(v["term"]),
            v["note"],
            day,
            period=(v["from"], v["until"]),
            requests=whole_number(v["requests"]),
            explain=v["explain"],
        )

    fields = (
        Field("requests", "申请件数", "int", hint="这一期间向本机关提出的件数，与申请清单一致；空着不写期间和件数"),
        Field("from", "统计期间的起日", "day", value=today.replace(month=1, day=1)),
        Field("until", "统计期间的止日", "day", value=today),
        Field("note", "申请的数量、频次", "long", placeholder="怎样明显超过合理范围", height=64),
        Field("explain", "需要说明的事项", "lines", hint="每行一项", height=52),
        Field("term", "说明理由的期限（工作日）", "int", True, "由机关合理确定", value=str(REASONS_TERM)),
        Field("on", "告知日期", "day", True, value=today),
    )
    intro = (
        "申请公开的数量、频次明显超过合理范围的，可以要求申请人说明理由（条例第三十五条）；期限照常计算。"
        "保存后生成告知书。"
    )
    return Form(
        "ask_reasons",
        "要求说明理由",
        intro,
        fields,
        "登记告知",
        act,
        lambda v: Fact("reasons_asked", v["on"]),
    )


def receive_reasons_form(_view: CaseView, today: date) -> Form:
    """Return the form that records the reasons an applicant gave."""

    def act(office: Office, case_id: int, v: Values, day: date) -> Done:
        acceptable = {"yes": True, "no": False}.get(v["acceptable"])
        return procedure.receive_reasons(office, case_id, v["on"], v["note"], day, acceptable=acceptable)

    options = (("no", "理由不合理，可以不予处理"), ("yes", "理由合理，按期答复或者确定延迟期限"))
    fields = (
        Field("on", "收到日期", "day", True, value=today),
        Field("acceptable", "审查意见", "choice", options=options),
        Field("note", "理由要点", "long", placeholder="申请人说明的理由；书面材料请存入附件", height=80),
    )
    return Form(
        "receive_reasons",
        "登记说明的理由",
        "理由不合理的告知不予处理；合理但不能按期答复的，可以确定延迟答复的合理期限（条例第三十五条）。",
        fields,
        "登记理由",
        act,
        lambda v: Fact("reasons_given", v["on"]),
    )


def return_form(_view: CaseView, today: date) -> Form:
    """Return the form that records returned mail."""

    def act(office: Office, case_id: int, v: Values, day: date) -> Done:
        return service.record_return(office, case_id, v["on"], v["reason"], day)

    fields = (
        Field("on", "退回日期", "day", True, value=today),
        Field("reason", "退回原因", required=True, placeholder="例如：拒收、地址不详、逾期未领；退件请存入附件"),
    )
    intro = "退回后应当再次送达；是否按期仍以首次交邮之日为准（通行做法）。"
    return Form(
        "record_return",
        "登记邮件退回",
        intro,
        fields,
        "登记退回",
        act,
        lambda v: Fact("returned", v["on"]),
    )


def order_form(_view: CaseView, today: date) -> Form:
    """Return the form that records a decision ordering a reply."""

    def act(office: Office, case_id: int, v: Values, day: date) -> Done:
        named = v["unit"] == "until"
        return procedure.order_reply(
            office,
            case_id,
            v["on"],
            v["decision"],
            v["number"],
            day,
            days=0 if named else whole_number(v["days"]),
            unit=WORKING if named else v["unit"],
            until=v["until"] if named else None,
        )

    def fact(v: Values) -> Fact:
        detail = {"decision": v["decision"], "number": v["number"]}
        named = v["unit"] == "until"
        period = {"until": v["until"].isoformat()} if named else {"days": whole_number(v["days"]), "unit": v["unit"]}
        return Fact("redo_ordered", v["on"], detail={**detail, **period})

    counted = ("unit", frozenset({WORKING, CALENDAR}))
    fields = (
        Field("decision", "什么决定", "choice", options=_DECISIONS),
        Field("number", "文号", placeholder="决定书、判决书的文号"),
        Field("on", "收到日期", "day", True, "决定送达本机关之日，次日起算", value=today),
        Field("unit", "决定的期限", "choice", options=_PERIODS),
        Field("days", "天数", "int", True, "写“在法定期限内”的，填 20 个工作日", value="20", when=counted),
        Field("until", "写明的日期", "day", True, value=today, when=("unit", frozenset({"until"}))),
    )
    intro = "重新答复的期限由决定确定，不能延期，也不扣除补正和征求意见的时间；年度表只按首次答复计一次。"
    return Form("order_reply", "登记责令答复", intro, fields, "登记责令答复", act, fact)
