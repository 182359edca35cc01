"""The pages of staff cost a bounded number of statements, however much there is."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from awards.nominations.lifecycle import NominationState
from awards.nominations.models import Nominee
from awards.nominees.suppressing import note_suppression
from awards.nominees.words import Response
from tests.factories import AssignmentFactory, EntryFactory, NomineeFactory, SupporterFactory, admitted
from tests.screening.conftest import NOW

MOST = 8


@pytest.fixture(autouse=True)
def _after_the_close(clock):
    clock.set(NOW)


@pytest.fixture
def busy(session, season, category, make_nomination, eligible, actor, worker):
    """Fill the season with one of everything that waits, so many times over; gives a nomination and an entry."""

    def fill(times: int):
        category.people_max = 3
        for _ in range(times):
            make_nomination(state=NominationState.SUBMITTED)
            make_nomination(state=NominationState.WITHDRAWN)
            eligible(told=False)
            young = eligible(notice={"response": Response.AGREED, "responded_at": NOW})
            nominee = session.scalars(select(Nominee).where(Nominee.nomination_id == young.id)).one()
            nominee.date_of_birth = date(2006, 6, 1)
            SupporterFactory(nominee=nominee)
            before = NomineeFactory(full_name="Bo Ngata")
            note_suppression(session, before, programme_key=season.programme.key, actor=actor, now=NOW)
            AssignmentFactory(entry=EntryFactory(category=category))
            named = make_nomination(people=0)
            NomineeFactory(nomination=named, full_name="Bo Ngata")
        nomination = eligible(people=3)
        entry = admitted(session, nomination, actor=actor, now=NOW)
        session.commit()
        worker()
        return nomination, entry

    return fill


@pytest.mark.parametrize("times", [1, 3])
def test_the_pages_of_staff_stay_within_the_bound(session, staff_browser, statements, busy, times):
    nomination, entry = busy(times)
    browser = staff_browser()
    nominee = session.scalars(select(Nominee.ref).where(Nominee.nomination_id == nomination.id)).first()
    pages = {
        "season": {}, "entries": {}, "honour": {},
        "nomination": {"ref": nomination.ref}, "admit": {"ref": nomination.ref},
        "entry": {"ref": entry.ref}, "copy": {"ref": entry.ref}, "withdraw_entry": {"ref": entry.ref},
        **{one: {"ref": nominee} for one in ("answer", "adult", "died")},
    }  # fmt: skip
    cost = {}
    for endpoint, values in pages.items():
        statements.clear()
        assert browser.get(f"screening_staff.{endpoint}", **values).status == 200
        cost[endpoint] = len(statements)
    assert {endpoint: number for endpoint, number in cost.items() if number > MOST} == {}
