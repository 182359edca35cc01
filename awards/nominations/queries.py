"""Finding a nominator's own nominations, and what their pages need."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import Select, func, inspect, select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload
from sqlalchemy.orm.attributes import set_committed_value

from awards.eligibility.rules import RuleSpec
from awards.nominations.lifecycle import NominationState
from awards.nominations.models import WITH_NEW_VERSIONS, Answer, Nomination, Nominator, Submission, TypedPage
from awards.nominations.versions import sent_reference
from awards.seasons.models import Category, Question, RuleSet, Season
from awards.seasons.queries import rule_set_in_force, rules_for


def nominator_by_ref(session: Session, ref: str) -> Nominator | None:
    """Give a nominator, or None. One statement."""
    return session.scalars(select(Nominator).where(Nominator.ref == ref)).one_or_none()


def my_nominations(session: Session, *, nominator_ref: str, programme_id: int) -> Sequence[Nomination]:
    """Give the nominator's own nominations, the latest first, unsent new versions among them. Two statements."""
    return (
        session.scalars(
            _mine(nominator_ref, programme_id)
            .options(selectinload(Nomination.submissions).load_only(Submission.number, Submission.submitted_at))
            .order_by(Nomination.started_at.desc(), Nomination.id.desc())
        )
        .unique()
        .all()
    )


def my_nomination(
    session: Session, ref: str, *, nominator_ref: str, programme_id: int, writing: bool = False
) -> Nomination:
    """Give the nominator's own nomination with category, season, nominator, nominees and what it revises.

    A new version that was sent meanwhile is found as what it was sent as, so that nothing typed is lost. One
    statement. `writing` makes whoever else would write it wait (on PostgreSQL; SQLite has one writer anyway).

    Raises:
        NoResultFound: there is none with this reference, or it is somebody else's.
    """
    return _found(session, _one(ref, nominator_ref, programme_id, writing=writing), ref)


def my_nomination_in_full(
    session: Session, ref: str, *, nominator_ref: str, programme_id: int, writing: bool = False
) -> Nomination:
    """Give the same with the category's questions, the answers, all that is kept and what is unfinished.

    Three statements.

    Raises:
        NoResultFound: there is none with this reference, or it is somebody else's.
    """
    chosen = _one(ref, nominator_ref, programme_id, writing=writing).options(
        joinedload(Nomination.category).selectinload(Category.questions),
        joinedload(Nomination.kept_nominees),
        selectinload(Nomination.every_answer),
        joinedload(Nomination.unfinished).load_only(TypedPage.page, TypedPage.version),
    )
    return sort_answers(_found(session, chosen, ref))


def my_sent_nomination(session: Session, ref: str, *, nominator_ref: str, programme_id: int) -> Nomination:
    """Give the nominator's own nomination with all versions and the season's rounds. Three statements at most.

    Raises:
        NoResultFound: there is none with this reference, or it is somebody else's.
    """
    chosen = _one(ref, nominator_ref, programme_id).options(
        selectinload(Nomination.submissions),
        joinedload(Nomination.new_version),
        joinedload(Nomination.season).joinedload(Season.rounds),  # a few rows: one statement fewer
    )
    return _found(session, chosen, ref)


def my_nomination_to_add_to(
    session: Session, ref: str, *, nominator_ref: str, programme_id: int, writing: bool = False
) -> Nomination:
    """Give the nominator's own nomination with the category's questions and what was sent. Three statements.

    Raises:
        NoResultFound: there is none with this reference, or it is somebody else's.
    """
    chosen = _one(ref, nominator_ref, programme_id, writing=writing).options(
        joinedload(Nomination.category).selectinload(Category.questions), selectinload(Nomination.submissions)
    )
    return _found(session, chosen, ref)


def my_nomination_to_move(
    session: Session, ref: str, *, nominator_ref: str, programme_id: int, writing: bool = False
) -> Nomination:
    """Give the nominator's own nomination with everything that a move keeps, but no questions. Two statements.

    Raises:
        NoResultFound: there is none with this reference, or it is somebody else's.
    """
    chosen = _one(ref, nominator_ref, programme_id, writing=writing).options(
        joinedload(Nomination.kept_nominees), selectinload(Nomination.every_answer)
    )
    return sort_answers(_found(session, chosen, ref))


def sort_answers(nomination: Nomination) -> Nomination:
    """Tell the answers that count from those kept, once all are loaded; gives the nomination back. No statement."""
    for name, is_kept in (("answers", False), ("kept_answers", True)):
        if name in inspect(nomination).unloaded:
            chosen = [one for one in nomination.every_answer if bool(one.kept_from) is is_kept]
            set_committed_value(nomination, name, chosen)
    return nomination


def question_of(session: Session, nomination: Nomination, key: str) -> Question:
    """Give the category's question with this key, or one with it that another category of the season asks.

    A page that was open before the nomination moved to another award may still send its text. One statement.

    Raises:
        NoResultFound: the season asks no such question.
    """
    asked = (
        select(Question)
        .join(Question.category)
        .where(Category.season_id == nomination.season_id, Category.nominated, Question.key == key)
        .options(contains_eager(Question.category))
        .order_by(Question.category_id != nomination.category_id, Category.position)
        .limit(1)
    )
    return session.scalars(asked).one()


def answer_to(session: Session, nomination: Nomination, key: str) -> Answer | None:
    """Give what was answered to the question, or None. One statement."""
    return session.scalars(
        select(Answer).where(Answer.nomination_id == nomination.id, Answer.question_key == key, Answer.kept_from == "")
    ).one_or_none()


def rules_of(session: Session, nomination: Nomination) -> tuple[RuleSpec, ...]:
    """Give the rules in force for the nomination's category. One statement.

    Raises:
        NoResultFound: the season has no rules at all.
    """
    return rules_for(nomination.category, rule_set_in_force(session, nomination.season))


def rules_and_categories(session: Session, nomination: Nomination) -> tuple[tuple[RuleSpec, ...], Sequence[Category]]:
    """Give the rules in force for the nomination's category, and the season's nominated categories. One statement.

    Raises:
        NoResultFound: the season has no rules at all.
    """
    season_id = nomination.season_id
    latest = select(func.max(RuleSet.version)).where(RuleSet.season_id == season_id).scalar_subquery()
    rows = session.execute(
        select(Category, RuleSet)
        .join(RuleSet, RuleSet.season_id == Category.season_id)
        .where(Category.season_id == season_id, RuleSet.version == latest)
        .order_by(Category.position)
    ).all()
    if not rows:
        raise NoResultFound
    return rules_for(nomination.category, rows[0].RuleSet), [row.Category for row in rows if row.Category.nominated]


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
        select(Nomination)
        .where(Nomination.ref == ref)
        .options(joinedload(Nomination.nominator))
        .execution_options(**WITH_NEW_VERSIONS)
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
            joinedload(Nomination.revises),
        )
        .execution_options(**WITH_NEW_VERSIONS)
    )


def _one(ref: str, nominator_ref: str, programme_id: int, *, writing: bool = False) -> Select[Nomination]:
    chosen = _mine(nominator_ref, programme_id).where(Nomination.ref.in_({ref, sent_reference(ref)}))
    return chosen.with_for_update(of=Nomination) if writing else chosen


def _found(session: Session, chosen: Select[Nomination], ref: str) -> Nomination:
    """Give the one with this very reference, else what a new version of this reference was sent as.

    Raises:
        NoResultFound: there is neither.
    """
    found = {nomination.ref: nomination for nomination in session.scalars(chosen).unique()}
    if not found:
        raise NoResultFound
    return found.get(ref) or found[sent_reference(ref)]
