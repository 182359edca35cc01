"""Phases of a season, closing to the second, and the period of grace, in winter and in summer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from awards.eligibility.window import SeasonWindow
from awards.seasons.timetable import Arrival, RoundDates, Timetable, arrival, nominations_open, open_round, phase_at

LONDON = ZoneInfo("Europe/London")
SECOND = timedelta(seconds=1)


def window(opens: str, closes: str) -> SeasonWindow:
    first, last = (datetime.fromisoformat(text).replace(tzinfo=LONDON) for text in (opens, closes))
    return SeasonWindow(first, last, LONDON)


WINTER = window("2024-01-10T00:00:00", "2024-02-23T23:59:59")
SUMMER = window("2025-03-03T09:00:00", "2025-04-11T17:00:00")


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("season", "moment", "is_open"),
    [
        (WINTER, "2024-01-09T23:59:59", False),
        (WINTER, "2024-01-10T00:00:00", True),
        (WINTER, "2024-02-23T23:59:59", True),
        (WINTER, "2024-02-23T23:59:59.9", True),
        (WINTER, "2024-02-24T00:00:00", False),
        (SUMMER, "2025-03-03T08:59:59", False),
        (SUMMER, "2025-03-03T09:00:00", True),
        (SUMMER, "2025-04-11T16:00:00", True),
        (SUMMER, "2025-04-11T16:00:01", False),
    ],
)
def test_nominations_are_open_from_the_first_second_to_the_last(season, moment, is_open):
    assert nominations_open(season, utc(moment)) is is_open


@pytest.mark.parametrize("season", [WINTER, SUMMER], ids=["winter", "summer"])
def test_what_arrives_within_the_grace_counts_as_sent_at_the_close_and_is_marked(season):
    closes_at = season.closes_at
    last = closes_at + timedelta(seconds=120)
    for moment, expected in {
        closes_at: Arrival(closes_at, within_grace=False),
        closes_at + SECOND: Arrival(closes_at, within_grace=True),
        last: Arrival(closes_at, within_grace=True),
        last + SECOND: Arrival(last + SECOND, within_grace=False),
    }.items():
        assert arrival(season, moment, grace_seconds=120) == expected


def test_without_grace_a_second_late_is_late():
    late = WINTER.closes_at + SECOND
    assert arrival(WINTER, late, grace_seconds=0) == Arrival(late, within_grace=False)


JUDGING = RoundDates(key="longlist", opens_at=utc("2025-04-28T08:00:00"), closes_at=utc("2025-05-23T16:00:00"))
FINAL = RoundDates(key="final", opens_at=utc("2025-06-09T08:00:00"), closes_at=utc("2025-06-20T16:00:00"))
TIMETABLE = Timetable(window=SUMMER, judging=(JUDGING, FINAL), announced_at=utc("2025-07-10T20:30:00"))


@pytest.mark.parametrize(
    ("moment", "phase", "round_key"),
    [
        ("2025-03-03T08:59:59", "before", None),
        ("2025-03-03T09:00:00", "nominating", None),
        ("2025-04-11T16:00:01", "closed", None),
        ("2025-04-28T08:00:00", "judging", "longlist"),
        ("2025-05-23T16:00:01", "closed", None),
        ("2025-06-20T16:00:00", "judging", "final"),
        ("2025-06-20T16:00:01", "decided", None),
        ("2025-07-10T20:29:59", "decided", None),
        ("2025-07-10T20:30:00", "announced", None),
    ],
)
def test_a_season_goes_through_its_phases_in_order(moment, phase, round_key):
    assert (phase_at(TIMETABLE, utc(moment)), open_round(TIMETABLE, utc(moment))) == (phase, round_key)


def test_a_round_closed_early_stays_closed():
    closed_at = utc("2025-05-01T12:00:00")
    early = RoundDates(key="longlist", opens_at=JUDGING.opens_at, closes_at=JUDGING.closes_at, closed_at=closed_at)
    assert early.is_open(closed_at - SECOND)
    assert not early.is_open(closed_at)
    assert early.is_over(closed_at)


def test_a_season_without_rounds_is_closed_until_it_is_announced():
    assert phase_at(Timetable(window=WINTER), utc("2024-06-01T00:00:00")) == "closed"
