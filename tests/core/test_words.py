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


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("one\u00a0two", 2),  # a no-break space
        ("one\x85two", 2),
        ("one\u2028two", 2),
        ("one\u200btwo", 1),  # dropped: a zero-width space, a byte order mark, a separator of another age
        ("one\ufefftwo", 1),
        ("one\x1ctwo", 1),
        ("one \u200b two", 2),  # nothing but what is dropped is no word
        ("\x00 \ufeff", 0),
        ("👩\u200d👧 \U0001f3f4", 2),
    ],
)
def test_what_is_dropped_neither_parts_words_nor_is_one(text, count):
    assert (word_count(text), word_count(tidy(text))) == (count, count)


@given(st.text())
def test_tidying_never_changes_the_count(text):
    assert word_count(tidy(text)) == word_count(text)
