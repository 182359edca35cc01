"""Every page costs a bounded number of statements, however much was typed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from awards.core.actor import Audience
from awards.nominations.models import Nomination, Nominator
from tests.nominations.filling import fill_practice, fill_young_people, reference, send

MOST = 8


@pytest.mark.parametrize("fill", [fill_practice, fill_young_people])
def test_pages_of_a_draft_stay_within_the_bound(browser, season, statements, fill):
    page = fill(browser)
    ref = reference(page)
    pages: dict[str, dict[str, Any]] = {
        "index": {}, "task_list": {"ref": ref}, "eligibility": {"ref": ref}, "verdict": {"ref": ref},
        "about_you": {"ref": ref}, "person": {"ref": ref, "number": 1}, "answer": {"ref": ref, "key": "summary"},
        "declarations": {"ref": ref}, "check": {"ref": ref}, "withdraw": {"ref": ref},
    }  # fmt: skip
    over = {}
    for endpoint, values in pages.items():
        statements.clear()
        assert browser.get(f"my_nominations.{endpoint}", **values).status == 200
        over[endpoint] = len(statements)
    assert {endpoint: cost for endpoint, cost in over.items() if cost > MOST} == {}


def test_the_receipt_and_the_public_pages_stay_within_the_bound(browser, season, statements):
    ref = reference(send(fill_practice(browser)))
    pages: dict[str, dict[str, Any]] = {
        "my_nominations.receipt": {"ref": ref},
        "my_nominations.copy": {"ref": ref},
        "nominations.start": {},
        "nominations.find": {},
    }
    for endpoint, values in pages.items():
        statements.clear()
        assert browser.get(endpoint, **values).status == 200
        assert len(statements) <= MOST, endpoint


def test_a_draft_with_all_that_can_be_kept_costs_no_more(browser, season, statements):
    page = fill_practice(browser)
    ref = reference(page)
    about_you = browser.get("my_nominations.about_you", ref=ref)
    assert about_you.submit(email="nobody").status == 422  # kept as typed
    browser.get("my_nominations.move", ref=ref).submit(category="team")
    assert over_the_bound(browser, statements, ref, ("index", "task_list", "check", "kept", "move", "copy")) == {}


def test_a_new_version_and_what_it_revises_stay_within_the_bound(browser, season, statements, clock):
    receipt = send(fill_practice(browser))
    ref = reference(receipt)
    version = reference(receipt.submit("Make a new version"))
    pages = ("index", "task_list", "check", "give_up", "move", "copy")
    assert over_the_bound(browser, statements, version, pages) == {}
    clock.set(season.closes_at + timedelta(days=1))
    browser.sign_in(Audience.NOMINATORS, nominator_of(browser, ref))
    browser.get("my_nominations.correction", ref=ref).submit(text="Put this right.")
    assert over_the_bound(browser, statements, ref, ("index", "receipt", "correction", "withdraw", "copy")) == {}


def nominator_of(browser, ref: str) -> str:
    session = browser.app.extensions["tests.session"]
    return session.scalars(select(Nominator.ref).join(Nomination).where(Nomination.ref == ref)).one()


def over_the_bound(browser, statements, ref: str, pages) -> dict[str, int]:
    """Give the pages that cost too much, with their cost."""
    costs = {}
    for endpoint in pages:
        statements.clear()
        values = {} if endpoint == "index" else {"ref": ref}
        assert browser.get(f"my_nominations.{endpoint}", **values).status == 200
        costs[endpoint] = len(statements)
    return {endpoint: cost for endpoint, cost in costs.items() if cost > MOST}
