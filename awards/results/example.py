"""The worked example of the page that explains the adjustment: invented scores, and what the product's own model makes.

The figures are written down, so that the page needs no numerics; a test works them out again.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ExampleEntry:
    """One entry: the scores by each judge, a dash where they did not read it, and both numbers with their ranks."""

    name: str
    scores: tuple[str, ...]
    raw: str
    raw_rank: int
    adjusted: str
    adjusted_rank: int


@dataclass(frozen=True, slots=True)
class ExampleStep:
    """One line of the sum: what a judge gave, what is added or taken off, and what that makes."""

    judge: str
    score: str
    correction: str
    corrected: str


@dataclass(frozen=True, slots=True)
class Example:
    """Entries in the order of the plain average, judges with their severities in words, and one sum."""

    judges: tuple[str, ...]
    severities: tuple[str, ...]
    entries: tuple[ExampleEntry, ...]
    differed: str
    changed: str
    """The entry whose sum is shown, and which the correction puts first."""
    steps: tuple[ExampleStep, ...]
    total: str
    mean: str


EXAMPLE = Example(
    judges=("Judge A", "Judge B", "Judge C", "Judge D"),
    severities=("6.5 higher", "2.2 higher", "0.4 higher", "9.1 lower"),
    entries=(
        ExampleEntry("Harbour", ("79", "73", "72", "–"), "74.7", 1, "71.6", 2),
        ExampleEntry("Meadow", ("–", "77", "76", "66"), "73.0", 2, "75.2", 1),
        ExampleEntry("Orchard", ("69", "–", "63", "55"), "62.3", 3, "63.1", 3),
        ExampleEntry("Quay", ("64", "61", "–", "47"), "57.3", 4, "57.5", 4),
    ),
    differed="6.2",
    changed="Meadow",
    steps=(
        ExampleStep("Judge B", "77.00", "−2.22", "74.78"),
        ExampleStep("Judge C", "76.00", "−0.37", "75.63"),
        ExampleStep("Judge D", "66.00", "+9.11", "75.11"),
    ),
    total="225.52",
    mean="75.2",
)
