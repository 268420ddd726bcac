"""Cases for the screens, registered with the verbs of the office."""

from __future__ import annotations

from datetime import date

from caseapp.casework.office import Office
from caseapp.casework.receiving.intake import Application, register


def register_case(office, applicant, arrived, *, request="2025年全市粮食产量。", channel="post", **more):
    """Register one request on the day it arrived and return its id."""
    application = Application(
        channel=channel,
        arrived=arrived,
        applicant=applicant,
        applicant_class=more.pop("applicant_class", "person"),
        request=request,
        handler="张敏",
        **more,
    )
    return register(office, application, arrived).case_id


def three_cases(path):
    """One overdue, one comfortable, one letter waiting for its confirmation; today is 2026-11-23."""
    office = Office.open(path, who="张敏")
    try:
        return [
            register_case(office, "孙桂兰", date(2026, 10, 23), request="任城区居民收入调查户数。"),
            register_case(
                office, "某某大学经济研究院", date(2026, 11, 18), request="人口分县区数。", applicant_class="research"
            ),
            register_case(office, "郑淑华", date(2026, 11, 20), channel="ordinary_mail", request="普查单位名录。"),
        ]
    finally:
        office.close()
