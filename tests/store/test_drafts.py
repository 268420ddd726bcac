from __future__ import annotations

from datetime import timedelta

from caseapp.store.record import Record


def test_a_draft_is_kept_replaced_and_dropped_outside_the_journal(record, at):
    record.save_draft("登记", {"request": "统计"}, at)
    record.save_draft("登记", {"request": "统计年鉴"}, at)
    record.save_draft("答复/3", {"slots": {}}, at + timedelta(minutes=1))
    record.close()
    with Record.open(record.path) as again:
        assert again.draft("登记").payload == {"request": "统计年鉴"}
        assert [draft.key for draft in again.drafts()] == ["答复/3", "登记"]
        again.drop_draft("登记")
        again.drop_draft("登记")
        assert again.draft("登记") is None
        assert again.journal() == []
