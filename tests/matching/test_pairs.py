"""The likely pairs among many: found through shared keys, and few comparisons even of thousands."""

from awards.matching.likeness import Identity
from awards.matching.pairs import likely_pairs, office_emails
from bench.duplicates import made_up

THOUSANDS = 5_000


def somebody(key, name, **facts):
    return Identity(key=key, category="practice", name=name, **facts)


def keys(identities):
    return [(pair.first, pair.second) for pair in likely_pairs(identities)]


def test_pairs_are_in_order_of_likeness_and_each_stands_once():
    found = likely_pairs(
        [
            somebody("c", "Amára Okafor"),
            somebody("a", "Amara Okafor", registration_number="SW1234"),
            somebody("b", "Amara Okafor", registration_number="SW1234"),
        ]
    )
    assert [(pair.first, pair.second) for pair in found] == [("a", "b"), ("a", "c"), ("b", "c")]
    assert found[0].likeness.score > found[1].likeness.score


def test_a_short_form_an_initial_and_another_order_meet():
    assert keys([somebody("a", "Bill Achterberg"), somebody("b", "William Achterberg")]) == [("a", "b")]
    assert keys(
        [somebody("a", "R. Achterberg", employer="kent"), somebody("b", "Becky Achterberg", employer="kent")]
    ) == [("a", "b")]
    assert keys([somebody("a", "Achterberg Wilma"), somebody("b", "Wilma Achterberg")]) == [("a", "b")]


def test_a_shared_office_address_does_not_glue_everybody_together():
    names = ["Amara Okafor", "Ben Adair", "Chika Obuya", "Dilys Pugh", "Esra Kaya", "Femi Coker", "Greta Blom"]
    office = [somebody(f"k{number}", name, email="duty@kent.example") for number, name in enumerate(names)]
    assert office_emails(office) == {"duty@kent.example"}
    assert keys(office) == []


def test_the_order_of_the_list_changes_nothing():
    made = made_up(300)
    assert likely_pairs(made) == likely_pairs(made[::-1])


def test_thousands_take_a_small_part_of_all_comparisons():
    compared = []
    likely_pairs(made_up(THOUSANDS), compared=compared.append)
    assert compared[0] < THOUSANDS * THOUSANDS / 2 / 50
