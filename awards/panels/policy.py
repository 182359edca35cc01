"""What may be done to panels, interests, assignments and the round of judging, and why not."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from awards.core.permission import Permission, Reason
from awards.panels.lifecycle import AssignmentState
from awards.panels.models import Assignment, Interest, Panel, PanelMember
from awards.screening.lifecycle import EntryState
from awards.screening.models import Entry
from awards.seasons.models import Category, Round
from awards.seasons.timetable import RoundDates


def is_open(judging: Round | None, now: datetime) -> bool:
    """Whether judges may score at this moment; the closing second still counts."""
    return judging is not None and dates_of(judging).is_open(now)


def dates_of(judging: Round) -> RoundDates:
    """Give the dates that decide whether a round is open."""
    return RoundDates(
        key=judging.key, opens_at=judging.opens_at, closes_at=judging.closes_at, closed_at=judging.closed_at
    )


def may_create_panel(categories: Sequence[Category], free: Collection[int]) -> Permission:
    """Say whether a panel may take these categories; each has one panel at most."""
    return Permission.unless(
        *(
            Reason("category-has-a-panel", f"{category.name} already has a panel.")
            for category in categories
            if category.id not in free
        )
    )


def may_join(panel: Panel, user_id: int) -> Permission:
    """Say whether somebody may be added to a panel."""
    if user_id in {member.user_id for member in panel.members}:
        return Permission((Reason("already-on-panel", "That person is already on this panel."),))
    return Permission()


def may_declare(member: PanelMember) -> Permission:
    """Say whether a judge may see names and declare interests: not before the terms are accepted."""
    if member.terms_accepted_at is None:
        return Permission((Reason("terms-first", "Accept the terms before you see any names."),))
    return Permission()


def may_add_interest(interest: Interest | None) -> Permission:
    """Say whether an interest may be added; a pair has one at most."""
    if interest is not None:
        return Permission((Reason("already-declared", "This judge already stands down from this entry."),))
    return Permission()


def may_assign(member: PanelMember, entry: Entry, *, pair: Assignment | None, interest: Interest | None) -> Permission:
    """Say whether a judge may be given an entry."""
    taken = pair is not None and pair.state is not AssignmentState.REMOVED
    return Permission.unless(
        Reason("has-an-interest", "This judge stands down from this entry.") if interest else None,
        Reason("already-assigned", "This judge already has this entry.") if taken and not interest else None,
        Reason("entry-is-withdrawn", "This entry is withdrawn.") if entry.state is EntryState.WITHDRAWN else None,
        Reason("not-the-panels", "This entry belongs to another panel.")
        if entry.category_id not in {category.id for category in member.panel.categories}
        else None,
    )


def may_remove(assignment: Assignment) -> Permission:
    """Say whether a reading may be taken away: not once the judge has begun it."""
    if assignment.started_at is not None:
        text = "This judge has begun to score this entry, so it stays with them. They can declare a conflict."
        return Permission((Reason("already-begun", text),))
    return Permission()


def may_release(planned: Sequence[Assignment]) -> Permission:
    """Say whether there is anything to show to judges."""
    if not planned:
        return Permission((Reason("nothing-planned", "No readings are planned that judges cannot see already."),))
    return Permission()


def may_close_round(judging: Round, *, now: datetime) -> Permission:
    """Say whether the round may be closed early."""
    if now < judging.opens_at:
        return Permission((Reason("not-open-yet", "Judging has not opened yet."),))
    if not is_open(judging, now):
        return Permission((Reason("already-closed", "Judging is already closed."),))
    return Permission()


def may_reopen_round(judging: Round, *, closes_at: datetime, now: datetime) -> Permission:
    """Say whether a closed round may be opened again until the given time."""
    return Permission.unless(
        Reason("still-open", "Judging is still open.") if is_open(judging, now) else None,
        Reason("already-past", "The new closing date must be in the future.") if closes_at <= now else None,
        Reason("opens-later", "The new closing date must be after judging opens.")
        if closes_at <= judging.opens_at
        else None,
    )
