"""What the rules are told: unknown is None, and a nominator hears only about their own answers."""

from __future__ import annotations

from datetime import date

import pytest

from awards.eligibility.facts import NomineeKind, ProgrammeState, Registration
from awards.eligibility.verdict import Level
from awards.nominations.facts import facts_of, verdict_as_told
from awards.nominations.queries import rules_of
from tests.nominations.building import complete


def test_what_was_not_typed_is_unknown(session, season):
    nomination = complete(session, season)
    nomination.organiser_tie = nomination.relationship_to_nominee = nomination.nominee_knows = None
    facts = facts_of(nomination)
    person = facts.people[0]
    assert (facts.nominator.knows_nominee, facts.nominator.organiser_role, facts.nominee_aware) == (None, None, None)
    assert (person.registration, person.in_post, person.programmes, person.judges_categories) == (None,) * 4


def test_what_was_typed_is_told(session, season):
    nomination = complete(session, season, "fellowship")
    nomination.organiser_tie, nomination.relationship_to_nominee = "staff", "does_not_know"
    nominee = nomination.nominees[0]
    nominee.registration, nominee.programme, nominee.programme_status = "lapsed", "headline", "completed"
    nominee.lived_experience, nominee.date_of_birth = "no", date(2004, 3, 27)
    facts = facts_of(nomination)
    person = facts.people[0]
    assert (facts.nominator.organiser_role, facts.nominator.knows_nominee) == ("staff", False)
    assert (person.registration, person.lived_experience) == (Registration.LAPSED, False)
    assert [(one.programme, one.status) for one in person.programmes or ()] == [("headline", ProgrammeState.COMPLETED)]
    assert (person.nation, person.date_of_birth, facts.benefits) == ("England", date(2004, 3, 27), "England")


def test_none_of_the_programmes_is_not_the_same_as_not_known(session, season):
    nomination = complete(session, season, "fellowship")
    nomination.nominees[0].programme = "none"
    assert facts_of(nomination).people[0].programmes == ()


def test_who_judges_is_told_by_reference(session, season):
    nomination = complete(session, season)
    judging = {nomination.nominator.ref: ("team",), nomination.nominees[0].ref: ()}
    facts = facts_of(nomination, judges_categories=judging)
    assert (facts.nominator.judges_categories, facts.people[0].judges_categories) == (("team",), ())


@pytest.mark.parametrize(
    ("key", "kind", "people", "members"),
    [
        ("practice", NomineeKind.PERSON, 1, None),
        ("team", NomineeKind.TEAM, 0, 8),
        ("young_people", NomineeKind.PERSON, 1, None),
    ],
)
def test_the_shape_follows_the_category(session, season, key, kind, people, members):
    facts = facts_of(complete(session, season, key))
    assert (facts.nominee_kind, len(facts.people), facts.team and facts.team.members) == (kind, people, members)


def told(session, nomination):
    return verdict_as_told(nomination, rules_of(session, nomination))


def test_what_nominators_are_not_asked_does_not_count_against_their_nomination(session, season):
    nomination = complete(session, season)
    nominee = nomination.nominees[0]
    nominee.registration, nominee.employer_type = "registered", "council"
    nominee.works_in, nominee.in_post, nominee.employer = "statutory_childrens", True, "Islington"
    nominee.deceased = True  # staff know, the nominator is not told
    assert (told(session, nomination).level, told(session, nomination).reasons) == (Level.ELIGIBLE, ())


def test_a_young_person_of_17_fits_as_far_as_the_nominator_is_told(session, season):
    nomination = complete(session, season, "young_people")
    nomination.nominees[0].date_of_birth, nomination.nominees[0].lived_experience = date(2006, 6, 1), "yes"
    assert told(session, nomination).level is Level.ELIGIBLE


def test_every_reason_rests_on_an_answer_and_a_better_award_is_suggested(session, season):
    nomination = complete(session, season)
    nominee = nomination.nominees[0]
    nominee.registration, nominee.employer_type = "not_registered", "voluntary"
    nominee.works_in, nominee.in_post = "statutory_childrens", True
    verdict = told(session, nomination)
    assert verdict.level is Level.INELIGIBLE
    assert verdict.reasons == ("Amara Okafor is not registered with Social Work England.",)
