"""What safeguarding flags and concerns say: encrypted, for named staff."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from awards.privacy.erasing.words import emptied, removed
from awards.safeguarding.models import Concern, Flag, FlagNote


def clear_flags(session: Session, subjects: Collection[str]) -> int:
    """Let go of every note of the flags about these nominations or entries; that there was a flag stays.

    Gives how many notes. Whether notes must stay, because somebody may be at risk, is for whoever calls.
    """
    flags = session.scalars(select(Flag.id).where(Flag.subject.in_(subjects))).all()
    return removed(session, FlagNote.flag_id, flags)


def clear_concerns(session: Session, nominee_ids: Collection[int]) -> int:
    """Let go of what was asked and answered about these nominees' fitness; that it was asked stays. Gives how many."""
    answered = select(Concern.id).where(Concern.nominee_id.in_(nominee_ids), Concern.answer.is_not(None))
    emptied(session, Concern.id, session.scalars(answered).all(), answer="")
    return emptied(session, Concern.nominee_id, nominee_ids, because=None)
