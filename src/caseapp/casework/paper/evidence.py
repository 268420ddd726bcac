"""What of a case is handed in when its reply is challenged: what goes in by itself, its source, what it proves."""

from __future__ import annotations

from dataclasses import dataclass

from caseapp.casework.casefile import CaseFile
from caseapp.casework.paper import binding
from caseapp.casework.paper.binding import Piece
from caseapp.casework.review.disclosed import disclosed
from caseapp.store.rows import AttachmentRow

_INTERNAL = frozenset({"approval_form", "transfer_slip", "mailing_sheet", "assist_letter"})
_SENSITIVE = frozenset(
    {"third_party_notice", "organ_notice", "disclosure_notice", "review_form", "signed_review", "opinion"}
)
_LOOK_FIRST = "申请人可以查阅证据，先核对能否给申请人看"
_PROVES = {
    binding.INTAKE: "申请人提出申请的时间、方式和内容",
    binding.FORM: "申请登记的情况",
    binding.WAY: "办理过程中书面告知的内容和时间",
    binding.SEARCH: "检索的范围、方法和结果",
    binding.REVIEW: "公开前依法进行了审查",
    binding.APPROVAL: "答复经过审批",
    binding.REPLY: "答复的内容、依据、救济告知和作出日期",
    binding.MATERIAL: "答复所涉及的信息",
    binding.SERVICE: "文书送达的方式和时间",
    binding.RECKONING: "说明：答复期限怎样推算、是否按期答复",
    binding.REST: "",
}
_PROVES_OF = {
    "reply_withdrawn": "终结办理的原因和日期",
    "receipt": "收到申请的时间",
    "clarification_notice": "告知补正的内容、期限和时间",
    "extension_notice": "延长答复期限并告知申请人",
    "delay_notice": "确定延迟答复的合理期限并告知申请人",
    "reasons_notice": "要求申请人说明理由",
    "fee_notice": "收取信息处理费的告知",
    "third_party_notice": "书面征求第三方意见的时间和内容",
    "organ_notice": "书面征求其他机关意见的时间和内容",
    "consultation_told": "征求意见所需时间不计入期限，并告知申请人",
    "disclosure_notice": "将决定公开的内容和理由书面告知第三方",
    "identity": "申请人的身份",
    "supplement": "申请人补正的时间和内容",
    "opinion": "被征求意见一方的意见和收到时间",
}
_FROM = {
    "application": "申请人提交",
    "identity": "申请人提交",
    "supplement": "申请人提交",
    "opinion": "被征求意见一方提交",
    "service_proof": "送达中取得",
    "sealed": "本机关制作",
    "signed_review": "本机关制作",
    "search": "本机关保存",
    "material": "本机关保存",
}


@dataclass(frozen=True, slots=True)
class Offered:
    """One piece that can go in.

    Attributes:
        key: names it when the bundle is made.
        chosen: whether it goes in unless somebody says otherwise.
        note: why it is left out, or what to look at first; "" where there is nothing to say.
    """

    key: str
    piece: Piece
    chosen: bool
    note: str = ""


def kind_of(piece: Piece) -> str:
    """Return the template of a document or the role of a file."""
    return piece.document.template if piece.document else piece.attachment.role if piece.attachment else ""


def proves(piece: Piece) -> str:
    """Say what a piece proves, "" where only somebody who knows the case can."""
    if kind_of(piece) == "material" and piece.given:
        return "提供给申请人的信息"
    return _PROVES_OF.get(piece.letter or kind_of(piece), _PROVES[piece.place])


def source(piece: Piece) -> str:
    """Say where a piece is from (法释〔2002〕21号第十九条：证据材料的来源), "" where nobody knows."""
    return _FROM.get(kind_of(piece), "") if piece.attachment else "本机关制作"


def offer(key: str, piece: Piece, case: CaseFile) -> Offered:
    """Say whether a piece goes in; what was not given to the applicant does not: both sides read the evidence."""
    if piece.attachment is not None:
        return Offered(key, piece, *_of_attachment(piece, piece.attachment, case))
    document = piece.document
    if document is None:
        return Offered(key, piece, chosen=True)
    if document.template in _INTERNAL:
        return Offered(key, piece, chosen=False, note="内部流转用，一般不作为证据提交")
    if any(row.document_id == document.id and binding.is_scan(row, case) for row in case.attachments):
        return Offered(key, piece, chosen=False, note="已有盖章、签字的扫描件")
    if document.template in _SENSITIVE:
        return Offered(key, piece, chosen=True, note=_LOOK_FIRST)
    return Offered(key, piece, chosen=True)


def _of_attachment(piece: Piece, row: AttachmentRow, case: CaseFile) -> tuple[bool, str]:
    if words := binding.outdated(row, case):
        return False, words
    if row.role == "material":
        if row not in disclosed(case.attachments):
            return False, "遮盖前的原件，含不公开的内容"
        if not piece.given:
            return False, "没有提供给申请人，可能含不公开的内容"
        return True, "核对是不是提供给申请人的那一份"
    if row.role in _SENSITIVE:
        return True, _LOOK_FIRST
    if row.role in ("other", "search"):
        return False, "先核对内容，可以给申请人看的再勾选"
    return True, ""
