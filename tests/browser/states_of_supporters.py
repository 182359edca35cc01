"""States of the page of the adult whom a young person named."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page
from sqlalchemy import select

from awards.core.actor import Audience
from awards.nominees.models import Supporter
from tests.browser.asking_nominees import agree, name_an_adult
from tests.browser.site import Site, Visit
from tests.browser.state import State, choose_and_press, press
from tests.browser.states_of_nominees import as_nominee
from tests.pages.browser import Browser

SEND = "Send my answer"


def named(site: Site) -> Browser:
    """Give the browser of a young person who agreed and named an adult."""
    return name_an_adult(agree(as_nominee(site, "seventeen")))


def _adult(site: Site) -> Browser:
    named(site)
    site.settle()
    supporter = site.session.scalars(select(Supporter).order_by(Supporter.id.desc())).first()
    assert supporter is not None
    return site.browser().sign_in(Audience.SUPPORTERS, supporter.ref)


def as_adult(act: Callable[[Page], object] | None = None) -> Callable[[Site], Visit]:
    return lambda site: Visit("/confirm/", _adult(site), act)


def _and_back(page: Page) -> None:
    choose_and_press(SEND, response="confirmed")(page)
    page.goto("/confirm/")


STATES = [
    State("naming an adult", "nominees.adult", "Name an adult you trust",
          lambda site: Visit("/about-me/adult", agree(as_nominee(site, "seventeen")))),
    State("naming an adult, with errors", "nominees.adult", "There is a problem",
          lambda site: Visit("/about-me/adult", agree(as_nominee(site, "seventeen")), press("Save and ask them"))),
    State("naming an adult, named", "nominees.adult", "Dana Mills", lambda site: Visit("/about-me/adult", named(site))),
    State("naming an adult, too early", "nominees.adult", "Name an adult you trust",
          lambda site: Visit("/about-me/adult", as_nominee(site, "seventeen"))),
    State("naming an adult, grown up", "nominees.adult", "You do not need to name an adult",
          lambda site: Visit("/about-me/adult", agree(as_nominee(site, "twenty")))),
    State("adult", "supporters.confirm", "Please confirm", as_adult()),
    State("adult, with errors", "supporters.confirm", "There is a problem", as_adult(press(SEND))),
    State("adult, confirmed", "supporters.thanks", "You have confirmed",
          as_adult(choose_and_press(SEND, response="confirmed"))),
    State("adult, refused", "supporters.thanks", "You have said no",
          as_adult(choose_and_press(SEND, response="refused"))),
    State("adult, coming back", "supporters.confirm", "You have confirmed", as_adult(_and_back)),
    State("adult, signed out", "supporters.confirm", "Open the link", lambda _site: Visit("/confirm/")),
]  # fmt: skip
