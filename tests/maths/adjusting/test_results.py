"""Categories fitted together and ranked apart: both numbers, bands, what changed, who needs scores, and JSON."""

import json
import subprocess
import sys

import numpy as np
import pytest

from awards.maths.adjusting.fitting import results_of
from awards.maths.adjusting.fixed import fit_fixed
from awards.maths.adjusting.mixed import fit_mixed
from awards.maths.adjusting.question import Question
from awards.maths.adjusting.ranks import Weighted, averaged_fits, chances
from awards.maths.adjusting.readings import Reading, ReadingsError, Table
from awards.maths.adjusting.result import Band, Basis, Limits, Part, Results
from tests.maths.adjusting.dense import readings

TWO = ("A", "B")


def question(rows, **more):
    return Question(readings=rows, draws=2000, **more)


@pytest.fixture(scope="module")
def rows():
    return readings(24, 6, 4, groups=TWO, severity=0.8)


@pytest.fixture(scope="module")
def found(rows):
    return results_of(question(rows, places={"A": 4, "B": 3}, asked={one.entry: 4 for one in rows}))


def test_categories_that_share_judges_are_fitted_together_and_ranked_apart(rows, found):
    fit = fit_fixed(Table(rows))
    scores = dict(zip(fit.table.entries, fit.adjusted.tolist(), strict=True))
    assert [one.category for one in found.categories] == ["A", "B"]
    assert [pool.categories for pool in found.pools] == [TWO]
    for category in found.categories:
        mine = [one.entry for one in category.entries]
        assert mine == sorted(mine, key=lambda name: -scores[name])
        assert [one.adjusted_rank for one in category.entries] == list(range(1, 13))
        assert [one.adjusted for one in category.entries] == [scores[name] for name in mine]
        assert (category.basis, category.refusals, category.pool) == (Basis.ADJUSTED, (), 0)


def test_both_numbers_have_both_ranks_and_their_difference(found):
    entries = found.of("A").entries
    for one in entries:
        assert one.raw_rank == 1 + sum(other.raw > one.raw + found.tolerance for other in entries)
        assert one.rank_change == one.raw_rank - one.adjusted_rank
        assert one.difference == one.adjusted - one.raw


def test_chances_are_those_of_the_model_with_categories(rows, found):
    table = Table(rows)
    at = np.array(
        [position for position, name in enumerate(table.entries) if table.groups[table.group[position]] == "A"]
    )
    fits = [Weighted(1.0, fit_mixed(table, by_category=True))]
    drawn = chances(fits, at, tops={1, 4}, seed=table.seed("A"), draws=2000)
    category = found.of("A")
    by_name = {one.entry: one for one in category.entries}
    assert [by_name[table.entries[one]].p_top for one in at] == drawn.top[4].tolist()
    assert [by_name[table.entries[one]].p_best for one in at] == drawn.top[1].tolist()
    assert [by_name[table.entries[one]].expected_rank for one in at] == drawn.expected_rank.tolist()
    assert (category.seed, found.pools[0].model, found.pools[0].averaged) == (table.seed("A"), "model_Rc", False)


def test_bands_follow_the_chances(found):
    for category in found.categories:
        for one in category.entries:
            expected = Band.IN if one.p_top >= 0.9 else Band.OUT if one.p_top <= 0.1 else Band.LINE
            assert one.band == expected
    assert {one.band for one in found.of("A").entries} == {Band.IN, Band.LINE, Band.OUT}


def test_what_the_correction_changed_is_told(rows):
    harsh = [Reading(one.entry, one.judge, one.y - 3.0 * (one.judge == "J00"), one.group) for one in rows]
    category = results_of(question(harsh, places={"A": 4})).of("A")
    crossing = [one.entry for one in category.entries if (one.adjusted_rank <= 4) != (one.raw_rank <= 4)]
    assert category.changed == tuple(crossing)
    assert category.headline == (
        "Judges differed by about ±2 points; the correction changed 1 of the 4 shortlist places: E04 in, E20 out."
    )


def test_a_correction_that_moves_nobody_over_the_line_says_so():
    category = results_of(question(readings(24, 6, 4, severity=0.2), places={"": 23})).of("")
    assert category.changed == ()
    assert category.headline.endswith(" points; the correction changed none of the 23 shortlist places.")


def test_without_places_there_are_no_bands_and_no_line(rows):
    category = results_of(question(rows)).of("B")
    assert {(one.band, one.p_top, one.changed) for one in category.entries} == {(None, None, False)}
    assert (category.line, category.places, category.lead is None) == (None, None, False)


