"""Finding nominees, what they were told and what they answered."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import Select, exists, or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from awards.comms.models import Message
from awards.nominations.models import Nomination, Nominee
from awards.nominees.models import Notice
from awards.seasons.models import Programme, Season


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


def notice_for(session: Session, nominee_ref: str, *, programme_id: int | None = None, writing: bool = False) -> Notice:
    """Give what the nominee's own page shows: notice, consents, nominee, nomination, category and nominator.

    Two statements. `programme_id` finds it only in that programme (somebody whom an organiser honours has none).
    `writing` makes whoever else would write it wait (on PostgreSQL).

    Raises:
        NoResultFound: there is no notice for this nominee.
    """
    nomination = joinedload(Notice.nominee).joinedload(Nominee.nomination)
    chosen = _notice_of(nominee_ref).options(
        nomination.joinedload(Nomination.category),
        nomination.joinedload(Nomination.nominator),
        nomination.joinedload(Nomination.season),
        selectinload(Notice.consents),
    )
    if programme_id is not None:
        chosen = chosen.outerjoin(Nominee.nomination).outerjoin(Nomination.season)
        chosen = chosen.where(or_(Nominee.nomination_id.is_(None), Season.programme_id == programme_id))
    return session.scalars(chosen.with_for_update(of=Notice) if writing else chosen).one()


def notice_to_check(session: Session, nominee_ref: str, *, writing: bool = False) -> Notice | None:
    """Give the notice with its nominee, while the link that was opened still counts for something. One statement.

    None when there is none, when somebody has said that it was not meant for them, or when the nominee has died.
    """
    chosen = (
        _notice_of(nominee_ref)
        .where(Notice.misdirected_at.is_(None), ~Nominee.deceased)
        .options(joinedload(Notice.nominee))
    )
    return session.scalars(chosen.with_for_update(of=Notice) if writing else chosen).one_or_none()


def notices_at_address(session: Session, email_index: str, *, programme: Programme) -> Sequence[Notice]:
    """Give the notices of every nominee of the programme with this address, with the nominees. One statement."""
    mailed = exists().where(Message.about == Nominee.ref, Message.programme_key == programme.key)
    chosen = (
        select(Notice)
        .join(Notice.nominee)
        .outerjoin(Nominee.nomination)
        .outerjoin(Nomination.season)
        .where(Nominee.email_index == email_index, or_(Season.programme_id == programme.id, mailed))
        .options(contains_eager(Notice.nominee))
        .order_by(Notice.id)
    )
    return session.scalars(chosen).all()


def _notice_of(nominee_ref: str) -> Select[Notice]:
    return select(Notice).join(Notice.nominee).where(Nominee.ref == nominee_ref)
