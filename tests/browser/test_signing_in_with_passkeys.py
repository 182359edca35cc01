"""Passkeys in a real browser, with the device that Chromium itself plays: added, used, shown anew, copied, removed."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from awards.links.purposes import Purpose
from tests.browser.axe import violations
from tests.browser.judging_hands import SIDEWAYS
from tests.browser.signing_hands import PATIENCE, KeyDevice, People, follow, heading, path, press, sign_in

pytestmark = pytest.mark.browser

SIGN_IN = "Sign in with a passkey"


@pytest.fixture
def people(site) -> People:
    return People(site)


@pytest.fixture
def page(site, chrome):
    with site.seen_by(chrome, viewport={"width": 1280, "height": 900}) as page:
        page.set_default_timeout(PATIENCE)
        yield page


@pytest.fixture
def device(page) -> KeyDevice:
    return KeyDevice(page)


@pytest.fixture
def jo(page, device, people):
    """Somebody who has added a passkey and is signed in no more."""
    jo = people.staff("Jo Marsh")
    sign_in(page, jo, people)
    page.goto("/staff/account/passkeys/")
    page.get_by_label("Name of this passkey").fill("Work laptop")
    press(page, "Add a passkey")
    expect(page.get_by_role("alert").first).to_contain_text("The passkey “Work laptop” is added")
    press(page, "Sign out")
    return jo


def test_a_passkey_signs_in_alone(page, device, jo):
    (key,) = device.keys()
    assert (key["isResidentCredential"], key["rpId"]) == (True, "localhost")
    page.goto("/staff/panels/")
    press(page, SIGN_IN)
    assert (path(page), page.get_by_text("Jo Marsh").count()) == ("/staff/panels/", 1)
    assert device.keys()[0]["signCount"] > key["signCount"]


def test_by_keyboard_alone(page, device, jo):
    page.goto("/sign-in/staff")
    button = page.get_by_role("button", name=SIGN_IN)
    for _ in range(20):
        page.keyboard.press("Tab")
        if button.evaluate("one => one === document.activeElement"):
            break
    with page.expect_navigation(timeout=PATIENCE):
        page.keyboard.press("Enter")
    assert path(page) == "/staff/"


def test_a_device_that_cannot_tell_whose_hand_it_is_says_so_in_words(page, device, jo):
    device.owner_is_there(there=False)
    page.goto("/sign-in/staff")
    page.get_by_role("button", name=SIGN_IN).click()
    expect(page.get_by_role("alert")).to_contain_text("No passkey was used", timeout=PATIENCE)
    device.owner_is_there(there=True)
    press(page, SIGN_IN)
    assert path(page) == "/staff/"


def test_a_device_without_a_passkey_says_so_in_words(page, device):
    page.goto("/sign-in/staff")
    page.get_by_role("button", name=SIGN_IN).click()
    expect(page.get_by_role("alert")).to_contain_text("No passkey was used", timeout=PATIENCE)
    assert path(page) == "/sign-in/staff"


def test_a_device_is_added_once(page, device, jo, people):
    page.goto("/sign-in/staff")
    press(page, SIGN_IN)
    page.goto("/staff/account/passkeys/")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.locator("[data-passkey-said]")).to_contain_text(
        "holds a passkey for your account already", timeout=PATIENCE
    )
    assert len(device.keys()) == 1


def test_a_copy_is_refused_and_its_owner_is_told(page, device, jo, people):
    (copy,) = device.keys()
    page.goto("/sign-in/staff")
    press(page, SIGN_IN)
    press(page, "Sign out")
    device.put_back(copy, signCount=0)
    page.goto("/sign-in/staff")
    press(page, SIGN_IN)
    assert heading(page) == "That passkey did not work"
    page.set_viewport_size({"width": 320, "height": 640})
    assert (violations(page), page.evaluate(SIDEWAYS)) == ([], 0)
    assert "we refused it" in people.mail(jo)


def test_staff_show_anew_who_they_are_with_a_passkey(page, site, device, jo):
    page.goto("/sign-in/staff")
    press(page, SIGN_IN)
    site.clock.forward(minutes=16)
    page.goto("/staff/account/passkeys/")
    assert heading(page) == "Show us that it is you"
    press(page, "Use a passkey")
    assert heading(page) == "Your passkeys"


def test_a_removed_passkey_opens_nothing(page, device, jo, people):
    page.goto("/sign-in/staff")
    press(page, SIGN_IN)
    page.goto("/staff/account/passkeys/")
    follow(page, "Remove")
    press(page, "Remove this passkey")
    assert page.get_by_text("You have no passkey yet").is_visible()
    press(page, "Sign out")
    page.goto("/sign-in/staff")
    press(page, SIGN_IN)
    assert heading(page) == "That passkey did not work"


def test_an_invited_person_sets_their_account_up_with_a_passkey_alone(page, device, people):
    sam = people.staff("Sam Ash", ready=False)
    page.goto(people.link(sam, Purpose.STAFF_SETUP))
    press(page, "Set up my account")
    press(page, "Use a passkey")
    assert (heading(page), page.locator("main code").count()) == ("Keep your recovery codes", 10)
    follow(page, "I have kept them: go on")
    press(page, "Sign out")
    page.goto("/sign-in/staff")
    press(page, SIGN_IN)
    assert path(page) == "/staff/"


def test_a_browser_that_gives_no_json_of_its_own_works_too(page, device, people):
    """Older browsers, and keepers of passwords that stand in for a device, leave the JSON to the page."""
    page.add_init_script(
        "delete PublicKeyCredential.parseCreationOptionsFromJSON;"
        "delete PublicKeyCredential.parseRequestOptionsFromJSON;"
        "delete PublicKeyCredential.prototype.toJSON;"
    )
    jo = people.staff("Jo Old")
    sign_in(page, jo, people)
    page.goto("/staff/account/passkeys/")
    press(page, "Add a passkey")
    press(page, "Sign out")
    page.goto("/sign-in/staff")
    press(page, SIGN_IN)
    assert path(page) == "/staff/"
