"""States of signing in, of one's own account and of administrators' pages of people."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

from playwright.sync_api import Page

from awards.accounts.models import Passkey, User
from awards.core.actor import Audience, Role
from awards.links.purposes import Purpose
from tests.accounts.passkey_hands import planted
from tests.browser.signing_hands import People, Person, press
from tests.browser.site import Site, Visit, aside
from tests.browser.state import State, fill_and_press
from tests.pages.browser import Browser

LONG_NAME = "Anneliese Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh"
NEW_PASSWORD = "a heron counts the tide"

Act = Callable[[Page], object] | None


def _person(site: Site, kind: str) -> Person:
    """Give the person of a kind, the same one for all states that change nothing about them."""
    people = People(site)
    makers = {
        "staff": lambda: people.staff("Jo Marsh"),
        "reader": lambda: people.staff("Remy Vale", role=Role.READ_ONLY),
        "new": lambda: people.staff("Sam Ash", ready=False),
        "administrator": lambda: people.staff("Ivy Head", role=Role.ADMINISTRATOR),
        "long": lambda: people.staff(LONG_NAME),
        "judge": lambda: people.judge("Ada Lisle"),
        "disabled": lambda: _disabled(site, people.staff("Kit Rowe")),
        "with passkeys": lambda: _with_passkeys(site, people.staff("Pat Quay"), 3),
        "with one passkey": lambda: _with_passkeys(site, people.staff("Noor Dene", ready=False), 1),
    }
    return site.once(f"the {kind} of accounts", makers[kind])


def _user(site: Site, person: Person) -> User:
    return site.session.query(User).filter_by(ref=person.ref).one()


def _disabled(site: Site, person: Person) -> Person:
    def inside() -> Person:
        site.writing()
        _user(site, person).disabled_at = site.clock()
        site.settle()
        return person

    return aside(inside)


def _with_passkeys(site: Site, person: Person, number: int) -> Person:
    def inside() -> Person:
        session = site.writing()
        user, used = _user(site, person), datetime(2024, 1, 9, 17, tzinfo=UTC)
        for one in range(number):
            planted(session, user, name=f"Work laptop {one}", last_used_at=None if one else used)
        planted(session, user, name="T" * 80) if number > 1 else None
        site.settle()
        return person

    return aside(inside)


def anybody(path: str, act: Act = None) -> Callable[[Site], Visit]:
    """Look at a page as somebody who is not signed in."""
    return lambda _site: Visit(path, None, act)


def as_one(kind: str, path: str, act: Act = None) -> Callable[[Site], Visit]:
    """Look at a page as somebody who is signed in; `{ref}` in a path is their own reference."""

    def make(site: Site) -> Visit:
        person = _person(site, kind)
        audience = Audience.JUDGES if kind == "judge" else Audience.STAFF
        return Visit(path.format(ref=person.ref), People(site).signed_in(person, audience), act)

    return make


def of_one(kind: str, page: str = "", act: Act = None) -> Callable[[Site], Visit]:
    """Look at an administrator's page of somebody."""

    def make(site: Site) -> Visit:
        boss = People(site).signed_in(_person(site, "administrator"))
        return Visit(f"/staff/people/{_person(site, kind).ref}{page}", boss, act)

    return make


def after_password(path: str, act: Act = None) -> Callable[[Site], Visit]:
    """Look at what follows a right password."""

    def make(site: Site) -> Visit:
        way_in, who = _person(site, "staff").way_in, site.browser()
        who.get("sign_in.staff").submit("Go on", email=way_in.email, password=way_in.password)
        return Visit(path, who, act)

    return make


def _arrived(site: Site, kind: str = "new", purpose: Purpose = Purpose.STAFF_SETUP) -> Browser:
    """Give a browser in which a mailed link has been opened and its button pressed."""
    link, who = People(site).link(_person(site, kind), purpose), site.browser()
    who.open(link).submit()
    return who


def setting_up(path: str, act: Act = None, *, chosen: bool = False) -> Callable[[Site], Visit]:
    """Look at a page of setting an account up; `chosen`: once there is a password."""

    def make(site: Site) -> Visit:
        who = _arrived(site)
        if chosen:
            who.get("sign_in.set_up").submit("Go on", password=NEW_PASSWORD)
        return Visit(path, who, act)

    return make


def resetting(site: Site) -> Visit:
    """Look at the page that asks for a new password of somebody who has an app."""
    return Visit("/sign-in/set-up", _arrived(site, "reader", Purpose.PASSWORD_RESET))


def removing(kind: str) -> Callable[[Site], Visit]:
    """Look at the page that asks whether a passkey is to go."""

    def make(site: Site) -> Visit:
        who = _person(site, kind)
        site.session.rollback()
        key = site.session.query(Passkey).filter_by(user_id=_user(site, who).id).first()
        return Visit(f"/staff/account/passkeys/{key.ref}/remove", People(site).signed_in(who))

    return make


