"""Nominations that may be of one nominee: found by the worker, kept in pairs with why, and decided on by staff."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, FromClause, ScalarSelect, Select, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from awards.audit import Tag, record
from awards.audit.models import AuditEntry
from awards.core.actor import Actor
from awards.core.permission import Permission, Reason, require
from awards.db import begin_to_write
from awards.matching.likeness import Identity, Likeness
from awards.matching.pairs import likely_pairs
from awards.nominations.lifecycle import NominationState
from awards.nominations.models import Nomination, Nominee
from awards.screening.cases import look_again_at
from awards.screening.duplicate_models import DuplicateScan, LikelyDuplicate, Merge
from awards.screening.merging import MERGED
from awards.screening.models import EntryNomination
from awards.screening.policy import may_screen
from awards.screening.rerunning import OVERLAP, SETTLED
from awards.seasons.models import Category
from awards.seasons.words import NomineeShape

DIFFERENT: Final = "different"
SAME: Final = "same"
"""One nominee in two awards."""
OUT: Final = frozenset({NominationState.DRAFT, NominationState.WITHDRAWN, NominationState.SET_ASIDE})
"""States in which a nomination is no duplicate of anything."""
PAUSE: Final = timedelta(minutes=5)
"""A season is searched no more often than this, however much comes in."""
TELLING: Final = (
    Tag.NOMINATION_SUBMITTED, Tag.NOMINATION_RELEASED, Tag.NOMINATION_WITHDRAWN, Tag.NOMINATION_SET_ASIDE,
    Tag.NOMINATION_TAKEN_UP, Tag.MOVE_ANSWERED, Tag.ADDITION_SENT, Tag.NOMINEE_CORRECTED, Tag.REGISTER_CHECKED,
)  # fmt: skip
"""What may change who is like whom."""

Places = tuple[int, int]
"""Two nominations by id, the lower first."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a search of a season came to."""

    pairs: int
    """Likely pairs as things stand."""
    new: int
    gone: int
    """Pairs that nobody had decided on and that hold no more."""
    reopened: int
    """Pairs that staff had decided on and of which the facts have changed."""


def find_duplicates_due(session: Session, now: datetime) -> int:
    """Search every season in which something telling has happened since it was last searched; gives how many.

    For the worker: commits season by season. What takes long is done before the write lock is taken.
    """
    due = [season_id for season_id in _seasons(session) if _is_due(session, season_id, now)]
    for season_id in due:
        latest, found = latest_of_trail(session), look(session, season_id)
        session.rollback()
        begin_to_write(session)
        keep(session, season_id, found, seen=latest, now=now)
        session.commit()
    session.rollback()
    return len(due)


def identities_of(session: Session, season_id: int) -> list[Identity]:
    """Give everybody put forward in the season's nominations that were sent and stand. One statement."""
    held = and_(Nomination.held_because.is_not(None), Nomination.released_at.is_(None))
    rows = session.execute(
        select(
            Nomination.id, Nomination.team_name, Nomination.team, Category.key.label("category"),
            Category.nominee_kind, Nominee.ref, Nominee.full_name, Nominee.known_as, Nominee.is_team, Nominee.email,
            Nominee.registration_number, Nominee.employer, Nominee.employer_place, Nominee.date_of_birth,
        )
        .join(Category, Category.id == Nomination.category_id)
        .join(Nominee, and_(Nominee.nomination_id == Nomination.id, Nominee.position > 0))
        .where(Nomination.season_id == season_id, Nomination.state.not_in(OUT), ~held)
        .order_by(Nomination.id, Nominee.position)
    )  # fmt: skip
    return [_identity(row) for row in rows]


def look(session: Session, season_id: int) -> dict[Places, Likeness]:
    """Give the likely pairs of nominations as things stand, each by its likest two people. One statement."""
    best: dict[Places, Likeness] = {}
    for pair in likely_pairs(identities_of(session, season_id)):
        first, second = sorted(int(key.partition(":")[0]) for key in (pair.first, pair.second))
        if first != second:
            best.setdefault((first, second), pair.likeness)  # the likest pair of people comes first
    return best


