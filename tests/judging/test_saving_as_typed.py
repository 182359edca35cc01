"""What the score sheet's script sends while a judge types, and what it is told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from awards.core.actor import Audience
from awards.judging.models import ScoreSheet, SheetVersion
from awards.judging.queries import marks_of, sheet_of
from awards.judging.rules import Mark
from awards.safeguarding.models import Flag
from tests.factories import AssignmentFactory, CriterionFactory, EntryFactory, InterestFactory
from tests.pages.browser import drawn_fields, typed
from tests.panels.situations import panel_of

PAGE, OTHER = "a" * 24, "b" * 24


@pytest.fixture
def given(session, clock):
    given = panel_of()
    given.assignments = [
        AssignmentFactory(member=given.members[0], entry=entry, position=number)
        for number, entry in enumerate(given.entries)
    ]
    given.keys = [criterion.key for criterion in given.criteria]
    session.commit()
    return given


@pytest.fixture
def judge(browser, given):
    return browser.sign_in(Audience.JUDGES, given.users[0].ref)


class Open:
    """The sheet's page as a browser with scripts holds it: it sends what stands in the form, again and again."""

    def __init__(self, judge, given, name=PAGE):
        self.page = judge.get("judging.sheet", ref=given.entries[0].ref)
        form = self.page.soup.select_one("form[data-saved-as-typed]")
        self.data = drawn_fields(form) | {"tab": [name], "turn": ["0"]}
        self.url = form["action"]

    def send(self, **fields):
        self.data |= {name: typed(value) for name, value in fields.items()}
        self.data["turn"] = [str(int(self.data["turn"][0]) + 1)]
        answer = self.page.browser.client.post(self.url, data=self.data, headers={"Accept": "application/json"})
        if answer.is_json:
            self.data["version"] = [str(answer.json["version"])]
        return answer


def marks(session, given):
    session.commit()
    session.expire_all()
    return list(marks_of(sheet_of(session, given.assignments[0]), given.criteria).values())


def test_each_save_is_answered_with_words_the_total_and_whether_the_sheet_counts(session, judge, given):
    page, (first, second) = Open(judge, given), given.keys
    names = [criterion.name.lower() for criterion in given.criteria]
    answer = page.send(**{f"points_{first}": 5})
    assert (answer.status_code, answer.json) == (200, {
        "saved": True, "version": 1, "said": "Saved at 12pm", "total": "So far 50.0 out of 100, 1 of 2 scored",
        "counts": f"This sheet does not count until you say why you gave 5 for {names[0]} and "
        f"choose points for {names[1]}.",
    })  # fmt: skip
    answer = page.send(**{f"comment_{first}": "Others copy it.", f"points_{second}": 4})
    assert (answer.json["total"], answer.json["counts"]) == (
        "Total 90.0 out of 100", "This sheet does not count until you press Save and next.",
    )  # fmt: skip
    assert marks(session, given) == [Mark(5, "Others copy it."), Mark(4)]


def test_an_empty_sheet_that_is_sent_stays_empty(session, judge, given):
    answer = Open(judge, given).send()
    assert (answer.json["saved"], answer.json["said"], answer.json["version"]) == (True, "Nothing to save yet", 0)
    assert session.scalars(select(ScoreSheet)).all() == []


def test_a_complete_sheet_that_gets_a_gap_says_so_and_how_many_are_done(session, judge, given):
    first, second = given.keys
    judge.get("judging.sheet", ref=given.entries[0].ref).submit(
        "Save and next", **{f"points_{first}": 3, f"points_{second}": 3}
    )
    page = Open(judge, given)
    assert "done" not in page.send(**{f"points_{first}": 4}).json
    answer = page.send(**{f"points_{first}": 5})
    name = given.criteria[0].name.lower()
    assert (answer.json["done"], answer.json["counts"]) == (
        "0 of 4 done", f"This sheet does not count until you say why you gave 5 for {name}.",
    )  # fmt: skip
    answer = page.send(**{f"comment_{first}": "Because."})
    assert (answer.json["done"], answer.json["counts"][:23]) == ("1 of 4 done", "Done, and it counts. Yo")


def test_points_taken_back_are_none_again(session, judge, given):
    page, first = Open(judge, given), given.keys[0]
    page.send(**{f"points_{first}": 3})
    assert page.send(**{f"points_{first}": ""}).json["total"] == "No points yet"
    assert marks(session, given) == [Mark(), Mark()]


def test_another_window_is_told_in_words_and_shown_both_on_save(session, judge, given):
    page, other = Open(judge, given), Open(judge, given, OTHER)
    page.send(overall="Of the first window")
    answer = other.send(overall="Of the second window")
    assert (answer.status_code, answer.json["saved"], answer.json["said"]) == (
        409, False, "Changed somewhere else: press Save and next to see both.",
    )  # fmt: skip
    other.page.soup.find("input", attrs={"name": "version"})["value"] = "0"
    both = other.page.submit("Save and next", overall="Of the second window")
    assert (both.status, "Of the first window" in both.text) == (409, True)
    assert both.soup.find(id="overall").get_text().strip() == "Of the second window"
    assert both.soup.select("form[data-saved-as-typed]") == []


def test_what_arrives_after_the_close_is_not_saved_and_that_is_said(session, judge, given, clock):
    page = Open(judge, given)
    clock.set(given.judging.closes_at + timedelta(seconds=2))
    judge.sign_in(Audience.JUDGES, given.users[0].ref)
    answer = page.send(overall="Late")
    assert (answer.status_code, answer.json["said"]) == (
        409, "Not saved. Judging is closed, so scores cannot be changed. Press Save and next to keep a copy.",
    )  # fmt: skip


