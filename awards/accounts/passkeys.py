"""Passkeys of staff: which somebody has, adding and removing them, and who it is that signed with one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from awards.accounts.authenticators import has_authenticator
from awards.accounts.models import Passkey, Password, Step, User
from awards.accounts.passkey_checks import Answer, NewKey, Owner, count_signed, is_copied, key_named
from awards.accounts.passkey_policy import may_add, may_remove
from awards.accounts.sign_ins import end_sign_ins
from awards.accounts.staff_way_in import has_second_factor, user_of
from awards.accounts.steps import end_step
from awards.audit import Tag, record
from awards.comms.actions import queue_message
from awards.core.actor import Actor, Audience
from awards.core.permission import Permission, require
from awards.core.references import new_reference
from awards.core.words import tidy_line
from awards.db import blind_index

LONGEST_NAME: Final = 80
"""Characters of what its owner calls a passkey."""


def passkeys_of(session: Session, user_id: int) -> Sequence[Passkey]:
    """Give somebody's passkeys, the oldest first. One statement."""
    mine = select(Passkey).where(Passkey.user_id == user_id)
    return session.scalars(mine.order_by(Passkey.added_at, Passkey.id)).all()


def passkey_of(session: Session, user_id: int, ref: str) -> Passkey:
    """Give one of somebody's passkeys. One statement.

    Raises:
        NoResultFound: it is not theirs.
    """
    return session.scalars(select(Passkey).where(Passkey.user_id == user_id, Passkey.ref == ref)).one()


def owner_of(session: Session, user: User) -> Owner:
    """Give whom a new passkey is for. The handle is a keyed fingerprint: it tells a device nothing about the person."""
    return Owner(bytes.fromhex(blind_index(session, f"passkey:{user.ref}")), user.email, user.name)


def add_passkey(
    session: Session, user: User, key: NewKey, *, name: str, programme_key: str, actor: Actor, now: datetime
) -> Passkey:
    """Give somebody a passkey that their device has just made, and tell them by mail.

    Raises:
        Refused: it is known already, or they have too many.
    """
    known = session.scalar(select(Passkey.id).where(Passkey.credential_id == key.credential_id))
    require(may_add(has=len(passkeys_of(session, user.id)), taken=known is not None))
    added = Passkey(
        ref=new_reference("KEY"),
        user_id=user.id,
        name=tidy_line(name)[:LONGEST_NAME],
        credential_id=key.credential_id,
        public_key=key.public_key,
        sign_count=key.sign_count,
        added_at=now,
    )
    session.add(added)
    record(session, Tag.PASSKEY_ADDED, user.ref, actor=actor, at=now, passkey=added.ref)
    _tell(session, user, "added", about=added, programme_key=programme_key, now=now)
    return added


def for_whom_to_set_up(session: Session, step: Step | None) -> User | None:
    """Give who sets their account up in this step and may do so with a passkey; None for whoever may not.

    A mailed link never adds to what somebody signs in with: only who has no second factor at all may.
    """
    if step is None or step.user_id is None or has_second_factor(session, step.user_id):
        return None
    return user_of(session, step)


def finish_with_passkey(
    session: Session, step: Step, user: User, *, key: NewKey, name: str, programme_key: str, now: datetime
) -> None:
    """Give somebody their first passkey and end the step in which they set their account up.

    Raises:
        Refused: the passkey is known already.
    """
    actor = Actor(Audience.EVERYONE, user.ref)
    add_passkey(session, user, key, name=name, programme_key=programme_key, actor=actor, now=now)
    end_step(session, step, now=now)


def permission_to_remove(session: Session, user: User) -> Permission:
    """Say whether somebody may remove one of their passkeys. Three statements."""
    app = session.get(Password, user.id) is not None and has_authenticator(session, user.id)
    return may_remove(has=len(passkeys_of(session, user.id)), password_with_app=app)


def remove_passkey(
    session: Session, user: User, passkey: Passkey, *, token_hash: str, programme_key: str, actor: Actor, now: datetime
) -> None:
    """Take a passkey away: it opens nothing any more, and every sign-in but that with this token ends.

    Its owner is told by mail.

    Raises:
        Refused: it is their last way in.
    """
    require(permission_to_remove(session, user))
    record(session, Tag.PASSKEY_REMOVED, user.ref, actor=actor, at=now, passkey=passkey.ref)
    _tell(session, user, "removed", about=passkey, programme_key=programme_key, now=now)
    session.delete(passkey)
    end_sign_ins(session, user.ref, actor=actor, now=now, why="passkey", but=token_hash)
    session.flush()


def signer(
    session: Session, answer: Answer, *, programme_key: str, now: datetime, only: int | None = None
) -> User | None:
    """Give whoever signed this challenge with their passkey (with `only`, that person alone), with their grants.

    None if nobody did. A signature with a count that did not grow comes from a copy of the passkey: it is refused,
    recorded, and its owner is told; a refused request must ``keep()`` that.
    """
    wanted = select(Passkey, User).join(User, User.id == Passkey.user_id).options(joinedload(User.grants))
    found = session.execute(wanted.where(Passkey.credential_id == key_named(answer))).unique().one_or_none()
    if found is None or (only is not None and found[1].id != only):
        return None
    passkey, user = found
    count = count_signed(answer, passkey.public_key)
    if count is None:
        return None
    if is_copied(count, before=passkey.sign_count):
        _note_copy(session, user, passkey, programme_key=programme_key, now=now)
        return None
    passkey.sign_count, passkey.last_used_at = count, now
    session.flush()
    return user


def _note_copy(session: Session, user: User, passkey: Passkey, *, programme_key: str, now: datetime) -> None:
    someone = Actor(Audience.EVERYONE, user.ref)
    record(session, Tag.SIGN_IN_REFUSED, user.ref, actor=someone, at=now, why="passkey_copied", passkey=passkey.ref)
    _tell(session, user, "copied", about=passkey, programme_key=programme_key, now=now)


def _tell(session: Session, user: User, what: str, *, about: Passkey, programme_key: str, now: datetime) -> None:
    queue_message(
        session,
        f"accounts/passkey_{what}",
        to=user.email,
        about=user.ref,
        programme_key=programme_key,
        key=f"passkey_{what}:{about.ref}:{now.isoformat()}",
        now=now,
    )
