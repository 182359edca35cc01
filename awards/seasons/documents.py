"""A season as its file describes it: everything that differs between one awards programme and another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from awards.eligibility.rules import RuleSpec, rule_as_data
from awards.eligibility.window import SeasonWindow
from awards.eligibility.wording import Labels, Wording
from awards.seasons.fingerprints import fingerprint, marked
from awards.seasons.judging_settings import JudgingDocument
from awards.seasons.retention_settings import RetentionDocument
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
class DatedName:
    """A name that something had `since` a day, that day included, and `until` another, that day left out."""

    name: str
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing a form offers: the key that is stored, the words that are shown, and its names as they changed."""

    key: str
    label: str
    names: tuple[DatedName, ...] = ()

    def as_data(self) -> dict[str, object]:
        """Give the choice as a season stores it; without names there is no word of them."""
        names = [{key: str(value) for key, value in asdict(one).items() if value is not None} for one in self.names]
        return {"key": self.key, "label": self.label} | ({"names": names} if names else {})


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
class ScreeningDocument:
    """What a season asks of its staff while they screen.

    `second_person` names the rulings that a second person confirms: "override" (another decision than the rules'),
    "ineligible". `flag_hours` is how long the safeguarding lead has to look at a flag.
    """

    second_person: tuple[str, ...] = ()
    asks_concerns: bool = False
    flag_hours: int = 24


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
class RuleBook:
    """The rules of a season with everything they are checked against: where they apply, the choices, the window."""

    categories: tuple[CategoryDocument, ...]
    rules: tuple[RuleSpec, ...]
    vocabulary: Mapping[str, tuple[Choice, ...]]
    window: SeasonWindow

    @property
    def labels(self) -> Labels:
        """What the season calls its choices."""
        return {name: {one.key: one.label for one in choices} for name, choices in self.vocabulary.items()}

    @property
    def wording(self) -> Wording:
        """The words in which the rules say themselves."""
        return Wording(self.window, self.labels)

    def rules_of(self, category_key: str) -> tuple[RuleSpec, ...]:
        """Give the rules of a category, in the order of the rule set.

        Raises:
            KeyError: the season has no such category.
        """
        wanted = {category.key: category.rules for category in self.categories}[category_key]
        return tuple(rule for rule in self.rules if rule.id in wanted)

    def open_to(self, category_key: str) -> str:
        """Give whom a category is open to, in one line made of its rules: "one person, registered with …".

        Raises:
            KeyError: the season has no such category.
        """
        words = self.wording
        briefs = [brief for rule in self.rules_of(category_key) if (brief := rule.kind.brief(words))]
        return ", ".join(briefs) or "anybody who meets the rules"

    def as_data(self) -> list[dict[str, object]]:
        """Give the rules as a version of them is stored: each with the categories it applies to and the close."""
        closes_at = self.window.closes_at.astimezone(UTC).isoformat()
        return [rule_as_data(rule) | {"categories": self.applies_to(rule.id), "closes_at": closes_at}
                for rule in self.rules]  # fmt: skip

    def applies_to(self, rule_id: str) -> list[str]:
        """Give the keys of the categories that a rule applies to, in their order."""
        return [category.key for category in self.categories if rule_id in category.rules]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeasonDocument:
    """A whole season; reading one from a file has checked everything that can be checked without a database."""

    programme: ProgrammeDocument
    season: SeasonSettings
    rounds: tuple[RoundDocument, ...]
    scale: ScaleDocument
    screening: ScreeningDocument = ScreeningDocument()
    judging: JudgingDocument = field(default_factory=JudgingDocument)
    retention: RetentionDocument = field(default_factory=RetentionDocument)
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
        return self.rule_book.rules_of(category_key)

    @property
    def rule_book(self) -> RuleBook:
        """The rules, with what they are checked against."""
        return RuleBook(categories=self.categories, rules=self.rules, vocabulary=self.vocabulary, window=self.window)

    @property
    def digest(self) -> str:
        """SHA-256, in hex, of everything the file says; comments and order of keys do not count."""
        whole = {
            "programme": {**_plain(self.programme, "zone"), "zone": self.programme.zone.key},
            "season": asdict(self.season),
            "rounds": [asdict(one) for one in self.rounds],
            "screening": asdict(self.screening),
            "judging": asdict(self.judging),
            "retention": asdict(self.retention),
            "parts": self.part_digests,
        }
        return fingerprint(whole)

    @property
    def part_digests(self) -> dict[str, str]:
        """Marked fingerprint of each part that a season keeps once it has opened."""
        parts: dict[Part, object] = {
            Part.SCALE: asdict(self.scale),
            Part.VOCABULARY: {key: [one.as_data() for one in some] for key, some in self.vocabulary.items()},
            Part.QUESTIONS: {one.key: [asdict(each) for each in one.questions] for one in self.categories},
            Part.CRITERIA: {one.key: [asdict(each) for each in one.criteria] for one in self.categories},
        }
        return {str(part): marked(content) for part, content in parts.items()} | rule_digests(self.rule_book)


def rule_digests(book: RuleBook) -> dict[str, str]:
    """Give marked fingerprints of the parts of a season that changing its rules may change."""
    bare = [replace(category, who=None, questions=(), criteria=()) for category in book.categories]
    window = book.window
    parts: dict[Part, object] = {
        Part.DATES: [window.opens_at.astimezone(UTC), window.closes_at.astimezone(UTC), window.previous_year],
        Part.CATEGORIES: [asdict(category) for category in bare],
        Part.RULES: [rule_as_data(rule) for rule in book.rules],
    }
    return {str(part): marked(content) for part, content in parts.items()}


def _plain(programme: ProgrammeDocument, *left_out: str) -> dict[str, object]:
    names = (name for name in programme.__slots__ if name not in left_out)
    return {name: getattr(programme, name) for name in names}
