"""A judge's whole way by keyboard alone, with a real server, worker and mail; and what must not be lost on it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import judging_hands as steps
from tests.browser.judging_hands import JUDGE, JudgesHands, JudgesKeys
from tests.browser.judging_portal import COLLEAGUE, FRIEND, JudgesPortal, Planted, one_to_read

pytestmark = pytest.mark.browser

SAVED = re.compile(r"^Saved at \d+(:\d\d)?[ap]m$")


def test_from_the_invitation_to_handing_in_by_keyboard_alone(device, portal, planted):
    staff, judge = JudgesHands(device()), JudgesKeys(device())
    steps.arrive(judge, steps.invited(staff, portal, planted))
    steps.accept(judge)
    steps.tell_work(judge, most=11)
    steps.declare(judge)
    steps.practise(judge)
    staff.page.goto(f"/staff/panels/{planted.panel}")
    steps.plan_and_release(staff)
    told = portal.link_mailed_to(JUDGE, after=1)
    portal.open_judging()
    steps.arrive(judge, told)
    mine = steps.titles(judge)
    assert (len(mine), {COLLEAGUE, FRIEND} & set(mine)) == (11, set())
    judge.link("Go on with the next entry")
    scored = score_them_all(judge, staff, portal, planted, put_off=mine[2], known=mine[6])
    assert (len(scored) >= 10, scored[-1], mine[6] in scored) == (True, mine[2], False)
    finish(judge, portal, len(scored))
    assert judge.keys.unseen == []
    assert judge.page.evaluate("sessionStorage.getItem('mouse')") is None
    judge.page.mouse.click(5, 5)
    assert judge.page.evaluate("sessionStorage.getItem('mouse')") == "used"  # it would have been noticed


def score_them_all(
    judge: JudgesKeys, staff: JudgesHands, portal: JudgesPortal, planted: Planted, *, put_off: str, known: str
) -> list[str]:
    """Go from entry to entry to the end, whatever a new plan adds; gives which were scored, in their order."""
    scored: list[str] = []
    for number in range(2 * len(planted.entries)):
        title = judge.page.locator("h1").inner_text()
        if title == "My scores":
            return scored
        if title == put_off and number == 2:
            come_back_later(judge)
        elif title == known:
            stand_down(judge, portal, planted, title)
            planned_anew(staff, portal, planted, title)
            judge.link("Go on with the next entry")
        else:
            score(judge, len(scored))
            scored.append(title)
    raise AssertionError(f"there is no end to the entries: {scored}")


def score(judge: JudgesKeys, number: int) -> None:
    """Score one entry with digits; the first one also says why, is taken back once, and looks for help."""
    page, criteria = judge.page, judge.page.locator("[data-share]").count()
    judge.into_the_scores()
    if number == 0:
        look_for_help(judge)
    for _ in range(criteria):
        judge.press("3")
        judge.press("n")
    if number == 1:
        take_back_and_say_why(judge)
    expect(page.locator("[data-total]")).to_have_text(re.compile(r"^Total \d+\.\d out of 100$"))
    judge.send("s")


def look_for_help(judge: JudgesKeys) -> None:
    judge.press("?")
    expect(judge.page.get_by_role("dialog", name="Keyboard help")).to_be_visible()
    judge.keys.press("Escape")
    expect(judge.page.get_by_role("dialog")).to_have_count(0)


def take_back_and_say_why(judge: JudgesKeys) -> None:
    """Give the top mark, take it back, give it again, and say why: with c, and letters that are letters there."""
    total = judge.page.locator("[data-total]")
    before = total.inner_text()
    judge.press("p")
    judge.press("5")
    expect(total).not_to_have_text(before)
    judge.press("u")
    expect(total).to_have_text(before)
    judge.press("5")
    judge.press("c")
    judge.page.keyboard.type("No plan would have come up without her; others use it.")
    judge.press("Escape")


def come_back_later(judge: JudgesKeys) -> None:
    judge.into_the_scores()
    judge.press("4")
    judge.send("l")
    judge.sees("It now comes behind your other entries.")


def stand_down(judge: JudgesKeys, portal: JudgesPortal, planted: Planted, title: str) -> None:
    """Begin to score somebody, and find that one knows them: the entry is gone at once, wherever one looks."""
    page, ref = judge.page, planted.entries[title]
    judge.into_the_scores()
    judge.press("4")
    expect(page.locator("[data-save-state]")).to_have_text(SAVED)
    judge.link("I am connected with this entry")
    judge.select(judge.box("How are you connected?"), "taught_or_tutored")
    judge.button("Stand down from this entry")
    judge.sees("That entry is no longer on your list.")
    assert (title in steps.titles(judge), steps.done(judge)[1]) == (False, 10)
    for path in (f"/judge/entries/{ref}", f"/judge/entries/{ref}/history", f"/judge/entries/{ref}/conflict"):
        assert page.request.get(portal.url + path).status == 404
    for path in ("/judge/entries/scores", "/judge/entries/print", "/judge/entries/hand-in"):
        assert title not in page.request.get(portal.url + path).text()
    assert (len(portal.readers(ref)), len(portal.readers(ref, state="recused"))) == (2, 1)


def planned_anew(staff: JudgesHands, portal: JudgesPortal, planted: Planted, title: str) -> None:
    """The plan that the conflict asked for waits for staff, and changes nothing until they apply it."""
    page, ref = staff.page, planted.entries[title]
    before = portal.readers(ref)
    [other] = set(planted.fellows.values()) - before
    address = next(email for email, fellow in planted.fellows.items() if fellow == other)
    mails = sum(mail["To"] == address for mail in portal.sink.mails)
    page.goto(f"/staff/panels/{planted.panel}/plan")
    expect(page.get_by_role("button", name="Apply and release")).to_be_visible(timeout=steps.PATIENCE)
    expect(page.locator("#gains")).to_contain_text(title)
    assert portal.readers(ref) == before
    steps.release_what_is_planned(staff)
    assert portal.readers(ref) == {*before, other}
    fellow = JudgesHands(page.context.browser.new_context(base_url=portal.url).new_page())
    steps.arrive(fellow, portal.link_mailed_to(address, after=mails))
    assert title in steps.titles(fellow)
    fellow.page.context.close()


def finish(judge: JudgesKeys, portal: JudgesPortal, count: int) -> None:
    """Change one's mind in the table of all one's scores, and hand in."""
    expect(judge.page.locator("h1")).to_have_text("My scores")
    judge.link("My entries")
    assert steps.done(judge) == (count, count)
    judge.link("My scores")
    box = judge.main.locator("input[type=number]").first
    assert box.input_value() == "3"
    judge.write(box, "4")
    judge.button("Save Practice award")
    judge.sees("Saved: 1 entry.")
    judge.link("Hand in my scores")
    judge.sees(f"Handed in now: {count}")
    judge.button("Hand in my scores")
    judge.sees("You have handed in all your scores. Thank you.")
    found = portal.rows("SELECT state, count(*) FROM score_sheet GROUP BY state ORDER BY state")
    assert dict(found)["handed_in"] == count


def at_work(device, portal: JudgesPortal, planted: Planted, number: int) -> tuple[Page, str]:
    """Seat one of the judges in front of an entry of their own; gives the page and the judge's address."""
    portal.open_judging()
    email, fellow = list(planted.fellows.items())[number]
    ref = portal.plant(lambda session, _: one_to_read(session, planted, fellow))
    page = device()
    page.context.add_cookies([portal.cookie_of(fellow)])
    page.goto(f"/judge/entries/{ref}")
    return page, email


