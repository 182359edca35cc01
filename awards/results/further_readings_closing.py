"""The end of further readings, once the last is in or over: the worker closes their category in the record again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from awards.core.actor import Actor
from awards.results.further_readings import end_readings
from awards.results.further_readings_running import hold_panel, may_come, readings_of
from awards.results.further_readings_seal import seal_closed
from awards.results.lifecycle import SEARCH, SearchState
from awards.results.models import ReadingSearch
from awards.seasons.models import Category, Season


@dataclass(frozen=True, slots=True)
class Closed:
    """How many searches ended, and whether the record of judging says something new, for a checkpoint to seal."""

    searches: int
    to_seal: bool


_ACCEPTED = (
    select(ReadingSearch)
    .join(ReadingSearch.category)
    .where(ReadingSearch.state == SearchState.ACCEPTED)
    .options(joinedload(ReadingSearch.category))
    .execution_options(populate_existing=True)
)


def seasons_to_close(session: Session, *, now: datetime) -> list[int]:
    """Give the ids of seasons with further readings of which the last is in or over. One statement, and one each."""
    return sorted({one.category.season_id for one in _over(session, _ACCEPTED, now=now)})


def close_readings(session: Session, season: Season, *, actor: Actor, now: datetime) -> Closed:
    """Close every category of a season whose further readings are over, in the season's record of judging too.

    Rounds and programme are loaded. The caller makes and mails the checkpoint in the same transaction. Categories are
    locked first, as those do who ask for readings or decide; then the panel's readings, as judges do who score.
    """
    mine = _ACCEPTED.where(Category.season_id == season.id)
    ids = [one.category_id for one in _over(session, mine, now=now)]
    locked = select(Category).where(Category.id.in_(ids)).order_by(Category.id)
    session.scalars(locked.with_for_update(of=Category)).all()
    for category_id in ids:
        hold_panel(session, category_id)
    ended = [one for one in _over(session, mine, now=now) if one.category_id in ids]
    to_seal = False
    for search in ended:
        end_readings(session, search.category, search, actor=actor, now=now)
        search.state = SEARCH.after("end", search.state)
        to_seal = seal_closed(session, search.category, at=now) or to_seal
    session.flush()
    return Closed(len(ended), to_seal)


def _over(session: Session, chosen: Select[ReadingSearch], *, now: datetime) -> list[ReadingSearch]:
    """Give those of these searches whose readings are all in or over."""
    found = session.scalars(chosen.order_by(ReadingSearch.id)).all()
    return [one for one in found if not any(may_come(each, now) for each in readings_of(session, one))]
