"""What a category asks, and how typed numbers, days and words are read."""

from __future__ import annotations

from datetime import date

import pytest

from awards.eligibility.kinds_nomination import Nation, NomineeKnows
from awards.eligibility.kinds_people import AgeRange, LivedExperience, Registered
from awards.eligibility.kinds_team import TeamSize
from awards.nominations.rules import (
    DayFault,
    facts_asked,
    normal_registration,
    person_fields,
    typed_day,
    whole_number,
    within_limit,
)

TODAY = date(2024, 2, 1)


def test_only_the_facts_that_the_rules_look_at_are_asked():
    kinds = [Nation(nation="England"), AgeRange(youngest=16, oldest=25), LivedExperience(), NomineeKnows()]
    assert facts_asked(kinds, ()) == {"nation", "date_of_birth", "lived_experience"}


def test_a_fact_without_words_in_the_vocabulary_is_not_asked():
    assert facts_asked([Registered(register="A register"), TeamSize()], ()) == {"registration", "members"}
    assert person_fields(["employer", "role"], (), ()) == {"employer", "role"}


def test_a_persons_page_asks_what_the_category_says_and_the_rules_need():
    assert person_fields(["employer"], {"works_in", "nation"}, {"employer_types", "works_in"}) == {
        "employer",
        "employer_type",
        "works_in",
    }


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("SW123", "SW123"),
        ("sw 000 123", "SW123"),
        ("0123", "SW123"),
        ("Sw-4567", "SW4567"),
        ("sco 12", "SCO12"),
        ("", ""),
    ],
)
def test_a_register_number_is_kept_in_one_form(typed, kept):
    assert normal_registration(typed) == kept


@pytest.mark.parametrize(
    ("typed", "number"),
    [("8", 8), ("0", 0), ("²", None), ("１２", None), ("1_0", None), ("-1", None), ("12345", None), ("", None)],
)
def test_a_whole_number_is_plain_digits(typed, number):
    assert whole_number(typed) == number


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        (("", "", ""), None),
        (("27", "3", "2004"), date(2004, 3, 27)),
        (("27", "March", "2004"), date(2004, 3, 27)),
        (("27", "mar", "2004"), date(2004, 3, 27)),
        (("27", "Sept.", "2004"), date(2004, 9, 27)),
        (("27", "ma", "2004"), DayFault("all", "Date of birth must be a real date")),
        (("27", "Marchy", "2004"), DayFault("all", "Date of birth must be a real date")),
        (("27", "003", "2004"), DayFault("all", "Date of birth must be a real date")),
        (("29", "2", "2004"), date(2004, 2, 29)),
        (("27", "3", ""), DayFault("year", "Date of birth must include a year")),
        (("", "", "2004"), DayFault("day", "Date of birth must include a day and month")),
        (("27", "3", "04"), DayFault("year", "Year must include 4 numbers")),
        (("27", "3", "20²4"), DayFault("year", "Year must include 4 numbers")),
        (("30", "2", "2004"), DayFault("all", "Date of birth must be a real date")),
        (("x", "y", "2004"), DayFault("all", "Date of birth must be a real date")),
        (("1", "2", "2024"), DayFault("all", "Date of birth must be in the past")),
    ],
)
def test_a_date_of_birth_is_read_from_three_boxes_with_one_fault_at_a_time(typed, found):
    assert typed_day(*typed, today=TODAY) == found


def test_the_limit_itself_is_allowed_and_one_word_more_is_not():
    assert [within_limit("a b\nc", 3), within_limit("a b c d", 3)] == [True, False]
