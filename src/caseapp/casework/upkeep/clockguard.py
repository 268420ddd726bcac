"""The guard against a computer's clock set back: today must not be earlier than what the record already holds."""

from __future__ import annotations

from datetime import date

from caseapp.casework.office import Office, Refused


class ClockSetBack(Refused):
    """Today is earlier than the newest fact of the record."""


def set_back(office: Office, today: date) -> str:
    """Return one sentence when ``today`` is earlier than the newest recorded day, "" when the clock can be right."""
    newest = office.record.newest_fact_day()
    if newest is None or newest <= today:
        return ""
    return f"电脑日期是 {today}，记录中已有 {newest} 的登记，电脑日期可能被调早了。期限都按电脑日期推算，请先核对。"


def refuse_set_back(office: Office, today: date) -> None:
    """Refuse to write on a day earlier than the newest fact.

    Raises:
        ClockSetBack: saying how to go on when the day is right.
    """
    if sentence := set_back(office, today):
        raise ClockSetBack(f"{sentence}确实要按这一天办理的，用 --today {today} 写明。没有改动任何内容。")
