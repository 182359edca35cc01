"""An invented programme and its season, open from 10 January to 23 February 2024."""

from __future__ import annotations

from datetime import UTC, date, datetime

from factory import LazyAttribute, Sequence, SubFactory, Trait

from awards.seasons.models import (
    Category,
    Criterion,
    Programme,
    Question,
    Round,
    RuleSet,
    Season,
)
from awards.seasons.words import NomineeShape, Release
from tests.factories.base import RoomFactory

SCALE = {
    "lowest": 0,
    "highest": 5,
    "words": {"0": "no evidence", "1": "asserted", "2": "thin", "3": "clear", "4": "strong", "5": "exceptional"},
    "comment_required_for": [0, 1, 5],
}


class ProgrammeFactory(RoomFactory):
    class Meta:
        model = Programme
        sqlalchemy_get_or_create = ("key",)

    key = "harbour-awards"
    name = "Harbour Awards"
    organiser = "Harbour Trust"
    zone = "Europe/London"
    strapline = "For people who keep others safe"
    about = "Invented awards."
    contact_email = "awards@harbour.example"
    theme: dict[str, str] = {}  # noqa: RUF012
    is_home = True


class SeasonFactory(RoomFactory):
    class Meta:
        model = Season
        sqlalchemy_get_or_create = ("programme", "key")

    programme = SubFactory(ProgrammeFactory)
    key = "2024"
    year = 2024
    name = "Harbour Awards 2024"
    opens_at = datetime(2024, 1, 10, tzinfo=UTC)
    closes_at = datetime(2024, 2, 23, 23, 59, 59, tzinfo=UTC)
    ceremony_on = date(2024, 5, 22)
    ceremony_place = "Leeds"
    shortlist_min = 1
    shortlist_max = 3
    release = Release.BY_A_PERSON
    readings_per_entry = 3
    grace_seconds = 120
    scale = SCALE
    vocabulary: dict[str, object] = {}  # noqa: RUF012
    to_confirm: list[str] = []  # noqa: RUF012
    locked_hashes: dict[str, str] = {}  # noqa: RUF012
    document_hash = "0" * 64


class RoundFactory(RoomFactory):
    """The round of judging, 4 to 25 March 2024; `sealed` once it is over and its checkpoint is on its way."""

    class Meta:
        model = Round

    class Params:
        sealed = Trait(sealed_at=datetime(2024, 3, 25, 17, 1, tzinfo=UTC))

    season = SubFactory(SeasonFactory)
    key = "longlist"
    name = "Judging"
    opens_at = datetime(2024, 3, 4, 9, tzinfo=UTC)
    closes_at = datetime(2024, 3, 25, 17, tzinfo=UTC)


class CategoryFactory(RoomFactory):
    class Meta:
        model = Category

    season = SubFactory(SeasonFactory)
    key = Sequence(lambda number: f"category_{number}")
    slug = LazyAttribute(lambda category: category.key.replace("_", "-"))
    position = Sequence(int)
    name = Sequence(lambda number: f"Award {number}")
    award_for = "excellent practice"
    who = "one person"
    nominated = True
    nominee_kind = NomineeShape.PERSON
    people_min = 1
    people_max = 1
    asks: list[str] = []  # noqa: RUF012
    rule_ids: list[str] = []  # noqa: RUF012


class QuestionFactory(RoomFactory):
    class Meta:
        model = Question

    category = SubFactory(CategoryFactory)
    key = Sequence(lambda number: f"q{number}")
    position = Sequence(int)
    label = Sequence(lambda number: f"Question {number}?")
    word_limit = 50
    optional = False
    example = True


class CriterionFactory(RoomFactory):
    class Meta:
        model = Criterion

    category = SubFactory(CategoryFactory)
    key = Sequence(lambda number: f"c{number}")
    position = Sequence(int)
    name = Sequence(lambda number: f"Criterion {number}")
    description = "What judges look for"
    weight = 50
    anchors = {"1": "says so", "3": "shows it", "5": "changed something"}  # noqa: RUF012
    common = False
    tie_break = False
    example = True


class RuleSetFactory(RoomFactory):
    class Meta:
        model = RuleSet

    version = 1
    rules: list[dict[str, object]] = []  # noqa: RUF012
    made_at = datetime(2024, 1, 2, tzinfo=UTC)
