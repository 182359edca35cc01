"""How old somebody is on a date, with a stated policy for people born on 29 February."""

from __future__ import annotations

from datetime import date


def age_on(born_on: date, day: date) -> int:
    """Whole years of age on the day.

    Every age is reached at the start of the birthday. Whoever is born on 29 February reaches it on
    29 February in a leap year and on 1 March in a common year: the (month, day) pairs are compared,
    which is the policy the published interpretations state. Raises ValueError for a birth after the day.
    """
    if born_on > day:
        raise ValueError("born after the day on which age is asked")
    had_birthday = (day.month, day.day) >= (born_on.month, born_on.day)
    return day.year - born_on.year - (0 if had_birthday else 1)
