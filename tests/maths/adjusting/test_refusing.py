"""When scores are not adjusted: each reason with its numbers, and none where the design is good enough."""

import pytest

from awards.maths.adjusting.fixed import fit_fixed
from awards.maths.adjusting.mixed import fit_mixed
from awards.maths.adjusting.readings import Reading, Table
from awards.maths.adjusting.refusing import listed, notes, parts_of, refusals
from awards.maths.adjusting.result import Limits, Part
from tests.maths.adjusting.dense import table_of


def cyclic(entries, judges, each):
    """Give a connected design in which entry i is read by `each` judges in turn."""
    return Table(
        Reading(f"E{i:02}", f"J{(i + step) % judges:02}", float(1 + (7 * i + 3 * step) % 5))
        for i in range(entries)
        for step in range(each)
    )


@pytest.mark.parametrize(
    ("design", "codes"),
    [
        ((6, 4, 2), ["too_little_to_compare"]),
        ((8, 4, 2), []),
        ((10, 10, 2), ["too_few_scores_per_judge", "too_little_to_compare"]),
        ((20, 20, 2), ["too_few_scores_per_judge", "too_little_to_compare"]),
        ((12, 12, 3), []),
        ((20, 30, 3), ["too_few_scores_per_judge"]),
        ((30, 10, 2), []),
        ((5, 3, 3), []),
        ((20, 2, 2), ["too_few_judges"]),
    ],
)
def test_the_designs_that_were_tried_are_refused_or_adjusted(design, codes):
    assert [one.code for one in refusals(cyclic(*design))] == codes


def test_each_refusal_names_its_numbers():
    words = {one.code: one.words for one in refusals(cyclic(10, 10, 2))}
    assert words == {
        "too_few_scores_per_judge": (
            "20 scores by 10 judges are 2.00 each; it takes 3 each on average to know a judge's habit."
        ),
        "too_little_to_compare": (
            "20 scores on 10 entries by 10 judges leave 20 − 10 − 10 + 1 = 1 comparisons to learn from; "
            "adjusting takes 5."
        ),
    }
    assert refusals(cyclic(20, 2, 2))[0].words == (
        "There are scores by 2 judges; it takes 3 to tell strict from lenient."
    )


def test_parts_are_told_by_name():
    rows = [("C", "Y"), ("D", "Y"), ("A", "X"), ("B", "X"), ("B", "Z")]
    table = Table(Reading(entry, judge, 3.0) for entry, judge in rows)
    assert parts_of(table) == (Part(("A", "B"), ("X", "Z")), Part(("C", "D"), ("Y",)))
    first = refusals(table)[0]
    assert first.code == "disconnected"
    assert first.words == (
        "The scores fall into 2 parts that share no judge and no entry, so scores in one part cannot be compared with "
        "scores in another (part 1: A and B, read by 2 judges; part 2: C and D, read by 1 judge)."
    )


def test_one_shared_entry_makes_one_part():
    rows = [("A", "X"), ("B", "X"), ("B", "Y"), ("C", "Y")]
    assert len(parts_of(Table(Reading(entry, judge, 3.0) for entry, judge in rows))) == 1


def test_the_limits_of_the_season_hold():
    assert refusals(cyclic(6, 4, 2), Limits(spare=3)) == ()
    assert [one.code for one in refusals(cyclic(8, 4, 2), Limits(judges=5))] == ["too_few_judges"]


def told(rows):
    table = Table(rows)
    return [one.code for one in notes(fit_fixed(table), fit_mixed(table))]


def test_a_complete_design_is_a_note_not_a_refusal():
    rows = [Reading(f"E{i}", f"J{j}", float(1 + (3 * i + 2 * j + i * j) % 5)) for i in range(5) for j in range(4)]
    assert refusals(Table(rows)) == ()
    assert "complete" in told(rows)


def test_equal_judges_and_equal_entries_are_notes():
    alike = [("A", "X", 1), ("A", "Y", 5), ("B", "X", 5), ("B", "Z", 1), ("C", "Y", 1), ("C", "Z", 5)]
    assert told(Reading(entry, judge, float(y)) for entry, judge, y in alike) == [
        "no_judge_difference",
        "entries_alike",
    ]
    exact = [Reading(f"E{i}", f"J{(i + step) % 4}", float(i)) for i in range(6) for step in (0, 1)]
    assert told(exact) == ["no_spread"]


def test_judges_joined_by_little_are_a_note():
    table = table_of(8, 6, 3, severity=2.0)
    found = notes(fit_fixed(table), fit_mixed(table))
    pairs = fit_fixed(table).weak_links()
    one, other = (table.judges[at] for at in pairs[0][:2])
    told_of = next(note.words for note in found if note.code == "weak_link")
    assert told_of == (
        f"Some judges are compared through few shared entries ({len(pairs)} pairs, first of all {one} and {other}): "
        "how strict one is beside the other is hardly known."
    )


def test_long_lists_are_cut_short():
    names = [f"E{at}" for at in range(15)]
    assert listed(names) == "E0, E1, E2, E3, E4, E5, E6, E7, E8, E9, E10, E11 and 3 more"
    assert (listed(names[:1]), listed(names[:2]), listed([])) == ("E0", "E0 and E1", "")
