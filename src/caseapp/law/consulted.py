"""Third parties that objected to a disclosure, and are to be told of one decided all the same (条例第三十二条)."""

from __future__ import annotations

from collections.abc import Iterable

from caseapp.law.facts import Fact


def objections(facts: Iterable[Fact]) -> list[Fact]:
    """Return the opinions of third parties against disclosure that stand."""
    return [f for f in facts if f.kind == "third_party_replied" and f.detail.get("agrees") is False]


def objections_untold(facts: Iterable[Fact]) -> list[Fact]:
    """Return those whose third party was not told yet that the information is disclosed all the same."""
    facts = list(facts)
    told = {f.label for f in facts if f.kind == "third_party_told"}
    return [f for f in objections(facts) if f.label not in told]
