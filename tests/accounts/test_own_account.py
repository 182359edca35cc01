"""Your account: where one is signed in, and with what one signs in."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from awards.accounts.actions import sign_in
from awards.accounts.authenticators import code_of
from awards.accounts.browser import TOKENS
from awards.accounts.devices import device_words
from awards.accounts.models import Authenticator, Password, RecoveryCode, SignIn
from awards.accounts.passwords import HASHER, is_right
from awards.comms.models import Message
from awards.core.actor import Audience, Role
from awards.links.actions import hash_of
from tests.factories import JudgeFactory, SeasonFactory, StaffFactory

PASSWORD = "four words of nobody else"
NEW = "other words that nobody would say"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def staff(session, clock):
    SeasonFactory()
    one = StaffFactory(name="Stefan Aff", role=Role.READ_ONLY)
    session.flush()
    session.add(Password(user_id=one.id, hash=HASHER.hash(PASSWORD), set_at=clock()))
    session.add(Authenticator(user_id=one.id, secret=SECRET, begun_at=clock(), confirmed_at=clock()))
    session.flush()
    return one


@pytest.fixture
def judge(session):
    SeasonFactory()
    one = JudgeFactory(name="Juno Dge")
    session.flush()
    return one


@pytest.fixture
def at_account(browser, staff):
    return browser.sign_in(Audience.STAFF, staff.ref)


def tokens(browser) -> dict[str, str]:
    with browser.client.session_transaction() as kept:
        return dict(kept.get(TOKENS, {}))


@pytest.mark.parametrize(("audience", "door"), [(Audience.STAFF, "own_staff"), (Audience.JUDGES, "own_judge")])
def test_the_name_in_the_header_leads_there(browser, staff, judge, audience, door):
    browser.sign_in(audience, staff.ref if audience is Audience.STAFF else judge.ref)
    start = browser.get("screening_staff.season" if door == "own_staff" else "panels_judge.declared")
    page = start.click("Your account")
    assert page.heading == "Your account"
    assert "(this browser)" in page.text


@pytest.mark.parametrize(("audience", "door"), [(Audience.STAFF, "own_staff"), (Audience.JUDGES, "own_judge")])
def test_another_sign_in_is_ended(browser, another_browser, staff, judge, audience, door, audit_trail):
    who = staff.ref if audience is Audience.STAFF else judge.ref
    another_browser.sign_in(audience, who)
    page = browser.sign_in(audience, who).get(f"{door}.account")
    assert len(page.soup.select("#sign-ins tbody tr")) == 2
    form = page.soup.select("#sign-ins tbody tr")[1].form  # the newest, this one, stands first
    page = browser.open(form["action"], post={"csrf_token": [form.input["value"]]})
    assert len(page.soup.select("#sign-ins tbody tr")) == 1
    assert another_browser.get(f"{door}.account").heading != "Your account"
    assert audit_trail(who) == ["sign_in.started", "sign_in.started", "sign_in.ended"]


@pytest.mark.parametrize(("audience", "door"), [(Audience.STAFF, "own_staff"), (Audience.JUDGES, "own_judge")])
def test_one_signs_out_everywhere(browser, another_browser, staff, judge, audience, door, audit_trail):
    who = staff.ref if audience is Audience.STAFF else judge.ref
    another_browser.sign_in(audience, who)
    page = browser.sign_in(audience, who).get(f"{door}.account").submit("Sign out everywhere")
    assert "signed out everywhere" in page.text
    for one in (browser, another_browser):
        assert one.get(f"{door}.account").heading != "Your account"
    assert audit_trail(who)[-1] == "sign_ins.ended"


def test_nobody_ends_a_sign_in_of_somebody_else(at_account, another_browser, session):
    other = StaffFactory()
    another_browser.sign_in(Audience.STAFF, other.ref)
    theirs = session.scalars(select(SignIn).where(SignIn.subject == other.ref)).one()
    page = at_account.get("own_staff.account")
    token = page.soup.select_one("main form input[name=csrf_token]")["value"]
    assert at_account.open(f"/staff/account/sign-ins/{theirs.id}/end", post={"csrf_token": [token]}).status == 404
    assert another_browser.get("own_staff.account").heading == "Your account"


def test_earlier_sign_ins_are_listed(at_account, staff, clock):
    clock.forward(minutes=31)
    page = at_account.sign_in(Audience.STAFF, staff.ref).get("own_staff.account")
    assert "Earlier sign-ins A browser, staff pages, with not known, from 12pm on Thursday 1 February 2024" in page.text


@pytest.mark.parametrize("door", ["own_staff", "own_judge"])
def test_a_page_costs_few_statements(browser, staff, judge, statements, door):
    browser.sign_in(Audience.STAFF, staff.ref).sign_in(Audience.JUDGES, judge.ref)
    browser.get("seasons.home")
    assert statements.of(lambda: browser.get(f"{door}.account")) <= 8


# The password.


def test_a_changed_password_leaves_one_sign_in_with_a_new_token(
    at_account, another_browser, staff, session, audit_trail
):
    another_browser.sign_in(Audience.STAFF, staff.ref)
    before = tokens(at_account)["staff"]
    page = at_account.get("own_staff.password").submit(old_password=PASSWORD, password=NEW)
    assert (page.heading, "signed out everywhere else" in page.text) == ("Your account", True)
    session.expire_all()
    assert is_right(session.get(Password, staff.id), NEW)
    assert another_browser.get("own_staff.account").heading == "Staff: sign in"
    assert tokens(at_account)["staff"] != before
    assert session.scalar(select(func.count(SignIn.id)).where(SignIn.token_hash == hash_of(before))) == 0
    assert session.scalars(select(Message.kind)).all() == ["accounts/password_set"]
    assert audit_trail(staff.ref)[2:] == ["password.set", "sign_ins.ended"]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [("wrong", NEW, "That password or code is not right. Try again"), ("", NEW, "Enter your password as it is now"),
     (PASSWORD, "short", "Your password must have 12 characters or more"), (PASSWORD, "", "Enter a new password")],
)  # fmt: skip
def test_a_password_is_not_changed_without_the_old_one_or_to_a_bad_one(at_account, staff, session, old, new, words):
    page = at_account.get("own_staff.password").submit(old_password=old, password=new)
    assert (page.status, words in page.errors) == (422, True)
    session.expire_all()
    assert is_right(session.get(Password, staff.id), PASSWORD)
    assert PASSWORD not in page.html


def test_guessing_the_old_password_is_limited(at_account, staff):
    page = at_account.get("own_staff.password")
    for _ in range(10):
        page = page.submit(old_password="a guess", password=NEW)
    page = page.submit(old_password=PASSWORD, password=NEW)
    assert page.errors == ["There were too many wrong tries. Wait five minutes, then try again"]


# The app and the codes.


def test_a_new_app_takes_the_place_of_the_old_one(at_account, another_browser, staff, session, clock, audit_trail):
    another_browser.sign_in(Audience.STAFF, staff.ref)
    page = at_account.get("own_staff.authenticator").submit("Show me")
    assert page.soup.select_one("main svg") is not None
    secret = page.soup.select_one("main strong").get_text().replace(" ", "")
    wrong = page.submit("Use this app", code=code_of(SECRET, clock()))
    assert (wrong.status, wrong.errors) == (422, ["That is not the code that the new app shows now. Try the next one"])
    done = wrong.submit("Use this app", code=code_of(secret, clock()))
    assert "The new app is in use" in done.text
    assert another_browser.get("own_staff.account").heading == "Staff: sign in"
    assert session.scalars(select(Message.kind)).all() == ["accounts/authenticator_changed"]
    assert audit_trail(staff.ref)[2:] == ["authenticator.confirmed", "sign_ins.ended"]


def test_recovery_codes_are_made_anew_and_shown_once(at_account, staff, session, audit_trail):
    page = at_account.get("own_staff.recovery_codes").submit("Make new codes")
    assert len(page.soup.select("main code")) == 10
    assert session.scalar(select(func.count(RecoveryCode.id))) == 10
    assert at_account.get("own_staff.recovery_codes").soup.select("main code") == []
    assert "10 left" in at_account.get("own_staff.account").text
    assert audit_trail(staff.ref)[1:] == ["recovery_codes.made"]


# Devices.


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox on Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Mobile Safari/604.1", "Safari on iPhone"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Chrome/126.0 Safari/537.36 Edg/126.0", "Edge on a Mac"),
        ("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36", "Chrome on Android"),
        ("Mozilla/5.0 (X11; CrOS x86_64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36", "Chrome on a Chromebook"),
        ("curl/8.0", "A browser"),
        ("<script>alert(1)</script>" * 1000, "A browser"),
        ("", "A browser"),
        (None, "A browser"),
    ],
)  # fmt: skip
def test_a_browser_is_said_in_words(header, words):
    assert device_words(header) == words


def test_the_device_and_the_means_are_shown(at_account, staff, session, clock):
    sign_in(session, Audience.STAFF, staff.ref, now=clock(), device="Firefox on Windows")
    assert "Firefox on Windows Staff pages not known" in at_account.get("own_staff.account").text
