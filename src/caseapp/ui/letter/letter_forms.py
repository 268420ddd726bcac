"""The forms of a reply's way out: 送签, 签发, 定稿, 存入盖章件."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from caseapp.casework.files import read_file
from caseapp.casework.letters.drafting import ReplyDraft
from caseapp.casework.letters.letter_views import LetterView, changes_since
from caseapp.casework.letters.replying import attach_sealed, finalise, sign_off, submit
from caseapp.casework.office import Done, Office
from caseapp.casework.texts import clean
from caseapp.law.letter_facts import Finding
from caseapp.ui.widgets.fact_dialog import Form, Values
from caseapp.ui.widgets.fields import Field


def submit_form(today: date) -> Form:
    """Return the form of 送签, which prints the 审批单."""

    def act(office: Office, case_id: int, v: Values, day: date) -> Done:
        return submit(office, case_id, v["on"], v["opinion"], day)

    fields = (
        Field("opinion", "拟办意见", "long", placeholder="例如：拟予以公开，提供材料 5 页，邮寄送达", height=80),
        Field("on", "送签日期", "day", True, value=today),
    )
    intro = "保存后生成审批单；打印后连同答复书草稿、保密审查表一并呈批。"
    return Form("submit", "送签答复书", intro, fields, "送签", act)


def sign_off_form(view: LetterView, today: date) -> Form:
    """Return the form of 签发."""

    def act(office: Office, case_id: int, v: Values, day: date) -> Done:
        return sign_off(office, case_id, v["on"], v["name"], v["post"], day)

    fields = (
        Field("name", "签发人", "person", True, options=tuple((name, name) for name in view.people)),
        Field("post", "职务"),
        Field("on", "签发日期", "day", True, "审批单上签发的日期；不早于送签日期", value=today),
    )
    intro = "按审批单登记。成文日期空着的，就是签发日期（GB/T 9704—2012）。"
    return Form("sign_off", "登记签发", intro, fields, "登记签发", act)


def finalise_form(view: LetterView, draft: ReplyDraft, findings: Sequence[Finding]) -> Form:
    """Return the form of 定稿; warnings and a renewed letter ask for a reason."""

    def act(office: Office, case_id: int, v: Values, day: date) -> Done:
        return finalise(office, case_id, day, number=v["number"], reason=v.get("reason", ""), draft=draft)

    fields = [
        Field("number", "文号", hint="空着由程序取号；OA 已经取号的照填", placeholder=view.number.replace("　", " … "))
    ]
    if findings or view.earlier:
        label = "理由" if findings else "重新定稿的原因"
        fields.append(Field("reason", label, "long", True, "理由记入操作日志，不能删除", height=72))
    warnings = "".join(f"\n提醒：{finding.text}" for finding in findings)
    changed = "".join(f"\n{line}。" for line in changes_since(view, draft))
    if view.earlier:
        version = view.earlier.version
        changed = f"\n与第 {version} 版相比：{changed or '填写的内容没有改动。'}"
    intro = f"定稿后取号并冻结答复书，内容不能再改。{changed}{warnings}"
    return Form("finalise", "定稿答复书", intro, tuple(fields), "定稿", act)


def sealed_form(today: date) -> Form:
    """Return the form that keeps the scan of the sealed letter."""

    def act(office: Office, case_id: int, v: Values, day: date) -> Done:
        name, data = read_file(clean(v["file"], "盖章件文件", 4096, required=True))
        return attach_sealed(office, case_id, name, data, v["on"], day)

    fields = (
        Field("file", "盖章件文件", "file", True, "盖章答复书的扫描件，PDF 或者图片"),
        Field("on", "用印日期", "day", True, value=today),
    )
    intro = "打印定稿、盖章、扫描后存入；通过平台、邮箱送达的就是这一份。"
    return Form("attach_sealed", "存入盖章件", intro, fields, "存入盖章件", act)
