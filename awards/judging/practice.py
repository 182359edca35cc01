"""The practice round as a judge sees it: invented entries, the judge's own sheet, then how the panel is spread.

Nothing here counts anywhere: the sheets are of a table of their own that no ranking, progress or export reads.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session

from awards.judging.drawing import Drawing, points_drawn
from awards.judging.models import PracticeSheet
from awards.judging.practice_examples import Example, examples_for
from awards.judging.queries import criteria_of
from awards.judging.rules import Gap, Mark, Scale, missing, scale_of
from awards.panels.models import PanelMember
from awards.panels.queries import member_on_panel
from awards.seasons.models import Category, Criterion, Season

WORDS = {None: "To do", False: "Begun", True: "Done"}
"""The word for an example by whether the judge's sheet is complete; None is no sheet."""


@dataclass(frozen=True, slots=True)
class PracticeLine:
    """One invented entry on the list."""

    category: Category
    example: Example
    words: str


@dataclass(frozen=True, slots=True)
class PracticeList:
    """The invented entries of a panel's categories, and whether the judge has done enough."""

    member: PanelMember
    categories: Sequence[tuple[Category, Sequence[PracticeLine]]]

    @property
    def finished(self) -> bool:
        """Whether both entries of one category at least are scored, which is what is asked."""
        return self.member.practised_at is not None


@dataclass(frozen=True, slots=True)
class CriterionSpread:
    """What the panel gave to one criterion, the judge's own and every point in words."""

    name: str
    own: Mark
    own_words: str
    drawing: Drawing
    words: Sequence[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class PracticeDesk:
    """One invented entry in front of one judge."""

    member: PanelMember
    category: Category
    example: Example
    criteria: Sequence[Criterion]
    scale: Scale
    sheet: PracticeSheet | None
    others: Sequence[PracticeSheet]
    """Complete sheets of the other judges of the panel."""

    @property
    def version(self) -> int:
        """The version of the sheet; 0 before there is one."""
        return self.sheet.version if self.sheet else 0

    @property
    def marks(self) -> Mapping[str, Mark]:
        """What is saved, by the criterion's key."""
        return marks_in(self.sheet, self.criteria)

    @property
    def overall(self) -> str:
        """What is saved about the whole entry."""
        return self.sheet.overall if self.sheet else ""

    @property
    def gaps(self) -> list[Gap]:
        """What keeps the sheet from being complete."""
        return missing(self.marks, [one.key for one in self.criteria], self.scale)

    @property
    def is_complete(self) -> bool:
        """Whether the judge is done with it; the panel's spread is then shown and the sheet is not changed again."""
        return self.sheet is not None and self.sheet.completed_at is not None

    @property
    def spread(self) -> list[CriterionSpread]:
        """How the panel is spread on each criterion; empty until the judge's own sheet is complete."""
        return [self._spread(one) for one in self.criteria] if self.is_complete else []

    @property
    def drawings(self) -> list[Drawing]:
        """The drawings alone, for the table behind them."""
        return [one.drawing for one in self.spread]

    def _spread(self, criterion: Criterion) -> CriterionSpread:
        own = self.marks[criterion.key]
        given = [marks_in(sheet, [criterion])[criterion.key].points for sheet in (self.sheet, *self.others)]
        points = [point for point in given if point is not None]
        words = [(point, point_words(point, criterion, self.scale)) for point in self.scale.points]
        drawing = points_drawn(criterion.name, points, scale=self.scale.points, own=own.points)
        return CriterionSpread(criterion.name, own, dict(words).get(own.points or 0, ""), drawing, words)


def point_words(point: int, criterion: Criterion, scale: Scale) -> str:
    """Give the scale's words for a point and the criterion's own."""
    return ": ".join(words for words in (scale.words.get(point), criterion.anchors.get(str(point))) if words)


def marks_in(sheet: PracticeSheet | None, criteria: Sequence[Criterion]) -> dict[str, Mark]:
    """Give what a practice sheet says of each criterion, by key; unsaved ones are blank."""
    stored: Mapping[str, Any] = sheet.marks if sheet else {}
    return {
        one.key: Mark(stored[one.key]["points"], stored[one.key]["comment"]) if one.key in stored else Mark()
        for one in criteria
    }


def practice_list(session: Session, panel_ref: str, *, user_ref: str, season: Season) -> PracticeList:
    """Give a judge's practice round on one panel. Three statements.

    Raises:
        NoResultFound: the season has no practice round, or the judge does not sit on this panel.
    """
    member = _member(session, panel_ref, user_ref=user_ref, season=season)
    done = {(sheet.category_id, sheet.example): sheet.completed_at is not None for sheet in sheets_of(session, member)}
    return PracticeList(
        member,
        [
            (category, [PracticeLine(category, one, WORDS[done.get((category.id, one.key))])
                        for one in examples_for(category)])
            for category in member.panel.categories
        ],
    )  # fmt: skip


def practice_desk(
    session: Session, panel_ref: str, *, category_key: str, example: str, user_ref: str, season: Season,
    to_write: bool = False,
) -> PracticeDesk:  # fmt: skip
    """Put an invented entry on the judge's desk. Four statements.

    Raises:
        NoResultFound: there is no such entry for this judge, or the season has no practice round.
    """
    member = _member(session, panel_ref, user_ref=user_ref, season=season)
    for category in member.panel.categories:
        for one in examples_for(category):
            if (category.key, one.key) == (category_key, example):
                return _desk(session, member, category, example=one, scale=scale_of(season.scale), to_write=to_write)
    raise NoResultFound


def sheets_of(session: Session, member: PanelMember) -> Sequence[PracticeSheet]:
    """Give a judge's own practice sheets on one panel. One statement."""
    return session.scalars(select(PracticeSheet).where(PracticeSheet.member_id == member.id)).all()


def both_done(categories: Sequence[Category], done: Collection[tuple[int, str]]) -> bool:
    """Whether both entries of any one category are among these (category id, example) pairs."""
    return any(all((category.id, one.key) in done for one in examples_for(category)) for category in categories)


def _desk(
    session: Session, member: PanelMember, category: Category, *, example: Example, scale: Scale, to_write: bool
) -> PracticeDesk:
    if to_write:  # two windows come one after the other
        session.execute(select(PanelMember.id).where(PanelMember.id == member.id).with_for_update())
    sheets = session.scalars(
        select(PracticeSheet)
        .join(PracticeSheet.member)
        .where(
            PanelMember.panel_id == member.panel_id,
            PracticeSheet.category_id == category.id,
            PracticeSheet.example == example.key,
        )
        .order_by(PracticeSheet.id)
    ).all()
    return PracticeDesk(
        member=member,
        category=category,
        example=example,
        criteria=criteria_of(session, [category.id])[category.id],
        scale=scale,
        sheet=next((sheet for sheet in sheets if sheet.member_id == member.id), None),
        others=[sheet for sheet in sheets if sheet.member_id != member.id and sheet.completed_at is not None],
    )


def _member(session: Session, panel_ref: str, *, user_ref: str, season: Season) -> PanelMember:
    member = member_on_panel(session, panel_ref, user_ref=user_ref, season_id=season.id)
    if not season.judging.get("practice", False) or member.terms_accepted_at is None:
        raise NoResultFound
    return member
