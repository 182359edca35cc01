"""The page on which staff look for further readings of a category, ask judges for them, and see how they stand."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from awards.accounts.models import User
from awards.core.permission import Permission
from awards.core.times import moment_words
from awards.panels.lifecycle import AssignmentState
from awards.panels.models import Assignment
from awards.panels.queries import open_assignments
from awards.results.further_readings_running import Running, is_done, may_come, running_in
from awards.results.lifecycle import SearchState
from awards.results.models import DecisionKind, ReadingSearch
from awards.results.queries import Board
from awards.results.rows import with_names
from awards.results.searching import Pair, latest_search, may_seek
from awards.screening.needs import Need
from awards.seasons.models import Category, Season

SETTLED = {DecisionKind.SHORTLIST: "that the shortlist changes", DecisionKind.WINNERS: "that another entry comes first"}
_EVEN = 0.5
_EFFECT = re.compile(r" (?:By itself t|T)his reading would change [^.]*\.$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One reading that was found: who should read what, why, and what it may change."""

    pair: Pair
    entry: str
    judge: str
    reason: str
    effect: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One reading that judges were asked for, and how it stands."""

    entry: str
    judge: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingsPage:
    """The page. What may be sought is said of each kind; the newest search is shown whatever became of it."""

    category: Category
    may: Mapping[DecisionKind, Permission]
    search: ReadingSearch | None
    asked: str
    """What was asked of the worker, and when, in a sentence."""
    words: str
    found: Sequence[Found]
    running: Running | None
    until: str
    readings: Sequence[Asked]

    @property
    def may_seek(self) -> bool:
        """Whether anything can be looked for."""
        return any(self.may.values())

    @property
    def waits(self) -> bool:
        """Whether the worker is at it."""
        return self.search is not None and self.search.state is SearchState.ASKED

    @property
    def can_be_accepted(self) -> bool:
        """Whether there is anything to ask judges for."""
        made = self.search is not None and self.search.state is SearchState.MADE
        return made and bool(self.found) and self.search is not None and bool(self.may[self.search.kind])

    @property
    def labels(self) -> dict[Pair, str]:
        """How each reading is called beside its tick box."""
        return {one.pair: f"{one.judge} reads {one.entry}" for one in self.found}

    @property
    def hints(self) -> dict[str, str]:
        """What there is to know of each, beside its tick box."""
        return {"|".join(one.pair): f"{one.effect} {one.reason}" for one in self.found}


def readings_page(session: Session, board: Board, *, now: datetime) -> ReadingsPage:
    """Put the page together. At most four statements."""
    category, zone = board.category, board.category.season.programme.zone
    search, running = latest_search(session, category.id), running_in(session, category.id, now=now)
    result = (search.result or {}) if search is not None else {}
    suggested = result.get("suggestions", []) if search is not None and search.state is SearchState.MADE else []
    names = _names(session, {one["judge"] for one in suggested}) | board.titles
    return ReadingsPage(
        category=category,
        may={kind: may_seek(board, kind, search, now=now) for kind in DecisionKind},
        search=search,
        asked=_asked_words(search, zone),
        words=with_names(result.get("words", ""), names),
        found=[
            Found(
                pair=(one["entry"], one["judge"]),
                entry=names.get(one["entry"], one["entry"]),
                judge=names.get(one["judge"], one["judge"]),
                reason=with_names(_without_effect(one["reason"]), names),
                effect=effect_words(one["effect"], search.kind),
            )
            for one in suggested
            if search is not None
        ],
        running=running,
        until=moment_words(running.until, zone) if running and running.until else "",
        readings=[_asked(one, board, now=now) for one in running.readings] if running else [],
    )


def effect_words(effect: float, kind: DecisionKind) -> str:
    """Say how likely a reading changes something: "About 1 chance in 6 that the shortlist changes."."""
    if effect <= 0:
        return f"Hardly any chance {SETTLED[kind]}."
    if effect >= _EVEN:
        return f"About {round(effect * 10)} chances in 10 {SETTLED[kind]}."
    return f"About 1 chance in {round(1 / effect)} {SETTLED[kind]}."


def notices_of_readings(session: Session, season: Season, *, user_ref: str, now: datetime) -> list[Need]:
    """Tell a judge of further readings that wait for them. One statement."""
    mine = [one for one in open_assignments(session, user_ref, season_id=season.id) if may_come(one, now)]
    if not mine:
        return []
    until = min(one.open_until for one in mine if one.open_until)
    what = "1 further reading" if len(mine) == 1 else f"{len(mine)} further readings"
    words = f"You are asked for {what}, open until {moment_words(until, season.programme.zone)}"
    return [Need(words, url_for("judging.sheet", ref=mine[0].entry.ref))]


def _without_effect(reason: str) -> str:
    """Leave the last sentence out: the page says in its own words what a reading may change."""
    return _EFFECT.sub("", reason)


def _asked_words(search: ReadingSearch | None, zone: str) -> str:
    if search is None:
        return ""
    what = "1 reading" if search.budget == 1 else f"{search.budget} readings"
    settle = "the shortlist" if search.kind is DecisionKind.SHORTLIST else "the winner"
    return f"At most {what}, to settle {settle}; asked for at {moment_words(search.asked_at, zone)}."


def _asked(reading: Assignment, board: Board, *, now: datetime) -> Asked:
    if is_done(reading):
        state = "In"
    elif may_come(reading, now):
        state = "Begun" if reading.started_at else "Not begun"
    elif reading.state in {AssignmentState.RECUSED, AssignmentState.ABSTAINED}:
        state = "Stood aside" if reading.state is AssignmentState.RECUSED else "Could not judge it"
    else:
        state = "Taken back" if reading.state is AssignmentState.REMOVED else "Not in, and over"
    return Asked(
        entry=board.titles.get(reading.entry.ref, reading.entry.ref), judge=reading.member.user.name, state=state
    )  # fmt: skip


def _names(session: Session, refs: set[str]) -> dict[str, str]:
    if not refs:
        return {}
    rows = session.execute(select(User.ref, User.name).where(User.ref.in_(sorted(refs))))
    return {row[0]: row[1] or row[0] for row in rows}
