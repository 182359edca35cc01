"""Starting, sending, withdrawing, ruling, and links by mail: each refusal and the exact trail."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from awards.comms.models import Message
from awards.core.actor import Actor, Audience
from awards.core.permission import Refused
from awards.links.models import Link
from awards.links.purposes import Purpose
from awards.nominations import actions
from awards.nominations.models import Nomination, Submission
from awards.seasons.queries import category_by_key
from tests.nominations.building import complete

CLOSE = datetime(2024, 2, 23, 23, 59, 59, tzinfo=UTC)
ACTOR = Actor(Audience.NOMINATORS, "NTR-2222222")


def reasons(refused) -> list[str]:
    return [reason.text for reason in refused.value.permission.reasons]


def messages(session) -> list[tuple[str, str | None, str]]:
    found = session.scalars(select(Message).order_by(Message.id))
    return [(message.kind, message.link_purpose, message.state) for message in found]


def submit(session, nomination, at):
    actions.submit_nomination(session, nomination, actor=ACTOR, now=at)


def test_starting_makes_a_nominator_and_a_draft(session, season, clock, audit_trail):
    category = category_by_key(session, season, "practice")
    nomination = actions.start_nomination(session, season, category=category, nominator=None, now=clock())
    assert (nomination.state, nomination.nominator.email) == ("draft", None)
    assert audit_trail(nomination.ref) == ["nomination.started"]


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (datetime(2024, 1, 9, 23, 59, 59, tzinfo=UTC), "Nominations open on Wednesday 10 January 2024."),
        (CLOSE + timedelta(seconds=1), "Nominations closed at 11:59pm on Friday 23 February 2024."),
    ],
)
def test_nothing_is_started_outside_the_window(session, season, at, words):
    category = category_by_key(session, season, "practice")
    with pytest.raises(Refused) as refused:
        actions.start_nomination(session, season, category=category, nominator=None, now=at)
    assert reasons(refused) == [words]


@pytest.mark.parametrize("key", ["outstanding_contribution", "no_such_award"])
def test_an_award_that_is_not_nominated_cannot_be_started(session, season, clock, key):
    category = category_by_key(session, season, key)
    with pytest.raises(Refused) as refused:
        actions.start_nomination(session, season, category=category, nominator=None, now=clock())
    assert reasons(refused) == ["This award is not open to nominations."]


def test_what_is_sent_is_kept_word_for_word_in_the_order_of_the_form(session, season, clock, audit_trail):
    nomination = complete(session, season)
    submit(session, nomination, clock())
    submission = session.scalars(select(Submission)).one()
    assert [(part["key"], part["answer"]) for part in submission.content] == [
        ("summary", "About summary."),
        ("practice", "About practice."),
        ("family", "About family."),
        ("change", "About change."),
        ("values", "About values."),
    ]
    assert (nomination.state, nomination.submitted_at, nomination.within_grace) == ("submitted", clock(), False)
    assert audit_trail(nomination.ref) == ["nomination.submitted"]
    assert messages(session) == [("nominations/receipt", Purpose.READ_RECEIPT, "queued")]


def test_sending_twice_is_sending_once(session, season, clock, audit_trail):
    nomination = complete(session, season)
    submit(session, nomination, clock())
    submit(session, nomination, clock() + timedelta(days=60))
    assert session.scalars(select(Submission.number)).all() == [1]
    assert audit_trail(nomination.ref) == ["nomination.submitted"]


@pytest.mark.parametrize("seconds", [1, 120])
def test_what_arrives_within_the_grace_counts_as_sent_at_the_close_and_is_marked(session, season, seconds):
    nomination = complete(session, season)
    submit(session, nomination, CLOSE + timedelta(seconds=seconds))
    assert (nomination.submitted_at, nomination.within_grace) == (CLOSE, True)


def test_what_arrives_later_is_refused_and_stays_a_draft(session, season, audit_trail):
    nomination = complete(session, season)
    with pytest.raises(Refused) as refused:
        submit(session, nomination, CLOSE + timedelta(seconds=121))
    assert reasons(refused) == ["Nominations closed at 11:59pm on Friday 23 February 2024."]
    assert (nomination.state, audit_trail(nomination.ref)) == ("draft", [])


def test_everything_that_is_missing_is_said_at_once(session, season, clock):
    nomination = complete(session, season)
    nomination.nominator.name = nomination.nominee_knows = None
    nomination.declared_true = False
    nomination.nominees[0].full_name = ""
    next(one for one in nomination.answers if one.question_key == "summary").text = "word " * 61
    with pytest.raises(Refused) as refused:
        submit(session, nomination, clock())
    assert reasons(refused) == [
        "Enter your full name",
        "Enter the full name of everybody you are nominating",
        "“In a sentence or two, who are you nominating and why?”: Answer must be 60 words or less",
        "Say whether the people nominated know about it",
        "Agree to the declarations",
    ]


def test_a_team_needs_a_name(session, season, clock):
    nomination = complete(session, season, "team")
    nomination.team_name = None
    with pytest.raises(Refused) as refused:
        submit(session, nomination, clock())
    assert reasons(refused) == ["Enter the name of the team"]


def test_a_nominee_that_does_not_seem_eligible_can_still_be_sent(session, season, clock):
    nomination = complete(session, season)
    nomination.nominees[0].registration = "not_registered"
    submit(session, nomination, clock())
    assert nomination.state == "submitted"


def test_sending_voids_the_draft_link(session, season, clock):
    nomination = complete(session, season)
    session.add(
        Link(token_hash="x", purpose=Purpose.RESUME_NOMINATION, subject=nomination.ref, made_at=clock(),
             expires_at=clock() + timedelta(days=14))
    )  # fmt: skip
    actions.send_draft_link(session, nomination, now=clock())
    submit(session, nomination, clock())
    assert session.scalars(select(Link.revoked_at)).all() == [clock()]
    assert messages(session) == [
        ("nominations/draft_link", Purpose.RESUME_NOMINATION, "cancelled"),
        ("nominations/receipt", Purpose.READ_RECEIPT, "queued"),
    ]


@pytest.mark.parametrize("sent", [False, True])
def test_a_nomination_can_be_withdrawn_once(session, season, clock, audit_trail, sent):
    nomination = complete(session, season)
    if sent:
        submit(session, nomination, clock())
    actions.withdraw_nomination(session, nomination, actor=ACTOR, now=clock(), reason="Changed my mind")
    assert nomination.state == "withdrawn"
    assert audit_trail(nomination.ref)[-1] == "nomination.withdrawn"
    with pytest.raises(Refused) as refused:
        actions.withdraw_nomination(session, nomination, actor=ACTOR, now=clock())
    assert reasons(refused) == ["This nomination is withdrawn, so it cannot be withdrawn."]


def test_a_ruling_moves_what_was_sent_and_may_be_overturned(session, season, clock, audit_trail):
    nomination = complete(session, season)
    submit(session, nomination, clock())
    states = []
    for eligible in (False, True):
        actions.mark_ruled(session, nomination, eligible=eligible)
        states.append(nomination.state)
    assert states == ["ineligible", "eligible"]
    assert audit_trail(nomination.ref) == ["nomination.submitted"]  # screening records its own


def test_a_draft_cannot_be_ruled_on(session, season):
    with pytest.raises(Refused):
        actions.mark_ruled(session, complete(session, season), eligible=True)


def test_an_address_is_sent_a_link_to_the_newest_draft_and_three_in_six_hours_at_most(session, season, clock):
    nomination = complete(session, season)
    email, programme = nomination.nominator.email, nomination.season.programme
    for second in range(5):
        actions.send_links(session, email.upper(), programme=programme, now=clock() + timedelta(seconds=second))
    assert messages(session) == [("nominations/draft_link", Purpose.RESUME_NOMINATION, "queued")] * 3
    actions.send_links(session, email, programme=programme, now=clock() + timedelta(hours=6, seconds=5))
    assert len(messages(session)) == 4


def test_whoever_has_sent_everything_gets_the_receipt_again(session, season, clock):
    nomination = complete(session, season)
    submit(session, nomination, clock())
    later = clock() + timedelta(hours=2)
    actions.send_links(session, nomination.nominator.email, programme=nomination.season.programme, now=later)
    assert [kind for kind, _, _ in messages(session)] == ["nominations/receipt"] * 2


def test_an_unknown_address_gets_silence(session, season, clock):
    programme = complete(session, season).season.programme
    actions.send_links(session, "nobody@elsewhere.example", programme=programme, now=clock())
    assert messages(session) == []
    assert session.scalars(select(Nomination.state)).all() == ["draft"]
