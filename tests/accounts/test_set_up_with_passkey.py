"""Setting an account up with a passkey: for whoever has no second factor yet, and never past one by a mailed link."""

import pytest
from sqlalchemy import select

from awards.accounts.models import Means, Passkey, Password, SignIn
from awards.accounts.recovery_codes import recovery_codes_left
from awards.links.actions import mint_link
from awards.links.purposes import Purpose
from tests.accounts.passkey_hands import NEW, options_of, planted
from tests.accounts.software_authenticator import Device
from tests.factories import SeasonFactory, StaffFactory

PASSWORD = "a heron counts the tide"


@pytest.fixture
def jo(session):
    SeasonFactory()
    user = StaffFactory(email="jo@staff.example", name="Jo Marsh")
    session.commit()
    return user


@pytest.fixture
def arrived(browser, session, jo, clock):
    """Open a link from a mail and press its button."""

    def arrive(purpose=Purpose.STAFF_SETUP):
        token = mint_link(session, purpose, jo.ref, now=clock())
        session.commit()
        return browser.open(f"/link/{token}").submit()

    return arrive


def rows(session, table):
    session.rollback()
    return list(session.scalars(select(table)))


def test_a_passkey_is_enough(arrived, session, jo, audit_trail):
    page, device = arrived(), Device()
    page = page.submit("Use a passkey", new_credential=device.make(options_of(page, NEW)))
    assert page.heading == "Keep your recovery codes"
    assert page.click("I have kept them").url == "/staff/"
    assert rows(session, Password) == []
    assert [(one.user_id, one.name) for one in rows(session, Passkey)] == [(jo.id, "A browser")]
    assert [one.means for one in rows(session, SignIn)] == [Means.PASSKEY]
    assert recovery_codes_left(session, jo.id) == 10
    assert audit_trail(jo.ref) == ["link.redeemed", "passkey.added", "recovery_codes.made", "sign_in.started"]


def test_a_passkey_takes_the_place_of_the_app_after_the_password(arrived, session, jo):
    page = arrived().submit("Go on", password=PASSWORD)
    assert page.heading == "Set up an authenticator app"
    page = page.submit("Use a passkey", new_credential=Device().make(options_of(page, NEW)))
    assert page.heading == "Keep your recovery codes"
    assert (len(rows(session, Password)), len(rows(session, Passkey))) == (1, 1)


@pytest.mark.parametrize("purpose", [Purpose.STAFF_SETUP, Purpose.PASSWORD_RESET])
def test_a_mailed_link_adds_no_passkey_beside_a_second_factor(browser, arrived, session, jo, purpose):
    page = arrived(purpose)
    asked = options_of(page, NEW)
    planted(session, jo)
    session.commit()
    token = page.soup.find("input", attrs={"name": "csrf_token"})["value"]
    assert browser.open("/sign-in/set-up/passkey/options", post={"csrf_token": [token]}).status == 403
    page.submit("Use a passkey", new_credential=Device().make(asked))
    assert [one.name for one in rows(session, Passkey)] == ["Old telephone"]
    assert rows(session, SignIn) == []
    assert browser.get("sign_in.set_up").soup.find(id=NEW) is None


def test_what_does_not_hold_is_asked_for_again(arrived, session):
    page = arrived()
    page = page.submit("Use a passkey", new_credential=Device(verified=False).make(options_of(page, NEW)))
    assert page.heading == "Choose a password"
    assert "The passkey was not added" in page.text
    assert (rows(session, Passkey), rows(session, SignIn)) == ([], [])


def test_without_a_link_there_is_nothing_to_set_up(browser, arrived, another_browser, session):
    page = arrived()
    asked = options_of(page, NEW)
    token = another_browser.get("sign_in.staff").soup.find("input", attrs={"name": "csrf_token"})["value"]
    answer = {"csrf_token": [token], "new_credential": [Device().make(asked)], "name": [""]}
    assert another_browser.open("/sign-in/set-up/passkey", post=answer).url == "/sign-in/staff"
    assert rows(session, Passkey) == []
