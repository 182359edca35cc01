"""A season in judging, with one of each kind of staff."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.safeguarding.situations import season_with_staff


@pytest.fixture
def clock(clock):
    clock.set(datetime(2024, 3, 6, 12, tzinfo=UTC))
    return clock


@pytest.fixture
def given(session, clock):
    given = season_with_staff()
    session.commit()
    return given
