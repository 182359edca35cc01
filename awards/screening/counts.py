"""Counting a season, and finding what in it waits for a person: all in one statement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    CompoundSelect,
    Integer,
    Select,
    String,
    case,
    cast,
    exists,
    func,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.orm import Session, aliased

from awards.audit import Tag
from awards.audit.models import AuditEntry
from awards.comms.models import Message, MessageState
from awards.nominations.lifecycle import NominationState
from awards.nominations.models import Nomination, Nominee
from awards.nominees.models import Notice
from awards.nominees.words import Response
from awards.screening.case_rules import Why
from awards.screening.lifecycle import EntryState
from awards.screening.models import Case, Entry, EntryNomination, EntryNominee, QueueList
from awards.seasons.models import Category, Season


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of a category's nominations and entries are in each state."""

    name: str
    nominations: Mapping[NominationState, int]
    held: int
    """Nominations that wait to be let go on before anybody can rule on them."""
    entries: Mapping[EntryState, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """A season in numbers, and the references of what waits for a person."""

    categories: Sequence[Counts]
    parked: int
    """Messages that could not be delivered."""
    reasons: Mapping[Why, int]
    """What needs a person in the work queue, by reason: how many people or things it is about."""
    coming: int
    """Nominations that were sent and that nobody has looked at yet."""
    declined: Sequence[str]
    """Entries not withdrawn in which somebody stands who said no."""
    left_behind: Sequence[str]
    """Entries not withdrawn of which a nomination was withdrawn or set aside."""
    to_read_again: Sequence[str]
    """Entries whose judges' copy has not been read again since somebody in it was left out."""
    left_out_but_agreed: Sequence[str]
    """Entries in judging from which somebody was left out who agrees after all."""


def tally_of(session: Session, season: Season) -> Tally:
    """Count the season. One statement; the season comes with its programme."""
    rows = session.execute(_everything(season)).all()
    found: dict[str, list[Any]] = {}
    for row in rows:
        found.setdefault(row.kind, []).append(row)

    def references(kind: str) -> list[str]:
        return sorted({row.ref for row in found.get(kind, ())})

    return Tally(
        categories=_by_category(found),
        parked=sum(row.number for row in found.get("parked", ())),
        reasons={Why(row.detail): row.number for row in found.get("case", ())},
        coming=sum(row.number for row in found.get("coming", ())),
        declined=references("declined"),
        left_behind=references("left_behind"),
        to_read_again=references("to_read_again"),
        left_out_but_agreed=references("left_out"),
    )


def _by_category(found: Mapping[str, Sequence[Any]]) -> list[Counts]:
    nominations: dict[int, dict[NominationState, int]] = {}
    entries: dict[int, dict[EntryState, int]] = {}
    for row in found.get("nomination", ()):
        nominations.setdefault(row.category, {})[NominationState(row.detail)] = row.number
    for row in found.get("entry", ()):
        entries.setdefault(row.category, {})[EntryState(row.detail)] = row.number
    held = {row.category: row.number for row in found.get("held", ())}
    return [
        Counts(
            name=row.detail,
            nominations=nominations.get(row.category, {}),
            held=held.get(row.category, 0),
            entries=entries.get(row.category, {}),
        )
        for row in sorted(found.get("category", ()), key=lambda row: row.number)
    ]


def _everything(season: Season) -> CompoundSelect[Any]:
    """Select rows of (kind, ref, detail, more, index, number, category); a kind leaves empty what it does not need."""
    return union_all(*_counted(season), *_of_queue(season.id), *_of_entries(season.id))


def _row(kind: str, **given: Any) -> list[Any]:
    """Give the columns of one kind of row."""
    texts = [cast(given.get(name, null()), String).label(name) for name in ("ref", "detail", "more", "index")]
    numbers = [cast(given.get(name, null()), Integer).label(name) for name in ("number", "category")]
    return [literal(kind, String).label("kind"), *texts, *numbers]


def _counted(season: Season) -> list[Select[Any]]:
    of_season = Category.season_id == season.id
    parked = Message.programme_key == season.programme.key, Message.state == MessageState.PARKED
    return [
        select(*_row("category", detail=Category.name, number=Category.position, category=Category.id)).where(
            of_season
        ),
        select(*_row("nomination", detail=Nomination.state, number=func.count(), category=Nomination.category_id))
        .where(Nomination.season_id == season.id)
        .group_by(Nomination.category_id, Nomination.state),
        select(*_row("held", number=func.count(), category=Nomination.category_id))
        .where(Nomination.season_id == season.id, Nomination.state == NominationState.SUBMITTED)
        .where(Nomination.held_because.is_not(None), Nomination.released_at.is_(None))
        .group_by(Nomination.category_id),
        select(*_row("entry", detail=Entry.state, number=func.count(), category=Entry.category_id))
        .join(Entry.category)
        .where(of_season)
        .group_by(Entry.category_id, Entry.state),
        select(*_row("parked", number=func.count())).select_from(Message).where(*parked),
    ]


def _of_entries(season_id: int) -> list[Select[Any]]:
    alive = Category.season_id == season_id, Entry.state != EntryState.WITHDRAWN
    behind = select(EntryNomination.entry_id).join(Nomination, Nomination.id == EntryNomination.nomination_id)
    stopped = Nomination.state.in_([NominationState.WITHDRAWN, NominationState.SET_ASIDE])
    refused = (
        select(EntryNominee.entry_id)
        .join(Notice, Notice.nominee_id == EntryNominee.nominee_id)
        .where(Notice.response == Response.DECLINED)
    )
    copy = (
        select(AuditEntry.tag)
        .where(AuditEntry.subject == Entry.ref, AuditEntry.tag.in_([Tag.NOMINEE_LEFT_OUT, Tag.COPY_STAMPED]))
        .order_by(AuditEntry.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    return [
        select(*_row(kind, ref=Entry.ref)).join(Entry.category).where(*alive, condition)
        for kind, condition in (
            ("declined", Entry.id.in_(refused)),
            ("left_behind", Entry.id.in_(behind.where(stopped))),
            ("to_read_again", copy == Tag.NOMINEE_LEFT_OUT),
            ("left_out", (Entry.state == EntryState.IN_JUDGING) & left_out_who_agreed()),
        )
    ]


def left_out_who_agreed() -> Any:
    """Give the condition that somebody who agrees was left out of an entry in which others of the nomination stand."""
    other = aliased(Nominee)
    beside = (
        select(EntryNominee.nominee_id)
        .join(other, other.id == EntryNominee.nominee_id)
        .where(EntryNominee.entry_id == Entry.id, other.nomination_id == Nominee.nomination_id)
    )
    return exists().where(
        EntryNomination.entry_id == Entry.id,
        Nominee.nomination_id == EntryNomination.nomination_id,
        Nominee.position > 0,
        Notice.nominee_id == Nominee.id,
        Notice.response == Response.AGREED,
        Nominee.id.not_in(select(EntryNominee.nominee_id)),
        beside.exists(),
    )


def _of_queue(season_id: int) -> list[Select[Any]]:
    """Select the reasons of what needs a person: most count people or things, a pair of duplicates counts for both."""
    number = case((Case.reason == Why.DUPLICATE, 1), else_=Case.number)
    new = ~exists().where(Case.nomination_id == Nomination.id)
    return [
        select(*_row("case", detail=Case.reason, number=func.sum(number)))
        .where(Case.season_id == season_id, Case.place == QueueList.NEEDS_ME)
        .group_by(Case.reason),
        select(*_row("coming", number=func.count(Nomination.id)))
        .where(Nomination.season_id == season_id, Nomination.submitted_at.is_not(None), new),
    ]  # fmt: skip
