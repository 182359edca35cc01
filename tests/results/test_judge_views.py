"""What judges may see of results: the chair, once the record is sealed, and nothing of entries they stand down from."""

from datetime import UTC, datetime

import pytest

from awards.core.actor import Audience
from awards.results.fit_jobs import fit_due
from tests.factories import EntryFactory, PanelMemberFactory
from tests.factories.judging import MADE
from tests.results.conftest import AFTER_JUDGING, DURING_JUDGING
from tests.results.test_staff_views import rows, words

PAGES = ("category", "working", "severity")


@pytest.fixture
def chair(linked, session):
    member = PanelMemberFactory(panel=linked.panel, is_chair=True, ready=True)
    member.interests_completed_at = datetime(2024, 3, 5, tzinfo=UTC)
    for entry in linked.entries:
        entry.admitted_at = MADE
    session.commit()
    return member


@pytest.fixture
def reading(browser, chair):
    """Sign the chair in and read a page of the category."""
    browser.sign_in(Audience.JUDGES, chair.user.ref)
    return lambda name="category", **more: browser.get(f"results_judge.{name}", slug="practice", **more)


@pytest.fixture
def work(session):
    def run():
        session.commit()
        return fit_due(session, AFTER_JUDGING)

    return run


def test_the_chair_sees_the_order_its_working_and_each_sum(linked, work, reading, browser):
    work()
    page = browser.get("results_judge.index").click("Practice award")
    assert rows(page, "standings")[0][2] == "85.5"
    page = page.click("Show the working")
    assert "the correction changed 1 of the 3" in page.text
    assert page.click("Practice award 4").heading == "Why Practice award 4 stands where it does"
    assert rows(page.click("How strictly each judge marks"), "judges")[0][0] == linked.names[0]


def test_before_the_order_may_be_seen_the_chair_sees_none_of_it(linked, reading, browser, clock):
    clock.set(DURING_JUDGING)
    assert [reading(name).status for name in PAGES] == [409] * 3
    page = browser.get("results_judge.index")
    assert ("nobody is swayed" in page.text, "Practice award" in list(page.links())) == (True, False)


@pytest.mark.parametrize("change", [
    {"is_chair": False}, {"left_at": AFTER_JUDGING}, {"terms_accepted_at": None}, {"interests_completed_at": None},
])  # fmt: skip
def test_nobody_else_finds_any_of_it(linked, work, reading, chair, session, change):
    work()
    for name, value in change.items():
        setattr(chair, name, value)
    session.commit()
    assert [reading(name).status for name in PAGES] == [404] * 3
    assert reading("why", ref=linked.entries[0].ref).status == 404


def test_what_the_chair_reads_does_not_depend_on_an_entry_they_stand_down_from(linked, work, reading, chair, session):
    hidden = linked.entries[0]
    linked.interest(hidden, chair)
    work()
    before = {name: str(reading(name).soup.main) for name in PAGES}
    assert hidden.title not in "".join(before.values())
    assert hidden.ref not in "".join(before.values())
    assert [row[0] for row in rows(reading(), "standings")] == ["1", "2", "3", "4", "5=", "5=", "7"]
    linked.score(hidden, linked.members[1], (0, 0))
    linked.sheet(hidden, linked.extra, (0, 0))
    work()
    for name in PAGES:
        assert str(reading(name).soup.main) == before[name]


def test_the_entry_itself_is_not_found_and_others_have_their_plain_sum(linked, work, reading, chair):
    hidden, other = linked.entries[0], linked.entries[1]
    linked.interest(hidden, chair)
    work()
    assert reading("why", ref=hidden.ref).status == 404
    assert words(reading("why", ref=other.ref), "#mean")[0].endswith(", the plain average.")
    assert "You stand down from an entry of this category" in reading().text
    assert ("The shortlist line" in reading().text, "The shortlist line" in reading("working").text) == (False, False)


def test_an_entry_that_the_chair_was_not_asked_about_is_not_shown(linked, work, reading, session):
    late = EntryFactory(category=linked.category, title="Latecomer", admitted_at=datetime(2024, 3, 20, tzinfo=UTC))
    for member in linked.members[:3]:
        linked.sheet(late, member, (5, 5))
    work()
    assert "Latecomer" not in reading().html
    assert reading("why", ref=late.ref).status == 404


def test_names_are_hidden_where_the_season_hides_them(linked, work, reading, session):
    linked.category.season.judging = {"hide_identities": True}
    work()
    pages = reading().html + reading("working").html
    assert linked.entries[1].title not in pages
    assert f"Entry {linked.entries[1].ref.rpartition('-')[2]}" in pages


def test_a_judge_sees_their_own_strictness_where_the_season_says_so(linked, work, browser, session):
    work()
    browser.sign_in(Audience.JUDGES, linked.judges[0])
    assert browser.get("results_judge.mine").status == 404
    linked.category.season.judging = {"own_severity": True}
    session.commit()
    page = browser.get("results_judge.index").click("How strictly you marked")
    assert "Practice award: on the same entries your scores were 19.6 lower than the panel’s" in page.text
    assert not [name for name in linked.names[1:] if name in page.text]
    assert "19.6" not in browser.get("results_judge.index").text


def test_who_stands_down_from_an_entry_is_not_told_what_rests_on_it(linked, work, browser, session):
    linked.category.season.judging = {"own_severity": True}
    linked.scene.interest(linked.entries[-1], linked.members[0])
    work()
    browser.sign_in(Audience.JUDGES, linked.judges[0])
    assert "There is nothing to show" in browser.get("results_judge.mine").text


def test_no_judge_sees_their_own_strictness_before_the_order_opens(linked, work, browser, session, clock):
    linked.category.season.judging = {"own_severity": True}
    work()
    clock.set(DURING_JUDGING)
    browser.sign_in(Audience.JUDGES, linked.judges[0])
    assert browser.get("results_judge.mine").status == 409


def test_a_judge_without_enough_scores_is_told_so(linked, work, browser, session, chair):
    linked.category.season.judging = {"own_severity": True}
    work()
    browser.sign_in(Audience.JUDGES, chair.user.ref)
    assert "There is nothing to show" in browser.get("results_judge.mine").text


def test_the_chairs_pages_cost_at_most_twelve_statements(linked, work, reading, statements):
    work()
    reading()
    assert max(statements.of(lambda name=name: reading(name)) for name in PAGES) <= 12
