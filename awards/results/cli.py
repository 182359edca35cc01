"""Operator commands for results: fit scores from a file."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Final, NoReturn

import click

from awards.results.agreement_cli import agreement
from awards.results.vote_cli import vote

FINDING: Final = 1
USAGE: Final = 2

_A_FILE: Final = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group("results")
def results() -> None:
    """Work out results from files of scores."""


results.add_command(agreement)
results.add_command(vote)


@results.command("fit")
@click.argument("file", type=_A_FILE)
@click.option(
    "--top",
    "tops",
    type=click.IntRange(min=1),
    multiple=True,
    default=(1, 3),
    show_default=True,
    help="Give the chance of being among the first so many; may be said several times.",
)
def fit(file: Path, tops: tuple[int, ...]) -> None:
    """Adjust the scores in FILE (CSV: entry, judge, y and, if there is one, category) for strict and lenient judges.

    Prints one JSON object with every model's figures. Exit code 1 when the scores should not be adjusted (“refused”
    says why); 2 when the file cannot be used, with every problem.
    """
    # Only commands and jobs load numpy and scipy: pages never need them, and they are large.
    from awards.maths.adjusting.readings import ReadingsError, read_csv  # noqa: PLC0415
    from awards.maths.adjusting.reporting import report  # noqa: PLC0415

    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            table = read_csv(lines)
    except UnicodeDecodeError:
        _stop([f"{file}: not UTF-8 text"], exit_code=USAGE)
    except ReadingsError as wrong:
        _stop([f"{file}: {problem}" for problem in wrong.problems], exit_code=USAGE)
    size = f"{len(table)} scores, {len(table.entries)} entries, {len(table.judges)} judges"
    click.echo(f"Fitting: {size}", err=True)
    found = report(table, tops=tops)
    click.echo(json.dumps(found, ensure_ascii=False, allow_nan=False))
    for remark in [found["refused"]] * bool(found["refused"]) + found["notes"]:
        click.echo(remark["words"], err=True)
    raise SystemExit(FINDING if found["refused"] else 0)


def _stop(problems: Iterable[str], *, exit_code: int) -> NoReturn:
    for problem in problems:
        click.echo(problem, err=True)
    raise SystemExit(exit_code)
