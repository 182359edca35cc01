"""What judges and panels said of an entry in words; marks, votes and decisions stay as they are."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from awards.judging.models import Score, ScoreSheet, SheetVersion
from awards.meetings.models import Discussion
from awards.panels.models import Assignment, Interest, OrganiserTie
from awards.privacy.erasing.words import ERASED, emptied, removed
from awards.results.models import Addendum, Feedback


def clear_judging_words(session: Session, entry_ids: Collection[int]) -> int:
    """Let go of every word about these entries: comments, ties, discussions, feedback, why something came after."""
    clear_feedback(session, entry_ids)
    clear_discussions(session, entry_ids)
    emptied(session, Interest.entry_id, entry_ids, note=None)
    emptied(session, Assignment.entry_id, entry_ids, abstained_because=None)
    removed(session, OrganiserTie.entry_id, entry_ids)
    emptied(session, Addendum.entry_id, entry_ids, reason=ERASED, taking_part=ERASED)
    return clear_comments(session, entry_ids)


def clear_comments(session: Session, entry_ids: Collection[int]) -> int:
    """Let go of judges' comments on these entries, older versions too; the points stay. Gives how many sheets."""
    sheets = _sheets_on(session, entry_ids)
    emptied(session, Score.sheet_id, sheets, comment="")
    versions = select(SheetVersion.id, SheetVersion.marks).where(SheetVersion.sheet_id.in_(sheets))
    for number, marks in session.execute(versions).all():
        emptied(session, SheetVersion.id, [number], marks=without_comments(marks), overall="")
    return emptied(session, ScoreSheet.id, sheets, overall="")


def clear_discussions(session: Session, entry_ids: Collection[int]) -> int:
    """Let go of what meetings noted of these entries; the minutes are for `meetings`. Gives how many notes."""
    return emptied(session, Discussion.entry_id, entry_ids, words="")


def clear_feedback(session: Session, entry_ids: Collection[int]) -> int:
    """Let go of the feedback on these entries, drafts and ready ones. Gives how many."""
    return emptied(session, Feedback.entry_id, entry_ids, text="")


def without_comments(marks: dict[str, Any]) -> dict[str, Any]:
    """Give marks as a sheet keeps them, by criterion, with no words beside the points."""
    return {key: {**one, "comment": ""} if isinstance(one, dict) else one for key, one in marks.items()}


def _sheets_on(session: Session, entry_ids: Collection[int]) -> list[int]:
    rows = select(ScoreSheet.id).join(Assignment, Assignment.id == ScoreSheet.assignment_id)
    return list(session.scalars(rows.where(Assignment.entry_id.in_(entry_ids))))
