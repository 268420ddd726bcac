"""From an e-mail to the registration form: what it fills in, and the files it brings; nothing is written."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from caseapp.casework.files import read_file, refuse_marked
from caseapp.casework.office import Refused
from caseapp.casework.texts import REQUEST_LIMIT
from caseapp.material.errors import MaterialError
from caseapp.material.mail_file import Mail, read_mail


@dataclass(frozen=True, slots=True)
class MailFile:
    """A file attached to a mail that lies on the disk: which mail, which attachment, and the mail's digest then."""

    mail: Path
    part: int
    sha256: str


Source = Path | MailFile


@dataclass(frozen=True, slots=True)
class MailDraft:
    """What a mail fills in.

    Attributes:
        fields: values of the form as a draft keeps them.
        files: role and source of the mail itself and of everything attached.
        remarks: what the handler should look at.
    """

    fields: dict[str, str]
    files: tuple[tuple[str, Source], ...]
    remarks: tuple[str, ...]


def mail_draft(path: Path, today: date) -> MailDraft:
    """Return what an .eml file fills into the form.

    Raises:
        Refused: it cannot be read, is no mail, or carries a 密级 mark anywhere: nothing of it is taken.
    """
    name, data = read_file(path)
    mail = _mail(name, data)
    refuse_marked(path.with_suffix(".eml").name, data)
    remarks = []
    sent = mail.sent
    if sent is None or sent > today:
        sent = today
        remarks.append("邮件没有写明可用的日期，到件日期暂填今天，请核对")
    if not mail.sender:
        remarks.append("邮件没有写明发件人姓名，请按申请内容填写申请人")
    text = mail.text or mail.subject
    if not mail.text:
        remarks.append("邮件没有正文，申请内容暂填邮件主题，请看附件")
    elif mail.from_html:
        remarks.append("正文由网页格式转成文字，请与原邮件核对")
    if len(text) > REQUEST_LIMIT:
        text = text[:REQUEST_LIMIT]
        remarks.append(f"正文超过 {REQUEST_LIMIT} 字，只填入前面的部分，全文在邮件原文中")
    digest = hashlib.sha256(data).hexdigest()
    files: list[tuple[str, Source]] = [("application", path)]
    files += [(_role(part.name), MailFile(path, number, digest)) for number, part in enumerate(mail.parts)]
    fields = {
        "channel": "email",
        "arrived": sent.isoformat(),
        "applicant": mail.sender,
        "email": mail.address,
        "request": text,
        "note": f"邮件主题：{mail.subject}" if mail.subject else "",
    }
    return MailDraft(fields, tuple(files), tuple(remarks))


def read_sources(sources: Sequence[Source]) -> list[tuple[str, bytes] | Refused]:
    """Return name and bytes of each file, or why it cannot be read; a mail is opened once for all it brings."""
    mails: dict[tuple[Path, str], Mail] = {}
    found: list[tuple[str, bytes] | Refused] = []
    for source in sources:
        try:
            found.append(_attached(source, mails) if isinstance(source, MailFile) else read_file(source))
        except Refused as refusal:
            found.append(refusal)
    return found


def _attached(source: MailFile, mails: dict[tuple[Path, str], Mail]) -> tuple[str, bytes]:
    key = (source.mail, source.sha256)
    if key not in mails:
        name, data = read_file(source.mail)
        if hashlib.sha256(data).hexdigest() != source.sha256:
            raise Refused(f"“{name}”填入以后变动过，请移除它的附件，重新从邮件填入。")
        mails[key] = _mail(name, data)
    part = mails[key].parts[source.part]
    return part.name, part.data


def _mail(name: str, data: bytes) -> Mail:
    try:
        return read_mail(data)
    except MaterialError as error:
        raise Refused(f"“{name}”没有填入：{error}") from None


def _role(name: str) -> str:
    return "identity" if "身份" in name else "application" if "申请" in name else "other"
