"""One outcome, three consequences; remedies by the law of the decision date."""

from __future__ import annotations

from datetime import date

import pytest

from caseapp import resources
from caseapp.law.outcomes import ArticleMissing, UnknownOutcome
from caseapp.law.remedies import RemedyIncomplete, RemedyOffices, remedy_paragraphs

OUTCOMES = resources.load_outcomes()
RULES = resources.load_remedies()
OFFICES = RemedyOffices("济宁市人民政府", "山东省统计局", "某某人民法院", "某某复议平台")
D = date.fromisoformat

# outcome, row of table 三, remedy class, review, words of the basis in 2026 (domain: 1.4)
TAXONOMY = [
    ("provided", 3, "B", "required", "第三十六条第（二）项"),
    ("already_public", 3, "B", "required", "第三十六条第（一）项"),
    ("partial", 4, "mixed", "required", "第三十七条"),
    ("state_secret", 5, "A", "asked", "第十四条"),
    ("forbidden_by_law", 6, "A", "asked", "统计法》第二十八条"),
    ("three_safeties", 7, "A", "asked", "第十四条"),
    ("third_party_rights", 8, "A", "asked", "第十五条"),
    ("internal_affairs", 9, "A", "asked", "第十六条第一款"),
    ("process_information", 10, "A", "asked", "第十六条第二款"),
    ("enforcement_file", 11, "A", "asked", "第十六条第二款"),
    ("special_query", 12, "B", "asked", "第三十六条第（七）项"),
    ("not_existing", 13, "B", "none", "第三十六条第（四）项"),
    ("not_responsible", 13, "B", "none", "第三十六条第（五）项"),
    ("needs_making", 14, "B", "none", "第三十八条"),
    ("unclear_after_clarification", 15, "B", "none", "第三十条"),
    ("petition", 16, "B", "none", "第三十九条第一款"),
    ("repeated", 17, "B", "none", "第三十六条第（六）项"),
    ("publication", 18, "B", "none", "第三十九条第二款"),
    ("excessive", 19, "B", "none", "第三十五条"),
    ("reconfirmation", 20, "B", "none", ""),
    ("clarification_lapsed", 21, "B", "none", "第三十条"),
    ("fee_lapsed", 22, "B", "none", "第四十二条"),
    ("withdrawn", 23, "none", "none", ""),
    ("other", 23, "none", "none", ""),
]


@pytest.mark.parametrize(("key", "row", "remedy", "review", "basis"), TAXONOMY)
def test_an_outcome_fixes_row_remedy_review_and_basis(key: str, row: int, remedy: str, review: str, basis: str) -> None:
    outcome = OUTCOMES[key]
    assert (outcome.row, outcome.remedy, outcome.review) == (row, remedy, review)
    assert basis in outcome.basis_on(D("2026-11-23"))
    assert outcome.discloses is (review == "required")


def test_the_taxonomy_holds_these_outcomes_and_no_other() -> None:
    assert sorted(OUTCOMES.items) == sorted(key for key, *_ in TAXONOMY)


@pytest.mark.parametrize(
    ("day", "article"), [("2021-06-01", "第二十五条"), ("2024-09-12", "第二十五条"), ("2024-09-13", "第二十八条")]
)
def test_the_statistics_law_is_cited_by_its_article_of_the_day(day: str, article: str) -> None:
    assert f"统计法》{article}" in OUTCOMES["forbidden_by_law"].basis_on(D(day))


@pytest.mark.parametrize(
    ("key", "basis"),
    [
        ("forbidden_by_law:respondent", "《中华人民共和国统计法》第二十八条和"),
        ("forbidden_by_law:unpublished", "《中华人民共和国统计法实施条例》第二十八条和"),
        ("forbidden_by_law:other_law:《某某法》第十条第二款", "《某某法》第十条第二款和"),
        ("forbidden_by_law:other_law", "（待写明的法律、行政法规条文）和"),
    ],
)
def test_a_prohibition_is_cited_by_the_ground_it_rests_on(key: str, basis: str) -> None:
    outcome = OUTCOMES[key]
    assert outcome.id == "forbidden_by_law"
    assert outcome.basis_on(D("2026-11-23")).startswith(basis)
    assert OUTCOMES.kept(outcome.kept) == outcome
    assert OUTCOMES[outcome.named] == outcome


