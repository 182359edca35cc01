"""Keys are rotated: every encrypted value with the first key, the newest index key laid on every fingerprint."""

import json

import pytest
from cryptography.fernet import Fernet, InvalidToken
from sqlalchemy import select, text

from awards.app import create_app
from awards.audit import Tag
from awards.audit.models import AuditEntry
from awards.core.actor import SYSTEM
from awards.core.permission import Refused
from awards.db import Base, begin_to_write, blind_index, db
from awards.nominations.models import Nominator, Nominee
from awards.nominees.models import Suppression
from awards.nominees.suppressing import note_suppression
from awards.operating import work
from awards.privacy import ring
from awards.privacy.commands import keys
from awards.privacy.ring import encrypted_columns, fingerprint_columns, standing_of
from awards.privacy.rotating import lay_newest_key, rotate_all, rotate_column
from tests.conftest import ENCRYPTION_KEY, settings_for
from tests.factories import NominatorFactory, NomineeFactory, SeasonFactory, UserFactory

NEWER = Fernet.generate_key().decode()
OLD_INDEX, NEW_INDEX = "test-index-key-" * 3, "newer-index-key-" * 3
PLAIN_HASHES = {
    "sign_in.token_hash", "sign_in_step.token_hash", "link.token_hash", "link.asked_by_hash", "recovery_code.code_hash",
    "sign_in_step.challenge", "judging_act.salt", "ballot.salt", "season_log.label_key",
}  # fmt: skip
"""Secret columns of a fixed length that hang on no key of the ring."""


@pytest.fixture
def people(session):
    SeasonFactory()
    session.add(UserFactory())
    for number in range(7):
        NominatorFactory(email=f"writer{number}@people.example")
    nominee = NomineeFactory(full_name="Bo Marsh", email="bo@people.example")
    note_suppression(session, nominee, programme_key="harbour-awards", actor=SYSTEM, now=nominee.nomination.started_at)
    session.commit()
    return nominee


def with_keys(database_url, clock, **changes):
    return create_app(settings_for(database_url, **changes), clock=clock)


def run(app, *words):
    result = app.test_cli_runner().invoke(keys, words)
    return result.exit_code, json.loads(result.stdout) if result.stdout else None


def test_check_counts_what_needs_the_older_key_and_rotate_leaves_nothing(people, database_url, clock, session):
    app = with_keys(database_url, clock, encryption_keys=(NEWER, ENCRYPTION_KEY))
    code, said = run(app, "check")
    assert code == 1
    assert said["older"] > 8
    assert said["lost"] == 0
    before = said["older"]

    assert run(app, "rotate")[0] == 0  # a dry run
    assert run(app, "check")[1]["older"] == before

    code, said = run(app, "rotate", "--commit")
    assert (code, sum(said["rotated"].values())) == (0, before)
    assert run(app, "check")[0] == 0

    alone = with_keys(database_url, clock, encryption_keys=(NEWER,))
    with alone.app_context():
        assert db.session.scalars(select(Nominee.email)).all() == ["bo@people.example"]
        assert len(set(db.session.scalars(select(Nominator.email)))) == 8
        left = db.session.scalars(select(AuditEntry.facts).where(AuditEntry.tag == Tag.KEYS_ROTATED)).all()
    assert left == [{"values": before}]


def test_an_interrupted_rotation_goes_on_where_it_stopped(people, database_url, clock, monkeypatch):
    app = with_keys(database_url, clock, encryption_keys=(NEWER, ENCRYPTION_KEY))
    monkeypatch.setattr(ring.values_in_batches, "__kwdefaults__", {"after": 0, "size": 3})
    column = next(one for one in encrypted_columns() if one.name == "nominator.email")
    told = []

    def stops(name, count):
        told.append(count)
        if len(told) == 2:
            raise KeyboardInterrupt

    with app.app_context():
        with pytest.raises(KeyboardInterrupt):
            rotate_column(db.session, column, told=stops)
        db.session.rollback()
        assert standing_of(db.session, column).older == 2
        db.session.rollback()
        assert rotate_column(db.session, column, told=lambda *_: None) == 2
        assert standing_of(db.session, column).older == 0


