"""Reads of score sheets: a judge's own, and for staff what is done (never how it was scored)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.orm.attributes import set_committed_value

from awards.accounts.models import User
from awards.judging.lifecycle import SheetState
from awards.judging.models import Score, ScoreSheet, SheetVersion
from awards.judging.rules import Mark
from awards.panels.models import Assignment, PanelMember
from awards.panels.statements import open_to
from awards.screening.models import Entry, Passage
from awards.seasons.models import Category, Criterion, Season

COUNTED = (SheetState.COMPLETE, SheetState.HANDED_IN)
"""The states in which a sheet is meant to count."""


def sheet_of(session: Session, assignment: Assignment) -> ScoreSheet | None:
    """Give the sheet of an assignment, with its scores, or None before anything was saved. Two statements."""
    return session.scalars(
        select(ScoreSheet).where(ScoreSheet.assignment_id == assignment.id).options(selectinload(ScoreSheet.scores))
    ).one_or_none()


def assignment_to_write(session: Session, entry_ref: str, *, user_ref: str, season_id: int) -> Assignment:
    """Give a judge's own open reading of an entry, locked; without the judges' copy. One statement.

    Raises:
        NoResultFound: it is not theirs to read.
    """
    mine = open_to(user_ref, season_id).where(Entry.ref == entry_ref)
    return session.scalars(mine.with_for_update(of=Assignment)).one()


def sheet_with_criteria(session: Session, assignment: Assignment) -> tuple[ScoreSheet | None, Sequence[Criterion]]:
    """Give the sheet of an assignment with its scores, if there is one, and the criteria in order. One statement."""
    rows = session.execute(
        select(Criterion, ScoreSheet, Score)
        .select_from(Criterion)
        .outerjoin(ScoreSheet, ScoreSheet.assignment_id == assignment.id)
        .outerjoin(Score, and_(Score.sheet_id == ScoreSheet.id, Score.criterion_id == Criterion.id))
        .where(Criterion.category_id == assignment.entry.category_id)
        .order_by(Criterion.position, Criterion.id)
    ).all()
    if not rows:
        return sheet_of(session, assignment), []
    sheet: ScoreSheet | None = rows[0][1]
    if sheet is not None:
        set_committed_value(sheet, "scores", [row[2] for row in rows if row[2] is not None])
    return sheet, [row[0] for row in rows]


def passages_of(session: Session, entry: Entry) -> Sequence[Passage]:
    """Give the judges' copy of an entry. One statement."""
    return session.scalars(
        select(Passage).where(Passage.entry_id == entry.id).order_by(Passage.position, Passage.id)
    ).all()


def versions_of(session: Session, sheet: ScoreSheet) -> Sequence[SheetVersion]:
    """Give how a sheet stood, oldest first. One statement."""
    return session.scalars(
        select(SheetVersion).where(SheetVersion.sheet_id == sheet.id).order_by(SheetVersion.number)
    ).all()


def last_version(session: Session, sheet: ScoreSheet) -> SheetVersion | None:
    """Give the newest row of a sheet's history. One statement."""
    return session.scalars(
        select(SheetVersion).where(SheetVersion.sheet_id == sheet.id).order_by(SheetVersion.number.desc()).limit(1)
    ).one_or_none()


def last_numbers(session: Session, sheets: Sequence[ScoreSheet]) -> Mapping[int, int]:
    """Give the number of the newest row of each sheet's history, by sheet id. One statement."""
    rows = session.execute(
        select(SheetVersion.sheet_id, func.max(SheetVersion.number))
        .where(SheetVersion.sheet_id.in_([sheet.id for sheet in sheets]))
        .group_by(SheetVersion.sheet_id)
    )
    return {row[0]: row[1] for row in rows}


def marks_by_key(session: Session, sheets: Sequence[ScoreSheet]) -> Mapping[int, Mapping[str, Mark]]:
    """Give what these sheets say of each criterion, by sheet id and the criterion's key. One statement."""
    rows = session.execute(
        select(Score.sheet_id, Criterion.key, Score.points, Score.comment)
        .join(Criterion, Criterion.id == Score.criterion_id)
        .where(Score.sheet_id.in_([sheet.id for sheet in sheets]))
        .order_by(Criterion.position, Criterion.id)
    )
    found: dict[int, dict[str, Mark]] = {sheet.id: {} for sheet in sheets}
    for sheet_id, key, points, comment in rows:
        found[sheet_id][key] = Mark(points, comment)
    return found


def sheets_of(session: Session, assignments: Sequence[Assignment]) -> Mapping[int, ScoreSheet]:
    """Give the sheets of these assignments, by assignment id, with their scores. Two statements."""
    ids = [assignment.id for assignment in assignments]
    sheets = session.scalars(
        select(ScoreSheet).where(ScoreSheet.assignment_id.in_(ids)).options(selectinload(ScoreSheet.scores))
    )
    return {sheet.assignment_id: sheet for sheet in sheets}


def sheets_in_outline(session: Session, assignments: Sequence[Assignment]) -> Mapping[int, ScoreSheet]:
    """Give the sheets of these assignments, by assignment id, without any score. One statement."""
    ids = [assignment.id for assignment in assignments]
    return {
        sheet.assignment_id: sheet
        for sheet in session.scalars(select(ScoreSheet).where(ScoreSheet.assignment_id.in_(ids)))
    }


def sheet_by_judge(session: Session, entry_ref: str, user_ref: str, *, season_id: int) -> ScoreSheet:
    """Give, for staff, one judge's sheet on one entry of the season, with assignment, entry, category and account.

    Raises:
        NoResultFound: there is no such sheet in this season.
    """
    return session.scalars(
        select(ScoreSheet)
        .join(ScoreSheet.assignment)
        .join(Assignment.entry)
        .join(Entry.category)
        .join(Assignment.member)
        .join(PanelMember.user)
        .where(Entry.ref == entry_ref, User.ref == user_ref, Category.season_id == season_id)
        .options(
            joinedload(ScoreSheet.assignment).joinedload(Assignment.entry).joinedload(Entry.category),
            joinedload(ScoreSheet.assignment).joinedload(Assignment.member).joinedload(PanelMember.user),
        )
    ).one()


def criteria_of(session: Session, category_ids: Sequence[int]) -> Mapping[int, Sequence[Criterion]]:
    """Give the criteria of these categories in order, by category id. One statement."""
    found: dict[int, list[Criterion]] = {category_id: [] for category_id in category_ids}
    for criterion in session.scalars(
        select(Criterion).where(Criterion.category_id.in_(category_ids)).order_by(Criterion.position, Criterion.id)
    ):
        found[criterion.category_id].append(criterion)
    return found


def scale_for(session: Session, entry: Entry) -> Mapping[str, Any]:
    """Give the stored scale of the entry's season. One statement."""
    chosen = select(Season.scale).join(Season.categories).where(Category.id == entry.category_id)
    scale: Mapping[str, Any] = session.scalars(chosen).one()
    return scale


def marks_of(sheet: ScoreSheet | None, criteria: Sequence[Criterion]) -> dict[str, Mark]:
    """Give what a sheet says of each criterion, by the criterion's key; unsaved ones are blank. No statement."""
    scores = {score.criterion_id: score for score in sheet.scores} if sheet else {}
    return {
        criterion.key: Mark(scores[criterion.id].points, scores[criterion.id].comment)
        if criterion.id in scores
        else Mark()
        for criterion in criteria
    }
