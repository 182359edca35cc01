"""Private notes of staff about a nomination: written, taken out by whoever wrote them, and put back."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from awards.audit import Tag, record
from awards.core.actor import Actor
from awards.core.permission import Permission, Reason, Refused, require
from awards.core.references import new_reference
from awards.nominations.models import Nomination
from awards.screening.models import StaffNote
from awards.screening.policy import may_screen


def may_remove_note(actor: Actor, note: StaffNote) -> Permission:
    """Say whether a note may be taken out: only by whoever wrote it."""
    own = note.written_by == actor.reference
    return Permission.unless(
        *may_screen(actor).reasons, None if own else Reason("not-own", "Only whoever wrote a note can take it out.")
    )


def write_note(session: Session, nomination: Nomination, *, text: str, actor: Actor, now: datetime) -> StaffNote:
    """Keep a note that only staff ever see.

    Raises:
        Refused: not staff, or nothing is written.
    """
    require(may_screen(actor))
    if not text.strip():
        raise Refused.because("no-text", "Write the note.")
    note = StaffNote(
        ref=new_reference("NTE"),
        nomination_id=nomination.id,
        text=text.strip(),
        written_by=actor.reference,
        written_at=now,
    )
    session.add(note)
    record(session, Tag.NOTE_WRITTEN, nomination.ref, actor=actor, at=now, note=note.ref)
    session.flush()
    return note


def remove_note(session: Session, nomination: Nomination, note: StaffNote, *, actor: Actor, now: datetime) -> None:
    """Take one's own note out; it can be put back.

    Raises:
        Refused: not staff, somebody else's, or taken out already.
    """
    require(may_remove_note(actor, note))
    if note.removed_at is not None:
        raise Refused.because("removed", "This note has been taken out already.")
    note.removed_at = now
    record(session, Tag.NOTE_REMOVED, nomination.ref, actor=actor, at=now, note=note.ref)
    session.flush()


def put_back_note(session: Session, nomination: Nomination, note: StaffNote, *, actor: Actor, now: datetime) -> None:
    """Put a note back that was taken out.

    Raises:
        Refused: not staff, somebody else's, or it was never taken out.
    """
    require(may_remove_note(actor, note))
    if note.removed_at is None:
        raise Refused.because("there", "This note is there.")
    note.removed_at = None
    record(session, Tag.NOTE_WRITTEN, nomination.ref, actor=actor, at=now, note=note.ref, again=True)
    session.flush()


def note_by_ref(session: Session, ref: str, *, nomination: Nomination) -> StaffNote:
    """Give a note about this nomination. One statement.

    Raises:
        NoResultFound: there is none with this reference about it.
    """
    return session.scalars(
        select(StaffNote).where(StaffNote.ref == ref, StaffNote.nomination_id == nomination.id)
    ).one()
