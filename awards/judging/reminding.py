"""Reminding judges who have entries left, by the dates that staff set once; one mail a judge and milestone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session, joinedload, selectinload

from awards.accounts.models import User
from awards.comms.actions import LinkOrder, queue_message
from awards.comms.models import Message, MessageState
from awards.core.times import local_day, moment_words
from awards.db import begin_to_write
from awards.judging.left_over import Judge, judges_with_entries_left, judges_without_terms
from awards.judging.milestones import Closing, Milestone, Stage, current, milestones_of
from awards.links.purposes import Purpose
from awards.panels.queries import judging_round
from awards.seasons.judging_settings import ReminderRule, reminder_rule, reminders_of
from awards.seasons.models import Round, Season

REMINDER = "judging/reminder"
AFTER = "judging/after_the_close"
INVITATION_WAITS = "judging/invitation_waits"
KINDS = (REMINDER, AFTER, INVITATION_WAITS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One reminder: to whom, for which season, its kind and key, and what it says."""

    judge: Judge
    season_id: int
    programme_key: str
    kind: str
    key: str
    arguments: dict[str, Any]


def remind_judges_due(session: Session, now: datetime) -> int:
    """Queue every reminder that is due and was not queued yet, and stop those that are not right any more.

    Commits each by itself, so that it may run several times over, or be cut short. Gives how many were queued.
    """
    _stop_the_wrong(session, now=now)
    letters = letters_due(session, now=now)
    session.rollback()
    return sum(_queue(session, letter, now=now) for letter in letters)


def letters_due(session: Session, *, now: datetime) -> list[Letter]:
    """Give the reminders that are due now and were not queued yet. Two statements while no milestone counts."""
    letters = list(_letters(session, now=now))
    if not letters:
        return []
    queued = set(session.scalars(select(Message.key).where(Message.key.in_([letter.key for letter in letters]))))
    return [letter for letter in letters if letter.key not in queued]


def closing_of(season: Season, judging: Round) -> Closing:
    """Give what the milestones of a round are counted from. No statement."""
    return Closing(
        opens_at=judging.opens_at,
        closes_at=judging.closes_at,
        closed_at=judging.closed_at,
        zone=season.programme.zone,
    )


def rule_of(season: Season, judging: Round) -> ReminderRule:
    """Give the rule that holds: the one staff set for the round, or the season's. No statement."""
    return reminders_of(season.judging) if judging.reminders is None else reminder_rule(judging.reminders)


def set_at(judging: Round) -> datetime | None:
    """Give when staff set the round's rule; None while the season's holds."""
    text = (judging.reminders or {}).get("set_at")
    return datetime.fromisoformat(text) if text else None


def key_prefix(season_id: int) -> str:
    """Give how the keys of a season's reminders begin; the day follows, then the judge."""
    return f"judging/reminder:{season_id}:"


def _letters(session: Session, *, now: datetime, whenever_set: bool = False) -> Iterator[Letter]:
    """Give every reminder that is right at this moment, queued already or not.

    A milestone that passed before the round was opened again, or before staff set the rule, was nobody's; whether
    staff have set the rule since does not matter to what waits to go (`whenever_set`).
    """
    for season, judging in _rounds(session):
        closing = closing_of(season, judging)
        milestones = milestones_of(rule_of(season, judging), closing)
        milestone = current(milestones, now)
        from_then = [judging.reopened_at, None if whenever_set else set_at(judging)]
        if milestone is None or any(one is not None and milestone.at < one for one in from_then):
            continue
        yield from _of_milestone(session, season, milestone, closing=closing, first=milestones[0], now=now)


