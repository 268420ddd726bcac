"""The forms that close a year and amend a closed one."""

from __future__ import annotations

from datetime import date

from caseapp.casework.office import Done, Office
from caseapp.casework.year.year_closing import amend_year, close_year
from caseapp.casework.year.yearbook import Year
from caseapp.ui.widgets.fact_dialog import Form, Values
from caseapp.ui.widgets.fields import Field


def closing_form(year: int) -> Form:
    """Return the form that closes a year."""

    def act(office: Office, _case: int, _v: Values, day: date) -> Done:
        return close_year(office, year, day)

    intro = (
        "年度报告报出以后封存：表二、表三、表四和文字固定为报出的样子，此后台账的改动不再改变它们；"
        "发现错误的另作更正，写明日期和原因。检查没有全部通过的不能封存。"
    )
    return Form(f"close_year:{year}", f"封存 {year} 年度", intro, (), "封存", act)


def amending_form(year: Year) -> Form:
    """Return the form that takes what the ledger counts now into a closed year."""
    frozen = next((check for check in year.checks if check.id == "frozen"), None)

    def act(office: Office, _case: int, v: Values, day: date) -> Done:
        return amend_year(office, year.year, str(v["reason"]), day)

    same = "封存的数字与台账一致，没有需要更正的。"
    differing = f"与台账不同的：{frozen.detail}。" if frozen and not frozen.ok else same
    intro = f"{year.year} 年度于 {year.closed.on if year.closed else ''} 封存。{differing}更正后原来的数字保留可查。"
    fields = (Field("reason", "更正原因", "long", True, "写进更正记录，随工作簿报出", height=64),)
    return Form(f"amend_year:{year.year}", f"更正 {year.year} 年度表", intro, fields, "更正", act)
