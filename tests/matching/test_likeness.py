"""How like two identities are, and the words that say why."""

from datetime import date

import pytest

from awards.matching.likeness import Identity, likeness


def somebody(name="Amara Okafor", **facts):
    return Identity(key=facts.pop("key", "a"), category="practice", name=name, **facts)


def said(one, other, **facts):
    found = likeness(one, other, **facts)
    return found.is_likely, [why.words for why in found.why]


def test_the_same_number_and_a_letter_amiss_are_likely_one_person():
    one = somebody("Amara Okafor", registration_number="SW000123")
    assert said(one, somebody("Amara Okofor", registration_number="sw 123")) == (
        True, ["Same registration number", "Names differ by one letter"],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ("amara  OKAFOR", "Same name but for capitals and spaces"),
        ("Аmara Okafor", "Names differ only by letters that look alike"),  # a Cyrillic A
        ("Amara 0kafor", "Names differ only by letters that look alike"),
        ("Amára Okafor", "Same name but for accents, signs or titles"),
        ("Okafor Amara", "Same names in another order"),
    ],
)
def test_names_that_only_look_different_are_flagged_without_anything_else_known(other, words):
    assert said(somebody("Amara Okafor"), somebody(other)) == (True, [words])


@pytest.mark.parametrize("other", ["EMMA  JONES", "Еmma Jones"])
def test_names_that_only_look_different_are_flagged_whatever_employers_and_addresses_say(other):
    one = somebody("Emma Jones", employer="Kent", email="emma@care.example")
    assert likeness(one, somebody(other, employer="Essex", email="e.jones@care.example")).is_likely


def test_a_very_common_name_at_two_employers_is_nobody_in_particular():
    one, other = somebody("Emma Jones", employer="Kent"), somebody("Emma Jones", employer="Essex")
    assert said(one, other) == (False, ["Same name", "Different employers"])


def test_twins_are_two():
    facts = {"date_of_birth": date(2006, 3, 4), "employer": "kent", "email": "home@family.example"}
    assert not likeness(somebody("Hassan Badawi", **facts), somebody("Hussein Badawi", **facts)).is_likely


def test_other_dates_of_birth_and_other_numbers_speak_against_the_same_name():
    one = somebody(date_of_birth=date(1980, 1, 2), employer="kent")
    assert said(one, somebody(date_of_birth=date(2006, 5, 9), employer="kent")) == (
        False, ["Different dates of birth", "Same name", "Same employer"],
    )  # fmt: skip
    one = somebody(registration_number="SW111222", employer="kent")
    assert not likeness(one, somebody(registration_number="SW987654", employer="kent")).is_likely


def test_a_changed_last_name_is_seen_through_the_number():
    one = somebody("Hannah Finch", registration_number="SW54533", employer="kent")
    assert likeness(one, somebody("Hannah Adair", registration_number="SW54533", employer="kent")).is_likely


def test_an_address_of_an_office_says_little():
    one, other = somebody("Amara Okafor", email="duty@kent.example"), somebody("Ben Adair", email="duty@kent.example")
    assert not likeness(one, other).is_likely
    assert said(one, other, office_email=True) == (
        False, ["Different names", "Same email address, which many others share"],
    )  # fmt: skip


def test_an_address_may_be_a_fingerprint_that_spells_nothing():
    one, other = somebody(email="f" * 64), somebody(email="f" * 64)
    assert said(one, other) == (True, ["Same name", "Same email address"])


def test_an_address_that_spells_another_first_name_speaks_against_a_short_form():
    one = somebody("Danny Oyinlola", email="daniel.oyinlola@barking.example", employer="barking")
    other = somebody("Dani Oyinlola", email="danielle.oyinlola@barking.example", employer="barking")
    assert not likeness(one, other).is_likely


def test_a_team_and_a_person_are_never_alike():
    assert said(somebody("Harbour Team"), somebody("Harbour Team", is_team=True)) == (
        False, ["One is a team, the other a person"],
    )  # fmt: skip


def test_teams_of_one_name_are_one_team_only_where_their_employer_is():
    one = somebody("Edge of Care", is_team=True, employer="kent")
    assert likeness(one, somebody("The Edge of Care Service", is_team=True, employer="kent")).is_likely
    assert not likeness(one, somebody("Edge of Care Team", is_team=True, employer="essex")).is_likely
    assert likeness(somebody("EDT", is_team=True, employer="kent"),
                    somebody("Emergency Duty Team", is_team=True, employer="kent")).is_likely  # fmt: skip


def test_likeness_is_the_same_either_way_round():
    one = somebody("Muhammad Yusuf Badawi", registration_number="SW123", email="y.badawi@kent.example")
    other = somebody("Yusuf Badawi", email="y.badawi@kent.example", employer="kent")
    assert likeness(one, other) == likeness(other, one)


def test_nothing_known_but_an_empty_name_is_like_nobody():
    assert not likeness(somebody(""), somebody("")).is_likely
