from datetime import date

import pytest

from awards.screening.rules import grouped_by_voice, is_child, joined_names, relationship_words


@pytest.mark.parametrize(
    ("names", "written"),
    [([], ""), (["Amara"], "Amara"), (["Amara", "Bo"], "Amara and Bo"), (["A", "B", "C"], "A, B and C")],
)
def test_names_are_written_as_a_list_in_words(names, written):
    assert joined_names(names) == written


@pytest.mark.parametrize(
    ("born", "child"),
    [
        (date(2006, 2, 26), False),
        (date(2006, 2, 27), True),
        (date(1990, 1, 1), False),
        (date(2030, 1, 1), True),
        (None, True),
    ],
)
def test_a_child_is_under_18_on_the_day_and_an_unknown_age_counts_as_told(born, child):
    assert is_child(born, date(2024, 2, 26), if_unknown=True) is child


def test_an_unknown_age_may_count_as_grown_up():
    assert is_child(None, date(2024, 2, 26), if_unknown=False) is False


def test_a_relationship_is_written_in_the_seasons_words_else_in_its_own():
    vocabulary = {"relationships": [{"key": "colleague", "label": "A colleague"}]}
    written = [relationship_words(key, vocabulary) for key in ("colleague", "old_friend", "", None)]
    assert written == ["A colleague", "old friend", None, None]
    assert relationship_words("x" * 100, {}) == "x" * 64


def test_passages_of_one_voice_stand_together_in_the_order_of_first_words():
    assert grouped_by_voice(["a", "b", "a", None, "b"]) == [0, 2, 1, 4, 3]
