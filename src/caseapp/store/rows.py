"""What the record hands out and takes: frozen plain rows, never a peewee model.

An `id` of 0 means "not stored yet". Every dict holds JSON values only (str keys; str, int, float, bool, None,
list, dict inside); a date goes in as its ISO text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeAlias


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One request (申请) as registered; all that happened to it afterwards are facts.

    Attributes:
        number: 登记编号, unique in the record.
        applicant_class: id of the applicant class of table 三.
        imported: brought in from an old ledger and past no gate.
        version: raised by every update; an update with an older one is refused.
        region: province, city and county of ``address``.
        mandate: whether the agent has a 授权委托书: "yes", "no", or "" where there is no agent or nobody knows.
        joint: the other applicants of one form, ``{"name", "id_number", "phone"}`` each.
    """

    id: int = 0
    number: str = ""
    applicant: str = ""
    applicant_class: str = ""
    channel: str = ""
    request: str = ""
    id_kind: str = ""
    id_number: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    postcode: str = ""
    agent: str = ""
    form_wanted: str = ""
    obtain_way: str = ""
    department: str = ""
    handler: str = ""
    note: str = ""
    imported: bool = False
    version: int = 1
    region: str = ""
    agent_id: str = ""
    agent_phone: str = ""
    mandate: str = ""
    joint: list[dict[str, str]] = field(default_factory=list)

    @property
    def applicants(self) -> str:
        """Every applicant of the form, joined as a letter names them."""
        return "、".join([self.applicant, *(str(other.get("name", "")) for other in self.joint)])

    @property
    def whole_address(self) -> str:
        """Region and address as an envelope has them."""
        return self.region + self.address


@dataclass(frozen=True, slots=True)
class FactRow:
    """One dated fact of a case; append-only.

    Attributes:
        on: the day it happened.
        label: number of a repeated consultation, "" for the first.
        supersedes: id of the fact this one corrects; kind "void" merely takes it back.
        reason: why it was corrected or entered late.
        document_id: the letter that goes with it.
    """

    id: int
    case_id: int
    kind: str
    on: date
    label: str
    detail: dict[str, Any]
    recorded_at: datetime
    recorded_by: str
    supersedes: int | None = None
    reason: str = ""
    document_id: int | None = None


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One frozen letter or form; its PDF is fetched apart, so that lists stay light.

    Attributes:
        number: 文号, "" for a form that has none.
        version: 1, 2 … of the same letter; a correction keeps its 文号 and says why in `reason`.
        law_date: the law in force on this day was printed.
        data: all the input of the typesetting.
        sha256: hex digest of the PDF.
    """

    id: int
    case_id: int
    template: str
    title: str
    number: str
    made_on: date
    version: int
    reason: str
    template_version: str
    law_date: date
    data: dict[str, Any]
    sha256: str
    pages: int
    voided: bool = False
    void_reason: str = ""


@dataclass(frozen=True, slots=True)
class AttachmentRow:
    """One file kept inside the record; its bytes are fetched apart.

    Attributes:
        role: what the file is to the case (申请表, 盖章扫描件 …).
        size: bytes; set from the data when stored.
        sha256: hex digest; set from the data when stored.
        document_id: the letter this is the sealed scan or proof of service of, the 审查表 it is the signed scan of.
        masked_from: the attachment this is the masked copy of, which stays in the record only.
        masks: what was masked: ``{"where", "what", "why"}`` each.
        looked: what was found in it and what was answered; {} while nobody has looked.
    """

    id: int
    case_id: int
    role: str
    name: str
    media_type: str
    size: int
    sha256: str
    added_at: datetime
    note: str = ""
    document_id: int | None = None
    voided: bool = False
    void_reason: str = ""
    masked_from: int | None = None
    masks: list[dict[str, str]] = field(default_factory=list)
    looked: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One 保密审查表: one material of one case, reviewed one by one (一事一审).

    Attributes:
        answers: check id -> answer, explanation and signatures as the checklist asks.
        content_sha256: digest of the very content that was reviewed.
        version: raised by every save; a save with an older one is refused.
        attachment_id: the 公开件 it is the sheet of, None where it covers the reply as a whole.
    """

    id: int
    case_id: int
    material: str
    head: dict[str, Any]
    answers: dict[str, Any]
    conclusion: str
    reason: str
    checklist_version: str
    content_sha256: str
    version: int = 1
    attachment_id: int | None = None


@dataclass(frozen=True, slots=True)
class IndexRow:
    """One line of `case_index`: what the ledger shows and counts, derived from facts and never a source.

    Attributes:
        received: 法定收到日; a case without one is counted nowhere.
        request: the first 200 characters.
        row: row of table 三 the outcome is counted in, 3 to 23; None while open.
        used_days: working days used.
        on_time: None while open.
        fees_yuan: information fee paid, in yuan.
        search: everything the search box looks through.
    """

    case_id: int
    number: str
    year: int
    applicant: str
    applicant_class: str
    channel: str
    arrived: date | None
    received: date | None
    request: str
    stage: str
    state: str
    due: date | None
    provisional: bool
    outcome: str
    row: int | None
    reply_number: str
    closed_on: date | None
    used_days: int | None
    on_time: bool | None
    handler: str
    department: str
    open: bool
    fees_yuan: int
    reconsideration: str
    reconsideration_year: int | None
    suit_kind: str
    suit_result: str
    suit_year: int | None
    search: str


@dataclass(frozen=True, slots=True)
class IndexFilter:
    """Which lines of the ledger are wanted; None or "" means any.

    Attributes:
        text: terms separated by blanks, all of which must occur in `search`.
        due_before: only cases due earlier than this day.
        not_stage: a stage that is left out.
    """

    text: str = ""
    year: int | None = None
    open: bool | None = None
    stage: str = ""
    outcome: str = ""
    channel: str = ""
    applicant_class: str = ""
    handler: str = ""
    applicant: str = ""
    due_before: date | None = None
    not_stage: str = ""


@dataclass(frozen=True, slots=True)
class IndexCounts:
    """How many cases a filter holds, and how they stand against today."""

    total: int
    open: int
    overdue: int
    due_soon: int
    provisional: int


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One of the people who register, review and sign."""

    id: int
    name: str
    department: str = ""
    post: str = ""
    active: bool = True


@dataclass(frozen=True, slots=True)
class CalendarRow:
    """One imported year of holidays.

    Attributes:
        days: ISO date -> kind of day, as the law core names kinds.
        source: title or number of the State Council notice.
    """

    year: int
    source: str
    published_on: date | None
    days: dict[str, str]


@dataclass(frozen=True, slots=True)
class DraftRow:
    """Unfinished input of one form, saved as typed."""

    key: str
    payload: dict[str, Any]
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class JournalRow:
    """One line of the journal: who did what when, the thing before and after.

    Attributes:
        entity: kind of thing (case, fact, document, attachment, review, setting, person, calendar, counter,
            import, note).
        key: its id or name.
        sha256: hex digest over the previous line's digest and this line.
    """

    id: int
    at: datetime
    who: str
    verb: str
    case_id: int | None
    entity: str
    key: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    sha256: str


StoredRow: TypeAlias = (
    CaseRow
    | FactRow
    | DocumentRow
    | AttachmentRow
    | ReviewRow
    | IndexRow
    | PersonRow
    | CalendarRow
    | DraftRow
)
"""A row with a table of its own."""
