"""Reading and searching the trail is noted in the trail: how much was shown, and by what it was narrowed, no more."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from awards.audit import Tag, record
from awards.core.actor import Actor
from awards.trail.heads import SUBJECT
from awards.trail.queries import Wanted
from awards.web.transactions import observe

NOTHING = Wanted()


def note_read(shown: int, *, actor: Actor, at: datetime, wanted: Wanted = NOTHING, as_file: bool = False) -> None:
    """Note, once the answer has been made, who read how many entries; of a search which filters it used."""

    def note(session: Session) -> None:
        narrowed = wanted.narrowed_by
        record(session, Tag.TRAIL_READ, SUBJECT, actor=actor, at=at, shown=shown, narrowed_by=narrowed, file=as_file)

    observe(note)
