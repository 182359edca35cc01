"""States of what a nominator sees when staff ask: more on some questions, or whether the nomination is moved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from awards.core.actor import Actor, Audience, Role
from awards.nominations import asking, offering
from awards.nominations.asked_queries import asked_summary, nomination_to_ask, nomination_to_move
from awards.nominations.asking import Wanted
from awards.nominations.models import Nomination
from awards.nominations.offering import OfferAnswer, answer_by_default
from awards.seasons.models import Category
from tests.browser.site import Site, Visit, aside
from tests.browser.state import State, at, fill_and_press, press, reference
from tests.browser.states_of_sending import send_one
from tests.pages.browser import Page

STAFF = Actor(Audience.STAFF, "USR-2222222", frozenset({Role.STAFF}))
NOTE = "Which year was it, and how do you know?\nOne sentence is enough."
ADDED = "It was in 2023, and we have the letters."


def _told(site: Site, receipt: Page, act: Callable[[Session, Nomination], Any]) -> str:
    """Let staff do something about what was sent, and give the reference of what came of it."""

    def acted() -> str:
        with site.app.app_context():
            session = site.writing()
            season_id = session.scalars(select(Nomination.season_id).where(Nomination.ref == reference(receipt))).one()
            nomination = nomination_to_ask(session, reference(receipt), season_id=season_id)
            nomination.held_because = None  # so many from one address look like spam
            made = act(session, nomination)
            found = str(made.ref) if made is not None else ""
            site.settle()
            return found

    return aside(acted)


def _ask(site: Site, receipt: Page) -> str:
    def act(session: Session, nomination: Nomination) -> Any:
        wanted = Wanted(questions=["summary", "practice"], note=NOTE, answer_by=_until(site, nomination))
        return asking.ask_for_more(session, nomination, wanted, actor=STAFF, now=site.clock())

    return _told(site, receipt, act)


def _offer(site: Site, receipt: Page, key: str) -> str:
    def act(session: Session, nomination: Nomination) -> Any:
        chosen = select(Category).where(Category.season_id == nomination.season_id, Category.key == key)
        said = {"note": NOTE, "answer_by": _until(site, nomination)}
        category = session.scalars(chosen).one()
        return offering.offer_move(session, nomination, category, **said, actor=STAFF, now=site.clock())

    return _told(site, receipt, act)


def _agree(site: Site, receipt: Page) -> str:
    """Let the nominator agree by phone; gives the reference of the request for what is new."""

    def act(session: Session, nomination: Nomination) -> Any:
        found = nomination_to_move(session, nomination.ref, season_id=nomination.season_id)
        offer = asked_summary(session, found).offers[0]
        answer = OfferAnswer(agreed=True, channel="phone")
        return offering.answer_offer(session, found, offer, answer=answer, actor=STAFF, now=site.clock())

    return _told(site, receipt, act)


def _until(site: Site, nomination: Nomination) -> Any:
    return answer_by_default(site.clock(), nomination.season.programme.zone)


def _asked(site: Site, page: str = "", act: Callable[..., Any] | None = None) -> Visit:
    receipt = send_one(site)
    return at(receipt, f"/nominations/{reference(receipt)}/more/{_ask(site, receipt)}{page}", act)


def _with_task(site: Site, page: str) -> Visit:
    receipt = send_one(site)
    _ask(site, receipt)
    return at(receipt, page or receipt.url)


def _late(site: Site) -> Visit:
    visit = _asked(site)
    site.clock.set(site.clock() + timedelta(days=9))
    site.nominator_again(visit.path.split("/")[2], visit.who)
    return visit


def _taken_back(site: Site) -> Visit:
    receipt = send_one(site)
    ref = _ask(site, receipt)

    def act(session: Session, nomination: Nomination) -> None:
        asked = asked_summary(session, nomination)
        asking.take_back(session, nomination, asked.requests[0], actor=STAFF, now=site.clock())

    receipt.browser.get("my_nominations.more", ref=reference(receipt), request_ref=ref).submit(more_summary=ADDED)
    _told(site, receipt, act)
    return at(receipt, f"/nominations/{reference(receipt)}/more/{ref}")


def _written(site: Site) -> Page:
    receipt = send_one(site)
    ref = _ask(site, receipt)
    page = receipt.browser.get("my_nominations.more", ref=reference(receipt), request_ref=ref)
    return page.submit("Save and continue", more_summary=ADDED)


def _added(site: Site, page: str) -> Visit:
    check = _written(site)
    receipt = check.submit("Send it")
    return at(receipt, check.url.removesuffix("/check") if page == "more" else receipt.url)


def _two_tabs(site: Site) -> Visit:
    visit = _asked(site)
    assert visit.who is not None
    other = visit.who.open(visit.path)

    def act(page: Any) -> None:
        aside(lambda: other.submit("Save and continue", more_summary="From another tab."))
        page.locator("[name=more_summary]").fill(ADDED)
        press("Save and continue")(page)

    return Visit(visit.path, visit.who, act)


def _offered(site: Site, key: str = "leadership", act: Callable[..., Any] | None = None) -> Visit:
    receipt = send_one(site)
    return at(receipt, f"/nominations/{reference(receipt)}/offer/{_offer(site, receipt, key)}", act)


def _offer_over(site: Site) -> Visit:
    visit = _offered(site)
    site.clock.set(site.clock() + timedelta(days=9))
    site.nominator_again(visit.path.split("/")[2], visit.who)
    return visit


def _moved(site: Site, page: str) -> Visit:
    receipt = send_one(site)
    _offer(site, receipt, "leadership")
    ref = _agree(site, receipt)
    return at(receipt, f"/nominations/{reference(receipt)}/more/{ref}" if page == "more" else receipt.url)


STATES = [
    State("my nominations, something asked", "my_nominations.index", "We need something from you",
          lambda site: _with_task(site, "/nominations/")),
    State("receipt, something asked", "my_nominations.receipt", "We need something from you",
          lambda site: _with_task(site, "")),
    State("more", "my_nominations.more", "Please answer by", _asked),
    State("more, nothing written", "my_nominations.more", "There is a problem",
          lambda site: _asked(site, act=press("Save and continue"))),
    State("more, too long", "my_nominations.more", "60 words or less",
          lambda site: _asked(site, act=fill_and_press("Save and continue", more_summary="word " * 61))),
    State("more, late", "my_nominations.more", "it will be marked as late", _late),
    State("more, taken back", "my_nominations.more", "We have taken this back", _taken_back),
    State("more, sent", "my_nominations.more", "You have sent this already", lambda site: _added(site, "more")),
    State("more, two tabs", "my_nominations.more", "Two versions of one page", _two_tabs),
    State("more, after a move", "my_nominations.more", "Your answer to", lambda site: _moved(site, "more")),
    State("more, check", "my_nominations.send_more", "Check what you add", lambda site: at(_written(site))),
    State("receipt, added", "my_nominations.receipt", "What you added", lambda site: _added(site, "receipt")),
    State("receipt, moved", "my_nominations.receipt", "as you agreed", lambda site: _moved(site, "receipt")),
    State("offer", "my_nominations.offer", "Nothing is moved unless you agree", _offered),
    State("offer, for a team", "my_nominations.offer", "Name of the team", lambda site: _offered(site, "team")),
    State("offer, nothing chosen", "my_nominations.offer", "There is a problem",
          lambda site: _offered(site, act=press("Send my answer"))),
    State("offer, over", "my_nominations.offer", "The day to answer by has passed", _offer_over),
]  # fmt: skip