@pytest.mark.parametrize(
    "cited", ["", "某某法", "《某某法》", "第十条", "根据《某某法》第十条", "《甲法》第一条、《乙法》第二条"]
)
def test_another_statute_is_cited_by_one_article_of_it(cited: str) -> None:
    with pytest.raises(ArticleMissing, match="哪部法律、行政法规的哪一条"):
        OUTCOMES[f"forbidden_by_law:other_law:{cited}"].require_article()


def test_an_unknown_ground_is_refused() -> None:
    for key in ("forbidden_by_law:nothing", "provided:respondent"):
        with pytest.raises(UnknownOutcome, match="请从列表中选择"):
            OUTCOMES[key]


def test_an_unknown_outcome_is_refused() -> None:
    with pytest.raises(UnknownOutcome, match="请从列表中选择"):
        OUTCOMES["nothing"]


def paragraphs(remedy: str, day: str, *, online: bool = False, offices: RemedyOffices = OFFICES) -> tuple[str, ...]:
    return remedy_paragraphs(RULES, remedy, D(day), offices, served_online=online)


@pytest.mark.parametrize("remedy", ["A", "B", "mixed"])
def test_before_2024_the_applicant_chooses_between_two_organs_or_sues(remedy: str) -> None:
    (text,) = paragraphs(remedy, "2023-12-31", online=True)
    assert "济宁市人民政府或者山东省统计局申请行政复议" in text
    assert "六个月内依法向某某人民法院" in text


def test_from_2024_a_refusal_goes_to_reconsideration_first() -> None:
    (text,) = paragraphs("A", "2024-01-01")
    assert "应当先自收到本答复书之日起六十日内依法向济宁市人民政府申请行政复议" in text
    assert "十五日内" in text
    assert "山东省统计局" not in text
    assert "六个月" not in text


def test_from_2024_other_replies_leave_the_choice_but_one_organ() -> None:
    (text,) = paragraphs("B", "2026-11-23")
    assert "可以自收到" in text
    assert "济宁市人民政府" in text
    assert "六个月" in text
    assert "山东省统计局" not in text


def test_a_partial_reply_speaks_of_the_withheld_part_and_of_the_rest() -> None:
    first, second = paragraphs("mixed", "2026-11-23")
    assert first.startswith("对本答复书中不予公开的部分不服的，应当先")
    assert second.startswith("对本答复书的其他部分不服的，可以")


def test_served_online_from_2024_the_letter_names_the_online_channel() -> None:
    assert paragraphs("A", "2026-11-23", online=True)[-1] == "通过互联网申请行政复议的渠道：某某复议平台。"
    assert len(paragraphs("A", "2026-11-23")) == 1


def test_no_remedy_is_told_of_a_withdrawal() -> None:
    assert paragraphs("none", "2026-11-23", online=True) == ()


@pytest.mark.parametrize(
    ("remedy", "day", "offices", "online", "words"),
    [
        ("B", "2026-11-23", RemedyOffices("济宁市人民政府", "", "", ""), False, "起诉法院"),
        ("B", "2026-11-23", RemedyOffices("", "", "某某人民法院", ""), False, "行政复议机关"),
        ("B", "2021-11-23", RemedyOffices("济宁市人民政府", "", "某某人民法院", ""), False, "上一级主管部门"),
        ("A", "2026-11-23", RemedyOffices("济宁市人民政府", "", "", ""), True, "互联网渠道"),
    ],
)
def test_a_clause_that_cannot_be_written_whole_is_refused(
    remedy: str, day: str, offices: RemedyOffices, online: bool, words: str
) -> None:
    with pytest.raises(RemedyIncomplete, match=words):
        paragraphs(remedy, day, online=online, offices=offices)
