"""The demo: believable in size, in every state, refusing a database in use, with a clock all processes share."""

import json
import subprocess
import sys

import pytest
from sqlalchemy import func, select

from awards.accounts.models import User
from awards.audit.models import AuditEntry
from awards.core.actor import SYSTEM
from awards.core.permission import Refused
from awards.demo.clock import demo_clock, move_clock, phase_now, phases_of
from awards.demo.loading import BEFORE, is_loaded, load_demo, refuse_a_database_in_use
from awards.judging.lifecycle import SheetState
from awards.judging.models import ScoreSheet
from awards.nominations.lifecycle import NominationState
from awards.nominations.models import Nomination
from awards.panels.models import PanelMember
from awards.publishing.models import Winner
from awards.screening.models import Entry
from awards.seasons.actions import load_season
from awards.seasons.queries import home_programme, season_by_key, season_for_visitors
from awards.seasons.reading import FRONTLINE_2024, read_season
from tests.factories import ProgrammeFactory, StaffFactory


def count(session, model):
    return session.scalar(select(func.count()).select_from(model))


@pytest.fixture
def loaded(session, app):
    session.rollback()
    with app.app_context():
        load_demo(session, tell=lambda _line: None)
    return session


def test_the_demo_is_a_believable_season_in_every_state(loaded, app):
    states = set(loaded.scalars(select(Nomination.state).distinct()))
    sheets = loaded.scalars(select(ScoreSheet.state)).all()
    assert is_loaded(loaded)
    assert (count(loaded, Nomination), count(loaded, PanelMember)) == (120, 18)
    assert states == set(NominationState)
    assert (count(loaded, Entry) > 70, SheetState.COMPLETE in sheets, count(loaded, Winner)) == (True, True, 13)
    assert loaded.scalar(select(func.count()).where(AuditEntry.tag == "nomination.started")) == 120
    with app.app_context():
        now = demo_clock()
    assert phase_now(season_for_visitors(loaded, home_programme(loaded), now=now), now).key == "judging"


def test_the_clock_moves_between_all_phases_for_everybody(session, app):
    loaded = load_season(session, read_season(FRONTLINE_2024), actor=SYSTEM, now=BEFORE, home=True)
    season = season_by_key(session, home_programme(session), loaded.season.key)
    seen = []
    for phase in phases_of(season):
        move_clock(session, phase.moment)
        session.commit()
        with app.app_context():
            seen.append(phase_now(season, demo_clock()).key)
    assert seen == [phase.key for phase in phases_of(season)]


@pytest.mark.parametrize("factory", [ProgrammeFactory, StaffFactory])
def test_the_demo_refuses_a_database_that_holds_anything_else(session, factory):
    factory()
    with pytest.raises(Refused):
        refuse_a_database_in_use(session)
    assert count(session, User) <= 1


def test_links_are_printed_for_every_kind_of_person(tmp_path):
    environment = {"AWARDS_DEMO": "1", "AWARDS_DEMO_FOLDER": str(tmp_path), "PATH": ""}

    def awards(*arguments):
        done = subprocess.run(
            [sys.executable, "-m", "awards", *arguments], env=environment, capture_output=True, text=True, check=True
        )
        return done.stdout

    awards("migrate")
    assert awards("demo", "load").startswith("The demo season would be loaded")
    awards("demo", "load", "--commit")
    links = json.loads(awards("demo", "links", "--json"))
    assert list(links) == ["public", "nominating", "nominator", "nominee", "chair", "judge", "staff", "administrator"]
    assert awards("demo", "load", "--commit") == "The demo is loaded already.\n"
