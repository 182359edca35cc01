"""Giving entries to judges, showing them, and closing the round of judging."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from awards.audit import Tag, record
from awards.comms.actions import LinkOrder, queue_message
from awards.core.actor import Actor
from awards.core.permission import require
from awards.core.times import moment_words
from awards.links.purposes import Purpose
from awards.panels.acts import note_assigned, note_closed, note_entered, note_reopened, note_unassigned
from awards.panels.lifecycle import ASSIGNMENT, AssignmentState
from awards.panels.locking import lock_rules, season_subject
from awards.panels.models import Assignment, Panel, PanelMember
from awards.panels.policy import may_assign, may_close_round, may_release, may_remove, may_reopen_round
from awards.panels.queries import (
    assignment_of_pair,
    assignments_of_panel,
    entries_of_panel,
    interest_of_pair,
    judging_round,
)
from awards.panels.rules import reading_position
from awards.screening.models import Entry
from awards.seasons.models import Round, Season


def take_turn(session: Session, panel_id: int) -> None:
    """Let those who change a panel's readings, conflicts or judges come one after the other. Two statements.

    Everybody locks the panel first, then its readings in the order of their ids, then a plan: in any other order two
    people would wait for each other. What is read after this is as the one before left it.
    """
    session.execute(select(Panel.id).where(Panel.id == panel_id).with_for_update(key_share=True))
    theirs = select(Assignment.id).join(Assignment.member).where(PanelMember.panel_id == panel_id)
    session.execute(theirs.order_by(Assignment.id).with_for_update(of=Assignment)).all()


def assign(
    session: Session, panel: Panel, *, member: PanelMember, entry: Entry, actor: Actor, now: datetime
) -> Assignment:
    """Give one entry to one judge by hand; one taken away before may be given back.

    Raises:
        Refused: the judge has it already or stands down from it, or the entry is withdrawn or another panel's.
    """
    take_turn(session, panel.id)
    pair = assignment_of_pair(session, entry.id, member.id)
    require(may_assign(member, entry, pair=pair, interest=interest_of_pair(session, entry.id, member.id)))
    given = give_reading(session, member, entry, pair=pair, panel=panel, actor=actor, now=now)
    session.flush()
    return given


def remove_assignment(session: Session, assignment: Assignment, *, actor: Actor, now: datetime) -> None:
    """Take an entry away from a judge who has not begun it.

    Raises:
        Refused: the judge has begun, or the assignment is over already.
    """
    require(may_remove(assignment))
    take_reading(session, assignment, actor=actor, now=now)
    assignment.removed_by_hand = True
    session.flush()


def give_reading(
    session: Session, member: PanelMember, entry: Entry, *, pair: Assignment | None, panel: Panel, actor: Actor,
    now: datetime,
) -> Assignment:  # fmt: skip
    """Plan one reading; `pair` is what is known of this entry and this judge, whatever became of it."""
    if pair is None:
        pair = Assignment(
            member=member,
            entry=entry,
            state=AssignmentState.PLANNED,
            position=reading_position(panel.ref, member.user.ref, entry.ref),
        )
        session.add(pair)
    else:
        pair.state = ASSIGNMENT.after("restore", pair.state)
    pair.made_at, pair.removed_by_hand = now, False
    record(session, Tag.ASSIGNMENT_MADE, entry.ref, actor=actor, at=now, judge=member.user.ref, panel=panel.ref)
    return pair


def take_reading(session: Session, assignment: Assignment, *, actor: Actor, now: datetime) -> None:
    """Take a reading away; what was typed on its sheet stays, and does not count."""
    was: AssignmentState = assignment.state
    assignment.state = ASSIGNMENT.after("remove", was)
    judge = assignment.member.user.ref
    record(session, Tag.ASSIGNMENT_REMOVED, assignment.entry.ref, actor=actor, at=now, judge=judge, was=was)
    if was is AssignmentState.RELEASED:
        note_unassigned(session, assignment, at=now)


def release_assignments(session: Session, panel: Panel, season: Season, *, actor: Actor, now: datetime) -> int:
    """Show judges what is planned for them and tell each by mail; the first release locks the season's rules.

    Gives how many readings were released.

    Raises:
        Refused: nothing is planned.
    """
    take_turn(session, panel.id)
    planned = [one for one in assignments_of_panel(session, panel.id) if one.state is AssignmentState.PLANNED]
    require(may_release(planned))
    lock_rules(session, season, actor=actor, now=now)
    note_entered(session, season.id, entries_of_panel(session, panel.id), at=now)
    for assignment in planned:
        assignment.state, assignment.released_at = ASSIGNMENT.after("release", assignment.state), now
        note_assigned(session, assignment, at=now)
    panel.released_at = panel.released_at or now
    record(session, Tag.ASSIGNMENTS_RELEASED, panel.ref, actor=actor, at=now, count=len(planned))
    for member in {one.member.user.ref: one.member for one in planned}.values():
        _tell(session, member, season, panel=panel, now=now)
    session.flush()
    return len(planned)


def close_round(session: Session, season: Season, judging: Round, *, actor: Actor, now: datetime) -> None:
    """Close the round of judging: from now on no sheet can be changed, and the worker seals the record.

    Raises:
        Refused: it has not opened or is closed already.
    """
    require(may_close_round(judging, now=now))
    judging.closed_at = now
    record(session, Tag.ROUND_CLOSED, season_subject(season), actor=actor, at=now, round=judging.key)
    session.flush()  # waits for whoever is just scoring: their act comes before this one
    note_closed(session, season, judging, at=now)


def reopen_round(
    session: Session, season: Season, judging: Round, *, closes_at: datetime, reason: str, actor: Actor, now: datetime
) -> None:
    """Open a closed round again until the given time, with the reason; its next close is sealed anew.

    Raises:
        Refused: it is open, or the new closing time is not in the future.
    """
    require(may_reopen_round(judging, closes_at=closes_at, now=now))
    judging.closed_at, judging.sealed_at, judging.reopened_at = None, None, now
    judging.closes_at = closes_at
    subject = season_subject(season)
    until = closes_at.isoformat()
    told = record(
        session, Tag.ROUND_REOPENED, subject, actor=actor, at=now, reason=reason, round=judging.key, until=until
    )  # fmt: skip
    session.flush()
    note_reopened(session, season, judging, reason=told.reason_hash or "", actor=actor, at=now)
    session.flush()


def _tell(session: Session, member: PanelMember, season: Season, *, panel: Panel, now: datetime) -> None:
    judging, user = judging_round(season), member.user
    if user.disabled_at is not None:
        return
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
