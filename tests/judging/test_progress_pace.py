"""Pace: the share of time gone against the share done, day by day."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as some

from awards.judging.burn_up import burn_up
from awards.judging.pace import Days, pace_words, readings_due, share_gone


def march(day):
    return date(2024, 3, day)


TEN_DAYS = Days(march(1), march(10))


@pytest.mark.parametrize(
    ("today", "share"), [(1, 0), (2, Fraction(1, 10)), (6, Fraction(1, 2)), (10, Fraction(9, 10)), (11, 1), (25, 1)]
)
def test_today_has_not_gone_yet(today, share):
    assert share_gone(TEN_DAYS, today=march(today)) == share


@pytest.mark.parametrize(
    ("today", "share"), [(4, 0), (6, Fraction(0)), (7, Fraction(1, 5)), (10, Fraction(4, 5)), (11, 1)]
)
def test_days_away_count_neither_as_gone_nor_as_to_come(today, share):
    assert share_gone(TEN_DAYS, today=march(today), away=Days(date(2024, 2, 1), march(5))) == share


def test_who_is_away_on_all_days_owes_nothing_before_the_close():
    away = Days(march(1), march(31))
    assert [share_gone(TEN_DAYS, today=march(day), away=away) for day in (9, 10, 11)] == [0, 0, 1]


def test_what_is_due_is_rounded_down():
    """Half of the days have gone: half of five readings is two and a half."""
    assert readings_due([march(1)] * 5, TEN_DAYS, today=march(6)) == 2


def test_nobody_is_behind_with_what_came_yesterday():
    """Four since the start are half due; four of yesterday have six days, of which one has gone: 2 + 2/3."""
    assert readings_due([march(1)] * 4 + [march(5)] * 4, TEN_DAYS, today=march(6)) == 2


def test_what_was_given_before_judging_opened_has_all_its_days():
    assert readings_due([date(2024, 1, 1)] * 10, TEN_DAYS, today=march(4)) == 3


@pytest.mark.parametrize(("behind", "words"), [(0, "on pace"), (-2, "on pace"), (1, "1 behind"), (3, "3 behind")])
def test_pace_in_words(behind, words):
    assert pace_words(behind) == words


days = some.dates(date(2024, 2, 20), date(2024, 4, 10))


@for_all(some.lists(days, max_size=12), some.builds(Days, days, days), days)
def test_what_is_due_only_grows_and_is_everything_after_the_close(given, away, today):
    opened = Days(march(4), march(25))
    now, later = (readings_due(given, opened, today=day, away=away) for day in (today, today + timedelta(days=1)))
    assert 0 <= now <= later <= len(given)
    to_come = [today + timedelta(days=more) for more in range((opened.last - today).days + 1)]
    if given and any(day >= opened.first and not away.first <= day <= away.last for day in to_come):
        assert now < len(given)
    assert readings_due(given, opened, today=march(26), away=away) == len(given)


def test_the_drawing_has_the_figures_of_each_day_and_an_even_pace_beside():
    chart = burn_up([march(2), march(2), march(5)], 10, TEN_DAYS, today=march(6))
    assert (chart.done, chart.total, chart.due) == (3, 10, 5)
    assert (chart.first, chart.last) == ("1 March 2024", "10 March 2024")
    assert chart.figures == [("Saturday 2 March 2024", 2), ("Tuesday 5 March 2024", 3)]
    assert chart.line == "0,120 60,120 120,96 180,96 240,96 300,84 360,84"


def test_what_was_done_outside_the_days_counts_for_the_first_or_the_last():
    chart = burn_up([date(2024, 2, 1), march(20)], 2, TEN_DAYS, today=march(21))
    assert (chart.figures, chart.due, chart.line.split()[-1]) == (
        [("Friday 1 March 2024", 1), ("Sunday 10 March 2024", 2)],
        2,
        "600,0",
    )
