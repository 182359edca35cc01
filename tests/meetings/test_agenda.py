"""The agenda: the closest calls first, and why in words."""

from __future__ import annotations

from fractions import Fraction

from awards.meetings.agenda import Figures, agenda_of, in_tenths, percent

GOAL = "the shortlist"


def plain(**scores):
    return [Figures(entry=entry, raw=Fraction(score), score=Fraction(score)) for entry, score in scores.items()]


def told(items):
    return [(one.entry, one.why, one.is_close) for one in items]


def test_whoever_is_closest_to_the_line_comes_first():
    assert told(agenda_of(plain(A=90, B=70, C=68, D=20), places=2, goal=GOAL)) == [
        ("B", "Next to the line: 1.0 points above the line of the shortlist.", True),
        ("C", "Next to the line: 1.0 points below the line of the shortlist.", True),
        ("A", "Further away: 21.0 points above the line of the shortlist.", False),
        ("D", "Further away: 49.0 points below the line of the shortlist.", False),
    ]


def test_equals_on_both_sides_of_the_line_are_on_it():
    items = agenda_of(plain(A=90, B=70, C=70, D=20), places=2, goal=GOAL)
    assert [one.entry for one in items if one.is_close] == ["B", "C"]
    assert items[0].why == "Next to the line: level with the line of the shortlist."


def test_where_chances_are_known_they_decide_what_is_close():
    figures = [
        Figures(entry="A", raw=Fraction(80), score=Fraction(80), chance=Fraction("0.97"), band="in"),
        Figures(entry="B", raw=Fraction(79), score=Fraction(79), chance=Fraction("0.45"), band="line"),
        Figures(entry="C", raw=Fraction(60), score=Fraction(60), chance=Fraction("0.0001"), band="out"),
    ]
    assert told(agenda_of(figures, places=1, goal=GOAL)) == [
        ("B", "On the line: its chance of the shortlist is 45%, 0.5 points below the line.", True),
        ("A", "Sure in: its chance of the shortlist is 97%, 0.5 points above the line.", False),
        ("C", "Sure out: its chance of the shortlist is 1%, 19.5 points below the line.", False),
    ]


def test_an_entry_without_a_place_comes_last_and_says_so():
    items = agenda_of([Figures(entry="A", raw=Fraction(5)), *plain(B=90, C=20)], places=1, goal=GOAL)
    assert (items[-1].entry, items[-1].why.startswith("Needs scores")) == ("A", True)


def test_without_a_line_nobody_is_close():
    items = agenda_of(plain(A=90, B=70), places=2, goal=GOAL)
    assert {(one.is_close, one.why) for one in items} == {
        (False, "No line divides the entries: there is a place for each of them on the shortlist.")
    }


def test_figures_are_kept_exactly_and_without_floats():
    one = Figures(entry="A", raw=Fraction(200, 3), score=Fraction(1, 7), adjusted=Fraction("66.123456"), level=2)
    assert one.as_data()["raw"] == "200/3"
    assert Figures.from_data(one.as_data()) == one


def test_numbers_are_written_with_halves_upwards_and_never_as_certainty():
    assert [in_tenths(Fraction(one)) for one in ("0.05", "-0.05", "-0.04", "66.65")] == ["0.1", "−0.1", "0.0", "66.7"]
    assert [percent(Fraction(one)) for one in ("0", "0.005", "0.5", "1")] == ["1%", "1%", "50%", "99%"]
