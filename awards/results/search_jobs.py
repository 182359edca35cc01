"""Finding where further readings would tell most: the worker's part. Loads numpy, so no page may import it."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from awards.db import begin_to_write
from awards.maths.more_readings.question import Question
from awards.maths.more_readings.suggesting import suggest
from awards.results.fit_jobs import plain, pools_of, question_of
from awards.results.lifecycle import SearchState
from awards.results.models import DecisionKind, ReadingSearch
from awards.results.policy import may_see_ranking
from awards.results.queries import LIVE
from awards.results.scores import Scores, scores_of_season
from awards.results.searching import Readers, basis_of, candidates, keep_search, readers_of
from awards.screening.queries import entries_of_category
from awards.seasons.models import Category, Season

log = logging.getLogger("awards.results")

FAILED = (
    "Where to read more could not be worked out. Whoever looks after the portal finds the reason in its log; "
    "nothing else is affected."
)
NOT_NOW = "The order of this award cannot be seen any more, so nothing was worked out. Ask again when it can."
NOBODY = "No judge of this panel may still read any of these entries."
OTHERS = " (others)"
"""After the key of a category: its entries that are not in the running, which only tell about judges."""


@dataclass(frozen=True)
class _Asked:
    """A search with everything that it is made from, read before anything is worked out."""

    search_id: int
    kind: DecisionKind
    budget: int
    key: str
    scores: Sequence[Scores]
    running: frozenset[str]
    readers: Readers

    @property
    def own(self) -> Scores:
        """The scores of the category itself."""
        return next(one for one in self.scores if one.key == self.key)


def search_due(session: Session, now: datetime) -> int:
    """Answer every search that was asked for and not replaced since; gives how many. Commits each by itself.

    Nothing is locked while it is worked out: what changes meanwhile is seen when the readings are asked for.
    """
    due = session.scalars(select(ReadingSearch.id).where(ReadingSearch.state == SearchState.ASKED)).all()
    session.commit()
    return sum(_answer(session, number, now=now) for number in due)


def question_for(asked: _Asked) -> Question:
    """Give the question: places only where they are to be settled, between the entries in the running."""
    scoring = question_of(asked.scores)
    categories = {
        entry: key if key != asked.key or entry in asked.running else f"{key}{OTHERS}"
        for entry, key in scoring.categories.items()
    }
    readings = [replace(one, group=categories[one.entry]) for one in scoring.readings]
    places = 1 if asked.kind is DecisionKind.WINNERS else asked.own.places
    return Question(
        scoring=replace(scoring, readings=readings, categories=categories, places={asked.key: places}),
        may_read=asked.readers.pairs,
        room=asked.readers.room,
        budget=asked.budget,
    )


def worked_out(asked: _Asked) -> dict[str, Any]:
    """Give the answer as a search keeps it."""
    advice = suggest(question_for(asked))
    found = [plain(asdict(one)) for one in advice.suggestions]
    return _result(found, advice.words, outcome=advice.outcome.value)


def _result(found: Sequence[Mapping[str, Any]], words: str, *, outcome: str) -> dict[str, Any]:
    return {"suggestions": list(found), "words": words, "outcome": outcome}


def _answer(session: Session, number: int, *, now: datetime) -> bool:
    asked = _asked(session, number, now=now)
    session.commit()  # nothing stays open while it is worked out
    try:
        result = _found(asked)
    except Exception:  # one search's bug must not keep staff waiting for ever, nor be tried again every minute
        log.exception("search %s for further readings could not be worked out", number)
        result = _result([], FAILED, outcome="failed")
    begin_to_write(session)
    mine = select(ReadingSearch).where(ReadingSearch.id == number).with_for_update()
    search = session.scalars(mine.execution_options(populate_existing=True)).one()
    if search.state is not SearchState.ASKED:
        session.rollback()
        return False
    own = asked.own.sha256 if asked else ""
    sha256 = basis_of(own, asked.readers, kind=asked.kind, budget=asked.budget) if asked else ""
    category = _category(session, search.category_id)
    keep_search(session, search, category, sha256=sha256, result={**result, "scores": own}, now=now)
    session.commit()
    return True


def _found(asked: _Asked | None) -> dict[str, Any]:
    if asked is None:
        return _result([], NOT_NOW, outcome="not_now")
    if not asked.readers.pairs:
        return _result([], NOBODY, outcome="nobody_free")
    return worked_out(asked)


def _asked(session: Session, number: int, *, now: datetime) -> _Asked | None:
    search = session.get_one(ReadingSearch, number)
    category = _category(session, search.category_id)
    season = category.season
    if not may_see_ranking(season, now=now):
        return None
    own = select(Category).where(Category.season_id == season.id, Category.nominated)
    categories = session.scalars(own.options(selectinload(Category.criteria), joinedload(Category.season))).all()
    scores = scores_of_season(session, categories)
    pool = next(one for one in pools_of(list(scores.values())) if any(each.key == category.key for each in one))
    running = candidates(entries_of_category(session, category.id, states=LIVE), search.kind)
    readers = readers_of(session, category, running, now=now)
    refs = frozenset(entry.ref for entry in running)
    return _Asked(number, search.kind, search.budget, category.key, pool, refs, readers)


def _category(session: Session, category_id: int) -> Category:
    season = joinedload(Category.season).options(joinedload(Season.programme), selectinload(Season.rounds))
    return session.scalars(select(Category).where(Category.id == category_id).options(season)).one()
