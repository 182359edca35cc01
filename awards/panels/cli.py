"""Operator commands for panels: work out who reads what."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Final, NoReturn

import click
from flask.cli import with_appcontext

from awards.core.actor import SYSTEM
from awards.db import begin_to_write, db
from awards.maths.assignment.instance import Instance, InstanceError, passed_over, read_instance
from awards.panels.plan_jobs import panel_with_ref, worked_out
from awards.panels.planning import instance_of, standing_of
from awards.panels.plans import ask_plan, keep_plan
from awards.panels.words import PlanCause
from awards.web.clock import now

FINDING: Final = 1
USAGE: Final = 2

_A_FILE: Final = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group("panels")
def panels() -> None:
    """Work out who reads what."""


@panels.command("plan")
@click.argument("file", type=_A_FILE, required=False)
@click.option("--panel", "ref", metavar="REFERENCE", help="Plan this panel of the database instead of a file.")
@click.option("--commit/--dry-run", default=False, help="Keep the panel's plan for staff to apply; a dry run prints.")
def plan(file: Path | None, ref: str | None, *, commit: bool) -> None:
    """Find the best plan of readings for an instance in a FILE (JSON), or for a --panel of the database.

    Prints one JSON object: the readings with their proof, or why there are none and the least that would help. Exit
    code 1 when there is no plan, or one that does not hang together; 2 when the file cannot be used.
    """
    if (file is None) == (ref is None):
        _stop(["Name a FILE or a --panel, one of the two"], exit_code=USAGE)
    if file is None:
        raise SystemExit(_plan_panel(str(ref), commit=commit))
    # Only commands and jobs that solve load the solver: pages never need it, and it is large.
    from awards.maths.assignment.solving import solve  # noqa: PLC0415

    instance = _instance(file)
    size = f"{len(instance.entries)} entries, {len(instance.judges)} judges, {len(instance.conflicts)} conflicts"
    click.echo(f"Planning: {size}", err=True)
    solution = solve(instance)
    click.echo(json.dumps(solution.as_data(), ensure_ascii=False))
    for words in [reason.words for reason in solution.reasons] + [one.words for one in solution.proof.promises]:
        click.echo(words, err=True)
    for relaxation in solution.relaxations:
        click.echo(f"This would help: {relaxation.words}.", err=True)
    raise SystemExit(FINDING if solution.reasons else 0)


@with_appcontext
def _plan_panel(ref: str, *, commit: bool) -> int:
    panel = panel_with_ref(db.session, ref)
    if panel is None:
        _stop([f"There is no panel {ref}"], exit_code=USAGE)
    question = instance_of(panel, panel.season, standing_of(db.session, panel))
    db.session.commit()
    result = worked_out(question)
    kept = None
    if commit:
        begin_to_write(db.session)
        kept = ask_plan(db.session, panel, cause=PlanCause.STAFF, actor=SYSTEM, now=now())
        keep_plan(db.session, kept, panel_ref=panel.ref, question=question, result=result, now=now())
        db.session.commit()
    changes = {key: result[key] for key in ("instead", "offered", "add", "give_up", "seed")}
    answer = result["answer"] | changes | {"panel": panel.ref, "plan": kept and kept.ref, "saved": commit}
    click.echo(json.dumps(answer, ensure_ascii=False))
    click.echo("Saved." if commit else "Dry run: nothing saved. Say --commit to save.", err=True)
    return FINDING if result["answer"]["reasons"] else 0


def _instance(path: Path) -> Instance:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        strange = passed_over(data)
        instance = read_instance(data)
    except InstanceError as wrong:
        _stop([f"{path}: {wrong}"], exit_code=USAGE)
    except ValueError as wrong:
        _stop([f"{path}: not JSON: {wrong}"], exit_code=USAGE)
    for key in strange:
        click.echo(f"{path}: “{key}” means nothing here and is passed over", err=True)
    return instance


def _stop(problems: Iterable[str], *, exit_code: int) -> NoReturn:
    for problem in problems:
        click.echo(problem, err=True)
    raise SystemExit(exit_code)
