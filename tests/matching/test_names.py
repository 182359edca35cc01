"""Names made comparable: what counts as one name, and what does not although it looks alike."""

import pytest

from awards.matching.lists import families, given_names
from awards.matching.names import Fit, align, given_fit, names_of
from awards.matching.spelling import mixes_scripts, plain
from awards.matching.teams import initials, same_employer, team_words


def said(full_name, known_as=None):
    return [" ".join(name.words) for name in names_of(full_name, known_as)]


@pytest.mark.parametrize(
    ("typed", "made"),
    [
        ("Siân O’Dowd", "sian odowd"),
        ("SMITH-JONES", "smith jones"),
        ("Łukasz Müller-Øst", "lukasz muller ost"),
        ("Ａmara  Okafor\u200d", "amara okafor"),
        ("Аmara Оkafor", "amara okafor"),  # the first letters are Cyrillic
    ],
)
def test_accents_signs_widths_and_look_alikes_make_no_difference(typed, made):
    assert plain(typed) == made


@pytest.mark.parametrize(
    ("typed", "mixed"),
    [("Amara Okafor", False), ("Аmara Okafor", True), ("0kafor", True), ("Ａmara", True), ("Ольга Коваль", False)],
)
def test_a_word_of_two_scripts_is_seen(typed, mixed):
    assert mixes_scripts(typed) is mixed


@pytest.mark.parametrize(
    ("full_name", "known_as", "names"),
    [
        ("Dr Amara Okafor MBE", None, ["amara okafor"]),
        ("Okafor, Amara", None, ["amara okafor"]),
        ("Margaret (Maggie) Finch", None, ["margaret finch", "maggie finch", "margaret maggie"]),
        ("Margaret Finch", "Maggie", ["margaret finch", "maggie finch"]),
        ("Ruth Adair née Cole", None, ["ruth adair", "cole adair", "ruth cole"]),
        ("Ma Li", None, ["ma li"]),
        ("Cher", None, ["cher"]),
        ("Mr", None, []),
        ("", None, []),
    ],
)
def test_a_name_is_read_without_titles_and_with_its_other_names(full_name, known_as, names):
    assert said(full_name, known_as) == names


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        ("mohammed", "muhammad", Fit.SHORT_FORM),
        ("mo", "mohammed", Fit.SHORT_FORM),
        ("sian", "sian", Fit.SAME),
        ("eva", "ewa", Fit.SHORT_FORM),
        ("m", "mohammed", Fit.INITIAL),
        ("r", "becky", Fit.INITIAL),
        ("b", "amara", Fit.NONE),
        ("oluwaseun", "oluwasen", Fit.ONE_LETTER),
        ("paul", "paula", Fit.NONE),
        ("frances", "francis", Fit.NONE),
        ("gurpreet", "harpreet", Fit.NONE),
        ("zorand", "zoranda", Fit.NONE),
    ],
)
def test_given_names_fit_as_names_do_and_not_only_as_letters(one, other, how):
    assert (given_fit(one, other), given_fit(other, one)) == (how, how)


@pytest.mark.parametrize(
    ("one", "other", "given", "last", "turned"),
    [
        ("Amara Okafor", "Okafor Amara", Fit.SAME, Fit.SAME, True),
        ("Tran Minh Anh", "Minh Anh Tran", Fit.SAME, Fit.SAME, True),
        ("Geraldine Mc Glinchey", "Geraldine McGlinchey", Fit.SAME, Fit.SAME, False),
        ("Rachel Finch-Adair", "Rachel Finch", Fit.SAME, Fit.SAME, False),
        ("Yusuf Badawi", "Muhammad Yusuf Badawi", Fit.SAME, Fit.SAME, False),
        ("Hassan Omar Badawi", "Hussein Omar Badawi", Fit.NONE, Fit.SAME, False),
    ],
)
def test_two_names_are_laid_on_one_another(one, other, given, last, turned):
    found = align(names_of(one)[0], names_of(other)[0])
    assert (found.given, found.last, found.turned) == (given, last, turned)


def test_a_team_is_known_by_the_words_that_no_other_team_has():
    assert (
        team_words("The Northside Families Team") == team_words("northside family service") == {"northside", "family"}
    )
    assert team_words("Derby Leaving Care Team", employer="Derby City Council") == {"leaving", "care"}
    assert (initials("Emergency Duty Service"), initials("Derby Leaving Care Team", employer="Derby")) == ("edt", "lct")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("kent", "Kent County Council", True),
        ("London Borough of Bromley", "Bromley", True),
        ("Kent", "Essex", False),
        (None, "Kent", None),
        ("Children’s Services", "Social Care", False),
    ],
)
def test_employers_are_the_same_whatever_kind_of_body_is_written_beside_their_name(one, other, same):
    assert same_employer(one, other) is same


def test_the_list_of_names_reaches_beyond_one_language():
    known = families()
    assert all(name in known for name in ("sian", "ewa", "kwame", "oluwaseun", "jaspreet", "xiaoming", "thanh"))
    assert given_names() > set(known)
