"""Checks the rules of a season against its categories and against the choices its forms offer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from awards.eligibility.kinds import params_of
from awards.eligibility.kinds_people import PeopleBetween
from awards.eligibility.reading import Fault, repeated
from awards.eligibility.rules import RuleSpec
from awards.seasons.documents import RuleBook

CHOICES_OF: Final[Mapping[str, str]] = {
    "employers": "employer_types",
    "by_placement": "employer_types",
    "fields": "works_in",
    "unclear_fields": "works_in",
    "services": "team_services",
    "unclear_services": "team_services",
    "programmes": "programmes",
    "stages": "programme_stages",
    "nation": "nations",
}
"""Which list of the vocabulary a parameter's values must stand in: a mistyped one would never match."""


_NUMBER: Final = re.compile(r"\b(\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b", re.IGNORECASE)


def rule_faults(book: RuleBook) -> Iterator[Fault]:
    """Give every fault of the rules, each with its place."""
    ids = [rule.id for rule in book.rules]
    for rule_id in repeated(ids):
        yield Fault("rules", f"the id {rule_id} stands twice")
    used = {rule_id for category in book.categories for rule_id in category.rules}
    for place, category in enumerate(book.categories):
        for rule_id in category.rules:
            if rule_id not in ids:
                yield Fault(f"categories[{place}].rules", f"{rule_id} is no rule of this season")
    yield from _people_faults(book)
    for place, rule in enumerate(book.rules):
        path = f"rules[{place}]"
        if rule.id not in used:
            yield Fault(f"{path}.id", f"{rule.id} is used by no category: name it there or remove it")
        yield from _suggestion_faults(path, rule, book)
        yield from _choice_faults(path, rule, book)
        yield from _number_faults(path, rule)


def _people_faults(book: RuleBook) -> Iterator[Fault]:
    """Hold the form to what the rule says about how many people can be named."""
    for place, category in enumerate(book.categories):
        for rule in book.rules_of(category.key):
            kind = rule.kind
            if isinstance(kind, PeopleBetween) and (kind.least, kind.most) != (
                category.people_min,
                category.people_max,
            ):
                words = f"must be as in {rule.id}: least {kind.least}, most {kind.most or 'without limit'}"
                yield Fault(f"categories[{place}].people_max", f"people_min and people_max {words}")


def _suggestion_faults(path: str, rule: RuleSpec, book: RuleBook) -> Iterator[Fault]:
    open_to_all = {category.key for category in book.categories if category.nominated}
    for code, category_key in rule.suggest.items():
        if category_key not in open_to_all:
            yield Fault(f"{path}.suggest.{code}", f"{category_key!r} is no category open to nomination")


def _choice_faults(path: str, rule: RuleSpec, book: RuleBook) -> Iterator[Fault]:
    for param, value in params_of(rule.kind).items():
        name = CHOICES_OF.get(param)
        if name is None or value is None:
            continue
        known = {choice.key for choice in book.vocabulary.get(name, ())}
        for wanted in value if isinstance(value, list) else [value]:
            if wanted not in known:
                yield Fault(f"{path}.params.{param}", f"{wanted!r} does not stand in vocabulary.{name}")


def _number_faults(path: str, rule: RuleSpec) -> Iterator[Fault]:
    """Keep numbers out of the sentences of rules that count: written out they would outlive a change of the rule."""
    counts = any(isinstance(value, int) and not isinstance(value, bool) for value in _numbers(rule))
    if not counts:
        return
    for key, text in {"neutral": rule.neutral, **{f"says.{code}": text for code, text in rule.says.items()}}.items():
        for found in _NUMBER.findall(text):
            places = ", ".join(f"{{{name}}}" for name in sorted(rule.kind.FILLS))
            yield Fault(f"{path}.{key}", f"holds the number {found}: write {places} in its place, or say it without")


def _numbers(rule: RuleSpec) -> Iterator[object]:
    for value in params_of(rule.kind).values():
        yield from value if isinstance(value, list) else [value]
