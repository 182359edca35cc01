"""Plans of readings: asked for by anybody whose act leaves a reading missing, made by the worker, applied by staff."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, aliased

from awards.audit import Tag, record
from awards.core.actor import SYSTEM, Actor
from awards.core.permission import require
from awards.core.references import new_reference
from awards.maths.assignment.instance import Instance, Pair
from awards.panels.assigning import give_reading, release_assignments, take_reading, take_turn
from awards.panels.lifecycle import PLAN, AssignmentState, PlanState
from awards.panels.models import Assignment, Panel, Plan
from awards.panels.planning import Standing, basis_of, instance_of, pair_of, standing_of
from awards.panels.policy import may_apply
from awards.panels.words import PlanCause
from awards.screening.needs import counted
from awards.seasons.models import Season

UNAPPLIED = (PlanState.ASKED, PlanState.MADE)
"""The states of a plan that still waits for something."""


@dataclass(frozen=True, slots=True)
class Applied:
    """What an applied plan did: readings planned, and readings given up that nobody had begun."""

    planned: int
    given_up: int
    released: int = 0


def ask_plan(session: Session, panel: Panel, *, cause: PlanCause, actor: Actor, now: datetime) -> Plan:
    """Ask for a plan of the panel's readings; the worker makes it. One that was not applied gives way to it.

    Whoever takes a reading from a panel whose readings are released calls this in the same transaction.
    """
    unapplied = select(Plan).where(Plan.panel_id == panel.id, Plan.state.in_(UNAPPLIED)).order_by(Plan.id)
    waiting = session.scalars(unapplied.with_for_update().execution_options(populate_existing=True)).all()
    for before in waiting:
        before.state = PLAN.after("replace", before.state)
    plan = Plan(
        ref=new_reference("PLN"),
        panel_id=panel.id,
        cause=cause,
        state=PlanState.ASKED,
        asked_at=now,
        asked_by=str(actor),
    )
    session.add(plan)
    replaces = [before.ref for before in waiting]
    record(session, Tag.PLAN_ASKED, panel.ref, actor=actor, at=now, plan=plan.ref, cause=cause, replaces=replaces)
    session.flush()
    return plan


def newest_plan(session: Session, panel_id: int) -> Plan | None:
    """Give the panel's newest plan that no other replaced; None if none was asked for. One statement."""
    return session.scalars(
        select(Plan)
        .where(Plan.panel_id == panel_id, Plan.state != PlanState.REPLACED)
        .order_by(Plan.id.desc())
        .limit(1)
    ).one_or_none()


def plan_to_apply(session: Session, panel_id: int, ref: str) -> Plan:
    """Give a plan of this panel and lock it with the panel's readings, so that of two who apply it one comes first.

    A judge who begins a reading meanwhile comes before or after. Three statements.

    Raises:
        NoResultFound: the panel has no such plan.
    """
    take_turn(session, panel_id)
    mine = (Plan.ref == ref, Plan.panel_id == panel_id)
    return session.scalars(select(Plan).where(*mine).with_for_update()).one()


def plans_waiting(session: Session, season_id: int) -> Sequence[tuple[Plan, Panel]]:
    """Give the season's plans that were made and wait for staff, each with its panel. One statement.

    Of two that were asked for in the same moment only the later one waits.
    """
    later = aliased(Plan)
    overtaken = exists().where(later.panel_id == Plan.panel_id, later.id > Plan.id, later.state != PlanState.REPLACED)
    chosen = (
        select(Plan, Panel)
        .join(Panel, Panel.id == Plan.panel_id)
        .where(Panel.season_id == season_id, Plan.state == PlanState.MADE, ~overtaken)
        .order_by(Plan.id)
    )
    return [(row[0], row[1]) for row in session.execute(chosen)]


