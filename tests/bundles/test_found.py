"""A season whose rules were locked before there was a record: what stands is written once, and holds."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text

from awards.bundles.found import find_due
from awards.db import db
from awards.ledger.replay import replay
from awards.panels.lifecycle import AssignmentState
from awards.panels.locking import lock_rules
from awards.results.policy import may_see_ranking
from awards.screening.lifecycle import EntryState
from awards.sealing.checking import check_log
from awards.sealing.records import records_of
from tests.factories import AssignmentFactory, InterestFactory, ScoreFactory, ScoreSheetFactory
from tests.sealing.judged import CLOSED, NOW, STAFF, Judged


@pytest.fixture
def earlier(session, clock):
    """A season in judging, as a release without the record left it."""
    session.expire_on_commit = False
    made = Judged(session, judges=3, entries=4)
    given = made.given
    lock_rules(session, made.season, actor=STAFF, now=NOW)
    for judge in (0, 1):
        for entry in (0, 1, 2):
            reading = AssignmentFactory(member=given.members[judge], entry=given.entries[entry], released_at=NOW)
            sheet = ScoreSheetFactory(assignment=reading, complete=True)
            for criterion in given.criteria:
                ScoreFactory(sheet=sheet, criterion_id=criterion.id, points=3)
    InterestFactory(member=given.members[0], entry=given.entries[0])
    last = given.members[2]
    AssignmentFactory(member=last, entry=given.entries[0], state=AssignmentState.ABSTAINED, abstained_at=NOW)
    AssignmentFactory(member=last, entry=given.entries[1], state=AssignmentState.REMOVED)
    AssignmentFactory(member=last, entry=given.entries[2], state=AssignmentState.PLANNED)
    given.members[1].left_at = NOW
    given.entries[2].state = EntryState.WITHDRAWN
    session.flush()
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text("DROP TRIGGER judging_act_stays"))
    else:
        session.execute(text("ALTER TABLE judging_act DISABLE TRIGGER judging_act_keeps"))
    session.execute(text("DELETE FROM judging_act"))
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("ALTER TABLE judging_act ENABLE TRIGGER judging_act_keeps"))
    session.commit()
    return made


@pytest.fixture
def find(app, session):
    def run():
        session.commit()
        with app.app_context():
            done = find_due(db.session, NOW + timedelta(minutes=1))
            db.session.close()
        session.expire_all()
        return done

    return run


def test_what_stands_is_written_once_with_a_note_that_it_was_found(earlier, find):
    assert (find(), find()) == (1, 0)
    given = earlier.given
    kinds = [kind for kind, _ in earlier.acts()]
    assert earlier.acts()[0] == ("note", {"subject": "found", "facts": {}, "reason": None})
    assert {kind: kinds.count(kind) for kind in kinds} == {
        "note": 1, "rules_fixed": 1, "judge_joined": 3, "judge_left": 1, "entry_entered": 4, "entry_withdrawn": 1,
        "assigned": 7, "abstained": 1, "recused": 1, "scored": 6,
    }  # fmt: skip
    assert ("recused", earlier.pair(0, 0) | {"reason": None}) in earlier.acts()
    assert ("abstained", earlier.pair(2, 0) | {"reason": None}) in earlier.acts()
    withdrawn = {"entry": earlier.label(given.entries[2]), "reason": None}
    assert ("entry_withdrawn", withdrawn) in earlier.acts()


def test_it_is_sealed_at_the_close_and_comes_to_what_the_tables_say(earlier, find, work, session, mailbox):
    find()
    work(CLOSED)
    mailbox.deliver()
    work()
    standing = replay(records_of(session, earlier.season_id))
    pairs = [(one["entry"], one["judge"]) for one in (earlier.pair(1, 0), earlier.pair(0, 1), earlier.pair(1, 1))]
    assert sorted(pair for pair in standing.sheets if standing.counts(pair)) == sorted(pairs)
    assert may_see_ranking(earlier.season, now=CLOSED)
    assert check_log(session, earlier.season) is None


def test_a_season_that_was_over_before_its_record_began_is_found_at_the_close(earlier, work, session, mailbox):
    work(CLOSED)
    mailbox.deliver()
    work()
    kinds = [kind for kind, _ in earlier.acts()]
    assert (kinds[0], kinds.count("rules_fixed"), kinds[-1]) == ("note", 1, "round_closed")
    assert may_see_ranking(earlier.season, now=CLOSED)
