"""Judging is open: the clock stands in the round."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest


@pytest.fixture
def clock(clock):
    clock.set(datetime(2024, 3, 6, 12, tzinfo=UTC))
    return clock
