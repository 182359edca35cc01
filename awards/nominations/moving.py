"""Moving a draft to another award: what still fits stays, the rest is kept aside, and nothing is dropped."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from awards.audit import Tag, record
from awards.core.actor import Actor
from awards.core.permission import Permission, Reason, require
from awards.nominations.kept import AGAIN, Wordings, wordings_of, written_for
from awards.nominations.models import Answer, Nomination, Nominee
from awards.nominations.policy import may_edit, may_move
from awards.nominations.rules import LONGEST_DRAFT
from awards.seasons.models import Category, Question
from awards.seasons.words import NomineeShape

_OUT_OF_THE_WAY: Final = 10_000
"""Positions are unique, so that an exchange needs places where nobody stands."""


def move_nomination(
    session: Session, nomination: Nomination, category: Category, *, actor: Actor, now: datetime
) -> None:
    """Move a draft to another category, with everything in it; to the one it is in changes nothing.

    An answer stays where the new category asks the same question in the same words; the others are kept, marked with
    the category they were written for, and come back with a category that asks for them, unless something else was
    written in their place meanwhile: then both stay. Between an award for people and one for a team, whoever was
    named is kept aside in the same way. Needs the new category's questions, the old category, nominees, answers and
    what is kept of both loaded.

    Raises:
        Refused: the nomination is no longer a draft, or the category is not open to nomination.
    """
    require(may_move(nomination, category))
    if category.id != nomination.category.id:
        carry_over(session, nomination, category, actor=actor, now=now)


def carry_over(session: Session, nomination: Nomination, category: Category, *, actor: Actor, now: datetime) -> None:
    """Do the same whatever the state: whoever calls has made sure that the nomination may be moved to another one."""
    old = nomination.category
    if category.nominee_kind is not old.nominee_kind and NomineeShape.TEAM in {category.nominee_kind, old.nominee_kind}:
        _exchange_people(session, nomination, to_team=category.nominee_kind is NomineeShape.TEAM)
    wordings = wordings_of(session, nomination.season_id)
    aside = _set_aside(session, nomination, category, wordings=wordings)
    back = _bring_back(session, nomination, category, wordings=wordings)
    nomination.category = category
    record(
        session, Tag.NOMINATION_MOVED, nomination.ref, actor=actor, at=now,
        was=old.key, category=category.key, kept=aside, back=back,
    )  # fmt: skip
    session.flush()
    session.expire(nomination, ["nominees", "kept_nominees", "answers", "kept_answers", "every_answer"])


def may_keep_for_another(nomination: Nomination, *, text: str) -> Permission:
    """Say whether text typed for another award may be kept beside this draft."""
    long = Reason("too-long", f"No answer takes more than {LONGEST_DRAFT:,} characters.")
    return Permission.unless(*may_edit(nomination).reasons, long if len(text) > LONGEST_DRAFT else None)


def keep_for_another(session: Session, nomination: Nomination, question: Question, *, text: str, now: datetime) -> None:
    """Keep what was typed into a question of another category, beside whatever is kept of it already.

    Needs the question's category and what is kept loaded.

    Raises:
        Refused: the nomination is no longer a draft, or the text is too long.
    """
    require(may_keep_for_another(nomination, text=text))
    there = {(one.question_key, one.kept_from): one.text for one in nomination.kept_answers}
    if not text or text in {words for (key, _), words in there.items() if key == question.key}:
        return
    mark = _free_mark(question.category.key, question.key, there.keys())
    answer = Answer(nomination_id=nomination.id, question_key=question.key, kept_from=mark, text=text, saved_at=now)
    session.add(answer)
    session.flush()
    session.expire(nomination, ["kept_answers", "every_answer"])


def take_out(session: Session, nomination: Nomination, nominee_ref: str) -> None:
    """Take somebody out for good who is kept from an award of another shape; one who is gone already stays gone.

    Raises:
        Refused: the nomination is no longer a draft.
    """
    require(may_edit(nomination))
    for person in nomination.kept_nominees:
        if person.ref == nominee_ref:
            session.delete(person)
    session.flush()
    session.expire(nomination, ["kept_nominees"])


def _set_aside(session: Session, nomination: Nomination, category: Category, *, wordings: Wordings) -> int:
    """Mark the answers that the new category does not ask for; an empty one is no loss."""
    old, asked = nomination.category.key, _asked(category)
    marks = {(answer.question_key, answer.kept_from) for answer in nomination.kept_answers}
    leaving = [one for one in nomination.answers if not _fits(one, old, asked, wordings=wordings)]
    for answer in leaving:
        if answer.text:
            answer.kept_from = _free_mark(old, answer.question_key, marks)
        else:
            session.delete(answer)
    session.flush()
    return sum(1 for answer in leaving if answer.text)


def _bring_back(session: Session, nomination: Nomination, category: Category, *, wordings: Wordings) -> int:
    """Give kept answers their place where the new category asks for them and nothing else was written there."""
    asked, old = _asked(category), nomination.category.key
    places = {one.question_key: one for one in nomination.answers if _fits(one, old, asked, wordings=wordings)}
    fitting = [one for one in nomination.kept_answers if _fits(one, written_for(one), asked, wordings=wordings)]
    back = 0
    for answer in _best_first(fitting, category.key):
        there = places.get(answer.question_key)
        if there is not None and there.text:
            continue
        if there is not None:
            session.delete(there)
            session.flush()
        answer.kept_from = ""
        places[answer.question_key] = answer
        back += 1
    session.flush()
    return back


def _best_first(kept: Iterable[Answer], key: str) -> list[Answer]:
    """Put what was written for this very category first, then what was written last."""
    latest = sorted(kept, key=lambda answer: answer.saved_at, reverse=True)
    return sorted(latest, key=lambda answer: written_for(answer) != key)


def _free_mark(category_key: str, question_key: str, marks: Collection[tuple[str, str]]) -> str:
    """Give a mark of this category that no answer kept for the same question bears yet."""
    mark, number = category_key, 1
    while (question_key, mark) in marks:
        number += 1
        mark = f"{category_key}{AGAIN}{number}"
    return mark


def _asked(category: Category) -> set[tuple[str, str | None]]:
    return {(question.key, question.label) for question in category.questions}


def _fits(answer: Answer, category_key: str, asked: set[tuple[str, str | None]], *, wordings: Wordings) -> bool:
    """Whether the question it was written for, in that category, is asked in the same words."""
    return (answer.question_key, wordings.get((category_key, answer.question_key))) in asked


def _exchange_people(session: Session, nomination: Nomination, *, to_team: bool) -> None:
    """Keep whoever was named aside, and bring back whoever was named for an award of the new shape."""
    leaving = list(nomination.nominees)
    coming = [person for person in nomination.kept_nominees if person.is_team is to_team]
    staying = [person for person in nomination.kept_nominees if person.is_team is not to_team]
    _place(session, [*leaving, *coming], [_OUT_OF_THE_WAY + number for number in range(len(leaving) + len(coming))])
    lowest = min((person.position for person in staying), default=0)
    _place(session, leaving, [lowest - number for number in range(1, len(leaving) + 1)])
    _place(session, coming, list(range(1, len(coming) + 1)))


def _place(session: Session, people: Iterable[Nominee], positions: Iterable[int]) -> None:
    for person, position in zip(people, positions, strict=True):
        person.position = position
    session.flush()
