"""A judge's entries on paper."""

from __future__ import annotations

import pytest

from awards.core.actor import Audience
from tests.factories import AssignmentFactory, CategoryFactory, CriterionFactory, EntryFactory, PassageFactory
from tests.panels.situations import panel_of

NOTICE = "Confidential: for Judge A only. Shred after judging."


@pytest.fixture
def given(session, clock):
    given = panel_of(entries=2)
    given.young = CategoryFactory(season=given.season, key="younger", name="Second award", reveals="care experience")
    CriterionFactory(category=given.young, name="Voice", weight=100)
    given.panel.categories.append(given.young)
    given.entries.append(EntryFactory(category=given.young, title="Chosen name"))
    for number, entry in enumerate(given.entries):
        AssignmentFactory(member=given.members[0], entry=entry, position=number)
        PassageFactory(entry=entry, question="What did they do?", text=f"Story {number}.\n\nMore.", voice="A colleague")
    given.entries[1].content_warning = "This story speaks of loss."
    session.commit()
    return given


@pytest.fixture
def judge(browser, given):
    return browser.sign_in(Audience.JUDGES, given.users[0].ref)


def test_every_part_carries_the_notice_with_the_judges_name(judge, given):
    page = judge.get("judging.printed")
    parts = page.soup.select(".sheaf")
    assert [" ".join(part.p.get_text().split()) for part in parts] == [NOTICE] * 4  # front, rubric, two entries
    assert [part.find("h2").get_text() for part in page.soup.select("article.sheaf")] == ["Nominee 1", "Nominee 2"]


def test_the_rubric_says_weights_and_words_and_each_entry_leaves_room_for_notes(judge, given):
    page = judge.get("judging.printed")
    rubric = page.soup.select_one("section.sheaf").get_text(" ", strip=True)
    first = given.criteria[0].name
    assert f"{first} Counts for 50 of 100" in rubric
    assert "0 no evidence" in rubric
    assert "5 changed something" in rubric
    assert "A comment is needed for 0, 1, 5." in rubric
    notes = page.soup.select("article.sheaf")[0].select(".sheaf__note dt")
    assert [note.get_text() for note in notes] == [f"{one.name} (50)" for one in given.criteria] + ["The whole entry"]


def test_a_content_warning_stands_before_the_story(judge, given):
    article = judge.get("judging.printed").soup.select("article.sheaf")[1].get_text(" ", strip=True)
    assert article.index("This story speaks of loss.") < article.index("Story 1.")


def test_entries_that_reveal_something_are_read_on_screen_unless_staff_allow_paper(session, judge, given, audit_trail):
    page = judge.get("judging.printed")
    assert ("Story 2." in page.html, "Second award: what to score" in page.text) == (False, False)
    assert "Not printed: read these on screen Chosen name" in page.text
    assert audit_trail(given.entries[2].ref) == []
    assert page.click("Chosen name").heading == "Chosen name"


def test_printing_them_where_it_is_allowed_is_noted_for_each(session, judge, given, audit_trail):
    given.season.judging = {"print_young": True}
    session.commit()
    page = judge.get("judging.printed")
    assert ("Story 2." in page.html, "Not printed" in page.text) == (True, False)
    assert "Never score how severe past experience was." in page.text
    assert audit_trail(*[entry.ref for entry in given.entries]) == ["young_persons_entry.read"]


def test_only_ones_own_readings_are_printed(another_browser, given):
    page = another_browser.sign_in(Audience.JUDGES, given.users[1].ref).get("judging.printed")
    assert "Nothing to print" in page.text
    assert ("Story" in page.html, "Nominee" in page.html) == (False, False)
