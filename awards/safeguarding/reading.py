"""Opening a flag or what was said of a concern is noted, once the page has been made."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from awards.audit import Tag, record
from awards.core.actor import Actor
from awards.safeguarding.models import Concern, Flag
from awards.web.transactions import observe


def note_flag_read(flag: Flag, *, actor: Actor, at: datetime) -> None:
    """Note who opened the flag."""
    _note(Tag.FLAG_READ, [flag.ref], actor=actor, at=at)


def note_concerns_read(concerns: Sequence[Concern], *, actor: Actor, at: datetime) -> None:
    """Note who read what was asked and answered: one entry, under the latest asking, that names the earlier ones."""
    _note(Tag.CONCERN_READ, [concern.ref for concern in concerns], actor=actor, at=at)


def _note(tag: Tag, references: Sequence[str], *, actor: Actor, at: datetime) -> None:
    if not references:
        return
    latest, *earlier = references

    def note(session: Session) -> None:
        if earlier:
            record(session, tag, latest, actor=actor, at=at, also=earlier)
        else:
            record(session, tag, latest, actor=actor, at=at)

    observe(note)
