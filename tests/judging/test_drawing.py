"""Where the dots stand."""

from fractions import Fraction

from awards.judging.drawing import BASE, Dot, points_drawn, totals_drawn


def test_a_dot_stands_for_each_sheet_above_its_point():
    drawing = points_drawn("Reach", [3, 5, 3], scale=range(6))
    assert drawing.figures == [0, 0, 0, 2, 0, 1]
    assert drawing.dots == [Dot(141, 66, own=False), Dot(141, 56, own=False), Dot(224, 66, own=False)]
    assert [(label.x, label.text) for label in drawing.ticks] == [
        (16, "0"), (58, "1"), (99, "2"), (141, "3"), (182, "4"), (224, "5"),
    ]  # fmt: skip
    assert [(label.x, label.y, label.text) for label in drawing.counts] == [(141, 47, "2")]
    assert drawing.words == "3 given twice, 5 given once"


def test_ones_own_is_drawn_apart_once():
    drawing = points_drawn("Reach", [3, 3, 1], scale=range(6), own=3)
    assert [dot.own for dot in drawing.dots] == [False, True, False]
    assert drawing.words == "1 given once, 3 given twice; yours is 3"


def test_many_dots_of_one_point_stay_inside_the_drawing():
    drawing = points_drawn("Reach", [4] * 40, scale=range(1, 11))
    assert len(drawing.dots) == 40
    assert (max(dot.y for dot in drawing.dots), min(dot.y for dot in drawing.dots)) == (BASE, 22)
    assert drawing.words == "4 given 40 times"


def test_nothing_given_is_said():
    drawing = points_drawn("Reach", [], scale=range(6))
    assert (drawing.dots, drawing.words) == ([], "nothing given yet")


def test_totals_stand_at_the_nearest_even_number_of_a_hundred():
    drawing = totals_drawn("Totals", [Fraction(0), Fraction(100), Fraction(199, 2), Fraction(50)], words="four")
    assert drawing.dots == [
        Dot(16, 66, own=False), Dot(120, 66, own=False), Dot(224, 66, own=False), Dot(224, 56, own=False),
    ]  # fmt: skip
    assert [label.text for label in drawing.ticks] == ["0", "25", "50", "75", "100"]
