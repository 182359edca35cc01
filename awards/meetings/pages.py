"""The pages of a meeting, put together for whoever reads them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from awards.core.permission import Permission
from awards.judging.copies import Copied, voices_of
from awards.judging.drawing import Drawing, points_drawn, totals_drawn
from awards.judging.models import Score, ScoreSheet
from awards.judging.queries import COUNTED, passages_of
from awards.judging.rules import Scale, scale_of
from awards.maths.adjusting.result import Basis
from awards.maths.votes import Step
from awards.meetings.agenda import Figures, Item, in_tenths
from awards.meetings.balloting import NONE_WORDS, Counted, ballot_of, base_of, counted
from awards.meetings.lifecycle import MeetingState, VoteState
from awards.meetings.models import Ballot, Discussion, Vote
from awards.meetings.policy import advice_on, ballots_that_count, quorum_for, voters_of
from awards.meetings.table import Member, Table
from awards.panels.models import Assignment, PanelMember
from awards.panels.statements import counts
from awards.results.models import DecisionKind
from awards.results.ordering import Order, Place
from awards.results.queries import Board, decisions_about
from awards.screening.models import Entry
from awards.seasons.models import Criterion

STATE_WORDS = {
    MeetingState.OPEN: ("Going on", "attention"),
    MeetingState.ENDED: ("Waits for the chair’s signature", "attention"),
    MeetingState.SIGNED: ("Minutes signed", "good"),
    MeetingState.CALLED_OFF: ("Called off", "neutral"),
}
PURPOSE_WORDS = {DecisionKind.SHORTLIST: "the shortlist", DecisionKind.WINNERS: "the winners"}
NO_PART = (
    "You take no part in this vote. Ballots go to the members who are at the meeting and have no conflict with anybody "
    "in it."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One entry on the agenda, with who is out, where the reader may know that."""

    item: Item
    title: str
    place: str | None
    out: Sequence[str]
    has_words: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteLine:
    """One vote on the page of its meeting; without a title it is one that the reader has no part in."""

    number: int
    words: str
    title: str
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingPage:
    """A meeting as its reader sees it."""

    table: Table
    lines: Sequence[Line]
    votes: Sequence[VoteLine]
    objections: Sequence[str]
    """Why nobody can vote yet."""
    advice: Sequence[str]
    second: Counted | None
    """A vote that asks for a second ballot."""
    has_adjusted: bool

    @property
    def state(self) -> tuple[str, str]:
        """The word for where the meeting stands, and its tone."""
        return STATE_WORDS[self.table.meeting.state]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPage:
    """One entry before the meeting: the judges' copy beside the spread of its scores."""

    table: Table
    entry: Entry
    title: str
    place: str | None
    item: Item
    voices: Sequence[tuple[str | None, Sequence[Copied]]]
    organiser_ties: Sequence[str]
    scale: Scale
    drawings: Sequence[Drawing]
    totals: Drawing | None
    words: Discussion | None
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class VotePage:
    """One vote as its reader sees it; `titles` name the candidates."""

    table: Table
    vote: Vote
    sees: bool
    titles: dict[str, str]
    cast: int
    voters: Sequence[Member]
    mine: Ballot | None
    has_ballot: bool
    result: Counted | None
    words: Sequence[str]
    needs_second: bool
    needs_chair: bool
    base: Vote

    @property
    def progress(self) -> str:
        """How many have voted, and nothing more."""
        return f"{self.cast} of {len(self.voters)} have voted"

    @property
    def rows(self) -> list[list[Any]]:
        """The table of duels: how many ballots put the one of the row above the one of the column."""
        if self.result is None:
            return []
        duels = self.result.count.duels
        return [
            [self.titles[one], *("–" if one == other else str(duels[one][other]) for other in self.vote.candidates)]
            for one in self.vote.candidates
        ]

    @property
    def columns(self) -> list[dict[str, object]]:
        """The headings of that table."""
        return [{"text": "Ballots that put"}, *({"text": f"above {self.titles[one]}", "numeric": True}
                                                 for one in self.vote.candidates)]  # fmt: skip


def meeting_page(table: Table) -> MeetingPage:
    """Put the page of a meeting together. No statement."""
    lines = [_line(item, table) for item in table.agenda]
    scope = [one.ref for one in table.scope] if table.meeting.purpose is DecisionKind.WINNERS else []
    voters = table.voters_for(scope)
    closed = [one for one in table.votes if one.state is VoteState.CLOSED and table.sees(one)]
    waiting = [one for one in (counted(vote, table.votes) for vote in closed if vote.follows is None)
               if one.settlement.needs is Step.SECOND_BALLOT]  # fmt: skip
    return MeetingPage(
        table=table,
        lines=lines,
        votes=[_vote_line(one, table) for one in table.votes],
        objections=quorum_for(table, scope).reasons if table.present else (),
        advice=advice_on(table, voters) if table.present else [],
        second=waiting[-1] if waiting else None,
        has_adjusted=any(line.item.figures.adjusted is not None for line in lines),
    )


