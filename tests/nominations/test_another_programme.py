"""The invented second programme: other rules, another vocabulary, the same pages."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from awards.core.actor import SYSTEM
from awards.seasons.actions import load_season
from awards.seasons.reading import LANTERN_2025, read_season
from tests.nominations.filling import begin, reference


@pytest.fixture
def lantern(session, clock):
    clock.set(datetime(2025, 3, 10, 12, tzinfo=UTC))
    load_season(session, read_season(LANTERN_2025), actor=SYSTEM, now=clock())
    session.commit()


@pytest.mark.parametrize(
    ("slug", "asked"),
    [
        ("adults", {"employer_type", "works_in", "in_post", "registration"}),
        ("first-light", {"born_day", "born_month", "born_year", "programme", "programme_status"}),
        ("beside", set()),
        ("together", {"members", "active"}),
    ],
)
def test_its_own_rules_decide_what_is_asked(browser, lantern, slug, asked):
    page = begin(browser, slug)
    first = page.click("Check who can be nominated")
    assert {one["name"] for one in first.soup.select("main form input")} - {"csrf_token", "version"} == asked
    for endpoint in ("nominee", "about_you", "check", "verdict"):
        assert browser.get(f"my_nominations.{endpoint}", ref=reference(page)).status == 200
