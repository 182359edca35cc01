"""The rules of judging are locked with a date and a hash; after that they change only with a reason."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from datetime import timedelta

import pytest

from awards.audit.queries import entries_about
from awards.core.actor import SYSTEM, Actor, Audience, Role
from awards.core.permission import Refused
from awards.panels import locking
from awards.panels.policy import may_set_readings
from awards.panels.rule_contents import Names, differences, readings_words, ties_words
from awards.panels.rules import rules_digest
from awards.panels.rules_pages import rules_line
from awards.seasons.actions import load_season
from awards.seasons.documents import Part
from awards.seasons.judging_rules import ties_of
from awards.seasons.queries import categories_of
from tests.factories import CategoryFactory, PanelFactory
from tests.panels.situations import STAFF, panel_of
from tests.seasons.documents import FRONTLINE

SEASON = "harbour-awards/2024"
REASON = "The panel found that one criterion was weighed twice, in two places."


def refusal(error):
    return [reason.code for reason in error.value.permission.reasons]


@pytest.fixture
def given(session, clock):
    return panel_of(shortlist_min=2, shortlist_max=4)


@pytest.fixture
def locked(session, given, clock):
    session.flush()
    session.refresh(given.season, ["programme", "rounds"])
    locking.lock_rules(session, given.season, actor=STAFF, now=clock())
    return given


def content_of(session, season):
    """A copy of the rules in force, to be changed."""
    return deepcopy(locking.versions_of(session, season)[0].content)


def weigh(content, *weights, category="practice"):
    for one, weight in zip(content["categories"][category], weights, strict=True):
        one["weight"] = weight
    return content


def adopt(session, season, content, clock, **more):
    given = {"was": 1, "reason": REASON, "actor": STAFF, "now": clock()} | more
    return locking.adopt_rules(session, season, content, **given)


def test_locking_keeps_everything_that_decides_a_result(session, given, clock, audit_trail):
    given.panel.readings = 3
    given.criteria[0].tie_break = True
    session.flush()
    session.refresh(given.season, ["programme", "rounds"])
    locking.lock_rules(session, given.season, actor=STAFF, now=clock())
    (version,) = locking.versions_of(session, given.season)
    assert version.content == {
        "scale": {key: given.season.scale[key] for key in ("lowest", "highest", "words", "comment_required_for")},
        "counting": "mean",
        "ties": ["criterion", "panel"],
        "ranking": {
            "basis": "adjusted",
            "pool": "shared_judges",
            "refuse": {"judges": 3, "per_judge": 3, "spare": 5},
            "needs": {"fewest": 2, "share": "60/100"},
            "bands": {"in": 90, "out": 10},
            "tied_within": "0.0005 of a scale from 0 to 5",
        },
        "ballots": {"ties": ["borda", "adjusted", "second_ballot", "chair"], "quorum": 3},
        "shortlist": {"min": 2, "max": 4},
        "readings_per_entry": 2,
        "readings_by_category": {"practice": 3},
        "categories": {
            "practice": [
                {"key": given.criteria[0].key, "weight": 50, "tie_break": True},
                {"key": given.criteria[1].key, "weight": 50, "tie_break": False},
            ]
        },
    }
    assert (version.version, version.adopted_at, version.adopted_by, version.reason) == (
        1,
        clock(),
        "USR-STAFFER",
        None,
    )
    assert version.sha256 == given.season.rules_hash == rules_digest(version.content)
    assert given.season.rules_locked_at == clock()
    assert audit_trail(SEASON) == ["rules.locked"]


def test_locked_rules_are_not_locked_again(session, locked, clock, audit_trail):
    before = locked.season.rules_locked_at
    clock.forward(days=1)
    locking.lock_rules(session, locked.season, actor=STAFF, now=clock())
    assert (locked.season.rules_locked_at, len(locking.versions_of(session, locked.season))) == (before, 1)
    assert audit_trail(SEASON) == ["rules.locked"]


def test_a_change_is_a_new_version_and_everything_follows_from_it(session, locked, clock, audit_trail):
    clock.forward(days=2)
    content = weigh(content_of(session, locked.season), 70, 30)
    content |= {"shortlist": {"min": 1, "max": 6}, "readings_per_entry": 4, "ties": ["panel"]}
    content["readings_by_category"] = {"practice": 3}
    made = adopt(session, locked.season, content, clock, reason=f"  {REASON} ")
    session.expire_all()
    versions = locking.versions_of(session, locked.season)
    assert [(one.version, one.reason) for one in versions] == [(2, REASON), (1, None)]
    assert versions[0].content == content
    assert made.sha256 == rules_digest(content) == locked.season.rules_hash
    assert locked.season.rules_locked_at == clock() - timedelta(days=2)
    (category,) = locking.categories_with_criteria(session, locked.season.id)
    assert [one.weight for one in category.criteria] == [70, 30]
    season = locked.season
    assert (season.shortlist_min, season.shortlist_max, season.readings_per_entry) == (1, 6, 4)
    assert (ties_of(season), locked.panel.readings) == (("panel",), 3)
    assert audit_trail(SEASON) == ["rules.locked", "judging_rules.changed"]
    entry = entries_about(session, SEASON)[-1]
    assert entry.facts == {"version": 2, "was": 1, "sha256": made.sha256}
    assert entry.reason.text == REASON


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        (lambda content: content, ["nothing-changed"]),
        (lambda content: weigh(content, 70, 40), ["rules-do-not-fit"]),
        (lambda content: weigh(content, 100, 0), ["rules-do-not-fit"]),
        (lambda content: content | {"scale": content["scale"] | {"highest": 10}}, ["rules-do-not-fit"]),
        (lambda content: content | {"counting": "median"}, ["rules-do-not-fit"]),
        (lambda content: content | {"ties": ["lot"]}, ["rules-do-not-fit"]),
        (lambda content: content | {"ties": []}, ["rules-do-not-fit"]),
        (lambda content: content | {"shortlist": {"min": 4, "max": 3}}, ["rules-do-not-fit"]),
        (lambda content: content | {"readings_per_entry": 0}, ["rules-do-not-fit"]),
        (lambda content: content | {"readings_by_category": {"practice": 99}}, ["rules-do-not-fit"]),
        (lambda content: content | {"categories": {}}, ["rules-do-not-fit"]),
    ],
)
def test_rules_that_do_not_fit_are_refused(session, locked, clock, change, codes):
    with pytest.raises(Refused) as error:
        adopt(session, locked.season, change(content_of(session, locked.season)), clock)
    assert refusal(error) == codes
    assert [one.weight for one in locked.criteria] == [50, 50]


def test_a_change_needs_staff_a_reason_and_the_version_in_force(session, locked, clock):
    content = weigh(content_of(session, locked.season), 60, 40)
    reader = Actor(Audience.STAFF, "USR-READER1", frozenset({Role.READ_ONLY}))
    refused = []
    for more in ({"actor": reader}, {"reason": " " * 50 + "x" * 39}, {"was": 2}, {"was": 0, "reason": ""}):
        with pytest.raises(Refused) as error:
            adopt(session, locked.season, content, clock, **more)
        refused.append(refusal(error))
    assert refused == [["not-staff"], ["no-reason"], ["changed-meanwhile"], ["changed-meanwhile", "no-reason"]]
    assert adopt(session, locked.season, content, clock, reason="x" * 40).version == 2
    locked.season.archived = True
    with pytest.raises(Refused) as error:
        adopt(session, locked.season, weigh(content, 50, 50), clock, was=2)
    assert refusal(error) == ["archived"]


def test_rules_that_are_not_locked_come_from_the_file(session, given, clock):
    session.flush()
    session.refresh(given.season, ["programme", "rounds"])
    with pytest.raises(Refused) as error:
        adopt(session, given.season, {}, clock)
    assert refusal(error) == ["not-locked"]
    assert locking.versions_of(session, given.season) == []
    assert (bool(may_set_readings(given.season)), rules_line(session, given.season)) == (True, None)


def test_readings_of_a_panel_change_with_the_rules_once_they_are_locked(session, locked):
    assert [reason.code for reason in may_set_readings(locked.season).reasons] == ["rules-are-locked"]


def test_a_season_locked_before_versions_were_kept_has_its_first_one_all_the_same(session, given, clock):
    session.flush()
    session.refresh(given.season, ["programme", "rounds"])
    given.season.rules_locked_at, given.season.rules_hash = clock() - timedelta(days=9), "f" * 64
    (first,) = locking.versions_of(session, given.season)
    assert (first.version, first.sha256, first.adopted_at) == (1, "f" * 64, clock() - timedelta(days=9))
    adopt(session, given.season, weigh(content_of(session, given.season), 80, 20), clock)
    session.expire_all()
    versions = locking.versions_of(session, given.season)
    assert [(one.version, one.sha256 == "f" * 64) for one in versions] == [(2, False), (1, True)]


def test_results_say_when_the_rules_were_locked_and_why_they_changed(session, locked, clock):
    sha = locked.season.rules_hash[:12]
    assert (rules_line(session, locked.season).locked, rules_line(session, locked.season).changed) == (
        f"Rules locked on 6 March 2024, SHA-256 {sha}…", None,
    )  # fmt: skip
    clock.forward(days=3)
    adopt(session, locked.season, weigh(content_of(session, locked.season), 60, 40), clock)
    line = rules_line(session, locked.season)
    assert (line.locked, line.changed) == (
        f"Rules locked on 6 March 2024, SHA-256 {sha}…", f"Changed on 9 March 2024 because: {REASON}",
    )  # fmt: skip


def test_what_changed_is_said_in_words(session, locked):
    before = content_of(session, locked.season)
    after = weigh(deepcopy(before), 60, 40) | {"shortlist": {"min": 3, "max": 3}, "ties": ["panel"]}
    after |= {"readings_per_entry": 1, "readings_by_category": {"practice": 4}}
    first, second = (one["key"] for one in before["categories"]["practice"])
    names = Names({"practice": "Practice award"}, {("practice", first): "Skill", ("practice", second): "Effect"})
    assert differences(before, after, names) == [
        "Weights of Practice award: Skill from 50 to 60, Effect from 50 to 40.",
        "Shortlist: “From 2 to 4 in each category” became “3 in each category”.",
        "Readings: “2 judges read each entry” became “1 judge reads each entry; 4 in Practice award”.",
        f"Equal results are decided by: “{ties_words(['criterion', 'panel'])}” became “the panel, with a reason”.",
    ]
    assert differences(before, before, names) == []
    assert readings_words(before, names) == "2 judges read each entry"


def test_a_panel_for_several_categories_reads_them_alike(session, given, clock):
    other = CategoryFactory(season=given.season, key="team")
    PanelFactory(season=given.season, categories=[other], members=[], name="Two", readings=5)
    session.flush()
    session.refresh(given.season, ["programme", "rounds"])
    locking.lock_rules(session, given.season, actor=STAFF, now=clock())
    content = content_of(session, given.season)
    assert content["readings_by_category"] == {"team": 5}
    made = adopt(session, given.season, content | {"readings_by_category": {}}, clock)
    assert made.content["readings_by_category"] == {}


# The season's file, once the rules are locked.

BEFORE = FRONTLINE.season.opens_at - timedelta(days=30)
JUDGING = FRONTLINE.season.closes_at + timedelta(days=10)


@pytest.fixture
def loaded(session):
    """The reference season, loaded and with its rules locked."""
    season = load_season(session, FRONTLINE, actor=SYSTEM, now=BEFORE).season
    locking.lock_rules(session, season, actor=STAFF, now=JUDGING)
    session.flush()
    return season


def load(session, document, **more):
    return load_season(session, document, actor=SYSTEM, now=JUDGING, **more)


def shifted(session, season):
    """Rules in force with the weights of the first category changed."""
    content = content_of(session, season)
    first = next(iter(content["categories"].values()))
    first[0]["weight"] -= 1
    first[1]["weight"] += 1
    return content


def test_the_same_file_may_be_loaded_again_while_nobody_changed_the_rules(session, loaded):
    assert load(session, FRONTLINE).outcome == "unchanged"
    assert load(session, FRONTLINE, home=True).outcome == "updated"


def test_the_same_file_does_not_take_back_what_staff_changed(session, loaded, clock):
    content = shifted(session, loaded)
    adopt(session, loaded, content, clock)
    for more in ({}, {"home": True}):
        with pytest.raises(Refused) as error:
            load(session, FRONTLINE, **more)
        assert refusal(error) == ["criteria-locked", "judging-rules-locked"]
    text = error.value.permission.reasons[1].text
    assert "the criteria and their weights" in text
    assert "“Rules of judging”" in text
    session.expire_all()
    (first, *_) = categories_of(session, loaded)
    assert [one.weight for one in first.criteria] == [one["weight"] for one in content["categories"][first.key]]


def test_a_file_that_follows_the_change_is_loaded(session, loaded, clock):
    content = shifted(session, loaded)
    adopt(session, loaded, content, clock)
    first, *others = FRONTLINE.categories
    weights = {one["key"]: one["weight"] for one in content["categories"][first.key]}
    criteria = tuple(replace(one, weight=weights[one.key]) for one in first.criteria)
    following = replace(FRONTLINE, categories=(replace(first, criteria=criteria), *others))
    assert following.part_digests[Part.CRITERIA] == loaded.locked_hashes[Part.CRITERIA]
    assert load(session, following).outcome == "updated"


@pytest.mark.parametrize(
    ("settings", "judging", "what"),
    [
        ({"shortlist_max": 9}, {}, "the size of the shortlist"),
        ({"readings_per_entry": 7}, {}, "the number of readings"),
        ({}, {"ties": ("panel",)}, "what decides ties"),
        ({}, {"counting": "median"}, "how readings are counted"),
    ],
)
def test_a_file_that_says_otherwise_is_refused_once_the_rules_are_locked(session, loaded, settings, judging, what):
    other = replace(
        FRONTLINE, season=replace(FRONTLINE.season, **settings), judging=replace(FRONTLINE.judging, **judging)
    )
    with pytest.raises(Refused) as error:
        load(session, other)
    assert refusal(error) == ["judging-rules-locked"]
    assert what in str(error.value)
    loaded.rules_locked_at = None
    assert load(session, other).outcome == "updated"
