"""Measure how long plans of readings take and how good they are, and write the figures to bench/assignment.md.

Run it from the checkout: python -m bench.assignment
"""

from __future__ import annotations

import json
import platform
import random
import resource
import subprocess
import sys
import time
from pathlib import Path

from awards.maths.assignment.checking import check
from awards.maths.assignment.instance import Instance
from awards.maths.assignment.solving import solve

REPORT = Path(__file__).with_suffix(".md")
CASES = {
    "500 x 40 x 4, affinity": {"entries": 500, "judges": 40, "each": 4},
    "500 x 40 x 4, even, noise alone": {"entries": 500, "judges": 40, "each": 4, "even": True, "affinity": False},
    "500 x 40 x 4, 4 blocks": {"entries": 500, "judges": 40, "each": 4, "blocks": 4},
    "500 x 40 x 4, 4 blocks, 4 bridges": {"entries": 500, "judges": 40, "each": 4, "blocks": 4, "bridges": 4},
    "5,000 x 200 x 3, affinity": {"entries": 5_000, "judges": 200, "each": 3},
    "5,000 x 200 x 3, even, affinity": {"entries": 5_000, "judges": 200, "each": 3, "even": True},
    "5,000 x 200 x 3, even, noise alone": {
        "entries": 5_000, "judges": 200, "each": 3, "even": True, "affinity": False,
    },
    "5,000 x 200 x 3, 2 blocks": {"entries": 5_000, "judges": 200, "each": 3, "blocks": 2},
}  # fmt: skip
AT_MOST = {500: 2, 5_000: 20}
"""Seconds, by entries."""
MEGABYTE = 1024
"""In the kilobytes that the system counts in."""


def made_up(
    *,
    entries: int,
    judges: int,
    each: int,
    blocks: int = 1,
    even: bool = False,
    affinity: bool = True,
    bridges: int = 1,
) -> Instance:
    """Give an instance with conflicts of one pair in twenty, affinity from 0 to 100, loads within two of the mean.

    With blocks, affinity across blocks is 0 and inside them at least 50, so that the plain optimum falls apart.
    """
    chance = random.Random(5)  # noqa: S311 - nothing secret
    who = [f"E{number:04}" for number in range(entries)]
    by = [f"J{number:03}" for number in range(judges)]
    mean = entries * each // judges
    return Instance(
        entries=tuple(who),
        judges=tuple(by),
        needed=dict.fromkeys(who, each),
        load=dict.fromkeys(by, (mean - 2, mean + 3)),
        conflicts=frozenset((entry, judge) for entry in who for judge in by if chance.random() < 0.05),  # noqa: PLR2004
        affinity={
            (entry, judge): chance.randrange(101) if blocks == 1 else 50 + chance.randrange(51)
            for row, entry in enumerate(who)
            for column, judge in enumerate(by)
            if affinity and row % blocks == column % blocks
        },
        even=even,
        bridges=bridges,
        seed="bench",
    )


def measure(name: str) -> dict[str, object]:
    """Solve one case and give its figures; meant for a process of its own, so that memory is its own."""
    instance = made_up(**CASES[name])  # type: ignore[arg-type]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // MEGABYTE
    start = time.perf_counter()
    solution = solve(instance)
    seconds = time.perf_counter() - start
    return {
        "seconds": round(seconds, 2),
        "before": before,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // MEGABYTE,
        "objective": solution.objective,
        "bound": solution.bound,
        "parts": sum(solution.components_without_link.values()),
        "linked": sum(solution.components.values()),
        "loads": f"{min(solution.loads.values())}–{max(solution.loads.values())}",
        "problems": len(check(instance, solution.pairs)),
    }


def main() -> None:
    """Measure every case in a process of its own and write the report."""
    lines = [
        "# How long plans of readings take",
        "",
        "Made-up instances: entries x judges x readings each, conflicts of one pair in twenty, loads from 2 below the",
        "mean to 3 above; written by `python -m bench.assignment`. Bars: 2 s for 500 entries, 20 s and 1 GB for 5,000.",
        "The instance itself takes the memory “before”. `tests/maths` checks the plans, without the clock.",
        "",
        "| instance | seconds | MB before, peak | affinity | bound | parts before, after | loads | broken promises |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for name in CASES:
        told = subprocess.run(  # noqa: S603 - our own module
            [sys.executable, "-m", "bench.assignment", name], capture_output=True, text=True, check=True
        )
        row = json.loads(told.stdout)
        print(name, row, file=sys.stderr)
        lines.append(
            f"| {name} | {row['seconds']} | {row['before']}, {row['peak']} | {row['objective']:,} | {row['bound']:,} | "
            f"{row['parts']}, {row['linked']} | {row['loads']} | {row['problems']} |"
        )
    lines += ["", f"Python {platform.python_version()}.", ""]
    REPORT.write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(measure(sys.argv[1])))
    else:
        main()
