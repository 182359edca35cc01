"""`awards season`: a dry run unless told otherwise, answers on stdout, progress on stderr, exit codes."""

from __future__ import annotations

import json

import pytest
import sqlalchemy as sa

from awards.db import db
from awards.seasons.cli import season
from awards.seasons.models import Season
from awards.seasons.reading import FRONTLINE_2024, LANTERN_2025


@pytest.fixture
def run(app):
    return lambda *arguments: app.test_cli_runner().invoke(season, [str(one) for one in arguments])


def seasons_stored(app):
    with app.app_context():
        return db.session.scalar(sa.select(sa.func.count(Season.id)))


def test_loading_is_a_dry_run_unless_told_otherwise(app, run):
    result = run("load", FRONTLINE_2024)
    assert result.exit_code == 0
    assert json.loads(result.stdout) == {
        "programme": "frontline-awards",
        "season": "2024",
        "outcome": "created",
        "categories": 8,
        "rules": 26,
        "saved": False,
    }
    assert result.stderr.splitlines()[-1] == "Dry run: nothing saved. Say --commit to save."
    assert seasons_stored(app) == 0


def test_with_commit_the_season_is_saved_and_listed_with_its_phase(app, run):
    assert run("load", FRONTLINE_2024, "--commit").exit_code == 0
    assert run("load", LANTERN_2025, "--commit", "--home").exit_code == 0
    rows = [json.loads(line) for line in run("list").stdout.splitlines()]
    assert [(row["programme"], row["season"], row["home"], row["phase"]) for row in rows] == [
        ("lantern-honours", "2025", True, "before"),
        ("frontline-awards", "2024", False, "nominating"),
    ]
    assert rows[1]["closes_at"] == "2024-02-23T23:59:59+00:00"


def test_a_file_with_faults_is_a_finding_and_names_them(run, tmp_path):
    path = tmp_path / "season.toml"
    path.write_text(FRONTLINE_2024.read_text(encoding="utf-8").replace("weight = 10", "weight = 11", 1))
    result = run("load", path, "--commit")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "the weights add up to 101" in result.stderr


def test_a_change_that_an_opened_season_refuses_is_a_finding(app, run, tmp_path):
    assert run("load", FRONTLINE_2024, "--commit").exit_code == 0
    path = tmp_path / "season.toml"
    path.write_text(FRONTLINE_2024.read_text(encoding="utf-8").replace("word_limit = 60", "word_limit = 61"))
    result = run("load", path, "--commit")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines()[-1] == "The season has opened, so the questions cannot change."


def test_a_missing_file_is_a_usage_error(run, tmp_path):
    assert run("load", tmp_path / "none.toml").exit_code == 2
