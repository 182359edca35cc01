"""Reminding nominators of what they have not sent, some days before their own deadline; one mail an address."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, or_, select, update
from sqlalchemy.orm import Session, aliased, joinedload

from awards.comms.actions import LinkOrder, queue_message
from awards.comms.models import Message, MessageState
from awards.core.times import local_day, moment_words
from awards.db import begin_to_write
from awards.links.purposes import Purpose
from awards.nominations.lifecycle import NominationState
from awards.nominations.models import WITH_NEW_VERSIONS, Nomination, Nominator
from awards.seasons.models import Programme, Season

DAYS_BEFORE = (14, 7, 2)
FROM = time(9)
"""On the local clock: nobody is reminded at night."""
KIND = "nominations/reminder"


@dataclass(frozen=True, slots=True)
class Milestone:
    """A moment to remind at; what was missed then is made up for until the next one, or until the deadline."""

    at: datetime
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsent:
    """A draft, or an unsent new version of what was sent, with its own deadline."""

    id: int
    is_new_version: bool
    started_at: datetime
    deadline: datetime
    zone: str
    owner: tuple[int, str]
    """The season, and the fingerprint of the nominator's address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One reminder: which of an address's drafts it opens, its key, and what it says."""

    opens: int
    key: str
    arguments: dict[str, Any]


def remind_due(session: Session, now: datetime) -> int:
    """Queue every reminder that is due and was not queued yet, and stop those that came too late.

    Commits each by itself, so that it may run several times over, or be cut short. Gives how many were queued.
    """
    _stop_the_late(session, now=now)
    letters = letters_due(session, now=now)
    session.rollback()
    return sum(_queue(session, letter, now=now) for letter in letters)


def milestone_at(deadline: datetime, now: datetime, zone: str) -> Milestone | None:
    """Give the milestone that counts at this moment; None before the first and after the deadline."""
    last = local_day(deadline, zone)
    moments = [
        datetime.combine(last - timedelta(days=days), FROM, ZoneInfo(zone)).astimezone(UTC) for days in DAYS_BEFORE
    ]
    passed = [moment for moment in moments if moment <= now]
    if not passed or now >= deadline:
        return None
    return Milestone(passed[-1], min((moment for moment in moments if moment > now), default=deadline))


def letters_due(session: Session, *, now: datetime) -> list[Letter]:
    """Give the reminders that are due now and were not queued yet. Two statements, one when nothing is unsent."""
    by_owner: defaultdict[tuple[int, str], list[Unsent]] = defaultdict(list)
    for one in _unsent(session, now=now):
        by_owner[one.owner].append(one)
    letters = [letter for drafts in by_owner.values() if (letter := _letter(drafts, now=now)) is not None]
    if not letters:
        return []
    queued = set(session.scalars(select(Message.key).where(Message.kind == KIND)))
    return [letter for letter in letters if letter.key not in queued]


def _letter(drafts: Sequence[Unsent], *, now: datetime) -> Letter | None:
    """Word one address's reminder, if a milestone of a draft begun before it has come."""
    due = [
        (milestone, one)
        for one in drafts
        if (milestone := milestone_at(one.deadline, now, one.zone)) is not None and one.started_at < milestone.at
    ]
    if not due:
        return None
    at, until = max(milestone.at for milestone, _ in due), min(milestone.until for milestone, _ in due)
    season, address = drafts[0].owner
    first = min((one for _, one in due), key=lambda one: (one.deadline, -one.id))
    versions = sum(one.is_new_version for one in drafts)
    return Letter(
        opens=first.id,
        key=f"{KIND}:{season}:{address[:32]}:{local_day(at, first.zone)}",
        arguments={
            "drafts": len(drafts) - versions,
            "new_versions": versions,
            "closes": moment_words(first.deadline, first.zone),
            "others_later": len({one.deadline for one in drafts}) > 1,
            "until": until.isoformat(),
        },
    )


def _unsent(session: Session, *, now: datetime) -> list[Unsent]:
    """Give what is not sent and may still be. One statement."""
    found = []
    for row in session.execute(_still_to_send(now), execution_options=WITH_NEW_VERSIONS):
        granted = (one for one in (row.extended_until, row.granted_before) if one is not None)
        found.append(
            Unsent(
                id=row.id,
                is_new_version=row.revises_id is not None,
                started_at=row.started_at,
                deadline=max([row.closes_at, *granted]),
                zone=row.zone,
                owner=(row.season_id, row.email_index),
            )
        )
    return found


def _still_to_send(now: datetime) -> Select[*tuple[Any, ...]]:
    """Select drafts in time, but not what staff key in, nor those at the address of somebody under 18."""
    sent = aliased(Nomination)
    young = select(Nominator.email_index).where(Nominator.under_18.is_(True), Nominator.email_index.is_not(None))
    return (
        select(
            Nomination.id, Nomination.revises_id, Nomination.started_at, Nomination.season_id, Nominator.email_index,
            Nomination.extended_until, sent.extended_until.label("granted_before"), Season.closes_at, Programme.zone,
        )
        .join(Nomination.nominator)
        .join(Nomination.season)
        .join(Season.programme)
        .outerjoin(sent, Nomination.revises_id == sent.id)
        .where(
            Nomination.state == NominationState.DRAFT,
            Nomination.keyed_in_by.is_(None),
            ~Season.archived,
            or_(Season.closes_at > now, Nomination.extended_until > now, sent.extended_until > now),
            Nominator.email_index.is_not(None),
            Nominator.email_index.not_in(young),
        )
    )  # fmt: skip


def _queue(session: Session, letter: Letter, *, now: datetime) -> bool:
    """Queue one reminder, unless its draft was sent or withdrawn this very moment."""
    begin_to_write(session)
    chosen = select(Nomination).where(Nomination.id == letter.opens).options(
        joinedload(Nomination.nominator), joinedload(Nomination.season).joinedload(Season.programme)
    )  # fmt: skip
    nomination = session.scalars(
        chosen.with_for_update(of=Nomination), execution_options=WITH_NEW_VERSIONS
    ).one_or_none()
    email = nomination.nominator.email if nomination else None
    if nomination is None or nomination.state is not NominationState.DRAFT or email is None:
        session.rollback()
        return False
    queue_message(
        session,
        KIND,
        to=email,
        about=nomination.ref,
        programme_key=nomination.season.programme.key,
        key=letter.key,
        now=now,
        link=LinkOrder(Purpose.RESUME_NOMINATION, nomination.ref),
        **letter.arguments,
    )
    session.commit()
    return True


def _stop_the_late(session: Session, *, now: datetime) -> None:
    """Stop reminders that did not go out in time: none goes after the next milestone or the deadline."""
    waiting = select(Message.id, Message.arguments).where(Message.kind == KIND, Message.state == MessageState.QUEUED)
    late = [row.id for row in session.execute(waiting) if datetime.fromisoformat(row.arguments["until"]) <= now]
    session.rollback()
    if not late:
        return
    begin_to_write(session)
    session.execute(
        update(Message)
        .where(Message.id.in_(late), Message.state == MessageState.QUEUED)
        .values(state=MessageState.CANCELLED)
    )
    session.commit()
