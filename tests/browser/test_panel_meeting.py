"""A panel meets in a portal that runs in earnest: votes, a departure, a joint and a withheld award, the signature."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from awards.core.actor import Audience
from tests.browser.axe import violations
from tests.browser.judging_hands import SIDEWAYS
from tests.browser.meeting_portal import (
    CHAIR,
    KNOWN,
    MEMBERS,
    RECUSED,
    STAFF,
    STORY,
    MeetingPortal,
    Met,
    meeting_planted,
)
from tests.journeys.portal import chromium

pytestmark = pytest.mark.browser

DESKTOP, ZOOMED = {"width": 1280, "height": 900}, {"width": 320, "height": 640}
SAM, KIM = STAFF
REASON = "The panel heard what has lasted since, and was of one mind about it in the end."
Seat = Callable[[str], Page]


@pytest.fixture(scope="module")
def portal(tmp_path_factory) -> Iterator[MeetingPortal]:
    chromium()
    portal = MeetingPortal(tmp_path_factory.mktemp("meeting"))
    yield portal
    portal.stop()


@pytest.fixture(scope="module")
def met(portal) -> Met:
    return portal.plant(meeting_planted)


@pytest.fixture(scope="module")
def seat(chrome, portal, met) -> Iterator[Seat]:
    """Give everybody a browser of their own, signed in."""
    made: dict[str, tuple[BrowserContext, Page]] = {}

    def of(name: str) -> Page:
        if name not in made:
            context = chrome.new_context(base_url=portal.url, viewport=DESKTOP)
            context.set_default_timeout(30_000)
            audience = Audience.STAFF if name in STAFF else Audience.JUDGES
            context.add_cookies([portal.cookie(audience, met.people[name])])
            made[name] = (context, context.new_page())
        return made[name][1]

    yield of
    for context, _ in made.values():
        context.close()


def press(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.locator("main").get_by_role("button", name=name).first.click()


def follow(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.locator("main").get_by_role("link", name=name).first.click()


def sees(page: Page, words: str) -> None:
    expect(page.locator("main")).to_contain_text(words)


def opened(seat: Seat, category: str, about: str, *, there=MEMBERS) -> str:
    """Open a meeting and note who is there; gives its path."""
    page = seat(SAM)
    page.goto("/staff/meetings/")
    words = f"Meet about {about} of the {category}"
    offered = page.locator("main").get_by_role("button", name=words)
    assert offered.count(), page.locator("main").inner_text()
    press(page, words)
    for name in there:
        page.get_by_role("checkbox", name=name).check()
    press(page, "Note who is there")
    return page.url.partition("/staff")[2]


def vote(seat: Seat, path: str, ballots: dict[str, tuple[str, ...]]) -> str:
    """Open a vote, let members rank (first names in their order), count; gives the vote's path."""
    page = seat(SAM)
    page.goto(f"/staff{path}")
    follow(page, "Put it to the vote")
    press(page, "Open the vote")
    where = page.url.partition("/staff")[2]
    for name, order in ballots.items():
        mine = seat(name)
        mine.goto(f"/judge{where}")
        for place, who in enumerate(order, 1):
            mine.get_by_label(who).select_option(str(place))
        press(mine, "Cast my ballot")
        sees(mine, "Your ballot is cast.")
        expect(mine.locator("main")).not_to_contain_text("What it came to")
    page.goto(f"/staff{where}")
    sees(page, f"{len(ballots)} of {len(ballots)} have voted")
    press(page, "Count the vote")
    return where


def decided(seat: Seat, path: str, option: str, consequence: str) -> None:
    """Record what the meeting decides by one of the options, whose consequence is spelled out first."""
    page = seat(SAM)
    page.goto(f"/staff{path}/decide")
    sees(page, consequence)
    follow(page, option)
    sees(page, consequence)
    page.locator("[name=reason]").fill(REASON)
    if page.locator("main").get_by_text("This departs").count():
        page.locator("[name=departure][value=judgement]").check()
    press(page, "Record this decision")
    sees(page, "The decision is recorded.")


