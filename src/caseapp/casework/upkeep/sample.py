"""The sample year 2021 (示例年度): eight fictional requests driven through every stage by the verbs the window uses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from caseapp import resources
from caseapp.casework.casefile import load_case
from caseapp.casework.files import attach
from caseapp.casework.handling import procedure, service
from caseapp.casework.ledger.ledger_out import export_ledger
from caseapp.casework.letters import drafting, replying
from caseapp.casework.office import Office, Profile, Refused, save_person, save_profile
from caseapp.casework.receiving import intake
from caseapp.casework.review import reviewing
from caseapp.casework.year.year_out import write_annual
from caseapp.law.review import NO
from caseapp.store.rows import IndexFilter

YEAR = 2021
RECORD_NAME = "sample-2021.caseapp"


@dataclass(frozen=True, slots=True)
class SampleOutput:
    """What the sample left in its folder."""

    record: Path
    letters: tuple[Path, ...]
    forms: tuple[Path, ...]
    ledger: Path
    annual: Path


class _Days:
    """The journal's clock for the sample: mid-morning of the day being played."""

    def __init__(self) -> None:
        self.day = date(YEAR, 1, 1)

    def now(self) -> datetime:
        """Return the moment of the sample."""
        return datetime.combine(self.day, time(9, 30)).astimezone()


