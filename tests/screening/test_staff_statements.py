"""Staff pages round nominating cost a bounded number of statements, however much they list."""

from __future__ import annotations

import pytest

from awards.comms.models import Message, MessageState
from tests.factories import AnswerFactory, NominationFactory, NomineeFactory, NoticeFactory
from tests.factories.nominations import CorrectionRequestFactory
from tests.screening.conftest import NOW

MOST = 8


@pytest.fixture
def cost(statements):
    """Count what a page that is shown asks of the database."""

    def of(browser, endpoint, **values) -> int:
        statements.clear()
        assert browser.get(endpoint, **values).status == 200
        return len(statements)

    return of


def mail(session, about: str) -> str:
    key = f"parked:{about}"
    session.add(
        Message(key=key, kind="screening/not_going_forward", about=about, programme_key="harbour-awards",
                recipient="casey@nominators.example", arguments={"reference": about}, state=MessageState.PARKED,
                queued_at=NOW, not_before=NOW)
    )  # fmt: skip
    return key


def test_no_page_costs_more_than_the_bound_or_more_with_a_longer_list(session, category, eligible, cost, staff_browser):
    def add():
        draft = NominationFactory(category=category, season=category.season)
        AnswerFactory(nomination=draft, question_key="q1")
        NomineeFactory(nomination=draft)
        told = NomineeFactory(nomination=eligible(people=0))
        NoticeFactory(nominee=told)
        request = CorrectionRequestFactory(nomination=told.nomination)
        return draft.ref, told.ref, request.ref, mail(session, told.nomination.ref), told.nomination.ref

    draft, nominee, request, key, nomination = add()
    browser = staff_browser()
    pages = {
        "nominations_staff.drafts": {},
        "nominations_staff.draft": {"ref": draft},
        "nominations_staff.deadline": {"ref": draft},
        "nominations_staff.key_in": {},
        "people_staff.notices": {},
        "people_staff.corrections": {},
        "people_staff.correction": {"ref": request},
        "people_staff.facts": {"ref": nominee},
        "comms_staff.outbox": {},
        "comms_staff.about": {"ref": nomination},
        "comms_staff.message": {"key": key},
    }
    before = {endpoint: cost(browser, endpoint, **values) for endpoint, values in pages.items()}
    for _ in range(3):
        add()
    session.commit()
    after = {endpoint: cost(browser, endpoint, **values) for endpoint, values in pages.items()}
    assert after == before
    assert {endpoint: count for endpoint, count in after.items() if count > MOST} == {}
