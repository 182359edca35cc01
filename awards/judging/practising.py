"""Scoring an invented entry: saved like a sheet, finished once, never counted.

A judge has practised once both entries of one category of the panel are complete. One category is enough, for the
scale is the same in all; whoever wants to may go on with the others.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from awards.audit import Tag, record
from awards.core.actor import Actor
from awards.core.permission import Permission, Reason, require
from awards.judging.models import PracticeSheet
from awards.judging.policy import may_complete
from awards.judging.practice import PracticeDesk, both_done, sheets_of
from awards.judging.rules import Mark
from awards.judging.saving import Typed


def may_practise(desk: PracticeDesk, *, seen: int) -> Permission:
    """Say whether what was typed may be saved; `seen` is the version that the page was drawn from."""
    done = Reason(
        "practice-is-done", "You have finished this one. It stays as it is, so that the panel's picture is fair."
    )
    changed = Reason("changed-meanwhile", "This sheet was saved in another window in the meantime.")
    return Permission.unless(done if desk.is_complete else None, changed if seen != desk.version else None)


def save_practice(session: Session, desk: PracticeDesk, *, typed: Typed, seen: int, now: datetime) -> PracticeSheet:
    """Keep what was typed on an invented entry, complete or not.

    Raises:
        Refused: it is finished, or was saved in another window meanwhile.
    """
    require(may_practise(desk, seen=seen))
    sheet = desk.sheet or PracticeSheet(
        member_id=desk.member.id, category_id=desk.category.id, example=desk.example.key, marks={}, saved_at=now
    )
    said = {one.key: typed.marks[one.id] for one in desk.criteria if typed.marks[one.id] != Mark()}
    sheet.marks = {key: {"points": mark.points, "comment": mark.comment} for key, mark in said.items()}
    sheet.overall, sheet.saved_at = typed.overall, now
    session.add(sheet)
    session.flush()
    return sheet


def complete_practice(session: Session, desk: PracticeDesk, *, actor: Actor, now: datetime) -> None:
    """Finish an invented entry; note it on the panel once both of a category are done.

    Raises:
        Refused: a criterion lacks points, or a comment where one is needed.
    """
    if desk.is_complete:
        return
    require(may_complete(desk.gaps))
    assert desk.sheet is not None  # noqa: S101 - a sheet without gaps is there
    desk.sheet.completed_at = now
    session.flush()
    done = {(one.category_id, one.example) for one in sheets_of(session, desk.member) if one.completed_at is not None}
    member = desk.member
    if member.practised_at is None and both_done(member.panel.categories, done):
        member.practised_at = now
        record(session, Tag.PRACTICE_FINISHED, member.panel.ref, actor=actor, at=now, judge=member.user.ref)
    session.flush()
