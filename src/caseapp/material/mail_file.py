"""Reading an e-mail file (.eml): who wrote when, its text, and what is attached; nothing of it is run or fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta, timezone
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import collapse_rfc2231_value, parseaddr, parsedate_to_datetime

from caseapp.material.errors import MaterialError
from caseapp.material.mail_text import decoded, one_line, plain_text, text_of_html
from caseapp.material.marks import SIZE_LIMIT

MOST_PARTS = 200
MOST_NESTED = 30
MOST_LINES = 1_000_000
"""More than 50 MB of attachments ever take."""
_LONGEST_HEADER = 4000
_LONGEST_TEXT = 1_000_000
_NESTING = re.compile(rb"content-type:[ \t\r\n]*(?:multipart|message)/", re.IGNORECASE)
_BEIJING = timezone(timedelta(hours=8))
_ENDINGS = {"application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg", "text/plain": "txt", "text/html": "html"}


@dataclass(frozen=True, slots=True)
class MailPart:
    """A file attached to a mail."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail as read.

    Attributes:
        sender: the name shown, "" where there is none; address: the sender's e-mail address.
        sent: the day of the mail in Beijing, None where it says none that can be.
        text: the body, from HTML where there is no plain text.
        from_html: the text comes from HTML.
        parts: attached files, in order.
    """

    subject: str
    sender: str
    address: str
    sent: date | None
    text: str
    from_html: bool
    parts: tuple[MailPart, ...]


def read_mail(data: bytes) -> Mail:
    """Read a mail.

    Raises:
        MaterialError: too large, nested too deep, too many attachments, or no mail at all.
    """
    if len(data) > SIZE_LIMIT:
        raise MaterialError(f"邮件有 {len(data) // 1024 // 1024} MB，不能超过 50 MB。")
    if data.count(b"\n") > MOST_LINES:
        raise MaterialError("邮件的行数太多，不像是申请，没有读入，请在邮箱里打开查看。")
    # Counted before parsing: the parser's time grows with the product of depth and length.
    if sum(1 for _ in zip(_NESTING.finditer(data), range(MOST_NESTED + 1), strict=False)) > MOST_NESTED:
        raise MaterialError("邮件嵌套得太多，没有读入，请在邮箱里打开，把附件另存后加入。")
    try:
        return _read(data)
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError) as error:  # the parser's own
        raise MaterialError("邮件的结构有误，没有读入，请在邮箱里打开，照内容填写。") from error


def _read(data: bytes) -> Mail:
    message = message_from_bytes(data)
    leaves = list(_leaves(message))
    if not any(message.get_all(name) for name in ("From", "Subject", "Date", "Received")):
        raise MaterialError("不是邮件文件，请选择从邮箱导出的 .eml 文件。")
    plain = [_text(part) for part in leaves if _is_body(part, "text/plain")]
    marked = [_text(part) for part in leaves if _is_body(part, "text/html")]
    text = plain_text("\n".join(plain))
    from_html = not text and bool(marked)
    if from_html:
        text = plain_text("\n".join(text_of_html(source) for source in marked))
    sender, address = _sender(message)
    return Mail(
        subject=_header(message, "Subject"),
        sender=sender,
        address=address,
        sent=_sent(message),
        text=text,
        from_html=from_html,
        parts=_named(leaves),
    )


def _leaves(message: Message) -> Iterator[Message]:
    """Yield the parts that hold content; a mail attached to the mail is one of them."""
    waiting, seen = [message], 0
    while waiting:
        part = waiting.pop()
        seen += 1
        if seen > MOST_PARTS:
            raise MaterialError(f"邮件的附件和段落超过 {MOST_PARTS} 个，没有读入，请在邮箱里打开，把附件另存后加入。")
        if part.is_multipart() and part.get_content_maintype() != "message":
            waiting.extend(reversed(_pieces(part)))
        else:
            yield part


def _pieces(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [piece for piece in payload if isinstance(piece, Message)] if isinstance(payload, list) else []


def _is_body(part: Message, kind: str) -> bool:
    return part.get_content_type() == kind and not _is_attached(part)


def _is_attached(part: Message) -> bool:
    disposition = _raw(part, "Content-Disposition").strip().lower()
    return disposition.startswith("attachment") or bool(_file_name(part))


def _text(part: Message) -> str:
    return decoded(_bytes(part), str(_param(part, "Content-Type", "charset")))[:_LONGEST_TEXT]


def _header(message: Message, name: str) -> str:
    """Return a header in one line, encoded words read, whatever hides in them left out."""
    return one_line(_words(_raw(message, name)))


def _raw(message: Message, name: str) -> str:
    raw = next((str(value) for key, value in message.raw_items() if key.lower() == name.lower()), "")
    return decoded(raw[:_LONGEST_HEADER].encode("utf-8", "surrogateescape"), "")


def _words(text: str) -> str:
    try:
        pieces = decode_header(text)
    except (HeaderParseError, ValueError):
        return text
    return "".join(piece if isinstance(piece, str) else decoded(piece, charset or "") for piece, charset in pieces)


def _sender(message: Message) -> tuple[str, str]:
    shown, address = parseaddr(" ".join(_raw(message, "From").split()))
    name, address = one_line(_words(shown), 100), one_line(address, 100)
    if not re.fullmatch(r"[^\s@]+@[^\s@]+", address):
        address = ""
    return ("" if name == address else name.strip("\"'“”")), address


def _sent(message: Message) -> date | None:
    try:
        moment = parsedate_to_datetime(_raw(message, "Date"))
        day = moment.astimezone(_BEIJING).date() if moment.tzinfo else moment.date()
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return day if 2000 <= day.year <= 2100 else None


def _named(leaves: list[Message]) -> tuple[MailPart, ...]:
    found: list[MailPart] = []
    used: set[str] = set()
    for part in leaves:
        if not _is_attached(part) and part.get_content_maintype() == "text":
            continue
        data = _bytes(part)
        if not data:
            continue
        name = _file_name(part) or f"附件{len(found) + 1}.{_ending(part)}"
        stem, dot, ending = name.rpartition(".")
        number = 1
        while name.lower() in used:
            number += 1
            name = f"{stem if dot else ending}（{number}）{dot + ending if dot else ''}"
        used.add(name.lower())
        found.append(MailPart(name, data))
    return tuple(found)


def _bytes(part: Message) -> bytes:
    if part.is_multipart():
        return b"\n".join(piece.as_bytes() for piece in _pieces(part))
    copy = Message()
    copy["Content-Transfer-Encoding"] = _raw(part, "Content-Transfer-Encoding").strip()
    copy.set_payload(part._payload)  # type: ignore[attr-defined]  # the charset named would be tried, whatever it is
    data = copy.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _file_name(part: Message) -> str:
    text = _param(part, "Content-Disposition", "filename") or _param(part, "Content-Type", "name")
    name = one_line(_words(text), 1000).replace("\\", "/").rpartition("/")[2]
    name = "".join("_" if char in ':*?"<>|' else char for char in name).strip(" .")
    stem, dot, ending = name.rpartition(".")
    return f"{stem[:150]}{dot}{ending[:20]}" if stem else name[:150]


def _param(part: Message, header: str, name: str) -> str:
    """Return a parameter of a header, the header's bytes read as text first."""
    copy = Message()
    copy[header] = " ".join(_raw(part, header).split())
    found = copy.get_param(name, "", header)
    return collapse_rfc2231_value(found) if isinstance(found, tuple) else str(found or "")


def _ending(part: Message) -> str:
    return "eml" if part.get_content_maintype() == "message" else _ENDINGS.get(part.get_content_type(), "bin")
