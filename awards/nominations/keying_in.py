"""Nominations that came by phone, post, email or in person: staff key them in for the nominator."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from awards.core.actor import Actor
from awards.core.permission import Permission, Reason, require
from awards.core.times import day_words, moment_words
from awards.core.words import tidy_line
from awards.db import blind_index
from awards.nominations.actions import start_nomination
from awards.nominations.extending import grant_later_deadline, may_serve
from awards.nominations.lifecycle import NominationState
from awards.nominations.models import Nomination
from awards.seasons.models import Category, Season
from awards.seasons.queries import window_of

CHANNELS: Final = {"phone": "By telephone", "post": "By post", "email": "By email", "in_person": "In person"}
"""How a nomination may come other than through the pages, in words."""

KEYING_IN: Final = "keying_in"
"""Under which name a browser remembers which nomination staff key in there."""

TIME_TO_TYPE: Final = timedelta(days=7)
"""How long staff have to key in what arrived in time, once nominations have closed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """How a nomination came and from whom; after the close also when it arrived, and how that is known."""

    channel: str
    name: str
    email: str | None
    at: datetime | None = None
    known_by: str = ""


def key_in(
    session: Session, season: Season, category: Category, *, arrived: Arrived, actor: Actor, now: datetime
) -> Nomination:
    """Start a draft for somebody whose nomination came another way; what they wrote is then typed into the same pages.

    After the close a nomination that arrived in time gets a later deadline, with the reason, so that the trail says
    when it came and when it was typed. Needs the season's programme loaded.

    Raises:
        Refused: not staff, no such channel, not open yet, not nominated in, or it did not arrive in time.
    """
    require(may_key_in(actor, season, arrived, now=now))
    nomination = start_nomination(
        session,
        season,
        category=category,
        nominator=None,
        now=now,
        channel=arrived.channel,
        keyed_in_by=actor.reference,
        actor=actor,
    )
    nominator = nomination.nominator
    nominator.name = tidy_line(arrived.name)
    nominator.email = arrived.email
    nominator.email_index = blind_index(session, arrived.email) if arrived.email else None
    if arrived.at is not None and window_of(season).is_after(now):
        reason = f"{_came(arrived, season)}: {arrived.known_by}"
        grant_later_deadline(session, nomination, until=now + TIME_TO_TYPE, reason=reason, actor=actor, now=now)
    session.flush()
    return nomination


def may_key_in(actor: Actor, season: Season, arrived: Arrived, *, now: datetime) -> Permission:
    """Say whether staff may key this in now: it came by one of the channels and, after the close, arrived in time."""
    known = arrived.channel in CHANNELS
    return Permission.unless(
        *may_serve(actor).reasons,
        None if known else Reason("no-channel", "Say how the nomination came."),
        None if tidy_line(arrived.name) else Reason("no-name", "Enter the name of the person who nominates."),
        _in_time(season, arrived, now),
    )


def may_go_on_keying_in(actor: Actor, nomination: Nomination) -> Permission:
    """Say whether staff may go on typing: a draft that staff began. Nobody types into what a nominator began."""
    theirs = nomination.keyed_in_by is not None and nomination.state is NominationState.DRAFT
    other = Reason("not-keyed-in", "Staff can only go on with a draft that they began for somebody.")
    return Permission.unless(*may_serve(actor).reasons, None if theirs else other)


def channel_words(nomination: Nomination) -> str | None:
    """Say how a nomination came that staff keyed in; None for one that its nominator typed."""
    return None if nomination.keyed_in_by is None else CHANNELS.get(nomination.channel, nomination.channel)


def _in_time(season: Season, arrived: Arrived, now: datetime) -> Reason | None:
    window = window_of(season)
    if not window.is_after(now):
        return None
    if arrived.at is None or not arrived.known_by.strip():
        return Reason("no-arrival", "Nominations have closed: say when it arrived, and how that is known.")
    if window.is_before(arrived.at):
        return Reason(
            "arrived-before", f"It must have arrived after nominations opened on {day_words(window.opens_on)}."
        )
    if window.is_after(arrived.at):
        closed = moment_words(season.closes_at, season.programme.zone)
        return Reason("arrived-late", f"It arrived after nominations closed, at {closed}.")
    return None


def _came(arrived: Arrived, season: Season) -> str:
    how, when = CHANNELS[arrived.channel].lower(), moment_words(arrived.at, season.programme.zone) if arrived.at else ""
    return f"Arrived {how} at {when}"
