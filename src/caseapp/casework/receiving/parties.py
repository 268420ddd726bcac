"""Parties of a request as typed: joint applicants, the parts of an address, and what is missing of an agent."""

from __future__ import annotations

import re
from dataclasses import dataclass

from caseapp.casework.office import Refused
from caseapp.casework.texts import clean
from caseapp.store.rows import CaseRow

MOST_JOINT = 20
MANDATES: dict[str, str] = {"yes": "已提交授权委托书", "no": "没有授权委托书"}
_MUNICIPALITIES = "北京市|天津市|上海市|重庆市"
_REGION = re.compile(
    rf"(?P<province>[一-龥]{{2,7}}?(?:省|自治区)|{_MUNICIPALITIES})?"
    r"(?P<city>[一-龥]{2,7}?(?:自治州|地区|盟|市(?!场|区|政|中)))?"
    r"(?:[一-龥]{1,7}?(?:自治县|自治旗|新区|开发区|高新区|林区|区(?!域)|县|旗|市(?!场|区|政)))?"
)
_INNER_BLANK = re.compile(r"(?<=[省市区县州盟旗])[ \u3000]+(?=[一-龥])")
_ID = re.compile(r"[0-9]{17}[0-9Xx]|[0-9A-Z]{18}")
_PHONE = re.compile(r"\+?[0-9][0-9-]{5,19}")
_BETWEEN = re.compile(r"[、；;，,\n]")


@dataclass(frozen=True, slots=True)
class Address:
    """An address in the two parts a mailing sheet asks for: province, city and county; the rest."""

    region: str
    rest: str


def address_parts(text: str) -> Address:
    """Return an address with province, city and county apart, as far as they stand at its beginning."""
    text = _INNER_BLANK.sub("", text.strip())
    found = _REGION.match(text)
    # A street may begin like a county: without province or city nothing is taken, nor where nothing would be left.
    region = found[0] if found and (found["province"] or found["city"]) else ""
    return Address(region, text[len(region) :].strip()) if region != text else Address("", text)


def address_hint(region: str, address: str) -> str:
    """Return what an address lacks for posting, "" when nothing is typed or it has province or city."""
    if not address.strip() or region.strip() or address_parts(address).region:
        return ""
    return "地址没有写省、市，邮寄时请补全"


def joint_applicants(text: str) -> list[dict[str, str]]:
    """Return the joint applicants typed as ``姓名 证件号码 电话；姓名 …``, number and phone in any order or left out.

    Raises:
        Refused: too many, a name missing, or something that is neither name nor number.
    """
    text = clean(text, "共同申请人", 2000)
    found: list[dict[str, str]] = []
    for part in (part.strip() for part in _BETWEEN.split(text)):
        if part:
            found.append(_joint(part))
    if len(found) > MOST_JOINT:
        raise Refused(f"共同申请人最多 {MOST_JOINT} 名，现在是 {len(found)} 名；请把名单作为附件保存。")
    names = [other["name"] for other in found]
    if twice := next((name for name in names if names.count(name) > 1), ""):
        raise Refused(f"共同申请人“{twice}”写了两次，请核对。")
    return found


def joint_words(joint: list[dict[str, str]]) -> str:
    """Return joint applicants as they are typed."""
    return "；".join(" ".join(part for part in _values(other) if part) for other in joint)


def applicant_words(row: CaseRow) -> str:
    """Return the applicant as a list shows it: the first of several and how many there are."""
    return f"{row.applicant}等 {len(row.joint) + 1} 人" if row.joint else row.applicant


def agent_words(row: CaseRow) -> str:
    """Return the agent with its numbers and whether there is a 授权委托书; "" where there is none."""
    if not row.agent:
        return ""
    return "　".join(part for part in (row.agent, row.agent_id, row.agent_phone, MANDATES.get(row.mandate, "")) if part)


def names_of(row: CaseRow) -> list[str]:
    """Return every name a letter to somebody else must not tell: the applicants and their agent."""
    return [name for name in (row.applicant, *(other["name"] for other in row.joint), row.agent) if name]


def _values(other: dict[str, str]) -> tuple[str, str, str]:
    return other.get("name", ""), other.get("id_number", ""), other.get("phone", "")


def _joint(part: str) -> dict[str, str]:
    name, number, phone = "", "", ""
    for word in part.split():
        if not number and _ID.fullmatch(word):
            number = word.upper()
        elif not phone and _PHONE.fullmatch(word):
            phone = word
        elif not number and not phone:
            name = f"{name} {word}".strip()
        else:
            raise Refused(f"共同申请人“{part}”看不明白，请写成“姓名 证件号码 电话”，几个人之间用分号隔开。")
    if not name:
        raise Refused(f"共同申请人“{part}”没有写姓名。")
    return {"name": clean(name, "共同申请人", 100), "id_number": number, "phone": phone}
