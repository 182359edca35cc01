import math
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from scipy import stats

from awards.maths.adjusting.fixed import fit_fixed
from awards.maths.adjusting.readings import Reading, Table
from awards.maths.adjusting.result import Basis
from awards.maths.more_readings.answer import Outcome
from awards.maths.more_readings.suggesting import LEAST_EFFECT, suggest
from tests.maths.more_readings.tables import EQUAL, asking, dense, drawn, readings

NORMAL = np.linspace(-6, 6, 4_001)
WEIGHT = stats.norm.pdf(NORMAL) / stats.norm.pdf(NORMAL).sum()
FOUND = drawn(16, entries=8, judges=4, each=2)
NAMES, JUDGES = [f"E{e}" for e in range(8)], [f"J{j}" for j in range(4)]
DONE = {(one.entry, one.judge) for one in FOUND}


def share_of_scores_that_change_who_is_in(entry, judge, places):
    """Try every score that the reading may bring, and fit the page's order anew with each."""
    mean, covariance = dense(FOUND, NAMES, JUDGES, entry=0.6, judge=0.6, noise=0.6)
    at, by = NAMES.index(entry), 8 + JUDGES.index(judge)
    sd = math.sqrt(covariance[at, at] + 2 * covariance[at, by] + covariance[by, by] + 0.6**2)
    theta = fit_fixed(Table(FOUND)).theta
    orders = [
        dense([*FOUND, Reading(entry, judge, y)], NAMES, JUDGES, entry=math.inf, judge=theta, noise=1.0)[0][:8]
        for y in (0.0, 1.0)
    ]
    scores = mean[at] + mean[by] + sd * NORMAL
    # The order is a straight line in the score: two fits give all of them.
    all_orders = orders[0] + scores[:, None] * (orders[1] - orders[0])
    now = set(np.argsort(-fit_fixed(Table(FOUND)).adjusted)[:places])
    first = np.argsort(-all_orders, axis=1)[:, :places]
    return float(WEIGHT @ np.array([set(row) != now for row in first]))


def gain_by_trying(entry, judge, places):
    """Give the most that turning a pair round is worth, over every score that the reading may bring."""
    mean, covariance = dense(FOUND, NAMES, JUDGES, entry=0.6, judge=0.6, noise=0.6)
    at, by = NAMES.index(entry), 8 + JUDGES.index(judge)
    sd = math.sqrt(covariance[at, at] + 2 * covariance[at, by] + covariance[by, by] + 0.6**2)
    moves = (covariance[:8, at] + covariance[:8, by]) / sd
    order = np.argsort(-mean[:8])
    rivals = order[places:] if at in order[:places] else order[:places]
    ahead = np.abs(mean[at] - mean[rivals])[:, None] + (moves[at] - moves[rivals])[:, None] * NORMAL
    return float(((np.maximum(ahead, 0) @ WEIGHT) - np.abs(mean[at] - mean[rivals])).max())


@pytest.mark.parametrize("places", [1, 3])
def test_the_first_suggestion_is_the_best_of_all_readings_that_may_change_who_is_in(places):
    (first,) = suggest(asking(FOUND, places=places, budget=1, spreads=EQUAL)).suggestions
    tried = {
        (entry, judge): gain_by_trying(entry, judge, places)
        for entry in NAMES
        for judge in JUDGES
        if (entry, judge) not in DONE and share_of_scores_that_change_who_is_in(entry, judge, places) >= LEAST_EFFECT
    }
    most = max(tried.values())
    equal = [pair for pair, gain in tried.items() if gain > most - 1e-6]
    best = max(equal, key=lambda pair: share_of_scores_that_change_who_is_in(*pair, places))
    assert ((first.entry, first.judge), first.gain) == (best, pytest.approx(most, abs=1e-4))


