"""Staff ask for more on named questions: each refusal, the exact trail, a mail that says nothing, and a reminder."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from awards.comms.models import Message, MessageState
from awards.core.permission import Refused
from awards.db import begin_to_write
from awards.nominations import actions, asking
from awards.nominations.asked_queries import asked_summary, waiting_for
from awards.nominations.asking_reminders import remind_of_what_was_asked
from awards.nominations.lifecycle import NominationState
from awards.nominations.versions import worked_on
from awards.screening.duplicate_models import Merge
from tests.factories import NominationFactory
from tests.nominations.asked import (
    AFTER,
    ANSWER_BY,
    LATER,
    NOMINATOR,
    NOTE,
    READER,
    STAFF,
    ask,
    hand_to_judges,
    reasons,
    sent_one,
)
from tests.nominations.building import complete


@pytest.fixture(autouse=True)
def in_the_app(app):
    with app.app_context():
        yield


@pytest.fixture
def sent(session, season, clock):
    return sent_one(session, season, clock)


@pytest.fixture
def mails(session):
    """Give (kind, state) of every mail about what was asked."""

    def found():
        rows = session.scalars(select(Message).where(Message.kind.like("%/more_%")).order_by(Message.id))
        return [(one.kind.partition("/")[2], one.state.value) for one in rows]

    return found


def test_what_is_asked_stands_open_until_its_day(session, sent, audit_trail):
    request = ask(session, sent, questions=["practice", "summary"], note="  Which year was it?\r\n")
    assert (request.questions, request.note, request.answer_by, request.asked_by) == (
        ["summary", "practice"], "Which year was it?", ANSWER_BY, STAFF.reference,
    )  # fmt: skip
    assert asked_summary(session, sent).open_request is request
    assert waiting_for(session, [sent], now=AFTER)[sent.id].request is request
    assert audit_trail(sent.ref) == ["nomination.submitted", "information.asked"]


def test_the_mail_holds_reference_programme_day_and_link_and_nothing_of_the_note(session, sent, mailbox, clock):
    ask(session, sent)
    session.commit()
    clock.set(AFTER)
    mail = mailbox.last_to(sent.nominator.email)
    body = mail.get_body(("plain",)).get_content()
    assert mail["Subject"] == "Frontline Awards: we need something more from you"
    assert [word in body for word in (sent.ref, "11:59pm on Monday 4 March 2024", "/link/")] == [True] * 3
    assert [word for word in ("Which year", "Amara", "About summary", "Practice") if word in body] == []


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (NominationState.WITHDRAWN, "This nomination has been withdrawn."),
        (NominationState.SET_ASIDE, "This nomination is set aside: the people put forward declined."),
        (NominationState.MERGED, "This nomination is merged into another: ask about that one."),
    ],
)
def test_nothing_is_asked_about_what_goes_no_further(session, sent, state, words):
    sent.state = state
    with pytest.raises(Refused) as refused:
        ask(session, sent)
    assert reasons(refused) == [words]


def test_nothing_is_asked_about_a_draft(session, season):
    with pytest.raises(Refused) as refused:
        ask(session, complete(session, season))
    assert reasons(refused) == ["This nomination has not been sent yet."]


def test_nothing_is_asked_about_what_is_held(session, sent):
    sent.held_because = ["fast"]
    with pytest.raises(Refused) as refused:
        ask(session, sent)
    assert reasons(refused) == ["This nomination is held as possible spam: release it first."]


def test_nothing_is_asked_about_what_judges_have(session, sent):
    hand_to_judges(session, sent)
    with pytest.raises(Refused) as refused:
        ask(session, sent)
    assert reasons(refused) == ["This nomination is with the judges already."]


@pytest.mark.parametrize("eligible", [True, False])
def test_after_a_ruling_it_may_still_be_asked(session, sent, eligible):
    actions.mark_ruled(session, sent, eligible=eligible)
    assert ask(session, sent).answered_at is None


@pytest.mark.parametrize("actor", [READER, NOMINATOR])
def test_only_awards_staff_ask(session, sent, actor):
    with pytest.raises(Refused) as refused:
        ask(session, sent, actor=actor)
    assert reasons(refused) == ["Only awards staff may do this."]


def test_without_an_address_staff_speak_to_the_nominator(session, sent):
    sent.nominator.email = None
    with pytest.raises(Refused) as refused:
        ask(session, sent)
    assert reasons(refused) == [
        "There is no email address of the nominator, so nobody would learn of it. Speak to them instead."
    ]


def test_one_thing_is_asked_at_a_time(session, sent):
    ask(session, sent)
    with pytest.raises(Refused) as refused:
        ask(session, sent)
    assert reasons(refused) == ["The nominator has been asked for more already: take that back first."]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"questions": []}, "Choose at least one question of this award."),
        ({"questions": ["summary", "leadership"]}, "Choose at least one question of this award."),
        ({"note": " \n"}, "Write to the nominator what this is about, in 10,000 characters at most."),
        ({"note": "x" * 10_001}, "Write to the nominator what this is about, in 10,000 characters at most."),
        ({"answer_by": AFTER}, "The day to answer by must be today or later."),
        ({"answer_by": AFTER + timedelta(days=93)}, "The day to answer by must be within three months."),
    ],
)
def test_it_says_what_is_wanted_and_until_when(session, sent, wrong, words):
    with pytest.raises(Refused) as refused:
        ask(session, sent, **wrong)
    assert reasons(refused) == [words]


def test_taking_it_back_stops_the_mail_and_no_other(session, sent, mails, audit_trail):
    request = ask(session, sent)
    asking.take_back(session, sent, request, actor=STAFF, now=AFTER)
    assert mails() == [("more_wanted", "cancelled")]
    others = session.scalars(select(Message.state).where(Message.kind == "nominations/receipt")).all()
    assert others == [MessageState.QUEUED]
    assert audit_trail(sent.ref)[1:] == ["information.asked", "information.taken_back"]
    assert (asked_summary(session, sent).open_request, request.note) == (None, NOTE)
    assert ask(session, sent).ref != request.ref


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"answered_at": AFTER}, "The nominator has answered already."),
        ({"taken_back_at": AFTER}, "This has been taken back already."),
    ],
)
def test_what_is_settled_is_not_taken_back(session, sent, change, words):
    request = ask(session, sent)
    for name, value in change.items():
        setattr(request, name, value)
    with pytest.raises(Refused) as refused:
        asking.take_back(session, sent, request, actor=STAFF, now=AFTER)
    assert reasons(refused) == [words]
    with pytest.raises(Refused) as refused:
        asking.take_back(session, sent, request, actor=READER, now=AFTER)
    assert reasons(refused) == ["Only awards staff may do this.", words]


def test_whoever_was_asked_sends_no_new_version_any_more(session, sent):
    assert worked_on(session, sent) is False
    ask(session, sent)
    assert worked_on(session, sent) is True


def test_whoever_leads_others_sends_no_new_version_any_more(session, sent):
    other = NominationFactory(category=sent.category)
    session.add(Merge(nomination_id=other.id, into_id=sent.id, was="submitted", merged_by="USR-A", merged_at=LATER))
    session.flush()
    assert [worked_on(session, one) for one in (sent, other)] == [True, False]


def test_the_summary_of_a_nomination_is_one_statement(session, sent, statements):
    ask(session, sent)
    session.commit()
    statements.clear()
    asked = asked_summary(session, sent)
    assert (len(statements), len(asked.requests), asked.offers, asked.with_judges) == (1, 1, (), False)


def test_withdrawing_stops_the_mail(session, sent, mails):
    ask(session, sent)
    actions.withdraw_nomination(session, sent, actor=STAFF, now=AFTER)
    assert mails() == [("more_wanted", "cancelled")]
    assert asked_summary(session, sent).open_offer(AFTER) is None


# A gentle reminder

TWO_DAYS_BEFORE = datetime(2024, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def remind(session):
    """Run the job at a moment, and give how many reminders it queued."""

    def run(now=TWO_DAYS_BEFORE):
        session.commit()
        queued = remind_of_what_was_asked(session, now)
        begin_to_write(session)
        return queued

    return run


def test_an_adult_is_reminded_once_two_days_before(session, sent, remind, mails):
    ask(session, sent)
    assert remind(TWO_DAYS_BEFORE - timedelta(seconds=1)) == 0
    assert [remind(), remind()] == [1, 0]
    assert mails() == [("more_wanted", "queued"), ("more_reminder", "queued")]


def test_nobody_is_reminded_late_or_of_what_is_settled(session, sent, remind):
    request = ask(session, sent)
    assert remind(LATER) == 0
    request.answered_at = AFTER
    assert remind() == 0
    request.answered_at, request.taken_back_at = None, AFTER
    assert remind() == 0


def test_somebody_under_18_is_never_reminded(session, sent, remind):
    ask(session, sent)
    sent.nominator.under_18 = True
    assert remind() == 0


def test_nobody_is_reminded_of_what_judges_have(session, sent, remind):
    ask(session, sent)
    hand_to_judges(session, sent)
    assert remind() == 0


def test_nobody_is_reminded_of_what_is_withdrawn(session, sent, remind):
    ask(session, sent)
    sent.state = NominationState.WITHDRAWN
    assert remind() == 0


def test_what_was_asked_with_two_days_to_go_needs_no_reminder_at_once(session, sent, remind):
    ask(session, sent, now=TWO_DAYS_BEFORE - timedelta(hours=3))
    assert remind() == 0
