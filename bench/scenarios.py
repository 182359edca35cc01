"""The made-up panels of the reference simulation: entries of known merit, judges of known severity, and who read what.

Everything has spread .6: merit, severity, the noise of a judge on an entry and, where a score is the mean of four
criteria that are rounded to 1 to 5, the noise of each criterion.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

Floats = NDArray[np.float64]
Marks = NDArray[np.bool_]

ENTRIES: Final = 60
SCORES: Final = 4
"""Readings of each entry."""
SPREAD: Final = 0.6
MIDDLE: Final = 3.0
"""The score of a middling entry from a middling judge, on a scale of 1 to 5."""
CRITERIA: Final = 4
STEPS: Final = (1.5, 2.5, 3.5, 4.5)
"""Where a criterion's score is rounded up to the next whole one."""
AT_HOME: Final = 0.95
"""How probable it is that a reading is by a judge of the entry's own category, while such judges have room."""
BETWEEN: Final = 0.5
"""How far the categories of scenario G lie apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """One kind of panel. `panels` is the number of categories or panels that entries and judges come in."""

    words: str
    judges: int = 12
    severity: float = SPREAD
    rounded: bool = True
    panels: int = 1
    between: float = 0.0
    apart: bool = False
    lost: bool = False


SCENARIOS: Final[Mapping[str, Scenario]] = {
    "A": Scenario(words="continuous scores", rounded=False),
    "B": Scenario(words="four criteria rounded to 1 to 5"),
    "C": Scenario(words="judges do not differ", severity=0.0),
    "S": Scenario(words="48 judges of 5 entries each", judges=48),
    "G": Scenario(words="judges mostly in their home category", panels=3, between=BETWEEN),
    "J": Scenario(words="one judge drops out, one half done", lost=True),
    "K": Scenario(words="three disjoint panels", panels=3, apart=True),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """One panel: `merit` of each entry, `severity` of each judge, `y` entries by judges where `read`.

    `target` is the mean score that each entry would get from very many such judges: what an interval should hold.
    """

    merit: Floats
    severity: Floats
    read: Marks
    y: Floats
    target: Floats


def drawn(scenario: Scenario, chance: np.random.Generator) -> Draw:
    """Draw one panel. Entries come in a random order, so that nothing hangs on where one stands."""
    panel = chance.permutation(np.repeat(np.arange(scenario.panels), ENTRIES // scenario.panels))
    merit = chance.normal(0.0, scenario.between, scenario.panels)[panel] + chance.normal(0.0, SPREAD, ENTRIES)
    severity = chance.normal(0.0, 1.0, scenario.judges) * scenario.severity
    read = _dealt(scenario, panel, chance)
    if scenario.lost:
        read[:, 0] = False
        done = chance.permutation(np.flatnonzero(read[:, 1]))
        read[done[: len(done) // 2], 1] = False
    seen = MIDDLE + merit[:, None] + severity + chance.normal(0.0, SPREAD, read.shape)
    if not scenario.rounded:
        return Draw(merit=merit, severity=severity, read=read, y=seen, target=MIDDLE + merit)
    marks = np.clip(np.rint(seen[..., None] + chance.normal(0.0, SPREAD, (*read.shape, CRITERIA))), 1, 5)
    spread = sqrt(scenario.severity**2 + 2 * SPREAD**2)
    return Draw(merit=merit, severity=severity, read=read, y=marks.mean(axis=-1), target=expected(merit, spread))


def expected(merit: Floats, spread: float) -> Floats:
    """Give the mean of a criterion rounded to 1 to 5, where what is rounded spreads so far about the merit."""
    above = [ndtr((MIDDLE + merit - step) / spread) for step in STEPS]
    return np.asarray(1.0 + np.sum(above, axis=0))


def _dealt(scenario: Scenario, panel: NDArray[np.int64], chance: np.random.Generator) -> Marks:
    """Deal each entry to its judges at random, every judge getting as many; at home or within the panel if asked."""
    home = np.arange(scenario.judges) * scenario.panels // scenario.judges
    own = panel[:, None] == home
    if scenario.panels == 1:
        weight = np.ones(own.shape)
    else:
        inside = 1.0 if scenario.apart else AT_HOME
        weight = np.where(own, inside / own.sum(axis=1, keepdims=True), (1.0 - inside) / max(1, (~own[0]).sum()))
    while True:
        read = _attempt(weight, chance)
        if read is not None:
            return read


def _attempt(weight: Floats, chance: np.random.Generator) -> Marks | None:
    """Deal once; None where the last entries find too few judges with room."""
    entries, judges = weight.shape
    room = np.full(judges, entries * SCORES // judges)
    read = np.zeros(weight.shape, dtype=np.bool_)
    for entry in chance.permutation(entries):
        able = weight[entry] * room
        if np.count_nonzero(able) < SCORES:
            return None
        chosen = chance.choice(judges, SCORES, replace=False, p=able / able.sum())
        read[entry, chosen] = True
        room[chosen] -= 1
    return read
