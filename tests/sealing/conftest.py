"""Judging is open: the clock stands in the round, and a panel reads."""

from __future__ import annotations

import pytest

from tests.sealing.judged import NOW, Judged


@pytest.fixture
def clock(clock):
    clock.set(NOW)
    return clock


@pytest.fixture
def judged(session, clock):
    session.expire_on_commit = False
    return Judged(session)
