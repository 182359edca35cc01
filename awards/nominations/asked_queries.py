"""What staff have asked of a nominator, what came back, and whether judges have the nomination already."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from flask import Flask, current_app
from sqlalchemy import ColumnElement, SQLColumnExpression, and_, select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload
from sqlalchemy.orm.attributes import set_committed_value

from awards.nominations.asked import Addition, InformationRequest, MoveOffer
from awards.nominations.models import Nomination
from awards.nominations.queries import sort_answers
from awards.nominations.versions import leads_others
from awards.seasons.models import Category, Question, Season

_WITH_JUDGES = "awards.nominations_with_judges"
_Asked = TypeVar("_Asked", InformationRequest, MoveOffer)

WithJudges = Callable[[SQLColumnExpression[int]], ColumnElement[bool]]
"""Gives, for the id of a nomination, the condition that it stands behind an entry."""


def register_with_judges(app: Flask, condition: WithJudges) -> None:
    """Let the room that admits entries say which nominations judges have; nothing is asked about those any more."""
    app.extensions[_WITH_JUDGES] = condition


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedSummary:
    """Everything that staff have asked about one nomination, the newest first, with what came back."""

    requests: tuple[InformationRequest, ...] = ()
    """With their additions."""
    offers: tuple[MoveOffer, ...] = ()
    """With both their categories."""
    with_judges: bool = False
    """Whether the nomination stands behind an entry."""
    leads: bool = False
    """Whether others go forward with it."""

    @property
    def open_request(self) -> InformationRequest | None:
        """The request that waits for the nominator, in time or not."""
        return next((one for one in self.requests if is_open(one)), None)

    @property
    def additions(self) -> list[Addition]:
        """What the nominator sent, the oldest first."""
        return [one for request in reversed(self.requests) for one in request.additions if one.sent_at is not None]

    def open_offer(self, now: datetime) -> MoveOffer | None:
        """Give the offer that waits for the nominator; one whose day has passed waits no more."""
        return next((one for one in self.offers if is_open(one) and one.answer_by > now), None)

    def request(self, ref: str) -> InformationRequest:
        """Give the request with this reference.

        Raises:
            NoResultFound: the nomination has none.
        """
        return _one(ref, self.requests)

    def offer(self, ref: str) -> MoveOffer:
        """Give the offer with this reference.

        Raises:
            NoResultFound: the nomination has none.
        """
        return _one(ref, self.offers)


@dataclass(frozen=True, slots=True)
class Waiting:
    """What one nomination waits for of its nominator."""

    request: InformationRequest | None
    offer: MoveOffer | None


def is_open(asked: InformationRequest | MoveOffer) -> bool:
    """Whether it was neither answered nor taken back."""
    return asked.answered_at is None and asked.taken_back_at is None


def asked_summary(session: Session, nomination: Nomination) -> AskedSummary:
    """Give all that was asked about a nomination. One statement."""
    rows = session.execute(
        select(
            InformationRequest, Addition, MoveOffer, _with_judges().label("with_judges"),
            leads_others(Nomination.id).label("leads"),
        )
        .select_from(Nomination)
        .outerjoin(InformationRequest, InformationRequest.nomination_id == Nomination.id)
        .outerjoin(Addition, Addition.request_id == InformationRequest.id)
        .outerjoin(MoveOffer, MoveOffer.nomination_id == Nomination.id)
        .options(joinedload(MoveOffer.from_category), joinedload(MoveOffer.to_category))
        .where(Nomination.id == nomination.id)
        .order_by(InformationRequest.id.desc(), MoveOffer.id.desc(), Addition.position)
    ).all()  # fmt: skip
    requests = dict.fromkeys(row.InformationRequest for row in rows if row.InformationRequest)
    additions = dict.fromkeys(row.Addition for row in rows if row.Addition)
    for request in requests:
        set_committed_value(request, "additions", [one for one in additions if one.request_id == request.id])
    return AskedSummary(
        requests=tuple(requests),
        offers=tuple(dict.fromkeys(row.MoveOffer for row in rows if row.MoveOffer)),
        with_judges=any(row.with_judges for row in rows),
        leads=any(row.leads for row in rows),
    )


def additions_of(session: Session, nomination: Nomination) -> Sequence[Addition]:
    """Give what the nominator added and sent, with the requests, the oldest first. One statement."""
    return session.scalars(
        select(Addition)
        .join(Addition.request)
        .where(Addition.nomination_id == nomination.id, Addition.sent_at.is_not(None))
        .options(contains_eager(Addition.request))
        .order_by(Addition.sent_at, Addition.request_id, Addition.position)
    ).all()


def waiting_for(session: Session, nominations: Collection[Nomination], *, now: datetime) -> Mapping[int, Waiting]:
    """Give what nominations wait for, by id; those that judges have wait for nothing. One statement, none without."""
    ids = [one.id for one in nominations]
    if not ids:
        return {}
    rows = session.execute(
        select(Nomination.id, InformationRequest, MoveOffer)
        .outerjoin(InformationRequest, and_(_open(InformationRequest, ids), _of(InformationRequest)))
        .outerjoin(MoveOffer, and_(_open(MoveOffer, ids), _of(MoveOffer), MoveOffer.answer_by > now))
        .where(Nomination.id.in_(ids), ~_with_judges())
    )
    return {
        row.id: Waiting(row.InformationRequest, row.MoveOffer)
        for row in rows
        if row.InformationRequest is not None or row.MoveOffer is not None
    }


def nomination_to_ask(session: Session, ref: str, *, season_id: int, writing: bool = False) -> Nomination:
    """Give a nomination of the season with category, questions, people and nominator, for staff. Two statements.

    `writing` makes whoever else would write it wait (on PostgreSQL).

    Raises:
        NoResultFound: this season has none with this reference.
    """
    chosen = (
        select(Nomination)
        .where(Nomination.ref == ref, Nomination.season_id == season_id)
        .options(
            joinedload(Nomination.season).joinedload(Season.programme),
            joinedload(Nomination.nominator),
            joinedload(Nomination.nominees),
            joinedload(Nomination.category).selectinload(Category.questions),
        )
    )
    return session.scalars(chosen.with_for_update(of=Nomination) if writing else chosen).unique().one()


def nomination_to_move(
    session: Session, ref: str, *, season_id: int, writing: bool = False, answers: bool = True
) -> Nomination:
    """Give the same without its questions, but with everything that a move keeps. Two statements, one without answers.

    Raises:
        NoResultFound: this season has none with this reference.
    """
    chosen = (
        select(Nomination)
        .where(Nomination.ref == ref, Nomination.season_id == season_id)
        .options(
            joinedload(Nomination.season).joinedload(Season.programme),
            joinedload(Nomination.category),
            joinedload(Nomination.nominator),
            joinedload(Nomination.nominees),
            joinedload(Nomination.kept_nominees),
            *([selectinload(Nomination.every_answer)] if answers else []),
        )
    )
    found = session.scalars(chosen.with_for_update(of=Nomination) if writing else chosen).unique().one()
    return sort_answers(found) if answers else found


def categories_to_offer(session: Session, nomination: Nomination) -> Sequence[Category]:
    """Give the other categories of the season that are open to nomination, in order. One statement."""
    chosen = select(Category).where(Category.season_id == nomination.season_id, Category.nominated)
    return session.scalars(chosen.where(Category.id != nomination.category_id).order_by(Category.position)).all()


def with_questions(session: Session, *categories: Category) -> None:
    """Load the questions of these categories. One statement."""
    ids = [one.id for one in categories]
    questions = session.scalars(select(Question).where(Question.category_id.in_(ids)).order_by(Question.position)).all()
    for category in categories:
        set_committed_value(category, "questions", [one for one in questions if one.category_id == category.id])


def _one(ref: str, among: Sequence[_Asked]) -> _Asked:
    for one in among:
        if one.ref == ref:
            return one
    raise NoResultFound


def _with_judges() -> ColumnElement[bool]:
    condition: WithJudges = current_app.extensions[_WITH_JUDGES]
    return condition(Nomination.id)


def _open(table: type[InformationRequest | MoveOffer], ids: Collection[int]) -> ColumnElement[bool]:
    return and_(table.nomination_id.in_(ids), table.answered_at.is_(None), table.taken_back_at.is_(None))


def _of(table: type[InformationRequest | MoveOffer]) -> ColumnElement[bool]:
    return table.nomination_id == Nomination.id
