"""A whole season through the real actions: every kind of thing that a sealed record has to hold.

Five categories. "practice": a judge with a conflict, an abstention, two entries that tie, and a winner who is not the
first, behind whom two people stand. "young": a vote that goes round in a circle, and a winner who withdraws after the
sign-off. "team": a vote that ends level, and a joint award. "care": the award is withheld. "honour": no scores.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

from awards.bundles.actions import sign_off
from awards.bundles.closing import close_due
from awards.bundles.making import bundles_due
from awards.bundles.queries import bundle_to_take, last_final, length_of
from awards.bundles.receipt import receipt_for
from awards.core.actor import Actor, Audience, Role
from awards.judging.abstaining import Why, abstain
from awards.ledger.bundle import Cut
from awards.meetings import actions as meetings
from awards.meetings import voting
from awards.meetings.deciding import decide_here, votes_in
from awards.meetings.queries import table_for_judge, table_for_staff
from awards.panels.actions import Declared, declare_interest
from awards.panels.models import InterestKind
from awards.publishing.afterwards import confirm_addendum
from awards.results.actions import (
    ShortlistChoice,
    WinnersChoice,
    confirm_decision,
    decide_shortlist,
    decide_winners,
)
from awards.results.addenda import propose_addendum
from awards.results.addenda_policy import AddendumChoice
from awards.results.fit_jobs import fit_due
from awards.results.models import DecisionKind, DepartureKind, Happening, Outcome
from awards.results.queries import board_of
from awards.sealing.acting import label_of
from awards.sealing.checkpoints import last_close
from awards.sealing.keys import seal_of
from awards.sealing.sealing_jobs import seal_due
from tests.factories import (
    CategoryFactory,
    CriterionFactory,
    EntryFactory,
    JudgeFactory,
    PanelFactory,
    PanelMemberFactory,
    PassageFactory,
    RoundFactory,
    SeasonFactory,
    StaffFactory,
)
from tests.sealing.judged import Judged, as_judge

OPEN = datetime(2024, 3, 6, 12, tzinfo=UTC)
OVER = datetime(2024, 3, 25, 17, 30, tzinfo=UTC)
CHAIN = ["borda", "joint"]
SECRETS = ("Zebedee Quillfeather", "Ottoline Braithwaite-Okoro", "zq@quillfeather.example", "Wexcombe Borough Council")
"""A nominee, a judge, an address and an employer that nothing outside the portal may ever hold."""
COMMENT = "This comment is for the panel alone and names Zebedee."
REASON = "The panel heard of work by Zebedee Quillfeather that the scores could not show."
POINTS = {
    "practice": [(5, 5, 4), (4, 5, 4), (3, 3, 3), (3, 3, 3), (1, 2, 2)],
    "young": [(5, 4, 4), (4, 4, 4), (4, 3, 4), (2, 2, 1)],
    "team": [(4, 5, 5), (4, 4, 5), (3, 2, 2), (2, 1, 1)],
    "care": [(3, 3, 2), (2, 3, 2), (1, 1, 1)],
}
"""What every entry would get of a fair judge, by criterion; `LEAN` is how far from fair each judge is."""
LEAN = (-1, 0, 1, 0, 0)


@dataclass(frozen=True)
class Built:
    """What a whole season leaves outside the portal: both cuts, the key and checkpoint as mailed, a judge's receipt."""

    auditor: bytes
    public: bytes
    key_line: str
    closing: str
    receipt: str


