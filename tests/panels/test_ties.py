"""What the records suggest between a judge and an entry, and what of it the judge is told."""

from __future__ import annotations

from datetime import date

import pytest

from awards.panels.ties import (
    About,
    Earlier,
    Judge,
    Part,
    Person,
    employer_keys,
    ties_between,
    told_of,
)
from awards.panels.words import InterestKind as K

TODAY = date(2024, 3, 6)
NOMINEE = Person(Part.NOMINEE, "Amara Okafor", None, "amara@nominees.example", "Leeds City Council")


def judge(**changes):
    return Judge(**({"name": "Robin Vale", "email": "robin@people.example"} | changes))


def about(*people, title="Amara Okafor", place=None, hides_place=False):
    return About(title, place, hides_place, people or (NOMINEE,))


def found(who, entry):
    return [(tie.kind, tie.told.kind if tie.told else None) for tie in ties_between(who, entry, today=TODAY)]


def test_strangers_have_no_tie():
    assert found(judge(employer="Elsewhere Borough"), about()) == []


@pytest.mark.parametrize("name", ["Leeds", "leeds city council", "Leeds City  Council", "City of Leeds", "LEEDS CC"])
def test_a_council_is_one_by_whatever_name(name):
    assert found(judge(employer=name), about()) == [(K.SAME_EMPLOYER, K.SAME_EMPLOYER)]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("The Harbour Trust Ltd", "harbour trust", True),
        ("Harbour Trust", "Harbour Council", False),
        ("Leeds", "Bradford", False),
        ("", "", False),
        (None, None, False),
    ],
)
def test_other_employers_are_compared_by_their_plain_names(one, other, same):
    assert (not employer_keys(one, None, TODAY).isdisjoint(employer_keys(other, None, TODAY))) is same


def test_the_key_of_a_place_names_it_too():
    (key,) = employer_keys("Leeds", None, TODAY)
    assert employer_keys("whatever it is called", key.removeprefix("place:"), TODAY) == {key}


def test_a_council_that_ended_lately_is_known_by_those_that_took_over():
    day = date(2021, 6, 1)
    assert employer_keys("North Northamptonshire", None, day) <= employer_keys("Northamptonshire", None, day)


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        (judge(email="AMARA@nominees.example"), [(K.IS_NOMINEE, K.IS_NOMINEE)]),
        (judge(name="Okafor, Amara"), [(K.IS_NOMINEE, K.IS_NOMINEE)]),
        (judge(past_employers=("Somewhere", "Leeds")), [(K.SAME_EMPLOYER, K.SAME_EMPLOYER)]),
        (judge(email="x@nominees.example"), [(K.SAME_EMPLOYER, K.SAME_EMPLOYER)]),
        (judge(managed=("Amara Okafer",)), [(K.LINE_MANAGEMENT, K.LINE_MANAGEMENT)]),
        (judge(managed=("Amara Smith", "Okafor")), []),
        (judge(name="Obi Okafor"), [(K.FAMILY_OR_FRIEND, None)]),
    ],
)
def test_each_tie_with_a_nominee(who, expected):
    assert found(who, about()) == expected


def test_open_mail_domains_say_nothing():
    nominee = Person(Part.NOMINEE, "Amara Okafor", None, "amara@nhs.net")
    assert found(judge(email="robin@nhs.net"), about(nominee)) == []


def test_the_place_that_judges_see_counts_as_an_employer():
    nominee = Person(Part.NOMINEE, "Amara Okafor")
    assert found(judge(employer="Kent"), about(nominee, place="Kent County Council")) == [
        (K.SAME_EMPLOYER, K.SAME_EMPLOYER)
    ]


