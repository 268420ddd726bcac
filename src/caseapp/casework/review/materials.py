"""公开件 before they go out: looked into, masked, taken back; a state secret is only noted, never stored."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from caseapp.casework.files import found_in, put_attachment
from caseapp.casework.office import Done, Office, Refused
from caseapp.casework.review.disclosed import MATERIAL, disclosed
from caseapp.casework.texts import clean
from caseapp.casework.working import Working, working
from caseapp.law.material_looks import ALL_OF, Looked, looked_of
from caseapp.material.errors import MaterialError
from caseapp.store.rows import AttachmentRow

if TYPE_CHECKING:
    from caseapp.casework.review.masking import Box, Place
    from caseapp.casework.review.table_views import TableView

NOTHING_TO_HIDE = "这张表没有要隐去的数，可以原样公开，不必另存公开版。"
LEVELS = ("绝密", "机密", "秘密")
_COVERED = 0.9
"""Share of a found text that must lie under boxes for it to count as masked."""


def look_again(
    office: Office,
    case_id: int,
    attachment_id: int,
    today: date,
    *,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Done:
    """Look through a 公开件 anew; answers to what is found again stay.

    Raises:
        Refused: it cannot be looked into, carries a 密级 mark, or the look was cancelled; nothing is kept then.
    """
    row = material_of(office, case_id, attachment_id)
    data = office.record.attachment_data(attachment_id)
    found = found_in(row.name, data, at=_moment(office), progress=progress, cancelled=cancelled)
    before = looked_of(row.looked).answers
    ids = {hit.id for hit in found.hits} | set(found.notes)
    kept = {key: text for key, text in before.items() if key in ids or key.startswith(ALL_OF)}
    with working(office, case_id, "", "查看公开件", today) as work:
        _note(work, attachment_id, replace(found, answers=kept))
    return work.done()


def answer_hits(
    office: Office, case_id: int, attachment_id: int, reasons: Mapping[str, str], today: date
) -> Done:
    """Keep why places found in a 公开件 are left as they are; an empty reason takes the answer back.

    Args:
        office: the open record.
        case_id: the case.
        attachment_id: the 公开件.
        reasons: id of a hit or note, or ``kind:`` and a class for all of it -> the reason.
        today: the day.

    Raises:
        Refused: nobody has looked yet, or nothing like that was found.
    """
    row = material_of(office, case_id, attachment_id)
    looked = looked_of(row.looked)
    if not looked.at:
        raise Refused(f"还没有查看“{row.name}”，请先查看。")
    known = {hit.id for hit in looked.hits} | set(looked.notes) | {ALL_OF + kind for kind in looked.counts}
    if unknown := set(reasons) - known:
        raise Refused(f"“{row.name}”里没有查到“{'、'.join(sorted(unknown))}”这一处。")
    given = {key: clean(text, "保留的理由", 300) for key, text in reasons.items()}
    answers = {key: text for key, text in {**looked.answers, **given}.items() if text}
    with working(office, case_id, "", "处理公开件中查到的内容", today) as work:
        _refuse_final(work)
        _note(work, attachment_id, replace(looked, answers=answers))
    return work.done()


def mask_material(
    office: Office,
    case_id: int,
    attachment_id: int,
    boxes: Sequence[Box],
    today: date,
    *,
    white: bool = False,
    progress: Callable[[int, int], bool] = lambda done, pages: True,
) -> Done:
    """Put a masked copy in the place of a 公开件; the original stays in the record only (条例第三十七条).

    A copy is never masked again: it is made anew from the original, with all the boxes.

    Args:
        office: the open record.
        case_id: the case.
        attachment_id: a PDF or a scan.
        boxes: where, what, and why.
        today: the day.
        white: white boxes within a line.
        progress: told after each page; the work stops when it says no.

    Raises:
        Refused: no PDF or scan, a box without a reason, a stopped or failed copy; nothing is kept then.
    """
    from caseapp.casework.review.masking import as_pdf, mask_file

    row = material_of(office, case_id, attachment_id)
    source = original_of(office, case_id, row)
    try:
        pdf = as_pdf(source.name, office.record.attachment_data(source.id))
        made = mask_file(source.name, pdf, boxes, white=white, progress=progress)
        looked = _left_over(pdf, looked_of(source.looked), [line.place for line in made.lines])
    except MaterialError as error:
        raise Refused(str(error)) from error
    looked = replace(looked, answers={**looked.answers, **looked_of(row.looked).answers})
    masks = [
        {"where": line.where, "what": line.what, "why": line.why, "box": box_words(line.place)} for line in made.lines
    ]
    with working(office, case_id, "", "生成遮盖稿", today) as work:
        if source.id != row.id:
            work.change.void_attachment(row.id, "重新遮盖")
        _replace(work, source, made.name, made.pdf, masks, looked)
        work.note = "".join(made.remarks)
    return work.done()


def give_table(office: Office, case_id: int, attachment_id: int, view: TableView, today: date) -> Done:
    """Put the table with its unsafe cells hidden in the place of a 公开件 (统计法第二十八条).

    A copy made before is replaced: it is made anew from the original, which alone holds every number.

    Raises:
        Refused: the table cannot be protected, or nothing in it need be left out.
    """
    from caseapp.casework.review.tables import write_released

    row = material_of(office, case_id, attachment_id)
    source = original_of(office, case_id, row)
    if not view.leaves_out:
        raise Refused(NOTHING_TO_HIDE)
    with tempfile.TemporaryDirectory() as folder:
        path = write_released(view, Path(folder) / f"{Path(source.name).stem}（公开版）.xlsx")
        data = path.read_bytes()
    masks = [
        {"where": cell.place, "what": "数据", "why": cell.reasons[0] if cell.reasons else "防止由合计推算"}
        for cell in view.hidden
    ]
    masks += [{"where": f"{column} 列", "what": "单个单位的数", "why": "只用于检查"} for column in view.inner]
    with working(office, case_id, "", "生成表格公开版", today) as work:
        if source.id != row.id:
            work.change.void_attachment(row.id, "重新检查表格")
        _replace(work, source, path.name, data, masks, found_in(path.name, data, at=_moment(office)))
    return work.done()


def withdraw_material(office: Office, case_id: int, attachment_id: int, reason: str, today: date) -> Done:
    """Take a file back from the 公开件; it stays visible as voided, a copy taken back brings the original forward.

    Raises:
        Refused: no reason, or the reply is final.
    """
    row = material_of(office, case_id, attachment_id)
    reason = clean(reason, "撤下的原因", 300, required=True)
    with working(office, case_id, "", "撤下公开件", today) as work:
        _refuse_final(work)
        work.change.void_attachment(row.id, reason)
        work.changed.add("attachments")
    return work.done()


def hold_secret(
    office: Office, case_id: int, on: date, title: str, level: str, term: str, organ: str, place: str, today: date
) -> Done:
    """Note a classified paper without anything of it: 密级, term, 定密机关, where the paper is (保密法第三十一条).

    Args:
        office: the open record.
        case_id: the case.
        on: the day.
        title: name of the paper, only where the name itself is no secret.
        level: one of LEVELS.
        term: 保密期限 in words.
        organ: 定密机关.
        place: where the paper is kept.
        today: the day it is recorded.

    Raises:
        Refused: no such level, or nothing said of organ or place.
    """
    if level not in LEVELS:
        raise Refused(f"密级应当是{'、'.join(LEVELS)}之一。", "保密法第十四条")
    detail = {
        "title": clean(title, "材料名称", 100) or "（名称涉密，不录入）",
        "level": level,
        "term": clean(term, "保密期限", 40, required=True),
        "organ": clean(organ, "定密机关", 60, required=True),
        "place": clean(place, "纸质件存放处", 100, required=True),
    }
    with working(office, case_id, "", "登记涉密材料（未存入）", today) as work:
        work.check_day("secret_held", on)
        work.add_fact("secret_held", on, detail)
    return work.done()


def material_of(office: Office, case_id: int, attachment_id: int) -> AttachmentRow:
    """Return a 公开件 as it goes out.

    Raises:
        Refused: it is none, was taken back, or a masked copy stands for it.
    """
    given = disclosed(office.record.attachments(case_id))
    row = next((row for row in given if row.id == attachment_id), None)
    if row is None:
        raise Refused("这个文件不是要公开的公开件，或者已经撤下、已有遮盖稿。")
    return row


def original_of(office: Office, case_id: int, row: AttachmentRow) -> AttachmentRow:
    """Return the file a masked copy was made from, the file itself where it is none; a copy is never masked again."""
    if row.masked_from is None:
        return row
    return next(found for found in office.record.attachments(case_id) if found.id == row.masked_from)


def box_words(place: Place) -> str:
    """Return a box as the list of masks keeps it: page from 0, x, y, width, height in points."""
    return f"{place.page} {place.x:.2f} {place.y:.2f} {place.width:.2f} {place.height:.2f}"


def boxes_of(row: AttachmentRow) -> list[Box]:
    """Return the boxes a masked copy was made with; [] for another file."""
    from caseapp.casework.review.masking import Box, Place

    found = []
    for line in row.masks:
        if words := line.get("box"):
            page, *numbers = words.split()
            found.append(Box(Place(int(page), *map(float, numbers)), line["what"], line["why"]))
    return found


def _replace(
    work: Working, row: AttachmentRow, name: str, data: bytes, masks: list[dict[str, str]], looked: Looked
) -> None:
    put_attachment(
        work, MATERIAL, name, data, not_secret=True, masked_from=row.id, masks=masks, looked=looked.kept()
    )
    work.changed = {"attachments", "review"}


def _note(work: Working, attachment_id: int, looked: Looked) -> None:
    work.change.note_look(attachment_id, looked.kept())
    work.changed = {"attachments", "review"}


def _refuse_final(work: Working) -> None:
    if work.case.state.has("finalised"):
        raise Refused("答复书已经定稿，公开件不能再变动；请先作废定稿。", "条例第十七条")


def _left_over(pdf: bytes, looked: Looked, boxes: Sequence[Place]) -> Looked:
    """Return what of a look is left in a masked copy: what no box covers; answers and notes of the pages stay."""
    from caseapp.material.pdf_reading import find_texts

    left = []
    found = find_texts(pdf, list({hit.text for hit in looked.hits if hit.page}))
    for hit in looked.hits:
        if not hit.page:
            continue  # a copy made of pictures has no comments, fields or properties
        places = [place for place in found[hit.text] if place.page == hit.page - 1]
        if not places or not all(covered(place, boxes) for place in places):
            left.append(hit)
    counts = dict(looked.counts)
    for hit in looked.hits:
        counts[hit.kind] -= hit not in left
    return replace(looked, hits=tuple(left), counts={kind: count for kind, count in counts.items() if count > 0})


def _moment(office: Office) -> str:
    return office.now().isoformat(timespec="seconds")


def covered(place: Place, boxes: Sequence[Place]) -> bool:
    """Tell whether one of some boxes hides a place."""
    for box in boxes:
        if box.page != place.page:
            continue
        width = min(place.x + place.width, box.x + box.width) - max(place.x, box.x)
        height = min(place.y + place.height, box.y + box.height) - max(place.y, box.y)
        if width > 0 and height > 0 and width * height >= _COVERED * place.width * place.height:
            return True
    return False
