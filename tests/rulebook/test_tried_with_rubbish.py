"""Whatever an address asks of the page on which rules are tried, it answers in words."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from random import Random

import pytest

from awards.core.actor import SYSTEM, Audience, Role
from awards.eligibility.kinds import params_of
from awards.rulebook.trying_boxes import BOXES
from awards.seasons.actions import load_season
from tests.factories import GrantFactory, UserFactory
from tests.seasons.documents import FRONTLINE

BEFORE = datetime(2023, 12, 1, tzinfo=UTC)
NOMINATED = [one.key for one in FRONTLINE.categories if one.nominated]
PARAMS = {rule.id: params_of(rule.kind) for rule in FRONTLINE.rules}
RUBBISH = [
    "x",
    "zzz",
    "[]",
    "-1",
    "9" * 5_000,
    "\x00",
    "\U0001f600",
    "0001-01-01",
    "9999-12-31",
    "none",
    "staff",
    " ",
]
_WHOLE = {"rule": "YP2", "params": PARAMS["YP2"], "categories": ["young_people"], "closes_at": None}


@pytest.fixture
def attempt(session, browser, clock):
    """Ask the page as a reader of the shipped season."""
    clock.set(datetime(2024, 2, 26, 10, tzinfo=UTC))
    load_season(session, FRONTLINE, actor=SYSTEM, now=BEFORE)
    who = UserFactory()
    GrantFactory(user=who, role=Role.READ_ONLY, programme_key="frontline-awards")
    session.commit()
    signed_in = browser.sign_in(Audience.STAFF, who.ref)
    return lambda **asked: signed_in.get("rules_staff.attempt", **{"people": "1", "do": "try", **asked})


@pytest.mark.parametrize(
    ("category", "box"),
    [
        ("practice", "person1_registration"),
        ("fellowship", "person1_standing"),
        ("fellowship", "person1_programme"),
        ("team", "team_structure"),
        ("practice", "knows"),
        ("practice", "sent"),
    ],
)
def test_an_answer_that_is_not_offered_is_said_beside_its_box(attempt, category, box):
    page = attempt(category=category, person1_programme="frontline", **{box: "zzz"}) if box != "person1_programme" \
        else attempt(category=category, person1_programme="zzz")  # fmt: skip
    assert (page.status, page.errors) == (422, ["Choose one of the answers offered"])


@pytest.mark.parametrize(
    "proposal",
    [
        "[" * 9_000,
        '{"rule":' * 1_200,
        "null",
        "[]",
        '"YP2"',
        *(json.dumps({**_WHOLE, **part}) for part in (
            {"params": []}, {"params": "x"}, {"params": None}, {"params": {"oldest": []}}, {"rule": []}, {"rule": None},
            {"params": {**PARAMS["YP2"], "on": "\ud800"}}, {"categories": ["\ud800"]},
            {"categories": None}, {"categories": 5}, {"closes_at": "2024-03-01"}, {"closes_at": 5}, {"closes_at": [1]},
            {"closes_at": "9999-12-31T23:59:59-23:59"}, {"closes_at": "0001-01-01T00:00:00+23:59"},
        )),
        json.dumps(_WHOLE) + " " * 10_000,
    ],
)  # fmt: skip
def test_what_is_no_change_of_these_rules_is_left_aside(attempt, proposal):
    page = attempt(category="young_people", proposal=proposal)
    assert page.status == 200
    assert "You are trying a change" not in page.text


@pytest.mark.parametrize("seed", range(3))
def test_rubbish_of_any_kind_gets_an_answer(attempt, seed):
    chance = Random(seed)  # noqa: S311 - the same rubbish every time
    asked = {box if chance.random() < 0.3 else f"person1_{box}": chance.choice(RUBBISH) for box in BOXES}
    asked |= {f"person1_born_{part}": chance.choice(["1", "31", "2004", *RUBBISH]) for part in ("day", "month", "year")}
    wrong = [*RUBBISH, None, 0, -5, 10**30, 1e400, [], {}, [[]], ["zzz"], True, "\ud800", "9999-12-31", "0001-01-01"]
    answers = set()
    for rule_id, params in PARAMS.items():
        mixed = {key: chance.choice(wrong) if chance.random() < 0.4 else value for key, value in params.items()}
        category = chance.choice(NOMINATED)
        change = {"rule": rule_id, "params": mixed, "categories": [category], "closes_at": None}
        answers.add(attempt(category=category, proposal=json.dumps(change)).status)
        answers.add(attempt(category=category, proposal=json.dumps(change), **asked).status)
    assert answers <= {200, 422}


@pytest.mark.parametrize("value", [-5, 10**30, "9999-12-31", ["zzz"], "\ud800"])
def test_a_change_of_one_parameter_to_anything_gets_an_answer(attempt, value):
    answers = set()
    for rule_id, params in PARAMS.items():
        category = next(one.key for one in FRONTLINE.categories if rule_id in one.rules and one.nominated)
        for name in params:
            change = {"rule": rule_id, "params": {**params, name: value}, "categories": [category], "closes_at": None}
            born = {"person1_born_day": "1", "person1_born_month": "3", "person1_born_year": "2004"}
            answers.add(attempt(category=category, proposal=json.dumps(change), **born).status)
    assert answers == {200}
