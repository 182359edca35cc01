"""Holds a file against a season that was loaded when fingerprints were made in the first way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from awards.eligibility.kinds import kind_name, params_of
from awards.eligibility.rules import RuleSpec
from awards.seasons.documents import Part, SeasonDocument
from awards.seasons.fingerprints import fingerprint, is_older
from awards.seasons.models import Season


def older_parts(season: Season) -> frozenset[Part]:
    """Give the parts whose fingerprints were made in the first way; the next loading makes them anew."""
    return frozenset(part for part in Part if is_older(season.locked_hashes.get(part)))


def same_as_older(part: Part, season: Season, document: SeasonDocument, *, rules: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a part of a file says what an older season holds; `rules` are those in force, as stored.

    Choices had no names then, and categories said themselves whom they are open to. The sentences of rules cannot be
    held against the fingerprint, since their `requirement` is gone: the rules must ask the same of the same.
    """
    if part is Part.RULES:
        return _ask_the_same(rules, document.rules)
    return bool(season.locked_hashes[part] == _first_way(document)[part])


def _first_way(document: SeasonDocument) -> dict[Part, str]:
    settings = document.season
    bare = [replace(category, questions=(), criteria=()) for category in document.categories]
    choices = {name: [{"key": one.key, "label": one.label} for one in some]
               for name, some in document.vocabulary.items()}  # fmt: skip
    parts: dict[Part, object] = {
        Part.DATES: [settings.opens_at, settings.closes_at, settings.previous_year],
        Part.SCALE: asdict(document.scale),
        Part.VOCABULARY: choices,
        Part.CATEGORIES: [asdict(category) for category in bare],
        Part.QUESTIONS: {one.key: [asdict(each) for each in one.questions] for one in document.categories},
        Part.CRITERIA: {one.key: [asdict(each) for each in one.criteria] for one in document.categories},
    }
    return {part: fingerprint(content) for part, content in parts.items()}


def _ask_the_same(stored: Sequence[Mapping[str, Any]], rules: Sequence[RuleSpec]) -> bool:
    """Whether rules have the ids, kinds and parameters that are stored; parameters that are new since may be added."""
    asked = [(row["id"], row["kind"]) for row in stored]
    if asked != [(rule.id, kind_name(rule.kind)) for rule in rules]:
        return False
    params = [params_of(rule.kind) for rule in rules]
    return all({**now, **row["params"]} == now for now, row in zip(params, stored, strict=True))
