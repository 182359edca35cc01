"""Signs that a nomination may be spam: they never refuse it, they only hold it until a person has looked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from awards.accounts.throttling import attempts_lately, network_of, note_attempt
from awards.audit import Tag, record
from awards.core.actor import Actor
from awards.core.permission import Permission, Reason, require
from awards.db import blind_index
from awards.nominations.completeness import nominee_words
from awards.nominations.lifecycle import NominationState
from awards.nominations.models import Nomination


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldRow:
    """One line of the list of what is held."""

    ref: str
    nominee: str
    category_name: str
    nominator: str | None
    submitted_at: datetime | None
    signs: Sequence[str]
    """In words."""


class Sign(StrEnum):
    """What made a nomination look like spam; kept by its code in ``Nomination.held_because``."""

    TRAP = "trap"
    FAST = "fast"
    STARTS = "many_started"
    SENDINGS = "many_sent"
    SAME_EMAIL = "same_email"


SIGN_WORDS = {
    Sign.TRAP: "A box that people cannot see was filled in",
    Sign.FAST: "It was written and sent within a minute and a half",
    Sign.STARTS: "Many nominations were started from the same network within an hour",
    Sign.SENDINGS: "Many nominations were sent from the same network within an hour",
    Sign.SAME_EMAIL: "Many nominations were sent with the same email address within a day",
}
"""What staff read."""

QUICKEST = timedelta(seconds=90)
"""Nobody types a whole nomination in less; a program does."""
AN_HOUR, A_DAY = timedelta(hours=1), timedelta(days=1)
MANY_STARTS = 30
MANY_SENDINGS = 20
MANY_BY_EMAIL = 10
"""From the next one on it is a sign. A school behind one address is only held, never turned away."""
MOST_STARTS = 300
"""Drafts that may be started from one network address within an hour; then the page asks to wait."""

STARTED, SENT, SENT_BY, TRAPPED = "nomination_started", "nomination_sent", "nomination_sent_by", "nomination_trapped"
"""The kinds of try that are counted: by network address, by network address, by email, by nomination."""


def fingerprint_of(session: Session, address: str | None) -> str:
    """Give the keyed fingerprint of a network address, for ``Nomination.started_from``."""
    return blind_index(session, network_of(address))


def may_start_here(session: Session, address: str | None, *, now: datetime) -> Permission:
    """Say whether one more draft may be started from this network address. One statement."""
    crowded = attempts_lately(session, STARTED, network_of(address), since=now - AN_HOUR) >= MOST_STARTS
    words = (
        "Very many nominations were started from your network within the last hour. Your choice is kept: "
        "wait for an hour, then press “Start now” again."
    )
    return Permission.unless(Reason("crowded", words) if crowded else None)


def note_start(session: Session, nomination: Nomination, *, address: str | None, trap: bool, now: datetime) -> None:
    """Count the start of a draft, and remember if the hidden box was filled in."""
    note_attempt(session, STARTED, network_of(address), now=now)
    if trap:
        note_attempt(session, TRAPPED, nomination.ref, now=now)


def signs_of_spam(
    session: Session, nomination: Nomination, *, address: str | None, trap: bool, now: datetime
) -> tuple[str, ...]:
    """Give the codes of what makes this sending look like spam, and count the sending.

    A nomination already sent has none, nor has one that staff keyed in. A new version may be as quick as it likes.
    Needs the nominator loaded.
    """
    if nomination.submitted_at is not None or nomination.keyed_in_by is not None:
        return ()
    network, email = network_of(address), nomination.nominator.email or nomination.nominator.ref
    trapped = trap or attempts_lately(session, TRAPPED, nomination.ref, since=now - A_DAY) > 0
    found = {
        Sign.TRAP: trapped,
        Sign.FAST: nomination.revises_id is None and now - nomination.started_at < QUICKEST,
        Sign.STARTS: _started_beside(session, nomination) > MANY_STARTS,
        Sign.SENDINGS: attempts_lately(session, SENT, network, since=now - AN_HOUR) >= MANY_SENDINGS,
        Sign.SAME_EMAIL: attempts_lately(session, SENT_BY, email, since=now - A_DAY) >= MANY_BY_EMAIL,
    }
    note_attempt(session, SENT, network, now=now)
    note_attempt(session, SENT_BY, email, now=now)
    return tuple(sign.value for sign, shows in found.items() if shows)


def words_of(codes: Sequence[str]) -> list[str]:
    """Give the signs as staff read them; a code of an older release is shown as it is."""
    return [SIGN_WORDS[Sign(code)] if code in set(Sign) else code for code in codes]


def is_held(nomination: Nomination) -> bool:
    """Whether the nomination waits for staff to say that it is no spam."""
    return nomination.held_because is not None and nomination.released_at is None


def may_release(nomination: Nomination) -> Permission:
    """Say whether staff may let the nomination go on: it is held, and not withdrawn."""
    withdrawn = nomination.state is NominationState.WITHDRAWN
    return Permission.unless(
        None if is_held(nomination) else Reason("not-held", "This nomination is not held."),
        Reason("withdrawn", "This nomination has been withdrawn.") if withdrawn else None,
    )


def release_nomination(session: Session, nomination: Nomination, *, actor: Actor, now: datetime) -> None:
    """Let a held nomination go on like any other; the signs stay on record.

    Raises:
        Refused: it is not held, has been released already, or has been withdrawn.
    """
    require(may_release(nomination))
    nomination.released_at = now
    record(session, Tag.NOMINATION_RELEASED, nomination.ref, actor=actor, at=now, signs=nomination.held_because)
    session.flush()


def held_rows(session: Session, season_id: int) -> list[HeldRow]:
    """Give the season's held nominations, the longest waiting first. Two statements, one when nothing is held."""
    chosen = _held(season_id).options(
        joinedload(Nomination.category), joinedload(Nomination.nominator), selectinload(Nomination.nominees)
    )
    return [
        HeldRow(
            ref=one.ref,
            nominee=nominee_words(one),
            category_name=one.category.name,
            nominator=one.nominator.name,
            submitted_at=one.submitted_at,
            signs=words_of(one.held_because or ()),
        )
        for one in session.scalars(chosen.order_by(Nomination.submitted_at, Nomination.id))
    ]


def held_nomination(session: Session, ref: str, *, season_id: int) -> Nomination:
    """Give one nomination of the season, held or not, to release it. One statement.

    Raises:
        NoResultFound: this season has none with this reference that was sent.
    """
    chosen = select(Nomination).where(
        Nomination.ref == ref, Nomination.season_id == season_id, Nomination.submitted_at.is_not(None)
    )
    return session.scalars(chosen.with_for_update()).one()


def held_count(session: Session, season_id: int) -> int:
    """Count the season's held nominations. One statement."""
    return session.scalar(select(func.count()).select_from(_held(season_id).subquery())) or 0


def _started_beside(session: Session, nomination: Nomination) -> int:
    """Count the nominations started from the same network in the hour up to this one's start, itself included."""
    if nomination.started_from is None:
        return 0
    beside = select(func.count()).where(
        Nomination.started_from == nomination.started_from,
        Nomination.started_at > nomination.started_at - AN_HOUR,
        Nomination.started_at <= nomination.started_at,
    )
    return session.scalar(beside) or 0


def _held(season_id: int) -> Select[Nomination]:
    return select(Nomination).where(
        Nomination.season_id == season_id,
        Nomination.held_because.is_not(None),
        Nomination.released_at.is_(None),
        Nomination.state != NominationState.WITHDRAWN,
    )
