"""The seven stages of a case and its one next step, derived from facts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from caseapp.law.casestate import CaseState
from caseapp.law.facts import first

STAGES: tuple[str, ...] = ("接收", "登记", "办理", "审查", "答复", "送达", "归档")


@dataclass(frozen=True, slots=True)
class StageState:
    """One stage of the bar and the day it was reached.

    Attributes:
        state: ``done``, ``current``, ``ahead``, or ``skipped`` for a 审查 the outcome does not need.
    """

    name: str
    state: str
    on: date | None


def next_step(state: CaseState) -> str | None:
    """Return the verb the handler should do next, None when the case is archived or imported."""
    if state.correction and not state.has("withdrawn") and (state.clock or state.imported):
        return "order_reply"
    if state.unanswered_dispute and (state.closed or state.imported):
        return "answer_dispute"
    if state.imported or state.has("archived"):
        return None
    if state.closed:
        return "serve" if state.returned else "archive"
    clock = state.clock
    if clock is None:
        return "confirm_receipt"
    if state.outcome is None:
        if clock.state == "waiting_clarification":
            return "receive_clarification"
        if clock.state == "waiting_fee":
            return "record_payment"
        if state.open_consultations:
            return "record_opinion"
        return "decide_outcome"
    for verb, done in (
        ("review", state.outcome.review != "required" or bool(state.review and state.review.passed)),
        ("submit", state.has("submitted")),
        ("sign_off", state.has("signed_off")),
        ("finalise", state.has("finalised")),
        ("attach_sealed", state.has("sealed")),
    ):
        if not done:
            return verb
    return "serve"


def stage_bar(state: CaseState) -> list[StageState]:
    """Return the seven stages with the days they were reached."""
    reviewed = state.review.last_signed if state.review and state.review.complete else None
    skips_review = state.outcome is not None and state.outcome.review != "required"
    days: dict[str, date | None] = {
        "接收": _first_on(state, "received") or _first_on(state, "arrived"),
        "登记": state.on("registered") or state.on("imported"),
        "办理": state.on("outcome_decided"),
        "审查": reviewed,
        "答复": state.on("finalised"),
        "送达": state.on("served") or state.on("withdrawn"),
        "归档": state.on("archived"),
    }
    done = {name: day is not None for name, day in days.items()}
    done["审查"] = done["审查"] or (skips_review and done["办理"]) or (state.closed and not done["审查"])
    if state.closed or state.imported:
        done |= dict.fromkeys(("办理", "审查", "答复", "送达"), True)
    if state.returned:
        done["送达"] = False
    if state.clock is None and not state.imported and not state.closed:
        done["接收"] = False
    bar, current_seen = [], False
    for name in STAGES:
        if done[name] and not current_seen:
            bar.append(StageState(name, "skipped" if name == "审查" and reviewed is None else "done", days[name]))
        elif not current_seen and not (state.imported and name == "归档"):
            bar.append(StageState(name, "current", None))
            current_seen = True
        else:
            bar.append(StageState(name, "ahead", days[name]))
    return bar


def current_stage(state: CaseState) -> str:
    """Return the name of the stage the case stands in; 归档 once it is archived or imported history."""
    return next((stage.name for stage in stage_bar(state) if stage.state == "current"), STAGES[-1])


def _first_on(state: CaseState, kind: str) -> date | None:
    found = first(state.facts, kind)
    return found.on if found else None
