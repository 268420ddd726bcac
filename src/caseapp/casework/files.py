"""Attachments (附件): files kept inside the record, asked about before they enter it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from caseapp.casework.office import Done, Office, Refused
from caseapp.casework.texts import clean
from caseapp.casework.working import Working, working
from caseapp.material.marks import SIZE_LIMIT, kind_of, secrecy_mark
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
) -> int:
    """Store a file inside the verb at work, after the same questions."""
    name = clean(name, "文件名", 255, required=True)
    if role not in ROLES:
        raise Refused(f"附件类别应当是{'、'.join(ROLES.values())}之一。")
    if role == "material" and work.case.state.has("finalised"):
        raise Refused("答复书已经定稿，不能再增加公开件；请先作废定稿，重新审查后再定稿。", "条例第十七条")
    mark = secrecy_mark(name)
    if mark or not not_secret:
        reason = f"文件名带有“{mark}”" if mark else "没有确认不含国家秘密"
        raise Refused(f"{reason}，没有存入。国家秘密不得进入非涉密计算机，请按保密规定处理。", "保密法第三十一条")
    if not data:
        raise Refused(f"“{name}”是空文件，没有存入。")
    if len(data) > SIZE_LIMIT:
        raise Refused(f"“{name}”有 {len(data) // 1024 // 1024} MB，单个附件不能超过 50 MB。")
    kind = kind_of(name, data)
    if not kind.agrees:
        raise Refused(f"“{name}”的内容与扩展名不符，没有存入，请核对是不是选错了文件。")
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
        ),
        data,
    )


def material_hash(office: Office, case_id: int) -> str:
    """Return one digest over the 公开件 of a case: changed material reopens its review."""
    import hashlib

    digests = sorted(a.sha256 for a in office.record.attachments(case_id) if a.role == "material" and not a.voided)
    return hashlib.sha256("".join(digests).encode()).hexdigest() if digests else ""
