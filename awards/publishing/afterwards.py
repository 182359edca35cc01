"""After a decision something happened to a winner: confirmed by a second person, it is put right everywhere at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from awards.core.actor import Actor
from awards.core.permission import Permission, Reason, require
from awards.nominations.models import Nominee
from awards.nominees.models import Stage
from awards.publishing.actions import write_winners
from awards.publishing.lifecycle import AnnouncementState
from awards.publishing.models import AnnouncementKind
from awards.publishing.people import people_behind
from awards.publishing.queries import desk_of
from awards.results.addenda import settle_addendum
from awards.results.models import Addendum, Happening, Outcome
from awards.results.queries import Board
from awards.screening.models import Entry
from awards.screening.passing import note_death
from awards.screening.queries import entry_by_ref
from awards.seasons.actions import Win, forget_wins, note_wins

UNRELEASED = {AnnouncementState.PREPARED, AnnouncementState.HELD}


def confirm_addendum(session: Session, board: Board, addendum: Addendum, *, actor: Actor, now: datetime) -> None:
    """Stand behind an addendum as its second person; from this moment the award is where the addendum puts it.

    Before the release the announcement must be prepared again. After it every page, feed, data file and the list of
    earlier winners follow at once. Nothing more is sent to somebody who has died.

    Raises:
        Refused: it does not wait, it is one's own, one is not of staff, it fits no more, or somebody of several has
            died and nobody noted who.
    """
    season = board.category.season
    entry = entry_by_ref(session, addendum.entry.ref, season_id=season.id)
    before = desk_of(session, season)
    died = addendum.happening is Happening.DIED
    several = died and len(people_behind(entry, before.notices, Stage.WINNER)) > 1
    require(_death_noted(entry.nominees, several=several))
    settle_addendum(session, board, addendum, actor=actor, now=now)
    if died and not several:
        _note_deaths(session, entry.nominees, reason=addendum.reason, actor=actor, now=now)
    if addendum.outcome is Outcome.POSTHUMOUS and entry.id in before.winners:
        before.winners[entry.id].posthumous = True
    _put_right(session, board, addendum, entry=entry)
    session.flush()


def _put_right(session: Session, board: Board, addendum: Addendum, *, entry: Entry) -> None:
    """Make what is prepared stale, and what is public right."""
    desk = desk_of(session, board.category.season)
    for announcement in desk.announcements.values():
        if announcement.state in UNRELEASED:
            flag_modified(announcement, "state")  # the version moves: a confirmation drawn before releases nothing
    public = desk.announcements.get(AnnouncementKind.WINNERS)
    if public is None or public.state is not AnnouncementState.RELEASED or addendum.outcome is Outcome.POSTHUMOUS:
        return
    write_winners(session, desk, public)
    programme_id, year, key = desk.season.programme_id, desk.season.year, board.category.key
    forget_wins(session, programme_id, [Win(year, key, one.full_name) for one in entry.nominees])
    instead = [one for one in desk.chosen if addendum.next_entry is not None and one.id == addendum.next_entry.id]
    note_wins(session, programme_id, [Win(year, key, one.full_name) for other in instead for one in other.nominees])


def _note_deaths(
    session: Session, nominees: Sequence[Nominee], *, reason: str, actor: Actor, now: datetime
) -> None:  # fmt: skip
    for nominee in nominees:
        if not nominee.deceased:
            note_death(session, nominee, reason=reason, actor=actor, now=now)


def _death_noted(nominees: Sequence[Nominee], *, several: bool) -> Permission:
    text = "Several people stand behind this entry. Note on the page of the person who has died that they have: mail "
    unsaid = several and not any(nominee.deceased for nominee in nominees)
    return Permission.unless(
        Reason("nobody-noted", f"{text}to them stops then. Then confirm this.") if unsaid else None
    )
