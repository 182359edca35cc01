"""The season of `twins` after its close, step by step: sealed, met about, voted on, decided, signed and released."""

from __future__ import annotations

import secrets
from datetime import timedelta
from types import SimpleNamespace

from sqlalchemy import select, update

from awards.bundles.closing import close_due
from awards.core.actor import Actor, Audience, Role
from awards.db import db
from awards.judging.models import Score, ScoreSheet
from awards.meetings.deciding import decide_here
from awards.meetings.models import Ballot, Discussion, Meeting, Vote
from awards.meetings.queries import table_for_staff
from awards.panels.lifecycle import AssignmentState
from awards.panels.locking import categories_with_criteria, rules_to_lock
from awards.panels.models import Assignment, JudgingRules
from awards.panels.queries import panels_with_categories
from awards.panels.rules import rules_digest
from awards.results.actions import ShortlistChoice, WinnersChoice
from awards.results.fit_jobs import fit_due
from awards.results.models import Decision, DepartureKind
from awards.results.queries import board_of
from awards.seasons.queries import season_by_key
from tests.factories import JudgeFactory, PanelMemberFactory, StaffFactory
from tests.house.twins import DECLARED, MADE, OVER, scored
from tests.meetings.hands import end, noted, opened, put_to_the_vote
from tests.pages.browser import Browser

SAID = "zqdiscussed: weaker than the one whom you do not see."
REASON = "zqdecided: the panel heard more of how lasting the change has been."
OF_THE_MEETING = ("zqdiscussed", "zqdecided", "zqcasting")


