"""A panel of five whose round is over and sealed, with four entries; the scores order them A, B, C, D."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from awards.core.actor import Actor, Audience, Role
from awards.meetings.queries import table_for_judge, table_for_staff
from awards.screening.lifecycle import EntryState
from awards.seasons.queries import season_by_key
from tests.factories import (
    AssignmentFactory,
    CategoryFactory,
    CriterionFactory,
    EntryFactory,
    JudgeFactory,
    PanelFactory,
    PanelMemberFactory,
    PassageFactory,
    RoundFactory,
    ScoreFactory,
    ScoreSheetFactory,
    SeasonFactory,
    StaffFactory,
)
from tests.pages.browser import Browser

OVER = datetime(2024, 3, 26, 12, tzinfo=UTC)
ADMITTED = datetime(2024, 3, 4, 9, tzinfo=UTC)
NAMES = ("Ash Vale", "Bo Lind", "Cy Moor", "Di Nash", "Ed Orr")
MARKS = {"Ana Reed": 5, "Ben Stone": 4, "Cal Thorn": 3, "Dee Umber": 2}


@pytest.fixture
def clock(clock):
    clock.set(OVER)
    return clock


@pytest.fixture
def session(session):
    session.expire_on_commit = False
    return session


class Scene:
    """One category, its panel, and what tests do there."""

    def __init__(self, session, clock, **judging) -> None:
        self.session, self.clock = session, clock
        season = SeasonFactory(judging={"basis": "raw", **judging}, shortlist_min=2, shortlist_max=2)
        RoundFactory(season=season, sealed_at=OVER - timedelta(hours=12))
        self.category = CategoryFactory(season=season, key="practice", slug="practice", name="Practice award")
        self.criteria = [CriterionFactory(category=self.category, key=f"c{n}", position=n, weight=50) for n in (1, 2)]
        self.panel = PanelFactory(season=season, name="Practice panel", categories=[self.category], members=[])
        self.programme = season.programme
        self.members = [
            PanelMemberFactory(
                panel=self.panel, user=JudgeFactory(name=name, employer=None), is_chair=not at, ready=True
            )
            for at, name in enumerate(NAMES)
        ]
        self.users = {one.user.name.split()[0]: one.user.ref for one in self.members}
        self.chair = self.members[0]
        self.entries = [self.entry(title, points) for title, points in MARKS.items()]
        self.refs = [one.ref for one in self.entries]
        self.staff, self.other_staff = StaffFactory(name="Sam Reid"), StaffFactory(name="Kim Shaw")
        session.commit()

    def entry(self, title, points):
        entry = EntryFactory(category=self.category, title=title, admitted_at=ADMITTED, place="Invented Council")
        PassageFactory(entry=entry, text=f"Story of {title}.", position=1)
        for member in self.members[:3]:
            sheet = ScoreSheetFactory(assignment=AssignmentFactory(member=member, entry=entry), complete=True)
            for criterion in self.criteria:
                ScoreFactory(sheet=sheet, criterion_id=criterion.id, points=points)
        return entry

    def finalists(self, *titles):
        for entry in self.entries:
            entry.state = EntryState.FINALIST if entry.title in titles else EntryState.NOT_SHORTLISTED
        self.session.commit()

    def ref(self, title):
        return next(one.ref for one in self.entries if one.title.startswith(title))

    def season(self):
        return season_by_key(self.session, self.programme, "2024")

    @property
    def me(self):
        return Actor(Audience.STAFF, self.staff.ref, frozenset({Role.STAFF}))

    def as_judge(self, name):
        return Actor(Audience.JUDGES, self.users[name], frozenset({Role.JUDGE}))

    def table(self, meeting, name=None):
        self.session.expire_all()
        if name is None:
            return table_for_staff(self.session, meeting.ref, season=self.season(), to_act=True)
        return table_for_judge(
            self.session, meeting.ref, user_ref=self.users[name], season=self.season(), to_act=True
        )  # fmt: skip


@pytest.fixture
def scene(session, clock):
    return Scene(session, clock)


@pytest.fixture
def another_scene(session, clock):
    """Make a scene whose season says otherwise about judging."""
    return lambda **judging: Scene(session, clock, **judging)


@pytest.fixture
def people(app, scene):
    """Give signed-in browsers: staff, another of staff, and each member by the first name."""
    return browsers(app, scene)


def browsers(app, scene):
    found = {
        "staff": Browser(app).sign_in(Audience.STAFF, scene.staff.ref),
        "other": Browser(app).sign_in(Audience.STAFF, scene.other_staff.ref),
    }
    found |= {name: Browser(app).sign_in(Audience.JUDGES, ref) for name, ref in scene.users.items()}
    return SimpleNamespace(**found)
