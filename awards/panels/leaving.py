"""Judges who drop out of a panel, and who come back."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from awards.audit import Tag, record
from awards.core.actor import Actor
from awards.core.permission import require
from awards.panels.acts import note_joined, note_left
from awards.panels.assigning import take_reading, take_turn
from awards.panels.models import Panel, PanelMember, Plan
from awards.panels.planning import standing_of
from awards.panels.plans import ask_plan
from awards.panels.policy import may_leave, may_return
from awards.panels.queries import LIVE
from awards.panels.words import PlanCause


def leave_panel(
    session: Session, panel: Panel, member: PanelMember, *, reason: str, actor: Actor, now: datetime
) -> Plan:
    """Note that a judge left, take back what they did not finish, and ask for a plan for the rest.

    What they scored completely stays and counts. What they had begun stays in the database and does not count. From
    now on they see nothing of the panel.

    Raises:
        Refused: they have left already.
    """
    take_turn(session, panel.id)
    session.refresh(member, ["left_at"])
    require(may_leave(member))
    member.left_at = now
    told = record(session, Tag.PANEL_MEMBER_LEFT, panel.ref, actor=actor, at=now, reason=reason, judge=member.user.ref)
    note_left(session, member, reason=told.reason_hash, at=now)
    for reading in standing_of(session, panel).readings:
        if reading.member_id == member.id and reading.state in LIVE and reading.finished_at is None:
            take_reading(session, reading, actor=actor, now=now)
    return ask_plan(session, panel, cause=PlanCause.LEFT, actor=actor, now=now)


def return_to_panel(session: Session, panel: Panel, member: PanelMember, *, actor: Actor, now: datetime) -> Plan:
    """Note that a judge came back, and ask for a plan that gives them readings again.

    They declare their conflicts about what was admitted meanwhile before they are given it.

    Raises:
        Refused: they have not left.
    """
    take_turn(session, panel.id)
    session.refresh(member, ["left_at"])
    require(may_return(member))
    member.left_at = None
    record(session, Tag.PANEL_MEMBER_RETURNED, panel.ref, actor=actor, at=now, judge=member.user.ref)
    note_joined(session, member, panel, at=now)
    return ask_plan(session, panel, cause=PlanCause.STAFF, actor=actor, now=now)
