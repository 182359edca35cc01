"""Thirty nominations that came in while nominations were open, of every kind that a morning of screening meets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from awards.core.actor import Audience, Role
from awards.nominations.models import Nomination, Nominee
from awards.registers.models import RegisterCheck
from awards.registers.words import RegisterResult
from awards.screening.duplicates import find_duplicates_due
from awards.screening.rerunning import look_again_due
from awards.seasons.models import Category, Season
from tests.browser.site import Site, aside
from tests.factories import (
    AnswerFactory,
    GrantFactory,
    NominationFactory,
    NominatorFactory,
    NomineeFactory,
    SubmissionFactory,
    UserFactory,
)
from tests.pages.browser import Browser

T = TypeVar("T")

MORNING: Final = datetime(2024, 2, 26, 9, tzinfo=UTC)
FIRST_SENT: Final = datetime(2024, 2, 1, 9, tzinfo=UTC)
PROGRAMME: Final = "frontline-awards"
PLACE: Final = "Islington"
PLAIN: Final = "She listened, and the team says that it changed how they work."
STORY: Final = "Tomos is 7 and goes to Larkfield Primary School. She listened to him, and things changed."
WITHOUT: Final = "A child was listened to, and things changed."

FIRST = ("Amara", "Bryn", "Carys", "Dara", "Eluned", "Farah", "Goran", "Hanneke", "Idris", "Jowan")
LAST = ("Okafor", "Ellery", "Penrose", "Quayle", "Rowntree", "Sandhu", "Tresize", "Umarov", "Vasquez", "Wardle")
TEAMS = ("Harbour Duty Team", "Riverside Assessment Team", "Moorland Family Team", "Saltmarsh Court Team")
YOUNG = {
    "Yusuf Arden": date(2004, 3, 5), "Zadie Birch": date(1998, 6, 1), "Anwen Croft": date(1998, 9, 12),
    "Bilal Dunmore": date(2000, 1, 20), "Cerys Eaves": date(1996, 4, 4),
}  # fmt: skip
"""Two are 25 on the closing day, and one is 27."""


@dataclass
class Morning:
    """The field as it came in: nominations by the name of whom they put forward, and a signed-in member of staff."""

    site: Site
    staff: Browser
    refs: dict[str, str] = field(default_factory=dict)
    twins: list[str] = field(default_factory=list)

    def worker(self, minutes: int = 0) -> None:
        """Let time go by, and let the worker do what it does then."""
        self.site.clock.forward(minutes=minutes)
        in_app(self.site, self._look)

    def _look(self) -> None:
        self.site.session.rollback()
        find_duplicates_due(self.site.session, self.site.clock())
        look_again_due(self.site.session, self.site.clock())
        self.site.settle()


def in_app(site: Site, work: Callable[[], T]) -> T:
    """Do something with the app aside of Playwright's loop."""

    def inside() -> T:
        with site.app.app_context():
            return work()

    return aside(inside)


def staff_browser(site: Site, role: Role = Role.STAFF) -> Browser:
    """Sign somebody of staff in."""

    def make() -> str:
        site.writing()
        user = UserFactory(name="Sam Reid")
        GrantFactory(user=user, role=role, programme_key=PROGRAMME)
        site.settle()
        return str(user.ref)

    return site.browser().sign_in(Audience.STAFF, in_app(site, make))


def thirty(site: Site) -> Morning:
    """Make the field and look at the time after the close, when nobody has screened anything yet."""
    site.clock.set(MORNING)
    morning = Morning(site, staff_browser(site))
    in_app(site, lambda: _make(morning))
    morning.worker()
    return morning


def _make(morning: Morning) -> None:
    field_of = _Field(morning, morning.site.writing())
    for number, (first, last) in enumerate(zip(FIRST, LAST, strict=True)):
        field_of.practice(f"{first} {last}", story=STORY if number == 0 else PLAIN)
    for name in ("Kezia Yardley", "Kezia Yardley"):
        morning.twins.append(field_of.practice(name, email="kezia@nominees.example", number="SW777001"))
    for name in ("Lowri Abbot", "Merle Beck"):
        field_of.practice(name, registration="not_registered", checked=False)
    for name in ("Nye Calder", "Oriel Dene"):
        field_of.practice(name, nominee_knows=False)
    for name in ("Perran Esk", "Rhosyn Fell"):
        field_of.practice(name, checked=False)
    for number, team in enumerate(TEAMS):
        field_of.team(team, members=1 if number == len(TEAMS) - 1 else 6)
    for name, born in YOUNG.items():
        field_of.young(name, born)
    field_of.innovation("Sorrel Garth", registration="not_registered")
    field_of.innovation("Tamsin Howe", registration="registered")
    field_of.young("Ursel Ings", date(2002, 2, 2), lived_experience=None)
    morning.site.settle()


