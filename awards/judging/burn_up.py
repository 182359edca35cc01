"""Pure drawing of a panel's progress: readings done by the end of each day beside an even pace, and the figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from awards.core.times import day_words, short_day_words
from awards.judging.pace import Days

WIDTH, HEIGHT = 600, 120


@dataclass(frozen=True, slots=True)
class BurnUp:
    """Readings done day by day, of so many, from the opening day to the closing day."""

    done: int
    total: int
    due: int
    """How many would be done by now if every day had brought as many as any other."""
    first: str
    last: str
    line: str
    """Points of the line of what is done, in a box 600 wide and 120 high."""
    figures: Sequence[tuple[str, int]]
    """The days on which something was done, and how many were done by their end."""


def burn_up(done_on: Iterable[date], total: int, judging: Days, *, today: date) -> BurnUp:
    """Draw what was done up to today; what was done outside the days of judging counts for the first or the last."""
    per_day = Counter(min(max(day, judging.first), judging.last) for day in done_on)
    figures, done = [], 0
    for day in sorted(per_day):
        done += per_day[day]
        figures.append((day, done))
    until = min(today, judging.last)
    gone = max(0, (until - judging.first).days + (today > judging.last))
    return BurnUp(
        done=done,
        total=total,
        due=total * gone // judging.number,
        first=short_day_words(judging.first),
        last=short_day_words(judging.last),
        line=_line(dict(figures), total, judging, until=until),
        figures=[(day_words(day), number) for day, number in figures],
    )


def _line(done_by: dict[date, int], total: int, judging: Days, *, until: date) -> str:
    points, done = [f"0,{HEIGHT}"], 0
    for number in range((until - judging.first).days + 1):
        done = done_by.get(judging.first + timedelta(days=number), done)
        x = round(WIDTH * (number + 1) / judging.number)
        points.append(f"{x},{HEIGHT - round(HEIGHT * done / max(total, 1))}")
    return " ".join(points)
