"""How much of the scores is about the entries: shares of variance, and how far the published mean can be relied on."""

from __future__ import annotations

import math
from dataclasses import dataclass

from awards.maths.agreement.verdicts import GOOD_ABOVE, reliability_word

_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Reliability:
    """Shares of one score's variance (they add up to 1) and reliability of an entry's mean, from 0 to 1.

    `raw` counts differences between judges as noise, `adjusted` has taken them out. `judges_for_good` is how many
    judges each entry would need for .75; None where no number of them would do. All are None where nothing varies.
    """

    readings: float
    """Mean number of judges per entry."""
    entries_share: float | None
    judges_share: float | None
    rest_share: float | None
    raw: float | None
    adjusted: float | None
    judges_for_good_raw: int | None
    judges_for_good_adjusted: int | None

    @property
    def words(self) -> tuple[str, ...]:
        """The figures in short sentences."""
        if self.raw is None or self.adjusted is None or self.entries_share is None:
            return ("Not defined: every score is the same.",)
        of_all = (
            f"Of all differences between scores, {self.entries_share:.0%} come from the entries, "
            f"{self.judges_share:.0%} from strict and lenient judges and {self.rest_share:.0%} from the rest."
        )
        raw = f"Plain averages: {reliability_word(self.raw)} ({self.raw:.2f})."
        adjusted = f"Adjusted scores: {reliability_word(self.adjusted)} ({self.adjusted:.2f})."
        return (
            of_all,
            f"{raw} {_needed(self.judges_for_good_raw)}",
            f"{adjusted} {_needed(self.judges_for_good_adjusted)}",
        )


def reliability(*, entries: float, judges: float, rest: float, readings: float) -> Reliability:
    """Work out the figures from the variances (points squared) of entries, judges and rest, and readings per entry.

    Raises:
        ValueError: a variance is below 0 or no number, or there are no readings.
    """
    if not all(math.isfinite(one) and one >= 0 for one in (entries, judges, rest)):
        raise ValueError("Variances are numbers from 0 up.")
    if not (math.isfinite(readings) and readings > 0):
        raise ValueError("There must be readings.")
    whole = entries + judges + rest
    return Reliability(
        readings=readings,
        entries_share=entries / whole if whole else None,
        judges_share=judges / whole if whole else None,
        rest_share=rest / whole if whole else None,
        raw=_of_mean(entries, judges + rest, readings) if whole else None,
        adjusted=_of_mean(entries, rest, readings) if whole else None,
        judges_for_good_raw=_for_good(entries, judges + rest),
        judges_for_good_adjusted=_for_good(entries, rest),
    )


def _of_mean(signal: float, noise: float, readings: float) -> float:
    """Give the reliability of a mean; 0 where the entries do not differ."""
    return signal / (signal + noise / readings) if signal else 0.0


def _for_good(signal: float, noise: float) -> int | None:
    """Give the fewest judges whose mean reaches .75, by Spearman and Brown."""
    if not signal:
        return None
    return max(1, math.ceil(noise / signal * GOOD_ABOVE / (1 - GOOD_ABOVE) - _ROUNDING))


def _needed(judges: int | None) -> str:
    if judges is None:
        return "These scores do not tell the entries apart, and more judges would not help."
    return f"To reach {GOOD_ABOVE}, each entry would need {judges} {'judge' if judges == 1 else 'judges'}."
