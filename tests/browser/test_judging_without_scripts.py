"""A judge's whole way on a telephone that runs no script, by thumb, with a real server, worker and mail."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser import judging_hands as steps
from tests.browser.judging_hands import JUDGE, JudgesHands, Thumb
from tests.browser.judging_portal import COLLEAGUE, FRIEND, JudgesPortal, Planted

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "java_script_enabled": False}


def test_from_the_invitation_to_handing_in_by_thumb(device, portal: JudgesPortal, planted: Planted):
    staff, judge = JudgesHands(device()), Thumb(device(**PHONE))
    steps.arrive(judge, steps.invited(staff, portal, planted))
    steps.accept(judge)
    steps.tell_work(judge, most=11, mistake=True)
    steps.declare(judge, mistake=True)
    steps.practise(judge, mistake=True)
    staff.page.goto(f"/staff/panels/{planted.panel}")
    steps.plan_and_release(staff)
    told = portal.link_mailed_to(JUDGE, after=1)
    portal.open_judging()
    steps.arrive(judge, told)
    mine = steps.titles(judge)
    assert (len(mine), {COLLEAGUE, FRIEND} & set(mine)) == (11, set())
    judge.link("Go on with the next entry")
    for title in (mine[0], mine[1]):
        expect(judge.page.locator("h1")).to_have_text(title)
        score(judge, mistake=title == mine[0])
    come_back_later(judge, mine[2])
    stand_down(judge, portal, planted, mine[3])
    scored = [*mine[:2], *score_the_rest(judge)]
    assert scored == [*mine[:2], *mine[4:], mine[2]]
    finish(judge, len(scored))
    assert len(scored) == 10
    assert judge.wrong == {}
    judge.page.locator("main a.govuk-button").first.evaluate(
        "one => { one.style = 'display: block; height: 10px; min-height: 0; padding: 0'; }"
    )
    judge.page.locator("h1").evaluate("one => { one.style = 'width: 400px'; }")
    judge.look()
    assert [(wide > 0, len(small)) for wide, small in judge.wrong.values()] == [(True, 1)] * 2  # it would be noticed


def score(judge: Thumb, *, mistake: bool = False) -> None:
    """Give points to each criterion; a comment that is missing is asked for beside its box, and nothing is lost."""
    names = steps.controls(judge)
    for name in names:
        judge.points(name, 4)
    if mistake:
        comment = names[1].replace("points_", "comment_")
        judge.points(names[1], 5)
        judge.write(judge.page.locator("[name=overall]"), "It reads as if it had been easy.")
        judge.button("Save and next")
        expect(judge.page.locator(f"#{comment}-error")).to_contain_text("Say in a sentence why")
        expect(judge.page.locator("[name=overall]")).to_have_value("It reads as if it had been easy.")
        expect(judge.page.locator(f"[name={names[1]}][value='5']")).to_be_checked()
        judge.write(judge.page.locator(f"[name={comment}]"), "No plan would have come up without her.")
    judge.button("Save and next")


def come_back_later(judge: Thumb, title: str) -> None:
    expect(judge.page.locator("h1")).to_have_text(title)
    name = steps.controls(judge)[0]
    judge.points(name, 2)
    judge.button("Come back later")
    judge.sees("It now comes behind your other entries.")


def stand_down(judge: Thumb, portal: JudgesPortal, planted: Planted, title: str) -> None:
    """Find that one knows somebody; how is asked for beside its box, and the entry is gone at once."""
    expect(judge.page.locator("h1")).to_have_text(title)
    judge.link("I am connected with this entry")
    judge.button("Stand down from this entry")
    expect(judge.page.locator("#kind-error")).to_contain_text("Say how you are connected")
    judge.select(judge.page.locator("[name=kind]"), "supported_me")
    judge.button("Stand down from this entry")
    judge.sees("That entry is no longer on your list.")
    assert (title in steps.titles(judge), steps.done(judge)) == (False, (2, 10))
    assert judge.page.request.get(f"{portal.url}/judge/entries/{planted.entries[title]}").status == 404
    judge.link("My conflicts")
    judge.sees(title)
    judge.link("My entries")
    judge.link("Go on with the next entry")


def score_the_rest(judge: Thumb) -> list[str]:
    """Score whatever comes until the table of scores; what was put off is as it was left."""
    scored: list[str] = []
    while (title := judge.page.locator("h1").inner_text()) != "My scores":
        assert len(scored) < 10, scored
        if judge.page.locator("main [data-share]").first.locator("[value='2']").is_checked():
            assert len(scored) == 7  # it comes last
        score(judge)
        scored.append(title)
    return scored


def finish(judge: Thumb, count: int) -> None:
    """Change one's mind in the table of all one's scores: what cannot be is said beside it; then hand in."""
    box = judge.main.locator("input[type=number]").first
    judge.write(box, "9")
    judge.button("Save Practice award")
    expect(judge.main.locator("input[type=number]").first).to_have_attribute("aria-invalid", "true")
    judge.sees("give a whole number from 0 to 5, or nothing")
    judge.write(judge.main.locator("input[type=number]").first, "3")
    judge.button("Save Practice award")
    judge.sees("Saved: 1 entry.")
    judge.link("Print my entries")
    judge.link("Back to my scores")
    judge.link("Hand in my scores")
    judge.sees(f"Handed in now: {count}")
    judge.button("Hand in my scores")
    judge.sees("You have handed in all your scores. Thank you.")
