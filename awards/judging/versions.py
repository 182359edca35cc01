"""The history of a score sheet: one row for each stretch of typing in one page, one for each change of state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from awards.core.actor import Actor
from awards.judging.models import ScoreSheet, SheetVersion
from awards.judging.queries import last_numbers, last_version, marks_by_key, versions_of
from awards.judging.rules import Mark

STRETCH = timedelta(minutes=10)
"""How long one page's typing is one row of the history; then another begins."""


def note_typing(
    session: Session, sheet: ScoreSheet, marks: Mapping[str, Mark], *, tab: str | None, actor: Actor, now: datetime
) -> bool:
    """Note how a sheet stands after something was typed; says whether a new row began.

    What the same page saves within ten minutes, without a change of state, is one row. Two statements.
    """
    last = last_version(session, sheet)
    if last is not None and _goes_on(last, sheet, tab=tab, by=actor.reference) and now - last.began_at < STRETCH:
        last.marks, last.overall, last.at = _stored(marks), sheet.overall, now
        return False
    _add(session, sheet, marks, number=last.number + 1 if last else 1, tab=tab, by=actor, now=now)
    return True


def note_states(
    session: Session, sheets: Sequence[ScoreSheet], *, actor: Actor, now: datetime
) -> Mapping[int, Mapping[str, Mark]]:
    """Note that these sheets have changed their state: a row of its own for each. Three statements.

    Gives what they say of each criterion, by sheet id and the criterion's key.
    """
    session.flush()
    numbers, marks = last_numbers(session, sheets), marks_by_key(session, sheets)
    for sheet in sheets:
        _add(session, sheet, marks[sheet.id], number=numbers.get(sheet.id, 0) + 1, tab=None, by=actor, now=now)
    return marks


def before_the_last_change(session: Session, sheet: ScoreSheet) -> SheetVersion | None:
    """Give the newest row of the history that says something else than the sheet; None: nothing was there before."""
    (marks,) = marks_by_key(session, [sheet]).values()
    says = (_stored(marks), sheet.overall)
    return next((row for row in reversed(versions_of(session, sheet)) if (row.marks, row.overall) != says), None)


def marks_in(row: SheetVersion | None) -> dict[str, Mark]:
    """Give what a row of the history says of each criterion; blank ones are left out."""
    stored = row.marks if row is not None else {}
    return {key: Mark(one["points"], one["comment"]) for key, one in stored.items()}


def _goes_on(last: SheetVersion, sheet: ScoreSheet, *, tab: str | None, by: str) -> bool:
    return bool(tab) and (last.tab, last.by, last.state) == (tab, by, sheet.state)


def _stored(marks: Mapping[str, Mark]) -> dict[str, Any]:
    said = {key: mark for key, mark in marks.items() if mark != Mark()}
    return {key: {"points": mark.points, "comment": mark.comment} for key, mark in said.items()}


def _add(
    session: Session,
    sheet: ScoreSheet,
    marks: Mapping[str, Mark],
    *,
    number: int,
    tab: str | None,
    by: Actor,
    now: datetime,
) -> None:
    row = SheetVersion(
        sheet_id=sheet.id, number=number, state=sheet.state, marks=_stored(marks), overall=sheet.overall,
        began_at=now, at=now, by=by.reference, tab=tab,
    )  # fmt: skip
    session.add(row)
