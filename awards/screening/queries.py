"""Finding nominations to rule on, entries, verdicts and rulings; staff and the rooms above ask here."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, or_, select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session, joinedload, selectinload

from awards.eligibility.rules import RuleSpec, assess
from awards.eligibility.verdict import Verdict
from awards.nominations.completeness import team_name_of
from awards.nominations.facts import PastWins, facts_of
from awards.nominations.lifecycle import NominationState
from awards.nominations.models import Answer, Nomination, Nominee
from awards.nominees.models import Notice
from awards.nominees.rules import shown_name
from awards.nominees.words import NameForm, Response
from awards.registers.known import known_of
from awards.screening.lifecycle import EntryState
from awards.screening.models import Entry, EntryNomination, EntryNominee
from awards.screening.policy import Standing
from awards.screening.rules import Copied, joined_names
from awards.screening.standing import Around
from awards.seasons.models import Category, Question, RuleSet, Season
from awards.seasons.queries import past_wins_of, rule_set_in_force, rules_for, window_of
from awards.seasons.rule_books import labels_of

_COLUMNS = [column.key for column in Nomination.__mapper__.column_attrs]


@dataclass(frozen=True, slots=True)
class Check:
    """What the rules in force say of a nomination now, with the rules themselves."""

    verdict: Verdict
    rule_set: RuleSet
    rules: tuple[RuleSpec, ...]


def entries_of_category(
    session: Session, category_id: int, *, states: Collection[EntryState] | None = None
) -> Sequence[Entry]:
    """Give a category's entries, in these states only if any are named, by reference; the category is loaded.

    References are random, so the order says nothing about who was admitted first. One statement.
    """
    chosen = entries().where(Entry.category_id == category_id)
    if states is not None:
        chosen = chosen.where(Entry.state.in_(states))
    return session.scalars(chosen.order_by(Entry.ref)).all()


def entries_of_season(session: Session, season_id: int) -> Sequence[Entry]:
    """Give every entry of a season, by category and reference, with the category loaded. One statement."""
    return session.scalars(
        entries().where(Category.season_id == season_id).order_by(Category.position, Entry.ref)
    ).all()


def entry_by_ref(session: Session, ref: str, *, season_id: int) -> Entry:
    """Give an entry of this season with its category, passages, nominees and nominations. Four statements.

    Raises:
        NoResultFound: there is none with this reference in this season.
    """
    return session.scalars(
        entries()
        .where(Entry.ref == ref, Category.season_id == season_id)
        .options(
            selectinload(Entry.passages),
            selectinload(Entry.nominees),
            selectinload(Entry.nominations).joinedload(Nomination.nominator),
        )
    ).one()


def entry_about(session: Session, nominee: Nominee) -> Entry | None:
    """Give the entry that a nominee stands in or that their nomination is behind, withdrawn or not. One statement.

    Whoever else would change it waits (on PostgreSQL).
    """
    holds = select(EntryNominee.entry_id).where(EntryNominee.nominee_id == nominee.id)
    behind = select(EntryNomination.entry_id).where(EntryNomination.nomination_id == nominee.nomination_id)
    return session.scalars(
        entries().where(or_(Entry.id.in_(holds), Entry.id.in_(behind))).with_for_update(of=Entry)
    ).one_or_none()


def entry_to_show(session: Session, ref: str, *, season_id: int) -> Entry:
    """Give an entry of this season with its category, passages and nominations, without its nominees. Three statements.

    Raises:
        NoResultFound: there is none with this reference in this season.
    """
    return session.scalars(
        entries()
        .where(Entry.ref == ref, Category.season_id == season_id)
        .options(selectinload(Entry.passages), selectinload(Entry.nominations).joinedload(Nomination.nominator))
    ).one()


def nomination_by_ref(session: Session, ref: str, *, season_id: int) -> Nomination:
    """Give a nomination of this season, whole: category, season, programme, nominator, nominees, submissions.

    One statement.

    Raises:
        NoResultFound: there is none with this reference in this season.
    """
    chosen = _whole().where(Nomination.ref == ref, Nomination.season_id == season_id)
    return session.scalars(chosen).unique().one()


def nomination_of_programme(session: Session, ref: str, *, programme_id: int) -> Nomination:
    """Give a nomination of any season of a programme, whole. One statement.

    Raises:
        NoResultFound: there is none with this reference.
    """
    chosen = _whole().join(Nomination.season).where(Nomination.ref == ref, Season.programme_id == programme_id)
    return session.scalars(chosen).unique().one()


def whole(session: Session, nomination: Nomination) -> Nomination:
    """Give the same nomination whole and as it is now, to act on it. Two statements.

    Whoever else would act on it waits (on PostgreSQL; SQLite has one writer anyway), and then sees what was done: a
    page may have loaded it before it waited, so its own columns are read again under the lock.
    """
    session.flush()
    session.refresh(nomination, _COLUMNS, with_for_update=True)
    return session.scalars(_whole().where(Nomination.id == nomination.id)).unique().one()


def check_of(session: Session, nomination: Nomination, *, known: Around) -> Check:
    """Put a whole nomination to the rules in force with what is known around it; nothing is stored.

    What staff found in a register or a list goes before what was typed. Three statements.
    """
    rule_set = rule_set_in_force(session, nomination.season)
    names = {nominee.ref: nominee.full_name for nominee in nomination.nominees}
    wins = past_wins_of(session, nomination.season.programme_id, names)
    return check_by(session, nomination, rule_set=rule_set, known=known, wins=wins)


def check_by(session: Session, nomination: Nomination, *, rule_set: RuleSet, known: Around, wins: PastWins) -> Check:
    """Do the same with rules and earlier wins at hand, these by the nominees' references. One statement."""
    rules = rules_for(nomination.category, rule_set)
    facts = facts_of(
        nomination,
        judges_categories=_judging(nomination, known),
        past_wins=wins,
        adults_confirmed=known.adults_confirmed,
        checks=known_of(session, nomination.nominees),
    )
    labels = labels_of(nomination.season)
    return Check(assess(facts, rules, window_of(nomination.season), labels=labels), rule_set, rules)