def test_gaps_are_contrasts_with_their_intervals(rows, found):
    fit = fit_fixed(Table(rows))
    category = found.of("A")
    for gap, at in ((category.lead, 0), (category.line, 3)):
        one, other = category.entries[at], category.entries[at + 1]
        se = fit.contrast_se(fit.table.entries.index(one.entry), fit.table.entries.index(other.entry))
        assert (gap.ahead, gap.behind, gap.difference) == (one.entry, other.entry, one.adjusted - other.adjusted)
        assert (gap.se, gap.low) == (se, gap.difference - fit.reach() * se)
    assert category.lead.close == (category.lead.low <= 0 or category.entries[0].p_best < 0.8)
    assert category.line.close == (category.line.low <= 0)


def test_few_entries_have_averaged_chances_unless_told_otherwise():
    rows = readings(9, 5, 3)
    table = Table(rows)
    result = results_of(question(rows, places={"": 2}))
    drawn = chances(averaged_fits(table), np.arange(9), tops={1, 2}, seed=table.seed(""), draws=2000)
    assert {one.entry: one.p_top for one in result.of("").entries} == dict(
        zip(table.entries, drawn.top[2], strict=True)
    )
    assert (result.pools[0].averaged, "averaged" in {note.code for note in result.of("").notes}) == (True, True)
    assert not results_of(question(rows, averaged=False)).pools[0].averaged


@pytest.mark.parametrize(("asked", "apart"), [(5, False), (6, True)])
def test_an_entry_under_sixty_percent_of_what_was_asked_needs_scores(asked, apart):
    rows = readings(9, 5, 3)
    category = results_of(question(rows, asked={"E04": asked})).of("")
    assert [one.entry for one in category.needs_scores] == ["E04"] * apart
    assert len(category.entries) == 9 - apart


def test_one_score_or_none_is_outside_the_ranking_and_of_no_part():
    rows = [*readings(9, 5, 3), Reading("lone", "J01", 5.0)]
    category = results_of(question(rows, categories={"none": "", "lone": ""}, asked={"none": 3})).of("")
    assert [(one.entry, one.n, one.asked, one.raw) for one in category.needs_scores] == [
        ("lone", 1, 1, 5.0),
        ("none", 0, 3, None),
    ]
    assert {one.part for one in category.needs_scores} == {None}
    assert {one.p_best is None for one in category.entries} == {False}
    assert sum(one.p_best for one in category.entries) == pytest.approx(1.0)


def test_a_lone_score_by_a_stranger_does_not_cut_the_category_apart():
    rows = [*readings(9, 5, 3), Reading("lone", "stranger", 5.0)]
    category = results_of(question(rows)).of("")
    assert (category.basis, category.refusals) == (Basis.ADJUSTED, ())


def test_parts_of_a_category_are_not_compared():
    one, other = readings(8, 4, 3), readings(8, 4, 3, seed=2)
    rows = one + [Reading(f"F{a.entry}", f"K{a.judge}", a.y) for a in other]
    result = results_of(question(rows, places={"": 3}))
    category = result.of("")
    assert (category.basis, [reason.code for reason in category.refusals]) == (Basis.RAW, ["disconnected"])
    assert [len(part.entries) for part in category.parts] == [8, 8]
    assert category.parts[0] == Part(tuple(f"E0{i}" for i in range(8)), tuple(f"J0{i}" for i in range(4)))
    assert {(a.adjusted, a.low, a.p_top, a.band, a.why) for a in category.entries} == {(None, None, None, None, None)}
    assert {a.part for a in category.entries if a.entry.startswith("F")} == {1}
    assert sorted(a.part_rank for a in category.entries if a.part == 1)[0] == 1
    assert (category.lead.se, category.headline, category.pool) == (None, "", None)


def test_categories_without_a_common_judge_are_fitted_apart():
    one, other = readings(8, 4, 3), readings(8, 4, 3, seed=2)
    rows = [Reading(a.entry, a.judge, a.y, "A") for a in one]
    rows += [Reading(f"F{a.entry}", f"K{a.judge}", a.y, "B") for a in other]
    result = results_of(question(rows))
    assert [category.refusals for category in result.categories] == [(), ()]
    assert [pool.model for pool in result.pools] == ["model_R", "model_R"]
    assert [a.adjusted for a in result.of("A").entries] == sorted(fit_fixed(Table(one)).adjusted.tolist(), reverse=True)


