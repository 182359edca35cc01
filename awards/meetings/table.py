"""Who sits at a meeting, and what the reader may know of; a judge is shown nothing but what `Table` gives.

Somebody at the table knows of an entry if they declared their conflicts since it was admitted and have no interest
in it, on whatever panel. For everybody else the entry is not there at all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import NoResultFound

from awards.meetings.agenda import Figures, Item, agenda_of
from awards.meetings.lifecycle import NONE, VoteState
from awards.meetings.models import Discussion, Meeting, Vote
from awards.panels.naming import shown_name
from awards.results.models import DecisionKind
from awards.results.policy import choosable
from awards.screening.lifecycle import EntryState
from awards.screening.models import Entry
from awards.seasons.models import Season

GOALS = {DecisionKind.SHORTLIST: "the shortlist", DecisionKind.WINNERS: "the award"}
"""What the entries of a meeting get in to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One member of the panel at a meeting; `out` are the ids of the category's entries that they have a tie with."""

    id: int
    ref: str
    name: str
    is_chair: bool
    lived_experience: bool
    present: bool
    declared_at: datetime | None
    out: frozenset[int]

    def knows(self, entry: Entry) -> bool:
        """Whether this member may know that the entry is there at all."""
        return self.declared_at is not None and entry.admitted_at <= self.declared_at and entry.id not in self.out


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A meeting as one reader sits at it: a member of the panel, or staff (None), who see everything."""

    meeting: Meeting
    season: Season
    members: Sequence[Member]
    every_entry: Sequence[Entry]
    """All entries of the category, withdrawn ones too; use `entries`."""
    notes: Mapping[int, Discussion]
    organiser_ties: Mapping[int, Sequence[str]]
    votes: Sequence[Vote]
    reader: Member | None

    @property
    def live(self) -> list[Entry]:
        """Every entry that is not withdrawn, whoever may know of it."""
        return [one for one in self.every_entry if one.state is not EntryState.WITHDRAWN]

    @property
    def scope(self) -> list[Entry]:
        """What the meeting is about: all entries for a shortlist, the finalists for winners; whoever may know."""
        if self.meeting.purpose is DecisionKind.SHORTLIST:
            return self.live
        return choosable(self.meeting.category, self.live)

    @property
    def entries(self) -> list[Entry]:
        """What the meeting is about, as far as the reader may know of it."""
        return [one for one in self.scope if self.reader is None or self.reader.knows(one)]

    @property
    def is_whole(self) -> bool:
        """Whether the reader may know of every entry of the category, and so of what is decided among them.

        An entry that was withdrawn stays hidden from whoever has a tie with it: words about others may name it.
        """
        if self.reader is None:
            return True
        tied = any(one.id in self.reader.out for one in self.every_entry)
        return not tied and all(self.reader.knows(one) for one in self.live)

    @property
    def leads(self) -> bool:
        """Whether the reader may lead the meeting: staff, or the chair unless they stand down from an entry of it."""
        return self.reader is None or (self.reader.is_chair and self.is_whole)

    @property
    def chair(self) -> Member | None:
        """The panel's chair."""
        return next((one for one in self.members if one.is_chair), None)

    @property
    def present(self) -> list[Member]:
        """Who is at the meeting."""
        return [one for one in self.members if one.present]

    @property
    def titles(self) -> dict[str, str]:
        """What the entries are called for this reader, by reference."""
        return {one.ref: self.title(one) for one in self.every_entry if self.reader is None or self.reader.knows(one)}

    @property
    def agenda(self) -> list[Item]:
        """The entries that the reader may know of, the closest to the line first.

        Whoever stands down from one of the category's entries is shown plain means alone: all other figures, and the
        line itself, would tell how that entry stands.
        """
        there = {one.ref for one in self.entries}
        stored = [Figures.from_data(one) for one in self.meeting.agenda if one["entry"] in there]
        missing = sorted(there - {one.entry for one in stored})
        figures = [one if self.is_whole else one.plain for one in stored]
        figures += [Figures(entry=ref) for ref in missing]
        places = self.season.shortlist_max if self.meeting.purpose is DecisionKind.SHORTLIST else 1
        return agenda_of(figures, places=places, goal=GOALS[self.meeting.purpose])

    @property
    def open_vote(self) -> Vote | None:
        """The vote that is going on."""
        return next((one for one in self.votes if one.state is VoteState.OPEN), None)

    def title(self, entry: Entry) -> str:
        """Give what an entry is called for this reader: judges may be shown a neutral name."""
        return entry.title if self.reader is None else shown_name(entry, self.season).title

    def entry(self, ref: str) -> Entry:
        """Give an entry that the meeting is about.

        Raises:
            NoResultFound: there is none, or the reader must not know of it: all the same.
        """
        for one in self.entries:
            if one.ref == ref:
                return one
        raise NoResultFound

    def by_ref(self, ref: str) -> Entry | None:
        """Give any entry of the category by its reference."""
        return next((one for one in self.every_entry if one.ref == ref), None)

    def sees(self, vote: Vote) -> bool:
        """Whether the reader may know who stands in a vote, and how it ended."""
        return self.reader is None or self.may_know(self.reader, vote)

    def may_know(self, member: Member, vote: Vote) -> bool:
        """Whether a member may know of all whom a vote is about, those included who are not on its ballot.

        Whoever stood in the vote whose tie it parts, and is not level, has lost; a finalist who does not stand in a
        vote on winners is out of it: its ballot alone would tell that.
        """
        first = next((one.candidates for one in self.votes if one.number == vote.follows), ())
        return self.knows_all(member, self.asked_of([*vote.candidates, *first]))

    def knows_all(self, member: Member, refs: Sequence[str]) -> bool:
        """Whether a member may know of all these candidates; "none" is no entry, what is gone is unknown."""
        found = [self.by_ref(ref) for ref in refs if ref != NONE]
        return all(one is not None and member.knows(one) for one in found)

    def voters_for(self, refs: Sequence[str]) -> list[Member]:
        """Give who has a ballot: present, without a tie to any candidate and, for winners, to any finalist."""
        return [one for one in self.present if self.knows_all(one, self.asked_of(refs))]

    def asked_of(self, refs: Sequence[str]) -> list[str]:
        """Give of whom one must know to vote on these: of these and, for winners, of every finalist."""
        return [*refs, *(one.ref for one in self.scope if self.meeting.purpose is DecisionKind.WINNERS)]

    def vote(self, number: int) -> Vote:
        """Give a vote of the meeting.

        Raises:
            NoResultFound: there is none with this number.
        """
        for one in self.votes:
            if one.number == number:
                return one
        raise NoResultFound

    def member(self, member_id: int) -> Member | None:
        """Give a member by id; None for who has left the panel."""
        return next((one for one in self.members if one.id == member_id), None)
