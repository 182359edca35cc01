"""The record of judging follows the demo's clock, ahead and back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from awards.demo.sealing import follow_the_clock
from awards.results.policy import may_see_ranking
from awards.sealing.checking import check_log
from awards.sealing.checkpoints import checkpoints_of
from tests.sealing.judged import Judged


@pytest.fixture
def judged(session, clock):
    session.expire_on_commit = False
    made = Judged(session)
    return made.release().score_all()


def test_jumping_past_the_close_seals_at_once_as_of_the_close(judged, session):
    later = judged.judging.closes_at + timedelta(days=1)
    follow_the_clock(session, judged.season, now=later)
    (checkpoint,) = checkpoints_of(session, judged.season_id)
    assert checkpoint.made_at == judged.judging.closes_at + timedelta(minutes=1)
    assert may_see_ranking(judged.season, now=later)
    follow_the_clock(session, judged.season, now=later + timedelta(days=1))
    assert len(checkpoints_of(session, judged.season_id)) == 1


def test_jumping_back_opens_the_round_again_and_ahead_again_seals_anew(judged, session):
    before, later = judged.now, judged.judging.closes_at + timedelta(days=1)
    for moment in (later, before):
        follow_the_clock(session, judged.season, now=moment)
    assert (judged.judging.closed_at, judged.judging.sealed_at) == (None, None)
    judged.score(0, 0, 4, 4)
    follow_the_clock(session, judged.season, now=later)
    assert [one.number for one in checkpoints_of(session, judged.season_id)] == [1, 2]
    assert [kind for kind, _ in judged.acts("round_closed", "round_reopened")] == [
        "round_closed", "round_reopened", "round_closed"
    ]  # fmt: skip
    assert may_see_ranking(judged.season, now=later)
    assert check_log(session, judged.season) is None
