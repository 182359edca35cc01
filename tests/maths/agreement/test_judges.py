"""What to look at with one judge: residuals by definition, flags where they belong and hardly any where not."""

import numpy as np
import pytest
from scipy import stats

from awards.maths.adjusting.fixed import fit_fixed
from awards.maths.adjusting.readings import Reading, Table
from awards.maths.agreement.judges import drifts, spreads, with_others
from awards.maths.agreement.residuals import residuals
from awards.maths.agreement.single_scores import far_scores
from tests.maths.agreement.tables import SHROUT_FLEISS, table_of

ENTRIES, JUDGES, EACH = 48, 8, 4


def panel(seed, *, odd=None, spoil=None):
    """Draw a panel in which every entry has four of eight judges; `odd` scores J1 by chance alone."""
    chance = np.random.default_rng(seed)
    merit, severity = chance.normal(0, 0.6, ENTRIES), chance.normal(0, 0.6, JUDGES)
    found = []
    for entry in range(ENTRIES):
        for judge in chance.permutation(JUDGES)[:EACH]:
            y = merit[entry] + severity[judge] + chance.normal(0, 0.6)
            if odd and judge == 1:
                y = severity[judge] + chance.normal(0, odd)
            found.append(Reading(f"E{entry:02}", f"J{judge}", float(y + (spoil or (lambda *_: 0))(entry, judge))))
    return Table(found)


def by_least_squares(table):
    """Give residuals and leverages from the full design matrix."""
    design = np.zeros((len(table), len(table.entries) + len(table.judges)))
    design[np.arange(len(table)), table.entry] = 1
    design[np.arange(len(table)), len(table.entries) + table.judge] = 1
    hat = design @ np.linalg.pinv(design)
    return table.y - hat @ table.y, np.diag(hat), len(table) - np.linalg.matrix_rank(design)


APART = [[1, 2, None, None], [3, 3, None, None], [4, 2, None, None], [None, None, 5, 1], [None, None, 2, 2]]


@pytest.mark.parametrize("table", [table_of(SHROUT_FLEISS), table_of(APART), panel(3)], ids=["whole", "apart", "part"])
def test_residuals_and_leverages_are_those_of_the_full_design(table):
    left, (value, leverage, df) = residuals(table), by_least_squares(table)
    assert left.value == pytest.approx(value, abs=1e-9)
    assert left.leverage == pytest.approx(leverage, abs=1e-9)
    assert left.df == df
    assert left.sd == pytest.approx((value @ value / df) ** 0.5)


def test_where_nothing_is_left_over_nothing_is_said_of_anybody():
    for rows in ([[1, 2]], [[1, 2], [2, 3], [5, 6]], [[3, 3], [3, 3]], [[1, None], [None, 2]]):
        left = residuals(table_of(rows))
        assert left.sd is None
        assert [(one.ratio, one.p, one.is_flagged) for one in spreads(left)] == [(None, None, False)] * 2
        assert far_scores(left) == ()
    assert spreads(left)[0].words == "Not defined: too few scores to tell how far they scatter."


def test_spread_is_the_mean_square_beside_the_panels_with_what_leverage_leaves_over():
    table = panel(5)
    value, leverage, df = by_least_squares(table)
    for number, one in enumerate(spreads(residuals(table))):
        mine = table.judge == number
        free, pooled = (1 - leverage[mine]).sum(), value @ value / df
        assert one.df == pytest.approx(free)
        assert one.ratio == pytest.approx((value[mine] ** 2).sum() / free / pooled)
        assert one.p == pytest.approx(stats.chi2.sf((value[mine] ** 2).sum() / pooled, free))
        assert one.readings == mine.sum()


def test_an_erratic_judge_is_found_and_hardly_anybody_else_ever_is():
    clean = [one for seed in range(40) for one in spreads(residuals(panel(seed)))]
    odd = [spreads(residuals(panel(seed, odd=1.6))) for seed in range(20)]
    assert sum(one.is_flagged for one in clean) <= 3
    assert sum(found[1].is_flagged for found in odd) >= 18
    flagged = next(found[1] for found in odd if found[1].is_flagged)
    assert flagged.words.endswith("Talk to the judge: a flag never drops a judge or a score.")
    assert clean[0].words == "The scores scatter no further than chance would have it."


def test_a_judge_is_compared_with_the_mean_of_the_others_put_right():
    table = table_of([[y, 10 - y, y % 4] for y in range(1, 10)])
    severity = {"J01": 0.5, "J02": -1.0}
    rows = [[y, 10 - y, y % 4] for y in range(1, 10)]
    others = [((row[1] + 1) + row[2]) / 2 for row in rows]
    first = with_others(table, severity)[0]
    assert (first.judge, first.entries) == ("J01", 9)
    assert first.correlation == pytest.approx(np.corrcoef([row[0] for row in rows], others)[0, 1])


