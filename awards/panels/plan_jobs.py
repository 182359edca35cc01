"""Working plans out: the worker's part, and the command's. The only place of the house that loads the solver."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from awards.db import begin_to_write
from awards.maths.assignment.checking import prove
from awards.maths.assignment.instance import Instance
from awards.maths.assignment.solution import Solution
from awards.panels.lifecycle import PlanState
from awards.panels.models import Panel, Plan
from awards.panels.planning import as_far_as_can_be, instance_of, standing_of
from awards.panels.plans import keep_plan
from awards.panels.statements import panels
from awards.seasons.models import Season

log = logging.getLogger("awards.panels")

_SEASON = joinedload(Panel.season).joinedload(Season.programme)

NOTHING = "No entry of this panel is in judging, so there is nothing to plan."
FAILED = "This plan could not be worked out. Whoever looks after the portal finds the reason in its log."


def make_due(session: Session, now: datetime) -> int:
    """Make every plan that was asked for and not replaced since; gives how many. Commits each by itself.

    Nothing is locked while a plan is worked out: what changes meanwhile is seen when it is to be applied.
    """
    due = session.scalars(select(Plan.id).where(Plan.state == PlanState.ASKED).order_by(Plan.id)).all()
    session.commit()
    return sum(_make(session, number, now=now) for number in due)


def panel_with_ref(session: Session, ref: str) -> Panel | None:
    """Give a panel of any season, with season, categories, members and their accounts; None if there is none."""
    return session.scalars(panels().where(Panel.ref == ref).options(_SEASON)).one_or_none()


def worked_out(question: Instance) -> dict[str, Any]:
    """Give the answer as a plan keeps it: the proof, and what the plan adds to what stands and gives up of it.

    Where some entries have too few judges, what can be had for all the others is worked out "instead", so that staff
    may go on with that; its proof is held against what was asked. "offered" is false where there is nothing that they
    could apply.
    """
    from awards.maths.assignment.solving import solve  # noqa: PLC0415 - large, and no page needs it

    if not question.entries:
        return _without_readings("nothing to plan", NOTHING)
    answer, instead = solve(question), None
    lowered = as_far_as_can_be(question)
    if not answer.feasible and lowered != question:
        instead = solve(lowered)
    chosen = instead if instead is not None and instead.feasible else answer
    pairs = frozenset(chosen.pairs) if chosen.feasible else frozenset()
    return {
        "answer": answer.as_data(),
        "instead": _held_against(question, chosen) if chosen is not answer else None,
        "offered": chosen.feasible,
        "add": [list(pair) for pair in sorted(pairs - question.kept - question.liked)],
        "give_up": [list(pair) for pair in sorted(question.liked - pairs)] if chosen.feasible else [],
        "seed": question.seed,
    }


def _held_against(question: Instance, lowered: Solution) -> dict[str, Any]:
    """Give a plan that reads some entries less often than asked, with a proof that says so."""
    proof = prove(question, lowered.pairs, parts=lowered.parts)
    return {**lowered.as_data(), "proof": proof.as_data()}


def _without_readings(reason: str, words: str) -> dict[str, Any]:
    answer = {"feasible": False, "pairs": [], "reasons": [{"reason": reason, "words": words}], "relaxations": []}
    return {"answer": answer, "instead": None, "offered": False, "add": [], "give_up": [], "seed": ""}


def _make(session: Session, number: int, *, now: datetime) -> bool:
    asked = (Plan.id == number, Plan.state == PlanState.ASKED)
    chosen = panels().join(Plan, Plan.panel_id == Panel.id).where(*asked)
    panel = session.scalars(chosen.options(_SEASON)).one_or_none()
    if panel is None:
        session.rollback()
        return False
    panel_ref = panel.ref
    question = instance_of(panel, panel.season, standing_of(session, panel))
    session.commit()  # nothing stays open while it is worked out
    try:
        result = worked_out(question)
    except Exception:  # one plan's bug must not keep staff waiting for ever, nor the other plans
        log.exception("a plan of panel %s could not be worked out", panel_ref)
        result = _without_readings("failed", FAILED)
    begin_to_write(session)
    mine = select(Plan).where(Plan.id == number).with_for_update()
    plan = session.scalars(mine.execution_options(populate_existing=True)).one()
    if plan.state is not PlanState.ASKED:
        session.rollback()
        return False
    keep_plan(session, plan, panel_ref=panel_ref, question=question, result=result, now=now)
    session.commit()
    return True
