"""When somebody with an account was last seen, to within five minutes, and without a line in the trail."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from awards.accounts.actions import note_seen, sign_in
from awards.accounts.models import SignIn
from awards.core.actor import Audience
from awards.links.actions import hash_of
from tests.factories import JudgeFactory, SeasonFactory, StaffFactory


@pytest.fixture
def seen(session):
    """Give when each sign-in of somebody was seen."""

    def of(subject):
        session.expire_all()
        return session.scalars(select(SignIn.last_seen_at).where(SignIn.subject == subject).order_by(SignIn.id)).all()

    return of


@pytest.fixture
def judge(session):
    SeasonFactory()
    return JudgeFactory().ref


def test_signing_in_is_being_seen(session, judge, clock, seen):
    sign_in(session, Audience.JUDGES, judge, now=clock())
    assert seen(judge) == [clock()]


@pytest.mark.parametrize(("minutes", "noted"), [(4, False), (5, True), (90, True)])
def test_a_page_is_noted_at_most_every_five_minutes(browser, judge, clock, seen, minutes, noted):
    browser.sign_in(Audience.JUDGES, judge)
    before = clock()
    clock.forward(minutes=minutes)
    assert browser.get("judging.queue").status == 200
    assert seen(judge) == [clock() if noted else before]


def test_staff_are_seen_too(browser, judge, session, clock, seen):
    staff = StaffFactory().ref
    browser.sign_in(Audience.STAFF, staff)
    clock.forward(minutes=6)
    assert browser.get("panels_staff.panels").status == 200
    assert seen(staff) == [clock()]


def test_whoever_is_turned_away_is_not_noted(browser, judge, session, clock, seen):
    staff = StaffFactory().ref
    browser.sign_in(Audience.JUDGES, staff)
    before = clock()
    clock.forward(minutes=6)
    assert browser.get("judging.queue").status == 403
    assert seen(staff) == [before]


def test_being_seen_leaves_no_trail(browser, judge, clock, audit_trail):
    browser.sign_in(Audience.JUDGES, judge)
    clock.forward(minutes=6)
    browser.get("judging.queue")
    assert audit_trail(judge) == ["sign_in.started"]


def test_an_earlier_time_never_takes_the_place_of_a_later_one(session, judge, clock, seen):
    token = sign_in(session, Audience.JUDGES, judge, now=clock())
    note_seen(session, hash_of(token), now=clock() - timedelta(minutes=1))
    assert seen(judge) == [clock()]


def test_each_browser_is_seen_by_itself(browser, another_browser, judge, clock, seen):
    browser.sign_in(Audience.JUDGES, judge)
    another_browser.sign_in(Audience.JUDGES, judge)
    first = clock()
    clock.forward(minutes=7)
    another_browser.get("judging.queue")
    assert seen(judge) == [first, clock()]
