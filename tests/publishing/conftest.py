"""Judging is over, and entries of every shape can be made with what their people agreed to."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from awards.core.actor import Actor, Audience
from awards.nominees.models import Stage, Thing
from awards.publishing.actions import prepare_announcement, release_announcement
from awards.publishing.models import AnnouncementKind
from awards.publishing.queries import desk_of
from awards.results.models import Decision, DecisionKind
from awards.screening.lifecycle import EntryState
from awards.seasons.queries import season_by_key
from tests.factories import (
    CategoryFactory,
    ConsentFactory,
    EntryFactory,
    EntryNominationFactory,
    NominationFactory,
    NomineeFactory,
    NoticeFactory,
    RoundFactory,
    StaffFactory,
)

AWARDS_NIGHT = datetime(2024, 5, 22, 21, 3, tzinfo=UTC)
EVERYTHING = tuple(Thing)
ME = Actor(Audience.STAFF, "USR-PRESSER")


@pytest.fixture
def clock(clock):
    clock.set(AWARDS_NIGHT)
    return clock


@pytest.fixture
def session(session):
    """The test's session keeps what it loaded after a commit, so that tests can name what they made."""
    session.expire_on_commit = False
    return session


class Scene:
    """A season whose judging is over, with one category of each sort."""

    def __init__(self, session, clock) -> None:
        self.session, self.clock = session, clock
        self.practice = CategoryFactory(key="practice", slug="practice", name="Practice award", position=1)
        self.season_row = self.practice.season
        self.programme = self.season_row.programme
        self.young = CategoryFactory(
            season=self.season_row, key="young", slug="young", name="Young award", position=2, reveals="care experience"
        )
        self.teams = CategoryFactory(season=self.season_row, key="team", slug="team", name="Team award", position=3)
        self.honour = CategoryFactory(
            season=self.season_row, key="honour", slug="honour", name="honour of the year", position=4, nominated=False
        )
        RoundFactory(season=self.season_row, sealed=True)
        self.staff = StaffFactory()

    @property
    def season(self):
        """The season as a page loads it."""
        return season_by_key(self.session, self.programme, "2024")

    def entry(self, *names, category=None, state=EntryState.WINNER, agreed=EVERYTHING, nomination=None, **nominee):
        """Make an entry of these people, who all agreed to the same things at both stages (None: never told)."""
        category = category or self.practice
        nomination = nomination or NominationFactory(category=category, eligible=True)
        people = [
            NomineeFactory(nomination=nomination, position=number, full_name=name, **nominee)
            for number, name in enumerate(names, 1)
        ]
        for person in people:
            self.answer(person, agreed)
        entry = EntryFactory(category=category, state=state, title=" and ".join(names), nominees=people)
        EntryNominationFactory(entry=entry, nomination=nomination)
        self.decide(category)
        return entry

    def answer(self, nominee, agreed, **choices):
        if agreed is None:
            return None
        notice = NoticeFactory(nominee=nominee, agreed=True, **({"show_place": True} | choices))
        for stage in Stage:
            for thing in agreed:
                ConsentFactory(notice=notice, stage=stage, thing=thing)
        return notice

    def decide(self, category):
        """Record that the panel decided the category."""
        for kind in DecisionKind:
            self.session.add(
                Decision(
                    category_id=category.id,
                    kind=kind,
                    reason="The panel agreed.",
                    scored_order=[],
                    decided_order=[],
                    commended=[],
                    decided_by="USR-DECIDER",
                    decided_at=self.clock(),
                )
            )
        self.session.flush()

    def desk(self):
        return desk_of(self.session, self.season)

    def prepare(self, kind=AnnouncementKind.WINNERS):
        return prepare_announcement(self.session, self.desk(), kind, actor=ME, now=self.clock())

    def release(self, kind=AnnouncementKind.WINNERS):
        """Prepare and release, and commit."""
        announcement = self.prepare(kind)
        self.session.commit()
        desk = self.desk()
        release_announcement(
            self.session, desk, announcement, version=announcement.version, actor=ME, now=self.clock()
        )  # fmt: skip
        self.session.commit()
        return announcement


@pytest.fixture
def scene(session, clock):
    made = Scene(session, clock)
    session.commit()
    return made


@pytest.fixture
def staff(another_browser, scene):
    return another_browser.sign_in(Audience.STAFF, scene.staff.ref)
