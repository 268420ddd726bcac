"""What the registration form shows while it is filled, and registering together with the files handed in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from caseapp.casework.files import ROLES, MarkedSecret, attach, refuse_marked
from caseapp.casework.office import Done, Office, Refused
from caseapp.casework.receiving.intake import Application, Forecast, forecast, register
from caseapp.casework.receiving.mail_intake import Source, read_sources
from caseapp.law.errors import LawRefusal
from caseapp.material.marks import kind_of
from caseapp.store.rows import IndexFilter

ID_CARD, CREDIT_CODE, OTHER_ID = "居民身份证", "统一社会信用代码", "其他证件"


@dataclass(frozen=True, slots=True)
class Outlook:
    """What registering would bring, or why it cannot be.

    Attributes:
        day_words: which of the days typed is no working day (周日，休息日), "" when both are.
    """

    forecast: Forecast | None
    problem: str
    day_words: str


@dataclass(frozen=True, slots=True)
class PickedFile:
    """A file chosen for the case: ``problem`` says why it cannot be kept, "" when it can."""

    path: Source
    name: str
    size: int
    role: str
    problem: str


def outlook(office: Office, channel: str, arrived: date, confirmed: date | None, today: date) -> Outlook:
    """Return the dates a registration would bring, a refusal as its sentence."""
    words = []
    for label, day in (("到件", arrived), ("确认", confirmed)):
        if day is not None:
            try:
                verdict = office.calendar.verdict(day)
            except LawRefusal as refusal:
                return Outlook(None, refusal.sentence, "")
            if not verdict.works:
                words.append(f"{label}日 {day:%m-%d} 为{verdict.reason}")
    try:
        return Outlook(forecast(office, channel, arrived, confirmed, today), "", "；".join(words))
    except LawRefusal as refusal:
        return Outlook(None, refusal.sentence, "；".join(words))


def expected_number(office: Office, year: int) -> str:
    """Return the 登记编号 the next case of a year will most likely draw; the real one is drawn on registering."""
    floor = int(office.record.setting(f"case_floor:{year}", 0) or 0)
    ids = office.record.index_ids(IndexFilter(year=year), "number", descending=True)
    for line in office.record.index_page(ids[:1]):
        text = line.number.rpartition("-")[2]
        floor = max(floor, int(text)) if text.isdecimal() else floor
    return f"{year}-{floor + 1:03d}"


def id_hint(kind: str, number: str) -> str:
    """Return what looks wrong with an identity number, "" when nothing does; a wrong one never stops registering."""
    from stdnum.cn import ric, uscc
    from stdnum.exceptions import ValidationError

    if not number.strip() or kind not in (ID_CARD, CREDIT_CODE):
        return ""
    checker = ric if kind == ID_CARD else uscc
    compact = checker.compact(number)
    if len(compact) != 18:
        return f"{kind}应为 18 位，现在是 {len(compact)} 位。请对照证件；仍可登记"
    try:
        checker.validate(compact)
    except ValidationError:
        try:
            expected = checker.calc_check_digit(compact if kind == ID_CARD else compact[:-1])
        except (ValueError, ValidationError):
            return f"{kind}中有不应出现的字符。请对照证件；仍可登记"
        if expected != compact[-1]:
            return f"末位与前 17 位不符（应为 {expected}）。请对照证件；仍可登记"
        return f"{kind}中的日期或者地区不对。请对照证件；仍可登记"
    return ""


def look_at_files(chosen: Sequence[tuple[str, Source]]) -> list[PickedFile]:
    """Return chosen files with size and role ("" in ``chosen`` has it guessed), and why one cannot be kept."""
    found = []
    for (role, source), read in zip(chosen, read_sources([source for _, source in chosen]), strict=True):
        if isinstance(read, Refused):
            named = source.name if isinstance(source, Path) else f"{source.mail.name} 的附件"
            found.append(PickedFile(source, named, 0, role, read.sentence))
            continue
        name, data = read
        guessed = "identity" if "身份" in name else "application" if "申请" in name else "other"
        found.append(PickedFile(source, name, len(data), role or guessed, _problem(name, data)))
    return found


def register_with_files(
    office: Office, application: Application, files: Sequence[tuple[str, Source]], today: date
) -> Done:
    """Register a request and keep the files handed in with it; a bad file stops both.

    Args:
        office: the open record.
        application: the form.
        files: role and source of each file; the handler has said that none holds a state secret.
        today: the day of registering.

    Raises:
        Refused: a field or a file cannot be taken; nothing was registered.
    """
    taken = []
    for (role, _), read in zip(files, read_sources([source for _, source in files]), strict=True):
        if isinstance(read, Refused):
            raise read
        name, data = read
        if problem := _problem(name, data):
            raise Refused(f"附件“{name}”：{problem}")
        taken.append((role if role in ROLES else "other", name, data))
    done = register(office, application, today)
    changed = done.changed
    for role, name, data in taken:
        changed |= attach(office, done.case_id, role, name, data, today, not_secret=True).changed
    return Done(done.case_id, changed, done.document_ids, done.note)


def _problem(name: str, data: bytes) -> str:
    if not data:
        return "空文件，不能存入。"
    try:
        refuse_marked(name, data)
    except MarkedSecret as refusal:
        return refusal.sentence
    return "" if kind_of(name, data).agrees else "内容与扩展名不符，请核对是不是选错了文件。"
