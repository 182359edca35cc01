"""`awards results agreement FILE`: the reference set, scores in CSV, and files that cannot be used."""

import json

import pytest
from click.testing import CliRunner

from awards.results.cli import results

COMPLETE = "entry,judge,y\nE1,J1,2\nE1,J2,3\nE2,J1,4\nE2,J2,4\nE3,J1,1\nE3,J2,3\n"


def agreement(tmp_path, content, name="scores.csv"):
    path = tmp_path / name
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        path.write_text(content if isinstance(content, str) else json.dumps(content))
    return CliRunner().invoke(results, ["agreement", str(path)])


def test_the_reference_set_is_printed_within_a_millionth(reference_data):
    path = reference_data / "judging" / "s5_agreement.json"
    told = CliRunner().invoke(results, ["agreement", str(path)])
    answer, sets = json.loads(told.stdout), json.loads(path.read_text())
    assert answer["krippendorff"]["nominal"] == pytest.approx(sets["krippendorff"]["expected"]["nominal"], abs=1e-6)
    for form, expected in sets["icc"]["expected"].items():
        found = answer["icc"][form]
        assert found["ci95"] == pytest.approx(expected.pop("ci95"), abs=1e-6)
        assert {key: found[key] for key in expected} == pytest.approx(expected, abs=1e-6)
    expected = sets["kendall_w"]["expected_on_same_data"]
    assert {key: answer["kendall_w"][key] for key in expected} == pytest.approx(expected, abs=1e-6)
    assert (told.exit_code, told.stderr, answer["not_defined"]) == (0, "", {})


def test_scores_in_csv_give_the_figures_of_the_same_scores_in_json(tmp_path):
    rows = [[2, 3], [4, 4], [1, 3]]
    from_csv = agreement(tmp_path, COMPLETE)
    from_json = agreement(
        tmp_path, {"krippendorff": {"data": list(zip(*rows, strict=True))}, "icc": {"data": rows}, "kendall_w": {}}
    )
    assert (from_csv.exit_code, from_json.exit_code) == (0, 0)
    assert json.loads(from_csv.stdout) == json.loads(from_json.stdout)


def test_the_order_of_rows_never_matters(tmp_path):
    header, *rows = COMPLETE.splitlines()
    turned = "\n".join([header, *reversed(rows)])
    assert agreement(tmp_path, turned).stdout == agreement(tmp_path, COMPLETE).stdout


def test_criteria_have_their_own_alpha_and_other_columns_are_passed_over(tmp_path):
    told = agreement(
        tmp_path,
        "entry,judge,y,craft,remark,impact\nE1,J1,2,2,,\nE1,J2,3,3,good,1\nE2,J1,4,4,,5\nE2,J2,4,4,“fine”,5\n",
    )
    answer = json.loads(told.stdout)
    assert answer["criteria"]["craft"] == {"krippendorff": answer["krippendorff"]}
    assert answer["criteria"]["impact"]["krippendorff"]["interval"] is None
    assert answer["not_defined"]["criteria.impact.krippendorff.interval"] == (
        "not defined: every score is the same, so there is nothing to agree on."
    )
    assert told.stderr == f'{tmp_path}/scores.csv: the column "remark" holds no numbers and is passed over\n'
    assert told.exit_code == 1


def test_what_a_sparse_design_does_not_define_is_said_and_alpha_is_given(reference_data):
    path = reference_data / "judging" / "s1_awards_24x7.csv"
    told = CliRunner().invoke(results, ["agreement", str(path)])
    answer = json.loads(told.stdout)
    assert told.exit_code == 1
    assert answer["krippendorff"]["interval"] == pytest.approx(0.2114279791, abs=1e-9)
    assert sorted(answer["criteria"]) == ["clarity", "craft", "impact", "originality"]
    assert (answer["icc"]["ICC(2,1)"]["value"], answer["kendall_w"]["W_tie_corrected"]) == (None, None)
    assert answer["not_defined"]["kendall_w"] == "not defined: not every judge scored every entry."
    assert "Kendall’s W: not defined. Not every judge scored every entry." in answer["words"]


@pytest.mark.parametrize(
    "content",
    [
        "entry,judge,y\nE1,J1,3\nE1,J2,3\nE2,J1,3\nE2,J2,3\n",
        {"krippendorff": {"data": [[3, 3], [3, 3]]}, "icc": {"data": [[3, 3], [3, 3]]}, "kendall_w": {}},
    ],
)
def test_without_variation_nothing_is_defined_and_nothing_is_one(tmp_path, content):
    told = agreement(tmp_path, content)
    answer = json.loads(told.stdout)
    assert told.exit_code == 1
    assert set(answer["krippendorff"].values()) == {None}
    assert {one["value"] for one in answer["icc"].values()} == {None}
    assert set(answer["kendall_w"].values()) == {None}
    assert len(answer["not_defined"]) == 10
    assert all(words.startswith("not defined: ") for words in answer["not_defined"].values())


