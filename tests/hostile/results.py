"""A round that is over and sealed, a meeting that is on, a decision that waits: and everybody who may send a form."""

from __future__ import annotations

from types import SimpleNamespace

from awards.core.actor import Audience, Role
from awards.meetings.deciding import decide_here
from awards.results.actions import ShortlistChoice
from awards.results.fit_jobs import fit_due
from awards.results.models import DecisionKind, DepartureKind
from awards.results.queries import board_of
from tests.factories import InterestFactory, StaffFactory
from tests.meetings.conftest import Scene
from tests.meetings.hands import noted, opened
from tests.pages.browser import Browser

WHY = "The panel knows more of how lasting the change has been than the scores can tell."


class Standing(Scene):
    """The scene of meetings, with a browser for each, a member who stands down, and a season of another year."""

    def __init__(self, app, session, clock) -> None:
        super().__init__(session, clock)
        self.app = app
        self.fits()
        reader = StaffFactory(role=Role.READ_ONLY)
        session.commit()
        self.people = SimpleNamespace(
            staff=self.browser(Audience.STAFF, self.staff.ref),
            other=self.browser(Audience.STAFF, self.other_staff.ref),
            reader=self.browser(Audience.STAFF, reader.ref),
            **{name: self.browser(Audience.JUDGES, ref) for name, ref in self.users.items()},
        )  # fmt: skip

    def browser(self, audience, ref) -> Browser:
        return Browser(self.app).sign_in(audience, ref)

    def stands_down(self, who: int, title: str) -> None:
        entry = next(one for one in self.entries if one.title == title)
        InterestFactory(member=self.members[who], entry=entry)
        self.session.commit()

    def meeting(self, purpose: str = "the shortlist"):
        """Open a meeting at which everybody is; gives its page."""
        if purpose == "the winners":
            self.finalists("Ana Reed", "Ben Stone", "Cal Thorn")
        return noted(opened(self.people.staff, purpose), self)

    def fits(self) -> None:
        """Let the worker adjust the scores."""
        self.session.commit()
        fit_due(self.session, self.clock())
        self.session.expire_all()

    def departs(self, meeting) -> None:
        """Record a shortlist that departs from the scores at a meeting; it waits for a second person."""
        table = self.table(SimpleNamespace(ref=meeting.url.rpartition("/")[2]))
        board = board_of(self.session, self.season(), "practice", now=self.clock(), deciding=True)
        choice = ShortlistChoice(
            entries=[self.ref("Ana"), self.ref("Cal")], reason=WHY, departure=DepartureKind.JUDGEMENT,
            taking_part="Ash Vale and Bo Lind",
        )  # fmt: skip
        decide_here(self.session, table, board, choice=choice, actor=self.me, now=self.clock())
        assert board_of(self.session, self.season(), "practice", now=self.clock()).waiting(DecisionKind.SHORTLIST)
        self.session.commit()
