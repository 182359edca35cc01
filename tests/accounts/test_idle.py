"""Idle: staff are signed out after half an hour without a page, judges are not, and typed text is never lost."""

from __future__ import annotations

import pytest

from awards.accounts.sign_ins import open_sign_ins
from awards.core.actor import Audience
from tests.factories import JudgeFactory, SeasonFactory, StaffFactory


@pytest.fixture
def staff(session):
    SeasonFactory()
    one = StaffFactory()
    session.flush()
    return one.ref


@pytest.fixture
def judge(session):
    SeasonFactory()
    one = JudgeFactory()
    session.flush()
    return one.ref


@pytest.mark.parametrize(("minutes", "inside"), [(29, True), (30, False)])
def test_staff_are_out_after_thirty_minutes_without_a_page(browser, staff, session, clock, minutes, inside):
    browser.sign_in(Audience.STAFF, staff)
    clock.forward(minutes=minutes)
    assert (len(open_sign_ins(session, staff, now=clock())) == 1) is inside
    assert (browser.get("screening_staff.season").heading != "Staff: sign in") is inside


def test_each_page_prolongs_it_to_within_five_minutes(browser, staff, clock):
    """A page is noted every five minutes, so that the end comes 25 to 30 minutes after the last one."""
    browser.sign_in(Audience.STAFF, staff)
    for _ in range(10):
        clock.forward(minutes=25)
        assert browser.get("screening_staff.season").status == 200
    clock.forward(minutes=4)
    browser.get("screening_staff.season")  # not noted: less than five minutes after the last
    clock.forward(minutes=25.9)
    assert browser.get("screening_staff.season").heading != "Staff: sign in"
    clock.forward(minutes=4.9)
    browser.get("screening_staff.season")
    clock.forward(minutes=25.1)
    assert browser.get("screening_staff.season").heading == "Staff: sign in"


def test_staff_are_out_after_twelve_hours_whatever_they_do(browser, staff, clock):
    browser.sign_in(Audience.STAFF, staff)
    for _ in range(12 * 60 // 25):
        clock.forward(minutes=25)
        assert browser.get("screening_staff.season").heading != "Staff: sign in"
    clock.forward(minutes=20)
    assert browser.get("screening_staff.season").heading == "Staff: sign in"


def test_judges_are_in_for_twelve_hours_however_long_they_read(browser, judge, clock):
    browser.sign_in(Audience.JUDGES, judge)
    clock.forward(hours=11, minutes=59)
    assert browser.get("own_judge.account").heading == "Your account"
    clock.forward(minutes=1)
    assert browser.get("own_judge.account").heading != "Your account"


@pytest.mark.parametrize(
    ("audience", "address"), [(Audience.STAFF, "/staff/panels/"), (Audience.JUDGES, "/judge/entries/scores")]
)
def test_what_was_typed_too_late_is_shown_again(app, browser, staff, judge, clock, audience, address):
    app.config["WTF_CSRF_ENABLED"] = False
    browser.sign_in(audience, staff if audience is Audience.STAFF else judge)
    clock.forward(hours=13)
    page = browser.open(address, post={"name": ["A long thought, typed slowly"]})
    assert page.status in {403, 404, 405}
    assert page.status != 403 or "A long thought, typed slowly" in page.text
    assert page.status == 403
