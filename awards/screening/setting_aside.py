"""Setting a nomination aside whose people do not want it, and taking its words from the entry that it went into."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from awards.audit import Tag, record
from awards.core.actor import Actor
from awards.nominations.lifecycle import NOMINATION
from awards.nominations.models import Nomination, Nominee
from awards.nominees.queries import notices_of
from awards.nominees.words import Response
from awards.screening.lifecycle import EntryState
from awards.screening.models import Entry, EntryNomination, Passage


def all_declined(session: Session, people: Collection[Nominee]) -> bool:
    """Whether there is somebody and everybody has said no. One statement."""
    notices = notices_of(session, [one.id for one in people])
    return bool(people) and all(one.id in notices and notices[one.id].response is Response.DECLINED for one in people)


def set_aside(session: Session, nomination: Nomination, *, actor: Actor, now: datetime) -> None:
    """Take the nomination out of what goes forward; its nominator reads no more than that it does not."""
    was = nomination.state
    if not NOMINATION.may("set_aside", was):
        return
    nomination.state = NOMINATION.after("set_aside", was)
    record(session, Tag.NOMINATION_SET_ASIDE, nomination.ref, actor=actor, at=now, was=was.value)
    session.flush()


def set_aside_if_all_declined(session: Session, nomination: Nomination, *, actor: Actor, now: datetime) -> bool:
    """Do so if everybody put forward in it has said no; gives whether they have. Two statements."""
    people = select(Nominee).where(Nominee.nomination_id == nomination.id, Nominee.position > 0)
    if not all_declined(session, session.scalars(people).all()):
        return False
    set_aside(session, nomination, actor=actor, now=now)
    return True


def take_words_out(session: Session, nomination: Nomination, nominee: Nominee, *, actor: Actor, now: datetime) -> None:
    """Take what a merged nomination said out of its lead's entry, because somebody named in it has said no.

    The lead's own people have not, so that their entry stays, whatever came of it. Staff find the nomination in their
    queue: it stays merged until they take it apart, and it comes no more before judges until then.
    """
    entry = session.scalars(
        select(Entry)
        .join(EntryNomination, EntryNomination.entry_id == Entry.id)
        .where(EntryNomination.nomination_id == nomination.id, Entry.state != EntryState.WITHDRAWN)
    ).one_or_none()
    if entry is None:
        return
    session.execute(delete(Passage).where(Passage.nomination_id == nomination.id))
    session.execute(delete(EntryNomination).where(EntryNomination.nomination_id == nomination.id))
    session.expire(entry, ["nominations", "passages"])
    facts = {"nominee": nominee.ref, "nomination": nomination.ref}
    record(session, Tag.NOMINEE_LEFT_OUT, entry.ref, actor=actor, at=now, **facts)
    session.flush()
