"""Whether somebody's employer is in the list on the season's closing day, and what each verdict makes of it."""

from __future__ import annotations

import pytest

from awards.eligibility.rules import assess
from awards.eligibility.verdict import Level
from awards.nominations.employers import employer_told, places_offered
from awards.nominations.facts import facts_of, verdict_as_told
from awards.nominations.queries import rules_of
from awards.seasons.queries import window_of
from tests.nominations.building import complete

NOT_ON_LIST = "The employer of Amara Okafor is not on our list. Awards staff will check."


@pytest.fixture
def nomination(session, season):
    """A practice nomination with which nothing is wrong but, perhaps, the employer."""
    nomination = complete(session, season)
    nominee = nomination.nominees[0]
    nominee.registration, nominee.works_in, nominee.in_post = "registered", "statutory_childrens", True
    return nomination


@pytest.mark.parametrize(
    ("name", "key", "kind", "expected"),
    [
        ("Islington", "islington", "council", True),
        ("Islington", "islington", None, True),
        ("LB Islington", None, "council", True),  # typed before there was a list to choose from
        ("Slough Children First", "slough-children-first", "childrens_trust", True),
        ("Worcestershire Children First", "worcestershire-children-first", "childrens_trust", True),
        ("Invented County Council", None, "council", False),
        ("Invented Children’s Trust", None, "childrens_trust", False),
        ("Invented County Council", None, None, False),
        ("Cumbria", "cumbria", "council", False),  # ended before the season closed
        ("Cumbria County Council", None, "council", False),
        ("Atlantis", "atlantis", "council", False),
        ("Islington", "islington", "childrens_trust", False),  # told to be what it is not
        (None, None, "council", None),
        ("", None, None, None),
        ("Harbour Lights", None, "voluntary", True),  # there is no list of charities
        (None, None, "agency", True),
    ],
)
def test_an_employer_is_on_the_list_on_the_closing_day_or_not_or_not_known(nomination, name, key, kind, expected):
    nominee = nomination.nominees[0]
    nominee.employer, nominee.employer_place, nominee.employer_type = name, key, kind
    assert facts_of(nomination).people[0].employer_on_list is expected


def test_a_season_may_name_employers_that_the_list_lacks(nomination):
    nominee, season = nomination.nominees[0], nomination.season
    nominee.employer, nominee.employer_type = "Westmarch Council", "council"
    season.vocabulary = {**season.vocabulary, "more_councils": [{"key": "westmarch", "label": "Westmarch Council"}]}
    names = [place.name for place in places_offered(season)]
    assert names[names.index("Westmarch Council") - 1] == "West Sussex"
    assert facts_of(nomination).people[0].employer_on_list is True
    assert employer_told("", "WESTMARCH COUNCIL", season).key == "westmarch"
    nominee.employer, nominee.employer_place = "Westmarch", "westmarch"
    assert facts_of(nomination).people[0].employer_on_list is True


@pytest.mark.parametrize(
    ("name", "told", "found"),
    [
        ("Islington", Level.ELIGIBLE, Level.ELIGIBLE),
        ("Invented County Council", Level.NEEDS_CHECK, Level.NEEDS_CHECK),
        (None, Level.ELIGIBLE, Level.NEEDS_CHECK),  # not asked yet, so nothing to tell; staff look
    ],
)
def test_nominators_are_told_of_the_name_they_typed_and_of_no_blank(session, nomination, name, told, found):
    nominee = nomination.nominees[0]
    nominee.employer, nominee.employer_type = name, "council"
    rules = [rule for rule in rules_of(session, nomination) if "employer_not_on_list" in rule.kind.says]
    verdict = verdict_as_told(nomination, rules)
    assert (verdict.level, verdict.reasons) == (told, (NOT_ON_LIST,) if told is Level.NEEDS_CHECK else ())
    assert assess(facts_of(nomination), rules, window_of(nomination.season)).level is found
