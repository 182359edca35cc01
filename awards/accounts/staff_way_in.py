"""How staff sign in with a password and a second factor; every refusal looks and costs the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from awards.accounts.authenticators import takes_code
from awards.accounts.limits import CODES_A_DAY, Caller, Counted, count, counted_for, is_too_many
from awards.accounts.models import Authenticator, Means, Passkey, Password, Step, StepKind, User
from awards.accounts.passwords import is_right, strengthen
from awards.accounts.people_policy import audiences_in
from awards.accounts.recovery_codes import use_recovery_code
from awards.accounts.steps import begin_step, count_try, end_step
from awards.audit import Tag, record
from awards.core.actor import Actor, Audience
from awards.db import blind_index

NOBODY = "unknown"
"""What the trail says of an address that has no account; the address itself is nowhere."""


class Outcome(StrEnum):
    """What became of a try."""

    TOO_MANY = "too_many"
    WRONG = "wrong"
    UNFINISHED = "unfinished"
    """The password was right, but the account has no second factor yet."""
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Tried:
    """A try with what goes on from there: a step's token after a password, the means after a second factor."""

    outcome: Outcome
    token: str = ""
    user: User | None = None
    means: Means | None = None


def try_password(
    session: Session, email: str, password: str, *, caller: Caller, programme_key: str, now: datetime
) -> Tried:
    """Check an address and a password and begin the step of the second factor. Refusals must be kept by ``keep()``.

    Unknown, disabled, unfinished and former members of staff get the work of a password that is wrong.
    """
    counted = counted_for(email, caller)
    if is_too_many(session, counted, now=now):
        return Tried(Outcome.TOO_MANY)
    user, kept = _person(session, email)
    right = is_right(kept, password)
    if user is None or kept is None or not right or not is_staff_here(user, programme_key):
        return _refused(session, user, counted, means=Means.PASSWORD, now=now)
    strengthen(kept, password)
    if not has_second_factor(session, user.id):
        return Tried(Outcome.UNFINISHED, user=user)
    return Tried(Outcome.RIGHT, token=begin_step(session, StepKind.SECOND_FACTOR, user.id, now=now), user=user)


def try_code(session: Session, step: Step, code: str, *, caller: Caller, now: datetime) -> Tried:
    """Check the code of an authenticator app, and end the step if it is right. Refusals must be kept."""
    user = user_of(session, step)
    counted = _counted(user, caller)
    if is_too_many(session, counted, now=now):
        return Tried(Outcome.TOO_MANY)
    right = takes_code(session, user.id, code, now=now)
    return _led_on(session, step, user, right=right, means=Means.PASSWORD, counted=counted, now=now)


def try_recovery_code(
    session: Session, step: Step, code: str, *, caller: Caller, programme_key: str, now: datetime
) -> Tried:
    """Check a recovery code, use it up and end the step if it is right. Refusals must be kept."""
    user = user_of(session, step)
    counted = _counted(user, caller)
    if is_too_many(session, counted, now=now):
        return Tried(Outcome.TOO_MANY)
    right = use_recovery_code(session, user, code, programme_key=programme_key, now=now)
    return _led_on(session, step, user, right=right, means=Means.RECOVERY_CODE, counted=counted, now=now)


def is_staff_here(user: User, programme_key: str) -> bool:
    """Say whether somebody may sign in as staff of this programme."""
    return user.disabled_at is None and Audience.STAFF in audiences_in(user, programme_key)


def has_second_factor(session: Session, user_id: int) -> bool:
    """Say whether somebody has an authenticator app in use or a passkey. One statement."""
    app = select(Authenticator.user_id).where(Authenticator.user_id == user_id, Authenticator.confirmed_at.is_not(None))
    key = select(Passkey.user_id).where(Passkey.user_id == user_id)
    return session.execute(app.union(key)).first() is not None


def user_of(session: Session, step: Step) -> User:
    """Give whoever began a step, with their grants. One statement.

    Raises:
        NoResultFound: it is not known who is there.
    """
    return session.scalars(select(User).where(User.id == step.user_id).options(joinedload(User.grants))).unique().one()


def _person(session: Session, email: str) -> tuple[User | None, Password | None]:
    """Give whoever has this address, with their grants, and their password. One statement, found or not."""
    wanted = select(User, Password).outerjoin(Password, Password.user_id == User.id)
    known = wanted.where(User.email_index == blind_index(session, email)).options(joinedload(User.grants))
    found = session.execute(known).unique().one_or_none()
    return (None, None) if found is None else (found[0], found[1])


def _counted(user: User, caller: Caller) -> Counted:
    daily = [] if caller.known else [(CODES_A_DAY, user.ref)]
    return [*counted_for(user.email, caller), *daily]


def _led_on(
    session: Session, step: Step, user: User, *, right: bool, means: Means, counted: Counted, now: datetime
) -> Tried:
    if right and user.disabled_at is None and end_step(session, step, now=now):
        return Tried(Outcome.RIGHT, user=user, means=means)
    count_try(session, step)
    return _refused(session, user, counted, means=means, now=now)


def _refused(session: Session, user: User | None, counted: Counted, *, means: Means, now: datetime) -> Tried:
    """Count a refusal and note it; of an address without an account, not whose."""
    count(session, counted, now=now)
    ref = user.ref if user else NOBODY
    record(session, Tag.SIGN_IN_REFUSED, ref, actor=Actor(Audience.EVERYONE, ref), at=now, means=means)
    session.flush()
    return Tried(Outcome.WRONG)
