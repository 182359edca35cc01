"""Who somebody works for, asked without a script: a list, a box beside it, and one answer that is kept."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from awards.core.actor import SYSTEM
from awards.seasons.actions import load_season
from awards.seasons.models import Season
from awards.seasons.reading import LANTERN_2025, read_season
from tests.nominations.filling import PRACTICE_FACTS, TEAM_FACTS, begin, reference
from tests.pages.browser import Browser, Page

MISSING = "Choose the employer from the list, or enter its name"
DISAGREES = "You answered “{}”, but {} is {}. Change one of the two answers"


def person_page(browser: Browser, slug: str = "practice", **facts: str) -> Page:
    """Give the page about the person of a draft whose first questions are answered."""
    page = begin(browser, slug).click("Check who can be nominated").submit(**(PRACTICE_FACTS | facts)).click("Go on")
    return browser.get("my_nominations.person", ref=reference(page), number=1)


def team_page(browser: Browser, **facts: str) -> Page:
    page = begin(browser, "team").click("Check who can be nominated")
    page = page.submit(nation="England", **(TEAM_FACTS | facts)).click("Go on")
    return browser.get("my_nominations.team", ref=reference(page))


def again(page: Page, endpoint: str = "my_nominations.person", **values: int) -> Page:
    given = {"number": 1} if endpoint.endswith("person") else {}
    return page.browser.get(endpoint, ref=reference(page), **(given | values))


def shown(page: Page, name: str = "employer") -> tuple[str, str]:
    """Give what the list and the box show."""
    chosen = page.soup.find(id=f"{name}_place").find("option", selected=True)
    return chosen.get_text() if chosen else "", page.soup.find(id=name).get("value", "")


def employer_of(session, nomination):
    session.refresh(nomination, ["nominees"])
    person = nomination.nominees[0]
    return person.employer, person.employer_place, person.employer_type


def test_the_list_holds_the_councils_and_trusts_of_the_closing_day(browser, season):
    page = person_page(browser)
    groups = {
        group["label"]: [option.get_text() for option in group.find_all("option")]
        for group in page.soup.find(id="employer_place").find_all("optgroup")
    }
    assert {name: len(options) for name, options in groups.items()} == {"Councils": 153, "Children’s trusts": 9}
    assert (groups["Councils"][0], groups["Councils"][-1]) == ("Barking and Dagenham", "York")
    assert "Worcestershire Children First" in groups["Children’s trusts"]  # it ended later that year
    assert "Cumbria" not in groups["Councils"]
    first = [one.get_text() for one in page.soup.select("#employer_place > option")]
    assert first == ["Choose an employer", "Not in this list"]


def test_a_place_chosen_from_the_list_is_kept_shown_again_and_checked(browser, season, stored, session):
    page = person_page(browser).submit(full_name="Amara Okafor", employer_place="Kingston upon Hull")
    assert page.status == 200
    assert employer_of(session, stored()) == ("Kingston upon Hull", "kingston-upon-hull", "council")
    assert shown(again(page)) == ("Kingston upon Hull", "")
    assert "Amara Okafor, Kingston upon Hull" in browser.get("my_nominations.check", ref=reference(page)).text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ({"employer": "LB Islington"}, ("Islington", "islington", "council")),
        (
            {"employer": "hull", "employer_place": "not-in-list"},
            ("Kingston upon Hull", "kingston-upon-hull", "council"),
        ),
        ({"employer": "Islington Council", "employer_place": "Islington"}, ("Islington", "islington", "council")),
        (
            {"employer": "Birmingham Children's Trust", "employer_type": "childrens_trust"},
            ("Birmingham Children’s Trust", "birmingham-childrens-trust", "childrens_trust"),
        ),
        ({"employer": "Invented County Council"}, ("Invented County Council", None, "council")),
        (
            {"employer": "Cumbria County Council", "employer_place": "not-in-list"},
            ("Cumbria County Council", None, "council"),
        ),
        ({"employer": "Harbour Lights", "employer_type": "voluntary"}, ("Harbour Lights", None, "voluntary")),
        ({"employer_place": "Kent", "employer_type": "unknown"}, ("Kent", "kent", "council")),
        (
            {"employer_place": "Together for Children", "employer_type": "unknown"},
            ("Together for Children", "together-for-children", "childrens_trust"),
        ),
    ],
)
def test_what_is_typed_is_recognised_where_the_list_knows_it(browser, season, stored, session, typed, kept):
    page = person_page(browser).submit(full_name="Amara Okafor", **typed)
    assert (page.status, page.errors) == (200, [])
    assert employer_of(session, stored()) == kept


@pytest.mark.parametrize(
    ("typed", "error", "field"),
    [
        ({}, MISSING, "employer_place"),
        ({"employer_place": "Atlantis"}, MISSING, "employer_place"),
        ({"employer_place": "not-in-list"}, "Enter the name of the employer", "employer"),
        (
            {"employer_place": "Kent", "employer": "Harbour Lights"},
            "You chose Kent and also entered a name. Empty the box, or choose “Not in this list”",
            "employer",
        ),
        (
            {"employer_place": "Kent", "employer_type": "childrens_trust"},
            DISAGREES.format("A children’s trust", "Kent", "a council"),
            "employer_place",
        ),
        (
            {"employer": "Slough Children First", "employer_type": "council"},
            DISAGREES.format("A council with children’s services", "Slough Children First", "a children’s trust"),
            "employer_place",
        ),
        (
            {"employer_place": "Kent", "employer_type": "agency"},
            DISAGREES.format("An agency", "Kent", "a council"),
            "employer_place",
        ),
        ({"employer": "x" * 201}, "Employer must be 200 characters or less", "employer"),
    ],
)
def test_what_does_not_fit_is_said_beside_the_field_and_nothing_typed_is_lost(browser, season, typed, error, field):
    page = person_page(browser).submit(full_name="Amara Okafor", **typed)
    assert (page.status, page.errors) == (422, [error])
    assert page.soup.select_one(".govuk-error-summary__list a")["href"] == f"#{field}"
    assert (page.soup.find(id=field)["aria-invalid"], page.soup.find(id="full_name")["value"]) == (
        "true",
        "Amara Okafor",
    )
    assert page.soup.find(id="employer").get("value", "") == typed.get("employer", "")


def test_errors_are_listed_in_the_order_of_the_page(browser, season):
    page = begin(browser, "practice")
    page = browser.get("my_nominations.person", ref=reference(page), number=1).submit()
    assert page.errors == [
        "Enter their full name",
        MISSING,
        "Say what kind of employer they work for",
        "Say what kind of work they do",
        "Say whether they are in this post",
        "Say whether they are registered",
    ]


def test_an_employer_that_is_not_in_the_list_is_for_a_person_to_check_and_told_so(browser, season):
    page = person_page(browser).submit(full_name="Amara Okafor", employer="Invented County Council")
    told = browser.get("my_nominations.verdict", ref=reference(page))
    assert "The employer of Amara Okafor is not on our list." in told.text
    again(page).submit(employer="", employer_place="Islington")
    assert "this fits the Practice award" in browser.get("my_nominations.verdict", ref=reference(page)).heading


def test_before_an_employer_is_named_nobody_is_told_about_the_list(browser, season):
    page = begin(browser, "practice").click("Check who can be nominated").submit(**PRACTICE_FACTS)
    assert "this fits the Practice award" in page.heading


def test_a_team_is_led_by_a_place_of_the_list(browser, season, stored, session):
    told = {"team_name": "Harbour Duty Team", "contact_name": "Sam Reed", "partners": "Health, the police"}
    page = team_page(browser).submit(lead_employer_place="Kingston upon Hull", **told)
    assert (page.status, page.errors) == (200, [])
    nomination = stored()
    session.refresh(nomination, ["nominees"])
    assert (nomination.team["lead_employer"], nomination.team["partners"]) == (
        "Kingston upon Hull",
        "Health, the police",
    )
    row = nomination.nominees[0]
    assert (row.employer, row.employer_place) == ("Kingston upon Hull", "kingston-upon-hull")
    assert shown(again(page, "my_nominations.team"), "lead_employer") == ("Kingston upon Hull", "")
    checked = browser.get("my_nominations.check", ref=reference(page)).text
    assert "Kingston upon Hull" in checked
    assert "Health, the police" in checked


def test_a_teams_employer_agrees_with_what_was_told_of_it(browser, season):
    page = team_page(browser, lead_employer_type="nhs")
    page = page.submit(team_name="Harbour Duty Team", contact_name="Sam Reed", lead_employer="LB Islington")
    assert page.errors == [DISAGREES.format("The NHS", "Islington", "a council")]


def test_no_more_of_a_team_are_in_childrens_social_work_than_it_has(browser, season):
    page = begin(browser, "team").click("Check who can be nominated")
    page = page.submit(nation="England", **(TEAM_FACTS | {"members": "8", "children_social_workers": "9"}))
    assert page.errors == ["How many work in children’s social work must be 8 or less"]


def test_the_page_stays_small_with_the_whole_list_in_it(browser, season):
    assert len(person_page(browser).html.encode()) < 25_000


# The second programme has other kinds of employer and no trusts.


@pytest.fixture
def lantern(session, clock):
    clock.set(datetime(2025, 3, 10, 12, tzinfo=UTC))
    load_season(session, read_season(LANTERN_2025), actor=SYSTEM, now=clock())
    session.commit()


LANTERN_FACTS = {"employer_type": "nhs", "works_in": "adults", "in_post": "yes", "registration": "registered"}


def lantern_person(browser: Browser, slug: str = "adults") -> Page:
    return browser.get("my_nominations.person", ref=reference(begin(browser, slug)), number=1)


def test_a_programme_without_trusts_offers_councils_alone(browser, lantern):
    headings = [group["label"] for group in lantern_person(browser).soup.find_all("optgroup")]
    assert headings == ["Councils"]


def test_of_other_kinds_of_employer_there_is_no_list_to_be_missing_from(browser, lantern):
    page = lantern_person(browser).submit(full_name="Ada Marsh", employer="Harbour Hospital", **LANTERN_FACTS)
    told = browser.get("my_nominations.verdict", ref=reference(page))
    assert "this fits" in told.heading


def test_where_the_vocabulary_knows_no_councils_the_employer_is_a_box_alone(browser, lantern, session, stored):
    page = begin(browser, "adults")
    one = session.get_one(Season, stored().season_id)
    one.vocabulary = {
        **one.vocabulary,
        "employer_types": [kind for kind in one.vocabulary["employer_types"] if kind["key"] != "council"],
    }
    session.commit()
    page = browser.get("my_nominations.person", ref=reference(page), number=1)
    assert (page.soup.find(id="employer_place"), page.soup.find("label", attrs={"for": "employer"}).get_text()) == (
        None,
        "Employer",
    )
    page = page.submit(full_name="Ada Marsh", **LANTERN_FACTS)
    assert page.errors == ["Enter the name of the employer"]
    page = page.submit(full_name="Ada Marsh", employer="Kent", **LANTERN_FACTS)
    assert "Ada Marsh, Kent" in browser.get("my_nominations.check", ref=reference(page)).text
