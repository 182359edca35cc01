"""Fills nominations in page by page, as a nominator does."""

from __future__ import annotations

from tests.pages.browser import Browser, Page

EMAIL = "casey@nominators.example"
ABOUT_YOU = {
    "is_adult": "yes",
    "name": "Casey Brook",
    "email": EMAIL,
    "relationship": "colleague",
    "is_nominee": "no",
    "organiser_tie": "none",
    "credit": "full_name",
}
PRACTICE_FACTS = {
    "nation": "England",
    "employer_type": "council",
    "works_in": "statutory_childrens",
    "in_post": "yes",
    "registration": "registered",
}
TEAM_FACTS = {
    "structure": "single_agency",
    "lead_employer_type": "council",
    "service": "children_social_work",
    "members": "8",
    "active": "yes",
}
YOUNG_FACTS = {
    "nation": "England",
    "born_day": "27",
    "born_month": "3",
    "born_year": "2004",
    "lived_experience": "yes",
}


def begin(browser: Browser, slug: str) -> Page:
    """Start a draft and give its task list; some minutes pass, for nobody writes a nomination in no time."""
    page = browser.get("nominations.start").submit("Start now", category=slug)
    browser.app.extensions["awards.clock"].forward(minutes=10)
    return page


def about_you(page: Page, **changes: str) -> Page:
    return page.click("About you").submit(**(ABOUT_YOU | changes))


def declare(page: Page) -> Page:
    ticked = {"true": "y", "no_child_named": "y", "privacy_read": "y"}
    return page.click("Declarations").submit(nominee_knows="yes", **ticked)


def answer_all(page: Page) -> Page:
    """Answer every question that has to be answered, from the task list."""
    titles = [item.a.get_text() for item in page.soup.select(".govuk-task-list__item") if "Up to" in item.get_text()]
    for title in titles:
        item = next(one for one in page.soup.select(".govuk-task-list__item") if title in one.get_text())
        if "optional" not in item.get_text():
            page = page.click(title).submit(text=f"They did it well. {title}")
    return page


def fill_practice(browser: Browser, page: Page | None = None) -> Page:
    """Fill in everything for the practice award, in a new draft or from this task list, and give the task list."""
    page = page or begin(browser, "practice")
    page = page.click("Check who can be nominated").submit(**PRACTICE_FACTS).click("Go on")
    page = about_you(page)
    page = page.click("About the person").submit(full_name="Amara Okafor", employer="Invented County Council")
    return declare(answer_all(page))


def fill_team(browser: Browser) -> Page:
    """Fill in everything for the team award and give the task list."""
    page = begin(browser, "team")
    page = page.click("Check who can be nominated").submit(nation="England", **TEAM_FACTS).click("Go on")
    page = about_you(page)
    page = page.click("About the team").submit(
        team_name="Harbour Duty Team", lead_employer="Invented County Council", contact_name="Sam Reed"
    )
    return declare(answer_all(page))


def fill_young_people(browser: Browser) -> Page:
    """Fill in everything for the young people's award and give the task list."""
    page = begin(browser, "spotlight")
    page = page.click("Check who can be nominated").submit(**YOUNG_FACTS).click("Go on")
    page = about_you(page)
    page = page.click("About the people").click("Change").submit(full_name="Noor Hale").click("Continue")
    return declare(answer_all(page))


def send(page: Page) -> Page:
    """Send a filled nomination from its task list and give the receipt."""
    return page.click("Check your answers and send").submit("Send the nomination")


def reference(page: Page) -> str:
    """Give the nomination's reference from the address of one of its pages."""
    return page.url.split("/")[2]
