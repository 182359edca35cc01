"""The round of judging is over, and a category has entries, judges and scores."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from awards.core.actor import Audience
from awards.judging.lifecycle import SheetState
from awards.seasons.queries import season_by_key
from tests.factories import (
    AssignmentFactory,
    CategoryFactory,
    CriterionFactory,
    EntryFactory,
    InterestFactory,
    PanelFactory,
    PanelMemberFactory,
    RoundFactory,
    ScoreFactory,
    ScoreSheetFactory,
    StaffFactory,
)
from tests.results.linked import Linked

AFTER_JUDGING = datetime(2024, 3, 26, 12, tzinfo=UTC)
DURING_JUDGING = datetime(2024, 3, 6, 12, tzinfo=UTC)


@pytest.fixture
def clock(clock):
    clock.set(AFTER_JUDGING)
    return clock


@pytest.fixture
def session(session):
    """The test's session keeps what it loaded after a commit, so that tests can name what they made."""
    session.expire_on_commit = False
    return session


class Scene:
    """One category with two criteria (60 and 40, the second one decides ties), a panel and its judges."""

    def __init__(self) -> None:
        self.category = CategoryFactory(key="practice", slug="practice", name="Practice award")
        self.skill = CriterionFactory(category=self.category, key="skill", name="Skill", weight=60)
        self.effect = CriterionFactory(category=self.category, key="effect", name="Effect", weight=40, tie_break=True)
        self.programme = self.category.season.programme
        self.category.season.judging = {"basis": "raw"}  # no worker adjusts the scores here; `linked` is adjusted
        RoundFactory(season=self.category.season, sealed=True)
        panel = PanelFactory(season=self.category.season, categories=[self.category])
        self.members = [PanelMemberFactory(panel=panel) for _ in range(3)]
        self.staff = StaffFactory()

    def season(self, session):
        """Give the season as a page loads it."""
        return season_by_key(session, self.programme, "2024")

    def entry(self, title, *marks, **options):
        """Make an entry; each mark is (skill, effect) by the next judge, None for a sheet that is not in."""
        entry = EntryFactory(category=self.category, title=title, **options)
        for member, mark in zip(self.members, marks, strict=False):
            self.sheet(entry, member, mark)
        return entry

    def sheet(self, entry, member, mark, **options):
        assignment = AssignmentFactory(member=member, entry=entry, **options)
        if mark is None:
            return
        whole = None not in mark
        sheet = ScoreSheetFactory(assignment=assignment, complete=True) if whole else ScoreSheetFactory(
            assignment=assignment, state=SheetState.STARTED
        )  # fmt: skip
        ScoreFactory(sheet=sheet, criterion_id=self.skill.id, points=mark[0])
        ScoreFactory(sheet=sheet, criterion_id=self.effect.id, points=mark[1])

    def another(self):
        """Give one more judge of the panel."""
        return PanelMemberFactory(panel=self.members[0].panel)

    def interest(self, entry, member):
        InterestFactory(entry=entry, member=member)


@pytest.fixture
def scene(session):
    made = Scene()
    session.commit()
    return made


@pytest.fixture
def linked(scene, session):
    """The category has been judged: see `tests.results.linked`."""
    made = Linked(scene)
    session.commit()
    return made


@pytest.fixture
def staff(browser, scene):
    return browser.sign_in(Audience.STAFF, scene.staff.ref)
