"""Loading a season: what is written, what an opened season keeps, and the trail it leaves."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from awards.audit.queries import entries_about
from awards.core.actor import SYSTEM
from awards.core.permission import Refused
from awards.seasons.actions import load_season
from awards.seasons.models import Category, Criterion, Programme, Question, Round, RuleSet, Season
from awards.seasons.queries import categories_of, home_programme, rule_set_in_force
from tests.seasons.documents import FRONTLINE, LANTERN, with_first_category, with_settings

BEFORE_FRONTLINE = FRONTLINE.season.opens_at - timedelta(days=30)
WHILE_FRONTLINE = FRONTLINE.season.opens_at + timedelta(days=1)


def load(session, document, now=BEFORE_FRONTLINE, **more):
    loaded = load_season(session, document, actor=SYSTEM, now=now, **more)
    session.expire_all()
    return loaded


def home_key(session):
    home = home_programme(session)
    return home and home.key


def count(session, table):
    return session.scalar(sa.select(sa.func.count()).select_from(table))


def test_a_new_season_is_written_whole_and_leaves_one_entry(session, audit_trail):
    loaded = load(session, FRONTLINE)
    assert loaded.outcome == "created"
    assert [count(session, table) for table in (Programme, Season, Round, Category, RuleSet)] == [1, 1, 3, 8, 1]
    assert count(session, Question) == sum(len(one.questions) for one in FRONTLINE.categories)
    assert count(session, Criterion) == sum(len(one.criteria) for one in FRONTLINE.categories)
    assert audit_trail("frontline-awards/2024") == ["season.loaded"]
    (entry,) = entries_about(session, "frontline-awards/2024")
    assert entry.facts == {
        "outcome": "created",
        "document": FRONTLINE.digest,
        "rules_version": 1,
        "home": True,
        "fingerprints_renewed": 0,
    }


def test_loading_the_same_document_again_changes_nothing_and_leaves_no_entry(session, audit_trail):
    load(session, FRONTLINE)
    assert load(session, FRONTLINE, now=WHILE_FRONTLINE).outcome == "unchanged"
    assert audit_trail("frontline-awards/2024") == ["season.loaded"]
    assert count(session, RuleSet) == 1


def test_before_the_opening_everything_may_change_and_rows_are_matched_by_key(session):
    load(session, FRONTLINE)
    ids = set(session.scalars(sa.select(Category.id)))
    practice = FRONTLINE.categories[0]
    fewer = with_first_category(FRONTLINE, name="Practice prize", questions=practice.questions[:2])
    loaded = load(session, replace(fewer, categories=fewer.categories[:-1]))
    categories = categories_of(session, loaded.season)
    assert loaded.outcome == "updated"
    assert {one.id for one in categories} < ids
    assert [one.key for one in categories] == [one.key for one in FRONTLINE.categories[:-1]]
    assert categories[0].name == "Practice prize"
    assert [one.key for one in categories[0].questions] == ["summary", "practice"]


def test_rules_that_differ_become_a_new_version_and_the_old_one_stays(session):
    loaded = load(session, FRONTLINE)
    first, *others = FRONTLINE.rules
    load(session, replace(FRONTLINE, rules=(replace(first, neutral="In good time."), *others)))
    assert rule_set_in_force(session, loaded.season).version == 2
    kept = session.scalars(sa.select(RuleSet).where(RuleSet.version == 1)).one()
    assert kept.rules[0]["neutral"] == first.neutral


@pytest.mark.parametrize(
    ("document", "codes"),
    [
        (with_first_category(FRONTLINE, award_for="being nice"), ["categories-locked"]),
        (with_first_category(FRONTLINE, questions=FRONTLINE.categories[0].questions[1:]), ["questions-locked"]),
        (with_first_category(FRONTLINE, criteria=FRONTLINE.categories[0].criteria[::-1]), ["criteria-locked"]),
        (replace(FRONTLINE, rules=FRONTLINE.rules[::-1]), ["rules-locked"]),
        (replace(FRONTLINE, scale=replace(FRONTLINE.scale, comment_required_for=())), ["scale-locked"]),
        (replace(FRONTLINE, vocabulary={}), ["vocabulary-locked"]),
        (
            with_settings(FRONTLINE, closes_at=FRONTLINE.season.closes_at + timedelta(days=1)),
            ["dates-locked"],
        ),
        (
            with_first_category(replace(FRONTLINE, rules=FRONTLINE.rules[:-1]), slug="work"),
            ["categories-locked", "rules-locked"],
        ),
        (replace(FRONTLINE, rounds=FRONTLINE.rounds[1:]), ["round-has-opened"]),
    ],
)
def test_a_season_that_has_opened_keeps_what_people_nominate_under(session, audit_trail, document, codes):
    load(session, FRONTLINE)
    with pytest.raises(Refused) as refused:
        load(session, document, now=WHILE_FRONTLINE)
    assert [reason.code for reason in refused.value.permission.reasons] == codes
    assert audit_trail("frontline-awards/2024") == ["season.loaded"]


def test_rounds_release_and_the_programmes_texts_may_still_change(session):
    load(session, FRONTLINE)
    later = replace(FRONTLINE.rounds[1], closes_at=FRONTLINE.rounds[1].closes_at + timedelta(days=2))
    document = with_settings(FRONTLINE, ceremony_place="Leeds")
    document = replace(document, rounds=(FRONTLINE.rounds[0], later, FRONTLINE.rounds[2]))
    loaded = load(session, document, now=WHILE_FRONTLINE)
    assert (loaded.outcome, loaded.season.ceremony_place) == ("updated", "Leeds")
    judging = session.scalars(sa.select(Round).where(Round.key == "longlist")).one()
    assert judging.closes_at == later.closes_at


@pytest.mark.parametrize(("opened_again", "stays"), [(True, True), (False, False)])
def test_a_round_that_staff_opened_again_is_not_closed_by_another_change_of_the_file(session, opened_again, stays):
    load(session, FRONTLINE)
    judging = session.scalars(sa.select(Round).where(Round.key == "longlist")).one()
    later = judging.closes_at + timedelta(days=3)
    judging.closes_at, judging.reopened_at = later, judging.closes_at if opened_again else None
    load(session, with_settings(FRONTLINE, ceremony_place="Leeds"), now=WHILE_FRONTLINE)
    judging = session.scalars(sa.select(Round).where(Round.key == "longlist")).one()
    assert (judging.closes_at == later) is stays


def test_the_first_programme_is_at_home_until_another_is_made_so(session, audit_trail):
    load(session, FRONTLINE)
    load(session, LANTERN)
    assert home_key(session) == "frontline-awards"
    load(session, LANTERN, home=True)
    assert home_key(session) == "lantern-honours"
    assert audit_trail("lantern-honours/2025") == ["season.loaded", "season.loaded"]


@pytest.mark.parametrize(
    ("table", "values"),
    [
        (Season, {"closes_at": Season.opens_at}),
        (Season, {"shortlist_min": 9}),
        (Season, {"readings_per_entry": 0}),
        (Season, {"release": "clock", "embargo_until": None}),
        (Round, {"closes_at": Round.opens_at}),
        (Criterion, {"weight": 0}),
        (Criterion, {"weight": 101}),
        (Question, {"word_limit": 0}),
        (Category, {"people_min": 4, "people_max": 3}),
    ],
)
def test_the_database_refuses_nonsense(session, table, values):
    load(session, FRONTLINE)
    with pytest.raises(sa.exc.IntegrityError):
        session.execute(sa.update(table).values(values))
