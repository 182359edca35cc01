"""Results in words: what the staff pages print for standings, progress and decisions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from math import floor

from awards.core.permission import Permission, Reason
from awards.core.times import moment_words
from awards.results.models import Decision, DecisionKind
from awards.results.policy import may_decide_shortlist, may_decide_winners, may_see_ranking, scoring_round
from awards.results.queries import Board, Progress
from awards.results.rules import Standing
from awards.screening.lifecycle import STAFF_WORDS, EntryState
from awards.screening.models import Entry
from awards.seasons.models import Category, Season


@dataclass(frozen=True, slots=True)
class Line:
    """One entry's row of the table; `notes` are sentences the panel should read."""

    ref: str
    title: str
    place: str | None
    rank: str
    mean: str
    span: str
    sheets: str
    tie: str
    state: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CategoryLine:
    """One category's row of the overview."""

    name: str
    slug: str
    entries: int
    readings: str
    shortlist: str
    winners: str


@dataclass(frozen=True, slots=True)
class Event:
    """One decision, for the timeline."""

    title: str
    who: str
    when: str
    iso: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryPage:
    """One category's page: what may be seen of its results, and what may be decided."""

    category: Category
    entries: Sequence[Entry]
    ranked: Sequence[Line]
    waiting: Sequence[Line]
    round_text: str
    closed_because: tuple[Reason, ...]
    may_shortlist: Permission
    may_choose: Permission
    events: Sequence[Event]


def category_page(board: Board, *, now: datetime) -> CategoryPage:
    """Put a category's page together."""
    category, entries = board.category, board.entries
    ranked, waiting = lines_of(board, STAFF_WORDS)
    return CategoryPage(
        category=category,
        entries=entries,
        ranked=ranked,
        waiting=waiting,
        round_text=round_words(category.season, now=now),
        closed_because=may_see_ranking(category.season, now=now).reasons,
        may_shortlist=may_decide_shortlist(category, entries, now=now),
        may_choose=may_decide_winners(category, entries, now=now),
        events=events_of(board),
    )


def one_decimal(value: Fraction | None) -> str:
    """Write an exact number to one decimal place, halves upwards; a dash for none."""
    if value is None:
        return "–"
    tenths = floor(value * 10 + Fraction(1, 2))
    return f"{tenths // 10}.{tenths % 10}"


def lines_of(board: Board, words: Mapping[EntryState, str]) -> tuple[list[Line], list[Line]]:
    """Give the ranked rows and, apart, those that nobody has scored yet; `words` name the states of entries."""
    ranked = [_line(one, board, words) for one in board.standings if one.rank is not None]
    waiting = [_line(one, board, words) for one in board.standings if one.rank is None]
    return ranked, waiting


def choice_hint(standing: Standing) -> str:
    """Say beside a checkbox how the entry stands."""
    if standing.mean is None:
        return f"Needs scores: {_sheets(standing)}."
    level = "joint " if standing.shares_rank else ""
    return f"Place {level}{standing.rank}, {one_decimal(standing.mean)} out of 100, {_sheets(standing)}."


def category_lines(progress: list[Progress]) -> list[CategoryLine]:
    """Give the overview's rows."""
    return [_category_line(one) for one in progress]


def round_words(season: Season, *, now: datetime) -> str:
    """Say whether the round of scoring is open, and until when."""
    scoring = scoring_round(season)
    if scoring is None:
        return "This season has no round of judging."
    when = moment_words(scoring.closes_at, season.programme.zone)
    if scoring.closed_at is not None and scoring.closed_at <= now:
        return f"Judging was closed at {moment_words(scoring.closed_at, season.programme.zone)}."
    if now < scoring.opens_at:
        return f"Judging opens at {moment_words(scoring.opens_at, season.programme.zone)}."
    return f"Judging closed at {when}." if now > scoring.closes_at else f"Judging is open until {when}."


def events_of(board: Board) -> list[Event]:
    """Give the decisions for the timeline, newest first."""
    return [_event(decision, board) for decision in board.decisions]


def _line(standing: Standing, board: Board, words: Mapping[EntryState, str]) -> Line:
    entry = next(one for one in board.entries if one.ref == standing.entry)
    return Line(
        ref=entry.ref,
        title=entry.title,
        place=entry.place,
        rank=f"{standing.rank}{'=' if standing.shares_rank else ''}" if standing.rank else "–",
        mean=one_decimal(standing.mean),
        span=f"{one_decimal(standing.lowest)} to {one_decimal(standing.highest)}" if standing.mean is not None else "–",
        sheets=_sheets(standing),
        tie=one_decimal(standing.tie_value),
        state=words[entry.state],
        notes=tuple(_notes(standing, board)),
    )


def _sheets(standing: Standing) -> str:
    missing = f", {standing.missing} missing" if standing.missing else ""
    return f"{standing.counted} of {standing.asked} sheets in{missing}"


def _notes(standing: Standing, board: Board) -> list[str]:
    names = {criterion.key: criterion.name for criterion in board.category.criteria}
    apart = ", ".join(f"{names[one.criterion]} ({one.lowest} to {one.highest})" for one in standing.differences)
    notes = [f"Judges differ on: {apart}."] if apart else []
    if standing.recused:
        judges = "1 judge has" if standing.recused == 1 else f"{standing.recused} judges have"
        notes.append(f"{judges} stood aside and is left out." if standing.recused == 1 else
                     f"{judges} stood aside and are left out.")  # fmt: skip
    if standing.undivided:
        even = "Equal mean" if standing.tie_value is None else "Equal even by the tie criterion"
        notes.append(f"{even}: the panel decides.")
    elif standing.shares_rank:
        notes.append("Equal mean: the order among them is by the tie criterion.")
    return notes


def _category_line(one: Progress) -> CategoryLine:
    scored = f"{one.done} of {one.asked}" if one.category.nominated else "Not scored"
    shortlist = "Decided" if DecisionKind.SHORTLIST in one.decided else "Not decided"
    return CategoryLine(
        name=one.category.name,
        slug=one.category.slug,
        entries=one.entries,
        readings=scored,
        shortlist=shortlist if one.category.nominated else "None needed",
        winners="Decided" if DecisionKind.WINNERS in one.decided else "Not decided",
    )


def _event(decision: Decision, board: Board) -> Event:
    names = [board.titles.get(ref, ref) for ref in decision.decided_order]
    commended = [board.titles.get(ref, ref) for ref in decision.commended]
    listed = ", ".join(names)
    if decision.kind is DecisionKind.SHORTLIST:
        title = f"Shortlist: {listed}"
    else:
        title = f"Winners: {listed}" if names else "Award withheld"
    also = f" Commended: {', '.join(commended)}." if commended else ""
    part = f" Taking part: {decision.taking_part}" if decision.taking_part else ""
    return Event(
        title=title,
        who=board.deciders.get(decision.decided_by, decision.decided_by),
        when=moment_words(decision.decided_at, board.category.season.programme.zone),
        iso=decision.decided_at.isoformat(),
        detail=f"{decision.reason}{also}{part}",
    )
