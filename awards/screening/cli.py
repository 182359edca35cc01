"""Commands of screening: look again at what changed, and how much is in the work queue."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from awards.db import db
from awards.screening.admission_cli import admit
from awards.screening.case_words import LISTS
from awards.screening.models import QueueList
from awards.screening.needs import counted
from awards.screening.queue import Wanted, counts_of_queue
from awards.screening.rerunning import due_nominations, look_at
from awards.seasons.models import Season
from awards.seasons.queries import programmes, seasons_of
from awards.web.clock import tick


@click.group("screening")
def screening() -> None:
    """Work with the queue of screening."""


@screening.command("look-again")
@click.option("--season", "key", default=None, help="Only this season, by its key.")
@click.option("--commit/--dry-run", default=False, help="Dry run unless you say --commit.")
@with_appcontext
def look_again(*, key: str | None, commit: bool) -> None:
    """Put every nomination that changed since it was looked at to the rules again."""
    now, count = tick(), 0
    for season in _seasons(key):
        due = due_nominations(db.session, now=now, season_id=season.id)
        db.session.commit()
        count += look_at(db.session, due, now=now) if commit else len(due)
    done = "looked at again" if commit else "to look at again; nothing saved. Say --commit"
    click.echo(f"{counted(count, 'nomination', 'nominations')} {done}.")


@screening.command("queue")
@click.option("--season", "key", default=None, help="Only this season, by its key.")
@with_appcontext
def queue(*, key: str | None) -> None:
    """Say how many nominations are in each of the four lists."""
    for season in _seasons(key):
        counts = counts_of_queue(db.session, season.id, Wanted())
        click.echo(f"{season.name} ({season.key})")
        for place in QueueList:
            click.echo(f"  {LISTS[place]:<22} {counts.lists[place]:>5}")
        click.echo(f"  {'Not looked at yet':<22} {counts.coming:>5}")


def _seasons(key: str | None) -> list[Season]:
    """Give the seasons that are not archived, or the one with this key."""
    every = [season for programme in programmes(db.session) for season in seasons_of(db.session, programme)]
    chosen = [season for season in every if (season.key == key if key else not season.archived)]
    if key and not chosen:
        raise click.UsageError(f"There is no season {key}.")
    return chosen


screening.add_command(admit)
