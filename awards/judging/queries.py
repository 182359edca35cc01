"""Reads of score sheets: a judge's own, and for staff what is done (never how it was scored)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from awards.accounts.models import User
from awards.judging.lifecycle import SheetState
from awards.judging.models import ScoreSheet
from awards.judging.rules import Mark
from awards.panels.models import Assignment, PanelMember
from awards.panels.queries import counting_assignments
from awards.screening.models import Entry
from awards.seasons.models import Category, Criterion

COUNTED = (SheetState.COMPLETE, SheetState.HANDED_IN)
"""The states in which a sheet is meant to count."""


def sheet_of(session: Session, assignment: Assignment) -> ScoreSheet | None:
    """Give the sheet of an assignment, with its scores, or None before anything was saved. Two statements."""
    return session.scalars(
        select(ScoreSheet).where(ScoreSheet.assignment_id == assignment.id).options(selectinload(ScoreSheet.scores))
    ).one_or_none()


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


def counted_sheets(session: Session, category_id: int) -> Sequence[ScoreSheet]:
    """Give every sheet of a category that counts, with scores, assignment, entry, member and account.

    Complete or handed in; the reading released, the entry not withdrawn, and no interest of the judge in it: a
    recused judge's sheet is left out, never counted as zero. Three statements.
    """
    ids = [assignment.id for assignment in counting_assignments(session, category_id)]
    return session.scalars(
        select(ScoreSheet)
        .where(ScoreSheet.assignment_id.in_(ids), ScoreSheet.state.in_(COUNTED))
        .options(
            joinedload(ScoreSheet.assignment).joinedload(Assignment.entry),
            joinedload(ScoreSheet.assignment).joinedload(Assignment.member).joinedload(PanelMember.user),
            selectinload(ScoreSheet.scores),
        )
        .order_by(ScoreSheet.id)
    ).all()


def sheet_by_judge(session: Session, entry_ref: str, user_ref: str, *, season_id: int) -> ScoreSheet:
    """Give, for staff, one judge's sheet on one entry of the season, with assignment, entry and account.

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
            joinedload(ScoreSheet.assignment).joinedload(Assignment.entry),
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


def marks_of(sheet: ScoreSheet | None, criteria: Sequence[Criterion]) -> dict[str, Mark]:
    """Give what a sheet says of each criterion, by the criterion's key; unsaved ones are blank. No statement."""
    scores = {score.criterion_id: score for score in sheet.scores} if sheet else {}
    return {
        criterion.key: Mark(scores[criterion.id].points, scores[criterion.id].comment)
        if criterion.id in scores
        else Mark()
        for criterion in criteria
    }
