"""Preparing, holding, releasing and withdrawing announcements; each leaves one entry in the trail."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from awards.audit import Tag, record
from awards.core.actor import Actor
from awards.core.permission import require
from awards.core.references import new_reference
from awards.nominees.models import Stage
from awards.publishing.desk import Desk
from awards.publishing.details import details_of
from awards.publishing.lifecycle import ANNOUNCEMENT, AnnouncementState
from awards.publishing.models import Announcement, AnnouncementKind, ArchiveYear, Winner
from awards.publishing.people import openness_of, people_behind
from awards.publishing.policy import may_prepare, may_release, reason_given, unchanged_since
from awards.screening.lifecycle import EntryState
from awards.screening.models import Entry
from awards.seasons.actions import Win, note_wins
from awards.seasons.words import Release


def prepare_announcement(
    session: Session, desk: Desk, kind: AnnouncementKind, *, actor: Actor, now: datetime
) -> Announcement:
    """Draw up the announcement, or draw it up again after a change; what staff wrote about a winner stays.

    Raises:
        Refused: there is nothing to announce, or the announcement is held or already released.
    """
    require(may_prepare(desk, kind))
    announcement = desk.announcements.get(kind)
    if announcement is None:
        announcement = Announcement(
            ref=new_reference("ANN"), season=desk.season, kind=kind, state=AnnouncementState.PREPARED
        )  # fmt: skip
        session.add(announcement)
    announcement.state = ANNOUNCEMENT.after("prepare", announcement.state)
    flag_modified(announcement, "state")  # so that the version moves and a confirmation page drawn before is stale
    by_clock = kind is AnnouncementKind.WINNERS and desk.season.release is Release.BY_THE_CLOCK
    announcement.release_at = desk.season.embargo_until if by_clock else None
    session.flush()
    made = write_winners(session, desk, announcement) if kind is AnnouncementKind.WINNERS else 0
    record(session, Tag.ANNOUNCEMENT_PREPARED, announcement.ref, actor=actor, at=now, kind=kind,
           announced=len(desk.announced(kind)), winners_added=made)  # fmt: skip
    session.flush()
    return announcement


def release_announcement(
    session: Session, desk: Desk, announcement: Announcement, *, version: int, actor: Actor, now: datetime
) -> None:
    """Make the announcement public, whole and at once.

    Raises:
        Refused: it is held, released already, under embargo, not ready, or not as it was when looked at.
    """
    require(may_release(desk, announcement, now=now))
    require(unchanged_since(announcement, version))
    announcement.state = ANNOUNCEMENT.after("release", announcement.state)
    announcement.released_at = now
    announcement.released_by = actor.reference
    if announcement.kind is AnnouncementKind.WINNERS:
        _keep_year(session, desk)
        note_wins(session, desk.season.programme_id, _wins(desk))
    record(session, Tag.ANNOUNCEMENT_RELEASED, announcement.ref, actor=actor, at=now, kind=announcement.kind,
           announced=len(desk.announced(announcement.kind)))  # fmt: skip
    session.flush()


def _wins(desk: Desk) -> list[Win]:
    return [
        Win(desk.season.year, entry.category.key, nominee.full_name)
        for entry in desk.chosen
        if entry.state is EntryState.WINNER
        for nominee in entry.nominees
    ]


def hold_announcement(
    session: Session, announcement: Announcement, *, reason: str, actor: Actor, now: datetime
) -> None:
    """Stop the announcement from being released, by anybody or by the clock, until it is let go.

    Raises:
        Refused: it is not prepared, or no reason is given.
    """
    _move(session, announcement, "hold", tag=Tag.ANNOUNCEMENT_HELD, reason=reason, actor=actor, now=now)


def unhold_announcement(
    session: Session, announcement: Announcement, *, reason: str, actor: Actor, now: datetime
) -> None:
    """Let a held announcement be released again; it is not released by this.

    Raises:
        Refused: it is not held, or no reason is given.
    """
    _move(session, announcement, "unhold", tag=Tag.ANNOUNCEMENT_UNHELD, reason=reason, actor=actor, now=now)


def withdraw_announcement(
    session: Session, announcement: Announcement, *, reason: str, actor: Actor, now: datetime
) -> None:
    """Take everything the announcement made public off the site at once.

    Raises:
        Refused: it is not public, or no reason is given.
    """
    _move(session, announcement, "withdraw", tag=Tag.ANNOUNCEMENT_WITHDRAWN, reason=reason, actor=actor, now=now)


def _move(
    session: Session, announcement: Announcement, verb: str, *, tag: Tag, reason: str, actor: Actor, now: datetime
) -> None:
    require(ANNOUNCEMENT.may(verb, announcement.state))
    require(reason_given(reason))
    was = announcement.state
    announcement.state = ANNOUNCEMENT.after(verb, was)
    record(session, tag, announcement.ref, actor=actor, at=now, reason=reason, kind=announcement.kind, was=was)
    session.flush()


def write_winners(session: Session, desk: Desk, announcement: Announcement) -> int:
    """Make a row for each winner that has none and bring the others into line; give how many were made.

    The row of somebody who is not chosen any more keeps what staff wrote, and belongs to no announcement.
    """
    several = {
        category.id: sum(one.state is EntryState.WINNER for one in desk.entries_of(category)) > 1
        for category in desk.categories
    }
    chosen = {entry.id for entry in desk.chosen}
    for entry_id, gone in desk.winners.items():
        if entry_id not in chosen:
            gone.announcement = None
    made = 0
    for entry in desk.chosen:
        winner = desk.winners.get(entry.id)
        if winner is None:
            winner = _new_winner(desk, entry, announcement)
            session.add(winner)
            made += 1
        elif winner.corrected_name is None:
            winner.display_name = _name_now(entry, desk)
        winner.announcement = announcement
        winner.commended = entry.state is EntryState.COMMENDED
        winner.joint = several[entry.category_id] and not winner.commended
        winner.category_name = entry.category.name
        winner.position = entry.category.position
    session.flush()
    return made


def _new_winner(desk: Desk, entry: Entry, announcement: Announcement) -> Winner:
    people = people_behind(entry, desk.notices, Stage.WINNER)
    details = details_of(entry, people=len(people))
    return Winner(
        ref=new_reference("WIN"),
        programme_id=desk.season.programme_id,
        year=desk.season.year,
        category_key=entry.category.key,
        entry_id=entry.id,
        announcement=announcement,
        display_name=_name_now(entry, desk),
        kind=details.kind,
        role=details.role,
        organisation=details.organisation,
        area=details.area,
        work_title=details.work_title,
        partners=details.partners,
        nominated_by=details.nominated_by,
        posthumous=any(nominee.deceased for nominee in entry.nominees),
        citations=[],
    )


def _name_now(entry: Entry, desk: Desk) -> str:
    return openness_of(entry, desk.notices, Stage.WINNER).name if entry.nominees else entry.title


def _keep_year(session: Session, desk: Desk) -> None:
    """Keep the year's ceremony and the order of its categories with the archive."""
    season = desk.season
    kept = session.scalars(
        select(ArchiveYear).where(ArchiveYear.programme_id == season.programme_id, ArchiveYear.year == season.year)
    ).one_or_none()
    if kept is None:
        kept = ArchiveYear(programme_id=season.programme_id, year=season.year, categories=[])
        session.add(kept)
    kept.ceremony_on, kept.ceremony_place = season.ceremony_on, season.ceremony_place
    won = {entry.category_id for entry in desk.chosen}
    ours = [{"key": one.key, "name": one.name} for one in desk.categories if one.id in won]
    keys = {one["key"] for one in ours}
    kept.categories = [*ours, *(one for one in kept.categories if one["key"] not in keys)]
