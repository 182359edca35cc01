"""Checks the rules of a season against its categories and against the choices its forms offer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from awards.eligibility.kinds import params_of
from awards.eligibility.kinds_people import PeopleBetween
from awards.eligibility.reading import Fault, repeated
from awards.eligibility.rules import RuleSpec
from awards.seasons.documents import SeasonDocument

_CHOICES_OF: Final[Mapping[str, str]] = {
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


def rule_faults(document: SeasonDocument) -> Iterator[Fault]:
    """Give every fault of the rules, each with its place."""
    ids = [rule.id for rule in document.rules]
    for rule_id in repeated(ids):
        yield Fault("rules", f"the id {rule_id} stands twice")
    used = {rule_id for category in document.categories for rule_id in category.rules}
    for place, category in enumerate(document.categories):
        for rule_id in category.rules:
            if rule_id not in ids:
                yield Fault(f"categories[{place}].rules", f"{rule_id} is no rule of this season")
    yield from _people_faults(document)
    for place, rule in enumerate(document.rules):
        path = f"rules[{place}]"
        if rule.id not in used:
            yield Fault(f"{path}.id", f"{rule.id} is used by no category: name it there or remove it")
        yield from _suggestion_faults(path, rule, document)
        yield from _choice_faults(path, rule, document)


def _people_faults(document: SeasonDocument) -> Iterator[Fault]:
    """Hold the form to what the rule says about how many people can be named."""
    for place, category in enumerate(document.categories):
        for rule in document.rules_of(category.key):
            kind = rule.kind
            if isinstance(kind, PeopleBetween) and (kind.least, kind.most) != (
                category.people_min,
                category.people_max,
            ):
                words = f"must be as in {rule.id}: least {kind.least}, most {kind.most or 'without limit'}"
                yield Fault(f"categories[{place}].people_max", f"people_min and people_max {words}")


def _suggestion_faults(path: str, rule: RuleSpec, document: SeasonDocument) -> Iterator[Fault]:
    open_to_all = {category.key for category in document.categories if category.nominated}
    for code, category_key in rule.suggest.items():
        if category_key not in open_to_all:
            yield Fault(f"{path}.suggest.{code}", f"{category_key!r} is no category open to nomination")


def _choice_faults(path: str, rule: RuleSpec, document: SeasonDocument) -> Iterator[Fault]:
    for param, value in params_of(rule.kind).items():
        name = _CHOICES_OF.get(param)
        if name is None or value is None:
            continue
        known = {choice.key for choice in document.vocabulary.get(name, ())}
        for wanted in value if isinstance(value, list) else [value]:
            if wanted not in known:
                yield Fault(f"{path}.params.{param}", f"{wanted!r} does not stand in vocabulary.{name}")
