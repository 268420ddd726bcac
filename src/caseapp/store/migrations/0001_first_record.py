"""The first form of the record."""

from __future__ import annotations

from peewee import (
    BigIntegerField,
    BlobField,
    BooleanField,
    Database,
    DateField,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)
from playhouse.migrate import SchemaMigrator


def up(migrator: SchemaMigrator, db: Database) -> None:
    class Case(Model):
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

        class Meta:
            database = db
            table_name = "cases"

    class Document(Model):
        case = ForeignKeyField(Case)
        template = TextField()
        title = TextField()
        number = TextField(index=True)
        made_on = DateField()
        version = IntegerField()
        reason = TextField()
        template_version = TextField()
        law_date = DateField()
        data = TextField()
        sha256 = TextField()
        pages = IntegerField()
        voided = BooleanField()
        void_reason = TextField()

        class Meta:
            database = db
            table_name = "document"

    class DocumentPdf(Model):
        document = ForeignKeyField(Document, primary_key=True)
        pdf = BlobField()

        class Meta:
            database = db
            table_name = "document_pdf"

    class Fact(Model):
        case = ForeignKeyField(Case)
        kind = TextField(index=True)
        on = DateField()
        label = TextField()
        detail = TextField()
        recorded_at = TextField()
        recorded_by = TextField()
        supersedes = ForeignKeyField("self", unique=True, null=True, column_name="supersedes")
        reason = TextField()
        document = ForeignKeyField(Document, null=True)

        class Meta:
            database = db
            table_name = "fact"

    class Attachment(Model):
        case = ForeignKeyField(Case)
        role = TextField()
        name = TextField()
        media_type = TextField()
        size = BigIntegerField()
        sha256 = TextField()
        added_at = TextField()
        note = TextField()
        document = ForeignKeyField(Document, null=True)
        voided = BooleanField()
        void_reason = TextField()

        class Meta:
            database = db
            table_name = "attachment"

    class AttachmentData(Model):
        attachment = ForeignKeyField(Attachment, primary_key=True)
        data = BlobField()

        class Meta:
            database = db
            table_name = "attachment_data"

    class Review(Model):
        case = ForeignKeyField(Case)
        material = TextField()
        head = TextField()
        answers = TextField()
        conclusion = TextField()
        reason = TextField()
        checklist_version = TextField()
        content_sha256 = TextField()
        version = IntegerField()

        class Meta:
            database = db
            table_name = "review"

    class CaseIndex(Model):
        case = ForeignKeyField(Case, primary_key=True)
        number = TextField(index=True)
        year = IntegerField(index=True)
        applicant = TextField(index=True)
        applicant_class = TextField(index=True)
        channel = TextField(index=True)
        arrived = DateField(index=True, null=True)
        received = DateField(index=True, null=True)
        request = TextField(index=True)
        stage = TextField(index=True)
        state = TextField(index=True)
        due = DateField(index=True, null=True)
        provisional = BooleanField()
        outcome = TextField(index=True)
        row = IntegerField(index=True, null=True)
        reply_number = TextField(index=True)
        closed_on = DateField(index=True, null=True)
        used_days = IntegerField(index=True, null=True)
        on_time = BooleanField(index=True, null=True)
        handler = TextField(index=True)
        department = TextField(index=True)
        open = BooleanField()
        fees_yuan = IntegerField()
        reconsideration = TextField()
        reconsideration_year = IntegerField(index=True, null=True)
        suit_kind = TextField()
        suit_result = TextField()
        suit_year = IntegerField(index=True, null=True)
        search = TextField()

        class Meta:
            database = db
            table_name = "case_index"
            indexes = ((("open", "due"), False),)

    class Setting(Model):
        key = TextField(primary_key=True)
        value = TextField()

        class Meta:
            database = db
            table_name = "setting"

    class Counter(Model):
        name = TextField(primary_key=True)
        value = IntegerField()

        class Meta:
            database = db
            table_name = "counter"

    class Person(Model):
        name = TextField()
        department = TextField()
        post = TextField()
        active = BooleanField()

        class Meta:
            database = db
            table_name = "person"

    class Calendar(Model):
        year = IntegerField(primary_key=True)
        source = TextField()
        published_on = DateField(null=True)
        days = TextField()

        class Meta:
            database = db
            table_name = "calendar"

    class Draft(Model):
        key = TextField(primary_key=True)
        payload = TextField()
        saved_at = TextField()

        class Meta:
            database = db
            table_name = "draft"

    class Journal(Model):
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
            database = db
            table_name = "journal"

    db.create_tables(
        [
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
        ]
    )
