"""Ages: every birthday against many closing dates, checked by a second way of counting."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from awards.eligibility.ages import age_on

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
