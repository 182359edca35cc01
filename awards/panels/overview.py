"""A panel as staff see it: who is how far, which entries have which readers, and the plan for what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from awards.panels.lifecycle import AssignmentState
from awards.panels.models import Assignment, Interest, Panel, PanelMember, Plan
from awards.panels.plan_pages import StandingProof, shown_proof
from awards.panels.planning import instance_of, standing_of
from awards.panels.plans import newest_plan, offers
from awards.panels.queries import LIVE, entry_counts, member_of, newest_entries, panels_of_season
from awards.panels.rules import Step, next_step
from awards.panels.words import STAFF_WORDS
from awards.screening.models import Entry
from awards.seasons.models import Season


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
    """One entry of the panel, who reads it, how many readings it lacks, and who stands down."""

    entry: Entry
    lacks: int = 0
    readers: list[Reader] = field(default_factory=list)
    stood_down: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Overview:
    """A panel's judges and entries, and what is left to do."""

    members: Sequence[MemberLine]
    entries: Sequence[EntryLine]
    planned: int
    undeclared: int
    proof: StandingProof | None
    """What the readings that stand keep of what a plan promises; None while there are none."""
    plan: Plan | None
    """The newest plan of readings."""
    offers: bool
    """Whether that plan waits for staff with something to apply."""


@dataclass(frozen=True, slots=True)
class PanelLine:
    """One panel in the list."""

    panel: Panel
    categories: str
    entries: int
    state: str
    tone: str


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
    """Give a judge's next step over all their panels; None if they sit on none. Three statements.

    The first step of any panel comes before a later step of another.
    """
    members = member_of(session, user_ref, season_id)
    newest = newest_entries(session, [member.panel_id for member in members], user_ref=user_ref)
    steps = [
        Ahead(
            next_step(
                terms_accepted_at=member.terms_accepted_at,
                work_told_at=member.work_told_at,
                interests_completed_at=member.interests_completed_at,
                newest_entry_at=newest.get(member.panel_id),
                has_to_practise=bool(member.panel.season.judging.get("practice")) and member.practised_at is None,
            ),
            member.panel.ref,
        )
        for member in members
    ]
    return min(steps, key=lambda ahead: list(Step).index(ahead.step), default=None)


def overview_of(session: Session, panel: Panel, season: Season) -> Overview:
    """Give the panel for its page. Four statements."""
    standing = standing_of(session, panel)
    instance = instance_of(panel, season, standing)
    members = {member.user_id: _member_line(member) for member in _by_name(panel)}
    entries = {entry.id: EntryLine(entry) for entry in standing.entries}
    for assignment in standing.readings:
        if assignment.state in LIVE:
            _count(members[assignment.member.user_id], assignment)
            entries[assignment.entry_id].readers.append(_reader(assignment))
    for interest in standing.interests:
        members[interest.member.user_id].conflicts += 1
        entries[interest.entry_id].stood_down.append(_stood_down(interest))
    for line in entries.values():
        line.lacks = max(0, instance.needed.get(line.entry.ref, 0) - len(line.readers))
    plan = newest_plan(session, panel.id)
    return Overview(
        members=list(members.values()),
        entries=list(entries.values()),
        planned=sum(one.state is AssignmentState.PLANNED for one in standing.readings),
        undeclared=sum(one.interests_completed_at is None and not one.left_at for one in panel.members),
        proof=shown_proof(instance, panel, standing),
        plan=plan,
        offers=offers(plan),
    )


def _by_name(panel: Panel) -> list[PanelMember]:
    return sorted(panel.members, key=lambda member: (not member.is_chair, member.user.name, member.id))


def _member_line(member: PanelMember) -> MemberLine:
    if member.left_at:
        return MemberLine(member, "Has left", "neutral")
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
    if assignment.member.left_at:
        words += ", has left the panel"
    user = assignment.member.user
    return Reader(user.name, user.ref, words, removable=assignment.started_at is None)


def _stood_down(interest: Interest) -> str:
    return f"{interest.member.user.name} ({STAFF_WORDS[interest.kind].lower()})"
