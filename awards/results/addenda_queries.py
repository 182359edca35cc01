"""Reads of what happened after decisions."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from awards.results.lifecycle import DecisionState
from awards.results.models import Addendum, Outcome
from awards.seasons.models import Category


def addenda_of(session: Session, category: Category) -> Sequence[Addendum]:
    """Give everything that happened after decisions about a category, the latest first, with entries. One statement."""
    return session.scalars(_addenda().where(Addendum.category_id == category.id).order_by(Addendum.id.desc())).all()


def waiting_addendum(session: Session, category: Category, ref: str, *, writing: bool = False) -> Addendum:
    """Give what waits for a second person in this category. One statement.

    `writing` makes whoever else would answer it wait (on PostgreSQL).

    Raises:
        NoResultFound: nothing with this reference waits in the category.
    """
    waiting = Addendum.state == DecisionState.WAITING
    chosen = _addenda().where(Addendum.category_id == category.id, Addendum.ref == ref, waiting)
    return session.scalars(chosen.with_for_update(of=Addendum) if writing else chosen).one()


def vacant_and_told() -> Select[int]:
    """Select the ids of categories whose award was left vacant, where readers are to be told so."""
    return select(Addendum.category_id).where(
        Addendum.state == DecisionState.HOLDING, Addendum.outcome == Outcome.VACANT, Addendum.told
    )


def _addenda() -> Select[Addendum]:
    return select(Addendum).options(joinedload(Addendum.entry), joinedload(Addendum.next_entry))
