"""The shipped season says what the published call says, and its rules have the names people agreed on."""

from __future__ import annotations

import json
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from awards.eligibility.kinds_people import PeopleBetween
from tests.seasons.documents import FRONTLINE


@pytest.fixture
def call(reference_data):
    return json.loads((reference_data / "season_2024.json").read_text(encoding="utf-8"))


def test_programme_and_dates_are_those_of_the_call(call):
    programme, season = FRONTLINE.programme, FRONTLINE.season
    assert {
        "key": programme.key,
        "name": programme.name,
        "organiser": programme.organiser,
        "zone": programme.zone.key,
    } == {key: call["programme"][key] for key in ("key", "name", "organiser", "zone")}
    window = FRONTLINE.window
    assert (season.year, window.opens_on, window.closes_on, season.ceremony_on) == (
        call["season"]["year"],
        *(date.fromisoformat(call["season"][key]) for key in ("opens_on", "closes_on", "ceremony_on")),
    )
    closing = season.closes_at.astimezone(ZoneInfo(call["programme"]["zone"]))
    assert f"{closing:%H:%M:%S}" == "23:59:59"


def test_categories_are_those_of_the_call_in_its_order_and_its_words(call):
    ours = [
        (one.key, one.name, one.award_for, one.who, one.nominated, _limits(one.key)) for one in FRONTLINE.categories
    ]
    published = [
        (one["key"], one["name"], one["for"], one["who"], one.get("nominated", True), tuple(one["people"] or ()))
        for one in call["categories"]
    ]
    assert ours == published


def test_rules_have_the_ids_and_names_people_agreed_on_in_their_order(reference_data):
    agreed = json.loads((reference_data / "eligibility_cases.json").read_text(encoding="utf-8"))["rule_names"]
    assert [(rule.id, rule.name) for rule in FRONTLINE.rules] == list(agreed.items())


def _limits(category_key):
    """Give the least and the most people a category's rules allow, or nothing for a team or no nominee."""
    limits = [rule.kind for rule in FRONTLINE.rules_of(category_key) if isinstance(rule.kind, PeopleBetween)]
    return next(((kind.least, kind.most) for kind in limits), ())
