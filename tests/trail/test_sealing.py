"""Entries get their place in the log once, whoever seals; heads are signed once an hour and whenever asked."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import create_engine, select, text
from sqlalchemy.exc import DBAPIError

from awards.audit.models import AuditEntry
from awards.ledger.canonical import canonical
from awards.ledger.merkle import leaf_hash
from awards.ledger.notes import opened
from awards.sealing.keys import seal_of
from awards.trail import sealing
from awards.trail.heads import newest_head, tree_of_trail
from awards.trail.leaves import FORMAT
from awards.trail.models import TrailHead, TrailLeaf, TrailLog
from awards.trail.sealing import seal_trail_due
from tests.trail.conftest import NOW


def order_of(session):
    session.rollback()
    return list(session.scalars(select(TrailLeaf.entry_id).order_by(TrailLeaf.position)))


def test_a_leaf_is_the_hash_of_what_an_entry_says(trail, session):
    trail.write(1, reason="Because.").seal()
    entry = session.scalars(select(AuditEntry)).one()
    content = {
        "id": entry.id,
        "at": "2024-02-02T12:00:00.000000Z",
        "actor": "staff:USR-2222222",
        "tag": "entry.admitted",
        "subject": "ENT-0000000",
        "facts": {"number": 0, "panels": ["PNL-1", "PNL-2"], "was": None, "young": True, "sign": "é–"},
        "reason_hash": entry.reason_hash,
    }
    assert session.scalars(select(TrailLeaf.leaf_hash)).one() == leaf_hash(canonical(content)).hex()


def test_the_worker_seals_in_pieces_in_the_order_of_writing_and_once(trail, session, as_worker, monkeypatch):
    monkeypatch.setattr(sealing, "BATCH", 3)
    written = trail.write(8).ids()
    assert as_worker(seal_trail_due) == 8
    assert order_of(session) == written
    assert session.get(TrailLog, 1).size == 8
    session.rollback()
    assert as_worker(seal_trail_due) == 1  # the note that a head was signed
    assert as_worker(seal_trail_due) == 0


def test_what_was_committed_late_is_sealed_after_those_with_higher_numbers(trail, session, tampering):
    trail.write(3).seal()
    tampering("DELETE FROM trail_leaf WHERE entry_id = 2", "UPDATE trail_leaf SET position = 1 WHERE position = 2",
              "UPDATE trail_log SET size = 2")  # fmt: skip
    trail.seal()
    session.commit()
    assert order_of(session) == [1, 3, 2]


def test_what_was_committed_very_late_is_sealed_with_the_next_head(trail, session, as_worker, tampering, monkeypatch):
    monkeypatch.setattr(sealing, "RECENT", 1)
    trail.write(3).seal()
    tampering("DELETE FROM trail_leaf WHERE entry_id = 1", "UPDATE trail_leaf SET position = position - 1",
              "UPDATE trail_log SET size = 2")  # fmt: skip
    assert as_worker(seal_trail_due) == 1
    assert order_of(session) == [2, 3, 1]


def test_several_workers_seal_every_entry_once(trail, session, as_worker):
    written = trail.write(20).ids()
    start = Barrier(3)

    def work(mine, now):
        start.wait(timeout=20)
        return seal_trail_due(mine, now)

    with ThreadPoolExecutor(3) as pool:
        done = [one.result(timeout=60) for one in [pool.submit(as_worker, work) for _ in range(3)]]
    assert sum(done) in {20, 21}  # with the note of the head, if one of them came late enough to see it
    assert order_of(session)[:20] == written
    assert trail.report().first is None


@pytest.mark.only_on("postgresql")
def test_nobody_who_records_waits_for_whoever_seals(trail, session, app):
    trail.write(2).seal()  # the log's row is held by a transaction that has not ended
    engine = create_engine(app.config["SQLALCHEMY_ENGINES"]["default"]["url"])
    with engine.begin() as other:
        other.execute(text("SET lock_timeout = '1s'"))
        other.execute(
            text("INSERT INTO audit_entry (at, actor, tag, subject, facts) VALUES (now(), 'a', 'b', 'c', '{}')")
        )
    engine.dispose()


def test_a_head_is_signed_with_the_portals_key_under_its_own_name(trail, session):
    made = trail.write(5).seal().head()
    said = opened(made.note, seal_of(session).publics[0])
    assert (said.origin, said.purpose, said.rules) == ("localhost/trail", "trail", FORMAT)
    assert (said.size, said.root.hex(), said.time) == (5, made.root, "2024-02-06T12:00:00.000000Z")
    assert said.root == tree_of_trail(session).root()


def test_a_head_is_signed_once_an_hour_if_anything_but_the_last_ones_note_is_new(trail, session, as_worker):
    def sizes():
        session.rollback()
        return list(session.scalars(select(TrailHead.size).order_by(TrailHead.size)))

    trail.write(3).ids()
    as_worker(seal_trail_due)
    assert sizes() == [3]
    for minutes in (1, 61, 200):
        as_worker(seal_trail_due, NOW + timedelta(minutes=minutes))
    assert sizes() == [3]
    trail.write(1).ids()
    as_worker(seal_trail_due, NOW + timedelta(minutes=59))
    assert sizes() == [3]
    as_worker(seal_trail_due, NOW + timedelta(minutes=60))
    assert sizes() == [3, 5]


def test_every_head_leaves_one_entry_with_its_root(trail, session, audit_trail):
    made = trail.write(3).seal().head()
    entry = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc()).limit(1)).one()
    assert audit_trail("trail") == ["trail_head.made"]
    assert (entry.actor, entry.facts) == ("staff:system", {"size": 3, "root": made.root})
    trail.head()
    assert newest_head(session).size == 3


def test_a_worker_with_nothing_to_do_takes_no_lock(trail, as_worker, statements):
    trail.write(2).ids()
    as_worker(seal_trail_due)
    as_worker(seal_trail_due)
    statements.clear()
    assert as_worker(seal_trail_due) == 0
    assert len(statements) == 3
    assert [one for one in statements if not one.startswith("SELECT")] == []


@pytest.mark.parametrize("table", ["trail_leaf", "trail_head"])
@pytest.mark.parametrize("harm", ["UPDATE {} SET {} = {}", "DELETE FROM {}"])
def test_the_database_refuses_to_change_the_log(sealed, database_url, table, harm):
    column = "position" if table == "trail_leaf" else "size"
    engine = create_engine(database_url)
    with pytest.raises(DBAPIError, match="insert-only"), engine.begin() as connection:
        connection.execute(text(harm.format(table, column, column)))
    engine.dispose()
