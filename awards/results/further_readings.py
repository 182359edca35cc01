"""Further readings: asked of judges after the close, open for a while, and over before anything is decided.

Their category is open again in the record of judging meanwhile; the worker closes it, with a checkpoint to every
judge, once the last of them is in or over.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from awards.audit import Tag, record
from awards.comms.actions import LinkOrder, queue_message
from awards.core.actor import Actor
from awards.core.permission import Permission, Reason, require
from awards.core.times import local_day, moment_words
from awards.links.purposes import Purpose
from awards.panels.acts import note_assigned
from awards.panels.assigning import give_reading, take_reading
from awards.panels.lifecycle import ASSIGNMENT, AssignmentState
from awards.panels.models import Assignment, PanelMember
from awards.panels.queries import assignment_of_pair
from awards.results.further_readings_running import hold_panel, is_done, readings_of
from awards.results.further_readings_seal import seal_opened
from awards.results.lifecycle import SEARCH
from awards.results.models import DecisionKind, ReadingSearch
from awards.results.queries import Board
from awards.results.searching import Pair, Readers, candidates, is_away, may_seek, readers_of, subject_of
from awards.screening.models import Entry
from awards.seasons.models import Category, Season

LONGEST = timedelta(days=30)
"""How long further readings may stay open: a result waits for them."""
MAIL = "results/further_reading"
SETTLES = {DecisionKind.SHORTLIST: "the shortlist", DecisionKind.WINNERS: "the winner"}
_GONE = "The scores or the judges have changed since these readings were found. Look for further readings again."


def may_accept(board: Board, search: ReadingSearch, *, now: datetime) -> Permission:
    """Say whether judges may be asked for what this search found: not once what it was to settle is decided."""
    return Permission.unless(
        *SEARCH.may("accept", search.state).reasons, *may_seek(board, search.kind, search, now=now).reasons
    )


def accept_readings(
    session: Session,
    board: Board,
    search: ReadingSearch,
    *,
    chosen: Collection[Pair],
    until: datetime,
    actor: Actor,
    now: datetime,
) -> Sequence[Assignment]:
    """Ask judges for these of the readings that were found, to be scored by `until`; each judge is told by mail.

    The board was given for deciding, and the search locked. The record says that the category is open again.

    Raises:
        Refused: it is decided or others are open, nothing was chosen, the time does not fit, or scores or judges have
            changed since the search.
    """
    category, season = board.category, board.category.season
    require(may_accept(board, search, now=now))
    require(_fits_time(until, now=now))
    entries = {one.ref: one for one in candidates(board.entries, search.kind)}
    hold_panel(session, category.id)
    readers = readers_of(session, category, list(entries.values()), now=now)
    require(_still_fits(board, search, chosen=chosen, readers=readers))
    require(_are_there([readers.members[judge] for _, judge in sorted(chosen)], season, now=now, until=until))
    ordered = [(one["entry"], one["judge"]) for one in (search.result or {})["suggestions"]]
    pairs = [pair for pair in ordered if pair in set(chosen)]
    noted = record(
        session, Tag.READINGS_ACCEPTED, subject_of(category), actor=actor, at=now, reason=_why(search, len(pairs)),
        search=search.ref, readings=len(pairs), until=until.isoformat(),
    )  # fmt: skip
    session.flush()
    seal_opened(session, category, reason=noted.reason_hash, actor=actor, at=now)
    given = [_give(session, entries[entry], readers.members[judge], until=until, actor=actor, now=now)
             for entry, judge in pairs]  # fmt: skip
    search.state = SEARCH.after("accept", search.state)
    search.accepted_at, search.accepted_by = now, actor.reference
    search.result = {**(search.result or {}), "accepted": [list(pair) for pair in pairs], "until": until.isoformat()}
    for judge, number in sorted(Counter(judge for _, judge in pairs).items()):
        _tell(session, readers.members[judge], search, season=season, number=number, until=until, now=now)
    session.flush()
    return given


def end_readings(session: Session, category: Category, search: ReadingSearch, *, actor: Actor, now: datetime) -> int:
    """End further readings now: complete ones are kept, the others taken back; the worker then seals the record.

    Gives how many were taken back. The category is locked; season and programme are loaded.

    Raises:
        Refused: they have ended already.
    """
    require(SEARCH.may("end", search.state))
    hold_panel(session, category.id)
    taken = 0
    for reading in readings_of(session, search):
        if is_done(reading):
            reading.open_until = min(reading.open_until or now, now - timedelta(microseconds=1))
        elif reading.state is AssignmentState.RELEASED:
            take_reading(session, reading, actor=actor, now=now)
            reading.open_until, taken = None, taken + 1
    record(session, Tag.READINGS_ENDED, subject_of(category), actor=actor, at=now, search=search.ref, taken_back=taken)
    session.flush()
    return taken


def _give(
    session: Session, entry: Entry, member: PanelMember, *, until: datetime, actor: Actor, now: datetime
) -> Assignment:
    """Give one reading and show it to the judge at once, until its own time."""
    pair = assignment_of_pair(session, entry.id, member.id)
    reading = give_reading(session, member, entry, pair=pair, panel=member.panel, actor=actor, now=now)
    reading.state = ASSIGNMENT.after("release", reading.state)
    reading.released_at, reading.open_until = now, until
    note_assigned(session, reading, at=now)
    return reading


def _fits_time(until: datetime, *, now: datetime) -> Permission:
    return Permission.unless(
        Reason("already-past", "Choose a time in the future.") if until <= now else None,
        Reason("too-long", f"Choose a day within {LONGEST.days} days.") if until > now + LONGEST else None,
    )


def _still_fits(
    board: Board, search: ReadingSearch, *, chosen: Collection[Pair], readers: Readers
) -> Permission:  # fmt: skip
    """Refuse what was not found, or does not hold any more: other scores, a conflict meanwhile, a judge who is full."""
    result: Mapping[str, Any] = search.result or {}
    found = {(one["entry"], one["judge"]) for one in result.get("suggestions", [])}
    loads = Counter(judge for _, judge in chosen)
    same = board.scores is not None and board.scores.sha256 == result.get("scores")
    able = set(chosen) <= readers.pairs and all(number <= readers.room[judge] for judge, number in loads.items())
    return Permission.unless(
        None if chosen else Reason("none-chosen", "Choose at least one reading to ask for."),
        None if set(chosen) <= found else Reason("not-found", "Choose from the readings that were found."),
        None if not chosen or (same and able) else Reason("changed-since", _GONE),
    )


def _are_there(members: Sequence[PanelMember], season: Season, *, now: datetime, until: datetime) -> Permission:
    zone = season.programme.zone
    first, last = local_day(now, zone), local_day(until, zone)
    away = sorted({one.user.name for one in members if is_away(one, first, last)})
    text = f"{', '.join(away)} cannot read before then. Choose a later day."
    return Permission.unless(Reason("away", text) if away else None)


def _why(search: ReadingSearch, number: int) -> str:
    what = "One further reading" if number == 1 else f"{number} further readings"
    return f"{what}, to settle {SETTLES[search.kind]}."


def _tell(
    session: Session, member: PanelMember, search: ReadingSearch, *, season: Season, number: int, until: datetime,
    now: datetime,
) -> None:  # fmt: skip
    judge = member.user
    queue_message(
        session,
        MAIL,
        to=judge.email,
        about=judge.ref,
        programme_key=season.programme.key,
        key=f"{MAIL}:{search.ref}:{judge.ref}",
        now=now,
        link=LinkOrder(Purpose.JUDGE_SIGN_IN, judge.ref),
        number=number,
        until=moment_words(until, season.programme.zone),
    )
