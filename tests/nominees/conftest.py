"""A nominee of each kind, in categories that do and do not reveal something, and one whom the organiser chose."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from awards.core.actor import Actor, Audience
from awards.nominees import actions
from awards.nominees.queries import notice_of
from tests.factories import CategoryFactory, NominationFactory, NomineeFactory

STAFF = Actor(Audience.STAFF, "USR-2222222")
EMAIL = "amara@nominees.example"
NAME = "Okafor"
"""What Amara Okafor types behind the link."""


def put_forward(session, kind: str) -> Any:
    """Give a nominee: of the practice, team or young people's award (aged 17), or the organiser's own choice."""
    if kind == "organiser":
        NominationFactory()  # the programme and season exist
        return NomineeFactory(nomination=None, email=EMAIL, full_name="Amara Okafor")
    category = CategoryFactory(
        key=kind, name=f"{kind.title()} award", reveals="care experience" if kind == "young" else None
    )
    team = {"team_name": "Harbour Duty Team"} if kind == "team" else {}
    nomination = NominationFactory(category=category, submitted=True, **team)
    young = {"date_of_birth": date(2006, 6, 1), "lived_experience": "yes", "employer": None, "role": None}
    extra = young if kind == "young" else {"is_team": True} if kind == "team" else {}
    return NomineeFactory(nomination=nomination, email=EMAIL, known_as="Ama", **extra)


@pytest.fixture
def told(session, clock):
    """Give a nominee who has been sent the notice."""

    def tell(kind: str = "practice") -> Any:
        nominee = put_forward(session, kind)
        actions.send_notice(session, nominee, programme_key="harbour-awards", actor=STAFF, now=clock())
        return nominee

    return tell


@pytest.fixture
def stored(session):
    """Give the nominee's notice as it stands in the database now."""

    def find(nominee):
        session.rollback()
        session.expire_all()
        return notice_of(session, nominee)

    return find


@pytest.fixture
def opened(browser, told, mailbox, session):
    """Give the page that the mailed link opens (the check of the name), and the nominee."""

    def reach(kind="practice"):
        nominee = told(kind)
        session.commit()
        return browser.follow_mail(mailbox.link_to(EMAIL)), nominee

    return reach


@pytest.fixture
def page(opened):
    """Give the page of a nominee of this kind, reached through the mailed link and the check of the name."""

    def reach(kind="practice"):
        check, nominee = opened(kind)
        return check.submit(name=NAME), nominee

    return reach
