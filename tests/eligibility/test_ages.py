"""Ages: every birthday against many closing dates, checked by a second way of counting."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from awards.eligibility.ages import age_on
from awards.eligibility.facts import Facts, Nominator, Person
from awards.eligibility.kinds_people import AgeRange
from awards.eligibility.window import SeasonWindow
from tests.eligibility.invented import LONDON

CLOSING_DATES = (
    date(2024, 2, 23),
    date(2024, 2, 28),
    date(2024, 2, 29),
    date(2024, 3, 1),
    date(2025, 4, 11),
    date(2026, 2, 28),
    date(2026, 3, 1),
    date(2023, 12, 31),
    date(2025, 1, 1),
)


def birthday_in(born_on: date, year: int) -> date:
    """Give the day of the year on which an age is reached: 1 March where there is no 29 February."""
    try:
        return born_on.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def birthdays_celebrated(born_on: date, day: date) -> int:
    """Count the birthdays after birth, one year at a time."""
    return sum(birthday_in(born_on, year) <= day for year in range(born_on.year + 1, day.year + 1))


@pytest.mark.parametrize("closes_on", CLOSING_DATES, ids=str)
def test_every_birthday_from_1995_to_2012_gives_the_number_of_birthdays_celebrated(closes_on):
    born_on, last = date(1995, 1, 1), date(2012, 12, 31)
    while born_on <= last:
        assert age_on(born_on, closes_on) == birthdays_celebrated(born_on, closes_on), born_on
        born_on += timedelta(days=1)


def ages_walked(born_on: date, first: date, last: date):
    """Give (day, age) for every day, counting anniversaries as the calendar is walked."""
    age = birthdays_celebrated(born_on, first)
    day = first
    while day <= last:
        if day > first and day == birthday_in(born_on, day.year):
            age += 1
        yield day, age
        day += timedelta(days=1)


def test_every_birthday_of_three_years_against_every_closing_date_of_three_years():
    """Leap years among both: 2008 and 2024. A million pairs, none of them sampled."""
    first, last = date(2023, 1, 1), date(2025, 12, 31)
    for born_on in (date(2007, 1, 1) + timedelta(days=shift) for shift in range(1096)):
        wrong = [day for day, age in ages_walked(born_on, first, last) if age_on(born_on, day) != age]
        assert wrong == [], born_on


@pytest.mark.parametrize("named", [True, False], ids=["a day of its own", "the closing date"])
def test_the_rule_on_age_turns_on_the_very_day_for_every_day_of_a_leap_year_and_the_next(named):
    for day in (date(2024, 1, 1) + timedelta(days=shift) for shift in range(731)):
        rule = AgeRange(youngest=16, oldest=25, on=day if named else None)
        window = SeasonWindow.of_whole_days(date(2023, 1, 1), date(2026, 1, 1) if named else day, LONDON, year=2024)
        for born_on in (date(day.year - years, day.month, 1) + timedelta(days=shift)
                        for years in (16, 26) for shift in range(-1, 33)):  # fmt: skip
            facts = Facts(category="x", nominator=Nominator(), people=(Person(name="Ib", date_of_birth=born_on),))
            allowed = 16 <= birthdays_celebrated(born_on, day) <= 25
            assert (not list(rule.objections(facts, window))) is allowed, (born_on, day)


@pytest.mark.parametrize(
    ("day", "age"),
    [
        (date(2026, 2, 28), 25),
        (date(2026, 3, 1), 26),
        (date(2024, 2, 28), 23),
        (date(2024, 2, 29), 24),
    ],
)
def test_whoever_is_born_on_29_february_is_a_year_older_on_1_march_of_a_common_year(day, age):
    assert age_on(date(2000, 2, 29), day) == age


def test_an_age_before_birth_is_refused():
    with pytest.raises(ValueError, match="born after"):
        age_on(date(2024, 2, 24), date(2024, 2, 23))
