"""Similar requests are found, and a request for another year, place or figure is none (条例第三十六条第（六）项)."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseapp.law.similar import alike, differing

PAIRS = [
    line.split("\t")
    for line in (Path(__file__).parents[1] / "data" / "similar_pairs.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


def test_similar_requests_are_found_among_two_thousand_pairs() -> None:
    assert len(PAIRS) == 2000
    found = [(label == "1", alike(one, other).same) for label, _, one, other in PAIRS]
    right = found.count((True, True))
    assert right / sum(label for label, _ in found) >= 0.95
    assert right / sum(said for _, said in found) >= 0.98


@pytest.mark.parametrize(
    ("one", "other", "difference"),
    [
        ("申请公开2023年任城区粮食产量", "申请公开2019年任城区粮食产量", "年份不同"),
        ("申请公开二〇二三年任城区粮食产量", "请提供２０２３年度任城区粮食产量，谢谢", ""),
        ("2018年至2020年邹城市粮食产量", "2019年邹城市粮食产量", ""),
        ("2020年金乡县粮食产量", "2020年邹城市粮食产量", "地区不同"),
        ("2020年全市粮食产量", "2020年济宁市粮食产量", ""),
    ],
)
def test_years_and_places_tell_requests_apart(one: str, other: str, difference: str) -> None:
    assert alike(one, other).difference == difference
    assert alike(other, one) == alike(one, other)


@pytest.mark.parametrize("text", ["", "。", "申请公开", "a" * 10_000, "<b>{{ x }}</b>", "𬱟䶮"])
def test_any_text_can_be_compared(text: str) -> None:
    assert 0 <= alike(text, "2020年全市粮食产量").score <= 1
    assert alike(text, text).difference == ""


def test_the_pieces_that_differ_are_marked() -> None:
    pieces = differing("2020年全市粮食产量", "2021年全市粮食总产量")
    assert "".join(text for text, _ in pieces) == "2021年全市粮食总产量"
    assert [text for text, other in pieces if other] == ["1", "总"]
