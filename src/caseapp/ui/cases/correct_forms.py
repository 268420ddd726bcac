"""The forms that correct or take back a fact, and the one that adds an attachment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from caseapp.casework.case_views import CaseView
from caseapp.casework.case_words import FactLine
from caseapp.casework.files import ROLES, attach, read_file
from caseapp.casework.handling.correcting import correct_fact, void_fact
from caseapp.casework.office import Done, Office
from caseapp.casework.texts import clean
from caseapp.law.disputes import DISPUTE_KINDS
from caseapp.law.facts import Fact
from caseapp.ui.widgets.fact_dialog import Form, Values
from caseapp.ui.widgets.fields import Field

_EDITABLE = {
    "confirmed_by": "确认人",
    "confirmed_how": "确认方式",
    "department": "承办科室",
    "person": "承办人",
    "organ": "复议机关、法院",
    "tracking": "邮件号",
    "receiver": "签收人",
    "note": "说明",
    "who": "检索人",
    "where": "检索范围",
    "words": "检索词",
    "result": "检索结果",
}
_NUMBERED = {"archived": "归档号"}
# Kinds whose result is a fixed word, not free text.
_FIXED_RESULT = frozenset(
    {*DISPUTE_KINDS, "correction_answered"}
)


@dataclass(frozen=True, slots=True)
class _Editable:
    """One detail of a fact that may be corrected."""

    key: str
    label: str
    value: str


def correction_form(view: CaseView, line: FactLine) -> Form:
    """Return the form that supersedes a fact; the old one stays visible."""
    row = next(r for r in view.case.all_facts if r.id == line.id)
    labels = dict(_EDITABLE)
    if line.kind in _NUMBERED:
        labels["number"] = _NUMBERED[line.kind]
    if line.kind in _FIXED_RESULT:
        labels.pop("result")
    details = [_Editable(k, labels[k], str(v)) for k, v in row.detail.items() if k in labels and isinstance(v, str)]

    def act(office: Office, case_id: int, v: Values, day: date) -> Done:
        changed = {d.key: v[d.key] for d in details if v[d.key] != d.value}
        return correct_fact(office, case_id, line.id, v["on"], v["reason"], day, changed)

    fields = (
        Field("on", "正确的日期", "day", True, f"原来登记为 {line.on}", value=row.on),
        *(Field(d.key, d.label, value=d.value) for d in details),
        Field("reason", "更正原因", "long", True, "原来的记录保留可查，原因记入操作日志"),
    )
    return Form(
        f"correct:{line.id}",
        f"更正：{line.title}",
        "已经发出的告知书写错的，不在这里改：作废这条记录后重新办理。",
        fields,
        "更正",
        act,
        lambda v: Fact(row.kind, v["on"], row.label, {**row.detail}),
        replaces=line.id,
    )


def voiding_form(line: FactLine) -> Form:
    """Return the form that takes a fact back, and the letter it made."""

    def act(office: Office, case_id: int, v: Values, day: date) -> Done:
        return void_fact(office, case_id, line.id, v["reason"], day)

    fields = (Field("reason", "作废原因", "long", True, "原来的记录保留可查，原因记入操作日志"),)
    words = f"{line.on}　{line.text}" if line.text else line.on
    return Form(
        f"void:{line.id}",
        f"作废：{line.title}",
        f"{words}\n作废后期限重新推算；由这条记录生成的告知书、答复书一并作废，文号保留可查。",
        fields,
        "作废",
        act,
    )


def attachment_form() -> Form:
    """Return the form that stores a file with its role, after the question about state secrets."""

    def act(office: Office, case_id: int, v: Values, day: date) -> Done:
        name, data = read_file(clean(v["file"], "附件文件", 4096, required=True))
        return attach(office, case_id, v["role"], name, data, day, not_secret=v["not_secret"], note=v["note"])

    fields = (
        Field("file", "附件文件", "file", True),
        Field("role", "附件类别", "choice", options=tuple(ROLES.items())),
        Field("note", "附件说明"),
        Field("not_secret", "已确认这份文件不含国家秘密", "check"),
    )
    return Form(
        "attach",
        "添加附件",
        "国家秘密不得进入非涉密计算机（保密法第三十一条）。单个附件不超过 50 MB。",
        fields,
        "存入附件",
        act,
    )
