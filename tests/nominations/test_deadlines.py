"""The deadline minute: decided by the server's clock in the season's zone, in winter, in summer and between."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from awards.core.actor import Audience
from awards.core.permission import Refused
from awards.eligibility.rules import assess
from awards.nominations import actions, revising
from awards.nominations.facts import facts_of
from awards.nominations.models import Nomination
from awards.nominations.policy import deadline_of, has_later_deadline, may_submit, may_withdraw
from awards.nominations.queries import rules_of
from awards.seasons.queries import window_of
from tests.nominations.building import complete, whole
from tests.nominations.test_revising import ACTOR

LONDON = ZoneInfo("Europe/London")
CLOSES = [
    (datetime(2024, 2, 23, 23, 59, tzinfo=LONDON), "11:59pm on Friday 23 February 2024", 0),
    (datetime(2024, 6, 28, 23, 59, tzinfo=LONDON), "11:59pm on Friday 28 June 2024", 1),
    (datetime(2024, 3, 30, 23, 59, tzinfo=LONDON), "11:59pm on Saturday 30 March 2024", 0),  # forward soon after
    (datetime(2024, 3, 31, 23, 59, tzinfo=LONDON), "11:59pm on Sunday 31 March 2024", 1),
    (datetime(2024, 10, 26, 23, 59, tzinfo=LONDON), "11:59pm on Saturday 26 October 2024", 1),  # back soon after
    (datetime(2024, 10, 27, 23, 59, tzinfo=LONDON), "11:59pm on Sunday 27 October 2024", 0),
]
AT = [pytest.param(local, words, hours, id=f"{local:%d %b}") for local, words, hours in CLOSES]


@pytest.fixture
def closing(session, season):
    """Lets the season close at a time on London's clocks and gives the instant."""

    def closes(local: datetime) -> datetime:
        season.closes_at = local.astimezone(UTC)
        session.commit()
        return season.closes_at

    return closes


@pytest.mark.parametrize(("local", "words", "hours"), AT)
def test_the_deadline_is_that_of_the_zones_clocks(closing, local, words, hours):
    assert closing(local) == local.replace(tzinfo=UTC) - timedelta(hours=hours)


@pytest.fixture
def check_page(session, season, browser, clock, closing):
    """Gives the check page of a complete nomination, opened an hour before the close."""

    def opened(local: datetime):
        close = closing(local)
        clock.set(close - timedelta(hours=1))
        nomination = complete(session, season)
        browser.sign_in(Audience.NOMINATORS, nomination.nominator.ref)
        return browser.get("my_nominations.check", ref=nomination.ref), nomination, close

    return opened


@pytest.mark.parametrize(("local", "words", "hours"), AT)
@pytest.mark.parametrize(("late", "within_grace"), [(0, False), (1, True), (120, True)])
def test_what_arrives_in_the_last_minute_or_the_grace_is_taken(
    check_page, session, clock, local, words, hours, late, within_grace
):
    check, nomination, close = check_page(local)
    time, _, day = words.partition(" on ")
    assert f"Nominations close {day} at {time}" in check.text
    clock.set(close + timedelta(seconds=late, microseconds=900_000))
    page = check.submit("Send the nomination")
    assert page.heading == "Nomination sent"
    session.refresh(nomination)
    assert nomination.within_grace is within_grace
    assert nomination.submitted_at.replace(microsecond=0) == close
    assert f"Sent at {words}" in page.text
    assert ("It arrived just after the close and counts as sent in time." in page.text) is within_grace


@pytest.mark.parametrize(("local", "words", "hours"), AT)
def test_what_arrives_later_is_refused_with_the_reason_and_everything_can_be_read_and_kept(
    browser, check_page, session, clock, local, words, hours
):
    check, nomination, close = check_page(local)
    clock.set(close + timedelta(seconds=121))
    page = check.submit("Send the nomination")
    assert (page.status, page.heading) == (409, "Check your answers and send")
    assert f"Nominations closed at {words}." in page.text
    assert "About summary." in page.text
    assert page.soup.main.find("form") is None
    copy = page.click("download it as a text file")
    assert copy.response.mimetype == "text/plain"
    assert [one for one in ("Not sent", "Casey Brook", "About summary.") if one not in copy.html] == []
    session.refresh(nomination)
    assert (nomination.state, nomination.submitted_at) == ("draft", None)
    assert f"It could be sent until {words}." in browser.get("my_nominations.index").text


