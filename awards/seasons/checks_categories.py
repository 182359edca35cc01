"""Checks the categories of a season: weights, limits, keys, neutral addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from awards.eligibility.reading import Fault, repeated
from awards.seasons.documents import CategoryDocument, CriterionDocument, SeasonDocument

WEIGHTS_TOTAL: Final = 100
"""What the weights of the criteria of one category add up to."""

LONGEST_ANSWER: Final = 5000
"""The highest word limit a question may have."""

_SLUG: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def category_faults(document: SeasonDocument) -> Iterator[Fault]:
    """Give every fault of the categories, each with its place."""
    for name in ("key", "slug"):
        for value in repeated(getattr(category, name) for category in document.categories):
            yield Fault("categories", f"the {name} {value} stands twice")
    points = set(document.scale.words)
    for place, category in enumerate(document.categories):
        path = f"categories[{place}]"
        yield from _address_faults(path, category)
        yield from _people_faults(path, category)
        yield from _question_faults(path, category)
        if category.criteria or category.nominated:
            yield from _criteria_faults(path, category.criteria, points)
        if category.nominated and not category.rules:
            yield Fault(f"{path}.rules", "is missing: a category open to nomination needs rules")


def _address_faults(path: str, category: CategoryDocument) -> Iterator[Fault]:
    """Being in some categories tells the world something: their addresses must not say it."""
    if not _SLUG.fullmatch(category.slug):
        yield Fault(f"{path}.slug", "must be lower-case words joined by hyphens: it stands in addresses")
    if category.reveals is None:
        return
    telling = {*category.key.split("_"), *category.reveals.casefold().split()}
    if telling & set(category.slug.split("-")):
        yield Fault(f"{path}.slug", f"must be neutral: it must not hint at {category.reveals}")


def _people_faults(path: str, category: CategoryDocument) -> Iterator[Fault]:
    least, most = category.people_min, category.people_max
    if least is not None and least < 1:
        yield Fault(f"{path}.people_min", "must be 1 or more")
    if least is not None and most is not None and most < least:
        yield Fault(f"{path}.people_max", "must not be under people_min")


def _question_faults(path: str, category: CategoryDocument) -> Iterator[Fault]:
    for key in repeated(question.key for question in category.questions):
        yield Fault(f"{path}.questions", f"the key {key} stands twice, counting the common questions")
    for question in category.questions:
        if not 1 <= question.word_limit <= LONGEST_ANSWER:
            yield Fault(f"{path}.questions", f"{question.key}: word_limit must be 1 to {LONGEST_ANSWER}")
    if category.nominated and not category.questions:
        yield Fault(f"{path}.questions", "is missing: nominators must be asked something")


def _criteria_faults(path: str, criteria: tuple[CriterionDocument, ...], points: set[int]) -> Iterator[Fault]:
    place = f"{path}.criteria"
    for key in repeated(criterion.key for criterion in criteria):
        yield Fault(place, f"the key {key} stands twice, counting the common criteria")
    total = sum(criterion.weight for criterion in criteria)
    if total != WEIGHTS_TOTAL:
        yield Fault(place, f"the weights add up to {total}: they must add up to {WEIGHTS_TOTAL}")
    if sum(criterion.tie_break for criterion in criteria) != 1:
        yield Fault(place, "exactly one criterion must have tie_break = true")
    for criterion in criteria:
        if criterion.weight < 1:
            yield Fault(place, f"{criterion.key}: weight must be 1 or more")
        for point in sorted(set(criterion.anchors) - points):
            yield Fault(place, f"{criterion.key}: anchor {point} is not a point of the scale")
