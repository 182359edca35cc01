"""Rules as data: parameters are typed and checked, every objection has a sentence, nothing is passed over."""

from __future__ import annotations

import json

import pytest

from awards.eligibility.kinds import KINDS, build_kind, kind_name, params_of
from awards.eligibility.kinds_people import PeopleBetween
from awards.eligibility.reading import Fault, Table
from awards.eligibility.rules import read_rule, rule_as_data, rules_from_data
from tests.eligibility.invented import FRONTLINE, LANTERN, sound

AGES_CROSSED = "rule.params: youngest must be 0 or more, and oldest not under youngest"


def faults_of(kind, params):
    faults: list[Fault] = []
    assert build_kind(kind, params, path="rule", faults=faults) is None
    return [str(fault) for fault in faults]


@pytest.mark.parametrize(
    ("kind", "params", "said"),
    [
        ("age_range", {"youngest": 16}, ["rule.params.oldest: is missing: this kind needs it"]),
        ("age_range", {"youngest": 30, "oldest": 20}, [AGES_CROSSED]),
        ("people_between", {"least": 2, "most": 1}, ["rule.params: least must be 1 or more, and most not under least"]),
        ("team_size", {"least": 0}, ["rule.params: least must be 1 or more"]),
        ("self_nomination", {"stance": "never"}, ["rule.params.stance: must be one of allow, ask, bar, not 'never'"]),
        ("living", {"soul": True}, ["rule.params.soul: is not a parameter of this kind: correct or remove it"]),
    ],
)  # fmt: skip
def test_a_wrong_parameter_is_named_with_what_to_do(kind, params, said):
    assert faults_of(kind, params) == said


def test_a_number_given_as_text_or_as_a_boolean_is_no_number():
    assert len(faults_of("age_range", {"youngest": "16", "oldest": True})) == 2
    assert len(faults_of("adult_confirmation", {"ages": 16})) == 1
    assert len(faults_of("programme_standing", {"programmes": ["x"], "statuses": ["ended"]})) == 1


def test_an_unknown_kind_is_answered_with_all_that_are_known():
    assert faults_of("astrology", {}) == [f"rule.kind: must be one of {', '.join(KINDS)}, not 'astrology'"]


@pytest.mark.parametrize("rule", (*FRONTLINE.rules, *LANTERN.rules), ids=lambda rule: rule.id)
def test_a_rule_survives_being_stored_as_json(rule):
    stored = json.loads(json.dumps(rule_as_data(rule)))
    assert rules_from_data([stored]) == (rule,)
    faults: list[Fault] = []
    assert build_kind(kind_name(rule.kind), params_of(rule.kind), path="", faults=faults) == rule.kind


def test_rules_that_no_longer_make_sense_are_refused_rather_than_skipped():
    row = rule_as_data(FRONTLINE.rules[0]) | {"kind": "retired"}
    with pytest.raises(ValueError, match=r"rules\[0\].kind"):
        rules_from_data([row])


def test_missing_unknown_and_unfillable_sentences_are_all_named():
    row = {
        "id": "X1",
        "name": "known",
        "kind": "nominator_knows_nominee",
        "neutral": "Somebody has to know somebody.",
        "says": {"not_said": "Tell us, {nominator}.", "early": "Too early."},
        "suggest": {"too_old": "fellowship"},
    }
    faults: list[Fault] = []
    assert read_rule(Table(row, "rules[0]", faults)) is None
    assert sorted(fault.path for fault in faults) == [
        "rules[0].says.does_not_know",
        "rules[0].says.early",
        "rules[0].says.not_said",
        "rules[0].suggest.too_old",
    ]


def test_sentences_that_can_never_be_said_need_not_be_given():
    no_limit = next(rule for rule in FRONTLINE.rules if rule.id == "FE1")
    assert no_limit.kind.says == {"too_few", "name_the_people"}
    wants_finishers = next(rule for rule in FRONTLINE.rules if rule.id == "FE2")
    assert "finished" not in wants_finishers.kind.says


def test_where_two_must_be_named_one_is_too_few():
    pair = PeopleBetween(least=2)
    assert [one.code for one in pair.objections(sound("practice"), FRONTLINE.window)] == ["too_few"]
