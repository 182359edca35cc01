"""What befalls people in the middle: another device, a stale tab, two presses, the last minute, a changed mind."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.asking import filled
from tests.browser.site import Site
from tests.browser.state import draft, fill_and_press, press, reference
from tests.browser.states_of_nominees import agree, put_forward
from tests.browser.walking import Mouse, write

pytestmark = pytest.mark.browser

WINTER = datetime(2024, 2, 23, 23, 59, 59, tzinfo=UTC)
SUMMER = datetime(2024, 7, 12, 22, 59, 59, tzinfo=UTC)
"""One second before midnight where the awards are, before and after the clocks have changed."""


def test_what_was_begun_on_one_device_is_finished_on_another(site: Site, chrome: Browser):
    address = "twodevices@nominators.example"
    with site.seen_by(chrome) as telephone:
        telephone.goto("/nominate/?category=leadership")
        press("Start now")(telephone)
        about_you(telephone, address)
        answer(telephone, "summary", "Begun on the telephone.")
        ref = telephone.url.split("/")[4]
    link = site.mailbox.link_to(address)
    with site.seen_by(chrome, viewport={"width": 1280, "height": 900}) as desk:
        follow(desk, link)
        desk.goto(f"/nominations/{ref}/answers/summary")
        expect(desk.locator("main textarea")).to_have_value("Begun on the telephone.")
        desk.goto(f"/nominations/{ref}")
        write(Mouse(desk), email=address)
        press("Send the nomination")(desk)
        expect(desk.locator("main h1")).to_contain_text("sent")
        expect(desk.locator("main")).to_contain_text("Begun on the telephone.")


def test_a_stale_tab_never_overwrites_and_shows_both_texts(site: Site, chrome: Browser):
    who, ref = draft(site, "practice")
    with site.seen_by(chrome, who) as first:
        second = first.context.new_page()
        for page in (first, second):
            page.goto(f"/nominations/{ref}/answers/summary")
        fill_and_press("Save and continue", text="From the first tab.")(first)
        second.locator("main textarea").fill("From the second tab.")
        press("Save and continue")(second)
        shown = second.locator("main").inner_text() + second.locator("main textarea").first.input_value()
        assert "From the first tab." in shown
        assert "From the second tab." in shown
    assert texts(site, ref) == {"summary": "From the first tab."}


def test_text_typed_after_the_sign_in_ran_out_goes_through_after_one_confirmation(site: Site, chrome: Browser):
    address = "late@nominators.example"
    page = filled(site.browser(), "practice", email=address)
    ref = reference(page)
    with site.seen_by(chrome, page.browser) as tab:
        tab.goto(f"/nominations/{ref}/answers/summary")
        tab.locator("main textarea").fill("Typed over a very long lunch. " * 4)
        site.clock.forward(days=20)
        press("Save and continue")(tab)
        expect(tab.locator("main")).to_contain_text("Nothing you typed is lost")
        again = tab.context.new_page()
        again.goto("/nominate/return")
        fill_and_press("Send me a link", email=address)(again)
        follow(again, site.mailbox.link_to(address))
        press("Send it again")(tab)
    assert texts(site, ref)["summary"].startswith("Typed over a very long lunch.")


def test_pressing_twice_going_back_and_trying_again_send_one_nomination(site: Site, chrome: Browser):
    page = filled(site.browser(), "practice")
    ref = reference(page)
    with site.seen_by(chrome, page.browser) as tab:
        tab.goto(page.url)
        tab.get_by_role("button", name="Send the nomination").dblclick()
        expect(tab.locator("main h1")).to_contain_text("sent")
        tab.go_back()
        if tab.get_by_role("button", name="Send the nomination").count():
            press("Send the nomination")(tab)
        expect(tab.locator("main")).to_contain_text(ref)
    assert len(site.sendings(ref)) == 1


@pytest.fixture(params=[WINTER, SUMMER], ids=["winter", "summer"])
def closing(request, site: Site) -> Iterator[datetime]:
    """Let nominations close at this moment, and set the clock to five minutes before it."""
    site.writing()
    season = site.season
    before, season.closes_at = season.closes_at, request.param
    site.settle()
    site.clock.set(request.param - timedelta(minutes=5))
    yield request.param
    site.writing()
    site.season.closes_at = before
    site.settle()


@pytest.mark.parametrize(
    ("late", "shown"),
    [(0, "Nomination sent"), (120, "counts as sent in time"), (121, "closed")],
    ids=["last second", "last of the grace", "too late"],
)
def test_the_last_minute_is_the_same_by_winter_and_summer_time(
    site: Site, chrome: Browser, closing: datetime, late: int, shown: str
):
    page = filled(site.browser(), "practice")
    with site.seen_by(chrome, page.browser) as tab:
        tab.goto(page.url)
        expect(tab.locator("main")).to_contain_text("11:59pm")
        site.clock.set(closing + timedelta(seconds=late))
        press("Send the nomination")(tab)
        expect(tab.locator("main")).to_contain_text(shown)
        tab.goto(f"/nominations/{reference(page)}/answers/summary")
    nomination = site.nomination(reference(page))
    assert (nomination.submitted_at is not None) is (late <= 120)
    assert nomination.within_grace is (0 < late <= 120)
    assert nomination.answers != []


def test_a_nominee_agrees_and_later_takes_a_consent_back_by_a_new_link(site: Site, chrome: Browser):
    nominee = put_forward(site, "practice")
    with site.seen_by(chrome) as page:
        come_by_link(site, page, nominee)
        agree(page)
        expect(page.locator("main")).to_contain_text("You have agreed")
    site.clock.forward(days=200)
    with site.seen_by(chrome) as page:
        page.goto("/about-me/return")
        fill_and_press("Send me a link", email=nominee.email)(page)
        come_by_link(site, page, nominee)
        standing = page.get_by_role("button", name="Take this back").count()
        press("Take this back")(page)
        expect(page.locator("main")).to_contain_text("taken back on")
        expect(page.get_by_role("button", name="Take this back")).to_have_count(standing - 1)


def test_a_nominee_declines(site: Site, chrome: Browser):
    nominee = put_forward(site, "practice")
    with site.seen_by(chrome) as page:
        come_by_link(site, page, nominee)
        page.locator("main input[name=response][value=declined]").check()
        press("Save")(page)
        expect(page.locator("main")).to_contain_text("taken you out")


@pytest.mark.parametrize("response", ["confirmed", "refused"])
def test_somebody_of_seventeen_names_an_adult_who_answers(site: Site, chrome: Browser, response: str):
    nominee, adult = put_forward(site, "seventeen"), f"dana-{response}@adults.example"
    with site.seen_by(chrome) as page:
        come_by_link(site, page, nominee)
        agree(page)
        page.get_by_role("link", name="Name an adult").click()
        Mouse(page).fill({"name": "Dana Mills", "email": adult})
        page.locator("main input[name=reach]").first.check()
        press("Save and ask them")(page)
        expect(page.locator("main")).to_contain_text("wait for their answer")
    with site.seen_by(chrome) as page:
        follow(page, site.mailbox.link_to(adult))
        expect(page.locator("main")).not_to_contain_text("They listened")
        page.locator(f"main input[name=response][value={response}]").check()
        press("Send my answer")(page)
        expect(page.locator("main")).to_contain_text("You have")


def test_somebody_of_seventeen_waits_without_an_adult(site: Site, chrome: Browser):
    before = len(site.mailbox.deliver())
    nominee = put_forward(site, "seventeen")
    with site.seen_by(chrome) as page:
        come_by_link(site, page, nominee)
        page.goto("/about-me/adult")
        expect(page.locator("main")).to_contain_text("Say first that you agree")
        page.goto("/about-me/")
        agree(page)
        expect(page.locator("main")).to_contain_text("an adult you trust must agree too")
    assert [mail["To"] for mail in site.mailbox.deliver()[before:]] == [nominee.email]


def about_you(page: Page, address: str) -> None:
    """Go to the page about the nominator, and fill it in."""
    base = page.url.split("/nominations/")[0] + "/nominations/" + page.url.split("/")[4]
    page.goto(f"{base}/about-you")
    Mouse(page).fill({"name": "Casey Brook", "email": address})
    press("Save and continue")(page)


def answer(page: Page, key: str, text: str) -> None:
    base = page.url.split("/nominations/")[0] + "/nominations/" + page.url.split("/")[4]
    page.goto(f"{base}/answers/{key}")
    fill_and_press("Save and continue", text=text)(page)


def follow(page: Page, link: str) -> None:
    """Open a mailed link and press its button."""
    page.goto(link)
    with page.expect_navigation():
        page.locator("main button").first.click()


def come_by_link(site: Site, page: Page, nominee) -> None:
    """Open the latest mailed link and say the name."""
    follow(page, site.mailbox.link_to(nominee.email))
    fill_and_press("Continue", name=nominee.full_name)(page)
    expect(page.locator("main h1")).to_contain_text("You have been put forward")


def texts(site: Site, ref: str) -> dict[str, str]:
    return {one.question_key: one.text for one in site.nomination(ref).answers if one.text}
