"""What staff see of a season's nominations: one whole, a list of them, and how many are in each state."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from awards.nominations.completeness import nominee_words
from awards.nominations.lifecycle import NominationState
from awards.nominations.models import Nomination, Nominee
from awards.seasons.models import Category, Season
from awards.web.pagination import PageOf, page_of


@dataclass(frozen=True, slots=True, kw_only=True)
class NominationRow:
    """One line of the staff's list."""

    ref: str
    state: NominationState
    category_key: str
    category_name: str
    nominee: str
    """The team's name or the people's names; empty in a draft that names nobody yet."""
    nominator: str | None
    started_at: datetime
    submitted_at: datetime | None
    within_grace: bool


def nomination_for_staff(session: Session, ref: str, *, season_id: int) -> Nomination:
    """Give a nomination of this season with everything: questions, nominator, nominees, answers, submissions.

    The last of `submissions` is the one that counts; a draft has none. Five statements.

    Raises:
        NoResultFound: this season has none with this reference.
    """
    return session.scalars(
        select(Nomination)
        .where(Nomination.ref == ref, Nomination.season_id == season_id)
        .options(
            joinedload(Nomination.season).joinedload(Season.programme),
            joinedload(Nomination.nominator),
            selectinload(Nomination.nominees),
            selectinload(Nomination.submissions),
            joinedload(Nomination.category).selectinload(Category.questions),
            selectinload(Nomination.answers),
        )
    ).one()


def nominations_of_season(
    session: Session,
    season_id: int,
    *,
    state: NominationState | None = None,
    category_key: str | None = None,
    words: str | None = None,
    page: int = 1,
) -> PageOf[NominationRow]:
    """Give one page of the season's nominations, the latest sent first, drafts last. Three statements."""
    chosen = (
        select(Nomination)
        .join(Nomination.category)
        .where(Nomination.season_id == season_id, *_narrowed(state=state, category_key=category_key, words=words))
        .options(joinedload(Nomination.category), joinedload(Nomination.nominator), selectinload(Nomination.nominees))
        .order_by(Nomination.submitted_at.is_(None), Nomination.submitted_at.desc(), Nomination.id.desc())
    )
    found = page_of(session, chosen, number=page)
    return PageOf([_row(nomination) for nomination in found.rows], found.number, found.total)


def counts_by_state(session: Session, season_id: int) -> dict[NominationState, int]:
    """Count the season's nominations in each state; a state that none is in counts 0. One statement."""
    counted = (
        select(Nomination.state, func.count().label("total"))
        .where(Nomination.season_id == season_id)
        .group_by(Nomination.state)
    )
    return dict.fromkeys(NominationState, 0) | {row.state: row.total for row in session.execute(counted)}


def _narrowed(
    *, state: NominationState | None, category_key: str | None, words: str | None
) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if state is not None:
        conditions.append(Nomination.state == state)
    if category_key:
        conditions.append(Category.key == category_key)
    if words and words.strip():
        wanted = words.strip()
        named = select(Nominee.nomination_id).where(
            or_(
                Nominee.full_name.icontains(wanted, autoescape=True),
                Nominee.known_as.icontains(wanted, autoescape=True),
            )
        )
        conditions.append(
            or_(
                Nomination.ref.icontains(wanted, autoescape=True),
                Nomination.team_name.icontains(wanted, autoescape=True),
                Nomination.id.in_(named),
            )
        )
    return conditions


def _row(nomination: Nomination) -> NominationRow:
    return NominationRow(
        ref=nomination.ref,
        state=nomination.state,
        category_key=nomination.category.key,
        category_name=nomination.category.name,
        nominee=nominee_words(nomination),
        nominator=nomination.nominator.name,
        started_at=nomination.started_at,
        submitted_at=nomination.submitted_at,
        within_grace=nomination.within_grace,
    )
