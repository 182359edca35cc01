"""Reminders: fourteen, seven and two days before one's own deadline, from nine in the morning, once an address."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from awards.comms.models import Message, MessageState
from awards.comms.reading import preview
from awards.core.actor import Actor, Audience
from awards.nominations import actions, reminding
from awards.nominations.lifecycle import NominationState
from awards.nominations.models import Nomination
from tests.factories import NominationFactory, NominatorFactory, NomineeFactory
from tests.factories.seasons import CategoryFactory, ProgrammeFactory, SeasonFactory

WINTER_CLOSE = datetime(2024, 2, 23, 23, 59, 59, tzinfo=UTC)
SUMMER_CLOSE = datetime(2024, 6, 28, 22, 59, 59, tzinfo=UTC)  # 11:59pm of summer time
ACROSS_CLOSE = datetime(2024, 4, 5, 22, 59, 59, tzinfo=UTC)  # the clocks change on 31 March
STARTED = datetime(2024, 1, 20, 10, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def at(month, day, hour, minute=0):
    return datetime(2024, month, day, hour, minute, tzinfo=UTC)


@pytest.fixture
def category(session):
    return CategoryFactory(season=SeasonFactory(closes_at=WINTER_CLOSE))


@pytest.fixture
def draft(session, category):
    """Give a draft begun on 20 January, of a nominator of its own."""

    def make(**given: Any) -> Nomination:
        nominator = given.pop("nominator", None) or NominatorFactory(**given.pop("who", {}))
        return NominationFactory(**({"category": category, "nominator": nominator, "started_at": STARTED} | given))

    return make


@pytest.fixture
def run(session):
    """Run the job at a moment and give the addresses it wrote to."""

    def once(moment: datetime) -> list[str]:
        session.commit()
        before = set(session.scalars(select(Message.id)))
        session.rollback()
        done = reminding.remind_due(session, moment)
        queued = [one for one in session.scalars(select(Message).order_by(Message.id)) if one.id not in before]
        session.rollback()
        assert done == len(queued)
        return [one.recipient for one in queued]

    return once


@pytest.mark.parametrize(
    ("close", "moments"),
    [
        (WINTER_CLOSE, [at(2, 9, 9), at(2, 16, 9), at(2, 21, 9)]),
        (SUMMER_CLOSE, [at(6, 14, 8), at(6, 21, 8), at(6, 26, 8)]),
        (ACROSS_CLOSE, [at(3, 22, 9), at(3, 29, 9), at(4, 3, 8)]),
    ],
)
def test_each_milestone_begins_at_nine_on_the_local_clock_and_mails_once(draft, run, category, close, moments):
    category.season.closes_at = close
    email = draft().nominator.email
    for moment in moments:
        assert run(moment - MINUTE) == []
        assert run(moment) == [email]
        assert run(moment) == []
        assert run(moment + timedelta(days=1)) == []


def test_nothing_goes_before_the_first_milestone_or_after_the_close(draft, run):
    draft()
    assert [run(at(2, 9, 8, 59)), run(WINTER_CLOSE), run(WINTER_CLOSE + MINUTE)] == [[], [], []]


def test_a_missed_day_is_made_up_for_until_the_next_milestone_only(draft, run):
    email = draft().nominator.email
    assert run(at(2, 16, 8, 59)) == [email]  # that of 9 February, late
    assert run(at(2, 16, 9)) == [email]
    assert run(at(2, 23, 23, 58)) == [email]  # that of 21 February, a minute before the close


def test_one_missed_altogether_is_not_sent_beside_the_next(draft, run):
    email = draft().nominator.email
    assert run(at(2, 21, 12)) == [email]
    assert run(at(2, 21, 12)) == []


def test_one_mail_goes_to_an_address_whatever_it_has_started(draft, run, session):
    first = draft()
    email = first.nominator.email
    draft(nominator=first.nominator)
    draft(who={"email": email})  # on another device
    assert run(at(2, 9, 9)) == [email]
    assert session.scalars(select(Message)).one().arguments["drafts"] == 3


def test_a_draft_begun_after_the_milestone_waits_for_the_next(draft, run):
    email = draft(started_at=at(2, 9, 9, 1)).nominator.email
    assert run(at(2, 9, 10)) == []
    assert run(at(2, 16, 9)) == [email]


@pytest.mark.parametrize("under_18", [False, None])
def test_nobody_under_18_is_reminded_not_even_at_an_address_they_share_with_another_draft(draft, run, under_18):
    young = draft(who={"under_18": True})
    draft(who={"email": young.nominator.email})
    email = draft(who={"under_18": under_18}).nominator.email
    assert run(at(2, 9, 9)) == [email]


@pytest.mark.parametrize("state", [state for state in NominationState if state is not NominationState.DRAFT])
def test_what_was_sent_or_withdrawn_is_not_reminded_of(draft, run, state):
    draft(state=state, submitted_at=STARTED)
    assert run(at(2, 9, 9)) == []


def test_an_unsent_new_version_counts_and_is_named_as_one(draft, run, session):
    sent = draft(state=NominationState.SUBMITTED, submitted_at=STARTED)
    version = draft(nominator=sent.nominator, revises_id=sent.id)
    assert run(at(2, 9, 9)) == [sent.nominator.email]
    message = session.scalars(select(Message)).one()
    assert (message.arguments["drafts"], message.arguments["new_versions"], message.about) == (0, 1, version.ref)


def test_a_later_deadline_of_ones_own_has_milestones_of_its_own(draft, run):
    own = draft(extended_until=at(3, 1, 17))
    email = own.nominator.email
    assert run(at(2, 9, 9)) == []
    for day, hour in ((at(2, 16, 9), 9), (at(2, 23, 9), 9), (at(2, 28, 9), 9)):
        assert (hour, run(day)) == (9, [email])
    assert run(at(3, 1, 17)) == []


def test_a_later_deadline_of_what_was_sent_holds_for_its_new_version(draft, run):
    sent = draft(state=NominationState.SUBMITTED, submitted_at=STARTED, extended_until=at(3, 1, 17))
    draft(nominator=sent.nominator, revises_id=sent.id)
    assert [run(at(2, 9, 9)), run(at(2, 28, 9))] == [[], [sent.nominator.email]]


def test_drafts_with_different_deadlines_are_one_mail_that_names_the_first(draft, run, session):
    first = draft()
    draft(nominator=first.nominator, extended_until=at(2, 28, 17))
    assert run(at(2, 21, 9)) == [first.nominator.email]  # two days before one, seven before the other
    message = session.scalars(select(Message)).one()
    assert (message.arguments["closes"], message.arguments["others_later"], message.about) == (
        "11:59pm on Friday 23 February 2024", True, first.ref,
    )  # fmt: skip


def test_nobody_without_an_address_is_reminded_nor_for_what_staff_key_in(draft, run):
    draft(who={"email": None})
    draft(keyed_in_by="USR-22222", channel="phone")
    assert run(at(2, 9, 9)) == []


def test_an_archived_season_reminds_nobody(draft, run, category):
    draft()
    category.season.archived = True
    assert run(at(2, 9, 9)) == []


def test_each_programme_reminds_by_its_own_dates_and_clock(draft, run, session):
    email = draft().nominator.email
    elsewhere = SeasonFactory(
        programme=ProgrammeFactory(key="fjord-prize", name="Fjord Prize", zone="Europe/Oslo", is_home=False),
        closes_at=WINTER_CLOSE,
    )
    draft(category=CategoryFactory(season=elsewhere), who={"email": email})
    assert run(at(2, 10, 7, 59)) == [email]  # it is 24 February in Oslo by then, so everything is a day later there
    assert run(at(2, 10, 8)) == [email]
    assert [one.programme_key for one in session.scalars(select(Message).order_by(Message.id))] == [
        "harbour-awards", "fjord-prize",
    ]  # fmt: skip


def test_a_reminder_that_could_not_go_in_time_is_stopped(draft, run, session):
    draft()
    run(at(2, 21, 9))
    reminding.remind_due(session, WINTER_CLOSE - MINUTE)
    assert session.scalars(select(Message.state)).one() is MessageState.QUEUED
    session.rollback()
    reminding.remind_due(session, WINTER_CLOSE)
    assert session.scalars(select(Message.state)).one() is MessageState.CANCELLED


def test_withdrawing_stops_a_reminder_that_has_not_gone(draft, run, session):
    nomination = draft()
    run(at(2, 9, 9))
    loaded = session.get_one(Nomination, nomination.id)
    loaded.season, loaded.nominator  # noqa: B018 - the test's session holds them already
    actor = Actor(Audience.NOMINATORS, nomination.nominator.ref)
    actions.withdraw_nomination(session, loaded, actor=actor, now=at(2, 9, 9))
    assert session.scalars(select(Message.state)).one() is MessageState.CANCELLED


def test_the_mail_opens_the_draft_and_names_neither_nominee_nor_award(
    app, browser, draft, run, mailbox, clock, session
):
    nomination = draft()
    NomineeFactory(nomination=nomination)
    clock.set(at(2, 9, 9))
    run(clock())
    mail = mailbox.last_to(nomination.nominator.email)
    body = mail.get_body(("plain",)).get_content()
    assert mail["Subject"] == "Harbour Awards: a reminder of what you have not sent yet"
    assert "You have started a nomination and not sent it yet." in body
    assert "You can send it until 11:59pm on Friday 23 February 2024." in body
    assert [word for word in ("Amara", nomination.category.name, "Casey") if word in body] == []
    page = browser.follow_mail(mailbox.link_to(nomination.nominator.email))
    assert page.url == f"/nominations/{nomination.ref}"


@pytest.mark.parametrize(
    ("drafts", "versions", "words"),
    [
        (2, 0, "You have started 2 nominations and not sent them yet."),
        (0, 1, "You have started a new version of a nomination that you sent before. Until you send it, what you sent"),
        (0, 2, "You have started new versions of 2 nominations that you sent before. Until you send them, what you"),
    ],
)
def test_the_outbox_shows_it_beforehand(app, session, draft, run, drafts, versions, words):
    nomination = draft()
    run(at(2, 9, 9))
    message = session.scalars(select(Message)).one()
    message.arguments = message.arguments | {"drafts": drafts, "new_versions": versions}
    programme = SeasonFactory(key="2024").programme
    body = preview(app.jinja_env, message, programme, base_url="http://localhost").body
    assert (nomination.ref in body, words in body, "[a fresh link]" in body) == (False, True, True)


def test_looking_for_what_is_due_costs_the_same_for_few_and_many(draft, session, statements):
    def found_and_cost():
        statements.clear()
        return len(reminding.letters_due(session, now=at(2, 9, 9))), len(statements)

    assert found_and_cost() == (0, 1)
    draft()
    assert found_and_cost() == (1, 2)
    for _ in range(3):
        draft()
    assert found_and_cost() == (4, 2)