def test_thin_scores_are_ranked_by_raw_mean_alone():
    rows = [Reading("A", "X", 4.0), Reading("A", "Y", 3.0), Reading("B", "X", 4.0), Reading("B", "Y", 3.0003)]
    result = results_of(question([*rows, Reading("C", "X", 1.0), Reading("C", "Y", 1.0)], places={"": 1}))
    category = result.of("")
    assert [reason.code for reason in category.refusals] == ["too_few_judges", "too_little_to_compare"]
    assert category.refused == category.refusals[0]
    assert [(one.entry, one.raw_rank, one.tied, one.adjusted) for one in category.entries] == [
        ("A", 1, True, None),
        ("B", 1, True, None),
        ("C", 3, False, None),
    ]
    assert (category.lead.close, category.pool, result.pools[0].judges) == (True, 0, ())


def test_the_seasons_limits_decide():
    rows = readings(8, 4, 2)
    assert results_of(question(rows)).of("").basis == Basis.ADJUSTED
    assert results_of(question(rows, limits=Limits(spare=6))).of("").basis == Basis.RAW


def test_a_season_may_have_raw_means_decide_and_still_shows_the_rest(rows):
    harsh = [Reading(one.entry, one.judge, one.y - 3.0 * (one.judge == "J00"), one.group) for one in rows]
    one = results_of(question(harsh, places={"A": 4})).of("A")
    other = results_of(question(harsh, places={"A": 4}, basis=Basis.RAW)).of("A")
    assert (other.basis, other.refusals) == (Basis.RAW, ())
    assert [entry.raw_rank for entry in other.entries] == sorted(entry.raw_rank for entry in one.entries)
    assert {(a.entry, a.adjusted, a.p_top, a.changed) for a in other.entries} == {
        (a.entry, a.adjusted, a.p_top, a.changed) for a in one.entries
    }
    assert (other.lead.difference, other.lead.se) == (other.entries[0].raw - other.entries[1].raw, None)
    assert other.lead.close == (other.entries[0].p_best < 0.8)
    assert "; the correction would have changed 1 of the 4 shortlist places" in other.headline


def test_weak_links_are_told_where_something_is_adjusted():
    rows = readings(8, 6, 3, severity=2.0)
    fit = fit_fixed(Table(rows))
    pool = results_of(question(rows)).pools[0]
    assert pool.weak_link_count == len(fit.weak_links()) == len(pool.weak_links) > 0
    worst = pool.weak_links[0]
    assert (worst.one, worst.other, worst.se) == (
        fit.table.judges[fit.weak_links()[0][0]],
        fit.table.judges[fit.weak_links()[0][1]],
        fit.weak_links()[0][2],
    )
    complete = [Reading(f"E{i}", f"J{j}", float(1 + (3 * i + 2 * j + i * j) % 5)) for i in range(5) for j in range(4)]
    assert results_of(question(complete)).pools[0].weak_links == ()


def test_the_scale_sets_what_is_equal():
    rows = [Reading(f"E{i}", f"J{j}", 50.0 + 0.009 * (i == 1)) for i in range(2) for j in range(2)]
    fine, coarse = (results_of(question(rows, scale=scale)).of("").entries for scale in (5.0, 100.0))
    assert [one.raw_rank for one in fine] == [1, 2]
    assert [one.raw_rank for one in coarse] == [1, 1]


def test_judges_of_a_pool_differ_only_when_their_interval_says_so():
    rows = readings(24, 6, 4, severity=0.3)
    fit = fit_fixed(Table(rows))
    low, high = fit.severity_interval()
    told = results_of(question(rows)).pools[0].judges
    assert [one.severity for one in told] == fit.severity.tolist()
    assert [one.differs for one in told] == [bool(a > 0 or b < 0) for a, b in zip(low, high, strict=True)]
    assert {one.differs for one in told} == {True, False}


def test_the_sum_behind_every_score_closes(found):
    for category in found.categories:
        for one in category.entries:
            assert (one.why.closes, one.why.count) == (True, one.n)
            assert float(one.why.mean) == pytest.approx(one.adjusted, abs=0.00501)


def test_no_readings_at_all_is_a_result_too():
    result = results_of(Question(readings=[], categories={"E1": "A"}, asked={"E1": 3}))
    assert [one.entry for one in result.of("A").needs_scores] == ["E1"]
    assert (result.pools, result.of("A").entries, result.of("A").refusals) == ((), (), ())
    with pytest.raises(KeyError):
        result.of("B")


def test_a_reading_in_another_category_is_an_error():
    with pytest.raises(ReadingsError, match="E1 is in “A”, not in “B”"):
        results_of(Question(readings=[Reading("E1", "J1", 3.0, "B")], categories={"E1": "A"}))


def test_results_go_through_json_and_back(found):
    assert Results.from_data(json.loads(json.dumps(found.as_data(), allow_nan=False))) == found


def test_stored_results_are_read_without_numpy():
    code = "import sys, awards.maths.adjusting.result, awards.maths.adjusting.why; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
