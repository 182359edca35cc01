"""Stored fits: what the worker made of the scores, whether it still is what the scores say, and keeping a new one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from sqlalchemy import Select, Subquery, and_, case, false, func, select, update
from sqlalchemy.orm import Session

from awards.audit import Tag, record
from awards.core.actor import SYSTEM
from awards.judging.models import ScoreSheet
from awards.judging.queries import COUNTED
from awards.maths.adjusting.result import CategoryResult, Pool, Results
from awards.panels.models import Assignment, PanelMember
from awards.panels.statements import counts
from awards.results.models import Fit
from awards.results.scores import Scores
from awards.screening.lifecycle import EntryState
from awards.screening.models import Entry
from awards.seasons.models import Category, Season

Sign = list[int]
"""Numbers of a category that change whenever anything changes that its scores are read from: cheap, and no digest."""


@dataclass(frozen=True)
class Fitted:
    """One category's fit as it is stored; `data` is {"results", "agreement", "failed", "own", "signs", "rules"}."""

    data: Mapping[str, Any]
    sha256: str
    """Of everything that was fitted together, also scores of other categories by the same judges."""
    made_at: datetime

    @cached_property
    def results(self) -> Results | None:
        """The results of this category alone, with its pool first; None where the fit failed."""
        return Results.from_data(self.data["results"]) if self.data.get("results") else None

    @property
    def result(self) -> CategoryResult | None:
        """Both numbers of every entry, refusals and what there is to know; None where the fit failed."""
        return self.results.categories[0] if self.results else None

    @property
    def pool(self) -> Pool | None:
        """The judges and spreads of what was fitted together; None where scores hang together in no one pool."""
        return self.results.pools[0] if self.results and self.results.pools else None

    @property
    def failed(self) -> str | None:
        """Why nothing could be worked out, in words; None where it could."""
        words: str | None = self.data.get("failed")
        return words

    @property
    def agreement(self) -> Mapping[str, Any]:
        """How far judges agree, as `fit_jobs` stored it: {"sentences": […], "judges": {ref: […]}, "far": […]}."""
        found: Mapping[str, Any] = self.data.get("agreement") or {}
        return found


@dataclass(frozen=True, slots=True)
class FitState:
    """A category's latest fit. `current` is the one that the scores still bear out; None while the worker is at it."""

    latest: Fitted | None
    current: Fitted | None


NO_FIT = FitState(None, None)


def fit_state(session: Session, category: Category, scores: Scores) -> FitState:
    """Give the category's fit, if the worker has made one and the scores have not changed since. One statement."""
    rows = session.execute(signs(category.season_id, fit_of=category.id)).all()
    now = {row.key: sign_of(row) for row in rows}
    found = next((row for row in rows if row.result is not None), None)
    if found is None:
        return NO_FIT
    latest = Fitted(found.result, found.inputs_sha256, found.made_at)
    same = latest.data["own"] == scores.sha256 and all(now.get(key) == one for key, one in latest.data["signs"].items())
    return FitState(latest, latest if same else None)


def signs(season_id: int, *, fit_of: int | None = None) -> Select[Any]:
    """Select the numbers of `Sign` for every category of a season, beside the latest fit of one of them."""
    entries, readings = _entries_in(), _readings_in(season_id)
    numbers = [entries.c.entries, entries.c.ids, readings.c.asked, readings.c.asked_ids, readings.c.sheets,
               readings.c.versions]  # fmt: skip
    newest = select(Fit.id).where(Fit.category_id == fit_of).order_by(Fit.made_at.desc(), Fit.id.desc()).limit(1)
    mine = and_(Fit.category_id == Category.id, Fit.id == newest.scalar_subquery()) if fit_of else false()
    return (
        select(Category.key, *numbers, Fit.result, Fit.inputs_sha256, Fit.made_at)
        .outerjoin(entries, entries.c.category_id == Category.id)
        .outerjoin(readings, readings.c.category_id == Category.id)
        .outerjoin(Fit, mine)
        .where(Category.season_id == season_id, Category.nominated)
    )