def test_a_judge_who_goes_with_nobody_is_flagged_and_others_are_not():
    def found(table):
        fit = fit_fixed(table)
        return with_others(table, dict(zip(table.judges, fit.severity.tolist(), strict=True)))

    odd = [found(panel(seed, odd=1.2))[1] for seed in range(30)]
    clean = [one for seed in range(15) for one in found(panel(seed))]
    assert sum(one.is_flagged for one in odd) >= 12
    assert sum(one.is_flagged for one in clean) <= 3
    flagged = next(one for one in odd if one.is_flagged)
    assert flagged.words.startswith("The scores hardly go with those of the other judges (correlation ")
    assert clean[0].words.startswith("The scores go with those of the other judges (correlation 0.")


def test_too_few_shared_entries_or_scores_that_do_not_differ_are_no_correlation():
    few = with_others(table_of([[y, y + 1] for y in range(7)]), {})
    flat = with_others(table_of([[3, y] for y in range(9)]), {})
    alone = with_others(table_of([[y, None] for y in range(8)] + [[1, 2]]), {})
    assert [(one.correlation, one.is_flagged) for one in (*few, *flat, *alone)] == [(None, False)] * 6
    assert alone[0].entries == 1
    assert few[0].words == "Not defined: it takes 8 entries that others scored as well, and scores that differ."


def order_of(table, judge):
    return [one.entry for one in table.readings if one.judge == judge]


def test_drift_is_the_step_between_the_halves_of_ones_own_order():
    steady, drifting = panel(8), panel(8, spoil=lambda entry, judge: 1.5 if judge == 2 and entry >= ENTRIES / 2 else 0)
    orders = {"J2": order_of(drifting, "J2")}
    [found] = drifts(residuals(drifting), orders)
    assert (found.judge, found.is_flagged, found.readings) == ("J2", True, len(orders["J2"]))
    assert 0.7 < found.points < 2
    assert found.words.startswith(f"The second half was scored {found.points:.2f} points higher than the first.")
    [turned] = drifts(residuals(drifting), {"J2": orders["J2"][::-1]})
    assert turned.points == pytest.approx(-found.points)
    clean = [
        one for seed in range(30)
        for one in drifts(residuals(panel(seed)), {f"J{n}": order_of(panel(seed), f"J{n}") for n in range(JUDGES)})
    ]  # fmt: skip
    assert sum(one.is_flagged for one in clean) <= 8
    assert drifts(residuals(steady), {"J2": order_of(steady, "J2")})[0].words == (
        "The first and the second half were scored alike, as far as can be told."
    )


def test_a_middle_score_is_in_neither_half_and_strange_entries_are_passed_over():
    table = panel(11)
    left, order = residuals(table), order_of(table, "J3")[:9]
    [odd] = drifts(left, {"J3": [*order, "never scored"]})
    values = dict(zip(((one.entry, one.judge) for one in table.readings), left.value, strict=True))
    mine = [values[entry, "J3"] for entry in order]
    assert odd.readings == 9
    assert odd.points == pytest.approx(np.mean(mine[5:]) - np.mean(mine[:4]))


def test_few_scores_are_no_drift():
    table = panel(11)
    [few] = drifts(residuals(table), {"J3": order_of(table, "J3")[:7]})
    assert (few.points, few.p, few.is_flagged) == (None, None, False)
    assert few.words == "Not defined: it takes 8 scores, and others to compare them with."


def test_a_score_far_from_what_is_expected_is_named_and_looked_at_again_where_a_place_hangs_on_it():
    def spoil(entry, judge):
        return 6 if (entry, judge) == (5, who) else 0

    who = int(next(one.judge for one in panel(2).readings if one.entry == "E05")[1:])
    left = residuals(panel(2, spoil=spoil))
    found = far_scores(left, {("E05", f"J{who}")})
    assert (found[0].entry, found[0].judge, found[0].decides) == ("E05", f"J{who}", True)
    row = next(n for n, one in enumerate(left.table.readings) if (one.entry, one.judge) == ("E05", f"J{who}"))
    assert found[0].t == pytest.approx(left.value[row] / left.sd / (1 - left.leverage[row]) ** 0.5)
    assert found[0].words == (
        f"The score of J{who} for E05 lies {found[0].points:.2f} points above what was expected, and a place hangs on "
        "it: give it a second look. The score itself stays."
    )
    assert far_scores(left)[0].words.endswith("above what was expected; no place hangs on it. The score stays.")


def test_hardly_any_clean_score_is_far():
    found = sum(len(far_scores(residuals(panel(seed)))) for seed in range(40))
    assert found <= 40 * ENTRIES * EACH * 0.005