def unproved(path: str, act: Act = None) -> Callable[[Site], Visit]:
    """Look at what asks anew who somebody is."""

    def make(site: Site) -> Visit:
        who = People(site).signed_in(_person(site, "with passkeys"))
        site.clock.forward(minutes=16)
        return Visit(path, who, act)

    return make


def sent_unproved(site: Site) -> Visit:
    """Look at what asks anew who somebody is, with what they sent."""
    boss, judge = People(site).signed_in(_person(site, "administrator")), _person(site, "judge")

    def act(page: Page) -> None:
        page.get_by_label("Employer").fill("Saltmarsh Council with a name that goes on for rather a long time")
        site.clock.forward(minutes=16)
        press(page, page.locator("main form button").first.inner_text())

    return Visit(f"/staff/people/{judge.ref}/details", boss, act)


def seen_as(path: str) -> Callable[[Site], Visit]:
    """Look at a page with somebody else's eyes."""

    def make(site: Site) -> Visit:
        people = People(site)
        boss = people.signed_in(people.staff("Ivy Kemp", role=Role.ADMINISTRATOR))
        page = boss.open(f"/staff/people/{_person(site, 'long').ref}/see-as")
        page.submit("See as this person", audience="staff", reason="They cannot find their page")
        return Visit(path, boss)

    return make


def signed_in_twice(site: Site) -> Visit:
    """Look at one's own account with several sign-ins, alive and past."""
    people, jo = People(site), _person(site, "staff")
    people.signed_in(jo)
    site.clock.forward(minutes=40)
    people.signed_in(jo)
    return Visit("/staff/account/", people.signed_in(jo))


def press_first(page: Page) -> None:
    """Press the page's first button, with nothing typed."""
    press(page, page.locator("main form button").first.inner_text())


