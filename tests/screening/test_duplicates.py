"""Finding nominations of one nominee: what is compared, when, and what staff decided stays."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from awards.audit import Tag, record
from awards.audit.models import AuditEntry
from awards.audit.queries import entries_about
from awards.core.actor import SYSTEM
from awards.core.permission import Refused
from awards.nominations.lifecycle import NominationState
from awards.nominations.models import Nominee
from awards.screening.duplicate_models import DuplicateScan, LikelyDuplicate, Merge
from awards.screening.duplicates import (
    PAUSE,
    find_duplicates_due,
    identities_of,
    keep,
    look,
    note_same,
    tell_apart,
)
from awards.screening.duplicates_cli import duplicates
from awards.screening.duplicates_page import pairs_page
from awards.screening.merging import merge
from awards.seasons.words import NomineeShape
from tests.factories import CategoryFactory, EntryFactory, EntryNominationFactory, NominationFactory, NomineeFactory
from tests.factories.nominations import SENT
from tests.factories.screening import LikelyDuplicateFactory
from tests.screening.conftest import NOW
from tests.screening.test_actions import codes

S = NominationState
WHY = ["Same name but for capitals and spaces", "Different email addresses at the same employer", "Same employer"]


@pytest.fixture
def named(category):
    """Make a nomination that was sent, of people with these names."""

    def make(*names, state=S.SUBMITTED, category=category, nominee=None, **facts):
        nomination = NominationFactory(category=category, state=state, submitted_at=SENT, **facts)
        for position, name in enumerate(names, 1):
            NomineeFactory(nomination=nomination, position=position, full_name=name, **(nominee or {}))
        return nomination

    return make


@pytest.fixture
def scan(session, season):
    return lambda: keep(session, season.id, look(session, season.id), seen=0, now=NOW)


def pairs(session):
    return session.scalars(select(LikelyDuplicate).order_by(LikelyDuplicate.id)).all()


def stored(session):
    return [(one.first_id, one.second_id, one.why) for one in pairs(session)]


def waiting(session, season):
    return pairs_page(session, season.id, decided=False, number=1).total


# What is compared.


def test_a_pair_is_kept_once_with_its_score_and_why(session, season, named, scan):
    first, second = named("Amara Okafor"), named("AMARA OKAFOR")
    named("Ben Adair")
    assert scan().new == 1
    assert stored(session) == [(first.id, second.id, WHY)]
    assert scan() == scan()
    assert (len(pairs(session)), waiting(session, season)) == (1, 1)


def test_drafts_what_was_withdrawn_and_what_is_held_are_not_compared(session, season, named):
    for state in (S.DRAFT, S.WITHDRAWN, S.SET_ASIDE):
        named("Amara Okafor", state=state)
    named("Amara Okafor", held_because=["trap"])
    named("Amara Okafor", held_because=["trap"], released_at=NOW, state=S.MERGED)
    assert [one.name for one in identities_of(session, season.id)] == ["Amara Okafor"]


def test_two_of_one_nomination_are_no_pair_and_one_shared_person_is_enough(session, named, scan):
    first = named("Amara Okafor", "Amára Okafor")
    second = named("Chika Obuya", "Amara Okafor")
    scan()
    assert [one[:2] for one in stored(session)] == [(first.id, second.id)]


def test_everything_that_tells_people_apart_is_compared(session, season, named):
    named(
        "Amara Okafor",
        nominee={
            "known_as": "Ama", "email": "amara@kent.example", "registration_number": "SW123",
            "employer": "Kent County Council", "employer_place": "kent", "date_of_birth": date(1990, 5, 4),
        },
    )  # fmt: skip
    [one] = identities_of(session, season.id)
    assert (one.known_as, one.email, one.number, one.employer, one.date_of_birth, one.is_team) == (
        "Ama", "amara@kent.example", "123", "kent", date(1990, 5, 4), False,
    )  # fmt: skip


def test_a_team_is_compared_by_its_own_name_and_never_with_people(session, season, named):
    teams = CategoryFactory(season=season, nominee_kind=NomineeShape.TEAM)
    named(
        "Sam Contact",
        category=teams,
        team_name="Harbour Team",
        team={"lead_employer": "Kent"},
        nominee={"is_team": True},
    )
    [team] = identities_of(session, season.id)
    assert (team.name, team.employer, team.is_team) == ("Harbour Team", "Kent", True)


def test_a_pair_that_holds_no_more_goes_unless_somebody_decided_on_it(session, named, scan, actor):
    named("Amara Okafor"), named("Amara Okafor")
    undecided, decided = named("Chika Obuya"), named("Ben Adair")
    named("Chika Obuya"), named("Ben Adair")
    scan()
    [ben] = [one for one in pairs(session) if one.first_id == decided.id]
    tell_apart(session, ben, reason="", actor=actor, now=NOW)
    undecided.state = decided.state = S.WITHDRAWN
    session.flush()
    assert scan().gone == 1
    assert (len(pairs(session)), ben.decided) == (2, "different")


def test_what_staff_called_different_stays_so_until_the_facts_change(session, season, named, scan, actor):
    told = {"email": None}
    first, _ = named("Amara Okafor", nominee=told), named("Amara Okafor", nominee=told)
    scan()
    [pair] = pairs(session)
    tell_apart(session, pair, reason="", actor=actor, now=NOW)
    assert (scan().reopened, waiting(session, season)) == (0, 0)

    [person] = session.scalars(select(Nominee).where(Nominee.nomination_id == first.id))
    person.full_name = "Amara Okafur"
    session.flush()
    assert (scan().reopened, waiting(session, season)) == (1, 1)
    assert (pair.decided, pair.decided_by) == (None, None)


# When.


def test_the_worker_searches_only_when_something_telling_has_happened(session, season, named, clock):
    first = named("Amara Okafor")
    named("Amara Okafor")
    session.commit()
    assert [find_duplicates_due(session, NOW), find_duplicates_due(session, NOW + PAUSE)] == [1, 0]
    assert len(pairs(session)) == 1

    record(session, Tag.NOMINATION_RULED, first.ref, actor=SYSTEM, at=NOW)
    session.commit()
    assert find_duplicates_due(session, NOW + PAUSE) == 0

    record(session, Tag.NOMINEE_CORRECTED, nominee_ref(session, first), actor=SYSTEM, at=NOW)
    session.commit()
    assert find_duplicates_due(session, NOW + PAUSE - timedelta(seconds=1)) == 0
    assert [find_duplicates_due(session, NOW + pauses * PAUSE) for pauses in (1, 3, 5)] == [1, 1, 0]
    assert session.get(DuplicateScan, season.id).scanned_at == NOW + 3 * PAUSE


def test_what_was_numbered_before_a_search_and_committed_after_it_is_searched_for(session, season, named):
    first = named("Amara Okafor")
    session.commit()
    assert find_duplicates_due(session, NOW) == 1
    record(session, Tag.NOMINEE_CORRECTED, nominee_ref(session, first), actor=SYSTEM, at=NOW - timedelta(minutes=1))
    session.get(DuplicateScan, season.id).seen = session.scalar(select(func.max(AuditEntry.id))) + 5
    session.commit()
    assert find_duplicates_due(session, NOW + PAUSE) == 1


def nominee_ref(session, nomination):
    return session.scalars(select(Nominee.ref).where(Nominee.nomination_id == nomination.id)).one()


def test_a_season_without_anything_sent_is_not_searched(session, season, named):
    named("Amara Okafor", state=S.DRAFT)
    session.commit()
    assert find_duplicates_due(session, NOW) == 0


# What waits.


def test_only_pairs_that_stand_and_go_forward_apart_wait(session, season, named):
    first, second, third, fourth = (named("Amara Okafor") for _ in range(4))
    for two in ((first, second), (first, third), (second, third), (first, fourth)):
        LikelyDuplicateFactory(nominations=two)
    assert waiting(session, season) == 4
    second.state = S.MERGED
    session.add(Merge(nomination_id=second.id, into_id=first.id, was="submitted", merged_by="USR-A", merged_at=NOW))
    fourth.state = S.WITHDRAWN
    session.flush()
    assert waiting(session, season) == 2
    third.state = S.MERGED
    session.add(Merge(nomination_id=third.id, into_id=first.id, was="submitted", merged_by="USR-A", merged_at=NOW))
    session.flush()
    assert waiting(session, season) == 0


def test_a_pair_behind_one_entry_goes_forward_together_already(session, season, category, named):
    two, entry = (named("Amara Okafor"), named("Amara Okafor")), EntryFactory(category=category)
    LikelyDuplicateFactory(nominations=two)
    EntryNominationFactory(nomination=two[0], entry=entry)
    assert waiting(session, season) == 1
    EntryNominationFactory(nomination=two[1], entry=entry)
    assert waiting(session, season) == 0


# Deciding.


def test_a_decision_is_kept_with_who_when_and_why(session, named, scan, actor):
    first, second = named("Amara Okafor"), named("Amara Okafor")
    scan()
    [pair] = pairs(session)
    tell_apart(session, pair, reason="Mother and daughter.", actor=actor, now=NOW)
    assert (pair.decided, pair.decided_by, pair.decided_at) == ("different", actor.reference, NOW)
    entry = entries_about(session, first.ref)[0]
    assert (entry.tag, entry.facts, entry.reason.text) == (
        "duplicate.decided", {"other": second.ref, "decided": "different"}, "Mother and daughter.",
    )  # fmt: skip


def test_one_person_in_two_awards_is_noted_and_within_one_award_refused(session, season, named, scan, actor, reader):
    named("Amara Okafor"), named("Amara Okafor", category=CategoryFactory(season=season)), named("Amara Okafor")
    scan()
    two_awards, one_award, _ = pairs(session)
    note_same(session, two_awards, reason="", actor=actor, now=NOW)
    assert two_awards.decided == "same"
    with pytest.raises(Refused) as refusal:
        note_same(session, one_award, reason="", actor=actor, now=NOW)
    assert codes(refusal) == ["one-award"]
    for settle in (tell_apart, note_same):
        with pytest.raises(Refused) as refusal:
            settle(session, two_awards, reason="", actor=reader, now=NOW)
        assert codes(refusal) == ["not-staff"]


# By command.


def test_the_command_is_a_dry_run_unless_told_to_commit(app, session, season, named):
    named("Amara Okafor"), named("Amara Okafor")
    session.commit()
    run = app.test_cli_runner()

    dry = run.invoke(duplicates, ["scan"])
    answer = {"season": season.key, "pairs": 1, "new": 1, "gone": 0, "reopened": 0, "saved": False}
    assert (dry.exit_code, json.loads(dry.stdout)) == (0, answer)
    session.rollback()
    assert pairs(session) == []

    done = run.invoke(duplicates, ["scan", "--season", season.key, "--commit"])
    assert json.loads(done.stdout) == answer | {"saved": True}
    session.rollback()
    assert len(pairs(session)) == 1
    assert run.invoke(duplicates, ["scan", "--season", "1999"]).stdout == ""


@pytest.mark.parametrize("decide", [tell_apart, note_same])
def test_two_that_go_forward_together_are_neither_different_people_nor_two_awards(
    session, season, eligible, actor, decide
):
    lead, first, second = eligible(), eligible(), eligible()
    pairs = [LikelyDuplicateFactory(nominations=two) for two in ((lead, first), (first, second))]
    for one in (first, second):
        merge(session, one, into=lead, reason="", actor=actor, now=NOW)
    for pair in pairs:
        with pytest.raises(Refused) as refused:
            decide(session, pair, reason="", actor=actor, now=NOW)
        assert "go-together" in [one.code for one in refused.value.permission.reasons]
        session.refresh(pair)
        assert pair.decided == "merged"


def test_two_behind_one_entry_are_not_told_apart(session, category, eligible, actor):
    two = eligible(), eligible()
    pair, entry = LikelyDuplicateFactory(nominations=two), EntryFactory(category=category)
    for one in two:
        EntryNominationFactory(nomination=one, entry=entry)
    with pytest.raises(Refused) as refused:
        tell_apart(session, pair, reason="", actor=actor, now=NOW)
    assert [one.code for one in refused.value.permission.reasons] == ["go-together"]
