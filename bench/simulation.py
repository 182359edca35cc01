"""The reference simulation: how often adjusting for judges finds the right entries, and where z-scores do harm.

Run it from the checkout: python -m bench.simulation. It counts as `awards results fit` does: the estimator and the
reasons to refuse are the product's own. Progress goes to stderr, the table to stdout; bench/simulation.md and .svg
are written afresh; the exit status is 1 where a bar is missed.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from typing import Final

import numpy as np

from awards.maths.adjusting.fixed import FixedFit, fit_fixed
from awards.maths.adjusting.readings import Reading, Table
from awards.maths.adjusting.refusing import refusals
from bench.drawing import Dot, Row, dots_with_intervals
from bench.scenarios import SCENARIOS, Draw, Floats, Scenario, drawn

REPORT: Final = Path(__file__).with_suffix(".md")
DRAWS: Final = 1_000
SEED: Final = 6
TOP: Final = 6
ARMS: Final = ("raw", "median", "z-score", "adjusted", "known")
"""Mean, median, mean of per-judge z-scores, model F, and what could be had if the severities were known."""
BARS: Final = (
    ("A", "raw", 0.05),
    ("C", "raw", -0.005),
    ("S", "raw", 0.03),
    ("S", "z-score", 0.03),
    ("G", "raw", 0.02),
    ("G", "z-score", 0.09),
)
"""Scenario, over what, and the least gain of the adjusted score there."""
COVER: Final = (0.86, 0.94)
"""Between what the share of 90% intervals that hold their target must lie."""
PUBLISHED: Final[Mapping[str, tuple[float, ...]]] = {
    "A": (0.596, 0.570, 0.650, 0.663, 0.668),
    "B": (0.570, 0.549, 0.607, 0.615, 0.619),
    "C": (0.635, 0.611, 0.620, 0.635, 0.635),
    "S": (0.546, 0.520, 0.540, 0.589, 0.611),
    "G": (0.609, 0.584, 0.530, 0.643, 0.651),
    "J": (0.543, 0.510, 0.590, 0.595, 0.596),
    "K": (0.563, 0.535, 0.597, 0.563, 0.616),
}
"""Shares of the true top 6 by arm, from an earlier simulation with another programme and lme4."""
PUBLISHED_BEST: Final = (0.410, None, 0.493, 0.507, 0.512)
"""True best first, in scenario A."""
PUBLISHED_SE: Final = 0.005


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one scenario gave, draw by draw: share of the top found and best first by arm, cover where adjusted."""

    found: Mapping[str, Floats]
    first: Mapping[str, Floats]
    cover: Floats
    """One share for each draw in which the scores were adjusted."""
    refused: int

    def gain(self, over: str) -> tuple[float, float]:
        """Give the mean paired gain of the adjusted score in the share found, and its standard error."""
        return mean_and_error(self.found["adjusted"] - self.found[over])


def mean_and_error(values: Floats) -> tuple[float, float]:
    """Give a mean and its standard error (0 with fewer than two values)."""
    if len(values) == 0:
        return float("nan"), 0.0
    return float(values.mean()), float(values.std(ddof=1) / sqrt(len(values))) if len(values) > 1 else 0.0


def outcome(scenario: Scenario, *, draws: int, seed: Sequence[int]) -> Outcome:
    """Run one scenario; the same seed gives the same figures."""
    chance = np.random.default_rng(seed)
    found: dict[str, list[float]] = {arm: [] for arm in ARMS}
    first: dict[str, list[float]] = {arm: [] for arm in ARMS}
    cover: list[float] = []
    for _ in range(draws):
        draw = drawn(scenario, chance)
        fit = adjusted(draw)
        lots = chance.random(len(draw.merit))
        best = np.argsort(-draw.merit)
        for arm, scores in scored(draw, fit).items():
            order = np.lexsort((lots, -np.round(scores, 9)))
            found[arm].append(len(np.intersect1d(order[:TOP], best[:TOP])) / TOP)
            first[arm].append(float(order[0] == best[0]))
        if fit is not None:
            low, high = fit.interval()
            cover.append(float(np.mean((low <= draw.target) & (draw.target <= high))))
    return Outcome(
        found={arm: np.array(values) for arm, values in found.items()},
        first={arm: np.array(values) for arm, values in first.items()},
        cover=np.array(cover),
        refused=draws - len(cover),
    )


