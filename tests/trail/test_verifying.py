"""Whatever is changed behind the portal's back is found, and the entry is named; erasing a reason is no change."""

from __future__ import annotations

import json
import random
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import inspect, select, text

from awards.audit.models import AuditEntry, AuditReason
from awards.ledger.notes import sign
from awards.sealing.keys import seal_from, seal_of
from awards.trail.cli import audit as commands
from awards.trail.heads import read_head
from awards.trail.models import TrailHead
from awards.trail.queries import entry_by_number

ENTRY_3 = "Entry 3 (entry.admitted, 2024-02-04T12:00:00.000000Z)"
INSTANT = {"sqlite": ":at", "postgresql": "CAST(:at AS timestamptz)"}
REMOVED_3 = (
    "Entry 3, sealed at place 2, was removed; it stood after entry 2 (entry.admitted, 2024-02-03T12:00:00.000000Z) "
    "and before entry 4 (entry.admitted, 2024-02-05T12:00:00.000000Z)."
)
REWRITE = "UPDATE trail_leaf SET position = position + 1000 WHERE position >= {}"
BACK = "UPDATE trail_leaf SET position = position - 1000 + {} WHERE position >= 1000"


def test_a_trail_that_nobody_touched_is_fine(sealed):
    found = sealed.report()
    assert found.first is None
    assert (found.entries, found.sealed, found.unsealed) == (16, 16, 0)
    assert (found.reasons, found.reasons_erased, found.heads) == (4, 0, 2)


def test_entries_that_wait_for_their_place_are_counted_and_are_no_difference(sealed):
    found = sealed.write(3).report()
    assert (found.first, found.sealed, found.unsealed) == (None, 16, 3)


def test_an_empty_trail_is_fine(trail):
    assert trail.report().as_json() == {
        "fine": True, "entries": 0, "sealed": 0, "unsealed": 0, "reasons": 0, "reasons_erased": 0, "heads": 0,
        "newest_head": None, "first_difference": None, "differences": 0,
    }  # fmt: skip


@pytest.mark.parametrize(
    "erasing",
    ["UPDATE audit_reason SET text = NULL WHERE id = 2", "UPDATE audit_reason SET text = NULL, salt = '' WHERE id = 2"],
)
def test_an_erased_reason_is_counted_and_is_no_difference(sealed, tampering, erasing):
    tampering(erasing)
    found = sealed.report()
    assert (found.first, found.reasons, found.reasons_erased) == (None, 3, 1)


