"""Operator command: search a season for nominations that may be of one nominee."""

from __future__ import annotations

import json

import click
from flask.cli import with_appcontext

from awards.db import begin_to_write, db
from awards.screening.duplicates import keep, latest_of_trail, look
from awards.seasons.models import Season
from awards.seasons.queries import programmes, seasons_of
from awards.web.clock import now


@click.group("duplicates")
def duplicates() -> None:
    """Find nominations that may be of one nominee."""


@duplicates.command("scan")
@click.option("--season", "key", help="Only the season with this key; every season unless you say.")
@click.option("--commit/--dry-run", default=False, help="Dry run unless you say --commit.")
@with_appcontext
def scan(*, key: str | None, commit: bool) -> None:
    """Search seasons for likely duplicates and print one JSON object for each.

    What staff decided stays, unless the facts have changed since. Exit code 0.
    """
    for season in _seasons(key):
        click.echo(f"Searching {season.name}", err=True)
        seen, found, season_id, name = latest_of_trail(db.session), look(db.session, season.id), season.id, season.key
        db.session.rollback()
        begin_to_write(db.session)
        outcome = keep(db.session, season_id, found, seen=seen, now=now())
        answer = {"season": name, "pairs": outcome.pairs, "new": outcome.new, "gone": outcome.gone}
        if commit:
            db.session.commit()
        db.session.rollback()
        click.echo(json.dumps(answer | {"reopened": outcome.reopened, "saved": commit}))
    click.echo("Saved." if commit else "Dry run: nothing saved. Say --commit to save.", err=True)


def _seasons(key: str | None) -> list[Season]:
    found = [one for programme in programmes(db.session) for one in seasons_of(db.session, programme)]
    chosen = [one for one in found if key is None or one.key == key]
    if key and not chosen:
        raise click.UsageError(f"There is no season {key}.")
    return chosen
