"""What a browser's script does with passkeys, done by hand."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from awards.accounts.models import Passkey, User
from awards.core.actor import Audience
from awards.core.references import new_reference
from tests.accounts.software_authenticator import Device
from tests.pages.browser import Browser, Page

NEW, SIGN_IN = "new-passkey", "sign-in-passkey"
"""The forms of pages, by id."""


def options_of(page: Page, form_id: str = NEW) -> dict[str, Any]:
    """Ask the server what the device is to do, as the page's script does."""
    form = page.soup.find(id=form_id)
    token = form.find("input", attrs={"name": "csrf_token"})["value"]
    answer = page.browser.open(form["data-passkey-options"], post={"csrf_token": [token]})
    assert (answer.status, answer.response.mimetype) == (200, "application/json"), answer.html[:400]
    return answer.response.get_json()


def added(browser: Browser, device: Device, name: str = "Work laptop") -> Page:
    """Add a passkey of this device on the page of one's passkeys."""
    page = browser.get("passkeys_staff.passkeys")
    return page.submit("Add a passkey", name=name, new_credential=device.make(options_of(page)))


def with_passkey(app, session, user: User, device: Device) -> Passkey:
    """Give somebody a passkey of this device, by their own browser."""
    browser = Browser(app).sign_in(Audience.STAFF, user.ref)
    added(browser, device)
    session.rollback()
    return session.query(Passkey).filter_by(user_id=user.id).order_by(Passkey.id.desc()).first()


def planted(session, user: User, **parts: object) -> Passkey:
    """Give somebody a passkey that no device holds."""
    ref = new_reference("KEY")
    given = {
        "name": "Old telephone",
        "credential_id": ref,
        "public_key": "none",
        "sign_count": 0,
        "added_at": datetime(2024, 1, 8, 9, tzinfo=UTC),
    } | parts
    passkey = Passkey(ref=ref, user_id=user.id, **given)
    session.add(passkey)
    return passkey
