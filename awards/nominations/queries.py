"""Finding nominations: a nominator's own, and for staff those of a season."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from awards.comms.models import Message
from awards.eligibility.rules import RuleSpec
from awards.nominations.completeness import nominee_words
from awards.nominations.lifecycle import NominationState
from awards.nominations.models import Answer, Nomination, Nominator, Nominee
from awards.seasons.models import Category, Question, Season
from awards.seasons.queries import rule_set_in_force, rules_for
from awards.web.pagination import PageOf, page_of

LINK_KINDS = ("nominations/draft_link", "nominations/receipt")
"""The mails that carry a nominator's link."""


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


def nominator_by_ref(session: Session, ref: str) -> Nominator | None:
    """Give a nominator, or None. One statement."""
    return session.scalars(select(Nominator).where(Nominator.ref == ref)).one_or_none()


def my_nominations(session: Session, *, nominator_ref: str, programme_id: int) -> Sequence[Nomination]:
    """Give the nominator's own nominations in this programme, the latest first. One statement."""
    return (
        session.scalars(_mine(nominator_ref, programme_id).order_by(Nomination.started_at.desc(), Nomination.id.desc()))
        .unique()
        .all()
    )


def my_nomination(
    session: Session, ref: str, *, nominator_ref: str, programme_id: int, writing: bool = False
) -> Nomination:
    """Give the nominator's own nomination with category, season, nominator and nominees. One statement.

    `writing` makes whoever else would write it wait (on PostgreSQL; SQLite has one writer anyway).

    Raises:
        NoResultFound: there is none with this reference, or it is somebody else's.
    """
    return session.scalars(_one(ref, nominator_ref, programme_id, writing=writing)).unique().one()


def my_nomination_in_full(
    session: Session, ref: str, *, nominator_ref: str, programme_id: int, writing: bool = False
) -> Nomination:
    """Give the same with the category's questions and the answers as well. Three statements.

    Raises:
        NoResultFound: there is none with this reference, or it is somebody else's.
    """
    chosen = _one(ref, nominator_ref, programme_id, writing=writing).options(*_in_words())
    return session.scalars(chosen).unique().one()


def my_sent_nomination(session: Session, ref: str, *, nominator_ref: str, programme_id: int) -> Nomination:
    """Give the nominator's own nomination with what was sent and the season's rounds. Three statements at most.

    Raises:
        NoResultFound: there is none with this reference, or it is somebody else's.
    """
    chosen = _one(ref, nominator_ref, programme_id).options(
        selectinload(Nomination.submissions), joinedload(Nomination.season).selectinload(Season.rounds)
    )
    return session.scalars(chosen).unique().one()


def question_of(session: Session, nomination: Nomination, key: str) -> Question:
    """Give the category's question with this key. One statement.

    Raises:
        NoResultFound: the category asks no such question.
    """
    asked = select(Question).where(Question.category_id == nomination.category_id, Question.key == key)
    return session.scalars(asked).one()


def answer_to(session: Session, nomination: Nomination, key: str) -> Answer | None:
    """Give what was answered to the question, or None. One statement."""
    return session.scalars(
        select(Answer).where(Answer.nomination_id == nomination.id, Answer.question_key == key)
    ).one_or_none()


def rules_of(session: Session, nomination: Nomination) -> tuple[RuleSpec, ...]:
    """Give the rules in force for the nomination's category. One statement.

    Raises:
        NoResultFound: the season has no rules at all.
    """
    return rules_for(nomination.category, rule_set_in_force(session, nomination.season))


def categories_with_keys(session: Session, season_id: int, keys: Collection[str]) -> Sequence[Category]:
    """Give the season's nominated categories with these keys, in order. One statement, none without keys."""
    if not keys:
        return ()
    chosen = select(Category).where(Category.season_id == season_id, Category.key.in_(keys), Category.nominated)
    return session.scalars(chosen.order_by(Category.position)).all()


def nomination_to_open(session: Session, ref: str) -> Nomination:
    """Give the nomination that a mailed link is about, with its nominator. One statement.

    Raises:
        NoResultFound: it is gone.
    """
    return session.scalars(
        select(Nomination).where(Nomination.ref == ref).options(joinedload(Nomination.nominator))
    ).one()


def nominations_to_mail(session: Session, email_index: str, *, programme_id: int) -> Sequence[Nomination]:
    """Give, for each nominator with this address, the newest draft or else the newest nomination sent.

    One statement. From either, the nominator reaches all the others.
    """
    chosen = (
        select(Nomination)
        .join(Nomination.nominator)
        .join(Nomination.season)
        .where(
            Nominator.email_index == email_index,
            Season.programme_id == programme_id,
            Nomination.state != NominationState.WITHDRAWN,
        )
        .options(joinedload(Nomination.nominator), joinedload(Nomination.season).joinedload(Season.programme))
        .order_by(Nomination.state != NominationState.DRAFT, Nomination.started_at.desc())
    )
    newest: dict[int, Nomination] = {}
    for nomination in session.scalars(chosen):
        newest.setdefault(nomination.nominator_id, nomination)
    return list(newest.values())


def links_mailed_lately(session: Session, email_index: str, *, since: datetime) -> int:
    """Count the links queued for an address since a moment, over all its nominations. One statement."""
    about = select(Nomination.ref).join(Nomination.nominator).where(Nominator.email_index == email_index)
    counted = select(func.count(Message.id)).where(
        Message.kind.in_(LINK_KINDS), Message.queued_at > since, Message.about.in_(about)
    )
    return session.scalar(counted) or 0


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
            *_in_words(),
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


def _mine(nominator_ref: str, programme_id: int) -> Select[Nomination]:
    return (
        select(Nomination)
        .join(Nomination.nominator)
        .join(Nomination.season)
        .where(Nominator.ref == nominator_ref, Season.programme_id == programme_id)
        .options(
            joinedload(Nomination.category),
            joinedload(Nomination.nominator),
            joinedload(Nomination.season).joinedload(Season.programme),
            joinedload(Nomination.nominees),  # a handful of rows: one statement fewer on every page
        )
    )


def _one(ref: str, nominator_ref: str, programme_id: int, *, writing: bool = False) -> Select[Nomination]:
    chosen = _mine(nominator_ref, programme_id).where(Nomination.ref == ref)
    return chosen.with_for_update(of=Nomination) if writing else chosen


def _in_words() -> tuple[ORMOption, ...]:
    return (joinedload(Nomination.category).selectinload(Category.questions), selectinload(Nomination.answers))


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
