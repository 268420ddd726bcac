"""The office record: peewee models, migrations, journal, backup, attachments."""
