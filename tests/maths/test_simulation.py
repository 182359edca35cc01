import re
from xml.etree import ElementTree

import numpy as np
import pytest

from bench import simulation
from bench.scenarios import SCENARIOS, drawn, expected


@pytest.mark.parametrize("name", sorted(SCENARIOS))
def test_a_panel_is_as_its_scenario_says(name):
    scenario = SCENARIOS[name]
    draw = drawn(scenario, np.random.default_rng(3))
    loads = sorted(draw.read.sum(axis=0).tolist())
    usual = [240 // scenario.judges] * scenario.judges
    assert loads == ([0, 10, *usual[2:]] if scenario.lost else usual)
    assert scenario.lost or draw.read.sum(axis=1).tolist() == [4] * 60
    assert (simulation.adjusted(draw) is None) == scenario.apart


def test_what_an_interval_is_to_hold_is_the_mean_of_very_many_scores():
    chance = np.random.default_rng(3)
    merit = np.array([-1.4, 0.0, 0.9])
    seen = np.clip(np.rint(3 + merit + chance.normal(0, 0.9, (400_000, 3))), 1, 5).mean(axis=0)
    assert expected(merit, 0.9) == pytest.approx(seen, abs=0.005)


def test_z_scores_take_each_judges_mean_and_spread_away():
    seen = np.array([[1.0, 4.0], [3.0, np.nan], [5.0, 4.0]])
    assert simulation.z_scores(seen)[:, 0].tolist() == [-1.0, 0.0, 1.0]
    assert simulation.z_scores(seen)[[0, 2], 1].tolist() == [0.0, 0.0]


def test_the_same_seed_gives_the_same_figures_and_gains_are_paired():
    one, again = (simulation.run(["A"], draws=3, seed=5)["A"] for _ in range(2))
    assert {arm: found.tolist() for arm, found in one.found.items()} == {
        arm: found.tolist() for arm, found in again.found.items()
    }
    paired = one.found["adjusted"] - one.found["raw"]
    assert one.gain("raw") == (pytest.approx(paired.mean()), pytest.approx(paired.std(ddof=1) / 3**0.5))


def test_a_short_run_writes_the_page_and_the_picture_and_its_status_tells_of_bars(tmp_path, capsys):
    status = simulation.main(["--draws", "4", "--seed", "2", "--report", str(tmp_path / "simulation.md")])
    told = capsys.readouterr()
    page = (tmp_path / "simulation.md").read_text()
    table = told.out.strip().splitlines()
    assert [line.split()[1] for line in table[2:]] == list("ABCSGJK")
    assert all(line in page for line in table)
    assert re.findall(r"\| K .* \| refused \|", page) != []
    missed = [line for line in told.err.splitlines() if line.startswith("missed: ")]
    assert (status, page.count("**missed**")) == (int(bool(missed)), len(missed))
    picture = ElementTree.fromstring((tmp_path / "simulation.svg").read_text())  # noqa: S314 - our own picture
    circles = picture.findall("{http://www.w3.org/2000/svg}circle")
    assert (picture[0].text, len(circles)) == ("What is gained over the raw mean", 1 + 7)
