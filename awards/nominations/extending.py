"""A later deadline for one nomination alone, granted by staff with a reason."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from awards.audit import Tag, record
from awards.comms.actions import LinkOrder, queue_message
from awards.core.actor import Actor, Audience, Role
from awards.core.permission import Permission, Reason, Refused, require
from awards.core.times import moment_words
from awards.links.purposes import Purpose
from awards.nominations.lifecycle import NominationState
from awards.nominations.models import Nomination

WRITERS = frozenset({Role.ADMINISTRATOR, Role.STAFF, Role.CONFIDENTIAL_STAFF})


def may_serve(actor: Actor) -> Permission:
    """Say whether this is somebody of staff who may act for a nominator; the worker and commands hold no roles."""
    writes = actor.audience is Audience.STAFF and (not actor.roles or actor.roles & WRITERS)
    return Permission.unless(None if writes else Reason("not-staff", "Only awards staff may do this."))


def may_have_later_deadline(actor: Actor, nomination: Nomination) -> Permission:
    """Say whether a later deadline makes sense: the nomination, or the new version of it, was not sent yet."""
    unsent = nomination.state is NominationState.DRAFT
    sent = Reason("not-a-draft", "Only a nomination that was not sent yet can have a later deadline.")
    return Permission.unless(*may_serve(actor).reasons, None if unsent else sent)


def may_extend(actor: Actor, nomination: Nomination, until: datetime, *, now: datetime) -> Permission:
    """Say whether this nomination may be sent until this moment: after the season's close, and still to come.

    Needs the season with its programme loaded.
    """
    season = nomination.season
    closes = moment_words(season.closes_at, season.programme.zone)
    early = Reason("not-later", f"The later deadline must be after nominations close, at {closes}.")
    return Permission.unless(
        *may_have_later_deadline(actor, nomination).reasons,
        early if until <= season.closes_at else None,
        Reason("in-the-past", "The later deadline must be in the future.") if until <= now else None,
    )


def extend_deadline(
    session: Session, nomination: Nomination, *, until: datetime, reason: str, actor: Actor, now: datetime
) -> None:
    """Let one nomination be sent until a later moment, for a reason, and tell the nominator; it may be changed again.

    Needs season with programme and nominator loaded.

    Raises:
        Refused: not staff, sent already, no reason, or the moment is not after the close or not in the future.
    """
    grant_later_deadline(session, nomination, until=until, reason=reason, actor=actor, now=now)
    if nomination.nominator.email is None:
        return
    programme = nomination.season.programme
    queue_message(
        session,
        "nominations/later_deadline",
        to=nomination.nominator.email,
        about=nomination.ref,
        programme_key=programme.key,
        key=f"nominations/later_deadline:{nomination.ref}:{now.isoformat()}",
        now=now,
        link=LinkOrder(Purpose.RESUME_NOMINATION, nomination.ref),
        reference=nomination.ref,
        closes=moment_words(until, programme.zone),
    )


def grant_later_deadline(
    session: Session, nomination: Nomination, *, until: datetime, reason: str, actor: Actor, now: datetime
) -> None:
    """Do the same and tell nobody: staff key in what came in time.

    Raises:
        Refused: as for `extend_deadline`.
    """
    require(may_extend(actor, nomination, until, now=now))
    if not reason.strip():
        raise Refused.because("no-reason", "Give the reason for the later deadline.")
    was = nomination.extended_until
    nomination.extended_until = until
    record(session, Tag.DEADLINE_EXTENDED, nomination.ref, actor=actor, at=now, reason=reason,
           until=until.isoformat(), was=was.isoformat() if was else None)  # fmt: skip
    session.flush()
