"""The shipped season, people put forward in it, and staff to look them up."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select

from awards.core.actor import SYSTEM, Actor, Audience, Role
from awards.nominations.lifecycle import NominationState
from awards.nominations.models import Nominee
from awards.registers.actions import PastedList, keep_list, map_columns, map_words
from awards.registers.columns import guessed, meaning_of, words_in
from awards.registers.contents import Contents, contents_of
from awards.registers.models import ListKind
from awards.registers.queries import ABOUT_REGISTERS, categories_about, register_lines
from awards.seasons.actions import load_season
from awards.seasons.models import Category, Programme
from awards.seasons.queries import season_for_visitors
from awards.seasons.reading import FRONTLINE_2024, read_season
from tests.factories import GrantFactory, NominationFactory, NomineeFactory, UserFactory

NOW = datetime(2024, 2, 26, 10, tzinfo=UTC)
TODAY = date(2024, 2, 26)
SENT = datetime(2024, 2, 1, 9, tzinfo=UTC)
DOCUMENT = read_season(FRONTLINE_2024)


@pytest.fixture
def season(session, clock):
    load_season(session, DOCUMENT, actor=SYSTEM, now=clock())
    session.commit()
    clock.set(NOW)
    return season_for_visitors(session, session.scalars(select(Programme)).one(), now=NOW)


@pytest.fixture
def put_forward(session, season):
    """Make somebody put forward in a category of the season, in a nomination that was sent."""

    def make(
        category: str = "practice", *, sent=SENT, state=NominationState.SUBMITTED, nomination=None, **facts
    ) -> Nominee:
        if nomination is None:
            found = session.scalars(select(Category).where(Category.key == category)).one()
            nomination = NominationFactory(
                category=found, season=season, state=state, submitted_at=sent, benefits="England"
            )
        given = {"registration": "registered", "registration_number": "SW123"} if category == "practice" else {}
        return NomineeFactory(nomination=nomination, **(given | facts))

    return make


@pytest.fixture
def staff(session, season):
    user = UserFactory(name="Sam Reid")
    GrantFactory(user=user, role=Role.STAFF, programme_key=DOCUMENT.programme.key)
    return user


@pytest.fixture
def actor(staff):
    return Actor(Audience.STAFF, staff.ref, frozenset({Role.STAFF}))


@pytest.fixture
def reader(session):
    return Actor(Audience.STAFF, "USR-READER2", frozenset({Role.READ_ONLY}))


@pytest.fixture
def staff_browser(browser, session, staff):
    """A browser signed in as staff, or as somebody of another role."""

    def sign_in(role: Role | None = None):
        who = staff
        if role is not None:
            who = UserFactory()
            GrantFactory(user=who, role=role, programme_key=DOCUMENT.programme.key)
        session.commit()
        return browser.sign_in(Audience.STAFF, who.ref)

    return sign_in


@pytest.fixture
def lines(session, season):
    """Give everybody who has to be looked up, by reference."""

    def find():
        session.flush()
        found = register_lines(session, season, categories_about(session, season, ABOUT_REGISTERS))
        return {line.nominee.ref: line for line in found}

    return find


@pytest.fixture
def mapped(session, season, actor):
    """Keep a list and read it as the portal guesses."""

    def make(text: str, kind: ListKind = ListKind.REGISTER, *, as_of: date = TODAY, searched: str = ""):
        pasted = PastedList(kind=kind, contents=Contents(text, searched), as_of=as_of, rows=text.count("\n"))
        upload = keep_list(session, season, pasted, actor=actor, now=NOW)
        sheet = contents_of(upload).sheet
        columns = guessed(kind, sheet)
        map_columns(session, upload, columns, actor=actor)
        words = {
            name: {key: meaning_of(kind, name, word=word, vocabulary=season.vocabulary) for key, word in some.items()}
            for name, some in words_in(kind, columns, sheet).items()
        }
        map_words(session, upload, words, actor=actor)
        return upload

    return make


@pytest.fixture
def counted(session):
    """Count the rows of a model as they stand after what a browser did."""

    def count(model) -> int:
        session.rollback()
        return session.scalar(select(func.count()).select_from(model))

    return count