def state(page: Page):
    return page.locator("[data-save-state]")


def overall(page: Page):
    return page.locator("[name=overall]")


def ask_for_a_link(page: Page, portal: JudgesPortal, email: str) -> str:
    """Have a link to sign in sent, as the page says."""
    mails = sum(mail["To"] == email for mail in portal.sink.mails)
    page.get_by_label("Email address").fill(email)
    page.get_by_role("button", name="Send me a message").click()
    expect(page.locator("h1")).to_have_text("Check your email")
    return portal.link_mailed_to(email, after=mails)


def test_a_sign_in_that_ends_in_the_middle_of_a_comment_is_made_good_by_mail(device, portal, planted):
    page, email = at_work(device, portal, planted, 0)
    overall(page).press_sequentially("The first half of a thought, ")
    expect(state(page)).to_have_text(SAVED)
    portal.rows("UPDATE sign_in SET ended_at = started_at WHERE ended_at IS NULL AND audience = 'judges'")
    overall(page).press_sequentially("and the second half.")
    expect(state(page)).to_contain_text("no longer signed in. Press Save and next: what you typed comes with you.")
    page.get_by_role("button", name="Save and next").click()
    expect(page.locator("h1")).to_have_text("Sign in again")
    expect(page.locator("main")).to_contain_text("The first half of a thought, and the second half.")
    with page.expect_popup() as opened:
        page.get_by_role("link", name="sign in (opens a new tab)").click()
    other = opened.value
    other.goto(ask_for_a_link(other, portal, email))
    other.locator("main button").click()
    expect(other.locator("h1")).to_have_text("My entries")
    other.close()
    page.get_by_role("button", name="Send it again").click()
    expect(overall(page)).to_have_value("The first half of a thought, and the second half.")
    page.goto(page.url)
    expect(overall(page)).to_have_value("The first half of a thought, and the second half.")


def test_what_is_typed_on_two_devices_is_all_shown_and_nothing_overwritten(device, portal, planted):
    first, email = at_work(device, portal, planted, 1)
    second = device()
    second.goto("/sign-in/")
    second.goto(ask_for_a_link(second, portal, email))
    second.locator("main button").click()
    expect(second.locator("h1")).to_have_text("My entries")
    second.goto(first.url)
    overall(first).fill("From the desk.")
    expect(state(first)).to_have_text(SAVED)
    overall(second).fill("From the train.")
    expect(state(second)).to_have_text("Changed somewhere else: press Save and next to see both.")
    second.get_by_role("button", name="Save and next").click()
    expect(second.locator("main")).to_contain_text("From the desk.")
    expect(overall(second)).to_have_value("From the train.")
    first.reload()
    expect(overall(first)).to_have_value("From the desk.")  # until the judge decides otherwise
    overall(second).fill("From the desk and from the train.")
    second.get_by_role("button", name="Save and next").click()
    first.reload()
    expect(overall(first)).to_have_value("From the desk and from the train.")


def test_a_connection_that_comes_back_saves_what_was_typed_meanwhile_without_a_press(device, portal, planted):
    page, _ = at_work(device, portal, planted, 2)
    page.context.set_offline(True)
    overall(page).press_sequentially("Typed in the tunnel")
    expect(state(page)).to_contain_text("Not saved: no connection")
    overall(page).press_sequentially(", and typed on.")
    page.context.set_offline(False)
    expect(state(page)).to_have_text(SAVED, timeout=15_000)
    again = device()
    again.context.add_cookies(page.context.cookies())
    again.goto(page.url)
    expect(overall(again)).to_have_value("Typed in the tunnel, and typed on.")
