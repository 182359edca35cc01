"""The portal's own list says the same as the reference list, where that is present."""

from __future__ import annotations

import csv
from datetime import date

from awards.places.gazetteer import PlaceKind, councils_of, place_named, places_on

CLOSING_DAY = date(2024, 2, 23)
KINDS = {
    "unitary authority": PlaceKind.UNITARY,
    "metropolitan borough": PlaceKind.METROPOLITAN,
    "London borough": PlaceKind.LONDON_BOROUGH,
    "City corporation": PlaceKind.CITY_CORPORATION,
    "county council": PlaceKind.COUNTY,
}


def rows(folder, name):
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_list_has_the_same_councils_of_the_same_kind_in_the_same_region(reference_data):
    theirs = {(row["name"], row["region"], KINDS[row["type"]]) for row in rows(reference_data, "local_authorities.csv")}
    ours = {(place.name, place.region, place.kind) for place in places_on(CLOSING_DAY) if not place.is_trust}
    assert (ours, len(ours)) == (theirs, 153)


def test_every_name_of_the_reference_is_understood_with_what_people_put_around_it(reference_data):
    around = {
        PlaceKind.UNITARY: ("{} Council", "{} City Council", "the {} council"),
        PlaceKind.METROPOLITAN: ("{} MBC", "Metropolitan Borough of {}", "City of {} Metropolitan District Council"),
        PlaceKind.LONDON_BOROUGH: ("LB {}", "London Borough of {}", "Royal Borough of {}", "{} Council"),
        PlaceKind.CITY_CORPORATION: ("{} Corporation", "{}"),
        PlaceKind.COUNTY: ("{} County Council", "{} CC", "{} council"),
    }
    for row in rows(reference_data, "local_authorities.csv"):
        for form in around[KINDS[row["type"]]]:
            typed = form.format(row["name"].replace(" and ", " & "))
            found = place_named(typed, CLOSING_DAY)
            assert found is not None, typed
            assert found.name == row["name"], typed


def test_every_trust_of_the_reference_is_known_with_its_councils(reference_data):
    for row in rows(reference_data, "childrens_trusts.csv"):
        day = CLOSING_DAY if row["name"] != "Doncaster Children's Services Trust" else date(2020, 11, 8)
        trust = place_named(row["name"], day)
        assert trust is not None, row["name"]
        names = {council.name for council in councils_of(trust, day)}
        assert names == set(row["local_authorities"].split("|"))


def test_the_trusts_that_ended_are_the_same(reference_data):
    gone = {row["name"] for row in rows(reference_data, "childrens_trusts.csv") if "returned" in row["status"]}
    after = date(2025, 12, 1)
    assert {name for name in gone if place_named(name, after) is None} == gone
    assert place_named("Doncaster Children's Services Trust", date(2024, 10, 1)) is None
