"""One row of an old ledger becomes a case and its facts, or is refused with its reason."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

from caseapp import resources
from caseapp.casework.ledger.ledger_columns import Matching, fixed_values
from caseapp.casework.office import Office, Refused
from caseapp.casework.receiving.intake import case_number
from caseapp.casework.receiving.parties import address_parts, joint_applicants
from caseapp.casework.texts import REQUEST_LIMIT, clean
from caseapp.law.disputes import RESULTS
from caseapp.law.ledger_words import OPEN, plain
from caseapp.law.parties import APPLICANT_CLASSES, CHANNELS, SERVICE_WAYS
from caseapp.store.rows import CaseRow, FactRow

_SUIT_KINDS = {"直接起诉": "direct", "复议后起诉": "after"}
_NUMBERED = re.compile(r"^(?:[（(][一二三四五六七][)）]|\d+[.．、])\s*")


class RowReader:
    """Turns the cells of one row into a case and its facts.

    Attributes:
        remarks: what was read in a way worth saying, in order.
        unknown: how often each (column, words) occurs that has no meaning yet.
    """

    def __init__(self, office: Office, matching: Matching, today: date) -> None:
        self._office = office
        self._matching = matching
        self._today = today
        self._now = office.now()
        self._words = resources.load_ledger_words()
        self.remarks: dict[str, None] = {}
        self.unknown: Counter[tuple[str, str]] = Counter()
        self._rows = {"部分公开": "4"}
        for row in resources.load_annual_rows():
            if 3 <= row.number <= 23:
                for words in (row.label, row.full_label, _bare(row.label), _NUMBERED.sub("", row.group) + row.label):
                    self._rows[_bare_spaces(words)] = str(row.number)
        self._outcomes = {_bare_spaces(item.label): item for item in office.outcomes.items.values()}
        for words, item in self._outcomes.items():
            self._rows.setdefault(words, str(item.row))
        self._channels = {c.label: key for key, c in CHANNELS.items()}
        if office.profile.platform_name:
            self._channels[office.profile.platform_name] = "platform"
        self._classes = {label: key for key, label in APPLICANT_CLASSES.items()}

    def read(self, row: dict[str, str | date | None]) -> tuple[CaseRow, list[FactRow]]:
        """Return the case of a row, or refuse it with a reason."""
        text = {key: str(value) if value is not None else "" for key, value in row.items()}
        received, closed = row["收到日期"], row["办结日期"]
        applicant_class, channel, result = self._fixed(
            (self._class, text["申请人类别"]), (self._channel, text["申请渠道"]), (self._result, text["办理结果"])
        )
        if not isinstance(received, date):
            raise Refused("“收到日期”没有填写。")
        if self._matching.own and result and closed is None:
            result = ""
            self.remarks["已判断办理结果、尚未办结的，按在办导入"] = None
        self._check_days(received, closed if isinstance(closed, date) else None, result)
        place = address_parts(clean(text["通信地址"], "通信地址", 200))
        case = CaseRow(
            number=case_number(clean(text["登记编号"], "登记编号", 40, required=True)),
            applicant=clean(text["申请人"], "申请人", 100, required=True),
            applicant_class=applicant_class,
            channel=channel,
            request=clean(text["申请内容"], "申请内容", REQUEST_LIMIT, lines=True),
            id_kind=clean(text["证件类型"], "证件类型", 30),
            id_number=clean(text["证件号码"], "证件号码", 40),
            phone=clean(text["联系电话"], "联系电话", 40),
            email=clean(text["电子邮箱"], "电子邮箱", 100),
            region=place.region,
            address=place.rest,
            joint=joint_applicants(text["共同申请人"]),
            postcode=clean(text["邮政编码"], "邮政编码", 10),
            agent=clean(text["代理人"], "代理人", 100),
            form_wanted=clean(text["提供方式"], "提供方式", 40),
            obtain_way=clean(text["获取方式"], "获取方式", 40),
            department=clean(text["承办科室"], "承办科室", 50),
            handler=clean(text["经办人"], "经办人", 30),
            note=clean(text["备注"], "备注", 2000, lines=True),
            imported=True,
        )
        facts = [
            self._fact("received", received, {"channel": case.channel}),
            self._fact("imported", self._today, self._imported(text) | {"open": not result}),
        ]
        if result and isinstance(closed, date):
            outcome = self._outcome(int(result), text["办理结果"])
            facts.append(self._fact("outcome_decided", closed, {"outcome": outcome}))
            facts.append(self._fact("served", closed, {"way": self._way(text["送达方式"])}))
        facts += self._disputes(text, closed if isinstance(closed, date) else received)
        return case, facts

    def _fixed(self, *asked: tuple[Callable[[str], str], str]) -> list[str]:
        """Return the ids of some values; every one not known is counted before the first is refused."""
        found: list[str] = []
        refused: list[Refused] = []
        for read, words in asked:
            try:
                found.append(read(words))
            except Refused as refusal:
                refused.append(refusal)
        if refused:
            raise refused[0]
        return found

    def _check_days(self, received: date, closed: date | None, result: str) -> None:
        if received > self._today:
            raise Refused(f"收到日期 {received} 是将来的日期。")
        if received.year < 2008:
            raise Refused(f"收到日期 {received} 早于 2008 年，请核对。")
        if bool(result) != bool(closed):
            raise Refused("“办理结果”和“办结日期”应当同时填写，或者同时空着（未办结）。")
        if closed and closed < received:
            raise Refused(f"办结日期 {closed} 早于收到日期 {received}。")
        if closed and closed > self._today:
            raise Refused(f"办结日期 {closed} 是将来的日期。")

    def _fact(self, kind: str, on: date, detail: dict[str, Any]) -> FactRow:
        return FactRow(0, 0, kind, on, "", detail, self._now, self._office.who)

    def _imported(self, text: dict[str, str]) -> dict[str, Any]:
        return {
            "reply_number": clean(text["答复文号"], "答复文号", 60),
            "serve_way": clean(text["送达方式"], "送达方式", 40),
        }

    def _class(self, words: str) -> str:
        found = self._known("申请人类别", words, self._classes.get(words.strip()))
        if found is None:
            raise Refused(f"申请人类别“{words}”不认识，应当是{'、'.join(APPLICANT_CLASSES.values())}之一。")
        return found

    def _channel(self, words: str) -> str:
        found = self._known("申请渠道", words, self._channels.get(words.strip()))
        if found is None:
            raise Refused(f"申请渠道“{words}”不认识，应当是{'、'.join(c.label for c in CHANNELS.values())}之一。")
        return found

    def _result(self, words: str) -> str:
        """Return the row of table 三 as text, "" for a case still open."""
        bare = _bare_spaces(words)
        if not bare:
            return ""
        found = self._known("办理结果", words, self._rows.get(bare) or self._rows.get(_bare(bare)))
        if found is None:
            raise Refused(f"办理结果“{bare}”不认识，请填写年度表三的行名，例如“（一）予以公开”。")
        return "" if found == OPEN else found

    def _known(self, column: str, words: str, own: str | None) -> str | None:
        """Return what a value means: its own name, what was chosen for it, or another name of it, which is said."""
        if not words.strip() and column in self._matching.fills:
            return self._matching.fills[column]
        if own is not None:
            return own
        found = self._matching.values.get(column, {}).get(plain(words)) or self._words.value(column, words)
        if found is None and words.strip():
            self.unknown[column, words.strip()] += 1
        elif found is not None:
            self.remarks[f"“{words.strip()}”按“{fixed_values(column)[found]}”导入"] = None
        return found

    def _outcome(self, row: int, words: str) -> str:
        named = self._outcomes.get(_bare_spaces(words))
        if named is not None and named.row == row:
            return named.id
        return "other" if row == 23 else self._office.outcomes.of_row(row).id

    def _way(self, words: str) -> str:
        words = words.strip()
        return next((key for key, (label, _) in SERVICE_WAYS.items() if words and words in label), "")

    def _disputes(self, text: dict[str, str], on: date) -> list[FactRow]:
        facts = []
        if result := text["复议结果"].strip():
            facts.append(self._dispute("reconsideration", result, on, {}))
        kind, result = text["诉讼类型"].strip(), text["诉讼结果"].strip()
        if bool(kind) != bool(result):
            raise Refused("“诉讼类型”和“诉讼结果”应当同时填写。")
        if kind:
            if kind not in _SUIT_KINDS:
                raise Refused(f"诉讼类型“{kind}”应当是直接起诉、复议后起诉之一。")
            facts.append(self._dispute("suit", result, on, {"kind": _SUIT_KINDS[kind]}))
        return facts

    def _dispute(self, what: str, result: str, on: date, detail: dict[str, str]) -> FactRow:
        if result not in RESULTS:
            raise Refused(f"复议、诉讼的结果“{result}”应当是{'、'.join(RESULTS)}之一。")
        kind = f"{what}_filed" if result == RESULTS[3] else f"{what}_decided"
        return self._fact(kind, on, {"result": result, **detail})


def _bare(words: str) -> str:
    return _NUMBERED.sub("", _bare_spaces(words))


def _bare_spaces(words: str) -> str:
    return "".join(words.split()).replace("(", "（").replace(")", "）").replace("．", ".")
