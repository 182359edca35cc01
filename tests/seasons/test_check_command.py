"""`awards eligibility check`: one answer a line, a summary apart from them, and exit codes that scripts can use."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from awards.seasons.cli import eligibility
from awards.seasons.reading import LANTERN_2025

EDITION = {"year": 2024, "nominations_open": "2024-01-10", "nominations_close": "2024-02-23"}
DEFAULTS = {
    "nominator": {"is_nominee": False, "knows_nominee": True, "organiser_role": "none", "judges_categories": []},
    "nominee_aware": True,
    "benefits": "England",
    "person": {
        "nation": "England", "deceased": False, "previous_wins": [], "judges_categories": [], "organiser_role": "none",
        "programmes": [],
    },
}  # fmt: skip
NO_FELLOW = (
    "Ejnar Holm has not been on Frontline, Approach Social Work, Firstline, Headline or Pathways. "
    "Nominate those who have, or consider the innovation award."
)
FELLOW = {"name": "Thora Blixen", "programmes": [{"programme": "pathways", "status": "completed"}]}


@pytest.fixture
def check(tmp_path):
    def checked(*cases, season=None):
        path = tmp_path / "cases.json"
        path.write_text(json.dumps({"form": {"defaults": DEFAULTS}, "cases": cases}))
        return CliRunner().invoke(eligibility, ["check", str(path), *(["--season", str(season)] if season else [])])

    return checked


def case(case_id="T1", category="fellowship", person=FELLOW, **more):
    return {"id": case_id, "category": category, "edition": EDITION, "facts": {"people": [person]}} | more


def test_every_case_is_answered_on_a_line_of_its_own_and_summed_up_on_stderr(check):
    result = check(case(expected="eligible", rules=[]), case("T2", person={"name": "Ejnar Holm"}))
    assert [json.loads(line) for line in result.stdout.splitlines()] == [
        {"id": "T1", "verdict": "eligible", "rules": [], "reasons": []},
        {
            "id": "T2",
            "verdict": "ineligible",
            "rules": ["FE2"],
            "reasons": [NO_FELLOW],
        },
    ]
    assert result.stderr == "2 cases, 2 as expected, 0 not.\n"
    assert result.exit_code == 0


@pytest.mark.parametrize("expected", [{"expected": "needs-check"}, {"expected": "eligible", "rules": ["FE1"]}])
def test_another_verdict_or_other_rules_than_expected_are_a_finding(check, expected):
    result = check(case(**expected))
    assert result.exit_code == 1
    assert result.stderr.startswith("case T1: expected ")
    assert result.stderr.endswith("1 cases, 0 as expected, 1 not.\n")


def test_another_season_may_be_checked_by(check):
    person = {"name": "Ejnar Holm", "date_of_birth": "1990-01-01", "programmes": [{"programme": "degree"}]}
    too_old = case(category="first_light", person=person, expected="ineligible", rules=["F2"])
    assert check(too_old, season=LANTERN_2025).exit_code == 0


def test_a_file_with_faults_a_stranger_of_a_category_or_no_file_at_all_is_a_usage_error(check, tmp_path):
    faulty = check(case(facts={"people": [{"nmae": "Ib"}]}))
    assert (faulty.exit_code, faulty.stdout) == (2, "")
    assert "case T1.facts.people[0].nmae: is not a known key here" in faulty.stderr
    stranger = check(case(category="outstanding_contribution"))
    assert stranger.exit_code == 2
    assert "case T1: 'outstanding_contribution' is no category of Frontline Awards 2024" in stranger.stderr
    assert CliRunner().invoke(eligibility, ["check", str(tmp_path / "none.json")]).exit_code == 2
    (tmp_path / "bad.toml").write_text("x = 1\n")
    assert check(case(), season=tmp_path / "bad.toml").exit_code == 2
