"""Each file the program cannot look into is refused in one sentence that says what to do."""

from __future__ import annotations

import contextlib
import random
import tracemalloc

import pytest

from caseapp.material.errors import MaterialError
from caseapp.material.looking import look
from caseapp.material.marks import SIZE_LIMIT
from material import made_files

WORD, BOOK, PDF = made_files.word("x"), made_files.book({"表": [["x"]]}), made_files.pdf(["x"])
LAUGHS = b'<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><w:document>&b;</w:document>'
LOST_SHEET = ("xl/_rels/workbook.xml.rels", "sheet1.xml", "sheet7.xml")
LOST_STRING = ("xl/worksheets/sheet1.xml", 't="inlineStr"><is><t>x</t></is>', 't="s"><v>7</v>')
BLANKS = b"<worksheet><sheetData>" + b" " * 60_000_000 + b"</sheetData></worksheet>"


def changed(data: bytes, part: str, content: bytes) -> bytes:
    return made_files.with_parts(data, {part: content})


CASES = [
    ("an encrypted PDF", "a.pdf", made_files.pdf(["x"], password="geheim"), "加了密码"),
    ("half a PDF", "a.pdf", PDF[: len(PDF) // 2], "损坏或者不完整"),
    ("a PDF of nothing but its first and last line", "a.pdf", b"%PDF-1.7\n%%EOF", "损坏或者不完整"),
    ("a page tree without end", "a.pdf", made_files.deep_pdf(5000), "损坏或者不完整"),
    ("form fields that lead back to themselves", "a.pdf", made_files.looping_pdf(), "损坏或者不完整"),
    ("a workbook that swells", "a.xlsx", changed(BOOK, "xl/worksheets/sheet1.xml", BLANKS), "大得不正常"),
    ("a document that swells", "a.docx", changed(WORD, "word/comments.xml", BLANKS), "大得不正常"),
    ("entities that swell", "a.docx", changed(WORD, "word/document.xml", LAUGHS), "实体定义"),
    ("entities that swell in a workbook", "a.xlsx", changed(BOOK, "xl/workbook.xml", LAUGHS), "实体定义"),
    ("broken XML", "a.docx", changed(WORD, "word/document.xml", b"<w:document>"), "已经损坏"),
    ("half a package", "a.xlsx", BOOK[: len(BOOK) // 2], "已经损坏"),
    ("a workbook without sheets", "a.xlsx", changed(BOOK, "xl/workbook.xml", b"<workbook/>"), "已经损坏"),
    ("a sheet that is missing", "a.xlsx", made_files.with_parts(BOOK, {}, LOST_SHEET), "已经损坏"),
    ("a string that is missing", "a.xlsx", made_files.with_parts(BOOK, {}, LOST_STRING), "已经损坏"),
    ("macros under a plain name", "a.xlsx", changed(BOOK, "xl/vbaProject.bin", b"x"), "带有宏"),
    ("a workbook with macros", "a.xlsm", BOOK, "带宏"),
    ("an old workbook", "a.xls", b"\xd0\xcf\x11\xe0" + bytes(600), "旧版 Office 文件或者加了密码"),
    ("an encrypted workbook", "a.xlsx", b"\xd0\xcf\x11\xe0" + bytes(600), "旧版 Office 文件或者加了密码"),
    ("a document called a workbook", "a.xlsx", WORD, "扩展名不符"),
    ("a workbook called a PDF", "a.pdf", BOOK, "扩展名不符"),
    ("a program called a PDF", "a.pdf", b"MZ", "扩展名不符"),
    ("a picture", "a.png", b"\x89PNG\r\n\x1a\n", "是图片"),
    ("another kind of package", "a.ofd", BOOK, "这种文件"),
    ("no ending", "a", b"x", "这种文件"),
    ("zero bytes in a table", "a.csv", b"a,b\n1,\x002", "空字符"),
    ("zero bytes far into a text", "a.txt", b"x" * 9000 + b"\x00", "空字符"),
    ("no known encoding", "a.txt", b"\xff\xff\xff", "编码"),
    ("a field without its end", "a.csv", b'a\n"' + b"x" * 200_000, "引号不成对"),
    ("an empty file", "a.pdf", b"", "空文件"),
    ("a file too large", "a.pdf", b"%PDF-" + bytes(SIZE_LIMIT), "超过 50 MB"),
]


@pytest.mark.parametrize(("name", "data", "words"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_refused_in_one_sentence(name, data, words):
    with pytest.raises(MaterialError, match=words) as refusal:
        list(look(name, data))
    said = str(refusal.value)
    assert said.endswith("。")
    assert said.count("。") == 1
    assert "\n" not in said


SOUND = [("a.pdf", made_files.pdf_with_more(PDF)), ("a.docx", WORD), ("a.xlsx", BOOK)]


@pytest.mark.parametrize(("name", "data"), SOUND)
def test_a_spoilt_file_is_read_or_refused_and_never_a_crash(name, data):
    chance = random.Random(7)
    for _ in range(60):
        spoilt = bytearray(data)
        for _ in range(chance.randrange(1, 6)):
            spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
        with contextlib.suppress(MaterialError):
            list(look(name, bytes(spoilt)))


def test_a_file_that_swells_is_given_up_before_it_fills_the_memory():
    bomb = changed(BOOK, "xl/worksheets/sheet1.xml", b"<worksheet>" + b" " * 300_000_000)
    tracemalloc.start()
    try:
        with pytest.raises(MaterialError, match="大得不正常"):
            list(look("a.xlsx", bomb))
        assert tracemalloc.get_traced_memory()[1] < 100_000_000
    finally:
        tracemalloc.stop()
