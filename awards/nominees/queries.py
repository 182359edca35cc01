"""Finding nominees, what they were told and what they answered."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from awards.nominations.models import Nomination, Nominee
from awards.nominees.models import Notice


def nominee_by_ref(session: Session, ref: str) -> Nominee:
    """Give a nominee with the nomination, if there is one, and its category. One statement.

    Raises:
        NoResultFound: there is none with this reference.
    """
    return session.scalars(
        select(Nominee)
        .where(Nominee.ref == ref)
        .options(joinedload(Nominee.nomination).joinedload(Nomination.category))
    ).one()


def notices_of(session: Session, nominee_ids: Collection[int]) -> dict[int, Notice]:
    """Give the notices of these nominees by nominee id, consents loaded; one who was never told is left out.

    One statement; none for no nominees.
    """
    if not nominee_ids:
        return {}
    found = session.scalars(
        select(Notice).where(Notice.nominee_id.in_(nominee_ids)).options(joinedload(Notice.consents))
    ).unique()
    return {notice.nominee_id: notice for notice in found}


def notice_of(session: Session, nominee: Nominee) -> Notice | None:
    """Give the nominee's notice with consents, or None before they are told. One statement."""
    return notices_of(session, [nominee.id]).get(nominee.id)


def notice_for(session: Session, nominee_ref: str, *, writing: bool = False) -> Notice:
    """Give what the nominee's own page shows: notice, consents, nominee, nomination, category and nominator.

    Two statements. `writing` makes whoever else would write it wait (on PostgreSQL).

    Raises:
        NoResultFound: there is no notice for this nominee.
    """
    nomination = joinedload(Notice.nominee).joinedload(Nominee.nomination)
    chosen = (
        select(Notice)
        .join(Notice.nominee)
        .where(Nominee.ref == nominee_ref)
        .options(
            nomination.joinedload(Nomination.category),
            nomination.joinedload(Nomination.nominator),
            nomination.joinedload(Nomination.season),
            selectinload(Notice.consents),
        )
    )
    return session.scalars(chosen.with_for_update(of=Notice) if writing else chosen).one()
