"""Acts get their place in the log once, whoever seals; checkpoints sign its head; what is changed later is found."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import create_engine, select, text
from sqlalchemy.exc import DBAPIError

from awards.audit import Tag
from awards.bundles.cli import record as record_commands
from awards.core.actor import SYSTEM
from awards.db import begin_to_write, db
from awards.ledger.acts import Note
from awards.ledger.merkle import includes
from awards.ledger.notes import opened
from awards.sealing import sealing_jobs
from awards.sealing.acting import append_act, season_log
from awards.sealing.checking import check_log
from awards.sealing.checkpoints import checkpoints_of, make_checkpoint
from awards.sealing.keys import seal_of
from awards.sealing.models import CheckpointPurpose, JudgingAct, SealedLeaf, SeasonLog
from awards.sealing.records import records_of, tree_of
from awards.sealing.sealing_jobs import seal_acts, seal_due
from tests.factories import SeasonFactory
from tests.sealing.judged import NOW

CLOSE = CheckpointPurpose.CLOSE


@pytest.fixture
def scored(judged):
    judged.release().score_all()
    judged.session.commit()
    return judged


@pytest.fixture
def tampering(database_url):
    """Changes rows behind the portal's back: without its triggers."""

    def run(statement, **values):
        engine = create_engine(database_url)
        with engine.begin() as connection:
            if engine.dialect.name == "sqlite":
                for table in ("judging_act", "sealed_leaf"):
                    for word in ("keeps", "stays"):
                        connection.execute(text(f"DROP TRIGGER IF EXISTS {table}_{word}"))
            else:
                connection.execute(text("SET session_replication_role = replica"))
            connection.execute(text(statement), values)
        engine.dispose()

    return run


def sealed(session, season_id):
    rows = select(SealedLeaf.act_id).where(SealedLeaf.season_id == season_id).order_by(SealedLeaf.position)
    return session.scalars(rows).all()


def test_acts_are_sealed_in_the_order_in_which_they_were_written_and_only_once(app, scored, session):
    with app.app_context():
        assert seal_due(db.session, NOW) == 16
        assert seal_due(db.session, NOW) == 0
    acts = session.scalars(select(JudgingAct.id).order_by(JudgingAct.id)).all()
    assert sealed(session, scored.season_id) == acts
    assert session.get(SeasonLog, scored.season_id, populate_existing=True).size == 16


def test_batches_go_on_where_the_last_one_ended(app, scored, session, monkeypatch):
    monkeypatch.setattr(sealing_jobs, "BATCH", 5)
    with app.app_context():
        assert seal_due(db.session, NOW) == 16
    leaves = [one.leaf for one in records_of(session, scored.season_id)]
    assert [leaf.hex() for leaf in leaves] == session.scalars(
        select(SealedLeaf.leaf_hash).order_by(SealedLeaf.position)
    ).all()


def test_an_act_that_was_committed_late_is_sealed_after_those_with_higher_numbers(scored, session):
    late = session.scalars(select(JudgingAct).order_by(JudgingAct.id)).all()[3]
    session.execute(
        SealedLeaf.__table__.insert(),
        [
            {"season_id": scored.season_id, "position": place, "act_id": one.id, "leaf_hash": "0" * 64}
            for place, one in enumerate(
                one for one in session.scalars(select(JudgingAct).order_by(JudgingAct.id)) if one is not late
            )
        ],
    )
    season_log(session, scored.season_id).size = 15
    session.flush()
    assert sealing_jobs.seasons_with_unsealed(session) == [scored.season_id]
    assert seal_acts(session, scored.season_id) == 1
    assert sealed(session, scored.season_id)[-1] == late.id


def test_several_workers_seal_every_act_once(app, scored, session):
    start = Barrier(3)

    def work():
        with app.app_context():
            mine = db.sessionmaker()
            start.wait(timeout=20)
            try:
                return seal_due(mine, NOW)
            finally:
                mine.close()

    with ThreadPoolExecutor(3) as pool:
        assert sum(one.result(timeout=60) for one in [pool.submit(work) for _ in range(3)]) == 16
    assert sorted(sealed(session, scored.season_id)) == session.scalars(select(JudgingAct.id)).all()
    assert check_log(session, scored.season) is None


def test_two_who_need_the_first_label_at_once_get_the_same_key(app, session):
    season_id = SeasonFactory().id
    session.commit()
    start = Barrier(2)

    def ask():
        with app.app_context():
            mine = db.sessionmaker()
            start.wait(timeout=20)
            begin_to_write(mine)
            key = season_log(mine, season_id).label_key
            mine.commit()
            mine.close()
            return key

    with ThreadPoolExecutor(2) as pool:
        first, second = [one.result(timeout=30) for one in [pool.submit(ask) for _ in range(2)]]
    assert (first, len(first)) == (second, 64)


def test_a_key_that_was_rolled_back_is_not_used_again(session):
    season_id = SeasonFactory().id
    session.commit()
    before = season_log(session, season_id).label_key
    session.rollback()
    assert season_log(session, season_id).label_key != before


@pytest.mark.parametrize("table", ["judging_act", "sealed_leaf"])
@pytest.mark.parametrize("harm", ["UPDATE {} SET season_id = season_id", "DELETE FROM {}"])
def test_the_database_refuses_to_change_the_record(scored, session, database_url, table, harm):
    seal_acts(session, scored.season_id)
    session.commit()
    engine = create_engine(database_url)
    with pytest.raises(DBAPIError, match="insert-only"), engine.begin() as connection:
        connection.execute(text(harm.format(table)))
    engine.dispose()


