"""Proof: staff show anew who they are before what matters most; what they sent meanwhile goes on with the answer."""

from __future__ import annotations

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from awards.accounts.authenticators import code_of
from awards.accounts.models import Authenticator, Password, SignIn, User
from awards.accounts.passwords import HASHER
from awards.accounts.proving import is_proved
from awards.core.actor import Audience, Role
from tests.factories import GrantFactory, JudgeFactory, ProgrammeFactory, SeasonFactory, StaffFactory

PASSWORD = "four words of nobody else"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
HEADING = "Show us that it is you"


@pytest.fixture
def given(session, clock):
    SeasonFactory()

    class Given:
        administrator = StaffFactory(role=Role.ADMINISTRATOR, name="Adda Min")
        staff = StaffFactory(name="Stefan Aff")

    session.flush()
    number = Given.administrator.id
    session.add(Password(user_id=number, hash=HASHER.hash(PASSWORD), set_at=clock()))
    session.add(Authenticator(user_id=number, secret=SECRET, begun_at=clock(), confirmed_at=clock()))
    session.flush()
    return Given


@pytest.fixture
def late(browser, given, clock):
    """The administrator's browser, 15 minutes after they signed in."""
    browser.sign_in(Audience.STAFF, given.administrator.ref)
    clock.forward(minutes=15)
    return browser


@pytest.mark.parametrize(("minutes", "holds"), [(-1, False), (0, True), (14.9, True), (15, False)])
def test_a_proof_lasts_for_fifteen_minutes(clock, minutes, holds):
    assert is_proved(clock(), now=clock() + timedelta(minutes=minutes)) is holds
    assert is_proved(None, now=clock()) is False


def test_nobody_is_asked_who_has_just_signed_in(browser, given, clock):
    browser.sign_in(Audience.STAFF, given.administrator.ref)
    clock.forward(minutes=14)
    assert browser.get("accounts_staff.roles", ref=given.staff.ref).heading == "Roles"


@pytest.mark.parametrize("how", ["password", "code"])
def test_a_page_asks_and_then_comes(late, given, clock, audit_trail, how):
    page = late.get("accounts_staff.roles", ref=given.staff.ref)
    assert (page.heading, page.status) == (HEADING, 200)
    answer = {"proof_password": PASSWORD} if how == "password" else {"proof_code": code_of(SECRET, clock())}
    page = page.submit("Go on", **answer)
    assert (page.heading, page.url) == ("Roles", f"/staff/people/{given.staff.ref}/roles")
    assert audit_trail(given.administrator.ref) == ["sign_in.started", "identity.proved"]
    assert late.get("accounts_staff.disable", ref=given.staff.ref).heading == "Disable this account"


def test_what_was_sent_is_asked_about_and_goes_on_with_the_answer(browser, given, session, clock):
    browser.sign_in(Audience.STAFF, given.administrator.ref)
    page = browser.get("accounts_staff.disable", ref=given.staff.ref)
    clock.forward(minutes=16)
    asked = page.submit(reason="Left the organiser,\nfor good")
    assert (asked.heading, asked.status, "Left the organiser" in asked.text) == (HEADING, 403, True)
    session.expire_all()
    assert session.scalar(select(User.disabled_at).where(User.ref == given.staff.ref)) is None
    wrong = asked.submit("Go on", proof_password="not this one")
    assert (wrong.status, wrong.errors) == (422, ["That password or code is not right. Try again"])
    assert "not this one" not in wrong.html
    done = wrong.submit("Go on", proof_password=PASSWORD)
    assert (done.status, "Disabled." in done.text) == (200, True)
    session.expire_all()
    assert session.scalar(select(User.disabled_at).where(User.ref == given.staff.ref)) == clock()


def test_what_was_sent_to_one_of_several_awards_goes_on_there(browser, given, session, clock):
    ProgrammeFactory(key="elsewhere", is_home=False)
    GrantFactory(user=given.administrator, role=Role.ADMINISTRATOR, programme_key="elsewhere")
    session.commit()
    browser.sign_in(Audience.STAFF, given.administrator.ref)
    address = "/elsewhere/staff/people/invite"
    token = BeautifulSoup(browser.client.get(address).text, "html.parser").select_one("main [name=csrf_token]")["value"]
    clock.forward(minutes=16)
    typed = {"csrf_token": token, "name": "Nia Newcomer", "email": "nia@people.example", "role": "staff"}
    asked = browser.client.post(address, data=typed)
    actions = {form["action"] for form in BeautifulSoup(asked.text, "html.parser").select("main form")}
    assert (asked.status_code, actions) == (403, {address})
    done = browser.client.post(address, data=typed | {"proof_password": PASSWORD})
    assert done.headers["Location"].startswith("/elsewhere/staff/people/USR-")