def test_one_judge_alone_or_disjoint_panels_agree_with_nobody(tmp_path):
    told = agreement(tmp_path, "entry,judge,y\nE1,J1,1\nE2,J1,2\nE3,J2,3\n")
    answer = json.loads(told.stdout)
    assert answer["not_defined"]["krippendorff.ordinal"] == "not defined: no entry was scored by two judges."
    assert told.exit_code == 1


def test_missing_scores_in_json_are_null(tmp_path):
    told = agreement(tmp_path, {"krippendorff": {"data": [[1, 2, None], [1, 3, 3], [None, 2, None]]}})
    assert json.loads(told.stdout)["krippendorff"]["nominal"] == pytest.approx(0.5)
    assert told.exit_code == 0


def test_full_agreement_has_a_figure_and_no_interval(tmp_path):
    answer = json.loads(agreement(tmp_path, "entry,judge,y\nE1,J1,1\nE1,J2,1\nE2,J1,2\nE2,J2,2\n").stdout)
    assert answer["icc"]["ICC(3,1)"] == {"value": 1.0, "ci95": None, "F": None, "df1": 1, "df2": 1}


def table(data):
    return {"icc": {"data": data}}


UNUSABLE = [
    ("", "the file is empty: the first line must name the columns entry, judge and y"),
    ("entry,judge\nE1,J1\n", "line 1: there is no column “y”"),
    ("entry,judge,y\nE1,J1,four\n", "line 2: “y” is not a number: “four”"),
    ("entry,judge,y\nE1,J1,nan\n", "line 2: “y” is not a number: “nan”"),
    ("entry,judge,y\nE1,J1,1e300\n", "line 2: “y” is out of any scale: “1e300”"),
    ("entry,judge,y\nE1,J1,1\nE1,J1,2\n", "line 3: J1 has scored E1 before, on line 2"),
    ("entry,judge,y\nE1,J1,1,2\n", "line 2: 4 cells under 3 columns"),
    ("entry,judge,y,craft\nE1,J1,1,5\nE1,J2,1,five\n", 'line 3: "craft" is not a number: "five"'),
    ("entry,judge,y,craft,craft\nE1,J1,1,5,5\n", 'line 1: a column of points needs a name of its own, and not "craft"'),
    ("entry,judge,y,\nE1,J1,1,5\n", 'line 1: a column of points needs a name of its own, and not ""'),
    (b"\xff\xfe", "the file is not text in UTF-8"),
    ("{", "not JSON that can be used"),
    ("[" * 100_000, "the JSON is nested too deep"),
    ("[]", "the file must hold a JSON object, not a list"),
    ({}, "the file must hold “krippendorff”, “icc” or “kendall_w”, each with its “data”"),
    ({"icc": 3}, "“icc”: “data” must be a list of rows, each a list of numbers"),
    ({"kendall_w": {}}, "“kendall_w”: “data” must be a list of rows"),
    (table([]), "“data” must be a list of rows"),
    (table([[]]), "“data” must be a list of rows"),
    (table([[1, 2], [1]]), "“icc”: row 2 holds 1 scores, and the first row 2"),
    (table([[1, "2"]]), 'row 1, score 2 must be a number or null, not "2"'),
    (table([[1, True]]), "row 1, score 2 must be a number or null, not true"),
    (table([[1, [[2]]]]), "row 1, score 2 must be a number or null, not a list"),
    (table([[1, float("inf")]]), "row 1, score 2 must be a number or null, not Infinity"),
    (table([[1, 10**400]]), "row 1, score 2 must be a number or null, not a huge number"),
    ({"krippendorff": {"data": {"a": 1}}}, "“krippendorff”: “data” must be a list of rows"),
]


@pytest.mark.parametrize(("content", "words"), UNUSABLE, ids=range(len(UNUSABLE)))
def test_a_file_that_cannot_be_used_is_said_to_be_so_in_words(tmp_path, content, words):
    told = agreement(tmp_path, content)
    assert (told.exit_code, told.stdout) == (2, "")
    assert words in told.stderr
    assert isinstance(told.exception, SystemExit)


def test_every_problem_is_told_with_its_line(tmp_path):
    told = agreement(tmp_path, "entry,judge,y\n,J1,1\nE1,J1,x\nE2,J1,\n")
    assert told.stderr.splitlines() == [
        f"{tmp_path}/scores.csv: line 2: “entry” is empty",
        f"{tmp_path}/scores.csv: line 3: “y” is not a number: “x”",
        f"{tmp_path}/scores.csv: line 4: “y” is empty",
    ]


@pytest.mark.parametrize("y", ["1e-200", "1e9", "0.1", "-0.0000001"])
def test_scores_of_any_size_are_worked_out(tmp_path, y):
    told = agreement(tmp_path, f"entry,judge,y\nE1,J1,{y}\nE1,J2,{y}\nE2,J1,0\nE2,J2,0\n")
    answer = json.loads(told.stdout)
    assert (told.exit_code, answer["krippendorff"]["interval"]) == (0, pytest.approx(1))
    assert answer["icc"]["ICC(2,k)"]["value"] == pytest.approx(1)