def adjusted(draw: Draw) -> FixedFit | None:
    """Fit the product's model, or None where the product refuses and ranks by the raw mean."""
    table = Table(
        Reading(f"E{entry:02}", f"J{judge:02}", float(draw.y[entry, judge]))
        for entry, judge in zip(*np.nonzero(draw.read), strict=True)
    )
    return None if refusals(table) else fit_fixed(table)


def scored(draw: Draw, fit: FixedFit | None) -> dict[str, Floats]:
    """Give each entry's number by each way of counting."""
    seen = np.where(draw.read, draw.y, np.nan)
    raw = np.nanmean(seen, axis=1)
    return {
        "raw": raw,
        "median": np.nanmedian(seen, axis=1),
        "z-score": np.nanmean(z_scores(seen), axis=1),
        "adjusted": raw if fit is None else fit.adjusted,
        "known": np.nanmean(seen - draw.severity, axis=1),
    }


def z_scores(seen: Floats) -> Floats:
    """Give each score less its judge's mean, over the standard deviation of that judge's scores (0 where that is 0)."""
    read = ~np.isnan(seen)
    number = np.maximum(read.sum(axis=0), 2)
    away = seen - np.nansum(seen, axis=0) / number
    spread = np.sqrt(np.nansum(away**2, axis=0) / (number - 1))
    return np.where(read, away / np.where(spread > 0, spread, np.inf), np.nan)


@dataclass(frozen=True, slots=True)
class Checked:
    """One bar: what it asks in words, what was seen, and whether that will do."""

    words: str
    seen: str
    kept: bool


def checked(outcomes: Mapping[str, Outcome]) -> Iterator[Checked]:
    """Hold the outcomes against the bars; only of scenarios that were run."""
    for name, over, least in BARS:
        if name in outcomes:
            gain, error = outcomes[name].gain(over)
            yield Checked(f"{name}: gain over {over} at least {least:g}", f"{gain:+.4f} ± {error:.4f}", gain >= least)
    for name, one in outcomes.items():
        if len(one.cover):
            share, error = mean_and_error(one.cover)
            words = f"{name}: 90% intervals hold their target in {COVER[0]:g} to {COVER[1]:g}"
            yield Checked(words, f"{share:.3f} ± {error:.3f}", COVER[0] <= share <= COVER[1])


def tabled(outcomes: Mapping[str, Outcome]) -> Iterator[str]:
    """Give the table of results, line by line."""
    yield "| scenario | raw | median | z-score | **adjusted** | severities known | over raw | over z-score | cover |"
    yield "|---|---|---|---|---|---|---|---|---|"
    for name, one in outcomes.items():
        shares = [f"{one.found[arm].mean():.3f}" for arm in ARMS]
        shares[3] = f"**{shares[3]}**"
        gains = ["{:+.4f} ± {:.4f}".format(*one.gain(over)) for over in ("raw", "z-score")]
        cover = f"{one.cover.mean():.3f}" if len(one.cover) else "refused"
        yield f"| {name} {SCENARIOS[name].words} | {' | '.join([*shares, *gains, cover])} |"


def compared(outcomes: Mapping[str, Outcome]) -> Iterator[str]:
    """Give the differences from the published figures with, in brackets, how many standard errors they are."""
    yield "| scenario | raw | median | z-score | adjusted | severities known |"
    yield "|---|---|---|---|---|---|"
    for name, one in outcomes.items():
        cells = []
        for arm, published in zip(ARMS, PUBLISHED[name], strict=True):
            here, error = mean_and_error(one.found[arm])
            away = here - published
            cells.append(f"{away:+.3f} ({away / sqrt(error**2 + PUBLISHED_SE**2):+.1f})")
        yield f"| {name} | {' | '.join(cells)} |"


def report(outcomes: Mapping[str, Outcome], *, draws: int, seed: int) -> str:
    """Give the whole page."""
    lines = [
        "# Does adjusting for judges find the right entries?",
        "",
        f"{draws:,} made-up panels of each kind (seed {seed}): 60 entries, 12 judges and 4 scores each, but for",
        "S. The share of the true top 6 that each way of counting finds. Written by `python -m bench.simulation`,",
        "which exits with 1 where a bar is missed. “Adjusted” is the product's own model and its own refusals.",
        "",
        *tabled(outcomes),
        "",
        "![Gains over the raw mean, with 95% intervals](simulation.svg)",
        "",
        "## Bars",
        "",
        "| bar | seen | |",
        "|---|---|---|",
        *(f"| {one.words} | {one.seen} | {'kept' if one.kept else '**missed**'} |" for one in checked(outcomes)),
        "",
        *_best_first(outcomes),
        "## Beside the published figures",
        "",
        "Difference of the share found from the figure published before (made with another programme), and how many",
        "standard errors of that difference it is.",
        "",
        *compared(outcomes),
        "",
        *HOW_MADE,
    ]
    return "\n".join(lines) + "\n"