def test_the_answer_counts_even_if_what_was_sent_is_refused(browser, given, session, clock):
    browser.sign_in(Audience.STAFF, given.administrator.ref)
    page = browser.get("accounts_staff.disable", ref=given.staff.ref)
    given.staff.name = "Renamed Meanwhile"
    clock.forward(minutes=16)
    refused = page.submit(reason="Left").submit("Go on", proof_password=PASSWORD)
    assert (refused.status, PASSWORD in refused.html) == (409, False)
    assert browser.get("accounts_staff.disable", ref=given.staff.ref).heading == "Disable this account"


def test_nothing_typed_is_an_error(late, given):
    page = late.get("accounts_staff.roles", ref=given.staff.ref).submit("Go on")
    assert (page.status, page.errors) == (422, ["Enter your password, or a code from your authenticator app"])


def test_wrong_answers_are_counted_and_noted(late, given, clock, audit_trail):
    page = late.get("accounts_staff.roles", ref=given.staff.ref)
    for _ in range(10):
        page = page.submit("Go on", proof_password="wrong")
    assert page.errors == ["That password or code is not right. Try again"]
    page = page.submit("Go on", proof_password=PASSWORD)
    assert page.errors == ["There were too many wrong tries. Wait five minutes, then try again"]
    assert audit_trail(given.administrator.ref).count("sign_in.refused") == 10
    clock.forward(minutes=6)
    assert page.submit("Go on", proof_password=PASSWORD).heading == "Roles"


def test_a_code_is_taken_once(late, given, clock):
    code = code_of(SECRET, clock())
    late.get("accounts_staff.roles", ref=given.staff.ref).submit("Go on", proof_code=code)
    clock.forward(minutes=15)
    late.get("accounts_staff.roles", ref=given.staff.ref)
    page = late.get("accounts_staff.roles", ref=given.staff.ref).submit("Go on", proof_code=code)
    assert page.status == 422


def test_an_account_without_a_password_signs_in_again(browser, given, clock):
    staff = browser.sign_in(Audience.STAFF, given.staff.ref)
    page = staff.get("bundles_staff.sign_off")
    clock.forward(minutes=16)
    page = staff.get("bundles_staff.sign_off")
    assert (page.heading, "sign in again" in page.text) == (HEADING, True)
    page = staff.sign_in(Audience.STAFF, given.staff.ref).get("bundles_staff.sign_off")
    assert page.heading != HEADING


def test_the_place_to_go_on_to_is_never_the_browsers_to_say(late):
    page = late.open("/staff/account/prove?next=//evil.example").submit("Go on", proof_password=PASSWORD)
    assert page.url == "/staff/account/"


PROVED = {
    "accounts_staff": {"invite", "details", "roles", "disable", "enable", "reset", "see_as"},
    "publishing_staff": {"release"},
    "bundles_staff": {"sign_off", "bundle"},
    "own_staff": {"authenticator", "confirm_authenticator", "recovery_codes"},
    "passkeys_staff": {"passkeys", "options", "remove"},
    "persons_staff": {"copy", "erase_them"},
    "trail_staff": {"file"},
}


@pytest.mark.parametrize("door", PROVED)
def test_what_matters_most_asks(app, door):
    assert app.blueprints[door].proofs == PROVED[door]


def test_nothing_else_is_said_to_ask(app):
    assert {name for name, door in app.blueprints.items() if door.proofs} == PROVED.keys()


def test_judges_are_never_asked(app, browser, session, clock):
    SeasonFactory()
    judge = JudgeFactory()
    session.flush()
    assert [door.name for door in app.blueprints.values() if door.proofs and door.opens_to is not Audience.STAFF] == []
    browser.sign_in(Audience.JUDGES, judge.ref)
    clock.forward(hours=11)
    assert browser.get("own_judge.account").heading == "Your account"
    assert session.scalar(select(SignIn.proved_at).where(SignIn.subject == judge.ref)) == clock() - timedelta(hours=11)
