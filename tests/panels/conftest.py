"""A panel with four judges, in a season whose nominations have closed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

import awards.judging.views.judge as judging_pages
import awards.judging.views.staff as judging_staff_pages
import awards.panels.views.judge as judge_pages
import awards.panels.views.staff as staff_pages
from awards import wiring


@pytest.fixture(autouse=True)
def doors(monkeypatch):
    """Open our doors where the wiring does not yet."""
    ours = [staff_pages.door, judge_pages.door, judging_pages.door, judging_staff_pages.door]
    monkeypatch.setattr(wiring, "DOORS", [*wiring.DOORS, *(door for door in ours if door not in wiring.DOORS)])


@pytest.fixture
def clock(clock):
    clock.set(datetime(2024, 3, 6, 12, tzinfo=UTC))
    return clock
