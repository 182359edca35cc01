"""What one more score is worth: the expected gain of those who are in, and the chance that somebody else comes in.

Take one entry that is in and one that is out, ahead by d on average. A score moves their difference by a normal
amount with sd s. If it turns the two round, the better of them comes in: on average that is worth

    s f(|d| / s),   f(z) = phi(z) - z Phi(-z)

(Raiffa & Schlaifer 1961's linear loss; the "knowledge gradient" of Frazier, Powell & Dayanik 2008, SIAM J. Control
Optim. 47, for two; the most over an entry's rivals is a lower bound of theirs for many, as in Chick & Inoue 2001,
Oper. Res. 49). Readings go where it is largest. So they go neither to entries far from the line, whom no score could
move across (z large), nor to those of whom much is known already (s small); and a judge who has read the rival, or of
whom it is known how strict they are, moves the difference more than a stranger does.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np
from scipy import special

from awards.maths.adjusting.readings import Floats, Wholes

_NOTHING: Final = 1e-12


def expected_gains(ahead: Floats, spread: Floats) -> Floats:
    """Give s f(|d| / s): `ahead` is d, `spread` is s, 0 where a score moves nothing."""
    sd = np.maximum(np.abs(spread), _NOTHING)
    z = np.abs(ahead) / sd
    density = np.exp(-0.5 * z**2) / math.sqrt(2.0 * math.pi)
    return np.asarray(np.maximum(sd * (density - z * special.ndtr(-z)), 0.0))


def chances_of_change(start: Floats, moves: Floats, *, ins: Wholes, outs: Wholes) -> Floats:
    """Give, for each score, the probability that somebody who is out comes in.

    With a standard normal x, entry e comes to `start[e] + moves[e] x` (both entries by scores). Each pair keeps its
    order on one side of where its two lines cross; all do between the highest lower end and the lowest upper one.
    """
    ahead = start[ins][:, None] - start[outs][None, :]
    slope = moves[ins][:, None] - moves[outs][None, :]
    flat = np.abs(slope) < _NOTHING
    crossing = -ahead / np.where(flat, 1.0, slope)
    # Parallel lines never cross: the order stays, whatever the score, or (entries that were level) is taken to.
    low = np.where(~flat & (slope > 0), crossing, -np.inf).max(axis=(0, 1), initial=-np.inf)
    high = np.where(~flat & (slope < 0), crossing, np.inf).min(axis=(0, 1), initial=np.inf)
    return np.asarray(np.minimum(special.ndtr(low) + special.ndtr(-high), 1.0))
