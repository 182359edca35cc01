"""Operator commands for the keys of encrypted fields and of the fingerprints by which they are found."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Final

import click
from flask.cli import with_appcontext

from awards.core.actor import SYSTEM
from awards.core.permission import Refused
from awards.db import begin_to_write, db
from awards.privacy.cli import keys
from awards.privacy.ring import encrypted_columns, layers_given, layers_laid, standing_of
from awards.privacy.rotating import lay_newest_key, rotate_all
from awards.web.clock import now

FINDING: Final = 1
USAGE: Final = 2


@keys.command("check")
@with_appcontext
def check() -> None:
    """Say how many encrypted values still need an older key, and whether every index key lies on the fingerprints.

    Prints one JSON object. Exit code 1 while an older key is needed, a value opens with no key, or `awards keys
    reindex` has something to do.
    """
    standing = [standing_of(db.session, one) for one in encrypted_columns()]
    laid, given = layers_laid(db.session), layers_given(db.session)
    said = {
        "columns": [asdict(one) for one in standing],
        "older": sum(one.older for one in standing),
        "lost": sum(one.lost for one in standing),
        "index_keys": {"given": given, "laid": laid},
    }
    click.echo(json.dumps(said))
    raise SystemExit(FINDING if said["older"] or given != laid else 0)


@keys.command("rotate")
@click.option("--commit/--dry-run", default=False, help="Dry run unless you say --commit.")
@with_appcontext
def rotate(*, commit: bool) -> None:
    """Encrypt with the first key whatever an older one encrypted: run it after AWARDS_ENCRYPTION_KEYS became new,old.

    The portal may run meanwhile. Stopped halfway it goes on where it was. Prints one JSON object of counts by column.
    """
    if commit:
        click.echo(json.dumps({"rotated": rotate_all(db.session, told=_told, now=now(), actor=SYSTEM)}))
        return
    counts = {one.name: standing_of(db.session, one).older for one in encrypted_columns()}
    click.echo(json.dumps({"would_rotate": counts}))
    click.echo("Nothing saved. Say --commit.", err=True)


@keys.command("reindex")
@click.option("--commit/--dry-run", default=False, help="Dry run unless you say --commit.")
@with_appcontext
def reindex(*, commit: bool) -> None:
    """Lay the newest key of AWARDS_BLIND_INDEX_KEY on every fingerprint; stop the portal first.

    Prints one JSON object of counts by column. Exit code 2 when the setting lacks a key that is in use.
    """
    begin_to_write(db.session)
    try:
        counts = lay_newest_key(db.session, told=_told, now=now(), actor=SYSTEM)
    except Refused as refused:
        db.session.rollback()
        click.echo(str(refused), err=True)
        raise SystemExit(USAGE) from refused
    if commit:
        db.session.commit()
        click.echo(json.dumps({"reindexed": counts}))
        return
    db.session.rollback()
    click.echo(json.dumps({"would_reindex": counts}))
    click.echo("Nothing saved. Say --commit.", err=True)


def _told(column: str, values: int) -> None:
    click.echo(f"{column}: {values} looked at", err=True)
