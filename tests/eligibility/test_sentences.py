"""What a rule asks is said by its parameters: none that decides anything is silent, in either programme."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

import pytest

from awards.eligibility.facts import ProgrammeState
from awards.eligibility.kinds import KINDS, build_kind, kind_name, params_of
from awards.eligibility.kinds_nomination import PreviousWinner, SelfNomination, Stance
from awards.eligibility.kinds_people import AdultConfirmation, AgeRange, LivedExperience, PeopleBetween
from awards.eligibility.kinds_team import MultiAgencyMember, TeamSize
from awards.eligibility.rules import filled, rule_as_data, rule_sentence, rules_from_data
from awards.eligibility.window import SeasonWindow
from awards.eligibility.wording import Wording, joined
from tests.eligibility.invented import FRONTLINE, LANTERN, LONDON, judged, with_person

DOCUMENTS = {"frontline": FRONTLINE, "lantern": LANTERN}
EVERY_RULE = [(name, rule.id) for name, document in DOCUMENTS.items() for rule in document.rules]
EVERY_PARAMETER = [
    (name, rule.id, field.name)
    for name, document in DOCUMENTS.items()
    for rule in document.rules
    for field in fields(rule.kind)
]
AN_ON = date(2024, 9, 1)
NUMBER = re.compile(r"\b(\d+|one|two|three|four|five|six|seven|eight|nine|ten)\b", re.IGNORECASE)


def rule_of(name, rule_id):
    return next(rule for rule in DOCUMENTS[name].rules if rule.id == rule_id)


def words_of(name) -> Wording:
    return DOCUMENTS[name].rule_book.wording


def changed_value(value: Any, parameter: str) -> Any:
    """Give another value of the same type; what has none yet gets one."""
    given = {"on": AN_ON, "most": 7, "nation": "Scotland"}
    if value is None or parameter == "on":
        return given[parameter] if value is None else None
    if isinstance(value, tuple):
        return changed_members(value, parameter)
    if isinstance(value, bool):
        return not value
    return changed_single(value, parameter)


def changed_single(value: Any, parameter: str) -> Any:
    if isinstance(value, StrEnum):
        return next(one for one in type(value) if one is not value)
    if isinstance(value, int):
        return value + 1 if parameter != "least" else max(1, value - 1)
    return "Another"


def changed_members(value: tuple[Any, ...], parameter: str) -> tuple[Any, ...]:
    if value and isinstance(value[0], int):
        return (*value, value[-1] + 1)
    if parameter in {"statuses", "unclear"}:
        return (*value, next(one for one in ProgrammeState if one not in value))
    return (*value, "another_thing")


@pytest.mark.parametrize(("name", "rule_id", "parameter"), EVERY_PARAMETER)
def test_changing_a_parameter_changes_the_sentence(name, rule_id, parameter):
    rule, words = rule_of(name, rule_id), words_of(name)
    value = changed_value(getattr(rule.kind, parameter), parameter)
    if value == getattr(rule.kind, parameter):  # a least of one person: raise both ends instead
        other = replace(rule.kind, **{parameter: value + 1} | ({"most": value + 1} if "most" in names(rule) else {}))
    else:
        other = replace(rule.kind, **{parameter: value})
    assert rule_sentence(replace(rule, kind=other), words) != rule_sentence(rule, words)


def names(rule):
    return {field.name for field in fields(rule.kind)}


def test_both_seasons_together_use_every_kind_so_that_no_parameter_is_left_out():
    assert {kind_name(rule.kind) for document in DOCUMENTS.values() for rule in document.rules} == set(KINDS)


@pytest.mark.parametrize("stance", Stance)
@pytest.mark.parametrize("exempt", [True, False])
def test_every_stance_on_nominating_oneself_has_words_of_its_own(stance, exempt):
    words = words_of("frontline")
    sentences = {
        SelfNomination(stance=one, teams_exempt=two).sentence(words) for one in Stance for two in (True, False)
    }
    assert len(sentences) == 5  # where it is allowed, teams make no difference
    assert SelfNomination(stance=stance, teams_exempt=exempt).sentence(words) in sentences


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        (PeopleBetween(least=1, most=1), "One person is put forward."),
        (PeopleBetween(least=1, most=2), "One or two people are put forward."),
        (PeopleBetween(least=1, most=3), "One to three people are put forward."),
        (PeopleBetween(least=2, most=2), "Two people are put forward."),
        (PeopleBetween(least=1), "At least one person is put forward."),
        (PeopleBetween(least=2, most=12), "Two to 12 people are put forward."),
        (AgeRange(youngest=16, oldest=25),
         "Everybody put forward is 16 to 25 years old on Friday 23 February 2024."),
        (AgeRange(youngest=18, oldest=18, on=AN_ON),
         "Everybody put forward is 18 years old on Sunday 1 September 2024."),
        (AdultConfirmation(ages=(17, 16)),
         "For everybody who is 16 or 17 years old on Friday 23 February 2024, "  # noqa: ISC004 - one sentence
         "an adult chosen by the young person has confirmed."),
        (TeamSize(), "A team of two or more people is put forward."),
        (MultiAgencyMember(least=2), "A team of several employers has at least two members in children’s social work."),
        (LivedExperience(of="care"),
         "Everybody put forward has lived experience of care. We never ask more than yes or no."),
        (PreviousWinner(),
         "Whoever won this category in 2023 can be put forward for new work: our staff check that it is new."),
    ],
)  # fmt: skip
def test_sentences_are_plain_english(kind, sentence):
    assert kind.sentence(words_of("frontline")) == sentence


def test_moving_the_close_moves_the_day_in_every_sentence_that_names_it():
    window = replace(FRONTLINE.window, closes_at=FRONTLINE.window.closes_at + timedelta(days=3))
    later, now = replace(FRONTLINE.rule_book, window=window), FRONTLINE.rule_book
    differ = [one.id for one in FRONTLINE.rules
              if rule_sentence(one, later.wording) != rule_sentence(one, now.wording)]  # fmt: skip
    assert differ == ["G1", "YP2", "YP4"]


def test_the_first_season_of_a_programme_has_no_winners_to_look_at():
    first = SeasonWindow(FRONTLINE.window.opens_at, FRONTLINE.window.closes_at, LONDON)
    assert PreviousWinner().sentence(Wording(first)).startswith("There is no earlier season")


@pytest.mark.parametrize(("name", "rule_id"), EVERY_RULE)
def test_the_season_s_own_sentences_hold_no_number_that_the_rule_counts(name, rule_id):
    rule = rule_of(name, rule_id)
    counts = any(isinstance(one, int) and not isinstance(one, bool)
                 for value in params_of(rule.kind).values()
                 for one in (value if isinstance(value, list) else [value]))  # fmt: skip
    if counts:
        assert [text for text in (rule.neutral, *rule.says.values()) if NUMBER.search(text)] == []


@pytest.mark.parametrize(("name", "rule_id"), EVERY_RULE)
def test_every_sentence_of_every_rule_can_be_filled(name, rule_id):
    rule, words = rule_of(name, rule_id), words_of(name)
    for text in (rule.neutral, *rule.says.values()):
        assert "{" not in filled(text, rule, words, name="Marlowe Quist")
    assert set(rule.kind.fills(words)) == rule.kind.FILLS


def test_a_rule_stored_with_a_hand_written_sentence_is_read_without_it():
    rows = [rule_as_data(rule) | {"requirement": "As it was said before."} for rule in FRONTLINE.rules]
    assert rules_from_data(rows) == FRONTLINE.rules


def test_a_met_rule_says_its_own_sentence():
    verdict = judged(with_person("young_people", adult_confirmed_16_17=True))
    met = {one.rule_id: (one.reason, one.neutral) for one in verdict.findings if one.rule_id == "YP2"}
    sentence = "Everybody put forward is 16 to 25 years old on Friday 23 February 2024."
    assert met == {"YP2": (sentence, sentence)}


@pytest.mark.parametrize("on", [AN_ON, AN_ON.isoformat()])
def test_the_day_on_which_ages_are_judged_is_read_as_a_date_or_its_text_and_kept_as_text(on):
    faults: list[Any] = []
    kind = build_kind("age_range", {"youngest": 16, "oldest": 25, "on": on}, path="rules[0]", faults=faults)
    assert (kind, faults) == (AgeRange(youngest=16, oldest=25, on=AN_ON), [])
    assert params_of(kind)["on"] == "2024-09-01"


@pytest.mark.parametrize("on", ["first of May", 20240901, "2024-02-30"])
def test_a_day_that_is_none_is_a_fault(on):
    faults: list[Any] = []
    assert build_kind("age_range", {"youngest": 16, "oldest": 25, "on": on}, path="rules[0]", faults=faults) is None
    assert [fault.path for fault in faults] == ["rules[0].params.on"]


@pytest.mark.parametrize(
    ("offer", "key", "words"),
    [
        ("employer_types", "council", "a council with children’s services"),
        ("employer_types", "nhs", "the NHS"),
        ("programmes", "step_up", "Step Up to Social Work"),
        ("works_in", "statutory_childrens", "statutory children’s social work"),
        ("nations", "England", "England"),
        ("nations", "a_new_one", "a new one"),
    ],
)
def test_choices_stand_inside_a_sentence(offer, key, words):
    assert words_of("frontline").choice(offer, key) == words


def test_lists_are_joined_as_people_say_them():
    assert [joined("a"), joined("ab"), joined("abc", last="and"), joined("")] == ["a", "a or b", "a, b and c", ""]
