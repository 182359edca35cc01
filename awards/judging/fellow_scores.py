"""What the other judges of an entry gave and wrote, without names: after the close, to those whose own sheet counts."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from awards.core.permission import Permission, Reason
from awards.judging.models import ScoreSheet
from awards.judging.policy import has_closed, is_further_open
from awards.judging.queries import COUNTED, criteria_of, marks_of
from awards.judging.rules import Mark, Scale, one_decimal, scale_of, total_so_far
from awards.panels.models import Assignment
from awards.panels.naming import Shown, shown_name
from awards.panels.queries import assignment_for_judge, judging_round
from awards.panels.statements import counts
from awards.screening.models import Entry
from awards.seasons.models import Criterion, Round, Season


@dataclass(frozen=True, slots=True)
class Reading:
    """One judge's sheet on the entry, under "You" or "Another judge"."""

    who: str
    marks: Mapping[str, Mark]
    total: str | None
    comments: Sequence[dict[str, str]]
    """What was written for fellow judges, with the criterion it is about."""


@dataclass(frozen=True, slots=True)
class FellowScores:
    """An entry's readings that count, the judge's own first; none while the permission is refused."""

    ref: str
    shown: Shown
    category: str
    criteria: Sequence[Criterion]
    readings: Sequence[Reading]
    permission: Permission

    @property
    def columns(self) -> list[dict[str, object]]:
        """The headings of the table of points: the judges."""
        return [{"text": "Criterion"}, *({"text": one.who, "numeric": True} for one in self.readings)]

    @property
    def rows(self) -> list[list[object]]:
        """The table of points, a criterion in each row, then the totals."""
        points: list[list[object]] = [
            [f"{one.name} ({one.weight})", *(_shown(read.marks[one.key]) for read in self.readings)]
            for one in self.criteria
        ]
        return [*points, ["Total out of 100", *(read.total for read in self.readings)]]


def may_read_fellows(
    judging: Round | None, *, now: datetime, counted: bool = True, own_open_until: datetime | None = None
) -> Permission:
    """Say whether fellow judges' sheets on an entry may be read: judging has closed, and one's own counts.

    Not while one's own is a further reading that may still be changed.
    """
    still = Reason("own-still-open", "You see these when your further reading of this entry is over.")
    return Permission.unless(
        still if is_further_open(own_open_until, now) else None,
        None if has_closed(judging, now) else Reason("judging-is-open", "You see these after judging has closed."),
        None if counted else Reason("own-not-in", "You see these only where your own scores are complete."),
    )


def fellow_scores_for(
    session: Session, entry_ref: str, *, user_ref: str, season: Season, now: datetime
) -> FellowScores:
    """Give an entry's readings that count, or why they are not shown. Five statements.

    Raises:
        NoResultFound: the entry is not theirs to read; whoever stood down from it finds nothing here.
    """
    own = assignment_for_judge(session, entry_ref, user_ref=user_ref, season_id=season.id)
    criteria = criteria_of(session, [own.entry.category_id])[own.entry.category_id]
    sheets = _counted(session, own.entry_id)
    mine = [sheet for sheet in sheets if sheet.assignment_id == own.id]
    permission = may_read_fellows(
        judging_round(season), now=now, counted=bool(mine), own_open_until=own.open_until
    )  # fmt: skip
    others = sorted((sheet for sheet in sheets if sheet not in mine), key=lambda one: _place(entry_ref, one))
    shown = [*mine, *others] if permission and others else []
    scale = scale_of(season.scale)
    readings = [
        _reading("You" if one in mine else "Another judge", one, criteria=criteria, scale=scale) for one in shown
    ]
    return FellowScores(
        entry_ref, shown_name(own.entry, season), own.entry.category.name, criteria, readings, permission
    )


def _counted(session: Session, entry_id: int) -> Sequence[ScoreSheet]:
    """Give the entry's sheets that count: complete, released, the judge without an interest. Two statements."""
    return session.scalars(
        select(ScoreSheet)
        .join(ScoreSheet.assignment)
        .join(Assignment.entry)
        .join(Assignment.member)
        .where(Entry.id == entry_id, ScoreSheet.state.in_(COUNTED), *counts())
        .options(selectinload(ScoreSheet.scores))
    ).all()


def _place(entry_ref: str, sheet: ScoreSheet) -> str:
    """Give an order of its own to each entry, so that the same place is not the same judge from page to page."""
    return hashlib.sha256(f"{entry_ref} {sheet.id}".encode()).hexdigest()


def _shown(mark: Mark) -> str:
    return "not given" if mark.points is None else str(mark.points)


def _reading(who: str, sheet: ScoreSheet, *, criteria: Sequence[Criterion], scale: Scale) -> Reading:
    marks = marks_of(sheet, criteria)
    total = total_so_far(marks, {one.key: one.weight for one in criteria}, highest=scale.highest)
    comments = [{"key": one.name, "value": marks[one.key].comment} for one in criteria]
    comments.append({"key": "The whole entry", "value": sheet.overall})
    return Reading(who, marks, None if total is None else one_decimal(total), comments)
