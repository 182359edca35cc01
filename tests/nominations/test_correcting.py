"""Asking for a correction, and what staff answer: each refusal, the exact trail, a mail that says nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.exc import NoResultFound

from awards.core.actor import Actor, Audience, Role
from awards.core.permission import Refused
from awards.nominations import actions, correcting
from tests.nominations.building import complete, whole

pytestmark = pytest.mark.usefixtures("in_the_app")

NOMINATOR = Actor(Audience.NOMINATORS, "NTR-2222222")
STAFF = Actor(Audience.STAFF, "USR-2222222", frozenset({Role.STAFF}))
READER = Actor(Audience.STAFF, "USR-3333333", frozenset({Role.READ_ONLY}))
AFTER = datetime(2024, 2, 25, 12, tzinfo=UTC)


@pytest.fixture
def sent(session, season, clock):
    nomination = complete(session, season)
    actions.submit_nomination(session, nomination, actor=NOMINATOR, now=clock())
    return whole(session, nomination)


@pytest.fixture
def ask(session, sent):
    def asked(text: str = "It is Amara, not Amarah.", now: datetime = AFTER):
        return correcting.ask_for_correction(session, sent, text=text, actor=NOMINATOR, now=now)

    return asked


def reasons(refused) -> list[str]:
    return [reason.text for reason in refused.value.permission.reasons]


def test_a_request_waits_for_staff_with_its_nomination(session, season, sent, ask, audit_trail):
    request = ask()
    found = correcting.correction_by_ref(session, request.ref, season.id)
    assert (found.answered_at, found.text, found.nomination.category.key) == (
        None, "It is Amara, not Amarah.", "practice",
    )  # fmt: skip
    assert [one.full_name for one in found.nomination.nominees] == ["Amara Okafor"]
    assert audit_trail(sent.ref) == ["nomination.submitted", "correction.asked"]


def test_the_same_words_sent_twice_are_one_request(session, sent, ask):
    assert ask().ref == ask("  It is Amara, not Amarah. ").ref
    assert len(correcting.corrections_of(session, sent)) == 1


def test_while_it_can_be_changed_the_way_is_a_new_version(ask, clock):
    with pytest.raises(Refused) as refused:
        ask(now=clock())
    assert reasons(refused) == ["You can still change this nomination yourself: make a new version of it."]


def test_after_a_ruling_it_may_be_asked_for_although_nominations_are_open(session, sent, ask, clock):
    actions.mark_ruled(session, sent, eligible=True)
    assert ask(now=clock()).answered_at is None


@pytest.mark.parametrize("text", ["", "  \n ", "x" * 10_001])
def test_something_must_be_said(ask, text):
    with pytest.raises(Refused) as refused:
        ask(text)
    assert reasons(refused) == ["Say what should be put right, in 10,000 characters at most."]


def test_a_withdrawn_nomination_and_a_draft_have_nothing_to_correct(session, season, sent, ask, clock):
    actions.withdraw_nomination(session, sent, actor=NOMINATOR, now=clock())
    with pytest.raises(Refused) as refused:
        ask()
    assert reasons(refused) == ["This nomination is withdrawn: there is nothing to correct."]
    with pytest.raises(Refused) as refused:
        correcting.ask_for_correction(session, complete(session, season), text="Anything", actor=NOMINATOR, now=AFTER)
    assert reasons(refused) == ["This nomination is not sent yet: there is nothing to correct."]


def test_five_may_wait_at_once(session, sent, ask):
    for number in range(5):
        ask(f"Request {number}")
    with pytest.raises(Refused) as refused:
        ask("One more")
    assert reasons(refused) == ["5 of your requests wait for an answer: we will answer those first."]
    answer(session, correcting.corrections_of(session, sent)[0])
    assert ask("One more").text == "One more"


def answer(session, request, *, made=True, text="Put right.", actor=STAFF, now=AFTER):
    found = correcting.correction_by_ref(session, request.ref, request.nomination.season_id)
    correcting.answer_correction(session, found, made=made, answer=text, actor=actor, now=now)
    return found


@pytest.mark.parametrize("made", [True, False])
def test_an_answer_is_kept_and_told_by_a_mail_that_says_nothing_of_it(
    session, season, sent, ask, mailbox, clock, audit_trail, made
):
    request = answer(session, ask(), made=made, text="We have put it right, quietly.")
    assert (request.made, request.answer, request.answered_by) == (
        made,
        "We have put it right, quietly.",
        STAFF.reference,
    )
    assert request.answered_at == AFTER
    assert audit_trail(sent.ref)[-1] == "correction.answered"
    session.commit()
    clock.set(AFTER)
    mail = mailbox.last_to(sent.nominator.email)
    body = mail.get_body(("plain",)).get_content()
    assert (mail["Subject"], sent.ref in body) == ("Frontline Awards: we have answered your request", True)
    assert [word for word in ("Amara", "quietly") if word in body] == []


def test_an_answer_says_something_and_comes_from_staff_and_once(session, ask):
    request = ask()
    for actor, text, words in (
        (READER, "Put right.", "Only awards staff may do this."),
        (NOMINATOR, "Put right.", "Only awards staff may do this."),
        (STAFF, "  ", "Write what the nominator should be told."),
    ):
        with pytest.raises(Refused) as refused:
            answer(session, request, actor=actor, text=text)
        assert reasons(refused) == [words]
    answer(session, request)
    with pytest.raises(Refused) as refused:
        answer(session, request, now=AFTER + timedelta(days=1))
    assert reasons(refused) == ["This request has been answered already."]


def test_a_request_of_another_season_is_not_found(session, season, ask):
    with pytest.raises(NoResultFound):
        correcting.correction_by_ref(session, ask().ref, season.id + 1)
