"""Signing in by mail: for judges, in silence for strangers; and signing out, ended on the server."""

import pytest
from sqlalchemy import select

from awards.accounts.models import Means, SignIn
from awards.comms.models import Message
from awards.core.actor import Audience, Role
from tests.factories import GrantFactory, JudgeFactory, SeasonFactory, StaffFactory, UserFactory


@pytest.fixture
def staff(session):
    SeasonFactory()
    user = StaffFactory(email="jo@staff.example")
    session.commit()
    return user


@pytest.fixture
def judge(session, staff):
    user = JudgeFactory(email="ada@judges.example")
    session.commit()
    return user


def test_judges_sign_in_by_a_mailed_link(browser, judge, mailbox, session):
    page = browser.get("sign_in.ask").submit(email="ADA@judges.example ")
    assert page.heading == "Check your email"
    page = browser.open(mailbox.link_to("ada@judges.example"))
    assert page.url == "/link/"
    assert page.submit().url.startswith("/judge/")
    session.rollback()
    one = session.scalars(select(SignIn)).one()
    assert (one.audience, one.means, one.subject) == (Audience.JUDGES, Means.LINK, judge.ref)


def test_a_mailed_link_never_signs_staff_in(browser, staff, mailbox):
    browser.get("sign_in.ask").submit(email="jo@staff.example")
    words = mailbox.last_to("jo@staff.example").get_body(("plain",)).get_content()
    assert ("/link/" in words, "http://localhost/sign-in/staff" in words) == (False, True)


def test_whoever_judges_and_is_staff_gets_one_message_that_says_both(browser, judge, mailbox, session):
    GrantFactory(user=judge, role=Role.STAFF)
    browser.get("sign_in.ask").submit(email="ada@judges.example")
    (mail,) = mailbox.deliver()
    words = mail.get_body(("plain",)).get_content()
    assert ("/link/" in words, "http://localhost/sign-in/staff" in words) == (True, True)


def test_looking_at_a_link_does_not_use_it_up(browser, another_browser, judge, mailbox):
    browser.get("sign_in.ask").submit(email="ada@judges.example")
    link = mailbox.link_to("ada@judges.example")
    another_browser.open(link)
    assert browser.open(link).submit().url.startswith("/judge/")


def test_a_link_signs_in_once(browser, another_browser, judge, mailbox):
    browser.get("sign_in.ask").submit(email="ada@judges.example")
    link = mailbox.link_to("ada@judges.example")
    browser.open(link).submit()
    page = another_browser.open(link)
    assert (page.status, page.heading) == (410, "This link no longer works")


def test_a_stranger_is_answered_like_anybody_and_gets_no_mail(browser, staff, session):
    known = browser.get("sign_in.ask").submit(email="jo@staff.example")
    unknown = browser.get("sign_in.ask").submit(email="stranger@else.example")
    assert (known.status, known.text) == (unknown.status, unknown.text)
    session.rollback()
    assert [message.recipient for message in session.scalars(select(Message))] == ["jo@staff.example"]


def test_signing_in_anew_ends_what_the_browser_held_and_keeps_their_own_forms(browser, judge, mailbox, session, clock):
    for _ in range(2):
        clock.forward(minutes=1)
        browser.get("sign_in.ask").submit(email="ada@judges.example")
        browser.open(mailbox.link_to("ada@judges.example"))
        with browser.client.session_transaction() as kept:
            before = kept["csrf_token"]
        browser.get("links.confirm").submit()
        with browser.client.session_transaction() as kept:
            after = kept.get("csrf_token")
    session.rollback()
    assert [one.ended_at is None for one in session.scalars(select(SignIn).order_by(SignIn.id))] == [False, True]
    assert before == after  # the same person again: what they have typed in another tab can still be sent


def test_the_token_of_forms_changes_with_who_is_signed_in(browser, judge, mailbox):
    browser.get("sign_in.ask").submit(email="ada@judges.example")
    browser.open(mailbox.link_to("ada@judges.example"))
    with browser.client.session_transaction() as kept:
        before = kept["csrf_token"]
    browser.get("links.confirm").submit()
    with browser.client.session_transaction() as kept:
        assert kept.get("csrf_token") != before


@pytest.mark.parametrize(
    ("typed", "error"),
    [("", "Enter your email address"), ("jo", "Enter an email address in the correct format, like name@example.com")],
)
def test_a_wrong_address_is_explained_beside_its_field(browser, staff, typed, error):
    page = browser.get("sign_in.ask").submit(email=typed)
    assert (page.status, page.errors) == (422, [error])
    assert page.soup.title.get_text().startswith("Error: ")


def test_no_more_than_three_messages_within_six_hours_however_slow_the_worker_is(browser, staff, mailbox, clock):
    for _ in range(5):
        browser.get("sign_in.ask").submit(email="jo@staff.example")
        clock.forward(minutes=1)
    assert len(mailbox.deliver()) == 3
    clock.forward(hours=5, minutes=55)
    browser.get("sign_in.ask").submit(email="jo@staff.example")
    assert len(mailbox.deliver()) == 4


def test_signing_out_ends_the_sign_in_on_the_server(browser, staff, session, app):
    browser.sign_in(Audience.STAFF, staff.ref)
    page = browser.get("screening_staff.season")
    page.soup = page.soup.header and page.soup
    token = page.soup.find("input", attrs={"name": "csrf_token"})["value"]
    browser.open("/sign-in/out/staff", post={"csrf_token": [token]})
    session.rollback()
    assert session.scalars(select(SignIn)).one().ended_at is not None
    assert browser.get("screening_staff.season").url == "/sign-in/staff"


def test_a_judge_does_not_enter_by_the_staff_door(browser, session):
    SeasonFactory()
    judge = JudgeFactory()
    session.commit()
    browser.sign_in(Audience.STAFF, judge.ref)
    page = browser.get("screening_staff.season")
    assert page.status == 403


def test_staff_of_another_programme_are_nobody_here(browser, session):
    SeasonFactory()
    stranger = UserFactory()
    GrantFactory(user=stranger, programme_key="another-programme")
    session.commit()
    browser.sign_in(Audience.STAFF, stranger.ref)
    assert browser.get("screening_staff.season").url == "/sign-in/staff"


def test_a_read_only_member_of_staff_may_look(browser, session):
    SeasonFactory()
    reader = StaffFactory(role=Role.READ_ONLY)
    session.commit()
    browser.sign_in(Audience.STAFF, reader.ref)
    assert browser.get("screening_staff.season").status == 200


def test_a_disabled_account_is_out_at_once(browser, staff, session, clock):
    browser.sign_in(Audience.STAFF, staff.ref)
    staff.disabled_at = clock()
    session.commit()
    assert browser.get("screening_staff.season").url == "/sign-in/staff"
