"""The operator's command for retention: what is due, and the worker's job done by hand."""

from __future__ import annotations

import json

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import select

from awards.db import db
from awards.privacy.cli import privacy
from awards.privacy.jobs import let_go_due
from awards.privacy.models import Clearance
from awards.privacy.retaining import due_now, ready
from awards.web.clock import now
from config import Settings


@privacy.command("retention")
@click.option("--commit/--dry-run", default=False, help="Dry run unless you say --commit.")
@with_appcontext
def retention(*, commit: bool) -> None:
    """Say what is due to go, what is announced, what is on hold; with --commit announce and let go as the worker does.

    Prints one JSON object. What is announced goes a week later, unless an administrator holds it.
    """
    settings: Settings = current_app.extensions["awards.settings"]
    moment = now()
    said: dict[str, object] = {
        "due": [
            {
                "rule": one.rule.value,
                "season": one.season.key if one.season else None,
                "number": one.number,
                "since": one.since and one.since.isoformat(),
            }
            for one in due_now(db.session, now=moment)
        ],
        "announced": [_as_data(one) for one in _open_ones()],
        "ready": len(ready(db.session, now=moment)),
    }
    db.session.rollback()
    if commit:
        said["done"] = let_go_due(db.session, moment, mail_folder=settings.mail_folder)
    click.echo(json.dumps(said))
    if not commit:
        click.echo("Nothing saved. Say --commit.", err=True)


def _open_ones() -> list[Clearance]:
    return list(db.session.scalars(select(Clearance).where(Clearance.done_at.is_(None)).order_by(Clearance.id)))


def _as_data(clearance: Clearance) -> dict[str, object]:
    return {
        "clearance": clearance.ref,
        "rule": clearance.rule,
        "due": clearance.due,
        "acts_at": clearance.acts_at.isoformat(),
        "held": clearance.held_at is not None,
    }