@pytest.mark.parametrize(
    ("harm", "kind", "words"),
    [
        ("UPDATE audit_entry SET actor = 'staff:USR-3333333' WHERE id = 3", "changed", ENTRY_3),
        ("UPDATE audit_entry SET facts = '{}' WHERE id = 3", "changed", ENTRY_3),
        ("UPDATE audit_entry SET at = '2024-02-04 12:00:00.000001+00' WHERE id = 3", "changed", "Entry 3 (entry.adm"),
        ("UPDATE audit_entry SET tag = 'entry.withdrawn' WHERE id = 3", "changed", "Entry 3 (entry.withdrawn, 2024"),
        ("UPDATE audit_entry SET reason_hash = NULL, reason_id = NULL WHERE id = 11", "changed", "Entry 11 (entry.ad"),
        ("UPDATE trail_leaf SET leaf_hash = 'z' || substr(leaf_hash, 2) WHERE entry_id = 3", "changed", ENTRY_3),
        ("UPDATE audit_reason SET text = 'Everybody knew them.' WHERE id = 2", "reason",
         "Entry 11 (entry.admitted, 2024-02-11T12:00:00.000000Z) has another reason than the one that was given."),
        ("UPDATE audit_entry SET reason_id = 1 WHERE id = 11", "reason", "Entry 11 (entry.admitted, 2024-02-11T"),
        ("UPDATE audit_entry SET reason_id = NULL WHERE id = 11", "reason", "Entry 11 (entry.admitted, 2024-02-11T"),
        ("DELETE FROM audit_reason WHERE id = 2", "reason", "Entry 11 (entry.admitted, 2024-02-11T12:00:00.000000Z)"),
        ("UPDATE audit_entry SET reason_id = 1 WHERE id = 3", "reason", ENTRY_3),
        ("DELETE FROM audit_entry WHERE id = 3", "removed",
         REMOVED_3),
        ("DELETE FROM trail_leaf WHERE entry_id = 3", "removed",
         "Place 2 of the log is missing: what was sealed there, after entry 2 (entry.admitted, 2024-02-03T12:00:00."),
        ("DELETE FROM trail_leaf WHERE position >= 14", "cut_off", "The log should have 16 entries; 14 are left."),
        ("UPDATE trail_log SET size = 15", "added", "The log should have 15 entries; 16 are there."),
        ("UPDATE trail_head SET root = 'z' || substr(root, 2) WHERE size = 8", "head", "Head 1 (of 8 entries) does"),
        ("UPDATE trail_head SET size = 7 WHERE size = 8", "head", "Head 1 (of 7 entries) does not say what was signe"),
        ("UPDATE trail_head SET made_at = '2024-02-09 12:00:00.000001+00' WHERE size = 8", "head", "Head 1 (of 8 ent"),
        ("UPDATE trail_head SET note = replace(note, 'time 2024', 'time 2023')", "forged_head", "Head 1 (of 8 entrie"),
        ("DELETE FROM trail_head WHERE size = 8", "head", "Entry 9 (trail_head.made, 2024-02-09T12:00:00.000000Z)"),
    ],
)  # fmt: skip
def test_what_was_changed_is_found_and_named(sealed, tampering, database_kind, harm, kind, words):
    tampering(harm.replace("+00'", "'") if database_kind == "sqlite" else harm)
    first = sealed.report().first
    assert (first.kind, first.words[: len(words)]) == (kind, words)


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE audit_entry SET at = '2024-02-04 12:00:00' WHERE id = 3",
        'UPDATE audit_entry SET facts = \'{"size": [8], "root": []}\' WHERE id = 9',
        "UPDATE trail_log SET size = 'many'",
    ],
)
@pytest.mark.only_on("sqlite")
def test_what_only_sqlite_lets_in_is_found_and_breaks_nothing(sealed, tampering, harm):
    tampering(harm)
    assert sealed.report().first is not None


def test_what_was_reordered_is_named_with_both_places(sealed, tampering):
    tampering("UPDATE trail_leaf SET entry_id = 1000 WHERE entry_id = 3",
              "UPDATE trail_leaf SET entry_id = 3 WHERE entry_id = 5",
              "UPDATE trail_leaf SET entry_id = 5 WHERE entry_id = 1000")  # fmt: skip
    first = sealed.report().first
    assert (first.kind, first.entry, first.place) == ("reordered", 5, 2)
    assert first.words.endswith("stands at place 2 of the log and was sealed at place 4.")


def test_a_leaf_that_was_made_to_fit_is_found_by_the_next_head_which_names_the_stretch(sealed, session, tampering):
    tampering("UPDATE audit_entry SET actor = 'staff:USR-3333333' WHERE id = 11")
    reseal(session, tampering)
    first = sealed.report().first
    assert first.kind == "head"
    assert first.words == (
        "Head 2 (of 13 entries), signed at 2024-02-13T12:00:00.000000Z, is of another log: something among entry 9 "
        "(trail_head.made, 2024-02-09T12:00:00.000000Z) to entry 13 (entry.admitted, 2024-02-13T12:00:00.000000Z) was "
        "changed, removed, added or moved."
    )


def test_an_entry_taken_out_with_its_leaf_and_its_number_is_found_by_the_next_head(sealed, session, tampering):
    tampering("DELETE FROM trail_leaf WHERE entry_id = 3", "DELETE FROM audit_entry WHERE id = 3",
              REWRITE.format(2), BACK.format(-1), "UPDATE trail_log SET size = 15")  # fmt: skip
    first = sealed.report().first
    assert (first.kind, first.words[:40]) == ("head", "Head 1 (of 8 entries), signed at 2024-02")