@pytest.mark.parametrize(
    "who",
    [
        judge(name="Pat Secret"),
        judge(employer="Secret Trust"),
        judge(past_employers=("Secret Trust",)),
        judge(email="me@secret.example"),
        judge(managed=("Pat Secret",)),
        judge(name="Ali Secret"),
    ],
)
def test_ties_with_a_nominator_are_for_staff_alone(who):
    nominator = Person(Part.NOMINATOR, "Pat Secret", None, "pat@secret.example", "Secret Trust")
    ties = ties_between(who, about(NOMINEE, nominator), today=TODAY)
    assert [tie.told for tie in ties] == [None]
    assert "nominator" in ties[0].why


@pytest.mark.parametrize("part", [Part.NOMINATOR, Part.ADULT])
def test_their_own_address_tells_a_judge_that_they_nominated_or_support(part):
    other = Person(part, "Somebody", None, "robin@people.example")
    ties = ties_between(judge(), about(NOMINEE, other), today=TODAY)
    assert [(tie.kind, tie.told.kind) for tie in ties] == [(K.NOMINATED_OR_SUPPORTED, K.NOMINATED_OR_SUPPORTED)]
    assert "own email address" in told_of(ties).why


def test_a_name_that_the_list_does_not_show_is_told_to_nobody():
    child = Person(Part.NOMINEE, "Jamie Smithson", None, None)
    for who in (judge(name="Jamie Smithson"), judge(managed=("Jamie Smithson",)), judge(name="Lee Smithson")):
        ties = ties_between(who, about(child, title="Jamie"), today=TODAY)
        assert (len(ties), told_of(ties)) == (1, None)


def test_where_the_place_is_hidden_ties_through_work_are_for_staff_alone():
    for who in (judge(employer="Leeds"), judge(past_employers=("Leeds",)), judge(email="x@nominees.example")):
        ties = ties_between(who, about(hides_place=True), today=TODAY)
        assert [tie.kind for tie in ties] == [K.SAME_EMPLOYER]
        assert told_of(ties) is None


@pytest.mark.parametrize(
    ("earlier", "expected"),
    [
        (Earlier(K.FINANCIAL, True, Person(Part.NOMINEE, "Amara Okafor")), [(K.FINANCIAL, K.FINANCIAL)]),
        (Earlier(K.OTHER, False, Person(Part.NOMINEE, "Amara Okafor")), [(K.OTHER, None)]),
        (Earlier(K.OTHER, True, Person(Part.NOMINEE, "B. O.", None, "amara@nominees.example")), [(K.OTHER, K.OTHER)]),
        (Earlier(K.SAME_EMPLOYER, True, Person(Part.NOMINEE, "Ola Bright", None, None, "Leeds")),
         [(K.SAME_EMPLOYER, K.SAME_EMPLOYER)]),
        (Earlier(K.FINANCIAL, True, Person(Part.NOMINEE, "Ola Bright", None, None, "Leeds")), []),
    ],
)  # fmt: skip
def test_what_was_declared_elsewhere_is_remembered(earlier, expected):
    assert found(judge(earlier=(earlier,)), about()) == expected


def test_the_strongest_tie_that_may_be_told_is_told():
    nominator = Person(Part.NOMINATOR, "Robin Vale")
    ties = ties_between(judge(employer="Leeds"), about(NOMINEE, nominator), today=TODAY)
    assert [tie.kind for tie in ties] == [K.NOMINATED_OR_SUPPORTED, K.SAME_EMPLOYER]
    assert told_of(ties).kind is K.SAME_EMPLOYER


@pytest.mark.parametrize(
    "who",
    [
        judge(name="Bo Former"),
        judge(name="Robin Former"),
        judge(managed=("Bo Former",)),
        judge(managed=("Bo Vane",)),
        judge(earlier=(Earlier(K.OTHER, True, Person(Part.NOMINEE, "Bo Former")),)),
    ],
)
def test_a_name_that_stands_in_the_records_beside_the_one_shown_cannot_be_found_by_typing_names(who):
    for former in ("Bo Former (Vane)", "Bo Vane (Former)", "Bo Former"):
        person = Person(Part.NOMINEE, former, "Ann Vane")
        assert told_of(ties_between(who, about(person, title="Ann Vane"), today=TODAY)) is None
