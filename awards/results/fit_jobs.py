"""Working fits out: the worker's part. The only place of the house, besides commands, that adjusts scores."""

from __future__ import annotations

import logging
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from awards.db import begin_to_write
from awards.maths.adjusting.fitting import results_of
from awards.maths.adjusting.question import Question
from awards.maths.adjusting.readings import Reading
from awards.maths.adjusting.result import Limits, Results
from awards.panels.ranking_rules import (
    LEAST_FREEDOM,
    LEAST_JUDGES,
    LEAST_SCORES,
    LEAST_SCORES_PER_JUDGE,
    LEAST_SHARE,
)
from awards.results.fit_agreement import agreement_of
from awards.results.fits import Sign, keep_fit, latest_marks, sign_of, signs
from awards.results.policy import may_see_ranking
from awards.results.scores import Scores, digest, scores_of_season
from awards.seasons.models import Category, Season

log = logging.getLogger("awards.results")

VERSION = 1
"""Of the way in which a fit is made: another one makes every fit anew."""
SCALE = 100.0
SHOWN = 1
"""Decimal places of scores on pages, on which a sum closes."""
FAILED = (
    "The adjusted scores could not be worked out. Whoever looks after the portal finds the reason in its log; "
    "the plain averages stand."
)
LIMITS = Limits(
    judges=LEAST_JUDGES,
    scores_per_judge=float(LEAST_SCORES_PER_JUDGE),
    spare=LEAST_FREEDOM,
    scores_per_entry=LEAST_SCORES,
    share_of_asked=LEAST_SHARE / 100,
)


@dataclass(frozen=True, kw_only=True)
class Together:
    """Categories of a season whose judges are shared, with their scores and the signs these were read under."""

    season_id: int
    scores: Sequence[Scores]
    signs: Mapping[str, Sign]
    rules: str

    @property
    def sha256(self) -> str:
        """The digest of all that is fitted together."""
        return digest([VERSION, sorted([one.key, one.sha256] for one in self.scores)])


def fit_due(session: Session, now: datetime) -> int:
    """Fit what has no fit, or one that the scores no longer bear out; gives how many were made. Commits each pool.

    Only seasons whose order may be seen. Where nothing changed it costs three statements a season and reads no score.
    Nothing is locked while scores are fitted: what changes meanwhile is seen in the next round.
    """
    chosen = select(Season).where(~Season.archived)
    loaded = chosen.options(joinedload(Season.programme), selectinload(Season.rounds)).order_by(Season.id)
    seasons = [one.id for one in session.scalars(loaded) if may_see_ranking(one, now=now)]
    found = [together for season_id in seasons for together in due_in(session, season_id)]
    session.commit()
    return sum(_fit(session, one, now=now) for one in found)


def due_in(session: Session, season_id: int) -> list[Together]:
    """Give the pools of a season that have to be fitted (again)."""
    own = select(Category).where(Category.season_id == season_id, Category.nominated)
    categories = session.scalars(own.options(selectinload(Category.criteria), joinedload(Category.season))).all()
    marks = latest_marks(session, season_id)
    seen = {row.key: sign_of(row) for row in session.execute(signs(season_id))}
    rules = _rules(categories)
    due = {key for key, sign in seen.items() if sign[0] and not _holds(marks.get(key), seen, rules)}
    if not due:
        return []
    scores = scores_of_season(session, categories)
    return [
        Together(season_id=season_id, scores=pool, signs={one.key: seen[one.key] for one in pool}, rules=rules)
        for pool in pools_of([one for one in scores.values() if one.entries])
        if any(one.key in due for one in pool)
    ]


def pools_of(scores: Sequence[Scores]) -> list[list[Scores]]:
    """Give the categories in groups, so that no judge who scored in one group scored in another; by key."""
    groups: list[tuple[set[str], list[Scores]]] = []
    for one in sorted(scores, key=lambda each: each.key):
        judges, pool = {total.judge for total in one.totals}, [one]
        for known in [group for group in groups if group[0] & judges]:
            judges, pool = judges | known[0], [*known[1], *pool]
            groups.remove(known)
        groups.append((judges, sorted(pool, key=lambda each: each.key)))
    return [pool for _, pool in groups]


def question_of(scores: Sequence[Scores]) -> Question:
    """Give what is to be fitted: every sheet that counts, as points out of 100."""
    standings = [(one, standing) for one in scores for standing in one.standings]
    return Question(
        readings=[Reading(each.entry, each.judge, float(each.value), one.key) for one in scores for each in one.totals],
        categories={standing.entry: one.key for one, standing in standings},
        asked={standing.entry: standing.asked for _, standing in standings},
        places={one.key: one.places for one in scores},
        scale=SCALE,
        limits=LIMITS,
        shown=SHOWN,
    )


def worked_out(together: Together) -> dict[str, dict[str, Any]]:
    """Give, by category, what is stored of the fit."""
    results = results_of(question_of(together.scores))
    return {
        one.key: {
            "results": plain(_only(results, one.key).as_data()),
            "agreement": plain(agreement_of(one, together.scores, results)),
            "failed": None,
        }
        for one in together.scores
    }


def plain(data: Any) -> Any:
    """Give data that JSON can hold: a number that is none becomes None."""
    if isinstance(data, Mapping):
        return {str(key): plain(one) for key, one in data.items()}
    if isinstance(data, list | tuple):
        return [plain(one) for one in data]
    return None if isinstance(data, float) and not math.isfinite(data) else data


def _only(results: Results, key: str) -> Results:
    """Give one category's results with its own pool alone, which is then the first."""
    found = results.of(key)
    if found.pool is None:
        return replace(results, pools=(), categories=(found,))
    return replace(results, pools=(results.pools[found.pool],), categories=(replace(found, pool=0),))


def _rules(categories: Sequence[Category]) -> str:
    """Give the digest of the rules by which all categories are scored."""
    return digest([VERSION, sorted(_rule(one) for one in categories)])


def _rule(category: Category) -> list[str]:
    season = category.season
    weights = [[one.key, one.weight, one.tie_break] for one in category.criteria]
    said = [weights, season.scale, season.shortlist_max, season.rules_hash, season.judging]
    return [category.key, digest(said)]


def _holds(mark: Mapping[str, Any] | None, seen: Mapping[str, Sign], rules: str) -> bool:
    return (
        mark is not None and mark["rules"] == rules and all(seen.get(key) == one for key, one in mark["signs"].items())
    )


def _fit(session: Session, together: Together, *, now: datetime) -> int:
    try:
        found = worked_out(together)
    except Exception:  # one pool's bug must not keep the others waiting, nor be tried again every minute
        log.exception("the scores of %s could not be fitted", [one.key for one in together.scores])
        found = {one.key: {"results": None, "agreement": {}, "failed": FAILED} for one in together.scores}
    begin_to_write(session)
    made = sum(_kept(session, together, found, now=now))
    session.commit()
    return made


def _kept(
    session: Session, together: Together, found: Mapping[str, Mapping[str, Any]], *, now: datetime
) -> Iterator[bool]:
    own = {one.key: one.sha256 for one in together.scores}
    chosen = (
        select(Category)
        .where(Category.season_id == together.season_id, Category.key.in_(list(own)))
        .options(joinedload(Category.season).joinedload(Season.programme))
        .order_by(Category.id)
        .with_for_update(of=Category)
    )
    for category in session.scalars(chosen).all():
        marks = {"own": own[category.key], "signs": together.signs, "rules": together.rules}
        data = {**found[category.key], **marks}
        fit = keep_fit(session, category.season, category, sha256=together.sha256, data=data, now=now)
        yield fit is not None