def entry_page(session: Session, table: Table, ref: str) -> EntryPage:
    """Put one entry before the meeting. Two statements.

    Raises:
        NoResultFound: the meeting is not about it, or the reader must not know of it.
    """
    entry = table.entry(ref)
    items = table.agenda
    at = next(number for number, one in enumerate(items) if one.entry == ref)
    drawings, totals = _spread(session, table, entry)
    return EntryPage(
        table=table,
        entry=entry,
        title=table.title(entry),
        place=entry.place if table.title(entry) == entry.title else None,
        item=items[at],
        voices=voices_of(passages_of(session, entry)),
        organiser_ties=table.organiser_ties.get(entry.id, []),
        scale=scale_of(table.season.scale),
        drawings=drawings,
        totals=totals,
        words=table.notes.get(entry.id) if table.is_whole else None,
        before=items[at - 1].entry if at else None,
        after=items[at + 1].entry if at + 1 < len(items) else None,
    )


def vote_page(table: Table, vote: Vote) -> VotePage:
    """Put one vote together; nothing of its ballots but their number before it is closed. No statement."""
    closed = vote.state is VoteState.CLOSED
    sees = table.sees(vote)
    result = counted(vote, table.votes) if closed and sees else None
    titles = {ref: table.titles.get(ref, NONE_WORDS) for ref in vote.candidates} if sees else {}
    mine = ballot_of(vote, table.reader.id) if table.reader else None
    needs = result.settlement.needs if result else None
    return VotePage(
        table=table,
        vote=vote,
        sees=sees,
        titles=titles,
        cast=len(ballots_that_count(table, vote)),
        voters=voters_of(table, vote),
        mine=mine if sees else None,
        has_ballot=table.reader is not None and table.reader.id in vote.voters and sees,
        result=result,
        words=result.words(table.titles) if result else [],
        needs_second=needs is Step.SECOND_BALLOT,
        needs_chair=needs is Step.CHAIR,
        base=base_of(vote, table.votes),
    )


def board_of_agenda(session: Session, table: Table) -> Board:
    """Give what may be decided in the order of the agenda, with what was decided before. One statement."""
    stored = [Figures.from_data(one) for one in table.meeting.agenda]
    placed = sorted((one.level, one.entry) for one in stored if one.level is not None)
    rows = decisions_about(session, table.meeting.category)
    places = tuple(
        Place(entry=entry, rank=level + 1, level=level, shares_rank=False, undivided=False) for level, entry in placed
    )
    return Board(
        table.meeting.category, table.live, [], [one for one, _ in rows],
        {one.decided_by: name for one, name in rows if name}, placed=Order(Basis.RAW, places),
    )  # fmt: skip


def says_who_is_out(table: Table) -> Permission | bool:
    """Whether the reader may know who stands down from what: staff and the chair."""
    return table.reader is None or table.reader.is_chair


def _line(item: Item, table: Table) -> Line:
    entry = table.entry(item.entry)
    out = [one.name for one in table.members if not one.knows(entry)] if says_who_is_out(table) else []
    title = table.title(entry)
    said = table.notes.get(entry.id) if table.is_whole else None
    place = entry.place if title == entry.title else None
    return Line(item=item, title=title, place=place, out=out, has_words=bool(said and said.words))


def _vote_line(vote: Vote, table: Table) -> VoteLine:
    page = vote_page(table, vote)
    kind = f"Second ballot after vote {vote.follows}" if vote.follows else "Vote"
    title = f"{kind}: {', '.join(page.titles.values())}" if page.sees else ""
    if vote.state is VoteState.CALLED_OFF:
        words = "Called off"
    elif vote.state is VoteState.OPEN:
        words = f"Open: {page.progress}"
    else:
        words = page.words[-1] if page.words else "Counted"
    return VoteLine(number=vote.number, words=words, title=title, is_open=vote.state is VoteState.OPEN)


def _spread(session: Session, table: Table, entry: Entry) -> tuple[list[Drawing], Drawing | None]:
    """Draw how the entry was scored, criterion by criterion, and the totals. One statement."""
    scale = scale_of(table.season.scale)
    given = (
        select(Score.criterion_id, Score.points, ScoreSheet.id.label("sheet"))
        .join(ScoreSheet, ScoreSheet.id == Score.sheet_id)
        .join(Assignment, Assignment.id == ScoreSheet.assignment_id)
        .join(Entry, Entry.id == Assignment.entry_id)
        .join(PanelMember, PanelMember.id == Assignment.member_id)
        .where(Entry.id == entry.id, ScoreSheet.state.in_(COUNTED), Score.points.is_not(None), *counts())
        .subquery()
    )
    rows = session.execute(
        select(Criterion.name, Criterion.weight, given.c.points, given.c.sheet)
        .outerjoin(given, and_(given.c.criterion_id == Criterion.id))
        .where(Criterion.category_id == entry.category_id)
        .order_by(Criterion.position, Criterion.id, given.c.sheet)
    ).all()
    points: dict[str, list[int]] = {}
    totals: dict[int, Fraction] = {}
    whole = sum({row.name: row.weight for row in rows}.values())
    for name, weight, one, sheet in rows:
        points.setdefault(name, []).extend([] if one is None else [one])
        if one is not None:
            totals[sheet] = totals.get(sheet, Fraction(0)) + Fraction(100 * weight * one, scale.highest * whole)
    drawings = [points_drawn(name, found, scale=scale.points) for name, found in points.items()]
    each = sorted(totals.values())
    words = ", ".join(in_tenths(one) for one in each)
    return drawings, totals_drawn("Totals out of 100", each, words=words) if each else None
