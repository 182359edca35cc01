"""How much more often the rule for extra readings names the right winner than spreading them evenly.

Run it from the checkout: python -m bench.more_readings. Every entry has two readings; the third that is saved goes
either to each entry once more, or where the product's own `suggest` says, a few at a time, each judge having as many
in both. Progress goes to stderr, the table to stdout; bench/more_readings.md is written afresh; the exit status is 1
where the bar is missed.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from awards.maths.adjusting.fixed import fit_fixed
from awards.maths.adjusting.question import Question as Scoring
from awards.maths.adjusting.readings import Reading, Table
from awards.maths.more_readings.question import Question
from awards.maths.more_readings.spreads import spreads_of
from awards.maths.more_readings.suggesting import suggest

REPORT: Final = Path(__file__).with_suffix(".md")
DRAWS: Final = 2_000
SEED: Final = 36
SIZES: Final = (30, 60)
JUDGES: Final = 6
FIRST: Final = 2
"""Readings of each entry before the extra ones."""
ROUNDS: Final = 5
"""In how many goes the extra readings are asked for: what a go brings is known before the next."""
BAR: Final = 0.08
"""How much more often the right winner must be named."""
PUBLISHED: Final = {30: (0.47, 0.59), 60: (0.42, 0.61)}
"""Even and by the rule, as known before, give or take .03."""

Marks = NDArray[np.bool_]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Outcome:
    """Draw by draw, who named the right winner: two readings, three, the rule, all six; and what the rule spent."""

    two: Floats
    even: Floats
    rule: Floats
    everything: Floats
    spent: Floats

    @property
    def gain(self) -> tuple[float, float]:
        """Give how much more often the rule is right than even spreading, and the standard error (paired)."""
        return mean_and_error(self.rule - self.even)


def mean_and_error(values: Floats) -> tuple[float, float]:
    """Give a mean and its standard error."""
    return float(values.mean()), float(values.std(ddof=1) / sqrt(len(values))) if len(values) > 1 else 0.0


def one_draw(entries: int, seed: Sequence[int]) -> tuple[float, float, float, float, float]:
    """Draw one panel, spend the extra readings both ways and say who was right; then how many the rule spent."""
    chance = np.random.default_rng(seed)
    quality, severity = chance.normal(size=entries), chance.normal(size=JUDGES)
    y = quality[:, None] + severity + chance.normal(size=(entries, JUDGES))
    two, three = dealt(entries, chance)
    by_rule = two.copy()
    spreads = spreads_of(table(y, two))
    for budget in np.diff(np.linspace(0, entries, ROUNDS + 1).round().astype(int)):
        room = three.sum(axis=0) - by_rule.sum(axis=0)
        advice = suggest(
            Question(
                scoring=Scoring(readings=table(y, by_rule).readings, places={"": 1}),
                may_read=[(entry_name(entry), judge_name(judge)) for entry, judge in np.argwhere(~by_rule)],
                room={judge_name(judge): int(more) for judge, more in enumerate(room)},
                budget=int(budget),
                spreads=spreads,
            )
        )
        for one in advice.suggestions:
            by_rule[int(one.entry[1:]), int(one.judge[1:])] = True
    best = int(quality.argmax())
    named = [float(winner(y, read) == best) for read in (two, three, by_rule, np.ones_like(two))]
    return named[0], named[1], named[2], named[3], float(by_rule.sum() - two.sum())


def dealt(entries: int, chance: np.random.Generator) -> tuple[Marks, Marks]:
    """Give who reads what with two readings each, and with one more each; judges have as many in either."""
    while True:
        two = _more(np.zeros((entries, JUDGES), dtype=np.bool_), FIRST, chance)
        three = None if two is None else _more(two, 1, chance)
        if two is not None and three is not None:
            return two, three


def _more(read: Marks, number: int, chance: np.random.Generator) -> Marks | None:
    """Deal so many more readings of each entry; None where the last entries find no judge with room."""
    room = np.full(JUDGES, len(read) * number // JUDGES)
    after = read.copy()
    for entry in chance.permutation(len(read)):
        able = np.where(after[entry], 0.0, room)
        if np.count_nonzero(able) < number:
            return None
        chosen = chance.choice(JUDGES, number, replace=False, p=able / able.sum())
        after[entry, chosen] = True
        room[chosen] -= 1
    return after


def table(y: Floats, read: Marks) -> Table:
    """Give the readings there are as the product takes them."""
    return Table(
        Reading(entry_name(entry), judge_name(judge), float(y[entry, judge])) for entry, judge in np.argwhere(read)
    )


def entry_name(entry: int) -> str:
    """Give an entry's name, in the order of the numbers."""
    return f"E{entry:03}"


