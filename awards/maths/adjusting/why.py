"""The sum behind one adjusted score, which anybody with a calculator can repeat from the printed figures."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from awards.maths.adjusting.result import Step, Sum

SHOWN: Final = 2
_MOST_DECIMALS: Final = 9


def sum_of(entry: str, lines: Iterable[tuple[str, float, float]], adjusted: float, *, shown: int = SHOWN) -> Sum:
    """Give the sum for lines (judge, score, severity), closing on `adjusted` rounded half up to `shown` places.

    Scores and severities are first rounded to the printed places, then every step is exact: score - severity =
    corrected, the corrected add up, and only their mean is rounded again. One place more than shown is printed, and
    as many more as it takes for the mean to come out at the score shown elsewhere.
    """
    given = list(lines)
    goal = _rounded(adjusted, shown)
    found = _sum(entry, given, goal, shown=shown, decimals=shown + 1)
    for decimals in range(shown + 2, _MOST_DECIMALS + 1):
        if found.closes:
            break
        found = _sum(entry, given, goal, shown=shown, decimals=decimals)
    return found


def _sum(entry: str, lines: list[tuple[str, float, float]], goal: Decimal, *, shown: int, decimals: int) -> Sum:
    steps, total = [], Decimal(0)
    for judge, score, severity in lines:
        printed, by = _rounded(score, decimals), _rounded(severity, decimals)
        steps.append(Step(judge, _text(printed), _text(by), _text(printed - by)))
        total += printed - by
    mean = _rounded(total / len(lines), shown)
    return Sum(
        entry=entry,
        steps=tuple(steps),
        total=_text(total.quantize(Decimal(1).scaleb(-decimals))),
        count=len(lines),
        mean=_text(mean),
        decimals=decimals,
        shown=shown,
        closes=mean == goal,
    )


def _rounded(number: float | Decimal, places: int) -> Decimal:
    exact = number if isinstance(number, Decimal) else Decimal(repr(float(number)))
    return exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def _text(number: Decimal) -> str:
    """Give plain digits; there is no minus zero."""
    return f"{number:f}" if number else f"{abs(number):f}"
