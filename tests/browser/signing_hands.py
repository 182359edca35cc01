"""Hands of browser tests that sign in: people who may, what they press, and a device that keeps passkeys."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from playwright.sync_api import CDPSession, Page

from awards.accounts.models import User
from awards.accounts.recovery_codes import make_recovery_codes
from awards.core.actor import Actor, Audience, Role
from awards.links.actions import mint_link
from awards.links.purposes import Purpose
from tests.browser.screening_morning import PROGRAMME
from tests.browser.site import Site, aside
from tests.factories import GrantFactory, UserFactory
from tests.pages.browser import Browser as Unseen
from tests.signing_in import WayIn, set_up

PATIENCE = 30_000
"""Milliseconds that anything may take: the machine may be busy."""
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may sign in, by reference, and what they type."""

    ref: str
    name: str
    way_in: WayIn
    codes: tuple[str, ...] = ()

    @property
    def email(self) -> str:
        """Their address."""
        return self.way_in.email


class People:
    """Makes people, each with an address of their own, and reads their mail."""

    def __init__(self, site: Site) -> None:
        self.site = site

    def staff(self, name: str, *, role: Role = Role.STAFF, ready: bool = True) -> Person:
        """Make a member of staff, with a password, an app and recovery codes unless they are not ready yet."""
        return self._made(name, role, lambda user: self._ready(user) if ready else None)

    def judge(self, name: str) -> Person:
        """Make a judge."""
        return self._made(name, Role.JUDGE, lambda _user: None)

    def link(self, person: Person, purpose: Purpose) -> str:
        """Give the path of a fresh link for somebody, as a mail would hold it."""
        session = self.site.writing()
        token = mint_link(session, purpose, person.ref, now=self.site.clock())
        self.site.settle()
        return f"/link/{token}"

    def mail(self, person: Person) -> str:
        """Give the words of the last mail to somebody."""
        body = self.site.mailbox.last_to(person.email).get_body(("plain",))
        return str(body.get_content())

    def mailed_link(self, person: Person) -> str:
        """Give the path of the link in the last mail to somebody."""
        return re.search(r"/link/\S+", self.mail(person)).group()

    def mailed_code(self, person: Person) -> str:
        """Give the six digits in the last mail to somebody."""
        return re.search(r"\b\d{6}\b", self.mail(person)).group()

    def app_code(self, person: Person) -> str:
        """Give what somebody's app shows, half a minute on: no code is taken twice."""
        self.site.clock.forward(seconds=30)
        return person.way_in.code(self.site.clock())

    def signed_in(self, person: Person, audience: Audience = Audience.STAFF) -> Unseen:
        """Give a browser without a screen that is signed in as somebody."""
        self.site.settle()
        return self.site.browser().sign_in(audience, person.ref)

    def _made(self, name: str, role: Role, finish: Callable[[User], tuple[WayIn, list[str]] | None]) -> Person:
        def inside() -> Person:
            self.site.writing()
            number = len(self.site.made)
            self.site.made[name, number] = True
            user = UserFactory(name=name, email=f"{name.split(maxsplit=1)[0].lower()}{number}@people.example")
            GrantFactory(user=user, role=role, programme_key=PROGRAMME)
            way_in, codes = finish(user) or (WayIn(user.email, "", ""), [])
            made = Person(user.ref, name, way_in, tuple(codes))
            self.site.settle()
            return made

        return aside(inside)

    def _ready(self, user: User) -> tuple[WayIn, list[str]]:
        session, now = self.site.session, self.site.clock()
        way_in = set_up(session, user, now=now - timedelta(days=30))
        return way_in, make_recovery_codes(session, user, actor=Actor(Audience.STAFF, user.ref), now=now)


def press(page: Page, words: str) -> None:
    """Press the button with these words and wait for the page that follows."""
    with page.expect_navigation(timeout=PATIENCE):
        page.get_by_role("button", name=words, exact=True).first.click()


def follow(page: Page, words: str) -> None:
    """Follow the first link with these words and wait for its page."""
    with page.expect_navigation(timeout=PATIENCE):
        page.get_by_role("link", name=words).first.click()


def heading(page: Page) -> str:
    """Give the page's heading."""
    return page.locator("h1").inner_text()


def path(page: Page) -> str:
    """Give the path of the page that is shown."""
    return "/" + page.url.split("/", 3)[3]


def type_password(page: Page, person: Person) -> None:
    """Type address and password into the page for staff, and go on."""
    page.goto("/sign-in/staff")
    page.get_by_label("Email address").fill(person.email)
    page.get_by_label("Password", exact=True).fill(person.way_in.password)
    press(page, "Go on")


def sign_in(page: Page, person: Person, people: People) -> None:
    """Sign in with password and app."""
    type_password(page, person)
    page.get_by_label("Code from your authenticator app").fill(people.app_code(person))
    press(page, "Sign in")


class KeyDevice:
    """Chromium's own device that keeps passkeys, in one page."""

    def __init__(self, page: Page) -> None:
        self.protocol: CDPSession = page.context.new_cdp_session(page)
        self.protocol.send("WebAuthn.enable", {"enableUI": False})
        self.name = self.protocol.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})["authenticatorId"]

    def keys(self) -> list[dict[str, Any]]:
        """Give the passkeys that it keeps."""
        given: list[dict[str, Any]] = self._send("WebAuthn.getCredentials")["credentials"]
        return given

    def owner_is_there(self, *, there: bool) -> None:
        """Let its owner be there and be verified, or not."""
        self._send("WebAuthn.setUserVerified", isUserVerified=there)

    def put_back(self, key: dict[str, Any], **changes: object) -> None:
        """Put a copy of a passkey in place of the one that it keeps."""
        self._send("WebAuthn.removeCredential", credentialId=key["credentialId"])
        self._send("WebAuthn.addCredential", credential=key | changes)

    def _send(self, method: str, **parameters: object) -> dict[str, Any]:
        given: dict[str, Any] = self.protocol.send(method, {"authenticatorId": self.name} | parameters)
        return given
