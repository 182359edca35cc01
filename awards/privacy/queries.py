"""Reads of clearances for staff: what goes soon, what is on hold, what went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from awards.privacy.models import Clearance
from awards.privacy.rules import WORDS, Rule, RuleWords
from awards.seasons.models import Season

NEWEST = 50
Rows = Select[Clearance, str]


@dataclass(frozen=True, slots=True)
class Announced:
    """One announcement, with what its rule lets go of, in words."""

    clearance: Clearance
    words: RuleWords
    season: str
    """The season's name, or the whole house."""


@dataclass(frozen=True, slots=True)
class Retention:
    """What goes soon, what is on hold, and what went last."""

    soon: Sequence[Announced]
    held: Sequence[Announced]
    done: Sequence[Announced]


def retention_of(session: Session, *, programme_id: int) -> Retention:
    """Give the announcements of a programme and of the house. Two statements."""
    open_ones = _announced(session, _of(programme_id).where(Clearance.done_at.is_(None)).order_by(Clearance.acts_at))
    went = _of(programme_id).where(Clearance.done > 0, Clearance.done_at.is_not(None))
    return Retention(
        soon=[one for one in open_ones if one.clearance.held_at is None],
        held=[one for one in open_ones if one.clearance.held_at is not None],
        done=_announced(session, went.order_by(Clearance.id.desc()).limit(NEWEST)),
    )


def clearance_by_ref(session: Session, ref: str, *, programme_id: int) -> Announced:
    """Give one announcement of a programme, or of the house.

    Raises:
        NoResultFound: there is none, or it is another programme's.
    """
    clearance, season = session.execute(_of(programme_id).where(Clearance.ref == ref)).one()
    return _in_words(clearance, season)


def _of(programme_id: int) -> Rows:
    mine = or_(Clearance.season_id.is_(None), Season.programme_id == programme_id)
    return select(Clearance, Season.name).outerjoin(Season, Season.id == Clearance.season_id).where(mine)


def _announced(session: Session, rows: Rows) -> list[Announced]:
    return [_in_words(clearance, season) for clearance, season in session.execute(rows)]


def _in_words(clearance: Clearance, season: str | None) -> Announced:
    return Announced(clearance, WORDS[Rule(clearance.rule)], season or "All seasons")
