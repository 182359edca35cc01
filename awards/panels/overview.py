"""A panel as staff see it: who is how far, which entries have which readers, and the plan for what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from awards.panels.lifecycle import AssignmentState
from awards.panels.models import Assignment, Interest, Panel, PanelMember
from awards.panels.queries import (
    LIVE,
    assignments_of_panel,
    entries_of_panel,
    entry_counts,
    interests_of_panel,
    member_of,
    newest_entries,
    panels_of_season,
)
from awards.panels.rules import Known, Proposal, Step, Tie, likely_tie, next_step, proposed_pairs
from awards.panels.words import STAFF_WORDS
from awards.screening.lifecycle import EntryState
from awards.screening.models import Entry


@dataclass(slots=True)
class MemberLine:
    """One judge of the panel and how far they are."""

    member: PanelMember
    progress: str
    tone: str
    conflicts: int = 0
    entries: int = 0
    begun: int = 0
    done: int = 0


@dataclass(frozen=True, slots=True)
class Reader:
    """One judge who is to read an entry."""

    name: str
    ref: str
    words: str
    removable: bool


@dataclass(slots=True)
class EntryLine:
    """One entry of the panel, who reads it and who stands down."""

    entry: Entry
    readers: list[Reader] = field(default_factory=list)
    stood_down: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Overview:
    """A panel's judges and entries, and what is left to do."""

    members: Sequence[MemberLine]
    entries: Sequence[EntryLine]
    planned: int
    undeclared: int


@dataclass(frozen=True, slots=True)
class UnseenTie:
    """A connection that the records suggest and that the judge has not declared."""

    judge: str
    title: str
    tie: Tie


@dataclass(frozen=True, slots=True)
class PanelLine:
    """One panel in the list."""

    panel: Panel
    categories: str
    entries: int
    state: str
    tone: str


@dataclass(frozen=True, slots=True)
class ShownProposal:
    """A proposal with names instead of references."""

    loads: Sequence[tuple[str, int, int]]
    """Judge, readings to add, readings in all."""
    entries: Sequence[tuple[str, str]]
    """Entry, and the judges it would gain."""
    short: Sequence[tuple[str, str]]
    """Entry, and why it cannot have all its readings."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """What a judge has to do next, and on which panel."""

    step: Step
    panel_ref: str


def panel_lines(session: Session, season_id: int) -> list[PanelLine]:
    """Give the season's panels for the list. Four statements."""
    counts = entry_counts(session, season_id)
    return [
        PanelLine(
            panel,
            ", ".join(category.name for category in panel.categories),
            counts.get(panel.id, 0),
            "Entries released" if panel.released_at else "Being prepared",
            "good" if panel.released_at else "neutral",
        )
        for panel in panels_of_season(session, season_id)
    ]


def ahead_of(session: Session, user_ref: str, *, season_id: int) -> Ahead | None:
    """Give a judge's next step over all their panels; None if they sit on none. Three statements."""
    members = member_of(session, user_ref, season_id)
    newest = newest_entries(session, [member.panel_id for member in members])
    steps = [
        Ahead(
            next_step(member.terms_accepted_at, member.interests_completed_at, newest.get(member.panel_id)),
            member.panel.ref,
        )
        for member in members
    ]
    return min(steps, key=lambda ahead: list(Step).index(ahead.step), default=None)


def overview_of(session: Session, panel: Panel) -> Overview:
    """Give the panel for its page. Three statements."""
    assignments = assignments_of_panel(session, panel.id)
    interests = interests_of_panel(session, panel.id)
    members = {member.id: _member_line(member) for member in _by_name(panel)}
    entries = {entry.id: EntryLine(entry) for entry in entries_of_panel(session, panel.id)}
    for assignment in assignments:
        _count(members[assignment.member_id], assignment)
        if assignment.entry_id in entries:
            entries[assignment.entry_id].readers.append(_reader(assignment))
    for interest in interests:
        members[interest.member_id].conflicts += 1
        if interest.entry_id in entries:
            entries[interest.entry_id].stood_down.append(_stood_down(interest))
    planned = sum(assignment.state is AssignmentState.PLANNED for assignment in assignments)
    waiting = sum(line.member.interests_completed_at is None for line in members.values())
    return Overview(list(members.values()), list(entries.values()), planned, waiting)