def test_a_box_too_full_is_named_and_the_rest_kept(session, judge, given):
    page, first = Open(judge, given), given.keys[0]
    answer = page.send(**{f"points_{first}": 3, "overall": "x" * 10_001})
    assert (answer.json["saved"], answer.json["said"]) == (
        False, "Not saved: no box takes more than 10,000 characters.",
    )  # fmt: skip
    assert marks(session, given) == [Mark(3), Mark()]


def test_an_expired_sign_in_stores_nothing_and_the_button_brings_everything_to_signing_in_and_back(
    session, judge, given, clock
):
    page, first = Open(judge, given), given.keys[0]
    page.send(**{f"points_{first}": 3})
    clock.forward(hours=13)
    answer = page.send(**{f"comment_{first}": "An hour of thought."})
    assert (answer.status_code, answer.is_json, marks(session, given)) == (403, False, [Mark(3), Mark()])
    turn = str(int(page.data["turn"][0]) + 1)
    again = judge.open(page.url, post=page.data | {"turn": [turn], "do": ["complete"]})
    assert (again.status, "An hour of thought." in again.html) == (403, True)
    judge.sign_in(Audience.JUDGES, given.users[0].ref)
    back = again.submit("Send it again")
    name = given.criteria[1].name.lower()
    assert (back.status, back.errors) == (422, [f"Choose points for {name}"])
    assert marks(session, given) == [Mark(3, "An hour of thought."), Mark()]


def test_an_entry_stood_down_from_meanwhile_is_not_found(session, judge, given):
    page = Open(judge, given)
    InterestFactory(member=given.members[0], entry=given.entries[0])
    session.commit()
    answer = page.send(overall="Typed")
    assert (answer.status_code, session.scalars(select(ScoreSheet)).all()) == (404, [])


def test_undo_after_typing_keeps_what_was_typed_in_the_history(session, judge, given):
    first = given.keys[0]
    Open(judge, given).send(**{f"points_{first}": 3})
    page = judge.get("judging.sheet", ref=given.entries[0].ref)
    page = page.submit("Undo my last change", **{f"points_{first}": 4})
    assert "Your last change is undone." in page.text
    assert marks(session, given) == [Mark(3), Mark()]
    history = session.scalars(select(SheetVersion).order_by(SheetVersion.number)).all()
    assert [row.marks[first]["points"] for row in history] == [3, 4, 3]


def test_a_flag_keeps_what_was_typed(session, judge, given):
    page = judge.get("judging.sheet", ref=given.entries[0].ref)
    page = page.submit("Tell the safeguarding lead", overall="Half a sentence")
    assert page.heading == "The safeguarding lead has been told"
    session.expire_all()
    assert sheet_of(session, given.assignments[0]).overall == "Half a sentence"


def test_a_flag_from_a_stale_window_is_raised_and_shows_both_texts(session, judge, given):
    stale = judge.get("judging.sheet", ref=given.entries[0].ref)
    Open(judge, given).send(overall="Newer")
    page = stale.submit("Tell the safeguarding lead", overall="Older")
    assert (page.status, "The safeguarding lead has been told" in page.text, "Newer" in page.text) == (409, True, True)
    assert page.soup.find(id="overall").get_text().strip() == "Older"
    assert [flag.subject for flag in session.scalars(select(Flag))] == [given.entries[0].ref]


def test_a_save_costs_the_same_for_few_and_many(session, judge, given, statements):
    page, first = Open(judge, given), given.keys[0]
    page.send(**{f"points_{first}": 2})
    few = statements.of(lambda: page.send(**{f"comment_{first}": "One"}))
    for _ in range(5):
        AssignmentFactory(member=given.members[0], entry=EntryFactory(category=given.category))
        CriterionFactory(category=given.category, weight=1)
    session.commit()
    assert statements.of(lambda: page.send(**{f"comment_{first}": "Two"})) == few <= 8 + HOUSE


HOUSE = 5
"""Statements that every judge's request costs: programme, season and rounds, sign-in, account, grants."""


@pytest.mark.parametrize("button", ["Undo my last change", "Tell the safeguarding lead"])
def test_a_box_too_full_is_shown_again_whichever_button_is_pressed(session, judge, given, button):
    Open(judge, given).send(overall="Saved before")
    page = judge.get("judging.sheet", ref=given.entries[0].ref).submit(button, overall="x" * 10_001)
    assert (page.status, len(page.soup.find(id="overall").get_text().strip())) == (422, 10_001)
    assert page.errors == ["Anything else about this entry, for your fellow judges must be 10,000 characters or less"]
    session.expire_all()
    assert sheet_of(session, given.assignments[0]).overall == "Saved before"
    flags = [given.entries[0].ref] if button.startswith("Tell") else []
    assert [flag.subject for flag in session.scalars(select(Flag))] == flags


def test_enter_on_the_points_of_a_closed_sheet_never_tells_the_lead(judge, given, clock):
    page = judge.get("judging.sheet", ref=given.entries[0].ref)
    clock.set(given.judging.closes_at + timedelta(seconds=2))
    judge.sign_in(Audience.JUDGES, given.users[0].ref)
    page = page.submit("Save and next", overall="Too late")
    first = page.soup.select_one("form[data-scores]").select_one("button:not([type=button]), input[type=submit]")
    assert (page.status, first.has_attr("disabled"), first.has_attr("formaction")) == (409, True, False)
