"""Operator commands for the sealed record: check it, as it lies in the database, and take a bundle of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import click
from flask.cli import with_appcontext
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from awards.bundles.queries import last_final
from awards.bundles.taking import CUTS, Taken, bundle_file
from awards.core.actor import SYSTEM
from awards.db import begin_to_write, db
from awards.sealing.checking import check_log
from awards.sealing.models import SeasonLog
from awards.seasons.models import Programme, Season
from awards.web.clock import now

FINDING: Final = 1
USAGE: Final = 2


@click.group("record")
def record() -> None:
    """Look after the sealed record of judging."""


@record.command("check")
@click.option("--programme", "programme_key", help="Only seasons of this programme, by its key.")
@click.option("--season", "season_key", help="Only the season with this key.")
@with_appcontext
def check(*, programme_key: str | None, season_key: str | None) -> None:
    """Work every sealed record out again from its acts, and compare it with its leaves and signed checkpoints.

    Prints one JSON object. Exit code 1 when a record is not as it was sealed, with the first difference of each; 2
    when there is none to check.
    """
    chosen = select(Season).join(SeasonLog, SeasonLog.season_id == Season.id).options(joinedload(Season.programme))
    if programme_key:
        chosen = chosen.join(Season.programme).where(Programme.key == programme_key)
    if season_key:
        chosen = chosen.where(Season.key == season_key)
    seasons = db.session.scalars(chosen.order_by(Season.id)).all()
    found = {f"{one.programme.key}/{one.key}": check_log(db.session, one) for one in seasons}
    click.echo(json.dumps({"checked": list(found), "differences": {key: said for key, said in found.items() if said}}))
    for key, said in found.items():
        click.echo(f"{key}: {said or 'as it was sealed'}", err=True)
    raise SystemExit(FINDING if any(found.values()) else 0 if found else USAGE)


@record.command("bundle")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--season", "season_key", required=True, help="The season, by its key.")
@click.option("--programme", "programme_key", help="Its programme, by its key, where several have such a season.")
@click.option("--cut", type=click.Choice(CUTS), default=CUTS[0], show_default=True, help="Whom the bundle is for.")
@with_appcontext
def bundle(file: Path, *, season_key: str, programme_key: str | None, cut: str) -> None:
    """Write the newest bundle of a signed-off season into FILE; what the worker has not made yet is made now.

    Prints one JSON object with the digest. Exit code 2 when there is no such season, or it is not signed off.
    """
    from awards.bundles.making import make_and_tell  # noqa: PLC0415 - loads numpy, and no page needs it

    season_id = _season(season_key, programme_key).id
    checkpoint = last_final(db.session, season_id)
    if checkpoint is None:
        raise click.UsageError(f"The results of {season_key} are not signed off: there is no bundle yet.")
    make_and_tell(db.session, checkpoint.id, now=now())
    taken = _taken(season_id, cut)
    file.write_bytes(taken.data)
    db.session.rollback()
    begin_to_write(db.session)
    taken.noted(actor=SYSTEM, now=now())(db.session)
    db.session.commit()
    said = {"file": str(file), "cut": taken.cut, "checkpoint": taken.checkpoint, "digest": taken.digest}
    click.echo(json.dumps(said))


def _season(key: str, programme_key: str | None) -> Season:
    chosen = select(Season).join(Season.programme).where(Season.key == key)
    if programme_key:
        chosen = chosen.where(Programme.key == programme_key)
    seasons = db.session.scalars(chosen).all()
    if len(seasons) != 1:
        raise click.UsageError(f"{len(seasons)} seasons have the key {key}; one must.")
    return seasons[0]


def _taken(season_id: int, cut: str) -> Taken:
    """Give the newest bundle of a season, which is made."""
    season = db.session.scalars(
        select(Season).where(Season.id == season_id).options(joinedload(Season.programme))
    ).one()  # fmt: skip
    checkpoint = last_final(db.session, season_id)
    number = checkpoint.number if checkpoint else 0
    return bundle_file(db.session, season, number=number, cut=cut)
