"""`awards panels plan FILE`: an answer in JSON, progress apart from it, and exit codes that say what happened."""

import json

import pytest
from click.testing import CliRunner

from awards.panels.cli import panels

SMALL = {
    "entries": ["A", "B", "C"],
    "judges": ["X", "Y"],
    "per_entry": 1,
    "load": {"X": [1, 2], "Y": [0, 3]},
    "conflicts": [["A", "X"]],
}


def plan(tmp_path, content):
    path = tmp_path / "instance.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content))
    return CliRunner().invoke(panels, ["plan", str(path)])


def test_a_plan_is_printed_as_json_with_its_proof(tmp_path):
    told = plan(tmp_path, {"instance": SMALL | {"per_entry": {"A": 1, "B": 2, "C": 1}}})
    answer = json.loads(told.stdout)
    assert told.exit_code == 0
    assert (answer["feasible"], answer["components"], answer["reasons"], answer["optimal"]) == (True, 1, [], True)
    assert sorted(pair for pair in answer["pairs"] if pair[0] in "AB") == [["A", "Y"], ["B", "X"], ["B", "Y"]]
    assert all(promise["held"] for promise in answer["proof"])
    assert told.stderr.startswith("Planning: 3 entries, 2 judges, 1 conflicts\n")


def test_a_plan_in_parts_is_a_finding(tmp_path):
    told = plan(tmp_path, SMALL)
    answer = json.loads(told.stdout)
    assert (told.exit_code, answer["feasible"], answer["components"]) == (1, True, 2)
    assert answer["reasons"][0]["reason"] == "parts cannot be linked"


def test_no_plan_is_a_finding_with_what_would_help(tmp_path):
    told = plan(tmp_path, SMALL | {"per_entry": 2, "load": {"X": [1, 3], "Y": [0, 3]}})
    answer = json.loads(told.stdout)
    assert told.exit_code == 1
    assert (answer["feasible"], answer["objective"], answer["pairs"]) == (False, None, [])
    assert (answer["reason"], answer["entry"], answer["eligible"], answer["needed"]) == (
        "too few eligible judges",
        "A",
        1,
        2,
    )
    assert "This would help: One more judge who may read A.\n" in told.stderr


@pytest.mark.parametrize(
    ("content", "words"),
    [("{", "not JSON"), ("[]", "the file must hold a JSON object"), ({"entries": ["A"]}, "“judges” must be a list")],
)
def test_a_file_that_cannot_be_used_is_said_to_be_so(tmp_path, content, words):
    told = plan(tmp_path, content)
    assert (told.exit_code, told.stdout) == (2, "")
    assert words in told.stderr


def test_a_key_that_means_nothing_is_mentioned(tmp_path):
    assert "“conflict” means nothing here and is passed over" in plan(tmp_path, SMALL | {"conflict": []}).stderr
