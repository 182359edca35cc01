"""Setting an account up from a mailed link, and a new password: never past the second factor, void in time."""

import re

import pytest
from sqlalchemy import select

from awards.accounts.authenticators import code_of
from awards.accounts.models import Authenticator, Password, SignIn, StepKind
from awards.accounts.recovery_codes import recovery_codes_left
from awards.accounts.setting_up import choose_password
from awards.accounts.steps import begin_step, open_step
from awards.core.actor import Audience
from awards.links.actions import mint_link
from awards.links.purposes import Purpose
from tests.factories import JudgeFactory, SeasonFactory, StaffFactory
from tests.signing_in import set_up, sign_in_as_staff

NEW = "a heron counts the tide"


@pytest.fixture
def staff(session):
    SeasonFactory()
    user = StaffFactory(email="jo@staff.example", name="Jo Vale")
    session.commit()
    return user


@pytest.fixture
def link(session, staff, clock):
    """Give a fresh link for somebody."""

    def made(purpose=Purpose.STAFF_SETUP, user=staff):
        token = mint_link(session, purpose, user.ref, now=clock())
        session.commit()
        return f"/link/{token}"

    return made


def secret_on(page):
    return page.soup.find(id="secret").get_text().replace(" ", "")


def test_an_invited_person_chooses_a_password_sets_up_an_app_keeps_codes_and_is_in(
    browser, staff, link, clock, session, audit_trail
):
    page = browser.open(link())
    assert page.submit("Set up my account").heading == "Choose a password"
    page = browser.get("sign_in.set_up").submit("Go on", password=NEW)
    assert page.heading == "Set up an authenticator app"
    page = page.submit("Go on", code=code_of(secret_on(page), clock()))
    assert page.heading == "Keep your recovery codes"
    codes = [words.get_text() for words in page.soup.select("code")]
    assert [bool(re.fullmatch(r"(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}", code)) for code in codes] == [True] * 10
    assert page.click("I have kept them").url == "/staff/"
    session.rollback()
    assert recovery_codes_left(session, staff.id) == 10
    assert audit_trail(staff.ref) == [
        "link.redeemed",
        "password.set",
        "authenticator.confirmed",
        "recovery_codes.made",
        "sign_in.started",
    ]


def test_the_codes_are_shown_once(browser, staff, link, clock):
    browser.open(link()).submit()
    page = browser.get("sign_in.set_up").submit("Go on", password=NEW)
    page.submit("Go on", code=code_of(secret_on(page), clock()))
    assert browser.get("sign_in.set_up_second").url == "/sign-in/staff"


def test_a_wrong_first_code_is_asked_for_again_with_the_same_secret(browser, link):
    browser.open(link()).submit()
    page = browser.get("sign_in.set_up").submit("Go on", password=NEW)
    again = page.submit("Go on", code="000000")
    assert (again.status, secret_on(again)) == (422, secret_on(page))
    assert browser.get("screening_staff.season").url == "/sign-in/staff"


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("", "Enter a new password"),
        ("too short", "Your password must have 12 characters or more"),
        ("password1234", "Many people use this password, or one much like it. Choose one that is harder to guess"),
        ("Jo.Vale!2024", "Your password must be more than your name, your address or the name of the awards"),
    ],
)
def test_a_password_that_will_not_do_is_explained_and_never_shown_again(browser, link, session, typed, error):
    browser.open(link()).submit()
    page = browser.get("sign_in.set_up").submit("Go on", password=typed)
    assert (page.status, page.errors, bool(typed) and typed in page.html) == (422, [error], False)
    session.rollback()
    assert session.scalars(select(Password)).all() == []


def test_nobody_skips_the_password(browser, staff, link, session, clock):
    browser.open(link()).submit()
    session.add(Authenticator(user_id=staff.id, secret="JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", begun_at=clock()))
    assert browser.get("sign_in.set_up_second").url == "/sign-in/staff"


def test_without_a_link_there_is_nothing_to_set_up(browser, staff):
    assert browser.get("sign_in.set_up").url == "/sign-in/staff"


def test_a_set_up_link_lives_two_days_and_a_reset_link_one_hour(browser, link, clock):
    invited, reset = link(), link(Purpose.PASSWORD_RESET)
    clock.forward(minutes=59)
    assert browser.open(reset).status == 200
    clock.forward(minutes=1)
    assert browser.open(reset).status == 410
    clock.forward(hours=46, minutes=59)
    assert browser.open(invited).status == 200
    clock.forward(minutes=1)
    assert browser.open(invited).status == 410


