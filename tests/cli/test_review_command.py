"""``caseapp review``: the 公开件 of a case looked into, masked and reviewed from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.test_choose_command import REGISTER, Desk
from material.made_files import IDS, MOBILE, pdf

ALL = ("--default", "否", "--set=K23=不涉及", "--set=K24=是", "--conclusion", "部分公开")


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv("CASEAPP_USER", "张敏")
    desk = Desk(tmp_path / "office.caseapp", capsys)
    assert desk.run("office", "--set=name=济宁市统计局", "--set=code_notice=济统依告", "--person", "张敏")[0] == 0
    assert desk.run(*REGISTER, "--request", "企业名单", today="2026-11-02")[0] == 0
    assert desk.run("fact", "2026-001", "outcome_decided:2026-11-03:partial", today="2026-11-03")[0] == 0
    (tmp_path / "名单.pdf").write_bytes(pdf([f"身份证号{IDS[0]}", f"电话{MOBILE}"]))
    attached = desk.run("attach", "2026-001", str(tmp_path / "名单.pdf"), "--role", "material", "--not-secret")
    assert attached[0] == 0, attached
    return desk


def looked(desk: Desk) -> dict:
    return json.loads(desk.run("review", "2026-001", "--look", "--json")[1])


def test_what_was_found_is_listed_kept_with_a_reason_and_masked(desk: Desk) -> None:
    found = looked(desk)
    assert found["open"] == "身份证号 1 处、手机号 1 处"
    (mobile,) = [hit for hit in found["hits"] if hit[1] == "手机号"]
    assert desk.run("review", "2026-001", f"--keep={mobile[0]}=办公手机")[0] == 0
    code, out, _ = desk.run("review", "2026-001", f"--mask={IDS[0]}=个人信息")
    assert (code, "遮盖 1 处" in out) == (0, True)
    found = looked(desk)
    assert (found["name"], found["open"], len(found["masks"])) == ("名单（遮盖版）.pdf", "", 1)


def test_a_text_that_is_not_there_masks_nothing(desk: Desk) -> None:
    code, _, error = desk.run("review", "2026-001", "--mask=没有的话=个人信息")
    assert code == 1
    assert "没有找到“没有的话”" in error
    assert looked(desk)["name"] == "名单.pdf"


def test_the_sheet_of_a_named_material_is_saved_signed_and_printed(desk: Desk) -> None:
    refused = desk.run("review", "2026-001", "--of", "别的.pdf", *ALL)
    assert refused[0] == 1
    assert "没有名为“别的.pdf”的公开件，可用的有：名单.pdf" in refused[2]
    assert desk.run("review", "2026-001", "--of", "名单.pdf", *ALL)[0] == 0
    for role, name in (("handler", "张敏"), ("department", "刘建国"), ("reviewer", "孙秀兰"), ("deputy", "王立新")):
        assert desk.run("review", "2026-001", "--sign", role, "--name", name)[0] == 0
    assert desk.run("review", "2026-001", "--print")[0] == 0


def test_a_material_is_taken_back(desk: Desk) -> None:
    assert desk.run("review", "2026-001", "--withdraw", "含个人信息")[0] == 0
    code, _, error = desk.run("review", "2026-001", "--look")
    assert code == 1
    assert "本件有：无" in error


def test_a_classified_paper_is_noted(desk: Desk) -> None:
    noted = ("--term", "10年", "--organ", "某机关", "--place", "2 号柜")
    assert desk.run("fact", "2026-001", "secret_held:2026-11-03:秘密", *noted)[0] == 0
    _, out, _ = desk.run("show", "2026-001", "--json")
    (fact,) = [f for f in json.loads(out)["facts"] if f["kind"] == "secret_held"]
    assert fact["detail"]["organ"] == "某机关"
