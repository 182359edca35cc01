"""Being signed in, in a real browser: ending it elsewhere, showing anew who one is, seeing as somebody else."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from awards.audit.models import AuditEntry
from awards.core.actor import Audience, Role
from tests.browser.signing_hands import PATIENCE, People, follow, heading, path, press, sign_in

pytestmark = pytest.mark.browser

BANNER = "Seeing as somebody else"


@pytest.fixture
def people(site) -> People:
    return People(site)


@pytest.fixture
def page(site, chrome):
    with site.seen_by(chrome, viewport={"width": 1280, "height": 900}) as page:
        page.set_default_timeout(PATIENCE)
        yield page


@pytest.fixture
def other(site, chrome):
    """A page of another browser."""
    with site.seen_by(chrome, viewport={"width": 360, "height": 740}) as page:
        page.set_default_timeout(PATIENCE)
        yield page


def tags(site, *subjects: str) -> list[str]:
    site.session.rollback()
    noted = select(AuditEntry).where(AuditEntry.subject.in_(subjects)).order_by(AuditEntry.id)
    return [str(entry.tag) for entry in site.session.scalars(noted)]


def test_somebody_ends_their_own_sign_in_elsewhere(page, other, people):
    jo = people.staff("Jo Marsh")
    sign_in(other, jo, people)
    sign_in(page, jo, people)
    page.goto("/staff/account/")
    elsewhere = page.locator("main tbody tr").filter(has_not_text="This browser")
    with page.expect_navigation(timeout=PATIENCE):
        elsewhere.get_by_role("button").click()
    expect(page.get_by_role("alert").first).to_contain_text("Ended. That browser is signed out.")
    other.goto("/staff/panels/")
    assert path(other) == "/sign-in/staff"
    page.goto("/staff/panels/")
    assert path(page) == "/staff/panels/"


def test_somebody_signs_out_everywhere(page, other, people):
    jo = people.staff("Jo Penn")
    sign_in(other, jo, people)
    sign_in(page, jo, people)
    page.goto("/staff/account/")
    press(page, "Sign out everywhere")
    for one in (page, other):
        one.goto("/staff/panels/")
        assert path(one) == "/sign-in/staff"


def test_a_new_password_signs_out_everywhere_else(page, other, people):
    jo = people.staff("Jo Quill")
    sign_in(other, jo, people)
    sign_in(page, jo, people)
    page.goto("/staff/account/password")
    page.get_by_label("password", exact=False).first.fill(jo.way_in.password)
    page.get_by_label("New password").fill("a heron counts the tide")
    press(page, "Change my password")
    assert heading(page) == "Your account"
    other.goto("/staff/")
    assert path(other) == "/sign-in/staff"


def test_an_administrator_ends_somebodys_sign_ins_and_what_they_typed_is_kept_for_them(page, other, site, people):
    boss, jo = people.staff("Ivy Head", role=Role.ADMINISTRATOR), people.staff("Jo Reed")
    site.hand_over(people.signed_in(boss), page.context)
    sign_in(other, jo, people)
    other.goto("/staff/account/password")
    page.goto(f"/staff/people/{jo.ref}")
    press(page, "End all of them")
    expect(page.get_by_role("alert").first).to_contain_text("They are signed out everywhere.")
    other.goto("/staff/")
    assert path(other) == "/sign-in/staff"


def test_who_changes_roles_shows_anew_who_they_are_and_what_was_sent_goes_on(page, site, people):
    boss, jo = people.staff("Ivy Kemp", role=Role.ADMINISTRATOR), people.staff("Jo Sand")
    sign_in(page, boss, people)
    page.goto(f"/staff/people/{jo.ref}/details")
    page.get_by_label("Employer").fill("Saltmarsh Council")
    site.clock.forward(minutes=16)
    press(page, page.locator("main form button").first.inner_text())
    assert heading(page) == "Show us that it is you"
    assert page.get_by_text("Saltmarsh Council").is_visible()
    page.get_by_label("Your password").fill("not this one")
    press(page, "Go on")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    page.get_by_label("Your password").fill(boss.way_in.password)
    press(page, "Go on")
    assert path(page) == f"/staff/people/{jo.ref}"
    assert page.get_by_text("Saltmarsh Council").is_visible()


def begin_to_see_as(page: Page, ref: str) -> None:
    page.goto(f"/staff/people/{ref}")
    follow(page, "See as")
    if page.get_by_role("radio").count():
        page.get_by_role("radio").first.check()
    page.locator("main form").get_by_label("reason", exact=False).fill("They cannot find their page")
    press(page, "See as this person")


def test_an_administrator_sees_as_somebody_read_only_under_a_banner_and_stops(page, site, people):
    boss, judge = people.staff("Ivy Lamb", role=Role.ADMINISTRATOR), people.judge("Ada Lisle")
    site.hand_over(people.signed_in(boss), page.context)
    begin_to_see_as(page, judge.ref)
    banner = page.get_by_role("region", name=BANNER)
    expect(banner).to_contain_text("You see as Ada Lisle until")
    page.goto("/judge/")
    expect(banner).to_contain_text("You can change nothing, and every page is noted.")
    page.goto("/how-we-judge/")
    expect(banner).to_be_visible()
    press(page, "Stop seeing as Ada Lisle")
    assert path(page) == f"/staff/people/{judge.ref}"
    expect(banner).to_have_count(0)
    noted = tags(site, judge.ref)
    assert (noted[0], noted[-1], set(noted[1:-1])) == ("seen_as.started", "seen_as.ended", {"seen_as.read"})


def test_nothing_is_sent_with_somebody_elses_eyes(page, site, people):
    boss, jo = people.staff("Ivy Moss", role=Role.ADMINISTRATOR), people.staff("Jo Tarn")
    site.hand_over(people.signed_in(boss), page.context)
    begin_to_see_as(page, jo.ref)
    page.goto("/staff/account/")
    assert heading(page) == "You are only looking"
    page.goto("/staff/panels/")
    page.get_by_label("Name", exact=False).first.fill("Seen panel")
    press(page, page.locator("main form button").last.inner_text())
    assert heading(page) == "You are only looking"
    assert page.get_by_text("Seen panel").is_visible()
    press(page, "Stop seeing as Jo Tarn")
    page.goto("/staff/panels/")
    assert page.get_by_text("Seen panel").count() == 0


def test_seeing_as_ends_by_itself_after_half_an_hour(page, site, people):
    boss, judge = people.staff("Ivy Nash", role=Role.ADMINISTRATOR), people.judge("Bel Moor")
    sign_in(page, boss, people)
    begin_to_see_as(page, judge.ref)
    for _ in range(3):
        page.goto("/judge/")
        site.clock.forward(minutes=10)
    page.goto("/judge/")
    assert page.get_by_role("region", name=BANNER).count() == 0
    assert page.get_by_text("You see with your own eyes again").is_visible()
    assert path(page) == "/staff/people/"


def test_a_sign_in_without_a_page_for_half_an_hour_is_over_for_staff_and_not_for_judges(page, site, people):
    jo, judge = people.staff("Jo Upton"), people.judge("Cy Nott")
    site.hand_over(people.signed_in(judge, Audience.JUDGES), page.context)
    sign_in(page, jo, people)
    site.clock.forward(minutes=31)
    page.goto("/staff/panels/")
    assert path(page) == "/sign-in/staff"
    page.goto("/judge/")
    assert path(page).startswith("/judge/")
