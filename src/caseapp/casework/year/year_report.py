"""The draft of the annual report: six parts in the national form, numbers filled in, the rest left to the office.

The parts and headings are those of 国办公开办函〔2021〕30号. Nothing is written for the office that is not counted:
where it must write, a hint says what belongs there.
"""

from __future__ import annotations

from caseapp import resources
from caseapp.casework.year.yearbook import Year
from caseapp.documents import blocks as b
from caseapp.law.report_form import FIRST_NEW_FORM, TITLE2, TITLE3, TITLE4, Grid, grids_of

DRAFT_NOTE = "年度报告初稿：数字取自办件记录，标黄处由本机关填写。"


def report_title(counted: Year) -> str:
    """Return the title of the report."""
    return f"{counted.organ}{counted.year}年政府信息公开工作年度报告"


def report_parts(counted: Year) -> list[b.Block | Grid]:
    """Return the whole report in its order."""
    tables = grids_of(counted.tables, resources.load_annual_rows(), counted.form2, counted.table2)
    return [
        b.Title((counted.organ or _fill("机关名称"), f"{counted.year}年政府信息公开工作年度报告")),
        b.Paragraph(_opening(counted)),
        *_summary(counted),
        _part(TITLE2),
        tables[0],
        b.PageBreak(),
        _part(TITLE3),
        tables[1],
        _part(TITLE4),
        tables[2],
        *_problems(),
        *_other(counted),
        b.Signature(counted.organ or _fill("机关名称"), _fill("报告日期")),
    ]


def _fill(hint: str) -> str:
    return f"（请填写：{hint}）"


def _part(words: str) -> b.Paragraph:
    return b.Paragraph(words, "heading1")


def _section(words: str) -> b.Paragraph:
    return b.Paragraph(words, "heading2")


def _opening(counted: Year) -> str:
    form = "国办公开办函〔2021〕30号" if counted.year >= FIRST_NEW_FORM else "国办公开办函〔2019〕60号"
    return (
        f"根据《中华人民共和国政府信息公开条例》和{form}规定的年度报告格式，编制本报告。"
        f"所列数据的统计期限为{counted.year}年1月1日至12月31日。"
    )


def _summary(counted: Year) -> list[b.Block]:
    told = [line.strip() for line in counted.text.split("\n") if line.strip()]
    return [
        _part("一、总体情况"),
        _section("（一）主动公开"),
        b.Paragraph(_fill("本年主动公开信息的条数、主要栏目和渠道，重点领域信息、政策文件及解读的公开情况")),
        _section("（二）依申请公开"),
        *(b.Paragraph(text) for text in told),
        _section("（三）政府信息管理"),
        b.Paragraph(_fill("信息制作、获取、保存和属性源头认定的做法，先审查后公开的落实，公开目录和文件清理的动态调整情况")),
        _section("（四）政府信息公开平台建设"),
        b.Paragraph(_fill("网站和政务公开专栏、政务新媒体、公共查阅点的建设和维护，申请渠道是否畅通")),
        _section("（五）监督保障"),
        b.Paragraph(_fill("组织领导和人员，制度建设，培训次数和人数，考核、社会评议和责任追究的结果")),
    ]


def _problems() -> list[b.Block]:
    return [
        _part("五、存在的主要问题及改进情况"),
        b.Paragraph(_fill("上年报告所列问题的改进结果")),
        b.Paragraph(_fill("本年存在的主要问题，写具体，不照抄上年")),
        b.Paragraph(_fill("下一步的改进措施和时间")),
    ]


def _other(counted: Year) -> list[b.Block]:
    fees = f"收取信息处理费{counted.fees_yuan}元" if counted.fees_yuan else "没有收取信息处理费"
    return [
        _part("六、其他需要报告的事项"),
        b.Paragraph(f"（一）收取信息处理费情况。{counted.year}年，{counted.organ or '本机关'}{fees}。"),
        b.Paragraph("（二）" + _fill("本级政府年度政务公开工作要点的落实情况")),
        b.Paragraph("（三）" + _fill("人大代表建议和政协提案办理结果公开、创新做法等其他事项，没有的删去本项")),
    ]
