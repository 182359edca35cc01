"""A portal that runs in earnest whose round of judging is over and sealed: four categories, and a panel to meet."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from awards.app import create_app
from awards.core.actor import Audience, Role
from awards.demo.clock import move_clock
from awards.judging.queries import criteria_of
from awards.panels.models import Panel, PanelMember
from awards.panels.queries import judging_round
from awards.screening.lifecycle import EntryState
from awards.screening.models import Entry
from awards.seasons.models import Category, Season
from config import Settings
from tests.browser.judging_portal import JudgesPortal
from tests.browser.screening_morning import PROGRAMME
from tests.browser.site import aside, dispose
from tests.factories import (
    AssignmentFactory,
    EntryFactory,
    GrantFactory,
    InterestFactory,
    PanelFactory,
    PanelMemberFactory,
    PassageFactory,
    ScoreFactory,
    ScoreSheetFactory,
    UserFactory,
)
from tests.pages.browser import Browser as Unseen

CHAIR, RECUSED = "Ash Vale", "Fay Poe"
MEMBERS = (CHAIR, "Bo Lind", "Cy Moor", "Di Nash", "Ed Orr", RECUSED)
STAFF = ("Sam Reid", "Kim Shaw")
NOMINEES = {
    "practice": ("Ana Reed", "Ben Stone", "Cal Thorn", "Dee Umber", "Eve Wren", "Fin Yale", "Gus Zeal"),
    "team": ("Harbour team", "Island team", "Jetty team"),
    "innovation": ("Kit Arden", "Lou Birch", "Mo Cedar"),
    "leadership": ("Nia Dale", "Oz Elm", "Pat Fir"),
}
"""Best first by the scores; whoever is in the first of these is not shortlisted yet."""
KNOWN = "Ben Stone"
"""From whom one member stands down."""
STORY = "Told to the panel alone, of"


class MeetingPortal(JudgesPortal):
    """A portal in which anybody can be signed in without a mail."""

    def cookie(self, audience: Audience, ref: str) -> dict[str, str]:
        """Sign somebody in; gives the cookie."""

        def inside() -> dict[str, str]:
            app = create_app(Settings.from_environment(self._environment))
            name = app.config["SESSION_COOKIE_NAME"]
            value = Unseen(app).sign_in(audience, ref).client.get_cookie(name).value
            dispose(app)
            return {"name": name, "value": value, "url": self.url}

        return aside(inside)


@dataclass
class Met:
    """References by name: people and entries."""

    people: dict[str, str] = field(default_factory=dict)
    entries: dict[str, str] = field(default_factory=dict)


def meeting_planted(session: Session, season: Season) -> Met:
    """Plant scores that put the nominees in their order, finalists of three categories, and one interest."""
    judging, met = judging_round(season), Met()
    assert judging is not None
    before = judging.opens_at - timedelta(days=1)
    chosen = select(Category).where(Category.season_id == season.id, Category.key.in_(NOMINEES))
    categories = {one.key: one for one in session.scalars(chosen)}
    panel = PanelFactory(season=season, categories=list(categories.values()), members=[], name="The panel")
    members = [_member(session, panel, name, met) for name in MEMBERS]
    for name in STAFF:
        user = UserFactory(name=name)
        GrantFactory(user=user, role=Role.STAFF, programme_key=PROGRAMME)
        met.people[name] = user.ref
    for member in members:
        member.terms_accepted_at = member.work_told_at = member.interests_completed_at = judging.opens_at
    for key, names in NOMINEES.items():
        for place, name in enumerate(names):
            entry = EntryFactory(category=categories[key], title=name, admitted_at=before)
            met.entries[name] = entry.ref
            PassageFactory(entry=entry, question="What did they do?", text=f"{STORY} {name}.", position=0)
            _scored(session, entry, members[:3], place)
            if key != "practice":
                entry.state = EntryState.FINALIST
            if name == KNOWN:
                InterestFactory(member=members[-1], entry=entry)
    move_clock(session, judging.closes_at + timedelta(days=1))
    judging.sealed_at = judging.closes_at + timedelta(minutes=5)
    session.flush()
    return met


def _member(session: Session, panel: Panel, name: str, met: Met) -> PanelMember:
    user = UserFactory(name=name, email=f"{name.split(maxsplit=1)[0].lower()}@judges.example", employer=None)
    GrantFactory(user=user, role=Role.JUDGE, programme_key=PROGRAMME)
    met.people[name] = user.ref
    member: PanelMember = PanelMemberFactory(panel=panel, user=user, is_chair=name == CHAIR)
    return member


def _scored(session: Session, entry: Entry, members: list[PanelMember], place: int) -> None:
    """Score an entry: five points on all criteria for the first, less and less on one after the other."""
    criteria = criteria_of(session, [entry.category_id])[entry.category_id]
    for member in members:
        sheet = ScoreSheetFactory(assignment=AssignmentFactory(member=member, entry=entry), complete=True)
        for number, criterion in enumerate(criteria):
            less = place // len(criteria) + (number < place % len(criteria))
            ScoreFactory(sheet=sheet, criterion_id=criterion.id, points=5 - less)
