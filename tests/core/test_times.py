"""Dates and times in words, in the programme's zone."""

from datetime import UTC, date, datetime

import pytest

from awards.core.times import day_words, moment_words, short_day_words, time_words


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2024, 2, 23, 23, 59, 59, tzinfo=UTC), "11:59pm on Friday 23 February 2024"),
        (datetime(2024, 6, 30, 16, 0, tzinfo=UTC), "5pm on Sunday 30 June 2024"),
        (datetime(2024, 3, 31, 0, 59, tzinfo=UTC), "12:59am on Sunday 31 March 2024"),
        (datetime(2024, 3, 31, 1, 0, tzinfo=UTC), "2am on Sunday 31 March 2024"),
    ],
)
def test_an_instant_reads_as_time_day_and_date_in_london(moment, words):
    assert moment_words(moment, "Europe/London") == words


def test_noon_and_the_first_hour_of_the_day():
    noon = time_words(datetime(2024, 1, 1, 12, tzinfo=UTC), "Europe/London")
    first = time_words(datetime(2024, 1, 1, 0, 5, tzinfo=UTC), "Europe/London")
    assert (noon, first) == ("12pm", "12:05am")


def test_days_are_written_long_and_short():
    assert (day_words(date(2024, 5, 22)), short_day_words(date(2024, 5, 22))) == (
        "Wednesday 22 May 2024",
        "22 May 2024",
    )
