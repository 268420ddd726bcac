"""What was found in a 公开件 stands in the way until every place is dealt with, those beyond the list included."""

from __future__ import annotations

from dataclasses import replace

from caseapp.law.material_looks import ALL_OF, Looked, SeenHit, looked_of

HITS = (
    SeenHit("a", "手机号", "13800000001", "第1页", 1, "张明 13800000001"),
    SeenHit("b", "地址", "某路1号", "第2页", 2),
)
LOOKED = Looked("2026-11-10T09:00:00", HITS, {"手机号": 5000, "地址": 1}, {"note 1": "第3页是图片"})


def test_places_beyond_the_list_are_counted_and_answered_by_class() -> None:
    assert LOOKED.open_words == "手机号 5000 处、地址 1 处、须人工查看 1 处"
    one = replace(LOOKED, answers={"a": "本人同意", "b": "办公地址", "note 1": "已看"})
    assert one.open_words == "手机号 4999 处"
    whole = replace(LOOKED, answers={ALL_OF + "手机号": "名录已公开", "b": "办公地址", "note 1": "已看"})
    assert whole.open_words == ""


def test_the_record_keeps_it_whole() -> None:
    answered = replace(LOOKED, answers={"a": "本人同意"})
    assert looked_of(answered.kept()) == answered
    assert looked_of({}) == Looked()
