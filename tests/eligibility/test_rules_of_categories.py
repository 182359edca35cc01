"""Frontline's rules of each category, one fact at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from awards.eligibility.facts import NomineeKind, ProgrammeState, ProgrammeStatus, Registration, TeamStructure
from tests.eligibility.invented import FELLOW, PERSON, TEAM, TRAINEE, judged, person, sound, with_person, with_team

ORGANISATION, GROUP, A_TEAM, ONE = (
    NomineeKind.ORGANISATION,
    NomineeKind.GROUP,
    NomineeKind.TEAM,
    NomineeKind.PERSON,
)


def answer(facts):
    verdict = judged(facts)
    return (str(verdict.level), verdict.rules)


def group(category, *people):
    return sound(category, nominee_kind=GROUP, people=people)


def on(programme, status, stage=None):
    return (ProgrammeStatus(programme, ProgrammeState(status), stage),)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (sound("practice", people=()), ("ineligible", ("PL1",))),
        (sound("practice", people=(), nominee_kind=ORGANISATION), ("needs-check", ("PL1",))),
        (sound("leadership", people=(), nominee_kind=A_TEAM), ("needs-check", ("PL1",))),
        (group("leadership", PERSON, person(name="Ask Lindqvist")), ("ineligible", ("PL1",))),
        (with_person("practice", registration=Registration.LAPSED), ("ineligible", ("PL2",))),
        (with_person("practice", registration=Registration.NOT_REGISTERED), ("ineligible", ("PL2",))),
        (with_person("practice", registration=Registration.OTHER_UK_REGISTER), ("needs-check", ("PL2",))),
        (with_person("practice", registration=None), ("needs-check", ("PL2",))),
        (with_person("practice", employer_type="childrens_trust"), ("eligible", ())),
        (with_person("practice", employer_type="agency", placed_with="childrens_trust"), ("eligible", ())),
        (with_person("practice", employer_type="agency"), ("needs-check", ("PL3",))),
        (with_person("practice", employer_type="agency", placed_with="nhs"), ("ineligible", ("PL3",))),
        (with_person("practice", employer_type="voluntary", seconded_to="council"), ("eligible", ())),
        (with_person("practice", seconded_to="voluntary"), ("ineligible", ("PL3",))),
        (with_person("practice", employer_type="voluntary", delegated_functions=True), ("needs-check", ("PL3",))),
        (with_person("practice", employer_type="voluntary", delegated_functions=None), ("needs-check", ("PL3",))),
        (with_person("practice", employer_type="district_council"), ("ineligible", ("PL3",))),
        (with_person("practice", employer_type=None), ("needs-check", ("PL3",))),
        (with_person("practice", employer_on_list=False), ("needs-check", ("PL3",))),
        (with_person("practice", in_post=False), ("ineligible", ("PL3",))),
        (with_person("practice", in_post=None), ("needs-check", ("PL3",))),
        (with_person("practice", works_in="mixed"), ("needs-check", ("PL3",))),
        (with_person("practice", works_in=None), ("needs-check", ("PL3",))),
        (with_person("practice", works_in="non_statutory_childrens"), ("ineligible", ("PL3",))),
    ],
)
def test_practice_and_leadership_are_for_one_registered_person_in_a_statutory_post(facts, expected):
    assert answer(facts) == expected


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (with_team(members=2), ("eligible", ())),
        (with_team(members=1), ("ineligible", ("TE1",))),
        (with_team(members=None), ("needs-check", ("TE1",))),
        (sound("team", team=None, nominee_kind=ONE, people=(PERSON,)), ("ineligible", ("TE1",))),
        (sound("team", team=None, nominee_kind=ORGANISATION), ("needs-check", ("TE1",))),
        (with_team(service="adults"), ("ineligible", ("TE2",))),
        (with_team(service="mixed"), ("needs-check", ("TE2",))),
        (with_team(service=None), ("needs-check", ("TE2",))),
        (with_team(lead_employer_type="voluntary"), ("ineligible", ("TE2",))),
        (with_team(lead_employer_type=None), ("needs-check", ("TE2",))),
        (with_team(structure=None), ("needs-check", ("TE2",))),
        (with_team(active=False), ("needs-check", ("TE4",))),
        (with_team(active=None), ("needs-check", ("TE4",))),
    ],
)
def test_a_team_has_two_members_belongs_to_a_council_and_still_exists(facts, expected):
    assert answer(facts) == expected


@pytest.mark.parametrize(
    ("count", "expected"),
    [(3, ("eligible", ())), (0, ("ineligible", ("TE3",))), (None, ("needs-check", ("TE3",)))],
)
def test_a_team_of_several_agencies_needs_one_member_in_childrens_social_work(count, expected):
    several = replace(
        TEAM,
        structure=TeamStructure.MULTI_AGENCY,
        lead_employer_type="voluntary",
        service="family_support",
        children_social_workers=count,
    )
    assert answer(sound("team", team=several)) == expected


@pytest.mark.parametrize(
    ("standings", "expected"),
    [
        (("registered", "not_registered", "lapsed"), ("eligible", ())),
        (("not_registered", "lapsed"), ("ineligible", ("IN2",))),
        (("not_registered", None), ("needs-check", ("IN2",))),
        (("not_registered", "other_uk_register"), ("needs-check", ("IN2",))),
        (("registered",) * 4, ("ineligible", ("IN1",))),
        ((), ("ineligible", ("IN1",))),
    ],
)
def test_innovation_needs_one_registered_person_among_three_at_most(standings, expected):
    people = tuple(
        person("innovation", name=f"Inventor {place}", registration=standing and Registration(standing))
        for place, standing in enumerate(standings)
    )
    assert answer(group("innovation", *people)) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"date_of_birth": date(2008, 2, 23), "adult_confirmed_16_17": True}, ("eligible", ())),
        ({"date_of_birth": date(2008, 2, 23)}, ("needs-check", ("YP4",))),
        ({"date_of_birth": date(2006, 2, 24), "adult_confirmed_16_17": False}, ("needs-check", ("YP4",))),
        ({"date_of_birth": date(2006, 2, 23)}, ("eligible", ())),
        ({"date_of_birth": date(2008, 2, 24), "adult_confirmed_16_17": True}, ("ineligible", ("YP2",))),
        ({"date_of_birth": date(1998, 2, 24)}, ("eligible", ())),
        ({"date_of_birth": date(1998, 2, 23)}, ("ineligible", ("YP2",))),
        ({"date_of_birth": date(2024, 3, 1)}, ("ineligible", ("YP2",))),
        ({"date_of_birth": None}, ("needs-check", ("YP2",))),
        ({"lived_experience": False}, ("ineligible", ("YP3",))),
        ({"lived_experience": None}, ("needs-check", ("YP3",))),
        ({"lived_experience_nation": "Scotland"}, ("needs-check", ("YP3",))),
    ],
)
def test_young_people_are_16_to_25_on_the_closing_date_with_lived_experience(changes, expected):
    assert answer(with_person("young_people", **changes)) == expected


@pytest.mark.parametrize(
    ("kind", "expected"),
    [(ONE, "ineligible"), (GROUP, "ineligible"), (ORGANISATION, "needs-check"), (A_TEAM, "needs-check")],
)
@pytest.mark.parametrize(("category", "rule"), [("young_people", "YP1"), ("fellowship", "FE1"), ("innovation", "IN1")])
def test_with_nobody_named_an_organisation_is_asked_for_names(category, rule, kind, expected):
    assert answer(sound(category, people=(), nominee_kind=kind)) == (expected, (rule,))


@pytest.mark.parametrize(
    ("programmes", "expected"),
    [
        (on("pathways", "completed"), ("eligible", ())),
        (on("approach_social_work", "completed"), ("eligible", ())),
        (on("step_up", "completed"), ("ineligible", ("FE2",))),
        (on("firstline", "current"), ("ineligible", ("FE2",))),
        (on("frontline", "withdrawn"), ("ineligible", ("FE2",))),
        (on("frontline", "unknown"), ("needs-check", ("FE2",))),
        (on("frontline", "left_after_qualifying"), ("needs-check", ("FE2",))),
        (on("frontline", "withdrawn") + on("headline", "completed"), ("eligible", ())),
        ((), ("ineligible", ("FE2",))),
        (None, ("needs-check", ("FE2",))),
    ],
)
def test_a_fellow_has_finished_a_frontline_programme(programmes, expected):
    assert answer(with_person("fellowship", programmes=programmes)) == expected


def test_one_person_who_is_no_fellow_keeps_a_group_out_and_is_named():
    verdict = judged(group("fellowship", FELLOW, PERSON))
    assert [(finding.rule_id, finding.about, finding.suggest) for finding in verdict.deciding] == [
        ("FE2", "Marlowe Quist", "innovation")
    ]


@pytest.mark.parametrize(
    ("programmes", "expected"),
    [
        (on("approach_social_work", "current", "year_3"), ("eligible", ())),
        (on("frontline", "deferred"), ("needs-check", ("PA2",))),
        (on("frontline", "unknown"), ("needs-check", ("PA2",))),
        (on("frontline", "offered"), ("ineligible", ("PA2",))),
        (on("frontline", "withdrawn"), ("ineligible", ("PA2",))),
        (on("frontline", "completed"), ("ineligible", ("PA2",))),
        (on("headline", "current"), ("ineligible", ("PA2",))),
        (None, ("needs-check", ("PA2",))),
        (on("approach_social_work", "current", "readiness_to_practise"), ("needs-check", ("PA3",))),
        (on("frontline", "current"), ("needs-check", ("PA3",))),
    ],
)
def test_a_participant_is_on_the_fast_track_programme_and_on_placement(programmes, expected):
    assert answer(with_person("participant", programmes=programmes)) == expected


@pytest.mark.parametrize(
    ("facts", "suggested"),
    [
        (with_person("fellowship", programmes=TRAINEE.programmes), ("participant",)),
        (with_person("participant", programmes=on("frontline", "completed")), ("fellowship",)),
        (with_team(members=1), ("practice",)),
        (group("innovation", *(person(name=f"Number {n}") for n in range(4))), ("team",)),
        (sound("practice"), ()),
    ],
)
def test_a_category_that_may_fit_instead_is_suggested(facts, suggested):
    assert judged(facts).suggestions == suggested
