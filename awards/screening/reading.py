"""Opening a nomination or an entry of a category that reveals something about people is noted."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from awards.audit import Tag, record
from awards.core.actor import Actor
from awards.seasons.models import Category
from awards.web.transactions import observe


def note_reading(category: Category, subject: str, *, actor: Actor, at: datetime) -> None:
    """Note, once the page has been made, who opened it; in other categories nothing is noted."""
    if not category.reveals:
        return

    def note(session: Session) -> None:
        record(session, Tag.YOUNG_PERSONS_ENTRY_READ, subject, actor=actor, at=at)

    observe(note)
