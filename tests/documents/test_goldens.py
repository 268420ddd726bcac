"""The words of every letter and form, kept beside the test.

``CASEAPP_GOLDEN=1`` writes them anew; read the difference before it is committed.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from caseapp.documents.press import typeset
from caseapp.documents.templates import load_templates
from documents.letter_samples import full_context

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("kind", ["full", "minimal"])
@pytest.mark.parametrize("template_id", sorted(load_templates()))
def test_the_words_of_a_template_are_the_agreed_ones(template_id, kind):
    template = load_templates()[template_id]
    context = full_context(template) if kind == "full" else {"office": {"name": "济宁市统计局"}}
    text = typeset(template, context).text
    path = GOLDEN / f"{template_id}.{kind}.txt"
    if os.environ.get("CASEAPP_GOLDEN"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


def test_no_golden_file_is_left_over():
    assert {path.name.split(".")[0] for path in GOLDEN.glob("*.txt")} == set(load_templates())
