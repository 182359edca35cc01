"""Why a reading is suggested, in a few plain sentences for staff; and why there are no more."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

import numpy as np
from scipy import special

from awards.maths.more_readings.answer import Outcome
from awards.maths.more_readings.contest import Contest, Values

SURE: Final = 1.645
"""A judge is known to be strict or lenient from so many standard errors on: the 90% interval excludes 0."""
_WORTH: Final = "would by itself change who is in with a probability of 1% or more."


def reason(one: Contest, values: Values, at: int) -> str:
    """Say between whom it is open, why this judge, and what the reading would change."""
    return " ".join([*_rivals(one, values, at), *_judge(one, values, at), _effect(one, float(values.effect[at]))])


def percentage(chance: float) -> str:
    """Give a probability for people: whole percents, never 0% or 100% for what may or may not be."""
    if chance < 0.01:  # noqa: PLR2004 - one in a hundred
        return "under 1%"
    return "over 99%" if chance > 0.99 else f"{100 * chance:.0f}%"  # noqa: PLR2004 - as above


def outcome_words(outcome: Outcome, number: int, budget: int) -> str:
    """Say why there are so many suggestions."""
    of = f"{number} of {budget} {'reading' if budget == 1 else 'readings'}"
    return {
        Outcome.SPENT: f"{of} suggested: all that were asked for.",
        Outcome.ENOUGH: f"{of} suggested: no other {_WORTH}",
        Outcome.NOTHING_CLOSE: f"Nothing is close: no single reading {_WORTH}",
        Outcome.NOBODY_FREE: f"{of} suggested: no judge may and can read any more of the entries near the line.",
        Outcome.TOO_LITTLE_KNOWN: "There are too few scores yet to tell where one more would help.",
    }[outcome]


def _rivals(one: Contest, values: Values, at: int) -> Iterator[str]:
    entry, rival = int(values.entry[at]), int(values.rival[at])
    inside, outside = (entry, rival) if entry in one.inside else (rival, entry)
    number = int(one.scored[entry])
    if one.apart[entry]:
        told = "1 score" if number == 1 else f"{number} scores"
        yield f"{one.entries[entry]} has {told if number else 'no score'} and is not ranked yet."
    first, second = one.entries[inside], one.entries[outside]
    chance = _right(one, inside, outside)
    shares = f"{percentage(chance)} to {percentage(1.0 - chance)}"
    if one.places == 1:
        yield f"It is open whether {first} or {second} is the better: {shares}."
    else:
        yield f"It is open whether {first} or {second} belongs among the first {one.places}: {shares}."


def _right(one: Contest, inside: int, outside: int) -> float:
    """Give the probability that the entry that is in is better than the one that is out."""
    ahead = float(one.scores.mean[inside] - one.scores.mean[outside])
    sd = float(one.scores.difference_sds(np.array([inside]), np.array([outside]))[0, 0])
    return float(special.ndtr(ahead / sd)) if sd > 0 else float(ahead > 0 or math.nan)


def _judge(one: Contest, values: Values, at: int) -> Iterator[str]:
    """Say what speaks for this judge: they read the rival, mark like nobody who read the entry, or are well known."""
    entry, judge, rival = int(values.entry[at]), int(values.judge[at]), int(values.rival[at])
    name, manner = one.judges[judge], _manner(one, judge)
    if one.asked[rival, judge]:
        yield f"{name} is asked for {one.entries[rival]} too, so one judge would compare the two."
    elif one.read[rival, judge]:
        yield f"{name} has read {one.entries[rival]}, so one judge would compare the two."
    elif manner and not any(_manner(one, int(other)) == manner for other in np.flatnonzero(one.read[entry])):
        yield f"{name} is known to be {manner}, and nobody like that has read {one.entries[entry]}."
    elif one.loads[judge]:
        number = int(one.loads[judge])
        yield f"How {name} marks is known from {number} {'score' if number == 1 else 'scores'}."


def _manner(one: Contest, judge: int) -> str:
    """Say whether a judge is known to be strict or lenient; nothing where they may be neither."""
    at = judge + one.scores.entries
    severity, sd = float(one.scores.mean[at]), math.sqrt(max(float(one.scores.covariance[at, at]), 0.0))
    if abs(severity) <= SURE * sd:
        return ""
    return "lenient" if severity > 0 else "strict"


def _effect(one: Contest, effect: float) -> str:
    if len(one.shown_in) < one.places:
        return "There is a place to spare: with this reading the entry may take it."
    changes = "who comes first" if one.places == 1 else f"who is among the first {one.places}"
    return f"By itself this reading would change {changes} with a probability of {percentage(effect)}."
