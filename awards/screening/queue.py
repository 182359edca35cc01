"""The work queue: which nominations are in each list, narrowed by words, category, verdict and reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, Select, String, and_, cast, exists, func, literal, or_, select, union_all
from sqlalchemy.orm import Session, joinedload, selectinload

from awards.matching.spelling import plain
from awards.nominations.asked import Addition
from awards.nominations.models import Answer, Nomination
from awards.screening.models import Case, QueueList, StaffNote
from awards.seasons.models import Category
from awards.web import pagination
from awards.web.pagination import PageOf


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What of the queue is asked for; None and empty narrow nothing."""

    place: QueueList = QueueList.NEEDS_ME
    words: str = ""
    category_key: str = ""
    level: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One nomination of a list, with category and nominees loaded, where it stands, and how many notes it has."""

    nomination: Nomination
    case: Case
    notes: int


@dataclass(frozen=True, slots=True)
class Counts:
    """How many are in each list, and how many were sent that nobody has looked at yet."""

    lists: Mapping[QueueList, int]
    coming: int


_NEW = "new"


def counts_of_queue(session: Session, season_id: int, wanted: Wanted) -> Counts:
    """Count each list as `lines_of_queue` would list it; the reason narrows only its own list. One statement."""
    each = select(cast(Case.place, String).label("place"), func.count().label("number")).group_by(Case.place)
    counted = _narrowed(each, season_id, replace(wanted, reason=""))
    rows = session.execute(union_all(counted, _of_one_reason(season_id, wanted), _coming(season_id))).all()
    found = {row.place: row.number for row in rows}
    lists = {one: found.get(one.value, 0) for one in QueueList}
    if wanted.reason:
        lists[wanted.place] = found[f"{wanted.place}:reason"]
    return Counts(lists, found[_NEW])


def lines_of_queue(session: Session, season_id: int, wanted: Wanted, *, number: int, total: int) -> PageOf[Line]:
    """Give one page of a list, in the order in which nominations were sent. Two statements; `total` is its count."""
    notes = (
        select(func.count())
        .where(StaffNote.nomination_id == Nomination.id, StaffNote.removed_at.is_(None))
        .correlate(Nomination)
        .scalar_subquery()
    )
    chosen = _of_list(select(Nomination, Case, notes.label("notes")), season_id, wanted).options(
        joinedload(Nomination.category), selectinload(Nomination.nominees)
    )
    size = pagination.PAGE_SIZE
    rows = session.execute(_in_order(chosen).limit(size).offset((number - 1) * size))
    return PageOf([Line(row.Nomination, row.Case, row.notes) for row in rows], number, total)


def next_in_queue(session: Session, season_id: int, wanted: Wanted, *, after: str) -> str | None:
    """Give the reference of what comes after a nomination in a list, or comes first when it is the last of it.

    The nomination need not be in the list any more; None when nothing else is. Two statements.
    """
    now_at = select(Nomination.submitted_at, Nomination.id).where(
        Nomination.ref == after, Nomination.season_id == season_id
    )
    here = session.execute(now_at).one_or_none()
    others = _in_order(_of_list(select(Nomination.ref), season_id, wanted).where(Nomination.ref != after))
    if here is None or here.submitted_at is None:
        return session.scalars(others.limit(1)).first()
    later = or_(
        Nomination.submitted_at > here.submitted_at,
        and_(Nomination.submitted_at == here.submitted_at, Nomination.id > here.id),
    )
    return session.scalars(others.where(later).limit(1)).first() or session.scalars(others.limit(1)).first()


def cases_of(session: Session, season_id: int, refs: Sequence[str]) -> list[Line]:
    """Give these nominations of the season, in the order in which they were sent; others are left out.

    Two statements; category, season with programme, and nominees are loaded.
    """
    chosen = (
        select(Nomination, Case)
        .join(Case, Case.nomination_id == Nomination.id)
        .where(Nomination.season_id == season_id, Nomination.ref.in_(refs))
        .options(joinedload(Nomination.category), joinedload(Nomination.season), selectinload(Nomination.nominees))
    )
    return [Line(row.Nomination, row.Case, 0) for row in session.execute(_in_order(chosen))]


def _of_list(chosen: Select, season_id: int, wanted: Wanted) -> Select:  # type: ignore[type-arg]
    joined = chosen.join(Case, Case.nomination_id == Nomination.id)
    return joined.where(Case.place == wanted.place, *_conditions(season_id, wanted))


def _in_order(chosen: Select) -> Select:  # type: ignore[type-arg]
    return chosen.order_by(Nomination.submitted_at, Nomination.id)


def _narrowed(chosen: Select, season_id: int, wanted: Wanted) -> Select:  # type: ignore[type-arg]
    joined = chosen.join(Nomination, Nomination.id == Case.nomination_id)
    return joined.where(*_conditions(season_id, wanted))


def _of_one_reason(season_id: int, wanted: Wanted) -> Select:  # type: ignore[type-arg]
    """Count the list that is asked for with its reason; the name of the list says that it is."""
    one = select(literal(f"{wanted.place}:reason"), func.count()).select_from(Case)
    return _narrowed(one, season_id, wanted).where(Case.place == wanted.place)


def _coming(season_id: int) -> Select:  # type: ignore[type-arg]
    new = ~exists().where(Case.nomination_id == Nomination.id)
    sent = Nomination.submitted_at.is_not(None)
    return select(literal(_NEW), func.count(Nomination.id)).where(Nomination.season_id == season_id, sent, new)


def _conditions(season_id: int, wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [Case.season_id == season_id]
    if wanted.category_key:
        of_key = select(Category.id).where(Category.season_id == season_id, Category.key == wanted.category_key)
        conditions.append(Nomination.category_id.in_(of_key))
    if wanted.level:
        conditions.append(Case.level == wanted.level)
    if wanted.reason:
        conditions.append(Case.reason == wanted.reason)
    if wanted.words.strip():
        conditions.append(_about(wanted.words.strip()))
    return conditions


def _about(words: str) -> ColumnElement[bool]:
    """Give the condition that every word is in a name, or that all of them stand together in the text or reference."""
    named = [Case.names.contains(word, autoescape=True) for word in plain(words).split()]
    wrote = select(Answer.nomination_id).where(Answer.kept_from == "", Answer.text.icontains(words, autoescape=True))
    added = select(Addition.nomination_id).where(
        Addition.sent_at.is_not(None), Addition.text.icontains(words, autoescape=True)
    )
    return or_(
        Nomination.ref.icontains(words, autoescape=True),
        and_(*named) if named else literal(value=False),
        Nomination.id.in_(wrote),
        Nomination.id.in_(added),
    )
