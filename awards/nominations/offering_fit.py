"""Which other award may fit, and what of a nomination fits it: for staff who offer a move, and for the nominator."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from awards.eligibility.facts import Facts, NomineeKind
from awards.eligibility.rules import assess
from awards.nominations.facts import facts_as_told
from awards.nominations.kept import written_for
from awards.nominations.models import Nomination
from awards.nominations.told import verdict_heading
from awards.seasons.models import Category, Question, RuleSet
from awards.seasons.queries import rules_for, window_of
from awards.seasons.words import NomineeShape


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """What the rules would say of a nomination in another category, going by what the nominator told."""

    category: Category
    word: str
    reasons: tuple[str, ...]
    suggested: bool
    """Whether the rules of its present category point there."""

    @property
    def words(self) -> str:
        """All of it as one line."""
        first = f"{self.word}; suggested by the rules." if self.suggested else f"{self.word}."
        return " ".join((first, *self.reasons))


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """What becomes of the answers in another category, as the nominator reads it."""

    fitting: Sequence[Question]
    """Questions that are asked there in the same words and are answered."""
    kept: Sequence[Question]
    """Questions that are not asked there: the answers are kept, but are no part of the nomination any more."""
    new: Sequence[Question]
    """Questions that nothing answers yet."""


def fits(nomination: Nomination, categories: Iterable[Category], rule_set: RuleSet) -> list[Fit]:
    """Give every other category that is open to nomination, those that the rules suggest first. No statement.

    Needs season with programme, category, nominator and nominees loaded.
    """
    window, facts = window_of(nomination.season), facts_as_told(nomination)
    suggested = assess(facts, rules_for(nomination.category, rule_set), window).suggestions
    found = []
    for one in categories:
        if one.id == nomination.category_id or not one.nominated:
            continue
        verdict = assess(_facts_in(facts, nomination, one), rules_for(one, rule_set), window)
        word = verdict_heading(verdict, one.name).word
        found.append(Fit(category=one, word=word, reasons=verdict.reasons, suggested=one.key in suggested))
    return sorted(found, key=lambda fit: not fit.suggested)


def carried(nomination: Nomination, category: Category) -> Carried:
    """Give what becomes of the answers in this category; needs both categories' questions and all answers loaded."""
    asked = {(one.key, one.label) for one in category.questions}
    answered = {one.question_key for one in nomination.answers if one.text}
    old = [one for one in nomination.category.questions if one.key in answered]
    fitting = [one for one in old if (one.key, one.label) in asked]
    back = {one.question_key for one in nomination.kept_answers if written_for(one) == category.key}
    there = {one.key for one in fitting} | back
    return Carried(
        fitting=[one for one in category.questions if one.key in there],
        kept=[one for one in old if one not in fitting],
        new=[one for one in category.questions if one.key not in there],
    )


def _facts_in(facts: Facts, nomination: Nomination, category: Category) -> Facts:
    """Give the same facts in another category; between people and a team, nobody of the other shape is known."""
    judges = (category.key,) if facts.nominator.judges_categories else ()
    moved = replace(facts, category=category.key, nominator=replace(facts.nominator, judges_categories=judges))
    to_team = category.nominee_kind is NomineeShape.TEAM
    if to_team is (nomination.category.nominee_kind is NomineeShape.TEAM):
        return moved
    kind = NomineeKind.TEAM if to_team else NomineeKind.PERSON
    return replace(moved, nominee_kind=kind, people=(), team=None)
