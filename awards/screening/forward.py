"""Which nominations judges have already, and which lead others; what nominators may still do hangs on it."""

from __future__ import annotations

from sqlalchemy import ColumnElement, SQLColumnExpression, exists

from awards.screening.duplicate_models import Merge
from awards.screening.lifecycle import EntryState
from awards.screening.models import Entry, EntryNomination


def stands_behind_an_entry(nomination_id: SQLColumnExpression[int]) -> ColumnElement[bool]:
    """Give the condition that a nomination is behind an entry that was not withdrawn."""
    return exists().where(
        EntryNomination.nomination_id == nomination_id,
        Entry.id == EntryNomination.entry_id,
        Entry.state != EntryState.WITHDRAWN,
    )


def is_merged_into(nomination_id: SQLColumnExpression[int]) -> ColumnElement[bool]:
    """Give the condition that others go forward with a nomination."""
    return exists().where(Merge.into_id == nomination_id)
