"""The commands of one case's life: register, show, list, attach, review, letter, serve, archive."""

from __future__ import annotations

import argparse
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from caseapp.casework.casefile import CaseFile, find_case
from caseapp.casework.files import attach
from caseapp.casework.handling import service
from caseapp.casework.ledger.lists import LedgerFilter, ledger_ids, ledger_page
from caseapp.casework.letters import drafting, replying
from caseapp.casework.letters.reckoning import reckoning_sheet, save_sheet
from caseapp.casework.letters.wordcopies import save_word, word_copy_of_reply
from caseapp.casework.office import Office, Refused
from caseapp.casework.receiving import intake
from caseapp.cli.common import day, file_bytes, pairs, safe_name, said, say, whole
from caseapp.cli.reckoning import trace_json, trace_lines
from caseapp.law.facts import FACT_KINDS, parse_day
from caseapp.law.permits import VERBS
from caseapp.law.stages import next_step

Options = argparse.Namespace
_TYPED = (
    "confirmed_by",
    "confirmed_how",
    "id_kind",
    "id_number",
    "phone",
    "email",
    "region",
    "address",
    "postcode",
    "agent",
    "agent_id",
    "agent_phone",
    "mandate",
    "joint",
    "written_by",
    "difficulty",
    "form_wanted",
    "obtain_way",
    "department",
    "handler",
    "note",
    "number",
    "late_reason",
)


def register(office: Office, options: Options, today: date) -> int:
    """Register a request."""
    application = intake.Application(
        channel=options.channel,
        arrived=parse_day(options.arrived),
        confirmed=parse_day(options.confirmed) if options.confirmed else None,
        applicant=options.applicant,
        applicant_class=options.applicant_class,
        request=options.request,
        **{name: getattr(options, name) for name in _TYPED},
    )
    return said(options, office, intake.register(office, application, today), "已登记", today)


def show(office: Office, options: Options, today: date) -> int:
    """Show a case whole, with the reckoning of its due date and the printed page of it where asked."""
    case = find_case(office, options.number, today)
    lines = [
        f"{case.row.number}　{case.row.applicant}　{case.status.text}（{case.status.reason}）{_provisional(case)}",
        f"申请内容：{' '.join(case.row.request.split())[:200]}",
    ]
    if step := next_step(case.state):
        lines.append(f"下一步：{VERBS[step]}")
    lines += [f"  [{f.id}] {f.on} {FACT_KINDS[f.kind]}{f' #{f.label}' if f.label else ''}" for f in case.facts]
    lines += [
        f"  文书 [{d.id}] {d.made_on} {d.title} {d.number}{'（已作废）' if d.voided else ''}" for d in case.documents
    ]
    data = whole(case)
    if options.trace:
        lines += trace_lines(office, case)
        data["trace"] = trace_json(office, case)
    if options.statement is not None:
        sheet = reckoning_sheet(office, case.id, today)
        save_sheet(sheet, Path(options.statement))
        lines.append(f"已写出推算说明：{options.statement}（{sheet.pages} 页）")
        data["statement"] = {"file": options.statement, "pages": sheet.pages, "sha256": sheet.sha256}
    return say(options, "\n".join(lines), data)


def _provisional(case: CaseFile) -> str:
    clock = case.clock
    return "（暂定）" if clock and clock.provisional and clock.closed is None else ""


def list_cases(office: Office, options: Options, today: date) -> int:
    """List cases of the ledger."""
    wanted = LedgerFilter(text=options.text, year=options.year, open=True if options.open else None)
    ids = ledger_ids(office, wanted, "number", False)
    lines = ledger_page(office, ids[: max(0, options.limit)], today)
    data = {
        "total": len(ids),
        "cases": [
            {
                "number": x.number,
                "applicant": x.applicant,
                "received": x.received.isoformat() if x.received else None,
                "status": x.status,
                "due": x.due.isoformat() if x.due else None,
                "provisional": x.provisional,
                "outcome": x.outcome,
                "reply_number": x.reply_number,
            }
            for x in lines
        ],
    }
    words = [
        f"{x.number}　{x.received or '未确认'}　{x.status + ('（暂定）' if x.provisional else ''):<10}　"
        f"{x.applicant}　{x.request[:40]}"
        for x in lines
    ]
    return say(options, "\n".join([*words, f"共 {len(ids)} 件"]), data)


