"""A typed day and time become an instant on the clocks of the zone, or a fault that says what to do."""

from datetime import UTC, datetime, time

import pytest

from awards.nominations.moments import MomentFault, typed_moment, typed_time

LONDON = {"what": "The later deadline", "zone": "Europe/London"}


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("5pm", time(17)),
        ("5 PM", time(17)),
        ("5.30pm", time(17, 30)),
        ("11:59pm", time(23, 59)),
        ("12am", time(0)),
        ("12pm", time(12)),
        ("17:00", time(17)),
        ("0:05", time(0, 5)),
        ("5", None),
        ("17pm", None),
        ("0am", None),
        ("24:00", None),
        ("10:60", None),
        ("٥pm", None),
        ("noon", None),
        ("", None),
    ],
)
def test_times_of_day_are_read_as_people_write_them(text, meant):
    assert typed_time(text) == meant


@pytest.mark.parametrize(
    ("day", "at", "meant"),
    [
        (("1", "3", "2024"), "5pm", datetime(2024, 3, 1, 17, tzinfo=UTC)),
        (("1", "July", "2024"), "5pm", datetime(2024, 7, 1, 16, tzinfo=UTC)),
        (("", "", ""), "", None),
    ],
)
def test_a_day_and_a_time_are_an_instant_on_the_clocks_of_the_zone(day, at, meant):
    assert typed_moment(day, at, **LONDON) == meant


@pytest.mark.parametrize(
    ("day", "at", "part", "words"),
    [
        (("", "", ""), "5pm", "day", "The later deadline must include a day, month and year"),
        (("1", "", "2024"), "5pm", "month", "The later deadline must include a month"),
        (("31", "2", "2024"), "5pm", "day", "The later deadline must be a real date"),
        (("1", "3", "24"), "5pm", "year", "Year must include 4 numbers"),
        (("1", "3", "2024"), "", "time", "Enter the time like 5pm or 17:00"),
        (("31", "3", "2024"), "1.30am", "time",
         "This time does not exist: the clocks go forward then; choose another time"),
        (("27", "10", "2024"), "1:30", "time", "This time comes twice: the clocks go back then; choose another time"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_a_fault_of_its_part(day, at, part, words):
    assert typed_moment(day, at, **LONDON) == MomentFault(part, words)
