"""The pages about likely duplicates: the list, two side by side, merging, and taking apart."""

from __future__ import annotations

from datetime import date

import pytest

from awards.core.actor import Audience, Role
from awards.nominations.lifecycle import NominationState
from awards.nominations.models import Nomination
from awards.screening.duplicate_models import LikelyDuplicate
from awards.screening.duplicates import tell_apart
from awards.screening.merging import merge
from tests.factories import CategoryFactory, NomineeFactory
from tests.factories.screening import LikelyDuplicateFactory
from tests.screening.conftest import NOW

S = NominationState
MOST = 8


@pytest.fixture(autouse=True)
def _after_the_close(clock):
    clock.set(NOW)


@pytest.fixture
def two(eligible):
    return eligible(), eligible(relationship_to_nominee="manager")


@pytest.fixture
def pair(two):
    return LikelyDuplicateFactory(nominations=two)


def open_pair(browser, two):
    return browser.get("duplicates_staff.pair", first=two[0].ref, second=two[1].ref)


def state_of(session, nomination):
    session.rollback()
    return session.get(Nomination, nomination.id).state


def test_the_list_shows_pairs_by_likeness_with_why(session, eligible, two, pair, staff_browser):
    LikelyDuplicateFactory(nominations=(two[0], eligible()), score=0.97, why=["Same registration number"])
    page = staff_browser().get("duplicates_staff.pairs")
    rows = [[cell.get_text(" ", strip=True) for cell in row.select("th, td")] for row in page.soup.select("tbody tr")]
    assert [(row[0][:3], row[3]) for row in rows] == [
        ("97%", "Same registration number"), ("90%", "Same name. Same employer"),
    ]  # fmt: skip
    assert rows[1][1] == f"Amara Okafor {two[0].ref}, Harbour prize, Invented County Council Ruled eligible"


def test_an_empty_list_says_when_pairs_appear(staff_browser, season):
    page = staff_browser().get("duplicates_staff.pairs")
    assert "Nominations are compared a few minutes after they are sent" in page.text


def test_two_stand_side_by_side_and_what_differs_is_said(session, eligible, staff_browser):
    one, other = eligible(people=0), eligible(people=0, relationship_to_nominee="manager")
    for nomination, born in ((one, date(1990, 5, 4)), (other, date(1990, 4, 5))):
        NomineeFactory(
            nomination=nomination, registration_number="SW123", date_of_birth=born, email="amara@one.example"
        )
    LikelyDuplicateFactory(nominations=(one, other))
    page = open_pair(staff_browser(), (one, other))
    rows = {
        row.th.get_text(): [cell.get_text(strip=True) for cell in row.select("td")]
        for row in page.soup.select("tbody tr")
    }
    assert rows["Registration number"] == ["SW123", "SW123", "Same"]
    assert rows["Date of birth"] == ["4 May 1990", "5 April 1990", "Differs"]
    assert rows["Nominated by"] == ["A colleague", "Their manager", "Differs"]
    assert rows["Email"] == ["amara@one.example", "amara@one.example", "Same"]


def test_staff_merge_and_take_apart_again(session, two, pair, staff_browser):
    first, second = two
    browser = staff_browser()
    page = open_pair(browser, two).submit("Save", decision=f"lead:{first.ref}", reason="The same person.")
    assert (page.url, f"{second.ref} is merged into {first.ref}" in page.text) == ("/staff/duplicates/", True)
    assert "0 found" in page.text
    assert (state_of(session, first), state_of(session, second)) == (S.ELIGIBLE, S.MERGED)

    page = browser.get("duplicates_staff.pairs", decided="yes").click("90%")
    assert f"{second.ref} goes forward with {first.ref}." in page.text
    page = page.click(f"Take {second.ref} out again").submit("Take it out", reason="Two after all.")
    assert page.url == f"/staff/nominations/{second.ref}"
    assert state_of(session, second) is S.ELIGIBLE


def test_either_of_the_two_may_lead(session, two, pair, staff_browser):
    open_pair(staff_browser(), two).submit("Save", decision=f"lead:{two[1].ref}")
    assert (state_of(session, two[0]), state_of(session, two[1])) == (S.MERGED, S.ELIGIBLE)


def test_different_people_leave_the_list(session, two, pair, staff_browser):
    page = open_pair(staff_browser(), two).submit("Save", decision="different", reason="Mother and daughter.")
    assert f"{two[0].ref} and {two[1].ref}: different people" in page.text
    session.rollback()
    assert session.get(LikelyDuplicate, pair.id).decided == "different"


