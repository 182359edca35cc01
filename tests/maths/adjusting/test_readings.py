"""Readings: the same whoever lists them, and every row that cannot be used is named."""

import math

import numpy as np
import pytest

from awards.maths.adjusting.readings import Reading, ReadingsError, Table, read_csv
from tests.maths.adjusting.dense import readings


def problems(*lines):
    with pytest.raises(ReadingsError) as told:
        read_csv(lines)
    return list(told.value.problems)


def test_the_order_of_rows_never_matters():
    given = readings(12, 5, 3)
    table, again = Table(given), Table(given[::-1][7:] + given[-7:][::-1])
    assert (table.readings, table.entries, table.judges, table.seed()) == (
        again.readings,
        again.entries,
        again.judges,
        again.seed(),
    )
    assert np.array_equal(table.means, again.means)


def test_counts_and_means_are_those_of_the_rows():
    table = Table([Reading("B", "X", 1.0), Reading("A", "X", 2.0), Reading("A", "Y", 4.0), Reading("A", "Z", 0.5)])
    assert (table.entries, table.judges, len(table)) == (("A", "B"), ("X", "Y", "Z"), 4)
    assert table.n.tolist() == [3, 1]
    assert table.loads.tolist() == [2, 1, 1]
    assert table.means.tolist() == [6.5 / 3, 1.0]
    assert table.incidence.toarray().tolist() == [[1.0, 1.0, 1.0], [1.0, 0.0, 0.0]]
    assert (table.spare, table.complete) == (4 - 2 - 3 + 1, False)


def test_a_mean_is_rounded_once():
    scores = [0.1] * 10
    table = Table(Reading("A", f"J{at}", score) for at, score in enumerate(scores))
    assert table.means[0] == math.fsum(scores) / 10 == 0.1


def test_the_seed_changes_with_a_score_and_with_the_salt():
    one, other = Table([Reading("A", "X", 1.0)]), Table([Reading("A", "X", 1.5)])
    assert len({one.seed(), other.seed(), one.seed("practice")}) == 3
    assert 0 <= one.seed() < 2**48


def test_a_file_is_read_with_its_categories_and_other_columns_passed_over():
    table = read_csv(["entry,category,judge,craft,y\n", " E1 ,A,J1,3,4.5\n", "\n", '"E,2",B,J1,,.5e1\n'])
    assert table.readings == (Reading("E,2", "J1", 5.0, "B"), Reading("E1", "J1", 4.5, "A"))
    assert table.groups == ("A", "B")


@pytest.mark.parametrize("score", ["nan", "inf", "-Infinity", "four", "1_0", "1,5 ", "0x1", "٣", "1e"])
def test_a_score_that_is_no_number_is_named_with_its_line(score):
    assert problems("entry,judge,y", "E1,J1,3", f'E2,J1,"{score}"') == [
        f"line 3: “y” is not a number: “{score.strip()}”"
    ]


@pytest.mark.parametrize("score", ["1e400", "-2e9"])
def test_a_score_beyond_any_scale_is_named(score):
    assert problems("entry,judge,y", f"E1,J1,{score}") == [f"line 2: “y” is out of any scale: “{score}”"]


def test_every_problem_is_told_at_once():
    told = problems("entry,category,judge,y", "E1,A,J1,x", ",A,J1,", "E2,A,J1", "E3,A,J1,2", "E3,B,J1,4")
    assert told == [
        "line 2: “y” is not a number: “x”",
        "line 3: “entry” is empty",
        "line 3: “y” is empty",
        "line 4: 3 cells under 4 columns",
        "line 6: J1 has scored E3 before, on line 5",
        "line 6: E3 is in category “B” here and in “A” on line 5",
    ]


def test_lines_are_counted_where_a_cell_goes_over_two():
    assert problems("entry,judge,y", '"E\n', '1",J1,3', "E2,J1,x") == ["line 4: “y” is not a number: “x”"]


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ([], ["the file is empty: the first line must name the columns entry, judge and y"]),
        (["entry,judge,y"], ["there are no scores"]),
        (["entry,score"], ["line 1: there is no column “judge”", "line 1: there is no column “y”"]),
        (["entry,judge,y,y", "E,J,1,2"], ["line 1: the column “y” is there 2 times"]),
    ],
)
def test_a_file_without_scores_or_columns_says_so(lines, words):
    assert problems(*lines) == words


def test_readings_of_the_program_are_checked_as_well():
    with pytest.raises(ReadingsError) as told:
        Table([Reading("A", "X", math.nan), Reading("A", "X", 1.0), Reading("A", "Y", 1.0, "other")])
    assert told.value.problems == (
        "row 1: the score of X for A is not a usable number: nan",
        "row 2: X has scored A before, on row 1",
        "row 3: A is in category “other” here and in “” on row 1",
    )
    with pytest.raises(ReadingsError, match="there are no scores"):
        Table([])
