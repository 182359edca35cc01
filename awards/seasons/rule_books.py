"""A season's rules with where they apply: read from rows, as they stand or stood, and with one rule changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from awards.eligibility.kinds_people import PeopleBetween
from awards.eligibility.rules import RuleSpec, rules_from_data
from awards.eligibility.window import SeasonWindow
from awards.eligibility.wording import Labels
from awards.seasons.documents import CategoryDocument, Choice, RuleBook
from awards.seasons.models import Category, RuleSet, Season
from awards.seasons.queries import window_of
from awards.seasons.words import Asked


@dataclass(frozen=True, slots=True)
class RuleChange:
    """One rule as it would be, the keys of the categories it would apply to, and when nominations would close."""

    rule: RuleSpec
    categories: tuple[str, ...]
    closes_at: datetime | None = None
    """An aware instant; None leaves the close as it is. Only a rule of kind inside_window carries one."""


def book_of(season: Season, categories: Sequence[Category], rule_set: RuleSet) -> RuleBook:
    """Give a version of the rules as it stands or stood: each applying where it did, under the close it had.

    Needs the season's programme loaded; no statement. Versions made before that was stored stand as categories do now.

    Raises:
        ValueError: the stored rules no longer make rules.
    """
    applies = {str(row["id"]): row.get("categories") for row in rule_set.rules}
    return RuleBook(
        categories=tuple(_category(one, applies) for one in categories),
        rules=rules_from_data(rule_set.rules),
        vocabulary={
            name: tuple(Choice(one["key"], one["label"]) for one in choices)
            for name, choices in season.vocabulary.items()
        },
        window=_window(season, rule_set),
    )


def changed(book: RuleBook, change: RuleChange) -> RuleBook:
    """Give the rules with one of them changed; limits on how many people are named stay in step with it.

    Raises:
        ValueError: nominations would close before they open.
    """
    rules = tuple(change.rule if rule.id == change.rule.id else rule for rule in book.rules)
    window = replace(book.window, closes_at=change.closes_at) if change.closes_at else book.window
    applied = replace(book, rules=rules, categories=tuple(_applied(one, change) for one in book.categories))
    return replace(applied, window=window, categories=tuple(_limited(one, applied) for one in applied.categories))


def labels_of(season: Season) -> Labels:
    """Give what a season calls its choices. No statement."""
    return {name: {one["key"]: one["label"] for one in choices} for name, choices in season.vocabulary.items()}


def _category(row: Category, applies: dict[str, Any]) -> CategoryDocument:
    stored = [rule_id for rule_id, keys in applies.items() if row.key in (keys or ())]
    as_now = [rule_id for rule_id, keys in applies.items() if keys is None and rule_id in row.rule_ids]
    return CategoryDocument(
        key=row.key,
        slug=row.slug,
        name=row.name,
        award_for=row.award_for,
        who=None,
        nominated=row.nominated,
        nominee=row.nominee_kind,
        people_min=row.people_min,
        people_max=row.people_max,
        asks=tuple(Asked(one) for one in row.asks),
        reveals=row.reveals,
        rules=_in_order(row.rule_ids, {*stored, *as_now}),
        questions=(),
        criteria=(),
    )


def _in_order(now: Sequence[str], wanted: set[str]) -> tuple[str, ...]:
    """Give the ids in the order the category has them now, what it no longer has at the end."""
    return (*(one for one in now if one in wanted), *sorted(wanted.difference(now)))


def _window(season: Season, rule_set: RuleSet) -> SeasonWindow:
    window = window_of(season)
    stored = next((str(row["closes_at"]) for row in rule_set.rules if row.get("closes_at")), None)
    return replace(window, closes_at=datetime.fromisoformat(stored)) if stored else window


def _applied(category: CategoryDocument, change: RuleChange) -> CategoryDocument:
    rule_id, wanted = change.rule.id, category.key in change.categories
    if wanted is (rule_id in category.rules):
        return category
    rules = (*category.rules, rule_id) if wanted else tuple(one for one in category.rules if one != rule_id)
    return replace(category, rules=rules)


def _limited(category: CategoryDocument, book: RuleBook) -> CategoryDocument:
    """Hold what the form lets people name to what the rule says; without such a rule it stays as it is."""
    limits = [rule.kind for rule in book.rules_of(category.key) if isinstance(rule.kind, PeopleBetween)]
    if not limits:
        return category
    return replace(category, people_min=limits[0].least, people_max=limits[0].most)
