"""Jobs under leases: one holder at a time, and one failing job does not stop the others."""

import logging

from awards.work.actions import LEASE, give_back, take_job
from awards.work.rounds import run_round


def test_a_job_has_one_holder_at_a_time(session, clock):
    session.rollback()
    assert take_job(session, "mail", "first", now=clock()) is True
    assert take_job(session, "mail", "second", now=clock()) is False
    give_back(session, "mail", "first", now=clock())
    assert take_job(session, "mail", "second", now=clock()) is True


def test_a_job_whose_holder_died_is_free_when_its_lease_ends(session, clock):
    session.rollback()
    take_job(session, "mail", "first", now=clock())
    assert take_job(session, "mail", "second", now=clock() + LEASE * 2) is True


def test_a_job_that_fails_does_not_stop_the_others(session, clock, caplog):
    session.rollback()

    def fail(_session, _now):
        raise RuntimeError("broken")

    with caplog.at_level(logging.ERROR):
        done = run_round(session, {"broken": fail, "sound": lambda _session, _now: 2}, "worker", now=clock())
    assert done == 2
    assert "job broken failed" in caplog.text
