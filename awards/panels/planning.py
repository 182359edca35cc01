"""What a plan of readings is asked for: the panel as it stands, as an instance of the mathematics."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from awards.maths.assignment.checking import Proof, prove
from awards.maths.assignment.instance import Instance, Pair
from awards.panels.lifecycle import AssignmentState
from awards.panels.models import Assignment, Interest, Panel, PanelCategory, PanelMember
from awards.panels.queries import LIVE, entries_of_panel
from awards.panels.statements import assignments
from awards.panels.words import STAFF_WORDS
from awards.screening.lifecycle import EntryState
from awards.screening.models import Entry
from awards.seasons.models import Season

BRIDGES: Final = 4
"""Swaps that link any two sub-panels of a category: nearly as good as mixing them fully."""
HAS_LEFT: Final = "has left the panel"
KNOWS_IT_BEST: Final = 1
"""How much better a reading is by a judge who knows the category best."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What a panel stands on: its entries (not withdrawn), its readings in every state, its judges' interests."""

    entries: Sequence[Entry]
    readings: Sequence[Assignment]
    interests: Sequence[Interest]

    @property
    def judged(self) -> list[Entry]:
        """The entries that are in judging: only these are planned for."""
        return [entry for entry in self.entries if entry.state is EntryState.IN_JUDGING]

    @property
    def live(self) -> dict[Pair, Assignment]:
        """The readings of entries in judging that are planned or released, by entry and judge."""
        return {
            pair_of(one): one for one in self.readings if one.state in LIVE and one.entry.state is EntryState.IN_JUDGING
        }


def standing_of(session: Session, panel: Panel) -> Standing:
    """Give what a panel stands on. Three statements."""
    readings = assignments().where(PanelMember.panel_id == panel.id, Entry.state != EntryState.WITHDRAWN)
    people = select(PanelMember.user_id).where(PanelMember.panel_id == panel.id)
    interests = (
        select(Interest)
        .join(Interest.member)
        .join(Interest.entry)
        .join(PanelCategory, PanelCategory.category_id == Entry.category_id)
        .where(PanelCategory.panel_id == panel.id, PanelMember.user_id.in_(people), Entry.state != EntryState.WITHDRAWN)
        .options(joinedload(Interest.member).joinedload(PanelMember.user), joinedload(Interest.entry))
        .order_by(Interest.id)
    )
    return Standing(
        entries=entries_of_panel(session, panel.id),
        readings=session.scalars(readings.order_by(Assignment.id)).all(),
        interests=session.scalars(interests).all(),
    )


def instance_of(panel: Panel, season: Season, standing: Standing) -> Instance:
    """Give the question that a plan of this panel answers. No statement.

    Judges take part who have accepted the terms and declared their conflicts; who has not may keep what was given
    by hand. Of those who left, what they finished stays and counts, and they get nothing more. What was begun is
    kept, what was only planned or released is liked. An entry that has more begun readings than asked keeps them.
    Days away bar nothing.
    """
    judged, live = standing.judged, standing.live
    barred = bars_of(panel, standing)
    kept = frozenset(pair for pair, one in live.items() if one.started_at and pair not in barred)
    readers, keepers = {judge for _, judge in live}, {judge for _, judge in kept}
    members = {
        one.user.ref: one
        for one in panel.members
        if one.user.ref in keepers or (not one.is_gone and (_has_declared(one) or one.user.ref in readers))
    }
    begun_of, begun_by = Counter(entry for entry, _ in kept), Counter(judge for _, judge in kept)
    asked = readings_asked(panel, season)
    return Instance(
        entries=tuple(entry.ref for entry in judged),
        judges=tuple(sorted(members)),
        needed={entry.ref: max(asked, begun_of[entry.ref]) for entry in judged},
        load={ref: _load(one, panel, entries=len(judged), begun=begun_by[ref]) for ref, one in members.items()},
        conflicts=frozenset(pair for pair in barred if pair[1] in members),
        kept=kept,
        liked=frozenset(pair for pair in live if pair not in kept and pair not in barred and pair[1] in members),
        affinity=_affinity(judged, members),
        groups={entry.ref: entry.category.name for entry in judged},
        seed=seed_of(panel, season),
        bridges=BRIDGES,
        even=True,
    )


