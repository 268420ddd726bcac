"""``caseapp review``: the 公开件 of a case looked into, masked and reviewed, each on its own sheet."""

from __future__ import annotations

import argparse
from datetime import date
from typing import Any

from caseapp.casework.casefile import CaseFile, find_case
from caseapp.casework.office import Office, Refused
from caseapp.casework.review import materials, reviewing
from caseapp.casework.review.disclosed import Material, disclosed
from caseapp.casework.review.masking import Box, as_pdf, find_text
from caseapp.cli.common import day, file_bytes, pairs, said, say
from caseapp.law.material_looks import looked_of

Options = argparse.Namespace


def add_review(parser: argparse.ArgumentParser) -> None:
    """Give ``review`` its arguments."""
    parser.add_argument("number")
    parser.add_argument("--of", default="", metavar="FILE", help="哪个公开件（文件名或者编号），只有一个时可以不写")
    parser.add_argument("--look", action="store_true", help="列出公开件里查到的内容")
    parser.add_argument("--again", action="store_true", help="重新查看（配合 --look）")
    parser.add_argument(
        "--keep", action="append", default=[], metavar="ID=REASON", help="查到的一处（或者 kind:类别）保留的理由"
    )
    parser.add_argument(
        "--mask", action="append", default=[], metavar="TEXT=REASON", help="遮盖这段文字出现的各处，生成遮盖稿"
    )
    parser.add_argument("--withdraw", default="", metavar="REASON", help="从公开件中撤下")
    parser.add_argument("--material", default="", help="信息名称")
    parser.add_argument("--head", action="append", default=[], metavar="KEY=VALUE")
    parser.add_argument("--default", choices=("是", "否", "不涉及"), help="其余各项的回答")
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="K13=是：说明",
        help="说明以“已遮盖，”“公开件中已去掉，”或者“另有决定，可以公开，”开头的，写明怎样处理",
    )
    parser.add_argument("--conclusion", default="")
    parser.add_argument("--reason", default="")
    parser.add_argument("--sign", metavar="ROLE", help="登记签字：handler department reviewer legal deputy leader")
    parser.add_argument("--name", default="")
    parser.add_argument("--opinion", default="同意")
    parser.add_argument("--on", metavar="DATE")
    parser.add_argument("--print", dest="print_sheet", action="store_true", help="打印审查表")
    parser.add_argument("--signed", default="", metavar="FILE", help="存入签字审查表的扫描件")


def review(office: Office, options: Options, today: date) -> int:
    """Fill the 审查表, record a signature, or print it."""
    case = find_case(office, options.number, today)
    on = day(options.on, today)
    of = _material(case, options.of)
    if options.look or options.keep or options.mask or options.withdraw:
        return _material_step(office, case, options, today)
    if options.sign:
        done = reviewing.sign_review(
            office, case.id, options.sign, options.name, options.opinion, on, today, attachment_id=of
        )
        return said(options, office, done, "已登记签字", today)
    if options.print_sheet:
        done = reviewing.print_review(office, case.id, today, attachment_id=of)
        return said(options, office, done, "已打印审查表", today)
    if options.signed:
        done = reviewing.attach_signed(office, case.id, *file_bytes(options.signed), today, attachment_id=of)
        return said(options, office, done, "已存入签字的审查表", today)
    reviewed = reviewing.reviewed_file(case, of)
    kept = next((r for r in case.reviews if r.attachment_id == (reviewed.id if reviewed else None)), None)
    answers = reviewing.empty_answers(office) | ({k: dict(v) for k, v in kept.answers.items()} if kept else {})
    if options.default:
        answers = {
            k: {**v, "answer": v.get("answer") or options.default} for k, v in answers.items()
        }
    for key, value in pairs(options.set).items():
        answers[key] = reviewing.answer_of(value)
    done = reviewing.save_review(
        office,
        case.id,
        options.material or (kept.material if kept else reviewed.name if reviewed else ""),
        {**(kept.head if kept else {}), **pairs(options.head)},
        answers,
        options.conclusion or (kept.conclusion if kept else ""),
        options.reason or (kept.reason if kept else ""),
        today,
        attachment_id=of,
    )
    return said(options, office, done, "已保存审查表", today)


def _material_step(office: Office, case: CaseFile, options: Options, today: date) -> int:
    row = _only(case, options.of)
    if options.look:
        if options.again or not looked_of(row.looked).at:
            materials.look_again(office, case.id, row.id, today)
            row = materials.material_of(office, case.id, row.id)
        return say(options, "\n".join(_lines(row)), {"id": row.id, "name": row.name, **_json(row)})
    if options.keep:
        done = materials.answer_hits(office, case.id, row.id, pairs(options.keep), today)
        return said(options, office, done, "已记下保留的理由", today)
    if options.withdraw:
        done = materials.withdraw_material(office, case.id, row.id, options.withdraw, today)
        return said(options, office, done, f"已撤下“{row.name}”", today)
    source = materials.original_of(office, case.id, row)
    pdf = as_pdf(source.name, office.record.attachment_data(source.id))
    boxes = materials.boxes_of(row)
    for text, reason in pairs(options.mask).items():
        places = find_text(pdf, text)
        if not places:
            raise Refused(f"“{source.name}”里没有找到“{text}”，没有遮盖。")
        boxes += [Box(place, text, reason) for place in places]
    done = materials.mask_material(office, case.id, row.id, boxes, today)
    return said(options, office, done, f"已生成遮盖稿，遮盖 {len(boxes)} 处", today)


def _only(case: CaseFile, name: str) -> Material:
    given = disclosed(case.attachments)
    wanted = _material(case, name)
    found = [row for row in given if wanted in (None, row.id)]
    if len(found) != 1:
        raise Refused(f"请用 --of 指明公开件，本件有：{'、'.join(row.name for row in given) or '无'}。")
    return found[0]


def _lines(row: Material) -> list[str]:
    looked = looked_of(row.looked)
    lines = [f"{row.name}：{looked.open_words or '没有未处理的内容'}"]
    lines += [f"  {h.id}　{h.kind}　{h.place}　{h.text}　{looked.answer_to(h) or '未处理'}" for h in looked.hits]
    return lines + [f"  {key}　{text}　{looked.answers.get(key) or '未处理'}" for key, text in looked.notes.items()]


def _json(row: Material) -> dict[str, Any]:
    looked = looked_of(row.looked)
    return {**looked.kept(), "open": looked.open_words, "masks": row.masks}


def _material(case: CaseFile, name: str) -> int | None:
    """Return the 公开件 named, None where none was."""
    if not name:
        return None
    given = disclosed(case.attachments)
    found = next((row.id for row in given if name in (row.name, str(row.id))), None)
    if found is None:
        raise Refused(f"没有名为“{name}”的公开件，可用的有：{'、'.join(row.name for row in given) or '无'}。")
    return found
