"""The forms that end a case: withdrawal, service, archiving, and the disputes that may follow."""

from __future__ import annotations

from datetime import date

from caseapp.casework.case_views import CaseView
from caseapp.casework.files import read_file
from caseapp.casework.handling import amending, procedure, service
from caseapp.casework.office import Done, Office
from caseapp.law.facts import Fact
from caseapp.law.parties import SERVICE_WAYS
from caseapp.ui.widgets.fact_dialog import Form, Values
from caseapp.ui.widgets.fields import Field


def withdraw_form(view: CaseView, today: date) -> Form:
    """Return the form of a withdrawal by the applicant."""
    def act(office: Office, case_id: int, v: Values, day: date) -> Done:
        return procedure.withdraw(office, case_id, v["on"], v["note"], day)

    fields = (
        Field("on", "撤回日期", "day", True, value=today),
        Field("note", "撤回说明", "long", placeholder="申请人怎样提出的；书面材料请存入附件", height=80),
    )
    intro = "申请人主动撤回的终结办理，年度表三计入“其他处理”。保存后生成终结办理告知书，不写救济途径。"
    return Form(
        "withdraw", "登记撤回", intro, fields, "登记撤回", act, lambda v: Fact("withdrawn", v["on"])
    )


def serve_form(view: CaseView, today: date) -> Form:
    """Return the form of service, the planned way chosen."""
    def act(office: Office, case_id: int, v: Values, day: date) -> Done:
        proof = read_file(v["proof"]) if v["proof"] else None
        return service.serve(
            office,
            case_id,
            v["way"],
            v["on"],
            day,
            tracking=v.get("tracking", ""),
            receiver=v.get("receiver", ""),
            proof=proof,
        )

    ways = tuple((key, f"{label}，以{word}之日为准") for key, (label, word) in SERVICE_WAYS.items())
    judged = "交邮、签收或者发出之日；是否按期以这一天为准"
    if view.case.state.returned:
        judged = "再次送达的日期；是否按期仍以首次交邮之日为准"
    final = next((f for f in reversed(view.case.state.facts) if f.kind == "finalised"), None)
    planned = final.detail.get("serve_way", "post") if final else "post"
    fields = (
        Field("way", "送达方式", "choice", options=ways, value=planned),
        Field("on", "送达日期", "day", True, judged, value=today),
        Field("tracking", "邮件号", required=True, when=("way", frozenset({"post"}))),
        Field("receiver", "签收人", required=True, when=("way", frozenset({"direct", "entrusted"}))),
        Field("proof", "送达凭证", "file", hint="交邮回执、签收页、发送截图；可以以后存入附件"),
    )
    return Form(
        "serve",
        "登记送达",
        "邮寄以交邮之日、直接送达以签收之日为准（国办公开办函〔2016〕235号）；电子邮件、平台、传真以发出之日为准是通行做法。",
        fields,
        "登记送达",
        act,
        lambda v: Fact("served", v["on"]),
    )


def archive_form(view: CaseView, today: date) -> Form:
    """Return the form of archiving."""
    def act(office: Office, case_id: int, v: Values, day: date) -> Done:
        return service.archive(office, case_id, v["number"], v["on"], day)

    fields = (
        Field("number", "归档号", required=True, placeholder=f"例如：XXGK-{view.case.row.number}"),
        Field("on", "归档日期", "day", True, value=today),
    )
    intro = "登记接收、审核、办理、答复、归档的全过程（条例第四十五条）。保存后生成登记表、卷内目录和备考表，打印入卷。"
    return Form("archive", "归档", intro, fields, "归档", act)


def amend_form(_view: CaseView, today: date) -> Form:
    """Return the form that answers a request to correct a record about the applicant."""

    def act(office: Office, case_id: int, v: Values, day: date) -> Done:
        return amending.answer_correction(
            office,
            case_id,
            v["on"],
            v["received"],
            v["content"],
            v["result"],
            v["reason"],
            day,
            organ=v.get("organ", ""),
            number=v["number"],
            served_online=v.get("online", False),
        )

    elsewhere = ("result", frozenset({amending.FORWARDED, amending.DIRECTED}))
    refused = ("result", frozenset({amending.REFUSED}))
    fields = (
        Field("received", "收到更正申请的日期", "day", True, value=today),
        Field("content", "要求更正的记录", "long", True, "写信息的名称和要求更正的内容", height=52),
        Field("result", "处理结果", "choice", options=tuple((result, result) for result in amending.RESULTS)),
        Field("organ", "有权更正的机关", required=True, when=elsewhere),
        Field("online", "通过互联网送达，写明网上申请行政复议的渠道", "check", when=refused),
        Field("reason", "核实的情况", "long", True, "查了什么、结果怎样；更正的写更正前后的内容", height=64),
        Field("number", "文号", hint="空着由程序取号；OA 已经发出的照填"),
        Field("on", "告知日期", "day", True, value=today),
    )
    return Form(
        "answer_correction",
        "办理更正申请",
        "申请人有证据证明与其自身相关的信息不准确、要求更正的（条例第四十一条）。不计入年度表三；汇总数据的修订不在此列。",
        fields,
        "生成告知书",
        act,
        lambda v: Fact("correction_answered", v["on"]),
    )
