"""What holds for any facts: order does not matter, knowing more never softens a refusal, the same is the same."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, date, datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from awards.eligibility.facts import (
    Facts,
    Nominator,
    NomineeKind,
    Person,
    PreviousWin,
    ProgrammeState,
    ProgrammeStatus,
    Registration,
    Team,
    TeamStructure,
)
from awards.eligibility.rules import assess
from awards.eligibility.verdict import Level
from tests.eligibility.invented import FRONTLINE, LANTERN, judged

CATEGORIES = [category.key for category in FRONTLINE.categories if category.nominated]
patiently = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""A busy machine is no reason to fail."""

NOT_UNKNOWN = {"seconded_to", "placed_with"}
"""Facts for which None says "neither" rather than "unknown"."""


def maybe(strategy):
    return st.none() | strategy


yes_or_no = maybe(st.booleans())
employers = maybe(st.sampled_from(["council", "childrens_trust", "agency", "voluntary", "nhs"]))
nations = maybe(st.sampled_from(["England", "Wales"]))
judging = maybe(st.lists(st.sampled_from(CATEGORIES), max_size=2).map(tuple))
roles = maybe(st.sampled_from(["none", "staff"]))

programme_statuses = st.builds(
    ProgrammeStatus,
    st.sampled_from(["frontline", "headline", "step_up"]),
    st.sampled_from(ProgrammeState),
    maybe(st.sampled_from(["readiness_to_practise", "year_1", "year_2"])),
)

PERSON_FACTS: dict[str, st.SearchStrategy[object]] = {
    "date_of_birth": maybe(st.dates(date(1990, 1, 1), date(2012, 12, 31))),
    "registration": maybe(st.sampled_from(Registration)),
    "employer_type": employers,
    "employer_on_list": yes_or_no,
    "delegated_functions": yes_or_no,
    "seconded_to": employers,
    "placed_with": employers,
    "in_post": yes_or_no,
    "works_in": maybe(st.sampled_from(["statutory_childrens", "mixed", "adults"])),
    "nation": nations,
    "lived_experience": yes_or_no,
    "lived_experience_nation": nations,
    "adult_confirmed_16_17": yes_or_no,
    "programmes": maybe(st.lists(programme_statuses, max_size=2).map(tuple)),
    "deceased": yes_or_no,
    "previous_wins": maybe(st.just(()) | st.just((PreviousWin("practice", 2023),))),
    "judges_categories": judging,
    "organiser_role": roles,
}
TEAM_FACTS: dict[str, st.SearchStrategy[object]] = {
    "structure": maybe(st.sampled_from(TeamStructure)),
    "lead_employer_type": employers,
    "nation": nations,
    "service": maybe(st.sampled_from(["children_social_work", "mixed", "adults"])),
    "members": maybe(st.integers(1, 9)),
    "children_social_workers": maybe(st.integers(0, 4)),
    "active": yes_or_no,
}
NOMINATOR_FACTS: dict[str, st.SearchStrategy[object]] = {
    "is_nominee": yes_or_no,
    "knows_nominee": yes_or_no,
    "organiser_role": roles,
    "judges_categories": judging,
}

people = st.lists(st.builds(Person, name=st.sampled_from(["Io", "Ned", "Uma", "Pia"]), **PERSON_FACTS), max_size=4)
any_facts = st.builds(
    Facts,
    category=st.sampled_from(CATEGORIES),
    nominator=st.builds(Nominator, **NOMINATOR_FACTS),
    submitted_at=maybe(st.datetimes(datetime(2024, 1, 1), datetime(2024, 3, 1), timezones=st.just(UTC))),  # noqa: DTZ001
    nominee_aware=yes_or_no,
    nominee_kind=st.sampled_from(NomineeKind),
    benefits=nations,
    people=people.map(tuple),
    team=maybe(st.builds(Team, **TEAM_FACTS)),
)


def filled(data, thing, strategies):
    """Give the thing with one or more of its unknown facts made known."""
    unknown = [
        field.name
        for field in fields(thing)
        if field.name in strategies and field.name not in NOT_UNKNOWN and getattr(thing, field.name) is None
    ]
    chosen = [name for name in unknown if data.draw(st.booleans(), label=f"make {name} known")]
    known = {name: strategies[name].filter(lambda value: value is not None) for name in chosen}
    return replace(thing, **{name: data.draw(strategy, label=name) for name, strategy in known.items()})


def with_more_known(data, facts):
    whole = {"nominee_aware": yes_or_no, "benefits": nations}
    return replace(
        filled(data, facts, whole),
        nominator=filled(data, facts.nominator, NOMINATOR_FACTS),
        people=tuple(filled(data, person, PERSON_FACTS) for person in facts.people),
        team=facts.team and filled(data, facts.team, TEAM_FACTS),
    )


@patiently
@given(any_facts, st.randoms(use_true_random=False))
def test_the_order_of_people_changes_neither_the_level_nor_the_rules(facts, random):
    shuffled = list(facts.people)
    random.shuffle(shuffled)
    before, after = judged(facts), judged(replace(facts, people=tuple(shuffled)))
    assert (before.level, before.rules) == (after.level, after.rules)


@patiently
@given(any_facts, st.randoms(use_true_random=False))
def test_the_order_of_facts_about_one_person_changes_neither_the_level_nor_the_rules(facts, random):
    def shuffled(some):
        return some and tuple(random.sample(some, len(some)))

    mixed = tuple(
        replace(
            one,
            programmes=shuffled(one.programmes),
            previous_wins=shuffled(one.previous_wins),
            judges_categories=shuffled(one.judges_categories),
        )
        for one in facts.people
    )
    before, after = judged(facts), judged(replace(facts, people=mixed))
    assert (before.level, before.rules, before.reasons) == (after.level, after.rules, after.reasons)


@patiently
@given(any_facts, st.data())
def test_making_an_unknown_fact_known_never_turns_ineligible_into_anything_else(facts, data):
    if judged(facts).level is Level.INELIGIBLE:
        assert judged(with_more_known(data, facts)).level is Level.INELIGIBLE


@patiently
@given(any_facts)
def test_the_same_facts_always_get_the_same_verdict_and_every_rule_is_heard(facts):
    verdict = judged(facts)
    assert verdict == judged(facts)
    heard = list(dict.fromkeys(finding.rule_id for finding in verdict.findings))
    assert heard == [rule.id for rule in FRONTLINE.rules_of(facts.category)]


@patiently
@given(any_facts)
def test_deciding_findings_are_exactly_those_at_the_level_of_the_verdict(facts):
    verdict = judged(facts)
    assert bool(verdict.rules) == bool(verdict.reasons) == (verdict.level is not Level.ELIGIBLE)


@patiently
@given(any_facts, st.sampled_from(["adults", "mental_health", "first_light", "beside", "together"]))
def test_another_programmes_rules_judge_any_facts_too(facts, category):
    verdict = assess(replace(facts, category=category), LANTERN.rules_of(category), LANTERN.window)
    assert {finding.rule_id for finding in verdict.findings} == {rule.id for rule in LANTERN.rules_of(category)}
