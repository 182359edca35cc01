"""Telling nominees and keeping their answers: each refusal and the exact trail."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from awards.comms.models import Message
from awards.core.actor import Actor, Audience
from awards.core.permission import Refused
from awards.links.purposes import Purpose
from awards.nominees import actions, queries
from awards.nominees.actions import NoticeAnswer
from awards.nominees.queries import notices_of
from awards.nominees.words import NameForm, Response, Stage, Thing
from tests.factories import NomineeFactory
from tests.nominees.conftest import EMAIL, STAFF, put_forward

AGREED: dict[str, Any] = {"response": Response.AGREED, "name_form": NameForm.FULL_NAME}
NAME, STORY, PLACE = ((Stage.WINNER, thing) for thing in (Thing.NAME, Thing.STORY, Thing.PLACE))


def notice_of(session, nominee) -> Any:
    return queries.notice_of(session, nominee)


def a_nominee(**facts) -> Any:
    return NomineeFactory(**facts)


def answer(session, nominee, clock, **chosen):
    notice = notice_of(session, nominee)
    me = Actor(Audience.NOMINEES, nominee.ref)
    actions.answer_notice(session, nominee, notice, answer=NoticeAnswer(**(AGREED | chosen)), actor=me, now=clock())
    return notice


def standing(notice) -> set[tuple[Stage, Thing]]:
    return {(one.stage, one.thing) for one in notice.consents if one.withdrawn_at is None}


@pytest.mark.parametrize("kind", ["practice", "team", "young", "organiser"])
def test_a_notice_is_sent_once(session, clock, audit_trail, kind):
    nominee = put_forward(session, kind)
    for _ in range(2):
        assert actions.send_notice(session, nominee, programme_key="harbour-awards", actor=STAFF, now=clock())
    message = session.scalars(select(Message)).one()
    assert (message.kind, message.recipient, message.arguments) == ("nominees/notice", EMAIL, {})
    assert (message.link_purpose, message.link_subject) == (Purpose.NOMINEE_NOTICE, nominee.ref)
    assert audit_trail(nominee.ref) == ["notice.sent"]


@pytest.mark.parametrize("facts", [{"email": None}, {"deceased": True}])
def test_nothing_is_sent_without_an_address_or_after_a_death(session, clock, audit_trail, facts):
    nominee = a_nominee(**facts)
    assert not actions.send_notice(session, nominee, programme_key="harbour-awards", actor=STAFF, now=clock())
    assert (session.scalars(select(Message)).all(), audit_trail(nominee.ref)) == ([], [])
    assert notices_of(session, [nominee.id]) == {}


def test_a_child_is_named_by_first_name_and_without_a_place_from_the_start(session, told):
    notice = notice_of(session, told("young"))
    assert (notice.name_form, notice.show_place, notice.consents) == (NameForm.FIRST_NAME, False, [])


def test_why_there_is_no_notice_is_kept(session, clock, audit_trail):
    nominee = a_nominee(email=None)
    actions.note_not_sent(session, nominee, because="Told by telephone", actor=STAFF, now=clock())
    assert notice_of(session, nominee).not_sent_because == "Told by telephone"
    assert audit_trail(nominee.ref) == ["notice.not_sent"]
    with pytest.raises(Refused) as refused:
        actions.note_not_sent(session, nominee, because=" ", actor=STAFF, now=clock())
    assert str(refused.value) == "Say why no notice is sent."


def test_agreeing_keeps_each_consent_with_its_wording_and_time(session, clock, told, audit_trail):
    nominee = told()
    notice = answer(session, nominee, clock, consents=frozenset({NAME, STORY}))
    assert (notice.response, notice.responded_at, notice.channel) == (Response.AGREED, clock(), "web")
    assert {(one.stage, one.thing, one.wording, one.given_at) for one in notice.consents} == {
        (Stage.WINNER, Thing.NAME, "2024-2", clock()),
        (Stage.WINNER, Thing.STORY, "2024-2", clock()),
    }
    assert audit_trail(nominee.ref) == ["notice.sent", "nominee.agreed", "consent.given"]


def test_changing_ones_mind_withdraws_and_adds_without_overwriting(session, clock, told, audit_trail):
    nominee = told()
    answer(session, nominee, clock, consents=frozenset({NAME, STORY}))
    clock.forward(days=1)
    notice = answer(session, nominee, clock, consents=frozenset({NAME, PLACE}), name_form=NameForm.INITIALS)
    assert standing(notice) == {NAME, PLACE}
    assert [one.withdrawn_at for one in notice.consents if one.thing is Thing.STORY] == [clock()]
    given = [one.given_at for one in notice.consents if one.thing is Thing.NAME]
    assert given == [clock() - timedelta(days=1)]
    assert audit_trail(nominee.ref)[3:] == ["display.chosen", "consent.given", "consent.withdrawn"]


def test_giving_the_same_answer_again_leaves_no_trail(session, clock, told, audit_trail):
    nominee = told()
    for _ in range(2):
        answer(session, nominee, clock, consents=frozenset({NAME}))
    assert audit_trail(nominee.ref) == ["notice.sent", "nominee.agreed", "consent.given"]


def test_a_consent_taken_back_and_given_again_is_a_new_one(session, clock, told):
    nominee = told()
    for consents in ({NAME}, set(), {NAME}):
        clock.forward(days=1)
        notice = answer(session, nominee, clock, consents=frozenset(consents))
    assert [(one.thing, one.withdrawn_at is None) for one in notice.consents] == [
        (Thing.NAME, False),
        (Thing.NAME, True),
    ]


def test_one_consent_is_taken_back_on_its_own(session, clock, told, audit_trail):
    nominee = told()
    answer(session, nominee, clock, consents=frozenset({NAME, STORY}))
    me, before = Actor(Audience.NOMINEES, nominee.ref), notice_of(session, nominee).version
    for _ in range(2):
        notice = notice_of(session, nominee)
        actions.withdraw_consent(
            session, nominee, notice, stage=Stage.WINNER, thing=Thing.STORY, actor=me, now=clock()
        )  # fmt: skip
    assert (standing(notice), notice.response) == ({NAME}, Response.AGREED)
    assert audit_trail(nominee.ref)[3:] == ["consent.withdrawn"]
    assert notice.version > before  # so that a page which still shows it is stale


def test_declining_takes_every_consent_back_and_stops_the_mail(session, clock, told, audit_trail):
    nominee = told()
    answer(session, nominee, clock, consents=frozenset({NAME}), show_place=True)
    notice = answer(session, nominee, clock, response=Response.DECLINED, consents=frozenset({NAME}), show_place=True)
    assert (notice.response, standing(notice), notice.show_place) == (Response.DECLINED, set(), False)
    assert audit_trail(nominee.ref)[-2:] == ["nominee.declined", "consent.withdrawn"]
    assert session.scalars(select(Message.state)).all() == ["cancelled"]


def test_whoever_is_unsafe_to_locate_has_no_place_shown_whatever_else_was_ticked(session, clock, told):
    notice = answer(session, told(), clock, consents=frozenset({NAME, PLACE}), show_place=True, unsafe_to_locate=True)
    assert (standing(notice), notice.show_place, notice.unsafe_to_locate) == ({NAME}, False, True)


def test_the_name_itself_is_needed_for_another_name_and_dropped_otherwise(session, clock, told):
    nominee = told()
    with pytest.raises(Refused) as refused:
        answer(session, nominee, clock, name_form=NameForm.OTHER, public_name=" ")
    assert str(refused.value) == "Enter the name to show."
    assert answer(session, nominee, clock, name_form=NameForm.OTHER, public_name=" Ama  O. ").public_name == "Ama O."
    assert answer(session, nominee, clock, public_name="Ama O.").public_name is None


def test_no_answer_is_refused(session, clock, told):
    with pytest.raises(Refused) as refused:
        answer(session, told(), clock, response=Response.NONE)
    assert str(refused.value) == "Say whether you agree."


@pytest.mark.parametrize("channel", ["phone", "paper", "trusted_worker", "in_person"])
def test_staff_keep_an_answer_that_came_another_way(session, clock, audit_trail, channel):
    nominee = a_nominee(email=None)
    chosen = NoticeAnswer(**AGREED, consents=frozenset({NAME}))
    notice = actions.record_answer_by_staff(
        session, nominee, answer=chosen, channel=channel, actor=STAFF, now=clock(), reason="Rang on Monday"
    )
    assert (notice.channel, notice.response, standing(notice)) == (channel, Response.AGREED, {NAME})
    assert audit_trail(nominee.ref) == ["nominee.agreed", "consent.given"]


def test_an_answer_by_staff_says_how_it_came(session, clock):
    with pytest.raises(Refused) as refused:
        actions.record_answer_by_staff(
            session, a_nominee(), answer=NoticeAnswer(**AGREED), channel="web", actor=STAFF, now=clock()
        )
    assert str(refused.value) == "Say how the answer came."


def test_notices_are_found_with_their_consents_in_one_statement(session, clock, told):
    first = told()
    answer(session, first, clock, consents=frozenset({NAME, STORY}))
    second, third = a_nominee(email="b@nominees.example"), a_nominee()
    actions.send_notice(session, second, programme_key="harbour-awards", actor=STAFF, now=clock())
    session.expire_all()
    found = notices_of(session, [first.id, second.id, third.id])
    assert {number: len(notice.consents) for number, notice in found.items()} == {first.id: 2, second.id: 0}
    assert notices_of(session, []) == {}
