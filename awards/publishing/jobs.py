"""The worker's part: releasing by the clock, where a season has chosen that."""

from __future__ import annotations

import logging
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from awards.core.actor import SYSTEM
from awards.core.permission import Refused
from awards.db import begin_to_write
from awards.publishing.actions import release_announcement
from awards.publishing.lifecycle import AnnouncementState
from awards.publishing.models import Announcement
from awards.publishing.queries import desk_of
from awards.seasons.models import Season
from awards.seasons.words import Release

log = logging.getLogger("awards.publishing")


def release_due(session: Session, now: datetime) -> int:
    """Release every prepared announcement whose time has come; never one that is held. Commits each by itself.

    One that is not ready is left for staff and tried again in the next round. Gives how many were released.
    """
    due = select(Announcement.id).join(Announcement.season).where(
        Announcement.state == AnnouncementState.PREPARED,
        Announcement.release_at <= now,
        Season.release == Release.BY_THE_CLOCK,
    )  # fmt: skip
    numbers = session.scalars(due).all()
    session.rollback()
    return sum(_release(session, number, now=now) for number in numbers)


def _release(session: Session, number: int, *, now: datetime) -> bool:
    begin_to_write(session)
    announcement = session.scalars(
        select(Announcement)
        .where(Announcement.id == number)
        .options(joinedload(Announcement.season).joinedload(Season.programme))
        .with_for_update(of=Announcement)
    ).one()
    try:
        desk = desk_of(session, announcement.season)
        release_announcement(session, desk, announcement, version=announcement.version, actor=SYSTEM, now=now)
    except Refused as refused:
        session.rollback()
        log.warning("announcement %s is due and was not released: %s", number, refused)
        return False
    session.commit()
    return True
