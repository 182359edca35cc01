"""After a restore the erasures are done again from a list of references, once however often it is run."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import delete, select

from awards.audit import Tag
from awards.audit.models import AuditEntry
from awards.core.actor import SYSTEM
from awards.nominees.models import Suppression
from awards.privacy.commands import privacy
from awards.privacy.erasure import Ground, Wish, erase
from awards.privacy.known import known_by
from awards.privacy.models import Erasure
from awards.privacy.repeating import BadListError, erasures, read_lines, repeat
from tests.factories import NomineeFactory
from tests.privacy.planting import EMAIL, NAME, Planted, everything_in

WISH = Wish(ground=Ground.OBJECTED, reason="Asked.", suppress=True)


@pytest.fixture
def listed(session, clock):
    """Give the list of an erasure whose database was restored from before it: everything is there again."""
    planted = Planted(session)
    session.commit()
    erase(session, known_by(session, planted.refs), WISH, actor=SYSTEM, now=clock())
    lines = [one.as_json() for one in erasures(session)]
    session.rollback()
    session.expire_all()
    return planted, lines


def test_the_list_holds_references_and_nothing_that_names_anybody(listed):
    planted, lines = listed
    assert [json.loads(one)["subject"] for one in lines] == planted.refs
    assert not any(word in "".join(lines) for word in (*planted.marks.values(), *NAME.split()))


def test_what_a_restore_brought_back_goes_again(listed, clock):
    planted, lines = listed
    session = planted.session
    done = repeat(session, read_lines(lines), now=clock())
    session.flush()
    left = everything_in(session)
    assert sorted(done.again) == sorted(planted.refs)
    found = {(where, table) for where, mark in planted.marks.items() for table, text in left.items() if mark in text}
    assert (found, [table for table, text in left.items() if NAME in text or EMAIL in text]) == (set(), [])


def test_the_note_not_to_ask_again_is_made_anew(listed, clock):
    planted, lines = listed
    repeat(planted.session, read_lines(lines), now=clock())
    assert planted.session.scalars(select(Suppression.nominee_ref)).all() == [planted.nominee.ref]


def test_done_twice_it_is_done_once(listed, clock):
    planted, lines = listed
    session = planted.session
    repeat(session, read_lines(lines), now=clock())
    again = repeat(session, read_lines(lines), now=clock())
    assert (again.again, sorted(again.known)) == ([], sorted(planted.refs))
    entries = session.scalars(select(AuditEntry).where(AuditEntry.tag == Tag.ERASURES_REPEATED)).all()
    assert [sorted(one.facts["references"]) for one in entries] == [sorted(planted.refs)]
    assert session.scalars(select(Erasure.subject)).all().count(planted.nominee.ref) == 1


def test_whom_the_backup_does_not_have_is_said(session, clock):
    line = '{"subject": "NEE-ZZZZZZZ", "kind": "nominee", "at": "2024-02-01T12:00:00+00:00", "by": "staff:USR-1"}'
    assert repeat(session, read_lines([line]), now=clock()).unknown == ["NEE-ZZZZZZZ"]


def test_a_hold_on_flags_is_kept(listed, clock):
    planted, lines = listed
    held = [json.dumps(json.loads(one) | {"flags_held": True}) for one in lines]
    repeat(planted.session, read_lines(held), now=clock())
    assert planted.marks["flag_note.text"] in everything_in(planted.session)["flag_note"]


NO_ZONE = '{"subject": "N", "kind": "nominee", "at": "2024-02-01T12:00:00", "by": ""}'


@pytest.mark.parametrize("text", ["{", "[]", '{"subject": 1}', NO_ZONE])
def test_a_file_that_is_no_list_is_refused_by_its_line(text):
    with pytest.raises(BadListError, match=r"^Line 2"):
        read_lines(["", text])


def test_the_commands_print_the_list_and_do_it_again(app, session, clock, tmp_path):
    nominee = NomineeFactory(full_name=NAME)
    erase(session, known_by(session, [nominee.ref]), WISH, actor=SYSTEM, now=clock())
    session.commit()
    runner = app.test_cli_runner()
    listed = runner.invoke(privacy, ["erasures"])
    assert [json.loads(one)["subject"] for one in listed.stdout.splitlines()] == [nominee.ref]
    file = tmp_path / "erasures.jsonl"
    file.write_text(listed.stdout)
    session.execute(delete(Erasure))
    nominee.full_name = NAME
    session.commit()
    dry = runner.invoke(privacy, ["repeat", str(file)])
    assert dry.stdout.splitlines()[0].endswith("1 to erase again; nothing saved. Say --commit.")
    session.refresh(nominee)
    assert nominee.full_name == NAME
    session.rollback()
    assert runner.invoke(privacy, ["repeat", str(file), "--commit"]).exit_code == 0
    session.refresh(nominee)
    assert nominee.full_name == "Name withheld"
    session.rollback()
    file.write_text("nonsense\n")
    assert runner.invoke(privacy, ["repeat", str(file)]).exit_code == 2
