"""Measure how long fits take and what memory they need, and write the figures to bench/adjusting.md.

Run it from the checkout: python -m bench.adjusting
"""

from __future__ import annotations

import json
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

# First, so that its word on threads is heard before numpy starts.
from awards.maths.adjusting.fitting import results_of
from awards.maths.adjusting.fixed import fit_fixed
from awards.maths.adjusting.question import Question
from awards.maths.adjusting.readings import Reading, Table
from awards.maths.adjusting.reporting import report

import numpy as np  # isort: skip

REPORT = Path(__file__).with_suffix(".md")
SIZES = {"60 x 12 x 4": (60, 12, 4), "300 x 40 x 3": (300, 40, 3), "5,000 x 200 x 3": (5_000, 200, 3)}
CATEGORIES = 20
MEGABYTE = 1024
"""In the kilobytes that the system counts in."""


def made_up(entries: int, judges: int, each: int) -> list[Reading]:
    """Give scores of made-up entries, each read by judges drawn at random; merit, severity and noise have sd 0.6."""
    chance = np.random.default_rng(5)
    merit, strict = 0.6 * chance.normal(size=entries), 0.6 * chance.normal(size=judges)
    return [
        Reading(
            f"E{i:04}", f"J{j:03}", float(3.0 + merit[i] + strict[j] + 0.6 * chance.normal()), f"C{i % CATEGORIES:02}"
        )
        for i in range(entries)
        for j in chance.choice(judges, each, replace=False)
    ]


def _adjusted(readings: list[Reading]) -> object:
    fit = fit_fixed(Table(readings))
    return fit.interval(), fit.severity_interval()


def _all_models(readings: list[Reading]) -> object:
    return json.dumps(report(Table(readings)))


def _one_category(readings: list[Reading]) -> object:
    rows = [Reading(one.entry, one.judge, one.y) for one in readings]
    return results_of(Question(readings=rows, places={"": 10})).as_data()


def _categories(readings: list[Reading]) -> object:
    places = {one.group: 6 for one in readings}
    return results_of(Question(readings=readings, places=places)).as_data()


TASKS: dict[str, Callable[[list[Reading]], object]] = {
    "adjusted scores and severities with intervals": _adjusted,
    "what `awards results fit` prints: all models, 20,000 draws over all entries": _all_models,
    "results of one category, as stored": _one_category,
    f"results of {CATEGORIES} categories that share judges, as stored": _categories,
}


def measure(size: str, task: str) -> dict[str, object]:
    """Do one task once; meant for a process of its own, so that memory is its own."""
    readings = made_up(*SIZES[size])
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // MEGABYTE
    start = time.perf_counter()
    TASKS[task](readings)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // MEGABYTE
    return {"seconds": round(seconds, 2), "before": before, "peak": peak}


def main() -> None:
    """Measure every task at every size in a process of its own and write the report."""
    lines = [
        "# How long fits take",
        "",
        "Made-up scores, entries x judges x scores each; written by `python -m bench.adjusting`. Bars: the adjusted",
        "scores of 5,000 entries with their intervals in 5 s and 1 GB. The scores themselves, with Python and the",
        "libraries, take the memory “before”. `tests/maths/adjusting` checks the figures, without the clock.",
        "",
        "| scores | what | seconds | MB before, peak |",
        "|---|---|---|---|",
    ]
    for size in SIZES:
        for task in TASKS:
            told = subprocess.run(  # noqa: S603 - our own module
                [sys.executable, "-m", "bench.adjusting", size, task], capture_output=True, text=True, check=True
            )
            row = json.loads(told.stdout)
            print(size, task, row, file=sys.stderr)
            lines.append(f"| {size} | {task} | {row['seconds']} | {row['before']}, {row['peak']} |")
    lines += ["", f"Python {platform.python_version()}, numpy {np.__version__}.", ""]
    REPORT.write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(measure(sys.argv[1], sys.argv[2])))
    else:
        main()
