"""What staff keep of a judge on a panel, what they see of one, and the conflicts that they take back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, literal, select, union_all
from sqlalchemy.orm import Session, joinedload

from awards.accounts.models import User
from awards.audit import Tag, record
from awards.core.actor import Actor
from awards.core.permission import require
from awards.nominations.lifecycle import STAFF_WORDS as NOMINATION_WORDS
from awards.nominations.lifecycle import NominationState
from awards.nominations.models import Nomination, Nominator, Nominee
from awards.panels.acts import note_joined, note_lifted
from awards.panels.assigning import take_turn
from awards.panels.models import Interest, Panel, PanelMember
from awards.panels.policy import may_know_experience, may_lift
from awards.panels.queries import assignment_of_pair, interest_of_pair
from awards.panels.words import STAFF_WORDS
from awards.panels.working import Work, put, put_work
from awards.screening.lifecycle import STAFF_WORDS as ENTRY_WORDS
from awards.screening.lifecycle import EntryState
from awards.screening.models import Entry, EntryNomination
from awards.seasons.models import Category, Season


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A judge's place on a panel as staff keep it."""

    work: Work
    is_chair: bool
    expertise: Sequence[str]
    """Keys of the categories that they know best."""
    lived_experience: bool


@dataclass(frozen=True, slots=True)
class Past:
    """One nomination in which the judge took part, and what became of it."""

    ref: str
    category: str
    season: str
    part: str
    outcome: str


@dataclass(frozen=True, slots=True)
class ConflictLine:
    """One conflict of a judge as staff read it."""

    entry: Entry
    words: str
    note: str | None
    by: str
    at: datetime


def change_member(session: Session, member: PanelMember, place: Place, *, actor: Actor, now: datetime) -> None:
    """Keep what staff changed; lived experience stays as it is for who may not know of it."""
    experience = place.lived_experience if may_know_experience(actor) else member.lived_experience
    was_chair = member.is_chair
    changed = put_work(member, place.work) + put(
        member, is_chair=place.is_chair, expertise=list(place.expertise), lived_experience=experience
    )
    if changed:
        judge = member.user.ref
        record(session, Tag.PANEL_MEMBER_CHANGED, member.panel.ref, actor=actor, at=now, judge=judge, changed=changed)
    if member.is_chair is not was_chair:
        note_joined(session, member, member.panel, at=now)
    session.flush()


def lift_interest(session: Session, interest: Interest, *, reason: str, actor: Actor, now: datetime) -> None:
    """Undo an interest that was noted by mistake; the judge may be given the entry again, but is not by this.

    Raises:
        Refused: somebody else undid it in the meantime.
    """
    take_turn(session, interest.member.panel_id)
    require(may_lift(interest_of_pair(session, interest.entry_id, interest.member_id)))
    judge, entry = interest.member.user.ref, interest.entry
    told = record(session, Tag.INTEREST_LIFTED, entry.ref, actor=actor, at=now, reason=reason, judge=judge)
    pair = assignment_of_pair(session, interest.entry_id, interest.member_id)
    note_lifted(session, interest.member, entry, pair=pair, reason=told.reason_hash, at=now)
    session.delete(interest)
    session.flush()


def interest_between(session: Session, member: PanelMember, entry_ref: str) -> Interest:
    """Give a judge's interest in an entry, with the entry. One statement.

    Raises:
        NoResultFound: there is none.
    """
    return session.scalars(
        select(Interest)
        .join(Interest.entry)
        .where(Interest.member_id == member.id, Entry.ref == entry_ref)
        .options(joinedload(Interest.entry), joinedload(Interest.member).joinedload(PanelMember.user))
    ).one()


def conflicts_for_staff(session: Session, member: PanelMember) -> list[ConflictLine]:
    """Give a judge's conflicts on the panel, the newest first, with who noted each. One statement."""
    rows = session.execute(
        select(Interest, User.name)
        .join(Interest.entry)
        .outerjoin(User, User.ref == Interest.declared_by)
        .where(Interest.member_id == member.id)
        .options(joinedload(Interest.entry))
        .order_by(Interest.id.desc())
    )
    return [_line(row.Interest, row.name, member) for row in rows]


def past_of(session: Session, user: User, *, programme_id: int) -> list[Past]:
    """Give the nominations of a programme that carry the judge's address, the newest season first. One statement.

    Drafts are their nominator's alone and are left out.
    """
    nominated = _nominations(programme_id, "Nominated").join(Nominator, Nominator.id == Nomination.nominator_id)
    put_forward = _nominations(programme_id, "Was put forward").join(Nominee, Nominee.nomination_id == Nomination.id)
    rows = session.execute(
        union_all(
            nominated.where(Nominator.email_index == user.email_index),
            put_forward.where(Nominee.email_index == user.email_index, Nominee.position > 0),
        )
    )
    found = sorted(rows, key=lambda row: (-row.year, row.category, row.ref, row.part))
    return [Past(row.ref, row.category, row.season, row.part, _outcome(row)) for row in found]


def experience_in_words(panel: Panel, *, actor: Actor) -> str | None:
    """Say whether most of a panel has lived experience; None where that is nobody's question or not theirs to know.

    It is asked of panels for a category that reveals something about the people put forward.
    """
    if not may_know_experience(actor) or not any(category.reveals for category in panel.categories):
        return None
    here = [member for member in panel.members if member.left_at is None]
    number = sum(member.lived_experience for member in here)
    has = "More than half" if number * 2 > len(here) else "Not more than half"
    return f"{has} of this panel has lived experience: {number} of {len(here)}."


def _nominations(programme_id: int, part: str) -> Select[Any]:
    columns: list[Any] = [
        Nomination.ref, Category.name.label("category"), Season.name.label("season"), Season.year,
        literal(part).label("part"), Nomination.state, Entry.state.label("entry_state"),
    ]  # fmt: skip
    return (
        select(*columns)
        .join(Category, Category.id == Nomination.category_id)
        .join(Season, Season.id == Nomination.season_id)
        .outerjoin(EntryNomination, EntryNomination.nomination_id == Nomination.id)
        .outerjoin(Entry, Entry.id == EntryNomination.entry_id)
        .where(Season.programme_id == programme_id, Nomination.state != NominationState.DRAFT)
    )


def _outcome(row: Any) -> str:
    return ENTRY_WORDS[EntryState(row.entry_state)] if row.entry_state else NOMINATION_WORDS[row.state]


def _line(interest: Interest, name: str | None, member: PanelMember) -> ConflictLine:
    by = "Declared by the judge" if interest.declared_by == member.user.ref else f"Added by {name or 'staff'}"
    return ConflictLine(interest.entry, STAFF_WORDS[interest.kind], interest.note, by, interest.declared_at)
