"""Commands of the demonstration: load it, run it, print ways in."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys

import click
from flask import current_app
from flask.cli import with_appcontext

from awards.core.actor import Audience
from awards.core.permission import Refused
from awards.db import begin_to_write, db
from awards.demo.clock import demo_clock
from awards.demo.loading import is_loaded, load_demo, refuse_a_database_in_use
from awards.demo.queries import personas
from awards.links.actions import mint_link
from awards.links.purposes import Purpose
from awards.seasons.queries import home_programme, season_for_visitors
from awards.web.clock import tick

WAYS_IN = (
    ("nominator", Audience.NOMINATORS, "draft", Purpose.RESUME_NOMINATION),
    ("nominee", Audience.NOMINEES, "", Purpose.NOMINEE_NOTICE),
    ("chair", Audience.JUDGES, "Chair", Purpose.JUDGE_SIGN_IN),
    ("judge", Audience.JUDGES, "Judge", Purpose.JUDGE_SIGN_IN),
    ("staff", Audience.STAFF, "staff", Purpose.DEMO_ENTRY),
    ("administrator", Audience.STAFF, "administrator", Purpose.DEMO_ENTRY),
)
"""Each kind of person: their audience, a word of what is said about them, and the link that lets them in."""


@click.group("demo")
def demo() -> None:
    """Show the portal with an invented season."""
    if not current_settings_are_demo():
        raise click.ClickException("The demo needs AWARDS_DEMO=1.")


@demo.command("load")
@click.option("--commit/--dry-run", default=False, help="Dry run unless you say --commit.")
@with_appcontext
def load(*, commit: bool) -> None:
    """Load the demo season into an empty database."""
    if is_loaded(db.session):
        click.echo("The demo is loaded already.")
        return
    if not commit:
        _refuse_or_go_on()
        click.echo("The demo season would be loaded. Say --commit.")
        return
    _load()
    click.echo("The demo season is loaded.")


@demo.command("links")
@click.option("--json", "as_json", is_flag=True, help="As one JSON object.")
@with_appcontext
def links(*, as_json: bool) -> None:
    """Print one-time links for each kind of person."""
    found = ways_in()
    if as_json:
        click.echo(json.dumps(found, indent=2))
        return
    for name, url in found.items():
        click.echo(f"{name:<14} {url}")


@demo.command("run")
@click.option("--port", default=8000, envvar="PORT", show_default=True, help="Where to listen.")
@with_appcontext
def run(port: int) -> None:
    """Migrate, load the demo at need, and serve it with its worker until stopped."""
    awards = [sys.executable, "-m", "awards"]
    subprocess.run([*awards, "migrate"], check=True)  # noqa: S603 - our own command
    if not is_loaded(db.session):
        db.session.rollback()
        _load()
    show_ways_in(port)
    db.session.close()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # so that the worker and the server end with us
    worker = subprocess.Popen([*awards, "work"], stderr=subprocess.DEVNULL)  # noqa: S603 - our own command
    try:
        subprocess.run([*awards, "serve", "--port", str(port)], check=False)  # noqa: S603 - our own command
    except KeyboardInterrupt:
        click.echo("Stopped.", err=True)
    finally:
        worker.terminate()
        worker.wait()


def show_ways_in(port: int) -> None:
    """Print how to enter, for somebody who has just started the demo."""
    click.echo(f"\nThe awards portal is at http://localhost:{port}/ (stop it with Ctrl+C)\n")
    for name, url in ways_in().items():
        click.echo(f"  {name:<14} {url}")
    click.echo(f"\n  anybody else   http://localhost:{port}/demo/ (also moves the clock and shows the mail)\n")


def ways_in() -> dict[str, str]:
    """Mint a fresh one-time link for one person of each kind, and name the public ones."""
    base = current_app.extensions["awards.settings"].base_url
    programme = home_programme(db.session)
    season = season_for_visitors(db.session, programme, now=tick()) if programme else None
    if season is None:
        raise click.ClickException("The demo is not loaded; run `awards demo load --commit`.")
    people = personas(db.session, season)
    db.session.rollback()
    begin_to_write(db.session)
    found = {"public": f"{base}/", "nominating": f"{base}/nominate/"}
    for name, audience, word, purpose in WAYS_IN:
        one = next((person for person in people if person.audience is audience and word in person.about), None)
        if one is not None:
            token = mint_link(db.session, purpose, one.subject or one.reference, now=demo_clock())
            found[name] = f"{base}/link/{token}"
    db.session.commit()
    return found


def _load() -> None:
    _refuse_or_go_on()
    click.echo("Loading the demo season (about half a minute)", err=True)
    load_demo(db.session, tell=lambda line: click.echo(f"  {line}", err=True))


def _refuse_or_go_on() -> None:
    try:
        refuse_a_database_in_use(db.session)
    except Refused as refused:
        raise click.ClickException(str(refused)) from refused


def current_settings_are_demo() -> bool:
    """Say whether the settings are those of the demo; asked before the app is made."""
    return os.environ.get("AWARDS_DEMO") == "1"
