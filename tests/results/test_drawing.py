"""The rules of drawing: exact places in small cases, nothing outside the box, and what is missing is never nought."""

from __future__ import annotations

import re
from fractions import Fraction
from xml.etree import ElementTree

import pytest
from flask import get_template_attribute
from hypothesis import given
from hypothesis import strategies as st

from awards.maths.adjusting.result import Band, JudgeResult
from awards.results import pictures_judges, pictures_totals
from awards.results.drawing import Axis, shortened
from awards.results.pictures_criteria import points_drawn
from awards.results.pictures_judges import severities_drawn
from awards.results.pictures_scores import Line, Scored, line_of, scores_drawn
from awards.results.pictures_totals import Gap, totals_drawn


def scored(title, raw, adjusted=None, half=5.0, band=None):
    if adjusted is None:
        return Scored(title=title, rank="1", raw=raw)
    return Scored(
        title=title, rank="1", raw=raw, adjusted=adjusted, low=adjusted - half, high=adjusted + half, band=band
    )


def judge(ref, severity, half=2.0, differs=False):
    return JudgeResult(
        judge=ref, n=4, severity=severity, se=1.0, low=severity - half, high=severity + half, differs=differs
    )


def path(picture, kind):
    return [one.path for one in picture.strokes if one.kind == kind]


def texts(picture, kind):
    return [(one.x, one.y, one.text) for group in picture.written if group.kind == kind for one in group.words]


def places(picture):
    """Give every place that a stroke goes through: all coordinates are absolute."""
    for stroke in picture.strokes:
        x = y = 0
        assert re.fullmatch(r"(?:[MLHV]-?\d+(?: -?\d+)?|Z)*", stroke.path), stroke.path
        for order, first, second in re.findall(r"([MLHV])(-?\d+)(?: (-?\d+))?", stroke.path):
            x, y = {"H": (int(first), y), "V": (x, int(first))}.get(order) or (int(first), int(second))
            yield x, y
    for group in picture.written:
        yield from ((one.x, one.y) for one in group.words)


def is_inside(picture):
    return all(0 <= x <= picture.width and 0 <= y <= picture.height for x, y in places(picture))


def test_an_axis_runs_between_round_numbers_and_puts_values_between_them():
    axis = Axis.over([42.0, 71.5], start=100, end=500)
    assert (axis.low, axis.high, axis.step) == (40, 75, 5)
    assert [axis.at(value) for value in (40, 57.5, 75)] == [100, 300, 500]
    assert [text for _, text in axis.ticks] == ["40", "45", "50", "55", "60", "65", "70", "75"]


def test_an_axis_of_one_value_or_none_still_has_a_length():
    assert Axis.over([50.0], start=0, end=10).high > 50.0
    assert (Axis.over([], start=0, end=10).low, Axis.over([], start=0, end=10).high) == (0, 100)


def test_scores_stand_at_their_places_with_range_line_and_band():
    rows = [
        scored("First", 70, 72, band=Band.IN),
        scored("Second", 65, 60, band=Band.LINE),
        scored("Last", 40, 45, band=Band.OUT),
    ]
    line = line_of(rows, 1, by_adjusted=True)
    assert line == Line(66.0, 60.0, 66.0)
    picture = scores_drawn(rows, line, shown=range(3))
    assert (picture.width, picture.height) == (720, 128)
    # the axis runs from 40 at 230 to 80 at 600: 9.25 units a point
    assert path(picture, "range") == ["M480 56H572M369 80H461M230 104H322"]
    assert path(picture, "raw") == ["M508 49V63M461 73V87M230 97V111"]
    assert path(picture, "dot") == ["M526 56H526"]
    assert path(picture, "mark") == ["M415 74L421 80L415 86L409 80Z", "M271 99L281 99L276 109Z"]
    assert path(picture, "line") == ["M470 36V116"]
    assert path(picture, "band") == ["M415 44H470V116H415Z"]
    assert texts(picture, "said") == [(614, 61, "sure in"), (614, 85, "on the line"), (614, 109, "sure out")]
    assert picture.words == (
        "3 entries, best first. The shortlist line lies at 66.0 of 100. 1 entry is on the line. "
        "The table below has all figures."
    )


def test_where_nothing_is_adjusted_only_plain_averages_are_drawn():
    rows = [scored("First", 70), scored("Second", 50)]
    picture = scores_drawn(rows, line_of(rows, 1, by_adjusted=False), shown=range(2))
    assert [one.kind for one in picture.strokes] == ["grid", "line", "raw"]
    assert texts(picture, "said") == []


def test_there_is_no_line_where_there_is_a_place_for_everybody():
    rows = [scored("First", 70), scored("Second", 50)]
    assert (line_of(rows, 2, by_adjusted=False), line_of(rows, None, by_adjusted=False)) == (None, None)


def test_a_page_of_entries_is_drawn_on_the_axis_of_all():
    rows = [scored(str(number), 100 - number) for number in range(100)]
    first, second = (scores_drawn(rows, None, shown=one) for one in (range(50), range(50, 100)))
    assert first.height == second.height == 44 + 24 * 50 + 12
    assert path(first, "grid") == path(second, "grid")
    assert texts(second, "name")[0] == (0, 61, "1  50")


