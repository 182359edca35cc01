"""Frontline's general rules: window, nominator, nominee's knowledge, conflicts, earlier wins, death, nation."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from awards.eligibility.facts import PreviousWin
from awards.eligibility.window import SeasonWindow
from tests.eligibility.invented import (
    FRONTLINE,
    LONDON,
    NOMINATOR,
    PERSON,
    judged,
    person,
    sound,
    with_person,
    with_team,
)

CATEGORIES = ("practice", "leadership", "team", "innovation", "young_people", "fellowship", "participant")


def answer(facts, **more):
    verdict = judged(facts, **more)
    return (str(verdict.level), verdict.rules)


def nominated_by(category="practice", **changes):
    return sound(category, nominator=replace(NOMINATOR, **changes))


@pytest.mark.parametrize("category", CATEGORIES)
def test_sound_facts_are_eligible_in_every_category(category):
    verdict = judged(sound(category))
    assert (verdict.level, verdict.rules, verdict.reasons) == ("eligible", (), ())
    assert [finding.rule_id for finding in verdict.findings] == [rule.id for rule in FRONTLINE.rules_of(category)]


@pytest.mark.parametrize(
    ("sent_at", "expected"),
    [
        ("2024-01-09T23:59:59", ("ineligible", ("G1",))),
        ("2024-01-10T00:00:00", ("eligible", ())),
        ("2024-02-23T23:59:59", ("eligible", ())),
        ("2024-02-23T23:59:59.999999", ("eligible", ())),
        ("2024-02-24T00:00:00", ("ineligible", ("G1",))),
    ],
)
def test_both_ends_of_the_window_count_to_the_second(sent_at, expected):
    moment = datetime.fromisoformat(sent_at).replace(tzinfo=LONDON)
    assert answer(sound("practice", submitted_at=moment)) == expected


def test_in_summer_time_the_close_is_by_the_clocks_of_london():
    summer = SeasonWindow(datetime(2025, 5, 1, tzinfo=LONDON), datetime(2025, 5, 31, 23, 59, 59, tzinfo=LONDON), LONDON)
    in_time = datetime.fromisoformat("2025-05-31T22:59:59+00:00")
    assert answer(sound("practice", submitted_at=in_time), window=summer) == ("eligible", ())
    late = in_time + timedelta(seconds=1)
    assert answer(sound("practice", submitted_at=late), window=summer) == ("ineligible", ("G1",))


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (nominated_by(knows_nominee=False), ("ineligible", ("G2",))),
        (nominated_by(knows_nominee=None), ("needs-check", ("G2",))),
        (nominated_by(is_nominee=True), ("needs-check", ("G3",))),
        (nominated_by(is_nominee=None), ("needs-check", ("G3",))),
        (nominated_by("team", is_nominee=True), ("eligible", ())),
        (sound("practice", nominee_aware=False), ("needs-check", ("G4",))),
        (sound("practice", nominee_aware=None), ("needs-check", ("G4",))),
        (nominated_by(organiser_role="awards_team"), ("needs-check", ("G5",))),
        (nominated_by(organiser_role="staff"), ("needs-check", ("G5",))),
        (nominated_by(judges_categories=("practice",)), ("needs-check", ("G5",))),
        (nominated_by(judges_categories=("team",)), ("needs-check", ("G5",))),
        (nominated_by(judges_categories=None), ("needs-check", ("G5",))),
        (with_person("fellowship", judges_categories=("fellowship",)), ("needs-check", ("G5",))),
        (with_person("fellowship", organiser_role="staff"), ("needs-check", ("G5",))),
        (with_person("practice", previous_wins=(PreviousWin("practice", 2023),)), ("needs-check", ("G6",))),
        (with_person("practice", previous_wins=(PreviousWin("practice", 2022),)), ("eligible", ())),
        (with_person("practice", previous_wins=(PreviousWin("leadership", 2023),)), ("eligible", ())),
        (with_person("practice", previous_wins=None), ("needs-check", ("G6",))),
        (with_person("practice", deceased=True), ("needs-check", ("G7",))),
        (with_person("practice", deceased=None), ("needs-check", ("G7",))),
        (with_person("practice", nation="Scotland"), ("ineligible", ("G8",))),
        (with_person("practice", nation=None), ("needs-check", ("G8",))),
        (sound("innovation", benefits="Wales"), ("ineligible", ("G8",))),
        (with_team(nation="Northern Ireland"), ("ineligible", ("G8",))),
    ],
)
def test_each_general_rule_decides_alone(facts, expected):
    assert answer(facts) == expected


def test_every_failing_rule_speaks_and_only_those_at_the_level_of_the_verdict_decide():
    people = (person(nation="Wales", registration=None, works_in="adults"),)
    verdict = judged(sound("practice", people=people, nominee_aware=False))
    assert (verdict.level, verdict.rules) == ("ineligible", ("G8", "PL3"))
    spoken = [finding.rule_id for finding in verdict.findings if finding.outcome != "met"]
    assert spoken == ["G4", "G8", "PL2", "PL3"]


def test_a_finding_names_the_person_it_is_about():
    elsewhere = replace(PERSON, name="Sunniva Achterberg", nation="Wales")
    verdict = judged(sound("innovation", people=(PERSON, elsewhere)))
    assert [finding.about for finding in verdict.deciding] == ["Sunniva Achterberg"]
    assert verdict.reasons == ("Sunniva Achterberg works outside England. These awards are for work in England.",)


def test_a_name_with_braces_stands_in_the_sentence_as_typed():
    verdict = judged(with_person("practice", name="{closes_on} {oops}", deceased=True))
    assert verdict.reasons[0].startswith("{closes_on} {oops} has died.")


@pytest.mark.parametrize("category", CATEGORIES)
def test_neutral_sentences_fill_in_nothing_of_the_facts_so_they_disclose_nothing(category):
    for rule in FRONTLINE.rules_of(category):
        assert set(re.findall(r"\{(\w+)\}", rule.neutral)) <= rule.kind.FILLS


def test_what_is_told_of_a_death_a_lapse_or_an_age_without_the_facts_does_not_hint_at_them():
    for_every_case = [
        judged(with_person("practice", deceased=True)),
        judged(with_person("practice", registration="lapsed")),
        judged(with_person("young_people", date_of_birth=date(1990, 6, 9))),
    ]
    told = " ".join(sentence for verdict in for_every_case for sentence in verdict.neutral_reasons)
    for word in ("died", "death", "living", "lapsed", "regist", "age", "born", "birth"):
        assert word not in told.casefold()
