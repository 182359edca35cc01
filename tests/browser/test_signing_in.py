"""Signing in in a real browser: judges by link and code, staff by password and app, recovery code, new password."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from awards.accounts.authenticators import code_of
from awards.core.actor import Audience
from awards.links.purposes import Purpose
from tests.browser.signing_hands import PATIENCE, People, Person, follow, heading, path, press, sign_in, type_password

pytestmark = pytest.mark.browser

NEW_PASSWORD = "a heron counts the tide"


@pytest.fixture
def people(site) -> People:
    return People(site)


@pytest.fixture
def page(site, chrome):
    with site.seen_by(chrome, viewport={"width": 1280, "height": 900}) as page:
        page.set_default_timeout(PATIENCE)
        yield page


@pytest.fixture
def other(site, chrome):
    """A page of somebody else's browser."""
    with site.seen_by(chrome) as page:
        page.set_default_timeout(PATIENCE)
        yield page


@pytest.fixture
def bare(site, chrome):
    """A page of a browser without scripts."""
    with site.seen_by(chrome, java_script_enabled=False, viewport={"width": 360, "height": 740}) as page:
        page.set_default_timeout(PATIENCE)
        yield page


def ask_for_a_mail(page: Page, judge: Person) -> None:
    page.goto("/sign-in/")
    page.get_by_label("Email address").fill(judge.email)
    press(page, "Send me a message")
    assert heading(page) == "Check your email"


def test_a_judge_signs_in_by_the_mailed_link_which_a_look_does_not_use_up(page, other, people):
    judge = people.judge("Ada Lisle")
    ask_for_a_mail(page, judge)
    link = people.mailed_link(judge)
    other.goto(link)  # what reads mails for the postman opens it, and presses nothing
    page.goto(link)
    assert "/link/" in page.url
    assert link not in page.url
    press(page, "Sign in to judge")
    assert (path(page), page.get_by_text("Ada Lisle").count()) == ("/judge/", 1)
    other.goto(link)
    assert heading(other) == "This link no longer works"


def test_a_judge_signs_in_by_the_code_in_the_browser_that_asked_alone(page, other, people):
    judge = people.judge("Bel Moor")
    ask_for_a_mail(page, judge)
    code = people.mailed_code(judge)
    ask_for_a_mail(other, people.judge("Cy Nott"))
    other.get_by_label("Code").fill(code)
    press(other, "Sign in with the code")
    assert heading(other) == "Check your email"
    expect(other.locator(".govuk-error-summary")).to_be_focused()
    page.get_by_label("Code").fill(code)
    press(page, "Sign in with the code")
    assert path(page) == "/judge/"


def test_staff_sign_in_with_password_and_app_and_come_where_they_wanted_to(page, people):
    jo = people.staff("Jo Marsh")
    page.goto("/staff/panels/")
    assert path(page) == "/sign-in/staff"
    type_password(page, jo)
    assert heading(page) == "Enter a code"
    page.get_by_label("Code from your authenticator app").fill("000000")
    press(page, "Sign in")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    page.get_by_label("Code from your authenticator app").fill(people.app_code(jo))
    press(page, "Sign in")
    assert path(page) == "/staff/panels/"
    press(page, "Sign out")
    page.goto("/staff/panels/")
    assert path(page) == "/sign-in/staff"


def test_a_wrong_password_and_an_unknown_address_look_the_same(page, people):
    jo = people.staff("Jo Penn")
    said = []
    for email in (jo.email, "nobody@people.example"):
        page.goto("/sign-in/staff")
        page.get_by_label("Email address").fill(email)
        page.get_by_label("Password", exact=True).fill("not the password at all")
        press(page, "Go on")
        said.append(page.locator("main").inner_text())
        assert page.get_by_label("Password", exact=True).input_value() == ""
    assert said[0] == said[1]


def test_a_recovery_code_stands_in_for_the_app_once(page, people):
    jo = people.staff("Jo Quill")
    for expected in ("/staff/", "/sign-in/staff/recovery"):
        type_password(page, jo)
        follow(page, "Use a recovery code instead")
        page.get_by_label("Recovery code").fill(jo.codes[0].lower())
        press(page, "Sign in")
        assert path(page) == expected
        page.context.clear_cookies()
    assert "recovery code" in people.mail(jo)