def _of_milestone(
    session: Session, season: Season, milestone: Milestone, *, closing: Closing, first: Milestone, now: datetime
) -> Iterator[Letter]:
    judges = judges_with_entries_left(session, season.id)
    kind = AFTER if milestone.stage is Stage.AFTER else REMINDER
    for judge in judges:
        if _is_for(judge, milestone, closing, now=now):
            yield _letter(judge, season, milestone, closing=closing, kind=kind)
    if milestone is not first or milestone.stage is Stage.AFTER:
        return
    busy = {judge.id for judge in judges}
    for judge in judges_without_terms(session, season.id):
        if judge.id not in busy and _is_for(judge, milestone, closing, now=now):
            yield _letter(judge, season, milestone, closing=closing, kind=INVITATION_WAITS)


def _is_for(judge: Judge, milestone: Milestone, closing: Closing, *, now: datetime) -> bool:
    """Whether a judge knew of the matter before the milestone and, before the close, is not away."""
    if judge.since is not None and judge.since >= milestone.at:
        return False
    days = (local_day(milestone.at, closing.zone), local_day(now, closing.zone))
    return milestone.stage is Stage.AFTER or not judge.is_away(*days)


def _letter(judge: Judge, season: Season, milestone: Milestone, *, closing: Closing, kind: str) -> Letter:
    return Letter(
        judge=judge,
        season_id=season.id,
        programme_key=season.programme.key,
        kind=kind,
        key=f"{key_prefix(season.id)}{local_day(milestone.at, closing.zone)}:{judge.ref}",
        arguments={
            "entries": judge.entries,
            "left": judge.left,
            "today": milestone.stage is Stage.ON,
            "closes": moment_words(closing.end, closing.zone),
            "end": closing.end.isoformat(),
        },
    )


def _rounds(session: Session) -> Sequence[tuple[Season, Round]]:
    """Give every season that is not archived with its round of judging. Two statements, one where there is none."""
    seasons = session.scalars(
        select(Season).where(~Season.archived).options(joinedload(Season.programme), selectinload(Season.rounds))
    ).all()
    return [(season, judging) for season in seasons if (judging := judging_round(season)) is not None]


def _queue(session: Session, letter: Letter, *, now: datetime) -> bool:
    """Queue one reminder, unless the judge finished, left, or was written to by another worker this very moment."""
    begin_to_write(session)
    chosen = select(User).where(User.id == letter.judge.id).with_for_update()
    user = session.scalars(chosen).one()
    known = session.scalar(select(Message.id).where(Message.key == letter.key))
    if known is not None or (letter.kind != INVITATION_WAITS and not _still(session, letter)):
        session.rollback()
        return False
    queue_message(
        session,
        letter.kind,
        to=user.email,
        about=user.ref,
        programme_key=letter.programme_key,
        key=letter.key,
        now=now,
        link=LinkOrder(Purpose.JUDGE_SIGN_IN, user.ref),
        **letter.arguments,
    )
    session.commit()
    return True


def _still(session: Session, letter: Letter) -> bool:
    """Whether the judge has as many entries left as the letter says."""
    found = judges_with_entries_left(session, letter.season_id, only=letter.judge.id)
    return [one.left for one in found] == [letter.judge.left]


def _stop_the_wrong(session: Session, *, now: datetime) -> None:
    """Stop what has not gone and is not right any more: late, the judge finished or left, another close or rule."""
    waiting = select(Message.id, Message.kind, Message.key, Message.arguments).where(
        Message.kind.in_(KINDS), Message.state == MessageState.QUEUED
    )
    rows = session.execute(waiting).all()
    right = (
        {_mark(one.kind, one.key, one.arguments) for one in _letters(session, now=now, whenever_set=True)}
        if rows
        else set()
    )
    wrong = [row.id for row in rows if _mark(row.kind, row.key, row.arguments) not in right]
    session.rollback()
    if not wrong:
        return
    begin_to_write(session)
    session.execute(
        update(Message)
        .where(Message.id.in_(wrong), Message.state == MessageState.QUEUED)
        .values(state=MessageState.CANCELLED)
    )
    session.commit()


def _mark(kind: str, key: str, arguments: dict[str, Any]) -> tuple[str, str, str]:
    return kind, key, arguments["end"]
