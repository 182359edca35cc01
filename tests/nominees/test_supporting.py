"""The adult of a young person: who may be named when, what each answer leaves behind, and every refusal."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from awards.audit.queries import entries_about
from awards.comms.models import Message
from awards.core.actor import Actor, Audience
from awards.core.permission import Refused
from awards.links.actions import mint_link, redeem_link
from awards.links.purposes import Purpose
from awards.nominees.adult_page import name_for_adult, supporter_for
from awards.nominees.models import Supporter
from awards.nominees.queries import notice_of
from awards.nominees.supporting import (
    AdultNamed,
    AdultSaid,
    adult_confirmed,
    answer_as_adult,
    may_name_adult,
    name_adult,
    needs_adult,
    record_adult_by_staff,
    stop_asking,
    supporter_of,
)
from awards.nominees.words import Confirmation, NameForm, Response
from tests.factories import NomineeFactory, NoticeFactory
from tests.nominees.conftest import STAFF

BORN = date(2006, 6, 1)
TODAY = date(2024, 2, 1)
JO = AdultNamed(name="Jo  Marsh", relation="social_worker", email="jo@adults.example")
CONFIRMED, REFUSED = Confirmation.CONFIRMED, Confirmation.REFUSED


@pytest.fixture
def young(session):
    """Give a 17-year-old who has agreed."""
    nominee = NomineeFactory(date_of_birth=BORN, full_name="Amara Okafor")
    NoticeFactory(nominee=nominee, agreed=True)
    return nominee


@pytest.fixture
def name(session, clock):
    def name(nominee, named: AdultNamed = JO) -> Supporter:
        return name_adult(
            session,
            nominee,
            notice_of(session, nominee),
            named=named,
            programme_key="harbour-awards",
            today=TODAY,
            actor=Actor(Audience.NOMINEES, nominee.ref),
            now=clock(),
        )

    return name


def record(session, nominee, clock, **changes: Any) -> Supporter:
    said = {"response": CONFIRMED, "channel": "phone", "reason": "Sam rang Jo on Monday."} | changes
    named = said.pop("named", AdultNamed(name="Jo Marsh", relation="social_worker"))
    return record_adult_by_staff(
        session,
        nominee,
        notice_of(session, nominee),
        named=named,
        said=AdultSaid(**said),
        today=TODAY,
        actor=STAFF,
        now=clock(),
    )


def codes(refused) -> list[str]:
    return [reason.code for reason in refused.value.permission.reasons]


@pytest.mark.parametrize(
    ("born", "is_team", "needed"),
    [
        (date(2008, 2, 1), False, True),
        (date(2006, 2, 2), False, True),
        (date(2006, 2, 1), False, False),
        (None, False, False),
        (date(2008, 2, 1), True, False),
    ],
)
def test_an_adult_is_needed_by_whoever_is_known_to_be_under_18_on_the_day(session, born, is_team, needed):
    assert needs_adult(NomineeFactory(date_of_birth=born, is_team=is_team), today=TODAY) is needed


@pytest.mark.parametrize(
    ("facts", "response", "found"),
    [
        ({}, Response.AGREED, []),
        ({}, Response.NONE, ["not-agreed"]),
        ({}, Response.DECLINED, ["not-agreed"]),
        ({"date_of_birth": date(1990, 1, 1)}, Response.AGREED, ["not-a-child"]),
        ({"deceased": True}, Response.AGREED, ["has-died"]),
    ],
)
def test_an_adult_is_named_only_by_young_people_who_have_agreed(session, clock, facts, response, found):
    nominee = NomineeFactory(**({"date_of_birth": BORN} | facts))
    notice = NoticeFactory(nominee=nominee, response=response, responded_at=clock())
    assert [one.code for one in may_name_adult(nominee, notice, today=TODAY).reasons] == found
    assert [one.code for one in may_name_adult(nominee, None, today=TODAY).reasons if one.code == "not-agreed"]


def test_the_adult_is_asked_by_mail_and_the_trail_holds_no_name(session, clock, young, name, audit_trail):
    adult = name(young)
    assert (adult.name, adult.relation, adult.response) == ("Jo Marsh", "social_worker", Confirmation.NONE)
    assert (adult.named_at, adult.asked_at) == (clock(), clock())
    message = session.scalars(select(Message)).one()
    assert (message.kind, message.about, message.recipient, message.arguments) == (
        "nominees/adult_confirmation", adult.ref, "jo@adults.example", {},
    )  # fmt: skip
    assert (message.link_purpose, message.link_subject) == (Purpose.ADULT_CONFIRMATION, adult.ref)
    assert audit_trail(young.ref) == ["supporter.named"]
    assert entries_about(session, young.ref)[0].facts == {
        "supporter": adult.ref, "relation": "social_worker", "by_mail": True,
    }  # fmt: skip


def test_without_an_address_nobody_is_mailed_and_staff_ask(session, young, name):
    adult = name(young, AdultNamed(name="Jo Marsh", relation="teacher"))
    assert (adult.asked_at, session.scalars(select(Message)).all()) == (None, [])


def test_naming_the_same_adult_again_changes_nothing(session, young, name, audit_trail):
    assert name(young) is name(young)
    assert len(session.scalars(select(Message)).all()) == 1
    assert audit_trail(young.ref) == ["supporter.named"]


def test_naming_somebody_else_makes_the_old_link_void_and_counts_from_then_on(session, clock, young, name):
    first = name(young)
    answer_as_adult(session, first, response=CONFIRMED, actor=Actor(Audience.SUPPORTERS, first.ref), now=clock())
    token = mint_link(session, Purpose.ADULT_CONFIRMATION, first.ref, now=clock())
    second = name(young, AdultNamed(name="Bo Ngata", relation="advocate", email="bo@adults.example"))
    assert redeem_link(session, token, now=clock()) is None
    states = {one.about: one.state for one in session.scalars(select(Message))}
    assert states == {first.ref: "cancelled", second.ref: "queued"}
    assert supporter_of(session, young) is second
    assert not adult_confirmed(notice_of(session, young), supporter_of(session, young))


@pytest.mark.parametrize(
    ("named", "code"),
    [
        ({"name": "  "}, "no-name"),
        ({"relation": "nominator"}, "no-relation"),
        ({"email": "AMARA@nominees.example"}, "own-address"),
    ],
)
def test_an_adult_has_a_name_a_relation_and_an_address_of_their_own(session, clock, name, named, code, audit_trail):
    nominee = NomineeFactory(date_of_birth=BORN, email="amara@nominees.example")
    NoticeFactory(nominee=nominee, agreed=True)
    with pytest.raises(Refused) as refused:
        name(nominee, AdultNamed(**({"name": "Jo", "relation": "teacher", "email": None} | named)))
    assert codes(refused) == [code]
    assert audit_trail(nominee.ref) == []


def test_only_a_few_adults_are_named_within_a_day(session, clock, young, name):
    for number in range(3):
        name(young, AdultNamed(name=f"Jo {number}", relation="teacher", email=f"jo{number}@adults.example"))
    with pytest.raises(Refused) as refused:
        name(young)
    assert codes(refused) == ["named-several"]
    clock.forward(hours=25)
    assert name(young).name == "Jo Marsh"


def test_the_adult_confirms_and_may_change_their_mind(session, clock, young, name, audit_trail):
    adult = name(young)
    me = Actor(Audience.SUPPORTERS, adult.ref)
    for response in (CONFIRMED, CONFIRMED, REFUSED):
        answer_as_adult(session, adult, response=response, actor=me, now=clock())
    assert (adult.response, adult.responded_at, adult.channel) == (REFUSED, clock(), "web")
    assert audit_trail(young.ref) == ["supporter.named", "supporter.answered", "supporter.answered"]
    with pytest.raises(Refused) as refused:
        answer_as_adult(session, adult, response=Confirmation.NONE, actor=me, now=clock())
    assert codes(refused) == ["no-answer"]


@pytest.mark.parametrize("channel", ["phone", "paper", "trusted_worker", "in_person"])
def test_staff_record_what_the_adult_said_another_way(session, clock, young, audit_trail, channel):
    adult = record(session, young, clock, channel=channel)
    assert (adult.response, adult.channel, adult.email) == (CONFIRMED, channel, None)
    assert adult_confirmed(notice_of(session, young), adult)
    assert audit_trail(young.ref) == ["supporter.named", "supporter.answered"]
    answered = entries_about(session, young.ref)[1]
    assert answered.reason is not None
    assert (answered.reason.text, answered.facts["answer"]) == ("Sam rang Jo on Monday.", "confirmed")


def test_an_answer_recorded_for_the_adult_who_was_named_stays_theirs(session, clock, young, name):
    named = name(young)
    assert record(session, young, clock) is named
    other = record(session, young, clock, named=AdultNamed(name="Bo Ngata", relation="advocate"), response=REFUSED)
    assert (other is named, supporter_of(session, young)) == (False, other)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"channel": "web"}, "no-channel"),
        ({"reason": " "}, "no-reason"),
        ({"response": Confirmation.NONE}, "no-answer"),
    ],
)
def test_staff_say_what_how_and_who(session, clock, young, changes, code):
    with pytest.raises(Refused) as refused:
        record(session, young, clock, **changes)
    assert codes(refused) == [code]


def test_nothing_is_recorded_before_the_young_person_agrees(session, clock):
    nominee = NomineeFactory(date_of_birth=BORN)
    NoticeFactory(nominee=nominee)
    with pytest.raises(Refused) as refused:
        record(session, nominee, clock)
    assert codes(refused) == ["not-agreed"]


def test_both_must_be_in(session, clock, young, name):
    adult = name(young)
    notice = notice_of(session, young)
    assert not adult_confirmed(notice, adult)
    adult.response = CONFIRMED
    assert adult_confirmed(notice, adult)
    notice.response = Response.DECLINED
    assert not adult_confirmed(notice, adult)
    assert not adult_confirmed(None, adult)


def test_the_page_of_the_adult_is_found_only_while_it_counts(session, clock, young, name):
    season = young.nomination.season
    first = name(young)
    assert supporter_for(session, first.ref, programme_id=season.programme_id).young_person == "Amara"
    with pytest.raises(NoResultFound):
        supporter_for(session, first.ref, programme_id=season.programme_id + 1)
    second = name(young, AdultNamed(name="Bo Ngata", relation="other"))
    with pytest.raises(NoResultFound):
        supporter_for(session, first.ref, programme_id=season.programme_id)
    assert supporter_for(session, second.ref, programme_id=season.programme_id).relation == "an adult they trust"
    notice_of(session, young).response = Response.DECLINED
    session.flush()
    with pytest.raises(NoResultFound):
        supporter_for(session, second.ref, programme_id=season.programme_id)


@pytest.mark.parametrize(
    ("form", "public_name", "shown"),
    [
        (NameForm.FULL_NAME, None, "Ama"),
        (NameForm.WITHHELD, None, "Ama"),
        (NameForm.OTHER, "Mo", "Mo"),
    ],
)
def test_the_adult_reads_the_chosen_first_name(session, form, public_name, shown):
    nominee = NomineeFactory(date_of_birth=BORN, known_as="Ama")
    notice = NoticeFactory(nominee=nominee, agreed=True, name_form=form, public_name=public_name)
    assert name_for_adult(nominee, notice) == shown


def test_stopping_makes_every_link_void(session, clock, young, name):
    adult = name(young)
    token = mint_link(session, Purpose.ADULT_CONFIRMATION, adult.ref, now=clock())
    stop_asking(session, young, now=clock())
    assert redeem_link(session, token, now=clock()) is None
    assert session.scalars(select(Message.state)).all() == ["cancelled"]
