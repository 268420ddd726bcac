"""The letters of the benchmark: every one says something else in every paragraph, drawn from its number alone."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from random import Random

FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"
ORGAN = "济宁市统计局"
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧"
GIVEN = "喆堃玥犇㛃䶮𠅤𫍯𬭎𬱟"  # rare, and met in names
PLACES = ("任城区", "兖州区", "曲阜市", "邹城市", "微山县", "鱼台县", "金乡县", "嘉祥县", "汶上县", "泗水县", "梁山县")
TRADES = (
    "农副食品加工业", "饮料和精制茶制造业", "纺织服装、服饰业", "皮革和羽毛制品业", "木材加工业", "家具制造业",
    "造纸和纸制品业", "印刷和记录媒介复制业", "石油、煤炭加工业", "医药制造业", "化学纤维制造业", "橡胶和塑料制品业",
    "非金属矿物制品业", "黑色金属冶炼和压延加工业", "通用设备制造业", "专用设备制造业", "汽车制造业",
    "航空航天设备制造业",
    "电气机械和器材制造业", "计算机、通信设备制造业", "仪器仪表制造业", "废弃资源综合利用业",
    "电力、热力生产和供应业", "燃气生产和供应业",
)
FIGURES = ("工业总产值", "营业收入", "利润总额", "从业人员平均人数", "单位数", "固定资产投资额", "能源消费量",
           "研发经费支出")
CHANNELS = ("网络平台", "电子邮件", "传真", "邮寄", "当面")
HARMS = (
    "能够推断单个统计调查对象的资料", "可以识别具体企业的生产经营情况", "会泄露统计调查对象的商业秘密",
    "将使个别企业的产量和价格为竞争对手知悉",
    "足以反推其中一家企业的成本构成", "会损害被调查者对统计工作的信任",
)


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter, as every peer gets it.

    Attributes:
        number: 发文字号.
        title: of the letter.
        addressee: with its colon.
        body: (kind, text) of the paragraphs before the table; kind is "text" or "heading".
        table: rows of cells, the first the header; empty for a letter without a table.
        closing: paragraphs after the table, as in ``body``.
        day: 成文日期 as printed.
    """

    number: str
    title: str
    addressee: str
    body: tuple[tuple[str, str], ...]
    table: tuple[tuple[str, ...], ...]
    closing: tuple[tuple[str, str], ...]
    day: str

    def words(self) -> str:
        """Return the text without white space and in no order that a page could change: what a file must hold."""
        parts = [ORGAN, self.number, self.title, self.addressee, self.day]
        parts += [text for _, text in self.body + self.closing] + [cell for row in self.table for cell in row]
        return "".join(parts)


def letter(n: int, case: str) -> Letter:
    """Return letter ``n`` of the case "one" (one page) or "three" (three pages with a table)."""
    pick = Random(f"2026-{case}-{n}")
    name = pick.choice(SURNAMES) + "".join(pick.sample(GIVEN, 2))
    serial = f"{n % 9973:04d}"
    body = [_opening(pick, serial), _finding(pick), _refusal(pick)]
    table: list[tuple[str, ...]] = []
    closing: list[str] = []
    if case == "three":
        body = [body[0], "#一、予以公开的内容", body[1], *(_finding(pick) for _ in range(3)),
                "#二、不予公开的内容和理由", body[2], *(_refusal(pick) for _ in range(2)), "#三、各行业主要数据"]
        table = [("序号", "地区", "行业", "指标", "2025年", "同比增长"), *(_row(pick, k) for k in range(1, 15))]
        closing = [_refusal(pick), _finding(pick)]
    (closing if table else body).append(_remedy(pick))
    return Letter(f"济统依复〔2026〕{serial}号", "政府信息部分公开答复书", f"{name}：", _kinds(body), tuple(table),
                  _kinds(closing), f"2026年{pick.randint(1, 12)}月{pick.randint(1, 28)}日")


def _kinds(texts: list[str]) -> tuple[tuple[str, str], ...]:
    return tuple(("heading", text[1:]) if text.startswith("#") else ("text", text) for text in texts)


def _opening(pick: Random, serial: str) -> str:
    return (f"您2026年{pick.randint(1, 12)}月{pick.randint(1, 28)}日通过{pick.choice(CHANNELS)}"
            f"提交的第{serial}号申请收悉，"
            f"申请公开“{pick.choice(PLACES)}{pick.choice(TRADES)}{pick.choice(FIGURES)}汇总表”。")


def _finding(pick: Random) -> str:
    return (f"经审查，{pick.choice(PLACES)}{pick.choice(TRADES)}{pick.choice(FIGURES)}为{pick.randint(1000, 99999):,}，"
            f"同比增长{pick.uniform(1, 99):.1f}%（数据库V{pick.randint(1, 9)}.{pick.randint(0, 9)}版），予以公开。")


def _refusal(pick: Random) -> str:
    return (f"附表中{pick.choice(TRADES)}只有{pick.randint(1, 2)}家企业，公开后{pick.choice(HARMS)}，"
            "根据《中华人民共和国统计法》第二十八条的规定不予公开。")


def _remedy(pick: Random) -> str:
    place = pick.choice(PLACES)
    return f"如不服本答复，可以自收到之日起六十日内向{place}人民政府申请行政复议，或者六个月内向{place}人民法院起诉。"


def _row(pick: Random, serial: int) -> tuple[str, ...]:
    return (str(serial), pick.choice(PLACES), pick.choice(TRADES), pick.choice(FIGURES),
            f"{pick.randint(1000, 999999):,}", f"{pick.uniform(-20, 60):.1f}%")
