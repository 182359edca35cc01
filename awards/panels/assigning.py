"""Giving entries to judges, showing them, locking the rules, and closing the round of judging."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from awards.audit import Tag, record
from awards.comms.actions import LinkOrder, queue_message
from awards.core.actor import Actor
from awards.core.permission import Refused, require
from awards.core.times import moment_words
from awards.links.purposes import Purpose
from awards.panels.lifecycle import ASSIGNMENT, AssignmentState
from awards.panels.models import Assignment, Panel, PanelMember
from awards.panels.overview import proposal_for
from awards.panels.policy import may_assign, may_close_round, may_release, may_remove, may_reopen_round
from awards.panels.queries import (
    assignment_of_pair,
    assignments_of_panel,
    entries_of_panel,
    interest_of_pair,
    judging_round,
)
from awards.panels.rules import reading_position, rules_digest
from awards.screening.models import Entry
from awards.seasons.models import Category, Round, Season
from awards.seasons.queries import categories_of


def apply_plan(
    session: Session, panel: Panel, *, readings: int, digest: str, actor: Actor, now: datetime
) -> Sequence[Assignment]:
    """Make the assignments of the proposal that was shown; judges see nothing until they are released.

    Raises:
        Refused: entries, interests or assignments have changed since, so the proposal would be another.
    """
    proposal = proposal_for(session, panel, readings=readings)
    if proposal.digest != digest:
        raise Refused.because("plan-is-out-of-date", "Something changed since this plan was made. Look at the new one.")
    entries = {entry.ref: entry for entry in entries_of_panel(session, panel.id)}
    members = {member.user.ref: member for member in panel.members}
    made = [
        _make(session, members[judge], entries[entry], panel=panel, actor=actor, now=now)
        for entry, judge in proposal.pairs
    ]
    session.flush()
    return made


def assign(
    session: Session, panel: Panel, *, member: PanelMember, entry: Entry, actor: Actor, now: datetime
) -> Assignment:
    """Give one entry to one judge by hand; one taken away before may be given back.

    Raises:
        Refused: the judge has it already or stands down from it, or the entry is withdrawn or another panel's.
    """
    pair = assignment_of_pair(session, entry.id, member.id)
    require(may_assign(member, entry, pair=pair, interest=interest_of_pair(session, entry.id, member.id)))
    if pair is None:
        pair = _make(session, member, entry, panel=panel, actor=actor, now=now)
    else:
        pair.state = ASSIGNMENT.after("restore", pair.state)
        pair.made_at = now
        record(session, Tag.ASSIGNMENT_MADE, entry.ref, actor=actor, at=now, judge=member.user.ref, panel=panel.ref)
    session.flush()
    return pair


def remove_assignment(session: Session, assignment: Assignment, *, actor: Actor, now: datetime) -> None:
    """Take an entry away from a judge who has not begun it.

    Raises:
        Refused: the judge has begun, or the assignment is over already.
    """
    require(may_remove(assignment))
    was: AssignmentState = assignment.state
    assignment.state = ASSIGNMENT.after("remove", was)
    judge = assignment.member.user.ref
    record(session, Tag.ASSIGNMENT_REMOVED, assignment.entry.ref, actor=actor, at=now, judge=judge, was=was)
    session.flush()


def release_assignments(session: Session, panel: Panel, season: Season, *, actor: Actor, now: datetime) -> int:
    """Show judges what is planned for them and tell each by mail; the first release locks the season's rules.

    Gives how many readings were released.

    Raises:
        Refused: nothing is planned.
    """
    planned = [one for one in assignments_of_panel(session, panel.id) if one.state is AssignmentState.PLANNED]
    require(may_release(planned))
    for assignment in planned:
        assignment.state = ASSIGNMENT.after("release", assignment.state)
    panel.released_at = panel.released_at or now
    record(session, Tag.ASSIGNMENTS_RELEASED, panel.ref, actor=actor, at=now, count=len(planned))
    if season.rules_locked_at is None:
        _lock_rules(session, season, actor=actor, now=now)
    for member in {one.member.user.ref: one.member for one in planned}.values():
        _tell(session, member, season, panel=panel, now=now)
    session.flush()
    return len(planned)


def rules_to_lock(season: Season, categories: Sequence[Category]) -> dict[str, object]:
    """Give the rules of judging as they are locked: scale, weights, tie criterion, shortlist size, readings."""
    return {
        "scale": {key: season.scale[key] for key in ("lowest", "highest", "comment_required_for")},
        "shortlist": {"min": season.shortlist_min, "max": season.shortlist_max},
        "readings_per_entry": season.readings_per_entry,
        "categories": {
            category.key: [
                {"key": criterion.key, "weight": criterion.weight, "tie_break": criterion.tie_break}
                for criterion in category.criteria
            ]
            for category in categories
        },
    }


def close_round(session: Session, season: Season, judging: Round, *, actor: Actor, now: datetime) -> None:
    """Close the round of judging: from now on no sheet can be changed.

    Raises:
        Refused: it has not opened or is closed already.
    """
    require(may_close_round(judging, now=now))
    judging.closed_at = now
    record(session, Tag.ROUND_CLOSED, season_subject(season), actor=actor, at=now, round=judging.key)
    session.flush()


def reopen_round(
    session: Session, season: Season, judging: Round, *, closes_at: datetime, reason: str, actor: Actor, now: datetime
) -> None:
    """Open a closed round again until the given time, with the reason.

    Raises:
        Refused: it is open, or the new closing time is not in the future.
    """
    require(may_reopen_round(judging, closes_at=closes_at, now=now))
    judging.closed_at = None
    judging.closes_at = closes_at
    subject = season_subject(season)
    until = closes_at.isoformat()
    record(session, Tag.ROUND_REOPENED, subject, actor=actor, at=now, reason=reason, round=judging.key, until=until)
    session.flush()


def season_subject(season: Season) -> str:
    """Give what the trail calls a season; its programme is loaded."""
    return f"{season.programme.key}/{season.key}"


def _make(
    session: Session, member: PanelMember, entry: Entry, *, panel: Panel, actor: Actor, now: datetime
) -> Assignment:
    assignment = Assignment(
        member=member,
        entry=entry,
        state=AssignmentState.PLANNED,
        position=reading_position(panel.ref, member.user.ref, entry.ref),
        made_at=now,
    )
    session.add(assignment)
    record(session, Tag.ASSIGNMENT_MADE, entry.ref, actor=actor, at=now, judge=member.user.ref, panel=panel.ref)
    return assignment


def _lock_rules(session: Session, season: Season, *, actor: Actor, now: datetime) -> None:
    season.rules_locked_at = now
    season.rules_hash = rules_digest(rules_to_lock(season, categories_of(session, season)))
    record(session, Tag.RULES_LOCKED, season_subject(season), actor=actor, at=now, sha256=season.rules_hash)


def _tell(session: Session, member: PanelMember, season: Season, *, panel: Panel, now: datetime) -> None:
    judging, user = judging_round(season), member.user
    queue_message(
        session,
        "panels/entries_ready",
        to=user.email,
        about=user.ref,
        programme_key=season.programme.key,
        key=f"panels/entries_ready:{panel.ref}:{user.ref}:{now.isoformat()}",
        now=now,
        link=LinkOrder(Purpose.JUDGE_SIGN_IN, user.ref),
        closes=moment_words(judging.closes_at, season.programme.zone) if judging else None,
    )
