"""Commands of operators: look again at what changed, count the queue, admit, and search for duplicates."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select

from awards.audit.queries import entries_about
from awards.core.actor import SYSTEM
from awards.nominations.lifecycle import NominationState
from awards.screening.cli import screening
from awards.screening.copying import stamp_copy
from awards.screening.duplicate_models import LikelyDuplicate
from awards.screening.duplicates_cli import duplicates
from awards.screening.models import Case, Entry, VerdictRecord
from tests.factories import RuleSetFactory, SeasonFactory
from tests.screening.conftest import NOW, RULES


@pytest.fixture
def run(app, session, clock):
    """Run a command as it is typed, with everything made so far there to be seen; gives exit code and output."""
    clock.set(NOW)

    def run(group, *words):
        session.commit()
        result = app.test_cli_runner().invoke(group, [str(word) for word in words])
        session.rollback()
        session.expire_all()
        return result.exit_code, result.stdout

    return run


def cases(session):
    return [(one.place.value, one.reason) for one in session.scalars(select(Case).order_by(Case.nomination_id))]


def counted(name: str, *numbers: int) -> str:
    words = ("Needs me", "Waiting for somebody", "On hold", "Done", "Not looked at yet")
    lines = [f"  {word:<22} {number:>5}" for word, number in zip(words, numbers, strict=True)]
    return "\n".join([name, *lines, ""])


# Looking again.


def test_looking_again_says_how_many_and_saves_nothing_unless_told(session, make_nomination, run):
    for _ in range(3):
        make_nomination()
    dry = "3 nominations to look at again; nothing saved. Say --commit.\n"
    assert run(screening, "look-again") == (0, dry)
    assert (cases(session), session.scalars(select(VerdictRecord)).all()) == ([], [])
    assert run(screening, "look-again", "--commit") == (0, "3 nominations looked at again.\n")
    assert cases(session) == [("needs_me", "rule_eligible")] * 3
    assert run(screening, "look-again", "--commit") == (0, "0 nominations looked at again.\n")


def test_looking_again_after_new_rules_leaves_the_verdict_before_it_in_the_record(session, season, nomination, run):
    run(screening, "look-again", "--commit")
    two_people = RULES[0] | {"params": {"least": 2, "most": 2}}
    RuleSetFactory(season_id=season.id, version=2, rules=[two_people, RULES[1]])
    assert run(screening, "look-again", "--commit") == (0, "1 nomination looked at again.\n")
    kept = session.execute(select(VerdictRecord.level, VerdictRecord.rule_set_version).order_by(VerdictRecord.id))
    assert [tuple(row) for row in kept] == [("eligible", 1), ("ineligible", 2)]
    assert [(one.tag, one.actor) for one in entries_about(session, nomination.ref)] == [
        ("verdict.computed", str(SYSTEM))
    ] * 2


def test_looking_again_in_one_season_leaves_the_others(session, season, make_nomination, run):
    make_nomination()
    SeasonFactory(programme=season.programme, key="2023", year=2023)
    assert run(screening, "look-again", "--season", "2023", "--commit") == (0, "0 nominations looked at again.\n")
    assert cases(session) == []


@pytest.mark.parametrize("command", ["look-again", "queue"])
def test_a_season_that_there_is_not_is_a_mistake_of_whoever_typed_it(nomination, run, command):
    assert run(screening, command, "--season", "1999") == (2, "")


# Counting the queue.


def test_the_queue_is_counted_by_its_four_lists_and_what_nobody_has_looked_at(session, season, make_nomination, run):
    make_nomination()
    make_nomination(state=NominationState.WITHDRAWN)
    make_nomination(state=NominationState.INELIGIBLE)
    name = f"{season.name} ({season.key})"
    assert run(screening, "queue") == (0, counted(name, 0, 0, 0, 0, 3))
    run(screening, "look-again", "--commit")
    make_nomination()
    assert run(screening, "queue", "--season", season.key) == (0, counted(name, 1, 0, 0, 2, 1))


# Admitting, and searching for duplicates.


def test_only_what_is_stamped_is_admitted_and_each_is_answered_for(session, eligible, actor, run):
    stamped, bare = eligible(), eligible()
    stamp_copy(session, stamped, actor=actor, now=NOW)
    code, said = run(screening, "admit", stamped.ref, bare.ref, "--commit")
    first, second = [json.loads(line) for line in said.splitlines()]
    missing = [f"The judges’ copy of {bare.ref} is not stamped."]
    assert (code, second) == (1, {"nomination": bare.ref, "entry": None, "missing": missing})
    assert (first["nomination"], first["missing"]) == (stamped.ref, [])
    assert [one.ref for one in session.scalars(select(Entry))] == [first["entry"]]


def test_a_search_for_duplicates_is_kept_only_when_told(session, season, make_nomination, run):
    for _ in range(2):
        make_nomination()
    found = {"season": season.key, "pairs": 1, "new": 1, "gone": 0, "reopened": 0}
    code, said = run(duplicates, "scan")
    assert (code, json.loads(said), session.scalars(select(LikelyDuplicate)).all()) == (0, found | {"saved": False}, [])
    code, said = run(duplicates, "scan", "--commit")
    assert (code, json.loads(said)) == (0, found | {"saved": True})
    assert len(session.scalars(select(LikelyDuplicate)).all()) == 1


def test_duplicates_of_a_season_that_there_is_not_are_not_searched(nomination, run):
    assert run(duplicates, "scan", "--season", "1999") == (2, "")