def test_whoever_forgot_their_password_chooses_a_new_one_and_still_needs_the_app(page, other, people):
    jo = people.staff("Jo Reed")
    sign_in(other, jo, people)
    page.goto("/sign-in/staff")
    follow(page, "I forgot my password")
    page.get_by_label("Email address").fill(jo.email)
    press(page, page.locator("main button").inner_text())
    page.goto(people.mailed_link(jo))
    press(page, "Choose a new password")
    page.get_by_label("New password").fill(NEW_PASSWORD)
    press(page, "Go on")
    assert heading(page) == "Enter a code"
    page.goto("/staff/")
    assert path(page) == "/sign-in/staff"
    page.goto("/sign-in/staff/second")
    page.get_by_label("Code from your authenticator app").fill(people.app_code(jo))
    press(page, "Sign in")
    assert path(page) == "/staff/"
    other.goto("/staff/")
    assert path(other) == "/sign-in/staff"


def test_an_invited_person_sets_their_account_up_and_keeps_ten_codes(page, site, people):
    jo = people.staff("Jo Sand", ready=False)
    page.goto(people.link(jo, Purpose.STAFF_SETUP))
    press(page, "Set up my account")
    page.get_by_label("New password").fill("password1234")
    press(page, "Go on")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    page.get_by_label("New password").fill(NEW_PASSWORD)
    press(page, "Go on")
    assert page.get_by_role("img", name=re.compile("QR code")).or_(page.locator("main svg")).first.is_visible()
    secret = page.locator("#secret").inner_text().replace(" ", "")
    page.get_by_label("Code from your authenticator app").fill(code_of(secret, site.clock()))
    press(page, "Go on")
    assert (heading(page), page.locator("main code").count()) == ("Keep your recovery codes", 10)
    follow(page, "I have kept them: go on")
    assert path(page) == "/staff/"


def typed_by_keys(page: Page, *words: str) -> None:
    """Go on to the next box by Tab and type, for each; then press Enter."""
    for word in words:
        page.keyboard.press("Tab")
        page.keyboard.type(word)
    with page.expect_navigation(timeout=PATIENCE):
        page.keyboard.press("Enter")


def test_staff_sign_in_by_keyboard_alone(page, people):
    jo = people.staff("Jo Tarn")
    page.goto("/sign-in/staff")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # skip to the main content
    typed_by_keys(page, jo.email, jo.way_in.password)
    typed_by_keys(page, people.app_code(jo))  # the next page begins at its main content by itself
    assert path(page) == "/staff/#main"


def test_judges_sign_in_without_scripts_by_link_and_by_code(bare, people):
    judge = people.judge("Dee Oake")
    ask_for_a_mail(bare, judge)
    code = people.mailed_code(judge)
    bare.get_by_label("Code").fill(code)
    press(bare, "Sign in with the code")
    assert path(bare) == "/judge/"
    bare.context.clear_cookies()
    bare.goto(people.link(judge, Purpose.JUDGE_SIGN_IN))
    press(bare, "Sign in to judge")
    assert path(bare) == "/judge/"


def test_staff_sign_in_without_scripts_and_are_told_that_passkeys_need_them(bare, people):
    jo = people.staff("Jo Upton")
    bare.goto("/sign-in/staff")
    assert bare.get_by_role("button", name="Sign in with a passkey").count() == 0
    assert bare.get_by_text("To sign in with a passkey, switch JavaScript on").is_visible()
    sign_in(bare, jo, people)
    assert path(bare) == "/staff/"
    bare.goto("/staff/account/passkeys/")
    assert bare.get_by_text("To add a passkey, switch JavaScript on").is_visible()


def test_who_is_judge_and_staff_is_both_in_one_browser(page, site, people):
    jo = people.staff("Jo Vine")
    judge = people.judge("Jo Vine")
    site.hand_over(people.signed_in(judge, Audience.JUDGES), page.context)
    sign_in(page, jo, people)
    page.goto("/judge/")
    assert path(page).startswith("/judge/")