def signed(seat: Seat, path: str) -> None:
    """End the meeting; nobody but the chair can sign, and the chair does."""
    page = seat(SAM)
    page.goto(f"/staff{path}")
    press(page, "End the meeting and write the minutes")
    other = seat("Bo Lind")
    other.goto(f"/judge{path}/minutes")
    expect(other.get_by_role("button", name="Sign the minutes")).to_have_count(0)
    chair = seat(CHAIR)
    chair.goto(f"/judge{path}/minutes")
    seen = chair.locator("[name=seen]").input_value()
    token = _token(other)
    sent = {"csrf_token": token, "seen": seen}
    answer = other.request.post(other.url, form=sent)
    assert (answer.status, "Only the chair of the panel can sign the minutes." in answer.text()) == (409, True)
    press(chair, "Sign the minutes")
    sees(chair, "You have signed the minutes.")
    page.goto(f"/staff{path}")
    sees(page, "Minutes signed")
    expect(page.get_by_role("button", name="Let the meeting go on")).to_have_count(0)
    assert page.request.get(f"/staff{path}/votes/new").status == 409


def _token(page: Page) -> str:
    """Give a token of this person's own, from another page of theirs."""
    body = page.request.get("/judge/entries/").text()
    return body.partition('name="csrf_token" value="')[2].partition('"')[0]


def test_a_shortlist_departs_from_the_scores_with_a_reason_and_a_second_person(seat, met, portal):
    path = opened(seat, _name(portal, "practice"), "the shortlist")
    page = seat(SAM)
    assert page.locator("#agenda tbody th").first.inner_text().split(" ENT")[0] in {"Fin Yale", "Gus Zeal"}
    follow(page, "Gus Zeal")
    sees(page, f"{STORY} Gus Zeal.")
    expect(page.locator(".spread").first).to_be_visible()
    page.locator("[name=words]").fill("What they did has spread.")
    press(page, "Save what is said")
    swap = f"Gus Zeal ({met.entries['Gus Zeal']}) becomes a finalist in place of Fin Yale"
    decided(seat, path, "Swap two entries over the line", swap)
    assert _finalists(portal, "practice") == set()
    chair = seat(CHAIR)
    chair.goto(f"/judge{path}")
    follow(chair, "A decision that waits for a second person")
    sees(chair, REASON)
    chair.locator("[name=answer][value=confirm]").check()
    press(chair, "Send my answer")
    assert _finalists(portal, "practice") == {"Ana Reed", "Ben Stone", "Cal Thorn", "Dee Umber", "Eve Wren", "Gus Zeal"}
    signed(seat, path)


def test_a_circle_is_resolved_by_schulze_without_the_member_who_stands_down(seat, met, portal):
    path = opened(seat, _name(portal, "practice"), "the winners")
    page = seat(SAM)
    row = page.locator("#agenda tbody tr", has_text=KNOWN)
    expect(row.locator("td").last).to_have_text(RECUSED)
    circle = {
        CHAIR: ("Ana Reed", KNOWN, "Cal Thorn"), "Bo Lind": ("Ana Reed", KNOWN, "Cal Thorn"),
        "Cy Moor": (KNOWN, "Cal Thorn", "Ana Reed"), "Di Nash": ("Cal Thorn",), "Ed Orr": ("Cal Thorn",),
    }  # fmt: skip
    where = vote(seat, path, circle)
    sees(page, "no one wins every duel")
    sees(page, f"{KNOWN} wins.")
    decided(seat, path, "Follow the panel’s vote", f"{KNOWN} ({met.entries[KNOWN]}) wins the")
    out = seat(RECUSED)
    for one in (path, where, f"{path}/minutes"):
        answer = out.request.get(f"/judge{one}")
        assert (answer.status in {200, 404}, KNOWN in answer.text(), met.entries[KNOWN] in answer.text()) == (
            True, False, False,
        )  # fmt: skip
    missing = out.request.get(f"/judge{path}/entries/ENT-2222222")
    hidden = out.request.get(f"/judge{path}/entries/{met.entries[KNOWN]}")
    assert (hidden.status, _below_the_clock(hidden.text())) == (404, _below_the_clock(missing.text()))
    signed(seat, path)
    out.goto(f"/judge{path}/minutes")
    sees(out, "You took no part in this vote.")
    expect(out.locator("main")).not_to_contain_text(KNOWN)
    expect(out.locator("main")).not_to_contain_text(REASON)


