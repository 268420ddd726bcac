"""What the finders must find in the fragments of tests/data/finders.tsv, and what must stay silent."""

from __future__ import annotations

from collections import Counter
from time import process_time

import pytest
from stdnum import luhn
from stdnum.cn import ric, uscc

from caseapp.material.finders import KINDS, find
from material.fragments import fragments
from material.made_files import IDS

# Least recall and precision per class; docs/finders.md states what was measured.
CHECKED = ("身份证号", "统一社会信用代码", "银行卡号")
BARS = {kind: (0.98, 0.98) if kind in CHECKED else (0.95, 0.95) for kind in KINDS}


def compact(text: str) -> str:
    return "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in text if c.isalnum()).upper()


def test_the_fragments_are_enough_and_their_numbers_carry_valid_check_digits():
    rows = fragments()
    assert len(rows) >= 500
    assert sum(not row.hits for row in rows) >= 150
    assert {kind for row in rows for kind, _, _ in row.hits} == set(KINDS)
    for row in rows:
        for kind, start, end in row.hits:
            number = compact(row.text[start:end])
            if kind == "身份证号" and len(number) == 18:
                assert ric.calc_check_digit(number) == number[-1], row.about
            elif kind == "统一社会信用代码":
                assert uscc.calc_check_digit(number) == number[-1], row.about
            elif kind == "银行卡号":
                assert luhn.is_valid(number), row.about


def test_recall_and_precision_reach_their_bars():
    wanted, found, right = Counter(), Counter(), Counter()
    for row in fragments():
        hits = {(hit.kind, hit.start, hit.end) for hit in find(row.text)}
        wanted.update(kind for kind, _, _ in row.hits)
        found.update(kind for kind, _, _ in hits)
        right.update(kind for kind, _, _ in hits & row.hits)
    for kind, (recall, precision) in BARS.items():
        print(f"{kind}: recall {right[kind]}/{wanted[kind]}, precision {right[kind]}/{found[kind]}")
        assert right[kind] >= recall * wanted[kind], kind
        assert right[kind] >= precision * found[kind], kind


@pytest.mark.parametrize("kind", CHECKED)
def test_a_number_with_one_digit_changed_is_not_found(kind):
    for row in fragments():
        for hit, start, end in row.hits:
            at = end - 3
            digit = row.text[at]
            if hit != kind or len(compact(row.text[start:end])) == 15 or not digit.isdecimal():
                continue
            other = chr(ord(digit) + (1 if digit not in "9９" else -1))
            spoilt = row.text[:at] + other + row.text[at + 1 :]
            assert (kind, start, end) not in {(f.kind, f.start, f.end) for f in find(spoilt)}, row.about


@pytest.mark.parametrize("number", [IDS[0], "91370811MA3000131D", "6217000000000001812"])
@pytest.mark.parametrize(
    ("before", "after"), [("", "0"), ("0", ""), ("A", ""), ("*", ""), ("", "*"), ("0.", ""), ("", ".5")]
)
def test_a_number_inside_a_longer_one_is_not_found(before, after, number):
    assert [hit.text for hit in find(f"号 {before}{number}{after} 完") if hit.text == number] == []


def test_no_number_is_found_across_cells_or_rows():
    halves = IDS[0][:10], IDS[0][10:]
    assert find("\t".join(halves)) == []
    assert find("\x1e".join(halves)) == []
    assert [hit.kind for hit in find("\n".join(halves))] == ["身份证号"]


LONG = [
    *("1234567890", "1", " ", "统计", "1 ", "62 ", "1-", "1\r\n", "a@a.", "路1号", "张", "张 ", "姓名：张三、"),
    *("机 密", "住", "0537-", "138 0000 0001 ", f"{IDS[0]}\n", "the quick any gorilla "),
]


@pytest.mark.parametrize("unit", LONG)
def test_time_grows_no_faster_than_the_text(unit):
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        start = process_time()
        find(text)
        return process_time() - start

    short = min(seconds(20_000) for _ in range(3))
    most = 8 * 3 * short + 0.5  # what grows by the square takes 64 times
    assert any(seconds(160_000) < most for _ in range(3))


def test_a_megabyte_of_digits_blanks_or_characters_takes_seconds_not_minutes():
    for unit in ("7", " ", "统"):
        start = process_time()
        assert find(unit * 1_000_000) == []
        assert process_time() - start < 10
