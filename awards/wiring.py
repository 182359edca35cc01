"""Which rooms there are: their doors, guards, links, jobs and commands."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import click
from flask import Flask, abort, current_app, g, request, url_for
from flask_login import current_user
from sqlalchemy.orm import Session

import awards.accounts.views.everyone as sign_in_pages
import awards.comms.views.staff as mail_pages
import awards.demo.cli as demo_commands
import awards.demo.views.everyone as demo_pages
import awards.judging.views.judge as judging_pages
import awards.judging.views.staff as judging_staff_pages
import awards.links.views.everyone as link_pages
import awards.nominations.views.everyone as nomination_pages
import awards.nominations.views.nominators
import awards.nominations.views.nominators_writing  # noqa: F401 - hangs its pages on the nominators' door
import awards.nominees.views.nominees as nominee_pages
import awards.panels.views.judge as judge_panel_pages
import awards.panels.views.staff as panel_pages
import awards.publishing.cli as winner_commands
import awards.publishing.views.everyone as publishing_pages
import awards.publishing.views.staff as publishing_staff_pages
import awards.results.views.staff as results_pages
import awards.screening.views.staff as screening_pages
import awards.seasons.cli as season_commands
import awards.seasons.views.everyone as season_pages
import awards.web.views.everyone as house_pages
from awards.accounts.guards import AUDIENCES
from awards.comms.delivery import Post, deliver_due
from awards.comms.transport import Transport, transport_for
from awards.core.actor import Audience, Role
from awards.core.times import moment_words
from awards.db import db
from awards.demo.clock import demo_clock, phase_now
from awards.links.opening import set_opener
from awards.links.purposes import Purpose
from awards.nominations.doors import my_nominations
from awards.nominations.guards import guard_nominators, open_nomination
from awards.nominees.guards import guard_nominees, open_notice
from awards.panels.needs import needs_of_panels, readings_in_words
from awards.publishing.jobs import release_due
from awards.screening.needs import register_need, register_readings
from awards.seasons.models import Programme
from awards.seasons.queries import home_programme, programme_by_key, season_for_visitors
from awards.web.clock import now, set_clock
from awards.web.doors import set_guard
from awards.web.programmes import ENVIRON_KEY
from awards.work.rounds import Work
from config import Settings

DOORS = [
    house_pages.door,
    link_pages.door,
    sign_in_pages.door,
    season_pages.door,
    nomination_pages.door,
    my_nominations,
    nominee_pages.door,
    screening_pages.door,
    mail_pages.door,
    panel_pages.door,
    judge_panel_pages.door,
    judging_pages.door,
    judging_staff_pages.door,
    results_pages.door,
    publishing_pages.door,
    publishing_staff_pages.door,
]
GUARDS = AUDIENCES | {Audience.NOMINATORS: guard_nominators, Audience.NOMINEES: guard_nominees}
OPENERS = {
    Purpose.STAFF_SIGN_IN: sign_in_pages.open_for_staff,
    Purpose.JUDGE_SIGN_IN: sign_in_pages.open_for_judge,
    Purpose.RESUME_NOMINATION: open_nomination,
    Purpose.READ_RECEIPT: open_nomination,
    Purpose.NOMINEE_NOTICE: open_notice,
}
COMMANDS = (season_commands.season, season_commands.eligibility, winner_commands.winners, demo_commands.demo)
OUTSIDE_PROGRAMMES = {"static", "web.health"}


def init_rooms(app: Flask) -> None:
    """Open every door, set every guard and say what every link opens."""
    settings: Settings = app.extensions["awards.settings"]
    for door in DOORS + ([demo_pages.door] if settings.demo else []):
        app.register_blueprint(door)
    if settings.demo:
        set_clock(app, demo_clock)
    for audience, guard in GUARDS.items():
        set_guard(app, audience, guard)
    for purpose, opener in OPENERS.items():
        set_opener(app, purpose, opener)
    register_need(app, needs_of_panels)
    register_readings(app, readings_in_words)
    app.before_request(find_programme)
    app.context_processor(page_context)


def find_programme() -> None:
    """Load the programme that the address names, and its season; an unknown one is not found."""
    g.programme, g.season = None, None
    if request.endpoint in OUTSIDE_PROGRAMMES:
        return
    key = request.environ.get(ENVIRON_KEY)
    g.programme = programme_by_key(db.session, key) if key else home_programme(db.session)
    if g.programme is None:
        if key:
            abort(404)
        return
    g.season = season_for_visitors(db.session, g.programme, now=now())


def programme_url(app: Flask, programme: Programme) -> str:
    """Give the address of a programme, from the settings and never from a request."""
    settings: Settings = app.extensions["awards.settings"]
    return settings.base_url + ("" if programme.is_home else f"/{programme.key}")


def jobs(app: Flask) -> dict[str, Work]:
    """Give what the worker does, by name."""
    post = post_office(app)
    return {
        "release by the clock": release_due,
        "deliver mail": lambda session, moment: deliver_due(session, post, now=moment),
    }


def post_office(app: Flask, *, transport: Transport | None = None) -> Post:
    """Give what mail delivery needs; tests pass a transport of their own."""
    settings: Settings = app.extensions["awards.settings"]

    def programme(session: Session, key: str) -> dict[str, object]:
        found = programme_by_key(session, key)
        if found is None:
            raise LookupError(f"no programme {key}")
        return {
            "name": found.name,
            "organiser": found.organiser,
            "contact_email": found.contact_email,
            "zone": found.zone,
            "base_url": programme_url(app, found),
        }

    return Post(
        transport=transport_for(settings.smtp_url, settings.mail_folder) if transport is None else transport,
        jinja=app.jinja_env,
        sender=settings.mail_from,
        programme=programme,
    )


def page_context() -> dict[str, Any]:
    """Give every page what its layout shows."""
    programme, season = g.get("programme"), g.get("season")
    shown = programme and SimpleNamespace(
        name=programme.name,
        organiser=programme.organiser,
        strapline=programme.strapline,
        contact_email=programme.contact_email,
        url=url_for("seasons.home"),
    )
    return {
        "programme": shown,
        "season": season and SimpleNamespace(name=season.name, year=season.year),
        "theme_url": url_for("web.theme") if programme else None,
        "demo": demo_banner(),
        "navigation": navigation(),
        "signed_in": who_is_signed_in(),
        "footer_links": footer_links() if programme else [],
    }


def demo_banner() -> SimpleNamespace | None:
    """Give what the demo's banner says; None in earnest."""
    settings: Settings = current_app.extensions["awards.settings"]
    if not (settings.demo and g.get("season")):
        return None
    return SimpleNamespace(
        clock_text=moment_words(now(), g.programme.zone),
        phase_name=phase_now(g.season, now()).name,
        url=url_for("demo.index"),
    )


