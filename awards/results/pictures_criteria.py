"""The pictures of how points are spread: for each criterion a bar for each point of the scale."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from awards.results.drawing import Picture, Stroke, Words, Written, boxes, flat, wedges

WIDTH, HEIGHT = 260, 144
LEFT, BASE, TALLEST = 14, 112, 78
"""Where the first bar begins, where all stand, and how high the highest is."""


@dataclass(frozen=True, slots=True)
class PointsSpread:
    """One criterion: its bars, how often each point was given (lowest first), and the mean."""

    title: str
    picture: Picture
    figures: Sequence[int]
    mean: Fraction | None


def points_drawn(title: str, points: Sequence[int], *, scale: range, most: int) -> PointsSpread:
    """Draw how often each point of the scale was given; a bar of `most` is the tallest that there can be."""
    counted = Counter(points)
    mean = Fraction(sum(points), len(points)) if points else None
    figures = [counted[point] for point in scale]
    step = (WIDTH - 2 * LEFT) // len(scale)
    lefts = [LEFT + step * at for at in range(len(scale))]
    heights = [round(TALLEST * figure / max(most, 1)) for figure in figures]
    bars = [(x + 2, BASE - height, x + step - 2, BASE) for x, height in zip(lefts, heights, strict=True) if height]
    strokes = [Stroke("bar", boxes(bars)), Stroke("grid", flat([(BASE, LEFT - 6, WIDTH - LEFT + 6)]))]
    if mean is not None:
        at = LEFT + step // 2 + round((mean - scale.start) * step)
        strokes.append(Stroke("mark", wedges([(at, 8)])))
    counts = [Words(x + step // 2, BASE - height - 5, str(figure))
              for x, height, figure in zip(lefts, heights, figures, strict=True) if figure]  # fmt: skip
    ticks = [Words(x + step // 2, BASE + 20, str(point)) for x, point in zip(lefts, scale, strict=True)]
    picture = Picture(
        title=title,
        words=_in_words(counted, mean),
        width=WIDTH,
        height=HEIGHT,
        strokes=[one for one in strokes if one.path],
        written=[Written("count", counts), Written("tick", ticks)],
    )
    return PointsSpread(title, picture, figures, mean)


def _in_words(counted: Counter[int], mean: Fraction | None) -> str:
    if mean is None:
        return "No points given yet."
    given = ", ".join(f"{point} given {counted[point]} times" for point in sorted(counted))
    return f"{given.replace(' 1 times', ' once')}; mean {float(mean):.1f}."
