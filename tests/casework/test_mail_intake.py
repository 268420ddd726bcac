"""From a mail to a registered case: the fields, the files, and what stops all of it."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import pytest

from caseapp.casework.files import MarkedSecret, attach
from caseapp.casework.office import Refused
from caseapp.casework.receiving.mail_intake import mail_draft
from caseapp.casework.receiving.register_views import look_at_files, register_with_files
from casework.offices import D, application, new_office

TODAY = D("2026-11-23")


def eml(path: Path, text="申请公开2025年全市粮食产量。", sender="李诚 <licheng@example.com>", attached=(), **headers):
    message = EmailMessage()
    for name, value in ({"From": sender, "Subject": "政府信息公开申请"} | headers).items():
        message[name] = value
    message["Date"] = headers.pop("Date", "Fri, 20 Nov 2026 10:00:00 +0800")
    message.set_content(text)
    for name, data in attached:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    path.write_bytes(message.as_bytes())
    return path


@pytest.fixture
def office(tmp_path):
    opened = new_office(tmp_path / "office.caseapp", "2026-11-23")
    yield opened
    opened.close()


def test_a_mail_fills_the_form_and_its_files_are_kept_on_registering(office, tmp_path):
    path = eml(tmp_path / "申请.eml", attached=[("身份证.txt", b"id"), ("附表.csv", b"a,b")])
    draft = mail_draft(path, TODAY)
    assert draft.fields == {
        "channel": "email",
        "arrived": "2026-11-20",
        "applicant": "李诚",
        "email": "licheng@example.com",
        "request": "申请公开2025年全市粮食产量。",
        "note": "邮件主题：政府信息公开申请",
    }
    assert draft.remarks == ()
    looked = look_at_files(draft.files)
    assert [(f.name, f.role, f.size, f.problem) for f in looked] == [
        ("申请.eml", "application", path.stat().st_size, ""),
        ("身份证.txt", "identity", 2, ""),
        ("附表.csv", "other", 3, ""),
    ]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["office.caseapp", "申请.eml"]
    done = register_with_files(office, application(channel="email", arrived=D("2026-11-20")), draft.files, TODAY)
    kept = office.record.attachments(done.case_id)
    assert [(a.role, a.name) for a in kept] == [
        ("application", "申请.eml"),
        ("identity", "身份证.txt"),
        ("other", "附表.csv"),
    ]
    assert office.record.attachment_data(kept[1].id) == b"id"


def test_a_mail_changed_since_does_not_give_other_files(office, tmp_path):
    path = eml(tmp_path / "a.eml", attached=[("附件.txt", b"one")])
    draft = mail_draft(path, TODAY)
    eml(path, attached=[("附件.txt", b"two")])
    with pytest.raises(Refused, match="填入以后变动过"):
        register_with_files(office, application(), draft.files, TODAY)
    assert office.record.case_ids() == []
    assert "变动过" in look_at_files(draft.files)[1].problem


@pytest.mark.parametrize(
    ("text", "attached"),
    [
        ("见附件", [("机密★名单.txt", b"x")]),
        ("见附件", [("名单.txt", "机密★1年\n名单".encode())]),
        ("秘密★三年\n内容", []),
    ],
)
def test_a_mail_that_carries_a_mark_anywhere_is_taken_nowhere(office, tmp_path, text, attached):
    path = eml(tmp_path / "a.eml", text, attached=attached)
    with pytest.raises(MarkedSecret):
        mail_draft(path, TODAY)
    done = register_with_files(office, application(), [], TODAY)
    with pytest.raises(MarkedSecret):
        attach(office, done.case_id, "other", "a.eml", path.read_bytes(), TODAY, not_secret=True)
    assert office.record.attachments(done.case_id) == []


def test_what_a_mail_does_not_say_is_said(tmp_path):
    path = tmp_path / "a.eml"
    path.write_bytes(b"From: a@b.cn\r\nSubject: x\r\nDate: Fri, 20 Nov 2099 10:00:00 +0800\r\n\r\n")
    draft = mail_draft(path, TODAY)
    assert (draft.fields["arrived"], draft.fields["request"], draft.fields["applicant"]) == ("2026-11-23", "x", "")
    words = ("邮件没有写明可用的日期", "邮件没有写明发件人姓名", "邮件没有正文")
    assert all(remark.startswith(start) for remark, start in zip(draft.remarks, words, strict=True))


def test_a_body_beyond_the_field_is_cut_and_said(tmp_path):
    draft = mail_draft(eml(tmp_path / "a.eml", "长" * 20_000), TODAY)
    assert len(draft.fields["request"]) == 10_000
    assert "全文在邮件原文中" in draft.remarks[0]


def test_a_file_that_is_no_mail_is_one_sentence(tmp_path):
    path = tmp_path / "a.eml"
    path.write_bytes(b"%PDF-1.7")
    with pytest.raises(Refused, match="没有填入：不是邮件文件"):
        mail_draft(path, TODAY)
