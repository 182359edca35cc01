"""A gentle reminder two days before the day to answer by, for adults only, and only while it still makes sense."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session, joinedload

from awards.comms.models import Message
from awards.core.times import local_day
from awards.db import begin_to_write
from awards.nominations.asked import InformationRequest
from awards.nominations.asked_queries import asked_summary
from awards.nominations.asking import REMINDER, mail_about
from awards.nominations.asking_policy import may_add
from awards.nominations.models import Nomination, Nominator
from awards.seasons.models import Programme, Season

DAYS_BEFORE: Final = 2
FROM: Final = time(9)
"""On the local clock: nobody is reminded at night."""


def remind_of_what_was_asked(session: Session, now: datetime) -> int:
    """Queue every reminder that is due and was not queued yet, each in a transaction of its own.

    May run several times over, or be cut short. Gives how many were queued.
    """
    due = [row.id for row in session.execute(_due(now)) if _moment(row.answer_by, row.zone) <= now]
    session.rollback()
    return sum(_queue(session, one, now=now) for one in due)


def _moment(answer_by: datetime, zone: str) -> datetime:
    """Give when to remind of something with this day to answer by."""
    day = local_day(answer_by, zone) - timedelta(days=DAYS_BEFORE)
    return datetime.combine(day, FROM, ZoneInfo(zone)).astimezone(UTC)


def _due(now: datetime) -> Select[int, datetime, str]:
    """Select what waits in its last days, but not at the address of somebody under 18, nor what was asked just now."""
    soon = now + timedelta(days=DAYS_BEFORE + 1)
    young = select(Nominator.email_index).where(Nominator.under_18.is_(True), Nominator.email_index.is_not(None))
    reminded = exists().where(Message.kind == REMINDER, Message.key == REMINDER + ":" + InformationRequest.ref)
    return (
        select(InformationRequest.id, InformationRequest.answer_by, Programme.zone)
        .join(InformationRequest.nomination)
        .join(Nomination.nominator)
        .join(Nomination.season)
        .join(Season.programme)
        .where(
            InformationRequest.answered_at.is_(None),
            InformationRequest.taken_back_at.is_(None),
            InformationRequest.answer_by > now,
            InformationRequest.answer_by <= soon,
            InformationRequest.asked_at < now - timedelta(days=1),
            Nominator.email_index.is_not(None),
            Nominator.email_index.not_in(young),
            ~Season.archived,
            ~reminded,
        )
    )


def _queue(session: Session, request_id: int, *, now: datetime) -> bool:
    """Queue one reminder, unless nothing more is needed by now."""
    begin_to_write(session)
    request = session.get_one(InformationRequest, request_id)
    chosen = select(Nomination).where(Nomination.id == request.nomination_id).options(
        joinedload(Nomination.nominator), joinedload(Nomination.season).joinedload(Season.programme)
    )  # fmt: skip
    nomination = session.scalars(chosen.with_for_update(of=Nomination)).one()
    session.refresh(request)
    with_judges = asked_summary(session, nomination).with_judges
    waits = may_add(nomination, request, with_judges=with_judges)
    queued = bool(waits) and mail_about(session, nomination, request, kind=REMINDER, now=now)
    session.commit()
    return queued
