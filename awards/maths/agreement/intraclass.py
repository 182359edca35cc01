"""Intraclass correlations of a panel in which every judge scored every entry, with 95% intervals.

P. E. Shrout and J. L. Fleiss, "Intraclass correlations: uses in assessing rater reliability" (Psychological Bulletin
86, 1979); the intervals of ICC(2,1) and ICC(2,k) as in K. O. McGraw and S. P. Wong (Psychological Methods 1, 1996).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy import stats

from awards.maths.agreement.verdicts import reliability_word

FORMS: Final = ("ICC(1,1)", "ICC(2,1)", "ICC(3,1)", "ICC(1,k)", "ICC(2,k)", "ICC(3,k)")
"""Judges drawn anew for each entry, one panel drawn from many, this very panel; one judge's score, the mean of all."""
ROUNDING: Final = 1e-12
"""Sums of squares below this share of the whole are rounding, not disagreement."""
_TAIL: Final = 0.975
_FEWEST: Final = 2

Scores = Sequence[Sequence[float | None]]
"""A row for each entry with a score by each judge; None where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Icc:
    """One form. `value` is None where it is not defined and `why_not` says why; so may be `f` and the interval."""

    form: str
    value: float | None
    low: float | None = None
    high: float | None = None
    f: float | None = None
    df1: int | None = None
    df2: int | None = None
    why_not: str | None = None

    @property
    def words(self) -> str:
        """The figure with what it means."""
        if self.value is None:
            return f"{self.form}: not defined. {self.why_not}"
        interval = "" if self.low is None else f", with 95% certainty between {self.low:.2f} and {self.high:.2f}"
        return f"{self.form} is {self.value:.2f} ({reliability_word(self.value)}){interval}."


@dataclass(frozen=True, slots=True, kw_only=True)
class _Squares:
    """Mean squares of entries by judges: between entries, between judges, the rest, within entries; no unit."""

    entries: int
    judges: int
    between: float
    judging: float
    rest: float
    within: float


def intraclass(scores: Scores) -> dict[str, Icc]:
    """Give the six forms by their names; each says for itself where it is not defined.

    Raises:
        ValueError: the rows are of different lengths.
    """
    why_not = complete_panel_needed(scores)
    if why_not:
        return {form: Icc(form=form, value=None, why_not=why_not) for form in FORMS}
    squares = _mean_squares(scores)
    if squares is None:
        same = "Every score is the same, so there is nothing to agree on."
        return {form: Icc(form=form, value=None, why_not=same) for form in FORMS}
    single = [_anew(squares), _of_many(squares), _this_panel(squares)]
    return {
        form: _told(form, found, squares) for form, found in zip(FORMS, [*single, *map(_of_mean, single)], strict=True)
    }


def complete_panel_needed(scores: Scores) -> str | None:
    """Say why a table is not a panel in which two judges or more scored the same two entries or more; None if it is.

    Raises:
        ValueError: the rows are of different lengths.
    """
    if len({len(row) for row in scores}) > 1:
        raise ValueError("Every entry must have a place for each judge.")
    if len(scores) < _FEWEST:
        return "There must be two entries or more."
    if len(scores[0]) < _FEWEST:
        return "There must be two judges or more."
    if any(score is None for row in scores for score in row):
        return "Not every judge scored every entry."
    return None


def _mean_squares(scores: Scores) -> _Squares | None:
    """Split the variation of a complete table, whatever its scale; None where all scores are the same."""
    y = np.array(scores, dtype=np.float64)
    n, k = y.shape
    if np.ptp(y) == 0:
        return None
    y = (y - y.mean()) / np.ptp(y)
    of_entry, of_judge = y.mean(axis=1), y.mean(axis=0)
    left = y - of_entry[:, None] - of_judge[None, :]
    parts = np.array([k * (of_entry**2).sum(), n * (of_judge**2).sum(), (left**2).sum()])
    parts[parts < ROUNDING * parts.sum()] = 0
    between, judging, rest = (float(part) for part in parts)
    return _Squares(
        entries=n,
        judges=k,
        between=between / (n - 1),
        judging=judging / (k - 1),
        rest=rest / ((n - 1) * (k - 1)),
        within=(judging + rest) / (n * (k - 1)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A form's value and interval; `error` and `df2` are what its F divides by."""

    value: float | None
    ends: tuple[float, float] | None
    judges: int
    error: float
    df2: int


