"""What a move to another award kept aside: never sent, never dropped, shown whole to whoever wrote it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from awards.nominations.models import Answer, Nomination
from awards.seasons.models import Category, Question
from awards.seasons.words import NomineeShape

Wordings = Mapping[tuple[str, str], str]
"""How each question of the season is worded, by key of the category and of the question."""

AGAIN: Final = "#"
"""Follows the category's key in the mark of a second answer kept for one question of that category."""


@dataclass(frozen=True, slots=True)
class KeptText:
    """An answer that the present category does not ask for: its question, the award it was written for, its words."""

    question: str
    award: str
    text: str


@dataclass(frozen=True, slots=True)
class KeptPerson:
    """Somebody named for an award of another shape, to be taken out by hand."""

    words: str
    ref: str


@dataclass(frozen=True, slots=True)
class Kept:
    """Everything that is kept but no part of the nomination."""

    answers: tuple[KeptText, ...] = ()
    people: tuple[KeptPerson, ...] = ()
    team: str | None = None
    """The name of a team, while the award is not for one."""

    def __bool__(self) -> bool:
        return bool(self.answers or self.people or self.team)

    @property
    def count(self) -> int:
        """How many things are kept."""
        return len(self.answers) + len(self.people) + (1 if self.team else 0)


def wordings_of(session: Session, season_id: int) -> dict[tuple[str, str], str]:
    """Give how each question of the season is worded. One statement."""
    chosen = select(Category.key, Question.key, Question.label).join(Question).where(Category.season_id == season_id)
    return {(category, question): label for category, question, label in session.execute(chosen)}


def kept_of(session: Session, nomination: Nomination) -> Kept:
    """Give all that is kept of a nomination; needs what is kept loaded. One statement, none without kept answers."""
    team = nomination.category.nominee_kind is NomineeShape.TEAM
    people = tuple(KeptPerson(one.full_name or "No name yet", one.ref) for one in nomination.kept_nominees)
    return Kept(_texts(session, nomination), people, None if team else nomination.team_name)


def written_for(answer: Answer) -> str:
    """Give the key of the category that a kept answer was written for."""
    return answer.kept_from.partition(AGAIN)[0]


def _texts(session: Session, nomination: Nomination) -> tuple[KeptText, ...]:
    if not nomination.kept_answers:
        return ()
    chosen = (
        select(Category.key, Category.name, Question.key, Question.label)
        .outerjoin(Question)
        .where(Category.season_id == nomination.season_id)
    )
    rows = session.execute(chosen).all()
    names = {category: name for category, name, _, _ in rows}
    labels = {(category, question): label for category, _, question, label in rows}
    return tuple(
        KeptText(
            labels.get((written_for(one), one.question_key), one.question_key),
            names.get(written_for(one), written_for(one)),
            one.text,
        )
        for one in sorted(nomination.kept_answers, key=lambda answer: (answer.kept_from, answer.id))
    )
