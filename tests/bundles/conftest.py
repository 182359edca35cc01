"""Judging is open, is over and sealed, or a whole season is; and verify.py run alone where nothing is installed."""

from __future__ import annotations

import pytest

from awards.bundles.closing import close_due
from awards.db import db
from tests.bundles.seasons import Built, WholeSeason
from tests.ledger.bending import Checker
from tests.sealing.judged import CLOSED, NOW, Judged


@pytest.fixture
def clock(clock):
    clock.set(NOW)
    return clock


@pytest.fixture
def judged(session, clock):
    """Two judges have read and scored three entries; the round is open."""
    session.expire_on_commit = False
    return Judged(session).release().score_all()


@pytest.fixture
def work(app, session, clock):
    """Let the worker close what is over, at a moment or as the clock stands; gives how many steps it took."""

    def run(moment=None):
        if moment is not None:
            clock.set(moment)
        session.commit()
        with app.app_context():
            done = close_due(db.session, clock())
            db.session.close()
        session.expire_all()
        return done

    return run


@pytest.fixture
def over(judged, work, mailbox):
    """The round is over, its record sealed, and its checkpoint with every judge."""
    work(CLOSED)
    mailbox.deliver()
    work()
    return judged


@pytest.fixture
def season(session, clock):
    session.expire_on_commit = False
    return WholeSeason(session, clock)


@pytest.fixture
def checker(tmp_path):
    return Checker(tmp_path)


BUILT: dict[str, Built] = {}


@pytest.fixture
def built(request, database_kind) -> Built:
    """What a whole season leaves outside the portal; built once in a process for each database."""
    if database_kind not in BUILT:
        season = request.getfixturevalue("season").whole(request.getfixturevalue("mailbox"))
        BUILT[database_kind] = season.left()
    return BUILT[database_kind]