def footer_links() -> list[SimpleNamespace]:
    """Give the links at the foot of every page, in the same place everywhere."""
    return [
        SimpleNamespace(text=text, url=url_for(endpoint))
        for text, endpoint in (
            ("If you are worried about a child", "seasons.worried"),
            ("Privacy", "seasons.privacy"),
            ("Accessibility", "seasons.accessibility"),
            ("Judges and staff: sign in", "sign_in.ask"),
        )
    ]


def navigation() -> list[SimpleNamespace]:
    """Give the links of the main navigation for this door's audience."""
    links = NAVIGATION.get(g.get("audience", Audience.EVERYONE), ())
    here = request.path
    return [
        SimpleNamespace(text=text, url=url_for(endpoint), current=here == url_for(endpoint))
        for text, endpoint in links
        if endpoint in current_app.view_functions
    ]


NAVIGATION: dict[Audience, tuple[tuple[str, str], ...]] = {
    Audience.EVERYONE: (
        ("Awards", "seasons.home"),
        ("Nominate", "nominations.start"),
        ("Finalists", "publishing.finalists"),
        ("Winners", "publishing.winners"),
    ),
    Audience.NOMINATORS: (("Awards", "seasons.home"), ("My nominations", "my_nominations.index")),
    Audience.NOMINEES: (("Awards", "seasons.home"),),
    Audience.JUDGES: (("My entries", "judging.queue"), ("My scores", "judging.scores")),
    Audience.STAFF: (
        ("Season", "screening_staff.season"),
        ("Nominations", "screening_staff.nominations"),
        ("Entries", "screening_staff.entries"),
        ("Panels", "panels_staff.panels"),
        ("Results", "results_staff.categories"),
        ("Announce", "publishing_staff.announcements"),
        ("Mail", "comms_staff.outbox"),
    ),
}

ROLE_WORDS = {
    Role.ADMINISTRATOR: "Administrator",
    Role.STAFF: "Awards staff",
    Role.CONFIDENTIAL_STAFF: "Confidential staff",
    Role.READ_ONLY: "Read only",
    Role.JUDGE: "Judge",
}


def who_is_signed_in() -> SimpleNamespace | None:
    """Give the name and role that the header shows behind a door."""
    audience = g.get("audience", Audience.EVERYONE)
    if audience is Audience.EVERYONE or not current_user.is_authenticated:
        return None
    roles = current_user.actor.roles
    words = ", ".join(text for role, text in ROLE_WORDS.items() if role in roles)
    return SimpleNamespace(
        name=current_user.name, role_text=words, sign_out_url=url_for("sign_in.out", audience=audience)
    )


def add_commands(cli: click.Group) -> None:
    """Add every room's commands."""
    for command in COMMANDS:
        cli.add_command(command)
