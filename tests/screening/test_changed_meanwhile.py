"""What two of staff do at once: nobody confirms, undoes or admits what they did not see."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from awards.core.actor import Actor, Audience, Role
from awards.core.permission import Refused
from awards.db import db
from awards.nominations.lifecycle import NominationState
from awards.nominations.models import Nomination
from awards.screening.actions import rule_on, withdraw_entry
from awards.screening.case_around import last_rulings
from awards.screening.models import Ruling, RulingDecision
from awards.screening.ruling import second_ruling, take_back_ruling
from awards.screening.ruling_policy import mark_of_ruling
from tests.factories import StaffFactory, admitted
from tests.screening.conftest import NOW
from tests.screening.test_actions import codes

ELIGIBLE, INELIGIBLE = RulingDecision.ELIGIBLE, RulingDecision.INELIGIBLE
SOON = NOW + timedelta(minutes=5)


@pytest.fixture
def other(session):
    return Actor(Audience.STAFF, StaffFactory().ref, frozenset({Role.STAFF}))


@pytest.fixture
def asks(season, session):
    season.screening = {"second_person": ["override", "ineligible"]}
    session.flush()


def test_a_second_person_confirms_only_the_ruling_that_they_saw(session, make_nomination, actor, other, asks):
    nomination = make_nomination(people=2)
    seen = rule_on(session, nomination, decision=INELIGIBLE, reason="Two people.", actor=actor, now=NOW)
    rule_on(session, nomination, decision=ELIGIBLE, reason="One of them only helped.", actor=actor, now=SOON)
    with pytest.raises(Refused) as refused:
        second_ruling(session, nomination, seen=mark_of_ruling(seen.id), actor=other, now=SOON)
    assert codes(refused) == ["changed-meanwhile"]
    assert nomination.state is NominationState.SUBMITTED


def test_nobody_takes_back_a_ruling_that_they_did_not_see(session, nomination, actor, other):
    mine = rule_on(session, nomination, decision=ELIGIBLE, reason="", actor=actor, now=NOW)
    rule_on(session, nomination, decision=INELIGIBLE, reason="Late news.", actor=other, now=SOON)
    with pytest.raises(Refused) as refused:
        take_back_ruling(session, nomination, seen=mark_of_ruling(mine.id), actor=actor, now=SOON)
    assert codes(refused) == ["changed-meanwhile"]
    assert nomination.state is NominationState.INELIGIBLE


def test_taking_a_ruling_back_brings_no_earlier_one_to_life(session, nomination, actor):
    rule_on(session, nomination, decision=ELIGIBLE, reason="", actor=actor, now=NOW)
    rule_on(session, nomination, decision=INELIGIBLE, reason="Late news.", actor=actor, now=NOW)
    take_back_ruling(session, nomination, actor=actor, now=SOON)
    assert last_rulings(session, [nomination.id]) == {}
    with pytest.raises(Refused) as refused:
        take_back_ruling(session, nomination, actor=actor, now=SOON)
    assert codes(refused) == ["nothing-to-take-back"]


def test_a_page_that_is_old_asks_for_another_look_and_keeps_what_was_typed(session, nomination, other, staff_browser):
    page = staff_browser().get("screening_staff.nomination", ref=nomination.ref)
    rule_on(session, nomination, decision=ELIGIBLE, reason="", actor=other, now=NOW)
    session.commit()
    told = page.submit("Rule on this nomination", decision="ineligible", reason="She has left.")
    assert (told.status, "Somebody else ruled on this while you looked at it" in told.text) == (422, True)
    assert told.soup.find("textarea", attrs={"name": "reason"}).get_text(strip=True) == "She has left."
    told.submit("Rule on this nomination", decision="ineligible", reason="She has left.")
    session.rollback()
    decisions = select(Ruling.decision).order_by(Ruling.id)
    assert list(session.scalars(decisions)) == [ELIGIBLE, INELIGIBLE]


def test_nothing_is_admitted_while_a_ruling_against_it_waits(session, eligible, actor, asks):
    nomination = eligible()
    rule_on(session, nomination, decision=INELIGIBLE, reason="Late news.", actor=actor, now=NOW)
    with pytest.raises(Refused) as refused:
        admitted(session, nomination, actor=actor, now=SOON)
    assert codes(refused) == ["second-wanted"]


def test_an_act_sees_the_nomination_as_it_is_and_not_as_a_page_loaded_it(session, eligible, actor):
    nomination = eligible()
    session.commit()
    assert nomination.state is NominationState.ELIGIBLE
    changed = update(Nomination).where(Nomination.id == nomination.id).values(state=NominationState.SUBMITTED)
    session.execute(changed, execution_options={"synchronize_session": False})
    with pytest.raises(Refused) as refused:
        admitted(session, nomination, actor=actor, now=SOON)
    assert codes(refused) == ["not-ruled-eligible"]


def test_what_came_back_from_a_withdrawn_entry_is_admitted_once_more(session, eligible, actor):
    nomination = eligible()
    first = admitted(session, nomination, actor=actor, now=NOW)
    withdraw_entry(session, first, reason="The wrong category.", actor=actor, now=NOW)
    again = admitted(session, nomination, actor=actor, now=SOON)
    session.refresh(again, ["nominations", "nominees"])
    assert again.ref != first.ref
    assert ([one.ref for one in again.nominations], len(again.nominees)) == ([nomination.ref], 1)


def test_an_error_of_the_database_never_tells_the_values(app):
    with app.app_context():
        assert db.engine.hide_parameters is True