def keep_plan(
    session: Session, plan: Plan, *, panel_ref: str, question: Instance, result: dict[str, Any], now: datetime
) -> None:
    """Keep what the worker worked out for a plan that was asked for."""
    plan.state = PLAN.after("make", plan.state)
    plan.made_at, plan.basis, plan.result = now, basis_of(question), result
    add, give_up, feasible = len(result["add"]), len(result["give_up"]), result["answer"]["feasible"]
    record(
        session, Tag.PLAN_MADE, panel_ref, actor=SYSTEM, at=now,
        plan=plan.ref, add=add, give_up=give_up, feasible=feasible,
    )  # fmt: skip
    session.flush()


def offers(plan: Plan | None) -> bool:
    """Whether a plan was made that staff can apply, with something to do. No statement."""
    return bool(
        plan
        and plan.state is PlanState.MADE
        and plan.result
        and plan.result["offered"]
        and (plan.result["add"] or plan.result["give_up"])
    )


def needs_staff(plan: Plan) -> bool:
    """Whether staff should look at a plan that was made: it offers a change, or says what stands in the way."""
    return offers(plan) or bool(plan.result and not plan.result["answer"]["feasible"])


def fits(plan: Plan, instance: Instance) -> bool:
    """Whether a plan fits the panel as it stands. No statement.

    Nothing that it was made with has changed, and nothing that it gives up was begun meanwhile.
    """
    given_up = {(entry, judge) for entry, judge in (plan.result or {}).get("give_up", [])}
    return plan.basis == basis_of(instance) and not given_up & instance.kept


def apply_plan(
    session: Session, plan: Plan, *, panel: Panel, season: Season, release: bool = False, actor: Actor, now: datetime
) -> Applied | None:
    """Plan the readings that the plan adds and take back those that it gives up; judges see nothing yet.

    `plan_to_apply` gave the plan, so that nobody else changes the readings meanwhile.

    Where something changed since the plan was made nothing is done: a new one is asked for, and None is given. With
    `release` the judges are shown what is planned for them at once.

    Raises:
        Refused: the plan offers nothing to do, or it was applied or replaced before.
    """
    require(may_apply(plan))
    standing = standing_of(session, panel)
    if not fits(plan, instance_of(panel, season, standing)):
        ask_plan(session, panel, cause=plan.cause, actor=actor, now=now)
        return None
    applied = _carry_out(session, plan, standing, panel=panel, actor=actor, now=now)
    plan.state = PLAN.after("apply", plan.state)
    plan.applied_at, plan.applied_by = now, actor.reference
    planned, given_up = applied.planned, applied.given_up
    record(session, Tag.PLAN_APPLIED, panel.ref, actor=actor, at=now, plan=plan.ref, planned=planned, given_up=given_up)
    session.flush()
    if release and any(one.state is AssignmentState.PLANNED for one in standing_of(session, panel).readings):
        released = release_assignments(session, panel, season, actor=actor, now=now)
        return Applied(planned, given_up, released)
    return applied


def _carry_out(
    session: Session, plan: Plan, standing: Standing, *, panel: Panel, actor: Actor, now: datetime
) -> Applied:
    result = plan.result or {}
    known: dict[Pair, Assignment] = {pair_of(one): one for one in standing.readings}
    members = {member.user.ref: member for member in panel.members}
    entries = {entry.ref: entry for entry in standing.entries}
    for entry, judge in result["give_up"]:
        take_reading(session, known[entry, judge], actor=actor, now=now)
    for entry, judge in result["add"]:
        give_reading(
            session, members[judge], entries[entry], pair=known.get((entry, judge)), panel=panel, actor=actor, now=now
        )
    return Applied(len(result["add"]), len(result["give_up"]))


def done_words(done: Applied) -> str:
    """Say what applying a plan did."""
    planned = counted(done.planned, "reading", "readings")
    words = [f"{planned} planned" + (f", {done.given_up} taken back" if done.given_up else "") + "."]
    if done.released:
        words.append(f"{done.released} released, and the judges told by email.")
    elif done.planned:
        words.append("Judges see nothing until you release them.")
    return " ".join(words)
