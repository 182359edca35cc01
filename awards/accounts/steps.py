"""What a browser has begun and not finished: a sign-in on its way, a set-up, a passkey's challenge."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from awards.accounts.models import Step, StepKind
from awards.core.references import new_token
from awards.links.actions import hash_of

LIVES: Final = timedelta(minutes=10)
LONGER: Final = {StepKind.SETTING_UP: timedelta(hours=1)}
"""A set-up may need an app to be installed first."""
MOST_TRIES: Final = 5
"""How many wrong answers end a step."""


def begin_step(
    session: Session, kind: StepKind, user_id: int | None, *, now: datetime, challenge: str | None = None
) -> str:
    """Begin something and give its token for the browser; only the hash is kept.

    `user_id` is None where it is not known yet who is there (a passkey says so itself).
    """
    token = new_token()
    session.add(
        Step(
            token_hash=hash_of(token),
            kind=kind,
            user_id=user_id,
            challenge=challenge,
            begun_at=now,
            expires_at=now + LONGER.get(kind, LIVES),
        )
    )
    session.flush()
    return token


def open_step(session: Session, token: str, kind: StepKind, *, now: datetime) -> Step | None:
    """Give what was begun, unless it has ended, expired or been tried too often. One statement."""
    return session.scalars(
        select(Step).where(
            Step.token_hash == hash_of(token),
            Step.kind == kind,
            Step.ended_at.is_(None),
            Step.expires_at > now,
            Step.tries < MOST_TRIES,
        )
    ).one_or_none()


def count_try(session: Session, step: Step) -> None:
    """Count a wrong answer; after the last one the step is over. A refused request must ``keep()`` it."""
    session.execute(update(Step).where(Step.id == step.id).values(tries=Step.tries + 1))
    session.refresh(step)


def end_step(session: Session, step: Step, *, now: datetime) -> bool:
    """End a step, because it led on; says whether it was this request that ended it (of two at once, one does)."""
    ended = update(Step).where(Step.id == step.id, Step.ended_at.is_(None)).values(ended_at=now).returning(Step.id)
    return session.scalar(ended) is not None


def end_steps_of(session: Session, user_id: int, *, now: datetime, but: Step | None = None) -> None:
    """End everything that anybody has begun for this person, in whatever browser, but for one step."""
    theirs = [Step.user_id == user_id, Step.ended_at.is_(None)] + ([Step.id != but.id] if but else [])
    session.execute(update(Step).where(*theirs).values(ended_at=now))
