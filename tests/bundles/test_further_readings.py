"""Further readings from asking to a score after the close, in the sealed record too, and the bundle still verifies."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from awards.bundles.closing import CHECKPOINT_MAIL, close_due
from awards.comms.models import Message
from awards.core.permission import Refused
from awards.panels.models import Assignment
from awards.results.fit_jobs import fit_due
from awards.results.further_readings import accept_readings, end_readings
from awards.results.lifecycle import SearchState
from awards.results.models import DecisionKind
from awards.results.search_jobs import search_due
from awards.results.searching import ask_search
from awards.sealing.checkpoints import checkpoints_of

DAYS = timedelta(days=3)


@pytest.fixture
def closed(season, mailbox):
    return season.judge().close(mailbox)


def asked(season, budget=2, key="practice"):
    """Have staff ask and the worker answer; gives the search."""
    board = season.board(key)
    search = ask_search(
        season.session, board, kind=DecisionKind.SHORTLIST, budget=budget, actor=season.me(), now=season.now
    )
    season.session.commit()
    assert search_due(season.session, season.now) == 1
    season.session.expire_all()
    return search


def accepted(season, search, key="practice"):
    """Ask the judges for everything that was found; gives the pairs."""
    pairs = [(one["entry"], one["judge"]) for one in search.result["suggestions"]]
    assert pairs, search.result
    accept_readings(
        season.session, season.board(key), search, chosen=pairs, until=season.now + DAYS, actor=season.me(),
        now=season.now,
    )  # fmt: skip
    season.session.commit()
    return pairs


def score(season, pair):
    entries, users = [one.ref for one in season.given.entries], [one.ref for one in season.given.users]
    season.score(users.index(pair[1]), entries.index(pair[0]), 4, 4, 4)
    season.session.commit()
    season.session.expire_all()


def work(season, mailbox):
    done = close_due(season.session, season.now)
    mailbox.deliver()
    season.session.expire_all()
    return done


def checkpoint_mails(season):
    return len(season.session.scalars(select(Message).where(Message.kind == CHECKPOINT_MAIL)).all())


def test_readings_scored_after_the_close_are_closed_sealed_and_mailed_again(closed, mailbox):
    search = asked(closed)
    before, mails = len(checkpoints_of(closed.session, closed.season_id)), checkpoint_mails(closed)
    pairs = accepted(closed, search)
    assert closed.acts("round_reopened")[0][1]["categories"] == ["practice"]
    for pair in pairs:
        assert work(closed, mailbox) == 0
        score(closed, pair)
    with pytest.raises(Refused, match="being sealed"):
        closed.shortlist("practice")
    closed.session.rollback()
    assert work(closed, mailbox) == 1
    assert closed.acts("round_closed")[-1][1] == {"round": "longlist", "categories": ["practice"]}
    made = checkpoints_of(closed.session, closed.season_id)
    assert (len(made) - before, made[-1].purpose, made[-1].size) == (1, "close", len(closed.acts()))
    assert checkpoint_mails(closed) - mails == len(closed.given.users)
    assert search.state is SearchState.ENDED
    assert closed.judging.sealed_at is not None
    assert work(closed, mailbox) == 0


def test_the_bundle_of_a_season_with_further_readings_is_accepted(closed, mailbox, checker):
    for pair in accepted(closed, asked(closed)):
        score(closed, pair)
    closed.at(closed.now + timedelta(hours=1))
    work(closed, mailbox)
    fit_due(closed.session, closed.now)
    closed.decide()
    closed.sign_off()
    closed.work()
    told = checker.check(closed.bundle())
    assert (told.code, told.failed) == (0, []), told.lines


def test_what_does_not_come_in_is_taken_back_when_the_time_is_over(closed, mailbox, checker):
    pairs = accepted(closed, asked(closed))
    score(closed, pairs[0])
    order = closed.board("practice").scores.sha256
    closed.at(closed.now + DAYS + timedelta(minutes=1))
    assert work(closed, mailbox) == 1
    assert len(closed.acts("unassigned")) == len(pairs) - 1
    assert closed.board("practice").scores.sha256 == order, "what never came was never missing"
    fit_due(closed.session, closed.now)
    closed.decide()
    closed.sign_off()
    closed.work()
    assert checker.check(closed.bundle()).code == 0


def test_nothing_can_be_scored_once_the_readings_were_ended(closed, mailbox):
    search = asked(closed)
    pairs = accepted(closed, search)
    score(closed, pairs[0])
    end_readings(closed.session, closed.board("practice").category, search, actor=closed.me(), now=closed.now)
    closed.session.commit()
    closed.session.expire_all()
    entries, users = [one.ref for one in closed.given.entries], [one.ref for one in closed.given.users]
    kept = closed.type(users.index(pairs[0][1]), entries.index(pairs[0][0]), 1, 1, 1)
    assert [one.code for one in kept.permission.reasons] == ["judging-is-closed"]
    assert work(closed, mailbox) == 1


def test_a_round_that_is_opened_again_meanwhile_closes_for_every_category(closed, mailbox):
    accepted(closed, asked(closed))
    closed.reopen()
    assert sorted(closed.acts("round_reopened")[-1][1]["categories"]) == ["care", "team", "young"]
    closed.at(closed.now + timedelta(days=4))
    for _ in range(3):
        work(closed, mailbox)
    categories = [one for _, content in closed.acts("round_closed")[1:] for one in content["categories"]]
    assert sorted(categories) == ["care", "practice", "team", "young"]
    open_ones = closed.session.scalars(select(Assignment).where(Assignment.open_until > closed.now)).all()
    assert (open_ones, closed.judging.sealed_at is not None) == ([], True)


def test_two_workers_close_the_same_readings_once(closed, mailbox):
    search = asked(closed)
    for pair in accepted(closed, search):
        score(closed, pair)
    assert [work(closed, mailbox), work(closed, mailbox)] == [1, 0]
