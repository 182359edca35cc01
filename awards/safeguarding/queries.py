"""Reads of flags, of the lead and of concerns; for anybody else than named staff there is nothing to find."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, case, func, select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session, joinedload, selectinload

from awards.accounts.models import Grant, User
from awards.core.actor import Actor
from awards.safeguarding.models import Concern, Flag, SafeguardingLead
from awards.safeguarding.policy import NAMED_STAFF, may_look, may_name_lead
from awards.seasons.models import Programme


@dataclass(frozen=True, slots=True)
class FlagsOpen:
    """How many flags of a season wait for the lead."""

    to_look_at: int
    overdue: int
    to_close: int

    @property
    def words(self) -> str | None:
        """The numbers in words, "2 flags to look at, 1 overdue"; None when nothing waits."""
        parts = [
            _counted(self.to_look_at, "to look at") + (f", {self.overdue} overdue" if self.overdue else ""),
            _counted(self.to_close, "to close"),
        ]
        return "; ".join(part for part in parts if part) or None


def flags_open(session: Session, season_id: int, *, actor: Actor, now: datetime) -> FlagsOpen:
    """Count what waits, for those who may know of it; for anybody else nothing waits. One statement, or none."""
    if not may_look(actor):
        return FlagsOpen(0, 0, 0)
    unseen = Flag.looked_at.is_(None)
    row = session.execute(
        select(
            func.count(case((unseen, 1))),
            func.count(case((and_(unseen, Flag.look_by < now), 1))),
            func.count(case((~unseen, 1))),
        ).where(Flag.season_id == season_id, Flag.closed_at.is_(None))
    ).one()
    return FlagsOpen(*row)


def require_named_staff(actor: Actor) -> None:
    """Let named staff go on.

    Raises:
        NoResultFound: it is somebody else, for whom these pages do not exist.
    """
    if not may_look(actor):
        raise NoResultFound


def flags_of_season(session: Session, season_id: int, *, actor: Actor) -> Sequence[Flag]:
    """Give the season's flags, what is open first and by its clock. One statement.

    Raises:
        NoResultFound: the actor is not one of the named staff.
    """
    require_named_staff(actor)
    return session.scalars(
        select(Flag)
        .where(Flag.season_id == season_id)
        .order_by(Flag.closed_at.is_not(None), Flag.looked_at.is_not(None), Flag.look_by, Flag.id)
    ).all()


def flag_by_ref(session: Session, ref: str, *, season_id: int, actor: Actor, to_write: bool = False) -> Flag:
    """Give a flag of this season with its notes; whoever will write to it locks it. Two statements.

    Raises:
        NoResultFound: there is none, or the actor is not one of the named staff.
    """
    require_named_staff(actor)
    chosen = select(Flag).where(Flag.ref == ref, Flag.season_id == season_id).options(selectinload(Flag.notes))
    return session.scalars(chosen.with_for_update() if to_write else chosen).one()


def flags_about(session: Session, flag: Flag) -> Sequence[Flag]:
    """Give the other flags about the same nomination or entry, the latest first. One statement."""
    return session.scalars(
        select(Flag)
        .where(Flag.subject == flag.subject, Flag.season_id == flag.season_id, Flag.id != flag.id)
        .order_by(Flag.id.desc())
    ).all()


def own_open_flag(session: Session, subject: str, *, season_id: int, actor: Actor) -> Flag | None:
    """Give what this person has flagged about this nomination or entry and nobody has closed. One statement."""
    return session.scalars(
        select(Flag).where(
            Flag.subject == subject,
            Flag.season_id == season_id,
            Flag.raised_by == str(actor),
            Flag.closed_at.is_(None),
        )
    ).first()


def names_of(session: Session, references: Collection[str]) -> dict[str, str]:
    """Give the names of people with accounts, by their references or as actors. One statement."""
    wanted = {ref.rpartition(":")[2] for ref in references}
    rows = session.execute(select(User.ref, User.name).where(User.ref.in_(wanted)))
    return {row[0]: row[1] for row in rows}


def named_staff(session: Session, programme: Programme) -> Sequence[User]:
    """Give the programme's confidential staff and administrators, by name. One statement."""
    granted = select(Grant.user_id).where(Grant.role.in_(NAMED_STAFF), Grant.programme_key.in_(("", programme.key)))
    return session.scalars(
        select(User).where(User.id.in_(granted), User.disabled_at.is_(None)).order_by(User.name, User.id)
    ).all()


def named_staff_for(session: Session, programme: Programme, *, actor: Actor) -> Sequence[User]:
    """Give those of whom an administrator may name the lead. One statement.

    Raises:
        NoResultFound: the actor is no administrator.
    """
    if not may_name_lead(actor):
        raise NoResultFound
    return named_staff(session, programme)


def lead_of(session: Session, programme: Programme) -> User | None:
    """Give the programme's lead as long as they are one of the named staff; else nobody is. Two statements."""
    named = session.scalars(
        select(SafeguardingLead)
        .where(SafeguardingLead.programme_id == programme.id)
        .options(joinedload(SafeguardingLead.user))
    ).one_or_none()
    still = {user.id for user in named_staff(session, programme)} if named else set()
    return named.user if named and named.user_id in still else None


def concerns_of(session: Session, nominee_ids: Collection[int], *, actor: Actor) -> dict[int, list[Concern]]:
    """Give what was asked about these nominees, by nominee id, the latest first. One statement.

    Raises:
        NoResultFound: the actor is not one of the named staff.
    """
    require_named_staff(actor)
    found: dict[int, list[Concern]] = {nominee_id: [] for nominee_id in nominee_ids}
    chosen = select(Concern).where(Concern.nominee_id.in_(found)).order_by(Concern.id.desc())
    for concern in session.scalars(chosen):
        found[concern.nominee_id].append(concern)
    return found


def concern_by_ref(session: Session, ref: str, *, nominee_id: int, actor: Actor, to_write: bool = False) -> Concern:
    """Give one asking about this nominee; whoever will write to it locks it. One statement.

    Raises:
        NoResultFound: there is none, or the actor is not one of the named staff.
    """
    require_named_staff(actor)
    chosen = select(Concern).where(Concern.ref == ref, Concern.nominee_id == nominee_id)
    return session.scalars(chosen.with_for_update() if to_write else chosen).one()


def _counted(count: int, what: str) -> str:
    return f"{count} {'flag' if count == 1 else 'flags'} {what}" if count else ""