def proposal_for(session: Session, panel: Panel, *, readings: int) -> Proposal:
    """Propose the readings that are missing; nothing that stands is moved. Three statements.

    Judges who have not declared their conflicts about an entry are not given it, nor are pairs proposed that
    somebody took away by hand.
    """
    entries = [entry for entry in entries_of_panel(session, panel.id) if entry.state is EntryState.IN_JUDGING]
    judges = [member for member in panel.members if member.terms_accepted_at and member.interests_completed_at]
    settled = assignments_of_panel(session, panel.id, states=tuple(AssignmentState))
    barred = {_pair(one) for one in settled if one.state not in LIVE} | _not_allowed(
        interests_of_panel(session, panel.id), entries, judges
    )
    return proposed_pairs(
        [entry.ref for entry in entries],
        [member.user.ref for member in judges],
        barred=barred,
        readings=readings,
        kept=[_pair(one) for one in settled if one.state in LIVE],
        seed=panel.ref,
    )


def proposal_in_words(session: Session, panel: Panel, proposal: Proposal) -> ShownProposal:
    """Give the proposal with names. One statement."""
    titles = {entry.ref: entry.title for entry in entries_of_panel(session, panel.id)}
    names = {member.user.ref: member.user.name for member in panel.members}
    added = Counter(judge for _, judge in proposal.pairs)
    gains: dict[str, list[str]] = {}
    for entry, judge in proposal.pairs:
        gains.setdefault(entry, []).append(names[judge])
    return ShownProposal(
        loads=sorted((names[judge], added[judge], load) for judge, load in proposal.loads.items()),
        entries=sorted((titles[entry], ", ".join(sorted(who))) for entry, who in gains.items()),
        short=sorted((titles[one.entry], one.why) for one in proposal.short),
    )


def likely_ties(member: PanelMember, entries: Sequence[Entry]) -> dict[int, Tie]:
    """Give the ties that the records suggest between a judge and these entries, by entry id. No statement.

    The entries come with nominees and nominators loaded.
    """
    judge = Known(member.user.employer, member.user.email)
    found = {entry.id: _likely_tie(judge, entry) for entry in entries}
    return {entry_id: tie for entry_id, tie in found.items() if tie}


def unseen_ties(session: Session, panel: Panel) -> list[UnseenTie]:
    """Give what the records suggest and no judge has declared, for staff to look at. Four statements."""
    entries = entries_of_panel(session, panel.id, with_people=True)
    declared = {(interest.member_id, interest.entry_id) for interest in interests_of_panel(session, panel.id)}
    return [
        UnseenTie(member.user.name, entry.title, tie)
        for member in _by_name(panel)
        for entry in entries
        if (member.id, entry.id) not in declared
        and (tie := _likely_tie(Known(member.user.employer, member.user.email), entry))
    ]


def _likely_tie(judge: Known, entry: Entry) -> Tie | None:
    nominees = [Known(nominee.employer, nominee.email) for nominee in entry.nominees]
    nominators = [Known(None, nomination.nominator.email) for nomination in entry.nominations]
    return likely_tie(judge, nominees=[*nominees, Known(entry.place)], nominators=nominators)


def _not_allowed(
    interests: Sequence[Interest], entries: Sequence[Entry], judges: Sequence[PanelMember]
) -> set[tuple[str, str]]:
    refs = {entry.id: entry.ref for entry in entries}
    stood_down = {(refs.get(one.entry_id, ""), one.member.user.ref) for one in interests}
    not_asked = {
        (entry.ref, member.user.ref)
        for entry in entries
        for member in judges
        if member.interests_completed_at and entry.admitted_at > member.interests_completed_at
    }
    return stood_down | not_asked


def _pair(assignment: Assignment) -> tuple[str, str]:
    return assignment.entry.ref, assignment.member.user.ref


def _by_name(panel: Panel) -> list[PanelMember]:
    return sorted(panel.members, key=lambda member: (not member.is_chair, member.user.name, member.id))


def _member_line(member: PanelMember) -> MemberLine:
    if member.terms_accepted_at is None:
        return MemberLine(member, "Invited", "neutral")
    if member.interests_completed_at is None:
        return MemberLine(member, "Terms accepted", "attention")
    return MemberLine(member, "Conflicts declared", "good")


def _count(line: MemberLine, assignment: Assignment) -> None:
    line.entries += 1
    line.begun += assignment.started_at is not None
    line.done += assignment.finished_at is not None


def _reader(assignment: Assignment) -> Reader:
    if assignment.finished_at:
        words = "done"
    elif assignment.started_at:
        words = "begun"
    else:
        words = "planned" if assignment.state is AssignmentState.PLANNED else "to read"
    user = assignment.member.user
    return Reader(user.name, user.ref, words, removable=assignment.started_at is None)


def _stood_down(interest: Interest) -> str:
    return f"{interest.member.user.name} ({STAFF_WORDS[interest.kind].lower()})"