HOW_MADE: Final = (
    "## How the panels are made",
    "",
    "Merit, severity and noise of a judge on an entry: normal, spread .6. Scores are about 3; except in A they are the",
    "mean of four criteria, each with noise of its own (spread .6) and rounded to 1 to 5. Entries are dealt at random,",
    "every judge getting as many. What the published description leaves open was chosen so: in G three categories of",
    "20 entries, their levels spread by .5, four judges at home in each, a reading going elsewhere with probability",
    ".05 (more where home judges are full); in J one judge's scores are all lost and a random half of another's; in K",
    "each of three panels has 20 entries and 4 judges who read them all, and the product refuses to adjust, so that",
    "its order is the raw one. Equal scores are put in order by lot. A z-score is a score less its judge's mean over",
    "the standard deviation of that judge's scores. An interval is to hold the mean score that the entry would get",
    "from very many such judges, rounding included.",
)


def _best_first(outcomes: Mapping[str, Outcome]) -> Iterator[str]:
    yield from ("## The true best entry ranked first", "", f"| scenario | {' | '.join(ARMS)} |", f"|---{'|---' * 5}|")
    for name, one in outcomes.items():
        yield f"| {name} | {' | '.join(f'{one.first[arm].mean():.3f}' for arm in ARMS)} |"
    published = " | ".join("" if figure is None else f"{figure:.3f}" for figure in PUBLISHED_BEST)
    yield from (f"| A, as published | {published} |", "")


def picture(outcomes: Mapping[str, Outcome]) -> str:
    """Give the plot: for each scenario what the adjusted score and z-scores gain over the raw mean."""
    rows = []
    for name, one in outcomes.items():
        dots = []
        for kind, arm in (("adjusted", "adjusted"), ("z-score", "z-score")):
            gain, error = mean_and_error(one.found[arm] - one.found["raw"])
            dots.append(Dot(kind=kind, at=gain, low=gain - 1.96 * error, high=gain + 1.96 * error))
        rows.append(Row(name=f"{name} {SCENARIOS[name].words}", dots=tuple(dots)))
    return dots_with_intervals(
        rows,
        title="What is gained over the raw mean",
        words="Gain in the share of the true top 6 found, with 95% intervals: adjusted scores and per-judge z-scores.",
    )


def run(names: Iterable[str], *, draws: int, seed: int) -> dict[str, Outcome]:
    """Run the scenarios one after the other, each with draws of its own, and tell stderr."""
    outcomes = {}
    for name in names:
        print(f"{name} {SCENARIOS[name].words}: {draws} draws", file=sys.stderr, flush=True)
        outcomes[name] = outcome(SCENARIOS[name], draws=draws, seed=(seed, ord(name)))
    return outcomes


def main(arguments: Sequence[str] | None = None) -> int:
    """Run everything, write the report and the picture, and give the exit status: 1 where a bar is missed."""
    parser = argparse.ArgumentParser(prog="python -m bench.simulation", description=__doc__)
    parser.add_argument("--draws", type=int, default=DRAWS, help="panels of each kind (default %(default)s)")
    parser.add_argument("--seed", type=int, default=SEED, help="where chance starts (default %(default)s)")
    parser.add_argument("--report", type=Path, default=REPORT, help="page to write; the picture goes beside it")
    asked = parser.parse_args(arguments)
    outcomes = run(SCENARIOS, draws=asked.draws, seed=asked.seed)
    asked.report.write_text(report(outcomes, draws=asked.draws, seed=asked.seed), encoding="utf-8")
    asked.report.with_suffix(".svg").write_text(picture(outcomes), encoding="utf-8")
    print("\n".join(tabled(outcomes)))
    missed = [one for one in checked(outcomes) if not one.kept]
    for one in missed:
        print(f"missed: {one.words}; seen {one.seen}", file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
