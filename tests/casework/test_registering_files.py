"""Files handed in with a request: many, huge, oddly named, marked, twice; a bad one stops both and leaves nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseapp.casework.office import Office, Refused
from caseapp.casework.receiving.register_views import register_with_files
from casework.offices import D, application, new_office
from material.made_files import pdf

DAY = D("2026-11-02")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    opened = new_office(tmp_path / "office.caseapp")
    yield opened
    opened.close()


def written(folder: Path, name: str, data: bytes = b"x") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def test_two_hundred_files_are_kept_in_order(office: Office, tmp_path: Path) -> None:
    paths = [written(tmp_path, f"附件{n}.txt", str(n).encode()) for n in range(200)]
    done = register_with_files(office, application(), [("other", path) for path in paths], DAY)
    assert [row.name for row in office.record.attachments(done.case_id)] == [path.name for path in paths]


def test_a_name_of_emoji_in_a_deep_folder_is_kept(office: Office, tmp_path: Path) -> None:
    path = written(tmp_path, "/".join(["很长的文件夹名称" * 4] * 3) + "/申请表😀𬱟.txt")
    assert len(str(path)) > 120
    done = register_with_files(office, application(), [("application", path)], DAY)
    assert [row.name for row in office.record.attachments(done.case_id)] == ["申请表😀𬱟.txt"]


def test_the_same_file_twice_is_kept_twice_and_both_are_whole(office: Office, tmp_path: Path) -> None:
    path = written(tmp_path, "申请表.txt", b"form")
    done = register_with_files(office, application(), [("application", path), ("identity", path)], DAY)
    rows = office.record.attachments(done.case_id)
    assert [row.role for row in rows] == ["application", "identity"]
    assert [office.record.attachment_data(row.id) for row in rows] == [b"form", b"form"]


def huge(folder: Path) -> Path:
    path = folder / "扫描.pdf"
    with path.open("wb") as file:
        file.truncate(300 * 1024 * 1024)
    return path


BAD = {
    "of 300 MB": (huge, "有 300 MB，单个附件不能超过 50 MB"),
    "empty": (lambda folder: written(folder, "空.txt", b""), "空文件"),
    "not what it says": (lambda folder: written(folder, "扫描.pdf", b"hello"), "内容与扩展名不符"),
    "marked secret": (lambda folder: written(folder, "通知.pdf", pdf(["机密★20年"])), "国家秘密不得进入"),
    "gone": (lambda folder: folder / "没有.txt", "读不到文件"),
}


@pytest.mark.parametrize("what", BAD)
def test_a_bad_file_stops_the_registration_too(office: Office, tmp_path: Path, what: str) -> None:
    make, sentence = BAD[what]
    good = written(tmp_path, "申请表.txt")
    with pytest.raises(Refused, match=sentence):
        register_with_files(office, application(), [("application", good), ("other", make(tmp_path))], DAY)
    assert office.record.case_ids() == []