def test_totals_and_every_kind_of_gap_have_a_mark_of_their_own():
    cells = {
        (0, 0): Fraction(0), (0, 1): Gap.MISSING, (0, 2): Gap.RECUSED,
        (1, 0): Fraction(159, 2), (1, 1): Gap.ABSTAINED, (1, 2): Fraction(80),
    }  # fmt: skip
    picture = totals_drawn(["One", "Two"], ["Ada", "Bel", "Col"], cells)
    assert path(picture, "unasked") == ["M237 142H305M237 166H305"]
    assert path(picture, "shade-0") == ["M221 131H253V153H221Z"]
    assert path(picture, "shade-2") == ["M221 155H253V177H221Z"]
    assert path(picture, "shade-3") == ["M289 155H321V177H289Z"]
    assert path(picture, "gap") == ["M255 131H287V153H255ZM289 131H321V153H289ZM255 155H287V177H255Z"]
    assert path(picture, "cross") == ["M300 137L310 147M310 137L300 147", "M266 171L276 161"]
    assert texts(picture, "figure") == [(237, 147, "0"), (237, 171, "80")]
    assert texts(picture, "figure-light") == [(305, 171, "80")]
    assert picture.words == (
        "3 totals that 3 judges gave 2 entries; 1 missing, 1 stood aside, 1 could not judge. "
        "The table below has all figures."
    )


def test_only_who_was_not_asked_leaves_the_small_dot_bare():
    picture = totals_drawn(["One"], ["Ada", "Bel"], {(0, 1): Gap.MISSING})
    assert [one.kind for one in picture.strokes] == ["unasked", "gap"]
    assert (picture.strokes[0].dash, pictures_totals.COLUMN) == ("0 34", 34)


def test_severities_stand_either_side_of_the_panel_and_sure_ones_are_marked_by_shape_and_word():
    picture = severities_drawn(
        [("Mild", judge("b", 6.0, differs=True)), ("Stern", judge("a", -8.0, differs=True)), ("Plain", judge("c", 0.5))]
    )
    assert [text for _, _, text in texts(picture, "name")] == ["Stern", "Plain", "Mild"]
    assert path(picture, "zero") == ["M400 36V116"]
    assert path(picture, "dot") == ["M408 80H408"]
    assert path(picture, "mark") == ["M264 50L270 56L264 62L258 56ZM502 98L508 104L502 110L496 104Z"]
    assert [text for _, _, text in texts(picture, "said")] == ["stricter", pictures_judges.AS_THE_PANEL, "more lenient"]


def test_bars_are_as_high_as_points_were_often_given():
    spread = points_drawn("Skill", [2, 4, 4, 4, 4], scale=range(6), most=4)
    assert spread.figures == [0, 0, 1, 0, 4, 0]
    assert path(spread.picture, "bar") == ["M92 92H126V112H92ZM168 34H202V112H168Z"]
    assert texts(spread.picture, "count") == [(109, 87, "1"), (185, 29, "4")]
    assert path(spread.picture, "mark") == ["M165 3L175 3L170 13Z"]
    assert spread.picture.words == "2 given once, 4 given 4 times; mean 3.6."


def test_without_points_there_is_no_bar_and_no_mean():
    spread = points_drawn("Skill", [], scale=range(1, 11), most=0)
    assert (path(spread.picture, "bar"), spread.mean, spread.picture.words) == ([], None, "No points given yet.")


figures = st.floats(-20, 130, allow_nan=False)


@given(st.lists(st.tuples(figures, figures, st.floats(0, 60), st.sampled_from([None, *Band])), min_size=1, max_size=30))
def test_no_scores_leave_the_box(values):
    rows = [scored(str(at), raw, adjusted, half, band) for at, (raw, adjusted, half, band) in enumerate(values)]
    line = line_of(rows, 3, by_adjusted=True)
    assert is_inside(scores_drawn(rows, line, shown=range(len(rows))))


@given(st.lists(st.tuples(figures, st.floats(0, 40), st.booleans()), min_size=1, max_size=12))
def test_no_severity_leaves_the_box(values):
    assert is_inside(severities_drawn([(str(at), judge(str(at), *one)) for at, one in enumerate(values)]))


@given(st.lists(st.integers(0, 10), max_size=60), st.integers(1, 60))
def test_no_bar_leaves_the_box(points, most):
    most = max([most, *(points.count(one) for one in points)])
    assert is_inside(points_drawn("Skill", points, scale=range(11), most=most).picture)


@given(
    st.dictionaries(
        st.tuples(st.integers(0, 9), st.integers(0, 6)), st.sampled_from([Fraction(0), Fraction(100), *Gap])
    )
)
def test_no_total_leaves_the_box(cells):
    assert is_inside(totals_drawn([str(at) for at in range(10)], [str(at) for at in range(7)], cells))


def test_long_names_are_cut_with_an_ellipsis():
    assert (shortened("Amara Okafor", 12), shortened("The Night Duty Team", 12)) == ("Amara Okafor", "The Night D…")


@pytest.fixture
def drawn(app):
    def draw(picture):
        with app.test_request_context():
            return str(get_template_attribute("components/picture.html", "picture")("it", picture))

    return draw


def test_names_are_escaped_and_the_drawing_says_what_it_shows(drawn):
    html = drawn(scores_drawn([scored('<script>"&', 70)], None, shown=range(1)))
    svg = ElementTree.fromstring(html).find("svg")  # noqa: S314 - our own
    assert svg.find("title").text == "Scores of the entries, best first"
    assert svg.find("desc").text == "1 entry. The table below has all figures."
    assert (svg.get("aria-labelledby"), svg.get("aria-describedby"), svg.get("role")) == ("it-title", "it-words", "img")
    assert next(text.text for text in svg.iter("text")) == '1  <script>"&'
    assert "style=" not in html