class WholeSeason(Judged):
    """Builds itself up step by step; every step commits."""

    def __init__(self, session, clock, **judging) -> None:
        self.session, self.clock, self.now = session, clock, OPEN
        clock.set(OPEN)
        season = SeasonFactory(
            judging={"ballot_ties": CHAIN, **judging}, shortlist_min=1, shortlist_max=3, readings_per_entry=3
        )
        self.programme, self.season_id = season.programme, season.id
        round_ = RoundFactory(season=season)
        self.categories = {key: self._category(season, key, at) for at, key in enumerate(POINTS)}
        self.honour = CategoryFactory(season=season, key="honour", slug="honour", nominated=False, position=9)
        panel = PanelFactory(season=season, categories=list(self.categories.values()), members=[])
        names = (SECRETS[1], "Judge B", "Judge C", "Judge D", "Judge E")
        members = [
            PanelMemberFactory(
                panel=panel, user=JudgeFactory(name=name, employer=SECRETS[3]), is_chair=not at, ready=True
            )
            for at, name in enumerate(names)
        ]
        self.entries = {key: [self._entry(key, at) for at in range(len(some))] for key, some in POINTS.items()}
        self.given = SimpleNamespace(
            season=season, judging=round_, panel=panel, members=members, users=[one.user for one in members],
            entries=[one for some in self.entries.values() for one in some],
        )  # fmt: skip
        self.staff, self.other = StaffFactory(name="Sam Reid"), StaffFactory(name="Kim Shaw")
        session.commit()

    def _category(self, season, key, at):
        category = CategoryFactory(season=season, key=key, slug=key, position=at)
        for number, weight in enumerate((50, 30, 20), 1):
            CriterionFactory(category=category, key=f"c{number}", position=number, weight=weight, tie_break=number == 1)
        return category

    def _entry(self, key, at):
        title = SECRETS[0] if (key, at) == ("practice", 0) else f"Nominee {key} {at}"
        entry = EntryFactory(category=self.categories[key], title=title, place=SECRETS[3],
                             admitted_at=OPEN - timedelta(days=9))  # fmt: skip
        PassageFactory(entry=entry, text=f"{SECRETS[0]} helped. Write to {SECRETS[2]}.", position=1)
        return entry

    def me(self, user=None):
        return Actor(Audience.STAFF, (user or self.staff).ref, frozenset({Role.STAFF}))

    @property
    def second(self):
        return self.me(self.other)

    # judging

    def judge(self):
        """Every entry is read by three of five judges, turn about; one has a conflict and one abstains."""
        readers = {entry.ref: [(at + step) % 5 for step in range(3)] for at, entry in enumerate(self.given.entries)}
        twins = self.entries["practice"][2:4]
        readers[twins[1].ref] = list(readers[twins[0].ref])
        self.release([(judge, at) for at, entry in enumerate(self.given.entries) for judge in readers[entry.ref]])
        self.session.commit()
        conflicted, unable = self.entries["practice"][1], self.entries["care"][1]
        self._declare(readers[conflicted.ref].pop(0), conflicted)
        self._abstain(readers[unable.ref].pop(), unable)
        for key, some in self.entries.items():
            for entry, points in zip(some, POINTS[key], strict=True):
                for judge in readers[entry.ref]:
                    given = [min(5, max(0, one + LEAN[judge])) for one in points]
                    self.score(judge, self.given.entries.index(entry), *given)
        self.session.commit()
        return self

    def type(self, judge, entry, *points, comment=COMMENT):
        return super().type(judge, entry, *points, comment=comment)

    def _declare(self, judge, entry):
        declare_interest(
            self.session, self.given.members[judge], entry, said=Declared(InterestKind.OTHER, "An old friend."),
            actor=as_judge(self.given.users[judge]), now=self.now,
        )  # fmt: skip

    def _abstain(self, judge, entry):
        scoring = self.scoring(judge, self.given.entries.index(entry))
        actor = as_judge(self.given.users[judge])
        abstain(self.session, scoring, why=Why.HARD, words="Too near to home.", actor=actor, now=self.now)

    def close(self, mailbox):
        """Time passes, the worker seals the round, mails its checkpoint, and works the scores out."""
        self.at(OVER)
        for _ in range(3):
            close_due(self.session, self.now)
            mailbox.deliver()
        fit_due(self.session, self.now)
        self.at(OVER + timedelta(days=1))
        return self

    def at(self, moment):
        self.session.commit()
        self.session.expire_all()
        self.now = moment
        self.clock.set(moment)

    # deciding

    def board(self, key):
        self.session.flush()
        self.session.expire_all()
        return board_of(self.session, self.season, key, now=self.now)

    def shortlist(self, key, *at, **words):
        order = self.board(key).order
        chosen = [order[one] for one in at] if at else order[:3]
        choice = ShortlistChoice(entries=chosen, **words)
        decide_shortlist(self.session, self.board(key), choice, actor=self.me(), now=self.now)
        return chosen

    def winners(self, key, chosen, **words):
        choice = WinnersChoice(winners=chosen, **({"reason": REASON} | words))
        return decide_winners(self.session, self.board(key), choice, actor=self.me(), now=self.now)

    def decide(self):
        """Decide every category, each in its own way."""
        self.depart()
        self.circle()
        self.joint()
        self.shortlist("care")
        self.winners("care", [])
        named = EntryFactory(category=self.honour, title="Somebody whom everybody knows", by_organiser=True)
        self.winners("honour", [named.ref], taking_part="Rosa Lind and Tom Ely; no ties.")
        self.session.commit()
        return self

    def depart(self):
        finalists = self.shortlist("practice", 0, 1, 2, reason="Two tie at the line; the panel talked it over.")
        decision = self.winners(
            "practice", [finalists[1]], commended=[finalists[0]], departure=DepartureKind.NEW_FACT,
            taking_part=f"{SECRETS[1]}, Judge B, Judge C",
        )  # fmt: skip
        confirm_decision(self.session, decision, self.board("practice"), actor=self.second, now=self.now)

    def circle(self):
        """Each of three finalists beats one and loses to another; Schulze's method says who wins."""
        a, b, c = self.shortlist("young")
        self.vote("young", [[[a], [b], [c]]] * 2 + [[[b], [c], [a]]] * 2 + [[[c], [a], [b]]])

    def joint(self):
        """Two are level in every way that the chain has but the last."""
        a, b = self.shortlist("team", 0, 1)
        self.vote("team", [[[a, b]]] * 5)

    def opened(self, key):
        """Open a meeting about the winners."""
        board = self.board(key)
        return meetings.open_meeting(self.session, board, DecisionKind.WINNERS, actor=self.me(), now=self.now)

    def vote(self, key, rankings):
        session, me, now = self.session, self.me(), self.now
        meeting = self.opened(key)
        meetings.note_attendance(session, self.table(meeting), [one.ref for one in self.given.users], actor=me, now=now)
        finalists = sorted(one.ref for one in self.board(key).entries if one.state == "finalist")
        vote = voting.open_vote(session, self.table(meeting), finalists, actor=me, now=now)
        for user, ranking in zip(self.given.users, rankings, strict=True):
            table = self.table(meeting)
            member = next(one for one in table.members if one.ref == user.ref)
            voting.cast_ballot(session, table, self.vote_in(table, vote), member=member, ranking=ranking,
                               actor=as_judge(user), now=now)  # fmt: skip
        table = self.table(meeting)
        voting.close_vote(session, table, self.vote_in(table, vote), reason="", actor=me, now=now)
        table = self.table(meeting)
        votes = votes_in(table)
        choice = WinnersChoice(winners=votes["winners"], reason=REASON, votes=votes)
        decide_here(session, table, self.board(key), choice=choice, actor=me, now=now)
        meetings.end_meeting(session, self.table(meeting), with_words=True, actor=me, now=now)
        self.sign(meeting)

    def sign(self, meeting):
        chair = self.given.users[0]
        self.session.flush()
        self.session.expire_all()
        table = table_for_judge(self.session, meeting.ref, user_ref=chair.ref, season=self.season, to_act=True)
        seen = table.meeting.minutes_sha256
        meetings.sign_minutes(self.session, table, seen=seen, actor=as_judge(chair), now=self.now)

    def table(self, meeting):
        self.session.flush()
        self.session.expire_all()
        return table_for_staff(self.session, meeting.ref, season=self.season, to_act=True)

    def vote_in(self, table, vote):
        return next(one for one in table.votes if one.id == vote.id)

    # the end

    def sign_off(self):
        seen = length_of(self.session, self.season_id).newest
        made = sign_off(self.session, self.season, seen=seen, actor=self.me(), now=self.now)
        self.session.commit()
        return made

    def withdraw(self):
        """The winner of "young" withdraws, and the next is chosen."""
        board = self.board("young")
        winner = next(one for one in board.entries if one.state == "winner")
        other = next(ref for ref in board.order if ref != winner.ref)
        choice = AddendumChoice(
            entry=winner.ref, happening=Happening.WITHDREW, outcome=Outcome.NEXT_CHOSEN, next_entry=other,
            reason=REASON, taking_part="Rosa Lind and Tom Ely; no ties.",
        )  # fmt: skip
        addendum = propose_addendum(self.session, board, choice, actor=self.me(), now=self.now)
        confirm_addendum(self.session, self.board("young"), addendum, actor=self.second, now=self.now)
        self.session.commit()

    def work(self):
        """Let the worker seal what is new, and make what bundles are due."""
        self.session.commit()
        seal_due(self.session, self.now)
        done = bundles_due(self.session, self.now)
        self.session.expire_all()
        return done

    def bundle(self, cut=Cut.AUDITOR):
        checkpoint = last_final(self.session, self.season_id)
        return bundle_to_take(self.session, self.season_id, number=checkpoint.number, cut=cut)[0].data

    def whole(self, mailbox):
        """Go all the way to a bundle with an addendum."""
        self.judge().close(mailbox).decide()
        self.sign_off()
        self.work()
        self.at(self.now + timedelta(days=3))
        self.withdraw()
        self.work()
        return self

    def left(self):
        """Give what everybody outside has once it is over."""
        closing = last_close(self.session, self.season_id)
        return Built(
            auditor=self.bundle(),
            public=self.bundle(Cut.PUBLIC),
            key_line=seal_of(self.session).key_line_of(closing.note),
            closing=closing.note,
            receipt=receipt_for(self.session, self.season, self.given.users[2].ref).file,
        )

    def label(self, thing):
        return self.label_of(thing.ref)

    def label_of(self, ref):
        return label_of(self.session, self.season_id, ref)


__all__ = ["COMMENT", "OPEN", "OVER", "REASON", "SECRETS", "WholeSeason"]