def _anew(squares: _Squares) -> _Found:
    n, k = squares.entries, squares.judges
    return _by_ratio(squares, error=squares.within, df2=n * (k - 1))


def _this_panel(squares: _Squares) -> _Found:
    n, k = squares.entries, squares.judges
    return _by_ratio(squares, error=squares.rest, df2=(n - 1) * (k - 1))


def _by_ratio(squares: _Squares, *, error: float, df2: int) -> _Found:
    """Give the form that rests on F = between / error alone, of one judge's score."""
    k, df1 = squares.judges, squares.entries - 1
    value = _share(squares.between - error, squares.between + (k - 1) * error)
    ends = None
    if error:
        ratio = squares.between / error
        low, high = ratio / stats.f.ppf(_TAIL, df1, df2), ratio * stats.f.ppf(_TAIL, df2, df1)
        ends = ((low - 1) / (low + k - 1), (high - 1) / (high + k - 1))
    return _Found(value=value, ends=ends, judges=k, error=error, df2=df2)


def _of_many(squares: _Squares) -> _Found:
    """Give the form that counts differences in level between judges as error, of one judge's score."""
    n, k, rest = squares.entries, squares.judges, squares.rest
    value = _share(squares.between - rest, squares.between + (k - 1) * rest + k * (squares.judging - rest) / n)
    ends = _ends_of_many(squares, value) if value is not None and rest else None
    return _Found(value=value, ends=ends, judges=k, error=rest, df2=(n - 1) * (k - 1))


def _ends_of_many(squares: _Squares, value: float) -> tuple[float, float] | None:
    """Give the interval by Satterthwaite's degrees of freedom, as Shrout and Fleiss do."""
    n, k, between, rest = squares.entries, squares.judges, squares.between, squares.rest
    judging = k * value / (n * (1 - value)) * squares.judging
    other = (1 + k * value * (n - 1) / (n * (1 - value))) * rest
    spread = judging**2 / (k - 1) + other**2 / ((n - 1) * (k - 1))
    df = _share((judging + other) ** 2, spread)
    if not df:
        return None
    low, high = (float(one) for one in stats.f.ppf(_TAIL, [n - 1, df], [df, n - 1]))
    if not np.isfinite(high * low):
        return None
    mixed = k * squares.judging + (k * n - k - n) * rest
    ends = (
        _share(n * (between - low * rest), low * mixed + n * between),
        _share(n * (high * between - rest), mixed + n * high * between),
    )
    return (ends[0], ends[1]) if ends[0] is not None and ends[1] is not None else None


def _of_mean(one: _Found) -> _Found:
    """Give the form of the mean of all judges: Spearman and Brown's step up, of the value and of both ends."""
    low, high = (_stepped_up(end, one.judges) for end in one.ends) if one.ends else (None, None)
    return _Found(
        value=_stepped_up(one.value, one.judges),
        ends=(low, high) if low is not None and high is not None else None,
        judges=one.judges,
        error=one.error,
        df2=one.df2,
    )


def _stepped_up(value: float | None, judges: int) -> float | None:
    return None if value is None else _share(judges * value, 1 + (judges - 1) * value)


def _share(part: float, whole: float) -> float | None:
    """Divide, or give None where what is divided by is nothing or less than nothing."""
    return part / whole if whole > ROUNDING else None


def _told(form: str, found: _Found, squares: _Squares) -> Icc:
    if found.value is None:
        return Icc(form=form, value=None, why_not="The entries differ even less than chance would have it.")
    low, high = found.ends if found.ends else (None, None)
    return Icc(
        form=form,
        value=float(found.value),
        low=None if low is None else float(low),
        high=None if high is None else float(high),
        f=squares.between / found.error if found.error else None,
        df1=squares.entries - 1,
        df2=found.df2,
    )
