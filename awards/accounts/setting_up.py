"""Setting an account up from a mailed link: a password, a second factor, recovery codes; or a new password alone."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from awards.accounts.authenticators import begin_authenticator, confirm_authenticator
from awards.accounts.models import Authenticator, Password, Step, StepKind, User
from awards.accounts.passwords import set_password
from awards.accounts.sign_ins import end_sign_ins
from awards.accounts.staff_way_in import has_second_factor
from awards.accounts.steps import begin_step, end_step
from awards.core.actor import Actor, Audience


def choose_password(
    session: Session, step: Step, password: str, *, user: User, programme_key: str, now: datetime
) -> str | None:
    """Set the password that somebody with a right link chose, and end their sign-ins everywhere.

    Gives the token of the step of the second factor for whoever has one: a mailed link never lets anybody past it.
    None for whoever has to set one up first, for which this step goes on.
    """
    actor = Actor(Audience.EVERYONE, user.ref)
    why = "reset" if session.get(Password, user.id) else "set_up"
    set_password(session, user, password, programme_key=programme_key, actor=actor, now=now, why=why, step=step)
    end_sign_ins(session, user.ref, actor=actor, now=now, why="password")
    if not has_second_factor(session, user.id):
        _drop_secret_shown_before(session, step)
        begin_authenticator(session, user.id, now=now)
        return None
    end_step(session, step, now=now)
    return begin_step(session, StepKind.SECOND_FACTOR, user.id, now=now)


def authenticator_of(session: Session, step: Step) -> Authenticator | None:
    """Give the app that is being set up in this step; None before its password is chosen. Two statements at most."""
    chosen = session.get(Password, step.user_id)
    if chosen is None or chosen.set_at < step.begun_at:
        return None
    found = session.get(Authenticator, step.user_id)
    return found if found is not None and found.confirmed_at is None else None


def finish_with_app(session: Session, step: Step, code: str, *, user: User, now: datetime) -> bool:
    """Take the app into use if the code is right, and end the step; says whether it was."""
    actor = Actor(Audience.EVERYONE, user.ref)
    return confirm_authenticator(session, user, code, actor=actor, now=now) and end_step(session, step, now=now)


def _drop_secret_shown_before(session: Session, step: Step) -> None:
    """Drop a secret that an earlier link showed and nobody confirmed: whoever opened that one may know it."""
    shown = session.get(Authenticator, step.user_id)
    if shown is not None and shown.begun_at < step.begun_at:
        session.delete(shown)
        session.flush()
