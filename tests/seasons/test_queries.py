"""Reads of seasons: the right one at each moment, and the same number of statements however much there is."""

from __future__ import annotations

from datetime import timedelta

import pytest

from awards.core.actor import SYSTEM
from awards.eligibility.rules import assess
from awards.seasons import queries
from awards.seasons.actions import load_season
from awards.seasons.timetable import phase_at
from tests.eligibility.invented import sound
from tests.seasons.documents import FRONTLINE, LANTERN, with_settings

OPENS_AT = FRONTLINE.season.opens_at
NEXT_YEAR = with_settings(
    FRONTLINE,
    key="2025",
    year=2025,
    previous_year=2024,
    opens_at=OPENS_AT + timedelta(days=366),
    closes_at=FRONTLINE.season.closes_at + timedelta(days=366),
)


@pytest.fixture
def programme(session):
    for document in (FRONTLINE, NEXT_YEAR, LANTERN):
        load_season(session, document, actor=SYSTEM, now=OPENS_AT - timedelta(days=400))
    session.flush()
    session.expunge_all()
    return queries.programme_by_key(session, "frontline-awards")


@pytest.fixture
def season(session, programme):
    return queries.season_by_key(session, programme, "2024")


def key_of(found):
    assert found is not None
    return found.key


@pytest.mark.parametrize(
    ("days", "key"), [(-1, "2024"), (0, "2024"), (100, "2024"), (365, "2024"), (366, "2025"), (900, "2025")]
)
def test_visitors_see_the_latest_season_that_has_opened_or_else_the_next(session, programme, days, key):
    assert key_of(queries.season_for_visitors(session, programme, now=OPENS_AT + timedelta(days=days))) == key


def test_archived_seasons_are_left_out_for_visitors_but_found_by_year(session, programme, season):
    season.archived = True
    session.flush()
    assert key_of(queries.season_for_visitors(session, programme, now=OPENS_AT)) == "2025"
    assert key_of(queries.season_by_year(session, programme, 2024)) == "2024"


def test_nothing_is_found_where_there_is_nothing(session, programme, season):
    assert queries.programme_by_key(session, "nobody") is None
    assert queries.season_by_year(session, programme, 1999) is None
    assert queries.season_by_key(session, programme, "1999") is None
    assert queries.category_by_slug(session, season, "young-people") is None
    assert queries.category_by_key(session, season, "adults") is None


def test_before_anything_is_loaded_there_is_no_home(session):
    assert queries.home_programme(session) is None
    assert queries.programmes(session) == []


def test_every_season_and_programme_is_listed_in_order(session, programme):
    assert [one.key for one in queries.programmes(session)] == ["frontline-awards", "lantern-honours"]
    assert [one.key for one in queries.seasons_of(session, programme)] == ["2025", "2024"]


def test_categories_come_in_order_with_questions_and_criteria(session, season):
    categories = queries.categories_of(session, season)
    assert [one.key for one in categories] == [one.key for one in FRONTLINE.categories]
    for row, document in zip(categories, FRONTLINE.categories, strict=True):
        assert [one.key for one in row.questions] == [one.key for one in document.questions]
        assert [one.key for one in row.criteria] == [one.key for one in document.criteria]
    nominated = queries.nominated_categories(session, season)
    assert [one.key for one in nominated] == [one.key for one in FRONTLINE.categories if one.nominated]


@pytest.mark.parametrize("one_only", [True, False])
def test_one_category_costs_as_many_statements_as_eight(session, season, statements, one_only):
    session.expunge_all()
    statements.clear()
    if one_only:
        queries.category_by_slug(session, season, "practice")
    else:
        queries.categories_of(session, season)
    assert len(statements) == 3


def test_a_season_comes_with_programme_and_rounds_in_one_statement(session, programme, statements):
    statements.clear()
    found = queries.season_for_visitors(session, programme, now=OPENS_AT)
    assert found is not None
    timetable = queries.timetable_of(found)
    assert len(statements) == 1
    assert (phase_at(timetable, OPENS_AT), [one.key for one in timetable.judging]) == (
        "nominating",
        ["longlist", "final"],
    )


def test_the_stored_rules_judge_as_the_file_does(session, season):
    rule_set = queries.rule_set_in_force(session, season)
    for category in queries.nominated_categories(session, season):
        rules = queries.rules_for(category, rule_set)
        assert rules == FRONTLINE.rules_of(category.key)
        facts = sound(category.key, nominee_aware=False)
        assert assess(facts, rules, queries.window_of(season)).rules == ("G4",)


def test_the_window_of_a_stored_season_is_that_of_its_document(season):
    assert queries.window_of(season) == FRONTLINE.window
