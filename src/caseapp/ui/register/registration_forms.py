"""The forms that change what was registered: its fields, one request into several, and the last step taken back."""

from __future__ import annotations

from datetime import date

from caseapp.casework.case_views import CaseView
from caseapp.casework.handling.undoing import DEFAULT_REASON, TITLE, LastChange, undo_last
from caseapp.casework.office import Done, Office
from caseapp.casework.receiving.parties import MANDATES, joint_words
from caseapp.casework.receiving.registration import CHOICES, JOINT, TEXTS, amend_registration
from caseapp.casework.receiving.splitting import split_case
from caseapp.law.request_parts import numbered_parts
from caseapp.ui.widgets.fact_dialog import Form, Values
from caseapp.ui.widgets.fields import Field

_LONG = frozenset({"request", "note"})


def amend_registration_form(view: CaseView) -> Form:
    """Return the form that changes what was registered; the old words stay in the timeline."""
    row = view.case.row

    def act(office: Office, case_id: int, v: Values, day: date) -> Done:
        given = {key: str(v[key] or "") for key in v if key != "reason"}
        return amend_registration(office, case_id, row.version, given, str(v["reason"]), day)

    def field(key: str) -> Field:
        if key in CHOICES:
            label, options = CHOICES[key]
            offered = tuple(options.items()) if key != "mandate" else (("", "没有代理人或者不清楚"), *MANDATES.items())
            return Field(key, label, "choice", options=offered, value=getattr(row, key))
        if key == "joint":
            return Field(key, JOINT, value=joint_words(row.joint), placeholder="姓名 证件号码 电话；姓名 …")
        kind = "long" if key in _LONG else "text"
        return Field(key, TEXTS[key][0], kind, key in ("applicant", "request"), value=getattr(row, key), height=72)

    order = ("applicant_class", "channel", *[key for key in TEXTS if key != "note"], "note")
    keys = list(order)
    keys.insert(keys.index("agent"), "joint")
    keys.insert(keys.index("agent_phone") + 1, "mandate")
    fields = (*map(field, keys), Field("reason", "更改原因", "long", True, "原来的内容保留在时间线上", height=52))
    intro = "只改登记时写错、写漏的内容。收到日期不在这里改，请在时间线上更正；法定收到日不随渠道自动改变。"
    return Form(f"amend:{row.version}", "更改登记信息", intro, fields, "保存更改", act)


def split_form(view: CaseView, today: date) -> Form:
    """Return the form that splits a request into cases; what the request numbers itself is already apart."""
    request = view.case.row.request

    def act(office: Office, case_id: int, v: Values, day: date) -> Done:
        return split_case(office, case_id, v["parts"], day)

    parts = numbered_parts(request)
    hint = "每行一件，第一行留在本件，其余各成一件，收到日期、申请人相同"
    fields = (Field("parts", "拆成", "lines", True, hint, value=parts or [" ".join(request.split())], height=180),)
    intro = (
        "一份申请里有几件互不相干的事，可以按“一事一申请”拆开办理，每件单独计数、单独答复。"
        "也可以不拆，在一份答复里逐项答复。"
    )
    return Form("split", "拆分登记", intro, fields, "拆分登记", act)


def undo_form(change: LastChange) -> Form:
    """Return the form that takes the last change back, saying what that does."""

    def act(office: Office, case_id: int, v: Values, day: date) -> Done:
        return undo_last(office, case_id, day, reason=str(v["reason"]), change_id=change.id)

    effects = "；".join(change.effects)
    told = f"上一步：{change.title}（{change.who}，{change.at:%Y-%m-%d %H:%M}）。"
    intro = f"{told}\n撤销后：{effects}。原来的记录保留可查。"
    fields = (Field("reason", "撤销原因", value=DEFAULT_REASON),)
    return Form(f"undo:{change.id}", TITLE, intro, fields, "撤销", act)
