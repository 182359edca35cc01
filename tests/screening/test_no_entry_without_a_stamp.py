"""Nothing reaches judges without a stamp: not by page, not by command, and not by a statement past all our code."""

from __future__ import annotations

import json

import pytest
from alembic import command
from sqlalchemy import insert, update
from sqlalchemy.exc import IntegrityError

from awards.screening.cli import screening
from awards.screening.copies import copy_of
from awards.screening.copying import stamp_copy
from awards.screening.lifecycle import EntryState
from awards.screening.models import Entry, EntryNomination
from awards.web.health import alembic_config
from tests.factories import CopyStampFactory, EntryFactory, EntryNominationFactory, admitted
from tests.screening.conftest import NOW


@pytest.fixture(autouse=True)
def _after_the_close(clock):
    clock.set(NOW)


def an_entry(category, **changes):
    return {
        "ref": "ENT-AAAAAAA", "category_id": category.id, "state": EntryState.IN_JUDGING, "version": 1,
        "title": "Amara Okafor", "by_organiser": False, "admitted_at": NOW, "stamped_by": "USR-STAMPER",
    } | changes  # fmt: skip


def test_the_page_refuses_without_a_stamp(counted, eligible, staff_browser):
    nomination = eligible()
    page = staff_browser().get("screening_staff.admit", ref=nomination.ref).submit("Admit")
    assert (page.status, page.errors) == (422, [f"The judges’ copy of {nomination.ref} is not stamped."])
    assert counted(Entry) == 0


def test_the_command_refuses_without_a_stamp_and_says_what_is_missing(app, session, counted, eligible, actor):
    bare, stamped = eligible(), eligible()
    stamp_copy(session, stamped, actor=actor, now=NOW)
    session.commit()

    def run(*words):
        result = app.test_cli_runner().invoke(screening, ["admit", *words])
        return result.exit_code, [json.loads(line) for line in result.stdout.splitlines()]

    missing = {"nomination": bare.ref, "entry": None, "missing": [f"The judges’ copy of {bare.ref} is not stamped."]}
    nobody = {"nomination": "NOM-NOTHERE", "entry": None, "missing": ["There is no nomination with this reference."]}
    assert run(bare.ref, "NOM-NOTHERE", "--commit") == (1, [missing, nobody])
    assert counted(Entry) == 0

    code, (answer,) = run(stamped.ref)
    assert (code, answer["missing"], counted(Entry)) == (0, [], 0)
    code, (answer,) = run(stamped.ref, "--commit")
    assert (code, answer["entry"][:4], counted(Entry)) == (0, "ENT-", 1)


def test_the_command_knows_its_programmes(app, session, season):
    session.commit()
    result = app.test_cli_runner().invoke(screening, ["admit", "NOM-A", "--programme", "nowhere"])
    assert (result.exit_code, result.stderr) == (2, "There is no such programme.\n")


def test_the_database_refuses_an_entry_without_a_stamp_or_one_that_is_not_there(session, category):
    for stamp_id in (None, 999_999):
        with pytest.raises(IntegrityError), session.begin_nested():
            session.execute(insert(Entry).values(an_entry(category, stamp_id=stamp_id)))
            session.flush()
    session.execute(insert(Entry).values(an_entry(category, by_organiser=True)))


def test_the_database_lets_nobody_take_the_stamp_of_an_entry_away(session, category):
    entry = EntryFactory(category=category)
    with pytest.raises(IntegrityError), session.begin_nested():
        session.execute(update(Entry).where(Entry.id == entry.id).values(stamp_id=None))


def test_the_database_refuses_a_nomination_behind_an_entry_without_a_stamp_of_its_own(session, category, eligible):
    entry, nomination, other = EntryFactory(category=category), eligible(), eligible()
    theirs = CopyStampFactory(nomination=other)
    for stamp_id in (None, theirs.id, 999_999):
        row = {"entry_id": entry.id, "nomination_id": nomination.id, "stamp_id": stamp_id}
        with pytest.raises(IntegrityError), session.begin_nested():
            session.execute(insert(EntryNomination).values(row))
    EntryNominationFactory(entry=entry, nomination=other, stamp=theirs)
    with pytest.raises(IntegrityError), session.begin_nested():
        session.execute(update(EntryNomination).values(nomination_id=nomination.id))


def test_what_was_admitted_before_there_were_stamps_keeps_its_copy_and_is_stamped_by_who_admitted_it(
    session, database_url, eligible, actor
):
    nomination, joined = eligible(), eligible()
    admitted(session, nomination, texts={"q1": "Nobody named."}, actor=actor, now=NOW)
    two = admitted(session, joined, actor=actor, now=NOW)
    admitted(session, eligible(), into=two, actor=actor, now=NOW)
    session.commit()
    config = alembic_config(database_url)

    command.downgrade(config, "0013_supporters")
    command.upgrade(config, "head")

    session.expire_all()
    copy, unknown = copy_of(session, nomination), copy_of(session, joined)
    assert [(line.key, line.text, line.included) for line in copy.lines] == [("q1", "Nobody named.", True)]
    assert [line.included for line in unknown.lines] == [False]
    assert (copy.stamp, copy.last_stamp.stamped_by) == (None, actor.reference)