def test_a_value_that_no_key_opens_is_counted_and_stops_the_rotation(people, database_url, clock):
    app = with_keys(database_url, clock, encryption_keys=(NEWER,))
    code, said = run(app, "check")
    assert code == 1
    assert said["lost"] == said["older"] > 0
    with app.app_context(), pytest.raises(InvalidToken):
        rotate_all(db.session, told=lambda *_: None, now=clock(), actor=SYSTEM)


def test_what_is_written_without_a_change_of_keys_is_not_rotated(people, app, clock):
    with app.app_context():
        counts = rotate_all(db.session, told=lambda *_: None, now=clock(), actor=SYSTEM)
        assert set(counts.values()) == {0}
        assert db.session.scalars(select(AuditEntry).where(AuditEntry.tag == Tag.KEYS_ROTATED)).all() == []


def test_every_fingerprint_is_found_again_with_the_newest_key_laid_on_it(people, database_url, clock):
    app = with_keys(database_url, clock, blind_index_keys=(NEW_INDEX, OLD_INDEX))
    assert run(app, "check")[1]["index_keys"] == {"given": 2, "laid": 1}
    assert run(app, "reindex")[0] == 0
    assert run(app, "check")[1]["index_keys"] == {"given": 2, "laid": 1}

    code, said = run(app, "reindex", "--commit")
    assert code == 0
    assert said["reindexed"]["nominator.email_index"] == 8
    assert said["reindexed"]["suppression.name_index"] == 1
    assert run(app, "reindex", "--commit")[1] == {"reindexed": {}}  # once is enough
    with app.app_context():
        session = db.session
        for index, email in session.execute(select(Nominee.email_index, Nominee.email)):
            assert index == blind_index(session, email)
        for index, email in session.execute(select(Nominator.email_index, Nominator.email)):
            assert index == blind_index(session, email)
        note = session.scalars(select(Suppression)).one()
        assert note.email_index == blind_index(session, "bo@people.example")
        assert note.name_index == blind_index(session, "name:bo marsh")


def test_nothing_starts_while_a_new_index_key_lies_on_no_fingerprint(people, database_url, clock):
    app = with_keys(database_url, clock, blind_index_keys=(NEW_INDEX, OLD_INDEX))
    refused = app.test_cli_runner().invoke(work, ["--once"])
    assert (refused.exit_code, "awards keys reindex" in refused.output) == (1, True)
    run(app, "reindex", "--commit")
    assert app.test_cli_runner().invoke(work, ["--once"]).exit_code == 0


def test_a_key_that_lies_on_fingerprints_cannot_be_left_out(people, database_url, clock):
    run(with_keys(database_url, clock, blind_index_keys=(NEW_INDEX, OLD_INDEX)), "reindex", "--commit")
    without = with_keys(database_url, clock, blind_index_keys=(NEW_INDEX,))
    with without.app_context():
        begin_to_write(db.session)
        with pytest.raises(Refused, match="must hold all 2 keys"):
            lay_newest_key(db.session, told=lambda *_: None, now=clock(), actor=SYSTEM)
    assert run(without, "reindex", "--commit")[0] == 2


def test_every_secret_that_hangs_on_an_index_key_is_among_the_fingerprints(app):
    fixed = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.tables.values()
        for column in table.columns
        if column.info["data_class"] == "secret" and getattr(column.type, "length", None) in {32, 64, 128}
    }
    assert fixed == {one.name for one in fingerprint_columns()} | PLAIN_HASHES


def test_no_fingerprint_is_made_with_the_new_key_alone(people, database_url, clock):
    """Without the old key nobody who has the new one can try names against the suppression notes."""
    app = with_keys(database_url, clock, blind_index_keys=(NEW_INDEX, OLD_INDEX))
    run(app, "reindex", "--commit")
    alone = with_keys(database_url, clock, blind_index_keys=(NEW_INDEX,))
    with alone.app_context():
        marks = set(db.session.scalars(text("SELECT name_index FROM suppression")))
        assert blind_index(db.session, "name:bo marsh") not in marks
