"""The words for how reliable a figure is, the same everywhere."""

from __future__ import annotations

from typing import Final

FAIR_FROM: Final = 0.5
GOOD_ABOVE: Final = 0.75
"""What a published mean should reach; also how many judges that takes is worked out for this."""
TALK: Final = "Talk to the judge: a flag never drops a judge or a score."


def reliability_word(value: float) -> str:
    """Say what a reliability (0 to 1) amounts to: below .5 mostly noise, to .75 fair, above it good."""
    if value < FAIR_FROM:
        return "mostly noise"
    return "good" if value > GOOD_ABOVE else "fair"
