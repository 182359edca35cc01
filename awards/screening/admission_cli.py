"""Operator command: admit nominations whose judges' copies are stamped."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Final

import click
from flask.cli import with_appcontext
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session

from awards.core.actor import SYSTEM
from awards.core.permission import Refused
from awards.db import begin_to_write, db
from awards.screening.admitting import admit_entry
from awards.screening.queries import nomination_of_programme
from awards.seasons.models import Programme
from awards.seasons.queries import home_programme, programme_by_key
from awards.web.clock import now

FINDING: Final = 1
USAGE: Final = 2


@click.command("admit")
@click.argument("refs", metavar="REF...", nargs=-1, required=True)
@click.option("--programme", "key", help="The programme's key; the home programme unless said.")
@click.option("--commit/--dry-run", default=False, help="Dry run unless you say --commit.")
@with_appcontext
def admit(refs: tuple[str, ...], *, key: str | None, commit: bool) -> None:
    """Admit nominations to judging, as their pages would: ruled eligible, everybody told, every copy stamped.

    Prints one JSON object for each: its entry, or what is missing. Exit code 1 when anything is missing.
    """
    begin_to_write(db.session)
    programme = programme_by_key(db.session, key) if key else home_programme(db.session)
    if programme is None:
        click.echo("There is no such programme.", err=True)
        raise SystemExit(USAGE)
    answers = [_admitted(db.session, ref, programme, at=now()) for ref in refs]
    for answer in answers:
        click.echo(json.dumps(answer, ensure_ascii=False))
    if commit:
        db.session.commit()
    click.echo("Saved." if commit else "Dry run: nothing saved. Say --commit to save.", err=True)
    raise SystemExit(FINDING if any(answer["missing"] for answer in answers) else 0)


def _admitted(session: Session, ref: str, programme: Programme, *, at: datetime) -> dict[str, object]:
    try:
        nomination = nomination_of_programme(session, ref, programme_id=programme.id)
        entry = admit_entry(session, nomination, actor=SYSTEM, now=at)
    except NoResultFound:
        return {"nomination": ref, "entry": None, "missing": ["There is no nomination with this reference."]}
    except Refused as refused:
        missing = [reason.text for reason in refused.permission.reasons]
        return {"nomination": ref, "entry": None, "missing": missing}
    return {"nomination": ref, "entry": entry.ref, "missing": []}