def test_a_page_that_was_open_while_somebody_else_decided_decides_nothing(session, actor, two, pair, staff_browser):
    browser = staff_browser()
    page = open_pair(browser, two)
    tell_apart(session, session.get(LikelyDuplicate, pair.id), reason="", actor=actor, now=NOW)
    session.commit()
    page = page.submit("Save", decision=f"lead:{two[0].ref}", reason="The same person.")
    assert (page.status, page.errors) == (422, ["Somebody decided on this pair meanwhile. Look at it again."])
    assert page.soup.find("textarea", attrs={"name": "reason"}).get_text().strip() == "The same person."
    assert state_of(session, two[1]) is S.ELIGIBLE
    page = page.submit("Save", decision=f"lead:{two[0].ref}")
    assert state_of(session, two[1]) is S.MERGED


def test_different_people_is_refused_for_two_that_go_forward_together(session, actor, two, pair, staff_browser):
    merge(session, two[1], into=two[0], reason="", actor=actor, now=NOW)
    page = open_pair(staff_browser(), two).submit("Save", decision="different")
    words = "These nominations go forward together: take one of them out again first."
    assert (page.status, page.errors) == (422, [words])
    session.rollback()
    assert session.get(LikelyDuplicate, pair.id).decided == "merged"


def test_one_person_in_two_awards_is_explained_and_only_noted(session, season, eligible, staff_browser):
    two = eligible(), eligible(category=CategoryFactory(season=season))
    pair = LikelyDuplicateFactory(nominations=two)
    page = open_pair(staff_browser(), two)
    assert "One person may be put forward for two, so they are not merged" in page.text
    assert [one["value"] for one in page.soup.select("input[type=radio]")] == ["same", "different"]
    page.submit("Save", decision="same")
    session.rollback()
    assert session.get(LikelyDuplicate, pair.id).decided == "same"


def test_a_refusal_keeps_what_was_typed(session, eligible, staff_browser):
    two = eligible(), eligible(state=S.INELIGIBLE)
    LikelyDuplicateFactory(nominations=two)
    page = open_pair(staff_browser(), two)
    page = page.submit("Save", decision=f"lead:{two[0].ref}", reason="The same social worker.")
    assert (page.status, page.errors) == (422, ["This nomination is ineligible, so it cannot be merged."])
    assert page.soup.find("textarea", attrs={"name": "reason"}).get_text().strip() == "The same social worker."
    assert state_of(session, two[1]) is S.INELIGIBLE


def test_nothing_chosen_says_what_to_do_and_keeps_the_reason(two, pair, staff_browser):
    page = open_pair(staff_browser(), two).submit("Save", reason="Typed already.")
    assert (page.status, page.errors) == (422, ["Choose what to do with this pair"])
    assert page.soup.find("textarea", attrs={"name": "reason"}).get_text().strip() == "Typed already."


def test_who_may_only_read_sees_the_pair_and_no_form(two, pair, staff_browser):
    page = open_pair(staff_browser(Role.READ_ONLY), two)
    assert (page.status, page.soup.select("main form")) == (200, [])


def test_what_is_no_pair_of_this_season_is_not_found(session, two, eligible, staff_browser):
    stranger = eligible()
    browser = staff_browser()
    assert open_pair(browser, two).status == 404
    assert open_pair(browser, (two[0], two[0])).status == 404
    assert browser.get("duplicates_staff.pair", first=stranger.ref, second="NOM-NONE2").status == 404
    assert browser.get("duplicates_staff.merged", ref=stranger.ref).status == 404


def test_reading_two_of_a_category_that_reveals_something_is_noted(
    session, season, eligible, audit_trail, staff_browser
):
    category = CategoryFactory(season=season, reveals="care experience")
    two = eligible(category=category), eligible(category=category)
    LikelyDuplicateFactory(nominations=two)
    open_pair(staff_browser(), two)
    session.rollback()
    assert [audit_trail(one.ref) for one in two] == [["young_persons_entry.read"]] * 2


def test_the_nominator_of_a_merged_nomination_reads_nothing_of_the_other(session, two, actor, browser):
    first, second = two
    merge(session, second, into=first, reason="", actor=actor, now=NOW)
    ref = second.nominator.ref
    session.commit()
    browser.sign_in(Audience.NOMINATORS, ref)
    for endpoint, values in (("my_nominations.index", {}), ("my_nominations.receipt", {"ref": second.ref})):
        page = browser.get(endpoint, **values)
        assert (page.status, first.ref in page.text, "erge" in page.text) == (200, False, False)


def test_no_page_costs_more_with_more_pairs(session, eligible, two, pair, statements, staff_browser):
    browser = staff_browser()

    def cost(endpoint, **values):
        statements.clear()
        assert browser.get(endpoint, **values).status == 200
        return len(statements)

    refs = {"first": two[0].ref, "second": two[1].ref}
    few = cost("duplicates_staff.pairs"), cost("duplicates_staff.pair", **refs)
    for _ in range(3):
        LikelyDuplicateFactory(nominations=(eligible(), eligible()))
    session.commit()
    many = cost("duplicates_staff.pairs"), cost("duplicates_staff.pair", **refs)
    assert (many, max(many) <= MOST) == (few, True)
