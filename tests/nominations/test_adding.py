"""What nominators add: saved at once, part of the nomination once sent, late or not, and nothing else opens."""

from __future__ import annotations

import pytest

from awards.audit.queries import entries_about
from awards.comms.models import Message
from awards.core.permission import Refused
from awards.nominations import actions, adding, asking
from awards.nominations.asked import Addition
from awards.nominations.asked_queries import additions_of
from awards.nominations.lifecycle import NominationState
from tests.nominations.asked import (
    AFTER,
    LATER,
    NOMINATOR,
    NOTE,
    STAFF,
    ask,
    hand_to_judges,
    reasons,
    sent_one,
    to_add,
    to_ask,
)


@pytest.fixture(autouse=True)
def in_the_app(app):
    with app.app_context():
        yield


@pytest.fixture
def sent(session, season, clock):
    return sent_one(session, season, clock)


@pytest.fixture
def save(session, sent):
    def saved(*, now=AFTER, **texts):
        nomination, asked, request = to_add(session, sent)
        adding.save_additions(session, nomination, request, texts=texts, with_judges=asked.with_judges, now=now)
        return request

    return saved


@pytest.fixture
def send(session, sent):
    def sent_off(*, now=AFTER):
        nomination, asked, request = to_add(session, sent)
        adding.send_additions(session, nomination, request, asked=asked, actor=NOMINATOR, now=now)
        return request

    return sent_off


def texts(session):
    return {one.question_key: one.text for one in session.query(Addition).order_by(Addition.position)}


def test_what_is_saved_is_kept_and_no_part_of_the_nomination_yet(session, sent, save):
    ask(session, sent)
    save(summary="It was in 2023.", practice="We have the letters.")
    save(summary="It was in 2022.")
    assert texts(session) == {"summary": "It was in 2022.", "practice": "We have the letters."}
    assert additions_of(session, sent) == []
    save(practice="")
    assert texts(session) == {"summary": "It was in 2022."}


def test_only_what_was_asked_is_opened(session, sent, save):
    ask(session, sent, questions=["summary"])
    save(summary="It was in 2023.", practice="More.", nonsense="More.")
    assert texts(session) == {"summary": "It was in 2023."}


def test_what_is_sent_is_dated_and_on_the_record(session, sent, save, send, audit_trail):
    ask(session, sent)
    save(summary="It was in 2023.")
    send()
    found = [(one.question_key, one.text, one.sent_at, one.request.note) for one in additions_of(session, sent)]
    assert found == [("summary", "It was in 2023.", AFTER, NOTE)]
    assert audit_trail(sent.ref)[1:] == ["information.asked", "addition.sent"]
    facts = list(entries_about(session, sent.ref))[-1].facts
    assert (facts["additions"], facts["late"]) == (1, False)
    send(now=LATER)
    assert audit_trail(sent.ref)[1:] == ["information.asked", "addition.sent"]


def test_the_mail_that_has_not_gone_goes_no_more(session, sent, save, send):
    ask(session, sent)
    save(summary="It was in 2023.")
    send()
    session.commit()
    states = {one.kind: one.state.value for one in session.query(Message)}
    assert states["nominations/more_wanted"] == "cancelled"


def test_after_the_day_it_can_still_be_sent_and_is_marked_as_late(session, sent, save, send):
    ask(session, sent)
    save(summary="It was in 2023.", now=LATER)
    request = send(now=LATER)
    assert (request.answered_at, adding.is_late(request)) == (LATER, True)
    assert list(entries_about(session, sent.ref))[-1].facts["late"] is True


def test_something_has_to_be_written(session, sent, send):
    ask(session, sent)
    with pytest.raises(Refused) as refused:
        send()
    assert reasons(refused) == ["Write what you want to add to at least one question."]


def test_words_are_counted_as_in_the_form(session, sent, save, send):
    ask(session, sent)
    save(summary="word " * 61)
    with pytest.raises(Refused) as refused:
        send()
    assert reasons(refused) == [
        "Answer must be 60 words or less: In a sentence or two, who are you nominating and why?"
    ]
    save(summary="word " * 60)
    assert send().answered_at == AFTER


def test_far_too_much_is_refused(session, sent, save):
    ask(session, sent)
    with pytest.raises(Refused) as refused:
        save(summary="x" * 10_001)
    assert reasons(refused) == ["No answer takes more than 10,000 characters."]


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (NominationState.WITHDRAWN, "This nomination has been withdrawn, so nothing more is needed."),
        (NominationState.SET_ASIDE, "This nomination does not go forward, so nothing more is needed."),
        (NominationState.MERGED, "Nothing more is needed from you."),
    ],
)
def test_nothing_is_added_to_what_goes_no_further(session, sent, save, send, state, words):
    ask(session, sent)
    save(summary="It was in 2023.")
    sent.state = state
    for act in (lambda: save(summary="More."), send):
        with pytest.raises(Refused) as refused:
            act()
        assert reasons(refused) == [words]


def test_nothing_is_added_to_what_judges_have(session, sent, save, send):
    ask(session, sent)
    save(summary="It was in 2023.")
    hand_to_judges(session, sent)
    with pytest.raises(Refused) as refused:
        send()
    assert reasons(refused) == ["Our judges have this nomination already, so it stays as it is."]


def test_nothing_is_added_once_it_was_taken_back_and_what_was_typed_is_kept(session, sent, save, send):
    request = ask(session, sent)
    save(summary="It was in 2023.")
    asking.take_back(session, sent, request, actor=STAFF, now=AFTER)
    with pytest.raises(Refused) as refused:
        send()
    assert reasons(refused) == ["We have taken this back: nothing more is needed of you."]
    assert texts(session) == {"summary": "It was in 2023."}


def test_once_sent_nothing_is_changed(session, sent, save, send):
    ask(session, sent)
    save(summary="It was in 2023.")
    send()
    with pytest.raises(Refused) as refused:
        save(summary="It was in 2022.")
    assert reasons(refused) == ["You have sent this already."]


def test_a_ruling_alone_does_not_stop_it(session, sent, save, send):
    ask(session, sent)
    actions.mark_ruled(session, sent, eligible=False)
    save(summary="It was in 2023.")
    assert send().answered_at == AFTER
    assert to_ask(session, sent).state is NominationState.INELIGIBLE
