"""The columns of the ledger (台账的列), declared once for the window, the files, the command line and the printed list.

The union of the columns offices keep, in the order of a case. 转主动公开 and 关键词 are not in the record
and have no column.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from caseapp.casework.ledger import ledger_cells as cells
from caseapp.casework.ledger.ledger_cells import Told, Value, day_of, said
from caseapp.casework.office import Refused
from caseapp.casework.receiving.parties import joint_words
from caseapp.law.ledger_words import NOTE

TEXT, DAY, NUMBER = "text", "date", "number"
ALWAYS, WIDE, HIDDEN = 0, 1500, 1 << 30
"""From which width of the table (px) a column is shown unless another choice was made."""
KEY = "number"
"""The column that is always shown: by it a line is told from another."""
EMPTY = "—"


@dataclass(frozen=True, slots=True)
class LedgerField:
    """One column.

    Attributes:
        key: its name in settings, saved views and on the command line.
        heading: as files and the printed list have it; short: as the table has it, "" for the same.
        tell: what stands in it; None for nothing.
        width: in the table (px), and its share of a printed page; 0 takes the room that is left.
        sort: the column of ``store.ledger.SORTABLE`` it is sorted by, "" where SQL has none.
        shown: ALWAYS, WIDE or HIDDEN.
        kind: TEXT, DAY or NUMBER; a text may stand where a date or number cannot be given.
        column: the column of an old ledger it is read back as, "" for one that is derived anew.
        personal: it tells more of a person than the name, and is shown and given out only when asked for.
        blank: what the table says where nothing stands.
    """

    key: str
    heading: str
    tell: Callable[[Told], Value]
    width: int = 96
    sort: str = ""
    shown: int = HIDDEN
    kind: str = TEXT
    column: str = ""
    short: str = ""
    personal: bool = False
    blank: str = EMPTY

    @property
    def title(self) -> str:
        """The heading in the table."""
        return self.short or self.heading


_F = LedgerField
_CLASS = "申请人类别"
_own = partial(_F, personal=True)
_count = partial(_F, width=88, kind=NUMBER)
FIELDS: tuple[LedgerField, ...] = (
    _F("number", "登记编号", lambda t: t.index.number, 96, "number", ALWAYS, column="登记编号"),
    _F("applicant", "申请人", lambda t: t.index.applicant, 150, "applicant", ALWAYS, column="申请人"),
    _F("applicant_class", _CLASS, cells.applicant_class, 96, "applicant_class", ALWAYS, TEXT, _CLASS, "类别"),
    _own("id_kind", "证件类型", lambda t: t.case.row.id_kind, 116, column="证件类型"),
    _own("id_number", "证件号码", lambda t: t.case.row.id_number, 160, column="证件号码"),
    _own("phone", "联系电话", lambda t: t.case.row.phone, 116, column="联系电话"),
    _own("email", "电子邮箱", lambda t: t.case.row.email, 160, column="电子邮箱"),
    _own("address", "通信地址", lambda t: t.case.row.whole_address, 200, column="通信地址"),
    _own("postcode", "邮政编码", lambda t: t.case.row.postcode, 72, column="邮政编码"),
    _F("joint", "共同申请人", lambda t: joint_words(t.case.row.joint), 120, column="共同申请人", personal=True),
    _F("agent", "代理人", lambda t: t.case.row.agent, 90, column="代理人"),
    _F("channel", "申请渠道", cells.channel, 80, "channel", WIDE, TEXT, "申请渠道", "渠道"),
    _F("arrived", "实际到达日", lambda t: t.index.arrived, 92, "arrived", kind=DAY),
    _F("received", "法定收到日", lambda t: t.index.received, 92, "received", ALWAYS, DAY, "收到日期", blank="未确认"),
    _F("request", "申请内容", lambda t: t.case.row.request, 0, "request", ALWAYS, column="申请内容"),
    _F("status", "状态", lambda t: t.case.status.text, 116, "stage", ALWAYS),
    _F("due", "最迟答复日", cells.due, 116, "due", ALWAYS, DAY),
    _F("form_wanted", "提供方式", lambda t: t.case.row.form_wanted, column="提供方式"),
    _F("obtain_way", "获取方式", lambda t: t.case.row.obtain_way, column="获取方式"),
    _F("department", "承办科室", lambda t: t.index.department, 96, "department", WIDE, column="承办科室"),
    _F("handler", "经办人", lambda t: t.index.handler, 72, "handler", WIDE, column="经办人"),
    _F("clarification_sent", "告知补正日", partial(day_of, "clarification_sent"), kind=DAY),
    _count("clarification_term", "补正期限（工作日）", partial(said, "clarification_sent", "term"), short="补正期限"),
    _F("clarification_received", "收到补正日", partial(day_of, "clarification_received"), kind=DAY),
    _F("consulted", "征求意见对象", cells.consulted, 150),
    _F("consult_sent", "征求意见发出日", cells.consult_sent, 108, kind=DAY),
    _F("consult_answered", "收到意见日", cells.consult_answered, 96, kind=DAY),
    _F("consult_result", "征求意见结果", cells.consult_result, 116),
    _F("extended_on", "延期日期", partial(day_of, "extended"), kind=DAY),
    _count("extended_days", "延期天数（工作日）", partial(said, "extended", "days"), short="延期天数"),
    _F("extension_approver", "延期批准人", partial(said, "extended", "approver"), 84),
    _F("fee_way", "收费方式", cells.fee_way, 84),
    _count("fee_yuan", "收费金额（元）", partial(said, "fee_noticed", "yuan"), short="收费（元）"),
    _F("fee_paid", "缴费日", partial(day_of, "fee_paid"), kind=DAY),
    _F("reviewed_on", "保密审查日期", partial(day_of, "review_signed"), kind=DAY),
    _F("review_conclusion", "保密审查结论", cells.review_conclusion, 104),
    _F("outcome", "办理结果", cells.outcome, 126, "row", ALWAYS, column="办理结果"),
    _F("basis", "依据条款", cells.basis, 220),
    _F("reply_number", "答复文号", lambda t: t.index.reply_number, 144, "reply_number", ALWAYS, column="答复文号"),
    _F("made_on", "成文日期", partial(day_of, "finalised"), kind=DAY),
    _F("serve_way", "送达方式", cells.serve_way, 126, column="送达方式"),
    _F("served_on", "交邮（签收、发出）日", cells.served_on, 140, kind=DAY),
    _F("tracking", "邮件号", partial(said, "served", "tracking"), 126),
    _F("closed_on", "办结日期", lambda t: t.index.closed_on, 96, "closed_on", WIDE, DAY, "办结日期"),
    _F("used_days", "用时（工作日）", lambda t: t.index.used_days, 50, "used_days", ALWAYS, NUMBER, "", "用时"),
    _F("on_time", "是否按期", cells.on_time, 72, "on_time"),
    _F("materials", "公开件清单", cells.materials, 200),
    _F("reconsideration", "复议结果", lambda t: t.index.reconsideration, 72, column="复议结果"),
    _F("suit_kind", "诉讼类型", cells.suit_kind, 96, column="诉讼类型"),
    _F("suit_result", "诉讼结果", lambda t: t.index.suit_result, 72, column="诉讼结果"),
    _F("dispute_numbers", "复议诉讼案号", cells.dispute_numbers, 160),
    _F("file_number", "归档号", partial(said, "archived", "number"), 120),
    _F("note", "备注", lambda t: t.case.row.note, 200, column=NOTE),
)
PLACE: dict[str, int] = {field.key: place for place, field in enumerate(FIELDS)}


def usual(width: int) -> tuple[str, ...]:
    """Return the columns shown in a table of a width (px) unless another choice was made."""
    return tuple(field.key for field in FIELDS if width >= field.shown)


def known(keys: Sequence[str]) -> tuple[str, ...]:
    """Return keys without those of columns there are none of any more, each once; empty stays empty.

    The column that is always shown comes first where it was left out.
    """
    found = tuple(key for key in dict.fromkeys(keys) if key in PLACE)
    return (KEY, *found) if found and KEY not in found else found


def named(words: Sequence[str]) -> tuple[str, ...]:
    """Return the keys of columns given by key or heading, in the order given.

    Raises:
        Refused: no such column, or none at all.
    """
    names = {name: field.key for field in FIELDS for name in (field.key, field.heading, field.title)}
    found: dict[str, None] = {}
    for word in (word.strip() for word in words if word.strip()):
        if word not in names:
            raise Refused(f"台账没有“{word}”这一列，可用的有：{'、'.join(field.heading for field in FIELDS)}。")
        found[names[word]] = None
    if not found:
        raise Refused("没有指明任何一列。")
    return tuple(found)


def fields_of(keys: Sequence[str]) -> tuple[LedgerField, ...]:
    """Return columns by key, in the order given; an empty one means all of them."""
    return tuple(FIELDS[PLACE[key]] for key in keys) if keys else FIELDS


def shown_words(field: LedgerField, value: Value) -> str:
    """Return what the table and the printed list say of a value, on one line."""
    if value is None or value == "":
        return field.blank
    return value.isoformat() if isinstance(value, date) else " ".join(str(value).split())