def nominations_behind(session: Session, entry: Entry) -> Sequence[Nomination]:
    """Give the nominations behind an entry. One statement."""
    return session.scalars(
        select(Nomination)
        .join(EntryNomination, EntryNomination.nomination_id == Nomination.id)
        .where(EntryNomination.entry_id == entry.id)
        .order_by(Nomination.id)
    ).all()


def original_of(session: Session, nomination: Nomination) -> list[Copied]:
    """Give what was sent last of a whole nomination, question by question. No statement.

    Of one that was never sent it gives what is saved so far; two statements.
    """
    if nomination.submissions:
        return [Copied(part["question"], part["answer"]) for part in nomination.submissions[-1].content]
    questions = session.scalars(
        select(Question).where(Question.category_id == nomination.category_id).order_by(Question.position)
    ).all()
    saved = session.scalars(select(Answer).where(Answer.nomination_id == nomination.id, Answer.kept_from == "")).all()
    texts = {answer.question_key: answer.text for answer in saved}
    return [Copied(question.label, texts.get(question.key, "")) for question in questions]


def nominations_to_admit(session: Session, season_id: int) -> Sequence[Nomination]:
    """Give what was ruled eligible and is behind no entry yet, with category and nominees. Two statements."""
    return session.scalars(
        awaiting_admission(season_id)
        .options(joinedload(Nomination.category), selectinload(Nomination.nominees))
        .order_by(Nomination.submitted_at)
    ).all()


def title_and_place(nomination: Nomination, standings: Iterable[Standing]) -> tuple[str, str | None]:
    """Give the name and place by which judges know the nominees of a whole nomination.

    Adults stand with their full names, since judges must see whom they know; children with the name they chose,
    else the first name. Neither a child nor anybody in a category that reveals something has a place.
    """
    names, places = [], []
    for one in standings:
        names.append(_childs_name(one.nominee, one.notice) if one.child else one.nominee.full_name)
        places.append(None if one.child or nomination.category.reveals else one.nominee.employer)
    title = team_name_of(nomination) or joined_names(names)
    return title, joined_names(list(dict.fromkeys(place for place in places if place))) or None


def nominee_of_season(session: Session, ref: str, *, season_id: int) -> tuple[Nominee, Entry | None]:
    """Give a nominee of this season with nomination and category, and the entry they are in, if any. Two statements.

    Raises:
        NoResultFound: there is none with this reference in this season.
    """
    nominee = session.scalars(
        select(Nominee)
        .where(Nominee.ref == ref)
        .options(joinedload(Nominee.nomination).joinedload(Nomination.category))
    ).one()
    entry = session.scalars(
        entries()
        .join(EntryNominee, EntryNominee.entry_id == Entry.id)
        .where(EntryNominee.nominee_id == nominee.id, Category.season_id == season_id)
    ).one_or_none()
    if entry is None and (nominee.nomination is None or nominee.nomination.season_id != season_id):
        raise NoResultFound
    return nominee, entry


def categories_by(session: Session, season_id: int, *, nominated: bool) -> Sequence[Category]:
    """Give the season's categories that are open to nomination, or those that are not, in order. One statement."""
    return session.scalars(
        select(Category)
        .where(Category.season_id == season_id, Category.nominated == nominated)
        .order_by(Category.position)
    ).all()


def entries() -> Select[Entry]:
    """Give the statement that selects entries with their category."""
    return select(Entry).join(Entry.category).options(joinedload(Entry.category))


def _whole() -> Select[Nomination]:
    return select(Nomination).options(
        joinedload(Nomination.category),
        joinedload(Nomination.season).joinedload(Season.programme),
        joinedload(Nomination.nominator),
        joinedload(Nomination.nominees),  # a few rows each: one statement instead of three
        joinedload(Nomination.submissions),
    )


def _judging(nomination: Nomination, known: Around) -> dict[str, tuple[str, ...]]:
    """Say of the nominator and the nominees, by reference, which categories they judge: this one or none."""
    here: tuple[str, ...] = (nomination.category.key,)
    judging = {one.nominee.ref: here if one.judges else () for one in known.standings.values()}
    judging[nomination.nominator.ref] = here if known.nominator_judges else ()
    return judging


def awaiting_admission(season_id: int) -> Select[Nomination]:
    """Give the statement that selects what was ruled eligible and is behind no entry."""
    admitted = select(EntryNomination.nomination_id)
    return select(Nomination).where(
        Nomination.season_id == season_id,
        Nomination.state == NominationState.ELIGIBLE,
        Nomination.id.not_in(admitted),
    )


def _childs_name(nominee: Nominee, notice: Notice | None) -> str:
    """Give the name a child chose, else the first name; a full name is never shown to judges."""
    form = notice.name_form if notice and notice.response is Response.AGREED else NameForm.FULL_NAME
    chosen = NameForm.FIRST_NAME if form is NameForm.FULL_NAME else form
    public_name = notice.public_name if notice else None
    return shown_name(nominee.full_name, nominee.known_as, chosen, public_name) or "Name withheld"
