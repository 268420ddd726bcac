"""Turns an exception into the one sentence a person reads; bugs are told apart from refusals."""

from __future__ import annotations

from caseapp.casework.environment import environment_sentence
from caseapp.law.errors import LawRefusal


def sentence_of(error: Exception) -> str | None:
    """Return the Chinese sentence of a refusal or of trouble with the environment; None for a bug."""
    if isinstance(error, LawRefusal):
        return f"{error.sentence}（{error.article}）" if error.article else error.sentence
    if isinstance(error, OSError):
        return environment_sentence(error)
    if type(error).__module__.startswith("caseapp."):
        return str(error)
    return None