def attach_file(office: Office, options: Options, today: date) -> int:
    """Put a file into the record."""
    case = find_case(office, options.number, today)
    name, data = file_bytes(options.file)
    done = attach(office, case.id, options.role, name, data, today, not_secret=options.not_secret, note=options.note)
    return said(options, office, done, f"已存入“{name}”", today)


def letter(office: Office, options: Options, today: date) -> int:
    """Draft the reply and take it through 送签, 签发, 定稿 and 用印."""
    case = find_case(office, options.number, today)
    on = day(options.on, today)
    draft = _draft(office, case, options)
    if options.slot or options.way or options.dated:
        drafting.save_reply_draft(office, case.id, case.outcome, draft)
    if options.submit:
        done = replying.submit(office, case.id, on, options.reason, today, draft=draft)
        return said(options, office, done, "已送签", today)
    if options.sign_off:
        done = replying.sign_off(office, case.id, on, options.sign_off, options.post, today)
        return said(options, office, done, "已登记签发", today)
    if options.finalise:
        done = replying.finalise(
            office, case.id, today, number=options.letter_number, reason=options.reason, draft=draft
        )
        return said(options, office, done, "已定稿", today)
    if options.sealed:
        name, scan = file_bytes(options.sealed)
        return said(options, office, replying.attach_sealed(office, case.id, name, scan, on, today), "已存入", today)
    if options.docx:
        place = save_word(word_copy_of_reply(office, case, today), Path(options.docx))
        return say(options, f"已另存为 {place}", {"file": str(place)})
    if options.out:
        return _write_documents(office, case, options)
    shown = replying.preview(office, case, draft, today)
    if shown.problem:
        raise Refused(shown.problem)
    if options.preview and shown.sheet:
        Path(options.preview).write_bytes(shown.sheet.pdf)
    lines = [f"{f.level}：{f.text}" + (f"（{f.article}）" if f.article else "") for f in shown.findings]
    data = {
        "findings": [{"code": f.code, "level": f.level, "text": f.text, "article": f.article} for f in shown.findings],
        "passed": list(shown.passed),
        "pages": shown.sheet.pages if shown.sheet else 0,
    }
    return say(options, "\n".join(lines) or "自查没有发现问题。", data)


def _draft(office: Office, case: CaseFile, options: Options) -> drafting.ReplyDraft:
    draft = drafting.reply_draft(office, case)
    slots: dict[str, Any] = dict(draft.slots)
    fresh: dict[str, list[str]] = {}
    for item in options.slot:
        for key, value in pairs([item]).items():
            fresh.setdefault(key, []).append(value)
    if fresh and case.outcome is not None:
        from caseapp.casework.letters.slots import clean_slots, reply_template

        template = reply_template(office, case.outcome)
        kinds = {slot.name: slot.type for slot in template.slots}
        by_label = {slot.label: slot.name for slot in template.slots}
        fresh = {by_label.get(key, key): values for key, values in fresh.items()}
        slots |= {key: values if kinds.get(key) == "list" else values[-1] for key, values in fresh.items()}
        clean_slots(template, slots, complete=False)
    return replace(
        draft,
        slots=slots,
        serve_way=options.way or draft.serve_way,
        decided=parse_day(options.dated) if options.dated else draft.decided,
    )


def _write_documents(office: Office, case: CaseFile, options: Options) -> int:
    folder = Path(options.out)
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for document in case.documents:
        path = folder / safe_name(f"{case.row.number} {document.id} {document.title}.pdf")
        path.write_bytes(office.record.document_pdf(document.id))
        written.append(str(path))
    return say(options, "\n".join(written) or "还没有文书。", {"files": written})


def serve(office: Office, options: Options, today: date) -> int:
    """Record the service of the reply."""
    case = find_case(office, options.number, today)
    proof = file_bytes(options.proof) if options.proof else None
    done = service.serve(
        office,
        case.id,
        options.way,
        day(options.on, today),
        today,
        tracking=options.tracking,
        receiver=options.receiver,
        proof=proof,
    )
    return said(options, office, done, "已登记送达", today)


def archive(office: Office, options: Options, today: date) -> int:
    """Put the case on file."""
    case = find_case(office, options.number, today)
    done = service.archive(office, case.id, options.file_number, day(options.on, today), today)
    return said(options, office, done, "已归档", today)