@pytest.mark.parametrize("places", [1, 3])
def test_every_effect_is_the_share_of_scores_that_change_who_is_in(places):
    found = suggest(asking(FOUND, places=places, budget=12, spreads=EQUAL)).suggestions
    assert len(found) >= 4
    by_trying = [share_of_scores_that_change_who_is_in(one.entry, one.judge, places) for one in found]
    assert [one.effect for one in found] == pytest.approx(by_trying, abs=3e-3)


panels = some.fixed_dictionaries({
    "seed": some.integers(0, 10_000),
    "entries": some.integers(4, 12),
    "judges": some.integers(3, 6),
    "each": some.integers(1, 3),
    "places": some.integers(1, 3),
    "budget": some.integers(0, 8),
    "chance": some.integers(0, 2**32),
})  # fmt: skip


@given(panels)
@settings(deadline=None, max_examples=60)
def test_conflicts_loads_and_the_budget_hold_whatever_is_asked(panel):
    found = drawn(panel["seed"], entries=panel["entries"], judges=panel["judges"], each=panel["each"])
    lots = random.Random(panel["chance"])  # noqa: S311 - nothing secret
    pairs = [(f"E{e}", f"J{j}") for e in range(panel["entries"]) for j in range(panel["judges"])]
    conflicts = {pair for pair in pairs if lots.random() < 0.2}
    room = {f"J{j}": lots.randrange(3) for j in range(panel["judges"]) if lots.random() < 0.9}
    asked = asking(found, places=panel["places"], budget=panel["budget"], room=room, without=conflicts, spreads=EQUAL)
    advice = suggest(asked)
    chosen = [(one.entry, one.judge) for one in advice.suggestions]
    assert len(chosen) <= panel["budget"]
    assert len(set(chosen)) == len(chosen)
    assert set(chosen) & (conflicts | {(one.entry, one.judge) for one in found}) == set()
    assert all(sum(judge == name for _, judge in chosen) <= room.get(name, 0) for _, name in chosen)
    assert all(LEAST_EFFECT <= one.effect <= 1 for one in advice.suggestions)
    assert (advice.outcome == Outcome.SPENT) == (len(chosen) == panel["budget"])


@given(some.randoms(use_true_random=False))
@settings(deadline=None, max_examples=5)
def test_the_order_of_what_is_asked_does_not_matter(lots):
    asked = asking(FOUND, places=2, budget=5)
    mixed, pairs = list(FOUND), sorted(asked.may_read)
    lots.shuffle(mixed)
    lots.shuffle(pairs)
    other = asking(mixed, places=2, budget=5)
    other = type(other)(
        scoring=other.scoring, may_read=pairs, room=dict(reversed(asked.room.items())), budget=5, spreads=None
    )
    assert suggest(other) == suggest(asked)


CLEAR = readings({
    "E0": {"J0": 95.0, "J1": 96.0, "J2": 94.5}, "E1": {"J0": 61.0, "J1": 60.0, "J3": 62.5},
    "E2": {"J1": 40.5, "J2": 41.0, "J3": 43.0}, "E3": {"J0": 21.0, "J2": 20.0, "J3": 22.0},
})  # fmt: skip


@pytest.mark.parametrize("places", [1, 2, 3])
def test_a_clear_cut_table_gets_no_suggestion(places):
    advice = suggest(asking(CLEAR, places=places))
    assert (advice.suggestions, advice.outcome) == ((), Outcome.NOTHING_CLOSE)
    assert advice.words == (
        "Nothing is close: no single reading would by itself change who is in with a probability of 1% or more."
    )


def test_a_category_with_as_many_places_as_entries_has_nothing_to_decide():
    assert suggest(asking(FOUND, places=8)).outcome == Outcome.NOTHING_CLOSE


def test_where_nobody_is_free_it_says_so():
    advice = suggest(asking(FOUND, room={"J0": 0}))
    assert (advice.suggestions, advice.outcome) == ((), Outcome.NOBODY_FREE)


