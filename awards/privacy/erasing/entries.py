"""What judges read of an entry: its title, its place, its passages and its warning."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy.orm import Session

from awards.privacy.erasing.words import NAME_WITHHELD, emptied
from awards.screening.models import Entry, Passage


def clear_entries(session: Session, ids: Collection[int]) -> int:
    """Let go of what judges read of these entries. The entries stay, with their scores and what came of them."""
    clear_passages(session, ids)
    return emptied(session, Entry.id, ids, title=NAME_WITHHELD, place=None, content_warning=None)


def clear_passages(session: Session, entry_ids: Collection[int]) -> int:
    """Let go of the words of these entries' passages; how many there were, and on which questions, stays."""
    return emptied(session, Passage.entry_id, entry_ids, text="", voice=None)


def clear_passages_from(session: Session, nomination_ids: Collection[int]) -> int:
    """Let go of the passages that came from these nominations, in whatever entry they stand."""
    return emptied(session, Passage.nomination_id, nomination_ids, text="", voice=None)
