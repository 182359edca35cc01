"""`awards results fit FILE`: the figures of the reference sets, key by key, and files that cannot be used."""

import csv
import json
import random
from numbers import Real

import pytest
from click.testing import CliRunner

from awards.results.cli import results

SETS = ["s1_awards_24x7", "s2_complete_5x3", "s3_boundary_judge0", "s4_disconnected"]
DESCRIBING = {"note", "weights", "draws"}
"""What says how a set was made, and is no answer."""


def fit(path, *options):
    return CliRunner().invoke(results, ["fit", str(path), *options])


def written(tmp_path, text):
    path = tmp_path / "scores.csv"
    path.write_text(text, encoding="utf-8")
    return path


def tolerance(path):
    if "rank_probabilities" in path:
        # The set's own ranks are averages of 400,000 draws of ranks that spread by 6 places: 0.01 is its error.
        return 0.03 if "expected_rank" in path else 0.015
    return 1e-2 if "reml_criterion" in path else 1e-3


def differences(found, expected, path=()):
    """Give every place where an answer is missing, of another kind, or further off than its tolerance."""
    if isinstance(expected, dict):
        for key, value in expected.items():
            if key not in DESCRIBING:
                missing = not isinstance(found, dict) or key not in found
                yield from [(*path, key, "missing")] if missing else differences(found[key], value, (*path, key))
    elif isinstance(expected, Real):
        if isinstance(found, bool) or not isinstance(found, Real) or abs(found - expected) > tolerance(path):
            yield (*path, found, expected)
    elif found != expected:
        yield (*path, found, expected)


@pytest.mark.parametrize("name", SETS)
def test_every_figure_of_a_reference_set_is_met(reference_data, name):
    folder = reference_data / "judging"
    told = fit(folder / f"{name}.csv")
    expected = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    assert list(differences(json.loads(told.stdout), expected)) == []


@pytest.mark.parametrize(
    ("name", "exit_code", "refused", "notes"),
    [
        ("s1_awards_24x7", 0, None, ["weak_link"]),
        ("s2_complete_5x3", 0, None, ["complete"]),
        ("s3_boundary_judge0", 0, None, ["no_judge_difference"]),
        ("s4_disconnected", 1, "disconnected", None),
    ],
)
def test_each_set_is_adjusted_or_refused(reference_data, name, exit_code, refused, notes):
    told = fit(reference_data / "judging" / f"{name}.csv")
    found = json.loads(told.stdout)
    assert (told.exit_code, found["refused"] and found["refused"]["code"]) == (exit_code, refused)
    if notes is not None:
        assert [note["code"] for note in found["notes"]] == notes


def test_the_models_are_those_that_the_categories_call_for(reference_data):
    folder = reference_data / "judging"
    models = {name: [key for key in json.loads(fit(folder / f"{name}.csv").stdout) if "model" in key] for name in SETS}
    assert models["s1_awards_24x7"] == ["model_F", "model_R", "model_Rc"]
    assert models["s2_complete_5x3"] == models["s3_boundary_judge0"] == ["model_F", "model_R"]


def test_the_order_of_lines_changes_nothing(reference_data, tmp_path):
    path = reference_data / "judging" / "s1_awards_24x7.csv"
    header, *lines = path.read_text(encoding="utf-8").splitlines()
    random.Random(2).shuffle(lines)  # noqa: S311 - nothing secret
    other = written(tmp_path, "\n".join([header, *lines]))
    assert fit(other).stdout == fit(path).stdout


def test_a_refusal_says_why_on_both_streams(tmp_path):
    rows = [(f"E{i}", f"J{j}", 1 + (i + j) % 3) for i in range(4) for j in range(2)]
    path = written(tmp_path, "entry,judge,y\n" + "".join(f"{a},{b},{y}\n" for a, b, y in rows))
    told = fit(path)
    found = json.loads(told.stdout)
    words = (
        "There are scores by 2 judges; it takes 3 to tell strict from lenient. "
        "8 scores on 4 entries by 2 judges leave 8 − 4 − 2 + 1 = 3 comparisons to learn from; adjusting takes 5."
    )
    assert (told.exit_code, found["refused"]) == (1, {"code": "too_few_judges", "words": words})
    assert told.stderr.splitlines()[:2] == ["Fitting: 8 scores, 4 entries, 2 judges", words]
    assert found["model_F"]["adjusted"] == found["raw"]["mean"]


def test_what_cannot_be_known_is_null(tmp_path):
    found = json.loads(fit(written(tmp_path, "entry,judge,y\nA,X,3\n")).stdout)
    assert (found["raw"]["mean"], found["model_F"]["adjusted"]) == ({"A": 3.0}, {"A": 3.0})
    assert (found["model_F"]["sd_residual"], found["model_R"]["sd_residual"]) == (None, None)
    assert (found["model_F"]["adjusted_se"], found["rank_probabilities"]["expected_rank"]) == ({"A": None}, {"A": None})


def test_other_shortlists_can_be_asked_for(reference_data):
    found = json.loads(fit(reference_data / "judging" / "s1_awards_24x7.csv", "--top", "6").stdout)
    chances = found["rank_probabilities"]
    assert {key for key in chances if key.startswith("top")} == {"top6"}
    assert sum(chances["top6"].values()) == pytest.approx(6.0)


def test_every_problem_of_a_file_is_told_and_nothing_printed(tmp_path):
    path = written(tmp_path, "entry,judge,y\nA,X,high\nA,Y,nan\nB,X,3\nB,X,4\n")
    told = fit(path)
    assert (told.exit_code, told.stdout) == (2, "")
    assert told.stderr.splitlines() == [
        f"{path}: line 2: “y” is not a number: “high”",
        f"{path}: line 3: “y” is not a number: “nan”",
        f"{path}: line 5: X has scored B before, on line 4",
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "the file is empty: the first line must name the columns entry, judge and y"),
        (b"entry,judge,y\nA,X,\xff\n", "not UTF-8 text"),
        (b"entry,judge,y\n", "there are no scores"),
    ],
)
def test_a_file_that_is_no_table_of_scores_is_refused(tmp_path, content, words):
    path = tmp_path / "scores.csv"
    path.write_bytes(content)
    told = fit(path)
    assert (told.exit_code, told.stdout, told.stderr) == (2, "", f"{path}: {words}\n")


def test_a_file_from_a_spreadsheet_is_read(tmp_path):
    path = tmp_path / "scores.csv"
    rows = [(f"E,{i}", f"J{j}", f"{1 + (2 * i + j * i) % 5}.50") for i in range(6) for j in range(3)]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, quoting=csv.QUOTE_ALL).writerows([("entry", "judge", "y"), *rows])
    assert json.loads(fit(path).stdout)["n_scores"] == 18
