"""Kendall's W: how far judges who rank the same set put it in the same order, with the correction for ties.

M. G. Kendall and B. Babington Smith, "The problem of m rankings" (Annals of Mathematical Statistics 10, 1939).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import stats

from awards.maths.agreement.intraclass import Scores, complete_panel_needed


@dataclass(frozen=True, slots=True, kw_only=True)
class Concordance:
    """W with the correction for ties and its test; all None where it is not defined, and `why_not` says why."""

    w: float | None
    chi2: float | None = None
    df: int | None = None
    p: float | None = None
    uncorrected: float | None = None
    why_not: str | None = None

    @property
    def words(self) -> str:
        """The figure with what it means."""
        if self.w is None:
            return f"Kendall’s W: not defined. {self.why_not}"
        return f"Kendall’s W is {self.w:.2f}: 1 would be the same order by every judge, 0 no common order at all."


def concordance(scores: Scores) -> Concordance:
    """Work out W from a row of scores for each entry, one by each judge; only the order of a judge's scores counts.

    It is not defined with fewer than two judges or entries, where judges did not score the same entries, and where
    every judge scored all entries alike.

    Raises:
        ValueError: the rows are of different lengths.
    """
    why_not = complete_panel_needed(scores)
    if why_not:
        return Concordance(w=None, why_not=why_not)
    y = np.array(scores, dtype=np.float64)
    entries, judges = y.shape
    ranks = stats.rankdata(y, axis=0)
    apart = float(((ranks.sum(axis=1) - judges * (entries + 1) / 2) ** 2).sum())
    alike = sum(int((sizes**3 - sizes).sum()) for sizes in (np.unique(one, return_counts=True)[1] for one in y.T))
    most = judges**2 * (entries**3 - entries)
    if most == judges * alike:
        return Concordance(w=None, why_not="Every judge scored all entries alike, so there is no order to compare.")
    w = 12 * apart / (most - judges * alike)
    chi2, df = judges * (entries - 1) * w, entries - 1
    return Concordance(w=w, chi2=chi2, df=df, p=float(stats.chi2.sf(chi2, df)), uncorrected=12 * apart / most)
