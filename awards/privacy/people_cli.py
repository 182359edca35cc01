"""The operator's commands about one person: copy what is held, list erasures, and do them again after a restore."""

from __future__ import annotations

from typing import IO, Final

import click
from flask import current_app
from flask.cli import with_appcontext

from awards.core.actor import SYSTEM
from awards.db import begin_to_write, db
from awards.privacy.cli import privacy
from awards.privacy.copying import copy_of
from awards.privacy.erasing.mail import clear_mail_folder
from awards.privacy.files import empty_journal
from awards.privacy.known import known_by
from awards.privacy.repeating import BadListError, erasures, read_lines, repeat
from awards.web.clock import now
from config import Settings

FINDING: Final = 1
USAGE: Final = 2


@privacy.command("export")
@click.argument("refs", nargs=-1, required=True, metavar="REF...")
@with_appcontext
def export(refs: tuple[str, ...]) -> None:
    """Print everything held on these references (NEE-, NTR-, ADU-, USR-, WIN-, LIN-) as one JSON object.

    That it was taken is noted in the trail. Exit code 1 when a reference is of nobody.
    """
    begin_to_write(db.session)
    chosen = known_by(db.session, refs)
    unknown = sorted(set(refs) - {one.ref for one in chosen})
    if unknown:
        click.echo(f"Nobody has the reference {', '.join(unknown)}.", err=True)
        raise SystemExit(FINDING)
    copy = copy_of(db.session, chosen, actor=SYSTEM, now=now())
    db.session.commit()
    click.echo(copy.as_json())


@privacy.command("erasures")
@with_appcontext
def list_erasures() -> None:
    """Print every erasure, one JSON object a line: references alone, to keep beside the backups."""
    for one in erasures(db.session):
        click.echo(one.as_json())


@privacy.command("repeat")
@click.argument("file", type=click.File("r", encoding="utf-8"))
@click.option("--commit/--dry-run", default=False, help="Dry run unless you say --commit.")
@with_appcontext
def repeat_erasures(file: IO[str], *, commit: bool) -> None:
    """Do the erasures of FILE again, after a restore; may be run again without harm. Exit code 2 for a bad file."""
    try:
        lines = read_lines(file)
    except BadListError as wrong:
        click.echo(str(wrong), err=True)
        raise SystemExit(USAGE) from wrong
    begin_to_write(db.session)
    done = repeat(db.session, lines, now=now())
    if commit:
        db.session.commit()
        settings: Settings = current_app.extensions["awards.settings"]
        clear_mail_folder(settings.mail_folder, to=done.addresses)
        empty_journal(db.session)
    else:
        db.session.rollback()
    word = "erased again" if commit else "to erase again; nothing saved. Say --commit"
    click.echo(f"{len(done.known)} erased here already, {len(done.unknown)} not in this database, "
               f"{len(done.again)} {word}.")  # fmt: skip
    for ref in done.again:
        click.echo(ref)
