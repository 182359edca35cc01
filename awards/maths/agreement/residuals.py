"""What is left of each score once its entry and its judge are taken out: the ground for looking at a judge or a score.

Entries and judges are both taken as they come (least squares, y ~ entry + judge), so that a residual and its leverage
rest on nothing but the scores; the leverage is the share of a residual that the score itself has used up.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from awards.maths.adjusting.fixed import information
from awards.maths.adjusting.readings import Table

Floats = NDArray[np.float64]
_NOTHING: Final = 1e-9
"""Eigenvalues below this are 0: a part of the panel that shares no entry with the rest."""
_ROUNDING: Final = 1e-12


@dataclass(frozen=True, kw_only=True)
class Residuals:
    """One item per reading of the table; `df` are the scores left over once entries and judges have had theirs."""

    table: Table
    value: Floats
    """Points of the score's scale."""
    leverage: Floats
    """From 0 to 1; at 1 the score alone decides what is expected of it."""
    df: int
    sd: float | None
    """The panel's spread around what is expected, in points; None where no score is left over or nothing varies."""


def residuals(table: Table) -> Residuals:
    """Take entries and judges out of the scores, also where they fall into parts that share nothing."""
    values, vectors = np.linalg.eigh(information(table))
    known = values > _NOTHING * max(1.0, float(values.max()))
    inverse = (vectors[:, known] / values[known]) @ vectors[:, known].T
    severity = inverse @ np.bincount(table.judge, weights=table.within, minlength=len(table.judges))
    shares = table.incidence / table.n[:, None]
    value = table.within - severity[table.judge] + (shares @ severity)[table.entry]
    crossed = shares @ inverse
    around = np.asarray(shares.multiply(crossed).sum(axis=1)).ravel()
    own = np.diag(inverse)[table.judge] - 2 * crossed[table.entry, table.judge] + around[table.entry]
    df = len(table) - len(table.entries) - int(known.sum())
    squares, whole = float((value**2).sum()), float((table.within**2).sum())
    varies = df > 0 and squares > _ROUNDING * whole and whole > 0
    return Residuals(
        table=table,
        value=value,
        leverage=np.clip(1 / table.n[table.entry] + own, 0, 1),
        df=df,
        sd=float(np.sqrt(squares / df)) if varies else None,
    )