def test_without_scores_to_go_by_nothing_is_made_up():
    nothing = asking([], categories={"E0": "", "E1": ""}, judges=["J0"])
    assert [suggest(nothing).outcome, suggest(asking(readings({"E0": {"J0": 3.0}}))).outcome] == [
        Outcome.TOO_LITTLE_KNOWN, Outcome.TOO_LITTLE_KNOWN,
    ]  # fmt: skip


def test_a_category_that_is_not_asked_about_only_tells_about_judges():
    groups = {f"E{e}": "a" if e < 4 else "b" for e in range(8)}
    found = [Reading(one.entry, one.judge, one.y, groups[one.entry]) for one in FOUND]
    asked = asking(found, spreads=EQUAL)
    asked.scoring.places.pop("b")
    assert {one.category for one in suggest(asked).suggestions} == {"a"}


def test_two_categories_share_the_budget_by_gain_and_the_judges_room():
    groups = {f"E{e}": "a" if e % 2 else "b" for e in range(8)}
    found = [Reading(one.entry, one.judge, one.y, groups[one.entry]) for one in FOUND]
    advice = suggest(asking(found, budget=6, room={"J0": 1, "J1": 1, "J2": 1, "J3": 1}, spreads=EQUAL))
    assert {one.category for one in advice.suggestions} == {"a", "b"}
    assert len({one.judge for one in advice.suggestions}) == len(advice.suggestions)


def test_an_entry_that_is_not_ranked_for_want_of_scores_is_read_if_it_may_come_in():
    lone = [*FOUND, Reading("E8", "J0", 6.0)]
    first = suggest(asking(lone, spreads=EQUAL)).suggestions[0]
    assert first.entry == "E8"
    assert first.reason.startswith("E8 has 1 score and is not ranked yet. It is open whether ")


def test_a_place_to_spare_goes_to_whoever_is_ranked_at_last():
    few = readings({"E0": {"J0": 3.0, "J1": 3.5}, "E1": {"J0": 2.0}, "E2": {"J1": 2.5}, "E3": {"J2": 2.0, "J0": 2.5}})
    found = suggest(asking(few, places=3, judges=["J3"], spreads=EQUAL)).suggestions
    assert {(one.entry, one.effect) for one in found} <= {("E1", 1.0), ("E2", 1.0)}
    assert len(found) > 0


def test_where_raw_means_decide_the_effect_is_on_raw_means():
    adjusted = suggest(asking(FOUND, budget=1, spreads=EQUAL)).suggestions[0]
    plain = suggest(asking(FOUND, budget=1, spreads=EQUAL, basis=Basis.RAW)).suggestions[0]
    assert (adjusted.entry, adjusted.judge) == (plain.entry, plain.judge)
    mean, covariance = dense(FOUND, NAMES, JUDGES, entry=0.6, judge=0.6, noise=0.6)
    at, by = NAMES.index(plain.entry), 8 + JUDGES.index(plain.judge)
    sd = math.sqrt(covariance[at, at] + 2 * covariance[at, by] + covariance[by, by] + 0.6**2)
    raw = {name: [one.y for one in FOUND if one.entry == name] for name in NAMES}
    leader = max(raw, key=lambda name: sum(raw[name]) / len(raw[name]))
    after = [
        max(raw, key=lambda name: np.mean([*raw[name], y] if name == plain.entry else raw[name]))
        for y in mean[at] + mean[by] + sd * NORMAL
    ]
    assert plain.effect == pytest.approx(float(WEIGHT @ np.array([name != leader for name in after])), abs=3e-3)
    assert plain.effect != pytest.approx(adjusted.effect, abs=1e-3)


@pytest.mark.parametrize("wrong", [{"budget": -1}, {"room": {"J0": -1}}, {"places": -1}])
def test_numbers_below_nothing_are_refused(wrong):
    with pytest.raises(ValueError, match="numbers from 0 up"):
        asking(FOUND, **wrong)
