import numpy as np
import pytest

from bench import more_readings


def test_readings_are_dealt_with_the_same_load_for_every_judge():
    two, three = more_readings.dealt(30, np.random.default_rng(2))
    assert (two.sum(axis=0).tolist(), three.sum(axis=0).tolist()) == ([10] * 6, [15] * 6)
    assert (two.sum(axis=1).tolist(), three.sum(axis=1).tolist()) == ([2] * 30, [3] * 30)
    assert bool(np.all(three[two]))


def test_a_draw_spends_at_most_the_budget_and_a_seed_gives_one_answer():
    first, again = (more_readings.outcome(30, draws=4, seed=3) for _ in range(2))
    assert np.array_equal(first.rule, again.rule)
    assert np.array_equal(first.spent, again.spent)
    assert bool(np.all((first.spent > 0) & (first.spent <= 30)))


def test_a_short_run_writes_the_page_and_its_status_tells_of_the_bar(tmp_path, capsys):
    status = more_readings.main(["--draws", "5", "--seed", "2", "--report", str(tmp_path / "page.md")])
    told = capsys.readouterr()
    page = (tmp_path / "page.md").read_text()
    table = told.out.strip().splitlines()
    assert [line.split()[1] for line in table[2:]] == ["30", "60"]
    assert all(line in page for line in table)
    assert (status, "**missed**" in page) == ((1, True) if "missed: " in told.err else (0, False))


def test_the_gain_is_paired_and_missing_the_bar_takes_more_than_a_standard_error():
    rule, even = np.array([1.0, 1.0, 0.0, 1.0]), np.array([1.0, 0.0, 0.0, 0.0])
    one = more_readings.Outcome(even, even, rule, rule, even)
    assert one.gain == (0.5, pytest.approx((rule - even).std(ddof=1) / 2))
    assert more_readings.missed({30: one}) == []
    nothing = more_readings.Outcome(even, even, even, rule, even)
    assert more_readings.missed({30: nothing}) == ["30 entries: +0.000 ± 0.000, at least 0.08 asked for"]