def test_a_tie_is_broken_by_the_chain_fixed_beforehand(seat, met, portal):
    path = opened(seat, _name(portal, "team"), "the winners", there=MEMBERS[:4])
    sees(seat(SAM), "an even number")
    one, other = ("Harbour team", "Island team"), ("Island team", "Harbour team")
    vote(seat, path, {CHAIR: one, "Bo Lind": one, "Cy Moor": other, "Di Nash": other})
    sees(seat(SAM), "Harbour team and Island team are level by duels.")
    sees(seat(SAM), "Score of the judging round")
    sees(seat(SAM), "Harbour team wins.")
    decided(seat, path, "Follow the panel’s vote", f"Harbour team ({met.entries['Harbour team']}) wins")
    signed(seat, path)


def test_an_award_is_shared(seat, portal):
    path = opened(seat, _name(portal, "innovation"), "the winners")
    decided(seat, path, "A joint award", "share the")
    assert _winners(portal, "innovation") == {"Kit Arden", "Lou Birch"}
    signed(seat, path)


def test_an_award_is_withheld(seat, portal):
    path = opened(seat, _name(portal, "leadership"), "the winners")
    decided(seat, path, "Withhold the award", "the award is withheld from all 3 finalists.")
    assert _winners(portal, "leadership") == set()
    signed(seat, path)
    chair = seat(CHAIR)
    chair.goto(f"/judge{path}/minutes")
    sees(chair, "The award is withheld")


def test_no_page_of_a_meeting_has_a_barrier_or_scrolls_sideways(seat, met, portal):
    """In a meeting of its own, with a vote that is open and one that is counted."""
    portal.rows("UPDATE entry SET state = 'finalist' WHERE title IN ('Nia Dale', 'Oz Elm', 'Pat Fir')")
    path = opened(seat, _name(portal, "leadership"), "the winners")
    names = ("Nia Dale", "Oz Elm", "Pat Fir")
    where = vote(seat, path, dict.fromkeys(MEMBERS, names))
    page = seat(SAM)
    page.goto(f"/staff{path}")
    follow(page, "Put it to the vote")
    press(page, "Open the vote")
    entry = f"{path}/entries/{met.entries['Nia Dale']}"
    ballot = page.url.partition("/staff")[2]
    shared = [path, entry, where, ballot]
    staff = ["/meetings/", f"{path}/call-off", f"{ballot}/ballots/{met.people['Bo Lind']}"]
    found = {}
    for who, door, paths in (
        (SAM, "/staff", [*shared, *staff]),
        (CHAIR, "/judge", shared),
        ("Bo Lind", "/judge", shared),
    ):
        found |= _barriers(seat(who), door, paths)
    page.goto(f"/staff{ballot}")
    page.locator("[name=calling-reason]").fill("Another member has just come in.")
    press(page, "Call the vote off")
    found |= _barriers(page, "/staff", [f"{path}/decide", f"{path}/decide/swap", f"{path}/votes/new"])
    page.goto(f"/staff{path}")
    press(page, "End the meeting and write the minutes")
    found |= _barriers(page, "/staff", [f"{path}/minutes"]) | _barriers(seat(CHAIR), "/judge", [f"{path}/minutes"])
    assert found == {}


def _barriers(page: Page, door: str, paths: list[str]) -> dict[str, object]:
    found: dict[str, object] = {}
    for path in paths:
        for size in (DESKTOP, ZOOMED):
            page.set_viewport_size(size)
            assert page.goto(door + path).status == 200
            wrong = (violations(page), page.evaluate(SIDEWAYS))
            if wrong != ([], 0):
                found[f"{door}{path} at {size['width']}"] = wrong
    page.set_viewport_size(DESKTOP)
    return found


def _below_the_clock(text: str) -> str:
    """Give a page without the demo's banner: its clock may move on between two answers."""
    return text[text.index("<header") :]


def _name(portal: MeetingPortal, key: str) -> str:
    return str(portal.rows("SELECT name FROM category WHERE key = ?", key)[0][0])


def _titles(portal: MeetingPortal, key: str, state: str) -> set[str]:
    chosen = "SELECT title FROM entry JOIN category ON category.id = category_id WHERE category.key = ? AND state = ?"
    return {title for (title,) in portal.rows(chosen, key, state)}


def _finalists(portal: MeetingPortal, key: str) -> set[str]:
    return _titles(portal, key, "finalist")


def _winners(portal: MeetingPortal, key: str) -> set[str]:
    return _titles(portal, key, "winner")
