"""Raising, looking at, noting and closing flags, and naming who looks after them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from awards.accounts.models import User
from awards.audit import Tag, record
from awards.comms.actions import queue_message
from awards.core.actor import Actor
from awards.core.permission import Refused, require
from awards.core.references import new_reference
from awards.safeguarding.models import Flag, FlagNote, FlagOutcome, SafeguardingLead
from awards.safeguarding.policy import may_close, may_look, may_mark_looked_at, may_name_lead, may_raise
from awards.safeguarding.queries import lead_of, named_staff, own_open_flag
from awards.safeguarding.rules import FLAG_HOURS, look_by
from awards.seasons.models import Programme, Season


def raise_flag(session: Session, season: Season, subject: str, *, actor: Actor, now: datetime) -> Flag:
    """Tell the lead that somebody may be at risk; the caller has made sure that the actor may read the subject.

    `subject` is the reference of a nomination or an entry. Pressed again by the same person while the first
    flag is open, it is the same flag. Without a lead all named staff are told. The season's programme is loaded.

    Raises:
        Refused: neither staff nor a judge.
    """
    require(may_raise(actor))
    session.scalars(select(User.id).where(User.ref == actor.reference).with_for_update()).all()  # one press at a time
    flag = own_open_flag(session, subject, season_id=season.id, actor=actor)
    if flag is not None:
        return flag
    flag = Flag(
        ref=new_reference("FLG"),
        season_id=season.id,
        subject=subject,
        raised_by=str(actor),
        raised_at=now,
        look_by=look_by(now, season.screening.get("flag_hours", FLAG_HOURS)),
        notes=[],
    )
    session.add(flag)
    record(session, Tag.FLAG_RAISED, flag.ref, actor=actor, at=now, about=subject)
    session.flush()
    _tell_the_lead(session, season.programme, flag, now=now)
    return flag


def say_more(session: Session, flag: Flag, text: str, *, actor: Actor, now: datetime) -> None:
    """Keep what whoever raised the flag adds to it; nothing is kept of nothing.

    Raises:
        Refused: somebody else raised it.
    """
    if flag.raised_by != str(actor):
        raise Refused.because("not-theirs", "Only whoever raised a flag adds to it in this way.")
    if text:
        _note(session, flag, text, actor=actor, now=now)
        record(session, Tag.FLAG_NOTED, flag.ref, actor=actor, at=now)
        session.flush()


def note_flag(session: Session, flag: Flag, text: str, *, actor: Actor, now: datetime) -> None:
    """Add a restricted note, to a closed flag as well.

    Raises:
        Refused: the actor is not one of the named staff.
    """
    require(may_look(actor))
    _note(session, flag, text, actor=actor, now=now)
    record(session, Tag.FLAG_NOTED, flag.ref, actor=actor, at=now)
    session.flush()


def mark_looked_at(session: Session, flag: Flag, *, actor: Actor, now: datetime) -> None:
    """Say that one of the named staff has looked; the clock stops.

    Raises:
        Refused: not one of them, looked at already, or closed.
    """
    require(may_mark_looked_at(actor, flag))
    flag.looked_at, flag.looked_by = now, actor.reference
    record(session, Tag.FLAG_LOOKED_AT, flag.ref, actor=actor, at=now)
    session.flush()


def close_flag(session: Session, flag: Flag, *, outcome: FlagOutcome, note: str, actor: Actor, now: datetime) -> None:
    """Close a flag with what was done and why; whoever closes it has looked.

    The outcome and the note stay with the flag; the trail says only that it was closed.

    Raises:
        Refused: not one of the named staff, or closed already.
    """
    require(may_close(actor, flag))
    if flag.looked_at is None:
        flag.looked_at, flag.looked_by = now, actor.reference
    flag.outcome, flag.closed_at, flag.closed_by = outcome, now, actor.reference
    _note(session, flag, note, actor=actor, now=now)
    record(session, Tag.FLAG_CLOSED, flag.ref, actor=actor, at=now)
    session.flush()


def name_lead(session: Session, programme: Programme, user: User, *, actor: Actor, now: datetime) -> None:
    """Name who looks after the flags of a programme; naming the same person again changes nothing.

    Raises:
        Refused: the actor is no administrator, or the person is not one of the named staff.
    """
    require(may_name_lead(actor))
    if user.id not in {one.id for one in named_staff(session, programme)}:
        raise Refused.because("not-named-staff", "The lead is one of the confidential staff or an administrator.")
    lead = session.get(SafeguardingLead, programme.id)
    if lead is not None and lead.user_id == user.id:
        return
    lead = lead or SafeguardingLead(programme_id=programme.id)
    lead.user_id, lead.named_by, lead.named_at = user.id, actor.reference, now
    session.add(lead)
    record(session, Tag.LEAD_NAMED, user.ref, actor=actor, at=now, programme=programme.key)
    session.flush()
    session.expire(lead, ["user"])


def _note(session: Session, flag: Flag, text: str, *, actor: Actor, now: datetime) -> None:
    session.add(FlagNote(flag_id=flag.id, text=text, written_by=str(actor), written_at=now))
    session.flush()
    session.expire(flag, ["notes"])


def _tell_the_lead(session: Session, programme: Programme, flag: Flag, *, now: datetime) -> None:
    """Queue a mail with the reference alone, to the lead or to all named staff."""
    lead = lead_of(session, programme)
    for user in [lead] if lead else named_staff(session, programme):
        queue_message(
            session,
            "safeguarding/something_waits",
            to=user.email,
            about=flag.ref,
            programme_key=programme.key,
            key=f"flag:{flag.ref}:{user.ref}",
            now=now,
            reference=flag.ref,
        )
