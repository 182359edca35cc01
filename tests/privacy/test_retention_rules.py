"""The clocks in dates alone: terms, months of different lengths, and the midnight after the last day."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from awards.core.actor import SYSTEM
from awards.eligibility.reading import Table
from awards.privacy.rules import OF_A_SEASON, OF_THE_HOUSE, WORDS, Rule, SeasonDates, due_at, ended_before
from awards.seasons.actions import load_season
from awards.seasons.models import Season
from awards.seasons.reading import FRONTLINE_2024, read_season
from awards.seasons.retention_settings import RetentionDocument, read_retention, term, terms_of

DATES = SeasonDates(datetime(2024, 2, 23, 23, 59, 59, tzinfo=UTC), date(2024, 8, 31), "Europe/London")
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("words", "day", "after"),
    [
        ("30 days", date(2024, 2, 23), date(2024, 3, 24)),
        ("1 day", date(2024, 2, 29), date(2024, 3, 1)),
        ("6 months", date(2024, 8, 31), date(2025, 2, 28)),
        ("12 months", date(2024, 2, 29), date(2025, 2, 28)),
        ("1 year", date(2024, 2, 29), date(2025, 2, 28)),
        ("6 years", date(2024, 5, 22), date(2030, 5, 22)),
    ],
)
def test_a_term_ends_on_its_day(words, day, after):
    assert term(words).after(day) == after
    assert term(str(term(words))) == term(words)


def test_what_is_due_is_due_from_the_midnight_after_its_last_day_on_the_programmes_clock():
    terms = terms_of({})
    assert due_at(Rule.DRAFTS, terms, DATES) == datetime(2024, 3, 25, tzinfo=UTC)
    assert due_at(Rule.NOT_SHORTLISTED, terms, DATES) == datetime(2025, 3, 1, tzinfo=UTC)
    assert due_at(Rule.SHORTLISTED, terms, DATES) == datetime(2025, 8, 31, 23, tzinfo=UTC)  # British summer time


def test_without_a_day_of_ceremony_only_drafts_are_ever_due():
    never = SeasonDates(DATES.closes_at, None, DATES.zone)
    assert {rule for rule in OF_A_SEASON if due_at(rule, terms_of({}), never)} == {Rule.DRAFTS}


def test_every_term_of_a_season_is_a_rule_and_every_rule_has_words():
    assert {rule.value for rule in OF_A_SEASON} == set(RetentionDocument().as_data())
    assert set(WORDS) == set(Rule)
    assert {ended_before(rule, DATES.closes_at) < DATES.closes_at for rule in OF_THE_HOUSE} == {True}


def test_a_season_file_may_say_its_own_terms_and_is_told_what_is_wrong():
    faults = []
    read = read_retention(Table({"drafts": "10 days", "shortlisted": "soon", "coffee": "1 day"}, "retention", faults))
    assert read.drafts == "10 days"
    assert [fault.path for fault in faults] == ["retention.shortlisted", "retention.coffee"]


def test_a_loaded_season_stores_its_terms(app, session, clock):
    load_season(session, read_season(FRONTLINE_2024), actor=SYSTEM, now=clock())
    assert session.query(Season).one().retention == RetentionDocument().as_data()


def test_every_rule_is_in_the_document():
    told = (ROOT / "docs" / "retention.md").read_text()
    assert [rule for rule in Rule if f"`{rule}`" not in told] == []
