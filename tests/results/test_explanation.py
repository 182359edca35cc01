"""The page that explains the adjustment to a lay panel: anybody may read it, and its example is worked out again."""

from awards.maths.adjusting.fitting import results_of
from awards.maths.adjusting.question import Question
from awards.maths.adjusting.readings import Reading
from awards.results.example import EXAMPLE, ExampleEntry, ExampleStep
from awards.results.rows import tenths
from awards.results.severity_pages import severity_words
from awards.results.why_pages import _correction
from tests.results.test_staff_views import rows


def worked_out():
    readings = [
        Reading(entry.name, judge, float(score), "example")
        for entry in EXAMPLE.entries
        for judge, score in zip(EXAMPLE.judges, entry.scores, strict=True)
        if score != "–"
    ]
    return results_of(Question(readings=readings, places={"example": 1}, scale=100.0, shown=1))


def test_every_figure_of_the_example_is_what_the_products_own_model_makes():
    results = worked_out()
    found, pool = results.categories[0], results.pools[0]
    by_name = {one.entry: one for one in found.entries}
    assert found.refusals == ()
    assert tuple(
        ExampleEntry(
            one.name, one.scores, tenths(by_name[one.name].raw), by_name[one.name].raw_rank,
            tenths(by_name[one.name].adjusted), by_name[one.name].adjusted_rank,
        )
        for one in EXAMPLE.entries
    ) == EXAMPLE.entries  # fmt: skip
    assert tuple(severity_words(one.severity) for one in pool.judges) == EXAMPLE.severities
    assert tenths(pool.sd_judge) == EXAMPLE.differed


def test_the_sum_of_the_example_is_the_products_own():
    found = next(one for one in worked_out().categories[0].entries if one.entry == EXAMPLE.changed)
    assert tuple(
        ExampleStep(one.judge, one.score, _correction(one.severity), one.corrected) for one in found.why.steps
    ) == EXAMPLE.steps  # fmt: skip
    assert (found.changed, found.why.total, found.why.mean, found.why.closes) == (
        True,
        EXAMPLE.total,
        EXAMPLE.mean,
        True,
    )


def test_the_order_of_places_is_the_plain_one_and_the_correction_changes_the_first():
    assert [one.raw_rank for one in EXAMPLE.entries] == [1, 2, 3, 4]
    assert [one.name for one in EXAMPLE.entries if one.adjusted_rank == 1] == [EXAMPLE.changed]


def test_what_the_page_says_of_two_judges_is_so():
    both = [(one.scores[0], one.scores[3]) for one in EXAMPLE.entries if "–" not in (one.scores[0], one.scores[3])]
    assert sorted(int(first) - int(last) for first, last in both) == [14, 17]


def test_anybody_may_read_it(scene, browser, session):
    session.commit()
    page = browser.get("how_we_judge.adjusting")
    assert page.heading == "How scores are put right for strict and lenient judges"
    assert rows(page, "scores")[1] == ["Meadow", "–", "77", "76", "66", "73.0 (place 2)", "75.2 (place 1)"]
    assert "If all judges score all entries the correction changes nothing." in page.text


def test_staff_and_judges_are_led_to_it(linked, staff):
    page = staff.get("results_staff.working", slug="practice").click("What adjusting does, in plain words")
    assert page.status == 200
