"""States of the pages of pictures and of where to read more."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from awards.core.actor import Actor, Audience, Role
from awards.results.lifecycle import SearchState
from awards.results.models import DecisionKind, ReadingSearch
from awards.results.queries import board_of
from awards.results.search_jobs import search_due
from awards.results.searching import ask_search
from awards.screening.models import Entry
from awards.seasons.models import Category, Season
from tests.browser.results_scene import SEALED, Judged, judged, staff
from tests.browser.screening_morning import in_app
from tests.browser.site import Site, Visit
from tests.browser.state import State, press

STAFF = Actor(Audience.STAFF, "USR-STAFF22", frozenset({Role.STAFF}))


def _unfold(page: Page) -> None:
    """Open all that is folded, so that the figures are looked at too."""
    for one in page.locator("main details").all():
        one.locator("summary").click()


def _category(session: Session, found: Judged, name: str) -> Category:
    """Give a category of the scene: the season of its entries tells it from others with the same address."""
    scene = (
        select(Category.season_id).join(Entry, Entry.category_id == Category.id).where(Entry.ref == found.entries[0])
    )
    season = joinedload(Category.season).options(joinedload(Season.programme), selectinload(Season.rounds))
    chosen = select(Category).where(Category.season_id == scene.scalar_subquery(), Category.slug == found.slugs[name])
    return session.scalars(chosen.options(season)).one()


def _found(site: Site, found: Judged) -> None:
    session = site.writing()
    category = _category(session, found, "full")
    board = board_of(session, category.season, category.slug, now=SEALED)
    ask_search(session, board, kind=DecisionKind.SHORTLIST, budget=3, actor=STAFF, now=SEALED)
    site.settle()
    assert search_due(session, SEALED) == 1


def _over(site: Site, found: Judged) -> None:
    session = site.writing()
    category = _category(session, found, "empty")
    session.add(
        ReadingSearch(
            ref="RSR-BROWSER", category_id=category.id, kind=DecisionKind.SHORTLIST, budget=2, asked_at=SEALED,
            asked_by=STAFF.reference, state=SearchState.ACCEPTED, made_at=SEALED, accepted_at=SEALED,
            result={"suggestions": [], "words": "", "accepted": []},
        )
    )  # fmt: skip
    site.settle()


def after(what: Callable[[Site, Judged], None], path: str, act: Callable[[Page], None] | None = None):
    """Look at a page as staff once something has been done, which is done once."""

    def make(site: Site) -> Visit:
        found = judged(site)
        site.once(what.__name__, lambda: in_app(site, lambda: what(site, found)) or found)
        visit = staff(path)(site)
        return Visit(visit.path, visit.who, act) if act else visit

    return make


def acting(path: str, act: Callable[[Page], None]) -> Callable[[Site], Visit]:
    """Look at a page as staff and do something on it."""

    def make(site: Site) -> Visit:
        visit = staff(path)(site)
        return Visit(visit.path, visit.who, act)

    return make


def _untick(page: Page) -> None:
    for box in page.locator("main input[type=checkbox]").all():
        box.uncheck()
    press("Ask these judges")(page)


STATES = [
    State("pictures", "results_staff.pictures", "Scores and the shortlist line",
          acting("/staff/results/{full}/pictures", _unfold)),
    State("pictures, not adjusted", "results_staff.pictures", "Not adjusted",
          acting("/staff/results/{thin}/pictures", _unfold)),
    State("pictures, nothing to draw", "results_staff.pictures", "No entry has enough scores",
          staff("/staff/results/{empty}/pictures")),
    State("readings", "results_staff.readings", "Look for readings", staff("/staff/results/{thin}/readings")),
    State("readings, errors", "results_staff.seek_readings", "There is a problem",
          acting("/staff/results/{thin}/readings", press("Find out where to read more"))),
    State("readings, found", "results_staff.readings", "Ask these judges",
          after(_found, "/staff/results/{full}/readings")),
    State("readings, none ticked", "results_staff.ask_judges", "Choose at least one reading",
          after(_found, "/staff/results/{full}/readings", _untick)),
    State("readings, over", "results_staff.readings", "The record is being sealed",
          after(_over, "/staff/results/{empty}/readings")),
]  # fmt: skip
