"""Results in words: what the staff pages print for standings, progress and decisions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from awards.core.times import moment_words
from awards.results.models import Decision, DecisionKind
from awards.results.policy import scoring_round
from awards.results.queries import Board, Progress
from awards.seasons.models import Season


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