def test_a_checkpoint_seals_what_waits_and_signs_the_head_of_the_log(scored, session):
    season = scored.season
    made = make_checkpoint(session, season, CLOSE, actor=SYSTEM, now=NOW, round_key="longlist")
    said = opened(made.note, seal_of(session).publics[0])
    tree = tree_of(session, season.id)
    fixed = dict(scored.acts("rules_fixed"))["rules_fixed"]
    assert (made.number, made.size, made.root, made.rules_sha256) == (1, 16, tree.root().hex(), fixed["sha256"])
    assert (said.origin, said.size, said.root.hex()) == (f"localhost/{season.programme.key}/2024", 16, made.root)
    assert (said.time, said.purpose, said.rules) == ("2024-03-06T12:00:00.000000Z", "close:longlist", fixed["sha256"])


def test_checkpoints_are_counted_and_leave_one_entry_each_in_the_trail(scored, session, audit_trail):
    season = scored.season
    for purpose in (CLOSE, CheckpointPurpose.SIGN_OFF, CheckpointPurpose.ADDENDUM):
        append_act(session, season.id, Note(subject="more"), at=NOW)
        make_checkpoint(session, season, purpose, actor=SYSTEM, now=NOW, round_key="longlist")
    made = checkpoints_of(session, season.id)
    key = seal_of(session).publics[0]
    assert [(one.number, one.size) for one in made] == [(1, 17), (2, 18), (3, 19)]
    assert [opened(one.note, key).purpose for one in made] == ["close:longlist", "final", "addendum"]
    assert audit_trail(f"{season.programme.key}/2024").count(Tag.CHECKPOINT_MADE) == 3
    assert check_log(session, season) is None


def test_no_checkpoint_is_made_of_a_record_that_has_not_begun(judged, session):
    with pytest.raises(LookupError):
        make_checkpoint(session, judged.season, CLOSE, actor=SYSTEM, now=NOW)


def test_every_record_has_its_proof_under_the_checkpoint(scored, session):
    made = make_checkpoint(session, scored.season, CLOSE, actor=SYSTEM, now=NOW)
    tree, root = tree_of(session, scored.season_id), bytes.fromhex(made.root)
    for one in records_of(session, scored.season_id):
        assert includes(one.leaf, tree.inclusion(one.n), position=one.n, size=made.size, root=root)


@pytest.mark.parametrize(
    ("harm", "found"),
    [
        ("UPDATE judging_act SET content = :content WHERE id = :act", "Record 12 (scored, act {act}) is not the one"),
        ("UPDATE judging_act SET at = '2024-03-06 11:00:00' WHERE id = :act", "Record 12 (scored, act {act})"),
        ("UPDATE judging_act SET kind = 'note' WHERE id = :act", "Record 12 (note, act {act}) is not the one"),
        ("UPDATE sealed_leaf SET leaf_hash = :zero WHERE act_id = :act", "Record 12 (scored, act {act}) is not"),
        ("DELETE FROM sealed_leaf WHERE act_id = :act", "Record 12 is missing: the next one there is 13."),
        ("DELETE FROM sealed_leaf WHERE position >= 12", "The log should have 16 records and has 12."),
        ("UPDATE checkpoint SET root = :zero", "Checkpoint 1 is of another log"),
        ("UPDATE checkpoint SET rules_sha256 = :zero", "Checkpoint 1 does not say what was signed."),
        ("UPDATE checkpoint SET note = replace(note, 'close', 'final')", "Checkpoint 1 is not signed with this"),
        ("UPDATE checkpoint SET number = 2", "Checkpoint 1 is missing."),
    ],
)
def test_whatever_is_changed_behind_the_portals_back_is_named(app, scored, session, tampering, harm, found):
    make_checkpoint(session, scored.season, CLOSE, actor=SYSTEM, now=NOW)
    session.commit()
    act = sealed(session, scored.season_id)[12]
    assert session.get(JudgingAct, act).kind == "scored"
    session.commit()
    values = {"act": act, "zero": "0" * 64, "content": json.dumps({"forged": True})}
    tampering(harm, **{name: one for name, one in values.items() if f":{name}" in harm})
    session.expire_all()
    said = check_log(session, scored.season)
    session.commit()
    assert said is not None
    assert said.startswith(found.format(act=act))
    result = app.test_cli_runner().invoke(record_commands, ["check"])
    answer = json.loads(result.stdout)
    assert (result.exit_code, list(answer["differences"].values())) == (1, [said])


def test_a_cut_tail_is_found_even_where_the_log_s_own_count_was_changed_too(scored, session, tampering):
    make_checkpoint(session, scored.season, CLOSE, actor=SYSTEM, now=NOW)
    session.commit()
    tampering("DELETE FROM sealed_leaf WHERE position >= 12")
    tampering("UPDATE season_log SET size = 12")
    session.expire_all()
    assert check_log(session, scored.season) == "Checkpoint 1 seals 16 records; 12 are left."


def test_the_command_says_that_all_is_well_and_when_there_is_nothing_to_check(app, scored, session):
    make_checkpoint(session, scored.season, CLOSE, actor=SYSTEM, now=NOW)
    session.commit()
    run = app.test_cli_runner()
    fine = run.invoke(record_commands, ["check", "--season", "2024"])
    assert (fine.exit_code, json.loads(fine.stdout)["differences"]) == (0, {})
    assert run.invoke(record_commands, ["check", "--season", "1999"]).exit_code == 2