def keep(session: Session, season_id: int, found: dict[Places, Likeness], *, seen: int, now: datetime) -> Outcome:
    """Bring the stored pairs up to date: what staff decided stays, unless the facts have changed since.

    A pair that holds no more goes, if nobody had decided on it.
    """
    known = {(one.first_id, one.second_id): one for one in session.scalars(_pairs(season_id))}
    gone = [one for places, one in known.items() if places not in found and one.decided is None]
    for pair in gone:
        session.delete(pair)
    reopened = sum(_refresh(known[places], how) for places, how in found.items() if places in known)
    new = [places for places in found if places not in known]
    session.add_all(
        LikelyDuplicate(
            season_id=season_id, first_id=first, second_id=second, score=found[first, second].score,
            why=_words(found[first, second]), found_at=now,
        )
        for first, second in new
    )  # fmt: skip
    scanned = session.get(DuplicateScan, season_id) or DuplicateScan(season_id=season_id)
    scanned.scanned_at, scanned.seen = now, seen
    session.add(scanned)
    session.flush()
    return Outcome(len(found), len(new), len(gone), reopened)


def sent_nominations() -> FromClause:
    """Give the table of nominations under a name of its own; drafts of new versions are for the caller to leave out."""
    return Nomination.__table__.alias()


def still_open(first: FromClause, second: FromClause) -> list[ColumnElement[bool]]:
    """Give the conditions that nobody has decided on a pair, both stand, and they do not go forward together."""
    return [
        LikelyDuplicate.decided.is_(None),
        first.c.state.not_in(OUT),
        second.c.state.not_in(OUT),
        func.coalesce(_lead_of(first), first.c.id) != func.coalesce(_lead_of(second), second.c.id),
        _behind_one_entry(first, second).is_(None),
    ]


def _behind_one_entry(first: FromClause, second: FromClause) -> ScalarSelect[int]:
    one, other = aliased(EntryNomination), aliased(EntryNomination)
    return (
        select(one.entry_id)
        .join(other, other.entry_id == one.entry_id)
        .where(one.nomination_id == first.c.id, other.nomination_id == second.c.id)
        .scalar_subquery()
    )


def _lead_of(nomination: FromClause) -> ScalarSelect[int]:
    row = aliased(Merge)
    return select(row.into_id).where(row.nomination_id == nomination.c.id).scalar_subquery()


def goes_together(session: Session, pair: LikelyDuplicate) -> bool:
    """Whether the two are merged, one into the other or both into a third, or stand behind one entry. One statement."""
    first, second = sent_nominations(), sent_nominations()
    lead, other = (func.coalesce(_lead_of(one), one.c.id) for one in (first, second))
    together = or_(lead == other, _behind_one_entry(first, second).is_not(None))
    both = select(together).select_from(first).join(second, second.c.id == pair.second_id)
    return bool(session.scalar(both.where(first.c.id == pair.first_id)))


def may_tell_apart(actor: Actor, *, together: bool) -> Permission:
    """Say whether two nominations may be kept apart: not while they go forward as one."""
    merged = Reason("go-together", "These nominations go forward together: take one of them out again first.")
    return Permission.unless(*may_screen(actor).reasons, merged if together else None)


def may_note_same(actor: Actor, first: Nomination, second: Nomination) -> Permission:
    """Say whether two nominations may be noted as one person in two awards."""
    merged = Reason("one-award", "Both are for one award: merge them, or say that they are different people.")
    return Permission.unless(*may_screen(actor).reasons, merged if first.category_id == second.category_id else None)


def tell_apart(session: Session, pair: LikelyDuplicate, *, reason: str, actor: Actor, now: datetime) -> None:
    """Keep that two nominations are of different people; so it stays unless the facts change.

    Raises:
        Refused: not staff, or they go forward together.
    """
    require(may_tell_apart(actor, together=goes_together(session, pair)))
    _decide(session, pair, DIFFERENT, reason=reason, actor=actor, now=now)


