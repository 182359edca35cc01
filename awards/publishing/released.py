"""Which seasons have released their winners: what the public page about judging may tell hangs on it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from awards.publishing.lifecycle import AnnouncementState
from awards.publishing.models import Announcement, AnnouncementKind
from awards.seasons.models import Season


def winners_released(session: Session, programme_id: int) -> dict[int, datetime]:
    """Give when each season's winners were released, by the season's id; only those that are public now.

    One statement.
    """
    rows = session.execute(
        select(Announcement.season_id, Announcement.released_at)
        .join(Season, Season.id == Announcement.season_id)
        .where(
            Season.programme_id == programme_id,
            Announcement.kind == AnnouncementKind.WINNERS,
            Announcement.state == AnnouncementState.RELEASED,
        )
    )
    return {row[0]: row[1] for row in rows if row[1] is not None}
