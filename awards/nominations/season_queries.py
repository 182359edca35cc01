"""One of a season's nominations whole."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from awards.nominations.models import Nomination
from awards.seasons.models import Category, Season


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
