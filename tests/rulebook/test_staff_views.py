"""Staff read the rules, see what a change would do, adopt it with a reason, and try the rules on made-up facts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from awards.audit.models import AuditEntry
from awards.audit.queries import entries_about
from awards.core.actor import SYSTEM, Audience, Role
from awards.screening.standing_of_all import checks_of, nominations_to_check
from awards.seasons.actions import load_season
from awards.seasons.models import Category, RuleSet, Season
from awards.seasons.queries import categories_of
from tests.factories import GrantFactory, NominationFactory, NomineeFactory, UserFactory
from tests.seasons.documents import FRONTLINE

NOW = datetime(2024, 2, 26, 10, tzinfo=UTC)
BEFORE = datetime(2023, 12, 1, tzinfo=UTC)
SUBJECT = "frontline-awards/2024"


@pytest.fixture
def staff(session):
    who = UserFactory(name="Sam Reid")
    GrantFactory(user=who, role=Role.STAFF, programme_key="frontline-awards")
    return who


@pytest.fixture
def staff_browser(browser, session, staff):
    """A browser signed in as staff of the shipped programme, or as somebody who may only read."""

    def sign_in(role: Role | None = None):
        who = staff if role is None else UserFactory()
        if role is not None:
            GrantFactory(user=who, role=role, programme_key="frontline-awards")
        session.commit()
        return browser.sign_in(Audience.STAFF, who.ref)

    return sign_in


@pytest.fixture
def frontline(session, clock) -> Season:
    """The shipped season, after nominations have closed."""
    clock.set(NOW)
    return load_season(session, FRONTLINE, actor=SYSTEM, now=BEFORE).season


@pytest.fixture
def young(session, frontline):
    """Give a nomination in the category for young people, born on the day given."""
    categories = {one.key: one for one in categories_of(session, frontline)}

    def make(born_on: date | None, **more):
        nomination = NominationFactory(
            season=frontline,
            category=categories["young_people"],
            submitted_at=datetime(2024, 2, 1, 9, tzinfo=UTC),
            state="submitted",
            **more,
        )
        NomineeFactory(nomination=nomination, position=1, date_of_birth=born_on)
        return nomination

    return make


def versions(session) -> list[RuleSet]:
    session.rollback()
    return list(session.scalars(select(RuleSet).order_by(RuleSet.version)))


# Reading.


def test_every_rule_of_the_season_stands_in_its_own_words_with_where_it_applies(frontline, staff_browser):
    page = staff_browser().get("rules_staff.index")
    assert page.heading == "Rules of Frontline Awards 2024"
    assert "Everybody put forward is 16 to 25 years old on Friday 23 February 2024." in page.text
    assert "Youngest age 16" in page.text
    assert "Version 1" in page.text
    assert sum(link.startswith("Change") for link in page.links()) == len(FRONTLINE.rules)


def test_whoever_may_only_read_sees_the_rules_and_cannot_change_them(app, frontline, staff_browser):
    app.config["WTF_CSRF_ENABLED"] = False  # so that it is the door that turns them away
    browser = staff_browser(Role.READ_ONLY)
    page = browser.get("rules_staff.index")
    assert "Change" not in " ".join(page.links())
    edit = browser.get("rules_staff.edit", rule_id="YP2")
    assert (edit.status, edit.soup.main.find("form")) == (200, None)
    assert "Only staff who may change things can change the rules." in edit.text
    assert browser.open("/staff/rules/YP2/edit", post={"do": ["adopt"]}).status == 403


def test_a_rule_that_the_season_does_not_have_is_not_found(frontline, staff_browser):
    assert staff_browser().get("rules_staff.edit", rule_id="ZZ9").status == 404


# Changing.


def test_a_change_is_looked_at_then_adopted_with_a_reason_as_a_new_version(
    session, frontline, young, staff, staff_browser
):
    stays, goes = young(date(2006, 5, 3)), young(date(1998, 6, 1))
    browser = staff_browser()
    page = browser.get("rules_staff.edit", rule_id="YP2").submit("See what would change", p_oldest="24")
    assert "1 verdict of 2 would change" in page.text
    assert "16 to 24 years old on Friday 23 February 2024" in page.text
    assert goes.ref in page.text
    assert stays.ref not in page.text
    assert [row.get_text(" ", strip=True) for row in page.soup.select("#different tbody tr")] == [
        f"{goes.ref} Spotlight award A person must look Not eligible YP2".replace("Spotlight award", goes.category.name)
    ]
    assert len(versions(session)) == 1
    refused = page.submit("Adopt this change")
    assert refused.status == 422
    assert refused.errors == ["Enter why: nominations have opened, so the reason is kept with the rules"]
    done = refused.submit("Adopt this change", reason="The organiser agreed on 24.")
    assert done.heading == "Rules of Frontline Awards 2024"
    old, new = versions(session)
    assert (old.version, new.version, new.reason, new.made_by) == (1, 2, "The organiser agreed on 24.", staff.ref)
    assert next(row for row in old.rules if row["id"] == "YP2")["params"]["oldest"] == 25
    assert next(row for row in new.rules if row["id"] == "YP2")["params"]["oldest"] == 24
    assert "YP2 was: Everybody put forward is 16 to 25 years old" in done.text
    assert "Reason: The organiser agreed on 24." in done.text
    assert staff.name in done.text
    entry = entries_about(session, SUBJECT)[-1]
    assert (entry.tag, entry.facts) == (
        "rules.changed",
        {"version": 2, "was": 1, "rule": "YP2", "categories": 1, "close_moved": False},
    )


def test_what_is_adopted_is_what_the_preview_showed(session, frontline, young, staff_browser):
    nominations = [young(date(1998, month, 1)) for month in (1, 6, 9)] + [young(None)]
    page = staff_browser().get("rules_staff.edit", rule_id="YP2").submit("See what would change", p_oldest="24")
    shown = {row.th.get_text(strip=True): row.select("td")[2].get_text(strip=True)
             for row in page.soup.select("#different tbody tr")}  # fmt: skip
    page.submit("Adopt this change", reason="Agreed.")
    session.rollback()
    sent = nominations_to_check(session, frontline.id)
    checks = checks_of(session, sent, now=NOW)
    then = {one.ref: checks[one.id].verdict.level for one in sent}
    assert shown == {nominations[1].ref: "Not eligible", nominations[2].ref: "Not eligible"}
    assert [then[one.ref] for one in nominations] == ["ineligible", "ineligible", "ineligible", "needs-check"]


def test_only_the_change_that_was_looked_at_is_adopted(session, frontline, staff_browser):
    page = staff_browser().get("rules_staff.edit", rule_id="YP2").submit("See what would change", p_oldest="24")
    again = page.submit("Adopt this change", p_oldest="23", reason="Agreed.")
    assert again.status == 422
    assert again.errors[0].startswith("This is not the change that was looked at")
    assert "16 to 23 years old" in again.text
    assert len(versions(session)) == 1
    again.submit("Adopt this change")
    assert [one.version for one in versions(session)] == [1, 2]


def test_before_nominations_open_no_reason_is_needed(session, frontline, clock, staff_browser):
    clock.set(BEFORE)
    page = staff_browser().get("rules_staff.edit", rule_id="YP2").submit("See what would change", p_oldest="24")
    page.submit("Adopt this change")
    assert [one.reason for one in versions(session)] == ["season file loaded", None]


@pytest.mark.parametrize(
    ("rule", "typed", "errors"),
    [
        ("YP2", {"p_oldest": "old"}, ["Enter a whole number in figures, like 16"]),
        ("YP2", {"p_oldest": "3"}, ["Youngest must be 0 or more, and oldest not under youngest"]),
        ("YP2", {"p_on_day": "31", "p_on_month": "2", "p_on_year": "2024"}, ["The day must be a real date"]),
        ("YP2", {"categories": None}, ["Choose at least one award"]),
        ("YP2", {"says_too_old": "{name} is over 25."},
         ["What is typed holds the number 25: write {oldest}, {on}, {youngest} in its place, or say it without"]),
        ("YP2", {}, ["Change something first: these are the rules in force"]),
        ("PL3", {"p_employers": None}, ["Choose at least one of these"]),
        ("YP4", {"p_ages": "16 and 17"}, ["Enter whole numbers with commas between them, like 16, 17"]),
        ("FE1", {"p_most": "4"}, ["Enter what is said then"]),
        ("G1", {"close_time": "25:00"}, ["Enter the time like 5pm or 17:00"]),
        ("G1", {"close_month": "1", "close_day": "2"}, ["Nominations must close after they open"]),
        ("G1", {"close_month": "4"}, ["Nominations must close before judging begins."]),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_said_beside_its_box_and_nothing_is_lost(
    session, frontline, staff_browser, rule, typed, errors
):
    page = staff_browser().get("rules_staff.edit", rule_id=rule)
    answer = page.submit("See what would change", **{"name": "Another name", **typed} if typed else {})
    assert (answer.status, answer.errors) == (422, errors)
    assert "Verdicts that would change" not in answer.text
    if typed:
        assert answer.soup.find("input", {"name": "name"})["value"] == "Another name"
    assert len(versions(session)) == 1


def test_limits_on_people_named_stay_in_step_with_the_rule(session, frontline, staff_browser):
    page = staff_browser().get("rules_staff.edit", rule_id="YP1").submit("See what would change", p_most="2")
    page.submit("Adopt this change", reason="Two at most.")
    session.rollback()
    category = session.scalars(select(Category).where(Category.key == "young_people")).one()
    assert (category.people_min, category.people_max) == (1, 2)
    assert category.who.startswith("one or two people, 16 to 25 years old on Friday 23 February 2024")


def test_a_rule_can_be_made_to_apply_to_other_awards_and_old_versions_remember(session, frontline, staff_browser):
    keys = ["practice", "innovation"]
    page = staff_browser().get("rules_staff.edit", rule_id="PL2")
    done = page.submit("See what would change", categories=keys).submit("Adopt this change", reason="Agreed.")
    rules = {one.key: one.rule_ids for one in session.scalars(select(Category)) if session.rollback() is None}
    assert [key for key, ids in rules.items() if "PL2" in ids] == keys
    assert "PL2 now applies to Innovation award too." in done.text
    assert "PL2 no longer applies to Leadership award." in done.text
    old, new = versions(session)
    assert [next(row for row in one.rules if row["id"] == "PL2")["categories"] for one in (old, new)] == [
        ["practice", "leadership"],
        keys,
    ]


def test_moving_the_close_moves_the_round_and_the_day_on_which_ages_are_judged(
    session, frontline, young, staff_browser
):
    turns_26 = young(date(1998, 2, 25))
    page = staff_browser().get("rules_staff.edit", rule_id="G1").submit("See what would change", close_day="26")
    assert turns_26.ref in page.text
    assert page.soup.select("#different tbody tr td")[-1].get_text(strip=True) == "YP2"
    done = page.submit("Adopt this change", reason="The site was down.")
    assert "Everybody put forward is 16 to 25 years old on Monday 26 February 2024." in done.text
    session.rollback()
    season = session.scalars(select(Season)).one()
    assert season.closes_at == datetime(2024, 2, 26, 23, 59, 59, tzinfo=UTC)
    rounds = {one.key: one.closes_at for one in season_rounds(session, season)}
    assert rounds["nominating"] == season.closes_at
    assert entries_about(session, SUBJECT)[-1].facts["close_moved"] is True


def season_rounds(session, season):
    from awards.seasons.models import Round  # noqa: PLC0415

    return session.scalars(select(Round).where(Round.season_id == season.id))


def test_a_file_that_says_the_same_as_the_rules_adopted_can_be_loaded(session, frontline, staff_browser):
    page = staff_browser().get("rules_staff.edit", rule_id="YP2").submit("See what would change", p_oldest="24")
    page.submit("Adopt this change", reason="Agreed.")
    session.rollback()
    rules = tuple(
        replace(one, kind=replace(one.kind, oldest=24)) if one.id == "YP2" else one for one in FRONTLINE.rules
    )
    load_season(session, replace(FRONTLINE, rules=rules), actor=SYSTEM, now=NOW)
    assert session.scalar(select(RuleSet.version).order_by(RuleSet.version.desc())) == 2


def test_looking_at_a_change_costs_as_many_statements_however_many_nominations_there_are(
    session, frontline, young, staff_browser, statements
):
    young(date(1998, 6, 1))
    browser = staff_browser()

    def cost() -> int:
        page = browser.get("rules_staff.edit", rule_id="YP2")
        statements.clear()
        assert page.submit("See what would change", p_oldest="24").status == 200
        return len(statements)

    before = cost()
    for _ in range(5):
        young(date(1998, 6, 1))
    session.commit()
    assert (cost(), before <= 14) == (before, True)


@pytest.mark.parametrize("endpoint", ["index", "attempt"])
def test_pages_of_rules_cost_few_statements(frontline, staff_browser, statements, endpoint):
    browser = staff_browser()
    statements.clear()
    assert browser.get(f"rules_staff.{endpoint}").status == 200
    assert len(statements) <= 8


# Trying.


def test_made_up_facts_get_a_verdict_with_every_finding_and_nothing_is_stored(session, frontline, staff_browser):
    browser = staff_browser(Role.READ_ONLY)
    trail = session.scalar(select(AuditEntry.id).order_by(AuditEntry.id.desc()))
    page = browser.get("rules_staff.attempt").submit("Show the questions", category="young_people", people="2")
    answer = page.submit(
        "Ask the rules",
        person1_born_day="1", person1_born_month="3", person1_born_year="1990", person1_lived="yes",
        knows="yes", benefits="England",
    )  # fmt: skip
    assert answer.status == 200
    text = answer.text
    assert "Not eligible" in text
    assert "Person 1: 33 on 23 February 2024" in text
    assert "Person 2: date of birth not given" in text
    assert "1990" not in answer.soup.find(id="in-force-findings").get_text()
    session.rollback()
    assert session.scalar(select(AuditEntry.id).order_by(AuditEntry.id.desc())) == trail
    assert len(versions(session)) == 1


def test_a_change_can_be_tried_beside_the_rules_in_force(frontline, staff_browser):
    page = staff_browser().get("rules_staff.edit", rule_id="YP2").submit("See what would change", p_oldest="40")
    tried = page.click("Try this change").submit("Show the questions", category="young_people", people="1")
    answer = tried.submit("Ask the rules", person1_born_day="1", person1_born_month="3", person1_born_year="1990")
    assert "The rules as changed" in answer.text
    outcomes = [
        [row.td.get_text(strip=True) for row in answer.soup.select(f"#{one}-findings tbody tr")
         if row.th.get_text().startswith("YP2")]
        for one in ("in-force", "proposed")
    ]  # fmt: skip
    assert outcomes == [["Not met"], ["Met"]]


def test_a_date_that_does_not_exist_is_said_beside_its_box(frontline, staff_browser):
    page = staff_browser().get("rules_staff.attempt", category="young_people", people="1")
    answer = page.submit("Ask the rules", person1_born_day="31", person1_born_month="2", person1_born_year="2005")
    assert (answer.status, answer.errors) == (422, ["Date of birth must be a real date"])


@pytest.mark.parametrize("category", [one.key for one in FRONTLINE.categories if one.nominated])
def test_the_rules_of_every_award_can_be_tried_on_nothing_at_all(frontline, staff_browser, category):
    page = staff_browser().get("rules_staff.attempt", category=category, people="1").submit("Ask the rules")
    heard = [row.th.get_text(strip=True).partition(":")[0] for row in page.soup.select("#in-force-findings tbody tr")]
    assert list(dict.fromkeys(heard)) == [rule.id for rule in FRONTLINE.rules_of(category)]
