"""What is not settled yet of a season's results, each with the page where it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session

from awards.bundles.policy import Missing
from awards.meetings.lifecycle import MeetingState, VoteState
from awards.meetings.models import Meeting, Vote
from awards.panels.queries import judging_round
from awards.results.lifecycle import DecisionState, SearchState
from awards.results.models import Addendum, Decision, DecisionKind, ReadingSearch
from awards.screening.lifecycle import EntryState
from awards.screening.models import Entry
from awards.seasons.models import Category, Season


def missing_before(session: Session, season: Season) -> list[Missing]:
    """Give what must be settled before a season is signed off; its rounds are loaded. Two statements."""
    return [*_judging(season), *_decisions(session, season.id), *_meetings(session, season.id)]


def _judging(season: Season) -> Iterator[Missing]:
    judging = judging_round(season)
    if judging is not None and judging.sealed_at is None:
        yield Missing("not-sealed", "The round of scoring is not closed and sealed.", "panels_staff.panels")


def _decisions(session: Session, season_id: int) -> Iterator[Missing]:
    live = exists().where(Entry.category_id == Category.id, Entry.state != EntryState.WITHDRAWN)
    reading = exists().where(ReadingSearch.category_id == Category.id, ReadingSearch.state == SearchState.ACCEPTED)
    waits = exists().where(Addendum.category_id == Category.id, Addendum.state == DecisionState.WAITING)
    rows = session.execute(
        select(
            Category.name, Category.slug, Category.nominated, live.label("live"),
            _decided(DecisionState.HOLDING, DecisionKind.SHORTLIST).label("shortlist"),
            _decided(DecisionState.HOLDING, DecisionKind.WINNERS).label("winners"),
            _decided(DecisionState.WAITING).label("waiting"), waits.label("afterwards"),
            reading.label("reading"),
        )
        .where(Category.season_id == season_id)
        .order_by(Category.position)
    )  # fmt: skip
    for row in rows:
        yield from _of_category(row)


def _decided(state: DecisionState, *kinds: DecisionKind) -> ColumnElement[bool]:
    among = Decision.kind.in_(kinds or DecisionKind)
    return exists().where(Decision.category_id == Category.id, Decision.state == state, among)


def _of_category(row: Any) -> Iterator[Missing]:
    here, slug = "results_staff.category", {"slug": row.slug}
    if row.reading:
        yield Missing("reading", f"{row.name}: judges are still asked for further readings.", here, slug)
    if row.live and row.nominated and not row.shortlist:
        yield Missing("no-shortlist", f"{row.name}: the shortlist is not decided.", here, slug)
    if row.live and not row.winners:
        text = f"{row.name}: nobody has decided who wins, or that the award is withheld."
        yield Missing("no-winners", text, here, slug)
    if row.waiting:
        yield Missing("decision-waits", f"{row.name}: a decision waits for a second person.", here, slug)
    if row.afterwards:
        text = f"{row.name}: what happened afterwards waits for a second person."
        yield Missing("addendum-waits", text, "results_staff.afterwards", slug)


def _meetings(session: Session, season_id: int) -> Iterator[Missing]:
    voting = exists().where(Vote.meeting_id == Meeting.id, Vote.state == VoteState.OPEN)
    rows = session.execute(
        select(Meeting.ref, Meeting.state, Category.name, voting.label("voting"))
        .join(Category, Category.id == Meeting.category_id)
        .where(Category.season_id == season_id, Meeting.state.in_([MeetingState.OPEN, MeetingState.ENDED]))
        .order_by(Category.position, Meeting.id)
    )
    for row in rows:
        here, ref = "meetings_staff.meeting", {"ref": row.ref}
        if row.state is MeetingState.ENDED:
            yield Missing("not-signed", f"{row.name}: the chair has not signed the minutes.", here, ref)
        elif row.voting:
            yield Missing("vote-open", f"{row.name}: a vote is open.", here, ref)
        else:
            yield Missing("meeting-open", f"{row.name}: the panel’s meeting is going on.", here, ref)
