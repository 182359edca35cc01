"""Commands of whoever looks after the portal: migrate, serve, work, accounts and keys."""

from __future__ import annotations

import secrets
import signal
import sys
import threading

import click
from alembic import command
from cryptography.fernet import Fernet
from flask import Flask, current_app
from flask.cli import with_appcontext

from awards.accounts.actions import add_user
from awards.accounts.queries import has_administrator
from awards.core.actor import SYSTEM, Role
from awards.db import begin_to_write, db
from awards.links.actions import mint_link
from awards.links.purposes import Purpose
from awards.privacy.ring import all_keys_laid
from awards.seasons.queries import home_programme, programme_by_key
from awards.web.clock import now, tick
from awards.web.health import alembic_config
from awards.wiring import programme_url
from awards.work.rounds import run_round
from config import Settings

SECONDS_BETWEEN_ROUNDS = 1.0


@click.command("migrate")
@with_appcontext
def migrate() -> None:
    """Bring the database to the newest migration; safe to run again."""
    settings: Settings = current_app.extensions["awards.settings"]
    command.upgrade(alembic_config(settings.database_url), "head")
    click.echo("The database is at the newest migration.", err=True)


@click.command("serve")
@click.option("--port", default=8000, show_default=True, envvar="PORT", help="Where to listen.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@with_appcontext
def serve(port: int, host: str) -> None:
    """Serve the portal until stopped; slow clients do not hold others up."""
    from awards.web.serving import serve_app  # noqa: PLC0415 - only this command needs the server

    stop_unless_keys_are_laid()
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 - werkzeug's own way
    serve_app(app, host=host, port=port)


@click.command("work")
@click.option("--once", is_flag=True, help="Do what is due and stop.")
@with_appcontext
def work(*, once: bool) -> None:
    """Do everything that is not a request: mail, reminders, and releases by the clock. Several may run at once."""
    from awards.jobs import jobs  # noqa: PLC0415 - loads numpy and scipy, which the web process never needs

    stop_unless_keys_are_laid()
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    holder = secrets.token_hex(8)
    while not stopped.is_set():
        done = run_round(db.session, jobs(current_app), holder, clock=tick)
        db.session.close()
        if done or once:
            click.echo(f"{done} things done", err=True)
        if once:
            return
        stopped.wait(SECONDS_BETWEEN_ROUNDS)


def stop_unless_keys_are_laid() -> None:
    """Start nothing while a new index key is not on every fingerprint: what is written meanwhile would be lost.

    Raises:
        click.ClickException: `awards keys reindex` has to be run first.
    """
    laid = all_keys_laid(db.session)
    db.session.rollback()
    if not laid:
        raise click.ClickException("AWARDS_BLIND_INDEX_KEY has a new key: run `awards keys reindex --commit` first.")


@click.command("new-key")
def new_key() -> None:
    """Print a fresh key for AWARDS_ENCRYPTION_KEYS, or for AWARDS_SEAL_KEY."""
    click.echo(Fernet.generate_key().decode())


@click.group("accounts")
def accounts() -> None:
    """Let the first administrator in, and invite people."""


@accounts.command("first-administrator")
@click.argument("email")
@click.option("--name", required=True, help="The person's name.")
@click.option("--commit/--dry-run", default=False, help="Dry run unless you say --commit.")
@with_appcontext
def first_administrator(email: str, *, name: str, commit: bool) -> None:
    """Make somebody administrator and print the one-time link with which they set their account up.

    Refused once there is an administrator who can sign in: they invite everybody else.
    """
    if has_administrator(db.session):
        click.echo("There is an administrator already; they can invite others.", err=True)
        sys.exit(1)
    _let_in(Role.ADMINISTRATOR, email, name=name, key="", commit=commit)


@accounts.command("invite")
@click.argument("email")
@click.option("--name", required=True, help="The person's name.")
@click.option("--role", type=click.Choice([role.value for role in Role]), default=Role.STAFF, show_default=True)
@click.option("--programme", "key", default="", help="Only in this programme; all if left out.")
@click.option("--commit/--dry-run", default=False, help="Dry run unless you say --commit.")
@with_appcontext
def invite(email: str, *, name: str, role: str, key: str, commit: bool) -> None:
    """Give a person a role and print a one-time link: staff set their account up with it, judges sign in."""
    _let_in(Role(role), email, name=name, key=key, commit=commit)


def _let_in(role: Role, email: str, *, name: str, key: str, commit: bool) -> None:
    programme = programme_by_key(db.session, key) if key else home_programme(db.session)
    if programme is None:
        click.echo("There is no such programme; load a season first.", err=True)
        sys.exit(2)
    db.session.rollback()
    begin_to_write(db.session)
    user = add_user(db.session, name=name, email=email, role=role, programme_key=key, actor=SYSTEM, now=now())
    purpose = Purpose.JUDGE_SIGN_IN if role == Role.JUDGE else Purpose.STAFF_SETUP
    token = mint_link(db.session, purpose, user.ref, now=now())
    if not commit:
        db.session.rollback()
        click.echo(f"{email} would become {role}; nothing saved. Say --commit.", err=True)
        return
    db.session.commit()
    click.echo(f"{programme_url(current_app, programme)}/link/{token}")


COMMANDS = (migrate, serve, work, new_key, accounts)
