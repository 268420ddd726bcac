"""Applicant classes (申请人类别) and channels (申请渠道): the fixed lists every room shares."""

from __future__ import annotations

from dataclasses import dataclass

# The six classes of the annual table, in its column order (国办公开办函〔2021〕30号, 表三).
APPLICANT_CLASSES: dict[str, str] = {
    "person": "自然人",
    "enterprise": "商业企业",
    "research": "科研机构",
    "welfare": "社会公益组织",
    "legal": "法律服务机构",
    "other": "其他",
}


@dataclass(frozen=True, slots=True)
class Channel:
    """One way a request arrives, with the receipt rule of 条例第三十一条.

    Attributes:
        label: the Chinese name in forms and ledgers.
        confirmed: True when the 法定收到日 is the day of confirmation, not of arrival.
        rule: the sentence shown beside the date.
        article: the provision.
        reported: the heading under which the annual report counts it; "" = the platform's own name.
    """

    label: str
    confirmed: bool
    rule: str
    article: str
    reported: str


CHANNELS: dict[str, Channel] = {
    "in_person": Channel("当面", False, "当面提交的，以提交之日为收到申请之日", "条例第三十一条第（一）项", "当面"),
    "post": Channel("邮寄", False, "邮寄方式提交的，以签收之日为收到申请之日", "条例第三十一条第（二）项", "信函"),
    "ordinary_mail": Channel(
        "平信", True, "平常信函应当于收到当日与申请人确认，以确认之日为收到申请之日", "条例第三十一条第（二）项", "信函"
    ),
    "platform": Channel(
        "网络平台", True, "通过互联网渠道提交的，以双方确认之日为收到申请之日", "条例第三十一条第（三）项", ""
    ),
    "email": Channel(
        "电子邮件", True, "通过互联网渠道提交的，以双方确认之日为收到申请之日", "条例第三十一条第（三）项", "电子邮件"
    ),
    "fax": Channel("传真", True, "通过传真提交的，以双方确认之日为收到申请之日", "条例第三十一条第（三）项", "传真"),
    "oral": Channel(
        "口头代填", False, "书面确有困难的口头提出、本机关代填，以提出之日为收到申请之日", "条例第二十九条", "当面"
    ),
}

# Ways of serving a reply (送达): label, and the word for the day that counts (国办公开办函〔2016〕235号).
SERVICE_WAYS: dict[str, tuple[str, str]] = {
    "post": ("邮寄（邮政企业）", "交邮"),
    "direct": ("直接送达", "签收"),
    "entrusted": ("委托送达", "签收"),
    "email": ("电子邮件", "发出"),
    "platform": ("网络平台", "发出"),
    "fax": ("传真", "发出"),
}

ONLINE_SERVICE = frozenset({"email", "platform"})

REPORT_CHANNELS: tuple[str, ...] = ("当面", "信函", "", "电子邮件", "传真")


def class_id(label: str) -> str | None:
    """Return the id of an applicant class by its Chinese label, or None."""
    return next((key for key, name in APPLICANT_CLASSES.items() if name == label), None)
