"""What is registered of a request (登记信息): its texts cleaned in one place, and changed later with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from caseapp.casework.office import Done, Office, Refused
from caseapp.casework.receiving.parties import MANDATES, joint_applicants, joint_words
from caseapp.casework.texts import REQUEST_LIMIT, clean
from caseapp.casework.working import working
from caseapp.law.parties import APPLICANT_CLASSES, CHANNELS
from caseapp.store.errors import StaleRecord
from caseapp.store.rows import CaseRow

TEXTS: dict[str, tuple[str, int]] = {
    "applicant": ("申请人", 100),
    "id_kind": ("证件类型", 30),
    "id_number": ("证件号码", 40),
    "phone": ("联系电话", 40),
    "email": ("电子邮箱", 100),
    "region": ("省市县", 60),
    "address": ("通信地址", 200),
    "postcode": ("邮政编码", 10),
    "agent": ("代理人", 100),
    "agent_id": ("代理人证件号码", 40),
    "agent_phone": ("代理人电话", 40),
    "request": ("申请内容", REQUEST_LIMIT),
    "form_wanted": ("提供方式", 40),
    "obtain_way": ("获取方式", 40),
    "department": ("承办科室", 50),
    "handler": ("经办人", 30),
    "note": ("备注", 2000),
}
"""Field of the row -> its name and longest length (characters)."""
CHOICES: dict[str, tuple[str, Mapping[str, str]]] = {
    "applicant_class": ("申请人类别", APPLICANT_CLASSES),
    "channel": ("申请渠道", {key: channel.label for key, channel in CHANNELS.items()}),
    "mandate": ("授权委托书", MANDATES),
}
JOINT = "共同申请人"
_REQUIRED = frozenset({"applicant", "request"})
_LINES = frozenset({"request", "note"})
# What a finalised reply prints.
_PRINTED = frozenset({"applicant", "joint", "request", "agent"})


def cleaned(given: Mapping[str, str]) -> dict[str, Any]:
    """Return the fields given as a row takes them.

    Args:
        given: field -> as typed; ``joint`` as ``joint_applicants`` reads it.

    Raises:
        Refused: a text missing, overlong or unreadable, a choice that is none, or a 授权委托书 of no agent.
    """
    found: dict[str, Any] = {}
    for key, (label, limit) in TEXTS.items():
        if key in given:
            found[key] = clean(given[key], label, limit, lines=key in _LINES, required=key in _REQUIRED)
    for key, (label, options) in CHOICES.items():
        if key in given:
            if given[key] not in options and not (key == "mandate" and not given[key]):
                raise Refused(f"{label}应当是{'、'.join(options.values())}之一。")
            found[key] = given[key]
    if "joint" in given:
        found["joint"] = joint_applicants(given["joint"])
        if any(other["name"] == found.get("applicant") for other in found["joint"]):
            raise Refused(f"“{found['applicant']}”已经是申请人，不必再写进共同申请人。")
    return found


def amend_registration(
    office: Office, case_id: int, version: int, given: Mapping[str, str], reason: str, today: date
) -> Done:
    """Change what was registered of a case; the old words stay in the fact that says so.

    Args:
        office: the open record.
        case_id: the case.
        version: of the row when it was read.
        given: field -> as typed, those to be changed or all of them.
        reason: why.
        today: the day it is changed.

    Raises:
        Refused: no reason, nothing changed, a field that cannot be, or one a finalised reply prints.
        StaleRecord: it was changed in another window since it was read.
    """
    reason = clean(reason, "更改原因", 500, required=True)
    with working(office, case_id, "", "更改登记信息", today) as work:
        row = work.case.row
        if row.version != version:
            raise StaleRecord(f"申请“{row.number}”")
        after = replace(row, **cleaned(given))
        if not after.agent:
            after = replace(after, agent_id="", agent_phone="", mandate="")
        changes = _changes(row, after)
        if not changes:
            raise Refused("登记信息没有改动。")
        state = work.case.state
        if state.has("finalised") and not state.closed and _PRINTED & changes.keys():
            labels = "、".join(label for key, (label, _, _) in changes.items() if key in _PRINTED)
            raise Refused(f"定稿的答复书写有{labels}，请先作废定稿，更改后重新定稿。")
        work.change.update_case(after)
        work.changed.add("case")
        told = {label: [before, now] for label, before, now in changes.values()}
        work.add_fact("amended", today, {"changes": told}, reason=reason)
    return work.done()


def _changes(before: CaseRow, after: CaseRow) -> dict[str, tuple[str, str, str]]:
    """Return field -> its name, the old and the new words, of those that differ."""
    found = {}
    for key, (label, _) in TEXTS.items():
        old, new = getattr(before, key), getattr(after, key)
        if old != new:
            found[key] = (label, old, new)
    for key, (label, options) in CHOICES.items():
        old, new = getattr(before, key), getattr(after, key)
        if old != new:
            found[key] = (label, options.get(old, old), options.get(new, new))
    if before.joint != after.joint:
        found["joint"] = (JOINT, joint_words(before.joint), joint_words(after.joint))
    return found
