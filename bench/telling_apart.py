"""How far the time of "this is not yours" lies from that of "there is no such thing", by what is asked for.

    python -m bench.telling_apart        measures, writes bench/telling_apart.md, exits 1 where one may tell them apart

Each pair is asked twenty times in turn and its medians compared; of five such comparisons the one in the middle counts,
since a busy machine disturbs single ones.
"""

from __future__ import annotations

import platform
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from tests.databases import SQLiteDatabases
from tests.house.access_table import REFERENCE
from tests.house.everything import ELSEWHERE, World, world

REPORT = Path(__file__).with_suffix(".md")
TIMES, TURNS, MOST = 20, 5, 4.0
"""Requests of each kind in one comparison, comparisons, and how many milliseconds may lie between the medians."""
HEAD = """# How alike "not yours" and "no such thing" are in time

Medians of {times} requests of each kind, asked in turn; of {turns} such comparisons the one in the middle, in
milliseconds. At most {most} may lie between them. Written by `python -m bench.telling_apart`; that status, headers and
body are the same is asserted by `tests/house/test_access.py`.

| what | asked by | not yours | no such thing | between |
|---|---|---|---|---|
"""


def pairs(made: World) -> list[tuple[str, str, str]]:
    """Give what is asked for, by whom, and the address."""
    refs = made.refs
    return [
        ("an entry", "conflicted judge", f"/judge/entries/{refs['entry']}"),
        ("an entry's history", "conflicted judge", f"/judge/entries/{refs['entry']}/history"),
        ("what a meeting said of an entry", "conflicted judge",
         f"/judge/meetings/{refs['meeting']}/entries/{refs['entry']}"),
        ("a panel's progress", "judge", f"/judge/chair/{refs['panel']}"),
        ("a draft", "nominator", f"/nominations/{refs['draft']}"),
        ("a nomination's file", "other nominator", f"/nominations/{refs['nomination']}/copy.txt"),
        ("a flag", "staff", f"/staff/flags/{refs['flag']}"),
        ("a concern", "staff", f"/staff/concerns/{refs['nominee']}"),
        ("a nomination of another programme", "staff elsewhere",
         f"/{ELSEWHERE}/staff/nominations/{refs['nomination']}"),
        ("a judge of another programme", "staff elsewhere",
         f"/{ELSEWHERE}/staff/panels/{refs['panel']}/judges/{refs['member']}"),
        ("a winner before the night", "anonymous", "/winners/2024"),
    ]  # fmt: skip


def compared(ask: Callable[[str], object], path: str, other: str) -> tuple[float, float]:
    """Give the medians of both addresses in milliseconds, from the comparison in the middle."""
    found = []
    for _ in range(TURNS):
        taken: dict[str, list[float]] = {path: [], other: []}
        for one in [path, other] * TIMES:
            began = time.perf_counter()
            ask(one)
            taken[one].append((time.perf_counter() - began) * 1000)
        found.append((median(taken[path]), median(taken[other])))
    return sorted(found, key=lambda one: one[0] - one[1])[TURNS // 2]


def main() -> int:
    """Measure, write the report, and say whether all are alike."""
    lines, far = [HEAD.format(times=TIMES, turns=TURNS, most=f"{MOST:g}")], []
    with tempfile.TemporaryDirectory() as folder, SQLiteDatabases(Path(folder)).fresh() as url:
        made = world(Path(folder) / url.rpartition("/")[2])
        for what, role, path in pairs(made):
            known = list(REFERENCE.finditer(path))
            mine = (known[-1][0], f"{known[-1][1]}-ZZZZZZZ") if known else ("/2024", "/2031")
            other = path.replace(*mine)
            browser = made.browser(role)
            theirs, nobodys = compared(browser.client.get, path, other)
            between = abs(theirs - nobodys)
            far += [what] * (between > MOST)
            lines.append(f"| {what} | {role} | {theirs:.1f} | {nobodys:.1f} | {between:.1f} |\n")
    REPORT.write_text("".join(lines) + f"\nPython {platform.python_version()}, one process on a shared machine.\n")
    return 1 if far else 0


if __name__ == "__main__":
    sys.exit(main())