def test_a_link_is_used_up_by_the_press_of_its_button_and_not_by_looking(browser, another_browser, link):
    mailed = link()
    another_browser.open(mailed)
    browser.open(mailed).submit()
    assert another_browser.open(mailed).status == 410


def test_forgetting_a_password_leads_to_a_new_one_and_then_to_the_second_factor(
    browser, another_browser, staff, session, clock, mailbox, audit_trail
):
    way_in = set_up(session, staff, now=clock())
    another_browser.sign_in(Audience.STAFF, staff.ref)
    page = browser.get("sign_in.staff").click("I forgot my password").submit("Send me a link", email="jo@staff.example")
    assert page.heading == "Check your email"
    browser.open(mailbox.link_to("jo@staff.example")).submit("Choose a new password")
    clock.forward(minutes=1)
    page = browser.get("sign_in.set_up").submit("Go on", password=NEW)
    assert page.heading == "Enter a code"
    assert another_browser.get("screening_staff.season").url == "/sign-in/staff"
    assert page.submit("Sign in", code=way_in.code(clock())).url == "/staff/"
    assert mailbox.last_to("jo@staff.example")["Subject"] == "Your password was set"
    assert audit_trail(staff.ref) == [
        "sign_in.started",
        "link.redeemed",
        "password.set",
        "sign_ins.ended",
        "sign_in.started",
    ]


def test_after_a_reset_the_old_password_is_wrong(browser, another_browser, staff, session, clock, link):
    way_in = set_up(session, staff, now=clock())
    browser.open(link(Purpose.PASSWORD_RESET)).submit()
    browser.get("sign_in.set_up").submit("Go on", password=NEW)
    page = another_browser.get("sign_in.staff").submit("Go on", email=way_in.email, password=way_in.password)
    assert page.errors == ["The address or the password is wrong"]


def test_links_are_void_after_a_later_sign_in(browser, another_browser, staff, session, clock, link):
    way_in = set_up(session, staff, now=clock())
    mailed = link(Purpose.PASSWORD_RESET)
    sign_in_as_staff(browser, way_in, now=clock())
    assert another_browser.open(mailed).status == 410


def test_a_set_up_begun_elsewhere_is_over_after_a_later_sign_in(browser, another_browser, staff, session, clock, link):
    way_in = set_up(session, staff, now=clock())
    another_browser.open(link(Purpose.PASSWORD_RESET)).submit()
    sign_in_as_staff(browser, way_in, now=clock())
    assert another_browser.get("sign_in.set_up").url == "/sign-in/staff"


def test_a_disabled_person_sets_nothing_up(browser, staff, session, clock, link):
    mailed = link()
    staff.disabled_at = clock()
    assert browser.open(mailed).submit().status == 410
    assert browser.get("sign_in.set_up").url == "/sign-in/staff"


def test_a_judge_has_no_account_to_set_up(browser, session, link):
    judge = JudgeFactory()
    assert browser.open(link(user=judge)).submit().status == 410


def test_setting_a_password_signs_nobody_in(browser, staff, session, link):
    browser.open(link()).submit()
    browser.get("sign_in.set_up").submit("Go on", password=NEW)
    session.rollback()
    assert session.scalars(select(SignIn)).all() == []


def test_the_box_for_a_new_password_says_so_and_names_the_account(browser, link):
    page = browser.open(link()).submit()
    boxes = {box["id"]: box.get("autocomplete") for box in page.soup.main.select("input:not([type=hidden])")}
    assert boxes == {"username": "username", "password": "new-password"}


def test_a_secret_that_an_earlier_link_showed_is_not_the_one_of_a_later_link(session, staff, clock):
    secrets = []
    for _ in range(2):
        token = begin_step(session, StepKind.SETTING_UP, staff.id, now=clock())
        step = open_step(session, token, StepKind.SETTING_UP, now=clock())
        choose_password(session, step, NEW, user=staff, programme_key="harbour-awards", now=clock())
        secrets.append(session.get(Authenticator, staff.id).secret)
        clock.forward(minutes=5)
    assert secrets[0] != secrets[1]
