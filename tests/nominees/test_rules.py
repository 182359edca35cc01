"""Names in the form chosen, and what consents allow."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from awards.nominees.rules import (
    age_at,
    default_name_form,
    may_show,
    name_matches,
    shown_name,
    things_offered,
    was_child,
)
from awards.nominees.words import NameForm, Stage, Thing


@dataclass
class Given:
    stage: Stage
    thing: Thing
    withdrawn_at: datetime | None = None


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        (NameForm.FULL_NAME, "Beatrice Adeyemi-Long"),
        (NameForm.FIRST_NAME, "Bea"),
        (NameForm.INITIALS, "B A"),
        (NameForm.OTHER, "Bea A."),
        (NameForm.WITHHELD, None),
    ],
)
def test_a_name_is_shown_in_the_form_chosen(form, shown):
    assert shown_name("Beatrice Adeyemi-Long", "Bea", form, "Bea A.") == shown


@pytest.mark.parametrize(
    ("full", "known", "form", "shown"),
    [
        ("Artur", None, NameForm.FIRST_NAME, "Artur"),
        ("Artur", None, NameForm.INITIALS, "A"),
        ("Þóra O’Neill", None, NameForm.FIRST_NAME, "Þóra"),
        ("Celia Brook", None, NameForm.OTHER, None),
        ("", None, NameForm.FIRST_NAME, None),
        ("", None, NameForm.FULL_NAME, None),
    ],
)
def test_single_words_accents_and_nothing_at_all_are_names_too(full, known, form, shown):
    assert shown_name(full, known, form, None) == shown


@pytest.mark.parametrize(
    ("age", "form"),
    [(16, NameForm.FIRST_NAME), (17, NameForm.FIRST_NAME), (18, NameForm.FULL_NAME), (None, NameForm.FULL_NAME)],
)
def test_children_are_named_by_first_name_until_they_choose(age, form):
    assert default_name_form(age) == form


def test_age_is_whole_years_on_the_day_and_unknown_without_a_birthday():
    day = date(2024, 2, 1)
    assert [age_at(born, day) for born in (date(2006, 2, 1), date(2006, 2, 2), None, date(2030, 1, 1))] == [
        18,
        17,
        None,
        None,
    ]


def test_nothing_is_shown_without_a_consent_that_stands_for_that_stage_and_thing():
    gone = datetime(2024, 3, 1, tzinfo=UTC)
    consents = [Given(Stage.FINALIST, Thing.NAME), Given(Stage.WINNER, Thing.STORY, gone)]
    assert may_show(consents, Stage.FINALIST, Thing.NAME)
    assert not may_show(consents, Stage.WINNER, Thing.NAME)
    assert not may_show(consents, Stage.WINNER, Thing.STORY)
    assert not may_show([], Stage.WINNER, Thing.NAME)


def test_what_is_asked_depends_on_what_it_reveals_and_on_age():
    plain = (Thing.NAME, Thing.STORY, Thing.PLACE, Thing.PHOTOGRAPH)
    assert things_offered(reveals=None) == plain
    assert things_offered(reveals="care experience") == (*plain, Thing.CATEGORY, Thing.SEARCH)
    assert things_offered(reveals=None, child=True) == (*plain, Thing.SEARCH)
    assert things_offered(reveals=None, unsafe_to_locate=True) == (Thing.NAME, Thing.STORY, Thing.PHOTOGRAPH)


@pytest.mark.parametrize(
    ("born", "day", "child"),
    [
        (date(2006, 2, 2), date(2024, 2, 1), True),
        (date(2006, 2, 1), date(2024, 2, 1), False),
        (date(2006, 2, 1), None, True),
        (None, date(2024, 2, 1), False),
        (None, None, False),
    ],
)
def test_a_child_is_whoever_is_known_to_have_been_under_18_on_the_day(born, day, child):
    assert was_child(born, day) is child


@pytest.mark.parametrize(
    ("typed", "full", "known"),
    [
        ("okafor", "Amara Okafor", None),
        ("ÁMARA", "Amara Okafor", None),
        ("mrs amara", "Amara Okafor", None),
        ("ama", "Amara Okafor", "Ama"),
        ("O Neill", "Þóra O’Neill", None),
        ("oneill", "Þóra O'Neill", None),
        ("O’Neill", "Thora ONeill", None),
        ("thora", "Þóra O’Neill", None),
        ("Long", "Bea Adeyemi-Long", None),
        ("adeyemi long", "Bea Adeyemi–Long", None),
        ("AdeyemiLong", "Bea Adeyemi-Long", None),
        ("Łukasz", "lukasz nowak", None),
        ("gauss", "Karl Gauß", None),
        ("李明", "李明", None),
        ("J", "J", None),
        ("j b", "J. B.", None),
        ("Renee\u0301", "Renée Blanc", None),
    ],
)
def test_a_name_fits_if_one_word_of_it_does_however_it_is_written(typed, full, known):
    assert name_matches(typed, full, known)


@pytest.mark.parametrize("typed", ["", "a", "am", "-", "’", "Casey", "o", "amaraokafor", "\u0301"])
def test_any_other_name_does_not(typed):
    assert not name_matches(typed, "Amara O’Kafor", None)


def test_a_list_of_names_is_not_a_name():
    tried = ["Anna", "Ben", "Cara", "Dan", "Eve", "Finn", "Gus", "Hal", "Amara"]
    assert not name_matches(" ".join(tried), "Amara Okafor", None)
    assert name_matches(" ".join(tried[1:]), "Amara Okafor", None)
