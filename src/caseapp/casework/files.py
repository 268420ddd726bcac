"""Attachments (附件): files kept inside the record, asked about before they enter it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from caseapp.casework.office import Done, Office, Refused
from caseapp.casework.review.disclosed import MATERIAL
from caseapp.casework.review.looking import look_into
from caseapp.casework.texts import clean
from caseapp.casework.working import Working, working
from caseapp.law.material_looks import MOST_KEPT, Looked, SeenHit
from caseapp.material.errors import MaterialError
from caseapp.material.mail_file import read_mail
from caseapp.material.marks import SIZE_LIMIT, kind_of, secrecy_mark
from caseapp.material.wording import SECRECY
from caseapp.store.rows import AttachmentRow

ROLES: dict[str, str] = {
    "application": "申请表",
    "identity": "身份证明",
    "supplement": "补正材料",
    "opinion": "意见回函",
    "material": "公开件",
    "search": "检索材料",
    "signed_review": "签字审查表",
    "sealed": "盖章答复书",
    "service_proof": "送达凭证",
    "other": "其他",
}


_SECRETS_ACT = "保密法第三十一条"
_NOT_STORED = "，没有存入。国家秘密不得进入非涉密计算机，请按保密规定处理；案件中只能“登记涉密材料”。"


class MarkedSecret(Refused):
    """A file with a 密级 mark in its name or its text: nothing of it is kept (保密法第三十一条)."""


def read_file(path: Path | str) -> tuple[str, bytes]:
    """Return the name and bytes of a file to attach.

    Raises:
        Refused: it cannot be read, or is larger than 50 MB.
    """
    path = Path(path)
    try:
        size = path.stat().st_size
        if size > SIZE_LIMIT:
            raise Refused(f"“{path.name}”有 {size // 1024 // 1024} MB，单个附件不能超过 50 MB。")
        data = path.read_bytes()
    except OSError:
        raise Refused(f"读不到文件“{path.name}”，请检查它是否还在、是否被其他程序打开。") from None
    return path.name, data


def attach(
    office: Office,
    case_id: int,
    role: str,
    name: str,
    data: bytes,
    today: date,
    *,
    not_secret: bool,
    note: str = "",
) -> Done:
    """Store a file in the record (条例第四十五条 归档).

    State secrets never enter: the handler says so before, and a 密级 mark in the name stops it (保密法第三十一条).

    Raises:
        Refused: unknown role, empty, too large, not what its ending says, said or marked to be secret.
    """
    with working(office, case_id, "", f"存入附件：{ROLES.get(role, role)}", today) as work:
        put_attachment(work, role, name, data, not_secret=not_secret, note=note)
        work.changed = {"attachments"}
    return work.done()


def put_attachment(
    work: Working,
    role: str,
    name: str,
    data: bytes,
    *,
    not_secret: bool,
    note: str = "",
    document_id: int | None = None,
    masked_from: int | None = None,
    masks: list[dict[str, str]] | None = None,
    looked: dict[str, Any] | None = None,
) -> int:
    """Store a file inside the verb at work, after the same questions; a 公开件 is looked into.

    Args:
        work: the verb.
        role: one of ROLES.
        name: of the file.
        data: its bytes.
        not_secret: the handler said that it holds no state secret.
        note: a remark.
        document_id: the letter or form it belongs to.
        masked_from: the 公开件 it is the masked copy of, with ``masks``.
        masks: what was masked.
        looked: what was found in it, as ``Looked.kept``; None looks.

    Raises:
        Refused: as ``attach``.
    """
    name = clean(name, "文件名", 255, required=True)
    if role not in ROLES:
        raise Refused(f"附件类别应当是{'、'.join(ROLES.values())}之一。")
    if role == "material" and work.case.state.has("finalised"):
        raise Refused("答复书已经定稿，不能再增加公开件；请先作废定稿，重新审查后再定稿。", "条例第十七条")
    mark = secrecy_mark(name)
    if mark or not not_secret:
        reason = f"文件名带有“{mark}”" if mark else "没有确认不含国家秘密"
        raise MarkedSecret(f"{reason}{_NOT_STORED}", _SECRETS_ACT)
    if not data:
        raise Refused(f"“{name}”是空文件，没有存入。")
    if len(data) > SIZE_LIMIT:
        raise Refused(f"“{name}”有 {len(data) // 1024 // 1024} MB，单个附件不能超过 50 MB。")
    kind = kind_of(name, data)
    if not kind.agrees:
        raise Refused(f"“{name}”的内容与扩展名不符，没有存入，请核对是不是选错了文件。")
    if looked is None:
        if role == MATERIAL:
            looked = found_in(name, data, at=work.office.now().isoformat(timespec="seconds")).kept()
        else:
            refuse_marked(name, data)
    return work.change.add_attachment(
        AttachmentRow(
            id=0,
            case_id=work.case.id,
            role=role,
            name=name,
            media_type=kind.media_type,
            size=len(data),
            sha256="",
            added_at=work.office.now(),
            note=clean(note, "附件说明", 200),
            document_id=document_id,
            masked_from=masked_from,
            masks=masks or [],
            looked=looked or {},
        ),
        data,
    )


def found_in(
    name: str,
    data: bytes,
    *,
    at: str = "",
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Looked:
    """Return what is found in a file; nothing is kept.

    Raises:
        Refused: it cannot be looked into, carries a 密级 mark, or the look was cancelled.
    """
    if words := _unreadable(name, data):
        return Looked(at, notes={"whole": words})
    look = look_into(name, data, progress=progress, cancelled=cancelled)
    if not look.complete:
        raise Refused("已取消查看，没有改动任何内容。")
    if mark := next((hit for hit in look.hits if hit.kind == SECRECY), None):
        where = mark.place or "文件中"
        raise MarkedSecret(f"“{name}”{where}有“{mark.text}”字样{_NOT_STORED}", _SECRETS_ACT)
    hits = tuple(SeenHit(h.id, h.kind, h.text, h.place, h.page, h.context) for h in look.hits[:MOST_KEPT])
    notes = {f"note {number}": note.text for number, note in enumerate(look.notes, start=1)}
    return Looked(at, hits, dict(look.summary), notes)


def _unreadable(name: str, data: bytes) -> str:
    """Return what a person must do where the program sees no text by the nature of the file, "" elsewhere."""
    if kind_of(name, data).media_type.startswith("image/"):
        return "整个文件是图片，程序看不到文字，请人工查看。"
    return "程序看不到 OFD 文件里面的内容，请人工查看。" if name.lower().endswith(".ofd") else ""


def refuse_marked(name: str, data: bytes) -> None:
    """Refuse a file that carries a 密级 mark in its name or its text; one that cannot be read has no say.

    Raises:
        MarkedSecret: it does; nothing of it may be kept (保密法第三十一条).
    """
    if mark := secrecy_mark(name):
        raise MarkedSecret(f"文件名带有“{mark}”{_NOT_STORED}", _SECRETS_ACT)
    if name.lower().endswith(".eml"):
        _refuse_marked_mail(data)
    try:
        found_in(name, data)
    except MarkedSecret:
        raise
    except Refused:
        return


def _refuse_marked_mail(data: bytes) -> None:
    """Look into everything a mail carries, which its own bytes do not show."""
    try:
        mail = read_mail(data)
    except MaterialError:
        return
    refuse_marked(f"{mail.subject}.txt", f"{mail.subject}\n{mail.text}".encode())
    for part in mail.parts:
        refuse_marked(part.name, part.data)
