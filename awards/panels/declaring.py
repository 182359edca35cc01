"""What a judge is asked before they read anything, which is names and employers, and what they then declared.

Where identities are hidden, nothing on these pages may be put together with an entry: neither a reference nor an order,
nor a name that goes missing. Fields are named by a keyed digest, names stand in the order of the alphabet, and the
name of an entry that left the judge's own list stays among the others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from awards.accounts.models import User
from awards.audit import Tag, record
from awards.core.actor import Actor
from awards.db import blind_index
from awards.panels.models import Assignment, Interest, Panel, PanelMember
from awards.panels.naming import hides_identities
from awards.panels.queries import entries_of_panel
from awards.panels.tie_reading import declared_by, people_of, ties_of
from awards.panels.ties import Told, told_of
from awards.panels.words import JUDGE_WORDS, InterestKind
from awards.screening.models import Entry
from awards.seasons.models import Season

WAS_YOURS = "An entry that was yours to read"
KEY_LENGTH = 20


@dataclass(frozen=True, slots=True)
class Listed:
    """One entry as a judge is asked about it: the name, the employer where it may be shown, and a likely tie."""

    entry: Entry
    key: str
    """What the fields of the form are called by."""
    title: str
    place: str | None
    told: Told | None

    @property
    def label(self) -> str:
        """The name and the employer."""
        return f"{self.title}, {self.place}" if self.place else self.title


@dataclass(frozen=True, slots=True)
class Mine:
    """One conflict as the judge who declared it sees it: the name they were shown, and nothing more of the entry."""

    interest: Interest
    key: str
    title: str
    words: str

    @property
    def takes_note(self) -> bool:
        """Whether a note goes with it; not where they prefer not to say."""
        return self.interest.kind is not InterestKind.PREFER_NOT_TO_SAY


def names_to_declare(session: Session, member: PanelMember, *, season: Season, today: date) -> list[Listed]:
    """Give the names that a judge is asked about, in the order of the alphabet. Three statements, or four.

    What they stand down from is not among them; where identities are hidden it is, unless they declared it by name.
    """
    entries, people = entries_of_panel(session, member.panel_id), people_of(session, member.panel_id)
    declared = declared_by(session, [member.user_id]).get(member.user_id, ())
    gone = {one.entry_id for one in declared}
    if hides_identities(season):
        gone = _declared_by_name(session, member)
    found = []
    for entry in entries:
        if entry.id not in gone:
            ties = ties_of(member, entry, declared=declared, people=people.get(entry.id, ()), today=today)
            place = None if entry.category.reveals else entry.place
            key = _key(session, member, entry, purpose="conflict")
            found.append(Listed(entry, key, entry.title, place, told_of(ties)))
    return sorted(found, key=lambda one: (one.title.casefold(), one.key))


def conflicts_of(session: Session, user_ref: str, *, season: Season) -> Mapping[Panel, Sequence[Mine]]:
    """Give what a judge declared themselves, by their panels of the season. One statement.

    What staff added is not among it. Where names are hidden, an entry that was theirs to read keeps its neutral name.
    """
    rows = session.execute(
        select(Interest, Assignment.recused_at)
        .join(Interest.member)
        .join(PanelMember.user)
        .join(PanelMember.panel)
        .outerjoin(Assignment, (Assignment.entry_id == Interest.entry_id) & (Assignment.member_id == PanelMember.id))
        .where(User.ref == user_ref, Panel.season_id == season.id, Interest.declared_by == user_ref)
        .options(
            joinedload(Interest.entry),
            joinedload(Interest.member).joinedload(PanelMember.user),
            joinedload(Interest.member).joinedload(PanelMember.panel),
        )
        .order_by(Panel.name, Panel.id)
    )
    found: dict[Panel, list[Mine]] = {}
    hidden = hides_identities(season)
    for row in rows:
        found.setdefault(row.Interest.member.panel, []).append(
            _mine(session, row.Interest, unnamed=hidden and row.recused_at == row.Interest.declared_at)
        )
    return {panel: sorted(mine, key=lambda one: (one.title.casefold(), one.key)) for panel, mine in found.items()}


def keep_notes(
    session: Session, member: PanelMember, notes: Mapping[Interest, str], *, actor: Actor, now: datetime
) -> None:
    """Keep what a judge wants staff to know of their conflicts; nothing where they prefer not to say."""
    changed = 0
    for interest, text in notes.items():
        note = text.strip() or None
        if interest.kind is not InterestKind.PREFER_NOT_TO_SAY and note != interest.note:
            interest.note = note
            changed += 1
    if changed:
        judge = member.user.ref
        record(session, Tag.PANEL_MEMBER_CHANGED, member.panel.ref, actor=actor, at=now, judge=judge, notes=changed)
    session.flush()


def _mine(session: Session, interest: Interest, *, unnamed: bool) -> Mine:
    return Mine(
        interest=interest,
        key=_key(session, interest.member, interest.entry, purpose="note"),
        title=WAS_YOURS if unnamed else interest.entry.title,
        words=JUDGE_WORDS.get(interest.kind, JUDGE_WORDS[InterestKind.OTHER]),
    )


def _declared_by_name(session: Session, member: PanelMember) -> set[int]:
    """Give the entries in which the judge declared an interest while nothing of them was theirs to read."""
    theirs = (Assignment.member_id == Interest.member_id) & (Assignment.entry_id == Interest.entry_id)
    rows = session.execute(
        select(Interest.entry_id, Interest.declared_at, Assignment.recused_at)
        .outerjoin(Assignment, theirs)
        .where(Interest.member_id == member.id, Interest.declared_by == member.user.ref)
    )
    return {row.entry_id for row in rows if row.recused_at != row.declared_at}


def _key(session: Session, member: PanelMember, entry: Entry, *, purpose: str) -> str:
    """Give a name for an entry's fields that only this judge's page has and that tells nothing of the entry."""
    return blind_index(session, f"{purpose}:{member.panel.ref}:{member.user.ref}:{entry.ref}")[:KEY_LENGTH]