def judge_name(judge: int) -> str:
    """Give a judge's name."""
    return f"J{judge}"


def winner(y: Floats, read: Marks) -> int:
    """Give the entry with the highest adjusted score."""
    return int(fit_fixed(table(y, read)).adjusted.argmax())


def outcome(entries: int, *, draws: int, seed: int, processes: int = 1) -> Outcome:
    """Run one size; each draw has a seed of its own, so that the number of processes changes nothing."""
    seeds = [(seed, entries, draw) for draw in range(draws)]
    if processes == 1:
        found = [one_draw(entries, one) for one in seeds]
    else:
        with ProcessPoolExecutor(processes) as pool:
            found = list(pool.map(one_draw, [entries] * draws, seeds, chunksize=20))
    return Outcome(*np.array(found).T)


def tabled(outcomes: dict[int, Outcome]) -> list[str]:
    """Give the table of results, line by line."""
    lines = [
        "| entries | two each | three each | **two each and the rule** | gain | all six each | spent of the budget |",
        "|---|---|---|---|---|---|---|",
    ]
    for entries, one in outcomes.items():
        shares = ["{:.3f} ± {:.3f}".format(*mean_and_error(arm)) for arm in (one.two, one.even, one.rule)]
        gain = "{:+.3f} ± {:.3f}".format(*one.gain)
        spent = f"{one.spent.mean():.1f} of {entries}"
        cells = [str(entries), *shares[:2], f"**{shares[2]}**", gain, f"{one.everything.mean():.3f}", spent]
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def missed(outcomes: dict[int, Outcome]) -> list[str]:
    """Say which sizes miss the bar, give or take one standard error."""
    return [
        f"{entries} entries: {one.gain[0]:+.3f} ± {one.gain[1]:.3f}, at least {BAR} asked for"
        for entries, one in outcomes.items()
        if one.gain[0] + one.gain[1] < BAR
    ]


def report(outcomes: dict[int, Outcome], *, draws: int, seed: int) -> str:
    """Give the whole page."""
    known = [
        f"{entries} entries: {even:.0%} to {rule:.0%}, here {outcomes[entries].even.mean():.1%} to "
        f"{outcomes[entries].rule.mean():.1%}"
        for entries, (even, rule) in PUBLISHED.items()
        if entries in outcomes
    ]
    lines = [
        "# Where one more reading tells most",
        "",
        f"{draws:,} made-up panels of each size (seed {seed}), six judges; quality, severity, noise each of spread 1.",
        "Two readings each, then as many more as there are entries: one more of each, or where `suggest` says, in",
        f"{ROUNDS} goes, with no more for any judge than the other way, and no entry read twice by one judge. How",
        "often the adjusted score names the best entry. Written by `python -m bench.more_readings`, which exits with 1",
        f"where the gain is under {BAR:.0%} by more than a standard error.",
        "",
        *tabled(outcomes),
        "",
        "“All six each” is what any rule could reach at best with these judges: each of them reads an entry once.",
        "The rule does not know the spreads; it fits them to the first two readings of each.",
        f"The figures known before: {'; '.join(known)} (± 3 points). The one for 60 entries lies above what all six",
        "readings of every entry give here: no rule gets there while a judge reads an entry once.",
        "",
        f"Bar: {'kept' if not missed(outcomes) else '**missed**: ' + '; '.join(missed(outcomes))}.",
        "",
    ]
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run both sizes, write the report and give the exit status: 1 where the bar is missed."""
    parser = argparse.ArgumentParser(prog="python -m bench.more_readings", description=__doc__)
    parser.add_argument("--draws", type=int, default=DRAWS, help="panels of each size (default %(default)s)")
    parser.add_argument("--seed", type=int, default=SEED, help="where chance starts (default %(default)s)")
    parser.add_argument("--processes", type=int, default=1, help="how many to run at once (default %(default)s)")
    parser.add_argument("--report", type=Path, default=REPORT, help="page to write")
    asked = parser.parse_args(arguments)
    outcomes = {}
    for entries in SIZES:
        print(f"{entries} entries: {asked.draws} draws", file=sys.stderr, flush=True)
        outcomes[entries] = outcome(entries, draws=asked.draws, seed=asked.seed, processes=asked.processes)
    asked.report.write_text(report(outcomes, draws=asked.draws, seed=asked.seed), encoding="utf-8")
    print("\n".join(tabled(outcomes)))
    for words in missed(outcomes):
        print(f"missed: {words}", file=sys.stderr)
    return 1 if missed(outcomes) else 0


if __name__ == "__main__":
    sys.exit(main())
