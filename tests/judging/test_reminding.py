"""A season's reminders by a moved clock: exactly the right mails, once each, whatever workers do."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Barrier

import pytest
from sqlalchemy import select, update

from awards.comms.delivery import deliver_due
from awards.comms.models import Message
from awards.db import db
from awards.jobs import post_office
from awards.judging import reminding
from awards.panels.models import Assignment
from awards.screening.lifecycle import EntryState
from awards.seasons.judging_settings import ReminderRule
from tests.factories import (
    AssignmentFactory,
    CategoryFactory,
    EntryFactory,
    InterestFactory,
    JudgeFactory,
    PanelFactory,
    PanelMemberFactory,
    RoundFactory,
    SeasonFactory,
)

MINUTE = timedelta(minutes=1)
RULE = ReminderRule(before=(7, 2), on=True, after=(1, 3))


def at(day, hour=0, minute=0):
    return datetime(2024, 3, day, hour, minute, tzinfo=UTC)


RELEASED = at(4, 10)
CLOSE = at(25, 17)
DOWN, UP_AGAIN = at(23, 8), at(25, 8)
WEEK, TWO_DAYS, ON, DAY_AFTER, THREE_AFTER = at(18, 9), UP_AGAIN, at(25, 9), at(26, 9), at(28, 9)
"""When each mail is queued; that of two days before was due on 23 March at 9, while no worker ran."""

REMINDER, AFTER, WAITS = reminding.REMINDER, reminding.AFTER, reminding.INVITATION_WAITS
EXPECTED = {
    "steady": [(WEEK, REMINDER, 3), (TWO_DAYS, REMINDER, 3), (ON, REMINDER, 3), (DAY_AFTER, AFTER, 3),
               (THREE_AFTER, AFTER, 3)],
    "finished on the 10th": [],
    "finished on the 20th": [(WEEK, REMINDER, 3)],
    "finished while no worker ran": [(WEEK, REMINDER, 3)],
    "finished in the last minute": [(WEEK, REMINDER, 3), (TWO_DAYS, REMINDER, 3), (ON, REMINDER, 3)],
    "scored one, then nothing": [(WEEK, REMINDER, 3), (TWO_DAYS, REMINDER, 2), (ON, REMINDER, 2),
                                 (DAY_AFTER, AFTER, 2), (THREE_AFTER, AFTER, 2)],
    "conflict with all that was left": [(WEEK, REMINDER, 1)],
    "all that was left is withdrawn": [(WEEK, REMINDER, 1)],
    "left": [(WEEK, REMINDER, 3)],
    "disabled": [(WEEK, REMINDER, 3)],
    "away around the first": [(TWO_DAYS, REMINDER, 3), (ON, REMINDER, 3), (DAY_AFTER, AFTER, 3),
                              (THREE_AFTER, AFTER, 3)],
    "away at the end": [(WEEK, REMINDER, 3), (DAY_AFTER, AFTER, 3), (THREE_AFTER, AFTER, 3)],
    "away while no worker ran": [(WEEK, REMINDER, 3), (ON, REMINDER, 3), (DAY_AFTER, AFTER, 3),
                                 (THREE_AFTER, AFTER, 3)],
    "given entries on the 19th": [(TWO_DAYS, REMINDER, 3), (ON, REMINDER, 3), (DAY_AFTER, AFTER, 3),
                                  (THREE_AFTER, AFTER, 3)],
    "on two panels": [(WEEK, REMINDER, 4), (TWO_DAYS, REMINDER, 1), (ON, REMINDER, 1), (DAY_AFTER, AFTER, 1),
                      (THREE_AFTER, AFTER, 1)],
    "never accepted the terms": [(WEEK, WAITS, 0)],
    "never accepted, and away": [],
    "accepted, without entries": [],
    "entries not released": [],
}  # fmt: skip
"""What each judge is to get: written down by hand from the rules, not worked out."""


class Scene:
    """Two panels, their judges, and what happens to each of them on which day."""

    def __init__(self) -> None:
        self.season = SeasonFactory(judging={"reminders": RULE.as_data()})
        self.judging = RoundFactory(season=self.season)
        self.users, self.members, self.readings, self.happens = {}, {}, {}, []
        self.panels = [self._panel(name) for name in ("One", "Two")]
        for name in EXPECTED:
            self._judge(name, self.panels[0])
        for name, finished in {"finished on the 10th": at(10), "finished on the 20th": at(20, 12),
                               "finished while no worker ran": at(24, 12),
                               "finished in the last minute": at(25, 16, 59)}.items():  # fmt: skip
            self._finish(name, self.readings[name], finished)
        self._finish("scored one, then nothing", self.readings["scored one, then nothing"][:1], at(19))
        for name in ("conflict with all that was left", "all that was left is withdrawn"):
            self._finish(name, self.readings[name][:2], at(12))
        self._elsewhere("on two panels")
        self._away("away around the first", 17, 19)
        self._away("away at the end", 22, 26)
        self._away("away while no worker ran", 23, 23)
        self._away("never accepted, and away", 18, 18)
        self._rest()

    def _rest(self) -> None:
        conflict, entry = self.members["conflict with all that was left"], self.panels[0].entries[2]
        self.on(at(22), lambda: InterestFactory(member=conflict, entry=entry))
        withdrawn = self.readings["all that was left is withdrawn"][2].entry
        self.on(at(20), lambda: setattr(withdrawn, "state", EntryState.WITHDRAWN))
        self.on(at(21), lambda: setattr(self.members["left"], "left_at", at(21)))
        self.on(at(19), lambda: setattr(self.users["disabled"], "disabled_at", at(19)))
        for reading in self.readings["given entries on the 19th"]:
            reading.state = "planned"
            self.on(at(19, 15), lambda one=reading: self._release(one, at(19, 15)))
        for reading in self.readings["entries not released"]:
            reading.state = "planned"
        for name in ("never accepted the terms", "never accepted, and away"):
            self.members[name].terms_accepted_at = None
        self.readings_gone = [
            one for name in ("never accepted the terms", "never accepted, and away", "accepted, without entries")
            for one in self.readings[name]
        ]  # fmt: skip
        for reading in self.readings_gone:
            reading.state = "removed"

    def on(self, moment, act) -> None:
        self.happens.append((moment, act))

    def names(self):
        return {user.ref: name for name, user in self.users.items()}

    def _panel(self, name):
        category = CategoryFactory(season=self.season)
        panel = PanelFactory(season=self.season, name=name, categories=[category], members=[])
        panel.entries = [EntryFactory(category=category) for _ in range(3)]
        return panel

    def _judge(self, name, panel) -> None:
        self.users[name] = JudgeFactory(name=name)
        self.members[name] = PanelMemberFactory(panel=panel, user=self.users[name], ready=True)
        self.readings[name] = []
        for entry in panel.entries:
            if name.endswith("is withdrawn") and entry is panel.entries[2]:
                entry = EntryFactory(category=entry.category)  # noqa: PLW2901 - one that nobody else reads
            self.readings[name].append(AssignmentFactory(member=self.members[name], entry=entry, released_at=RELEASED))

    def _elsewhere(self, name) -> None:
        """Two of the first panel's three are done soon; of the second panel's three one is, and two on the 21st."""
        second = PanelMemberFactory(panel=self.panels[1], user=self.users[name], ready=True)
        more = [AssignmentFactory(member=second, entry=entry, released_at=RELEASED) for entry in self.panels[1].entries]
        self._finish(name, [self.readings[name][0], more[0]], at(8))
        self._finish(name, [self.readings[name][1], *more[1:]], at(21))

    def _away(self, name, first, last) -> None:
        self.members[name].away_from, self.members[name].away_until = date(2024, 3, first), date(2024, 3, last)

    def _finish(self, _name, readings, moment) -> None:
        for reading in readings:
            self.on(moment, lambda one=reading: setattr(one, "finished_at", moment))

    @staticmethod
    def _release(reading, moment) -> None:
        reading.state, reading.released_at = "released", moment


@pytest.fixture
def scene(session):
    made = Scene()
    session.commit()
    return made


@pytest.fixture
def workers(app, session):
    """Two workers at once, each with a session of its own, then one of them again; gives nothing, raises on trouble."""

    def run(moment, *, both=True):
        start = Barrier(2 if both else 1)

        def one():
            with app.app_context():
                mine = db.sessionmaker()
                start.wait(timeout=20)
                try:
                    return reminding.remind_judges_due(mine, moment)
                finally:
                    mine.close()

        with ThreadPoolExecutor(2) as pool:
            return sum(work.result() for work in [pool.submit(one) for _ in range(2 if both else 1)])

    return run


def moments():
    """Every four hours from the release until five days after the close, and the minutes around each milestone."""
    marks = (WEEK, at(23, 9), ON, CLOSE, DAY_AFTER, THREE_AFTER)
    steps = {mark + shift * MINUTE for mark in marks for shift in (-1, 0, 1)}
    steps |= {RELEASED + timedelta(hours=4 * number) for number in range(26 * 6)}
    return sorted(one for one in steps | {UP_AGAIN} if not DOWN <= one < UP_AGAIN)


def test_a_season_by_a_moved_clock_sends_exactly_the_right_mails_once_each(app, session, scene, workers):
    sent = []
    post = post_office(app, transport=Kept(sent))
    waiting = sorted(scene.happens, key=lambda one: one[0])
    for moment in moments():
        while waiting and waiting[0][0] <= moment:
            waiting.pop(0)[1]()
        session.commit()
        queued = workers(moment, both=moment.minute in {0, 59} and moment.hour in {8, 9})
        again = reminding.remind_judges_due(session, moment)
        while deliver_due(session, post, now=moment):
            pass
        assert again == 0, moment
        assert queued == session.query(Message).filter(Message.queued_at == moment).count()
        session.rollback()
    names, found = scene.names(), {name: [] for name in EXPECTED}
    for message in session.scalars(select(Message).order_by(Message.id)):
        found[names[message.about]].append((message.queued_at, message.kind, message.arguments["left"]))
    assert found == EXPECTED
    assert len(sent) == sum(map(len, EXPECTED.values()))
    addresses = {user.email: len(EXPECTED[name]) for name, user in scene.users.items()}
    assert {email: sent.count(email) for email in addresses} == addresses


class Kept:
    """A transport that notes to whom a mail went."""

    def __init__(self, sent) -> None:
        self.sent = sent

    def send(self, mail) -> None:
        self.sent.append(mail["To"])


# Smaller situations, each by itself.


@pytest.fixture
def one(session):
    """A judge with two entries, and the round that closes on 25 March at 5pm."""
    season = SeasonFactory()
    judging = RoundFactory(season=season)
    category = CategoryFactory(season=season)
    panel = PanelFactory(season=season, categories=[category], members=[])
    member = PanelMemberFactory(panel=panel, ready=True)
    for _ in range(2):
        AssignmentFactory(member=member, entry=EntryFactory(category=category), released_at=RELEASED)
    member.email, member.user_ref = member.user.email, member.user.ref
    session.commit()
    member.season, member.judging, member.category, member.kept_panel = season, judging, category, panel
    return member


@pytest.fixture
def run(session):
    """Run the job at a moment and give the kinds of what it queued."""

    def once(moment):
        session.commit()
        before = set(session.scalars(select(Message.id)))
        session.rollback()
        done = reminding.remind_judges_due(session, moment)
        queued = [one.kind for one in session.scalars(select(Message).order_by(Message.id)) if one.id not in before]
        session.rollback()
        assert done == len(queued)
        return queued

    return once


def states(session):
    found = [str(one.state) for one in session.scalars(select(Message).order_by(Message.id))]
    session.rollback()
    return found


def test_closing_early_stops_what_comes_before_and_starts_what_comes_after(session, one, run):
    assert run(at(18, 9)) == [REMINDER]
    one.judging.closed_at = at(20, 12)
    assert [run(at(20, 12)), run(at(21, 8, 59)), run(at(21, 9)), run(at(21, 10))] == [[], [], [AFTER], []]
    assert states(session) == ["cancelled", "queued"]  # the first had not gone when judging was closed
    assert [run(at(23, 9)), run(at(25, 9)), run(at(26, 9))] == [[], [], []]
    assert session.scalars(select(Message.arguments).where(Message.kind == AFTER)).one()["closes"] == (
        "12pm on Wednesday 20 March 2024"
    )


def test_a_round_opened_again_counts_from_its_new_close(session, one, run):
    one.judging.closed_at = at(20, 12)
    assert run(at(21, 9)) == [AFTER]
    one.judging.closed_at, one.judging.reopened_at, one.judging.closes_at = None, at(21, 15), at(28, 23, 59)
    assert [run(at(21, 15)), run(at(23, 9)), run(at(25, 9))] == [[], [], []]  # seven days before was that morning
    assert [run(at(26, 9)), run(at(28, 9)), run(at(29, 9)), run(at(30, 9))] == [[REMINDER], [REMINDER], [AFTER], []]
    last = session.scalars(select(Message).order_by(Message.id.desc())).first()
    assert last.arguments["closes"] == "11:59pm on Thursday 28 March 2024"


def test_what_waits_to_go_is_stopped_when_the_judge_finishes(session, one, run):
    assert run(at(18, 9)) == [REMINDER]
    session.execute(update(Assignment).values(finished_at=at(18, 9)))
    assert (run(at(18, 9, 1)), states(session)) == ([], ["cancelled"])


def test_what_could_not_go_is_stopped_at_the_next_milestone_and_at_the_close(session, one, run):
    run(at(18, 9))
    assert (run(at(23, 8, 59)), states(session)) == ([], ["queued"])
    assert (run(at(23, 9)), states(session)) == ([REMINDER], ["cancelled", "queued"])
    assert (run(at(25, 9)), states(session)) == ([REMINDER], ["cancelled", "cancelled", "queued"])
    assert (run(at(25, 17)), states(session)) == ([], ["cancelled"] * 3)


def test_the_last_one_is_made_up_for_a_week_and_not_for_ever(one, run):
    assert [run(at(26, 9) + timedelta(days=7)), run(at(26, 9) + timedelta(days=7) - MINUTE)] == [[], [AFTER]]


def test_the_clock_is_the_programmes_own_on_both_sides_of_summer_time(one, run):
    one.judging.closes_at = datetime(2024, 4, 1, 22, 59, tzinfo=UTC)  # the clocks go forward on 31 March
    assert [run(at(25, 8, 59)), run(at(25, 9))] == [[], [REMINDER]]
    assert [run(at(30, 8, 59)), run(at(30, 9))] == [[], [REMINDER]]
    april = datetime(2024, 4, 1, 8, tzinfo=UTC)
    assert [run(april - MINUTE), run(april)] == [[], [REMINDER]]


def test_nobody_is_reminded_before_judging_opens(one, run):
    one.judging.opens_at = at(20, 9)
    assert [run(at(18, 9)), run(at(20, 9)), run(at(23, 9))] == [[], [], [REMINDER]]  # a week before was too soon


def test_on_the_day_of_a_close_before_nine_nobody_is_reminded(one, run):
    one.judging.closes_at = at(25, 8)
    assert [run(at(25, 9)), run(at(26, 9))] == [[], [AFTER]]


def test_the_rounds_own_rule_holds_before_the_seasons_and_does_not_look_back(one, run):
    rule = ReminderRule(before=(10, 3), on=False, after=())
    one.judging.reminders = rule.as_data() | {"set_at": at(16, 12).isoformat()}
    assert [run(at(16, 13)), run(at(18, 9))] == [[], []]  # ten days before was on the 15th
    assert [run(at(22, 9)), run(at(25, 9)), run(at(26, 9))] == [[REMINDER], [], []]


def test_setting_the_rule_anew_leaves_alone_what_waits_to_go(session, one, run):
    assert run(at(18, 9)) == [REMINDER]
    one.judging.reminders = ReminderRule(after=(2,)).as_data() | {"set_at": at(18, 12).isoformat()}
    assert (run(at(18, 12)), states(session)) == ([], ["queued"])


def test_an_archived_season_and_one_without_a_rule_remind_nobody(one, run):
    one.season.archived = True
    assert run(at(18, 9)) == []
    one.season.archived = False
    one.judging.reminders = ReminderRule((), on=False, after=()).as_data()
    assert run(at(18, 9)) == []


def test_somebody_invited_just_now_is_not_told_that_the_invitation_waits(session, one, run):
    one.terms_accepted_at = None
    session.execute(update(Assignment).values(state="removed"))
    session.add(
        Message(key="k", kind="panels/invitation", about=one.user_ref, programme_key="harbour-awards",
                recipient=one.email, arguments={}, state="sent", queued_at=at(18, 9), not_before=at(18, 9),
                sent_at=at(18, 9))
    )  # fmt: skip
    assert run(at(18, 9)) == []
    session.execute(update(Message).values(queued_at=at(18, 8)))
    assert run(at(18, 9)) == [WAITS]
    assert run(at(23, 9)) == []


def test_looking_for_what_is_due_costs_the_same_for_few_and_many(session, one, statements):
    def found_and_cost(moment):
        session.rollback()
        statements.clear()
        return len(reminding.letters_due(session, now=moment)), len(statements)

    assert found_and_cost(at(10)) == (0, 2)
    assert found_and_cost(at(18, 9)) == (1, 5)
    for _ in range(3):
        member = PanelMemberFactory(panel=one.kept_panel, ready=True)
        AssignmentFactory(member=member, entry=EntryFactory(category=one.category), released_at=RELEASED)
    session.commit()
    assert found_and_cost(at(18, 9)) == (4, 5)
