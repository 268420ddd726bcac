"""Printed pages of reckoning: 期限推算说明 of a case, 期限变动清单 of a calendar import; made when asked, not kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from caseapp.casework.casefile import CaseFile, load_case
from caseapp.casework.letters.slots import template_of
from caseapp.casework.letters.typefaces import office_fonts
from caseapp.casework.office import Office, Refused
from caseapp.casework.outfiles import write_whole
from caseapp.law.calendar import REST, weekday_name
from caseapp.law.facts import Fact, first
from caseapp.law.notices import Notice
from caseapp.law.parties import CHANNELS, SERVICE_WAYS
from caseapp.law.statement import DayRow, Statement, YearNotice, statement

if TYPE_CHECKING:
    from caseapp.casework.upkeep.calendars import Moved
    from caseapp.documents.pictures import Picture as Picture
    from caseapp.documents.press import Sheet as Sheet


_UNPUBLISHED = "放假安排未公布：只扣周末和《全国年节及纪念日放假办法》规定的节日，推算结果暂定"


def reckoning_sheet(office: Office, case_id: int, today: date) -> Sheet:
    """Return 期限推算说明 of a case on a day: every event, interval and day with its reason, fit for a 复议 file.

    Raises:
        UnknownRow: no such case. Refused: no period runs, because receipt is not confirmed or the case was imported.
        MissingGlyph: a character no font has.
    """
    from caseapp.documents.press import typeset

    case = load_case(office, case_id, today)
    if case.clock is None:
        raise Refused(
            "由旧台账导入的历史件不推算期限，没有推算说明。"
            if case.state.imported
            else "法定收到日尚未确认，期限还没有开始计算，请先登记确认。"
        )
    context = _context(office, today) | {
        "case": {"number": case.row.number, "applicant": case.row.applicants},
        "statement": _statement(office, case),
    }
    return typeset(template_of(office, "clock_statement"), context, office_fonts(office))


def reckoning_file_name(number: str) -> str:
    """Return the name a 期限推算说明 is offered to be saved under."""
    return f"{number} 答复期限推算说明.pdf"


def moves_sheet(office: Office, notices: Sequence[Notice], moved: Sequence[Moved], today: date) -> Sheet:
    """Return 期限变动清单: the notices of an import, and each open case whose due date or 暂定 mark they change.

    Raises:
        MissingGlyph: a character no font has.
    """
    from caseapp.documents.press import typeset

    context = _context(office, today) | {"moves": _moves(notices, moved)}
    return typeset(template_of(office, "calendar_moves"), context, office_fonts(office))


def sheet_page(sheet: Sheet, page: int, width: int) -> Picture:
    """Return the picture of a page of a sheet; pages count from 0, width in pixels."""
    from caseapp.documents.pictures import page_picture

    return page_picture(sheet.pdf, page, width)


def save_sheet(sheet: Sheet, path: Path) -> Path:
    """Write a sheet as PDF, whole or not at all: an older file stays until the new one is complete.

    Raises:
        Refused: the place is no file. OSError: the file cannot be written.
    """
    return write_whole(sheet.pdf, path)


def _context(office: Office, today: date) -> dict[str, Any]:
    return {"office": {"name": office.profile.name}, "letter": {"date": today}}


def _statement(office: Office, case: CaseFile) -> dict[str, Any]:
    clock = case.clock
    assert clock is not None
    said = statement(clock, office.calendar, office.periods)
    arrived, received = first(case.facts, "arrived"), first(case.facts, "received")
    return {
        "status": case.status.text,
        "arrived": _day_words(arrived.on if arrived else clock.history.received),
        "received": _day_words(clock.history.received),
        "receipt_rule": _receipt_rule(case, received),
        "base": f"{said.base}（{said.base_words}）的次日",
        "due": _due_cell(case),
        "served": _service(case),
        "events": [{"day": _day_words(e.day), "text": e.text, "article": e.article} for e in said.events],
        "intervals": _intervals(said),
        "excluded": said.excluded,
        "shared": said.shared,
        "days": [_day_row(row) for row in said.days],
        "conclusion": said.conclusion,
        "article": said.article,
        "notes": _notes(case, said),
        "grounds": [{"name": g.name, "gist": g.gist} for g in said.grounds],
        "notices": [_notice(notice) for notice in said.notices],
        "handler": case.row.handler or office.who,
    }


def _receipt_rule(case: CaseFile, received: Fact | None) -> str:
    """Return the rule of the channel, and by whom and how the day was confirmed (条例第三十一条)."""
    channel = CHANNELS.get(case.row.channel)
    words = f"{channel.rule}（{channel.article}）" if channel else ""
    detail = received.detail if received else {}
    how = "，".join(str(detail[key]) for key in ("confirmed_by", "confirmed_how") if detail.get(key))
    return f"{words}。确认：{how}" if how else words


def _due_cell(case: CaseFile) -> str:
    clock = case.clock
    assert clock is not None
    if clock.due is None:
        return "目前没有在计算"
    return _day_words(clock.due) + ("（暂定）" if clock.provisional else "")


def _service(case: CaseFile) -> str:
    clock = case.clock
    assert clock is not None
    if clock.history.served is None:
        return "申请已撤回" if clock.history.withdrawn else "尚未送达"
    served = [f for f in case.facts if f.kind == "served" and f.on == clock.history.served]
    way, verb = SERVICE_WAYS.get(str(served[-1].detail.get("way", "")) if served else "", ("", ""))
    judged = {True: "在期限之内", False: "超过期限", None: ""}[clock.on_time]
    return "，".join(part for part in (_day_words(clock.history.served) + verb, way, judged) if part)


def _intervals(said: Statement) -> list[dict[str, Any]]:
    return [
        {
            "first": i.first.isoformat(),
            "last": i.last.isoformat(),
            "days": i.days,
            "text": i.text,
            "end": i.end,
            "article": i.article,
        }
        for i in said.intervals
    ]


def _day_row(row: DayRow) -> dict[str, Any]:
    run = (row.last - row.first).days
    dates, weekday = row.first.isoformat(), weekday_name(row.first)
    if run:
        dates += f" 至 {row.last:%m-%d}"
        weekday += ("、" if run == 1 else "至") + weekday_name(row.last)[1:]
    return {
        "dates": dates,
        "weekday": weekday,
        "mark": "计入" if row.counted else "不计",
        "count": row.count,
        "reason": row.reason,
    }


def _notes(case: CaseFile, said: Statement) -> list[str]:
    clock = case.clock
    assert clock is not None
    words = [f"{note.text}。" + (f"（{note.article}）" if note.article else "") for note in said.notes]
    if clock.strict_due:
        words.insert(0, f"严格推算的日期为 {clock.strict_due}，请尽可能在此之前答复。")
    if clock.provisional:
        words.append("答复期限为暂定，放假安排公布或者征求意见结束后应当重新推算。")
    return words


def _notice(notice: YearNotice) -> dict[str, str]:
    if not notice.addresses:
        return {"name": f"{notice.year} 年", "addresses": _UNPUBLISHED}
    return {"name": f"{notice.year} 年节假日安排通知", "addresses": "\n".join(notice.addresses)}


def _day_words(day: date) -> str:
    return f"{day}（{weekday_name(day)}）"


def _moves(notices: Sequence[Notice], moved: Sequence[Moved]) -> dict[str, Any]:
    return {
        "notices": [
            {
                "year": notice.year,
                "source": notice.source,
                "rest": sum(1 for day in notice.days if day.kind == REST),
                "work": sum(1 for day in notice.days if day.kind != REST),
            }
            for notice in notices
        ],
        "cases": [
            {
                "number": case.number,
                "applicant": case.applicant,
                "before": _due_words(case.before, case.before_provisional),
                "after": _due_words(case.after, case.after_provisional),
            }
            for case in moved
        ],
    }


def _due_words(due: date | None, provisional: bool) -> str:
    if due is None:
        return "没有在计算"
    return f"{due}（暂定）" if provisional else due.isoformat()