@pytest.mark.parametrize("is_sealed", [False, True])
def test_an_entry_put_among_others_afterwards_is_named(sealed, tampering, database_kind, is_sealed):
    at = "2024-02-03 18:00:00.000000" + ("" if database_kind == "sqlite" else "+00")
    tampering("UPDATE trail_leaf SET entry_id = 30 WHERE entry_id = 16", "UPDATE audit_entry SET id = 30 WHERE id = 16",
              "INSERT INTO audit_entry (id, at, actor, tag, subject, facts) VALUES "
              "(20, CAST(:at AS TIMESTAMP), 'staff:USR-2222222', 'entry.admitted', 'ENT-9', '{}')"
              .replace("CAST(:at AS TIMESTAMP)", INSTANT[database_kind]), at=at)  # fmt: skip
    if is_sealed:
        sealed.seal()
    found = [one for one in sealed.report().findings if one.kind == "added"]
    assert [(one.entry, one.tag, one.at) for one in found] == [(20, "entry.admitted", "2024-02-03T18:00:00.000000Z")]


def test_an_end_that_was_cut_off_with_every_trace_is_proved_by_a_head_kept_elsewhere(sealed, session, tampering):
    kept = session.scalars(select(TrailHead.note).where(TrailHead.size == 13)).one()
    tampering("DELETE FROM trail_head WHERE size = 13", "DELETE FROM trail_leaf WHERE position >= 12",
              "DELETE FROM audit_entry WHERE id >= 13", "UPDATE trail_log SET size = 12")  # fmt: skip
    assert sealed.report().first is None
    first = sealed.report(kept).first
    assert (first.kind, first.words) == (
        "cut_off",
        "The head that was kept elsewhere (1) proves 13 entries; 12 are left: the end was cut off.",
    )


def test_a_head_signed_with_another_key_is_forged(sealed, session):
    kept = session.scalars(select(TrailHead.note).where(TrailHead.size == 13)).one()
    said = read_head(kept, seal_of(session))
    stranger = seal_from(("QW5vdGhlci1rZXktdGhhdC1pcy1ub3Qtb3Vycy0xMjM=",), "http://localhost")
    assert sealed.report(sign(said, stranger.key)).first.kind == "forged_head"
    assert sealed.report(kept).first is None


def test_a_head_of_the_record_of_judging_is_no_head_of_the_trail(sealed, session):
    said = read_head(session.scalars(select(TrailHead.note)).first(), seal_of(session))
    other = sign(type(said)(origin="localhost/harbour/2024", size=said.size, root=said.root, time=said.time,
                            purpose="final", rules=said.rules), seal_of(session).key)  # fmt: skip
    assert sealed.report(other).first.kind == "forged_head"


CHARACTERS = '0123456789abcdefABCDEF {}[]",:.-TZ\x00\n\u202eé'
COLUMNS = [
    ("audit_entry", "id", ("actor", "tag", "subject", "facts", "reason_hash", "at", "id", "reason_id")),
    ("audit_reason", "id", ("text", "salt")),
    ("trail_leaf", "position", ("position", "entry_id", "leaf_hash")),
    ("trail_head", "id", ("size", "root", "note", "made_at")),
    ("trail_log", "id", ("size",)),
]


@pytest.mark.parametrize("seed", range(60))
def test_any_one_change_of_any_column_is_found(sealed, session, tampering, database_kind, seed):
    chance = random.Random(seed)  # noqa: S311 - the same every time
    table, key, columns = COLUMNS[seed % len(COLUMNS)] if seed % 2 else COLUMNS[0]
    column = chance.choice(columns)
    rows = session.execute(text(f"SELECT {key}, {column} FROM {table} WHERE {column} IS NOT NULL")).all()  # noqa: S608 - ours
    number, was = chance.choice(rows)
    becomes = changed(was, column, database_kind, chance)
    value = ":becomes" if database_kind == "sqlite" else f"CAST(:becomes AS {type_of(session, table, column)})"
    harm = f"UPDATE {table} SET {column} = {value} WHERE {key} = :number"  # noqa: S608 - the same
    tampering(harm, becomes=becomes, number=number)
    first = sealed.report().first
    assert first is not None, (table, column, number, was, becomes)
    if table == "audit_entry" and column not in {"id", "reason_id"}:
        assert (first.entry, first.kind) in {(number, "changed"), (number, "reason")}


def changed(was, column, kind, chance):
    """Change one character of what is stored, or a number by a little."""
    if isinstance(was, dict):
        return json.dumps(was).replace("number", "numbex", 1)
    if isinstance(was, int):
        return was + 100 + chance.randrange(100)
    if not isinstance(was, str):
        return was + timedelta(microseconds=chance.choice([1, -1, 1000, 3_600_000_000]))
    place = chance.randrange(len(was))
    allowed = [one for one in CHARACTERS if one != was[place] and not (kind == "postgresql" and one == "\x00")]
    return was[:place] + chance.choice(allowed) + was[place + 1 :]


