"""States of the pages of the people put forward."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from playwright.sync_api import Page

from awards.core.actor import Actor, Audience
from awards.nominees.actions import send_notice
from awards.seasons.queries import categories_of
from tests.browser.asking import TEXTS
from tests.browser.site import Site, Visit
from tests.browser.state import State, fill_and_press, press
from tests.factories import NominationFactory, NomineeFactory
from tests.factories.nominations import NominatorFactory
from tests.journeys.filling import fill
from tests.pages.browser import Browser

STAFF = Actor(Audience.STAFF, "USR-2222222")
SAVE = "Save my answer"
TEAM, PRACTICE, YOUNG = "team", "practice", "young_people"
SEVENTEEN = {"date_of_birth": date(2006, 6, 1), "lived_experience": "yes", "employer": None, "role": None}
TWENTY = SEVENTEEN | {"date_of_birth": date(2003, 6, 1)}
PEOPLE: dict[str, tuple[str, dict[str, Any]]] = {
    "practice": (PRACTICE, {}),
    "team": (TEAM, {"is_team": True}),
    "twenty": (YOUNG, TWENTY),
    "seventeen": (YOUNG, SEVENTEEN),
}


def put_forward(site: Site, kind: str) -> Any:
    """Give somebody put forward and told; any other kind is the organiser's own choice, without a nomination."""
    key, person = PEOPLE.get(kind, ("", {}))
    site.writing()
    category = next((one for one in categories_of(site.session, site.season) if one.key == key), None)
    nomination = category and NominationFactory(
        category=category,
        season=site.season,
        nominator=NominatorFactory(),
        submitted=True,
        team_name="Harbour Duty Team" if key == TEAM else None,
    )
    nominee: Any = NomineeFactory(nomination=nomination, known_as="Ama", **person)
    send_notice(site.session, nominee, programme_key="frontline-awards", actor=STAFF, now=site.clock())
    site.settle()
    return nominee


def as_nominee(site: Site, kind: str) -> Browser:
    """Give the browser of somebody put forward, signed in as their link does it."""
    return site.browser().sign_in(Audience.NOMINEES, put_forward(site, kind).ref)


def about_me(kind: str, act: Callable[[Page], object] | None = None, path: str = "/about-me/") -> Callable[..., Visit]:
    """Look at the page of somebody put forward."""
    return lambda site: Visit(path, as_nominee(site, kind), act)


def agree(page: Page) -> None:
    """Agree to everything, as a person does who fills the page in."""
    fill(page, TEXTS | {"email": "dana@adults.example"})
    press("Save")(page)


def decline(page: Page) -> None:
    """Say no."""
    page.locator("main input[name=response][value=declined]").check()
    press("Save")(page)


def _then(first: Callable[[Page], None], path: str) -> Callable[[Page], None]:
    def act(page: Page) -> None:
        first(page)
        page.goto(path)

    return act


def _at_the_check(site: Site, act: Callable[[Page], object] | None = None, path: str = "") -> Visit:
    """Come by the mailed link as far as the question for the name."""
    nominee = put_forward(site, "practice")
    link = site.mailbox.link_to(nominee.email)

    def come(page: Page) -> None:
        press("Continue")(page)
        if path:
            page.goto(path)
        if act is not None:
            act(page)

    return Visit(link, act=come)


def _wrong_name(page: Page) -> None:
    fill_and_press("Continue", name="Somebody Else")(page)


def _too_often(page: Page) -> None:
    for _ in range(30):
        if not page.locator("main [name=name]").count():
            return
        _wrong_name(page)
    page.goto("/about-me/check")


def _take_back(page: Page) -> None:
    agree(page)
    page.goto("/about-me/")
    press("Take this back")(page)


def _signed_out_while_typing(site: Site) -> Visit:
    def act(page: Page) -> None:
        site.clock.forward(days=100)
        decline(page)

    return Visit("/about-me/", as_nominee(site, "practice"), act)


def check(act: Callable[[Page], object] | None = None, path: str = "") -> Callable[[Site], Visit]:
    return lambda site: _at_the_check(site, act, path)


KINDS = (*PEOPLE, "organiser's choice")
NOT_MINE = "It was not meant for me"

STATES = [
    State("link, name asked", "nominee_link.check", "Type your name", check()),
    State("link, no name", "nominee_link.check", "There is a problem", check(press("Continue"))),
    State("link, another name", "nominee_link.check", "There is a problem", check(_wrong_name)),
    State("link, too many names", "nominee_link.check", "Come back later", check(_too_often)),
    State("link, not opened", "nominee_link.check", "Open the link", lambda _site: Visit("/about-me/check")),
    State("not mine", "nominee_link.not_mine", "Was this not meant for you?", check(path="/about-me/not-mine")),
    State("not mine, said so", "nominee_link.not_mine_noted", "Thank you for telling us",
          check(press(NOT_MINE), "/about-me/not-mine")),
    State("way back", "nominee_link.find", "Have a new link sent to you", lambda _site: Visit("/about-me/return")),
    State("way back, with errors", "nominee_link.find", "There is a problem",
          lambda _site: Visit("/about-me/return", act=press("Send me a link"))),
    State("way back, sent", "nominee_link.sent", "Check your email", lambda _site: Visit(
        "/about-me/return", act=fill_and_press("Send me a link", email="nobody@people.example"))),
    *[State(f"nominee, {kind}", "nominees.about_me", "You have been put forward", about_me(kind)) for kind in KINDS],
    *[State(f"nominee, {kind}, with errors", "nominees.about_me", "There is a problem", about_me(kind, press(SAVE)))
      for kind in ("practice", "seventeen")],
    *[State(f"nominee, {kind}, agreed", "nominees.thanks", "You have agreed", about_me(kind, agree)) for kind in KINDS],
    *[State(f"nominee, {kind}, coming back", "nominees.about_me", "You have agreed",
            about_me(kind, _then(agree, "/about-me/"))) for kind in ("practice", "seventeen")],
    State("nominee, a consent taken back", "nominees.about_me", "Taken back", about_me("practice", _take_back)),
    State("nominee, declined", "nominees.thanks", "taken you out", about_me("practice", decline)),
    State("nominee, declined, coming back", "nominees.about_me", "You have said no",
          about_me("practice", _then(decline, "/about-me/"))),
    State("nominee, signed out", "nominees.about_me", "Open the link", lambda _site: Visit("/about-me/")),
    State("nominee, signed out while typing", "nominees.about_me", "it is not lost", _signed_out_while_typing),
    State("facts", "nominees.facts", "Correct my details", about_me("practice", path="/about-me/facts")),
    State("facts, young", "nominees.facts", "Correct my details", about_me("seventeen", path="/about-me/facts")),
    State("facts, with errors", "nominees.facts", "There is a problem",
          about_me("practice", fill_and_press("Save my details", full_name="", email="nowhere"), "/about-me/facts")),
]  # fmt: skip
