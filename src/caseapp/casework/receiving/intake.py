"""Receiving and registering (接收、登记): a request enters the record here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from caseapp.casework.casefile import load_case
from caseapp.casework.ledger.caseindex import index_of
from caseapp.casework.letters.letters import freeze
from caseapp.casework.letters.typefaces import FontUnusable
from caseapp.casework.office import Done, Office, Refused
from caseapp.casework.receiving.parties import address_parts
from caseapp.casework.receiving.registration import CHOICES, TEXTS, cleaned
from caseapp.casework.texts import clean
from caseapp.casework.working import Working, working
from caseapp.law.clock import run_clock
from caseapp.law.facts import Fact
from caseapp.law.parties import CHANNELS
from caseapp.store.change import Change
from caseapp.store.rows import CaseRow


@dataclass(frozen=True, slots=True)
class Application:
    """What the registration form holds, as plain values.

    Attributes:
        channel: key of CHANNELS; arrived: 实际到达日.
        confirmed: day of confirmation with the applicant, for the channels that need it; None = not yet.
        confirmed_by, confirmed_how: who confirmed, and how.
        number: 登记编号 wanted; "" draws the next one.
        late_reason: why a case is entered late (补录), "" for an ordinary one.
        region: province, city and county; "" takes them from the beginning of ``address``.
        mandate: key of parties.MANDATES, "" without an agent.
        joint: the other applicants as ``parties.joint_applicants`` reads them.
        written_by, difficulty: of an oral request, who filled in the form and why the applicant could not.
    """

    channel: str
    arrived: date
    applicant: str
    applicant_class: str
    request: str
    confirmed: date | None = None
    confirmed_by: str = ""
    confirmed_how: str = ""
    id_kind: str = ""
    id_number: str = ""
    phone: str = ""
    email: str = ""
    region: str = ""
    address: str = ""
    postcode: str = ""
    agent: str = ""
    agent_id: str = ""
    agent_phone: str = ""
    mandate: str = ""
    joint: str = ""
    form_wanted: str = ""
    obtain_way: str = ""
    department: str = ""
    handler: str = ""
    note: str = ""
    number: str = ""
    late_reason: str = ""
    written_by: str = ""
    difficulty: str = ""

    def received(self) -> date | None:
        """Return the 法定收到日 the channel gives (条例第三十一条), None while a confirmation is missing."""
        return self.confirmed if CHANNELS[self.channel].confirmed else self.arrived


@dataclass(frozen=True, slots=True)
class Forecast:
    """What registering would mean for the dates, shown before it is saved."""

    received: date | None
    clarification_due: date | None
    due: date | None
    provisional: bool
    rule: str


def forecast(office: Office, channel: str, arrived: date, confirmed: date | None, today: date) -> Forecast:
    """Return the dates a registration would bring: 补正 notice and reply, both last days.

    Raises:
        Refused: unknown channel or impossible dates.
        LawRefusal: the clock refuses the date.
    """
    rule = _channel_rule(channel)
    _check_arrival(channel, arrived, confirmed, today)
    received = confirmed if CHANNELS[channel].confirmed else arrived
    if received is None:
        return Forecast(None, None, None, False, rule)
    clock = run_clock(received, [Fact("arrived", arrived)], office.calendar, office.periods, today)
    return Forecast(received, clock.clarification_due, clock.due, clock.provisional, rule)


def register(office: Office, application: Application, today: date) -> Done:
    """Register a request: its row, facts, 登记编号 and 接收回执, all or nothing (条例第二十九、三十一、四十五条).

    Raises:
        Refused: a field is missing, overlong or impossible.
        OlderLaw: received before 2019-05-15.
        DuplicateNumber: the number wanted is taken.
    """
    row = _checked(application)
    _channel_rule(application.channel)
    _check_arrival(application.channel, application.arrived, application.confirmed, today)
    oral = _oral(application, office.who)
    received = application.received()
    if received is not None:
        office.periods.refuse_older(received)
        office.calendar.index(received)
    year = (received or application.arrived).year
    with office.record.change("登记申请", office.who, office.now()) as change:
        number = case_number(application.number) or next_case_number(office, change, year)
        case_id = change.add_case(replace(row, number=number, handler=row.handler or office.who))
        case = load_case(office, case_id, today)
        work = Working(office, case, change, today, changed={"case", "facts", "documents"})
        work.add_fact("arrived", application.arrived, {"channel": application.channel} | oral)
        if received is not None:
            work.add_fact("received", received, _confirmation(application))
        if application.late_reason.strip():
            reason = clean(application.late_reason, "补录原因", 500)
            work.add_fact("late_entry", today, {"reason": reason}, reason=reason)
        work.add_fact("registered", today, {"number": number})
        work.refresh()
        if oral:
            _give_filled_form(work, oral)
        if received is not None:
            _give_receipt(work)
        change.put_index(index_of(office, work.refresh()))
        return work.done()


def confirm_receipt(office: Office, case_id: int, on: date, by: str, how: str, today: date) -> Done:
    """Record the confirmation with the applicant: its day is the 收到申请之日 (条例第三十一条第二、三项).

    Raises:
        NotAllowed: already confirmed. Refused: future day, or who and how are missing.
    """
    detail = {
        "confirmed_by": clean(by, "确认人", 30, required=True),
        "confirmed_how": clean(how, "确认方式", 100, required=True),
    }
    with working(office, case_id, "confirm_receipt", "登记确认", today) as work:
        arrived = work.case.state.on("arrived")
        if arrived and on < arrived:
            raise Refused(f"确认日期 {on} 早于到件日期 {arrived}，请核对。")
        work.add_fact("received", on, detail)
        work.refresh()
        _give_receipt(work)
    return work.done()


def _give_receipt(work: Working) -> None:
    """Freeze the 接收回执; what cannot be printed does not keep a request from being registered."""
    from caseapp.documents.fonts import MissingGlyph

    try:
        freeze(work, "receipt", {}, made_on=work.today)
    except (MissingGlyph, FontUnusable) as problem:
        work.note = f"已登记，但没有打印接收回执：{problem}"


def _oral(form: Application, who: str) -> dict[str, str]:
    """Return who filled in the form of an oral request and why, {} for a written one (条例第二十九条)."""
    if form.channel != "oral":
        return {}
    return {
        "written_by": clean(form.written_by, "代填人", 30) or who,
        "difficulty": clean(form.difficulty, "口头提出的原因", 200, required=True),
    }


def _give_filled_form(work: Working, oral: dict[str, str]) -> None:
    """Freeze the form filled in for an oral request, which the applicant reads and signs."""
    from caseapp.documents.fonts import MissingGlyph

    try:
        freeze(work, "oral_request", oral, made_on=work.today)
    except (MissingGlyph, FontUnusable) as problem:
        work.note = f"已登记，但没有打印代填的申请表：{problem}"


def case_number(text: str) -> str:
    """Return a 登记编号 as typed: letters, digits, Chinese characters and a few marks, since files are named after it.

    Raises:
        Refused: it holds anything else.
    """
    number = clean(text, "登记编号", 40)
    if any(not (char.isalnum() or char in "-—_〔〕[]()（）.号第") for char in number) or number.startswith("."):
        raise Refused(f"登记编号“{number}”只能用文字、数字、横线和括号，请改写。")
    return number


def next_case_number(office: Office, change: Change, year: int) -> str:
    """Draw the next 登记编号 of a year, continuing past imported ones and past those somebody typed."""
    floor = int(office.record.setting(f"case_floor:{year}", 0) or 0)
    while True:
        number = f"{year}-{change.next_number(f'case:{year}', floor):03d}"
        if office.record.case_by_number(number) is None:
            return number


def _checked(form: Application) -> CaseRow:
    """Return the row with every text cleaned, or refuse."""
    given = {key: getattr(form, key) for key in (*TEXTS, *CHOICES, "joint")}
    values = cleaned(given)
    if not values["region"]:
        parts = address_parts(values["address"])
        values |= {"region": parts.region, "address": parts.rest}
    if not values["agent"]:
        values |= {"agent_id": "", "agent_phone": "", "mandate": ""}
    return CaseRow(**values)


def _channel_rule(channel: str) -> str:
    if channel not in CHANNELS:
        raise Refused(f"申请渠道应当是{'、'.join(c.label for c in CHANNELS.values())}之一。")
    return f"{CHANNELS[channel].rule}（{CHANNELS[channel].article}）"


def _check_arrival(channel: str, arrived: date, confirmed: date | None, today: date) -> None:
    if arrived > today:
        raise Refused(f"到件日期 {arrived} 是将来的日期，请核对。")
    if confirmed is not None and CHANNELS[channel].confirmed:
        if confirmed < arrived:
            raise Refused(f"确认日期 {confirmed} 早于到件日期 {arrived}，请核对。")
        if confirmed > today:
            raise Refused(f"确认日期 {confirmed} 是将来的日期，请核对。")


def _confirmation(form: Application) -> dict[str, str]:
    if not CHANNELS[form.channel].confirmed:
        return {"channel": form.channel}
    return {
        "channel": form.channel,
        "confirmed_by": clean(form.confirmed_by, "确认人", 30),
        "confirmed_how": clean(form.confirmed_how, "确认方式", 100),
    }
