"""Ranks in which what is practically equal is equal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

TOLERANCE: Final = 0.0005 / 5
"""Equal means: within 0.0005 of a scale from 0 to 5, in proportion on others."""
_ROUNDING: Final = 1e-9


def ranks(scores: Mapping[str, float], tolerance: float) -> dict[str, int]:
    """Rank names by score, the highest first: 1, 2, 2, 4.

    A score within the tolerance of the first of its rank shares that rank; measured from the first, so that a long
    row of small steps does not become one tie. Names come in the order of ranks, and of names where they tie.
    """
    found: dict[str, int] = {}
    first, rank = 0.0, 0
    for position, name in enumerate(sorted(scores, key=lambda name: (-scores[name], name)), start=1):
        if not rank or first - scores[name] > tolerance * (1.0 + _ROUNDING) + _ROUNDING * tolerance:
            first, rank = scores[name], position
        found[name] = rank
    return dict(sorted(found.items(), key=lambda item: (item[1], item[0])))


def tied(rank_of: Mapping[str, int]) -> set[str]:
    """Name everybody who shares a rank."""
    sharing: dict[int, list[str]] = {}
    for name, rank in rank_of.items():
        sharing.setdefault(rank, []).append(name)
    return {name for names in sharing.values() if len(names) > 1 for name in names}