def make_sample(folder: Path) -> SampleOutput:
    """Build the sample record in ``folder`` and write its letters, forms and workbooks.

    Raises:
        Refused: the folder already holds a sample record, or cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise Refused(f"不能在“{folder}”建立文件夹，请换一个可以写入的位置。") from None
    path = folder / RECORD_NAME
    if path.exists():
        raise Refused(f"“{path}”已经存在；示例不覆盖已有记录，请换一个文件夹或先移走它。")
    days = _Days()
    office = Office.open(path, who="张敏", now=days.now, create=True)
    try:
        fill_sample(office, days)
        return _write_out(office, folder, path)
    finally:
        office.close()


def fill_sample(office: Office, days: _Days) -> None:
    """Register the eight requests of 2021 and drive each to its archive."""
    data = resources.read_toml("sample/2021.toml")
    save_profile(office, Profile(**data["office"]))
    for key in ("reviewer", "deputy", "department", "handler"):
        save_person(office, data["people"][key])
    for item in data["case"]:
        _Player(office, days, data["people"], item).play()


@dataclass(slots=True)
class _Player:
    """Plays one case of the sample file."""

    office: Office
    days: _Days
    people: dict[str, str]
    item: dict[str, Any]
    case_id: int = 0

    def play(self) -> None:
        """Do every step on its own day."""
        item = self.item
        self._register()
        if plan := item.get("clarification"):
            self._clarify(plan)
        if plan := item.get("consultation"):
            self._consult(plan)
        if plan := item.get("extension"):
            self._at(plan["on"])
            procedure.extend(
                self.office,
                self.case_id,
                plan["on"],
                plan["days"],
                plan["reason"],
                plan["approver"],
                plan["on"],
                told=plan["on"],
                told_way="post",
            )
        self._at(item["decided"])
        replying.decide_outcome(
            self.office,
            self.case_id,
            item["outcome"],
            item["decided"],
            item["reason"],
            item["decided"],
            search=item.get("search"),
        )
        self._review()
        self._reply()
        self._serve()

    def _at(self, day: date) -> None:
        self.days.day = day

    def _register(self) -> None:
        item = self.item
        registered = item.get("confirmed", item["arrived"])
        self._at(registered)
        application = intake.Application(
            channel=item["channel"],
            arrived=item["arrived"],
            confirmed=item.get("confirmed"),
            confirmed_by=self.people["handler"] if "confirmed" in item else "",
            confirmed_how="平台回复" if "confirmed" in item else "",
            handler=self.people["handler"],
            **{
                key: item[key]
                for key in ("applicant", "applicant_class", "request", "phone", "address", "obtain_way", "form_wanted")
            },
        )
        self.case_id = intake.register(self.office, application, registered).case_id
        procedure.transfer(
            self.office, self.case_id, registered, item["department"], self.people["department"], registered
        )

    def _clarify(self, plan: dict[str, Any]) -> None:
        self._at(plan["sent"])
        procedure.ask_clarification(
            self.office,
            self.case_id,
            plan["sent"],
            plan["unclear"],
            plan["items"],
            plan["term"],
            plan["guidance"],
            plan["sent"],
        )
        self._at(plan["received"])
        procedure.receive_clarification(self.office, self.case_id, plan["received"], plan["note"], plan["received"])

    def _consult(self, plan: dict[str, Any]) -> None:
        self._at(plan["sent"])
        procedure.consult_third_party(
            self.office,
            self.case_id,
            plan["sent"],
            plan["party"],
            plan["summary"],
            plan["interests"],
            plan["sent"],
        )
        for what in ("received", "replied"):
            self._at(plan[what])
            procedure.record_consultation(
                self.office,
                self.case_id,
                "third_party",
                what,
                plan[what],
                plan[what],
                agrees=False if what == "replied" else None,
                note=plan["note"] if what == "replied" else "",
            )

    def _review(self) -> None:
        item = self.item
        outcome = self.office.outcomes[item["outcome"]]
        if outcome.review == "none":
            return
        day = item["decided"]
        discloses = outcome.discloses
        if material := item.get("material"):
            text = f"{material}\n（示例材料，内容从略）\n".encode()
            attach(self.office, self.case_id, "material", f"{material}.txt", text, day, not_secret=True)
        answers = reviewing.answers_all(self.office, NO, **_answers(item, discloses))
        reviewing.save_review(
            self.office,
            self.case_id,
            item.get("material") or item["request"][:60],
            {
                "department": item["department"],
                "carrier": "数据表",
                "pages": str(item["slots"].get("pages", "")),
                "audience": "申请人",
                "publicity": "依申请公开",
            },
            answers,
            {"partial": "部分公开"}.get(item["outcome"], "公开" if discloses else "不予公开"),
            item["reason"],
            day,
        )
        for offset, role in enumerate(("handler", "department", "reviewer", "deputy")):
            on = min(day + timedelta(days=offset // 2), item["signed"])
            self._at(on)
            reviewing.sign_review(self.office, self.case_id, role, self.people[role], "同意", on, on)
        reviewing.print_review(self.office, self.case_id, on)

    def _reply(self) -> None:
        item, signed = self.item, self.item["signed"]
        self._at(signed)
        draft = drafting.ReplyDraft(item["slots"], item["serve_way"])
        replying.submit(self.office, self.case_id, signed, item["reason"], signed, draft=draft)
        replying.sign_off(self.office, self.case_id, signed, self.people["deputy"], "分管领导", signed)
        replying.finalise(self.office, self.case_id, signed)
        reply = load_case(self.office, self.case_id, signed).reply
        assert reply is not None
        from caseapp.documents.pictures import page_png

        scan = page_png(self.office.record.document_pdf(reply.id), 0, 1240)
        replying.attach_sealed(self.office, self.case_id, "示例扫描件（未盖章）.png", scan, signed, signed)

    def _serve(self) -> None:
        item, served = self.item, self.item["served"]
        self._at(served)
        service.serve(
            self.office, self.case_id, item["serve_way"], served, served, tracking=item.get("tracking", "")
        )
        self._at(item["archived"])
        number = load_case(self.office, self.case_id, served).row.number
        service.archive(self.office, self.case_id, f"XXGK-{number}", item["archived"], item["archived"])


def _answers(item: dict[str, Any], discloses: bool) -> dict[str, str]:
    """Return the answers that differ from 否: the file's own, and what every disclosing sheet says of K23 and K24."""
    given: dict[str, str] = {"K23": "不涉及", "K24": "是", "K21": "不涉及", "K22": "否"}
    if not discloses:
        given |= {"K11": "是：资料直接标明单个调查对象", "K9": "是：含单个企业的经营数据"}
    return {**given, **item.get("review", {})}


def _write_out(office: Office, folder: Path, record: Path) -> SampleOutput:
    letters: list[Path] = []
    forms: list[Path] = []
    for case_id in office.record.case_ids():
        number = office.record.case(case_id).number
        for document in office.record.documents(case_id):
            is_reply = document.template.startswith("reply_")
            target = folder / ("答复书" if is_reply else "告知书和表单")
            target.mkdir(exist_ok=True)
            path = target / f"{number} {document.title}.pdf"
            path.write_bytes(office.record.document_pdf(document.id))
            (letters if is_reply else forms).append(path)
    ledger, annual = folder / f"{YEAR}年台账.xlsx", folder / f"{YEAR}年度统计.xlsx"
    export_ledger(office, ledger, IndexFilter(year=YEAR), date(YEAR, 12, 31))
    write_annual(office, YEAR, annual, date(YEAR + 1, 1, 18))
    return SampleOutput(record, tuple(letters), tuple(forms), ledger, annual)

