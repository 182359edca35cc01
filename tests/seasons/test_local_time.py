"""Local times become instants unless the clocks skip them or show them twice."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from awards.seasons.local_time import instant

LONDON = ZoneInfo("Europe/London")


@pytest.mark.parametrize(
    ("local", "utc"),
    [
        ("2024-02-23T23:59:59", "2024-02-23T23:59:59"),
        ("2025-04-11T17:00:00", "2025-04-11T16:00:00"),
        ("2025-03-30T00:59:59", "2025-03-30T00:59:59"),
        ("2025-03-30T02:00:00", "2025-03-30T01:00:00"),
        ("2025-10-26T00:59:59", "2025-10-25T23:59:59"),
        ("2025-10-26T02:00:00", "2025-10-26T02:00:00"),
    ],
)
def test_a_local_time_is_one_instant_in_winter_in_summer_and_beside_the_changes(local, utc):
    assert instant(datetime.fromisoformat(local), LONDON) == datetime.fromisoformat(utc).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("local", "said"),
    [
        ("2025-03-30T01:00:00", "does not exist: the clocks go forward"),
        ("2025-03-30T01:59:59", "does not exist: the clocks go forward"),
        ("2025-10-26T01:00:00", "comes twice: the clocks go back"),
        ("2025-10-26T01:59:59", "comes twice: the clocks go back"),
        ("2025-04-11T17:00:00+01:00", "has an offset"),
    ],
)
def test_a_time_that_is_no_single_instant_is_refused_with_the_reason(local, said):
    with pytest.raises(ValueError, match=said):
        instant(datetime.fromisoformat(local), LONDON)


def test_southern_clocks_change_the_other_way_round():
    with pytest.raises(ValueError, match="does not exist"):
        instant(datetime(2025, 10, 5, 2, 30), ZoneInfo("Australia/Sydney"))  # noqa: DTZ001 - local on purpose
