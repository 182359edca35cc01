"""The pages about people and teams, and one page a question: nothing typed is lost."""

from __future__ import annotations

import pytest

from tests.nominations.filling import PRACTICE_FACTS, YOUNG_FACTS, begin, fill_practice, fill_team, reference, send


def test_people_are_added_changed_and_removed_up_to_the_limit(browser, season):
    facts = {key: value for key, value in YOUNG_FACTS.items() if key != "nation"}
    page = begin(browser, "spotlight").click("About the people")
    assert "Nobody is named yet." in page.text
    for name in ("Noor Hale", "Bo Lind", "Cy Moor"):
        page = page.click("Add a").submit(full_name=name, **facts)
    assert "Add another person" not in page.text
    page = page.submit("Remove")  # the first
    people = [one.get_text(strip=True) for one in page.soup.select(".govuk-summary-list__value")]
    assert people == ["Bo Lind", "Cy Moor"]
    ref = reference(page)
    assert browser.get("my_nominations.person", ref=ref, number=4).status == 404


def test_a_fourth_person_is_refused_to_a_stale_tab(browser, season):
    facts = {key: value for key, value in YOUNG_FACTS.items() if key != "nation"}
    page = begin(browser, "spotlight").click("About the people")
    for name in ("Noor Hale", "Bo Lind"):
        page = page.click("Add a").submit(full_name=name, **facts)
    stale = page.click("Add a")
    stale.submit(full_name="Cy Moor", **facts)
    assert (
        browser.get("my_nominations.person", ref=reference(page), number=4).submit(full_name="X", **facts).status == 409
    )


@pytest.mark.parametrize(
    ("typed", "error", "field"),
    [
        ({"born_year": ""}, "Date of birth must include a year", "born_year"),
        ({"born_day": "31", "born_month": "2"}, "Date of birth must be a real date", "born_day"),
        ({"born_year": "2030"}, "Date of birth must be in the past", "born_day"),
    ],
)
def test_a_date_of_birth_has_one_error_that_leads_to_its_box(browser, season, typed, error, field):
    page = (
        begin(browser, "spotlight")
        .click("About the people")
        .click("Add a")
        .submit(full_name="Noor Hale", **facts_with(typed))
    )
    assert (page.status, page.errors) == (422, [error])
    assert page.soup.select_one(".govuk-error-summary__list a")["href"] == f"#{field}"
    assert page.soup.find(id="full_name")["value"] == "Noor Hale"


def facts_with(changes):
    return {key: value for key, value in (YOUNG_FACTS | changes).items() if key != "nation"}


def test_a_register_number_is_kept_in_one_form_and_names_as_typed(browser, season, stored, session):
    page = begin(browser, "practice").click("Check who can be nominated").submit(**PRACTICE_FACTS).click("Go on")
    name = "Þóra O’Neill-Adébáyò"
    page.click("About the person").submit(
        full_name=name, employer="Invented County Council", registration_number="sw 00 0123"
    )
    again = browser.get("my_nominations.person", ref=reference(page), number=1)
    assert again.soup.find(id="registration_number")["value"] == "SW123"
    assert again.soup.find(id="full_name")["value"] == name


def test_a_team_has_one_page_and_no_people(browser, season):
    page = fill_team(browser)
    ref = reference(page)
    team = browser.get("my_nominations.nominee", ref=ref)
    assert (team.heading, team.soup.find(id="team_name")["value"]) == (
        "About the team you are nominating",
        "Harbour Duty Team",
    )
    assert browser.get("my_nominations.person", ref=ref, number=1).status == 404


def test_people_have_no_team_page(browser, season):
    assert browser.get("my_nominations.team", ref=reference(begin(browser, "practice"))).status == 404


# The answers


@pytest.mark.parametrize(("slug", "key"), [("practice", "family"), ("team", "together"), ("spotlight", "achievement")])
def test_an_answer_over_its_limit_is_an_error_that_keeps_the_text(browser, season, slug, key):
    ref = reference(begin(browser, slug))
    long = "word " * 351
    page = browser.get("my_nominations.answer", ref=ref, key=key).submit(text=long)
    limit = {"family": 250, "together": 250, "achievement": 350}[key]
    assert (page.status, page.errors) == (422, [f"Answer must be {limit} words or less"])
    again = browser.get("my_nominations.answer", ref=ref, key=key)
    assert again.soup.textarea.get_text().strip() == long.strip()
    assert again.submit(text="Short enough.").heading.startswith("Your nomination for")


def test_a_question_that_is_not_asked_is_not_found(browser, season):
    ref = reference(begin(browser, "spotlight"))
    assert browser.get("my_nominations.answer", ref=ref, key="values").status == 404


def test_an_empty_answer_is_an_error_unless_it_is_optional(browser, season):
    ref = reference(begin(browser, "practice"))
    assert browser.get("my_nominations.answer", ref=ref, key="summary").submit().errors == ["Enter your answer"]
    assert browser.get("my_nominations.answer", ref=ref, key="evidence").submit().errors == []


def test_far_too_much_text_is_shown_again_with_the_limit(browser, season):
    page = browser.get("my_nominations.answer", ref=reference(begin(browser, "practice")), key="summary")
    page = page.submit(text="x" * 10_001)
    assert page.status == 422
    assert page.errors[0].endswith("must be 10,000 characters or less")
    assert page.soup.textarea.get_text().strip() == "x" * 10_001


def test_two_tabs_keep_both_texts_and_the_person_chooses(browser, season):
    ref = reference(begin(browser, "practice"))
    first, second = (browser.get("my_nominations.answer", ref=ref, key="summary") for _ in range(2))
    first.submit(text="From the first tab.")
    page = second.submit(text="From the second tab.")
    assert (page.status, page.heading) == (409, "Two versions of one answer")
    assert page.soup.select_one(".answer-stored").get_text() == "From the first tab."
    assert page.soup.textarea.get_text().strip() == "From the second tab."
    page.submit("Save this instead", text="From both tabs.")
    again = browser.get("my_nominations.answer", ref=ref, key="summary")
    assert again.soup.textarea.get_text().strip() == "From both tabs."


def test_text_typed_into_a_tab_left_open_is_shown_after_the_nomination_was_sent(browser, season):
    page = fill_practice(browser)
    open_tab = page.click("In a sentence or two")
    send(page)
    late = open_tab.submit(text="One more thought.")
    assert late.status == 409
    assert "This nomination has been sent, so it can no longer be changed." in late.text
    assert late.soup.select(".answer-stored")[-1].get_text() == "One more thought."
