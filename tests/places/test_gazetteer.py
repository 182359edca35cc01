"""Which councils and trusts there are on a day, and which one a typed name means."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest

from awards.places.gazetteer import PlaceKind, councils_of, other_names_on, place_by_key, place_named, places_on

CLOSING_DAY = date(2024, 2, 23)
FIRST_DAY, LAST_DAY = date(1998, 4, 1), date(2030, 1, 1)
REORGANISED = [date(2009, 4, 1), date(2019, 4, 1), date(2020, 4, 1), date(2021, 4, 1), date(2023, 4, 1)]


def councils(day):
    return [place for place in places_on(day) if not place.is_trust]


def trusts(day):
    return [place.name for place in places_on(day) if place.is_trust]


def every_place():
    days = [FIRST_DAY, CLOSING_DAY, LAST_DAY, date(2022, 1, 1), *REORGANISED]
    return {place.key: place for day in days for place in (*places_on(day), *places_on(day - timedelta(days=1)))}


@pytest.mark.parametrize(
    ("day", "count"),
    [
        (date(2008, 12, 31), 150),
        (date(2009, 4, 1), 152),
        (date(2019, 3, 31), 152),
        (date(2019, 4, 1), 151),
        (date(2020, 4, 1), 151),
        (date(2021, 3, 31), 151),
        (date(2021, 4, 1), 152),
        (date(2023, 3, 31), 152),
        (date(2023, 4, 1), 153),
        (CLOSING_DAY, 153),
    ],
)
def test_as_many_councils_have_the_duty_as_there_were_on_the_day(day, count):
    assert len(councils(day)) == count


def test_the_153_are_of_these_kinds_and_in_these_regions():
    here = councils(CLOSING_DAY)
    assert Counter(place.kind for place in here) == {
        PlaceKind.UNITARY: 63,
        PlaceKind.METROPOLITAN: 36,
        PlaceKind.LONDON_BOROUGH: 32,
        PlaceKind.CITY_CORPORATION: 1,
        PlaceKind.COUNTY: 21,
    }
    assert Counter(place.region for place in here) == {
        "North East": 12,
        "North West": 24,
        "Yorkshire and The Humber": 15,
        "East Midlands": 10,
        "West Midlands": 14,
        "East of England": 11,
        "London": 33,
        "South East": 19,
        "South West": 15,
    }


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Hull", "kingston-upon-hull"),
        ("hull city council", "kingston-upon-hull"),
        ("Kingston upon Hull, City of", "kingston-upon-hull"),
        ("LB Islington", "islington"),
        ("L.B. of Islington", "islington"),
        ("LONDON BOROUGH OF ISLINGTON", "islington"),
        ("Islington London Borough Council", "islington"),
        ("Durham", "county-durham"),
        ("Durham County Council", "county-durham"),
        ("City of Bristol", "bristol"),
        ("Bristol, City of", "bristol"),
        ("City of London", "city-of-london"),
        ("the City of London Corporation", "city-of-london"),
        ("City of York Council", "york"),
        ("St. Helens MBC", "st-helens"),
        ("Saint Helens", "st-helens"),
        ("Hammersmith & Fulham", "hammersmith-and-fulham"),
        ("Royal Borough of Kensington and Chelsea", "kensington-and-chelsea"),
        ("Stoke on Trent", "stoke-on-trent"),
        ("Bournemouth Christchurch & Poole Council", "bournemouth-christchurch-and-poole"),
        ("B&NES", "bath-and-north-east-somerset"),
        ("Leicester City Council", "leicester"),
        ("Leicestershire County Council", "leicestershire"),
        ("Kingston", "kingston-upon-thames"),
        ("Birmingham Children's Trust", "birmingham-childrens-trust"),
        ("Birmingham Childrens Trust Ltd.", "birmingham-childrens-trust"),
        ("Slough Children's Services Trust", "slough-children-first"),
        ("Islingtn", None),
        ("Islington and Camden", None),
        ("North", None),
        ("London", None),
        ("Council", None),
        ("Greater Manchester Combined Authority", None),
        ("Worcester City Council", None),
        ("Invented County Council", None),
        ("", None),
        ("…", None),
        ("the " * 2_500, None),
    ],
)
def test_a_name_is_understood_exactly_or_not_at_all(typed, key):
    found = place_named(typed, CLOSING_DAY)
    assert (found and found.key) == key


def test_every_name_and_alias_means_its_own_place():
    for day in (FIRST_DAY, *REORGANISED, CLOSING_DAY):
        for place in places_on(day):
            assert {place_named(name, day) for name in (place.name, *place.aliases)} == {place}


@pytest.mark.parametrize(
    ("typed", "day", "key"),
    [
        ("Cumbria County Council", date(2023, 3, 31), "cumbria"),
        ("Cumbria County Council", date(2023, 4, 1), None),
        ("Cumberland Council", date(2023, 3, 31), None),
        ("Cumberland Council", date(2023, 4, 1), "cumberland"),
        ("North Yorkshire", date(2023, 3, 31), "north-yorkshire-county"),
        ("North Yorkshire", date(2023, 4, 1), "north-yorkshire"),
        ("Northamptonshire", date(2021, 3, 31), "northamptonshire"),
        ("Northamptonshire", date(2021, 4, 1), None),
        ("Poole", date(2019, 3, 31), "poole"),
        ("Poole", date(2019, 4, 1), "bournemouth-christchurch-and-poole"),
        ("Worcestershire Children First", date(2024, 9, 30), "worcestershire-children-first"),
        ("Worcestershire Children First", date(2024, 10, 1), None),
    ],
)
def test_a_name_is_understood_as_of_its_day(typed, day, key):
    found = place_named(typed, day)
    assert (found and found.key) == key


def test_an_ended_place_is_still_known_by_its_key():
    cumbria = place_by_key("cumbria")
    assert (cumbria.name, cumbria.until, cumbria.became) == (
        "Cumbria",
        date(2023, 3, 31),
        ("cumberland", "westmorland-and-furness"),
    )
    assert place_by_key("atlantis") is None


def test_who_took_over_began_the_day_after():
    for place in every_place().values():
        for key in place.became:
            heir = place_by_key(key)
            if not place.is_trust:
                assert heir.since == place.until + timedelta(days=1), (place.key, key)
            assert heir.in_force_on(place.until + timedelta(days=1)), (place.key, key)


def test_trusts_come_and_go():
    in_2020 = ["Doncaster Children’s Services Trust", "Worcestershire Children First"]
    assert [name for name in trusts(date(2020, 11, 8)) if name in in_2020] == in_2020
    assert trusts(date(2024, 10, 1)) == [
        "Achieving for Children",
        "Birmingham Children’s Trust",
        "Bradford Children and Families Trust",
        "Brighter Futures for Children",
        "Northamptonshire Children’s Trust",
        "Sandwell Children’s Trust",
        "Slough Children First",
        "Together for Children",
    ]


@pytest.mark.parametrize(
    ("key", "day", "expected"),
    [
        ("achieving-for-children", date(2017, 7, 31), ["kingston-upon-thames", "richmond-upon-thames"]),
        (
            "achieving-for-children",
            CLOSING_DAY,
            ["kingston-upon-thames", "richmond-upon-thames", "windsor-and-maidenhead"],
        ),
        ("northamptonshire-childrens-trust", date(2021, 3, 31), ["northamptonshire"]),
        ("northamptonshire-childrens-trust", CLOSING_DAY, ["north-northamptonshire", "west-northamptonshire"]),
        ("worcestershire-children-first", date(2024, 10, 1), []),
        ("leeds", CLOSING_DAY, []),
    ],
)
def test_a_trust_does_the_duty_of_these_councils_on_the_day(key, day, expected):
    assert [place.key for place in councils_of(place_by_key(key), day)] == expected


def test_eleven_areas_had_a_trust_on_1_october_2024():
    day = date(2024, 10, 1)
    assert sum(len(councils_of(place, day)) for place in places_on(day)) == 11


@pytest.mark.parametrize(
    ("key", "names"),
    [
        ("cumberland", ("Cumbria",)),
        ("together-for-children", ("Together for Children Sunderland", "Sunderland")),
        ("north-yorkshire", ()),
        ("bath-and-north-east-somerset", ("Bath and NE Somerset", "B&NES", "BANES")),
    ],
)
def test_a_place_is_also_found_by_what_it_was_and_whom_it_serves(key, names):
    assert other_names_on(CLOSING_DAY)[key] == names


def test_places_come_in_the_order_of_their_names():
    names = [place.name for place in councils(CLOSING_DAY)]
    assert (names[0], names[-1], len(set(names))) == ("Barking and Dagenham", "York", 153)
    assert names == sorted(names, key=lambda name: name.casefold().replace("-", " ").replace(",", ""))
