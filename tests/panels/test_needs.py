"""What panels need of staff, on the season page."""

from __future__ import annotations

import pytest

from awards.panels.needs import needs_of_panels
from tests.factories import AssignmentFactory, CategoryFactory, EntryFactory, PanelFactory, PanelMemberFactory
from tests.panels.planned import made_plan
from tests.panels.situations import panel_of


@pytest.fixture
def needs(app, session, clock):
    """The sentences of what is needed in a season."""

    def said(season):
        session.flush()
        with app.test_request_context():
            return [need.text for need in needs_of_panels(session, season, clock())]

    return said


@pytest.mark.parametrize(
    ("own", "said"),
    [(None, ["2 entries lack a reading"]), (1, ["1 entry lacks a reading"]), (3, ["2 entries lack a reading"])],
)
def test_a_panels_own_number_of_readings_comes_before_the_seasons(session, needs, own, said):
    given = panel_of(entries=2, readings=2)
    AssignmentFactory(member=given.members[0], entry=given.entries[0])
    given.panel.readings = own
    assert needs(given.season) == said


def test_each_panel_is_held_against_its_own_number(session, needs):
    given = panel_of(entries=1, readings=1)
    AssignmentFactory(member=given.members[0], entry=given.entries[0])
    category = CategoryFactory(season=given.season)
    other = PanelFactory(season=given.season, name="Panel two", categories=[category], members=[], readings=2)
    AssignmentFactory(member=PanelMemberFactory(panel=other, ready=True), entry=EntryFactory(category=category))
    EntryFactory(category=CategoryFactory(season=given.season))  # no panel judges it, so the season's number holds
    assert needs(given.season) == ["2 entries lack a reading"]


def test_before_judges_have_any_reading_nothing_lacks_one(needs, session):
    assert needs(panel_of().season) == []


def test_a_plan_that_waits_is_named_with_its_panel(session, needs, clock):
    given = panel_of()
    made_plan(session, given, clock)
    assert needs(given.season) == ["A plan of readings waits for you: Panel one"]
