"""People with accounts, as administrators of one programme find them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased, selectinload

from awards.accounts.models import Authenticator, Grant, Passkey, Password, SignIn, User
from awards.core.actor import Role
from awards.db import blind_index
from awards.web.pagination import PageOf, page_of


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of an account beside its row: when it was last seen, and how its owner signs in."""

    seen_at: datetime | None
    has_password: bool
    has_authenticator: bool
    passkeys: int

    @property
    def is_set_up(self) -> bool:
        """Whether a member of staff can sign in with what there is."""
        return self.passkeys > 0 or (self.has_password and self.has_authenticator)


def people_here(session: Session, *, key: str, administrator: str, search: str, number: int) -> PageOf[User]:
    """Give one page of the people with a role in this programme, by name, with their grants.

    An administrator of all programmes also finds people who have no role anywhere. `search` is part of a name, or a
    whole address. Three statements.
    """
    found = select(User).select_from(User).where(_found_here(key, administrator))  # also where rows are only counted
    if search:
        named = User.name.icontains(search, autoescape=True)
        found = found.where(or_(named, User.email_index == blind_index(session, search)))
    ordered = found.options(selectinload(User.grants)).order_by(func.lower(User.name), User.id)
    return page_of(session, ordered, number=number)


def person_here(session: Session, ref: str, *, key: str, administrator: str, to_change: bool = False) -> User:
    """Give one of those people with their grants; locked against others who change them too. Two statements.

    Raises:
        NoResultFound: there is nobody with this reference here.
    """
    found = select(User).where(User.ref == ref, _found_here(key, administrator))
    if to_change:
        found = found.with_for_update(of=User).execution_options(populate_existing=True)
    return session.scalars(found.options(selectinload(User.grants))).one()


def standings(session: Session, people: Collection[User]) -> dict[int, Standing]:
    """Give by id what is known of these accounts. One statement."""
    seen = select(func.max(func.coalesce(SignIn.last_seen_at, SignIn.started_at)))
    passkeys = select(func.count(Passkey.id)).where(Passkey.user_id == User.id)
    confirmed = exists().where(Authenticator.user_id == User.id, Authenticator.confirmed_at.is_not(None))
    rows = session.execute(
        select(
            User.id,
            seen.where(SignIn.subject == User.ref, SignIn.seen_by.is_(None)).correlate(User).scalar_subquery(),
            exists().where(Password.user_id == User.id),
            confirmed,
            passkeys.correlate(User).scalar_subquery(),
        ).where(User.id.in_([one.id for one in people]))
    )
    return {row[0]: Standing(row[1], *row[2:]) for row in rows}


def administers_everywhere(session: Session, administrator: str) -> bool:
    """Say whether somebody is an administrator of all programmes. One statement."""
    return bool(session.scalar(select(_everywhere(administrator))))


def other_administrators(session: Session, person: User, *, key: str) -> int:
    """Say how many others are administrators where this person is. Two statements."""
    return len(administrators_of(session, key=key) - {person.id})


def administrators_of(session: Session, *, key: str) -> set[int]:
    """Give the accounts that are administrators in this place and not disabled; their grants stay locked until the end.

    Two who take the role off each other, or disable or erase each other, at once thus leave one: who is disabled is
    asked anew once the lock is held. Two statements.
    """
    there = (Grant.role == Role.ADMINISTRATOR, Grant.programme_key.in_({"", key}))
    session.scalars(select(Grant.id).where(*there).order_by(Grant.id).with_for_update()).all()
    return set(session.scalars(select(Grant.user_id).join(Grant.user).where(*there, User.disabled_at.is_(None))))


def _found_here(key: str, administrator: str) -> ColumnElement[bool]:
    ours = User.grants.any(Grant.programme_key.in_({"", key}))
    return or_(ours, and_(~User.grants.any(), _everywhere(administrator)))


def _everywhere(administrator: str) -> ColumnElement[bool]:
    them = aliased(User)
    all_of_them = (Grant.role == Role.ADMINISTRATOR, Grant.programme_key == "", them.ref == administrator)
    return select(them.id).join(Grant, Grant.user_id == them.id).where(*all_of_them).correlate(None).exists()
