"""States of the pages that anybody sees first: starting, finding one's way back, mailed links."""

from __future__ import annotations

from datetime import timedelta

from tests.browser.asking import sent
from tests.browser.site import AFTER_THE_CLOSE, BEFORE_THE_OPENING, Site, Visit
from tests.browser.state import State, draft, fill_and_press, press

EMAIL = "casey@nominators.example"


def _at(path: str, **more: object):
    return lambda _site: Visit(path, **more)


def _before_it_opens(site: Site) -> Visit:
    site.clock.set(BEFORE_THE_OPENING)
    return Visit("/nominate/")


def _after_the_close(site: Site) -> Visit:
    site.clock.set(AFTER_THE_CLOSE)
    return Visit("/nominate/")


def _mailed(site: Site) -> str:
    """Give the path of a link mailed to a nominator."""
    return site.once("a mailed link", lambda: _send_one(site))


def _send_one(site: Site) -> str:
    sent(site.browser(), "practice", email=EMAIL)
    return site.mailbox.link_to(EMAIL)


def _fresh_link(site: Site) -> Visit:
    return Visit(_mailed(site))


def _expired_link(site: Site) -> Visit:
    path = _mailed(site)
    site.clock.forward(days=100)
    return Visit(path)


def _renewed(site: Site) -> Visit:
    visit = _expired_link(site)
    return Visit(visit.path, act=press("Send me a new link"))


def _second_draft(site: Site) -> Visit:
    who, _ = draft(site, "practice")
    return Visit("/nominate/", who)


def _closing_today(site: Site) -> Visit:
    site.clock.set(AFTER_THE_CLOSE.replace(day=23, hour=23, minute=58) - timedelta(seconds=1))
    return Visit("/nominate/")


STATES = [
    State("start", "nominations.start", "Tell the person first", _at("/nominate/")),
    State("start, on the last minutes", "nominations.start", "Nominations close", _closing_today),
    State("start, an award chosen", "nominations.start", "Tell the person first", _at("/nominate/?category=practice")),
    State("start, nothing chosen", "nominations.start", "Choose", _at("/nominate/", act=press("Start now"))),
    State("start, with a draft already", "nominations.start", "Tell the person first", _second_draft),
    State("start, before it opens", "nominations.start", "open", _before_it_opens),
    State("start, closed", "nominations.start", "closed", _after_the_close),
    State("find", "nominations.find", "Send me a link", _at("/nominate/return")),
    State("find, nothing typed", "nominations.find", "There is a problem",
          _at("/nominate/return", act=press("Send me a link"))),
    State("find, not an address", "nominations.find", "There is a problem",
          _at("/nominate/return", act=fill_and_press("Send me a link", email="not an address"))),
    State("find, sent", "nominations.sent", "Check your email",
          _at("/nominate/return", act=fill_and_press("Send me a link", email="nobody@people.example"))),
    State("link, arrived", "links.confirm", "Press the button", _fresh_link),
    State("link, expired", "links.confirm", "This link no longer works", _expired_link),
    State("link, renewed", "links.renewed", "Check your email", _renewed),
    State("link, never made", "links.confirm", "This link no longer works", _at("/link/never-made")),
]  # fmt: skip
