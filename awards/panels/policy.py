"""What may be done to panels, interests, assignments and the round of judging, and why not."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from awards.core.actor import Actor, Role
from awards.core.permission import Permission, Reason
from awards.panels.lifecycle import AssignmentState, PlanState
from awards.panels.models import Assignment, Interest, JudgingRules, Panel, PanelMember, Plan
from awards.panels.rule_contents import rule_faults
from awards.screening.lifecycle import EntryState
from awards.screening.models import Entry
from awards.seasons.documents import NOMINATING
from awards.seasons.models import Category, Round, Season
from awards.seasons.timetable import RoundDates

RULE_WRITERS = frozenset({Role.ADMINISTRATOR, Role.STAFF, Role.CONFIDENTIAL_STAFF})
LEAST_REASON = 40
"""Characters that the reason of a change of locked rules has at least: enough for a sentence."""


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


def may_be_invited(member: PanelMember) -> Permission:
    """Say whether the invitation to a panel may be sent, or sent once more: not to who has left it."""
    if member.left_at is not None:
        return Permission((Reason("has-left", "This judge has left the panel, so no invitation is sent."),))
    if member.user.disabled_at is not None:
        return Permission((Reason("disabled", "This judge’s account is disabled, so no invitation is sent."),))
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


def may_lift(interest: Interest | None) -> Permission:
    """Say whether an interest may be undone: not twice."""
    if interest is None:
        return Permission((Reason("lifted-already", "This conflict was undone in the meantime."),))
    return Permission()


def may_assign(member: PanelMember, entry: Entry, *, pair: Assignment | None, interest: Interest | None) -> Permission:
    """Say whether a judge may be given an entry."""
    taken = pair is not None and pair.state in {AssignmentState.PLANNED, AssignmentState.RELEASED}
    abstained = pair is not None and pair.state is AssignmentState.ABSTAINED
    return Permission.unless(
        Reason("has-left", "This judge has left the panel.") if member.left_at else None,
        Reason("disabled", "This judge’s account is disabled.") if member.user.disabled_at else None,
        Reason("has-an-interest", "This judge stands down from this entry.") if interest else None,
        Reason("has-abstained", "This judge said that they cannot judge this entry.") if abstained else None,
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


def may_apply(plan: Plan) -> Permission:
    """Say whether a plan may be applied: it was made, nothing took its place, and it offers something to do."""
    if plan.state is not PlanState.MADE:
        return Permission((Reason("plan-is-over", "This plan was applied or replaced already. Look at the panel."),))
    result = plan.result or {}
    if not result.get("offered") or not (result["add"] or result["give_up"]):
        return Permission((Reason("nothing-to-apply", "This plan changes nothing, so there is nothing to apply."),))
    return Permission()


def may_leave(member: PanelMember) -> Permission:
    """Say whether a judge can be noted as having left their panel."""
    if member.left_at is not None:
        return Permission((Reason("left-already", "This judge has left the panel already."),))
    return Permission()


def may_return(member: PanelMember) -> Permission:
    """Say whether a judge can come back to a panel: only who has left it."""
    if member.left_at is None:
        return Permission((Reason("never-left", "This judge is on the panel."),))
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


def may_set_readings(season: Season) -> Permission:
    """Say whether a panel's readings for each entry may be set with its other settings."""
    if season.rules_locked_at is not None:
        text = "The rules of judging are locked, so the readings of an entry change only with them, and with a reason."
        return Permission((Reason("rules-are-locked", text),))
    return Permission()


def may_propose_rules(actor: Actor, season: Season) -> Permission:
    """Say whether somebody may make up a change of the locked rules of judging; the season's rounds are loaded."""
    closed = any(one.closed_at for one in season.rounds if one.key != NOMINATING)
    return Permission.unless(
        Reason("not-staff", "Only staff who may change things can change the rules of judging.")
        if not actor.roles & RULE_WRITERS
        else None,
        Reason("archived", "The season is archived, so its rules stay as they are.") if season.archived else None,
        Reason("not-locked", "The rules of judging are not locked yet: they come from the season’s file.")
        if season.rules_locked_at is None
        else None,
        Reason(
            "judging-is-closed",
            "Judging is closed, and its record is sealed with these rules. Open the round "
            "again before you change them.",
        )
        if closed
        else None,
    )


def may_adopt_rules(
    actor: Actor,
    season: Season,
    content: Mapping[str, Any],
    *,
    versions: Sequence[JudgingRules],
    was: int,
    reason: str,
) -> Permission:
    """Say whether locked rules may be replaced by these; `was` is the version that they were made from."""
    permission = may_propose_rules(actor, season)
    if not permission:
        return permission
    in_force = versions[0]
    faults = [Reason("rules-do-not-fit", text) for text in rule_faults(content, in_force.content)]
    return Permission.unless(
        Reason("changed-meanwhile", f"Somebody made version {in_force.version} of the rules in the meantime.")
        if in_force.version != was
        else None,
        Reason("nothing-changed", "Change something first: these are the rules in force.")
        if dict(content) == in_force.content
        else None,
        *faults,
        Reason("no-reason", f"Give the reason in at least {LEAST_REASON} characters: it is shown with the results.")
        if len(reason.strip()) < LEAST_REASON
        else None,
    )


def may_know_experience(actor: Actor) -> Permission:
    """Say whether somebody may know which judges sit on a panel for their own experience of social care."""
    if actor.roles & {Role.ADMINISTRATOR, Role.STAFF, Role.CONFIDENTIAL_STAFF}:
        return Permission()
    return Permission((Reason("not-staff", "Only awards staff and administrators know that."),))
