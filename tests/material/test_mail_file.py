"""E-mail files, ordinary and hostile: one sane result or one sentence; nothing is run, fetched or written."""

from __future__ import annotations

import base64
import time
from datetime import date
from email.message import EmailMessage

import pytest

from caseapp.material import mail_file
from caseapp.material.errors import MaterialError
from caseapp.material.mail_file import read_mail
from caseapp.material.mail_text import text_of_html


def mail(**headers):
    message = EmailMessage()
    for name, value in ({"From": "李诚 <licheng@example.com>", "Subject": "申请公开粮食产量"} | headers).items():
        message[name] = value
    return message


def raw(*lines, body=b""):
    return "\r\n".join(lines).encode("utf-8", "surrogateescape") + b"\r\n\r\n" + body


def test_an_ordinary_mail_of_a_mail_box():
    message = mail(Date="Fri, 20 Nov 2026 23:30:00 +0000")
    message.set_content("您好：\n\n申请公开2025年全市粮食产量。\n\n\n\n李诚\n")
    message.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="信息公开申请表.pdf")
    message.add_attachment("x", filename="说明.txt")
    read = read_mail(message.as_bytes())
    assert (read.subject, read.sender, read.address) == ("申请公开粮食产量", "李诚", "licheng@example.com")
    assert read.sent == date(2026, 11, 21)  # half past seven in the morning, Beijing time
    assert read.text == "您好：\n\n申请公开2025年全市粮食产量。\n\n李诚"
    assert [part.name for part in read.parts] == ["信息公开申请表.pdf", "说明.txt"]
    assert read.parts[0].data == b"%PDF-1.7"
    assert not read.from_html


@pytest.mark.parametrize("charset", ["gb2312", "gb18030", "gbk", "utf-8", "big5-hkscs", "no-such-charset", "idna", ""])
def test_every_charset_or_a_wrong_one(charset):
    encoding = "gbk" if charset in ("gb2312", "gb18030", "gbk", "no-such-charset", "idna", "") else charset
    words = "申請公開資料" if charset.startswith("big5") else "申请公开产量"
    declared = f'text/plain; charset="{charset}"' if charset else "text/plain"
    data = raw("From: a@b.cn", f"Content-Type: {declared}", body=words.encode(encoding))
    assert read_mail(data).text == words


def test_headers_in_bare_gbk_and_in_encoded_words():
    bare = b"Subject: " + "申请公开".encode("gbk") + b"\r\nFrom: " + "李诚".encode("gbk") + b" <a@b.cn>\r\n\r\nx"
    assert (read_mail(bare).subject, read_mail(bare).sender) == ("申请公开", "李诚")
    word = "=?gb2312?B?" + base64.b64encode("李诚".encode("gbk")).decode() + "?="
    assert read_mail(raw(f"From: {word} <a@b.cn>", "Subject: =?utf-8?B?!!!?=", body=b"x")).sender == "李诚"


def test_html_only_gives_its_text_and_nothing_hidden():
    message = mail()
    source = (
        "<html><head><title>t</title><style>p{}</style></head><body><p>申请公开&nbsp;产量</p>"
        "<script>alert('<p>坏</p>')</script><!-- <p>藏</p> --><img src='http://x/track.png'><div>1 &lt; 2</div></body>"
    )
    message.set_content(source, subtype="html")
    read = read_mail(message.as_bytes())
    assert read.text.split() == ["申请公开", "产量", "1", "<", "2"]
    assert read.from_html


def test_plain_text_wins_over_html():
    message = mail()
    message.set_content("文字")
    message.add_alternative("<p>网页</p>", subtype="html")
    assert (read_mail(message.as_bytes()).text, read_mail(message.as_bytes()).from_html) == ("文字", False)


