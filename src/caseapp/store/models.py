"""The tables of the record as peewee models; nothing outside this room sees them."""

# ruff: noqa: D106 - Meta is peewee's own

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from peewee import (
    SQL,
    AutoField,
    BigIntegerField,
    BlobField,
    BooleanField,
    Field,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)


def canonical(value: object) -> str:
    """Return a JSON value as the one text that is stored and hashed.

    Raises:
        TypeError: something is no JSON value, or a key is no str.
        ValueError: a float is not finite.
    """
    _require_text_keys(value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _require_text_keys(value: object) -> None:
    if isinstance(value, dict):
        for key, item in value.items():
            if not isinstance(key, str):
                raise TypeError(f"key {key!r} of a stored dict is no str")
            _require_text_keys(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            _require_text_keys(item)


class DayField(Field):
    """A date, kept as its ISO text."""

    field_type = "DATE"

    def db_value(self, value: date | None) -> str | None:
        """Return the ISO text."""
        return None if value is None else value.isoformat()

    def python_value(self, value: str | None) -> date | None:
        """Return the date."""
        return None if value is None else date.fromisoformat(value)


class MomentField(TextField):
    """A date and time, kept as its ISO text with whatever zone it was given."""

    def db_value(self, value: datetime | None) -> str | None:
        """Return the ISO text."""
        return None if value is None else value.isoformat()

    def python_value(self, value: str | None) -> datetime | None:
        """Return the moment; a text altered into another way of writing it is no longer the one that was kept.

        Raises:
            ValueError: the text is no moment, or not as it was written.
        """
        if value is None:
            return None
        moment = datetime.fromisoformat(value)
        if moment.isoformat() != value:
            raise ValueError(f"时间“{value}”不是写入时的样子")
        return moment


class JsonField(TextField):
    """A JSON value, kept as canonical text."""

    def db_value(self, value: object) -> str | None:
        """Return the canonical text."""
        return None if value is None else canonical(value)

    def python_value(self, value: str | None) -> Any:  # noqa: ANN401 - any JSON value
        """Return the parsed value."""
        return None if value is None else json.loads(value)


class Case(Model):
    """A request as registered."""

    id = AutoField()
    number = TextField(unique=True)
    applicant = TextField()
    applicant_class = TextField()
    channel = TextField()
    request = TextField()
    id_kind = TextField()
    id_number = TextField()
    phone = TextField()
    email = TextField()
    address = TextField()
    postcode = TextField()
    agent = TextField()
    form_wanted = TextField()
    obtain_way = TextField()
    department = TextField()
    handler = TextField()
    note = TextField()
    imported = BooleanField()
    version = IntegerField()
    region = TextField(constraints=[SQL("DEFAULT ''")])
    agent_id = TextField(constraints=[SQL("DEFAULT ''")])
    agent_phone = TextField(constraints=[SQL("DEFAULT ''")])
    mandate = TextField(constraints=[SQL("DEFAULT ''")])
    joint = JsonField(constraints=[SQL("DEFAULT '[]'")])

    class Meta:
        table_name = "cases"


class Document(Model):
    """A frozen letter or form."""

    id = AutoField()
    case = ForeignKeyField(Case)
    template = TextField()
    title = TextField()
    number = TextField(index=True)
    made_on = DayField()
    version = IntegerField()
    reason = TextField()
    template_version = TextField()
    law_date = DayField()
    data = JsonField()
    sha256 = TextField()
    pages = IntegerField()
    voided = BooleanField()
    void_reason = TextField()

    class Meta:
        table_name = "document"


class DocumentPdf(Model):
    """The bytes of a document, apart so that lists stay light."""

    document = ForeignKeyField(Document, primary_key=True)
    pdf = BlobField()

    class Meta:
        table_name = "document_pdf"


class Fact(Model):
    """A dated fact of a case; never updated."""

    id = AutoField()
    case = ForeignKeyField(Case)
    kind = TextField(index=True)
    on = DayField()
    label = TextField()
    detail = JsonField()
    recorded_at = MomentField()
    recorded_by = TextField()
    supersedes = ForeignKeyField("self", null=True, unique=True, column_name="supersedes")
    reason = TextField()
    document = ForeignKeyField(Document, null=True)

    class Meta:
        table_name = "fact"


class Attachment(Model):
    """A file kept inside the record."""

    id = AutoField()
    case = ForeignKeyField(Case)
    role = TextField()
    name = TextField()
    media_type = TextField()
    size = BigIntegerField()
    sha256 = TextField()
    added_at = MomentField()
    note = TextField()
    document = ForeignKeyField(Document, null=True)
    voided = BooleanField()
    void_reason = TextField()
    masked_from = IntegerField(null=True)
    masks = JsonField(constraints=[SQL("DEFAULT '[]'")])
    looked = JsonField(constraints=[SQL("DEFAULT '{}'")])

    class Meta:
        table_name = "attachment"


class AttachmentData(Model):
    """The bytes of an attachment."""

    attachment = ForeignKeyField(Attachment, primary_key=True)
    data = BlobField()

    class Meta:
        table_name = "attachment_data"


class Review(Model):
    """A 保密审查表."""

    id = AutoField()
    case = ForeignKeyField(Case)
    material = TextField()
    head = JsonField()
    answers = JsonField()
    conclusion = TextField()
    reason = TextField()
    checklist_version = TextField()
    content_sha256 = TextField()
    version = IntegerField()
    attachment_id = IntegerField(null=True)

    class Meta:
        table_name = "review"


class CaseIndex(Model):
    """The derived line of a case; one SQL index for each column the ledger sorts by."""

    case = ForeignKeyField(Case, primary_key=True)
    number = TextField(index=True)
    year = IntegerField(index=True)
    applicant = TextField(index=True)
    applicant_class = TextField(index=True)
    channel = TextField(index=True)
    arrived = DayField(null=True, index=True)
    received = DayField(null=True, index=True)
    request = TextField(index=True)
    stage = TextField(index=True)
    state = TextField(index=True)
    due = DayField(null=True, index=True)
    provisional = BooleanField()
    outcome = TextField(index=True)
    row = IntegerField(null=True, index=True)
    reply_number = TextField(index=True)
    closed_on = DayField(null=True, index=True)
    used_days = IntegerField(null=True, index=True)
    on_time = BooleanField(null=True, index=True)
    handler = TextField(index=True)
    department = TextField(index=True)
    open = BooleanField()
    fees_yuan = IntegerField()
    reconsideration = TextField()
    reconsideration_year = IntegerField(null=True, index=True)
    suit_kind = TextField()
    suit_result = TextField()
    suit_year = IntegerField(null=True, index=True)
    search = TextField()

    class Meta:
        table_name = "case_index"
        indexes = ((("open", "due"), False),)


class Setting(Model):
    """One setting of the office profile."""

    key = TextField(primary_key=True)
    value = JsonField()

    class Meta:
        table_name = "setting"


class Counter(Model):
    """The last number drawn from one series."""

    name = TextField(primary_key=True)
    value = IntegerField()

    class Meta:
        table_name = "counter"


class Person(Model):
    """One of the people who register, review and sign."""

    id = AutoField()
    name = TextField()
    department = TextField()
    post = TextField()
    active = BooleanField()

    class Meta:
        table_name = "person"


class Calendar(Model):
    """One imported year of holidays."""

    year = IntegerField(primary_key=True)
    source = TextField()
    published_on = DayField(null=True)
    days = JsonField()

    class Meta:
        table_name = "calendar"


class Draft(Model):
    """Unfinished input of one form."""

    key = TextField(primary_key=True)
    payload = JsonField()
    saved_at = MomentField()

    class Meta:
        table_name = "draft"


class Journal(Model):
    """One journal line; before and after are the canonical texts that were hashed."""

    id = AutoField()
    at = TextField()
    who = TextField()
    verb = TextField()
    case = ForeignKeyField(Case, null=True)
    entity = TextField()
    key = TextField()
    before = TextField(null=True)
    after = TextField(null=True)
    sha256 = TextField()

    class Meta:
        table_name = "journal"


TABLES: tuple[type[Model], ...] = (
    Case,
    Document,
    DocumentPdf,
    Fact,
    Attachment,
    AttachmentData,
    Review,
    CaseIndex,
    Setting,
    Counter,
    Person,
    Calendar,
    Draft,
    Journal,
)