class Settling:
    """Takes the season on; every step leaves it committed."""

    def __init__(self, app, session, clock, mailbox, given) -> None:
        self.app, self.session, self.clock, self.mailbox, self.given = app, session, clock, mailbox, given
        given.season.shortlist_min, given.season.shortlist_max = 2, 3
        self.programme = given.season.programme
        ready = {"terms_accepted_at": MADE, "work_told_at": MADE, "practised_at": MADE,
                 "interests_completed_at": DECLARED}  # fmt: skip
        given.more = [
            PanelMemberFactory(panel=given.panels[0], user=JudgeFactory(name=f"Zed{at} Hale", employer=None), **ready)
            for at in range(8)
        ]
        unread = select(Assignment.id).outerjoin(ScoreSheet).where(ScoreSheet.id.is_(None))
        session.execute(update(Assignment).where(Assignment.id.in_(unread)).values(state=AssignmentState.REMOVED))
        for at, entry in enumerate([*given.entries, given.entry]):
            for turn, member in enumerate(given.more[:4]):
                scored(given, member, entry, points=((at + turn) % 5, (at * turn) % 4), position=at)
        staff, other = StaffFactory(name="Sam Reid"), StaffFactory(name="Kim Shaw")
        there = [one for who, one in given.members.items() if who != "left"] + given.more
        self.scene = SimpleNamespace(users={one.user.ref: one.user.ref for one in there})
        session.commit()
        self.actor = Actor(Audience.STAFF, staff.ref, frozenset({Role.STAFF}))
        self._staff = staff.ref, other.ref
        self.voters = [given.members["reader"], given.members["abstained"], *given.more]
        self.meeting = None

    @property
    def staff(self):
        """A browser of who leads, signed in afresh: a survey signs everybody out."""
        return Browser(self.app).sign_in(Audience.STAFF, self._staff[0])

    @property
    def other(self):
        """One of another person of staff."""
        return Browser(self.app).sign_in(Audience.STAFF, self._staff[1])

    @property
    def season(self):
        return season_by_key(self.session, self.programme, "2024")

    @property
    def refs(self) -> list[str]:
        """The entry that is hidden, one that is not, and every meeting."""
        found = self.session.scalars(select(Meeting.ref)).all()
        return [self.given.entry.ref, self.given.entries[4].ref, *found]

    def seal(self) -> None:
        """Close the round, write its record as it stands, mail the checkpoint, and fit the scores."""
        self._lock_rules()
        self.clock.set(OVER)
        for _ in range(3):
            self._work(close_due)
            self.mailbox.deliver()
        self._work(fit_due)
        self.clock.set(OVER + timedelta(hours=1))

    def meet(self, what: str) -> None:
        """Open a meeting, say something of two entries, and put the hidden one to the vote with two others."""
        self.meeting = noted(opened(self.staff, what), self.scene)
        for entry in (self.given.entry, self.given.entries[0]):
            page = self.staff.open(f"{self.meeting.url}/entries/{entry.ref}")
            page.submit("Save what is said", words=SAID, for_feedback="y")
        names = [one.ref for one in (self.given.entry, *self.given.entries[:2])]
        self.vote = put_to_the_vote(self.meeting, candidates=names)
        vote = self.session.scalars(select(Vote).order_by(Vote.id.desc())).first()
        self.session.add_all(
            Ballot(vote_id=vote.id, member_id=one.id, ranking=[[ref] for ref in names], salt=secrets.token_hex(16),
                   cast_at=self.clock())
            for one in self.voters
        )  # fmt: skip
        self.session.commit()

    def count(self) -> None:
        """Count the vote."""
        page = self.staff.open(self.vote.url)
        early = {"closing-reason": REASON} if page.soup.find(attrs={"name": "closing-reason"}) else {}
        assert "wins" in page.submit("Count the vote", **early).text

    def decide(self, *, winners: bool = False) -> None:
        """Let the meeting decide for the hidden entry; a shortlist with it and the last departs and waits."""
        self.session.commit()
        self.session.expire_all()
        table = table_for_staff(self.session, self.meeting.url.rpartition("/")[2], season=self.season, to_act=True)
        board = board_of(self.session, self.season, "practice", now=self.clock(), deciding=True)
        both = {"reason": REASON, "departure": DepartureKind.JUDGEMENT, "taking_part": "zqdecided by all"}
        last = next(ref for ref in reversed(board.order) if ref != self.given.entry.ref)
        choice = (
            WinnersChoice(winners=[self.given.entry.ref], **both) if winners
            else ShortlistChoice(entries=[self.given.entry.ref, last], **both)
        )  # fmt: skip
        decide_here(self.session, table, board, choice=choice, actor=self.actor, now=self.clock())
        self.session.commit()
        self.session.expire_all()

    def confirm(self, what: str) -> None:
        """Let a second person stand behind the decision, if one waits."""
        page = self.other.open(f"/staff/results/practice/{what}/waiting")
        if page.status == 200:
            page.submit("", answer="confirm")

    def sign(self) -> None:
        """End the meeting with all that was said; the chair, who stands down, signs."""
        minutes = end(self.staff, self.meeting, with_words="y")
        chair = Browser(self.app).sign_in(Audience.JUDGES, self.given.users["chair"])
        assert "You have signed" in chair.open(minutes.url.replace("/staff/", "/judge/")).submit("Sign").text

    def other_way(self, *, states: bool) -> None:
        """Let the hidden entry stand otherwise in everything: scores, agenda, words, ballots, decisions, minutes.

        `states`: whether it and the last entry change places as to what became of them as well.
        """
        session, mine, last = self.session, self.given.entry, self.given.entries[4]
        session.rollback()
        sheets = select(ScoreSheet.id).join(ScoreSheet.assignment).where(Assignment.entry_id == mine.id)
        session.execute(update(Score).where(Score.sheet_id.in_(sheets)).values(points=5 - Score.points))
        session.execute(update(Discussion).values(words="zqdiscussed otherwise, at much greater length."))
        if states:
            mine.state, last.state = last.state, mine.state
        swapped = {mine.ref: last.ref, last.ref: mine.ref}
        for one in session.scalars(select(Decision)):
            one.decided_order = [swapped.get(ref, ref) for ref in one.decided_order]
            one.reason = "zqdecided otherwise, and for another reason altogether."
        for one in session.scalars(select(Ballot)):
            one.ranking = list(reversed(one.ranking))
        for one in session.scalars(select(Meeting)):
            one.agenda = [{**line, **_figures(line)} if line["entry"] == mine.ref else line for line in one.agenda]
            one.minutes = one.minutes and _otherwise(one.minutes, mine.ref)
        session.commit()
        self._work(fit_due)
        session.expire_all()

    def _lock_rules(self) -> None:
        """As a release without the record left it: all that stands is written at the close."""
        season = self.season
        categories = categories_with_criteria(self.session, season.id)
        content = rules_to_lock(season, categories, panels_with_categories(self.session, season.id))
        made = JudgingRules(season_id=season.id, version=1, content=content, sha256=rules_digest(content),
                            adopted_at=MADE, adopted_by="system")  # fmt: skip
        self.session.add(made)
        season.rules_locked_at, season.rules_hash = MADE, made.sha256
        self.session.commit()

    def _work(self, job) -> None:
        self.session.commit()
        with self.app.app_context():
            job(db.session, self.clock())
            db.session.close()
        self.session.expire_all()


def _figures(line):
    return {name: "1/7" for name in ("raw", "score", "adjusted", "low", "high", "chance") if line[name] is not None}


def _otherwise(minutes, mine):
    agenda = [{**one, "raw": "0.1", "adjusted": "0.1"} if one["entry"] == mine else one for one in minutes["agenda"]]
    words = [{**one, "words": "zqdiscussed otherwise."} for one in minutes["words"]]
    decisions = [{**one, "chosen": [], "reason": "zqdecided otherwise."} for one in minutes["decisions"]]
    return {**minutes, "agenda": agenda, "words": words, "decisions": decisions}
