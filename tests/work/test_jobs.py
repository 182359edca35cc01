"""Jobs under leases: one holder at a time, and one failing job does not stop the others."""

import logging
from datetime import timedelta

from awards.work.actions import LEASE, give_back, take_jobs
from awards.work.rounds import run_round

JOBS = ["mail", "plans"]


def test_a_job_has_one_holder_at_a_time(session, clock):
    session.rollback()
    assert take_jobs(session, JOBS, "first", now=clock()) == JOBS
    assert take_jobs(session, JOBS, "second", now=clock()) == []
    give_back(session, ["mail"], "first", now=clock())
    assert take_jobs(session, JOBS, "second", now=clock()) == ["mail"]


def test_nobody_gives_back_what_another_holds(session, clock):
    session.rollback()
    take_jobs(session, JOBS, "first", now=clock())
    give_back(session, JOBS, "second", now=clock())
    assert take_jobs(session, JOBS, "second", now=clock()) == []


def test_a_job_whose_holder_died_is_free_when_its_lease_ends(session, clock):
    session.rollback()
    take_jobs(session, ["mail"], "first", now=clock())
    assert take_jobs(session, ["mail"], "second", now=clock() + LEASE * 2) == ["mail"]


def test_what_another_holds_is_left_alone_in_a_round(session, clock):
    session.rollback()
    take_jobs(session, ["mail"], "first", now=clock())
    done = run_round(session, {"mail": lambda _session, _now: 5, "plans": lambda _session, _now: 2}, "worker",
                     clock=clock)  # fmt: skip
    assert done == 2


def test_a_round_gives_its_jobs_back(session, clock):
    session.rollback()
    run_round(session, {"mail": lambda _session, _now: 5}, "worker", clock=clock)
    assert take_jobs(session, ["mail"], "second", now=clock()) == ["mail"]


def test_a_job_that_fails_does_not_stop_the_others(session, clock, caplog):
    session.rollback()

    def fail(_session, _now):
        raise RuntimeError("broken")

    with caplog.at_level(logging.ERROR):
        done = run_round(session, {"broken": fail, "sound": lambda _session, _now: 2}, "worker", clock=clock)
    assert done == 2
    assert "job broken failed" in caplog.text


def test_every_job_goes_by_the_time_at_which_it_begins(session, clock):
    session.rollback()
    seen, began = [], clock()

    def takes_an_hour(_session, now):
        seen.append(now)
        clock.forward(hours=1)
        return 0

    run_round(session, {"mail": takes_an_hour, "plans": takes_an_hour}, "worker", clock=clock)
    assert seen == [began, began + timedelta(hours=1)]
