"""A second person confirms where the season asks, and a ruling can be taken back until it has had consequences."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from awards.audit.queries import entries_about
from awards.comms.models import Message, MessageState
from awards.core.actor import Actor, Audience, Role
from awards.core.permission import Refused
from awards.nominations.lifecycle import NominationState
from awards.nominations.models import Nominee
from awards.nominees.models import Notice
from awards.screening.actions import rule_on
from awards.screening.cases import look_again
from awards.screening.models import Case, RulingDecision, VerdictRecord
from awards.screening.ruling import second_ruling, take_back_ruling
from tests.factories import EntryFactory, EntryNominationFactory, StaffFactory
from tests.screening.conftest import NOW

ELIGIBLE, INELIGIBLE = RulingDecision.ELIGIBLE, RulingDecision.INELIGIBLE
SOON = NOW + timedelta(minutes=5)


@pytest.fixture
def other(session):
    return Actor(Audience.STAFF, StaffFactory().ref, frozenset({Role.STAFF}))


@pytest.fixture
def asks(season, session):
    season.screening = {"second_person": ["override", "ineligible"]}
    session.flush()


def codes(refused) -> list[str]:
    return [reason.code for reason in refused.value.permission.reasons]


def stands(session, nomination) -> str:
    return session.get_one(Case, nomination.id).reason


@pytest.mark.usefixtures("asks")
@pytest.mark.parametrize(("people", "knows", "decision", "waits"), [
    (2, True, ELIGIBLE, True), (1, True, INELIGIBLE, True), (2, True, INELIGIBLE, True), (1, None, INELIGIBLE, True),
    (1, None, ELIGIBLE, False), (1, True, ELIGIBLE, False),
])  # fmt: skip
def test_overrides_and_every_ineligible_one_wait_for_a_second_person(
    session, make_nomination, actor, people, knows, decision, waits
):
    nomination = make_nomination(people=people, nominee_knows=knows)
    ruling = rule_on(session, nomination, decision=decision, reason="So.", actor=actor, now=NOW)
    assert ruling.needs_second is waits
    assert (nomination.state is NominationState.SUBMITTED) is waits
    assert (stands(session, nomination) == "second_wanted") is waits


@pytest.mark.usefixtures("asks")
def test_nothing_follows_before_somebody_else_confirms(session, nomination, actor, other, audit_trail):
    rule_on(session, nomination, decision=INELIGIBLE, reason="So.", actor=actor, now=NOW)
    assert session.scalars(select(Message)).all() == []
    with pytest.raises(Refused) as own:
        second_ruling(session, nomination, actor=actor, now=SOON)
    assert codes(own) == ["own-ruling"]

    ruling = second_ruling(session, nomination, actor=other, now=SOON)

    assert (ruling.seconded_by, ruling.seconded_at, ruling.ruled_by) == (other.reference, SOON, actor.reference)
    assert nomination.state is NominationState.INELIGIBLE
    assert session.scalars(select(Message.not_before)).all() == [SOON + timedelta(minutes=15)]
    assert audit_trail(nomination.ref) == ["verdict.computed", "nomination.ruled", "ruling.seconded"]
    with pytest.raises(Refused) as twice:
        second_ruling(session, nomination, actor=other, now=SOON)
    assert codes(twice) == ["nothing-to-second"]


@pytest.mark.usefixtures("asks")
def test_a_second_person_confirms_only_what_the_rules_still_say(session, make_nomination, actor, other):
    nomination = make_nomination(nominee_knows=None)
    rule_on(session, nomination, decision=INELIGIBLE, reason="So.", actor=actor, now=NOW)
    nomination.nominee_knows = True
    session.flush()
    with pytest.raises(Refused) as refused:
        second_ruling(session, nomination, actor=other, now=SOON)
    assert codes(refused) == ["verdict-changed"]


def test_taking_a_ruling_back_reopens_it_and_stops_its_mail(session, nomination, actor, other):
    rule_on(session, nomination, decision=ELIGIBLE, reason="", actor=actor, now=NOW)
    done = take_back_ruling(session, nomination, actor=other, now=SOON)
    assert (nomination.state, done.stopped, done.gone) == (NominationState.SUBMITTED, 1, 0)
    assert done.words == "The ruling is taken back. Nobody has been told of it."
    assert session.scalars(select(Notice.queued_at)).all() == [None]
    assert stands(session, nomination) == "rule_eligible"
    assert len(session.scalars(select(VerdictRecord)).all()) == 1
    entry = entries_about(session, nomination.ref)[-1]
    assert (entry.tag, entry.facts) == (
        "ruling.taken_back", {"decision": "eligible", "was": "eligible", "stopped": 1, "gone": 0},
    )  # fmt: skip
    again = rule_on(session, nomination, decision=ELIGIBLE, reason="", actor=actor, now=SOON)
    assert again.taken_back_at is None
    states = session.scalars(select(Message.state).order_by(Message.id)).all()
    assert states == [MessageState.CANCELLED, MessageState.QUEUED]


def test_it_says_plainly_when_a_message_has_gone(session, nomination, actor):
    rule_on(session, nomination, decision=INELIGIBLE, reason="So.", actor=actor, now=NOW)
    message = session.scalars(select(Message)).one()
    message.state, message.sent_at = MessageState.SENT, SOON
    done = take_back_ruling(session, nomination, actor=actor, now=SOON)
    assert done.words == "The ruling is taken back, but 1 message has gone already: tell whoever got it."
    rule_on(session, nomination, decision=ELIGIBLE, reason="", actor=actor, now=SOON)
    kinds = session.scalars(select(Message.kind).where(Message.about == nomination.ref).order_by(Message.id)).all()
    assert kinds == ["screening/not_going_forward", "screening/goes_forward_after_all"]


@pytest.mark.usefixtures("asks")
def test_what_waits_for_a_second_person_is_taken_back_without_a_trace_in_the_state(session, nomination, actor):
    rule_on(session, nomination, decision=INELIGIBLE, reason="So.", actor=actor, now=NOW)
    take_back_ruling(session, nomination, actor=actor, now=SOON)
    assert (nomination.state, stands(session, nomination)) == (NominationState.SUBMITTED, "rule_eligible")
    with pytest.raises(Refused) as refused:
        take_back_ruling(session, nomination, actor=actor, now=SOON)
    assert codes(refused) == ["nothing-to-take-back"]


def test_what_is_with_judges_is_not_taken_back(session, nomination, actor, category):
    rule_on(session, nomination, decision=ELIGIBLE, reason="", actor=actor, now=NOW)
    EntryNominationFactory(entry=EntryFactory(category=category), nomination=nomination)
    with pytest.raises(Refused) as refused:
        take_back_ruling(session, nomination, actor=actor, now=SOON)
    assert codes(refused) == ["has-an-entry"]


def test_readers_neither_confirm_nor_take_back(session, nomination, actor, reader):
    rule_on(session, nomination, decision=ELIGIBLE, reason="", actor=actor, now=NOW)
    with pytest.raises(Refused) as refused:
        take_back_ruling(session, nomination, actor=reader, now=SOON)
    assert codes(refused) == ["not-staff"]


def test_a_ruling_whose_verdict_changed_needs_somebody_again(session, nomination, actor, worker):
    rule_on(session, nomination, decision=ELIGIBLE, reason="", actor=actor, now=NOW)
    nominee = session.scalars(select(Nominee).where(Nominee.nomination_id == nomination.id)).one()
    nomination.nominee_knows = False
    session.flush()
    look_again(session, [nomination], now=SOON)
    assert (stands(session, nomination), nomination.state, nominee.deceased) == (
        "verdict_changed", NominationState.ELIGIBLE, False,
    )  # fmt: skip
    rule_on(session, nomination, decision=ELIGIBLE, reason="She was told by phone.", actor=actor, now=SOON)
    assert stands(session, nomination) == "copy_missing"


def test_the_page_takes_a_ruling_back_and_shows_what_changed_in_the_verdict(
    session, nomination, staff_browser, worker, clock
):
    clock.set(NOW)
    worker()
    browser = staff_browser()
    page = browser.get("screening_staff.nomination", ref=nomination.ref).submit("Rule on", decision="eligible")
    page = page.submit("Undo")
    assert "The ruling is taken back" in page.text
    session.get_one(type(nomination), nomination.id).nominee_knows = False
    session.commit()
    page = browser.get("screening_staff.nomination", ref=nomination.ref)
    page = page.submit("Rule on", decision="eligible", reason="Told by phone.")
    changed = page.soup.select_one("section[aria-labelledby=verdict] .govuk-inset-text").get_text(" ", strip=True)
    assert changed.endswith("H2 is now for a person to look at; A person must look, was: eligible.")
