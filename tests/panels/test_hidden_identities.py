"""Where identities are hidden, nothing puts a name and an entry together."""

from __future__ import annotations

import re

import pytest

from awards.core.actor import Audience
from awards.panels import queries
from awards.panels.words import InterestKind
from tests.factories import AssignmentFactory, InterestFactory
from tests.panels.situations import panel_of
from tests.panels.test_judge_views import at_conflicts, field_of


@pytest.fixture
def given(session, clock):
    given = panel_of(ready=False, judging={"hide_identities": True})
    for entry, title in zip(given.entries, ("Zoe Adeyemi", "ola bright", "Amara Okafor", "Kit Marsh"), strict=True):
        entry.title = title
    at_conflicts(session, given)
    return given


@pytest.fixture
def judge(browser, given):
    return browser.sign_in(Audience.JUDGES, given.users[0].ref)


def names_on(page):
    return [label.get_text().partition(",")[0].strip() for label in page.soup.select("form label")][:-1]


def test_names_stand_in_the_order_of_the_alphabet_under_fields_that_tell_nothing(judge, given):
    page = judge.get("panels_judge.conflicts", ref=given.panel.ref)
    assert names_on(page) == ["Amara Okafor", "Kit Marsh", "ola bright", "Zoe Adeyemi"]
    assert [entry.ref for entry in given.entries if entry.ref in page.html or entry.ref[4:] in page.html] == []


def test_fields_are_the_same_when_asked_again_and_differ_from_judge_to_judge(session, judge, given, another_browser):
    at_conflicts(session, given, member=1)
    pages = [judge.get("panels_judge.conflicts", ref=given.panel.ref) for _ in range(2)]
    other = another_browser.sign_in(Audience.JUDGES, given.users[1].ref)
    pages.append(other.get("panels_judge.conflicts", ref=given.panel.ref))
    fields = [re.findall(r'name="(kind_\w+)"', page.html) for page in pages]
    assert fields[0] == fields[1]
    assert set(fields[0]).isdisjoint(fields[2])


def test_an_entry_left_half_way_keeps_its_neutral_name_and_its_name_stays_on_the_list(session, judge, given):
    member, entry = given.members[0], given.entries[2]
    member.interests_completed_at = given.judging.opens_at
    AssignmentFactory(member=member, entry=entry)
    session.commit()
    page = judge.get("panels_judge.conflict", ref=entry.ref)
    assert [word in page.text for word in (f"Entry {entry.ref[4:]}", "Amara Okafor")] == [True, False]
    page.submit("Stand down", kind="family_or_friend")
    page = judge.get("panels_judge.declared")
    assert "An entry that was yours to read : Family or close friend" in page.text
    assert [word in page.html for word in (entry.ref[4:], "Amara Okafor")] == [False, False]
    page = judge.get("panels_judge.conflicts", ref=given.panel.ref)
    assert names_on(page) == ["Amara Okafor", "Kit Marsh", "ola bright", "Zoe Adeyemi"]
    page.submit("Send", **{field_of(page, "Amara Okafor"): "financial", "looked": "y"})
    kinds = [one.kind for one in queries.interests_of_panel(session, given.panel.id)]
    assert kinds == [InterestKind.FAMILY_OR_FRIEND]


def test_a_name_declared_is_off_the_list_and_one_that_staff_added_stays(session, judge, given):
    page = judge.get("panels_judge.conflicts", ref=given.panel.ref)
    page.submit("Send", **{field_of(page, "ola bright"): "financial", "looked": "y"})
    InterestFactory(member=given.members[0], entry=given.entries[3])
    session.commit()
    assert names_on(judge.get("panels_judge.conflicts", ref=given.panel.ref)) == [
        "Amara Okafor", "Kit Marsh", "Zoe Adeyemi",
    ]  # fmt: skip
    page = judge.get("panels_judge.declared")
    assert ["ola bright" in page.text, "Kit Marsh" in page.text] == [True, False]
