"""What was renamed is dated data of the season file, and what is wrong with it is said."""

from __future__ import annotations

import pytest

from awards.seasons.reading import FRONTLINE_2024, SeasonFileError, read_season

TEXT = FRONTLINE_2024.read_text()
BEFORE, SINCE = (
    '{ name = "Frontline programme", until = 2024-06-01 }',
    '{ name = "Approach Social Work", since = 2024-06-01 }',
)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (BEFORE, '{ name = "Its programme" }', "programme and Approach Social Work are in force on"),
        (BEFORE, '{ name = "Frontline programme", until = 2024-06-02 }', "are in force on the same day"),
        (BEFORE, "{ until = 2024-06-01 }", "names[0].name: is missing"),
        (SINCE, '{ name = "A", since = 2024-06-01, until = 2024-06-01 }', "[1].until: must come after since"),
        (SINCE, '{ name = "Approach", since = "June" }', "names[1].since: must be a date"),
        (SINCE, '{ name = "Approach", from = 2024-06-01 }', "is not a known key here"),
    ],
)  # fmt: skip
def test_names_that_cannot_be_are_refused(tmp_path, old, new, words):
    path = tmp_path / "season.toml"
    path.write_text(TEXT.replace(old, new))
    with pytest.raises(SeasonFileError) as refused:
        read_season(path)
    assert any(words in problem for problem in refused.value.problems), refused.value.problems


def test_a_choice_without_names_is_stored_as_before():
    choices = {one.key: one.as_data() for one in read_season(FRONTLINE_2024).vocabulary["programmes"]}
    assert choices["headline"] == {"key": "headline", "label": "Headline"}
    assert choices["frontline"]["names"] == [
        {"name": "Frontline programme", "until": "2024-06-01"},
        {"name": "Approach Social Work", "since": "2024-06-01"},
    ]


def test_names_count_as_part_of_the_vocabulary_that_an_opened_season_keeps(tmp_path):
    path = tmp_path / "season.toml"
    path.write_text(TEXT.replace(SINCE, '{ name = "Another name", since = 2024-06-01 }'))
    digests = [read_season(one).part_digests["vocabulary"] for one in (FRONTLINE_2024, path)]
    assert digests[0] != digests[1]
