"""States of what judges see of judging: terms, work, conflicts, practice, their entries, scores and paper."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser.judging_round import CHAIR, CLOSED, LAST_MINUTES, judge
from tests.browser.site import Site, Visit
from tests.browser.state import State, fill_and_press, press

TERMS, WORK, CONFLICTS, PRACTICE, IDLE, NOBODY = (
    "Terms Ash", "Work Birch", "Conflicts Cedar", "Practice Damson", "Idle Elm", "Panelless Fir",
)  # fmt: skip
SAVE, SEE = "Save and next", "Save and see what the panel gave"
_EXAMPLE = "/judge/practice/{practice}/practice/{example}"


def _too_high_without_words(page: Page) -> None:
    page.locator("[data-share] input[value='5']").first.check()
    press(SAVE)(page)


def _saved_twice(page: Page) -> None:
    """Send what rests on a version that is not the newest, as another device does that slept."""
    page.locator("[name=version]").evaluate("one => { one.value = '77'; }")
    page.locator("[name=overall]").fill("From the train.")
    press(SAVE)(page)


def _practise(page: Page) -> None:
    for group in page.locator("main fieldset").all():
        group.locator("input[value='3']").check()
    press(SEE)(page)


def _nine(page: Page) -> None:
    page.locator("main input[type=number]").first.fill("9")
    press("Save")(page)


def _after_the_close() -> Callable[[Site], Visit]:
    """Open a sheet while judging is open, and press the button once it has closed."""

    def make(site: Site) -> Visit:
        def act(page: Page) -> None:
            site.clock.set(CLOSED)
            page.locator("[name=overall]").fill("One thing more.")
            press(SAVE)(page)

        before = judge("/judge/entries/{e0}", at=LAST_MINUTES)(site)
        return Visit(before.path, before.who, act)

    return make


def _help(page: Page) -> None:
    page.get_by_role("button", name="Keyboard help").click()


_FIRST = [
    State("terms", "panels_judge.terms", "I accept these terms", judge("/judge/", who=TERMS)),
    State("terms, accepted", "panels_judge.terms", "You accepted these terms", judge("/judge/terms/{practice}")),
    State("work", "panels_judge.work", "Before you see any name", judge("/judge/", who=WORK)),
    State("work, errors", "panels_judge.work", "Enter a whole number from 1 to 999",
          judge("/judge/", fill_and_press("Save", load_most="a dozen", away_from_day="31", away_from_month="2",
                                          away_from_year="2024"), who=WORK)),
    State("conflicts", "panels_judge.conflicts", "We chose an answer for you", judge("/judge/", who=CONFLICTS)),
    State("conflicts, not looked", "panels_judge.conflicts", "Confirm that you have looked",
          judge("/judge/", press("Send my answers"), who=CONFLICTS)),
    State("declared", "panels_judge.declared", "You do not read or score these entries", judge("/judge/declared")),
    State("declared, nothing", "panels_judge.declared", "You declared no conflict", judge("/judge/declared", who=IDLE)),
    State("notes", "panels_judge.notes", "Only awards staff read it", judge("/judge/declared/{practice}")),
    State("no panel", "panels_judge.welcome", "Nothing for you to judge yet", judge("/judge/", who=NOBODY)),
    State("practice", "judging_practice.practice", "It takes about ten minutes", judge("/judge/", who=PRACTICE)),
    State("practice, done", "judging_practice.practice", "You have finished your practice",
          judge("/judge/practice/{practice}", who=CHAIR)),
    State("invented entry", "judging_practice.example", "never count", judge(_EXAMPLE, who=PRACTICE)),
    State("invented entry, errors", "judging_practice.example", "There is a problem",
          judge(_EXAMPLE, press(SEE), who=PRACTICE)),
    State("the panel's spread", "judging_practice.example", "4 judges have scored this one so far",
          judge(_EXAMPLE, _practise, who=IDLE)),
]  # fmt: skip

_SHEETS = [
    State("my entries", "judging.queue", "This is your own order", judge("/judge/entries/")),
    State("my entries, chair", "judging.queue", "Your panel", judge("/judge/entries/", who=CHAIR)),
    State("my entries, none", "judging.queue", "No entries yet", judge("/judge/entries/", who=IDLE)),
    State("my entries, a step first", "judging.queue", "something to do before", judge("/judge/entries/", who=WORK)),
    State("sheet, empty", "judging.sheet", "No points yet", judge("/judge/entries/{e3}")),
    State("sheet, help", "judging.sheet", "Keyboard help", judge("/judge/entries/{e3}", _help)),
    State("sheet, nothing typed", "judging.sheet", "There is a problem", judge("/judge/entries/{e3}", press(SAVE))),
    State("sheet, errors", "judging.sheet", "Say in a sentence why",
          judge("/judge/entries/{e6}", _too_high_without_words)),
    State("sheet, begun", "judging.sheet", "Undo my last change", judge("/judge/entries/{e2}")),
    State("sheet, complete", "judging.sheet", "out of 100", judge("/judge/entries/{e0}")),
    State("sheet, with a warning", "judging.sheet", "This story speaks of loss", judge("/judge/entries/{e4}")),
    State("sheet, changed elsewhere", "judging.sheet", "saved in another window",
          judge("/judge/entries/{e7}", _saved_twice)),
    State("sheet, handed in", "judging.sheet", "What is saved", judge("/judge/entries/{e1}")),
    State("sheet, closed", "judging.sheet", "What is saved", judge("/judge/entries/{e0}", at=CLOSED)),
    State("sheet, typed too late", "judging.sheet", "so that you can copy it", _after_the_close()),
    State("sheet, history", "judging.history", "Up to ten minutes of typing", judge("/judge/entries/{e0}/history")),
    State("cannot judge", "judging.cannot_judge", "Somebody else reads it", judge("/judge/entries/{e2}/cannot-judge")),
    State("cannot judge, no reason", "judging.cannot_judge", "There is a problem",
          judge("/judge/entries/{e2}/cannot-judge", press("Take this entry off my list"))),
    State("connected", "panels_judge.conflict", "leaves your pages at once", judge("/judge/entries/{e2}/conflict")),
    State("connected, not how", "panels_judge.conflict", "Say how you are connected",
          judge("/judge/entries/{e2}/conflict", press("Stand down"))),
    State("lead told by a judge", "judging.flagged", "safeguarding lead",
          judge("/judge/entries/{e5}", press("Tell the safeguarding lead"))),
]  # fmt: skip

_SCORES = [
    State("my scores", "judging.scores", "How your points are spread", judge("/judge/entries/scores?sort=-total")),
    State("my scores, an error", "judging.scores", "give a whole number", judge("/judge/entries/scores", _nine)),
    State("my scores, none", "judging.scores", "No scores yet", judge("/judge/entries/scores", who=IDLE)),
    State("my scores, closed", "judging.scores", "Thank you for your work", judge("/judge/entries/scores", at=CLOSED)),
    State("hand in", "judging.hand_in", "Handed in now", judge("/judge/entries/hand-in")),
    State("hand in, too late", "judging.hand_in", "Back to my scores", judge("/judge/entries/hand-in", at=CLOSED)),
    State("paper", "judging.printed", "Confidential: for Robin Vale only.", judge("/judge/entries/print")),
    State("paper, none", "judging.printed", "Nothing to print", judge("/judge/entries/print", who=IDLE)),
    State("what the panel gave", "judging.fellows", "without names", judge("/judge/entries/{e0}/panel", at=CLOSED)),
    State("what the panel gave, too early", "judging.fellows", "after judging has closed",
          judge("/judge/entries/{e0}/panel")),
    State("chair", "judging_chair.panel", "You see this as the chair", judge("/judge/chair/{practice}", who=CHAIR)),
    State("chair, closed", "judging_chair.panel", "Agreement so far",
          judge("/judge/chair/{practice}", who=CHAIR, at=CLOSED)),
]  # fmt: skip

STATES = [*_FIRST, *_SHEETS, *_SCORES]

NO_PAGE = {
    "judging.flag": "a post that goes on to what the judge is told",
    "judging.say": "a post that goes back to what the judge is told",
    "judging.save": "the post of a sheet, whose page is shown by `sheet`",
    "judging.adjust": "the post of the table, whose page is shown by `scores`",
    "judging_practice.save": "the post of an invented entry, whose page is shown by `example`",
}
"""What answers no page of its own to a GET, and why."""
