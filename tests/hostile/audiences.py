"""A season with drafts, sent nominations, told nominees and staff, and a browser for everybody who can reach a form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Flask
from sqlalchemy import select

from awards.core.actor import SYSTEM, Actor, Audience, Role
from awards.nominations.models import Nomination, Nominee
from awards.nominees.actions import send_notice
from awards.nominees.models import Supporter
from awards.seasons.actions import load_season
from awards.seasons.models import Programme, Season
from awards.seasons.reading import FRONTLINE_2024, read_season
from tests.browser.asking import filled, sent
from tests.browser.asking_nominees import agree, name_an_adult
from tests.factories import GrantFactory, UserFactory
from tests.pages.browser import Browser, Page

PROGRAMME = "frontline-awards"
STAFF = Actor(Audience.STAFF, "USR-2222222", frozenset({Role.ADMINISTRATOR}))


@dataclass
class Party:
    """Somebody with a browser, and where they begin."""

    name: str
    browser: Browser
    starts: list[str]


def load_the_season(session: Any, clock: Any) -> None:
    load_season(session, read_season(FRONTLINE_2024), actor=SYSTEM, now=clock())
    session.commit()


def public(app: Flask) -> Party:
    return Party(
        "public",
        Browser(app),
        ["/", "/nominate/", "/nominate/return", "/sign-in/", "/about-me/return", "/winners/", "/finalists"],
    )


def nominator(app: Flask, **texts: str) -> Party:
    """Somebody with a draft of every shape, and one nomination sent."""
    browser = Browser(app)
    for slug in ("practice", "team", "spotlight", "fellowship"):
        filled(browser, slug, **texts)
    receipt = sent(browser, "leadership", **texts, nominee_email="amara@nominees.example")
    return Party("nominator", browser, ["/nominations/", receipt.url])


def nominee(app: Flask, session: Any, clock: Any, slug: str = "leadership", **changes: Any) -> Party:
    """Somebody put forward and told, who agreed."""
    page = sent(Browser(app), slug, nominee_email="noor@nominees.example")
    person = nominees_of(session, page)[0]
    for name, value in changes.items():
        setattr(person, name, value)
    send_notice(session, person, programme_key=PROGRAMME, actor=STAFF, now=clock())
    session.commit()
    return Party(f"nominee of {slug}", Browser(app).sign_in(Audience.NOMINEES, person.ref), ["/about-me/"])


def whoever_opened_a_link(app: Flask, session: Any, clock: Any, mailbox: Any) -> Party:
    """Somebody who has the link of a notice and has not said their name yet."""
    nominee(app, session, clock)
    browser = Browser(app)
    browser.follow_mail(mailbox.link_to("noor@nominees.example"))
    return Party("whoever opened a link", browser, ["/about-me/check", "/about-me/return"])


def adult(app: Flask, session: Any, clock: Any, **changes: Any) -> Party:
    """The adult whom a young person named after agreeing."""
    young = nominee(app, session, clock, "spotlight", **changes)
    name_an_adult(agree(young.browser))
    session.rollback()
    supporter = session.scalars(select(Supporter)).one()
    return Party("adult", Browser(app).sign_in(Audience.SUPPORTERS, supporter.ref), ["/confirm/"])


def nominees_of(session: Any, page: Page) -> list[Nominee]:
    session.rollback()
    reference = page.url.split("/")[2]
    nomination = session.scalars(select(Nomination).where(Nomination.ref == reference)).one()
    return list(session.scalars(select(Nominee).where(Nominee.nomination_id == nomination.id)))


def staff(app: Flask, session: Any) -> Party:
    """An administrator of the awards."""
    user = UserFactory(name="Alex Reed")
    GrantFactory(user=user, role=Role.ADMINISTRATOR, programme_key=PROGRAMME)
    session.commit()
    return Party("staff", Browser(app).sign_in(Audience.STAFF, user.ref), ["/staff/"])


def closing(session: Any) -> datetime:
    """Give the instant at which nominations close."""
    session.rollback()
    return session.scalars(select(Season)).one().closes_at


def programme_of(session: Any) -> Programme:
    """Give the programme."""
    return session.scalars(select(Programme)).one()
