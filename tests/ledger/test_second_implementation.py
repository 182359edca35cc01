"""The arithmetic inside verify.py against R's answers, the product's models, and votes counted by hand."""

import csv
import json
import random
from fractions import Fraction

import pytest

from awards.ledger import verify
from awards.maths.adjusting.fitting import results_of
from awards.maths.adjusting.question import Question
from awards.maths.adjusting.readings import Reading
from awards.maths.votes import Ballot, count, settle
from awards.maths.votes.settling import DEFAULT_CHAIN

SETS = ["s1_awards_24x7", "s2_complete_5x3", "s3_boundary_judge0"]
LOOSE = {"judges": 1, "per_judge": 0, "spare": 0}


def scores_of(reference_data, name):
    with (reference_data / "judging" / f"{name}.csv").open() as lines:
        return {(row["entry"], row["judge"]): Fraction(row["y"]) for row in csv.DictReader(lines)}


@pytest.mark.parametrize("name", SETS)
def test_adjusted_scores_are_those_of_the_reference_sets(reference_data, name):
    wanted = json.loads((reference_data / "judging" / f"{name}.json").read_text())["model_F"]
    fit = verify.Fit(scores_of(reference_data, name), LOOSE)
    assert fit.refused == ""
    assert fit.adjusted == pytest.approx(wanted["adjusted"], abs=1e-3)


def test_a_disconnected_set_is_told_apart(reference_data):
    parts = verify.together(scores_of(reference_data, "s4_disconnected"))
    assert [len(part) > 0 for part in parts] == [True, True]
    assert parts[0] & parts[1] == set()


@pytest.mark.parametrize(
    ("shape", "refused"),
    [
        ((6, 4, 2), "too few scores to spare"),
        ((8, 4, 2), ""),
        ((10, 10, 2), "too few scores per judge"),
        ((12, 12, 3), ""),
        ((5, 3, 3), ""),
        ((9, 2, 2), "too few judges"),
    ],
)
def test_thin_designs_are_refused_as_the_rules_say(shape, refused):
    entries, judges, readings = shape
    scores = {(f"E{e}", f"J{(e + r) % judges}"): Fraction(e + 3 * r) for e in range(entries) for r in range(readings)}
    assert verify.Fit(scores, {}).refused == refused


def random_scores(chance):
    entries, judges = chance.randrange(6, 30), chance.randrange(3, 9)
    lean = [chance.gauss(0, 8) for _ in range(judges)]
    return {
        (f"E{e:02}", f"J{j}"): Fraction(min(500, max(0, round(5 * (50 + 12 * chance.gauss(0, 1) + lean[j])))), 5)
        for e in range(entries)
        for j in chance.sample(range(judges), min(3, judges))
    }


@pytest.mark.parametrize("seed", range(25))
def test_it_agrees_with_the_product_on_random_seasons(seed):
    scores = random_scores(random.Random(seed))  # noqa: S311 - invented scores
    readings = [Reading(entry, judge, float(total), "all") for (entry, judge), total in scores.items()]
    found = results_of(Question(readings=readings, scale=100.0, draws=10)).of("all")
    fit = verify.Fit(scores, {}, parts=len(verify.together(scores)))
    assert bool(fit.refused) == bool(found.refused)
    if not fit.refused:
        theirs = {one.entry: one.adjusted for one in found.entries}
        assert {entry: fit.adjusted[entry] for entry in theirs} == pytest.approx(theirs, abs=1e-3)
        assert verify.places({entry: Fraction(value) for entry, value in theirs.items()}) == {
            one.entry: one.adjusted_rank for one in found.entries
        }


def test_the_eigenvalues_of_two_hundred_judges_are_found():
    chance = random.Random(1)  # noqa: S311 - an invented matrix
    size = 60
    rows = [[chance.gauss(0, 1) for _ in range(size)] for _ in range(size)]
    matrix = [[sum(x * y for x, y in zip(a, b, strict=True)) for b in rows] for a in rows]
    values, vectors = verify.eigen(matrix)
    for value, vector in zip(values, vectors, strict=True):
        turned = [sum(x * y for x, y in zip(row, vector, strict=True)) for row in matrix]
        assert turned == pytest.approx([value * x for x in vector], abs=1e-6 * max(values))


def vote(candidates, rankings, **more):
    ballots = {f"J-{n}": {"ranking": ranking, "salt": ""} for n, ranking in enumerate(rankings)}
    return {"candidates": candidates, "closed": {"ballots": ballots}, "joint_allowed": False} | more


def test_votes_are_counted_as_the_reference_set_says(reference_data):
    given = json.loads((reference_data / "judging" / "s6_panel_votes.json").read_text())
    for election in given["elections"]:
        rankings = [one["ranking"] for one in election["ballots"] for _ in range(one["count"])]
        found, wanted = verify.Count(vote(election["candidates"], rankings)), election["expected"]
        assert (found.duels, found.first) == (wanted["pairwise"], wanted["schulze_winners"])
        assert {key: float(one) for key, one in found.borda.items()} == wanted["borda"]


@pytest.mark.parametrize("seed", range(40))
def test_it_settles_random_votes_as_the_product_does(seed):
    chance = random.Random(seed)  # noqa: S311 - invented ballots
    names = ["A", "B", "C", "D", "NOBODY"][: chance.randrange(2, 6)]
    rankings = [some_ranking(chance, names) for _ in range(chance.randrange(2, 6))]
    scores = {name: Fraction(chance.randrange(3), 150) for name in names[:4]}
    chain = list(DEFAULT_CHAIN) if seed % 2 else ["adjusted", "joint"]
    none = "NOBODY" if "NOBODY" in names else None
    theirs = count(names, [Ballot(tuple(tuple(tier) for tier in one)) for one in rankings], none=none)
    told = settle(theirs, chain, adjusted=scores, within=Fraction(1, 100), joint_allowed=True)
    ours = verify.Count(vote(names, rankings))
    rules = {"chain": chain, "joint_allowed": True}
    assert ours.settled(rules, scores=scores, second=None) == {
        "outcome": told.outcome, "winners": list(told.winners), "level": list(told.level),
    }  # fmt: skip
    assert (ours.duels, ours.borda) == (theirs.duels, theirs.borda)


def some_ranking(chance, names):
    tiers = {}
    for name in names:
        if chance.random() < 0.8:
            tiers.setdefault(chance.randrange(3), []).append(name)
    return [tiers[key] for key in sorted(tiers)] or [names]


def test_ranks_share_within_a_hundredth_of_the_first():
    values = {"A": Fraction("80"), "B": Fraction("79.991"), "C": Fraction("79.985"), "D": Fraction("79.99")}
    assert verify.places(values) == {"A": 1, "B": 1, "D": 1, "C": 4}
