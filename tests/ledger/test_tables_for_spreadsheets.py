"""No cell of a table is a formula."""

from __future__ import annotations

import pytest

from awards.core.spreadsheets import as_cell


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        " =1",
        "\u00a0 @x",
        "+1+1",
        "-1+1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "\x00=1",
        "＝1",
        "＋1",
        "－1",
        "＠1",
        "=cmd|'/c x'!A1",
        "-",
        "--1",
    ],
)
def test_a_cell_that_a_spreadsheet_would_work_out_is_text(text):
    assert as_cell(text) == "'" + text


@pytest.mark.parametrize(
    ("value", "cell"), [(-4, "-4"), ("-4.50", "-4.50"), ("-1/3", "-1/3"), ("ENT-7K", "ENT-7K"), ("", "")]
)
def test_numbers_and_words_stay_as_they_are(value, cell):
    assert as_cell(value) == cell
