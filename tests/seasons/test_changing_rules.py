"""Adopting a change of the rules: who may, what it leaves behind, and what the public then reads."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from awards.audit.queries import entries_about
from awards.core.actor import SYSTEM, Actor, Audience, Role
from awards.core.permission import Refused
from awards.seasons.actions import load_season
from awards.seasons.policy import may_change_rules, may_propose_rules
from awards.seasons.queries import (
    categories_of,
    home_programme,
    rule_set_in_force,
    rule_sets_of,
    rules_for,
    season_by_key,
)
from awards.seasons.rule_books import RuleChange, book_of
from awards.seasons.rule_changing import adopt_rules
from tests.seasons.documents import FRONTLINE

BEFORE = FRONTLINE.season.opens_at - timedelta(days=30)
WHILE = FRONTLINE.season.opens_at + timedelta(days=1)
STAFF = Actor(Audience.STAFF, "USR-STAFF22", frozenset({Role.STAFF}))
READER = Actor(Audience.STAFF, "USR-READER2", frozenset({Role.READ_ONLY}))


@pytest.fixture
def season(session):
    return load_season(session, FRONTLINE, actor=SYSTEM, now=BEFORE).season


def rule(rule_id="YP2", **changes):
    found = next(one for one in FRONTLINE.rules if one.id == rule_id)
    return replace(found, kind=replace(found.kind, **changes)) if changes else found


def adopt(session, season, change, *, reason="Agreed.", actor=STAFF, now=WHILE):
    return adopt_rules(session, season, change, categories=categories_of(session, season),
                       in_force=rule_set_in_force(session, season), reason=reason, actor=actor, now=now)  # fmt: skip


def codes(permission):
    return [one.code for one in permission.reasons]


def test_staff_change_rules_and_once_nominations_are_open_only_with_a_reason(season):
    assert codes(may_change_rules(STAFF, season, reason="", now=BEFORE)) == []
    assert codes(may_change_rules(STAFF, season, reason=" ", now=WHILE)) == ["no-reason"]
    assert codes(may_change_rules(STAFF, season, reason="Agreed.", now=WHILE)) == []


@pytest.mark.parametrize("actor", [READER, Actor(Audience.JUDGES, "USR-JUDGE22", frozenset({Role.JUDGE})), SYSTEM])
def test_nobody_else_does(season, actor):
    assert codes(may_propose_rules(actor, season)) == ["not-staff"]


def test_the_rules_of_an_archived_season_stay(season):
    season.archived = True
    assert codes(may_propose_rules(STAFF, season)) == ["archived"]


@pytest.mark.parametrize(
    ("change", "more", "code"),
    [
        (RuleChange(rule(oldest=24), ("young_people",)), {"reason": ""}, "no-reason"),
        (RuleChange(rule(oldest=24), ("young_people",)), {"actor": READER}, "not-staff"),
        (RuleChange(rule(), ("young_people",)), {}, "nothing-changed"),
        (RuleChange(replace(rule(), id="ZZ1"), ("young_people",)), {}, "no-such-rule"),
        (RuleChange(rule("G8", nation="Atlantis"), ("practice",)), {}, "rules-do-not-fit"),
        (RuleChange(rule(oldest=24), ()), {}, "rules-do-not-fit"),
        (
            RuleChange(rule("G1"), tuple(one.key for one in FRONTLINE.categories if one.rules),
                       FRONTLINE.rounds[1].opens_at + timedelta(hours=1)),
            {},
            "close-after-judging-begins",
        ),
    ],
)  # fmt: skip
def test_a_change_that_may_not_be_is_refused_and_leaves_nothing(session, season, audit_trail, change, more, code):
    with pytest.raises(Refused) as refused:
        adopt(session, season, change, **more)
    assert codes(refused.value.permission) == [code]
    assert [one.version for one in rule_sets_of(session, season)] == [1]
    assert audit_trail("frontline-awards/2024") == ["season.loaded"]


def test_adopting_leaves_one_entry_with_the_reason_apart_from_the_facts(session, season, audit_trail):
    made = adopt(session, season, RuleChange(rule(oldest=24), ("young_people",)), reason=" Agreed on 24. ")
    assert (made.version, made.made_by, made.reason) == (2, STAFF.reference, "Agreed on 24.")
    assert audit_trail("frontline-awards/2024") == ["season.loaded", "rules.changed"]
    entry = entries_about(session, "frontline-awards/2024")[-1]
    assert entry.reason.text == "Agreed on 24."
    assert entry.facts == {"version": 2, "was": 1, "rule": "YP2", "categories": 1, "close_moved": False}


def test_an_old_version_reads_as_it_was(session, season):
    adopt(session, season, RuleChange(rule(oldest=24), ("young_people", "practice")))
    new, old = rule_sets_of(session, season)
    categories = {one.key: one for one in categories_of(session, season)}
    assert [one.id for one in rules_for(categories["practice"], old) if one.id == "YP2"] == []
    assert [one.id for one in rules_for(categories["practice"], new) if one.id == "YP2"] == ["YP2"]
    books = [book_of(season, list(categories.values()), one) for one in (old, new)]
    assert [one.applies_to("YP2") for one in books] == [["young_people"], ["practice", "young_people"]]
    assert books[0].rules == FRONTLINE.rules


def test_an_old_version_keeps_the_close_that_it_was_made_under(session, season):
    everywhere = tuple(one.key for one in FRONTLINE.categories if one.rules)
    later = FRONTLINE.season.closes_at + timedelta(days=2)
    adopt(session, season, RuleChange(rule("G1"), everywhere, later))
    categories = categories_of(session, season)
    new, old = (book_of(season, categories, one) for one in rule_sets_of(session, season))
    assert (old.window.closes_at, new.window.closes_at) == (FRONTLINE.season.closes_at, later)
    assert {one.key: one.closes_at for one in season.rounds}["nominating"] == later


def test_the_public_page_says_the_rules_in_force_and_since_when(session, season, browser, clock):
    clock.set(WHILE)
    page = browser.get("seasons.category", slug="spotlight")
    assert "Everybody put forward is 16 to 25 years old on Friday 23 February 2024." in page.text
    assert "Rules as of" not in page.text
    season = season_by_key(session, home_programme(session), "2024")
    adopt(session, season, RuleChange(rule(oldest=24), ("young_people",)))
    page = browser.get("seasons.category", slug="spotlight")
    assert "Everybody put forward is 16 to 24 years old on Friday 23 February 2024." in page.text
    assert "Rules as of Thursday 11 January 2024." in page.text
    assert "25" not in page.soup.find(id="who").find_next("ul").get_text()


def test_every_page_that_says_whom_an_award_is_open_to_follows_the_rules(session, season, browser, clock):
    clock.set(WHILE)
    adopt(session, season, RuleChange(rule(oldest=24), ("young_people",)))
    for endpoint in ("seasons.home", "nominations.start"):
        text = browser.get(endpoint).text
        assert "16 to 24 years old" in text
        assert "16 to 25" not in text
