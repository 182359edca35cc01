"""The facts that a finding rests on: short words for every rule, met or not, and never more than the rule needs."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given

from awards.eligibility.facts import ProgrammeState, ProgrammeStatus
from awards.eligibility.rules import assess
from tests.eligibility.invented import FRONTLINE, LONDON, PERSON, TEAM, judged, person, sound, with_person, with_team
from tests.eligibility.test_properties import any_facts, patiently


def facts_of(facts, rule_id):
    labels = FRONTLINE.rule_book.labels
    verdict = assess(facts, FRONTLINE.rules_of(facts.category), FRONTLINE.window, labels=labels)
    return [list(one.facts) for one in verdict.findings if one.rule_id == rule_id]


@pytest.mark.parametrize(
    ("facts", "rule_id", "expected"),
    [
        (sound("practice", submitted_at=datetime(2024, 2, 23, 23, 58, tzinfo=LONDON)), "G1",
         ["Sent: 11:58pm on Friday 23 February 2024"]),
        (sound("practice"), "G2", ["Nominator knows them: yes"]),
        (sound("practice", nominee_aware=None), "G4", ["The people put forward know: not given"]),
        (with_person("practice", deceased=None), "G7", ["Marlowe Quist: has died: not given"]),
        (sound("practice", people=(PERSON, person(name="Ask Lindqvist"))), "PL1", ["People put forward: 2"]),
        (sound("practice"), "PL2", ["Marlowe Quist: registration with Social Work England: registered"]),
        (with_person("practice", registration=None), "PL2",
         ["Marlowe Quist: registration with Social Work England: not given"]),
        (sound("practice"), "PL3",
         ["Marlowe Quist: in post: yes", "Marlowe Quist: employer: a council with children’s services, on the list",
          "Marlowe Quist: works in: statutory children’s social work"]),
        (with_person("young_people", date_of_birth=date(2001, 6, 9)), "YP2", ["Marlowe Quist: 22 on 23 February 2024"]),
        (with_person("young_people", date_of_birth=None), "YP2", ["Marlowe Quist: date of birth not given"]),
        (with_person("young_people", date_of_birth=date(2024, 3, 1)), "YP2",
         ["Marlowe Quist: not yet born on 23 February 2024"]),
        (with_team(members=None), "TE1", ["Members of the team: not given"]),
        (with_team(active=False), "TE4", ["The team still works together: no"]),
        (sound("participant"), "PA3", ["Bertil Okonjo: programme: Frontline, now on it, first year"]),
    ],
)  # fmt: skip
def test_a_finding_says_what_it_rests_on(facts, rule_id, expected):
    assert facts_of(facts, rule_id) == [expected]


def test_a_finding_about_one_person_rests_on_that_persons_facts_alone():
    other = replace(PERSON, name="Ask Lindqvist", nation="Wales")
    assert facts_of(sound("innovation", people=(PERSON, other)), "G8") == [["Ask Lindqvist: nation: Wales"]]


@patiently
@given(any_facts)
def test_every_finding_rests_on_something_where_there_is_anybody_and_no_birthday_is_told(facts):
    for finding in judged(facts).findings:
        assert finding.facts or not facts.people
        for one in facts.people:
            if one.date_of_birth is not None:
                told = " ".join(finding.facts)
                assert one.date_of_birth.isoformat() not in told
                assert f"{one.date_of_birth:%d %B %Y}".lstrip("0") not in told.replace("23 February 2024", "")


@patiently
@given(any_facts)
def test_facts_are_short_words_on_one_line(facts):
    for finding in judged(facts).findings:
        assert all(re.fullmatch(r"[^\n]{3,300}", text) for text in finding.facts)


def test_the_order_in_which_programmes_were_typed_does_not_show():
    both = (
        ProgrammeStatus("frontline", ProgrammeState.WITHDRAWN),
        ProgrammeStatus("headline", ProgrammeState.COMPLETED),
    )
    one, other = (with_person("fellowship", programmes=some) for some in (both, both[::-1]))
    assert facts_of(one, "FE2") == facts_of(other, "FE2")


def test_the_size_of_a_team_is_told_and_nothing_of_its_members():
    assert facts_of(sound("team", team=replace(TEAM, members=6)), "TE1") == [["Members of the team: 6"]]