def readings_asked(panel: Panel, season: Season) -> int:
    """Give how many readings each entry of a panel is to have. No statement."""
    return panel.readings or season.readings_per_entry


def bars_of(panel: Panel, standing: Standing) -> dict[Pair, str]:
    """Give which entry which judge of the panel may not be planned for, with the reason in words for staff.

    An interest that the same person declared on another panel bars as well. Who has not declared their conflicts
    since an entry was admitted is not given it by a plan; what staff gave them by hand stays with them.
    """
    judged, live = {entry.ref for entry in standing.judged}, standing.live
    bars = {
        (entry.ref, member.user.ref): why
        for entry in standing.judged
        for member in panel.members
        if (why := _unasked(member, entry)) and (member.is_gone or (entry.ref, member.user.ref) not in live)
    }
    for one in standing.readings:
        if one.state is AssignmentState.ABSTAINED:
            bars[pair_of(one)] = "cannot judge it"
        elif one.state is AssignmentState.REMOVED and one.removed_by_hand:
            bars[pair_of(one)] = "taken away by hand"
    bars = {pair: why for pair, why in bars.items() if pair not in live or not live[pair].finished_at}
    for interest in standing.interests:
        bars[interest.entry.ref, interest.member.user.ref] = STAFF_WORDS[interest.kind].lower()
    return {pair: why for pair, why in bars.items() if pair[0] in judged}


def as_far_as_can_be(instance: Instance) -> Instance:
    """Ask of each entry no more readings than there are judges who may read it."""
    able = {
        entry: sum(
            (entry, judge) not in instance.conflicts and (instance.load[judge][1] > 0) for judge in instance.judges
        )
        for entry in instance.entries
    }
    return replace(instance, needed={entry: min(instance.needed[entry], able[entry]) for entry in instance.entries})


def seed_of(panel: Panel, season: Season) -> str:
    """Give the seed of a panel's plans, which nobody picks and anybody can repeat.

    It is the SHA-256, in hex, of three lines: the season's key, the panel's reference, and the SHA-256 of the locked
    rules of judging (empty before they are locked).
    """
    return hashlib.sha256("\n".join([season.key, panel.ref, season.rules_hash or ""]).encode()).hexdigest()


def basis_of(instance: Instance) -> str:
    """Give the SHA-256, in hex, of what a plan is made with; two plans with the same basis fit the same panel.

    The seed is not part of it, nor whether a reading was begun since: that only says what may not be given up.
    """
    content = {
        "needed": dict(instance.needed),
        "load": {judge: list(window) for judge, window in instance.load.items()},
        "conflicts": sorted(instance.conflicts),
        "standing": sorted(instance.kept | instance.liked),
        "affinity": sorted(instance.affinity.items()),
        "groups": dict(instance.groups),
    }
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def proof_of(instance: Instance, standing: Standing) -> Proof:
    """Hold the readings that stand, planned by hand or not, against what a plan promises. No statement."""
    return prove(instance, sorted(standing.live))


def pair_of(assignment: Assignment) -> Pair:
    """Give a reading as the mathematics knows it: the entry's reference and the judge's."""
    return assignment.entry.ref, assignment.member.user.ref


def _has_declared(member: PanelMember) -> bool:
    return member.terms_accepted_at is not None and member.interests_completed_at is not None


def _load(member: PanelMember, panel: Panel, *, entries: int, begun: int) -> tuple[int, int]:
    """Give the least and the most readings of a judge; who left has what they finished, no more and no less."""
    if member.is_gone:
        return begun, begun
    most = min([number for number in (panel.load_most, member.load_most) if number is not None], default=entries)
    least = (panel.load_least or 0) if _has_declared(member) else 0
    return min(least, most), max(most, begun)


def _affinity(entries: Sequence[Entry], members: Mapping[str, PanelMember]) -> dict[Pair, int]:
    return {
        (entry.ref, ref): KNOWS_IT_BEST
        for entry in entries
        for ref, member in members.items()
        if entry.category.key in member.expertise
    }


def _unasked(member: PanelMember, entry: Entry) -> str | None:
    if member.is_gone:
        return HAS_LEFT
    if member.interests_completed_at is None or entry.admitted_at > member.interests_completed_at:
        return "has not declared conflicts about it yet"
    return None