def test_what_hides_in_headers_is_one_line_of_text():
    hidden = base64.b64encode("甲\r\nBcc: all@example.com\r\n\r\n<script>".encode()).decode()
    read = read_mail(raw("From: =?utf-8?B?" + hidden + "?= <a@b.cn>", f"Subject: =?utf-8?B?{hidden}?=", body=b"x"))
    assert read.subject == "甲 Bcc: all@example.com <script>"
    assert "\n" not in read.sender
    turned = read_mail(raw("From: \u202e诚李 <a@b.cn>", "Subject: a\u202eb\u200b\u0007c", body="正\u2066文".encode()))
    assert (turned.sender, turned.subject, turned.text) == ("诚李", "abc", "正文")


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Windows\\system32\\cmd.exe", "cmd.exe"),
        ("a\u202egnp.exe", "agnp.exe"),
        ("=?utf-8?B?" + base64.b64encode("申请表.pdf".encode()).decode() + "?=", "申请表.pdf"),
        ("x" * 400 + ".pdf", "x" * 150 + ".pdf"),
        ("..", "附件1.bin"),
        ('a"b:c?.pdf', "a_b_c_.pdf"),
    ],
)
def test_names_of_attachments_are_names_only(given, name):
    escaped = given.replace("\\", "\\\\").replace('"', '\\"')
    data = raw(
        "From: a@b.cn",
        "Content-Type: application/octet-stream",
        f'Content-Disposition: attachment; filename="{escaped}"',
        body=b"data",
    )
    assert [part.name for part in read_mail(data).parts] == [name]


def test_equal_names_are_told_apart_and_a_mail_inside_is_a_file():
    message, inner = mail(), mail(Subject="里面的")
    message.set_content("正文")
    inner.set_content("内容")
    for _ in range(2):
        message.add_attachment(b"x", maintype="image", subtype="png", filename="图.png")
    message.add_attachment(inner)
    read = read_mail(message.as_bytes())
    assert [part.name for part in read.parts] == ["图.png", "图（2）.png", "附件3.eml"]
    assert read_mail(read.parts[2].data).text == "内容"
    assert read.text == "正文"


@pytest.mark.parametrize(
    "day", ["", "yesterday", "Fri, 31 Feb 2026 10:00:00 +0800", "Fri, 20 Nov 1970 10:00:00 +0000", "x" * 90_000]
)
def test_a_day_that_cannot_be_is_none(day):
    assert read_mail(raw("From: a@b.cn", f"Date: {day}", body=b"x")).sent is None


def test_no_body_no_sender_no_subject():
    read = read_mail(raw("Date: Fri, 20 Nov 2026 10:00:00 +0800"))
    assert (read.subject, read.sender, read.address, read.text, read.parts) == ("", "", "", "", ())
    assert read_mail(raw("From: not an address", "Subject: x")).address == ""


def nested(depth):
    lines = ["From: a@b.cn"]
    for level in range(depth):
        lines += [f'Content-Type: multipart/mixed; boundary="b{level}"', "", f"--b{level}"]
    return raw(*lines, "Content-Type: text/plain", body=b"end")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (nested(5000), "嵌套得太多"),
        (raw("From: a@b.cn", body=b"\n" * 40_000_000), "行数太多"),
        (b"X: y\r\n" * 2_000_000, "行数太多"),
        (b"", "不是邮件文件"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "不是邮件文件"),
        ("登记编号,申请人\r\n1,甲".encode(), "不是邮件文件"),
        (
            raw("From: a@b.cn", 'Content-Type: multipart/mixed; boundary="b"', body=b"--b\r\n\r\nx\r\n" * 500),
            "超过 200 个",
        ),
    ],
)
def test_a_hostile_mail_is_one_sentence(data, words):
    started = time.perf_counter()
    with pytest.raises(MaterialError, match=words) as refusal:
        read_mail(data)
    assert str(refusal.value).count("。") == 1
    assert time.perf_counter() - started < 5


def test_a_huge_mail_is_one_sentence(monkeypatch):
    monkeypatch.setattr(mail_file, "SIZE_LIMIT", 100)
    with pytest.raises(MaterialError, match="不能超过"):
        read_mail(raw("From: a@b.cn", body=b"x" * 200))


@pytest.mark.parametrize("depth", [1, 10, 25])
def test_a_mail_nested_as_mail_boxes_nest_is_read(depth):
    assert read_mail(nested(depth)).text == "end"


@pytest.mark.parametrize("piece", ["<", "<!--", "<script", "<script>", "<p ", "&#x", "</"])
def test_broken_html_takes_no_time(piece):
    started = time.perf_counter()
    text_of_html(piece * 200_000)
    assert time.perf_counter() - started < 3


def test_a_boundary_that_never_ends_and_a_bad_transfer_encoding():
    read = read_mail(
        raw(
            "From: a@b.cn",
            'Content-Type: multipart/mixed; boundary="b"',
            body=b"--b\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!not base64",
        )
    )
    assert read.parts == ()
