"""What administrators do with other people's accounts: invite, correct, disable, enable, reset."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from awards.accounts import people_policy as policy
from awards.accounts.actions import add_user
from awards.accounts.models import Authenticator, Passkey, Password, RecoveryCode, Step, User
from awards.accounts.people_queries import administers_everywhere, other_administrators
from awards.accounts.queries import user_by_email
from awards.accounts.sign_ins import end_sign_ins
from awards.audit import Tag, record
from awards.comms.actions import LinkOrder, cancel_messages_to, queue_message
from awards.core.actor import Actor, Role
from awards.core.permission import Permission, Reason, Refused, require
from awards.core.words import tidy_line
from awards.db import blind_index
from awards.links.actions import revoke_links
from awards.links.purposes import Purpose

WAYS_IN = (Purpose.STAFF_SETUP, Purpose.PASSWORD_RESET, Purpose.JUDGE_SIGN_IN)
"""The mailed links by which somebody with an account gets in."""
CREDENTIALS = (Password, Authenticator, RecoveryCode, Passkey)


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What an administrator puts right about somebody."""

    name: str
    email: str
    employer: str | None = None


def seen_state(person: User) -> str:
    """Give a fingerprint of all that an administrator sees and changes of an account."""
    grants = sorted(f"{grant.programme_key}:{grant.role}" for grant in person.grants)
    parts = [person.name, person.email_index, person.employer or "", str(person.disabled_at), *grants]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def as_seen(person: User, seen: str) -> Permission:
    """Say whether an account is still as it was when the administrator opened the page."""
    changed = Reason("changed-meanwhile", "Somebody else changed this account while you were looking at it.")
    return Permission.unless(None if seen == seen_state(person) else changed)


def invite_staff(session: Session, details: Details, role: Role, *, key: str, actor: Actor, now: datetime) -> User:
    """Give somebody an account and a role in this programme, and send them the mail with which they set it up.

    Raises:
        Refused: they have the role already, are disabled, or are the administrator themselves; or it is a judge's.
    """
    known = user_by_email(session, details.email)
    if known is not None:
        require(policy.may_grant(known, role, actor=actor))
        if any(grant.role == role and grant.programme_key in {"", key} for grant in known.grants):
            raise Refused.because("has-it", "Somebody with this address has that role already.")
    elif role not in policy.GIVEN_HERE:
        raise Refused.because("judges-are-invited", "Judges are invited on the page of their panel.")
    employer = tidy_line(details.employer or "") or None
    person = add_user(session, name=details.name, email=details.email, role=role, programme_key=key,
                      employer=employer, actor=actor, now=now)  # fmt: skip
    session.flush()
    if known is not None:
        end_sign_ins(session, person.ref, actor=actor, now=now, why="role")
    send_set_up(session, person, key=key, now=now)
    return person


def correct_details(session: Session, person: User, details: Details, *, key: str, actor: Actor, now: datetime) -> None:
    """Put right somebody's name, employer or address; a changed address is told to the old and the new one.

    With the address, every link that was mailed to the old one becomes void.

    Raises:
        Refused: they also work for other awards, or somebody else has the address.
    """
    require(policy.may_change_account(person, key=key, everywhere=administers_everywhere(session, actor.reference)))
    email, was = details.email.strip(), person.email
    changed = []
    for column, value in (("name", tidy_line(details.name)), ("employer", tidy_line(details.employer or "") or None)):
        if getattr(person, column) != value:
            setattr(person, column, value)
            changed.append(column)
    if email != was:
        _move(session, person, email)
        changed.append("email")
    if not changed:
        return
    record(session, Tag.ACCOUNT_CHANGED, person.ref, actor=actor, at=now, changed=sorted(changed))
    if "email" in changed:
        _close_ways_in(session, person, was, now=now)
        for kind, address in (("address_left", was), ("address_given", email)):
            _write(session, person, kind, to=address, key=key, now=now)
    session.flush()


