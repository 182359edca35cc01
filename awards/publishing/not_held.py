"""Awards that nobody holds any more, where the organiser lets readers know in one neutral line."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from awards.publishing.lifecycle import AnnouncementState
from awards.publishing.models import Announcement, AnnouncementKind
from awards.publishing.rules import as_heading
from awards.results.addenda_queries import vacant_and_told
from awards.seasons.models import Category, Season


def awards_not_held(session: Session, programme_id: int, year: int) -> Sequence[tuple[str, str]]:
    """Give the awards of a year that were left vacant after a decision and are said to be, as (key, name).

    None before the season's winners are released. One statement.
    """
    rows = session.execute(
        select(Category.key, Category.name)
        .join(Season, Season.id == Category.season_id)
        .join(Announcement, Announcement.season_id == Season.id)
        .where(
            Season.programme_id == programme_id,
            Season.year == year,
            Announcement.kind == AnnouncementKind.WINNERS,
            Announcement.state == AnnouncementState.RELEASED,
            Category.id.in_(vacant_and_told()),
        )
        .order_by(Category.position)
    )
    return [(row[0], as_heading(row[1])) for row in rows]
