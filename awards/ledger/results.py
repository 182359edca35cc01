"""The results of a bundle: exact totals, means and ranks from the log, worked-out figures beside them as stated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from awards.ledger.canonical import decimals, exact
from awards.ledger.replay import Close, Pair, Standing

SAME = Fraction(1, 100)
"""Results out of 100 this near to the first of their rank share it: 0.0005 of a scale from 0 to 5."""
FEWEST = 2
ENOUGH = Fraction(3, 5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What was worked out for one category; entries and judges by label, scores out of 100.

    `refused` is None, or code and words. `pool` are the categories whose scores were fitted together. `stated` are
    other figures by entry ("low", "high", "p_top", "band"), shown as they are given and not replayed.
    """

    adjusted: Mapping[str, float] = field(default_factory=dict)
    severities: Mapping[str, float] = field(default_factory=dict)
    theta: float | None = None
    refused: Mapping[str, str] | None = None
    pool: Sequence[str] = ()
    stated: Mapping[str, Mapping[str, str | float | int | None]] = field(default_factory=dict)


def places(values: Mapping[str, Fraction]) -> dict[str, int]:
    """Give ranks, 1 for the largest; whoever lies within 0.01 of the first of a rank shares it."""
    ranks: dict[str, int] = {}
    first, rank = Fraction(), 0
    for number, (entry, value) in enumerate(sorted(values.items(), key=lambda one: -one[1]), 1):
        if not ranks or first - value > SAME:
            first, rank = value, number
        ranks[entry] = rank
    return ranks


def sheet_total(points: Mapping[str, int | None], criteria: Sequence[Mapping[str, Any]], highest: int) -> Fraction:
    """Give a complete sheet's exact total out of 100."""
    weighted = sum(one["weight"] * (points[one["key"]] or 0) for one in criteria)
    return Fraction(100 * weighted, highest * sum(one["weight"] for one in criteria))


def totals_of(standing: Standing, category: str) -> dict[Pair, Fraction]:
    """Give the exact total of every sheet that counts in a category."""
    close = standing.closes[category]
    criteria, highest = close.rules["categories"][category], close.rules["scale"]["highest"]
    return {
        pair: sheet_total(marks.points, criteria, highest)
        for pair, marks in sorted(close.sheets.items())
        if standing.counts(pair)
    }


def results_of(standing: Standing, figures: Mapping[str, Figures]) -> dict[str, Any]:
    """Give the content of results.json: every scored category whose round is closed."""
    shown = {}
    for key in sorted(standing.closes):
        if key in standing.closes[key].rules["categories"]:
            shown[key] = _category(standing, key, figures.get(key, Figures()))
    return {"categories": shown}


def _category(standing: Standing, key: str, figures: Figures) -> dict[str, Any]:
    close, totals = standing.closes[key], totals_of(standing, key)
    refused = figures.refused
    if not figures.adjusted and not refused:
        refused = {"code": "not-fitted", "words": "No adjusted scores were worked out."}
    return {
        "pool": list(figures.pool) or [key],
        "basis": _basis(close, refused),
        "refused": refused,
        "theta": None if figures.theta is None else decimals(figures.theta),
        "severities": {judge: decimals(one) for judge, one in sorted(figures.severities.items())},
        "totals": [{"entry": one[0], "judge": one[1], "total": exact(total)} for one, total in totals.items()],
        "entries": _entries(standing, key, totals, adjusted={} if refused else figures.adjusted, figures=figures),
    }


def _basis(close: Close, refused: Mapping[str, str] | None) -> str:
    wanted = close.rules.get("ranking", {}).get("basis", "raw")
    return "raw" if refused else str(wanted)


def _entries(
    standing: Standing, key: str, totals: Mapping[Pair, Fraction], *, adjusted: Mapping[str, float], figures: Figures
) -> list[dict[str, Any]]:
    close = standing.closes[key]
    of: dict[str, list[Fraction]] = {entry: [] for entry in close.entries}
    for pair, total in totals.items():
        of[pair[0]].append(total)
    asked = Counter(pair[0] for pair in standing.assigned if standing.is_asked(pair))
    needy = {entry for entry in close.entries if needs_scores(len(of[entry]), asked[entry], close.rules)}
    raw = {entry: sum(of[entry], Fraction()) / len(of[entry]) for entry in close.entries if of[entry]}
    shown = {entry: Fraction(decimals(one)) for entry, one in adjusted.items() if entry in raw and entry not in needy}
    ranks = {"raw_rank": places(_but(raw, needy)), "adjusted_rank": places(shown)}
    ties = _tie_values(standing, key, totals)
    chosen = ranks["raw_rank" if _basis(close, None) == "raw" or not adjusted else "adjusted_rank"]
    sharing = Counter(chosen.values())
    return [
        {
            "entry": entry,
            "asked": asked[entry],
            "counted": len(of[entry]),
            "needs_scores": entry in needy,
            "raw": exact(raw[entry]) if entry in raw else None,
            "adjusted": decimals(adjusted[entry]) if entry in shown else None,
            **{name: some.get(entry) for name, some in ranks.items()},
            "rank": chosen.get(entry),
            "tied": sharing[chosen.get(entry, 0)] > 1,
            "tie_value": exact(ties[entry]) if entry in ties else None,
            "stated": _stated(figures.stated.get(entry, {})),
        }
        for entry in close.entries
    ]


def needs_scores(counted: int, asked: int, rules: Mapping[str, Any]) -> bool:
    """Whether an entry has too few scores to be ranked: fewer than 2, or fewer than 60% of those asked for."""
    needs = rules.get("ranking", {}).get("needs", {})
    fewest, share = needs.get("fewest", FEWEST), Fraction(needs.get("share", ENOUGH))
    return counted < fewest or counted < share * asked


def _but(values: Mapping[str, Fraction], without: Collection[str]) -> dict[str, Fraction]:
    return {entry: value for entry, value in values.items() if entry not in without}


def _tie_values(standing: Standing, key: str, totals: Collection[Pair]) -> dict[str, Fraction]:
    """Give the mean points on the criterion that decides ties, where the rules name one."""
    close = standing.closes[key]
    criterion = next((one["key"] for one in close.rules["categories"][key] if one.get("tie_break")), None)
    if criterion is None or "criterion" not in close.rules.get("ties", ()):
        return {}
    points: dict[str, list[int]] = {}
    for pair in totals:
        points.setdefault(pair[0], []).append(close.sheets[pair].points[criterion] or 0)
    return {entry: Fraction(sum(some), len(some)) for entry, some in points.items()}


def _stated(given: Mapping[str, str | float | int | None]) -> dict[str, str | None]:
    return {
        key: decimals(one) if isinstance(one, float) else None if one is None else str(one)
        for key, one in sorted(given.items())
    }
