"""Sign-ins as their owners and administrators see them: which are alive, and ending them on the server at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, func, or_, select, update
from sqlalchemy.orm import Session

from awards.accounts.models import SignIn
from awards.audit import Tag, record
from awards.core.actor import Actor, Audience

IDLE: Final = {Audience.STAFF: timedelta(minutes=30)}
"""After how long without a page a sign-in of an audience is over. Pages are noted to within five minutes, so that it
is over 25 to 30 minutes after the last one. Judges are never idle: they read long stories and type long comments."""
LAST_SHOWN: Final = 10
"""How many past sign-ins are shown."""


def still_open(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """Give what holds of every sign-in that is neither ended, nor expired, nor idle for too long."""
    seen = func.coalesce(SignIn.last_seen_at, SignIn.started_at)
    busy = [or_(SignIn.audience != audience, seen > now - most) for audience, most in IDLE.items()]
    return (SignIn.ended_at.is_(None), SignIn.expires_at > now, *busy)


def open_sign_ins(session: Session, subject: str, *, now: datetime) -> Sequence[SignIn]:
    """Give somebody's own sign-ins that are alive, the newest first; not those of who looks with their eyes.

    One statement.
    """
    mine = (SignIn.subject == subject, SignIn.seen_by.is_(None), *still_open(now))
    return session.scalars(select(SignIn).where(*mine).order_by(SignIn.started_at.desc(), SignIn.id.desc())).all()


def past_sign_ins(session: Session, subject: str, *, now: datetime) -> Sequence[SignIn]:
    """Give somebody's last sign-ins that are over, the newest first. One statement."""
    over = or_(SignIn.ended_at.is_not(None), SignIn.expires_at <= now, ~_busy(now))
    mine = (SignIn.subject == subject, SignIn.seen_by.is_(None), over)
    newest = select(SignIn).where(*mine).order_by(SignIn.started_at.desc(), SignIn.id.desc())
    return session.scalars(newest.limit(LAST_SHOWN)).all()


def sign_in_of(session: Session, subject: str, number: int, *, now: datetime) -> SignIn:
    """Give one of somebody's sign-ins that are alive. One statement.

    Raises:
        NoResultFound: it is not theirs, or not alive.
    """
    mine = (SignIn.id == number, SignIn.subject == subject, SignIn.seen_by.is_(None), *still_open(now))
    return session.scalars(select(SignIn).where(*mine)).one()


def end_one(session: Session, one: SignIn, *, actor: Actor, now: datetime) -> None:
    """End one sign-in for good; whoever sits there finds out with their next request.

    With one as staff ends whatever its owner sees with somebody else's eyes: it is not known in which browser.
    """
    one.ended_at = now
    if one.audience is Audience.STAFF:
        looking = (SignIn.seen_by == one.subject, SignIn.ended_at.is_(None))
        session.execute(update(SignIn).where(*looking).values(ended_at=now))
    record(session, Tag.SIGN_IN_ENDED, one.subject, actor=actor, at=now, audience=one.audience)
    session.flush()


def end_sign_ins(
    session: Session,
    subject: str,
    *,
    actor: Actor,
    now: datetime,
    why: str,
    but: str | None = None,
    audience: Audience | None = None,
) -> int:
    """End every sign-in of a person, and those with which they look with somebody else's eyes; give how many.

    `but` is the hash of a token that stays, `audience` ends those of one audience alone. `why` is a word for the
    trail; with nothing to end, nothing is recorded.
    """
    theirs = [or_(SignIn.subject == subject, SignIn.seen_by == subject), SignIn.ended_at.is_(None)]
    theirs += [SignIn.token_hash != but] if but else []
    theirs += [SignIn.audience == audience] if audience else []
    ended = session.scalars(
        update(SignIn).where(*theirs, SignIn.expires_at > now).values(ended_at=now).returning(SignIn.id)
    ).all()
    if ended:
        record(session, Tag.SIGN_INS_ENDED, subject, actor=actor, at=now, why=why, number=len(ended))
        session.flush()
    return len(ended)


def _busy(now: datetime) -> ColumnElement[bool]:
    return still_open(now)[2]
