"""Staff look for further readings and ask judges for them; what is refused, and what the judge may then score."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from awards.audit.models import AuditEntry
from awards.comms.models import Message
from awards.core.actor import Actor, Audience, Role
from awards.core.permission import Refused
from awards.db import db
from awards.panels.lifecycle import AssignmentState
from awards.panels.models import Assignment, PanelMember
from awards.results import search_jobs
from awards.results.actions import ShortlistChoice, decide_shortlist
from awards.results.fit_jobs import fit_due
from awards.results.further_readings import MAIL, accept_readings, end_readings
from awards.results.further_readings_closing import close_readings
from awards.results.further_readings_page import effect_words
from awards.results.lifecycle import SearchState
from awards.results.models import DecisionKind, ReadingSearch
from awards.results.queries import board_of
from awards.results.search_jobs import search_due
from awards.results.searching import ask_search, readers_of
from tests.results.conftest import AFTER_JUDGING, DURING_JUDGING

NOW = AFTER_JUDGING
UNTIL = NOW + timedelta(days=3)
BOTH = (DecisionKind.SHORTLIST, DecisionKind.WINNERS)


class Desk:
    """Staff at the page, the worker, and the judges, through the real actions."""

    def __init__(self, linked, session) -> None:
        self.linked, self.session = linked, session
        self.judges = [*linked.judges, linked.extra.user.ref]
        self.me = Actor(Audience.STAFF, linked.scene.staff.ref, frozenset({Role.STAFF}))

    def board(self, *, deciding=False, now=NOW):
        season = self.linked.scene.season(self.session)
        return board_of(self.session, season, "practice", now=now, deciding=deciding)

    def ask(self, kind=DecisionKind.SHORTLIST, budget=4):
        made = ask_search(self.session, self.board(), kind=kind, budget=budget, actor=self.me, now=NOW)
        self.session.commit()
        return made

    def work(self):
        self.session.commit()
        done = search_due(self.session, NOW)
        self.session.expire_all()
        return done

    def found(self, search):
        return [(one["entry"], one["judge"]) for one in search.result["suggestions"]]

    def accept(self, search, chosen=None, until=UNTIL):
        pairs = self.found(search) if chosen is None else chosen
        given = accept_readings(
            self.session, self.board(deciding=True), search, chosen=pairs, until=until, actor=self.me, now=NOW
        )
        self.session.commit()
        return given

    def shortlist(self):
        choice = ShortlistChoice(entries=self.board().order[:3])
        decision = decide_shortlist(self.session, self.board(deciding=True), choice, actor=self.me, now=NOW)
        self.session.commit()
        return decision

    def member(self, ref):
        return self.session.scalars(select(PanelMember).where(PanelMember.user.has(ref=ref))).one()

    def trail(self, *tags):
        found = self.session.scalars(select(AuditEntry).order_by(AuditEntry.id))
        return [str(one.tag) for one in found if str(one.tag).startswith(tags)]


@pytest.fixture
def desk(linked, session, clock):
    for member in [*linked.members, linked.extra]:
        member.is_chair, member.terms_accepted_at, member.interests_completed_at = False, NOW, NOW
    session.commit()
    fit_due(session, NOW)
    return Desk(linked, session)


@pytest.fixture
def made(desk):
    search = desk.ask()
    assert desk.work() == 1
    assert desk.found(search), search.result["words"]
    return search


def codes(refused):
    return [one.code for one in refused.value.permission.reasons]


def test_the_worker_finds_who_should_read_what_within_the_budget(made, desk):
    assert (made.state, 1 <= len(desk.found(made)) <= 4) == (SearchState.MADE, True)
    assert {one["category"] for one in made.result["suggestions"]} == {"practice"}
    assert set(desk.found(made)) <= readers_of(desk.session, desk.board().category, desk.board().entries, now=NOW).pairs
    assert desk.trail("readings.") == ["readings.sought", "readings.found"]


def test_a_second_worker_and_a_second_round_find_nothing_to_do(made, desk, app):
    assert desk.work() == 0
    later = desk.ask()
    assert made.state is SearchState.REPLACED
    with app.app_context():
        other = db.sessionmaker()
        assert search_due(other, NOW) == 1
        other.close()
    assert (desk.work(), later.state) == (0, SearchState.MADE)


def test_a_search_that_was_replaced_while_it_was_worked_out_stays_as_it_is(desk, monkeypatch):
    first = desk.ask()
    monkeypatch.setattr(search_jobs, "worked_out", lambda _asked: (desk.ask(), {"suggestions": []})[1])
    assert desk.work() == 0
    assert (first.state, first.result) == (SearchState.REPLACED, None)


def test_a_search_that_fails_says_so_and_is_not_tried_again(desk, monkeypatch):
    def broken(asked):
        raise ArithmeticError("this cannot be")

    monkeypatch.setattr(search_jobs, "worked_out", broken)
    search = desk.ask()
    assert (desk.work(), desk.work()) == (1, 0)
    assert (search.result["words"], search.result["suggestions"]) == (search_jobs.FAILED, [])


@pytest.mark.parametrize(
    "change",
    [
        {"left_at": NOW},
        {"terms_accepted_at": None},
        {"interests_completed_at": NOW - timedelta(days=900)},
        {"is_chair": True},
        {"away_from": date(2024, 3, 20), "away_until": date(2024, 3, 30)},
        {"load_most": 0},
    ],
    ids=["left", "no terms", "not declared since", "chair", "away", "full"],
)
def test_who_cannot_read_is_never_found(desk, session, change):
    extra, board = desk.linked.extra, desk.board()
    assert readers_of(session, board.category, board.entries, now=NOW).room[extra.user.ref] == 50
    for name, value in change.items():
        setattr(extra, name, value)
    search = desk.ask()
    desk.work()
    assert desk.linked.extra.user.ref not in {judge for _, judge in desk.found(search)}


def test_a_judge_in_conflict_is_never_found_for_the_entry_and_not_asked_afterwards(made, desk, session):
    entry, judge = desk.found(made)[0]
    titles = {one.ref: one for one in desk.linked.entries}
    desk.linked.interest(titles[entry], desk.member(judge))
    session.commit()
    with pytest.raises(Refused) as refused:
        desk.accept(made, [(entry, judge)])
    session.rollback()
    assert codes(refused) == ["changed-since"]
    again = desk.ask()
    desk.work()
    assert (entry, judge) not in desk.found(again)


def test_accepting_gives_releases_opens_and_tells_each_judge_once(made, desk, session):
    pairs = desk.found(made)
    given = desk.accept(made)
    assert [(one.entry.ref, one.member.user.ref) for one in given] == pairs
    assert {(one.state, one.open_until, one.released_at) for one in given} == {(AssignmentState.RELEASED, UNTIL, NOW)}
    mails = session.scalars(select(Message).where(Message.kind == MAIL)).all()
    assert sorted(one.about for one in mails) == sorted({judge for _, judge in pairs})
    assert desk.trail("readings.", "assignment.")[2:] == ["readings.accepted", *["assignment.made"] * len(pairs)]
    with pytest.raises(Refused):
        desk.accept(made)
    session.rollback()
    assert len(session.scalars(select(Message).where(Message.kind == MAIL)).all()) == len(mails)


@pytest.mark.parametrize(
    ("chosen", "until", "code"),
    [
        ([], UNTIL, "none-chosen"),
        ([("ENT-NOBODY2", "USR-NOBODY2")], UNTIL, "not-found"),
        (None, NOW, "already-past"),
        (None, NOW + timedelta(days=31), "too-long"),
    ],
)
def test_what_is_refused_when_accepting(made, desk, chosen, until, code):
    with pytest.raises(Refused) as refused:
        desk.accept(made, chosen, until)
    assert code in codes(refused)


def test_scores_that_changed_since_make_a_search_out_of_date(made, desk, session):
    desk.linked.score(desk.linked.entries[0], desk.linked.members[1], (0, 0))
    session.commit()
    with pytest.raises(Refused) as refused:
        desk.accept(made)
    assert codes(refused) == ["changed-since"]


def test_a_judge_who_is_away_all_the_while_is_not_asked(made, desk, session):
    member = desk.member(desk.found(made)[0][1])
    member.away_from, member.away_until = date(2024, 3, 27), date(2024, 4, 20)
    session.commit()
    desk.accept(made)  # today they can still read


@pytest.mark.parametrize("kind", BOTH)
def test_nothing_is_looked_for_or_asked_once_it_is_decided(made, desk, session, kind):
    desk.shortlist()
    if kind is DecisionKind.SHORTLIST:
        with pytest.raises(Refused) as refused:
            desk.ask()
        session.rollback()
        assert codes(refused) == ["decided"]
        with pytest.raises(Refused) as refused:
            desk.accept(made)
        assert codes(refused) == ["decided"]
    else:
        search = desk.ask(kind)
        desk.work()
        finalists = set(desk.board().latest(DecisionKind.SHORTLIST).decided_order)
        assert {entry for entry, _ in desk.found(search)} <= finalists


def test_before_the_order_may_be_seen_nothing_is_looked_for(desk):
    with pytest.raises(Refused) as refused:
        board = desk.board(now=DURING_JUDGING)
        ask_search(desk.session, board, kind=BOTH[0], budget=1, actor=desk.me, now=DURING_JUDGING)
    assert codes(refused) == ["round-not-closed"]


@pytest.mark.parametrize("budget", [0, 51])
def test_a_budget_is_within_reason(desk, budget):
    with pytest.raises(Refused) as refused:
        desk.ask(budget=budget)
    assert codes(refused) == ["budget"]


def test_decisions_wait_for_further_readings_and_say_until_when(made, desk, session):
    number = len(desk.accept(made))
    fit_due(session, NOW)
    with pytest.raises(Refused) as refused:
        desk.shortlist()
    session.rollback()
    what = "1 further reading is" if number == 1 else f"{number} further readings are"
    assert [one.text for one in refused.value.permission.reasons] == [
        f"{what} open until 12pm on Friday 29 March 2024. Wait for them, or end them first."
    ]
    with pytest.raises(Refused):
        desk.ask()
    session.rollback()
    search = session.get_one(ReadingSearch, made.id)
    assert end_readings(session, desk.board(deciding=True).category, search, actor=desk.me, now=NOW) == number
    session.commit()
    with pytest.raises(Refused, match="being sealed"):
        desk.shortlist()
    session.rollback()
    close_readings(session, desk.board().category.season, actor=desk.me, now=NOW)
    session.commit()
    fit_due(session, NOW)
    assert desk.shortlist().state == "holding"
    states = set(session.scalars(select(Assignment.state).where(Assignment.member_id == desk.linked.extra.id)))
    assert states <= {AssignmentState.REMOVED}


@pytest.mark.parametrize(
    ("effect", "words"),
    [
        (0.166, "About 1 chance in 6 that the shortlist changes."),
        (0.5, "About 5 chances in 10 that the shortlist changes."),
        (0.0, "Hardly any chance that the shortlist changes."),
    ],
)
def test_the_effect_is_said_in_words(effect, words):
    assert effect_words(effect, DecisionKind.SHORTLIST) == words
