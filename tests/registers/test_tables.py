"""Pasted text and files become tables of plain text, however hostile they are."""

from __future__ import annotations

import pytest

from awards.registers.tables import MOST_CHARACTERS, UnreadableTableError, decoded, sheet_of

WANTED = (("Number", "Name"), ("SW123", "Zoë Okafor"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_a_file_is_read_in_every_usual_encoding(encoding):
    assert sheet_of(decoded("Number,Name\r\nSW123,Zoë Okafor\r\n".encode(encoding))).rows == WANTED


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_cells_are_separated_by_any_usual_sign_and_lines_by_any_end(separator, end):
    assert sheet_of(f"Number{separator}Name{end}SW123{separator}Zoë Okafor{end}").rows == WANTED


def test_mixed_line_ends_and_empty_lines_do_no_harm():
    assert sheet_of("\ufeffNumber,Name\r\n\n,,\n  \rSW123,Zoë Okafor\n\n").rows == WANTED


def test_quoted_cells_keep_their_separators_and_lines():
    assert sheet_of('a,b\n"Okafor, Zoë","one\ntwo ""three"""\n').rows == (
        ("a", "b"),
        ("Okafor, Zoë", 'one two "three"'),
    )


def test_commas_in_names_do_not_split_text_with_tabs():
    assert sheet_of("SW1\tOkafor, Zoë\nSW2\tReid, Sam\n").rows == (("SW1", "Okafor, Zoë"), ("SW2", "Reid, Sam"))


def test_ragged_rows_are_filled_up():
    assert sheet_of("a,b,c\nd\ne,f,,,\n").rows == (("a", "b", "c"), ("d", "", ""), ("e", "f", ""))


def test_control_characters_are_dropped_and_formulas_stay_text():
    rows = sheet_of('a\x00b,=1+1\n\u202ex,"=HYPERLINK(""x"")"\n="SW0012",-1\n').rows
    assert rows == (("ab", "=1+1"), ("x", '=HYPERLINK("x")'), ("SW0012", "-1"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "The list is empty"),
        ("\x00\n , \n", "The list is empty"),
        ("x" * (MOST_CHARACTERS + 1), "must be 1,000,000 characters or less"),
        ("a\n" * 5_001, "must have 5,000 lines or fewer"),
        (",".join("x" * 10_000), "Line 1 has more than 50 columns"),
        ("a,b\n" + "," * 1_000, "Line 2 has more than 50 columns"),
        ("a,b\n" + "x" * 501 + ",c", "Line 2 has a cell of more than 500 characters"),
        ("a,b\n" + "x" * 200_000 + ",c", "far too long"),
        ('a,b\n"never closed,' + "c,d\n" * 400, "never closed"),
    ],
)
def test_what_is_no_table_is_refused_in_words(text, words):
    with pytest.raises(UnreadableTableError, match=words):
        sheet_of(text)


@pytest.mark.parametrize("start", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF-1.7"])
def test_a_spreadsheet_or_pdf_is_told_apart(start):
    with pytest.raises(UnreadableTableError, match="Save the list as CSV"):
        decoded(start + b"\x00" * 50)


def test_five_thousand_lines_are_read():
    assert len(sheet_of("SW1,Name\n" * 5_000).rows) == 5_000


def test_spare_empty_cells_at_the_end_of_a_line_are_no_columns():
    assert sheet_of("a,b" + "," * 900 + "\nc,d\n").rows == (("a", "b"), ("c", "d"))


@pytest.mark.parametrize("text", ["," * 80_000, "," * 999_999, "x" + "\t" * 999_998, ("x" + "," * 999 + "\n") * 990])
def test_nothing_but_separators_is_one_column_or_refused(text):
    try:
        assert sheet_of(text).width == 1
    except UnreadableTableError as wrong:
        assert str(wrong) == "Line 1 has more than 50 columns"
