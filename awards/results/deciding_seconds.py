"""The second person: who may stand behind a departure from the scores, and when it can still be stood behind."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from awards.accounts.models import User
from awards.core.actor import SYSTEM, Actor, Audience, Role
from awards.core.permission import Permission, Reason
from awards.panels.models import Interest, PanelCategory, PanelMember
from awards.results.deciding import scored_order
from awards.results.models import Decision, DecisionKind
from awards.results.policy import choosable, may_decide_shortlist, may_decide_winners, strangers_to
from awards.results.queries import Board

SECONDS = {Role.ADMINISTRATOR, Role.STAFF, Role.CONFIDENTIAL_STAFF}
"""Staff who may stand behind what another of them decided."""


def may_second(
    session: Session, decision: Decision, board: Board, *, actor: Actor, own: bool = False
) -> Permission:  # fmt: skip
    """Say whether this person has a say in a waiting decision: other staff, or the panel's chair without an interest.

    `own`: whoever decided it has a say as well (they may take it back, never confirm it).
    """
    known = is_of_staff(actor) or _chairs(session, decision, board, actor=actor)
    return Permission.unless(
        None if known else Reason("no-say", "Only awards staff, or the chair of the panel, can stand behind this."),
        another_person(decision.decided_by, actor) if not own else None,
    )


def may_be_seconded(decision: Decision, board: Board, *, now: datetime) -> Permission:
    """Say whether what the decision rests on still is as it was when it was made."""
    timely = may_decide_shortlist if decision.kind is DecisionKind.SHORTLIST else may_decide_winners
    open_to = board.entries if decision.kind is DecisionKind.SHORTLIST else choosable(board.category, board.entries)
    text = (
        "The scores, or the entries, have changed since this was decided. Refuse it and decide again, "
        "so that the order you depart from is the one that stands."
    )
    moved = scored_order(board, decision.kind) != decision.scored_order
    return Permission.unless(
        *timely(board.category, board.entries, now=now).reasons,
        *strangers_to(open_to, {*decision.decided_order, *decision.commended}).reasons,
        Reason("order-changed", text) if moved else None,
    )


def is_of_staff(actor: Actor) -> bool:
    """Whether this is a person of staff who may do more than read."""
    return actor.audience is Audience.STAFF and actor != SYSTEM and bool(actor.roles & SECONDS)


def another_person(first: str, actor: Actor) -> Reason | None:
    """Give the objection to being one's own second person, if that is what somebody is about to be."""
    text = "You decided this yourself. Another member of staff, or the panel’s chair, must confirm it."
    return Reason("same-person", text) if actor.reference == first else None


def _chairs(session: Session, decision: Decision, board: Board, *, actor: Actor) -> bool:
    """Whether the actor chairs the panel of the category and stands aside from no entry that is open to the choice."""
    if actor.audience is not Audience.JUDGES:
        return False
    shortlist = decision.kind is DecisionKind.SHORTLIST
    entries = board.entries if shortlist else choosable(board.category, board.entries)
    place = aliased(PanelMember)
    theirs = (
        select(Interest.id)
        .join(place, place.id == Interest.member_id)
        .where(place.user_id == PanelMember.user_id, Interest.entry_id.in_([entry.id for entry in entries]))
        .exists()
    )
    chair = (
        select(PanelMember.id)
        .join(PanelMember.user)
        .join(PanelCategory, PanelCategory.panel_id == PanelMember.panel_id)
        .where(
            User.ref == actor.reference,
            PanelMember.is_chair,
            PanelMember.left_at.is_(None),
            PanelCategory.category_id == board.category.id,
            ~theirs,
        )
    )
    return session.scalar(chair) is not None
