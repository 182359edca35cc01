"""Operator command: import past winners."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Final, NoReturn

import click
from flask.cli import with_appcontext

from awards.core.actor import SYSTEM
from awards.core.times import local_day
from awards.db import begin_to_write, db
from awards.publishing.archiving import Basis, Outcome, a_year_after, import_winners
from awards.publishing.reading import PastWinners, WinnersFileError, read_past_winners
from awards.seasons.models import Programme
from awards.seasons.queries import home_programme, programme_by_key
from awards.web.clock import now

FINDING: Final = 1
USAGE: Final = 2

_A_FILE: Final = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group("winners")
def winners() -> None:
    """Look after the archive of winners."""


@winners.command("import")
@click.argument("file", type=_A_FILE)
@click.option("--programme", "key", help="The programme's key; the home programme unless said.")
@click.option("--basis", default="published before", show_default=True, help="Why these people may be shown.")
@click.option(
    "--review-on", type=click.DateTime(["%Y-%m-%d"]), help="When to look again; a year from today unless said."
)
@click.option("--commit/--dry-run", default=False, help="Dry run unless you say --commit.")
@with_appcontext
def import_file(file: Path, *, key: str | None, basis: str, review_on: datetime | None, commit: bool) -> None:
    """Import a FILE (JSON) of past winners; importing it again updates, and makes nothing twice.

    Prints one JSON object. Exit code 1 when the file has faults, 2 when it or the programme cannot be used.
    """
    click.echo(f"Reading {file}", err=True)
    past = _past_winners(file)
    begin_to_write(db.session)
    programme = _programme(key)
    review = review_on.date() if review_on else a_year_after(local_day(now(), programme.zone))
    counted = import_winners(
        db.session, programme, past, basis=Basis(basis, review), actor=SYSTEM, now=now(),
        tell=lambda line: click.echo(line, err=True),
    )  # fmt: skip
    answer: dict[str, object] = {
        "programme": programme.key,
        "years": [edition.year for edition in past.editions],
        "winners": sum(counted.values()),
        **{str(outcome): counted[outcome] for outcome in Outcome},
        "review_on": review.isoformat(),
        "saved": commit,
    }
    if commit:
        db.session.commit()
    click.echo(json.dumps(answer))
    click.echo("Saved." if commit else "Dry run: nothing saved. Say --commit to save.", err=True)


def _past_winners(file: Path) -> PastWinners:
    try:
        return read_past_winners(file)
    except WinnersFileError as wrong:
        _stop([f"{file}: {problem}" for problem in wrong.problems], exit_code=FINDING)
    except ValueError as wrong:
        _stop([f"{file}: this is not JSON ({wrong})"], exit_code=USAGE)


def _programme(key: str | None) -> Programme:
    programme = programme_by_key(db.session, key) if key else home_programme(db.session)
    if programme is None:
        _stop([f"There is no programme {key!r}." if key else "Load a season first."], exit_code=USAGE)
    return programme


def _stop(problems: Sequence[str], *, exit_code: int) -> NoReturn:
    for problem in problems:
        click.echo(problem, err=True)
    raise SystemExit(exit_code)
