"""The forms of the 保密审查: a 公开件 stored or taken back, a classified paper noted, 送审 answered, a signed scan."""

from __future__ import annotations

from datetime import date

from caseapp.casework.case_views import CaseView
from caseapp.casework.files import attach, read_file
from caseapp.casework.office import Done, Office
from caseapp.casework.review.materials import LEVELS, hold_secret, withdraw_material
from caseapp.casework.review.referring import record_referral
from caseapp.casework.review.reviewing import attach_signed
from caseapp.casework.texts import clean
from caseapp.law.facts import Fact
from caseapp.law.review import CONCLUSIONS
from caseapp.ui.widgets.fact_dialog import Form, Values
from caseapp.ui.widgets.fields import Field


def material_form() -> Form:
    """Return the form that stores a file as 公开件, after the question about state secrets."""

    def act(office: Office, case_id: int, v: Values, day: date) -> Done:
        name, data = read_file(clean(v["file"], "公开件文件", 4096, required=True))
        return attach(office, case_id, "material", name, data, day, not_secret=v["not_secret"], note=v["note"])

    fields = (
        Field("file", "公开件文件", "file", True, "PDF、.docx、.xlsx、.csv、.txt 或者扫描图片，不超过 50 MB"),
        Field("note", "附件说明"),
        Field("not_secret", "已确认这份文件不含国家秘密", "check"),
    )
    return Form(
        "material",
        "添加公开件",
        "国家秘密不得进入非涉密计算机（保密法第三十一条）：标有密级的不存入，只用“涉密的只登记”。存入时程序会查看内容，帮助审查。",
        fields,
        "存入公开件",
        act,
    )


def withdraw_form(attachment_id: int, name: str) -> Form:
    """Return the form that takes a 公开件 back."""

    def act(office: Office, case_id: int, v: Values, day: date) -> Done:
        return withdraw_material(office, case_id, attachment_id, v["reason"], day)

    fields = (Field("reason", "撤下的原因", "long", True, height=64),)
    intro = f"“{name}”撤下后不再作为公开件，仍留在附件中可查；撤下遮盖稿的，原件重新成为公开件。"
    return Form(f"withdraw:{attachment_id}", "撤下公开件", intro, fields, "撤下", act)


def secret_form(_view: CaseView, today: date) -> Form:
    """Return the form that notes a classified paper and stores nothing of it."""

    def act(office: Office, case_id: int, v: Values, day: date) -> Done:
        return hold_secret(
            office, case_id, v["on"], v["title"], v["level"], v["term"], v["organ"], v["place"], day
        )

    fields = (
        Field("title", "材料名称", hint="名称本身涉密的不填"),
        Field("level", "密级", "choice", options=tuple((level, level) for level in LEVELS)),
        Field("term", "保密期限", required=True, placeholder="例如：10年，或者解密日期"),
        Field("organ", "定密机关", required=True),
        Field("place", "纸质件存放处", required=True, placeholder="例如：局保密室 2 号柜"),
        Field("on", "登记日期", "day", True, value=today),
    )
    intro = "只登记不涉密的要素，文件的内容、图片一律不存入（保密法第三十一条）。"
    return Form(
        "hold_secret", "登记涉密材料（未存入）", intro, fields, "登记", act, lambda v: Fact("secret_held", v["on"])
    )


def referral_form(view: CaseView, today: date) -> Form:
    """Return the form that records the answer to a 送审."""

    def act(office: Office, case_id: int, v: Values, day: date) -> Done:
        return record_referral(office, case_id, v["on"], v["conclusion"], v["number"], v["note"], day)

    fields = (
        Field("conclusion", "答复的意见", "choice", options=tuple((c, c) for c in CONCLUSIONS[:3])),
        Field("number", "答复的文号"),
        Field("note", "答复内容", "long", height=64),
        Field("on", "收到答复日期", "day", True, value=today),
    )
    waiting = view.case.state.referral_waiting
    intro = f"登记{waiting or '有关部门'}对送审的答复，审查表按答复下结论（条例第十七条）。"
    return Form(
        "record_referral",
        "登记送审答复",
        intro,
        fields,
        "登记答复",
        act,
        lambda v: Fact("review_answered", v["on"]),
    )


def signed_form(attachment_id: int | None) -> Form:
    """Return the form that keeps the scan of the signed 审查表."""

    def act(office: Office, case_id: int, v: Values, day: date) -> Done:
        name, data = read_file(clean(v["file"], "扫描件", 4096, required=True))
        return attach_signed(office, case_id, name, data, day, attachment_id=attachment_id)

    fields = (Field("file", "扫描件", "file", True, "逐人签字后扫描的 PDF 或者图片"),)
    intro = "签字的审查表与打印的审查表、答复书连在一起；审查表打印之后有修改的，先重新打印。"
    return Form(f"signed_review:{attachment_id}", "存入签字的审查表", intro, fields, "存入", act)
