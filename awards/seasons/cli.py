"""Operator commands: load and list seasons, and check a file of eligibility cases against a season's rules."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Final, NoReturn

import click
from flask.cli import with_appcontext

from awards.core.actor import SYSTEM
from awards.core.permission import Refused
from awards.db import begin_to_write, db
from awards.eligibility.cases import Case, UnreadableCasesError, read_cases
from awards.eligibility.rules import assess
from awards.eligibility.verdict import Verdict
from awards.seasons import queries
from awards.seasons.actions import load_season
from awards.seasons.documents import SeasonDocument
from awards.seasons.reading import FRONTLINE_2024, SeasonFileError, read_season
from awards.seasons.timetable import phase_at
from awards.web.clock import now

FINDING: Final = 1
USAGE: Final = 2

_A_FILE: Final = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group("season")
def season() -> None:
    """Load and list seasons."""


@season.command("load")
@click.argument("file", type=_A_FILE)
@click.option("--home", is_flag=True, help="Make this programme the one at “/”.")
@click.option("--commit/--dry-run", default=False, help="Dry run unless you say --commit.")
@with_appcontext
def load(file: Path, *, home: bool, commit: bool) -> None:
    """Read a season FILE (TOML) and create or update its programme and season.

    Exit code 0 when it could be loaded, 1 when the file has faults or the season refuses the change.
    """
    click.echo(f"Reading {file}", err=True)
    document = _document(file, exit_code=FINDING)
    begin_to_write(db.session)
    try:
        loaded = load_season(db.session, document, actor=SYSTEM, now=now(), home=home)
    except Refused as refused:
        _stop([reason.text for reason in refused.permission.reasons], exit_code=FINDING)
    answer = {
        "programme": document.programme.key,
        "season": document.season.key,
        "outcome": loaded.outcome,
        "categories": len(document.categories),
        "rules": len(document.rules),
        "saved": commit,
    }
    if commit:
        db.session.commit()
    click.echo(json.dumps(answer))
    click.echo("Saved." if commit else "Dry run: nothing saved. Say --commit to save.", err=True)


@season.command("list")
@with_appcontext
def list_seasons() -> None:
    """Print one JSON object for each season, the latest first, and the phase it is in."""
    for programme in queries.programmes(db.session):
        for one in queries.seasons_of(db.session, programme):
            row = {
                "programme": programme.key,
                "home": programme.is_home,
                "season": one.key,
                "name": one.name,
                "opens_at": one.opens_at.isoformat(),
                "closes_at": one.closes_at.isoformat(),
                "phase": phase_at(queries.timetable_of(one), now()),
                "archived": one.archived,
            }
            click.echo(json.dumps(row, ensure_ascii=False))


@click.group("eligibility")
def eligibility() -> None:
    """Try out the eligibility rules."""


@eligibility.command("check")
@click.argument("file", type=_A_FILE)
@click.option("--season", "season_file", type=_A_FILE, default=FRONTLINE_2024, help="The season file to check by.")
def check(file: Path, *, season_file: Path) -> None:
    """Judge every case of a FILE (JSON) by a season's rules; no database is needed.

    Prints one JSON object for each case. Exit code 1 when a case expects another verdict or other rules,
    2 when a file cannot be used.
    """
    document = _document(season_file, exit_code=USAGE)
    cases = _cases(file, document)
    disagreements, labels = 0, document.rule_book.labels
    for case in cases:
        verdict = assess(case.facts, document.rules_of(case.category), case.window, labels=labels)
        answer = {"id": case.id, "verdict": verdict.level, "rules": verdict.rules, "reasons": verdict.reasons}
        click.echo(json.dumps(answer, ensure_ascii=False))
        if not case.agrees_with(verdict):
            disagreements += 1
            click.echo(_disagreement(case, verdict), err=True)
    click.echo(f"{len(cases)} cases, {len(cases) - disagreements} as expected, {disagreements} not.", err=True)
    raise SystemExit(FINDING if disagreements else 0)


def _document(path: Path, *, exit_code: int) -> SeasonDocument:
    try:
        return read_season(path)
    except SeasonFileError as wrong:
        _stop(wrong.problems, exit_code=exit_code)


def _cases(path: Path, document: SeasonDocument) -> tuple[Case, ...]:
    try:
        cases = read_cases(path, zone=document.programme.zone)
    except UnreadableCasesError as wrong:
        _stop([f"{path}: {problem}" for problem in wrong.problems], exit_code=USAGE)
    known = {category.key for category in document.categories if category.nominated}
    strangers = [case for case in cases if case.category not in known]
    if strangers:
        words = f"is no category of {document.season.name} open to nomination"
        _stop([f"{path}: case {one.id}: {one.category!r} {words}" for one in strangers], exit_code=USAGE)
    return cases


def _disagreement(case: Case, verdict: Verdict) -> str:
    expected = " ".join((case.expected or "any verdict", *(case.rules or ())))
    found = " ".join((verdict.level, *verdict.rules))
    return f"case {case.id}: expected {expected}, found {found}"


def _stop(problems: Iterable[str], *, exit_code: int) -> NoReturn:
    for problem in problems:
        click.echo(problem, err=True)
    raise SystemExit(exit_code)
