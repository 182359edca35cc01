"""How people are named together and what may be shown, without a database."""

from datetime import date

import pytest

from awards.publishing.archiving import a_year_after
from awards.publishing.models import Voice
from awards.publishing.rules import (
    VOICE_WORDS,
    WITHHELD,
    PersonShown,
    as_heading,
    first_word,
    import_key,
    initials,
    openness,
    together,
)


@pytest.mark.parametrize(
    ("names", "withheld", "words"),
    [
        (["Ana Silva"], 0, "Ana Silva"),
        (["Ana Silva", "Ben"], 0, "Ana Silva and Ben"),
        (["Ana Silva", "Ben", "Cy"], 0, "Ana Silva, Ben and Cy"),
        (["Ana Silva"], 1, "Ana Silva and one other"),
        (["Ana Silva"], 2, "Ana Silva and two others"),
        (["Ana Silva", "Ben"], 1, "Ana Silva, Ben and one other"),
        ([], 3, WITHHELD),
        (["Ana"], 12, "Ana and 12 others"),
    ],
)
def test_names_are_joined_and_the_withheld_counted(names, withheld, words):
    assert together(names, withheld) == words


def test_what_is_told_of_one_is_told_of_all():
    whole = PersonShown(name="Ana", story=True, place=True)
    quiet = PersonShown(name="Ben", story=False, place=False)
    both = openness([whole, quiet])
    assert (both.name, both.everybody_named, both.story, both.place) == ("Ana and Ben", True, False, False)


def test_one_withheld_name_keeps_the_story_and_the_place_back():
    one = openness([PersonShown(name="Ana", story=True, place=True), PersonShown(name=None, story=True, place=True)])
    assert (one.name, one.everybody_named, one.story, one.place) == ("Ana and one other", False, False, False)


def test_without_the_consent_for_the_category_there_is_no_name():
    one = openness([PersonShown(name="Ana", story=True, place=True, category=False)])
    assert (one.name, one.anybody_named, one.searchable) == (WITHHELD, False, False)


def test_one_who_keeps_out_of_search_engines_keeps_all_out():
    both = openness([PersonShown(name="Ana"), PersonShown(name="Ben", search=False)])
    assert (both.name, both.searchable, openness([PersonShown(name="Ana")]).searchable) == ("Ana and Ben", False, True)


@pytest.mark.parametrize(
    ("name", "several", "letters"),
    [
        ("Ana Maria Silva", False, "AS"), ("Josie", False, "J"), (WITHHELD, False, "–"),
        ("Ana Silva, Ben and Cy", True, "ABC"), ("Élodie Bär", False, "ÉB"),
    ],
)  # fmt: skip
def test_initials_stand_for_a_portrait(name, several, letters):
    assert initials(name, several=several) == letters


def test_an_import_key_does_not_hold_the_name():
    key = import_key(2023, "practice", "Imogen  HALE")
    assert key == import_key(2023, "practice", "imogen hale")
    assert ("imogen" in key.lower(), key.startswith("2023:practice:")) == (False, True)


def test_every_voice_has_words():
    assert set(VOICE_WORDS) == {str(voice) for voice in Voice}


def test_headings_begin_with_a_capital_and_first_names_are_the_first_word():
    assert (as_heading("team of the year"), first_word("Casey Brook"), first_word(None)) == (
        "Team of the year", "Casey", None,
    )  # fmt: skip


def test_a_year_after_a_leap_day_is_the_28th():
    assert (a_year_after(date(2024, 2, 29)), a_year_after(date(2024, 5, 1))) == (date(2025, 2, 28), date(2025, 5, 1))