def disable(session: Session, person: User, *, reason: str, key: str, actor: Actor, now: datetime) -> None:
    """Keep somebody out from now on: their sign-ins end at once, and no mailed link lets them in.

    Raises:
        Refused: it is one's own account, the last administrator's, disabled already, or of other awards too.
    """
    everywhere = administers_everywhere(session, actor.reference)
    last = is_last_administrator(session, person)
    require(policy.may_disable(person, key=key, everywhere=everywhere, last=last, actor=actor))
    person.disabled_at = now
    _close_ways_in(session, person, person.email, now=now)
    record(session, Tag.ACCOUNT_DISABLED, person.ref, actor=actor, at=now, reason=reason)
    end_sign_ins(session, person.ref, actor=actor, now=now, why="disabled")
    session.flush()


def enable(session: Session, person: User, *, reason: str, key: str, actor: Actor, now: datetime) -> None:
    """Let somebody sign in again, with what they had.

    Raises:
        Refused: the account is not disabled, or is of other awards too.
    """
    require(policy.may_enable(person, key=key, everywhere=administers_everywhere(session, actor.reference)))
    person.disabled_at = None
    record(session, Tag.ACCOUNT_ENABLED, person.ref, actor=actor, at=now, reason=reason)
    session.flush()


def reset_factors(session: Session, person: User, *, reason: str, key: str, actor: Actor, now: datetime) -> None:
    """Take password, second factors and passkeys off an account, end its sign-ins, and have it set up anew by mail.

    Raises:
        Refused: it is one's own account, a judge's alone, disabled, or of other awards too.
    """
    everywhere = administers_everywhere(session, actor.reference)
    require(policy.may_reset(person, key=key, everywhere=everywhere, actor=actor))
    for table in CREDENTIALS:
        session.execute(delete(table).where(table.user_id == person.id))
    _close_ways_in(session, person, person.email, now=now)
    record(session, Tag.FACTORS_RESET, person.ref, actor=actor, at=now, reason=reason)
    end_sign_ins(session, person.ref, actor=actor, now=now, why="reset")
    send_set_up(session, person, key=key, now=now)


def send_set_up(session: Session, person: User, *, key: str, now: datetime) -> None:
    """Mail somebody on staff the link with which they set their account up; to nobody who has a password or passkey."""
    for table in (Password, Passkey):
        if session.scalar(select(table.user_id).where(table.user_id == person.id).limit(1)):
            return
    _write(
        session,
        person,
        "staff_setup",
        to=person.email,
        key=key,
        now=now,
        link=LinkOrder(Purpose.STAFF_SETUP, person.ref),
    )


def is_last_administrator(session: Session, person: User) -> bool:
    """Say whether a place where somebody is an administrator would have none without them. A statement for each."""
    places = [grant.programme_key for grant in person.grants if grant.role is Role.ADMINISTRATOR]
    return any(other_administrators(session, person, key=place) == 0 for place in places)


def _move(session: Session, person: User, email: str) -> None:
    other = user_by_email(session, email)
    if other is not None and other.id != person.id:
        raise Refused.because("address-taken", "Another account has this address.")
    person.email, person.email_index = email, blind_index(session, email)


def _close_ways_in(session: Session, person: User, address: str, *, now: datetime) -> None:
    """Make void what was mailed or begun and would let somebody in; a mail that has not gone does not go."""
    for purpose in WAYS_IN:
        revoke_links(session, purpose, person.ref, now=now)
    cancel_messages_to(session, address, about=[person.ref])
    session.execute(update(Step).where(Step.user_id == person.id, Step.ended_at.is_(None)).values(ended_at=now))


def _write(
    session: Session, person: User, kind: str, *, to: str, key: str, now: datetime, link: LinkOrder | None = None
) -> None:
    queue_message(session, f"accounts/{kind}", to=to, about=person.ref, programme_key=key,
                  key=f"{kind}:{person.ref}:{now.isoformat()}", now=now, link=link)  # fmt: skip
