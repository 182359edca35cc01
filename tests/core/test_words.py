"""One rule for typed text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awards.core.words import tidy, tidy_line, word_count


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("a\x00b\x1bc", "abc"),
        ("Am\u0065\u0301lie", "Amélie"),
        ("\u202eevil\u202c", "evil"),
        ("👩\u200d👧", "👩\u200d👧"),
        ("\ufdd0\uffff\ud800", ""),
        ("שלום", "שלום"),
    ],
)
def test_text_is_brought_into_the_one_form_that_is_stored(typed, kept):
    assert tidy(typed) == kept


@given(st.text())
def test_tidying_twice_changes_nothing_more(text):
    assert tidy(tidy(text)) == tidy(text)


@given(st.text())
def test_tidied_text_can_be_stored_by_any_database(text):
    assert "\x00" not in tidy(text)
    tidy(text).encode("utf-8")


def test_a_line_has_single_spaces_and_no_ends():
    assert tidy_line("  Mei-Ling \n\t O’Rourke\x0b ") == "Mei-Ling O’Rourke"


@pytest.mark.parametrize(("text", "count"), [("", 0), ("  one  ", 1), ("one\ntwo three", 3), ("it’s well-kept", 2)])
def test_words_are_pieces_between_white_space(text, count):
    assert word_count(text) == count
