"""Panels with sheets, for tests of those who follow judging."""

from __future__ import annotations

from tests.factories import (
    AssignmentFactory,
    CategoryFactory,
    CriterionFactory,
    EntryFactory,
    JudgeFactory,
    PanelFactory,
    PanelMemberFactory,
    ScoreFactory,
    ScoreSheetFactory,
)


def sheet(given, member, entry, points=(3, 3), *, complete=True):
    """One reading with its sheet: points on the criteria in their order."""
    made = ScoreSheetFactory(assignment=AssignmentFactory(member=member, entry=entry), complete=complete)
    for criterion, number in zip(given.criteria, points, strict=True):
        ScoreFactory(sheet=made, criterion_id=criterion.id, points=number, comment="Zqcomment")
    return made


def crowd(given, *, judges, entries, readings):
    """A further panel of so many judges and entries, with so many complete readings of each entry."""
    category = CategoryFactory(season=given.season)
    criteria = [CriterionFactory(category=category, position=number, weight=50) for number in (1, 2)]
    panel = PanelFactory(season=given.season, name="Crowd", categories=[category], members=[])
    members = [PanelMemberFactory(panel=panel, user=JudgeFactory(), ready=True) for _ in range(judges)]
    for number in range(entries):
        entry = EntryFactory(category=category, title=f"Crowd {number}")
        for turn in range(readings):
            member = members[(number * readings + turn) % judges]
            made = ScoreSheetFactory(assignment=AssignmentFactory(member=member, entry=entry), complete=True)
            for criterion in criteria:
                ScoreFactory(sheet=made, criterion_id=criterion.id, points=(number + turn) % 6)
    return panel
