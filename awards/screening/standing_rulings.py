"""Which of the rulings on a nomination stands."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, exists, or_
from sqlalchemy.orm import aliased

from awards.nominations.lifecycle import NominationState
from awards.nominations.models import Nomination
from awards.screening.models import Ruling


def ruling_stands() -> ColumnElement[bool]:
    """Give the condition that a ruling stands: the last one, not taken back, and the nomination was not reopened since.

    Taking the last ruling back does not bring an earlier one to life.
    """
    newer = aliased(Ruling)
    last = ~exists().where(newer.nomination_id == Ruling.nomination_id, newer.id > Ruling.id)
    ruled = exists().where(Nomination.id == Ruling.nomination_id, Nomination.state != NominationState.SUBMITTED)
    return and_(last, Ruling.taken_back_at.is_(None), or_(ruling_waits(), ruled))


def ruling_waits() -> ColumnElement[bool]:
    """Give the condition that a ruling waits for a second person."""
    return and_(Ruling.needs_second, Ruling.seconded_at.is_(None))
