"""Where one more reading tells most: readings are chosen one after the other, each where its expected gain is largest.

What a score will be is not known when it is asked for. Each choice therefore counts on those before it: their scores
are taken to be just as expected, which leaves every order as it is and makes all that they tell of surer. So a list
spreads over the entries that are close. It stops where no reading that is left would, by itself, be likely enough to
change who is in. There is no chance in it: the same question, in whatever order it comes, has one answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from awards.maths.adjusting.pooling import pooled
from awards.maths.adjusting.readings import Table
from awards.maths.more_readings.answer import Advice, Outcome, Suggestion
from awards.maths.more_readings.contest import Contest, Marks, Values
from awards.maths.more_readings.near import Known, contest
from awards.maths.more_readings.question import Question
from awards.maths.more_readings.spreads import fit_of, spreads_of
from awards.maths.more_readings.words import outcome_words, reason

LEAST_EFFECT: Final = 0.01
"""A reading that changes who is in with a smaller probability than this is not worth a judge's evening."""
_EQUAL: Final = 1e-9
"""Gains that are so close, as a share of the largest, are equal; then the effect, then a judge's room, tells."""


def suggest(question: Question) -> Advice:
    """Say who should read what next, at most `budget` readings, none done before, in conflict or beyond a judge's room.

    Raises:
        ReadingsError: the readings contradict themselves or their categories.
    """
    table = Table(question.scoring.given) if question.scoring.given else None
    spreads = question.spreads or (spreads_of(table) if table else None)
    if table is None or spreads is None:
        words = outcome_words(Outcome.TOO_LITTLE_KNOWN, 0, question.budget)
        return Advice(suggestions=(), outcome=Outcome.TOO_LITTLE_KNOWN, words=words)
    known = Known(question=question, table=table, fit=fit_of(table, spreads), pools=pooled(question.scoring))
    found = [contest(category, known) for category in sorted(question.scoring.places)]
    return _spent([one for one in found if one], question)


def _spent(contests: Sequence[Contest], question: Question) -> Advice:
    """Spend the budget, one reading at a time."""
    room = dict(question.room)
    now = [(one, one.values(_able(one, room))) for one in contests]
    chosen: list[Suggestion] = []
    while len(chosen) < question.budget:
        picks = [(place, at) for place, (one, values) in enumerate(now) for at in _best(one, values, room)]
        if not picks:
            break
        # The first of equal gains: categories come by name.
        place, at = max(picks, key=lambda pick: (float(now[pick[0]][1].gain[pick[1]]), -pick[0]))
        one, values = now[place]
        chosen.append(_suggestion(one, values, at))
        room[chosen[-1].judge] -= 1
        left = one.after(int(values.entry[at]), int(values.judge[at]))
        now[place] = left, left.values(_able(left, room))
    free = not now or any(len(one.values(_able(one, room)).entry) for one, _ in now)
    return _advice(chosen, question.budget, free=free)


def _able(one: Contest, room: Mapping[str, int]) -> Marks:
    """Mark the judges who can take another reading."""
    return np.array([room.get(name, 0) > 0 for name in one.judges], dtype=np.bool_)


def _best(one: Contest, values: Values, room: Mapping[str, int]) -> list[int]:
    """Give the reading of the largest gain, as a position, if any is worth asking for."""
    worth = np.flatnonzero((values.effect >= LEAST_EFFECT) & _able(one, room)[values.judge])
    if not len(worth):
        return []
    most = float(values.gain[worth].max())
    equal = worth[values.gain[worth] >= most * (1.0 - _EQUAL)]

    def rest(at: int) -> tuple[float, int, int]:
        return (-round(float(values.effect[at]), 9), -room[one.judges[values.judge[at]]], at)

    return [min((int(at) for at in equal), key=rest)]


def _suggestion(one: Contest, values: Values, at: int) -> Suggestion:
    return Suggestion(
        entry=one.entries[values.entry[at]],
        judge=one.judges[values.judge[at]],
        category=one.category,
        effect=float(values.effect[at]),
        gain=float(values.gain[at]),
        reason=reason(one, values, at),
    )


def _advice(chosen: Sequence[Suggestion], budget: int, *, free: bool) -> Advice:
    if len(chosen) == budget:
        outcome = Outcome.SPENT
    elif not free:
        outcome = Outcome.NOBODY_FREE
    else:
        outcome = Outcome.ENOUGH if chosen else Outcome.NOTHING_CLOSE
    return Advice(suggestions=tuple(chosen), outcome=outcome, words=outcome_words(outcome, len(chosen), budget))
