"""The statements that reads of panels share: what is joined, and what a judge may see at all."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, exists, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from awards.accounts.models import User
from awards.panels.lifecycle import AssignmentState
from awards.panels.models import Assignment, Interest, Panel, PanelMember
from awards.screening.lifecycle import EntryState
from awards.screening.models import Entry
from awards.seasons.models import Category


def panels() -> Select[Panel]:
    """Select panels with categories, members and their accounts."""
    return select(Panel).options(
        selectinload(Panel.categories), selectinload(Panel.members).joinedload(PanelMember.user)
    )


def memberships() -> Select[PanelMember]:
    """Select places on panels with panel, categories, season and account."""
    return (
        select(PanelMember)
        .join(PanelMember.user)
        .join(PanelMember.panel)
        .options(
            joinedload(PanelMember.user),
            joinedload(PanelMember.panel).options(selectinload(Panel.categories), joinedload(Panel.season)),
        )
    )


def assignments() -> Select[Assignment]:
    """Select assignments with member, account, panel, entry and category; all of them joined."""
    member = joinedload(Assignment.member)
    return (
        select(Assignment)
        .join(Assignment.entry)
        .join(Entry.category)
        .join(Assignment.member)
        .join(PanelMember.user)
        .join(PanelMember.panel)
        .options(
            joinedload(Assignment.entry).joinedload(Entry.category),
            member.joinedload(PanelMember.user),
            member.joinedload(PanelMember.panel),
        )
    )


def counts() -> tuple[ColumnElement[bool], ...]:
    """Say what makes an assignment count: released, the entry not withdrawn, the judge without an interest in it."""
    return (
        Assignment.state == AssignmentState.RELEASED,
        Entry.state != EntryState.WITHDRAWN,
        ~_has_interest(),
    )


def open_to(user_ref: str, season_id: int) -> Select[Assignment]:
    """Select what this judge may see: it counts, they are on the panel, and declared conflicts since its admission."""
    return assignments().where(
        User.ref == user_ref,
        Category.season_id == season_id,
        PanelMember.left_at.is_(None),
        PanelMember.terms_accepted_at.is_not(None),
        PanelMember.interests_completed_at >= Entry.admitted_at,
        *counts(),
    )


def _has_interest() -> ColumnElement[bool]:
    """Whether the judge of the assignment declared an interest in its entry, on any panel."""
    theirs = aliased(PanelMember)
    return exists(
        select(Interest.id)
        .join(theirs, theirs.id == Interest.member_id)
        .where(theirs.user_id == PanelMember.user_id, Interest.entry_id == Assignment.entry_id)
        .correlate(PanelMember, Assignment)
    )
