"""Everything the house knows around one nomination besides what was typed, in one statement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, exists, false, literal, or_, select
from sqlalchemy.orm import Session, aliased, joinedload
from sqlalchemy.sql import Executable

from awards.accounts.models import Grant, User
from awards.comms.queries import not_arrived
from awards.core.actor import Role
from awards.core.times import local_day
from awards.nominations.models import Nomination, Nominee
from awards.nominees.models import Notice, Supporter, Suppression
from awards.nominees.rules import CHILD
from awards.nominees.supporting import adult_confirmed, needs_adult
from awards.nominees.suppressing import name_index
from awards.screening.lifecycle import EntryState
from awards.screening.models import Entry, EntryNomination, EntryNominee, Ruling
from awards.screening.policy import Standing
from awards.screening.rules import is_child
from awards.screening.standing_rulings import ruling_stands, ruling_waits
from awards.seasons.models import Category

_Named = aliased(Supporter)


@dataclass(frozen=True, slots=True)
class Around:
    """Where each nominee stands (by id, in order), the entry it is behind, and whether its nominator judges."""

    standings: Mapping[int, Standing]
    entry: Entry | None
    """None where there is none that has not been withdrawn."""
    nominator_judges: bool
    undecided: bool = False
    """Whether a ruling on it waits for a second person."""

    @property
    def adults_confirmed(self) -> dict[str, bool]:
        """Say of each nominee, by reference, whether they agreed and the adult whom they named confirmed."""
        return {one.nominee.ref: adult_confirmed(one.notice, one.adult) for one in self.standings.values()}


def around(session: Session, nomination: Nomination, *, now: datetime) -> Around:
    """Give what is known around a whole nomination. One statement."""
    rows = session.execute(_rows(session, nomination)).all()
    today = local_day(now, nomination.season.programme.zone)
    nominees = {nominee.id: nominee for nominee in nomination.nominees}
    return Around(
        standings={
            row.id: standing_of(nominees[row.id], nomination.category, row, today=today)
            for row in rows
            if row.id in nominees
        },
        entry=next((row.Entry for row in rows), None),
        nominator_judges=any(row.nominator_judges for row in rows),
        undecided=any(row.undecided for row in rows),
    )


@dataclass(frozen=True, slots=True)
class Behind:
    """Somebody of an entry's nominations, or whom the organiser honours, and whether they stand in the entry."""

    standing: Standing
    stands_in_it: bool


def behind(session: Session, entry: Entry, *, today: date) -> list[Behind]:
    """Give everybody put forward who stands in the entry or whose nomination is behind it, consents loaded.

    One statement; the entry comes with its category. Notes about refusals and judges are not looked for here.
    """
    stands = exists().where(EntryNominee.nominee_id == Nominee.id, EntryNominee.entry_id == entry.id)
    nominations = select(EntryNomination.nomination_id).where(EntryNomination.entry_id == entry.id)
    rows = session.execute(
        select(
            Nominee,
            Notice,
            Supporter,
            not_arrived(Nominee.ref).label("bounced"),
            not_arrived(Supporter.ref).label("adult_bounced"),
            false().label("suppressed"),
            false().label("judges"),
            stands.label("stands_in_it"),
        )
        .outerjoin(Notice, Notice.nominee_id == Nominee.id)
        .outerjoin(Supporter, Supporter.id == newest_supporter())
        .where(or_(stands, and_(Nominee.nomination_id.in_(nominations), Nominee.position > 0)))
        .order_by(Nominee.nomination_id, Nominee.position)
        .options(joinedload(Notice.consents))
    ).unique()
    return [Behind(standing_of(row.Nominee, entry.category, row, today=today), row.stands_in_it) for row in rows]


def standing_of(nominee: Nominee, category: Category, row: Any, *, today: date) -> Standing:
    """Give where a nominee stands from a row with Notice, Supporter, bounced, adult_bounced, suppressed and judges."""
    return Standing(
        nominee=nominee,
        notice=row.Notice,
        bounced=bool(row.bounced),
        child=counts_as_child(nominee, category, today),
        minor=needs_adult(nominee, today=today),
        adult=row.Supporter,
        adult_bounced=bool(row.adult_bounced),
        suppressed=bool(row.suppressed),
        judges=bool(row.judges),
    )


def counts_as_child(nominee: Nominee, category: Category, today: date) -> bool:
    """Whether the nominee is under 18, or may be, in a category that reveals something about people."""
    unknown = bool(category.reveals)
    known = nominee.age_confirmed == CHILD or is_child(nominee.date_of_birth, today, if_unknown=unknown)
    return not nominee.is_team and known


def newest_supporter() -> ColumnElement[int]:
    """Give the expression for the id of the adult whom a nominee named last."""
    return (
        select(_Named.id).where(_Named.nominee_id == Nominee.id).order_by(_Named.id.desc()).limit(1).scalar_subquery()
    )


def _rows(session: Session, nomination: Nomination) -> Executable:
    programme = nomination.season.programme.key
    still_there = and_(Entry.id == EntryNomination.entry_id, Entry.state != EntryState.WITHDRAWN)
    return (
        select(
            Nominee.id,
            Notice,
            Supporter,
            Entry,
            not_arrived(Nominee.ref).label("bounced"),
            not_arrived(Supporter.ref).label("adult_bounced"),
            _suppressed(session, nomination, programme).label("suppressed"),
            _judges(Nominee.email_index, programme).label("judges"),
            _judges(literal(nomination.nominator.email_index or ""), programme).label("nominator_judges"),
            exists().where(Ruling.nomination_id == nomination.id, ruling_stands(), ruling_waits()).label("undecided"),
        )
        .select_from(Nomination)
        .outerjoin(Nominee, and_(Nominee.nomination_id == Nomination.id, Nominee.position > 0))
        .outerjoin(Notice, Notice.nominee_id == Nominee.id)
        .outerjoin(Supporter, Supporter.id == newest_supporter())
        .outerjoin(EntryNomination, EntryNomination.nomination_id == Nomination.id)
        .outerjoin(Entry, still_there)
        .where(Nomination.id == nomination.id)
        .order_by(Nominee.position)
    )


def _judges(index: SQLColumnExpression[Any], programme_key: str) -> ColumnElement[bool]:
    """Whether a judge of the programme has an address, by its fingerprint.

    Which categories they judge is settled later, so somebody who judges at all counts as judging this one.
    """
    here = Grant.programme_key.in_(("", programme_key))
    return exists().where(User.email_index == index, Grant.user_id == User.id, Grant.role == Role.JUDGE, here)


def _suppressed(session: Session, nomination: Nomination, programme_key: str) -> ColumnElement[bool]:
    """Whether a note that is not their own stands about a nominee's name or address."""
    by_name = (
        and_(Nominee.id == one.id, Suppression.name_index == name_index(session, one.full_name))
        for one in nomination.nominees
    )
    return exists().where(
        Suppression.programme_key == programme_key,
        Suppression.lifted_at.is_(None),
        Suppression.nominee_ref != Nominee.ref,
        or_(Suppression.email_index == Nominee.email_index, *by_name, false()),
    )