# A later deadline for one


LATER = datetime(2024, 2, 27, 17, tzinfo=UTC)
AFTER_THE_CLOSE = datetime(2024, 2, 26, 12, tzinfo=UTC)


@pytest.fixture
def late(session, season):
    """A complete draft that staff let in until Tuesday."""
    nomination = complete(session, season, extended_until=LATER)
    assert has_later_deadline(nomination)
    return nomination


def reasons(nomination: Nomination, now: datetime) -> list[str]:
    return [reason.text for reason in may_submit(nomination, now=now).reasons]


def test_a_later_deadline_is_honoured_to_the_second_and_has_no_grace(session, season, late):
    assert (deadline_of(late), reasons(late, LATER)) == (LATER, [])
    passed = "Your later deadline passed at 5pm on Tuesday 27 February 2024."
    assert reasons(late, LATER + timedelta(seconds=1)) == [passed]
    assert reasons(complete(session, season), AFTER_THE_CLOSE) == [
        "Nominations closed at 11:59pm on Friday 23 February 2024."
    ]


def test_an_earlier_one_takes_nothing_away(session, season):
    nomination = complete(session, season, extended_until=season.closes_at - timedelta(days=3))
    assert deadline_of(nomination) == season.closes_at
    actions.submit_nomination(session, nomination, actor=ACTOR, now=season.closes_at + timedelta(seconds=30))
    assert (nomination.submitted_at, nomination.within_grace) == (season.closes_at, True)


def test_what_is_sent_by_its_own_deadline_counts_as_sent_in_time_for_the_rules(session, season, late):
    actions.submit_nomination(session, late, actor=ACTOR, now=AFTER_THE_CLOSE)
    assert (late.submitted_at, late.within_grace) == (AFTER_THE_CLOSE, False)
    session.expire_all()
    found = whole(session, late)
    assert facts_of(found).submitted_at == found.season.closes_at
    window = [one for one in rules_of(session, found) if one.id == "G1"]
    assert assess(facts_of(found), window, window_of(found.season)).level == "eligible"


@pytest.mark.usefixtures("in_the_app")
def test_what_was_sent_with_a_later_deadline_may_be_revised_and_withdrawn_until_then(session, season, late):
    actions.submit_nomination(session, late, actor=ACTOR, now=AFTER_THE_CLOSE)
    session.expire_all()
    version = revising.start_version(session, whole(session, late), actor=ACTOR, now=AFTER_THE_CLOSE)
    session.expire_all()
    assert deadline_of(whole(session, version)) == LATER
    over = LATER + timedelta(seconds=1)
    withdrawal = [may_withdraw(whole(session, late), actor=ACTOR, now=at) for at in (LATER, over)]
    assert [[reason.text for reason in one.reasons] for one in withdrawal] == [
        [],
        ["Your later deadline passed at 5pm on Tuesday 27 February 2024."],
    ]


def test_the_later_deadline_is_shown(browser, clock, late):
    clock.set(AFTER_THE_CLOSE)
    browser.sign_in(Audience.NOMINATORS, late.nominator.ref)
    page = browser.get("my_nominations.task_list", ref=late.ref)
    assert "You have a later deadline Tuesday 27 February 2024 at 5pm" in page.text
    assert page.click("Check your answers and send").submit("Send the nomination").heading == "Nomination sent"


def test_sending_needs_nominations_to_have_opened(session, season):
    nomination = complete(session, season)
    with pytest.raises(Refused) as refused:
        actions.submit_nomination(session, nomination, actor=ACTOR, now=season.opens_at - timedelta(seconds=1))
    assert [one.text for one in refused.value.permission.reasons] == ["Nominations open on Wednesday 10 January 2024."]
