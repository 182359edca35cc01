"""Scores for the tests, and figures by definition in exact fractions that share no code with the package."""

from collections import Counter
from fractions import Fraction

from hypothesis import strategies as st

from awards.maths.adjusting.readings import Reading, Table

SHROUT_FLEISS = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
"""The example of their paper of 1979: six entries by four judges."""

complete = st.integers(2, 4).flatmap(
    lambda judges: st.lists(st.lists(st.integers(0, 5), min_size=judges, max_size=judges), min_size=2, max_size=7)
)
"""Every judge scored every entry."""
with_gaps = st.lists(st.lists(st.integers(0, 4), max_size=4), min_size=1, max_size=7)
"""The points that each entry got, from no judge to four."""


def table_of(rows):
    """Make readings of rows of scores, one for each entry; None where a judge did not score it."""
    return Table(
        Reading(f"E{number:02}", f"J{place:02}", float(score))
        for number, row in enumerate(rows, 1)
        for place, score in enumerate(row, 1)
        if score is not None
    )


def mean_squares(rows):
    """Give the mean squares between entries, within entries, between judges and of the rest, from raw totals."""
    n, k = len(rows), len(rows[0])
    correction = Fraction(sum(map(sum, rows)) ** 2, n * k)
    whole = sum(y * y for row in rows for y in row) - correction
    entries = Fraction(sum(sum(row) ** 2 for row in rows), k) - correction
    judges = Fraction(sum(sum(column) ** 2 for column in zip(*rows, strict=True)), n) - correction
    rest = whole - entries - judges
    return entries / (n - 1), (whole - entries) / (n * (k - 1)), judges / (k - 1), rest / ((n - 1) * (k - 1))


def forms(rows):
    """Give the six intraclass correlations as in the paper of Shrout and Fleiss; None where they divide by nothing."""
    n, k = len(rows), len(rows[0])
    bms, wms, jms, ems = mean_squares(rows)
    pairs = {
        "ICC(1,1)": (bms - wms, bms + (k - 1) * wms),
        "ICC(2,1)": (bms - ems, bms + (k - 1) * ems + k * (jms - ems) / n),
        "ICC(3,1)": (bms - ems, bms + (k - 1) * ems),
        "ICC(1,k)": (bms - wms, bms),
        "ICC(2,k)": (bms - ems, bms + (jms - ems) / n),
        "ICC(3,k)": (bms - ems, bms),
    }
    return {form: part / whole if whole > 0 else None for form, (part, whole) in pairs.items()}


def alpha_of(units, level):
    """Fill the matrix of coincidences pair by pair, as Krippendorff's own worked examples do; None if not defined."""
    coincidences = Counter()
    for unit in units:
        for place, one in enumerate(unit):
            for other in unit[:place] + unit[place + 1 :]:
                coincidences[one, other] += Fraction(1, len(unit) - 1)
    totals = Counter()
    for (one, _), number in coincidences.items():
        totals[one] += number
    apart = {pair: _apart(pair, totals, level) for pair in ((one, other) for one in totals for other in totals)}
    whole = sum(totals.values())
    expected = sum(totals[one] * totals[other] * apart[one, other] for one, other in apart)
    if not expected:
        return None
    return 1 - (whole - 1) * sum(number * apart[pair] for pair, number in coincidences.items()) / expected


def _apart(pair, totals, level):
    low, high = sorted(pair)
    if level == "nominal":
        return int(low != high)
    if level == "interval":
        return (high - low) ** 2
    between = sum(number for value, number in totals.items() if low <= value <= high)
    return 0 if low == high else (between - Fraction(totals[low] + totals[high], 2)) ** 2


def w_of(rows):
    """Give Kendall's W with ties from ranks by counting; None where no judge tells entries apart."""
    n, m = len(rows), len(rows[0])
    columns = list(zip(*rows, strict=True))
    ranks = [
        [sum(y < one for y in column) + Fraction(sum(y == one for y in column) + 1, 2) for one in column]
        for column in columns
    ]
    sums = [sum(ranks[judge][entry] for judge in range(m)) for entry in range(n)]
    squares = sum((one - Fraction(m * (n + 1), 2)) ** 2 for one in sums)
    ties = sum(times**3 - times for column in columns for times in Counter(column).values())
    most = m * m * (n**3 - n) - m * ties
    return 12 * squares / most if most else None