def type_of(session, table, column):
    found = {one["name"]: one["type"] for one in inspect(session.connection()).get_columns(table)}
    session.rollback()
    return found[column].compile(session.get_bind().dialect)


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.only_on("sqlite")
def test_any_one_byte_changed_in_the_file_is_found(sealed, session, app, database_url, seed):
    """Not through SQL: the byte is written where the text of an entry lies in the database's file."""
    session.commit()
    chance = random.Random(seed)  # noqa: S311 - the same every time
    entry = session.scalars(select(AuditEntry).where(AuditEntry.id == chance.randrange(1, 17))).one()
    facts = json.dumps(entry.facts).encode()
    whole = f"{entry.at:%Y-%m-%d %H:%M:%S.%f}{entry.actor}{entry.tag}{entry.subject}".encode() + facts
    number = entry.id
    session.rollback()
    rest(session, app)
    with Path(database_url.removeprefix("sqlite:///")).open("r+b") as opened:
        data = opened.read()
        assert data.count(whole) == 1
        place = data.index(whole) + chance.randrange(len(whole))
        opened.seek(place)
        opened.write(bytes([data[place] ^ chance.randrange(1, 256)]))
    first = sealed.report().first
    assert (first.kind, first.entry) == ("changed", number)


def rest(session, app):
    """Bring everything from the log of SQLite into its file, and let go of it."""
    session.close()
    with app.app_context():
        engine = session.get_bind()
        with engine.connect() as connection:
            connection.exec_driver_sql("ROLLBACK")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        engine.dispose()


def reseal(session, tampering):
    """Do what somebody does who knows how leaves are made, but has not the key."""
    for number in range(1, 17):
        leaf = entry_by_number(session, number).raw.leaf.hex()
        tampering("UPDATE trail_leaf SET leaf_hash = :leaf WHERE entry_id = :number", leaf=leaf, number=number)


def test_the_command_prints_one_json_object_and_says_on_the_side_what_it_found(sealed, session, app, tampering):
    session.commit()
    done = app.test_cli_runner().invoke(commands, ["verify"])
    assert done.exit_code == 0
    assert json.loads(done.stdout)["fine"] is True
    assert done.stderr.splitlines()[-1] == "The trail is as it was sealed."
    tampering("UPDATE audit_entry SET actor = 'staff:USR-3333333' WHERE id = 3")
    done = app.test_cli_runner().invoke(commands, ["verify"])
    first = json.loads(done.stdout)["first_difference"]
    assert (done.exit_code, first["entry"], first["tag"]) == (1, 3, "entry.admitted")
    assert ENTRY_3 in done.stderr


def test_a_head_is_printed_kept_and_checked_with(trail, session, app, tmp_path):
    session.commit()
    runner = app.test_cli_runner()
    assert runner.invoke(commands, ["head"]).exit_code == 2
    trail.write(5).ids()
    signed = runner.invoke(commands, ["head", "--sign"]).stdout
    assert runner.invoke(commands, ["head"]).stdout == signed
    kept = tmp_path / "head.txt"
    kept.write_text(signed)
    assert runner.invoke(commands, ["verify", "--head", str(kept)]).exit_code == 0
    kept.write_text(signed.replace("\n5\n", "\n6\n"))
    done = runner.invoke(commands, ["verify", "--head", str(kept)])
    assert (done.exit_code, json.loads(done.stdout)["first_difference"]["kind"]) == (1, "forged_head")


@pytest.mark.parametrize("given", [["--head", "nowhere.txt"], ["--head", __file__], ["--nonsense"]])
def test_wrong_use_is_told_from_a_finding(sealed, session, app, given):
    session.commit()
    assert app.test_cli_runner().invoke(commands, ["verify", *given]).exit_code == 2


def test_the_whole_is_read_in_few_statements(sealed, session, statements):
    session.commit()
    assert statements.of(sealed.report) == 5


def test_erasing_every_reason_leaves_the_trail_valid(sealed, session):
    for reason in session.scalars(select(AuditReason)):
        reason.text = None
    found = sealed.report()
    assert (found.first, found.reasons, found.reasons_erased) == (None, 0, 4)