def note_same(session: Session, pair: LikelyDuplicate, *, reason: str, actor: Actor, now: datetime) -> None:
    """Keep that one person is put forward for two awards; both nominations go on by themselves.

    Raises:
        Refused: not staff, both are for one award, or they go forward together.
    """
    require(may_tell_apart(actor, together=goes_together(session, pair)))
    first = session.get_one(Nomination, pair.first_id)
    require(may_note_same(actor, first, session.get_one(Nomination, pair.second_id)))
    _decide(session, pair, SAME, reason=reason, actor=actor, now=now)


def _decide(session: Session, pair: LikelyDuplicate, decided: str, *, reason: str, actor: Actor, now: datetime) -> None:
    pair.decided, pair.decided_by, pair.decided_at = decided, actor.reference, now
    refs = session.scalars(
        select(Nomination.ref).where(Nomination.id.in_([pair.first_id, pair.second_id])).order_by(Nomination.id)
    ).all()
    record(
        session, Tag.DUPLICATE_DECIDED, refs[0], actor=actor, at=now, reason=reason or None, other=refs[1],
        decided=decided,
    )  # fmt: skip
    look_again_at(session, refs, now=now)


def _identity(row: Any) -> Identity:
    of_team = row.is_team or row.nominee_kind is NomineeShape.TEAM
    employer = (row.team or {}).get("lead_employer") if of_team else row.employer_place or row.employer
    return Identity(
        key=f"{row.id:010}:{row.ref}",
        category=row.category,
        name=(row.team_name if of_team else None) or row.full_name,
        known_as=None if of_team else row.known_as,
        is_team=of_team,
        email=row.email,
        registration_number=row.registration_number,
        employer=employer,
        date_of_birth=row.date_of_birth,
    )


def _words(how: Likeness) -> list[str]:
    return [one.words for one in how.why]


def _refresh(pair: LikelyDuplicate, how: Likeness) -> bool:
    """Bring a stored pair up to date; gives whether what staff decided on it no longer rests on the facts."""
    words = _words(how)
    changed = pair.why != words
    pair.score, pair.why = how.score, words
    if not changed or pair.decided in {None, MERGED}:
        return False
    pair.decided, pair.decided_by, pair.decided_at = None, None, None
    return True


def _pairs(season_id: int) -> Select[LikelyDuplicate]:
    return select(LikelyDuplicate).where(LikelyDuplicate.season_id == season_id)


def _seasons(session: Session) -> Iterable[int]:
    return session.scalars(
        select(Nomination.season_id).where(Nomination.state.not_in(OUT)).distinct().order_by(Nomination.season_id)
    ).all()


def _is_due(session: Session, season_id: int, now: datetime) -> bool:
    """Whether something telling has come since; what came shortly before may have been committed after the search.

    On PostgreSQL entries may become visible in another order than they were numbered: a season is searched once or
    twice more until what it rests on is settled.
    """
    scanned = session.get(DuplicateScan, season_id)
    if scanned is None:
        return True
    if scanned.scanned_at + PAUSE > now:
        return False
    nominations = select(Nomination.ref).where(Nomination.season_id == season_id)
    people = select(Nominee.ref).join(Nominee.nomination).where(Nomination.season_id == season_id)
    late = and_(AuditEntry.id > scanned.seen - OVERLAP, AuditEntry.at > scanned.scanned_at - SETTLED)
    telling = (
        select(AuditEntry.id)
        .where(or_(AuditEntry.id > scanned.seen, late), AuditEntry.tag.in_(TELLING))
        .where(or_(AuditEntry.subject.in_(nominations), AuditEntry.subject.in_(people)))
    )
    return session.scalars(telling.limit(1)).first() is not None


def latest_of_trail(session: Session) -> int:
    """Give the number of the trail's last entry: what is seen now, whatever comes while the search runs."""
    return session.scalar(select(func.max(AuditEntry.id))) or 0
