"""Counting tries: by kind and subject, shared between processes, without addresses, and forgotten in time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import event, select, text

from awards.accounts import throttling
from awards.accounts.models import Attempt
from awards.db import begin_to_write, db

HOUR = timedelta(hours=1)
ADDRESS = "203.0.113.7"


def count(session, clock, kind="started", subject=ADDRESS, since=HOUR):
    return throttling.attempts_lately(session, kind, subject, since=clock() - since)


def test_tries_are_counted_by_kind_and_subject_within_the_time(session, clock):
    for kind, subject in (("started", ADDRESS), ("started", ADDRESS), ("sent", ADDRESS), ("started", "203.0.113.8")):
        throttling.note_attempt(session, kind, subject, now=clock())
    assert (count(session, clock), count(session, clock, "sent"), count(session, clock, "other")) == (2, 1, 0)
    clock.forward(hours=1)
    assert count(session, clock) == 0
    assert count(session, clock, since=HOUR + timedelta(seconds=1)) == 2


def test_only_a_keyed_fingerprint_of_the_subject_is_kept(session, clock):
    throttling.note_attempt(session, "started", ADDRESS, now=clock())
    kept = [str(value) for value in session.execute(text("SELECT * FROM attempt")).one()]
    assert [value for value in kept if ADDRESS in value] == []
    assert len(session.scalars(select(Attempt)).one().subject_index) == 64


def test_every_process_counts_the_same(app, session, clock):
    throttling.note_attempt(session, "started", ADDRESS, now=clock())
    session.commit()
    with app.app_context():
        assert count(db.session, clock) == 1


def test_counting_costs_one_statement(session, clock):
    seen = []
    event.listen(session.get_bind(), "before_cursor_execute", lambda *given: seen.append(given[2]))
    count(session, clock)
    assert len(seen) == 1


def test_old_tries_are_forgotten_and_others_are_not(session, clock):
    throttling.note_attempt(session, "started", ADDRESS, now=clock())
    clock.forward(hours=1)
    throttling.note_attempt(session, "started", ADDRESS, now=clock())
    assert throttling.forget_attempts(session, before=clock() - timedelta(minutes=1)) == 1
    assert count(session, clock, since=2 * HOUR) == 1


def test_the_worker_forgets_what_is_older_than_two_days_and_may_run_again(session, clock):
    throttling.note_attempt(session, "started", ADDRESS, now=clock())
    session.commit()
    assert throttling.forget_old_attempts(session, clock() + timedelta(days=2)) == 0
    assert throttling.forget_old_attempts(session, clock() + timedelta(days=2, seconds=1)) == 1
    assert throttling.forget_old_attempts(session, clock() + timedelta(days=2, seconds=1)) == 0
    begin_to_write(session)
    assert session.scalars(select(Attempt)).all() == []


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:bbbb::9", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        (None, "unknown"),
        ("not an address", "unknown"),
    ],
)
def test_a_network_is_an_ipv4_address_or_the_first_half_of_an_ipv6_one(address, network):
    assert throttling.network_of(address) == network
