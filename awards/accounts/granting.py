"""Roles of people with accounts, given and taken back by administrators."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from awards.accounts import people_policy as policy
from awards.accounts.models import Grant, User
from awards.accounts.people import send_set_up
from awards.accounts.people_queries import administers_everywhere, other_administrators
from awards.accounts.sign_ins import end_sign_ins
from awards.audit import Tag, record
from awards.core.actor import Actor, Role
from awards.core.permission import Permission, require


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A role in the programme with this key; in all of them, where the key is empty."""

    key: str
    role: Role


def places_of(person: User) -> set[Place]:
    """Give what somebody is granted, everywhere."""
    return {Place(grant.programme_key, grant.role) for grant in person.grants}


def change_roles(
    session: Session, person: User, *, wanted: Collection[Place], key: str, actor: Actor, now: datetime
) -> None:
    """Give somebody exactly these roles in this programme (and in all, if the administrator is one of all).

    Each role given or taken back is noted; the sign-ins of whoever loses or gains one end at once, so that no browser
    goes on with what it was let in for. Somebody new on staff gets the mail to set their account up.

    Raises:
        Refused: with every reason why one of the changes may not be.
    """
    everywhere = administers_everywhere(session, actor.reference)
    within = {key, ""} if everywhere else {key}
    held = {place for place in places_of(person) if place.key in within}
    given, taken = sorted(set(wanted) - held), sorted(held - set(wanted))
    objections = [reason for place in given for reason in policy.may_grant(person, place.role, actor=actor).reasons]
    objections += [policy.REACHES for place in given if place.key not in within]
    for place in taken:
        objections += _may_take(session, person, place, actor=actor).reasons
    require(Permission(tuple(dict.fromkeys(objections))))
    if given or taken:
        _change(session, person, given=given, taken=taken, actor=actor, now=now)
    if given:
        send_set_up(session, person, key=key, now=now)


def _may_take(session: Session, person: User, place: Place, *, actor: Actor) -> Permission:
    is_administrator = place.role is Role.ADMINISTRATOR
    last = is_administrator and other_administrators(session, person, key=place.key) == 0
    return policy.may_revoke(person, place.role, last=last, actor=actor)


def _change(
    session: Session, person: User, *, given: Sequence[Place], taken: Sequence[Place], actor: Actor, now: datetime
) -> None:
    for place in given:
        person.grants.append(Grant(role=place.role, programme_key=place.key))
        record(session, Tag.ROLE_GRANTED, person.ref, actor=actor, at=now, role=place.role, programme=place.key)
    for grant in [one for one in person.grants if Place(one.programme_key, one.role) in set(taken)]:
        person.grants.remove(grant)
        session.delete(grant)
        record(
            session, Tag.ROLE_REVOKED, person.ref, actor=actor, at=now, role=grant.role, programme=grant.programme_key
        )
    end_sign_ins(session, person.ref, actor=actor, now=now, why="role")
    session.flush()
