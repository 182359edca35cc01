"""What staff see of drafts: how far each is, never what is written in it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ScalarSelect, and_, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from awards.comms.models import Message, MessageState
from awards.db import Mapped
from awards.nominations.lifecycle import NominationState
from awards.nominations.models import (
    WITH_NEW_VERSIONS,
    Answer,
    CorrectionRequest,
    Nomination,
    Nominee,
    Submission,
    TypedPage,
)
from awards.seasons.models import Category, Question, Season
from awards.web.pagination import PageOf, page_of

REMINDER = "nominations/reminder"
"""The kind of mail that reminds somebody of a draft."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a draft is: counts and moments, no words of it."""

    saved_at: datetime | None
    """When something was last saved; None when nothing was."""
    answered: int
    """How many of the questions that must be answered have an answer."""
    to_answer: int
    people: int
    """How many of the people put forward have a name, or 1 for a team's contact."""
    reminders: int
    """How many reminders were sent."""


_NOTHING = Progress(saved_at=None, answered=0, to_answer=0, people=0, reminders=0)


@dataclass(frozen=True, slots=True)
class DraftRow:
    """One line of the list: the draft with category, nominator and what it revises loaded, and how far it is."""

    nomination: Nomination
    progress: Progress


def awards_to_nominate_in(session: Session, season_id: int) -> Sequence[Category]:
    """Give the season's categories that are open to nomination, in order, by themselves. One statement."""
    chosen = select(Category).where(Category.season_id == season_id, Category.nominated)
    return session.scalars(chosen.order_by(Category.position)).all()


def drafts_of_season(
    session: Session, season_id: int, *, category_key: str | None = None, page: int = 1
) -> PageOf[DraftRow]:
    """Give one page of the season's drafts and unsent new versions, the latest started first. Three statements."""
    chosen = (
        select(Nomination)
        .join(Nomination.category)
        .where(Nomination.season_id == season_id, Nomination.state == NominationState.DRAFT)
        .options(joinedload(Nomination.category), joinedload(Nomination.nominator), joinedload(Nomination.revises))
        .order_by(Nomination.started_at.desc(), Nomination.id.desc())
        .execution_options(**WITH_NEW_VERSIONS)
    )
    if category_key:
        chosen = chosen.where(Category.key == category_key)
    found = page_of(session, chosen, number=page)
    far = progress_of(session, [one.id for one in found.rows])
    return PageOf([DraftRow(one, far.get(one.id, _NOTHING)) for one in found.rows], found.number, found.total)


def draft_for_staff(session: Session, ref: str, *, season_id: int) -> Nomination:
    """Give one nomination of the season, with all that says what is still to do. Three statements.

    Raises:
        NoResultFound: the season has none with this reference.
    """
    return (
        session.scalars(
            select(Nomination)
            .where(Nomination.ref == ref, Nomination.season_id == season_id)
            .options(
                joinedload(Nomination.season).joinedload(Season.programme),
                joinedload(Nomination.category).selectinload(Category.questions),
                joinedload(Nomination.nominator),
                joinedload(Nomination.revises),
                joinedload(Nomination.nominees),
                joinedload(Nomination.kept_nominees),
                joinedload(Nomination.unfinished).load_only(TypedPage.page),
                selectinload(Nomination.answers),
            )
            .execution_options(**WITH_NEW_VERSIONS)
        )
        .unique()
        .one()
    )


def draft_to_extend(session: Session, ref: str, *, season_id: int) -> Nomination:
    """Give one nomination of the season with what a later deadline needs, and what it revises. One statement.

    Raises:
        NoResultFound: the season has none with this reference.
    """
    return session.scalars(
        select(Nomination)
        .where(Nomination.ref == ref, Nomination.season_id == season_id)
        .options(
            joinedload(Nomination.season).joinedload(Season.programme),
            joinedload(Nomination.category),
            joinedload(Nomination.nominator),
            joinedload(Nomination.revises),
        )
        .execution_options(**WITH_NEW_VERSIONS)
    ).one()


def corrections_of_season(session: Session, season_id: int, *, page: int = 1) -> PageOf[CorrectionRequest]:
    """Give one page of the season's requests for a correction: those without an answer first, each the oldest first.

    Each comes with its nomination, and that with category and nominator. Two statements.
    """
    nomination = joinedload(CorrectionRequest.nomination)
    chosen = (
        select(CorrectionRequest)
        .join(CorrectionRequest.nomination)
        .where(Nomination.season_id == season_id)
        .options(nomination.joinedload(Nomination.category), nomination.joinedload(Nomination.nominator))
        .order_by(CorrectionRequest.answered_at.is_not(None), CorrectionRequest.id)
    )
    return page_of(session, chosen, number=page)


def last_sent(session: Session, nomination_id: int) -> Submission | None:
    """Give what was sent last, word for word; None of what was never sent. One statement."""
    return session.scalars(
        select(Submission).where(Submission.nomination_id == nomination_id).order_by(Submission.number.desc()).limit(1)
    ).one_or_none()


def progress_of(session: Session, nomination_ids: Collection[int]) -> dict[int, Progress]:
    """Give how far these nominations are, by id. One statement; none for none."""
    if not nomination_ids:
        return {}
    found = session.execute(
        select(
            Nomination.id,
            _latest(Answer.saved_at, Answer.nomination_id),
            _latest(TypedPage.saved_at, TypedPage.nomination_id),
            _answered(),
            _to_answer(),
            _people(),
            _reminders(),
        )
        .where(Nomination.id.in_(nomination_ids))
        .execution_options(**WITH_NEW_VERSIONS)
    )
    return {
        row[0]: Progress(
            saved_at=max((at for at in row[1:3] if at is not None), default=None),
            answered=row[3],
            to_answer=row[4],
            people=row[5],
            reminders=row[6],
        )
        for row in found
    }


def _latest(moment: Mapped[datetime], owner: Mapped[int]) -> ScalarSelect[datetime]:
    return select(func.max(moment)).where(owner == Nomination.id).correlate(Nomination).scalar_subquery()


def _answered() -> ScalarSelect[int]:
    asked = and_(Question.key == Answer.question_key, Question.category_id == Nomination.category_id)
    return (
        select(func.count())
        .select_from(Answer)
        .join(Question, asked)
        .where(Answer.nomination_id == Nomination.id, Answer.kept_from == "", Answer.text != "", ~Question.optional)
        .correlate(Nomination)
        .scalar_subquery()
    )


def _to_answer() -> ScalarSelect[int]:
    asked = select(func.count()).select_from(Question)
    must = asked.where(Question.category_id == Nomination.category_id, ~Question.optional)
    return must.correlate(Nomination).scalar_subquery()


def _people() -> ScalarSelect[int]:
    named = select(func.count()).select_from(Nominee)
    own = named.where(Nominee.nomination_id == Nomination.id, Nominee.position > 0, Nominee.full_name != "")
    return own.correlate(Nomination).scalar_subquery()


def _reminders() -> ScalarSelect[int]:
    sent = select(func.count()).select_from(Message)
    own = sent.where(Message.about == Nomination.ref, Message.kind == REMINDER, Message.state == MessageState.SENT)
    return own.correlate(Nomination).scalar_subquery()
