"""Facts and windows refuse what could not be compared."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from awards.eligibility.window import SeasonWindow
from tests.eligibility.invented import LONDON, sound

NOON = datetime(2024, 2, 1, 12)  # noqa: DTZ001 - without a zone on purpose


def test_a_submission_without_a_zone_is_no_instant():
    with pytest.raises(ValueError, match="time zone"):
        sound("practice", submitted_at=NOON)


def test_a_window_needs_zones_and_an_end_after_its_start():
    with pytest.raises(ValueError, match="with a zone"):
        SeasonWindow(NOON, NOON, LONDON)
    aware = NOON.replace(tzinfo=LONDON)
    with pytest.raises(ValueError, match="after it opens"):
        SeasonWindow(aware, aware, LONDON)


def test_a_window_of_whole_days_ends_with_the_last_second_and_knows_the_year_before():
    window = SeasonWindow.of_whole_days(date(2025, 5, 1), date(2025, 5, 1), LONDON, year=2025)
    assert window.opens_at.isoformat() == "2025-05-01T00:00:00+01:00"
    assert window.closes_at.isoformat() == "2025-05-01T23:59:59+01:00"
    assert (window.opens_on, window.closes_on, window.previous_year) == (date(2025, 5, 1), date(2025, 5, 1), 2024)
