"""Somebody put forward has died: all mail stops, links are void, and staff decide what happens next."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from awards.audit import Tag, record
from awards.comms.actions import cancel_messages, cancel_messages_to, let_queue_again
from awards.comms.queries import has_gone
from awards.core.actor import Actor
from awards.core.permission import Refused, require
from awards.links.actions import revoke_links
from awards.links.purposes import Purpose
from awards.nominations.models import Nomination, Nominee
from awards.nominees.queries import notice_of
from awards.nominees.supporting import stop_asking
from awards.screening.cases import look_again_at
from awards.screening.policy import may_screen
from awards.screening.queries import entry_about


def note_death(session: Session, nominee: Nominee, *, reason: str, actor: Actor, now: datetime) -> None:
    """Keep that the nominee has died; `reason` says who told us. Nothing is ever sent to or about them again.

    Mail about them and mail to their address about this nomination is stopped, links of theirs and of their adult are
    void. The rules then ask a person to look; rulings and entries stay as they are for staff to decide.

    Raises:
        Refused: not staff, no reason, or noted already.
    """
    _require(nominee, reason, actor, already=nominee.deceased)
    nominee.deceased = True
    cancel_messages(session, nominee.ref)
    stop_asking(session, nominee, now=now)
    revoke_links(session, Purpose.NOMINEE_NOTICE, nominee.ref, now=now)
    if nominee.email:
        cancel_messages_to(session, nominee.email, about=_about(session, nominee))
    record(session, Tag.NOMINEE_DIED, nominee.ref, actor=actor, at=now, reason=reason)
    look_again_at(session, [nominee.ref], now=now)


def put_right_death(session: Session, nominee: Nominee, *, reason: str, actor: Actor, now: datetime) -> None:
    """Take back a death that was noted by mistake; a notice that was stopped by it may be sent anew.

    Raises:
        Refused: not staff, no reason, or it was never noted.
    """
    _require(nominee, reason, actor, already=not nominee.deceased)
    nominee.deceased = False
    notice = notice_of(session, nominee)
    if notice is not None and notice.queued_at is not None and not has_gone(session, nominee.ref):
        notice.queued_at = None
        let_queue_again(session, nominee.ref, now=now)
    record(session, Tag.NOMINEE_CORRECTED, nominee.ref, actor=actor, at=now, reason=reason, fields=["deceased"])
    look_again_at(session, [nominee.ref], now=now)


def _require(nominee: Nominee, reason: str, actor: Actor, *, already: bool) -> None:
    require(may_screen(actor))
    if already:
        state = "has been noted already" if nominee.deceased else "was never noted"
        raise Refused.because("nothing-to-note", f"That this person has died {state}.")
    if not reason.strip():
        raise Refused.because("no-reason", "Say how you know.")


def _about(session: Session, nominee: Nominee) -> list[str]:
    """Give the references of the nomination and of the entry."""
    entry = entry_about(session, nominee)
    nomination = session.scalars(select(Nomination.ref).where(Nomination.id == nominee.nomination_id)).all()
    return [*nomination, *([entry.ref] if entry else [])]