send = partial(fill_and_press, "Send me a message")
STATES = [
    State("asking for a mail", "sign_in.ask", "For judges: we send", anybody("/sign-in/")),
    State("asking, no address", "sign_in.ask", "There is a problem", anybody("/sign-in/", send(email="nobody"))),
    State("mail on its way", "sign_in.sent", "Check your email", anybody("/sign-in/sent")),
    State("wrong code of a mail", "sign_in.sent", "There is a problem",
          anybody("/sign-in/sent", fill_and_press("Sign in with the code", code="000000"))),
    State("staff sign in", "sign_in.staff", "With a passkey", anybody("/sign-in/staff")),
    State("staff, wrong password", "sign_in.staff", "There is a problem",
          anybody("/sign-in/staff", fill_and_press("Go on", email="a@people.example", password="not this one"))),
    State("second factor", "sign_in.second", "Use a passkey instead", after_password("/sign-in/staff/second")),
    State("second factor, wrong", "sign_in.second", "There is a problem",
          after_password("/sign-in/staff/second", fill_and_press("Sign in", code="000000"))),
    State("recovery code", "sign_in.recovery", "Each works once", after_password("/sign-in/staff/recovery")),
    State("recovery code, wrong", "sign_in.recovery", "There is a problem",
          after_password("/sign-in/staff/recovery", fill_and_press("Sign in", recovery_code="XXXX"))),
    State("unfinished account", "sign_in.unfinished", "A password alone lets nobody in",
          anybody("/sign-in/staff/unfinished")),
    State("password forgotten", "sign_in.forgotten", "For staff: we send a link", anybody("/sign-in/forgotten")),
    State("password forgotten, mail", "sign_in.forgotten_sent", "a link to a new password is on its way",
          anybody("/sign-in/forgotten/sent")),
    State("first password", "sign_in.set_up", "You need neither a password nor an app", setting_up("/sign-in/set-up")),
    State("first password, common", "sign_in.set_up", "There is a problem",
          setting_up("/sign-in/set-up", fill_and_press("Go on", password="password1234"))),
    State("password anew", "sign_in.set_up", "Choose a password", resetting),
    State("app to set up", "sign_in.set_up_second", "Or a passkey in its place",
          setting_up("/sign-in/set-up/second", chosen=True)),
    State("app to set up, wrong code", "sign_in.set_up_second", "There is a problem",
          setting_up("/sign-in/set-up/second", fill_and_press("Go on", code="000000"), chosen=True)),
    State("own account", "own_staff.account", "What you sign in with", signed_in_twice),
    State("own account, long name", "own_staff.account", LONG_NAME, as_one("long", "/staff/account/")),
    State("own password", "own_staff.password", "You stay signed in here", as_one("staff", "/staff/account/password")),
    State("own password, wrong", "own_staff.password", "There is a problem",
          as_one("staff", "/staff/account/password", fill_and_press("Change my password", password="short"))),
    State("own app", "own_staff.authenticator", "Your authenticator app",
          as_one("staff", "/staff/account/authenticator")),
    State("own app, new one", "own_staff.authenticator", "have it read this picture",
          as_one("staff", "/staff/account/authenticator", press_first)),
    State("own recovery codes", "own_staff.recovery_codes", "If you make new ones",
          as_one("long", "/staff/account/recovery-codes")),
    State("own recovery codes, shown", "own_staff.recovery_codes", "stands in for your authenticator app",
          as_one("long", "/staff/account/recovery-codes", press_first)),
    State("proof", "own_staff.prove", "Use a passkey", unproved("/staff/account/recovery-codes")),
    State("proof, wrong", "own_staff.prove", "There is a problem",
          unproved("/staff/account/recovery-codes", fill_and_press("Go on", proof_password="not this one"))),
    State("proof for what was sent", "accounts_staff.details", "What waits", sent_unproved),
    State("no passkey", "passkeys_staff.passkeys", "You have no passkey yet",
          as_one("staff", "/staff/account/passkeys/")),
    State("passkeys", "passkeys_staff.passkeys", "Not used yet", as_one("with passkeys", "/staff/account/passkeys/")),
    State("only passkey", "passkeys_staff.passkeys", "Your only way to sign in",
          as_one("with one passkey", "/staff/account/passkeys/")),
    State("passkey to remove", "passkeys_staff.remove", "Remove this passkey", removing("with passkeys")),
    State("only passkey to remove", "passkeys_staff.remove", "your only way", removing("with one passkey")),
    State("people", "accounts_staff.index", "Invite somebody to staff", as_one("administrator", "/staff/people/")),
    State("people, nobody found", "accounts_staff.index", "Nobody found",
          as_one("administrator", "/staff/people/?q=zzzz")),
    State("inviting", "accounts_staff.invite", "They get a mail",
          as_one("administrator", "/staff/people/invite")),
    State("inviting, wrong", "accounts_staff.invite", "There is a problem",
          as_one("administrator", "/staff/people/invite", press_first)),
    State("a person", "accounts_staff.person", "Where they are signed in", of_one("staff")),
    State("a person with a long name", "accounts_staff.person", "See as", of_one("long")),
    State("a judge", "accounts_staff.person", "A link or code sent by email", of_one("judge")),
    State("a disabled person", "accounts_staff.person", "they cannot sign in", of_one("disabled")),
    State("oneself", "accounts_staff.person", "This is you", of_one("administrator")),
    State("details", "accounts_staff.details", "If you change the address", of_one("long", "/details")),
    State("roles", "accounts_staff.roles", "signed out everywhere at once", of_one("long", "/roles")),
    State("disabling", "accounts_staff.disable", "Disable this account", of_one("long", "/disable")),
    State("disabling, no reason", "accounts_staff.disable", "There is a problem",
          of_one("long", "/disable", press_first)),
    State("enabling", "accounts_staff.enable", "Enable this account", of_one("disabled", "/enable")),
    State("resetting", "accounts_staff.reset", "set up anew", of_one("long", "/reset")),
    State("to see as", "accounts_staff.see_as", "at most 30 minutes", of_one("long", "/see-as")),
    State("seeing as somebody", "panels_staff.panels", "Stop seeing as", seen_as("/staff/panels/")),
    State("only looking", "own_staff.account", "You are only looking", seen_as("/staff/account/")),
    State("judge's account", "own_judge.account", "A link or a code", as_one("judge", "/judge/account/")),
]  # fmt: skip
NO_PAGE = {
    "own_staff.confirm_authenticator": "a post that goes back to the account, or shows the page before it again",
    "own_staff.end_all": "a post that goes on to the front page",
    "own_staff.end_sign_in": "a post that goes back to the account",
    "own_judge.end_all": "a post that goes on to the front page",
    "own_judge.end_sign_in": "a post that goes back to the account",
    "accounts_staff.end_all": "a post that goes back to the person",
    "accounts_staff.end_sign_in": "a post that goes back to the person",
    "passkeys_staff.options": "JSON for a device",
    "passkeys_staff.proof_options": "JSON for a device",
    "seeing_as.stop": "a post that goes back to the person",
    "sign_in.out": "a post that goes on to the front page",
    "sign_in.passkey": "a post that goes on; its refusal is looked at where a copy is refused",
    "sign_in.passkey_options": "JSON for a device",
    "sign_in.set_up_passkey": "a post that shows the recovery codes, or goes back",
    "sign_in.set_up_passkey_options": "JSON for a device",
}
"""What answers no page of its own, and why."""
DOORS = {"sign_in", "own_staff", "own_judge", "accounts_staff", "passkeys_staff", "seeing_as"}
