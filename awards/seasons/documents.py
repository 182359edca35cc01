"""A season as its file describes it: everything that differs between one awards programme and another."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from awards.eligibility.rules import RuleSpec, rule_as_data
from awards.eligibility.window import SeasonWindow
from awards.seasons.words import Asked, NomineeShape, Release

NOMINATING = "nominating"
"""The key of the round in which nominations are taken; its dates are those of the season itself."""


class Part(StrEnum):
    """What an opened season keeps as it was: people nominated, and are judged, under these words."""

    DATES = "dates"
    SCALE = "scale"
    VOCABULARY = "vocabulary"
    CATEGORIES = "categories"
    QUESTIONS = "questions"
    CRITERIA = "criteria"
    RULES = "rules"


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing a form offers: the key that is stored and the words that are shown."""

    key: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeDocument:
    """The awards of one organiser; `theme` maps accent, accent_ink, accent_soft and ink to colours."""

    key: str
    name: str
    organiser: str
    zone: ZoneInfo
    strapline: str
    about: str
    contact_email: str
    theme: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeasonSettings:
    """One year's cycle. Instants are in UTC; `to_confirm` names settings the organiser has not confirmed."""

    key: str
    year: int
    name: str
    opens_at: datetime
    closes_at: datetime
    ceremony_on: date | None
    ceremony_place: str | None
    shortlist_min: int
    shortlist_max: int
    release: Release
    embargo_until: datetime | None
    readings_per_entry: int
    grace_seconds: int
    previous_year: int | None
    to_confirm: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundDocument:
    """A dated phase of the season, in UTC."""

    key: str
    name: str
    opens_at: datetime
    closes_at: datetime
    example: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleDocument:
    """The whole numbers judges give, the words for each, and those that call for a comment."""

    lowest: int
    highest: int
    words: Mapping[int, str]
    comment_required_for: tuple[int, ...]
    example: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionDocument:
    """One thing nominators answer in words; `word_limit` counts words between white space."""

    key: str
    label: str
    hint: str | None
    word_limit: int
    optional: bool
    example: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionDocument:
    """One weighted thing judges score; `weight` is its share of 100, `anchors` words for points of the scale."""

    key: str
    name: str
    description: str
    weight: int
    anchors: Mapping[int, str]
    common: bool
    tie_break: bool
    example: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryDocument:
    """What can be won, with its questions and criteria in the order they are shown."""

    key: str
    slug: str
    name: str
    award_for: str
    who: str | None
    nominated: bool
    nominee: NomineeShape
    people_min: int | None
    people_max: int | None
    asks: tuple[Asked, ...]
    reveals: str | None
    rules: tuple[str, ...]
    questions: tuple[QuestionDocument, ...]
    criteria: tuple[CriterionDocument, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeasonDocument:
    """A whole season; reading one from a file has checked everything that can be checked without a database."""

    programme: ProgrammeDocument
    season: SeasonSettings
    rounds: tuple[RoundDocument, ...]
    scale: ScaleDocument
    vocabulary: Mapping[str, tuple[Choice, ...]]
    categories: tuple[CategoryDocument, ...]
    rules: tuple[RuleSpec, ...]

    @property
    def window(self) -> SeasonWindow:
        """When nominations open and close, as the eligibility rules need it."""
        settings = self.season
        return SeasonWindow(
            settings.opens_at, settings.closes_at, self.programme.zone, previous_year=settings.previous_year
        )

    def rules_of(self, category_key: str) -> tuple[RuleSpec, ...]:
        """Give the rules of a category, in the order of the rule set.

        Raises:
            KeyError: the season has no such category.
        """
        wanted = {category.key: category.rules for category in self.categories}[category_key]
        return tuple(rule for rule in self.rules if rule.id in wanted)

    @property
    def digest(self) -> str:
        """SHA-256, in hex, of everything the file says; comments and order of keys do not count."""
        whole = {
            "programme": {**_plain(self.programme, "zone"), "zone": self.programme.zone.key},
            "season": asdict(self.season),
            "rounds": [asdict(one) for one in self.rounds],
            "parts": self.part_digests,
        }
        return _sha256(whole)

    @property
    def part_digests(self) -> dict[str, str]:
        """SHA-256, in hex, of each part that a season keeps once it has opened."""
        bare = [replace(category, questions=(), criteria=()) for category in self.categories]
        parts: dict[Part, object] = {
            Part.DATES: [self.season.opens_at, self.season.closes_at, self.season.previous_year],
            Part.SCALE: asdict(self.scale),
            Part.VOCABULARY: {key: [asdict(one) for one in some] for key, some in self.vocabulary.items()},
            Part.CATEGORIES: [asdict(category) for category in bare],
            Part.QUESTIONS: {one.key: [asdict(each) for each in one.questions] for one in self.categories},
            Part.CRITERIA: {one.key: [asdict(each) for each in one.criteria] for one in self.categories},
            Part.RULES: [rule_as_data(rule) for rule in self.rules],
        }
        return {str(part): _sha256(content) for part, content in parts.items()}


def _plain(programme: ProgrammeDocument, *left_out: str) -> dict[str, object]:
    names = (name for name in programme.__slots__ if name not in left_out)
    return {name: getattr(programme, name) for name in names}


def _sha256(content: object) -> str:
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
