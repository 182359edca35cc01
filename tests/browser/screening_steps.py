"""The steps of a morning's screening, whichever way somebody goes through the pages."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.screening_hands import Hands, Keys
from tests.browser.screening_morning import WITHOUT, Morning

LISTS = ("Needs me", "Waiting for somebody", "On hold", "Done")
ELIGIBLE, NOT_ELIGIBLE = "Yes, it is eligible", "No, it is not eligible"


def counts(hands: Hands) -> dict[str, int]:
    """Open each of the four lists; its count, what it says it found and its rows have to be one number."""
    found = {}
    for name in LISTS:
        hands.to_list(name)
        tab = hands.page.get_by_role("navigation", name="The four lists").get_by_role("link", name=re.compile(name))
        number = int(re.findall(r"\d+", tab.inner_text())[-1])
        said = int(hands.page.get_by_role("status").inner_text().split()[0])
        rows = hands.page.locator("#queue tbody tr").count()
        assert (name, said, rows) == (name, number, number)
        found[name] = number
    return found


def to_nomination(hands: Hands, morning: Morning, ref: str, *, place: str = LISTS[0]) -> None:
    """Come to a nomination as somebody does who works through a list."""
    morning.worker(1)
    hands.to_list(place)
    hands.open_row(ref)
    hands.sees(ref)


def rule(hands: Hands, decision: str, reason: str = "") -> None:
    hands.choose(decision)
    if reason:
        hands.write(hands.box("Reason for the ruling"), reason)
    hands.button("Rule on this nomination")


def keys_act_in_the_list_alone(hands: Keys, morning: Morning) -> None:
    """Outside of the list the letters are letters and nothing else; inside they go up and down, and tick."""
    page, first, second = hands.page, *[morning.refs[name] for name in ("Amara Okafor", "Bryn Ellery")]
    hands.link("Nominations")
    ticked = page.locator("#queue input:checked")
    for key in "jkx":
        hands.keys.press(key)
    assert (page.evaluate("document.activeElement.closest('#queue')"), ticked.count()) == (None, 0)
    search, acts = hands.box("Names, words or reference"), hands.box("With those that are ticked")
    hands.write(search, "jkx")
    assert (search.input_value(), ticked.count()) == ("jkx", 0)
    hands.keys.tab_to(acts)
    hands.keys.press("j")
    expect(acts).to_be_focused()
    hands.keys.tab_to(page.locator("#queue tbody th a").first)
    for key, ref in (("j", second), ("k", first), ("ArrowDown", second), ("ArrowUp", first), ("k", first)):
        hands.keys.press(key)
        assert page.evaluate("document.activeElement.closest('tr').innerText.match(/NOM-\\w+/)[0]") == ref
    hands.keys.press("x")
    expect(page.get_by_role("checkbox", name=f"Tick {first}")).to_be_checked()
    hands.keys.press("x")
    assert ticked.count() == 0
    with page.expect_navigation():
        hands.keys.press("Enter")
    expect(page.locator("h1")).to_contain_text(first)


def rule_on_three_in_a_row(hands: Hands, morning: Morning) -> None:
    """Rule as the rules say, and go on to the next one of the list each time."""
    names = ("Amara Okafor", "Bryn Ellery", "Carys Penrose")
    for number, name in enumerate(names):
        expect(hands.page.locator("h1")).to_contain_text(morning.refs[name])
        rule(hands, ELIGIBLE)
        hands.sees(f"{morning.refs[name]} is ruled eligible")
        if number < len(names) - 1:
            hands.link("Next in this list")


def override_with_a_reason(hands: Hands, morning: Morning) -> None:
    """Against the rules a ruling needs a reason; what the rules say stays as it was."""
    to_nomination(hands, morning, morning.refs["Lowri Abbot"])
    rule(hands, ELIGIBLE)
    expect(hands.page.get_by_role("alert")).to_contain_text("Enter the reason for the ruling")
    rule(hands, ELIGIBLE, "Registered since Monday: the register was late.")
    hands.sees(f"{morning.refs['Lowri Abbot']} is ruled eligible")
    hands.sees("Lowri Abbot is not registered with Social Work England")
    to_nomination(hands, morning, morning.refs["Zadie Birch"])
    rule(hands, ELIGIBLE)


def confirm_and_undo(hands: Hands, morning: Morning) -> None:
    """Confirm what the rules find not eligible; rule on another the wrong way, and undo that."""
    to_nomination(hands, morning, morning.refs["Merle Beck"])
    rule(hands, NOT_ELIGIBLE, "Not registered, as the nominator says.")
    hands.sees("is ruled ineligible")
    to_nomination(hands, morning, morning.refs["Nye Calder"])
    rule(hands, NOT_ELIGIBLE, "Meant for the one below.")
    hands.button("Undo")
    expect(hands.main.get_by_role("button", name="Rule on this nomination")).to_be_visible()
    expect(hands.main.get_by_text("To be ruled on", exact=True).first).to_be_visible()


def ask_for_more(hands: Hands, morning: Morning) -> None:
    """Ask the nominator of what nobody can tell for more on one question."""
    to_nomination(hands, morning, morning.refs["Oriel Dene"])
    hands.link("Ask the nominator for more")
    hands.tick("In a sentence or two, who are you nominating and why?")
    hands.write(hands.box("What do you tell the nominator?"), "Do they know by now? One sentence is enough.")
    hands.button("Ask the nominator")
    hands.sees("The nominator is asked")
    morning.worker(1)
    hands.to_list("Waiting for somebody")
    expect(hands.page.locator("#queue tbody")).to_contain_text(morning.refs["Oriel Dene"])


def hold_and_let_go(hands: Hands, morning: Morning) -> None:
    ref = morning.refs["Ursel Ings"]
    to_nomination(hands, morning, ref)
    hands.link("Put it on hold")
    hands.write(hands.box("Why is it put on hold?"), "The worker is on leave until Thursday.")
    hands.pick("When does it come back?", "On Thursday 29 February 2024")
    hands.button("Put it on hold")
    hands.sees(f"{ref} is on hold")
    to_nomination(hands, morning, ref, place="On hold")
    hands.sees("The worker is on leave until Thursday.")
    hands.button("Take it off hold")
    hands.sees(f"{ref} is off hold")


def several_at_once(hands: Hands, morning: Morning) -> None:
    """Rule on several that the rules find eligible; the preview leaves out the one that they do not."""
    plain = [morning.refs[name] for name in ("Dara Quayle", "Eluned Rowntree", "Farah Sandhu")]
    other = morning.refs["Sorrel Garth"]
    hands.to_list("Needs me")
    for ref in (*plain, other):
        hands.tick_row(ref)
    hands.pick("With those that are ticked", "Rule that they are eligible, as the rules say")
    hands.button("Look at what would be done")
    hands.sees("Nothing has been done yet")
    expect(hands.page.get_by_role("row").filter(has_text=other)).to_contain_text("Left as it is")
    hands.button("Do it")
    hands.sees("3 nominations are done")


def merge_and_take_apart(hands: Hands, morning: Morning) -> None:
    """Merge two of one nominee, see that one of them is done, and let it stand for itself again."""
    first, second = morning.twins
    to_pair(hands, morning)
    hands.choose(f"Same nominee: merge, {first} leads")
    hands.button("Save the decision")
    to_nomination(hands, morning, second, place="Done")
    hands.link("Nominations")
    hands.unfold("More about nominations")
    hands.link("Likely duplicates")
    hands.link("Show those decided on")
    hands.go(hands.page.locator("#pairs").get_by_role("link").first)
    hands.link(f"Take {second} out again")
    hands.write(hands.box("Reason"), "Two colleagues of one name after all.")
    hands.button("Take it out")
    hands.sees(f"{second} stands for itself again")
    to_nomination(hands, morning, second)


def to_pair(hands: Hands, morning: Morning) -> None:
    morning.worker(6)
    hands.link("Nominations")
    hands.unfold("More about nominations")
    hands.link("Likely duplicates")
    hands.go(hands.page.locator("#pairs").get_by_role("link").first)


def redact_stamp_and_admit(hands: Hands, morning: Morning) -> None:
    """Take the details of a child out of the copy, see them struck out, stamp it, and hand it to the judges."""
    ref = morning.refs["Amara Okafor"]
    to_nomination(hands, morning, ref)
    hands.link("Make the judges’ copy")
    marks = [mark.inner_text() for mark in hands.main.locator("mark.detail").all()]
    assert any("Tomos" in mark for mark in marks), marks
    assert any("Larkfield Primary School" in mark for mark in marks), marks
    hands.write(hands.page.get_by_role("group", name="What they did").get_by_role("textbox"), WITHOUT)
    hands.button("Save the copy")
    expect(hands.main.locator("del").first).to_contain_text("Tomos")
    expect(hands.main.locator("ins").first).to_contain_text("A child")
    expect(hands.main.locator("mark.detail").first).to_be_visible()
    hands.tick("I have read it all: no child or family can be identified")
    hands.button("Save and stamp the copy")
    hands.sees("The copy is stamped")
    hands.button("Admit it to judging")
    hands.sees(f"{ref} is with ENT-")
    hands.sees(WITHOUT)
    expect(hands.main).not_to_contain_text("Tomos")
    morning.worker(1)


def change_the_rules(hands: Hands, morning: Morning) -> None:
    """Make the oldest age a year less: first what that would do, then why, and then it is done."""
    hands.link("Rules")
    hands.link("Change rule YP2")
    hands.write(hands.box("Oldest age"), "24")
    hands.button("See what would change")
    hands.sees("2 verdicts of")
    rows = hands.page.locator("#different tbody tr")
    found = [re.search(r"NOM-\w+", row).group() for row in rows.all_inner_texts()]
    assert sorted(found) == sorted(morning.refs[name] for name in ("Zadie Birch", "Anwen Croft"))
    hands.button("Adopt this change")
    expect(hands.page.get_by_role("alert")).to_be_visible()
    hands.write(hands.page.locator("[name=reason]"), "The organiser’s board decided so.")
    hands.button("Adopt this change")
    hands.sees("The rules are now version 2")
    hands.sees("The organiser’s board decided so.")
    morning.worker(2)


def see_the_difference(hands: Hands, morning: Morning) -> None:
    """What was ruled on comes back as changed; the pages of both show what is different, and the verdict before."""
    hands.to_list("Needs me")
    row = hands.page.get_by_role("row").filter(has_text=morning.refs["Zadie Birch"])
    expect(row).to_contain_text("The rules say something else than when it was ruled on")
    for name in ("Zadie Birch", "Anwen Croft"):
        to_nomination(hands, morning, morning.refs[name])
        hands.sees("By version 2 of the rules")
        hands.sees(f"By the date of birth given, {name} is over 24 on Friday 23 February 2024.")
        expect(hands.main.get_by_text("Changed at")).to_contain_text("YP2")
        hands.unfold("Earlier verdicts")
        hands.sees("Eligible, by version 1 of the rules")