class _Field:
    """Makes one nomination after the other, an hour apart."""

    def __init__(self, morning: Morning, session: Session) -> None:
        self.morning, self.session = morning, session
        self.season = session.scalars(select(Season)).one()
        self.categories = {one.key: one for one in session.scalars(select(Category))}
        self.sent = FIRST_SENT

    def practice(
        self, name: str, *, story: str = PLAIN, email: str = "", number: str = "", checked: bool = True, **facts: Any
    ) -> str:
        """Put a social worker forward, looked up in the register unless that is still to be done."""
        about, nomination = self._told(facts), self._sent("practice", name, story=story, **facts)
        count = len(self.morning.refs)
        nominee = self._person(
            nomination, name, email=email or f"nominee{count}@nominees.example",
            registration_number=number or f"SW70{count:04}", **about,
        )  # fmt: skip
        if checked:
            self._look_up(nominee)
        return str(nomination.ref)

    def innovation(self, name: str, *, registration: str) -> None:
        """Put somebody forward for something new; nobody needs looking up who is not registered."""
        nomination = self._sent("innovation", name)
        self._person(nomination, name, registration=registration, registration_number="SW909090")

    def team(self, name: str, *, members: int) -> None:
        """Put a team forward."""
        team = {
            "structure": "single_agency", "lead_employer": PLACE, "lead_employer_type": "council",
            "service": "children_social_work", "members": members, "children_social_workers": members, "active": True,
        }  # fmt: skip
        nomination = self._sent("team", name, team_name=name, team=team)
        NomineeFactory(nomination=nomination, full_name="Sam Reed", is_team=True)

    def young(self, name: str, born: date, **facts: Any) -> None:
        """Put a young person forward."""
        nomination = self._sent("young_people", name)
        given = {"lived_experience": "yes", "employer": None, "role": None, "date_of_birth": born} | facts
        NomineeFactory(nomination=nomination, full_name=name, nation="England", **given)

    def _person(self, nomination: Nomination, name: str, **about: Any) -> Nominee:
        given = {
            "registration": "registered", "employer": PLACE, "employer_type": "council",
            "works_in": "statutory_childrens", "in_post": True, "nation": "England", "full_name": name,
        }  # fmt: skip
        person: Nominee = NomineeFactory(nomination=nomination, **(given | about))
        return person

    def _sent(self, category: str, name: str, *, story: str = PLAIN, **facts: Any) -> Nomination:
        self.sent += timedelta(hours=1)
        of, count = self.categories[category], len(self.morning.refs)
        given = {"benefits": "England", "started_at": self.sent, "state": "submitted", "submitted_at": self.sent}
        nomination: Nomination = NominationFactory(
            category=of, season=self.season, nominator=NominatorFactory(name=f"Casey Brook {count}"), **(given | facts)
        )
        questions = [{"key": "summary", "label": "In a sentence or two"}, {"key": "main", "label": "What they did"}]
        texts = {"summary": PLAIN, "main": story}
        for one in questions:
            AnswerFactory(nomination=nomination, question_key=one["key"], text=texts[one["key"]])
        content = [{"key": one["key"], "question": one["label"], "answer": texts[one["key"]]} for one in questions]
        SubmissionFactory(nomination=nomination, submitted_at=self.sent, content=content)
        self.morning.refs.setdefault(name, nomination.ref)
        return nomination

    def _look_up(self, nominee: Nominee) -> None:
        """Let staff have found this person in the register last week."""
        self.session.add(
            RegisterCheck(
                nominee_id=nominee.id, number=nominee.registration_number, result=RegisterResult.REGISTERED,
                name_found=nominee.full_name, checked_on=date(2024, 2, 20), checked_by="USR-2222222",
                recorded_at=MORNING,
            )
        )  # fmt: skip

    @staticmethod
    def _told(facts: dict[str, Any]) -> dict[str, Any]:
        """Take out of these facts what is told of the nominee."""
        return {name: facts.pop(name) for name in list(facts) if name in {"registration"}}
