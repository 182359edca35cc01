"""The shipped season, and nominations begun as a nominator begins them."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from awards.core.actor import SYSTEM
from awards.nominations.models import Nomination
from awards.seasons.actions import load_season
from awards.seasons.models import Programme
from awards.seasons.queries import season_for_visitors
from awards.seasons.reading import FRONTLINE_2024, read_season
from tests.nominations.filling import begin

DOCUMENT = read_season(FRONTLINE_2024)


@pytest.fixture
def season(session, clock):
    """The 2024 season as shipped, open on the day the clock stands at."""
    load_season(session, DOCUMENT, actor=SYSTEM, now=clock())
    session.commit()
    programme = session.scalars(select(Programme)).one()
    return season_for_visitors(session, programme, now=clock())


@pytest.fixture
def task_list(browser, season):
    """Give the task list of a draft just started for the category with this slug."""
    return lambda slug="practice": begin(browser, slug)


@pytest.fixture
def stored(session):
    """Give the nomination as it stands in the database now, by reference or the only one."""

    def find(ref: str | None = None) -> Nomination:
        session.rollback()
        chosen = select(Nomination) if ref is None else select(Nomination).where(Nomination.ref == ref)
        return session.scalars(chosen).one()

    return find


@pytest.fixture
def in_the_app(app):
    """What rooms above have registered is known: whether anybody works on a nomination."""
    with app.app_context():
        yield
