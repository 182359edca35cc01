"""Operator commands for the trail: check it against its log and its signed heads, and print the newest head."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import click
from flask.cli import with_appcontext

from awards.db import begin_to_write, db
from awards.trail.checking import check_trail
from awards.trail.heads import SUBJECT, make_head, newest_head
from awards.trail.sealing import seal_entries
from awards.web.clock import now

FINDING: Final = 1
USAGE: Final = 2


@click.group("audit")
def audit() -> None:
    """Look after the audit trail."""


@audit.command("verify")
@click.option(
    "--head", "heads", multiple=True, type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A signed head that was kept elsewhere; may be given several times.",
)  # fmt: skip
@with_appcontext
def verify(*, heads: tuple[Path, ...]) -> None:
    """Work the whole trail out again from its rows, and compare it with its log and its signed heads.

    Prints one JSON object. Exit code 1 when something is not as it was sealed or signed, with the first difference.
    """
    kept = [_read(file) for file in heads]
    report = check_trail(db.session, kept=kept, progress=lambda done: click.echo(f"{done:,} entries read", err=True))
    db.session.rollback()
    click.echo(json.dumps(report.as_json(), default=ascii))
    first = report.first
    click.echo(first.words if first else "The trail is as it was sealed.", err=True)
    raise SystemExit(FINDING if first else 0)


@audit.command("head")
@click.option("--sign", is_flag=True, help="Seal what waits and sign a head now, instead of once an hour.")
@with_appcontext
def head(*, sign: bool) -> None:
    """Print the newest signed head of the trail, to be kept where nobody who runs the portal can change it.

    Exit code 2 when there is none yet.
    """
    if sign:
        begin_to_write(db.session)
        seal_entries(db.session, everywhere=True)
    try:
        found = make_head(db.session, now=now()) if sign else newest_head(db.session)
    except LookupError:
        found = None
    db.session.commit()
    if found is None:
        click.echo("No head is signed yet. The worker signs one once an hour; --sign does now.", err=True)
        raise SystemExit(USAGE)
    click.echo(found.note, nl=False)


def _read(file: Path) -> str:
    text = file.read_text(encoding="utf-8", errors="replace")
    if not text.partition("\n")[0].endswith(f"/{SUBJECT}"):
        raise click.UsageError(f"{file} is no head of a trail.")
    return text
