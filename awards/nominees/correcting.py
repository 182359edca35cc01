"""Putting right the facts about a nominee: by themselves on their own page, or by staff."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from awards.audit import Tag, record
from awards.comms.actions import LinkOrder, cancel_messages, queue_message
from awards.comms.models import Message, MessageState
from awards.comms.relations import Correction
from awards.core.actor import Actor
from awards.core.permission import require
from awards.core.words import tidy_line
from awards.db import blind_index
from awards.links.actions import revoke_links
from awards.links.purposes import Purpose
from awards.nominations.models import Nominee
from awards.nominees.models import Notice
from awards.nominees.policy import may_correct

Fact = str | bool | date | None

OWN_FACTS: Final = frozenset({"full_name", "known_as", "role", "employer", "email"})
"""What a nominee puts right alone; the rest is asked for in words, because rules rest on it."""
ALL_FACTS: Final = OWN_FACTS | {
    "date_of_birth", "employer_place", "employer_type", "in_post", "lived_experience", "nation", "programme",
    "programme_stage", "programme_status", "registration", "registration_number", "works_in",
}  # fmt: skip
"""What staff may put right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedFacts:
    """What a nominee typed on their page: facts by name, and in words what else is wrong."""

    changes: Mapping[str, Fact]
    something_else: str | None = None


def correct_nominee(
    session: Session,
    nominee: Nominee,
    *,
    changes: Mapping[str, Fact],
    actor: Actor,
    now: datetime,
    reason: str | None = None,
) -> list[str]:
    """Put facts about a nominee right and give the names of those that changed, sorted.

    `changes` names columns of the nominee with what is true; texts become one line, an empty one nothing. `reason`
    is kept even if nothing changed: it may ask staff in words for what the nominee cannot change alone.

    Raises:
        Refused: a fact that this person may not change, or no full name.
    """
    wanted = {name: _tidied(value) for name, value in changes.items()}
    require(may_correct(actor, wanted, own=OWN_FACTS, every=ALL_FACTS))
    changed = sorted(name for name, value in wanted.items() if value != getattr(nominee, name))
    if "employer" in changed and "employer_place" not in wanted:
        nominee.employer_place = None  # it named the employer that was wrong
    for name in changed:
        setattr(nominee, name, wanted[name])
    if "email" in changed:
        _follow_the_address(session, nominee, now=now)
    if changed or (reason and reason.strip()):
        record(session, Tag.NOMINEE_CORRECTED, nominee.ref, actor=actor, at=now, reason=reason, fields=changed)
    session.flush()
    return changed


def correct_myself(
    session: Session, nominee: Nominee, typed: TypedFacts, *, programme_key: str, actor: Actor, now: datetime
) -> list[str]:
    """Do the same for a nominee on their own page; a new address gets a link, the old one hears that it was changed.

    Raises:
        Refused: as for `correct_nominee`.
    """
    before = nominee.email
    changed = correct_nominee(
        session, nominee, changes=typed.changes, actor=actor, now=now, reason=typed.something_else
    )
    if "email" in changed:
        cancel_messages(session, nominee.ref)
        _mail(session, nominee, "nominees/new_address", to=nominee.email, programme_key=programme_key, now=now)
        _mail(session, nominee, "nominees/address_changed", to=before, programme_key=programme_key, now=now)
    return changed


def put_right_address(  # noqa: PLR0917 - the form in which the outbox asks
    session: Session, correction: Correction, actor: Actor, now: datetime
) -> None:
    """Take over an address that staff corrected in the outbox, where it is this nominee's; another's is left alone."""
    nominee = session.scalars(select(Nominee).where(Nominee.ref == correction.about)).one_or_none()
    if nominee is not None and nominee.email == correction.was:
        correct_nominee(session, nominee, changes={"email": correction.now}, actor=actor, now=now)


def _follow_the_address(session: Session, nominee: Nominee, *, now: datetime) -> None:
    """Keep the look-up in step, make links to the old address void, and let a notice that went astray go again."""
    nominee.email_index = blind_index(session, nominee.email) if nominee.email else None
    revoke_links(session, Purpose.NOMINEE_NOTICE, nominee.ref, now=now)
    notice = session.scalars(select(Notice).where(Notice.nominee_id == nominee.id)).one_or_none()
    if notice is not None and notice.misdirected_at is not None:
        notice.misdirected_at = None
        if not _on_its_way(session, nominee):
            notice.queued_at = None


def _on_its_way(session: Session, nominee: Nominee) -> bool:
    """Whether a message to the nominee waits to go: staff may have sent the notice again to the right address."""
    waits = select(Message.id).where(Message.about == nominee.ref, Message.state == MessageState.QUEUED)
    return session.scalars(waits.limit(1)).first() is not None


def _mail(session: Session, nominee: Nominee, kind: str, *, to: str | None, programme_key: str, now: datetime) -> None:
    if not to or nominee.deceased:
        return
    queue_message(
        session,
        kind,
        to=to,
        about=nominee.ref,
        programme_key=programme_key,
        key=f"{kind}:{nominee.ref}:{now.isoformat()}",
        now=now,
        link=LinkOrder(Purpose.NOMINEE_NOTICE, nominee.ref) if to == nominee.email else None,
    )


def _tidied(value: Fact) -> Fact:
    return (tidy_line(value) or None) if isinstance(value, str) else value
