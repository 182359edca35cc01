"""The picture of how strictly judges mark: each judge's distance from the panel on the same entries, and its range."""

from __future__ import annotations

from collections.abc import Sequence

from awards.maths.adjusting.result import JudgeResult
from awards.results.drawing import (
    Axis,
    Picture,
    Stroke,
    Words,
    Written,
    diamonds,
    dots,
    flat,
    shortened,
    upright,
)

WIDTH, START, END = 720, 230, 570
TOP, ROW, FOOT = 44, 24, 12
LONGEST_NAME = 28
AS_THE_PANEL = "as the panel"


def severities_drawn(judges: Sequence[tuple[str, JudgeResult]]) -> Picture:
    """Draw these judges, by name, from the strictest to the most lenient."""
    ordered = sorted(judges, key=lambda one: one[1].severity)
    seen = [(name, one, TOP + ROW // 2 + ROW * at) for at, (name, one) in enumerate(ordered)]
    far = max((abs(value) for _, one, _ in seen for value in (one.severity, one.low, one.high) if value), default=1.0)
    axis = Axis.over([-far, far], start=START, end=END)
    bottom = TOP + ROW * len(seen)
    known = [(y, one.low, one.high) for _, one, y in seen]
    ranges = [(y, axis.at(low), axis.at(high)) for y, low, high in known if low is not None and high is not None]
    ends = [Words(START, 31, "stricter"), Words(axis.at(0), 31, "panel"), Words(END, 31, "more lenient")]
    strokes = [
        Stroke("grid", upright((x, TOP, bottom) for x, _ in axis.ticks)),
        Stroke("zero", upright([(axis.at(0), TOP - 8, bottom)])),
        Stroke("range", flat(ranges)),
        Stroke("dot", dots((axis.at(one.severity), y) for _, one, y in seen if not one.differs)),
        Stroke("mark", diamonds((axis.at(one.severity), y) for _, one, y in seen if one.differs)),
    ]
    return Picture(
        title="How strictly each judge marks",
        words=_in_words(ordered),
        width=WIDTH,
        height=bottom + FOOT,
        strokes=[one for one in strokes if one.path],
        written=[
            Written("name", [Words(0, y + 5, shortened(name, LONGEST_NAME)) for name, _, y in seen]),
            Written("tick", [Words(x, 14, text) for x, text in axis.ticks]),
            Written("ends", ends),
            Written("said", [Words(END + 14, y + 5, differing(one)) for _, one, y in seen]),
        ],
    )  # fmt: skip


def differing(one: JudgeResult) -> str:
    """Say whether a judge differs from the panel for sure, and how."""
    if not one.differs:
        return AS_THE_PANEL
    return "more lenient" if one.severity > 0 else "stricter"


def _in_words(judges: Sequence[tuple[str, JudgeResult]]) -> str:
    sure = sum(one.differs for _, one in judges)
    verb = "differs" if sure == 1 else "differ"
    differ = f"{sure} {verb} from the panel for sure" if sure else "none differs for sure"
    return f"{len(judges)} judges, the strictest first; {differ}. The table below has all figures."
