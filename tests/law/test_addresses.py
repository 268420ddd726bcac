"""One place written in several ways is the same address; another house, district or city is not."""

from __future__ import annotations

import pytest

from caseapp.law.addresses import place_of, same_place

HOME = "山东省济宁市任城区洸河路12号3号楼2单元301室"


@pytest.mark.parametrize(
    "written",
    [
        "济宁市任城区洸河路12号3号楼2单元301室",
        "任城区洸河路12号3号楼2单元301室",
        "山东济宁市任城区洸河路12号3号楼2单元301室",
        "山东省 济宁市 任城区 洸河路 12 号 3 号楼 2 单元 301 室",
        "山东省济宁市任城区洸河路１２号３号楼２单元３０１室",
        "山东省/济宁市/任城区洸河路12号，3#楼，2单元301室",
        "272000山东省济宁市任城区洸河路12号（三号楼二单元301室）",
        "任城区洸河路十二号三号楼二单元301室",
    ],
)
def test_one_place_in_other_writing_is_the_same_address(written: str) -> None:
    assert same_place(place_of(HOME), place_of(written))
    assert same_place(place_of(written), place_of(HOME))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (HOME, "山东省济宁市任城区洸河路12号3号楼2单元302室"),
        (HOME, "山东省济宁市兖州区洸河路12号3号楼2单元301室"),
        ("济南市市中区经七路1号", "枣庄市市中区经七路1号"),
        ("江苏省鼓楼区中山路1号", "福建省鼓楼区中山路1号"),
        ("邹城市太平路小区1号", "曲阜市太平路小区1号"),
        ("任城区某某路1-201号", "任城区某某路12-01号"),
        ("济宁市任城区", "济宁市任城区"),
        ("任城区李营街道张家村", "任城区李营街道张家村"),
        ("x", "x"),
        ("", ""),
    ],
)
def test_another_house_district_or_city_and_a_mere_area_is_none(one: str, other: str) -> None:
    assert not same_place(place_of(one), place_of(other))


@pytest.mark.parametrize(
    ("address", "province", "city"),
    [
        ("上海路12号某某超市", "", ""),
        ("山东路5号某某大厦", "", ""),
        ("天津市河北区中山路5号", "", "天津市"),
        ("新疆维吾尔自治区乌鲁木齐市天山区解放路5号", "新疆", "乌鲁木齐市"),
        ("云南省大理白族自治州大理市古城路5号", "云南", "大理白族自治州"),
        ("济宁市市中区某某路5号", "", "济宁市"),
        ("邹城市太平路5号", "", ""),
    ],
)
def test_province_and_city_are_taken_off_only_where_a_district_follows(address, province, city) -> None:
    found = place_of(address)
    assert (found.province, found.city) == (province, city)


@pytest.mark.parametrize("address", ["a" * 10_000, "<b>{{", "😀" * 9, "\x00\x1b[0m", "十" * 400 + "号"])
def test_any_text_can_be_taken_apart(address: str) -> None:
    place_of(address)
