"""The demo's movable clock: real time plus a shift kept in the database, so that every process agrees."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from awards.accounts.models import Authenticator, SignIn
from awards.core.actor import Audience
from awards.db import db
from awards.demo.models import DemoState
from awards.links.models import Link
from awards.seasons.models import Season


@dataclass(frozen=True, slots=True)
class DemoPhase:
    """A moment of the season worth looking at."""

    key: str
    name: str
    moment: datetime


def demo_clock() -> datetime:
    """Tell the demo's time."""
    with db.engine.connect() as connection:  # not the request's session: whoever asks the time may be about to write
        shift = connection.scalar(select(DemoState.clock_shift)) or 0
    return datetime.now(UTC) + timedelta(seconds=shift)


def demo_state(session: Session) -> DemoState:
    """Give the demo's row, made at need."""
    state = session.scalars(select(DemoState)).one_or_none()
    if state is None:
        state = DemoState(clock_shift=0)
        session.add(state)
        session.flush()
    return state


def move_clock(session: Session, moment: datetime) -> None:
    """Let every process of the demo tell this time from now on.

    Whoever is signed in stays signed in, and links in the mail stay good, as if no days had passed.
    """
    state = demo_state(session)
    before = datetime.now(UTC) + timedelta(seconds=state.clock_shift)
    state.clock_shift = math.ceil((moment - datetime.now(UTC)).total_seconds())  # never a moment early
    for sign_in in session.scalars(select(SignIn).where(SignIn.expires_at > before)):
        sign_in.expires_at += moment - before
        sign_in.proved_at = _moved(sign_in.proved_at, moment - before)
        if sign_in.audience is Audience.STAFF:  # they alone are idle after a while
            sign_in.last_seen_at = _moved(sign_in.last_seen_at, moment - before)
    for link in session.scalars(select(Link).where(Link.expires_at > before)):
        link.expires_at += moment - before
        link.code_expires_at = _moved(link.code_expires_at, moment - before)
    session.execute(update(Authenticator).values(last_step=None))  # or going back would make every code an old one
    session.flush()


def _moved(moment: datetime | None, by: timedelta) -> datetime | None:
    return None if moment is None else moment + by


def phases_of(season: Season) -> list[DemoPhase]:
    """Give the moments between which the banner moves, in order; they follow the season's own dates."""
    judging, *later = [one for one in season.rounds if one.key != "nominating"]
    day = timedelta(days=1)
    known = [
        DemoPhase("before", "Before nominations open", season.opens_at - day),
        DemoPhase("nominating", "Nominations open", season.opens_at + 20 * day),
        DemoPhase("last-minutes", "The last minutes of nominating", season.closes_at - timedelta(minutes=10)),
        DemoPhase("screening", "Screening", season.closes_at + 3 * day),
        DemoPhase("judging", "Judging", judging.opens_at + (judging.closes_at - judging.opens_at) / 2),
        DemoPhase("shortlisting", "Judging has closed", judging.closes_at + day),
    ]
    if later:
        known.append(DemoPhase("final", "Choosing the winners", later[0].opens_at + day))
    if season.ceremony_on:
        evening = datetime(season.ceremony_on.year, season.ceremony_on.month, season.ceremony_on.day, 19, tzinfo=UTC)
        known += [
            DemoPhase("night", "The awards night", evening),
            DemoPhase("after", "The week after", evening + 7 * day),
        ]
    return known


def phase_now(season: Season, now: datetime) -> DemoPhase:
    """Give the last phase that has begun."""
    phases = phases_of(season)
    return next((phase for phase in reversed(phases) if phase.moment <= now), phases[0])