def sign_of(row: Any) -> Sign:
    """Read the numbers out of a row of `signs`."""
    return [int(one or 0) for one in (row.entries, row.ids, row.asked, row.asked_ids, row.sheets, row.versions)]


def latest_marks(session: Session, season_id: int) -> dict[str, Mapping[str, Any]]:
    """Give what each category's latest fit was made from, by key: {"signs", "rules"}. One statement."""
    rows = session.execute(
        select(Category.key, Fit.result["signs"], Fit.result["rules"])
        .join(Category, Category.id == Fit.category_id)
        .where(Category.season_id == season_id)
        .order_by(Fit.made_at, Fit.id)
    )
    return {row[0]: {"signs": row[1], "rules": row[2]} for row in rows}


def latest_pools(session: Session, season_id: int) -> list[Mapping[str, Any]]:
    """Give the pools of a season's latest fits, each once, as they are stored. One statement."""
    rows = session.execute(
        select(Category.key, Fit.inputs_sha256, Fit.result["results"]["pools"])
        .join(Category, Category.id == Fit.category_id)
        .where(Category.season_id == season_id)
        .order_by(Fit.made_at, Fit.id)
    )
    latest = {row[0]: (row[1], row[2] or []) for row in rows}
    pools = {(sha256, tuple(pool["categories"])): pool for sha256, some in latest.values() for pool in some}
    return [pool for _, pool in sorted(pools.items(), key=lambda one: one[0])]


def keep_fit(
    session: Session, season: Season, category: Category, *, sha256: str, data: Mapping[str, Any], now: datetime
) -> Fit | None:
    """Keep what was made of these inputs; what was made of the very same before is taken up again, not made twice.

    Gives None, and leaves no entry in the trail, where nothing but the signs has moved.
    """
    kept = list(
        session.scalars(select(Fit).where(Fit.category_id == category.id).order_by(Fit.made_at.desc(), Fit.id.desc()))
    )
    same = next((one for one in kept if one.inputs_sha256 == sha256), None)
    if same is None:
        same = Fit(category_id=category.id, inputs_sha256=sha256, result=dict(data), made_at=now)
        session.add(same)
    elif same is kept[0]:
        session.execute(update(Fit).where(Fit.id == same.id).values(result=dict(data)))
        return None
    else:
        same.result, same.made_at = dict(data), max(now, kept[0].made_at + timedelta(microseconds=1))
    subject = f"{season.programme.key}/{season.key}/{category.key}"
    results = data.get("results")
    found = results["categories"][0] if results else {"entries": (), "refusals": ({"code": "failed"},)}
    refused = found["refusals"][0]["code"] if found["refusals"] else None
    record(
        session, Tag.FIT_MADE, subject, actor=SYSTEM, at=now, sha256=sha256, entries=len(found["entries"]),
        refused=refused,
    )  # fmt: skip
    session.flush()
    return same


def _entries_in() -> Subquery:
    return (
        select(Entry.category_id, func.count().label("entries"), func.sum(Entry.id).label("ids"))
        .where(Entry.state != EntryState.WITHDRAWN)
        .group_by(Entry.category_id)
        .subquery()
    )


def _readings_in(season_id: int) -> Subquery:
    asked = (
        select(
            Entry.category_id,
            Assignment.id,
            case((ScoreSheet.state.in_(COUNTED), ScoreSheet.id), else_=0).label("sheet"),
            case((ScoreSheet.state.in_(COUNTED), ScoreSheet.version), else_=0).label("version"),
        )
        .select_from(Assignment)
        .join(Assignment.entry)
        .join(Category, Category.id == Entry.category_id)
        .join(PanelMember, PanelMember.id == Assignment.member_id)
        .outerjoin(ScoreSheet, ScoreSheet.assignment_id == Assignment.id)
        .where(Category.season_id == season_id, *counts())
        .subquery()
    )
    return (
        select(
            asked.c.category_id,
            func.count().label("asked"),
            func.sum(asked.c.id).label("asked_ids"),
            func.sum(asked.c.sheet).label("sheets"),
            func.sum(asked.c.version).label("versions"),
        )
        .group_by(asked.c.category_id)
        .subquery()
    )
