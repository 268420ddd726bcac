"""An invented notice for 2027 in the three forms it can come in; every 法定节日 of the year is in it.

休息日 beyond weekends and 法定节日: 01-04 (Mon), 02-09, 02-10, 02-11, 02-12, 05-03, 05-04, 10-04 … 10-07.
"""

from __future__ import annotations

import json

SOURCE = "国办发明电〔2026〕99号（虚构）"
TEXT = """\
一、元旦：1月1日（周五）至4日（周一）放假调休，共4天。2026年12月26日（周六）上班。
二、春节：2月5日（农历除夕、周五）至12日（周五）放假调休，共8天。2月14日（周日）上班。
三、清明节：4月3日（周六）至5日（周一）放假，共3天。
四、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。5月8日（周六）上班。
五、端午节：6月9日（周三）放假1天，不调休。
六、中秋节：9月15日（周三）放假1天，不调休。
七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。10月9日（周六）上班。
"""
_REST = (
    ("元旦", [f"2027-01-0{d}" for d in (1, 2, 3, 4)]),
    ("春节", [f"2027-02-{d:02d}" for d in range(5, 13)]),
    ("清明节", ["2027-04-03", "2027-04-04", "2027-04-05"]),
    ("劳动节", [f"2027-05-0{d}" for d in (1, 2, 3, 4, 5)]),
    ("端午节", ["2027-06-09"]),
    ("中秋节", ["2027-09-15"]),
    ("国庆节", [f"2027-10-0{d}" for d in range(1, 8)]),
)
_WORK = (("元旦", "2026-12-26"), ("春节", "2027-02-14"), ("劳动节", "2027-05-08"), ("国庆节", "2027-10-09"))
DAYS = [("休息日", name, day) for name, days in _REST for day in days] + [("上班日", *work) for work in _WORK]
CSV = ["notice_year,date,kind,name", *(f"2027,{day},{kind},{name}" for kind, name, day in DAYS)]


def holiday_cn(days: list[dict[str, object]] | None = None) -> str:
    """The notice in the JSON form of the public holiday-cn project."""
    listed = [{"name": name, "date": day, "isOffDay": kind == "休息日"} for kind, name, day in DAYS]
    data = {"year": 2027, "papers": ["https://example.invalid/2027"], "days": listed if days is None else days}
    return json.dumps(data, ensure_ascii=False, indent=2)
