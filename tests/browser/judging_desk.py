"""A judge with entries to score in the real season, for tests that look at the score sheet in a real browser."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from awards.core.actor import Audience, Role
from awards.panels.models import Panel, PanelMember
from awards.seasons.models import Category, Criterion, Programme, Season
from tests.browser.screening_morning import PROGRAMME
from tests.browser.site import Site, aside
from tests.factories import (
    AssignmentFactory,
    EntryFactory,
    GrantFactory,
    PanelFactory,
    PanelMemberFactory,
    PassageFactory,
    UserFactory,
)
from tests.pages.browser import Browser

IN_JUDGING = datetime(2024, 3, 6, 12, tzinfo=UTC)
READY = datetime(2024, 3, 4, 10, tzinfo=UTC)
STORY = "She stayed when it was hard, and she listened before she spoke. " * 12
QUESTIONS = ("What did they do?", "What changed?", "What can others learn from it?")


@dataclass(frozen=True, slots=True)
class Place:
    """A judge's account, their entries in their own order, and what they score by."""

    judge: str
    refs: list[str]
    criteria: list[tuple[str, int]]
    """Key and weight of each."""

    def path(self, number: int = 0) -> str:
        return f"/judge/entries/{self.refs[number]}"


def place_for(session: Session, *, entries: int, ready: datetime = READY) -> Place:
    """Give a new judge of the practice award these many entries; the factories write with the same session."""
    season = session.scalars(select(Season).join(Season.programme).where(Programme.is_home)).one()
    category = session.scalars(
        select(Category).where(Category.season_id == season.id, Category.key == "practice")
    ).one()
    chosen = select(Criterion).where(Criterion.category_id == category.id).order_by(Criterion.position, Criterion.id)
    panel = session.scalars(select(Panel)).first() or PanelFactory(season=season, categories=[category], members=[])
    user = UserFactory(name="Robin Vale", employer=None)
    GrantFactory(user=user, role=Role.JUDGE, programme_key=PROGRAMME)
    dates = {"terms_accepted_at": ready, "interests_completed_at": ready}
    member: PanelMember = PanelMemberFactory(panel=panel, user=user, **dates)
    made = [EntryFactory(category=category, title=f"Nominee {number}") for number in range(1, entries + 1)]
    for number, entry in enumerate(made):
        for position, question in enumerate(QUESTIONS):
            PassageFactory(entry=entry, question=question, text=STORY, position=position, voice="A colleague")
        AssignmentFactory(member=member, entry=entry, position=number)
    session.flush()
    return Place(user.ref, [one.ref for one in made], [(one.key, one.weight) for one in session.scalars(chosen)])


def seat(site: Site, *, entries: int = 3) -> tuple[Browser, Place]:
    """Seat a new judge while judging is open; gives a signed-in browser without a screen."""
    site.clock.set(IN_JUDGING)

    def make() -> Place:
        with site.app.app_context():
            place = place_for(site.writing(), entries=entries)
            site.settle()
            return place

    place = aside(make)
    return site.browser().sign_in(Audience.JUDGES, place.judge), place
